"""The grid of yearly targets: one small form per indicator."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from indicators.actions_target import BarisTarget
from indicators.forms_perencanaan import baca_dilihat
from indicators.forms_predikat import TargetField
from indicators.models import SasaranRenstra
from indicators.queries_perencanaan import BarisRencana, SelTarget
from lkip.scales import Tingkat


class TargetForm(forms.Form):
    """The row of an indicator. Cells that were left alone are neither checked nor stored."""

    dilihat = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        baris: BarisRencana,
        pilihan: Sequence[tuple[str, str]],
        sasaran: Mapping[str, SasaranRenstra],
        tingkat: Sequence[Tingkat] = (),
        data: Any = None,
        usul: SasaranRenstra | None = None,
    ) -> None:
        self.baris, self.sasaran_ada, self.pilihan = baris, sasaran, dict(pilihan)
        stored = {str(s.tahun): s.teks for s in baris.sel if s.berlaku or s.target}
        stored["sasaran"] = str(baris.sasaran.pk) if baris.sasaran else ""
        initial = stored | {"dilihat": json.dumps(stored)}
        if usul is not None and not stored["sasaran"]:
            initial["sasaran"] = str(usul.pk)
        super().__init__(data, prefix=f"i{baris.indikator.pk}", initial=initial)
        self.tahun = [s.tahun for s in baris.sel if str(s.tahun) in stored]
        kode = baris.indikator.kode
        self.fields["sasaran"] = forms.ChoiceField(
            required=False,
            choices=pilihan,
            widget=forms.Select(
                attrs={"class": "form-select form-select-sm", "aria-label": f"Sasaran {kode}"}
            ),
        )
        for year in self.tahun:
            attrs = {"class": "form-control angka", "aria-label": f"Target {kode} tahun {year}"}
            field: forms.Field = forms.CharField()
            if self._touched(str(year)):
                field = TargetField(tingkat)
                field.satuan = "" if tingkat else baris.indikator.satuan
            field.required = False
            field.widget.attrs |= attrs | {"inputmode": "text" if tingkat else "decimal"}
            field.widget.attrs["autocomplete"] = "off"
            self.fields[str(year)] = field

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "").strip()

    def _seen(self) -> dict[str, str]:
        return baca_dilihat(self._typed("dilihat"))

    def _touched(self, name: str) -> bool:
        return self.is_bound and self._typed(name) != self._seen().get(name, "").strip()

    @property
    def dikirim(self) -> bool:
        """Whether the row came with the request at all."""
        return self.add_prefix("dilihat") in self.data

    @property
    def tersentuh(self) -> bool:
        """Whether anything was changed. A proposed sasaran without a target is no change."""
        return any(self._touched(str(y)) for y in self.tahun) or (
            self._touched("sasaran") and (self._berisi or bool(self._seen().get("sasaran")))
        )

    @property
    def _berisi(self) -> bool:
        return any(self._typed(str(y)) for y in self.tahun)

    @property
    def pasangan(self) -> list[tuple[forms.BoundField | None, SelTarget]]:
        """The fields by year with what is stored; None where the indicator is not in use."""
        return [(self[str(s.tahun)] if s.tahun in self.tahun else None, s) for s in self.baris.sel]

    @property
    def galat(self) -> list[str]:
        """Every fault of the row, with the year or the field that it is about."""
        return [
            f"{'Sasaran' if name == 'sasaran' else name}: {fault}"
            for name, faults in self.errors.items()
            for fault in faults
        ]

    def clean(self) -> dict[str, Any]:
        """Targets stand in a sasaran."""
        cleaned = super().clean() or self.cleaned_data
        if self._berisi and not cleaned.get("sasaran") and "sasaran" not in self.errors:
            self.add_error("sasaran", "belum dipilih. Pilih sasaran yang diukur indikator ini.")
        return cleaned

    @property
    def isian(self) -> BarisTarget:
        """What the action takes."""
        seen = self._seen()
        touched = [y for y in self.tahun if self._touched(str(y))]
        return BarisTarget(
            indikator=self.baris.indikator,
            sasaran=self.sasaran_ada.get(self.cleaned_data["sasaran"]),
            sasaran_dilihat=seen.get("sasaran", ""),
            target={y: self.cleaned_data[str(y)] for y in touched},
            dilihat={y: seen.get(str(y), "") for y in touched},
        )

    def terima_bentrok(self, tersimpan: Mapping[str, str]) -> None:
        """Show what somebody else stored beside what was typed; the next save wins."""
        for name, stored in tersimpan.items():
            shown = self.pilihan.get(stored, stored) if name == "sasaran" else stored
            now = f"“{shown}”" if shown else "kosong"
            self.add_error(
                name,
                f"orang lain menyimpan {now}. Isian Anda masih tertulis; simpan lagi untuk "
                "memakainya.",
            )
        seen = self._seen() | dict(tersimpan)
        self.data = dict(self.data.items()) | {self.add_prefix("dilihat"): json.dumps(seen)}


def pilihan_sasaran(sasaran: Iterable[SasaranRenstra]) -> list[tuple[str, str]]:
    """Sasaran of a document for a row of the grid."""
    return [("", "Pilih sasaran"), *((str(s.pk), f"{s.kode} {s.sasaran}") for s in sasaran)]
