"""Printing and reading of Indonesian numbers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip.numbers import (
    AngkaTidakTerbaca,
    format_date,
    format_number,
    format_percent,
    format_rupiah,
    parse_machine_number,
    parse_number,
    round_half_up,
)

D = Decimal
bilangan = st.decimals(min_value=D("-1e15"), max_value=D("1e15"), places=4)
rupiah = st.decimals(min_value=D("-1e15"), max_value=D("1e15"), places=2)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        pytest.param("58.985", 2, "58.99", id="half-goes-up"),
        pytest.param("-58.985", 2, "-58.99", id="negative-half-goes-away-from-zero"),
        pytest.param("41.5094339", 2, "41.51", id="share-44-of-106"),
        pytest.param("2.5", 0, "3", id="whole"),
        pytest.param("1e30", 2, "1" + 30 * "0" + ".00", id="beyond-28-digits"),
    ],
)
def test_round_half_up(value: str, places: int, expected: str) -> None:
    assert str(round_half_up(D(value), places)) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        pytest.param(D("1234567.89"), None, "1.234.567,89", id="thousands-and-decimals"),
        pytest.param(D("31.2000"), None, "31,2", id="trailing-zeros-dropped"),
        pytest.param(D("100"), None, "100", id="zeros-of-a-whole-number-kept"),
        pytest.param(D("1E+3"), None, "1.000", id="exponent"),
        pytest.param(15631, None, "15.631", id="int"),
        pytest.param(D("31.2"), 2, "31,20", id="fixed-places"),
        pytest.param(D("-1234.5"), None, "-1.234,5", id="negative"),
        pytest.param(D("-0.001"), 2, "0,00", id="no-negative-zero"),
        pytest.param(D(0), None, "0", id="zero-is-not-empty"),
        pytest.param(None, None, "-", id="none"),
    ],
)
def test_format_number(value: Decimal | int | None, places: int | None, expected: str) -> None:
    assert format_number(value, places) == expected


def test_format_number_with_own_text_for_none() -> None:
    assert format_number(None, empty="N/A") == "N/A"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(D("1234567"), "Rp1.234.567", id="whole"),
        pytest.param(D("1234567.00"), "Rp1.234.567", id="zero-cents-hidden"),
        pytest.param(D("1234567.5"), "Rp1.234.567,50", id="cents-shown"),
        pytest.param(D("-1000"), "-Rp1.000", id="negative"),
        pytest.param(0, "Rp0", id="zero"),
        pytest.param(None, "-", id="none"),
    ],
)
def test_format_rupiah(value: Decimal | int | None, expected: str) -> None:
    assert format_rupiah(value) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        pytest.param(D("95.528"), 2, "95,53%", id="two-places"),
        pytest.param(D(100), 0, "100%", id="no-places"),
        pytest.param(None, 2, "-", id="none"),
    ],
)
def test_format_percent(value: Decimal | None, places: int, expected: str) -> None:
    assert format_percent(value, places) == expected


def test_format_date() -> None:
    assert format_date(date(2023, 12, 31)) == "31 Desember 2023"
    assert format_date(date(2024, 1, 4)) == "4 Januari 2024"
    assert format_date(None) == "-"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1.234,5", "1234.5", id="indonesian"),
        pytest.param("1,234.5", "1234.5", id="english"),
        pytest.param("1.234.567,891", "1234567.891", id="indonesian-three-decimals"),
        pytest.param("95,53%", "95.53", id="percent"),
        pytest.param("80", "80", id="plain"),
        pytest.param("80%", "80", id="plain-percent"),
        pytest.param("80 persen", "80", id="percent-in-words"),
        pytest.param("114 Orang", "114", id="unit"),
        pytest.param("12 jam pelajaran", "12", id="unit-of-two-words"),
        pytest.param("Rp 1.234.567", "1234567", id="rupiah-with-space"),
        pytest.param("Rp. 1.234", "1234", id="rupiah-with-point"),
        pytest.param("Rp1.234", "1234", id="rupiah-has-no-three-decimals"),
        pytest.param("Rp1.234,50", "1234.50", id="rupiah-with-cents"),
        pytest.param("Rp1.000,-", "1000", id="rupiah-with-closing-dash"),
        pytest.param("-Rp1.000", "-1000", id="minus-before-rupiah"),
        pytest.param("Rp-1.000", "-1000", id="minus-after-rupiah"),
        pytest.param("62.066.326162", "62066326162", id="lost-separator"),
        pytest.param("1,725,159,000", "1725159000", id="english-thousands"),
        pytest.param("1.234,567,890", "1234567890", id="mixed-thousands"),
        pytest.param("99.97", "99.97", id="english-decimals"),
        pytest.param("123% (Berdasarkan nilai e-SAKIP)", "123", id="remark"),
        pytest.param("100% (Surat\nNo. 5029)", "100", id="remark-over-two-lines"),
        pytest.param("−5", "-5", id="minus-sign"),
        pytest.param("–5", "-5", id="en-dash"),
        pytest.param("0,123", "0.123", id="leading-zero-is-no-thousand"),
        pytest.param("1234,567", "1234.567", id="four-digits-are-no-thousand"),
        pytest.param("62.066326", "62.066326", id="six-decimals"),
        pytest.param("\u00a01.234,5 ", "1234.5", id="no-break-space"),
    ],
)
def test_parse_number(text: str, expected: str) -> None:
    hasil = parse_number(text)
    assert hasil.nilai == D(expected)
    assert not hasil.ambigu
    assert hasil.ditafsirkan == format_number(D(expected))


@pytest.mark.parametrize(
    ("text", "pilihan", "ditafsirkan"),
    [
        pytest.param("1.234", ("1234", "1.234"), "1.234 atau 1,234", id="point"),
        pytest.param("1,234", ("1.234", "1234"), "1,234 atau 1.234", id="comma"),
        pytest.param("-1.234", ("-1234", "-1.234"), "-1.234 atau -1,234", id="negative"),
    ],
)
def test_parse_number_asks_when_ambiguous(
    text: str, pilihan: tuple[str, ...], ditafsirkan: str
) -> None:
    hasil = parse_number(text)
    assert hasil.ambigu
    assert hasil.pilihan == tuple(D(satu) for satu in pilihan)
    assert hasil.ditafsirkan == ditafsirkan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1.234", "1234", id="thousands"),
        pytest.param("62.066.326,162", "62066326162", id="mixed-thousands"),
        pytest.param("1.234,50", "1234.50", id="cents"),
        pytest.param("1500", "1500", id="plain"),
    ],
)
def test_parse_number_in_money_field(text: str, expected: str) -> None:
    assert parse_number(text, rupiah=True).nilai == D(expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("abc", id="word"),
        pytest.param("Rp.", id="prefix-only"),
        pytest.param("1.2.3", id="bad-groups"),
        pytest.param("1.23,4", id="bad-thousands"),
        pytest.param("1234.567,8", id="long-first-group"),
        pytest.param("1.234,567.89", id="three-kinds-of-separator"),
        pytest.param("Rp1,2345", id="rupiah-four-decimals"),
        pytest.param("80-90", id="range"),
        pytest.param("-Rp-5", id="two-minus-signs"),
        pytest.param("(1.234)", id="only-a-remark"),
        pytest.param("1e5", id="exponent"),
        pytest.param("١٢", id="other-digits"),
    ],
)
def test_parse_number_unreadable(text: str) -> None:
    with pytest.raises(AngkaTidakTerbaca) as error:
        parse_number(text)
    assert f'"{text}"' in str(error.value)
    assert "1.234,56" in str(error.value)


def test_parse_number_empty() -> None:
    with pytest.raises(AngkaTidakTerbaca, match="Angka belum diisi"):
        parse_number("  ")


@pytest.mark.parametrize("text", ["1,2 miliar", "Rp 3 Juta", "2 juta rupiah"])
def test_parse_number_refuses_magnitude_words(text: str) -> None:
    with pytest.raises(AngkaTidakTerbaca, match="Tulis angkanya secara lengkap"):
        parse_number(text)


def test_parse_number_shortens_long_text() -> None:
    with pytest.raises(AngkaTidakTerbaca) as error:
        parse_number("x" * 500)
    assert "…" in str(error.value)
    assert len(str(error.value)) < 250


@given(bilangan)
def test_parse_number_reads_what_format_number_prints(value: Decimal) -> None:
    hasil = parse_number(format_number(value))
    assert value in hasil.pilihan or hasil.nilai == value


@given(bilangan)
def test_two_places_are_never_ambiguous(value: Decimal) -> None:
    assert parse_number(format_number(value, 2)).nilai == round_half_up(value, 2)


@given(bilangan)
def test_parse_number_reads_what_format_percent_prints(value: Decimal) -> None:
    assert parse_number(format_percent(value)).nilai == round_half_up(value, 2)


@given(rupiah)
def test_parse_number_reads_what_format_rupiah_prints(value: Decimal) -> None:
    assert parse_number(format_rupiah(value)).nilai == value


@given(st.text(alphabet="0123456789.,-Rp% (a)", max_size=20))
def test_parse_number_reads_or_explains(text: str) -> None:
    try:
        hasil = parse_number(text)
    except AngkaTidakTerbaca as error:
        assert str(error).endswith(".")
    else:
        assert hasil.ambigu == (len(hasil.pilihan) == 2)


@given(bilangan, st.integers(0, 4))
def test_rounding_moves_at_most_half_a_unit(value: Decimal, places: int) -> None:
    assert abs(round_half_up(value, places) - value) * 2 <= D(1).scaleb(-places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("335.5", "335.5"), (" 100 ", "100"), ("-9.31", "-9.31"), ("28.30", "28.30")],
)
def test_parse_machine_number(text: str, expected: str) -> None:
    assert str(parse_machine_number(text)) == expected


@pytest.mark.parametrize("text", ["", "95,53", "1,234.5", "N/A", "1e5", "NaN", ".5", "5."])
def test_parse_machine_number_unreadable(text: str) -> None:
    with pytest.raises(AngkaTidakTerbaca, match="titik sebagai tanda desimal"):
        parse_machine_number(text)
