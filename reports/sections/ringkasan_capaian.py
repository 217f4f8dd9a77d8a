"""How many indicators stand where, by kind of sasaran; the table behind the counts in prose."""

from decimal import Decimal

from indicators.calculations import StatusCapaian
from indicators.enums import JenisSasaran
from indicators.queries import hitungan
from lkip.tables import Column, Kind
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.sections import ChartSection, TableSection

STATUS = (
    StatusCapaian.MELAMPAUI,
    StatusCapaian.TERCAPAI,
    StatusCapaian.BELUM_TERCAPAI,
    StatusCapaian.MENUNGGU_DATA,
)
COLUMNS = (
    Column("jenis", "Jenis sasaran", width=28),
    Column("jumlah", "Indikator", Kind.NUMBER, 12, total=True),
    *(Column(s.value, s.label, Kind.NUMBER, 15, total=True) for s in STATUS),
)


def _rows(konteks: Konteks) -> list[dict[str, object]]:
    rows = []
    for jenis in JenisSasaran:
        counts = hitungan(konteks.indikator_jenis(jenis))
        rows.append(
            {"jenis": jenis.label, "jumlah": counts.jumlah}
            | {status.value: counts.dari(status) for status in STATUS}
        )
    return rows if konteks.indikator else []


def _chart(konteks: Konteks) -> Chart:
    return Chart(
        bentuk="batang",
        titik=tuple(Titik(row.kode, row.tahunan.hasil.persen) for row in konteks.indikator),
        satuan="capaian (%)",
        keterangan="Capaian menurut kode indikator; kode tanpa batang belum mempunyai realisasi.",
        acuan=Decimal(100),
        desimal=2,
    )


def _status_chart(konteks: Konteks) -> Chart | None:
    if not konteks.indikator:
        return None
    counts = {jenis: hitungan(konteks.indikator_jenis(jenis)) for jenis in JenisSasaran}
    return Chart(
        bentuk="kolom",
        titik=tuple(
            Titik(str(jenis.label), counts[jenis].dari(status), status.label)
            for jenis in JenisSasaran
            for status in STATUS
        ),
        satuan="indikator",
        keterangan="Jumlah indikator menurut jenis sasaran dan keadaan capaiannya.",
    )


SECTION = TableSection(
    slug="ringkasan-capaian",
    title=lambda k: f"Jumlah indikator menurut jenis sasaran dan capaian tahun {k.tahun}",
    columns=COLUMNS,
    rows=_rows,
    total="Jumlah",
)
CHART = ChartSection(
    slug="grafik-capaian",
    title=lambda k: f"Capaian setiap indikator tahun {k.tahun}",
    chart=_chart,
)
STATUS_CHART = ChartSection(
    slug="grafik-status",
    title=lambda k: f"Keadaan indikator menurut jenis sasaran tahun {k.tahun}",
    chart=_status_chart,
)
