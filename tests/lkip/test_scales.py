"""From value to predicate."""

from decimal import Decimal

import pytest

from lkip.scales import Tingkat, predikat

D = Decimal
TINGGI = Tingkat("T", "Tinggi", D(75), D(90))
SANGAT_TINGGI = Tingkat("ST", "Sangat Tinggi", D(90), D(100))
RENDAH = Tingkat("R", "Rendah", D(0), D(70), inklusif_bawah=True)
LULUS = Tingkat("1", "Lulus", D(1), D(1), inklusif_bawah=True)
GAGAL = Tingkat("0", "Gagal", D(0), D(0), inklusif_bawah=True)


@pytest.mark.parametrize(
    ("nilai", "expected"),
    [
        pytest.param("90.01", SANGAT_TINGGI, id="above-the-bound"),
        pytest.param("90", TINGGI, id="on-a-strict-bound"),
        pytest.param("72", RENDAH, id="gap-belongs-to-the-lower-level"),
        pytest.param("0", RENDAH, id="on-an-inclusive-bound"),
        pytest.param("-1", None, id="below-the-scale"),
        pytest.param("100", SANGAT_TINGGI, id="top"),
        pytest.param("100.5", None, id="above-the-scale"),
    ],
)
def test_predikat(nilai: str, expected: Tingkat | None) -> None:
    assert predikat(D(nilai), (TINGGI, RENDAH, SANGAT_TINGGI)) == expected


@pytest.mark.parametrize(
    ("nilai", "expected"), [("1", LULUS), ("0", GAGAL), ("0.5", None), ("2", None)]
)
def test_predikat_of_point_levels(nilai: str, expected: Tingkat | None) -> None:
    assert predikat(D(nilai), (LULUS, GAGAL)) == expected


def test_predikat_without_value_or_scale() -> None:
    assert predikat(None, (TINGGI,)) is None
    assert predikat(D(80), ()) is None


def test_open_top_has_no_limit() -> None:
    terbuka = Tingkat("ST", "Sangat Tinggi", D(90))
    assert predikat(D(500), (terbuka, TINGGI)) == terbuka
