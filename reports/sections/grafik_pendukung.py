"""Charts drawn from an agency's own supporting tables."""

from decimal import Decimal

from indicators.queries import TabelIsi
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.sections import ChartSection


def bars(
    slug: str, title: str, tabel: str, kategori: str, nilai: str, satuan: str, *, desimal: int = 0
) -> ChartSection:
    """Bars of one column of a supporting table, one per row; left out without the table."""

    def make(konteks: Konteks) -> Chart | None:
        isi = konteks.tabel.get(tabel)
        return _chart(konteks, isi, kategori, nilai, satuan, desimal) if isi else None

    return ChartSection(slug=slug, title=title, chart=make)


def _chart(
    konteks: Konteks, isi: TabelIsi, kategori: str, nilai: str, satuan: str, desimal: int
) -> Chart:
    totals: dict[str, Decimal] = {}
    for row in isi.baris:
        value = row.get(nilai)
        if isinstance(value, Decimal):
            label = str(row[kategori])
            totals[label] = totals.get(label, Decimal(0)) + value
    return Chart(
        bentuk="batang",
        titik=tuple(
            Titik(label, value, tebal=konteks.pd.nama in label) for label, value in totals.items()
        ),
        satuan=satuan,
        keterangan=f"{isi.tabel.judul}: {satuan} menurut {kategori.replace('_', ' ')}.",
        desimal=desimal,
    )
