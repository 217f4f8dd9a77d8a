"""Actions of the coming year."""

from lkip.tables import Column
from reports.sections import TableSection

COLUMNS = (
    Column("kode", "Kode", width=9),
    Column("rencana_aksi", "Rencana aksi", width=44),
    Column("kode_target", "Kode target", width=11),
    Column("target", "Target", width=44),
)

SECTION = TableSection(
    slug="rencana-aksi",
    title=lambda k: f"Rencana aksi tahun {k.tahun + 1}",
    columns=COLUMNS,
    rows=lambda k: k.rencana_aksi,
    group=lambda row: row.kelompok,
)
