"""Where the year stands on the way to the end of the plan period."""

from indicators.calculations import status_capaian
from indicators.queries import TargetRenstra
from lkip.numbers import format_number
from lkip.tables import TIDAK_TERSEDIA, Column, Kind, Tanpa, Value
from reports.context import Konteks
from reports.sections import Each, TableSection


def _columns(konteks: Konteks) -> tuple[Column, ...]:
    last, this, end = konteks.tahun - 1, konteks.tahun, _end(konteks)
    return (
        Column("nama", "Indikator", width=28),
        Column("target_lalu", "Target", Kind.NUMBER, 10, span=str(last)),
        Column("realisasi_lalu", "Realisasi", Kind.NUMBER, 10, span=str(last)),
        Column("status_lalu", "Tingkat capaian", width=14, span=str(last)),
        Column("target", "Target", Kind.NUMBER, 10, span=str(this)),
        Column("realisasi", "Realisasi", Kind.NUMBER, 10, span=str(this)),
        Column("status", "Tingkat capaian", width=14, span=str(this)),
        Column("akhir", str(end), Kind.NUMBER, 10, span="Target akhir"),
    )


def _end(konteks: Konteks) -> int:
    return max((year for row in konteks.renstra for year in row.target), default=konteks.tahun)


def _row(konteks: Konteks, target: TargetRenstra) -> dict[str, Value]:
    row = next((b for b in konteks.indikator if b.indikator == target.indikator), None)
    missing = Tanpa(TIDAK_TERSEDIA)
    if row is None:
        return {"nama": target.indikator.nama, "realisasi": missing, "realisasi_lalu": missing}
    return {
        "nama": row.nama,
        "target_lalu": target.target.get(konteks.tahun - 1),
        "realisasi_lalu": row.lalu.sel_realisasi,
        "status_lalu": status_capaian(row.lalu.hasil).label,
        "target": target.target.get(konteks.tahun),
        "realisasi": row.realisasi,
        "status": row.status.label,
        "akhir": target.target.get(_end(konteks)),
    }


def _notes(konteks: Konteks) -> list[str]:
    """Where the plan and the agreement of the year before promised different things."""
    last, rows = konteks.tahun - 1, {b.indikator: b for b in konteks.indikator}
    notes = []
    for target in konteks.renstra:
        row, planned = rows.get(target.indikator), target.target.get(last)
        if row is None or None in (planned, row.lalu.target) or planned == row.lalu.target:
            continue
        notes.append(
            f"{row.kode}: target {last} pada dokumen perencanaan {format_number(planned)}, pada "
            f"perjanjian kinerja {format_number(row.lalu.target)}; tingkat capaian memakai yang "
            "terakhir."
        )
    return notes


def _make(konteks: Konteks) -> list[TableSection]:
    return [
        TableSection(
            slug="jangka-menengah",
            title="Realisasi terhadap target jangka menengah",
            columns=_columns(konteks),
            rows=lambda k: [_row(k, target) for target in k.renstra],
            notes=_notes,
        )
    ]


SECTION = Each(slug="jangka-menengah-semua", make=_make)
