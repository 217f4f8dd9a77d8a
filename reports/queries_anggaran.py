"""Rows of the budget dashboard: the rows of the report, the curve of the year, the four fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from budget.calculations import jumlah_diketahui, serapan
from budget.calculations_entri import BULAN
from budget.kumulatif import Kumulatif
from budget.queries import AnggaranTahun, BarisAnggaran, anggaran_tahun, jumlah
from indicators.calculations import HasilNilai
from lkip.numbers import NAMA_BULAN, format_rupiah
from reports.calculations_anggaran import HasilLaju, beda_rencana, kuadran, laju_sisa
from reports.enums import Kuadran
from workforce.models import PerangkatDaerah


@dataclass(frozen=True)
class BulanKurva:
    """Plan and realisasi of the agency up to the end of a month, in rupiah; None if unrecorded.

    `belum` are programs without realisasi of their own in the month: their last one counts.
    """

    bulan: int
    rencana: Decimal | None
    realisasi: Decimal | None
    pagu: Decimal | None
    belum: tuple[str, ...]

    @property
    def nama(self) -> str:
        """Name of the month."""
        return NAMA_BULAN[self.bulan - 1]

    @property
    def rencana_persen(self) -> Decimal | None:
        """Plan as a share of the ceiling, in percent."""
        return serapan(pagu=self.pagu, realisasi=self.rencana).persen

    @property
    def realisasi_persen(self) -> Decimal | None:
        """Absorption up to the month, in percent."""
        return serapan(pagu=self.pagu, realisasi=self.realisasi).persen

    @property
    def beda(self) -> HasilNilai:
        """Realisasi against the plan."""
        return beda_rencana(rencana=self.rencana, realisasi=self.realisasi)


@dataclass(frozen=True)
class Simpul:
    """A level of the budget with the levels below it, and how fast its rest would have to go."""

    baris: BarisAnggaran
    anak: tuple[Simpul, ...]
    laju: HasilLaju

    @property
    def sebutan(self) -> str:
        """What kind of level it is."""
        return str(self.baris.objek._meta.verbose_name).capitalize()


@dataclass(frozen=True)
class Letak:
    """A level in the field where its absorption and output put it."""

    nomor: int
    tingkat: str
    baris: BarisAnggaran
    kuadran: Kuadran


@dataclass(frozen=True)
class DasborAnggaran:
    """The budget of an agency in a year."""

    pd: PerangkatDaerah
    tahun: int
    hari: date
    isi: AnggaranTahun

    @property
    def kosong(self) -> bool:
        """Whether the year has no budget at all."""
        return not (self.isi.program or self.isi.unit)

    @cached_property
    def jumlah(self) -> BarisAnggaran:
        """The agency's budget: the sum of its programs, of its units where it has none."""
        return jumlah(self.isi.program or self.isi.unit)

    @property
    def beda_unit(self) -> tuple[str, ...]:
        """Sentences where units do not add up to the programs; the checks list them too."""
        if not (self.isi.program and self.isi.unit):
            return ()
        units = jumlah(self.isi.unit)
        measures = (
            ("Pagu", self.jumlah.pagu, units.pagu),
            ("Realisasi", self.jumlah.realisasi, units.realisasi),
        )
        return tuple(
            f"{name} program {format_rupiah(own)}, jumlah unit {format_rupiah(below)}, "
            f"selisih {format_rupiah(own - below)}."
            for name, own, below in measures
            if own is not None and below is not None and own != below
        )

    @cached_property
    def kurva(self) -> tuple[BulanKurva, ...]:
        """The year month by month; programs, or units where the agency has no programs."""
        return tuple(map(self._bulan, BULAN))

    def _bulan(self, month: int) -> BulanKurva:
        rows = self.isi.program or self.isi.unit
        there = [row for row in self.isi.bulanan if row.bulan == month]
        now = self._realisasi.pada(month)
        missing = tuple(row.nama for row in rows if now.nilai(*_kunci(row)) is None)
        spent = any(row.realisasi is not None for row in there)
        planned = any(row.rencana is not None for row in there)
        return BulanKurva(
            bulan=month,
            rencana=self._jumlah(self._rencana.sampai(month)) if planned else None,
            realisasi=self._jumlah(self._realisasi.sampai(month)) if spent else None,
            pagu=self.jumlah.pagu,
            belum=missing if spent else (),
        )

    @cached_property
    def _rencana(self) -> Kumulatif:
        return Kumulatif(self.isi.bulanan, kolom="rencana")

    @cached_property
    def _realisasi(self) -> Kumulatif:
        return Kumulatif(self.isi.bulanan)

    def _jumlah(self, angka: Kumulatif) -> Decimal | None:
        return jumlah_diketahui(
            angka.nilai(*_kunci(row)) for row in self.isi.program or self.isi.unit
        )

    @cached_property
    def terakhir(self) -> BulanKurva | None:
        """The last month with realisasi."""
        known = [month for month in self.kurva if month.realisasi is not None]
        return known[-1] if known else None

    @property
    def ada_rencana(self) -> bool:
        """Whether anything was planned month by month."""
        return any(month.rencana is not None for month in self.kurva)

    @cached_property
    def laju(self) -> HasilLaju:
        """What is left of the whole, and how fast it would have to be spent."""
        return self._laju(self.jumlah)

    def _laju(self, row: BarisAnggaran) -> HasilLaju:
        month = self.terakhir.bulan if self.terakhir else None
        return laju_sisa(
            pagu=row.pagu, realisasi=row.realisasi, bulan=month, tahun=self.tahun, hari=self.hari
        )

    @cached_property
    def program(self) -> tuple[Simpul, ...]:
        """Programs, with their activities and, below these or by themselves, sub-activities."""
        return tuple(self._simpul(row, self._di_bawah(row)) for row in self.isi.program)

    def _di_bawah(self, program: BarisAnggaran) -> tuple[Simpul, ...]:
        activities = [k for k in self.isi.kegiatan if k.objek.program_id == program.objek.pk]
        subs = [s for s in self.isi.sub_kegiatan if s.objek.program_id == program.objek.pk]
        return (
            *(
                self._simpul(
                    k, tuple(self._simpul(s) for s in subs if s.objek.kegiatan_id == k.objek.pk)
                )
                for k in activities
            ),
            *(self._simpul(s) for s in subs if s.objek.kegiatan_id is None),
        )

    @cached_property
    def unit(self) -> tuple[Simpul, ...]:
        """Units, with their activities."""
        below = {part.anggaran_unit.pk: part.baris for part in self.isi.aktivitas}
        return tuple(
            self._simpul(row, tuple(self._simpul(a) for a in below.get(row.objek.pk, ())))
            for row in self.isi.unit
        )

    def _simpul(self, row: BarisAnggaran, below: tuple[Simpul, ...] = ()) -> Simpul:
        return Simpul(row, below, self._laju(row))

    @cached_property
    def letak(self) -> tuple[Letak, ...]:
        """Units, sub-activities and units' activities with a ceiling, each in its field."""
        levels: Iterable[tuple[str, Iterable[BarisAnggaran]]] = (
            ("Unit kerja", self.isi.unit),
            ("Sub kegiatan", self.isi.sub_kegiatan),
            ("Aktivitas unit", (row for part in self.isi.aktivitas for row in part.baris)),
        )
        rows = [(name, row) for name, part in levels for row in part if row.pagu is not None]
        placed = [
            (name, row, kuadran(serapan=row.serapan, keluaran=row.capaian_keluaran))
            for name, row in rows
        ]
        # Those that can be judged are numbered first, as the scatter shows them.
        ordered = sorted(placed, key=lambda p: p[2] == Kuadran.TIDAK_DINILAI)
        return tuple(Letak(number, *place) for number, place in enumerate(ordered, start=1))

    @cached_property
    def medan(self) -> Mapping[Kuadran, tuple[Letak, ...]]:
        """The four fields and, last, what cannot be judged."""
        return {k: tuple(spot for spot in self.letak if spot.kuadran == k) for k in Kuadran}

    @property
    def dinilai(self) -> tuple[Letak, ...]:
        """Levels whose absorption and output are both known."""
        return tuple(spot for spot in self.letak if spot.kuadran != Kuadran.TIDAK_DINILAI)


def dasbor_anggaran(pd: PerangkatDaerah, tahun: int, *, hari: date) -> DasborAnggaran:
    """The dashboard of the budget, with as many queries for one program as for many."""
    return DasborAnggaran(pd, tahun, hari, anggaran_tahun(pd, tahun))


def _kunci(row: BarisAnggaran) -> tuple[str, int]:
    return row.objek.TINGKAT, row.objek.pk
