"""The figures that an edition answers for: each with its source, its verifier and its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from indicators.enums import StatusRealisasi
from indicators.models import Realisasi
from indicators.queries import BarisIndikator
from lkip.numbers import format_date
from lkip.tables import Column, Kind
from reports.context import Konteks
from workforce.models import User

_NILAI, _PERSEN = Column("nilai", "Nilai", Kind.NUMBER), Column("capaian", "Capaian", Kind.PERCENT)
VERIFIKATOR = "Verifikator"


@dataclass(frozen=True)
class BuktiTerbit:
    """A piece of evidence; without a file it has no hash."""

    judul: str
    sha256: str


@dataclass(frozen=True)
class AngkaTerbit:
    """The figures of an indicator as the report prints them.

    `pemeriksa` is the role that accepted the value, for everybody; `nama_pemeriksa` is for readers
    of the agency.
    """

    kode: str
    nama: str
    satuan: str
    target: str
    realisasi: str
    capaian: str
    sumber: str
    keadaan: str
    pemeriksa: str
    nama_pemeriksa: str
    diperiksa: str
    bukti: tuple[BuktiTerbit, ...]


@dataclass(frozen=True)
class Penanda:
    """Who signs the report: an official in office, known to the public by law."""

    nama: str
    jabatan: str


def angka_terbit(konteks: Konteks) -> tuple[AngkaTerbit, ...]:
    """The promised indicators of the year; one query beyond what the report reads."""
    values = [row.tahunan.realisasi for row in konteks.indikator]
    people = User.objects.in_bulk({v.diverifikasi_oleh_id for v in values if v is not None})
    return tuple(_angka(row, people) for row in konteks.indikator)


def _angka(row: BarisIndikator, people: dict[int, User]) -> AngkaTerbit:
    value = row.tahunan.realisasi
    verified = value is not None and value.status == StatusRealisasi.DIVERIFIKASI
    return AngkaTerbit(
        kode=row.kode,
        nama=row.nama,
        satuan=row.satuan,
        target=_NILAI.format(row.target),
        realisasi=_NILAI.format(row.realisasi),
        capaian=_PERSEN.format(row.capaian),
        sumber=row.dasar_penilaian,
        keadaan=str(StatusRealisasi(value.status).label) if value else "Belum ada nilai",
        pemeriksa=VERIFIKATOR if verified else "",
        nama_pemeriksa=_name(value, people) if verified else "",
        diperiksa=_day(value) if verified else "",
        bukti=tuple(BuktiTerbit(b.judul, b.sha256) for b in value.bukti.all()) if value else (),
    )


def _name(value: Realisasi | None, people: dict[int, User]) -> str:
    person = people.get(value.diverifikasi_oleh_id or 0) if value else None
    return str(person or "")


def _day(value: Realisasi | None) -> str:
    moment = value.diverifikasi_pada if value else None
    return format_date(timezone.localdate(moment)) if moment else ""


def penanda(konteks: Konteks) -> Penanda | None:
    """The head of the agency as the agreement in force names her; None without one."""
    pk = konteks.perjanjian
    holder = pk.pihak_pertama if pk else None
    return Penanda(holder.nama_gelar, holder.jabatan.nama) if holder else None
