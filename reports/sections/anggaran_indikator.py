"""The budget that the plan assigns to each of its indicators."""

from lkip.tables import Column, Kind
from reports.context import Konteks
from reports.sections import TableSection

COLUMNS = (
    Column("nama", "Indikator", width=44),
    Column("pagu", "Anggaran (Rp)", Kind.RUPIAH, 20),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 20),
    Column("serapan", "Serapan", Kind.PERCENT, 12),
)


def _rows(konteks: Konteks) -> list[dict[str, object]]:
    return [
        {
            "nama": row.indikator.nama,
            "pagu": row.pagu,
            "realisasi": row.realisasi,
            "serapan": row.serapan,
        }
        for row in konteks.anggaran_indikator
    ]


SECTION = TableSection(
    slug="anggaran-indikator",
    title=lambda k: f"Anggaran per indikator tahun {k.tahun}",
    columns=COLUMNS,
    rows=_rows,
    notes=lambda k: (f"Anggaran per indikator tahun {k.tahun - 1} tidak tersedia.",),
)
