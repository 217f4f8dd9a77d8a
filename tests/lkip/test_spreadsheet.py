"""Workbooks: real numbers, totals as formulas, text that stays text."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from lkip.spreadsheet import safe_text, sheet_name, write_workbook
from lkip.tables import Column, Kind, RowKind, Table, Tanpa, build

D = Decimal
COLUMNS = (
    Column("nama", "Program", width=40),
    Column("pagu", "Pagu", Kind.RUPIAH, 20, total=True, span="2023"),
    Column("realisasi", "Realisasi", Kind.RUPIAH, 20, total=True, span="2023"),
    Column("serapan", "Serapan", Kind.PERCENT, 20, ratio=("realisasi", "pagu")),
)
PROGRAM = (
    {"kelompok": "A", "nama": "P1", "pagu": D(100), "realisasi": D(80), "serapan": D(80)},
    {"kelompok": "A", "nama": "P2", "pagu": D(300), "realisasi": D(240), "serapan": D(80)},
    {"kelompok": "B", "nama": "P3", "pagu": D(200), "realisasi": D(40), "serapan": D(20)},
)


def _open(*tables: tuple[str, str, Table], title: str = "LKIP 2023"):
    return load_workbook(BytesIO(write_workbook(tables, title=title)))


def _sheet(table: Table):
    return _open(("T1", "Anggaran", table))["T1"]


def _grouped() -> Table:
    return build(
        COLUMNS,
        PROGRAM,
        group=lambda record: record["kelompok"],
        subtotal="Jumlah",
        total="Seluruhnya",
        notes=["Sumber: DPA."],
    )


def _computed(sheet, address: str) -> Decimal:
    """What a spreadsheet shows in a cell: a number, a SUM of ranges, or a ratio in percent."""
    text = sheet[address].value
    if not isinstance(text, str):
        return D(str(text))
    if text.startswith("=SUM("):
        ranges = text.removeprefix("=SUM(").removesuffix(")").split(",")
        return sum((D(str(cell.value)) for r in ranges for (cell,) in sheet[r]), D(0))
    ratio = re.fullmatch(r"=([A-Z]+\d+)/([A-Z]+\d+)\*100", text)
    assert ratio, text
    return _computed(sheet, ratio[1]) / _computed(sheet, ratio[2]) * 100


def test_sheet_holds_title_heads_rows_and_notes():
    sheet = _sheet(_grouped())

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["T1. Anggaran", None, None, None],
        ["Program", "2023 Pagu", "2023 Realisasi", "Serapan"],
        ["A", None, None, None],
        ["P1", 100, 80, 80],
        ["P2", 300, 240, 80],
        ["Jumlah A", "=SUM(B4:B5)", "=SUM(C4:C5)", "=C6/B6*100"],
        ["B", None, None, None],
        ["P3", 200, 40, 20],
        ["Jumlah B", "=SUM(B8:B8)", "=SUM(C8:C8)", "=C9/B9*100"],
        ["Seluruhnya", "=SUM(B4:B5,B8:B8)", "=SUM(C4:C5,C8:C8)", "=C10/B10*100"],
        ["Sumber: DPA.", None, None, None],
    ]
    assert sheet.freeze_panes == "A3"


def test_formulas_give_the_totals_of_the_table():
    table, sheet = _grouped(), _sheet(_grouped())

    for number, row in enumerate(table.rows, start=3):
        if row.kind in (RowKind.SUBTOTAL, RowKind.TOTAL):
            computed = [_computed(sheet, f"{letter}{number}") for letter in "BCD"]
            assert computed == [row.cells[k] for k in ("pagu", "realisasi", "serapan")], row.label
    assert [_computed(sheet, f"{letter}10") for letter in "BCD"] == [600, 360, 60]


def test_total_without_groups_is_one_range():
    sheet = _sheet(build(COLUMNS, PROGRAM, total="Seluruhnya"))

    assert sheet["B6"].value == "=SUM(B3:B5)"
    assert _computed(sheet, "B6") == 600


def test_total_that_is_not_known_stays_empty():
    unknown = [{"nama": "P1", "pagu": D(100), "realisasi": None}]
    sheet = _sheet(build(COLUMNS, unknown, total="Seluruhnya"))

    assert [cell.value for cell in sheet[4]] == ["Seluruhnya", "=SUM(B3:B3)", None, None]


def test_cells_keep_their_type_and_format():
    columns = (
        Column("n", "N", Kind.NUMBER),
        Column("r", "R", Kind.RUPIAH),
        Column("p", "P", Kind.PERCENT),
        Column("d", "D", Kind.DATE),
        Column("t", "T"),
        Column("k", "K", Kind.NUMBER),
        Column("x", "X", Kind.NUMBER, empty=""),
        Column("y", "Y", Kind.NUMBER),
    )
    record = {
        "n": D("12.5"),
        "r": D(1500000),
        "p": D("91.25"),
        "d": date(2023, 12, 31),
        "t": "teks",
        "k": Tanpa("data belum rilis"),
        "x": None,
        "y": "",
    }
    cells = _sheet(build(columns, [record]))[3]

    assert [cell.value for cell in cells] == [
        12.5,
        1500000,
        91.25,
        datetime(2023, 12, 31),
        "teks",
        "data belum rilis",
        None,
        "-",
    ]
    assert [cell.number_format for cell in cells][:4] == [
        "#,##0.####",
        "#,##0",
        "#,##0.00",
        "d mmmm yyyy",
    ]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+62 21", "'+62 21"),
        ("-5 derajat", "'-5 derajat"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-", "-"),
        ("", ""),
        ("a=b", "a=b"),
    ],
)
def test_safe_text_is_no_formula(text, safe):
    assert safe_text(text) == safe


def test_no_text_of_a_record_becomes_a_formula():
    evil = '=HYPERLINK("http://contoh.invalid")'
    table = build(
        (Column("nama", evil), Column("n", "N", Kind.NUMBER, span=evil, total=True)),
        [{"nama": evil, "n": 1}],
        group=lambda record: evil,
        total=evil,
        notes=[evil],
    )
    book = _open(("T1", evil, table), title=evil)

    formulas = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == [("T1", "B5", "=SUM(B4:B4)")]


def test_contents_link_to_every_sheet():
    book = _open(("T1", "Anggaran", _grouped()), ("T2", "=Staf", build(COLUMNS, [])))

    assert book.sheetnames == ["Daftar", "T1", "T2"]
    contents = book["Daftar"]
    assert contents["A1"].value == "LKIP 2023"
    assert [contents[f"B{row}"].value for row in (2, 3)] == ["Anggaran", "'=Staf"]
    assert [contents[f"A{row}"].hyperlink.target for row in (2, 3)] == [
        "#'T1'!A1",
        "#'T2'!A1",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tabel 1", "Tabel 1"),
        ("a[b]:c*d?e/f\\g'h", "abcdefgh"),
        ("x" * 40, "x" * 31),
        ("[]", "Tabel"),
    ],
)
def test_sheet_name_is_valid(text, name):
    assert sheet_name(text, set()) == name


def test_sheet_names_are_unique_whatever_their_case():
    used: set[str] = set()

    assert [sheet_name(text, used) for text in ("Tabel", "tabel", "TABEL", "y" * 31, "y" * 35)] == [
        "Tabel",
        "tabel 2",
        "TABEL 3",
        "y" * 31,
        "y" * 29 + " 2",
    ]
