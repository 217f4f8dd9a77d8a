"""The four fields, the distance from the plan, and how fast the rest would have to be spent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reports.calculations_anggaran import beda_rencana, kuadran, laju_sisa
from reports.enums import Kuadran

JUTA = Decimal(1_000_000)


@pytest.mark.parametrize(
    ("serapan", "keluaran", "field"),
    [
        ("79.99", "100", Kuadran.HEMAT_TERCAPAI),
        ("80", "100", Kuadran.TERSERAP_TERCAPAI),
        ("101", "117.5", Kuadran.TERSERAP_TERCAPAI),
        ("80", "99.99", Kuadran.TERSERAP_BELUM),
        ("0", "0", Kuadran.TERSISA_BELUM),
        (None, "100", Kuadran.TIDAK_DINILAI),
        ("95", None, Kuadran.TIDAK_DINILAI),
    ],
)
def test_unspent_money_is_saved_only_where_the_output_was_reached(serapan, keluaran, field):
    numbers = [None if text is None else Decimal(text) for text in (serapan, keluaran)]

    assert kuadran(serapan=numbers[0], keluaran=numbers[1]) == field


@pytest.mark.parametrize(
    ("rencana", "realisasi", "beda", "sentence"),
    [
        (
            500,
            450,
            -50,
            "Realisasi Rp450.000.000 berada Rp50.000.000 di bawah rencana Rp500.000.000, 90,00% "
            "darinya.",
        ),
        (
            400,
            450,
            50,
            "Realisasi Rp450.000.000 berada Rp50.000.000 di atas rencana Rp400.000.000, 112,50% "
            "darinya.",
        ),
        (0, 450, 450, "Realisasi Rp450.000.000 berada Rp450.000.000 di atas rencana Rp0."),
        (450, 450, 0, "Realisasi sama dengan rencana."),
        (
            None,
            450,
            None,
            "Selisih terhadap rencana tidak dihitung karena rencana atau realisasi belum ada.",
        ),
        (
            450,
            None,
            None,
            "Selisih terhadap rencana tidak dihitung karena rencana atau realisasi belum ada.",
        ),
    ],
)
def test_distance_from_the_plan(rencana, realisasi, beda, sentence):
    found = beda_rencana(
        rencana=None if rencana is None else rencana * JUTA,
        realisasi=None if realisasi is None else realisasi * JUTA,
    )

    assert found.nilai == (None if beda is None else beda * JUTA)
    assert found.penjelasan == sentence


def laju(**changed):
    given = {
        "pagu": 1200 * JUTA,
        "realisasi": 700 * JUTA,
        "bulan": 7,
        "tahun": 2023,
        "hari": date(2023, 8, 15),
    }
    return laju_sisa(**given | changed)


def test_rest_is_spread_over_the_months_that_are_left_with_its_assumption():
    found = laju()

    assert (found.sisa, found.per_bulan, found.bulan_tersisa) == (500 * JUTA, 100 * JUTA, 5)
    assert found.penjelasan == (
        "Sisa Rp500.000.000 = pagu Rp1.200.000.000 − realisasi Rp700.000.000. Agar habis, belanja "
        "harus Rp100.000.000 per bulan, Agustus sampai Desember, 1,0 kali rata-rata "
        "Rp100.000.000 per bulan s.d. Juli. Anggapan: pagu tidak berubah, sisa dibagi rata, dan "
        "bulan berjalan yang belum tercatat dihitung penuh."
    )


@pytest.mark.parametrize(
    ("changed", "left", "rate"),
    [
        # The current month counts in full, as long as nothing was recorded in it.
        ({"bulan": 8}, 4, 125),
        # Months without record before the current one cannot be spent in any more.
        ({"bulan": 3, "realisasi": 300 * JUTA}, 5, 180),
        ({"bulan": None, "realisasi": None}, 5, 240),
        ({"hari": date(2022, 11, 3), "bulan": None, "realisasi": None}, 12, 100),
        ({"hari": date(2023, 12, 1), "bulan": 11}, 1, 500),
    ],
)
def test_months_left(changed, left, rate):
    found = laju(**changed)

    assert (found.bulan_tersisa, found.per_bulan) == (left, rate * JUTA)


def test_last_month_and_first_money_have_their_own_words():
    assert "harus Rp500.000.000 pada Desember, 7,9 kali" in (
        laju(hari=date(2023, 12, 1), bulan=11).penjelasan
    )
    nothing = laju(bulan=None, realisasi=None)
    assert "Rp240.000.000 per bulan, Agustus sampai Desember. Anggapan" in nothing.penjelasan
    assert "rata-rata" not in laju(bulan=7, realisasi=Decimal(0)).penjelasan


@pytest.mark.parametrize(
    ("changed", "sisa", "sentence"),
    [
        ({"hari": date(2024, 1, 1)}, None, "Tahun anggaran 2023 sudah berakhir."),
        ({"pagu": None}, None, "Sisa belanja tidak dihitung karena pagu belum ada."),
        (
            {"realisasi": 1200 * JUTA},
            0,
            "Sisa Rp0 = pagu Rp1.200.000.000 − realisasi Rp1.200.000.000. Tidak ada yang harus "
            "dibelanjakan lagi.",
        ),
        (
            {"bulan": 12, "hari": date(2023, 12, 31)},
            500,
            "Sisa Rp500.000.000 = pagu Rp1.200.000.000 − realisasi Rp700.000.000. Tidak ada bulan "
            "yang tersisa pada 2023.",
        ),
    ],
)
def test_no_rate_where_there_is_nothing_or_no_time(changed, sisa, sentence):
    found = laju(**changed)

    assert found.per_bulan is None
    assert found.tampilan == "-"
    assert found.bulan_tersisa == 0
    assert found.sisa == (None if sisa is None else sisa * JUTA)
    assert found.penjelasan == sentence
