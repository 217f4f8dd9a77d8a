"""Two periods of an agency side by side, from the rows of its dashboards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from indicators.enums import Periode, StatusData
from indicators.models import Realisasi
from indicators.queries import tahun_perjanjian
from reports.calculations import HasilArah, arah
from reports.enums import Arah
from reports.queries import Dasbor, dasbor, periode_baku
from reports.queries_baris import BarisDasbor
from workforce.models import PerangkatDaerah

# A year and a period in it.
Waktu = tuple[int, Periode]


@dataclass(frozen=True)
class BarisBanding:
    """An indicator in two periods; None where it was not promised."""

    sebelum: BarisDasbor | None
    sesudah: BarisDasbor | None

    @property
    def ada(self) -> BarisDasbor:
        """The newer of the rows that there are."""
        row = self.sesudah or self.sebelum
        assert row is not None
        return row

    @property
    def arah(self) -> HasilArah:
        """Where its achievement went."""
        before, after = (row.hasil.persen if row else None for row in (self.sebelum, self.sesudah))
        return arah(before, after)


@dataclass(frozen=True)
class Banding:
    """Two periods with their indicators: those of the second in its order, then dropped ones."""

    sebelum: Dasbor
    sesudah: Dasbor
    baris: tuple[BarisBanding, ...]

    @cached_property
    def hitungan(self) -> Mapping[Arah, int]:
        """How many indicators went where, every direction named."""
        found = [row.arah.arah for row in self.baris]
        return {where: found.count(where) for where in Arah}

    @property
    def pokok(self) -> str:
        """Counts in one sentence."""
        if not self.baris:
            return "Tidak ada indikator yang diperjanjikan pada kedua periode."
        parts = [f"{n} {where.label.lower()}" for where, n in self.hitungan.items() if n]
        return f"Dari {len(self.baris)} indikator: {', '.join(parts)}."


def banding(pd: PerangkatDaerah, sebelum: Waktu, sesudah: Waktu, *, hari: date) -> Banding:
    """Compare two periods; as many queries for one indicator as for many."""
    first, second = (dasbor(pd, *when, hari=hari) for when in (sebelum, sesudah))
    old = {row.indikator.pk: row for row in first.baris}
    new = {row.indikator.pk: row for row in second.baris}
    rows = [BarisBanding(old.get(pk), row) for pk, row in new.items()]
    rows += [BarisBanding(row, None) for pk, row in old.items() if pk not in new]
    return Banding(first, second, tuple(rows))


def tahun_banding(pd: PerangkatDaerah) -> tuple[int, ...]:
    """Years with an agreement of the head that is or was in force, newest first; one query."""
    return tuple(sorted(tahun_perjanjian([pd]), reverse=True))


def periode_terisi(pd: PerangkatDaerah, tahun: int) -> tuple[Waktu, ...]:
    """The two latest periods up to a year that hold a value, the later one first; one query."""
    rows = Realisasi.objects.of_pd(pd).filter(tahun__lte=tahun, status_data=StatusData.ADA)
    found = rows.order_by("-tahun", "-periode").values_list("tahun", "periode").distinct()[:2]
    return tuple((year, Periode(periode)) for year, periode in found)


def waktu_baku(tahun: int, hari: date, terisi: Sequence[Waktu] = ()) -> tuple[Waktu, Waktu]:
    """What a reader compares first: the two latest periods with values (`periode_terisi`).

    Without two of them, the period that has ended with the one before it.
    """
    if len(terisi) > 1:
        return terisi[1], terisi[0]
    last = periode_baku(tahun, hari)
    if last == Periode.TW1:
        return (tahun - 1, Periode.TAHUN), (tahun, last)
    before = Periode.TW3 if last == Periode.TAHUN else Periode(last - 1)
    return (tahun, before), (tahun, last)
