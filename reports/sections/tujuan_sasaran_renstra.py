"""Tujuan, sasaran and indicators of the Renstra with the target of each year."""

from collections.abc import Iterable

from indicators.queries import TargetRenstra
from lkip.tables import Column, Kind, Value
from reports.context import Konteks
from reports.sections import Each, TableSection


def _years(konteks: Konteks) -> list[int]:
    years = {year for row in konteks.renstra for year in row.target}
    return sorted(year for year in years if year >= konteks.tahun)


def _row(row: TargetRenstra, years: Iterable[int]) -> dict[str, Value]:
    return {
        "tujuan": row.tujuan,
        "sasaran": row.sasaran,
        "indikator": row.indikator.nama,
        **{str(year): row.sel(year) for year in years},
    }


def _make(konteks: Konteks) -> list[TableSection]:
    years = _years(konteks)
    columns = (
        Column("tujuan", "Tujuan", width=26),
        Column("sasaran", "Sasaran", width=26),
        Column("indikator", "Indikator", width=28),
        *(Column(str(y), str(y), Kind.NUMBER, 8, span="Target") for y in years),
    )
    rows = [_row(row, years) for row in konteks.renstra]
    return [
        TableSection(
            slug="tujuan-sasaran-renstra",
            title="Tujuan, sasaran, indikator, dan target Renstra",
            columns=columns,
            rows=lambda k: rows,
        )
    ]


SECTION = Each(slug="tujuan-sasaran-renstra-semua", make=_make)
