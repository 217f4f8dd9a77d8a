"""Filters of the templates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.template import engines

from lkip.tables import Tanpa

D = Decimal


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("nilai", D("1234.5"), "1.234,5"),
        ("nilai", 1234, "1.234"),
        ("nilai", 0, "0"),
        ("nilai", None, "-"),
        ("nilai", "Sangat Baik", "Sangat Baik"),
        ("nilai", Tanpa("data belum rilis"), "data belum rilis"),
        ("persen", D("91.234"), "91,23%"),
        ("persen", 100, "100,00%"),
        ("persen", None, "-"),
        ("persen", Tanpa("tidak tersedia"), "tidak tersedia"),
        ("rupiah", D("1234567.00"), "Rp1.234.567"),
        ("rupiah", None, "-"),
        ("tanggal", date(2023, 12, 31), "31 Desember 2023"),
        ("tanggal", None, "-"),
        ("mesin", D("91.235"), "91.24"),
        ("mesin", None, "0"),
    ],
)
def test_filter_prints(name, value, text):
    template = engines["django"].from_string("{% load lkip_format %}{{ x|" + name + " }}")

    assert template.render({"x": value}) == text
