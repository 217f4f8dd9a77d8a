"""Charts of the dashboard of performance with the tables behind them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lkip.tables import Column, Kind
from reports.charts import Chart, Titik
from reports.filters import SaringDasbor
from reports.grafik import Grafik
from reports.queries_baris import BarisDasbor
from reports.tables import tabel_hitungan, tabel_indikator

SERATUS = Decimal(100)
PANJANG = 60
CAPAIAN = (
    Column("kode", "Kode", width=6),
    Column("indikator", "Indikator", width=40),
    Column("nilai", "Nilai", Kind.NUMBER, width=10),
    Column("target", "Target periode", Kind.NUMBER, width=10),
    Column("capaian", "Capaian (%)", Kind.PERCENT, width=10),
    Column("status", "Status", width=16),
)


def grafik_kinerja(form: SaringDasbor) -> Iterator[Grafik]:
    """All charts of the dashboard: counts of all its indicators, achievement of those that pass."""
    papan = form.papan
    when = f"{papan.periode.label} {papan.tahun}"
    yield Grafik(
        nama="kinerja-status",
        judul=f"Indikator {papan.pd.singkatan} menurut status, {when}",
        gambar=Chart(
            bentuk="batang",
            titik=tuple(Titik(str(s.label), n) for s, n in papan.hitungan.items())
            if papan.baris
            else (),
            satuan="indikator",
            keterangan=" ".join(filter(None, [papan.pokok, form.seluruhnya])),
        ),
        tabel=tabel_hitungan(form),
    )
    rows = (*form.perlu_keputusan, *form.lainnya)
    yield Grafik(
        nama="kinerja-capaian",
        judul=f"Capaian indikator {papan.pd.singkatan}, {when}",
        gambar=Chart(
            bentuk="batang",
            titik=tuple(map(_titik, rows)),
            satuan="capaian (%)",
            keterangan=" ".join(filter(None, [_kalimat(rows), form.kalimat])),
            desimal=2,
            acuan=SERATUS,
        ),
        tabel=tabel_indikator(rows, CAPAIAN),
    )


def _titik(row: BarisDasbor) -> Titik:
    name = f"{row.isi.kode} {row.isi.nama}"
    short = name if len(name) <= PANJANG else f"{name[: PANJANG - 1].rstrip()}…"
    known = row.hasil.persen
    return Titik(short, known, teks="" if known is not None else row.status.status.label)


def _kalimat(rows: tuple[BarisDasbor, ...]) -> str:
    known = [row.hasil.persen for row in rows if row.hasil.persen is not None]
    reached = sum(persen >= SERATUS for persen in known)
    return (
        f"{reached} dari {len(rows)} indikator mencapai 100% targetnya, yang ditandai garis "
        f"putus-putus; {len(rows) - len(known)} belum dapat dihitung."
    )
