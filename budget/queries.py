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
from django.db.models.functions import Coalesce

from budget.calculations import (
    HasilKualitas,
    capaian_keluaran,
    efisiensi,
    jumlah_diketahui,
    kualitas_pelaksanaan_anggaran,
    pagu_berlaku,
    serapan,
)
from budget.enums import VersiPagu
from budget.kumulatif import (
    PEMILIK,
    TAHUN,
    Kumulatif,
    Kunci,
    ada_bawahan,
    beserta_turunan,
    dalam_tahun,
)
from budget.models import (
    Aktivitas,
    AnggaranBulanan,
    AnggaranIndikator,
    AnggaranUnit,
    KaitanIndikator,
    Kegiatan,
    Keluaran,
    KeluaranBulanan,
    KoreksiAnggaran,
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
    koreksi: tuple[KoreksiAnggaran, ...] = ()

    @property
    def keterangan(self) -> tuple[str, ...]:
        """What a reader has to know beside the realisasi: its corrections."""
        return tuple(f"Realisasi {self.nama} {entry.keterangan}" for entry in self.koreksi)

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
    return ada_bawahan(tingkat) and not own.exists()


def versi_realisasi(row: AnggaranBulanan | None) -> int:
    """The version that an entry of realisasi is based on; a row with a plan alone has none."""
    return 0 if row is None or row.realisasi is None else row.versi


def keluaran_bulan(rows: Any, sampai: int = 12) -> tuple[BarisKeluaran, ...]:
    """Outputs (a queryset) with what they have reached up to the end of a month; one query."""
    monthly = KeluaranBulanan.objects.filter(keluaran=OuterRef("pk"), bulan__lte=sampai)
    in_force = monthly.annotate(angka_berlaku=Coalesce("nilai_koreksi", "capaian"))
    latest = Subquery(in_force.order_by("-bulan").values("angka_berlaku")[:1])
    return tuple(BarisKeluaran(row, row.terakhir) for row in rows.annotate(terakhir=latest))


class _Angka:
    """Ceilings, monthly figures and outputs of levels of the budget in a year; three queries."""

    def __init__(self, pd: PerangkatDaerah, tahun: int, *levels: str, sampai: int = 12) -> None:
        self.pd, self.tahun, self.levels = pd, tahun, levels
        self.pagu: dict[tuple[Kunci, str], Decimal] = {
            (_kunci(row), row.versi): row.nilai for row in self._rows(Pagu)
        }
        reached = dict.fromkeys(deep for name in levels for deep in beserta_turunan(name))
        months = AnggaranBulanan.objects.of_pd(pd).filter(dalam_tahun(tahun, *reached))
        self.bulanan = tuple(months.select_related(*PEMILIK))
        self.realisasi = Kumulatif(self.bulanan, sampai=sampai)
        self.koreksi = _koreksi(row for row in self.bulanan if row.bulan <= sampai)
        self.keluaran: defaultdict[Kunci, list[BarisKeluaran]] = defaultdict(list)
        for output in keluaran_bulan(self._rows(Keluaran).order_by("urutan"), sampai):
            self.keluaran[_kunci(output.keluaran)].append(output)

    def _rows(self, model: type[Model]) -> Any:
        manager: Any = model._default_manager
        condition = dalam_tahun(self.tahun, *self.levels)
        return manager.of_pd(self.pd).filter(condition).select_related(*self.levels)

    def baris(self, objek: Tingkat, kode: str, nama: str) -> BarisAnggaran:
        """The row of one level."""
        key = (objek.TINGKAT, objek.pk)
        original = self.pagu.get((key, VersiPagu.MURNI))
        amended = self.pagu.get((key, VersiPagu.PERUBAHAN))
        return BarisAnggaran(
            objek=objek,
            kode=kode,
            nama=nama,
            pagu_murni=original,
            pagu=pagu_berlaku(murni=original, perubahan=amended),
            realisasi=self.realisasi.nilai(*key),
            keluaran=tuple(self.keluaran[key]),
            koreksi=tuple(self.koreksi[key]),
        )

    def program(self) -> tuple[BarisAnggaran, ...]:
        """Programs; one query, as in each of the following."""
        rows = Program.objects.of_pd(self.pd).filter(tahun=self.tahun)
        return tuple(self.baris(p, p.kode, p.nama) for p in rows)

    def kegiatan(self) -> tuple[BarisAnggaran, ...]:
        """Activities, in the order of their programs."""
        rows = Kegiatan.objects.of_pd(self.pd).filter(program__tahun=self.tahun)
        ordered = rows.select_related("program").order_by("program__urutan", "urutan")
        return tuple(self.baris(k, k.kode, k.nama) for k in ordered)

    def sub_kegiatan(self) -> tuple[BarisAnggaran, ...]:
        """Sub-activities, in the order of their programs."""
        rows = SubKegiatan.objects.of_pd(self.pd).filter(program__tahun=self.tahun)
        ordered = rows.select_related("program").order_by("program__urutan", "urutan")
        return tuple(self.baris(s, s.kode, s.nama) for s in ordered)

    def unit(self) -> tuple[BarisAnggaran, ...]:
        """Budgets that units answer for."""
        rows = AnggaranUnit.objects.of_pd(self.pd).filter(tahun=self.tahun).select_related("unit")
        return tuple(self.baris(u, u.unit.kode, u.unit.nama) for u in rows)

    def aktivitas(self) -> tuple[AktivitasUnit, ...]:
        """Activities grouped by the unit that answers for them."""
        rows = (
            Aktivitas.objects.of_pd(self.pd)
            .filter(anggaran_unit__tahun=self.tahun)
            .select_related("anggaran_unit__unit")
            .order_by("anggaran_unit__urutan", "urutan")
        )
        groups = groupby(rows, key=lambda a: a.anggaran_unit)
        return tuple(
            AktivitasUnit(unit, tuple(self.baris(a, a.kode, a.nama) for a in members))
            for unit, members in groups
        )


def _koreksi(
    months: Iterable[AnggaranBulanan],
) -> defaultdict[Kunci, list[KoreksiAnggaran]]:
    """Corrections of these months by level, in order; a query only where there are any."""
    corrected = {row.pk: row for row in months if row.nilai_koreksi is not None}
    found: defaultdict[Kunci, list[KoreksiAnggaran]] = defaultdict(list)
    if corrected:
        rows = KoreksiAnggaran.objects.filter(bulanan__in=corrected)
        for entry in rows.order_by("bulanan__bulan", "pk"):
            entry.bulanan = corrected[entry.bulanan_id]
            found[_kunci(entry.bulanan)].append(entry)
    return found


def _kunci(row: Pagu | Keluaran | AnggaranBulanan) -> Kunci:
    return row.tingkat, getattr(row, f"{row.tingkat}_id")


def baris_program(pd: PerangkatDaerah, tahun: int) -> tuple[BarisAnggaran, ...]:
    """Programs of a year."""
    return _Angka(pd, tahun, "program").program()


def baris_kegiatan(pd: PerangkatDaerah, tahun: int) -> tuple[BarisAnggaran, ...]:
    """Activities of a year, in the order of their programs."""
    return _Angka(pd, tahun, "kegiatan").kegiatan()


def baris_sub_kegiatan(pd: PerangkatDaerah, tahun: int) -> tuple[BarisAnggaran, ...]:
    """Sub-activities of a year."""
    return _Angka(pd, tahun, "sub_kegiatan").sub_kegiatan()


def baris_unit(pd: PerangkatDaerah, tahun: int, sampai: int = 12) -> tuple[BarisAnggaran, ...]:
    """Budgets that units answer for, with realisasi and outputs up to the end of a month."""
    return _Angka(pd, tahun, "anggaran_unit", sampai=sampai).unit()


@dataclass(frozen=True)
class AktivitasUnit:
    """The activities of one unit."""

    anggaran_unit: AnggaranUnit
    baris: tuple[BarisAnggaran, ...]


def aktivitas_per_unit(pd: PerangkatDaerah, tahun: int) -> tuple[AktivitasUnit, ...]:
    """Activities grouped by the unit that answers for them."""
    return _Angka(pd, tahun, "aktivitas").aktivitas()


@dataclass(frozen=True)
class AnggaranTahun:
    """Every level of the budget of a year, and the monthly rows behind them."""

    program: tuple[BarisAnggaran, ...]
    kegiatan: tuple[BarisAnggaran, ...]
    sub_kegiatan: tuple[BarisAnggaran, ...]
    unit: tuple[BarisAnggaran, ...]
    aktivitas: tuple[AktivitasUnit, ...]
    bulanan: tuple[AnggaranBulanan, ...]


def anggaran_tahun(pd: PerangkatDaerah, tahun: int) -> AnggaranTahun:
    """All levels at once, the rows that each level's own function gives; eight queries."""
    angka = _Angka(pd, tahun, *TAHUN)
    return AnggaranTahun(
        program=angka.program(),
        kegiatan=angka.kegiatan(),
        sub_kegiatan=angka.sub_kegiatan(),
        unit=angka.unit(),
        aktivitas=angka.aktivitas(),
        bulanan=angka.bulanan,
    )


def jumlah(baris: Iterable[BarisAnggaran], nama: str = "Jumlah") -> BarisAnggaran:
    """The total of rows as a row of its own; a figure that no row has stays None."""
    rows = list(baris)
    return BarisAnggaran(
        objek=None,
        kode="",
        nama=nama,
        pagu_murni=jumlah_diketahui(row.pagu_murni for row in rows),
        pagu=jumlah_diketahui(row.pagu for row in rows),
        realisasi=jumlah_diketahui(row.realisasi for row in rows),
    )


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
