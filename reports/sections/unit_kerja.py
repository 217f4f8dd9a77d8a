"""The units of the agency with the unit above each."""

from lkip.tables import Column
from reports.context import Konteks
from reports.sections import TableSection
from workforce.queries import rata

COLUMNS = (
    Column("nama", "Unit kerja", width=46),
    Column("jenis", "Jenis", width=18),
    Column("induk", "Unit induk", width=36),
)


def _rows(konteks: Konteks) -> list[dict[str, str]]:
    tree = rata(konteks.pohon_unit) if konteks.pohon_unit else ()
    names = {node.unit.pk: node.unit.nama for node in tree}
    return [
        {
            "nama": node.unit.nama,
            "jenis": node.unit.get_jenis_display(),
            "induk": names.get(node.unit.induk_id or 0, ""),
        }
        for node in tree
    ]


SECTION = TableSection(
    slug="unit-kerja",
    title=lambda k: f"Unit kerja {k.pd.singkatan}",
    columns=COLUMNS,
    rows=_rows,
)
