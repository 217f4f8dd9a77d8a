"""Numbers as officials type them: read, asked back, or refused with a sentence."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lkip.fields import AngkaField, exact

D = Decimal


def read(text: object) -> Decimal | None:
    value: Decimal | None = AngkaField(required=False).clean(text)
    return value


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        read(text)
    (fault,) = caught.value.error_list
    return str(fault.code), fault.messages[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", D("1234.5")),
        ("1,234.5", D("1234.5")),
        ("95,53%", D("95.53")),
        ("Rp 1.234.567", D(1234567)),
        ("Rp1.234", D(1234)),
        ("1234", D(1234)),
        ("1.234.567", D(1234567)),
        ("1,2340", D("1.234")),
        ("-12,5", D("-12.5")),
        ("0", D(0)),
        (" 38 ", D(38)),
        (38, D(38)),
        ("9" * 16, D("9" * 16)),
        ("0" * 59 + "7", D(7)),
    ],
)
def test_number_with_one_reading(text, value):
    assert read(text) == value


@pytest.mark.parametrize("text", ["", "   ", None])
def test_empty_field_is_no_value_and_not_zero(text):
    assert read(text) is None


def test_empty_field_that_is_required():
    with pytest.raises(ValidationError) as caught:
        AngkaField().clean("")
    assert caught.value.code == "required"


@pytest.mark.parametrize(
    ("text", "sentence", "choices"),
    [
        (
            "1.234",
            '"1.234" dapat dibaca sebagai 1.234 atau 1,234. Tulis 1234 atau 1,2340 agar pasti.',
            ("1234", "1,2340"),
        ),
        (
            "1,234",
            '"1,234" dapat dibaca sebagai 1,234 atau 1.234. Tulis 1,2340 atau 1234 agar pasti.',
            ("1,2340", "1234"),
        ),
        (
            "-38.160",
            '"-38.160" dapat dibaca sebagai -38.160 atau -38,16. '
            "Tulis -38160 atau -38,16 agar pasti.",
            ("-38160", "-38,16"),
        ),
    ],
)
def test_ambiguous_number_is_asked_back_with_both_readings(text, sentence, choices):
    assert refusal(text) == ("ambigu", sentence)
    with pytest.raises(ValidationError) as caught:
        read(text)
    assert caught.value.error_list[0].params == {"pilihan": choices}
    assert len({read(choice) for choice in choices}) == 2


@pytest.mark.parametrize("text", ["dua belas", "12a3", "1,2,3,4", "12,5,7", "1..2", "--5", "%"])
def test_unreadable_text(text):
    assert refusal(text) == (
        "tak_terbaca",
        f'Nilai "{text}" tidak dapat dibaca sebagai angka. Tulis dengan titik sebagai pemisah '
        "ribuan dan koma sebagai tanda desimal, misalnya 1.234,56.",
    )


def test_word_for_a_magnitude():
    assert refusal("1,25 miliar") == (
        "tak_terbaca",
        'Nilai "1,25 miliar" memakai kata miliar. Tulis angkanya secara lengkap, '
        "misalnya 1.250.000.000.",
    )


def test_text_of_300_characters():
    assert refusal("7" * 300) == (
        "terlalu_panjang",
        "Terbaca 300 huruf; angka ditulis paling banyak 60 huruf.",
    )


def test_number_of_17_digits():
    assert refusal("10000000000000000") == (
        "terlalu_besar",
        "Nilai 10.000.000.000.000.000 terlalu besar; paling banyak 16 angka.",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (D("1234.0000"), "1234"),
        (D("1234567.0000"), "1.234.567"),
        (D("12.5000"), "12,5"),
        (D("1.2340"), "1,2340"),
        (D("1234.5670"), "1.234,567"),
        (D("-1234"), "-1234"),
        (D("0.0000"), "0"),
        (D("0.1250"), "0,1250"),
        (D(100), "100"),
    ],
)
def test_exact_text_of_a_number(value, text):
    assert exact(value) == text
    assert AngkaField().prepare_value(value) == text


def test_prepare_value_leaves_what_was_typed():
    assert AngkaField().prepare_value("1.234") == "1.234"
    assert AngkaField().prepare_value(None) is None


@given(st.decimals(D("-9999999999999999"), D("9999999999999999"), places=4))
def test_exact_text_is_always_read_back_as_the_same_value(value):
    assert read(exact(value)) == value


@given(st.integers(-(10**16) + 1, 10**16 - 1))
def test_exact_text_of_a_whole_number_is_read_back(value):
    assert read(exact(D(value))) == value


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (D("95.5000"), "95,5", False),
        (D("95.5000"), "95,50%", False),
        (D("1234.0000"), "1234", False),
        (D("95.5000"), "95,6", True),
        (D("95.5000"), "1.234", True),
        (D("95.5000"), "", True),
        (None, "", False),
        (None, "0", True),
    ],
)
def test_has_changed_compares_numbers(initial, data, changed):
    assert AngkaField().has_changed(initial, data) is changed


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234", D(1234)), ("1,234", D(1234)), ("Rp1.234,5", D("1234.5")), ("250000", D(250000))],
)
def test_rupiah_has_one_reading(text, value):
    assert AngkaField(rupiah=True).clean(text) == value


@given(st.decimals(min_value=0, max_value=D("9999999999999.99"), places=2))
def test_rupiah_is_read_back_as_it_is_shown(value):
    field = AngkaField(rupiah=True)
    assert field.clean(field.prepare_value(value)) == value


def test_rupiah_is_shown_with_its_thousands():
    assert AngkaField(rupiah=True).prepare_value(D("250000.00")) == "250.000"
    assert AngkaField(rupiah=True).prepare_value("banyak") == "banyak"
