"""Filters of the indicator list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms

from indicators.calculations import StatusCapaian
from indicators.enums import JenisSasaran
from indicators.queries import BarisIndikator

SEMUA = ("", "Semua")


class SaringIndikator(forms.Form):
    """Kind of sasaran, status, unit and words of the name."""

    jenis = forms.ChoiceField(
        label="Jenis sasaran", required=False, choices=[SEMUA, *JenisSasaran.choices]
    )
    status = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[SEMUA, *((s.value, s.label) for s in StatusCapaian)],
    )
    unit = forms.ChoiceField(label="Unit", required=False)
    cari = forms.CharField(label="Kata pada nama", required=False, max_length=80)

    def __init__(self, data: Mapping[str, Any] | None, rows: Iterable[BarisIndikator]) -> None:
        super().__init__(data)
        self.rows = tuple(rows)
        units = {row.indikator.unit.kode: row.indikator.unit.nama for row in self.rows}
        cast(forms.ChoiceField, self.fields["unit"]).choices = [
            SEMUA,
            *sorted(units.items(), key=lambda u: u[1]),
        ]
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if select else "form-control"

    def result(self) -> tuple[BarisIndikator, ...]:
        """Rows that pass; an invalid choice filters nothing and is shown as an error."""
        if not self.is_valid():
            return self.rows
        wanted = self.cleaned_data
        return tuple(
            row
            for row in self.rows
            if wanted["jenis"] in ("", row.sasaran.jenis)
            and wanted["status"] in ("", row.status.value)
            and wanted["unit"] in ("", row.indikator.unit.kode)
            and wanted["cari"].lower() in row.nama.lower()
        )
