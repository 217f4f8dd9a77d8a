"""The LKIP in its forms: HTML for the screen and the printer, PDF, Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string

from reports.context import Konteks
from reports.document import compose
from reports.naskah import Document, Unit
from reports.outline import PERJANJIAN
from reports.rendering import Progress, render_pdf
from reports.workbook import workbook
from workforce.models import PerangkatDaerah

# So many that both processes end at about the same time and neither needs much memory.
PARTS = 8


def document(pd: PerangkatDaerah, tahun: int, *, inline: bool = True) -> Document:
    """Compose the report of an agency and year; for the printer with drawings apart."""
    return compose(Konteks(pd, tahun), inline=inline)


def print_html(doc: Document) -> str:
    """The whole report as one HTML file for the printer."""
    return _html(doc, doc.units, front=True)


def print_parts(doc: Document) -> tuple[str, list[str]]:
    """The same in HTML files that can be laid out apart: cover with lists, then the units.

    Neighbouring units share a file as long as none grows past its share of the whole.
    """
    limit = sum(len(unit.html) for unit in doc.units) / PARTS
    groups: list[list[Unit]] = []
    for unit in doc.units:
        if groups and sum(len(u.html) for u in (*groups[-1], unit)) <= limit:
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return _html(doc, (), front=True), [_html(doc, group, front=False) for group in groups]


def _html(doc: Document, units: Sequence[Unit], *, front: bool) -> str:
    context = {"dokumen": doc, "depan": front, "units": units}
    return render_to_string("reports/cetak.html", context)


def pdf(doc: Document, progress: Progress | None = None, *, pada: datetime | None = None) -> bytes:
    """The report as tagged PDF with the workbook of its tables inside.

    The same document gives the same bytes again when `pada`, its moment, is given.
    """
    name = f"tabel-lkip-{doc.pd.kode.lower()}-{doc.tahun}.xlsx"
    front, parts = print_parts(doc)
    return render_pdf(
        parts,
        front=front,
        drawings=doc.drawings,
        attachments={name: workbook(doc, pada=pada)},
        progress=progress,
        repeatable=pada is not None,
    )


def agreement_pdf(konteks: Konteks, progress: Progress | None = None) -> bytes:
    """Statement and annex of the Perjanjian Kinerja as a document of its own."""
    doc = compose(konteks, PERJANJIAN, inline=False)
    html = render_to_string("reports/cetak_pk.html", {"dokumen": doc, "konteks": konteks})
    return render_pdf([html], drawings=doc.drawings, progress=progress)
