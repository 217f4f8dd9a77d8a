"""Who reaches the retirement age within five years, counted only."""

from lkip.tables import Column, Kind, Value
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.sections import ChartSection, TableSection
from workforce.enums import KelompokJabatan

COLUMNS = (
    Column("tahun", "Tahun", width=16),
    *(Column(k.value, k.label, Kind.NUMBER, 16, total=True) for k in KelompokJabatan),
    Column("jumlah", "Jumlah", Kind.NUMBER, 14, total=True),
)


def _rows(konteks: Konteks) -> list[dict[str, Value]]:
    if not konteks.pegawai:
        return []
    return [
        {"tahun": str(row.tahun), **row.menurut_kelompok, "jumlah": row.jumlah}
        for row in konteks.pensiun
    ]


def _chart(konteks: Konteks) -> Chart | None:
    if not konteks.pegawai:
        return None
    return Chart(
        bentuk="kolom",
        titik=tuple(Titik(str(row.tahun), row.jumlah) for row in konteks.pensiun),
        satuan="pegawai",
        keterangan="Pegawai yang mencapai batas usia pensiun per tahun.",
        tinggi=150,
    )


SECTION = TableSection(
    slug="pensiun-lima-tahun",
    title="Pegawai yang mencapai batas usia pensiun dalam lima tahun",
    columns=COLUMNS,
    rows=_rows,
    total="Jumlah",
)
CHART = ChartSection(
    slug="grafik-pensiun",
    title="Pegawai yang mencapai batas usia pensiun per tahun",
    chart=_chart,
)
