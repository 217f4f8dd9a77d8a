"""Rows about organisation and staff; aggregates only, names stay in staff administration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from workforce.calculations import tmt_pensiun, usia
from workforce.enums import Agama, JenisKelamin, KelompokJabatan, Pangkat, Pendidikan, Peran
from workforce.models import (
    KelasJabatan,
    Pegawai,
    PenugasanPeran,
    PerangkatDaerah,
    RiwayatPegawai,
    StatistikASN,
    UnitKerja,
    User,
)
from workforce.rules import HAK_PERAN, SEMUA_HAK

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class PegawaiPada:
    """A member of staff as she was on a date."""

    pegawai: Pegawai
    riwayat: RiwayatPegawai
    umur: int

    @property
    def kelas(self) -> KelasJabatan:
        """Class of her post on that date."""
        return self.riwayat.kelas_jabatan


def pegawai_pada(pd: PerangkatDaerah, tanggal: date) -> tuple[PegawaiPada, ...]:
    """Staff in service on a date, two queries."""
    people = list(Pegawai.objects.of_pd(pd).per_tanggal(tanggal))
    records = RiwayatPegawai.objects.select_related("kelas_jabatan", "unit").in_bulk(
        [person.riwayat_id for person in people]
    )
    return tuple(
        PegawaiPada(p, records[p.riwayat_id], usia(p.tanggal_lahir, tanggal)) for p in people
    )


class KelompokUsia(StrEnum):
    """Age classes of the staff table."""

    DI_BAWAH_25 = "di_bawah_25"
    USIA_25_30 = "usia_25_30"
    USIA_31_40 = "usia_31_40"
    USIA_41_50 = "usia_41_50"
    USIA_51_60 = "usia_51_60"
    DI_ATAS_60 = "di_atas_60"

    @classmethod
    def of(cls, umur: int) -> KelompokUsia:
        """The class of an age in completed years."""
        limits = (
            (25, cls.DI_BAWAH_25),
            (31, cls.USIA_25_30),
            (41, cls.USIA_31_40),
            (51, cls.USIA_41_50),
            (61, cls.USIA_51_60),
        )
        return next((group for limit, group in limits if umur < limit), cls.DI_ATAS_60)


@dataclass(frozen=True)
class Dimensi:
    """A way to break staff down: its classes with their labels, and how to classify a person."""

    kode: str
    judul: str
    kelas: Mapping[str, str]
    pilih: Callable[[PegawaiPada], str]


LABEL_USIA = {
    KelompokUsia.DI_BAWAH_25: "< 25",
    KelompokUsia.USIA_25_30: "25–30",
    KelompokUsia.USIA_31_40: "31–40",
    KelompokUsia.USIA_41_50: "41–50",
    KelompokUsia.USIA_51_60: "51–60",
    KelompokUsia.DI_ATAS_60: "> 60",
}


def _key(text: str) -> str:
    return text.lower().replace("/", "_")


PANGKAT = Dimensi(
    "pangkat",
    "golongan/ruang",
    {_key(p.value): str(p.label) for p in Pangkat if not p.value.startswith("I/")},
    lambda p: _key(p.riwayat.pangkat),
)
PENDIDIKAN = Dimensi(
    "pendidikan",
    "pendidikan",
    {p.value: str(p.label) for p in Pendidikan},
    lambda p: p.riwayat.pendidikan,
)
USIA = Dimensi(
    "usia",
    "kelompok usia",
    {k.value: LABEL_USIA[k] for k in KelompokUsia},
    lambda p: KelompokUsia.of(p.umur).value,
)
AGAMA = Dimensi("agama", "agama", {a.value: str(a.label) for a in Agama}, lambda p: p.pegawai.agama)
_SEX_KEYS = {JenisKelamin.LAKI_LAKI: "laki_laki", JenisKelamin.PEREMPUAN: "perempuan"}
JENIS_KELAMIN = Dimensi(
    "jenis-kelamin",
    "jenis kelamin",
    {_SEX_KEYS[j]: str(j.label) for j in JenisKelamin},
    lambda p: _SEX_KEYS[JenisKelamin(p.pegawai.jenis_kelamin)],
)
JABATAN = Dimensi("jabatan", "jabatan", {}, lambda p: p.kelas.kode)
DIMENSI = (PANGKAT, JABATAN, PENDIDIKAN, USIA, AGAMA, JENIS_KELAMIN)


@dataclass(frozen=True)
class BarisSebaran:
    """Staff of one class of posts, by the classes of a dimension."""

    kelas: KelasJabatan
    isi: Mapping[str, int]

    @property
    def kelompok(self) -> KelompokJabatan:
        """Group under which the row prints."""
        return KelompokJabatan(self.kelas.kelompok)

    @property
    def jumlah(self) -> int:
        """Persons in this class of posts."""
        return sum(self.isi.values())


def sebaran(
    pd: PerangkatDaerah, orang: tuple[PegawaiPada, ...], dimensi: Dimensi
) -> tuple[BarisSebaran, ...]:
    """Cross table of classes of posts and a dimension; classes without staff are kept."""
    rows = []
    for kelas in KelasJabatan.objects.of_pd(pd):
        members = [p for p in orang if p.riwayat.kelas_jabatan_id == kelas.pk]
        found = [dimensi.pilih(p) for p in members]
        keys = dimensi.kelas or ({kelas.kode: kelas.nama} if found else {})
        rows.append(BarisSebaran(kelas, {key: found.count(key) for key in keys if key in found}))
    return tuple(rows)


@dataclass(frozen=True)
class PensiunTahun:
    """Staff who reach the retirement age in a year."""

    tahun: int
    menurut_kelompok: Mapping[str, int]

    @property
    def jumlah(self) -> int:
        """Persons who retire in the year."""
        return sum(self.menurut_kelompok.values())


def pensiun(
    orang: tuple[PegawaiPada, ...], tanggal: date, tahun: int = 5
) -> tuple[PensiunTahun, ...]:
    """Who retires in the years after a date, counted by group of posts."""
    dates = [(_tmt_pensiun(p), p.kelas.kelompok) for p in orang]
    return tuple(
        PensiunTahun(
            year,
            {
                k.value: sum(1 for day, group in dates if day.year == year and group == k)
                for k in KelompokJabatan
            },
        )
        for year in range(tanggal.year + 1, tanggal.year + 1 + tahun)
    )


def _tmt_pensiun(orang: PegawaiPada) -> date:
    kelas = orang.kelas
    return tmt_pensiun(
        orang.pegawai.tanggal_lahir, kelas.kode, {kelas.kode: kelas.batas_usia_pensiun}
    )


@dataclass(frozen=True)
class BarisStatistik:
    """A class of a published breakdown with its share."""

    objek: StatistikASN
    persen: Decimal | None


@dataclass(frozen=True)
class RincianStatistik:
    """One published breakdown of the government's staff."""

    kode: str
    nama: str
    baris: tuple[BarisStatistik, ...]

    @property
    def ber_status(self) -> bool:
        """Whether the source splits PNS and PPPK."""
        return any(b.objek.pns is not None or b.objek.pppk is not None for b in self.baris)


def statistik_asn(pd: PerangkatDaerah, tanggal: date) -> tuple[RincianStatistik, ...]:
    """Published breakdowns at a date."""
    rows = StatistikASN.objects.of_pd(pd).filter(per_tanggal=tanggal)
    groups = groupby(rows, key=lambda r: (r.rincian, r.rincian_nama))
    return tuple(_rincian(kode, nama, list(members)) for (kode, nama), members in groups)


def _rincian(kode: str, nama: str, rows: list[StatistikASN]) -> RincianStatistik:
    total = Decimal(sum(row.jumlah or 0 for row in rows))
    return RincianStatistik(
        kode,
        nama,
        tuple(
            BarisStatistik(
                row, row.jumlah * 100 / total if row.jumlah is not None and total else None
            )
            for row in rows
        ),
    )


@dataclass(frozen=True)
class SimpulUnit:
    """A unit with the units below it."""

    unit: UnitKerja
    anak: tuple[SimpulUnit, ...]
    tingkat: int


def pohon_unit(pd: PerangkatDaerah) -> SimpulUnit | None:
    """The unit tree of an agency, one query; None when it has no units."""
    units = list(UnitKerja.objects.of_pd(pd))
    children: dict[int | None, list[UnitKerja]] = {}
    for unit in units:
        children.setdefault(unit.induk_id, []).append(unit)
    roots = children.get(None, [])
    return _simpul(roots[0], children, 0) if roots else None


def _simpul(unit: UnitKerja, children: dict[int | None, list[UnitKerja]], level: int) -> SimpulUnit:
    below = tuple(_simpul(c, children, level + 1) for c in children.get(unit.pk, []))
    return SimpulUnit(unit, below, level)


def rata(simpul: SimpulUnit) -> tuple[SimpulUnit, ...]:
    """The tree as a list, parents before children."""
    return (simpul, *(node for child in simpul.anak for node in rata(child)))


@dataclass(frozen=True)
class PeranAkun:
    """A role of an account, whether it holds today, and what it allows."""

    penugasan: PenugasanPeran
    peran: Peran
    keadaan: str
    hak: tuple[str, ...]

    @property
    def berlaku(self) -> bool:
        """Whether the role holds today."""
        return self.keadaan == "berlaku"


def peran_akun(user: User, hari: date) -> tuple[PeranAkun, ...]:
    """Roles of an account, those that hold first; one query."""
    return urut_peran(PenugasanPeran.objects.filter(pengguna=user), hari)


def urut_peran(rows: QuerySet[PenugasanPeran], hari: date) -> tuple[PeranAkun, ...]:
    """Roles with what they allow, those that hold first; one query."""
    named = rows.select_related("pd", "unit", "pengguna", "asal__pengguna")
    found = (_peran_akun(row, hari) for row in named)
    return tuple(sorted(found, key=lambda p: (not p.berlaku, p.penugasan.mulai)))


def _keadaan(row: PenugasanPeran, hari: date) -> str:
    if row.mulai > hari:
        return "belum mulai"
    if row.selesai is not None and row.selesai < hari:
        return "sudah berakhir"
    if row.asal is None:
        return "berlaku"
    # What is delegated ends with its source.
    giver = row.asal.pengguna
    return _keadaan(row.asal, hari) if giver.is_active else "sudah berakhir"


def _peran_akun(row: PenugasanPeran, hari: date) -> PeranAkun:
    keadaan = _keadaan(row, hari)
    peran = Peran(row.peran)
    return PeranAkun(row, peran, keadaan, tuple(h for h in SEMUA_HAK if h in HAK_PERAN[peran]))
