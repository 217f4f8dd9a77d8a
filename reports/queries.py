"""Rows of dashboards: an agency's indicators in a period, from the same rows as the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.timezone import localdate

from indicators.calculations import HasilCapaian, capaian, konsolidasi
from indicators.entri import periode_tahun
from indicators.enums import Konsolidasi, Periode, Polaritas, StatusRealisasi
from indicators.models import (
    BuktiDukung,
    Indikator,
    PeriodePelaporan,
    Realisasi,
)
from indicators.queries import BarisIndikator, baris_indikator
from lkip.numbers import format_number
from lkip.periods import Triwulan
from reports.calculations import (
    ATURAN_BAKU,
    Aturan,
    HasilProyeksi,
    HasilStatus,
    Ukuran,
    berakhir_pasti,
    harapan,
    proyeksi,
    tentukan_status,
)
from reports.enums import StatusKinerja
from reports.models import AturanStatus
from workforce.models import PerangkatDaerah, UnitKerja

NOL, SERATUS = Decimal(0), Decimal(100)
PERLU_KEPUTUSAN = (
    StatusKinerja.TERTINGGAL,
    StatusKinerja.PERLU_PERHATIAN,
    StatusKinerja.BELUM_DILAPORKAN,
    StatusKinerja.TANPA_TARGET,
)
# Top of a trend line in percent: what lies above is drawn there.
TINGGI = Decimal(150)


def aturan_status(pd: PerangkatDaerah) -> tuple[Aturan, ...]:
    """The rules of an agency in their order; the defaults when it keeps none."""
    own = tuple(row.as_aturan() for row in AturanStatus.objects.of_pd(pd))
    return own or ATURAN_BAKU


@dataclass(frozen=True)
class TitikTren:
    """Achievement at one point of the trend; None where it is not known."""

    label: str
    persen: Decimal | None


@dataclass(frozen=True)
class BarisDasbor:
    """An indicator in a period: what it should be, what it is, and what that means."""

    isi: BarisIndikator
    periode: Periode
    target: Decimal | None
    nilai: Decimal | None
    hasil: HasilCapaian
    ukuran: Ukuran
    status: HasilStatus
    realisasi: Realisasi | None
    hari: date

    @cached_property
    def harapan(self) -> Decimal | None:
        """What the path of targets expects on the day."""
        before = None
        if _punya_lalu(self.periode):
            before = _keadaan(self.isi, Periode(self.periode - 1)).target
        return _harapan(self, before)

    @cached_property
    def proyeksi(self) -> HasilProyeksi:
        """Where the year is heading."""
        whole = self.periode == Periode.TAHUN
        return proyeksi(
            cara=Konsolidasi.TAHUNAN if whole else Konsolidasi(self.indikator.konsolidasi),
            nilai=self.nilai,
            target_periode=self.target,
            target_tahun=self.isi.item.target,
        )

    @cached_property
    def tren(self) -> tuple[TitikTren, ...]:
        """Achievement of last year and of the quarters up to the period."""
        return _tren(self.isi, self.periode)

    @property
    def indikator(self) -> Indikator:
        """The indicator."""
        return self.isi.indikator

    @property
    def pemilik(self) -> UnitKerja:
        """The unit that answers for it."""
        return self.indikator.unit

    @property
    def catatan(self) -> str:
        """The last word about it: why it stands where it stands."""
        if self.realisasi is None:
            return ""
        return self.realisasi.penyebab or self.realisasi.catatan

    @property
    def verifikasi(self) -> str:
        """How far its last value is checked; an older value than the period's is named."""
        if self.realisasi is None:
            return "belum diisi"
        words = StatusRealisasi(self.realisasi.status).label.lower()
        last = Periode(self.realisasi.periode)
        return words if last == self.periode else f"{last.label} {words}"

    @property
    def ditagih(self) -> bool:
        """Whether a value is due: there is a target, and something of it falls into the period."""
        return self.ukuran.jatuh_tempo

    @property
    def kalimat_tren(self) -> str:
        """The trend in words, for whoever cannot see the line."""
        known = ("-" if p.persen is None else f"{format_number(p.persen, 2)}%" for p in self.tren)
        return ", ".join(f"{p.label} {said}" for p, said in zip(self.tren, known, strict=True))

    @property
    def garis_tren(self) -> tuple[tuple[int, int], ...]:
        """Points of the trend on a field of 100 by 28: right is later, up is more, to 150%."""
        step = 100 // max(len(self.tren) - 1, 1)
        return tuple(
            (
                2 + number * step * 96 // 100,
                26 - round(24 * min(max(point.persen, NOL), TINGGI) / TINGGI),
            )
            for number, point in enumerate(self.tren)
            if point.persen is not None
        )

    @property
    def bukti(self) -> tuple[BuktiDukung, ...]:
        """Evidence of the value, in its order."""
        return () if self.realisasi is None else tuple(self.realisasi.bukti.all())

    @property
    def berbukti(self) -> bool:
        """Whether the value is there, and evidence or a letter stands behind it."""
        if self.nilai is None or self.realisasi is None:
            return False
        return self.realisasi.surat_id is not None or bool(self.bukti)

    @property
    def terverifikasi(self) -> bool:
        """Whether the value is there, and its last part was verified by another person."""
        if self.nilai is None or self.realisasi is None:
            return False
        return self.realisasi.status == StatusRealisasi.DIVERIFIKASI


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

    @cached_property
    def perlu_keputusan(self) -> tuple[BarisDasbor, ...]:
        """What is off course, missing or without target: the agenda of a meeting, worst first."""
        rows = [row for row in self.baris if row.status.status in PERLU_KEPUTUSAN]
        return tuple(sorted(rows, key=lambda row: (_urutan(row), _persen(row))))

    @cached_property
    def lainnya(self) -> tuple[BarisDasbor, ...]:
        """All others, in the order of the agreement."""
        return tuple(row for row in self.baris if row.status.status not in PERLU_KEPUTUSAN)

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
        """Values with evidence or a letter behind them."""
        return self._mutu("Berbukti", lambda row: row.berbukti, "ada bukti atau surat")

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


def _urutan(row: BarisDasbor) -> int:
    return list(StatusKinerja).index(row.status.status)


def _persen(row: BarisDasbor) -> Decimal:
    """Lowest achievement first."""
    return row.hasil.persen if row.hasil.persen is not None else SERATUS


def periode_baku(tahun: int, hari: date) -> Periode:
    """The period that a reader means: the last one that has ended; the year once it is over."""
    if hari.year > tahun:
        return Periode.TAHUN
    ended = [q for q in Triwulan if q.tanggal_akhir(tahun) < hari]
    return Periode(max(ended)) if ended else Periode.TW1


def dasbor(pd: PerangkatDaerah, tahun: int, periode: Periode, *, hari: date) -> Dasbor:
    """The dashboard of an agency's head, with as many queries for one indicator as for many."""
    aturan = aturan_status(pd)
    rows = tuple(baris_dasbor(row, periode, aturan, hari) for row in baris_indikator(pd, tahun))
    return Dasbor(pd, tahun, periode, rows, aturan, periode_tahun(pd, tahun).get(periode))


def baris_dasbor(
    isi: BarisIndikator, periode: Periode, aturan: tuple[Aturan, ...], hari: date
) -> BarisDasbor:
    """The row of one indicator; every dashboard makes its rows here."""
    spot = _keadaan(isi, periode)
    measured = Ukuran(
        ada_target=isi.item.target is not None,
        ditagih=spot.ditagih,
        capaian_periode=spot.hasil.persen,
        capaian_tahun=_capaian_tahun(isi, spot, periode),
    )
    return BarisDasbor(
        isi=isi,
        periode=periode,
        target=spot.target,
        nilai=spot.nilai,
        hasil=spot.hasil,
        ukuran=measured,
        status=tentukan_status(measured, aturan),
        realisasi=spot.realisasi,
        hari=hari,
    )


@dataclass(frozen=True)
class _Keadaan:
    """Target, value and achievement up to a period."""

    target: Decimal | None
    nilai: Decimal | None
    hasil: HasilCapaian
    realisasi: Realisasi | None
    ditagih: bool


def _keadaan(isi: BarisIndikator, periode: Periode) -> _Keadaan:
    if periode == Periode.TAHUN:
        year = isi.tahunan
        return _Keadaan(year.target, year.nilai, year.hasil, year.realisasi, ditagih=True)
    joined = konsolidasi(
        cara=Konsolidasi(isi.indikator.konsolidasi),
        target_per_triwulan={Triwulan(q.periode): q.isi.target for q in isi.triwulan},
        realisasi_per_triwulan={Triwulan(q.periode): q.isi.nilai for q in isi.triwulan},
        sampai=Triwulan(periode),
    )
    hasil = _hasil(isi, joined.target, joined.realisasi)
    known = [q.isi.realisasi for q in isi.triwulan[:periode] if q.isi.realisasi is not None]
    return _Keadaan(
        joined.target,
        joined.realisasi,
        hasil,
        known[-1] if known else None,
        ditagih=joined.target is not None,
    )


def _capaian_tahun(isi: BarisIndikator, spot: _Keadaan, periode: Periode) -> Decimal | None:
    """Achievement of the yearly target, once it can no longer be lost."""
    if periode == Periode.TAHUN:
        return spot.hasil.persen
    indikator = isi.indikator
    certain = berakhir_pasti(Konsolidasi(indikator.konsolidasi), Polaritas(indikator.polaritas))
    if not certain and periode != Periode.TW4:
        return None
    return _hasil(isi, isi.item.target, spot.nilai).persen


def _hasil(isi: BarisIndikator, target: Decimal | None, nilai: Decimal | None) -> HasilCapaian:
    year = isi.tahunan
    return capaian(target=target, realisasi=nilai, polaritas=year.polaritas, skema=year.skema)


def _punya_lalu(periode: Periode) -> bool:
    return periode in (Periode.TW2, Periode.TW3, Periode.TW4)


def _harapan(row: BarisDasbor, before: Decimal | None) -> Decimal | None:
    if row.periode == Periode.TAHUN:
        return row.target
    quarter, tahun = Triwulan(row.periode), row.isi.tahunan.tahun
    # A rate is expected in full at any time; only what grows is expected bit by bit.
    grows = row.indikator.konsolidasi in (Konsolidasi.JUMLAH, Konsolidasi.NILAI_TERAKHIR)
    return harapan(
        hari=row.hari,
        mulai=quarter.tanggal_awal(tahun),
        akhir=quarter.tanggal_akhir(tahun),
        sebelumnya=before if grows else row.target,
        target=row.target,
    )


def _tren(isi: BarisIndikator, periode: Periode) -> tuple[TitikTren, ...]:
    """Last year and the quarters up to the period, at most five points; the year closes it."""
    points = [TitikTren(str(isi.lalu.tahun), isi.lalu.hasil.persen)]
    for quarter in isi.triwulan[: min(periode, 4)]:
        percent = _keadaan(isi, quarter.periode).hasil.persen
        points.append(TitikTren(Periode(quarter.periode).label, percent))
    if periode == Periode.TAHUN:
        points.append(TitikTren(str(isi.tahunan.tahun), isi.tahunan.hasil.persen))
    return tuple(points[-5:])
