"""One indicator in a period, as every dashboard shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from indicators.calculations import HasilCapaian, capaian, konsolidasi
from indicators.enums import Konsolidasi, Periode, Polaritas, StatusData, StatusRealisasi
from indicators.models import BuktiDukung, Indikator, PeriodePelaporan, Realisasi, SuratSumber
from indicators.queries import BarisIndikator
from lkip.numbers import format_number
from lkip.periods import Triwulan
from reports.calculations import (
    Aturan,
    HasilProyeksi,
    HasilStatus,
    Ukuran,
    berakhir_pasti,
    harapan,
    proyeksi,
    tentukan_status,
)
from reports.calculations_kebutuhan import Keadaan, alasan_kebutuhan, kebutuhan
from reports.enums import JenisKebutuhan
from workforce.models import UnitKerja

NOL = Decimal(0)
# Top of a trend line in percent: what lies above is drawn there.
TINGGI = Decimal(150)


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
    jendela: PeriodePelaporan | None = None

    @cached_property
    def kebutuhan(self) -> tuple[JenisKebutuhan, ...]:
        """What of it needs the head of the agency, the weightiest first; empty when nothing."""
        return kebutuhan(self._butuh)

    @cached_property
    def alasan(self) -> str:
        """Why it needs her, in a few words."""
        return alasan_kebutuhan(self._butuh)

    @property
    def _butuh(self) -> Keadaan:
        # An earlier quarter's value says nothing about why this one's is missing.
        own = self.realisasi if self.dari is None else None
        window = self.jendela
        return Keadaan(
            status=self.status.status,
            persen=self.hasil.persen,
            ada=self.ditagih and self.nilai is not None,
            berbukti=self.berbukti,
            terverifikasi=self.terverifikasi,
            hari=self.hari,
            batas=None if window is None else window.batas_unit(self.indikator.unit_id),
            menunggu=own is not None and own.status_data == StatusData.BELUM_RILIS,
            perkiraan=None if own is None else own.perkiraan_rilis,
            langkah=self.verifikasi,
        )

    @property
    def dari(self) -> Periode | None:
        """The earlier quarter that its last value was entered for; None when it is the period's."""
        if self.realisasi is None or self.realisasi.periode == self.periode:
            return None
        return Periode(self.realisasi.periode)

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
        return words if self.dari is None else f"{self.dari.label} {words}"

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
    def surat(self) -> SuratSumber | None:
        """The letter behind it; None as well where a piece of evidence is that letter."""
        letter = None if self.realisasi is None else self.realisasi.surat
        if letter is None or any(_bernomor(piece.judul, letter.nomor) for piece in self.bukti):
            return None
        return letter

    @property
    def jumlah_bukti(self) -> int:
        """Pieces of evidence and the letter, each counted once."""
        return len(self.bukti) + (self.surat is not None)

    @property
    def rujukan(self) -> int:
        """How many of them are references without a file; a letter is one."""
        return self.jumlah_bukti - sum(bool(piece.berkas) for piece in self.bukti)

    @property
    def kata_bukti(self) -> str:
        """How much evidence there is, in words: files, and references without a file."""
        told = (
            (self.jumlah_bukti - self.rujukan, "bukti sudah dilampirkan"),
            (self.rujukan, "rujukan tanpa berkas"),
        )
        return ", ".join(f"{n} {words}" for n, words in told if n)

    @property
    def berbukti(self) -> bool:
        """Whether the value is there, and evidence or a letter stands behind it."""
        if self.nilai is None or self.realisasi is None:
            return False
        return self.realisasi.surat_id is not None or bool(self.bukti)

    @property
    def hanya_rujukan(self) -> bool:
        """Whether it is evidenced, yet by no file."""
        return self.berbukti and self.rujukan == self.jumlah_bukti

    @property
    def terverifikasi(self) -> bool:
        """Whether the value is there, and its last part was verified by another person."""
        if self.nilai is None or self.realisasi is None:
            return False
        return self.realisasi.status == StatusRealisasi.DIVERIFIKASI


def _bernomor(judul: str, nomor: str) -> bool:
    """Whether a title names the number of a letter, whole: 12/A is not in 112/A or 12/A.1."""
    number = r"\s*".join(map(re.escape, nomor.split()))
    return bool(number and re.search(rf"(?<![\w/.-]){number}(?![\w/-]|\.\w)", judul, re.I))


def baris_dasbor(
    isi: BarisIndikator,
    periode: Periode,
    aturan: tuple[Aturan, ...],
    hari: date,
    jendela: Mapping[int, PeriodePelaporan] | None = None,
) -> BarisDasbor:
    """The row of one indicator; every dashboard makes its rows here.

    `jendela` are the windows of the year by period, where deadlines are wanted.
    """
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
        jendela=(jendela or {}).get(_kurang_sejak(isi, periode)),
    )


def _kurang_sejak(isi: BarisIndikator, periode: Periode) -> Periode:
    """The first due quarter up to a period that has no value; the period when there is none."""
    if periode == Periode.TAHUN:
        return periode
    missing = (
        q.periode
        for q in isi.triwulan[:periode]
        if q.isi.target is not None and q.isi.nilai is None
    )
    return Periode(next(missing, periode))


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
