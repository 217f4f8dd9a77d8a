"""Civil servants of the government that the agency serves, in all published breakdowns."""

from lkip.tables import Column, Kind
from reports.context import Konteks
from reports.sections import TableSection

COLUMNS = (
    Column("kategori", "Kategori", width=34),
    Column("pns", "PNS dan CPNS", Kind.NUMBER, 16, total=True),
    Column("pppk", "PPPK", Kind.NUMBER, 16, total=True),
    Column("jumlah", "Jumlah", Kind.NUMBER, 16, total=True),
    Column("persen", "Persen", Kind.PERCENT, 14, total=True),
)


def _rows(konteks: Konteks) -> list[dict[str, object]]:
    return [
        {
            "rincian": rincian.nama,
            "kategori": baris.objek.kategori,
            "pns": baris.objek.pns,
            "pppk": baris.objek.pppk,
            "jumlah": baris.objek.jumlah,
            "persen": baris.persen,
        }
        for rincian in konteks.statistik
        for baris in rincian.baris
    ]


SECTION = TableSection(
    slug="asn-provinsi",
    title=lambda k: f"ASN {k.pd.pemerintah_daerah} per 31 Desember {k.tahun}",
    columns=COLUMNS,
    rows=_rows,
    group=lambda row: row["rincian"],
    subtotal="Jumlah",
)
