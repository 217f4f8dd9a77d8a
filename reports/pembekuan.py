"""Freezing an edition: records to a snapshot, the snapshot to files. Runs in the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from reports.actions_edisi import bekukan_edisi, catat_kemajuan_edisi
from reports.angka_terbit import angka_terbit, penanda
from reports.context import Konteks
from reports.cuplikan import (
    Cuplikan,
    Keterangan,
    bacakan,
    sidik_cuplikan,
    tuliskan,
    versi_pembuat,
)
from reports.document import compose
from reports.edisi_cetak import html, nomor_edisi, pdf, xlsx
from reports.enums import JenisBerkasEdisi, JenisEdisi
from reports.models import Edisi
from reports.prasyarat import Prasyarat, prasyarat_final
from workforce.models import PerangkatDaerah

Tahap = Callable[[str, int], None]
EXPECTED_PAGES = 150


class PrasyaratTerbuka(ValueError):
    """A precondition opened between the press and the freezing, and no reason was given."""


def bekukan(edisi: Edisi) -> Edisi:
    """Take the snapshot of an edition, make its files and store them.

    Raises PrasyaratTerbuka, `actions_edisi.Digantikan`, and what composing and printing raise.
    """

    def note(tahap: str, persen: int) -> None:
        catat_kemajuan_edisi(edisi=edisi, tahap=tahap, persen=persen)

    with satu_saat():
        isi = ambil_cuplikan(edisi.pd, edisi.tahun, keterangan(edisi))
    note("Menulis cuplikan", 20)
    snapshot = tuliskan(isi)
    number = nomor_edisi(isi, sidik_cuplikan(snapshot))
    files = buat_berkas(snapshot, number, note)
    return bekukan_edisi(edisi=edisi, nomor=number, berkas=files, rincian=rincian(isi))


def keterangan(edisi: Edisi) -> Keterangan:
    """What the snapshot says of its edition."""
    return Keterangan(
        jenis=JenisEdisi(edisi.jenis),
        urutan=edisi.urutan,
        judul=edisi.judul,
        catatan=edisi.catatan,
        alasan=edisi.alasan,
        mengoreksi=(edisi.mengoreksi.nomor or "") if edisi.mengoreksi else "",
        dibuat=edisi.dibuat_pada,
        alamat=settings.ALAMAT,
    )


@contextmanager
def satu_saat() -> Iterator[None]:
    """Read all records as they stand at one moment, while others go on writing."""
    database: Any = connection
    if database.in_atomic_block:
        yield
        return
    # Transactions of SQLite claim the right to write from their beginning; a reader needs none.
    mode = getattr(database, "transaction_mode", None)
    database.transaction_mode = None
    try:
        with transaction.atomic():
            if database.vendor == "postgresql":
                with database.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        database.transaction_mode = mode


def ambil_cuplikan(pd: PerangkatDaerah, tahun: int, known: Keterangan) -> Cuplikan:
    """The report with its checklist, from the records of now; raises PrasyaratTerbuka."""
    konteks = Konteks(pd, tahun)
    points = prasyarat_final(konteks)
    opened = [point for point in points if not point.terpenuhi]
    if known.jenis == JenisEdisi.FINAL and opened:
        if not known.alasan:
            raise PrasyaratTerbuka(
                f"Prasyarat berubah sesudah edisi disiapkan: {opened[0].keterangan} Lengkapi lalu "
                "ulangi, atau hentikan edisi ini dan siapkan yang baru dengan alasan."
            )
        konteks = replace(konteks, pengecualian_edisi=_printed(opened, known.alasan))
    return Cuplikan(
        keterangan=known,
        dokumen=compose(konteks, inline=False),
        angka=angka_terbit(konteks),
        penanda=penanda(konteks),
        prasyarat=points,
        versi=versi_pembuat(),
    )


def _printed(opened: list[Prasyarat], alasan: str) -> tuple[dict[str, str], ...]:
    return tuple(
        {"prasyarat": point.judul, "keadaan": point.keterangan, "alasan": alasan}
        for point in opened
    )


def buat_berkas(snapshot: bytes, nomor: str, note: Tahap) -> dict[JenisBerkasEdisi, bytes]:
    """The files of an edition; nothing but the bytes of its snapshot is read for them."""
    isi = bacakan(snapshot)

    def pages(count: int) -> None:
        note(f"{count} halaman tertata", 35 + 60 * count // EXPECTED_PAGES)

    note("Membuat HTML dan Excel", 25)
    files = {
        JenisBerkasEdisi.CUPLIKAN: snapshot,
        JenisBerkasEdisi.HTML: html(isi, nomor),
        JenisBerkasEdisi.XLSX: xlsx(isi, nomor),
    }
    note("Menata halaman PDF", 30)
    return files | {JenisBerkasEdisi.PDF: pdf(isi, nomor, pages)}


def rincian(isi: Cuplikan) -> dict[str, Any]:
    """What pages show of an edition without opening its snapshot. No name of a verifier."""
    return {
        "judul": isi.dokumen.title,
        "pd": asdict(isi.dokumen.pd),
        "penanda": asdict(isi.penanda) if isi.penanda else None,
        "prasyarat": [asdict(point) for point in isi.prasyarat],
        "angka": [asdict(replace(row, nama_pemeriksa="")) for row in isi.angka],
        "versi": dict(isi.versi),
        "tabel": len(isi.dokumen.tables),
        "gambar": len(isi.dokumen.figures),
    }
