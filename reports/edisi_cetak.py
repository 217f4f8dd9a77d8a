"""The files of an edition: HTML, PDF and Excel, each from the snapshot and its number alone."""

from __future__ import annotations

import re
from dataclasses import replace

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from lkip.numbers import format_date
from reports import lkip
from reports.cuplikan import Cuplikan
from reports.enums import JenisEdisi
from reports.naskah import Cap, Document, Unit
from reports.qr import qr_svg
from reports.rendering import Progress
from reports.workbook import workbook

KODE_QR = "kode-qr"
GAYA = ("laporan.css", "edisi-berkas.css")
# Digits of the hash that the number of an edition ends with.
DIGIT = 8
_GAMBAR = re.compile(r'<img class="(?:grafik|bagan)" src="gambar:([^"]+)" alt="[^"]*">')
_BELUM_FINAL = "Bukan naskah final; tidak untuk diedarkan"


def nomor_edisi(isi: Cuplikan, sidik: str) -> str:
    """The number of an edition: agency, year, order, and the beginning of its hash."""
    known = isi.keterangan
    code = isi.dokumen.pd.kode.upper()
    return f"LKIP-{code}-{isi.dokumen.tahun}-{known.urutan:02d}-{sidik[:DIGIT].upper()}"


def dokumen_edisi(isi: Cuplikan, nomor: str) -> Document:
    """The report with what marks it as this edition; a final one leads to its proof."""
    known = isi.keterangan
    final = known.jenis == JenisEdisi.FINAL
    words = [f"Edisi {known.jenis.label.lower()}, {format_date(known.dibuat.date())}"]
    if known.mengoreksi:
        words.append(f"mengoreksi {known.mengoreksi}")
    if not final:
        words.append(_BELUM_FINAL)
    address = f"{known.alamat}{reverse('bukti_edisi', args=(nomor,))}" if final else ""
    doc = replace(isi.dokumen, cap=Cap(nomor, "; ".join(words), address))
    if not address:
        return doc
    code = qr_svg(address, f"Kode QR menuju halaman bukti {nomor}")
    return replace(doc, drawings={**doc.drawings, KODE_QR: code})


def bergambar(doc: Document) -> tuple[Unit, ...]:
    """The units with their drawings in the HTML itself, for the screen."""

    def drawn(match: re.Match[str]) -> str:
        return doc.drawings[match[1]]

    return tuple(Unit(unit.slug, _GAMBAR.sub(drawn, unit.html)) for unit in doc.units)


def html(isi: Cuplikan, nomor: str) -> bytes:
    """The report as one file that needs nothing beside it."""
    doc = dokumen_edisi(isi, nomor)
    folder = settings.BASE_DIR / "lkip" / "static" / "lkip"
    style = "".join((folder / name).read_text(encoding="utf-8") for name in GAYA)
    context = {
        "dokumen": doc,
        "units": bergambar(doc),
        # Our own files and drawings; no reader's text is among them.
        "gaya": mark_safe(style),
        "kode_qr": mark_safe(doc.drawings.get(KODE_QR, "")),
    }
    return render_to_string("reports/edisi_berkas.html", context).encode()


def pdf(isi: Cuplikan, nomor: str, progress: Progress | None = None) -> bytes:
    """The report as tagged PDF with its tables inside; the same bytes again at any time."""
    return lkip.pdf(dokumen_edisi(isi, nomor), progress, pada=isi.keterangan.dibuat)


def xlsx(isi: Cuplikan, nomor: str) -> bytes:
    """The tables of the report as a workbook."""
    return workbook(dokumen_edisi(isi, nomor), pada=isi.keterangan.dibuat)
