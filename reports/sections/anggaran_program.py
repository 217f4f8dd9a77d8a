"""Programs with their original and amended ceilings."""

from lkip.tables import Column, Kind
from reports.sections import TableSection

COLUMNS = (
    Column("nama", "Program", width=48),
    Column("pagu_murni", "APBD (Rp)", Kind.RUPIAH, 26, total=True),
    Column("pagu", "APBD Perubahan (Rp)", Kind.RUPIAH, 26, total=True),
)

SECTION = TableSection(
    slug="anggaran-program",
    title=lambda k: f"Program dan anggaran tahun {k.tahun}",
    columns=COLUMNS,
    rows=lambda k: k.program,
    total="Jumlah",
)
