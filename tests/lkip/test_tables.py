"""One declaration of a table: what prints, what adds up, what has no value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from lkip.tables import (
    Column,
    Kind,
    Row,
    RowKind,
    Span,
    Table,
    Tanpa,
    build,
    cells,
    sum_up,
)

D = Decimal
NAMA = Column("nama", "Program", width=40)
PAGU = Column("pagu", "Pagu", Kind.RUPIAH, 20, total=True)
REALISASI = Column("realisasi", "Realisasi", Kind.RUPIAH, 20, total=True)
SERAPAN = Column("serapan", "Serapan", Kind.PERCENT, 20, ratio=("realisasi", "pagu"))
COLUMNS = (NAMA, PAGU, REALISASI, SERAPAN)

# Three programmes in two groups; the figures are small enough to add up by hand.
PROGRAM = (
    {"kelompok": "A", "nama": "P1", "pagu": D(100), "realisasi": D(80), "serapan": D(80)},
    {"kelompok": "A", "nama": "P2", "pagu": D(300), "realisasi": D(240), "serapan": D(80)},
    {"kelompok": "B", "nama": "P3", "pagu": D(200), "realisasi": None, "serapan": None},
)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        pytest.param(Kind.TEXT, "BPSDM", "BPSDM", id="text"),
        pytest.param(Kind.TEXT, 2023, "2023", id="year-without-thousands"),
        pytest.param(Kind.TEXT, D("1.5"), "1.5", id="decimal-in-text-column"),
        pytest.param(Kind.NUMBER, 1234567, "1.234.567", id="whole"),
        pytest.param(Kind.NUMBER, D("1234.5"), "1.234,5", id="decimal"),
        pytest.param(Kind.RUPIAH, D("1234567.00"), "1.234.567", id="rupiah"),
        pytest.param(Kind.RUPIAH, D(-1500), "-1.500", id="rupiah-below-zero"),
        pytest.param(Kind.PERCENT, D("91.234"), "91,23", id="percent"),
        pytest.param(Kind.DATE, date(2023, 12, 31), "31 Desember 2023", id="date"),
        pytest.param(Kind.NUMBER, 0, "0", id="zero-is-a-value"),
        pytest.param(Kind.NUMBER, None, "-", id="none"),
        pytest.param(Kind.NUMBER, "", "-", id="empty"),
        pytest.param(Kind.NUMBER, Tanpa("data belum rilis"), "data belum rilis", id="reason"),
    ],
)
def test_column_prints_a_value(kind, value, text):
    printed = Column("x", "X", kind).format(value)

    assert printed.removesuffix("%").strip() == text


def test_column_prints_the_places_it_declares():
    assert Column("x", "X", Kind.NUMBER, places=2).format(D(7)) == "7,00"
    assert Column("x", "X", Kind.PERCENT, places=0).format(D("66.5")).startswith("67")
    assert Column("x", "X", empty="").format(None) == ""


@pytest.mark.parametrize(
    ("kind", "numeric"),
    [
        (Kind.TEXT, False),
        (Kind.DATE, False),
        (Kind.NUMBER, True),
        (Kind.RUPIAH, True),
        (Kind.PERCENT, True),
    ],
)
def test_column_is_aligned_by_what_it_holds(kind, numeric):
    assert Column("x", "X", kind).numeric is numeric


def test_widths_are_shares_of_a_hundred():
    assert Table(COLUMNS, ()).widths == (40, 20, 20, 20)


def test_spans_join_neighbouring_columns():
    triwulan = [Column(f"t{i}", f"TW {i}", span="Target") for i in (1, 2)]

    assert Table((NAMA, *triwulan), ()).spans == (Span("", 1), Span("Target", 2))


def test_spans_are_absent_without_a_heading():
    assert Table(COLUMNS, ()).spans == ()


def test_cells_of_a_mapping_and_of_an_object():
    expected = {"nama": "P1", "pagu": D(100), "realisasi": None, "serapan": None}

    assert cells({"nama": "P1", "pagu": D(100)}, COLUMNS) == expected
    assert cells(SimpleNamespace(nama="P1", pagu=D(100)), COLUMNS) == expected


def test_sum_up_adds_what_is_known_and_divides_the_totals():
    rows = [Row(cells(record, COLUMNS)) for record in PROGRAM]

    assert sum_up(rows, COLUMNS) == {
        "pagu": D(600),
        "realisasi": D(320),
        # 320 of 600, not the mean of the rows' own percentages.
        "serapan": D(320) / D(600) * 100,
    }


def test_sum_up_of_unknown_values_is_not_zero():
    rows = [Row({"pagu": None, "realisasi": Tanpa("data belum rilis")})]

    assert sum_up(rows, COLUMNS) == {"serapan": None}


def test_sum_up_divides_by_no_zero():
    rows = [Row({"pagu": 0, "realisasi": 5})]

    assert sum_up(rows, COLUMNS) == {"pagu": D(0), "realisasi": D(5), "serapan": None}


def test_build_in_groups_with_subtotals_and_a_total():
    table = build(
        COLUMNS,
        PROGRAM,
        group=lambda record: record["kelompok"],
        subtotal="Jumlah",
        total="Seluruhnya",
        notes=["Sumber: DPA."],
        mark=lambda record: record["nama"] == "P2",
    )

    assert [(row.kind, row.label or row.cells["nama"]) for row in table.rows] == [
        (RowKind.GROUP, "A"),
        (RowKind.DATA, "P1"),
        (RowKind.DATA, "P2"),
        (RowKind.SUBTOTAL, "Jumlah A"),
        (RowKind.GROUP, "B"),
        (RowKind.DATA, "P3"),
        (RowKind.SUBTOTAL, "Jumlah B"),
        (RowKind.TOTAL, "Seluruhnya"),
    ]
    assert [row.cells["nama"] for row in table.rows if row.mark] == ["P2"]
    assert table.value(RowKind.SUBTOTAL, "pagu", "Jumlah A") == D(400)
    assert table.value(RowKind.SUBTOTAL, "pagu", "Jumlah B") == D(200)
    assert table.value(RowKind.TOTAL, "pagu") == D(600)
    assert table.notes == ("Sumber: DPA.",)


def test_build_without_groups_has_data_rows_alone():
    table = build(COLUMNS, PROGRAM)

    assert [row.kind for row in table.rows] == [RowKind.DATA] * 3


def test_build_of_nothing_has_no_total():
    table = build(COLUMNS, [], total="Seluruhnya", empty="Belum ada program.")

    assert (table.rows, table.empty) == ((), "Belum ada program.")


def test_body_pairs_columns_with_printed_values():
    table = build(COLUMNS, PROGRAM[:1])

    row, printed = table.body[0]
    assert row.kind == RowKind.DATA
    assert [(column.key, value) for column, value, _ in printed] == [
        ("nama", "P1"),
        ("pagu", D(100)),
        ("realisasi", D(80)),
        ("serapan", D(80)),
    ]
    assert [text for _, _, text in printed[:3]] == ["P1", "100", "80"]


def test_lines_let_the_label_of_a_total_fill_the_columns_before_it():
    columns = (Column("no", "No"), *COLUMNS)
    table = build(columns, PROGRAM, total="Seluruhnya")

    first, *_, last = table.lines
    assert (first.span, len(first.cells)) == (0, 5)
    assert (last.span, len(last.cells)) == (2, 3)
    assert [text for _, _, text in last.cells][:2] == ["600", "320"]


def test_lines_of_a_total_print_nothing_where_nothing_adds_up():
    table = build((PAGU, NAMA), PROGRAM, total="Seluruhnya")

    total = table.lines[-1]
    assert total.span == 1
    assert [text for _, _, text in total.cells] == [""]


def test_label_of_an_empty_total_fills_the_row():
    row = Row({}, RowKind.TOTAL, "Seluruhnya")

    assert Table(COLUMNS, (row,)).label_span(row) == 4


def test_value_without_a_row_asked_for():
    with pytest.raises(StopIteration):
        build(COLUMNS, PROGRAM).value(RowKind.TOTAL, "pagu")


def test_tanpa_prints_its_text_and_keeps_its_reason():
    value = Tanpa("data belum rilis", "BKN menerbitkan bulan Maret")

    assert str(value) == "data belum rilis"
    assert value.alasan == "BKN menerbitkan bulan Maret"
