"""What the Perjanjian Kinerja promises and how it is measured."""

from lkip.tables import Column, Kind, Value
from reports.context import Konteks
from reports.sections import TableSection

COLUMNS = (
    Column("nomor", "No", width=4),
    Column("indikator", "Indikator", width=20),
    Column("sumber", "Sumber data", width=9),
    Column("hukum", "Dasar hukum", width=20),
    Column("definisi", "Definisi", width=24),
    Column("formula", "Formula", width=20),
    Column("target", "Target", Kind.NUMBER, 8),
    Column("satuan", "Satuan", width=8),
)


def _rows(konteks: Konteks) -> list[dict[str, Value]]:
    return [
        {
            "sasaran": f"{row.sasaran.get_jenis_display()}: {row.sasaran.sasaran}",
            "nomor": str(row.nomor),
            "indikator": row.nama,
            "sumber": row.item.sumber_data,
            "hukum": row.indikator.dasar_hukum,
            "definisi": row.indikator.definisi,
            "formula": row.indikator.formula,
            "target": row.target,
            "satuan": row.satuan,
        }
        for row in konteks.indikator
    ]


SECTION = TableSection(
    slug="pk-indikator",
    title=lambda k: f"Sasaran, indikator, dan pengukuran Perjanjian Kinerja {k.tahun}",
    columns=COLUMNS,
    rows=_rows,
    group=lambda row: row["sasaran"],
    landscape=True,
)
