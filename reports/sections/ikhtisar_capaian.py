"""Achievement of the strategic sasaran, for the executive summary."""

from decimal import Decimal

from indicators.enums import JenisSasaran
from lkip.tables import Column, Kind
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.keterangan import keterangan_nilai
from reports.sections import ChartSection, TableSection

COLUMNS = (
    Column("sasaran_teks", "Sasaran", width=30),
    Column("nama", "Indikator", width=34),
    Column("satuan", "Satuan", width=9),
    Column("target", "Target", Kind.NUMBER, 9),
    Column("realisasi", "Realisasi", Kind.NUMBER, 11),
    Column("capaian", "Capaian", Kind.PERCENT, 11),
)


def _rows(konteks: Konteks) -> list[dict[str, object]]:
    return [
        {
            "sasaran_teks": row.sasaran.sasaran,
            "nama": row.nama,
            "satuan": row.satuan,
            "target": row.target,
            "realisasi": row.realisasi,
            "capaian": row.capaian,
        }
        for row in konteks.indikator_jenis(JenisSasaran.STRATEGIS)
    ]


def _chart(konteks: Konteks) -> Chart:
    rows = konteks.indikator_jenis(JenisSasaran.STRATEGIS)
    return Chart(
        bentuk="batang",
        titik=tuple(Titik(f"{row.kode} {row.nama}", row.tahunan.hasil.persen) for row in rows),
        satuan="capaian (%)",
        keterangan="Capaian tiap indikator sasaran strategis; garis putus-putus adalah 100%.",
        acuan=Decimal(100),
        desimal=2,
    )


SECTION = TableSection(
    slug="ikhtisar-capaian",
    title=lambda k: f"Capaian sasaran strategis tahun {k.tahun}",
    columns=COLUMNS,
    rows=_rows,
    notes=lambda k: keterangan_nilai(
        (row.kode, row.tahunan) for row in k.indikator_jenis(JenisSasaran.STRATEGIS)
    ),
)
CHART = ChartSection(
    slug="grafik-capaian-strategis",
    title=lambda k: f"Capaian indikator sasaran strategis tahun {k.tahun}",
    chart=_chart,
)
