"""Staff by class of posts and one dimension each: rank, post, education, age, religion, sex."""

from collections.abc import Iterable
from decimal import Decimal

from lkip.numbers import format_percent
from lkip.tables import Column, Kind, Value
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.sections import ChartSection, Section, TableSection
from workforce.queries import DIMENSI, JABATAN, BarisSebaran, Dimensi, sebaran

# With more classes than this, their columns leave little room and the chart lies on its side.
MANY = 9


def _columns(dimensi: Dimensi) -> tuple[Column, ...]:
    return (
        Column("nama", "Jabatan", width=34),
        *(Column(key, label, Kind.NUMBER, 8, total=True) for key, label in dimensi.kelas.items()),
        Column("jumlah", "Jumlah", Kind.NUMBER, 12, total=True),
    )


def _row(row: BarisSebaran) -> dict[str, Value]:
    return {
        "kelompok": row.kelompok.label,
        "nama": row.kelas.nama,
        **row.isi,
        "jumlah": row.jumlah,
    }


def table(dimensi: Dimensi) -> TableSection:
    """The table of one dimension."""
    return TableSection(
        slug=f"pegawai-{dimensi.kode}",
        title=lambda k: f"Pegawai menurut {dimensi.judul} per 31 Desember {k.tahun}",
        columns=_columns(dimensi),
        rows=lambda k: [_row(r) for r in sebaran(k.pd, k.pegawai, dimensi)] if k.pegawai else [],
        group=lambda row: row["kelompok"],
        subtotal="Jumlah",
        total="Jumlah seluruhnya",
        notes=_notes,
    )


def _notes(konteks: Konteks) -> list[str]:
    invented = any(p.pegawai.rekaan for p in konteks.pegawai)
    return ["Dihitung dari data pegawai rekaan."] if invented else []


def chart(dimensi: Dimensi) -> ChartSection:
    """The chart of one dimension."""
    return ChartSection(
        slug=f"grafik-pegawai-{dimensi.kode}",
        title=lambda k: f"Sebaran pegawai menurut {dimensi.judul} per 31 Desember {k.tahun}",
        chart=lambda k: _chart(k, dimensi),
    )


def _chart(konteks: Konteks, dimensi: Dimensi) -> Chart | None:
    if not konteks.pegawai:
        return None
    rows = sebaran(konteks.pd, konteks.pegawai, dimensi)
    if dimensi is JABATAN:
        points = tuple(Titik(row.kelas.nama, row.jumlah) for row in rows)
    else:
        points = tuple(
            Titik(label, sum(row.isi.get(key, 0) for row in rows))
            for key, label in dimensi.kelas.items()
        )
    return Chart(
        bentuk="batang" if len(points) > MANY else "kolom",
        titik=points,
        satuan="pegawai",
        keterangan=_sentence(points, dimensi),
        tinggi=0 if len(points) > MANY else 170,
    )


def _sentence(points: tuple[Titik, ...], dimensi: Dimensi) -> str:
    counts = {point.kategori: Decimal(point.nilai or 0) for point in points}
    largest, total = max(counts, key=lambda label: counts[label]), sum(counts.values())
    if not total:
        return f"Belum ada pegawai menurut {dimensi.judul}."
    share = format_percent(counts[largest] / total * 100)
    return (
        f"Dari {total} pegawai, kelompok terbanyak menurut {dimensi.judul} adalah {largest}: "
        f"{counts[largest]} orang ({share})."
    )


def sections() -> Iterable[Section]:
    """Text, table and chart of every dimension."""
    for dimensi in DIMENSI:
        yield table(dimensi)
        yield chart(dimensi)
