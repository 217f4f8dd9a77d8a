"""Amounts per month and up to a month, and the questions about them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.calculations_entri import (
    dua_desimal,
    kumulatif,
    per_bulan,
    periksa_realisasi,
    periksa_rencana,
    sidik_rencana,
)

D = Decimal
LEBIH_RENDAH = (
    "Lebih rendah daripada bulan sebelumnya Rp200, padahal angka ini kumulatif. "
    "Ada pengembalian belanja?"
)
SAMA = "Sama dengan bulan sebelumnya. Memang tidak ada belanja pada bulan ini?"
LEBIH_TINGGI = (
    "Lebih tinggi daripada bulan sesudahnya Rp200, padahal angka ini kumulatif. Mana yang benar?"
)
PAGU = "Melebihi pagu Rp200. Sudah benar angkanya?"
RENCANA = "Jauh di atas rencana Rp200, yaitu 120,01% darinya. Sudah benar angkanya?"


@pytest.mark.parametrize(
    ("realisasi", "beside", "questions"),
    [
        pytest.param("100", {}, (), id="nothing to compare with"),
        pytest.param("199.99", {"sebelumnya": D(200)}, (LEBIH_RENDAH,), id="falls"),
        pytest.param("200", {"sebelumnya": D(200)}, (SAMA,), id="stands still"),
        pytest.param("0", {"sebelumnya": D(0)}, (), id="nothing spent yet"),
        pytest.param("201", {"sebelumnya": D(200)}, (), id="rises"),
        pytest.param("201", {"sesudahnya": D(200)}, (LEBIH_TINGGI,), id="above a later month"),
        pytest.param("200", {"sesudahnya": D(200)}, (), id="as a later month"),
        pytest.param("200", {"pagu": D(200)}, (), id="all of the ceiling"),
        pytest.param("200.01", {"pagu": D(200)}, (PAGU,), id="above the ceiling"),
        pytest.param("240", {"rencana": D(200)}, (), id="a fifth above the plan"),
        pytest.param("240.01", {"rencana": D(200)}, (RENCANA,), id="far above the plan"),
        pytest.param("5", {"rencana": D(0)}, (), id="nothing planned"),
        pytest.param(
            "240.01",
            {"sebelumnya": D(1), "sesudahnya": D(200), "pagu": D(200), "rencana": D(200)},
            (LEBIH_TINGGI, PAGU, RENCANA),
            id="all at once",
        ),
    ],
)
def test_questions_about_a_realisasi(realisasi, beside, questions):
    given_values = {"sebelumnya": None, **beside}
    assert periksa_realisasi(realisasi=D(realisasi), **given_values) == questions


@pytest.mark.parametrize(
    ("rencana", "pagu", "questions"),
    [
        ([None] * 12, D(100), ()),
        ([D(50), None, D(50)], D(100), ()),
        ([D(50)], None, ()),
        (
            [D(50), D(40)],
            D(100),
            ("Belum mencapai pagu Rp100; selisih Rp10.",),
        ),
        ([D(50), D(60)], D(100), ("Melebihi pagu Rp100; selisih Rp10.",)),
    ],
    ids=["empty", "equal", "no ceiling", "below", "above"],
)
def test_questions_about_a_plan(rencana, pagu, questions):
    assert periksa_rencana(rencana=rencana, pagu=pagu) == questions


@pytest.mark.parametrize(
    ("bulanan", "sampai"),
    [
        ([], ()),
        ([D(1), D(2), D(3)], (D(1), D(3), D(6))),
        ([None, D(2), None, D(0), D(3)], (None, D(2), None, D(2), D(5))),
        ([None, None], (None, None)),
    ],
)
def test_months_add_up(bulanan, sampai):
    assert kumulatif(bulanan) == sampai
    assert per_bulan(sampai) == tuple(bulanan)


AMOUNTS = st.lists(
    st.none() | st.decimals(min_value=0, max_value=10**15, places=2), min_size=12, max_size=12
)


@given(AMOUNTS)
def test_a_plan_comes_back_as_it_was_entered(bulanan):
    assert per_bulan(kumulatif(bulanan)) == tuple(bulanan)


def test_a_plan_is_recognised_by_its_amounts():
    known = sidik_rencana([D(1), None])
    assert len(known) == 12
    assert sidik_rencana([D("1.00"), None]) == known
    others = ([D(1)], [None, D(1)], [D(1), D(0)], [D(2), None], [])
    assert known not in [sidik_rencana(other) for other in others]


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (None, None),
        (D("1.005"), D("1.01")),
        (D(3), D("3.00")),
        # More digits than a calculation keeps: the field refuses it, not the arithmetic.
        (D(10**30), D(f"{10**30}.00")),
    ],
)
def test_two_decimals(value, stored):
    assert dua_desimal(value) == stored
