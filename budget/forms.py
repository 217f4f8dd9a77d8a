"""Forms of the budget's entry. A form never carries an author, a month or a total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from budget.calculations_entri import BULAN, per_bulan, sidik_rencana
from budget.entri import BarisEntri, BarisKeluaranEntri
from budget.models import AnggaranBulanan, KeluaranBulanan
from budget.rencana import BarisRencana
from indicators.forms import KoreksiForm
from lkip.fields import AngkaField
from lkip.numbers import NAMA_BULAN, format_number
from workforce.actions import Bentrok


class BarisForm(forms.Form):
    """Base of a row of a grid: it knows when somebody else was faster."""

    baris: Any
    # The numbers that the row asks for.
    ANGKA: tuple[str, ...] = ()

    def __init__(
        self, baris: BarisEntri | BarisKeluaranEntri | BarisRencana, data: Any = None
    ) -> None:
        super().__init__(data, prefix=baris.kunci)
        self.fields |= self.tambahan()
        self.baris = baris
        self.bentrok: Bentrok | None = None
        for name in self.ANGKA:
            field = self.fields[name]
            field.widget.attrs |= {
                "class": "form-control angka",
                "aria-label": f"{field.label} {baris.lingkup.kode}",
            }

    def tambahan(self) -> dict[str, forms.Field]:
        """Fields beyond the declared ones."""
        return {}

    @property
    def angka(self) -> list[forms.BoundField]:
        """The fields that hold numbers, as the grid lays them out."""
        return [self[name] for name in self.ANGKA]

    def terima(self, error: ValidationError) -> None:
        """Carry the errors of an action; what has no field of its own concerns the row."""
        if isinstance(error, Bentrok):
            self.bentrok = error
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, faults in error.error_dict.items():
            for fault in faults:
                self.add_error(name if name in self.fields else None, fault)


class SelForm(BarisForm):
    """One cell with its version. `pakai` is set by who saw both values and chose her own."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    pakai = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput())
    KOLOM = ""

    def __init__(self, baris: BarisEntri | BarisKeluaranEntri, data: Any = None) -> None:
        super().__init__(baris, data)
        self.initial = {"versi": baris.versi, self.KOLOM: baris.nilai}

    def clean(self) -> dict[str, Any]:
        """The version that the entry is based on in the end."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("pakai") is not None:
            cleaned["versi"] = cleaned["pakai"]
        return cleaned

    @property
    def versi_tersimpan(self) -> int:
        """The version that an entry has to be based on to win over the faster one."""
        row = self.bentrok.tersimpan if self.bentrok else None
        return row.versi if row is not None and _isi(row) is not None else 0

    @property
    def isian(self) -> str:
        """What was typed."""
        return str(self[self.KOLOM].value() or "kosong")

    @property
    def tersimpan(self) -> str:
        """The value of somebody who was faster, and who that was."""
        row = self.bentrok.tersimpan if self.bentrok else None
        value = None if row is None else _isi(row)
        if row is None or value is None:
            return "Nilai yang tersimpan sudah dihapus."
        author = row.diubah_oleh or "seseorang di luar aplikasi"
        text = self.fields[self.KOLOM].prepare_value(value)
        return f"Tersimpan oleh {author}: {text}."


def _isi(row: AnggaranBulanan | KeluaranBulanan) -> Decimal | None:
    return row.realisasi if isinstance(row, AnggaranBulanan) else row.capaian


class RealisasiForm(SelForm):
    """The realisasi of a level up to a month."""

    baris: BarisEntri
    ANGKA = ("realisasi",)
    KOLOM = "realisasi"

    realisasi = AngkaField(label="Realisasi", required=False, rupiah=True)


class KeluaranForm(SelForm):
    """What an output has reached up to a month."""

    baris: BarisKeluaranEntri
    ANGKA = ("capaian",)
    KOLOM = "capaian"

    capaian = AngkaField(label="Capaian keluaran", required=False)


def _bulan(bulan: int) -> AngkaField:
    label = f"Rencana {NAMA_BULAN[bulan - 1]}"
    return AngkaField(label=label, required=False, rupiah=True)


class RencanaForm(BarisForm):
    """The plan of a level: an amount per month, recognised by what the page showed."""

    baris: BarisRencana
    ANGKA = tuple(f"b{bulan}" for bulan in BULAN)

    sidik = forms.CharField(max_length=12, widget=forms.HiddenInput())
    pakai = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput())

    def __init__(self, baris: BarisRencana, data: Any = None) -> None:
        super().__init__(baris, data)
        months = dict(zip(self.ANGKA, baris.bulanan, strict=True))
        self.initial = {"sidik": baris.sidik, **months}
        for bulan in baris.terkunci:
            self.fields[f"b{bulan}"].widget.attrs["readonly"] = True

    def tambahan(self) -> dict[str, forms.Field]:
        """A field per month."""
        return {f"b{bulan}": _bulan(bulan) for bulan in BULAN}

    def clean(self) -> dict[str, Any]:
        """What the entry is based on in the end."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("pakai"):
            cleaned["sidik"] = cleaned["pakai"]
        return cleaned

    @property
    def bulanan(self) -> list[Decimal | None]:
        """The twelve amounts."""
        return [self.cleaned_data.get(name) for name in self.ANGKA]

    @property
    def versi_tersimpan(self) -> str:
        """What an entry has to be based on to win over the faster one."""
        return sidik_rencana(self.bentrok.tersimpan if self.bentrok else ())

    @property
    def tersimpan(self) -> str:
        """The months in which the faster plan differs from what was typed."""
        stored = per_bulan(self.bentrok.tersimpan if self.bentrok else ())
        return f"Tersimpan: {_berbeda(stored, self.bulanan)}."

    @property
    def isian(self) -> str:
        """The same months as they were typed."""
        stored = per_bulan(self.bentrok.tersimpan if self.bentrok else ())
        return _berbeda(self.bulanan, stored)


def _berbeda(satu: Sequence[Decimal | None], lain: Sequence[Decimal | None]) -> str:
    months = zip(NAMA_BULAN, satu, lain, strict=True)
    return ", ".join(
        f"{nama} {'kosong' if here is None else format_number(here)}"
        for nama, here, there in months
        if here != there
    )


class KoreksiBulanForm(KoreksiForm):
    """A correction of a locked month; an amount in rupiah has one reading."""

    def __init__(self, data: Any = None, *, rupiah: bool) -> None:
        super().__init__(data)
        amount = self.fields["nilai"]
        assert isinstance(amount, AngkaField)
        amount.rupiah = rupiah
