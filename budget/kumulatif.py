"""Figures up to a month at every level: its own, or the sum of the levels below it.

Sources print totals of their own, and these stay as they are. A level without any figure of its
own in the year is the sum of what stands below it, so that nobody enters the same rupiah twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from budget.calculations import jumlah_diketahui
from budget.models import AnggaranBulanan, Kegiatan, Pagu, SubKegiatan, Tingkat
from budget.models.anggaran import MilikTingkat

Kunci = tuple[str, int]
# Which levels add up to a level: the first of them that has any figure does.
TURUNAN: dict[str, tuple[str, ...]] = {
    "program": ("sub_kegiatan", "kegiatan"),
    "kegiatan": ("sub_kegiatan",),
    "sub_kegiatan": ("aktivitas",),
    "anggaran_unit": ("aktivitas",),
    "aktivitas": (),
}
TAHUN = {
    "program": "program__tahun",
    "kegiatan": "kegiatan__program__tahun",
    "sub_kegiatan": "sub_kegiatan__program__tahun",
    "aktivitas": "aktivitas__anggaran_unit__tahun",
    "anggaran_unit": "anggaran_unit__tahun",
}
# What a row needs so that its place in the tree is known without another query.
PEMILIK = ("kegiatan", "sub_kegiatan", "aktivitas__sub_kegiatan")


def dalam_tahun(tahun: int, *tingkat: str) -> Q:
    """Rows of a year that belong to one of these levels.

    The levels are asked by themselves: joined, the rows of all years would be gone through.
    """
    condition = Q(pk__in=[])
    for name in tingkat:
        owner: Any = AnggaranBulanan._meta.get_field(name).related_model
        year = TAHUN[name].removeprefix(f"{name}__")
        owners = owner.objects.filter(**{year: tahun}).order_by()
        condition |= Q(**{f"{name}__in": owners.values("pk")})
    return condition


def beranggaran(rows: QuerySet[Kegiatan]) -> QuerySet[Kegiatan]:
    """Kegiatan that are rows of the budget: with a ceiling, a sub kegiatan or months.

    Many sources print the budget for the program alone, and only name its kegiatan.
    """
    here = {"kegiatan": OuterRef("pk")}
    return rows.filter(
        Exists(Pagu.objects.filter(**here))
        | Exists(SubKegiatan.objects.filter(**here))
        | Exists(AnggaranBulanan.objects.filter(**here))
    )


def ada_bawahan(tingkat: Tingkat) -> bool:
    """Whether rows stand below a level that may add up to it."""
    for name in TURUNAN[tingkat.TINGKAT]:
        rows = getattr(tingkat, name).all()
        if (beranggaran(rows) if name == "kegiatan" else rows).exists():
            return True
    return False


def beserta_turunan(tingkat: str) -> tuple[str, ...]:
    """A level and all levels that may add up to it."""
    below = (deeper for name in TURUNAN[tingkat] for deeper in beserta_turunan(name))
    return tuple(dict.fromkeys((tingkat, *below)))


class Kumulatif:
    """One column (`realisasi` or `rencana`) of monthly rows, up to the end of a month."""

    def __init__(
        self, rows: Iterable[AnggaranBulanan], *, kolom: str = "realisasi", sampai: int = 12
    ) -> None:
        self._mulai, self._akhir = 1, sampai
        self._bulan: defaultdict[Kunci, list[tuple[int, Decimal]]] = defaultdict(list)
        self._anak: defaultdict[tuple[Kunci, str], set[Kunci]] = defaultdict(set)
        for row in rows:
            value = row.berlaku if kolom == row.ANGKA else getattr(row, kolom)
            if value is None:
                continue
            level = row.tingkat
            key = (level, getattr(row, f"{level}_id"))
            if key not in self._bulan:
                for parent, child in naik(row, key):
                    self._anak[parent, child[0]].add(child)
            self._bulan[key].append((row.bulan, value))
        for months in self._bulan.values():
            months.sort(reverse=True)

    def sampai(self, bulan: int) -> Kumulatif:
        """The same figures up to another month; the rows are not gone through again."""
        return self._dengan(1, bulan)

    def pada(self, bulan: int) -> Kumulatif:
        """Only what was entered in one month."""
        return self._dengan(bulan, bulan)

    def _dengan(self, mulai: int, akhir: int) -> Kumulatif:
        other = copy(self)
        other._mulai, other._akhir = mulai, akhir
        return other

    def sendiri(self, tingkat: str, pk: int) -> Decimal | None:
        """The level's own figure, the latest up to the month."""
        months = self._bulan.get((tingkat, pk), ())
        found = (value for month, value in months if self._mulai <= month <= self._akhir)
        return next(found, None)

    def punya_sendiri(self, tingkat: str, pk: int) -> bool:
        """Whether the level has a figure of its own in any month of the year."""
        return (tingkat, pk) in self._bulan

    def bawah(self, tingkat: str, pk: int) -> Decimal | None:
        """The sum of what stands below the level; None when nothing does."""
        for name in TURUNAN[tingkat]:
            children = self._anak.get(((tingkat, pk), name), ())
            total = jumlah_diketahui(self.nilai(*child) for child in children)
            if total is not None:
                return total
        return None

    def nilai(self, tingkat: str, pk: int) -> Decimal | None:
        """The figure in force: its own, else the sum of those below."""
        own = self.sendiri(tingkat, pk)
        return self.bawah(tingkat, pk) if own is None else own


def naik(row: MilikTingkat, key: Kunci) -> Iterator[tuple[Kunci, Kunci]]:
    """Pairs of a level above and the level below it, from the level of a row up to the top."""
    if row.aktivitas is not None:
        yield ("anggaran_unit", row.aktivitas.anggaran_unit_id), key
        if row.aktivitas.sub_kegiatan is not None:
            above = ("sub_kegiatan", row.aktivitas.sub_kegiatan.pk)
            yield above, key
            yield from _naik_sub(row.aktivitas.sub_kegiatan, above)
    elif row.sub_kegiatan is not None:
        yield from _naik_sub(row.sub_kegiatan, key)
    elif row.kegiatan is not None:
        yield ("program", row.kegiatan.program_id), key


def _naik_sub(sub: SubKegiatan, key: Kunci) -> Iterator[tuple[Kunci, Kunci]]:
    yield ("program", sub.program_id), key
    if sub.kegiatan_id is not None:
        yield ("kegiatan", sub.kegiatan_id), key
