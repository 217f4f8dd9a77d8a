"""Charts of the staff dashboard with the tables behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lkip.tables import Column, Kind, Row, RowKind, Table, Tanpa, Value
from reports.charts import Chart, Titik
from reports.grafik import Grafik
from reports.queries_sdm import BarisJam, BarisSdm, DasborSdm, RincianSdm
from workforce.calculations_sel import DISAMARKAN, KECIL, Sel

# With more classes than this their names need the room beside the bars.
BANYAK = 9
SEBAB = {
    KECIL: "Kurang dari lima orang; tidak ditampilkan.",
    DISAMARKAN: "Disamarkan agar sel lain tidak dapat dihitung dari jumlahnya.",
}
KOSONG = "Belum ada nilai yang dapat digambar."
TERSAMAR = (
    "Tidak digambar: semua jumlahnya di bawah lima orang atau disamarkan untuk melindungi data "
    "pribadi. Tabel menyebut mana yang disamarkan."
)
COUNT = (
    Column("nilai", "Pegawai", Kind.NUMBER, 12, total=True),
    Column("persen", "Bagian", Kind.PERCENT, 12),
)


def grafik_sdm(papan: DasborSdm) -> Iterator[Grafik]:
    """All charts of the dashboard."""
    for part in papan.rincian:
        yield _rincian(
            part, f"Pegawai menurut {part.judul} per 31 Desember {papan.tahun}", part.kalimat
        )
    if papan.pensiun:
        yield _rincian(
            papan.pensiun,
            f"Pegawai yang mencapai batas usia pensiun sesudah {papan.tahun}",
            f"Jumlah lima tahun: {papan.pensiun.jumlah.teks} orang.",
        )
    if papan.jam:
        yield _jam(papan)


def _rincian(part: RincianSdm, title: str, sentence: str) -> Grafik:
    return Grafik(
        nama=f"sdm-{part.kode}",
        judul=title,
        gambar=_chart([(row.nama, row.sel) for row in part.baris], sentence),
        tabel=_tabel(part.judul, part.baris, part.jumlah),
        sebab_kosong=TERSAMAR if part.menyamarkan else KOSONG,
    )


def _jam(papan: DasborSdm) -> Grafik:
    first = papan.jam[0].judul
    return Grafik(
        nama="sdm-jam-pelajaran",
        judul=f"Jam pelajaran pengembangan kompetensi tahun {papan.tahun}",
        gambar=_chart(
            [(row.judul, row.sel) for row in papan.jam],
            f"Jumlah pada tabel pendukung jam pelajaran; bagian dihitung dari {first.lower()}."
            f"{_lingkup(papan)}",
        ),
        tabel=_tabel("ukuran", papan.jam, None),
    )


def _lingkup(papan: DasborSdm) -> str:
    """Says so when the table counts more people than the agency has."""
    counted = papan.jam[0].sel.nilai
    if counted is None or counted <= len(papan.orang):
        return ""
    return (
        f" Tabel itu memuat pegawai seluruh {papan.konteks.pd.pemerintah_daerah}, bukan pegawai "
        f"{papan.konteks.pd.singkatan} saja."
    )


def _chart(cells: list[tuple[str, Sel]], sentence: str) -> Chart:
    lying = len(cells) > BANYAK
    points = tuple(
        Titik(name, cell.nilai, teks=cell.teks if cell.tersembunyi else "") for name, cell in cells
    )
    return Chart(
        bentuk="batang" if lying else "kolom",
        # Bars of nothing but zeros and hidden counts would say less than the table.
        titik=points if any(cell.nilai for _, cell in cells) else (),
        satuan="pegawai",
        keterangan=sentence,
        tinggi=0 if lying else 170,
    )


def _tabel(heading: str, rows: Iterable[BarisSdm | BarisJam], jumlah: Sel | None) -> Table:
    columns = (Column("nama", heading.capitalize(), width=30), *COUNT)
    data = [Row(_cells(row)) for row in rows]
    hidden = any(isinstance(row.cells["nilai"], Tanpa) for row in data)
    return Table(columns, (*data, *_total(jumlah, hidden=hidden)), _catatan(data, jumlah))


def _cells(row: BarisSdm | BarisJam) -> dict[str, Value]:
    name = row.nama if isinstance(row, BarisSdm) else row.judul
    share = Tanpa(row.sel.teks, SEBAB[row.sel.teks]) if row.sel.tersembunyi else row.persen
    return {"nama": name, "nilai": _nilai(row.sel), "persen": share}


def _nilai(cell: Sel) -> Value:
    return Tanpa(cell.teks, SEBAB[cell.teks]) if cell.nilai is None else cell.nilai


def _total(jumlah: Sel | None, *, hidden: bool) -> Iterator[Row]:
    if jumlah is None:
        return
    if hidden:
        # A spreadsheet would add up only the cells that are shown, so this is a row of its own.
        yield Row({"nama": "Jumlah", "nilai": _nilai(jumlah)}, mark=True)
    else:
        yield Row({"nilai": jumlah.nilai}, RowKind.TOTAL, "Jumlah")


def _catatan(rows: Iterable[Row], jumlah: Sel | None) -> tuple[str, ...]:
    words = {str(row.cells["nilai"]) for row in rows}
    if jumlah is not None:
        words.add(jumlah.teks)
    return tuple(f"{word}: {reason}" for word, reason in SEBAB.items() if word in words)
