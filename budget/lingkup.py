"""What one page of entry is about: the programs of an agency, or the budget of one unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from budget.calculations import pagu_berlaku
from budget.enums import VersiPagu
from budget.kumulatif import (
    PEMILIK,
    Kumulatif,
    Kunci,
    beranggaran,
    beserta_turunan,
    dalam_tahun,
)
from budget.models import (
    Aktivitas,
    AnggaranBulanan,
    AnggaranUnit,
    Kegiatan,
    Pagu,
    Program,
    SubKegiatan,
    Tingkat,
)
from indicators.entri import periode_tahun
from workforce.models import PerangkatDaerah, UnitKerja

TINGKAT_PD = ("program", "kegiatan", "sub_kegiatan")
TINGKAT_UNIT = ("anggaran_unit", "aktivitas")


@dataclass(frozen=True)
class BarisLingkup:
    """A level of the budget as a row: the units that carry it out, and its ceiling in force."""

    objek: Tingkat
    kode: str
    nama: str
    unit: tuple[UnitKerja, ...]
    pagu: Decimal | None
    ada_bawahan: bool

    @property
    def kunci(self) -> Kunci:
        """Level and number."""
        return self.objek.TINGKAT, self.objek.pk

    @property
    def sebutan(self) -> str:
        """What kind of level it is."""
        return str(self.objek._meta.verbose_name).capitalize()

    @property
    def induk(self) -> bool:
        """Whether the row heads a group: a program, or a unit."""
        return self.objek.TINGKAT in ("program", "anggaran_unit")


class Lingkup:
    """Rows of the budget of a year with their monthly figures, in a fixed number of queries.

    `unit` is the code of a unit with a budget of its own; with an empty one the rows are the
    programs, activities and sub-activities of the agency. `dikenal` tells whether there is such
    a unit.
    """

    def __init__(self, pd: PerangkatDaerah, tahun: int, unit: str = "") -> None:
        self.pd, self.tahun = pd, tahun
        self.periode = periode_tahun(pd, tahun)
        self.anggaran_unit: tuple[AnggaranUnit, ...] = tuple(
            AnggaranUnit.objects.of_pd(pd).filter(tahun=tahun).select_related("unit", "pd")
        )
        self.unit = next((u for u in self.anggaran_unit if u.unit.kode == unit), None)
        self.dikenal = self.unit is not None or not unit
        self.tingkat = TINGKAT_PD if self.unit is None else TINGKAT_UNIT
        self.pagu = self._ceilings()
        self.bulanan = self._months()
        self.baris = tuple(self._programs() if self.unit is None else self._activities(self.unit))

    @cached_property
    def rencana(self) -> Kumulatif:
        """Plans of the whole year."""
        return Kumulatif(self.bulanan, kolom="rencana")

    def _ceilings(self) -> dict[Kunci, Decimal]:
        """Ceilings in force."""
        rows = Pagu.objects.of_pd(self.pd).filter(dalam_tahun(self.tahun, *self.tingkat))
        found: defaultdict[Kunci, dict[str, Decimal]] = defaultdict(dict)
        for row in rows:
            found[row.tingkat, getattr(row, f"{row.tingkat}_id")][row.versi] = row.nilai
        in_force = {
            key: pagu_berlaku(
                murni=versions.get(VersiPagu.MURNI), perubahan=versions.get(VersiPagu.PERUBAHAN)
            )
            for key, versions in found.items()
        }
        return {key: value for key, value in in_force.items() if value is not None}

    def _months(self) -> tuple[AnggaranBulanan, ...]:
        levels = dict.fromkeys(deep for name in self.tingkat for deep in beserta_turunan(name))
        rows = AnggaranBulanan.objects.of_pd(self.pd).filter(dalam_tahun(self.tahun, *levels))
        if self.unit is not None:
            rows = rows.filter(anggaran_unit=self.unit) | rows.filter(
                aktivitas__anggaran_unit=self.unit
            )
        return tuple(rows.select_related(*PEMILIK, "diubah_oleh"))

    def _row(self, objek: Tingkat, kode: str, nama: str, *, parent: bool) -> BarisLingkup:
        pagu = self.pagu.get((objek.TINGKAT, objek.pk))
        return BarisLingkup(objek, kode, nama, objek.unit_pelaksana, pagu, parent)

    def _activities(self, unit: AnggaranUnit) -> Iterator[BarisLingkup]:
        rows = list(Aktivitas.objects.filter(anggaran_unit=unit).order_by("urutan"))
        yield self._row(unit, unit.unit.kode, unit.unit.nama, parent=bool(rows))
        for row in rows:
            row.anggaran_unit = unit
            yield self._row(row, row.kode, row.nama, parent=False)

    def _programs(self) -> Iterator[BarisLingkup]:
        programs = Program.objects.of_pd(self.pd).filter(tahun=self.tahun).order_by("urutan")
        kegiatan = Kegiatan.objects.filter(program__pd=self.pd, program__tahun=self.tahun)
        activities = list(beranggaran(kegiatan).select_related("program__pd").order_by("urutan"))
        subs = list(
            SubKegiatan.objects.filter(program__pd=self.pd, program__tahun=self.tahun)
            .select_related("program__pd")
            .prefetch_related(
                Prefetch("aktivitas", Aktivitas.objects.select_related("anggaran_unit__unit"))
            )
            .order_by("urutan")
        )
        parents = {sub.kegiatan_id for sub in subs}
        for program in programs:
            own = [k for k in activities if k.program_id == program.pk]
            below = [s for s in subs if s.program_id == program.pk]
            yield self._row(program, program.kode, program.nama, parent=bool(own or below))
            for row in own:
                yield self._row(row, row.kode, row.nama, parent=row.pk in parents)
            for sub in below:
                yield self._row(sub, sub.kode, sub.nama, parent=bool(sub.aktivitas.all()))
