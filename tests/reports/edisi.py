"""Editions for tests: a small report with every kind of part and cell, frozen without a worker."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils import timezone

from lkip.tables import Column, Kind, Row, RowKind, Table, Tanpa
from reports.actions_edisi import bekukan_edisi, mulai_bekukan
from reports.angka_terbit import AngkaTerbit, BuktiTerbit, Penanda
from reports.charts import Titik
from reports.cuplikan import Cuplikan, Keterangan, sidik_cuplikan, tuliskan
from reports.edisi_cetak import html, nomor_edisi, xlsx
from reports.enums import JenisBerkasEdisi, JenisEdisi
from reports.models import Edisi
from reports.naskah import (
    Document,
    Entry,
    NumberedFigure,
    NumberedTable,
    Pemilik,
    PrintedText,
    Unit,
)
from reports.pembekuan import rincian
from reports.prasyarat import Prasyarat
from workforce.models import PerangkatDaerah, User

SAAT = datetime(2024, 2, 20, 3, 0, tzinfo=UTC)
ALASAN = "Reviu dijadwalkan sesudah tenggat gubernur."


def keterangan(**lain) -> Keterangan:
    isi = {
        "jenis": JenisEdisi.FINAL,
        "urutan": 1,
        "judul": "Laporan final",
        "catatan": "",
        "alasan": ALASAN,
        "mengoreksi": "",
        "dibuat": SAAT,
        "alamat": "https://lkip.example.go.id",
    }
    return Keterangan(**isi | lain)


def naskah(**lain) -> Document:
    """A small report with every kind of part and cell."""
    columns = (
        Column("nama", "Nama"),
        Column("nilai", "Nilai", Kind.NUMBER, total=True),
        Column("bagi", "Bagian", Kind.PERCENT, ratio=("nilai", "nilai")),
        Column("hari", "Hari", Kind.DATE),
    )
    rows = (
        Row({}, RowKind.GROUP, "Kelompok"),
        Row({"nama": "Satu", "nilai": Decimal("1.50"), "bagi": 3, "hari": date(2023, 12, 31)}),
        Row({"nama": "Dua", "nilai": Tanpa("N/A", "Belum ada."), "bagi": None}, mark=True),
        Row({"nilai": Decimal("1.50"), "bagi": Decimal(100)}, RowKind.TOTAL, "Jumlah"),
    )
    isi = {
        "pd": Pemilik("CONTOH", "Dinas Contoh", "Kota Contoh", "Jalan Contoh"),
        "tahun": 2023,
        "units": (
            Unit("bab", '<h1>Bab</h1><img class="grafik" src="gambar:g1" alt="Grafik 1. Ini">'),
        ),
        "contents": (Entry("bab", "BAB I", "Bab"),),
        "lists": {"Tabel": (Entry("t1", "Tabel 1", "Tabel"),)},
        "tables": (NumberedTable("t1", "Tabel 1", "Tabel", Table(columns, rows, ("Catatan.",))),),
        "texts": (PrintedText("teks", "", "<p>Satu. Dua.</p>"),),
        "figures": (NumberedFigure("g1", "Grafik 1", "Ini", (Titik("a", Decimal("2.5")),)),),
        "drawings": {"g1": "<svg>gambar</svg>"},
    }
    return Document(**isi | lain)


def cuplikan(**lain) -> Cuplikan:
    return Cuplikan(
        keterangan=keterangan(**lain),
        dokumen=naskah(),
        angka=(
            AngkaTerbit(
                "I01",
                "Layanan tepat waktu",
                "Persen",
                "90",
                "95,5",
                "106,11%",
                "Surat BKN",
                "Diverifikasi",
                "Verifikator",
                "Rahasia Dagang",
                "20 Februari 2024",
                (BuktiTerbit("Laporan", "a" * 64), BuktiTerbit("Tautan", "")),
            ),
        ),
        penanda=Penanda("Kepala Rekaan", "Kepala Dinas Contoh"),
        prasyarat=(Prasyarat("teks", "Semua teks disetujui", False, "0 dari 1.", ("penulisan",)),),
        versi={"django": "5"},
    )


ISI = tuliskan(cuplikan())
SIDIK = sidik_cuplikan(ISI)
NOMOR = nomor_edisi(cuplikan(), SIDIK)


def edisi_beku(
    pd: PerangkatDaerah,
    by: User,
    isi: Cuplikan | None = None,
    *,
    induk: Edisi | None = None,
    **lain,
) -> Edisi:
    """A frozen edition with the files of a small report."""
    isi = isi or cuplikan(**lain)
    now = timezone.now()
    row = Edisi.objects.create(
        pd=pd,
        tahun=2023,
        urutan=isi.keterangan.urutan,
        jenis=isi.keterangan.jenis,
        judul=isi.keterangan.judul,
        mengoreksi=induk,
        kemajuan_pada=now,
        dibuat_oleh=by,
        dibuat_pada=now,
        diubah_oleh=by,
    )
    snapshot = tuliskan(isi)
    number = nomor_edisi(isi, sidik_cuplikan(snapshot))
    files = {
        JenisBerkasEdisi.CUPLIKAN: snapshot,
        JenisBerkasEdisi.HTML: html(isi, number),
        JenisBerkasEdisi.PDF: b"%PDF-1.7 isi",
        JenisBerkasEdisi.XLSX: xlsx(isi, number),
    }
    work = mulai_bekukan(pk=row.pk, percobaan=1)
    return bekukan_edisi(edisi=work, nomor=number, berkas=files, rincian=rincian(isi))
