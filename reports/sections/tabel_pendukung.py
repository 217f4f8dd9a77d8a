"""An agency's own tables, laid out from their declared columns."""

from collections.abc import Iterable
from typing import Any

from indicators.queries import TabelIsi
from lkip.tables import Column, Kind
from reports.context import Konteks
from reports.sections import Each, TableSection


def per_bagian(bagian: str) -> Each:
    """All supporting tables that belong to one part of the report."""

    def make(konteks: Konteks) -> Iterable[TableSection]:
        return [section(isi) for isi in konteks.tabel.values() if isi.tabel.bagian == bagian]

    return Each(slug=f"tabel-{bagian}", make=make)


def section(isi: TabelIsi) -> TableSection:
    """The section of one supporting table."""
    grouping = isi.tabel.kolom_kelompok
    columns = tuple(_column(k) for k in isi.kolom if k.kode != grouping)
    adds_up = any(column.total for column in columns)
    return TableSection(
        slug=isi.tabel.kode,
        title=isi.tabel.judul,
        columns=columns,
        rows=lambda k: isi.baris,
        group=(lambda row: str(row[grouping])) if grouping else None,
        subtotal="Jumlah" if grouping and adds_up else "",
        total="Jumlah" if adds_up else "",
        notes=lambda k: _notes(isi),
        landscape=isi.tabel.melintang,
    )


def _column(kolom: Any) -> Column:
    part, whole = kolom.sources if kolom.hitung == "rasio" else ("", "")
    return Column(
        kolom.kode,
        kolom.judul,
        Kind(kolom.jenis),
        kolom.lebar,
        places=kolom.desimal,
        total=kolom.jumlahkan,
        ratio=(part, whole) if part else None,
    )


def _notes(isi: TabelIsi) -> list[str]:
    source = f"Sumber: {isi.tabel.sumber}." if isi.tabel.sumber else ""
    return [note for note in (isi.tabel.catatan, source) if note]
