"""Tables as sheets of an Excel workbook: real numbers, totals as formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from lkip.tables import Column, Kind, Row, RowKind, Table, Value

FORMATS = {
    Kind.NUMBER: "#,##0.####",
    Kind.RUPIAH: "#,##0",
    Kind.PERCENT: "#,##0.00",
    Kind.DATE: "d mmmm yyyy",
}
HEAD = PatternFill("solid", fgColor="DFEAF3")
BOLD = Font(bold=True)
# Times of making and changing among the properties of a workbook.
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")


def sheet_name(text: str, used: set[str]) -> str:
    """A valid, unused sheet name of at most 31 characters; adds it to `used`."""
    base = text.translate(FORBIDDEN)[:31].strip() or "Tabel"
    name, number = base, 2
    while name.lower() in used:
        suffix = f" {number}"
        name, number = base[: 31 - len(suffix)] + suffix, number + 1
    used.add(name.lower())
    return name


def safe_text(text: str) -> str:
    """Text that a spreadsheet will not run as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and len(text) > 1 else text


def write_workbook(
    tables: Iterable[tuple[str, str, Table]], *, title: str, pada: datetime | None = None
) -> bytes:
    """A workbook with a contents sheet and one sheet per (label, title, table).

    With `pada` as its moment the same tables give the same bytes again.
    """
    book = Workbook()
    contents: Any = book.active
    contents.title = "Daftar"
    contents.append([safe_text(title)])
    contents["A1"].font = Font(bold=True, size=14)
    used = {"daftar"}
    for label, name, table in tables:
        sheet: Any = book.create_sheet(sheet_name(label, used))
        write_table(sheet, f"{label}. {name}", table)
        contents.append([safe_text(label), safe_text(name)])
        cell = contents.cell(row=contents.max_row, column=1)
        cell.hyperlink = f"#'{sheet.title}'!A1"
    contents.column_dimensions["A"].width = 14
    contents.column_dimensions["B"].width = 100
    stream = BytesIO()
    book.save(stream)
    return _dated(stream, pada) if pada else stream.getvalue()


def _dated(stream: BytesIO, pada: datetime) -> bytes:
    """A workbook whose every mark of time is `pada`; its library writes the time of saving."""
    moment = pada.astimezone(UTC)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = BytesIO()
    with ZipFile(stream) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            new.writestr(ZipInfo(name, moment.timetuple()[:6]), content, ZIP_DEFLATED)
    return target.getvalue()


def write_table(sheet: Any, title: str, table: Table) -> None:
    """One table: title, heads, rows, notes."""
    sheet.append([safe_text(title)])
    sheet["A1"].font = Font(bold=True, size=12)
    sheet.append([_head(column) for column in table.columns])
    for cell in sheet[2]:
        cell.font, cell.fill = BOLD, HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    writer = _Writer(sheet, table.columns)
    for row in table.rows:
        writer.write(row)
    for note in table.notes:
        sheet.append([safe_text(note)])
    for index, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = max(10, width * 1.3)
    sheet.freeze_panes = "A3"


def _head(column: Column) -> str:
    # Heads of supporting tables are records too, so they are no safer than cells.
    return safe_text(f"{column.span} {column.title}".strip())


class _Writer:
    """Writes rows and remembers which data rows a total adds up."""

    def __init__(self, sheet: Any, columns: Sequence[Column]) -> None:
        self.sheet = sheet
        self.columns = columns
        self.keys = {column.key: i for i, column in enumerate(columns, start=1)}
        self.part: list[int] = []
        self.all: list[int] = []

    def write(self, row: Row) -> None:
        """Append a row of any kind."""
        number = self.sheet.max_row + 1
        if row.kind == RowKind.GROUP:
            self.sheet.cell(number, 1, safe_text(row.label)).font = BOLD
            self.part = []
        elif row.kind == RowKind.DATA:
            self._data(number, row)
        else:
            self._total(number, row)

    def _data(self, number: int, row: Row) -> None:
        self.part.append(number)
        self.all.append(number)
        for index, column in enumerate(self.columns, start=1):
            value = row.cells.get(column.key)
            cell = self.sheet.cell(number, index, _cell_value(value, column))
            if isinstance(value, int | Decimal | date):
                cell.number_format = FORMATS.get(column.kind, "General")

    def _total(self, number: int, row: Row) -> None:
        rows = self.part if row.kind == RowKind.SUBTOTAL else self.all
        for index, column in enumerate(self.columns, start=1):
            if row.cells.get(column.key) is None:
                continue
            cell = self.sheet.cell(number, index, self._formula(column, number, rows))
            cell.number_format = FORMATS.get(column.kind, "General")
        self.sheet.cell(number, 1, safe_text(row.label))
        for cell in self.sheet[number]:
            cell.font = BOLD

    def _formula(self, column: Column, number: int, rows: list[int]) -> str:
        if column.ratio:
            part, whole = (get_column_letter(self.keys[key]) for key in column.ratio)
            return f"={part}{number}/{whole}{number}*100"
        letter = get_column_letter(self.keys[column.key])
        return f"=SUM({','.join(_ranges(letter, rows))})"


def _ranges(letter: str, rows: list[int]) -> list[str]:
    """Neighbouring rows as ranges, so that a formula stays short."""
    ranges: list[tuple[int, int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    return [f"{letter}{first}:{letter}{last}" for first, last in ranges]


def _cell_value(value: Value, column: Column) -> Any:
    if value is None or value == "":
        return column.empty
    if isinstance(value, int | Decimal | date):
        return value
    return safe_text(str(value))
