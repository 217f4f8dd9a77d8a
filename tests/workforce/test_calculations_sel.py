"""Small cells: what is hidden, what else, and that nothing follows from the total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.calculations_sel import KECIL, Sel, samarkan, terbuka


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        pytest.param((5, 60, 0), "5 60 0", "65", id="nothing is small"),
        pytest.param((1, 4, 60), "<5 <5 60", "65", id="two small ones cover each other"),
        pytest.param((3, 9, 60), "<5 * 60", "72", id="one alone takes the smallest with it"),
        pytest.param((4, 9, 0, 60), "<5 * 0 60", "73", id="a zero only if nothing else is left"),
        pytest.param((4, 4, 0, 0), "<5 <5 * 0", "8", id="a zero when sums leave no choice"),
        pytest.param((1, 1, 7), "<5 <5 *", "9", id="two ones follow from their sum"),
        pytest.param((4, 4, 6, 7, 6), "<5 <5 * 7 6", "27", id="two fours as well"),
        pytest.param((1, 5, 30), "<5 * *", "36", id="a second one that would still tell"),
        pytest.param((4, 4), "* *", "8", id="nothing left to take along"),
        pytest.param((1, 5), "* *", "6", id="one and the least that is shown"),
        pytest.param((1, 2, 0), "* * *", "<5", id="the whole group is small"),
        pytest.param((0, 0), "0 0", "0", id="nobody"),
        pytest.param((), "", "0", id="no class"),
    ],
)
def test_what_is_hidden(counts, shown, total):
    found = samarkan(counts)

    assert " ".join(cell.teks for cell in found.sel) == shown
    assert found.jumlah.teks == total
    assert found.menyamarkan == ("<" in shown + total or "*" in shown)


def test_those_who_administer_see_all():
    found = terbuka((1, 0, 30))

    assert [cell.nilai for cell in found.sel] == [1, 0, 30]
    assert [cell.teks for cell in (*found.sel, found.jumlah)] == ["1", "0", "30", "31"]
    assert not found.menyamarkan


def test_negative_count_is_refused():
    with pytest.raises(ValueError, match="tidak boleh negatif"):
        samarkan((3, -1))


@given(st.lists(st.integers(min_value=0, max_value=12), max_size=4))
def test_no_small_count_is_shown_or_follows_from_the_rest(counts):
    found = samarkan(counts)

    assert all(cell.nilai is None or not 1 <= cell.nilai <= 4 for cell in found.sel)
    assert all(cell.nilai in (None, count) for cell, count in zip(found.sel, counts, strict=True))
    if found.jumlah.tersembunyi or KECIL not in [cell.teks for cell in found.sel]:
        return
    # What each hidden cell may hold by its label, and which of it fits the others and the total.
    choices = [_mungkin(cell, sum(counts)) for cell in found.sel]
    for index, cell in enumerate(found.sel):
        if cell.teks == KECIL:
            others = _jumlah(choices[:index] + choices[index + 1 :])
            assert len([n for n in choices[index] if sum(counts) - n in others]) > 1


def _mungkin(cell: Sel, total: int) -> set[int]:
    if cell.nilai is not None:
        return {cell.nilai}
    return {1, 2, 3, 4} if cell.teks == KECIL else {0, *range(5, total + 1)}


def _jumlah(choices: list[set[int]]) -> set[int]:
    sums = {0}
    for values in choices:
        sums = {a + b for a in sums for b in values}
    return sums
