"""Where the year stands on the way to the end of the plan period.

Every value is judged by the target of the plan that stands beside it, not by the agreement's.
"""

from collections.abc import Iterator
from decimal import Decimal

from indicators.calculations import status_capaian
from indicators.queries import BarisIndikator, NilaiTahun, TargetRenstra
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
        Column("menuju", f"Capaian {this}", Kind.PERCENT, 11, span="Target akhir"),
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
        **_year(target, row.lalu, "_lalu"),
        **_year(target, row.tahunan),
        "akhir": target.sel(_end(konteks)),
        "menuju": _menurut_rencana(target, row.tahunan, _end(konteks)).sel_capaian,
    }


def _year(target: TargetRenstra, isi: NilaiTahun, suffix: str = "") -> dict[str, Value]:
    judged = _menurut_rencana(target, isi, isi.tahun)
    return {
        f"target{suffix}": target.sel(isi.tahun),
        f"realisasi{suffix}": isi.sel_realisasi,
        f"status{suffix}": status_capaian(judged.hasil).label,
    }


def _menurut_rencana(target: TargetRenstra, isi: NilaiTahun, tahun: int) -> NilaiTahun:
    return isi.terhadap(target.target.get(tahun), target.teks.get(tahun, ""))


def _notes(konteks: Konteks) -> list[str]:
    """Which target judges, and where plan and agreement promised different things."""
    rows = {b.indikator: b for b in konteks.indikator}
    known = [(rows[t.indikator], t) for t in konteks.renstra if t.indikator in rows]
    if not known:
        return []
    rule = "Tingkat capaian menilai realisasi terhadap target dokumen perencanaan."
    return [rule, *(note for row, target in known for note in _beda(row, target))]


def _beda(row: BarisIndikator, target: TargetRenstra) -> Iterator[str]:
    for isi in (row.lalu, row.tahunan):
        planned, promised = _tercetak(target.sel(isi.tahun)), _tercetak(isi.sel_target)
        if "-" not in (planned, promised) and planned != promised:
            yield (
                f"{row.kode}: target {isi.tahun} pada dokumen perencanaan {planned}, pada "
                f"perjanjian kinerja {promised}; tabel ini memakai yang pertama."
            )


def _tercetak(target: Value) -> str:
    return format_number(target) if isinstance(target, Decimal) else str(target)


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
