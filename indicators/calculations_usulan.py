"""What four quarters propose for the year. A proposal only: a person takes it or types another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations import NilaiTriwulan, konsolidasi, nilai_komponen
from indicators.enums import Konsolidasi
from lkip.numbers import format_number, round_half_up
from lkip.periods import Triwulan

Komponen = Mapping[Triwulan, tuple[Decimal, Decimal]]


@dataclass(frozen=True)
class Usulan:
    """A value for the year, with its components where the indicator has them, and whence."""

    nilai: Decimal
    penjelasan: str
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None

    @property
    def tercetak(self) -> str:
        """The value as a person reads it."""
        return format_number(round_half_up(self.nilai, 2))


def usulan_tahunan(
    *,
    cara: Konsolidasi,
    target: NilaiTriwulan,
    realisasi: NilaiTriwulan,
    komponen: Komponen | None = None,
) -> Usulan | None:
    """The year out of its quarters by the rule of consolidation; None while one is missing.

    With `komponen`, a rate is computed anew from the numerators and denominators of the quarters
    instead of from their rates.
    """
    joined = konsolidasi(
        cara=cara,
        target_per_triwulan=target,
        realisasi_per_triwulan=realisasi,
        sampai=Triwulan.IV,
    )
    if joined.realisasi is None:
        return None
    if komponen is None:
        return Usulan(joined.realisasi, joined.penjelasan)
    counted = [tw for tw in Triwulan if target.get(tw) is not None]
    if cara == Konsolidasi.NILAI_TERAKHIR:
        counted = counted[-1:]
    return _dari_komponen(counted, komponen)


def _dari_komponen(triwulan: list[Triwulan], komponen: Komponen) -> Usulan | None:
    if any(tw not in komponen for tw in triwulan):
        return None
    above = sum((komponen[tw][0] for tw in triwulan), Decimal(0))
    below = sum((komponen[tw][1] for tw in triwulan), Decimal(0))
    value = nilai_komponen(above, below).nilai
    if value is None:
        return None
    names = ", ".join(tw.label for tw in triwulan)
    sentence = f"Komponen {names}: {format_number(above)} ÷ {format_number(below)}."
    return Usulan(value, sentence, above, below)
