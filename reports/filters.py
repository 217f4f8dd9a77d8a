"""Filters of the dashboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from django import forms
from django.http import Http404

from indicators.enums import JenisSasaran, Periode
from reports.enums import StatusKinerja
from reports.queries import Dasbor
from reports.queries_banding import Waktu
from reports.queries_baris import BarisDasbor

SEMUA = ("", "Semua")


def periode_dari(data: Mapping[str, Any], baku: Periode) -> Periode:
    """The period that an address names, else the one that a reader means.

    Raises Http404 for one that does not exist: another period's figures would pass for its own.
    """
    wanted = str(data.get("periode", ""))
    if not wanted:
        return baku
    if wanted not in {str(p.value) for p in Periode}:
        raise Http404("Periode ini tidak ada.")
    return Periode(int(wanted))


def saringan_dari(data: Mapping[str, Any], form: type[forms.Form]) -> dict[str, str]:
    """What an address says of the fields of a form, unchecked; without what is empty."""
    return {name: str(data[name]) for name in form.base_fields if data.get(name)}


def alamat(periode: Periode, saringan: Mapping[str, str]) -> str:
    """Period and filters as they stand in an address; a bookmark of it shows the same."""
    return urlencode({"periode": periode.value, **saringan})


class TautanPeriode(NamedTuple):
    """The way to a period, with the filters that are chosen."""

    label: str
    alamat: str
    kini: bool


def tautan_periode(periode: Periode, saringan: Mapping[str, str]) -> tuple[TautanPeriode, ...]:
    """The ways to all periods from one of them."""
    return tuple(TautanPeriode(str(p.label), alamat(p, saringan), p == periode) for p in Periode)


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

    @property
    def alamat(self) -> str:
        """Period and filters as they stand in an address."""
        return self._alamat({})

    @property
    def hitungan(self) -> tuple[tuple[StatusKinerja, int, str], ...]:
        """Statuses that occur, how often, and the way to their indicators."""
        return tuple(
            (status, n, self._alamat({"status": status.value}))
            for status, n in self.papan.hitungan.items()
            if n
        )

    def _alamat(self, lain: Mapping[str, str]) -> str:
        wanted = self.cleaned_data if self.is_valid() else {}
        chosen = {name: value for name, value in wanted.items() if value}
        return alamat(self.papan.periode, {**chosen, **lain})

    @property
    def kalimat(self) -> str:
        """What is shown, in words; empty when nothing is left out."""
        if not self.menyaring:
            return ""
        parts = (
            f"{field.label.lower()} {dict(cast(Any, field.field).choices)[field.value()]}"
            for field in self
            if self.cleaned_data[field.name]
        )
        return f"Disaring: {', '.join(parts)}."

    @property
    def seluruhnya(self) -> str:
        """What to say beside counts that no filter narrows; empty when nothing is left out."""
        return "Dihitung dari seluruh unit dan indikator, tanpa saringan." if self.menyaring else ""


class PilihBanding(forms.Form):
    """Two periods to compare, each written as year-period."""

    a = forms.ChoiceField(label="Periode pertama")
    b = forms.ChoiceField(label="Periode kedua")

    def __init__(
        self, data: Mapping[str, Any], tahun: Sequence[int], baku: tuple[Waktu, Waktu]
    ) -> None:
        usual = {
            name: f"{year}-{periode.value}"
            for name, (year, periode) in zip("ab", baku, strict=True)
        }
        super().__init__({name: data.get(name) or value for name, value in usual.items()})
        years = sorted({*tahun, *(year for year, _ in baku)}, reverse=True)
        choices = [
            (str(year), [(f"{year}-{p.value}", f"{p.label} {year}") for p in Periode])
            for year in years
        ]
        for name in "ab":
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = choices
            field.widget.attrs["class"] = "form-select"

    @property
    def waktu(self) -> tuple[Waktu, Waktu] | None:
        """The two periods; None when a choice is invalid."""
        if not self.is_valid():
            return None
        first, second = (_waktu(self.cleaned_data[name]) for name in "ab")
        return first, second


def _waktu(text: str) -> Waktu:
    year, periode = text.split("-")
    return int(year), Periode(int(periode))
