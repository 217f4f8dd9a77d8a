"""A composed report as plain data: what every form of it is made from, and an edition keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lkip.tables import Table
from reports.charts import Titik


@dataclass(frozen=True)
class Entry:
    """A line of a list in the front matter."""

    slug: str
    label: str
    title: str
    level: int = 1


@dataclass(frozen=True)
class NumberedTable:
    """A table as it stands in the report, for the workbook."""

    slug: str
    label: str
    title: str
    table: Table


@dataclass(frozen=True)
class PrintedText:
    """A text as it stands in the report, its facts filled in."""

    slug: str
    title: str
    html: str


@dataclass(frozen=True)
class NumberedFigure:
    """A chart or drawing as it stands in the report; only charts have points."""

    slug: str
    label: str
    title: str
    titik: tuple[Titik, ...] = ()


@dataclass(frozen=True)
class Pemilik:
    """The agency as cover and metadata print it."""

    kode: str
    nama: str
    pemerintah_daerah: str
    alamat: str


@dataclass(frozen=True)
class Cap:
    """What marks an edition on its cover; `alamat` is the page that proves it, if there is one."""

    nomor: str
    keterangan: str
    alamat: str = ""


@dataclass(frozen=True)
class Unit:
    """A chapter, or a part of one, that can be laid out alone."""

    slug: str
    html: str


@dataclass(frozen=True)
class Document:
    """A composed report. It knows nothing of the records behind it.

    `drawings` hold the SVG that the HTML calls by name; they are empty where it stands in the
    HTML itself.
    """

    pd: Pemilik
    tahun: int
    units: tuple[Unit, ...]
    contents: tuple[Entry, ...]
    lists: Mapping[str, tuple[Entry, ...]]
    tables: tuple[NumberedTable, ...]
    texts: tuple[PrintedText, ...] = ()
    figures: tuple[NumberedFigure, ...] = ()
    drawings: Mapping[str, str] = field(default_factory=dict)
    cap: Cap | None = None

    @property
    def title(self) -> str:
        """Title as the cover and the PDF metadata carry it; the year has one source."""
        return f"Laporan Kinerja Instansi Pemerintah {self.pd.nama} Tahun {self.tahun}"
