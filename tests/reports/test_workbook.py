"""The workbook of a report: one sheet per table, with the table's own values."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from lkip.tables import RowKind, Tanpa
from reports.workbook import workbook

RANGE = re.compile(r"([A-Z]+)(\d+):\1(\d+)")


@pytest.fixture(scope="module")
def buku(laporan):
    return load_workbook(BytesIO(workbook(laporan)))


def test_one_sheet_per_table_after_the_contents(buku, laporan):
    assert buku.sheetnames == ["Daftar", *(table.label for table in laporan.tables)]
    listed = [
        (row[0].value, row[1].value, row[0].hyperlink.location or row[0].hyperlink.target)
        for row in buku["Daftar"].iter_rows(min_row=2)
    ]
    assert listed == [(t.label, t.title, f"#'{t.label}'!A1") for t in laporan.tables]
    assert buku["Daftar"]["A1"].value == laporan.title


def test_data_rows_hold_the_values_of_the_tables(buku, laporan):
    compared = 0
    for numbered in laporan.tables:
        sheet = buku[numbered.label]
        assert sheet["A1"].value == f"{numbered.label}. {numbered.title}"
        for number, row in enumerate(numbered.table.rows, start=3):
            if row.kind != RowKind.DATA:
                continue
            for index, column in enumerate(numbered.table.columns, start=1):
                value, cell = row.cells.get(column.key), sheet.cell(number, index).value
                if isinstance(value, int | Decimal):
                    assert cell == pytest.approx(float(value)), (numbered.slug, number, column.key)
                elif value is None or value == "":
                    assert cell == (column.empty or None)
                elif isinstance(value, Tanpa):
                    assert cell == str(value)
                compared += 1

    assert compared > 5000


def test_totals_are_formulas_that_give_the_table_s_totals(buku, laporan):
    formulas = 0
    for numbered in laporan.tables:
        sheet = buku[numbered.label]
        for number, row in enumerate(numbered.table.rows, start=3):
            if row.kind not in (RowKind.TOTAL, RowKind.SUBTOTAL):
                continue
            for index, column in enumerate(numbered.table.columns, start=1):
                value = row.cells.get(column.key)
                if value is None or index == 1:
                    continue
                formula = sheet.cell(number, index).value
                if column.ratio:
                    assert re.fullmatch(r"=[A-Z]+\d+/[A-Z]+\d+\*100", formula)
                    continue
                assert formula.startswith("=SUM(")
                total = sum(
                    Decimal(str(sheet[f"{letter}{line}"].value))
                    for letter, first, last in RANGE.findall(formula)
                    for line in range(int(first), int(last) + 1)
                    if isinstance(sheet[f"{letter}{line}"].value, int | float)
                )
                assert float(total) == pytest.approx(float(value)), (numbered.slug, column.key)
                formulas += 1

    assert formulas > 200


def test_published_total_of_the_programs(buku, laporan):
    (label,) = [t.label for t in laporan.tables if t.slug == "anggaran-program"]
    sheet = buku[label]

    assert [sheet.cell(row, 3).value for row in (3, 4, 5)] == [
        17660314630,
        40623302320,
        64973174135,
    ]
    assert [sheet.cell(6, column).value for column in (1, 2, 3)] == [
        "Jumlah",
        "=SUM(B3:B5)",
        "=SUM(C3:C5)",
    ]
