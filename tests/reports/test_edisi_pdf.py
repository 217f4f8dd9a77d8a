"""The PDF of an edition: the same bytes again, with the numbers of its snapshot."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from io import BytesIO

import pikepdf
import pytest
from openpyxl import load_workbook

from lkip.tables import Cell, Row, RowKind
from reports import pembekuan
from reports.cuplikan import Cuplikan, bacakan, tuliskan
from reports.edisi_cetak import html, pdf, xlsx
from reports.models import Narasi
from reports.naskah import NumberedTable
from tests.reports.edisi import NOMOR, keterangan

pytestmark = pytest.mark.xdist_group("pdf")


def _text(path) -> str:
    done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def _tables(isi: Cuplikan) -> Iterator[tuple[NumberedTable, Row, list[Cell]]]:
    """Every row of data of the tables of a snapshot."""
    for numbered in isi.dokumen.tables:
        for row, cells in numbered.table.body:
            if row.kind == RowKind.DATA:
                yield numbered, row, list(cells)


def _numbers(isi: Cuplikan) -> list[str]:
    """Every number that the tables of a snapshot print."""
    rows = _tables(isi)
    return [t for _, _, cells in rows for column, _, t in cells if column.numeric and t]


def test_pdf_follows_from_the_snapshot_alone(contoh, tmp_path):
    snapshot = tuliskan(pembekuan.ambil_cuplikan(contoh, 2023, keterangan()))
    first = pdf(bacakan(snapshot), NOMOR)

    Narasi.objects.update_or_create(
        pd=contoh, tahun=2023, bagian="latar-belakang", defaults={"isi": "<p>Berubah.</p>"}
    )
    isi = bacakan(snapshot)
    again = pdf(isi, NOMOR)

    assert again == first
    path = tmp_path / "edisi.pdf"
    path.write_bytes(first)
    words = _text(path)
    assert NOMOR in words
    assert "Berubah." not in words
    numbers = _numbers(isi)
    assert len(numbers) > 100
    assert {number for number in numbers if number not in words} == set()
    with pikepdf.open(BytesIO(first)) as file:
        name = "tabel-lkip-contoh-2023.xlsx"
        assert file.attachments[name].get_file().read_bytes() == xlsx(isi, NOMOR)


def test_html_and_excel_carry_the_numbers_of_the_snapshot(contoh):
    isi = bacakan(tuliskan(pembekuan.ambil_cuplikan(contoh, 2023, keterangan())))

    page = html(isi, NOMOR).decode()
    book = load_workbook(BytesIO(xlsx(isi, NOMOR)))
    found = 0
    for numbered, row, cells in _tables(isi):
        printed = "".join(f">{escape(text)}</td>" for _, _, text in cells if text)
        part = page.split(f'id="{numbered.slug}"', 1)[1].split("</figure>", 1)[0]
        assert re.sub(r"<td[^>]*", "", printed) in re.sub(r"<td[^>]*", "", part)
        # Rows of a sheet follow its title and its heads.
        place = 2 + numbered.table.rows.index(row) + 1
        sheet = book[numbered.label]
        for column, (_, value, _) in enumerate(cells, start=1):
            if isinstance(value, int | Decimal):
                # A sheet keeps fifteen digits.
                kept = sheet.cell(place, column).value
                assert kept == pytest.approx(float(value), rel=1e-14)
                found += 1
    assert found > 50
