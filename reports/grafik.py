"""A chart of a dashboard: its name in addresses, the drawing, and the table behind it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.safestring import mark_safe

from lkip.spreadsheet import write_workbook
from lkip.tables import Table
from reports.charts import Chart, GrafikGagal, Sempit, berkas, prepare, svg
from reports.charts_dasbor import Kurva, Sebar

XLSX = "xlsx"
BENTUK = {
    "svg": "image/svg+xml",
    "png": "image/png",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Grafik:
    """A chart that can be drawn and taken along."""

    nama: str
    judul: str
    gambar: Chart | Kurva | Sebar
    tabel: Table
    sebab_kosong: str = "Belum ada nilai yang dapat digambar."

    @property
    def keterangan(self) -> str:
        """What it shows, in words."""
        return self.gambar.keterangan

    @cached_property
    def svg(self) -> str:
        """The drawing; empty when there is nothing to draw or the engine fails."""
        if self.gambar.kosong:
            return ""
        try:
            return mark_safe(svg(self.gambar, title=self.judul))
        except GrafikGagal:
            return ""

    @property
    def utuh(self) -> bool:
        """Whether nothing went wrong with the drawing."""
        return self.gambar.kosong or bool(self.svg)

    def berkas(self, bentuk: str, *, sempit: bool = False) -> bytes:
        """The chart as SVG or PNG, or its table as a workbook. Raises GrafikGagal.

        `sempit` is the drawing for a phone.
        """
        if bentuk == XLSX:
            return write_workbook([("Tabel", self.judul, self.tabel)], title=self.judul)
        drawing = Sempit(replace(self.gambar, sempit=True)) if sempit else self.gambar
        return berkas(drawing, title=self.judul, ending=bentuk)


def tergambar(charts: Iterable[Grafik]) -> dict[str, Grafik]:
    """The charts by name, those with something to draw drawn in one go."""
    found = {chart.nama: chart for chart in charts}
    # After a failure each is tried by itself, and only the faulty one stays without a drawing.
    with suppress(GrafikGagal):
        prepare([chart.gambar for chart in found.values() if not chart.gambar.kosong])
    return found
