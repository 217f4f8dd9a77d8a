"""Filters of the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from indicators.enums import JenisSasaran
from reports.enums import StatusKinerja
from reports.queries import BarisDasbor, Dasbor

SEMUA = ("", "Semua")


class SaringDasbor(forms.Form):
    """Kind of sasaran, status, unit. The period stands beside them and stays."""

    jenis = forms.ChoiceField(
        label="Jenis sasaran", required=False, choices=[SEMUA, *JenisSasaran.choices]
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[SEMUA, *StatusKinerja.choices]
    )
    unit = forms.ChoiceField(label="Unit", required=False)

    def __init__(self, data: Mapping[str, Any] | None, papan: Dasbor) -> None:
        super().__init__(data)
        self.papan = papan
        units = {row.pemilik.kode: row.pemilik.nama for row in papan.baris}
        cast(forms.ChoiceField, self.fields["unit"]).choices = [
            SEMUA,
            *sorted(units.items(), key=lambda unit: unit[1]),
        ]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def menyaring(self) -> bool:
        """Whether something is left out."""
        return self.is_valid() and any(self.cleaned_data.values())

    def lolos(self, row: BarisDasbor) -> bool:
        """Whether a row passes; an invalid choice filters nothing and is shown as an error."""
        if not self.is_valid():
            return True
        wanted = self.cleaned_data
        return (
            wanted["jenis"] in ("", row.isi.sasaran.jenis)
            and wanted["status"] in ("", row.status.status.value)
            and wanted["unit"] in ("", row.pemilik.kode)
        )

    @property
    def perlu_keputusan(self) -> tuple[BarisDasbor, ...]:
        """The rows that need a decision and pass."""
        return tuple(filter(self.lolos, self.papan.perlu_keputusan))

    @property
    def lainnya(self) -> tuple[BarisDasbor, ...]:
        """All others that pass."""
        return tuple(filter(self.lolos, self.papan.lainnya))
