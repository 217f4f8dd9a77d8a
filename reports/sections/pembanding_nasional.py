"""The agency's standing beside others, its own position marked."""

from lkip.tables import Column, Kind
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.sections import ChartSection, TableSection

COLUMNS = (
    Column("urutan", "Peringkat", Kind.NUMBER, 10),
    Column("nama", "Pemerintah daerah", width=50),
    Column("tahun", "Tahun", width=10),
    Column("nilai", "Nilai", Kind.NUMBER, 14),
)


def _chart(konteks: Konteks) -> Chart:
    rows = konteks.pembanding
    return Chart(
        bentuk="batang",
        titik=tuple(Titik(r.nama, r.nilai, tebal=r.posisi_sendiri) for r in rows),
        satuan=rows[0].skala if rows else "",
        keterangan="Nilai tiap daerah; batang berwarna lain menandai posisi sendiri.",
        desimal=1,
    )


SECTION = TableSection(
    slug="pembanding-nasional",
    title="Perbandingan dengan pemerintah daerah lain",
    columns=COLUMNS,
    rows=lambda k: k.pembanding,
    mark=lambda row: row.posisi_sendiri,
    notes=lambda k: [f"{k.pembanding[0].skala}."] if k.pembanding else [],
)
CHART = ChartSection(
    slug="grafik-pembanding",
    title="Posisi terhadap pemerintah daerah lain",
    chart=_chart,
)
