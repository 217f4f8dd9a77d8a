"""The dashboard of a province: every agency's own dashboard, read together and set side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from budget.queries import BarisAnggaran
from budget.queries_jumlah import jumlah_pd
from indicators.calculations import HasilRingkasan, ringkas
from indicators.enums import Periode
from indicators.models import PeriodePelaporan
from indicators.queries import baris_indikator_banyak
from lkip.periods import Triwulan
from lkip.scales import Tingkat
from reports.calculations import ATURAN_BAKU, Aturan, HasilStatus, status_pd
from reports.enums import StatusKinerja, sebutan_pd
from reports.models import AturanStatus
from reports.queries import Dasbor, Mutu
from reports.queries_baris import baris_dasbor
from workforce.models import PerangkatDaerah

# The scale by whose code an indicator is known to carry the SAKIP grade of its agency.
SKALA_SAKIP = "AKIP"


class Peringkat(NamedTuple):
    """A place among agencies that can be compared."""

    nomor: int
    dari: int


@dataclass(frozen=True)
class BarisProvinsi:
    """An agency in a period: figures and words, without the rows that they were counted from.

    `mutu` is punctual, complete, verified, each of the values that are due. `capaian` is the mean
    of the due indicators that are measured. `status` follows the default rules and is never a
    good one while figures miss; `lengkap` says that none does. `serapan` is the absorption up to
    the end of the period in percent, `sakip` the grade where the year's value records it.
    """

    pd: PerangkatDaerah
    mutu: tuple[Mutu, Mutu, Mutu]
    capaian: HasilRingkasan
    status: HasilStatus
    lengkap: bool
    serapan: Decimal | None
    sakip: Tingkat | None

    @property
    def sebutan(self) -> str:
        """The status in the words that fit an agency."""
        return sebutan_pd(self.status.status)


@dataclass(frozen=True)
class Provinsi:
    """The agencies that an account sees, in a period; ranks by the number of the agency."""

    tahun: int
    periode: Periode
    baris: tuple[BarisProvinsi, ...]
    peringkat: Mapping[int, Peringkat]

    @cached_property
    def hitungan(self) -> Mapping[StatusKinerja, int]:
        """How many agencies stand where, every status named."""
        found = [row.status.status for row in self.baris]
        return {status: found.count(status) for status in StatusKinerja}

    @property
    def catatan(self) -> Mapping[str, int]:
        """Notes about the data, and of how many agencies each speaks."""
        return dict(Counter(row.pd.catatan_data for row in self.baris if row.pd.catatan_data))

    @property
    def belum_lengkap(self) -> int:
        """Agencies of which something that is due is missing."""
        return sum(not row.lengkap for row in self.baris)

    @property
    def tanpa_perjanjian(self) -> bool:
        """Whether no agency promised anything."""
        return all(row.status.status == StatusKinerja.TANPA_TARGET for row in self.baris)

    @property
    def pokok(self) -> str:
        """The headline: counts in one sentence."""
        parts = [f"{n} {sebutan_pd(s).lower()}" for s, n in self.hitungan.items() if n]
        return f"Dari {len(self.baris)} perangkat daerah: {', '.join(parts)}."


def provinsi(
    daftar: Iterable[PerangkatDaerah], tahun: int, periode: Periode, *, hari: date
) -> Provinsi:
    """The dashboard of a province, with as many queries for one agency as for forty-two."""
    agencies = tuple(daftar)
    return susun(agencies, tahun, periode, baris_provinsi(agencies, tahun, periode, hari=hari))


def susun(
    daftar: Iterable[PerangkatDaerah],
    tahun: int,
    periode: Periode,
    baris: Mapping[int, BarisProvinsi],
) -> Provinsi:
    """The dashboard from the rows of its agencies."""
    rows = tuple(baris[pd.pk] for pd in daftar)
    return Provinsi(tahun, periode, rows, _peringkat(rows))


def baris_provinsi(
    daftar: Iterable[PerangkatDaerah], tahun: int, periode: Periode, *, hari: date
) -> dict[int, BarisProvinsi]:
    """The rows of agencies by their number; none depends on another agency."""
    agencies = tuple(daftar)
    boards = dasbor_banyak(agencies, tahun, periode, hari=hari)
    budgets = jumlah_pd(agencies, tahun, Triwulan(min(periode, Triwulan.IV)).bulan[-1])
    return {papan.pd.pk: _baris(papan, budgets[papan.pd.pk]) for papan in boards}


def _baris(papan: Dasbor, anggaran: BarisAnggaran) -> BarisProvinsi:
    mean = ringkas([row.hasil for row in papan.ditagih])
    promised = all(row.ukuran.ada_target for row in papan.baris)
    whole = promised and not papan.hilang
    standing = status_pd(
        indikator=len(papan.baris),
        ditagih=len(papan.ditagih),
        lengkap=whole,
        capaian=mean.rata_rata,
    )
    return BarisProvinsi(
        pd=papan.pd,
        mutu=(papan.tepat_waktu, papan.lengkap, papan.terverifikasi),
        capaian=mean,
        status=standing,
        lengkap=whole,
        serapan=anggaran.serapan,
        sakip=_sakip(papan),
    )


def _sakip(papan: Dasbor) -> Tingkat | None:
    found = (
        row.isi.predikat_nilai
        for row in papan.baris
        if row.indikator.skala is not None and row.indikator.skala.kode == SKALA_SAKIP
    )
    return next((grade for grade in found if grade is not None), None)


def dasbor_banyak(
    daftar: Iterable[PerangkatDaerah], tahun: int, periode: Periode, *, hari: date
) -> tuple[Dasbor, ...]:
    """Dashboards of several agencies; their rows hold the numbers of the year alone."""
    agencies = tuple(daftar)
    rows = baris_indikator_banyak(agencies, tahun, periode)
    rules = _aturan(agencies)
    windows = PeriodePelaporan.objects.of_pds(agencies).filter(tahun=tahun, periode=periode)
    window_by_pd = {
        window.pd_id: window for window in windows.order_by().prefetch_related("perpanjangan")
    }
    return tuple(
        Dasbor(
            pd,
            tahun,
            periode,
            tuple(baris_dasbor(row, periode, rules[pd.pk], hari) for row in rows[pd.pk]),
            rules[pd.pk],
            window_by_pd.get(pd.pk),
        )
        for pd in agencies
    )


def _aturan(agencies: Iterable[PerangkatDaerah]) -> dict[int, tuple[Aturan, ...]]:
    own: dict[int, list[Aturan]] = {}
    for row in AturanStatus.objects.of_pds(agencies).order_by("pd", "urutan"):
        own.setdefault(row.pd_id, []).append(row.as_aturan())
    return {pd.pk: tuple(own.get(pd.pk, ATURAN_BAKU)) for pd in agencies}


def _peringkat(rows: Iterable[BarisProvinsi]) -> dict[int, Peringkat]:
    """Ranks within each kind of agency, among those that are complete, if there are two of them."""
    comparable = [row for row in rows if row.lengkap and row.capaian.rata_rata is not None]
    comparable.sort(key=lambda row: row.pd.jenis)
    ranked: dict[int, Peringkat] = {}
    for _, members in groupby(comparable, key=lambda row: row.pd.jenis):
        group = list(members)
        means = sorted((_rata(row) for row in group), reverse=True)
        if len(group) > 1:
            # Equal means share a rank.
            ranked |= {
                row.pd.pk: Peringkat(means.index(_rata(row)) + 1, len(group)) for row in group
            }
    return ranked


def _rata(row: BarisProvinsi) -> Decimal:
    assert row.capaian.rata_rata is not None
    return row.capaian.rata_rata
