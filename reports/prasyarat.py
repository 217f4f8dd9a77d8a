"""What a final edition asks for before it is frozen: a short list, each with its figures.

Whoever freezes in spite of an open point gives a reason, which the annex of the report prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.context import Konteks
from reports.enums import JenisEdisi, KeadaanTulis, Keparahan
from reports.models import BagianTulis, Edisi
from reports.models.edisi import BERSIDIK
from reports.pemeriksaan import periksa
from reports.queries_tulis import BarisTulis, daftar_bagian
from workforce.querysets import hari_ini


@dataclass(frozen=True)
class Prasyarat:
    """One point of the list. `tautan` is the name of the page that mends it."""

    kode: str
    judul: str
    terpenuhi: bool
    keterangan: str
    tautan: tuple[str, ...] = ()


def prasyarat_final(konteks: Konteks) -> tuple[Prasyarat, ...]:
    """The list for a final edition as the records stand now; raises `UkuranTidakDikenal`."""
    return (
        _perjanjian(konteks),
        _teks(konteks),
        _nilai(konteks),
        _temuan(konteks),
        _reviu(konteks),
    )


def _perjanjian(konteks: Konteks) -> Prasyarat:
    there = konteks.perjanjian is not None
    said = "ada yang berlaku" if there else f"belum ada yang berlaku untuk {konteks.tahun}"
    return Prasyarat(
        "perjanjian",
        "Perjanjian Kinerja berlaku",
        there,
        f"Perjanjian Kinerja {said}.",
        ("perjanjian_daftar",),
    )


def _teks(konteks: Konteks) -> Prasyarat:
    """Every text that will be printed is approved; parts without a text are not printed."""
    works = BagianTulis.objects.of_pd(konteks.pd).filter(tahun=konteks.tahun)
    work = {row.bagian: row for row in works}
    today = hari_ini()
    printed = [
        BarisTulis(part, work.get(part.slug), today) for part in daftar_bagian(konteks) if part.teks
    ]
    approved = sum(row.keadaan == KeadaanTulis.DISETUJUI for row in printed)
    return Prasyarat(
        "teks",
        "Semua teks disetujui",
        bool(printed) and approved == len(printed),
        f"{approved} dari {len(printed)} teks yang tercetak sudah disetujui.",
        ("penulisan",),
    )


def _nilai(konteks: Konteks) -> Prasyarat:
    """Every indicator has a verified value; one that waits for its data is told, and open."""
    rows = konteks.indikator
    missing = [row.kode for row in rows if row.tahunan.nilai is None]
    verified = sum(row.tahunan.nilai is not None and row.tahunan.terverifikasi for row in rows)
    without = f" Belum ada nilai: {', '.join(missing)}." if missing else ""
    return Prasyarat(
        "nilai",
        "Semua nilai tahunan diverifikasi",
        bool(rows) and verified == len(rows),
        f"{verified} dari {len(rows)} nilai tahunan sudah diverifikasi.{without}",
        ("pengukuran",),
    )


def _temuan(konteks: Konteks) -> Prasyarat:
    found = periksa(konteks).jumlah(Keparahan.PENTING)
    return Prasyarat(
        "temuan",
        "Tidak ada temuan penting yang terbuka",
        found == 0,
        f"{found} temuan penting belum diperbaiki atau diterima dengan alasan.",
        ("pemeriksaan",),
    )


def _reviu(konteks: Konteks) -> Prasyarat:
    there = (
        Edisi.objects.of_pd(konteks.pd)
        .filter(tahun=konteks.tahun, jenis=JenisEdisi.REVIU_APIP, keadaan__in=BERSIDIK)
        .exists()
    )
    said = "sudah dibekukan" if there else "belum dibuat"
    return Prasyarat(
        "reviu",
        "Telah direviu APIP",
        there,
        f"Edisi reviu APIP {said}.",
        ("edisi",),
    )
