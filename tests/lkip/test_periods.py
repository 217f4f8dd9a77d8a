"""Quarters and the end of the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip.periods import Triwulan, akhir_tahun


@pytest.mark.parametrize(
    ("triwulan", "label", "bulan", "awal", "akhir"),
    [
        (Triwulan.I, "TW I", [1, 2, 3], date(2024, 1, 1), date(2024, 3, 31)),
        (Triwulan.II, "TW II", [4, 5, 6], date(2024, 4, 1), date(2024, 6, 30)),
        (Triwulan.III, "TW III", [7, 8, 9], date(2024, 7, 1), date(2024, 9, 30)),
        (Triwulan.IV, "TW IV", [10, 11, 12], date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_triwulan(
    triwulan: Triwulan, label: str, bulan: list[int], awal: date, akhir: date
) -> None:
    assert triwulan.label == label
    assert triwulan.roman == label.removeprefix("TW ")
    assert list(triwulan.bulan) == bulan
    assert triwulan.tanggal_awal(2024) == awal
    assert triwulan.tanggal_akhir(2024) == akhir
    assert {Triwulan.dari_bulan(satu) for satu in bulan} == {triwulan}


@pytest.mark.parametrize("bulan", [0, 13, -1])
def test_dari_bulan_outside_the_year(bulan: int) -> None:
    with pytest.raises(ValueError, match="1 sampai 12"):
        Triwulan.dari_bulan(bulan)


@given(st.integers(1946, 2200))
def test_quarters_cover_the_year_without_gaps(tahun: int) -> None:
    assert Triwulan.I.tanggal_awal(tahun) == date(tahun, 1, 1)
    assert Triwulan.IV.tanggal_akhir(tahun) == akhir_tahun(tahun)
    for lalu, kini in zip(list(Triwulan), list(Triwulan)[1:], strict=False):
        assert lalu.tanggal_akhir(tahun) + timedelta(days=1) == kini.tanggal_awal(tahun)
