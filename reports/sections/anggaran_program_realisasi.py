"""Original and amended ceilings of the programs with what was spent."""

from lkip.tables import Column, Kind
from reports.keterangan import keterangan_anggaran
from reports.sections import TableSection

COLUMNS = (
    Column("nama", "Program", width=34),
    Column("pagu_murni", "APBD (Rp)", Kind.RUPIAH, 20, total=True),
    Column("pagu", "APBD Perubahan (Rp)", Kind.RUPIAH, 20, total=True),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 20, total=True),
    Column("serapan", "Serapan", Kind.PERCENT, 11, ratio=("realisasi", "pagu")),
)

SECTION = TableSection(
    slug="anggaran-program-realisasi",
    title=lambda k: f"Anggaran dan realisasi program tahun {k.tahun}",
    columns=COLUMNS,
    rows=lambda k: k.program,
    total="Jumlah",
    notes=lambda k: keterangan_anggaran(k.program),
)
