"""Mean achievement and predicate of every sasaran."""

from lkip.scales import predikat
from lkip.tables import DATA_BELUM_RILIS, Column, Kind, Tanpa
from reports.context import Konteks
from reports.sections import TableSection

COLUMNS = (
    Column("nomor", "No", width=5),
    Column("sasaran", "Sasaran", width=50),
    Column("terukur", "Terukur", width=12),
    Column("rata_rata", "Capaian rata-rata", Kind.PERCENT, 15),
    Column("predikat", "Kategori", width=18),
)


def _rows(konteks: Konteks) -> list[dict[str, object]]:
    scale = konteks.tingkat_capaian
    return [
        {
            "jenis": row.sasaran.get_jenis_display(),
            "nomor": str(row.sasaran.urutan),
            "sasaran": row.sasaran.sasaran,
            "terukur": f"{row.hasil.terukur} dari {row.hasil.jumlah}",
            "rata_rata": (
                Tanpa(DATA_BELUM_RILIS if row.belum_rilis else "-")
                if row.hasil.rata_rata is None
                else row.hasil.rata_rata
            ),
            "predikat": getattr(predikat(row.hasil.rata_rata, scale), "sebutan", None),
        }
        for row in konteks.sasaran
    ]


SECTION = TableSection(
    slug="ringkasan-sasaran",
    title=lambda k: f"Capaian rata-rata per sasaran tahun {k.tahun}",
    columns=COLUMNS,
    rows=_rows,
    group=lambda row: row["jenis"],
)
