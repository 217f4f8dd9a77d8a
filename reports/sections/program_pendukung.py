"""Which programs and activities serve which indicator, from the links in the budget."""

from lkip.tables import Column, Value
from reports.context import Konteks
from reports.sections import TableSection

COLUMNS = (
    Column("kode", "Kode", width=7),
    Column("nama", "Indikator", width=40),
    Column("penunjang", "Kegiatan penunjang", width=38),
    Column("status", "Capaian", width=15),
)


def _rows(konteks: Konteks) -> list[dict[str, Value]]:
    status = {row.indikator: row.status.label for row in konteks.indikator}
    return [
        {
            "kode": row.indikator.kode,
            "nama": row.indikator.nama,
            "penunjang": "; ".join(level.nama for level in row.tingkat),
            "status": status.get(row.indikator),
        }
        for row in konteks.penunjang
    ]


SECTION = TableSection(
    slug="program-pendukung-indikator",
    title="Kegiatan yang menunjang setiap indikator",
    columns=COLUMNS,
    rows=_rows,
)
