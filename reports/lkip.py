"""The LKIP in its forms: HTML for the screen and the printer, PDF, Excel workbook."""

from __future__ import annotations

from collections.abc import Callable

from django.template.loader import render_to_string

from reports.context import Konteks
from reports.document import Document, compose
from reports.outline import PERJANJIAN
from reports.rendering import render_pdf
from reports.workbook import workbook
from workforce.models import PerangkatDaerah

Progress = Callable[[str], None]


def document(pd: PerangkatDaerah, tahun: int, *, inline: bool = True) -> Document:
    """Compose the report of an agency and year; for the printer with drawings apart."""
    return compose(Konteks(pd, tahun), inline=inline)


def print_html(doc: Document) -> str:
    """The whole report as one HTML file for the printer."""
    return render_to_string("reports/cetak.html", {"dokumen": doc, "konteks": doc.konteks})


def pdf(doc: Document, progress: Progress | None = None) -> bytes:
    """The report as tagged PDF with the workbook of its tables inside."""
    name = f"tabel-lkip-{doc.konteks.pd.kode.lower()}-{doc.tahun}.xlsx"
    return render_pdf(
        print_html(doc),
        drawings=doc.drawings,
        attachments={name: workbook(doc)},
        progress=progress,
    )


def agreement_pdf(konteks: Konteks, progress: Progress | None = None) -> bytes:
    """Statement and annex of the Perjanjian Kinerja as a document of its own."""
    doc = compose(konteks, PERJANJIAN, inline=False)
    html = render_to_string("reports/cetak_pk.html", {"dokumen": doc, "konteks": konteks})
    return render_pdf(html, drawings=doc.drawings, progress=progress)
