"""Recommendations of evaluations and what was done about them."""

from lkip.tables import Column, Value
from reports.context import Konteks
from reports.sections import TableSection

COLUMNS = (
    Column("nomor", "No", width=6),
    Column("rekomendasi", "Rekomendasi", width=50),
    Column("tindak_lanjut", "Tindak lanjut", width=28),
    Column("status", "Hasil", width=14),
)


def _rows(konteks: Konteks) -> list[dict[str, Value]]:
    return [
        {
            "evaluasi": f"Evaluasi {row.evaluasi}",
            "nomor": row.nomor,
            "rekomendasi": row.rekomendasi,
            "tindak_lanjut": row.tindak_lanjut,
            "status": row.get_status_display(),
        }
        for row in konteks.rekomendasi
    ]


SECTION = TableSection(
    slug="tindak-lanjut",
    title="Tindak lanjut rekomendasi evaluasi",
    columns=COLUMNS,
    rows=_rows,
    group=lambda row: row["evaluasi"],
)
