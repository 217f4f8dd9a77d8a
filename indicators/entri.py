"""Rows of the entry grid, the inbox of verifiers and the overview of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from indicators.calculations import HasilCapaian, capaian, periksa_kewajaran
from indicators.calculations_usulan import Usulan, usulan_tahunan
from indicators.enums import (
    KeadaanSel,
    Konsolidasi,
    Periode,
    Polaritas,
    StatusData,
    StatusRealisasi,
)
from indicators.models import (
    BuktiDukung,
    Indikator,
    ItemPerjanjian,
    KoreksiRealisasi,
    PeriodePelaporan,
    Realisasi,
)
from indicators.queries import NilaiTersimpan, item_berlaku, nilai_realisasi
from indicators.rules import DAPAT_DIAJUKAN, kekurangan, kenapa_tidak_isi
from lkip.numbers import round_half_up
from lkip.periods import Triwulan
from lkip.tables import DATA_BELUM_RILIS, TIDAK_TERSEDIA, Tanpa, Value
from workforce.models import PerangkatDaerah, UnitKerja, User
from workforce.rules import Wewenang

_KEADAAN = {
    StatusRealisasi.DRAF: KeadaanSel.DRAF,
    StatusRealisasi.DIAJUKAN: KeadaanSel.DIAJUKAN,
    StatusRealisasi.DIKEMBALIKAN: KeadaanSel.DIKEMBALIKAN,
    StatusRealisasi.DIVERIFIKASI: KeadaanSel.DIVERIFIKASI,
}


@dataclass(frozen=True)
class BarisEntri:
    """One cell of the grid with everything that stands beside it."""

    item: ItemPerjanjian
    indikator: Indikator
    tahun: int
    periode: Periode
    target: Decimal | None
    target_teks: str
    realisasi: Realisasi | None
    hasil: HasilCapaian
    sebelumnya: Decimal | None
    tahun_lalu: Decimal | None
    keadaan: KeadaanSel
    kenapa_tidak: str
    pertanyaan: tuple[str, ...]
    kurang: tuple[str, ...]

    @property
    def versi(self) -> int:
        """Version that an entry is based on; 0 for an empty cell."""
        return self.realisasi.versi if self.realisasi else 0

    @property
    def nilai(self) -> Decimal | None:
        """The value in force."""
        return nilai_realisasi(self.realisasi)

    @property
    def sel_target(self) -> Value:
        """Target as a cell."""
        if self.target_teks or self.target is None:
            return Tanpa(self.target_teks or "N/A")
        return self.target

    @property
    def sel_nilai(self) -> Value:
        """The value as a cell, or the word that says why there is none."""
        if self.nilai is not None or self.realisasi is None:
            return self.nilai
        belum = self.realisasi.status_data == StatusData.BELUM_RILIS
        return Tanpa(DATA_BELUM_RILIS if belum else TIDAK_TERSEDIA)

    @property
    def bukti(self) -> list[BuktiDukung]:
        """Evidence of the value."""
        return list(self.realisasi.bukti.all()) if self.realisasi else []

    @property
    def koreksi(self) -> list[KoreksiRealisasi]:
        """Recorded adjustments, oldest first."""
        return list(self.realisasi.koreksi.all()) if self.realisasi else []

    @property
    def dapat_diisi(self) -> bool:
        """Whether the cell is open for this account today."""
        return not self.kenapa_tidak

    @property
    def terverifikasi(self) -> bool:
        """Whether a second person accepted the value; a lock alone proves nothing."""
        return self.realisasi is not None and (
            self.realisasi.status == StatusRealisasi.DIVERIFIKASI
        )

    @property
    def siap_diajukan(self) -> bool:
        """Whether the checklist is empty and the value still waits for its author."""
        waiting = (KeadaanSel.DRAF, KeadaanSel.DIKEMBALIKAN)
        return self.dapat_diisi and self.keadaan in waiting and not self.kurang

    @property
    def kenapa_belum(self) -> str:
        """Why a value that waits for its author is not handed in; empty for every other."""
        mine = self.keadaan in (KeadaanSel.DRAF, KeadaanSel.DIKEMBALIKAN, KeadaanSel.MENUNGGU_DATA)
        if not mine and not (self.keadaan == KeadaanSel.KOSONG and perlu_diisi(self)):
            return ""
        return self.kenapa_tidak or " ".join(self.kurang)

    @property
    def komponen(self) -> bool:
        """Whether the value is computed from a numerator and a denominator."""
        return bool(self.indikator.pembilang)


def periode_tahun(
    pd: PerangkatDaerah, tahun: int, *, perpanjangan: bool = True
) -> dict[int, PeriodePelaporan]:
    """Reporting periods of a year by their number; extensions at once, or when they are needed."""
    rows = PeriodePelaporan.objects.of_pd(pd).filter(tahun=tahun).order_by("periode")
    if perpanjangan:
        rows = rows.prefetch_related("perpanjangan")
    return {row.periode: row for row in rows}


@dataclass(frozen=True)
class Penyebut:
    """How many indicators a year has, and how many of them no quarter asks for."""

    semua: int
    tahunan: int


def _ditargetkan(item: ItemPerjanjian) -> bool:
    """Whether some quarter has a target."""
    return any(q.target is not None or q.target_teks for q in item.triwulan.all())


class Entri:
    """The values of a year, fetched once with a fixed number of queries.

    With `item`, those of its indicator alone: what saving one cell needs.
    """

    def __init__(
        self,
        pd: PerangkatDaerah,
        tahun: int,
        *,
        hak: Wewenang,
        hari: date,
        item: ItemPerjanjian | None = None,
    ) -> None:
        self.pd, self.tahun, self.hak, self.hari = pd, tahun, hak, hari
        # One cell needs its extension only when the window of everybody is over.
        self.periode = periode_tahun(pd, tahun, perpanjangan=item is None)
        owner = item.indikator if item else None
        self.nilai = NilaiTersimpan([pd], (tahun - 1, tahun), indikator=owner)
        if item is not None:
            self.item: tuple[ItemPerjanjian, ...] = (item,)
        else:
            items = item_berlaku(pd, tahun).select_related(
                "sasaran", "indikator__unit", "indikator__pd", "indikator__skala"
            )
            self.item = tuple(items.prefetch_related("triwulan", "indikator__skala__tingkat"))

    @property
    def penyebut(self) -> Penyebut | None:
        """Why quarters count fewer indicators than the year; None when they count all."""
        yearly = sum(not _ditargetkan(item) for item in self.item)
        return Penyebut(len(self.item), yearly) if yearly else None

    @property
    def unit(self) -> list[UnitKerja]:
        """Units that own an indicator of the agreement."""
        return list({item.indikator.unit_id: item.indikator.unit for item in self.item}.values())

    def baris(self, periode: Periode) -> tuple[BarisEntri, ...]:
        """All cells of a period in the order of the agreement."""
        return tuple(self._baris(item, periode) for item in self.item)

    def satu(self, indikator: Indikator, periode: Periode) -> BarisEntri | None:
        """One cell; None when the agreement in force does not promise the indicator."""
        found = (item for item in self.item if item.indikator_id == indikator.pk)
        return next((self._baris(item, periode) for item in found), None)

    def hasil(
        self, indikator: Indikator, target: Decimal | None, nilai: Decimal | None
    ) -> HasilCapaian:
        """Achievement that a value would have, for the preview while typing."""
        return capaian(
            target=target,
            realisasi=nilai,
            polaritas=Polaritas(indikator.polaritas),
            skema=self.nilai.skema_untuk(indikator, self.tahun),
        )

    @staticmethod
    def target(item: ItemPerjanjian, periode: Periode) -> tuple[Decimal | None, str]:
        """Target of a period and its printed form."""
        if periode == Periode.TAHUN:
            return item.target, item.target_teks
        quarter = next((t for t in item.triwulan.all() if t.triwulan == periode), None)
        return (quarter.target, quarter.target_teks) if quarter else (None, "")

    def sebelumnya(self, indikator: Indikator, periode: Periode) -> Decimal | None:
        """Value of the quarter before in the same year."""
        if periode in (Periode.TW1, Periode.TAHUN):
            return None
        key = (indikator.pk, self.tahun, periode - 1)
        return nilai_realisasi(self.nilai.realisasi.get(key))

    def usulan(self, item: ItemPerjanjian) -> Usulan | None:
        """What the quarters of the year propose for its value; None where nothing new follows."""
        indikator, target, values, parts = item.indikator, {}, {}, {}
        for quarter in Triwulan:
            target[quarter], _ = self.target(item, Periode(quarter))
            stored = self.nilai.realisasi.get((indikator.pk, self.tahun, quarter))
            values[quarter] = nilai_realisasi(stored)
            if komponen := getattr(stored, "komponen", None):
                parts[quarter] = (komponen.pembilang, komponen.penyebut)
        found = usulan_tahunan(
            cara=Konsolidasi(indikator.konsolidasi),
            target=target,
            realisasi=values,
            komponen=parts if indikator.pembilang else None,
        )
        year = nilai_realisasi(self.nilai.realisasi.get((indikator.pk, self.tahun, Periode.TAHUN)))
        same = (
            found is not None and year is not None and _tersimpan(found.nilai) == _tersimpan(year)
        )
        return None if same else found

    def _baris(self, item: ItemPerjanjian, periode: Periode) -> BarisEntri:
        indikator = item.indikator
        target, teks = self.target(item, periode)
        isi = self.nilai.nilai(indikator, self.tahun, periode, target, teks)
        window = self.periode.get(periode)
        refused = kenapa_tidak_isi(
            hak=self.hak,
            indikator=indikator,
            periode=window,
            realisasi=isi.realisasi,
            hari=self.hari,
        )
        last_year = self.nilai.realisasi.get((indikator.pk, self.tahun - 1, periode))
        evidence = len(isi.realisasi.bukti.all()) if isi.realisasi else 0
        return BarisEntri(
            item=item,
            indikator=indikator,
            tahun=self.tahun,
            periode=periode,
            target=target,
            target_teks=teks,
            realisasi=isi.realisasi,
            hasil=isi.hasil,
            sebelumnya=self.sebelumnya(indikator, periode),
            tahun_lalu=nilai_realisasi(last_year),
            keadaan=self._keadaan(isi.realisasi, window),
            kenapa_tidak=refused,
            pertanyaan=self.pertanyaan(indikator, periode, target, isi.nilai),
            kurang=kekurangan(isi.realisasi, isi.hasil, evidence),
        )

    def pertanyaan(
        self,
        indikator: Indikator,
        periode: Periode,
        target: Decimal | None,
        nilai: Decimal | None,
    ) -> tuple[str, ...]:
        """Questions of plausibility about a value."""
        if nilai is None:
            return ()
        return periksa_kewajaran(
            nilai=nilai,
            sebelumnya=self.sebelumnya(indikator, periode),
            target=target,
            polaritas=Polaritas(indikator.polaritas),
            cara=Konsolidasi(indikator.konsolidasi),
        )

    def _keadaan(self, realisasi: Realisasi | None, window: PeriodePelaporan | None) -> KeadaanSel:
        if window is not None and window.terkunci:
            return KeadaanSel.TERKUNCI
        if realisasi is None:
            early = window is None or self.hari < window.mulai
            return KeadaanSel.BELUM_JATUH_TEMPO if early else KeadaanSel.KOSONG
        if realisasi.status_data == StatusData.BELUM_RILIS:
            return KeadaanSel.MENUNGGU_DATA
        return _KEADAAN[StatusRealisasi(realisasi.status)]


@dataclass(frozen=True)
class RingkasanEntri:
    """How far a period is."""

    jumlah: int
    menurut_keadaan: dict[KeadaanSel, int]
    terverifikasi: int
    siap: int


def ringkasan_entri(baris: Iterable[BarisEntri]) -> RingkasanEntri:
    """Count cells by state; a quarter without target and without value does not count."""
    rows = [b for b in baris if perlu_diisi(b)]
    states = [b.keadaan for b in rows]
    return RingkasanEntri(
        len(rows),
        {k: states.count(k) for k in KeadaanSel if k in states},
        sum(b.terverifikasi for b in rows),
        sum(b.siap_diajukan for b in rows),
    )


def _tersimpan(nilai: Decimal) -> Decimal:
    """A value to four decimals, as it is stored."""
    return round_half_up(nilai, 4)


def perlu_diisi(baris: BarisEntri) -> bool:
    """Whether a value is expected: there is a target, or somebody entered one."""
    return baris.target is not None or bool(baris.target_teks) or baris.realisasi is not None


def tanpa_bukti_berikutnya(realisasi: Realisasi, hak: Wewenang) -> Indikator | None:
    """The next promised indicator of the period whose value still lacks evidence; one query.

    In the order of the agreement from this value on, then from its beginning.
    """
    owner = realisasi.indikator
    waiting = Realisasi.objects.filter(
        tahun=realisasi.tahun,
        periode=realisasi.periode,
        status_data=StatusData.ADA,
        status__in=DAPAT_DIAJUKAN,
        bukti=None,
    )
    rows = item_berlaku(owner.pd, realisasi.tahun).filter(
        Q(indikator__in=waiting.values("indikator")) | Q(indikator=owner)
    )
    found = [row.indikator for row in rows if hak.mencakup(row.indikator.unit)]
    here = found.index(owner) if owner in found else -1
    others = found[here + 1 :] + found[: max(here, 0)]
    return others[0] if others else None


def antrean_verifikasi(pd: PerangkatDaerah, hak: Wewenang) -> tuple[Realisasi, ...]:
    """Values that wait for this verifier, oldest first."""
    rows = (
        Realisasi.objects.of_pd(pd)
        .filter(status=StatusRealisasi.DIAJUKAN)
        .select_related("indikator__unit", "diajukan_oleh")
        .order_by("diajukan_pada", "pk")
    )
    return tuple(row for row in rows if hak.mencakup(row.indikator.unit))


@dataclass(frozen=True)
class NilaiAntrean:
    """A value in the inbox with what the agreement promises for it, if it does."""

    realisasi: Realisasi
    baris: BarisEntri | None
    milik_sendiri: bool


def isi_antrean(
    pd: PerangkatDaerah, hak: Wewenang, *, user: User, hari: date
) -> tuple[NilaiAntrean, ...]:
    """The inbox of a verifier with targets and achievement, oldest first."""
    rows = antrean_verifikasi(pd, hak)
    years = {tahun: Entri(pd, tahun, hak=hak, hari=hari) for tahun in {r.tahun for r in rows}}
    return tuple(
        NilaiAntrean(
            realisasi=row,
            baris=years[row.tahun].satu(row.indikator, Periode(row.periode)),
            milik_sendiri=row.diajukan_oleh_id == user.pk,
        )
        for row in rows
    )


def jumlah_antrean(pd: PerangkatDaerah, hak: Wewenang, *, user: User) -> int:
    """How many values this verifier can decide; what she submitted herself does not count."""
    rows = Realisasi.objects.of_pd(pd).filter(status=StatusRealisasi.DIAJUKAN)
    if hak.unit_ids is not None:
        rows = rows.filter(indikator__unit__in=hak.unit_ids)
    return rows.exclude(diajukan_oleh=user).count()
