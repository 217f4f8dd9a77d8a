"""Joining parts: page numbers, bookmarks, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.assembly import Bagian, TujuanHilang, _number, page_numbers

A4, TURNED = (0, 0, 595.28, 841.89), (0, 0, 841.89, 595.28)


def _part(pages: int, **anchors: int) -> Bagian:
    return Bagian(Path("x.pdf"), pages, {name: (page, 0, 0) for name, page in anchors.items()}, ())


def test_page_numbers_run_on_over_parts_and_the_first_anchor_counts():
    parts = [_part(3, a=0, b=2), _part(1, c=0, a=0)]

    assert page_numbers(parts, after=7) == {"a": 8, "b": 10, "c": 11}
    assert page_numbers(parts) == {"a": 1, "b": 3, "c": 4}


def test_number_of_an_anchor_that_no_part_has_is_refused():
    with pytest.raises(TujuanHilang, match=r"^Tautan ke z tidak punya tujuan di dokumen\.$"):
        page_numbers([_part(1, a=0)])["z"]


@pytest.mark.parametrize(
    ("number", "box", "place"),
    [
        # The text ends 22 mm (62.36 pt) from the edge of an upright page, 18 mm (51.02 pt) from
        # that of a turned one; a digit is 4.62 pt wide.
        (7, A4, "528.30 28.37 Td (7) Tj"),
        (137, A4, "519.07 28.37 Td (137) Tj"),
        (18, TURNED, "781.63 22.70 Td (18) Tj"),
    ],
)
def test_number_stands_in_the_lower_right_margin(number, box, place):
    drawn = _number(number, box).decode()

    assert place in drawn
    assert drawn.startswith("Q /Artifact")
    assert drawn.endswith("EMC")
