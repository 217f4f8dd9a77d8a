"""One line per program, for the executive summary; the base of efficiency is named."""

from lkip.tables import Column, Kind
from reports.keterangan import keterangan_anggaran
from reports.sections import TableSection

COLUMNS = (
    Column("nama", "Program", width=34),
    Column("pagu", "Pagu (Rp)", Kind.RUPIAH, 19, total=True),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 19, total=True),
    Column("serapan", "Serapan", Kind.PERCENT, 10, ratio=("realisasi", "pagu")),
    Column("sisa", "Sisa (Rp)", Kind.RUPIAH, 17, total=True),
    Column("efisiensi", "Efisiensi", Kind.PERCENT, 10, ratio=("sisa", "pagu")),
)
BASE_NOTE = "Efisiensi adalah sisa anggaran dibagi pagu."

SECTION = TableSection(
    slug="ikhtisar-program",
    title=lambda k: f"Realisasi anggaran menurut program tahun {k.tahun}",
    columns=COLUMNS,
    rows=lambda k: k.program,
    total="Jumlah",
    notes=lambda k: (BASE_NOTE, *keterangan_anggaran(k.program)),
)
