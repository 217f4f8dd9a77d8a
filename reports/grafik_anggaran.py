"""Charts of the budget dashboard with the tables behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from budget.calculations import AMBANG_SERAPAN
from budget.queries import BarisAnggaran
from lkip.tables import TIDAK_TERSEDIA, Column, Kind, Table, Tanpa, Value, build
from reports.charts import Chart, Titik
from reports.charts_dasbor import Kurva, Sebar, TitikSebar
from reports.enums import Kuadran
from reports.grafik import Grafik
from reports.queries_anggaran import BulanKurva, DasborAnggaran

SERATUS = Decimal(100)
RENCANA, REALISASI = "Rencana", "Realisasi"
MONEY = (
    Column("pagu", "Pagu (Rp)", Kind.RUPIAH, 17, total=True),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 17, total=True),
    Column("serapan", "Serapan", Kind.PERCENT, 10, ratio=("realisasi", "pagu")),
    Column("sisa", "Sisa (Rp)", Kind.RUPIAH, 16, total=True),
)
OUTPUT = Column("keluaran", "Keluaran", Kind.PERCENT, 11)
NAME = Column("nama", "Uraian", width=34)
QUALITY = Column("kualitas", "Kualitas", Kind.NUMBER, 10, places=2)
MONTH = (
    Column("nama", "Bulan", width=14),
    Column("rencana", "Rencana (Rp)", Kind.RUPIAH, 17),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 17),
    Column("rencana_persen", "Rencana", Kind.PERCENT, 10),
    Column("realisasi_persen", "Realisasi", Kind.PERCENT, 10),
    Column("beda", "Selisih (Rp)", Kind.RUPIAH, 16),
)
SPOT = (
    Column("nomor", "No", width=5),
    Column("nama", "Uraian", width=40),
    Column("tingkat", "Tingkat", width=13),
    Column("serapan", "Serapan", Kind.PERCENT, 10),
    Column("keluaran", "Keluaran", Kind.PERCENT, 11),
    Column("sisa", "Sisa (Rp)", Kind.RUPIAH, 16),
    Column("medan", "Kelompok", width=20),
)


def grafik_anggaran(papan: DasborAnggaran) -> Iterator[Grafik]:
    """All charts of the dashboard."""
    yield _kurva(papan)
    yield _serapan(papan, "program", papan.isi.program)
    yield _serapan(papan, "unit", papan.isi.unit)
    yield _kuadran(papan)
    yield _kualitas(papan)


def _kurva(papan: DasborAnggaran) -> Grafik:
    last = papan.terakhir
    points = [
        Titik(month.nama[:3], value, series, tebal=month == last)
        for series in (RENCANA, REALISASI)
        for month in papan.kurva
        if (value := _nilai(month, series)) is not None
    ]
    return Grafik(
        nama="anggaran-kurva",
        judul=f"Rencana dan realisasi kumulatif {papan.pd.singkatan} tahun {papan.tahun}",
        gambar=Kurva(
            titik=tuple(points),
            kategori=tuple(month.nama[:3] for month in papan.kurva),
            satuan="% pagu",
            keterangan=kalimat_kurva(papan),
        ),
        tabel=build(MONTH, map(_bulan, papan.kurva), notes=_belum(papan)),
    )


def _nilai(month: BulanKurva, series: str) -> Decimal | None:
    return month.rencana_persen if series == RENCANA else month.realisasi_persen


def kalimat_kurva(papan: DasborAnggaran) -> str:
    """The last month in words."""
    last = papan.terakhir
    if last is None:
        return "Belum ada realisasi yang tercatat."
    if last.rencana is None:
        return f"Belum ada rencana s.d. {last.nama}, jadi realisasi belum dapat dibandingkan."
    return f"S.d. {last.nama}: {last.beda.penjelasan}"


def _bulan(month: BulanKurva) -> dict[str, Value]:
    keys = ("nama", "rencana", "realisasi", "rencana_persen", "realisasi_persen")
    return {key: getattr(month, key) for key in keys} | {"beda": month.beda.nilai}


def _belum(papan: DasborAnggaran) -> list[str]:
    return [
        f"{month.nama}: angka terakhir dipakai untuk {', '.join(month.belum)}, yang belum "
        "mencatat realisasi bulan itu."
        for month in papan.kurva
        if month.belum
    ]


def _serapan(papan: DasborAnggaran, what: str, rows: tuple[BarisAnggaran, ...]) -> Grafik:
    return Grafik(
        nama=f"anggaran-serapan-{what}",
        judul=f"Serapan anggaran per {what} tahun {papan.tahun}",
        gambar=Chart(
            bentuk="batang",
            titik=tuple(Titik(row.nama, row.serapan) for row in rows),
            satuan="serapan (%)",
            keterangan=f"Realisasi dibagi pagu menurut {what}; garis putus-putus adalah 100%.",
            desimal=2,
            acuan=SERATUS,
        ),
        tabel=build((NAME, *MONEY, OUTPUT), map(baris_uang, rows), total="Jumlah"),
    )


def baris_uang(row: BarisAnggaran) -> dict[str, Value]:
    """Money and output of a level as cells."""
    return {column.key: getattr(row, column.key) for column in (NAME, *MONEY)} | {
        "keluaran": _ada(row.capaian_keluaran, "Belum ada keluaran dengan target dan capaian."),
        "kualitas": _ada(row.kualitas, row.hasil_kualitas.penjelasan),
    }


def _ada(value: Decimal | None, reason: str) -> Value:
    return Tanpa(TIDAK_TERSEDIA, reason) if value is None else value


def _kuadran(papan: DasborAnggaran) -> Grafik:
    points = (
        TitikSebar(spot.nomor, x, y, spot.tingkat)
        for spot in papan.dinilai
        if (x := spot.baris.serapan) is not None
        if (y := spot.baris.capaian_keluaran) is not None
    )
    return Grafik(
        nama="anggaran-kuadran",
        judul=f"Kinerja dan serapan anggaran tahun {papan.tahun}",
        gambar=Sebar(
            titik=tuple(points),
            sumbu_x="serapan (%)",
            sumbu_y="capaian keluaran (%)",
            batas_x=AMBANG_SERAPAN,
            batas_y=SERATUS,
            sudut=(
                Kuadran.HEMAT_TERCAPAI.label,
                Kuadran.TERSERAP_TERCAPAI.label,
                Kuadran.TERSISA_BELUM.label,
                Kuadran.TERSERAP_BELUM.label,
            ),
            keterangan=kalimat_kuadran(papan),
        ),
        tabel=tabel_kuadran(papan),
    )


def kalimat_kuadran(papan: DasborAnggaran) -> str:
    """How many levels stand in each field."""
    counts = [f"{len(rows)} {k.label.lower()}" for k, rows in papan.medan.items() if rows]
    return f"Dari {len(papan.letak)} yang beranggaran: {', '.join(counts)}." if counts else ""


def tabel_kuadran(papan: DasborAnggaran) -> Table:
    """Every level that can be judged with its field."""
    records = (
        baris_uang(spot.baris)
        | {"nomor": spot.nomor, "tingkat": spot.tingkat, "medan": str(spot.kuadran.label)}
        for spot in papan.dinilai
    )
    return build(SPOT, records, empty="Belum ada yang serapan dan keluarannya diketahui.")


def _kualitas(papan: DasborAnggaran) -> Grafik:
    return Grafik(
        nama="anggaran-kualitas-unit",
        judul=f"Kualitas pelaksanaan anggaran per unit tahun {papan.tahun}",
        gambar=Chart(
            bentuk="batang",
            titik=tuple(Titik(row.nama, row.kualitas) for row in papan.isi.unit),
            satuan="nilai kualitas",
            keterangan="Nilai 0 sampai 100; unit tanpa batang belum dapat dinilai.",
            desimal=2,
        ),
        tabel=build(
            (NAME, *MONEY, OUTPUT, QUALITY),
            map(baris_uang, papan.isi.unit),
            total="Jumlah",
            notes=_catatan_kualitas(papan.isi.unit),
        ),
    )


def _catatan_kualitas(units: Iterable[BarisAnggaran]) -> list[str]:
    return [f"{u.nama}: {u.hasil_kualitas.penjelasan}" for u in units]
