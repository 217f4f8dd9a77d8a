"""The year out of its quarters, as a proposal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.calculations_usulan import usulan_tahunan
from indicators.enums import Konsolidasi
from lkip.periods import Triwulan

D = Decimal
JUMLAH, RATA_RATA = Konsolidasi.JUMLAH, Konsolidasi.RATA_RATA
AKHIR, TAHUNAN = Konsolidasi.NILAI_TERAKHIR, Konsolidasi.TAHUNAN


def per_triwulan(*values: str):
    return {tw: D(value) if value else None for tw, value in zip(Triwulan, values, strict=True)}


@pytest.mark.parametrize(
    ("cara", "target", "nilai", "usulan", "kalimat"),
    [
        (JUMLAH, ("1", "1", "1", "1"), ("1", "0", "2", "1"), "4", "Jumlah 4 dari TW I 1, TW II 0"),
        (RATA_RATA, ("", "90", "90", ""), ("", "80", "91", ""), "85.5", "Rata-rata 85,5 dari TW"),
        (AKHIR, ("", "40", "80", "95"), ("", "40", "", "95.53"), "95.53", "Nilai terakhir 95,53"),
    ],
)
def test_by_the_rule_of_consolidation(cara, target, nilai, usulan, kalimat):
    found = usulan_tahunan(cara=cara, target=per_triwulan(*target), realisasi=per_triwulan(*nilai))
    assert (found.nilai, found.pembilang, found.penyebut) == (D(usulan), None, None)
    assert found.penjelasan.startswith(kalimat)


@pytest.mark.parametrize(
    ("cara", "target", "nilai"),
    [
        (TAHUNAN, ("", "", "", ""), ("1", "1", "1", "1")),
        (JUMLAH, ("", "", "", ""), ("1", "1", "1", "1")),
        (JUMLAH, ("1", "1", "1", "1"), ("1", "1", "1", "")),
        (AKHIR, ("", "40", "80", "95"), ("", "40", "80", "")),
    ],
)
def test_nothing_is_proposed_of_what_is_missing(cara, target, nilai):
    assert (
        usulan_tahunan(cara=cara, target=per_triwulan(*target), realisasi=per_triwulan(*nilai))
        is None
    )


SEMUA = per_triwulan("90", "90", "90", "90")
BAGIAN = {tw: (D(n), D(40)) for tw, n in zip(Triwulan, (10, 20, 30, 38), strict=True)}


@pytest.mark.parametrize(
    ("cara", "nilai", "pembilang", "penyebut", "kalimat"),
    [
        (RATA_RATA, "61.25", 98, 160, "Komponen TW I, TW II, TW III, TW IV: 98 ÷ 160."),
        (AKHIR, "95", 38, 40, "Komponen TW IV: 38 ÷ 40."),
    ],
)
def test_a_rate_is_computed_from_its_components(cara, nilai, pembilang, penyebut, kalimat):
    found = usulan_tahunan(
        cara=cara,
        target=SEMUA,
        realisasi=per_triwulan("25", "50", "75", "95"),
        komponen=BAGIAN,
    )
    assert (found.nilai, found.penjelasan) == (D(nilai), kalimat)
    assert (found.pembilang, found.penyebut) == (D(pembilang), D(penyebut))


@pytest.mark.parametrize(
    "komponen",
    [
        {tw: pair for tw, pair in BAGIAN.items() if tw != Triwulan.II},
        {tw: (D(0), D(0)) for tw in Triwulan},
    ],
)
def test_components_that_are_missing_or_zero_propose_nothing(komponen):
    values = per_triwulan("25", "50", "75", "95")
    assert usulan_tahunan(cara=RATA_RATA, target=SEMUA, realisasi=values, komponen=komponen) is None


def test_the_value_is_printed_with_two_decimals_at_most():
    thirds = usulan_tahunan(
        cara=RATA_RATA,
        target=per_triwulan("90", "90", "90", ""),
        realisasi=per_triwulan("90", "90", "91", ""),
    )
    assert thirds.tercetak == "90,33"
