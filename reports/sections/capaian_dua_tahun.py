"""Target, realisasi and achievement of this year and the year before."""

from lkip.tables import Column, Kind, Value
from reports.context import Konteks
from reports.sections import Each, TableSection


def _columns(tahun: int) -> tuple[Column, ...]:
    this, last = str(tahun), str(tahun - 1)
    return (
        Column("nomor", "No", width=4),
        Column("nama", "Indikator", width=28),
        Column("satuan", "Satuan", width=8),
        Column("target_lalu", "Target", Kind.NUMBER, 9, span=last),
        Column("realisasi_lalu", "Realisasi", Kind.NUMBER, 9, span=last),
        Column("capaian_lalu", "Capaian", Kind.PERCENT, 10, span=last),
        Column("target", "Target", Kind.NUMBER, 9, span=this),
        Column("realisasi", "Realisasi", Kind.NUMBER, 9, span=this),
        Column("capaian", "Capaian", Kind.PERCENT, 10, span=this),
        Column("dasar", "Dasar penilaian", width=22),
    )


def _rows(konteks: Konteks) -> list[dict[str, Value]]:
    return [
        {
            "jenis": row.sasaran.get_jenis_display(),
            "nomor": str(row.nomor),
            "nama": row.nama,
            "satuan": row.satuan,
            "target_lalu": row.lalu.sel_target,
            "realisasi_lalu": row.lalu.sel_realisasi,
            "capaian_lalu": row.lalu.sel_capaian,
            "target": row.target,
            "realisasi": row.realisasi,
            "capaian": row.capaian,
            "dasar": row.dasar_penilaian,
        }
        for row in konteks.indikator
    ]


def _notes(konteks: Konteks) -> list[str]:
    return [
        f"{row.kode}: {row.lalu.hasil.penjelasan}"
        for row in konteks.indikator
        if row.lalu.realisasi is not None and row.lalu.realisasi.skala_berbeda
    ]


def _make(konteks: Konteks) -> list[TableSection]:
    tahun = konteks.tahun
    return [
        TableSection(
            slug="capaian-dua-tahun",
            title=f"Target, realisasi, dan capaian tahun {tahun - 1} dan {tahun}",
            columns=_columns(tahun),
            rows=_rows,
            group=lambda row: row["jenis"],
            notes=_notes,
            landscape=True,
        )
    ]


SECTION = Each(slug="capaian-dua-tahun-semua", make=_make)
