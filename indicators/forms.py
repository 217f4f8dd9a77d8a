"""Forms of measurement. A form never carries a status, an author or a period."""

from __future__ import annotations

from typing import Any

from django import forms

from indicators.actions import Isian
from indicators.enums import StatusData
from indicators.models import Indikator
from lkip.fields import AngkaField

PANJANG_URAIAN = 4000


def _prose(label: str, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=PANJANG_URAIAN,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
    )


class RealisasiForm(forms.Form):
    """One cell of the grid; `prefix` is the code of the indicator."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    nilai = AngkaField(label="Realisasi", required=False)
    pembilang = AngkaField(label="Pembilang", required=False)
    penyebut = AngkaField(label="Penyebut", required=False)
    status_data = forms.ChoiceField(
        label="Keadaan data",
        choices=StatusData.choices,
        initial=StatusData.ADA,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    perkiraan_rilis = forms.DateField(
        label="Perkiraan rilis",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    penyebab = _prose("Penyebab, atau faktor keberhasilan")
    tindak_lanjut = _prose("Tindak lanjut")
    catatan = _prose("Catatan")

    def __init__(self, indikator: Indikator, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", indikator.kode)
        super().__init__(*args, **kwargs)
        self.indikator = indikator
        unused = ("nilai",) if indikator.pembilang else ("pembilang", "penyebut")
        for name in unused:
            del self.fields[name]
        if indikator.pembilang:
            self.fields["pembilang"].label = indikator.pembilang
            self.fields["penyebut"].label = indikator.penyebut
        for name in ("nilai", "pembilang", "penyebut"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {
                    "class": "form-control angka",
                    "aria-label": f"{self.fields[name].label} {indikator.kode}",
                }

    @property
    def angka(self) -> list[forms.BoundField]:
        """The fields that hold numbers, as the grid lays them out."""
        return [self[n] for n in ("nilai", "pembilang", "penyebut") if n in self.fields]

    @property
    def uraian(self) -> list[forms.BoundField]:
        """The fields of the details."""
        names = ("status_data", "perkiraan_rilis", "penyebab", "tindak_lanjut", "catatan")
        return [self[name] for name in names]

    @property
    def berisi(self) -> bool:
        """Whether anything was entered; an untouched empty row is not an error."""
        names = [n for n in self.fields if n not in ("versi", "status_data")]
        filled = any(str(self.data.get(self.add_prefix(n)) or "").strip() for n in names)
        status = self.data.get(self.add_prefix("status_data"))
        return filled or status in (StatusData.BELUM_RILIS, StatusData.TIDAK_TERSEDIA)

    def clean(self) -> dict[str, Any]:
        """A value where there is one, and only there."""
        cleaned = super().clean() or self.cleaned_data
        names = [n for n in ("nilai", "pembilang", "penyebut") if n in self.fields]
        values = {n: cleaned.get(n) for n in names if n not in self.errors}
        status = cleaned.get("status_data")
        if status == StatusData.ADA:
            for name, value in values.items():
                if value is None:
                    self.add_error(
                        name,
                        f"{self.fields[name].label} belum diisi. Isi angkanya, atau pilih "
                        "“Data belum rilis” pada Keadaan data.",
                    )
        elif any(value is not None for value in values.values()):
            self.add_error(
                names[0],
                "Kosongkan angkanya, atau pilih “Ada” pada Keadaan data: keduanya bertentangan.",
            )
        if cleaned.get("penyebut") == 0:
            self.add_error("penyebut", "Penyebut tidak boleh 0, karena menjadi pembagi.")
        if (
            status == StatusData.BELUM_RILIS
            and not cleaned.get("perkiraan_rilis")
            and "perkiraan_rilis" not in self.errors
        ):
            self.add_error("perkiraan_rilis", "Isi perkiraan tanggal rilis datanya.")
        return cleaned

    @property
    def isian(self) -> Isian:
        """What the action takes."""
        data = self.cleaned_data
        return Isian(
            nilai=data.get("nilai"),
            pembilang=data.get("pembilang"),
            penyebut=data.get("penyebut"),
            status_data=StatusData(data["status_data"]),
            perkiraan_rilis=data["perkiraan_rilis"],
            catatan=data["catatan"].strip(),
            penyebab=data["penyebab"].strip(),
            tindak_lanjut=data["tindak_lanjut"].strip(),
        )
