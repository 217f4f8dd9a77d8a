"""Tables of the dashboard for Excel and paper, from the rows that its page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from indicators.queries import BarisIndikator
from lkip.tables import Column, Kind, Table, build
from reports.filters import SaringDasbor
from reports.queries_baris import BarisDasbor

BUKU = (
    Column("status", "Status", width=12),
    Column("kode", "Kode", width=5),
    Column("indikator", "Indikator", width=34),
    Column("jenis", "Jenis sasaran", width=12),
    Column("unit", "Penanggung jawab", width=24),
    Column("satuan", "Satuan", width=9),
    Column("nilai", "Nilai", Kind.NUMBER, width=9),
    Column("target", "Target periode", Kind.NUMBER, width=9),
    Column("target_tahun", "Target tahun", Kind.NUMBER, width=9),
    Column("capaian", "Capaian (%)", Kind.PERCENT, width=9),
    Column("harapan", "Diharapkan hari ini", Kind.NUMBER, width=9),
    Column("proyeksi", "Proyeksi akhir tahun", Kind.NUMBER, width=9),
    Column("tren", "Tren capaian", width=26),
    Column("pemeriksaan", "Pemeriksaan", width=12),
    Column("bukti", "Bukti", Kind.NUMBER, width=6),
    Column("alasan", "Perlu keputusan karena", width=24),
    Column("mengapa", "Mengapa", width=40),
    Column("catatan", "Catatan", width=34),
)
KERTAS = (
    Column("lambang", "Status", width=13),
    Column("sebutan", "Indikator dan penanggung jawab", width=37),
    Column("nilai", "Nilai", Kind.NUMBER, width=9),
    Column("target", "Target periode", Kind.NUMBER, width=9),
    Column("target_tahun", "Target tahun", Kind.NUMBER, width=9),
    Column("capaian", "Capaian", Kind.PERCENT, width=9),
    Column("pemeriksaan", "Pemeriksaan", width=11),
    Column("alasan", "Perlu keputusan karena", width=14),
    Column("mengapa", "Mengapa", width=30),
)
HITUNGAN = (
    Column("status", "Status", width=20),
    Column("jumlah", "Jumlah indikator", Kind.NUMBER, width=10, total=True),
)
MUTU = (
    Column("nama", "Ukuran", width=16),
    Column("jumlah", "Jumlah", Kind.NUMBER, width=8, empty="tidak tercatat"),
    Column("dari", "Dari", Kind.NUMBER, width=8),
    Column("persen", "Persen", Kind.PERCENT, width=8),
    Column("keterangan", "Keterangan", width=30),
)


def _sel(row: BarisDasbor) -> dict[str, Any]:
    isi: BarisIndikator = row.isi
    status = row.status.status
    return {
        "status": status.label,
        "lambang": f"{status.lambang} {status.label}",
        "kode": isi.kode,
        "indikator": isi.nama,
        "sebutan": f"{isi.kode} {isi.nama} ({isi.satuan}). {row.pemilik.nama}",
        "jenis": isi.sasaran.get_jenis_display(),
        "unit": row.pemilik.nama,
        "satuan": isi.satuan,
        "nilai": row.nilai,
        "target": row.target,
        "target_tahun": isi.target,
        "capaian": row.hasil.persen,
        "harapan": row.harapan,
        "proyeksi": row.proyeksi.nilai,
        "tren": row.kalimat_tren,
        "pemeriksaan": row.verifikasi,
        "bukti": row.jumlah_bukti,
        "alasan": row.alasan,
        "mengapa": row.status.penjelasan,
        "catatan": row.catatan,
    }


def tabel_indikator(
    rows: Iterable[BarisDasbor], columns: tuple[Column, ...], *, catatan: Iterable[str] = ()
) -> Table:
    """Indicators of a dashboard as a table of those columns."""
    return build(columns, [_sel(row) for row in rows], notes=catatan, empty="Tidak ada.")


def tabel_hitungan(form: SaringDasbor) -> Table:
    """How many of all indicators stand where; says so when the page is filtered."""
    rows = [{"status": s.label, "jumlah": n} for s, n in form.papan.hitungan.items()]
    return build(HITUNGAN, rows, total="Jumlah", notes=filter(None, [form.seluruhnya]))


def tabel_mutu(form: SaringDasbor) -> Table:
    """Quality of all values that are due; says so when the page is filtered."""
    return build(MUTU, form.papan.mutu, notes=filter(None, [form.seluruhnya]))


def buku_dasbor(form: SaringDasbor) -> list[tuple[str, str, Table]]:
    """Sheets of the workbook: what the page shows, with its filters; counts and quality of all."""
    papan = form.papan
    when = f"{papan.periode.label} {papan.tahun}"
    notes = [
        "Status menurut aturan berurutan; aturan pertama yang cocok berlaku.",
        *filter(None, [form.kalimat]),
    ]
    shown = (*form.perlu_keputusan, *form.lainnya)
    return [
        ("Indikator", f"Dashboard kinerja {when}", tabel_indikator(shown, BUKU, catatan=notes)),
        ("Status", f"Jumlah indikator menurut status, {when}", tabel_hitungan(form)),
        ("Mutu data", f"Mutu data {when}", tabel_mutu(form)),
    ]
