"""Annexes: the agreement with its quarterly targets, the evidence list, the review form."""

from collections.abc import Iterable, Mapping
from typing import Any

from lkip.tables import Column, Kind, Value
from reports.context import Konteks
from reports.sections import TableSection, TemplateSection

ANNEX = (
    Column("nomor", "No", width=4),
    Column("indikator", "Indikator", width=32),
    Column("sumber", "Sumber data", width=11),
    Column("tw1", "TW I", Kind.NUMBER, 8, span="Target"),
    Column("tw2", "TW II", Kind.NUMBER, 8, span="Target"),
    Column("tw3", "TW III", Kind.NUMBER, 8, span="Target"),
    Column("tw4", "TW IV", Kind.NUMBER, 8, span="Target"),
    Column("target", "Tahunan", Kind.NUMBER, 9, span="Target"),
    Column("satuan", "Keterangan", width=10),
)
EVIDENCE = (
    Column("kode", "Indikator", width=10),
    Column("judul", "Bukti dukung", width=38),
    Column("rujukan", "Rujukan", width=20),
    Column("sha256", "SHA-256", width=22),
    # A published document names no staff; who verified stands in the application.
    Column("keadaan", "Keadaan nilai", width=12),
)


def _statement(konteks: Konteks) -> Mapping[str, Any] | None:
    return {"perjanjian": konteks.perjanjian} if konteks.perjanjian else None


def _annex(konteks: Konteks) -> list[dict[str, Value]]:
    return [
        {
            "sasaran": f"{row.sasaran.get_jenis_display()} {row.sasaran.urutan}: "
            f"{row.sasaran.sasaran}",
            "nomor": str(row.nomor),
            "indikator": row.nama,
            "sumber": row.item.sumber_data,
            "target": row.target,
            "satuan": row.satuan,
        }
        | {f"tw{q.periode.value}": q.sel_target for q in row.triwulan}
        for row in konteks.indikator
    ]


def _annex_notes(konteks: Konteks) -> list[str]:
    doubtful = [
        row.kode
        for row in konteks.indikator
        if any(q.status_target == "ragu" for q in row.triwulan)
    ]
    notes = ["N/A berarti tidak ada target pada triwulan itu."]
    if doubtful:
        notes.append(
            f"Target triwulan {', '.join(doubtful)} perlu dipastikan: pembacaan dokumen sumber "
            "meragukan."
        )
    return notes


def _programs(konteks: Konteks) -> Iterable[Any]:
    """The agency's programs stand in its head's agreement only."""
    perjanjian = konteks.perjanjian
    return konteks.program if perjanjian is None or perjanjian.jabatan.kepala_pd else ()


def _evidence(konteks: Konteks) -> Iterable[dict[str, Value]]:
    for row in konteks.indikator:
        realisasi = row.tahunan.realisasi
        if realisasi is None:
            continue
        for bukti in realisasi.bukti.all():
            yield {
                "kode": row.kode,
                "judul": bukti.judul,
                "rujukan": bukti.rujukan,
                "sha256": bukti.sha256[:16] or "berkas tidak disertakan",
                "keadaan": realisasi.get_status_display(),
            }


STATEMENT = TemplateSection(
    slug="pernyataan-perjanjian",
    template="reports/bagian/pernyataan_pk.html",
    context=_statement,
)
ANNEX_TABLE = TableSection(
    slug="lampiran-perjanjian",
    title=lambda k: f"Lampiran Perjanjian Kinerja tahun {k.tahun}",
    columns=ANNEX,
    rows=_annex,
    group=lambda row: row["sasaran"],
    notes=_annex_notes,
    landscape=True,
)
PROGRAMS = TableSection(
    slug="lampiran-program",
    title=lambda k: f"Program dan anggaran Perjanjian Kinerja tahun {k.tahun}",
    columns=(
        Column("nama", "Program", width=60),
        Column("pagu", "Anggaran (Rp)", Kind.RUPIAH, 30, total=True),
    ),
    rows=_programs,
    total="Jumlah",
    notes=lambda k: ("Anggaran menurut APBD Perubahan.",),
    landscape=True,
)
EVIDENCE_TABLE = TableSection(
    slug="bukti-dukung",
    title=lambda k: f"Bukti dukung realisasi tahun {k.tahun}",
    columns=EVIDENCE,
    rows=_evidence,
)
EXCEPTIONS = TableSection(
    slug="temuan-diterima",
    title=lambda k: f"Temuan pemeriksaan laporan tahun {k.tahun} yang diterima",
    columns=(
        Column("kalimat", "Temuan", width=55),
        Column("alasan", "Alasan", width=45),
    ),
    rows=lambda k: k.pengecualian,
)
EDITION = TableSection(
    slug="prasyarat-edisi",
    title="Prasyarat edisi final yang belum terpenuhi",
    columns=(
        Column("prasyarat", "Prasyarat", width=30),
        Column("keadaan", "Keadaan saat dibekukan", width=35),
        Column("alasan", "Alasan", width=35),
    ),
    rows=lambda k: k.pengecualian_edisi,
)
