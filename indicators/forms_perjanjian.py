"""Forms of agreements."""

from __future__ import annotations

from typing import Any

from django import forms

from indicators.actions_item import IsianItem
from indicators.actions_target import Target
from indicators.enums import Periode
from indicators.forms_predikat import TargetField
from indicators.models import (
    Indikator,
    ItemPerjanjian,
    PerjanjianKinerja,
    Sasaran,
    TargetTriwulan,
)
from indicators.rules_perjanjian import masalah_item, masalah_target
from workforce.models import Jabatan, PerangkatDaerah
from workforce.querysets import hari_ini

PERIODE = {
    "tw1": Periode.TW1,
    "tw2": Periode.TW2,
    "tw3": Periode.TW3,
    "tw4": Periode.TW4,
    "tahunan": Periode.TAHUN,
}


def date_field(label: str) -> forms.DateField:
    """A date with the browser's own picker."""
    return forms.DateField(
        label=label,
        initial=hari_ini,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


def prose_field(label: str) -> forms.CharField:
    """A few sentences; whether they are needed is the action's rule."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class TargetForm(forms.Form):
    """Targets of one item; an empty quarter is N/A. On a scale its levels may be written."""

    tw1 = TargetField(label="TW I")
    tw2 = TargetField(label="TW II")
    tw3 = TargetField(label="TW III")
    tw4 = TargetField(label="TW IV")
    tahunan = TargetField(label="Tahunan")
    sumber_data = forms.CharField(
        label="Sumber data",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, item: ItemPerjanjian, data: Any = None) -> None:
        self.item, self.tingkat = item, item.indikator.tingkat
        stored = {f"tw{t.triwulan}": self._tertulis(t) for t in item.triwulan.all()}
        initial = stored | {"tahunan": self._tertulis(item), "sumber_data": item.sumber_data}
        super().__init__(data, prefix=f"item{item.pk}", initial=initial)
        for name, field in self.fields.items():
            field.widget.attrs |= {
                "class": f"form-control{'' if name == 'sumber_data' else ' angka'}",
                "aria-label": f"{field.label} {item.indikator.kode}",
            }
            if isinstance(field, TargetField) and self.tingkat:
                field.tingkat = self.tingkat
                field.widget.attrs["inputmode"] = "text"
            elif isinstance(field, TargetField):
                field.satuan = item.indikator.satuan

    def _tertulis(self, row: ItemPerjanjian | TargetTriwulan) -> Any:
        """A stored target as one would type it; words of no scale are not for this form."""
        return row.target_teks if self.tingkat and row.target_teks else row.target

    @property
    def angka(self) -> list[forms.BoundField]:
        """The fields with targets."""
        return [self[name] for name in PERIODE]

    @property
    def galat(self) -> list[tuple[str, str]]:
        """Every fault of the row with the id of its field: what cannot be read, else what does
        not add up, of the targets as they were typed or as they are stored."""
        if self.errors:
            return [
                (self[name].id_for_label, f"{self[name].label}: {fault}")
                for name, faults in self.errors.items()
                for fault in faults
            ]
        return [(self["tahunan"].id_for_label, sentence) for sentence in self._masalah()]

    def _masalah(self) -> tuple[str, ...]:
        if not self.is_bound:
            return masalah_item(self.item)
        typed = self.isian
        if typed.tahunan is None and self.item.target_teks and not self.tingkat:
            return ()
        return masalah_target(self.item.indikator, tahunan=typed.tahunan, triwulan=typed.triwulan)

    @property
    def isian(self) -> IsianItem:
        """What the action takes."""
        data = self.cleaned_data
        typed: dict[int, Target] = {p: data[name] for name, p in PERIODE.items()}
        return IsianItem(
            tahunan=typed[Periode.TAHUN].nilai,
            triwulan={p: target.nilai for p, target in typed.items() if p != Periode.TAHUN},
            sumber_data=data["sumber_data"],
            teks={p: target.teks for p, target in typed.items() if target.teks},
        )


class SusunForm(forms.Form):
    """Whose agreement, and on which day the parties hold their posts."""

    jabatan = forms.ModelChoiceField(
        label="Jabatan",
        queryset=Jabatan.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    hari = date_field("Pemangku jabatan pada tanggal")

    def __init__(self, pd: PerangkatDaerah, tahun: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["jabatan"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            Jabatan.objects.of_pd(pd)
            .exclude(unit=None)
            .exclude(perjanjian__tahun=tahun)
            .order_by("nama")
        )


class ItemForm(forms.Form):
    """One more indicator for a draft."""

    sasaran = forms.ModelChoiceField(
        label="Sasaran",
        queryset=Sasaran.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    indikator = forms.ModelChoiceField(
        label="Indikator",
        queryset=Indikator.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    turunan_dari = forms.ModelChoiceField(
        label="Mendukung item atasan",
        queryset=ItemPerjanjian.objects.none(),
        required=False,
        empty_label="Tidak diturunkan",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(
        self,
        perjanjian: PerjanjianKinerja,
        atasan: PerjanjianKinerja | None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        pd, tahun = perjanjian.pd, perjanjian.tahun
        self._limit("sasaran", Sasaran.objects.of_pd(pd).filter(tahun=tahun))
        self._limit(
            "indikator",
            Indikator.objects.of_pd(pd)
            .filter(berlaku_sejak__lte=tahun)
            .exclude(berlaku_sampai__lt=tahun)
            .exclude(item__perjanjian=perjanjian),
        )
        if atasan is None:
            del self.fields["turunan_dari"]
        else:
            self._limit("turunan_dari", atasan.item.select_related("indikator"))

    def _limit(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset


class TanggalForm(forms.Form):
    """The day of signing."""

    tanggal = date_field("Tanggal penandatanganan")


class AlasanForm(forms.Form):
    """Why an agreement goes back."""

    alasan = prose_field("Alasan pengembalian")


class PerubahanForm(forms.Form):
    """The ground of an amendment, and the day on which the parties hold their posts."""

    dasar = prose_field("Dasar perubahan")
    hari = date_field("Pemangku jabatan pada tanggal")
