"""The regulations that the report rests on."""

from lkip.tables import Column
from reports.sections import TableSection

COLUMNS = (
    Column("jenis", "Jenis", width=26),
    Column("nomor", "Nomor", width=9),
    Column("tahun", "Tahun", width=9),
    Column("judul", "Tentang", width=56),
)

SECTION = TableSection(
    slug="regulasi",
    title="Dasar hukum",
    columns=COLUMNS,
    rows=lambda k: k.regulasi,
)
