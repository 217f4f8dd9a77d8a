"""Forms of agreements."""

from __future__ import annotations

from typing import Any

from django import forms

from indicators.actions_perjanjian import IsianItem
from indicators.enums import Periode
from indicators.models import Indikator, ItemPerjanjian, PerjanjianKinerja, Sasaran
from lkip.fields import AngkaField
from workforce.models import Jabatan, PerangkatDaerah
from workforce.querysets import hari_ini

TRIWULAN = (Periode.TW1, Periode.TW2, Periode.TW3, Periode.TW4)


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
    """Targets of one item; an empty quarter is N/A."""

    tw1 = AngkaField(label="TW I", required=False)
    tw2 = AngkaField(label="TW II", required=False)
    tw3 = AngkaField(label="TW III", required=False)
    tw4 = AngkaField(label="TW IV", required=False)
    tahunan = AngkaField(label="Tahunan", required=False)
    sumber_data = forms.CharField(
        label="Sumber data",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, item: ItemPerjanjian, data: Any = None) -> None:
        quarters = {f"tw{t.triwulan}": t.target for t in item.triwulan.all()}
        initial = quarters | {"tahunan": item.target, "sumber_data": item.sumber_data}
        super().__init__(data, prefix=f"item{item.pk}", initial=initial)
        self.item = item
        for name, field in self.fields.items():
            field.widget.attrs |= {
                "class": f"form-control{'' if name == 'sumber_data' else ' angka'}",
                "aria-label": f"{field.label} {item.indikator.kode}",
            }

    @property
    def angka(self) -> list[forms.BoundField]:
        """The fields with numbers."""
        return [self[name] for name in ("tw1", "tw2", "tw3", "tw4", "tahunan")]

    @property
    def isian(self) -> IsianItem:
        """What the action takes."""
        data = self.cleaned_data
        return IsianItem(
            tahunan=data["tahunan"],
            triwulan={q.value: data[f"tw{q.value}"] for q in TRIWULAN},
            sumber_data=data["sumber_data"],
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
