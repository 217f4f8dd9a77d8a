"""Rows of dashboards: an agency's indicators in a period, from the same rows as the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.timezone import localdate

from indicators.entri import periode_tahun
from indicators.enums import Periode
from indicators.models import PeriodePelaporan
from indicators.queries import baris_indikator
from lkip.periods import Triwulan
from reports.calculations import ATURAN_BAKU, Aturan
from reports.calculations_kebutuhan import urutan_kebutuhan
from reports.enums import StatusKinerja
from reports.models import AturanStatus
from reports.queries_baris import BarisDasbor, baris_dasbor
from workforce.models import PerangkatDaerah

SERATUS = Decimal(100)
# So many indicators are named before everything else.
UTAMA = 3


def aturan_status(pd: PerangkatDaerah) -> tuple[Aturan, ...]:
    """The rules of an agency in their order; the defaults when it keeps none."""
    own = tuple(row.as_aturan() for row in AturanStatus.objects.of_pd(pd))
    return own or ATURAN_BAKU


@dataclass(frozen=True)
class Mutu:
    """One measure of the data's quality: how many of those that are due."""

    nama: str
    jumlah: int | None
    dari: int
    keterangan: str

    @property
    def persen(self) -> Decimal | None:
        """Share in percent; None when nothing is due, or nothing about it was recorded."""
        if not self.dari or self.jumlah is None:
            return None
        return self.jumlah * SERATUS / self.dari


@dataclass(frozen=True)
class Dasbor:
    """The indicators of an agency in a period."""

    pd: PerangkatDaerah
    tahun: int
    periode: Periode
    baris: tuple[BarisDasbor, ...]
    aturan: tuple[Aturan, ...]
    jendela: PeriodePelaporan | None

    @cached_property
    def hitungan(self) -> Mapping[StatusKinerja, int]:
        """How many indicators stand where, every status named."""
        found = [row.status.status for row in self.baris]
        return {status: found.count(status) for status in StatusKinerja}

    @cached_property
    def ditagih(self) -> tuple[BarisDasbor, ...]:
        """Indicators whose value is due."""
        return tuple(row for row in self.baris if row.ditagih)

    @property
    def hilang(self) -> int:
        """Due values that are not there. As long as there are any, nothing is "all right"."""
        return sum(row.ukuran.hilang for row in self.baris)

    @property
    def tanpa_bukti(self) -> int:
        """Due values that are there with nothing behind them."""
        return sum(row.nilai is not None and not row.berbukti for row in self.ditagih)

    @property
    def pokok(self) -> str:
        """The headline: counts in one sentence, and what is missing."""
        if not self.baris:
            return "Belum ada indikator yang diperjanjikan."
        parts = [f"{n} {s.label.lower()}" for s, n in self.hitungan.items() if n]
        return f"Dari {len(self.baris)} indikator: {', '.join(parts)}."

    @property
    def penyebut(self) -> str:
        """Why a quarter judges fewer indicators than were promised; empty when it judges all."""
        later = [row for row in self.baris if row.ukuran.ada_target and not row.ditagih]
        if not later:
            return ""
        yearly = sum(row.isi.hanya_tahunan for row in later)
        told = (
            (yearly, "hanya dinilai tahunan"),
            (len(later) - yearly, "baru ditagih sesudahnya"),
        )
        reasons = ", ".join(f"{n} {words}" for n, words in told if n)
        return (
            f"{len(self.ditagih)} dari {len(self.baris)} indikator ditagih sampai "
            f"{self.periode.label}; {reasons}."
        )

    @property
    def melampaui(self) -> int:
        """How many of those that reached the target of the year went beyond it."""
        reached = (row for row in self.baris if row.status.status == StatusKinerja.TERCAPAI)
        return sum((row.ukuran.capaian_tahun or 0) > SERATUS for row in reached)

    @cached_property
    def perlu_keputusan(self) -> tuple[BarisDasbor, ...]:
        """What needs the head, by the order of `URUTAN_KEBUTUHAN`: the agenda of a meeting."""
        rows = [row for row in self.baris if row.kebutuhan]
        return tuple(
            sorted(rows, key=lambda row: urutan_kebutuhan(row.kebutuhan, row.hasil.persen))
        )

    @property
    def utama(self) -> tuple[BarisDasbor, ...]:
        """The few that need her first."""
        return self.perlu_keputusan[:UTAMA]

    @cached_property
    def lainnya(self) -> tuple[BarisDasbor, ...]:
        """All others, in the order of the agreement."""
        return tuple(row for row in self.baris if not row.kebutuhan)

    @property
    def mutu(self) -> tuple[Mutu, ...]:
        """Punctual, complete, evidenced, verified: each of the values that are due."""
        return self.tepat_waktu, self.lengkap, self.berbukti, self.terverifikasi

    @property
    def tepat_waktu(self) -> Mutu:
        """Values that were handed in by the end of the window."""
        due = len(self.ditagih)
        return Mutu("Tepat waktu", self._tepat_waktu, due, "diajukan sampai batas pengisian")

    @property
    def lengkap(self) -> Mutu:
        """Values that are there."""
        return self._mutu("Lengkap", lambda row: row.nilai is not None, "nilainya ada")

    @property
    def berbukti(self) -> Mutu:
        """Values with evidence or a letter behind them, and how many of these without a file."""
        pointers = sum(row.hanya_rujukan for row in self.ditagih)
        said = f"; di antaranya {pointers} rujukan tanpa berkas" if pointers else ""
        return self._mutu("Berbukti", lambda row: row.berbukti, f"ada bukti atau surat{said}")

    @property
    def terverifikasi(self) -> Mutu:
        """Values that another person verified."""
        return self._mutu("Terverifikasi", lambda row: row.terverifikasi, "oleh orang lain")

    def _mutu(self, nama: str, benar: Callable[[BarisDasbor], bool], keterangan: str) -> Mutu:
        due = self.ditagih
        return Mutu(nama, sum(map(benar, due)), len(due), keterangan)

    @property
    def _tepat_waktu(self) -> int | None:
        """None when no hand-in was recorded, as for years that were taken over from files."""
        window = self.jendela
        handed_in = [
            (row, row.realisasi.diajukan_pada)
            for row in self.ditagih
            if row.realisasi is not None and row.realisasi.diajukan_pada is not None
        ]
        if window is None or not handed_in:
            return None
        # An earlier quarter's value is none for a period in which a later one is still missing.
        return sum(
            row.nilai is not None and localdate(when) <= window.batas_unit(row.indikator.unit_id)
            for row, when in handed_in
        )


def periode_baku(tahun: int, hari: date) -> Periode:
    """The period that a reader means: the last one that has ended; the year once it is over."""
    if hari.year > tahun:
        return Periode.TAHUN
    ended = [q for q in Triwulan if q.tanggal_akhir(tahun) < hari]
    return Periode(max(ended)) if ended else Periode.TW1


def dasbor(pd: PerangkatDaerah, tahun: int, periode: Periode, *, hari: date) -> Dasbor:
    """The dashboard of an agency's head, with as many queries for one indicator as for many."""
    aturan = aturan_status(pd)
    windows = periode_tahun(pd, tahun)
    rows = tuple(
        baris_dasbor(row, periode, aturan, hari, windows) for row in baris_indikator(pd, tahun)
    )
    return Dasbor(pd, tahun, periode, rows, aturan, windows.get(periode))
