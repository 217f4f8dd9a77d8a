"""The snapshot of an edition: the whole composed report as canonical JSON, and back.

What a reader sees of an edition is made from these bytes alone. The same report gives the same
bytes: keys are sorted, numbers are written as decimal text, nothing depends on the clock but the
moment that the edition itself bears.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from django.conf import settings

from lkip.tables import Column, Kind, Row, RowKind, Table, Tanpa, Value
from reports.angka_terbit import AngkaTerbit, BuktiTerbit, Penanda
from reports.charts import Titik
from reports.enums import JenisEdisi
from reports.naskah import (
    Document,
    Entry,
    NumberedFigure,
    NumberedTable,
    Pemilik,
    PrintedText,
    Unit,
)
from reports.prasyarat import Prasyarat

BENTUK = 1
# Files that decide how a snapshot looks; another layout is told by another hash.
TATA_LETAK = (
    "templates/reports/cetak.html",
    "templates/reports/daftar_isi.html",
    "templates/reports/edisi_berkas.html",
    "lkip/static/lkip/cetak.css",
    "lkip/static/lkip/laporan.css",
    "lkip/static/lkip/edisi-berkas.css",
)
PUSTAKA = ("django", "weasyprint", "openpyxl", "pikepdf", "vl-convert-python")


@dataclass(frozen=True)
class Keterangan:
    """What an edition is, as its files tell it."""

    jenis: JenisEdisi
    urutan: int
    judul: str
    catatan: str
    alasan: str
    mengoreksi: str
    dibuat: datetime
    alamat: str


@dataclass(frozen=True)
class Cuplikan:
    """A report as it was frozen."""

    keterangan: Keterangan
    dokumen: Document
    angka: tuple[AngkaTerbit, ...]
    penanda: Penanda | None
    prasyarat: tuple[Prasyarat, ...]
    versi: Mapping[str, str]


def tuliskan(isi: Cuplikan) -> bytes:
    """The snapshot as bytes; equal content gives equal bytes."""
    doc = isi.dokumen
    content = {
        "bentuk": BENTUK,
        "edisi": asdict(isi.keterangan) | {"dibuat": isi.keterangan.dibuat.isoformat()},
        "pd": asdict(doc.pd),
        "tahun": doc.tahun,
        "judul": doc.title,
        "bagian": [asdict(unit) for unit in doc.units],
        "daftar_isi": [asdict(entry) for entry in doc.contents],
        "daftar": {word: [asdict(e) for e in entries] for word, entries in doc.lists.items()},
        "teks": [asdict(text) for text in doc.texts],
        "tabel": [_table(table) for table in doc.tables],
        "gambar": [_figure(figure, doc.drawings[figure.slug]) for figure in doc.figures],
        "angka": [asdict(row) for row in isi.angka],
        "penanda": asdict(isi.penanda) if isi.penanda else None,
        "prasyarat": [asdict(row) for row in isi.prasyarat],
        "versi": dict(isi.versi),
    }
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def bacakan(isi: bytes) -> Cuplikan:
    """A snapshot from its bytes."""
    content = json.loads(isi)
    edition = content["edisi"]
    document = Document(
        pd=Pemilik(**content["pd"]),
        tahun=content["tahun"],
        units=tuple(Unit(**unit) for unit in content["bagian"]),
        contents=tuple(Entry(**entry) for entry in content["daftar_isi"]),
        # The lists stand in their printed order, which sorted keys do not keep.
        lists={
            word: tuple(Entry(**entry) for entry in content["daftar"][word])
            for word in ("Tabel", "Gambar", "Bagan", "Grafik")
            if word in content["daftar"]
        },
        tables=tuple(_read_table(table) for table in content["tabel"]),
        texts=tuple(PrintedText(**text) for text in content["teks"]),
        figures=tuple(_read_figure(figure) for figure in content["gambar"]),
        drawings={figure["slug"]: figure["svg"] for figure in content["gambar"]},
    )
    return Cuplikan(
        keterangan=Keterangan(
            **edition
            | {
                "jenis": JenisEdisi(edition["jenis"]),
                "dibuat": datetime.fromisoformat(edition["dibuat"]),
            }
        ),
        dokumen=document,
        angka=baca_angka(content["angka"]),
        penanda=Penanda(**content["penanda"]) if content["penanda"] else None,
        prasyarat=baca_prasyarat(content["prasyarat"]),
        versi=content["versi"],
    )


def baca_angka(rows: list[dict[str, Any]]) -> tuple[AngkaTerbit, ...]:
    """Figures as a snapshot keeps them."""
    return tuple(
        AngkaTerbit(**row | {"bukti": tuple(BuktiTerbit(**b) for b in row["bukti"])})
        for row in rows
    )


def baca_prasyarat(rows: list[dict[str, Any]]) -> tuple[Prasyarat, ...]:
    """The checklist as a snapshot keeps it."""
    return tuple(Prasyarat(**row | {"tautan": tuple(row["tautan"])}) for row in rows)


def sidik_cuplikan(isi: bytes) -> str:
    """SHA-256 of a snapshot or of a file made from it."""
    return sha256(isi).hexdigest()


def versi_pembuat() -> dict[str, str]:
    """With what a snapshot is made: libraries, and a hash of the layout."""
    layout = sha256()
    for name in TATA_LETAK:
        layout.update((settings.BASE_DIR / name).read_bytes())
    return {name: version(name) for name in PUSTAKA} | {"tata_letak": layout.hexdigest()}


def _table(numbered: NumberedTable) -> dict[str, Any]:
    table = numbered.table
    return {
        "slug": numbered.slug,
        "label": numbered.label,
        "title": numbered.title,
        "kolom": [asdict(column) for column in table.columns],
        "baris": [
            {
                "kind": row.kind.value,
                "label": row.label,
                "level": row.level,
                "mark": row.mark,
                "sel": {key: _value(value) for key, value in row.cells.items()},
                "cetak": [text for _, _, text in cells],
            }
            for row, cells in table.body
        ],
        "catatan": list(table.notes),
        "kosong": table.empty,
    }


def _read_table(content: dict[str, Any]) -> NumberedTable:
    columns = tuple(
        Column(
            **column
            | {
                "kind": Kind(column["kind"]),
                "ratio": tuple(column["ratio"]) if column["ratio"] else None,
            }
        )
        for column in content["kolom"]
    )
    rows = tuple(
        Row(
            cells={key: _read_value(value) for key, value in row["sel"].items()},
            kind=RowKind(row["kind"]),
            label=row["label"],
            level=row["level"],
            mark=row["mark"],
        )
        for row in content["baris"]
    )
    table = Table(columns, rows, tuple(content["catatan"]), content["kosong"])
    return NumberedTable(content["slug"], content["label"], content["title"], table)


def _value(value: Value) -> Any:
    """A typed cell; text and nothing stand for themselves."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Tanpa):
        return {"tanpa": value.teks, "alasan": value.alasan}
    if isinstance(value, date):
        return {"tanggal": value.isoformat()}
    return {"bulat" if isinstance(value, int) else "angka": str(value)}


def _read_value(value: Any) -> Value:
    if value is None or isinstance(value, str):
        return value
    if "tanpa" in value:
        return Tanpa(value["tanpa"], value["alasan"])
    if "tanggal" in value:
        return date.fromisoformat(value["tanggal"])
    return int(value["bulat"]) if "bulat" in value else Decimal(value["angka"])


def _figure(figure: NumberedFigure, svg: str) -> dict[str, Any]:
    points = [asdict(point) | {"nilai": _value(point.nilai)} for point in figure.titik]
    return asdict(figure) | {"titik": points, "svg": svg}


def _read_figure(content: dict[str, Any]) -> NumberedFigure:
    points = tuple(
        Titik(**point | {"nilai": _read_value(point["nilai"])}) for point in content["titik"]
    )
    return NumberedFigure(content["slug"], content["label"], content["title"], points)
