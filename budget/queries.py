"""Rows of the budget at every level, each with its figures and how they came about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Model, OuterRef, Q, Subquery

from budget.calculations import (
    HasilKualitas,
    capaian_keluaran,
    efisiensi,
    kualitas_pelaksanaan_anggaran,
    serapan,
)
from budget.enums import VersiPagu
from budget.kumulatif import PEMILIK, TURUNAN, Kumulatif, beserta_turunan, dalam_tahun
from budget.models import (
    Aktivitas,
    AnggaranBulanan,
    AnggaranIndikator,
    AnggaranUnit,
    KaitanIndikator,
    Kegiatan,
    Keluaran,
    KeluaranBulanan,
    Pagu,
    Program,
    SubKegiatan,
    Tingkat,
)
from indicators.calculations import HasilPersen
from indicators.models import Indikator
from workforce.models import PerangkatDaerah


@dataclass(frozen=True)
class BarisKeluaran:
    """An output with what it has reached up to a month."""

    keluaran: Keluaran
    capaian: Decimal | None

    @property
    def indikator(self) -> str:
        """What is measured."""
        return self.keluaran.indikator

    @property
    def satuan(self) -> str:
        """Unit of measure."""
        return self.keluaran.satuan

    @property
    def target(self) -> Decimal | None:
        """What the year promises."""
        return self.keluaran.target

    @cached_property
    def hasil(self) -> HasilPersen:
        """Output achievement with its sentence."""
        return capaian_keluaran(target=self.target, realisasi=self.capaian)

    @property
    def persen(self) -> Decimal | None:
        """Output achievement: computed, or as printed where only that is known."""
        computed = self.hasil.persen
        return self.keluaran.capaian_persen if computed is None else computed


@dataclass(frozen=True)
class BarisAnggaran:
    """One level of the budget. Rupiah; None where the level has no figure of its own."""

    objek: Any
    kode: str
    nama: str
    pagu_murni: Decimal | None
    pagu: Decimal | None
    realisasi: Decimal | None
    keluaran: tuple[BarisKeluaran, ...] = ()

    @cached_property
    def hasil_serapan(self) -> HasilPersen:
        """Absorption with its sentence."""
        return serapan(pagu=self.pagu, realisasi=self.realisasi)

    @cached_property
    def hasil_efisiensi(self) -> HasilPersen:
        """Efficiency on the base of the ceiling, with its sentence."""
        return efisiensi(pagu=self.pagu, realisasi=self.realisasi, keluaran=self.capaian_keluaran)

    @property
    def serapan(self) -> Decimal | None:
        """Absorption in percent."""
        return self.hasil_serapan.persen

    @property
    def sisa(self) -> Decimal | None:
        """Unspent rupiah."""
        if self.pagu is None or self.realisasi is None:
            return None
        return self.pagu - self.realisasi

    @property
    def efisiensi(self) -> Decimal | None:
        """Unspent share of the ceiling in percent."""
        return self.hasil_efisiensi.persen

    @cached_property
    def capaian_keluaran(self) -> Decimal | None:
        """Mean output achievement in percent of the outputs that are known."""
        known = [row.persen for row in self.keluaran if row.persen is not None]
        return sum(known, Decimal(0)) / len(known) if known else None

    @cached_property
    def hasil_kualitas(self) -> HasilKualitas:
        """Quality of budget execution with its sentence."""
        return kualitas_pelaksanaan_anggaran(
            serapan=self.serapan, efisiensi=self.efisiensi, keluaran=self.capaian_keluaran
        )

    @property
    def kualitas(self) -> Decimal | None:
        """Quality of budget execution, 0 to 100."""
        return self.hasil_kualitas.nilai


def dihitung(tingkat: Tingkat, kolom: str = "realisasi") -> bool:
    """Whether a level is the sum of levels below it: it has some, and no figure of its own."""
    own = AnggaranBulanan.objects.filter(**{tingkat.TINGKAT: tingkat, f"{kolom}__isnull": False})
    below = (getattr(tingkat, name) for name in TURUNAN[tingkat.TINGKAT])
    return any(rows.exists() for rows in below) and not own.exists()


def keluaran_bulan(rows: Any, sampai: int = 12) -> tuple[BarisKeluaran, ...]:
    """Outputs (a queryset) with what they have reached up to the end of a month; one query."""
    monthly = KeluaranBulanan.objects.filter(keluaran=OuterRef("pk"), bulan__lte=sampai)
    latest = Subquery(monthly.order_by("-bulan").values("capaian")[:1])
    return tuple(BarisKeluaran(row, row.terakhir) for row in rows.annotate(terakhir=latest))


class _Angka:
    """Ceilings, realisasi and outputs of one kind of level, by primary key."""

    def __init__(self, pd: PerangkatDaerah, level: str, tahun: int, sampai: int = 12) -> None:
        self.level = level
        condition = dalam_tahun(tahun, level)
        self.pagu: dict[tuple[int, str], Decimal] = {
            (row.pemilik.pk, row.versi): row.nilai for row in self._rows(Pagu, pd, condition)
        }
        months = AnggaranBulanan.objects.of_pd(pd).filter(
            dalam_tahun(tahun, *beserta_turunan(level))
        )
        self.realisasi = Kumulatif(months.select_related(*PEMILIK), sampai=sampai)
        self.keluaran: defaultdict[int, list[BarisKeluaran]] = defaultdict(list)
        outputs = self._rows(Keluaran, pd, condition).order_by("urutan")
        for output in keluaran_bulan(outputs, sampai):
            self.keluaran[output.keluaran.pemilik.pk].append(output)

    def _rows(self, model: type[Model], pd: PerangkatDaerah, condition: Q) -> Any:
        manager: Any = model._default_manager
        return manager.of_pd(pd).filter(condition).select_related(self.level)

    def baris(self, objek: Any, kode: str, nama: str) -> BarisAnggaran:
        """The row of one level."""
        return BarisAnggaran(
            objek=objek,
            kode=kode,
            nama=nama,
            pagu_murni=self.pagu.get((objek.pk, VersiPagu.MURNI)),
            pagu=self._pagu_berlaku(objek.pk),
            realisasi=self.realisasi.nilai(self.level, objek.pk),
            keluaran=tuple(self.keluaran[objek.pk]),
        )

    def _pagu_berlaku(self, pk: int) -> Decimal | None:
        # The amended ceiling (DPPA) replaces the original one as soon as there is one.
        amended = self.pagu.get((pk, VersiPagu.PERUBAHAN))
        return self.pagu.get((pk, VersiPagu.MURNI)) if amended is None else amended


def baris_program(pd: PerangkatDaerah, tahun: int) -> tuple[BarisAnggaran, ...]:
    """Programs of a year."""
    angka = _Angka(pd, "program", tahun)
    rows = Program.objects.of_pd(pd).filter(tahun=tahun)
    return tuple(angka.baris(p, p.kode, p.nama) for p in rows)


def baris_kegiatan(pd: PerangkatDaerah, tahun: int) -> tuple[BarisAnggaran, ...]:
    """Activities of a year, in the order of their programs."""
    angka = _Angka(pd, "kegiatan", tahun)
    rows = Kegiatan.objects.of_pd(pd).filter(program__tahun=tahun).select_related("program")
    return tuple(angka.baris(k, k.kode, k.nama) for k in rows.order_by("program__urutan", "urutan"))


def baris_sub_kegiatan(pd: PerangkatDaerah, tahun: int) -> tuple[BarisAnggaran, ...]:
    """Sub-activities of a year."""
    angka = _Angka(pd, "sub_kegiatan", tahun)
    rows = SubKegiatan.objects.of_pd(pd).filter(program__tahun=tahun).select_related("program")
    return tuple(angka.baris(s, s.kode, s.nama) for s in rows.order_by("program__urutan", "urutan"))


def baris_unit(pd: PerangkatDaerah, tahun: int, sampai: int = 12) -> tuple[BarisAnggaran, ...]:
    """Budgets that units answer for, with realisasi and outputs up to the end of a month."""
    angka = _Angka(pd, "anggaran_unit", tahun, sampai)
    rows = AnggaranUnit.objects.of_pd(pd).filter(tahun=tahun).select_related("unit")
    return tuple(angka.baris(u, u.unit.kode, u.unit.nama) for u in rows)


@dataclass(frozen=True)
class AktivitasUnit:
    """The activities of one unit."""

    anggaran_unit: AnggaranUnit
    baris: tuple[BarisAnggaran, ...]


def aktivitas_per_unit(pd: PerangkatDaerah, tahun: int) -> tuple[AktivitasUnit, ...]:
    """Activities grouped by the unit that answers for them."""
    angka = _Angka(pd, "aktivitas", tahun)
    rows = (
        Aktivitas.objects.of_pd(pd)
        .filter(anggaran_unit__tahun=tahun)
        .select_related("anggaran_unit__unit")
        .order_by("anggaran_unit__urutan", "urutan")
    )
    groups = groupby(rows, key=lambda a: a.anggaran_unit)
    return tuple(
        AktivitasUnit(unit, tuple(angka.baris(a, a.kode, a.nama) for a in members))
        for unit, members in groups
    )


def jumlah(baris: Iterable[BarisAnggaran], nama: str = "Jumlah") -> BarisAnggaran:
    """The total of rows as a row of its own; a figure that no row has stays None."""
    rows = list(baris)
    return BarisAnggaran(
        objek=None,
        kode="",
        nama=nama,
        pagu_murni=_total(row.pagu_murni for row in rows),
        pagu=_total(row.pagu for row in rows),
        realisasi=_total(row.realisasi for row in rows),
    )


def _total(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [v for v in values if v is not None]
    return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True)
class PenunjangIndikator:
    """An indicator and the levels of the budget that serve it."""

    indikator: Indikator
    tingkat: tuple[Any, ...]


def penunjang_indikator(pd: PerangkatDaerah, tahun: int) -> tuple[PenunjangIndikator, ...]:
    """Links between the budget of a year and the indicators."""
    links = (
        KaitanIndikator.objects.of_pd(pd)
        .filter(
            Q(program__tahun=tahun)
            | Q(kegiatan__program__tahun=tahun)
            | Q(sub_kegiatan__program__tahun=tahun)
        )
        .select_related("indikator", "program", "kegiatan__program", "sub_kegiatan__program")
        .order_by("indikator__urutan", "kegiatan__urutan", "pk")
    )
    groups = groupby(links, key=lambda link: link.indikator)
    return tuple(
        PenunjangIndikator(indikator, tuple(link.pemilik for link in rows))
        for indikator, rows in groups
    )


@dataclass(frozen=True)
class BarisAnggaranIndikator:
    """The budget assigned to an indicator."""

    indikator: Indikator
    tahun: int
    pagu: Decimal
    realisasi: Decimal | None

    @property
    def serapan(self) -> Decimal | None:
        """Absorption in percent."""
        return serapan(pagu=self.pagu, realisasi=self.realisasi).persen


def anggaran_indikator(pd: PerangkatDaerah, tahun: int) -> tuple[BarisAnggaranIndikator, ...]:
    """Budgets per indicator of a year."""
    rows = AnggaranIndikator.objects.of_pd(pd).filter(tahun=tahun).select_related("indikator")
    return tuple(
        BarisAnggaranIndikator(r.indikator, r.tahun, r.pagu, r.realisasi)
        for r in rows.order_by("indikator__urutan")
    )
