"""One declaration of a table for screen, PDF and Excel.

A `Column` says how a value prints; a `Table` holds typed cells. Totals are declared, never
written by hand: `sum_up` adds them from the rows, and the spreadsheet writes them as formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from lkip.numbers import format_date, format_number, format_percent, format_rupiah


class Kind(StrEnum):
    """What a column holds; decides alignment, print form and the type of spreadsheet cells."""

    TEXT = "teks"
    NUMBER = "bilangan"
    RUPIAH = "rupiah"
    PERCENT = "persen"
    DATE = "tanggal"


class RowKind(StrEnum):
    """Role of a row."""

    DATA = "data"
    GROUP = "kelompok"
    SUBTOTAL = "subjumlah"
    TOTAL = "jumlah"


@dataclass(frozen=True)
class Tanpa:
    """A cell without a value that says why: "data belum rilis", "tidak tersedia"."""

    teks: str
    alasan: str = ""

    def __str__(self) -> str:
        return self.teks


Value = str | int | Decimal | date | Tanpa | None
DATA_BELUM_RILIS = "data belum rilis"
TIDAK_TERSEDIA = "tidak tersedia"


@dataclass(frozen=True)
class Column:
    """A column. `key` is an attribute or mapping key of the records.

    `total` adds the column up; `ratio` names two columns whose totals, divided, give this
    column's total in percent. `width` is relative to the other columns. `places` are decimals
    (default: as many as the value has, two for percentages). `span` is a heading above several
    neighbouring columns.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 10
    places: int | None = None
    total: bool = False
    ratio: tuple[str, str] | None = None
    span: str = ""
    empty: str = "-"

    @property
    def numeric(self) -> bool:
        """Whether the column is right-aligned on its digits."""
        return self.kind in (Kind.NUMBER, Kind.RUPIAH, Kind.PERCENT)

    def format(self, value: Value) -> str:
        """The value as an Indonesian reader expects it."""
        if value is None or value == "":
            return self.empty
        if isinstance(value, str | Tanpa):
            return str(value)
        if isinstance(value, date):
            return format_date(value)
        return self._format_number(value)

    def _format_number(self, value: int | Decimal) -> str:
        number = Decimal(value)
        if self.kind == Kind.RUPIAH:
            return format_rupiah(number).removeprefix("Rp").replace("-Rp", "-")
        if self.kind == Kind.PERCENT:
            return format_percent(number, 2 if self.places is None else self.places)
        if self.kind == Kind.TEXT:
            return str(value)
        return format_number(number, self.places)


@dataclass(frozen=True)
class Row:
    """A row of typed cells by column key."""

    cells: Mapping[str, Value]
    kind: RowKind = RowKind.DATA
    label: str = ""
    level: int = 0
    mark: bool = False


SUMS = (RowKind.SUBTOTAL, RowKind.TOTAL)
Cell = tuple[Column, Value, str]


@dataclass(frozen=True)
class Line:
    """A row as templates print it: label over `span` columns, then the remaining cells."""

    row: Row
    span: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Span:
    """A heading over neighbouring columns."""

    title: str
    width: int


@dataclass(frozen=True)
class Table:
    """Columns and rows, ready to print."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    empty: str = "Belum ada data."
    widths: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", percentages([c.width for c in self.columns]))

    @property
    def spans(self) -> tuple[Span, ...]:
        """Headings above the column titles; empty when no column asks for one."""
        if not any(column.span for column in self.columns):
            return ()
        groups = groupby(self.columns, key=lambda column: column.span)
        return tuple(Span(title, len(list(columns))) for title, columns in groups)

    @property
    def body(self) -> tuple[tuple[Row, tuple[Cell, ...]], ...]:
        """Rows with (column, value, text) cells, for templates."""
        return tuple(
            (
                row,
                tuple(
                    (column, row.cells.get(column.key), self._text(column, row))
                    for column in self.columns
                ),
            )
            for row in self.rows
        )

    def label_span(self, row: Row) -> int:
        """How many leading columns the label of a sum row may fill."""
        empty = 0
        for column in self.columns:
            if row.cells.get(column.key) is not None:
                break
            empty += 1
        return max(1, empty)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Rows with their cells and label width, for templates."""
        result = []
        for row, row_cells in self.body:
            span = self.label_span(row) if row.kind in SUMS else 0
            result.append(Line(row, span, row_cells[span:]))
        return tuple(result)

    @staticmethod
    def _text(column: Column, row: Row) -> str:
        value = row.cells.get(column.key)
        if value is None and row.kind in SUMS:
            return ""
        return column.format(value)

    def value(self, kind: RowKind, key: str, label: str = "") -> Value:
        """A cell of the (sub)total row; used by tests and checks."""
        rows = (r for r in self.rows if r.kind == kind and label in ("", r.label))
        return next(row.cells.get(key) for row in rows)


def percentages(widths: Sequence[int]) -> tuple[int, ...]:
    """Whole percentages that add up to 100; rounding each alone would make a table overflow."""
    total = sum(widths)
    shares = [divmod(100 * width, total) for width in widths]
    by_rest = sorted(range(len(shares)), key=lambda i: -shares[i][1])
    lifted = set(by_rest[: 100 - sum(whole for whole, _ in shares)])
    return tuple(whole + (i in lifted) for i, (whole, _) in enumerate(shares))


def cells(record: Any, columns: Iterable[Column]) -> dict[str, Value]:
    """The cells of a record, which may be a mapping or an object."""
    if isinstance(record, Mapping):
        return {column.key: record.get(column.key) for column in columns}
    return {column.key: getattr(record, column.key, None) for column in columns}


def _known(rows: Iterable[Row], key: str) -> list[Decimal]:
    values = (row.cells.get(key) for row in rows)
    return [Decimal(v) for v in values if isinstance(v, int | Decimal) and v is not None]


def sum_up(rows: Sequence[Row], columns: Iterable[Column]) -> dict[str, Value]:
    """Totals of the data rows. A column without any number has no total, not zero."""
    totals: dict[str, Value] = {}
    for column in columns:
        known = _known(rows, column.key) if column.total else []
        if known:
            totals[column.key] = sum(known, Decimal(0))
    for column in columns:
        if column.ratio:
            totals[column.key] = _ratio(totals, column.ratio)
    return totals


def _ratio(totals: Mapping[str, Value], names: tuple[str, str]) -> Decimal | None:
    part, whole = (totals.get(name) for name in names)
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or not whole:
        return None
    return part / whole * 100


def build(
    columns: Sequence[Column],
    records: Iterable[Any],
    *,
    group: Callable[[Any], str] | None = None,
    total: str = "",
    subtotal: str = "",
    notes: Iterable[str] = (),
    mark: Callable[[Any], bool] | None = None,
    empty: str = "Belum ada data.",
) -> Table:
    """Lay out records as a table.

    `group` gives the heading under which a record stands (records come sorted); `subtotal` and
    `total` are the labels of the sum rows, empty for none; `mark` picks rows to highlight.
    """
    columns = tuple(columns)
    data: list[Row] = []
    rows: list[Row] = []
    for heading, members in _grouped(records, group):
        part = [Row(cells(r, columns), mark=bool(mark and mark(r))) for r in members]
        data += part
        if group:
            rows.append(Row({}, RowKind.GROUP, heading))
        rows += part
        if subtotal:
            label = f"{subtotal} {heading}".strip()
            rows.append(Row(sum_up(part, columns), RowKind.SUBTOTAL, label))
    if total and data:
        rows.append(Row(sum_up(data, columns), RowKind.TOTAL, total))
    return Table(columns, tuple(rows), tuple(notes), empty)


def _grouped(
    records: Iterable[Any], group: Callable[[Any], str] | None
) -> Iterable[tuple[str, list[Any]]]:
    if group is None:
        return [("", list(records))]
    return [(heading, list(members)) for heading, members in groupby(records, key=group)]
