"""Rows for pages and report sections: each function reads with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import BooleanField, Prefetch, Q, QuerySet
from django.db.models import Value as Konstanta

from indicators.calculations import (
    Alasan,
    HasilCapaian,
    HasilRingkasan,
    Skema,
    StatusCapaian,
    capaian,
    nilai_komponen,
    ringkas,
    status_capaian,
)
from indicators.enums import (
    HitungKolom,
    JenisSasaran,
    Periode,
    Polaritas,
    StatusData,
    StatusPerjanjian,
    StatusRealisasi,
    StatusTarget,
    SumberTarget,
)
from indicators.models import (
    AnalisisIndikator,
    BuktiDukung,
    Indikator,
    ItemPerjanjian,
    KoreksiRealisasi,
    Pembanding,
    PerjanjianKinerja,
    Realisasi,
    RencanaAksiKSD,
    Sasaran,
    SkemaPengukuran,
    TabelPendukung,
    TargetTahunan,
    TargetTriwulan,
)
from indicators.models.tabel import KolomTabel, Nilai
from lkip.scales import Tingkat, predikat
from lkip.tables import DATA_BELUM_RILIS, TIDAK_TERSEDIA, Tanpa, Value
from workforce.models import PerangkatDaerah

TRIWULAN = (Periode.TW1, Periode.TW2, Periode.TW3, Periode.TW4)
# What numbers alone need of a value and of a promise.
ANGKA_REALISASI = (
    "indikator",
    "tahun",
    "periode",
    "nilai",
    "status_data",
    "skala_berbeda",
    "surat",
    "status",
    "diajukan_pada",
    "komponen__pembilang",
    "komponen__penyebut",
)
ANGKA_ITEM = (
    "urutan",
    "target",
    "target_teks",
    "perjanjian",
    "indikator__pd",
    "indikator__unit",
    "indikator__kode",
    "indikator__polaritas",
    "indikator__konsolidasi",
    "indikator__varian_minimal",
    "indikator__nilai_terburuk",
    "indikator__rentang_bawah",
    "indikator__rentang_atas",
    "indikator__skala__kode",
)


@dataclass(frozen=True)
class NilaiTahun:
    """Target, realisasi and achievement of one period of an indicator."""

    tahun: int
    periode: Periode
    target: Decimal | None
    target_teks: str
    realisasi: Realisasi | None
    nilai: Decimal | None
    polaritas: Polaritas
    skema: Skema

    @cached_property
    def hasil(self) -> HasilCapaian:
        """Achievement of the period with its sentence."""
        if self.realisasi is not None and self.realisasi.skala_berbeda:
            sentence = f"Capaian tidak dihitung: {self.realisasi.skala_berbeda}."
            return HasilCapaian(None, None, "skala berbeda", sentence)
        return capaian(
            target=self.target,
            realisasi=self.nilai,
            polaritas=self.polaritas,
            skema=self.skema,
        )

    def terhadap(self, target: Decimal | None, teks: str = "") -> NilaiTahun:
        """The same value judged by another target."""
        return replace(self, target=target, target_teks=teks)

    @property
    def terverifikasi(self) -> bool:
        """Whether a second person accepted the value."""
        return self.realisasi is not None and self.realisasi.status == StatusRealisasi.DIVERIFIKASI

    @property
    def koreksi(self) -> list[KoreksiRealisasi]:
        """Recorded adjustments of the value, oldest first."""
        return list(self.realisasi.koreksi.all()) if self.realisasi else []

    @property
    def status(self) -> StatusCapaian:
        """Standing of the period."""
        return status_capaian(self.hasil)

    @property
    def belum_rilis(self) -> bool:
        """Whether somebody said that the value is not released yet."""
        said = None if self.realisasi is None else self.realisasi.status_data
        return self.nilai is None and said == StatusData.BELUM_RILIS

    @property
    def sel_target(self) -> Value:
        """Target as a cell."""
        if self.target is None:
            return Tanpa(self.target_teks or "-")
        return self.target

    @property
    def sel_realisasi(self) -> Value:
        """Realisasi as a cell: a number, or the word that says why there is none."""
        nilai = self.nilai
        if nilai is not None:
            return nilai
        if self.realisasi is None:
            return None
        if self.realisasi.status_data == StatusData.BELUM_RILIS:
            return Tanpa(DATA_BELUM_RILIS, self.realisasi.dasar_penilaian)
        return Tanpa(TIDAK_TERSEDIA, self.realisasi.catatan)

    @property
    def sel_capaian(self) -> Value:
        """Achievement as a cell."""
        if self.hasil.persen is not None:
            return self.hasil.persen
        if self.hasil.alasan == Alasan.MENUNGGU_DATA and self.belum_rilis:
            return Tanpa(DATA_BELUM_RILIS, self.hasil.penjelasan)
        return Tanpa("-", self.hasil.penjelasan)


@dataclass(frozen=True)
class NilaiTriwulan:
    """One quarter of a promised indicator."""

    periode: Periode
    status_target: StatusTarget | None
    isi: NilaiTahun

    @property
    def sel_target(self) -> Value:
        """Target of the quarter; "N/A" where none was promised."""
        if self.status_target == StatusTarget.TIDAK_ADA:
            return Tanpa("N/A", "Tidak ada target pada triwulan ini.")
        if self.status_target == StatusTarget.TIDAK_TERBACA:
            return Tanpa(TIDAK_TERSEDIA, "Target tidak terbaca pada dokumen sumber.")
        # A predicate prints as the agreement words it, in the quarter as in the year.
        return Tanpa(self.isi.target_teks) if self.isi.target_teks else self.isi.target


@dataclass(frozen=True)
class BarisIndikator:
    """A promised indicator with everything that is known of its year."""

    nomor: int
    item: ItemPerjanjian
    tahunan: NilaiTahun
    lalu: NilaiTahun
    triwulan: tuple[NilaiTriwulan, ...]
    predikat: Tingkat | None
    predikat_nilai: Tingkat | None
    analisis: AnalisisIndikator | None

    @property
    def sasaran(self) -> Sasaran:
        """The sasaran that it is promised for."""
        return self.item.sasaran

    @property
    def indikator(self) -> Indikator:
        """The indicator."""
        return self.item.indikator

    @property
    def kode(self) -> str:
        """Code of the indicator."""
        return self.indikator.kode

    @property
    def nama(self) -> str:
        """Name of the indicator."""
        return self.indikator.nama

    @property
    def satuan(self) -> str:
        """Unit of measure."""
        return self.indikator.satuan

    @property
    def status(self) -> StatusCapaian:
        """Standing of the year."""
        return self.tahunan.status

    @property
    def hanya_tahunan(self) -> bool:
        """Whether no quarter has a target, so that it is judged once, by the year."""
        return all(q.isi.target is None and not q.isi.target_teks for q in self.triwulan)

    @property
    def target(self) -> Value:
        """Target of the year as a cell."""
        return Tanpa(self.item.target_teks) if self.item.target_teks else self.item.target

    @property
    def realisasi(self) -> Value:
        """Realisasi of the year as a cell."""
        return self.tahunan.sel_realisasi

    @property
    def capaian(self) -> Value:
        """Achievement of the year as a cell."""
        return self.tahunan.sel_capaian

    @property
    def dasar_penilaian(self) -> str:
        """Where the value comes from: the letter of an outside body, or the agency's own basis."""
        realisasi = self.tahunan.realisasi
        if realisasi is None:
            return ""
        return str(realisasi.surat) if realisasi.surat else realisasi.dasar_penilaian


def nilai_realisasi(realisasi: Realisasi | None) -> Decimal | None:
    """The value in force: the last correction, else components, else the typed value."""
    if realisasi is None:
        return None
    koreksi = list(realisasi.koreksi.all())
    return _nilai_berlaku(realisasi, koreksi[-1].nilai if koreksi else None)


def _nilai_berlaku(realisasi: Realisasi, koreksi: Decimal | None) -> Decimal | None:
    if koreksi is not None:
        return koreksi
    komponen = getattr(realisasi, "komponen", None)
    if komponen is not None:
        return nilai_komponen(komponen.pembilang, komponen.penyebut).nilai
    return realisasi.nilai


def perjanjian_berlaku(pd: PerangkatDaerah, tahun: int) -> PerjanjianKinerja | None:
    """The agreement of the head of the agency that is in force in a year."""
    return (
        PerjanjianKinerja.objects.of_pd(pd)
        .filter(tahun=tahun, jabatan__kepala_pd=True, status=StatusPerjanjian.BERLAKU)
        .select_related("pihak_pertama", "pihak_kedua", "jabatan", "pd")
        .first()
    )


def item_berlaku(pd: PerangkatDaerah, tahun: int) -> QuerySet[ItemPerjanjian]:
    """What that agreement promises, in its order; nothing where none is in force."""
    return _item_berlaku([pd], tahun).order_by("urutan")


def _item_berlaku(daftar: list[PerangkatDaerah], *tahun: int) -> QuerySet[ItemPerjanjian]:
    return ItemPerjanjian.objects.filter(
        perjanjian__pd__in=daftar,
        perjanjian__tahun__in=tahun,
        perjanjian__jabatan__kepala_pd=True,
        perjanjian__status=StatusPerjanjian.BERLAKU,
    ).select_related("sasaran", "indikator__unit", "indikator__pd")


def tahun_perjanjian(daftar: Iterable[PerangkatDaerah]) -> frozenset[int]:
    """Years in which the head of one of the agencies has an agreement in force; one query."""
    rows = PerjanjianKinerja.objects.of_pds(daftar).filter(
        jabatan__kepala_pd=True, status=StatusPerjanjian.BERLAKU
    )
    return frozenset(rows.order_by().values_list("tahun", flat=True).distinct())


def item_dijanjikan(pd: PerangkatDaerah, tahun: int, kode: str) -> ItemPerjanjian | None:
    """What the agreement in force promises for an indicator, by its code; one query."""
    return item_berlaku(pd, tahun).filter(indikator__kode=kode).first()


class NilaiTersimpan:
    """Values of indicators for a set of years, fetched once: of agencies, or of one indicator.

    With `periode`, the numbers of those periods alone: evidence, letters and words stay behind.
    """

    def __init__(
        self,
        daftar: Iterable[PerangkatDaerah],
        tahun: Iterable[int],
        *,
        indikator: Indikator | None = None,
        periode: Iterable[Periode] | None = None,
    ) -> None:
        self._pds, self._years = list(daftar), list(tahun)
        schemes = SkemaPengukuran.objects.of_pds(self._pds).filter(tahun__in=self._years)
        self.skema = {(s.pd_id, s.tahun): s for s in schemes.order_by()}
        self._skema: dict[tuple[int, int], Skema] = {}
        # Orders that follow relations cost joins; values are looked up, their parts are few.
        rows = Realisasi.objects.filter(tahun__in=self._years).order_by()
        rows = rows.of_pds(self._pds) if indikator is None else rows.filter(indikator=indikator)
        self._koreksi: dict[int, Decimal] | None = None
        if periode is None:
            rows = rows.select_related("surat", "komponen").prefetch_related(
                Prefetch("bukti", BuktiDukung.objects.order_by("urutan")),
                Prefetch("koreksi", KoreksiRealisasi.objects.order_by("pk")),
            )
        else:
            rows = rows.filter(periode__in=periode)
            corrections = KoreksiRealisasi.objects.filter(realisasi__in=rows).order_by("pk")
            self._koreksi = dict(corrections.values_list("realisasi", "nilai"))
            rows = rows.select_related("komponen").only(*ANGKA_REALISASI)
        self.realisasi = {(r.indikator_id, r.tahun, r.periode): r for r in rows}

    def _nilai(self, realisasi: Realisasi | None) -> Decimal | None:
        if realisasi is None or self._koreksi is None:
            return nilai_realisasi(realisasi)
        return _nilai_berlaku(realisasi, self._koreksi.get(realisasi.pk))

    @cached_property
    def target(self) -> Mapping[tuple[int, int], tuple[Decimal | None, str]]:
        """Yearly targets, as number and as printed, by indicator and year; one query.

        What the agreement in force promises comes before a target that is kept without one.
        """
        kept = TargetTahunan.objects.of_pds(self._pds).filter(
            tahun__in=self._years, sumber=SumberTarget.PERJANJIAN
        )
        promised = _item_berlaku(self._pds, *self._years).filter(
            Q(target__isnull=False) | ~Q(target_teks="")
        )
        rows = (
            kept.order_by()
            .values_list("indikator", "tahun", "nilai", "teks", _konstanta(False))
            .union(
                promised.order_by().values_list(
                    "indikator", "perjanjian__tahun", "target", "target_teks", _konstanta(True)
                ),
                all=True,
            )
        )
        found = sorted(rows, key=itemgetter(4))
        return {(indikator, tahun): (nilai, teks) for indikator, tahun, nilai, teks, _ in found}

    def skema_untuk(self, indikator: Indikator, tahun: int) -> Skema:
        """The rules of measurement of a year; the regulations' defaults when none are kept."""
        key = (indikator.pk, tahun)
        if key not in self._skema:
            skema = self.skema.get((indikator.pd_id, tahun))
            self._skema[key] = skema.for_indikator(indikator) if skema else Skema()
        return self._skema[key]

    def nilai(
        self,
        indikator: Indikator,
        tahun: int,
        periode: Periode,
        target: Decimal | None,
        teks: str = "",
    ) -> NilaiTahun:
        """Target, realisasi and achievement of a period."""
        realisasi = self.realisasi.get((indikator.pk, tahun, periode))
        return NilaiTahun(
            tahun,
            periode,
            target,
            teks,
            realisasi,
            self._nilai(realisasi),
            Polaritas(indikator.polaritas),
            self.skema_untuk(indikator, tahun),
        )

    def tahun_lain(self, indikator: Indikator, tahun: int) -> NilaiTahun:
        """A year outside the agreement, with the target of that year, if it was fetched."""
        known = self.target if tahun in self._years else {}
        target, teks = known.get((indikator.pk, tahun), (None, ""))
        return self.nilai(indikator, tahun, Periode.TAHUN, target, teks)


def _konstanta(berlaku: bool) -> Konstanta:
    return Konstanta(berlaku, output_field=BooleanField())


def baris_indikator(
    pd: PerangkatDaerah, tahun: int, perjanjian: PerjanjianKinerja | None = None
) -> tuple[BarisIndikator, ...]:
    """All indicators of an agreement in its order; by default of the head's one in force."""
    perjanjian = perjanjian or perjanjian_berlaku(pd, tahun)
    if perjanjian is None:
        return ()
    nilai = NilaiTersimpan([pd], (tahun - 1, tahun))
    skala = _tingkat_capaian(nilai.skema.get((pd.pk, tahun)))
    analisis = {a.indikator_id: a for a in AnalisisIndikator.objects.of_pd(pd).filter(tahun=tahun)}
    items = (
        perjanjian.item.select_related("sasaran", "indikator__unit", "indikator__skala")
        .prefetch_related("triwulan", "indikator__skala__tingkat")
        .order_by("urutan")
    )
    return tuple(
        _baris(item, tahun, nilai, skala, analisis, {t.triwulan: t for t in item.triwulan.all()})
        for item in items
    )


def baris_indikator_banyak(
    daftar: Iterable[PerangkatDaerah], tahun: int, sampai: Periode
) -> dict[int, tuple[BarisIndikator, ...]]:
    """Rows of `baris_indikator` for several agencies, by the number of the agency.

    They hold the numbers of the year and of the quarters up to a period alone; of the quarters
    none for the year itself. Nothing of the year before, no predicate of the achievement, no
    analysis, no evidence, and no words beside the numbers.
    """
    agencies = list(daftar)
    quarters = () if sampai == Periode.TAHUN else tuple(p for p in Periode if p <= sampai)
    nilai = NilaiTersimpan(agencies, (tahun,), periode=(*quarters, Periode.TAHUN))
    items = (
        _item_berlaku(agencies, tahun)
        .select_related(None)
        .select_related("indikator__skala")
        .only(*ANGKA_ITEM)
        .prefetch_related("indikator__skala__tingkat")
        .order_by("perjanjian__pd", "urutan")
    )
    targets = _target_triwulan(agencies, tahun, quarters)
    found: dict[int, list[BarisIndikator]] = {pd.pk: [] for pd in agencies}
    for item in items:
        row = _baris(item, tahun, nilai, (), {}, targets.get(item.pk, {}), quarters)
        found[item.indikator.pd_id].append(row)
    return {pk: tuple(rows) for pk, rows in found.items()}


def _target_triwulan(
    agencies: list[PerangkatDaerah], tahun: int, quarters: Iterable[Periode]
) -> dict[int, dict[int, TargetTriwulan]]:
    """Targets of quarters by item and quarter; a prefetch costs a query object per item."""
    found: dict[int, dict[int, TargetTriwulan]] = {}
    items = _item_berlaku(agencies, tahun).select_related(None)
    rows = TargetTriwulan.objects.filter(triwulan__in=quarters, item__in=items)
    for row in rows.order_by():
        found.setdefault(row.item_id, {})[row.triwulan] = row
    return found


def tingkat_capaian(pd: PerangkatDaerah, tahun: int) -> tuple[Tingkat, ...]:
    """The scale of achievement that applies to an agency in a year; empty without a scheme."""
    return _tingkat_capaian(SkemaPengukuran.objects.of_pd(pd).filter(tahun=tahun).first())


def _tingkat_capaian(skema: SkemaPengukuran | None) -> tuple[Tingkat, ...]:
    if skema is None:
        return ()
    return tuple(t.as_tingkat() for t in skema.skala_capaian.tingkat.all())


def _baris(
    item: ItemPerjanjian,
    tahun: int,
    nilai: NilaiTersimpan,
    skala: tuple[Tingkat, ...],
    analisis: Mapping[int, AnalisisIndikator],
    target: Mapping[int, TargetTriwulan],
    triwulan: Iterable[Periode] = TRIWULAN,
) -> BarisIndikator:
    indikator = item.indikator
    tahunan = nilai.nilai(indikator, tahun, Periode.TAHUN, item.target, item.target_teks)
    return BarisIndikator(
        nomor=item.urutan,
        item=item,
        tahunan=tahunan,
        lalu=nilai.tahun_lain(indikator, tahun - 1),
        triwulan=tuple(_triwulan(nilai, indikator, tahun, q, target.get(q)) for q in triwulan),
        predikat=predikat(tahunan.hasil.persen_berbatas, skala),
        predikat_nilai=_predikat_nilai(indikator, tahunan.nilai),
        analisis=analisis.get(indikator.pk),
    )


def _predikat_nilai(indikator: Indikator, nilai: Decimal | None) -> Tingkat | None:
    if indikator.skala is None:
        return None
    return predikat(nilai, [t.as_tingkat() for t in indikator.skala.tingkat.all()])


def _triwulan(
    nilai: NilaiTersimpan, indikator: Indikator, tahun: int, periode: Periode, target: Any
) -> NilaiTriwulan:
    number, text = (target.target, target.target_teks) if target else (None, "")
    isi = nilai.nilai(indikator, tahun, periode, number, text)
    return NilaiTriwulan(periode, StatusTarget(target.status) if target else None, isi)


@dataclass(frozen=True)
class Hitungan:
    """How many indicators stand where."""

    jumlah: int
    menurut_status: Mapping[StatusCapaian, int]

    def dari(self, status: StatusCapaian) -> int:
        """Number of indicators with a status."""
        return self.menurut_status.get(status, 0)

    @property
    def terukur(self) -> int:
        """Indicators whose achievement is known."""
        known = (StatusCapaian.MELAMPAUI, StatusCapaian.TERCAPAI, StatusCapaian.BELUM_TERCAPAI)
        return sum(self.dari(status) for status in known)


def hitungan(baris: Iterable[BarisIndikator]) -> Hitungan:
    """Count indicators by status."""
    statuses = [b.status for b in baris]
    return Hitungan(len(statuses), {s: statuses.count(s) for s in StatusCapaian})


@dataclass(frozen=True)
class RingkasanSasaran:
    """A sasaran with the mean of its indicators."""

    sasaran: Sasaran
    hasil: HasilRingkasan
    # Whether one of its indicators waits for data that was not released.
    belum_rilis: bool = False

    @property
    def jenis(self) -> JenisSasaran:
        """Kind of the sasaran."""
        return JenisSasaran(self.sasaran.jenis)


def ringkasan_sasaran(baris: Iterable[BarisIndikator]) -> tuple[RingkasanSasaran, ...]:
    """Mean achievement per sasaran (domain: mean of its measured indicators)."""
    groups = [(s, list(rows)) for s, rows in groupby(baris, key=lambda b: b.sasaran)]
    return tuple(
        RingkasanSasaran(
            sasaran,
            ringkas([b.tahunan.hasil for b in rows]),
            any(b.tahunan.belum_rilis for b in rows),
        )
        for sasaran, rows in groups
    )


@dataclass(frozen=True)
class TargetRenstra:
    """An indicator of the Renstra with its target per year."""

    tujuan: str
    sasaran: str
    indikator: Indikator
    target: Mapping[int, Decimal | None]
    teks: Mapping[int, str]

    def sel(self, tahun: int) -> Value:
        """Target of a year as a cell: the number, else its printed form."""
        number = self.target.get(tahun)
        return number if number is not None else Tanpa(self.teks.get(tahun) or "-")


def target_renstra(pd: PerangkatDaerah) -> tuple[TargetRenstra, ...]:
    """Targets of the Renstra per indicator, in the order of the indicators."""
    targets = (
        TargetTahunan.objects.of_pd(pd)
        .filter(sumber=SumberTarget.RENSTRA)
        .select_related("indikator", "sasaran_renstra__tujuan")
        .order_by("indikator__urutan", "tahun")
    )
    result = []
    for indikator, rows in groupby(targets, key=lambda t: t.indikator):
        members = list(rows)
        goal = next((t.sasaran_renstra for t in members if t.sasaran_renstra), None)
        result.append(
            TargetRenstra(
                tujuan=goal.tujuan.tujuan if goal else "",
                sasaran=goal.sasaran if goal else "",
                indikator=indikator,
                target={t.tahun: t.nilai for t in members},
                teks={t.tahun: t.teks for t in members},
            )
        )
    return tuple(result)


@dataclass(frozen=True)
class KelompokKSD:
    """Steps of one sub KSD judged in one period."""

    indikator: Indikator
    ksd: str
    sub_ksd: str
    periode: str
    triwulan: int
    langkah: tuple[RencanaAksiKSD, ...]


def kelompok_ksd(pd: PerangkatDaerah, tahun: int) -> tuple[KelompokKSD, ...]:
    """Action plans of regional strategic activities, one group per indicator and period."""
    steps = (
        RencanaAksiKSD.objects.of_pd(pd)
        .filter(tahun=tahun)
        .select_related("indikator")
        .order_by("indikator__urutan", "triwulan", "urutan")
    )
    groups = groupby(steps, key=lambda s: (s.indikator, s.triwulan))
    return tuple(_kelompok_ksd(indikator, list(rows)) for (indikator, _), rows in groups)


def _kelompok_ksd(indikator: Indikator, steps: list[RencanaAksiKSD]) -> KelompokKSD:
    first = steps[0]
    return KelompokKSD(
        indikator, first.ksd, first.sub_ksd, first.periode_kode, first.triwulan, tuple(steps)
    )


def pembanding(pd: PerangkatDaerah, sampai: int) -> tuple[Pembanding, ...]:
    """Comparators known up to a year, best first."""
    rows = Pembanding.objects.of_pd(pd).filter(tahun__lte=sampai).select_related("indikator")
    return tuple(rows.order_by("indikator__urutan", "-tahun", "urutan"))


@dataclass(frozen=True)
class TabelIsi:
    """A supporting table with typed and computed cells."""

    tabel: TabelPendukung
    kolom: tuple[KolomTabel, ...]
    baris: tuple[Mapping[str, Nilai], ...]

    def jumlah(self, kode: str, baris: Iterable[Mapping[str, Nilai]] | None = None) -> Decimal:
        """Sum of a column; empty cells do not count."""
        rows = self.baris if baris is None else baris
        values = (row.get(kode) for row in rows)
        return sum((v for v in values if isinstance(v, Decimal)), Decimal(0))


def tabel_pendukung(pd: PerangkatDaerah, tahun: int) -> dict[str, TabelIsi]:
    """All supporting tables of a year by code."""
    tables = (
        TabelPendukung.objects.of_pd(pd)
        .filter(tahun=tahun)
        .select_related("indikator")
        .prefetch_related("kolom", "baris")
    )
    return {table.kode: _tabel_isi(table) for table in tables}


def _tabel_isi(table: TabelPendukung) -> TabelIsi:
    columns = tuple(table.kolom.all())
    typed = [k for k in columns if not k.hitung]
    rows = [{k.kode: k.parse(str(b.isi.get(k.kode, ""))) for k in typed} for b in table.baris.all()]
    return TabelIsi(table, columns, tuple(_computed(columns, rows)))


def _computed(
    columns: Iterable[KolomTabel], rows: list[dict[str, Nilai]]
) -> list[Mapping[str, Nilai]]:
    for column in columns:
        if column.hitung:
            for row, value in zip(rows, _hitung(column, rows), strict=True):
                row[column.kode] = value
    return list(rows)


def _hitung(column: KolomTabel, rows: list[dict[str, Nilai]]) -> list[Decimal | None]:
    if column.hitung == HitungKolom.JUMLAH:
        return [_jumlah([row.get(code) for code in column.sources]) for row in rows]
    if column.hitung == HitungKolom.RASIO:
        part, whole = column.sources
        return [_rasio(row.get(part), row.get(whole)) for row in rows]
    (source,) = column.sources
    total = _jumlah([row.get(source) for row in rows])
    return [_rasio(row.get(source), total) for row in rows]


def _jumlah(values: Iterable[Nilai]) -> Decimal | None:
    known = [v for v in values if isinstance(v, Decimal)]
    return sum(known, Decimal(0)) if known else None


def _rasio(part: Nilai, whole: Nilai) -> Decimal | None:
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or not whole:
        return None
    return part / whole * 100
