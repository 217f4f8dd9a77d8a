"""Status by ordered rules, their gaps, projection and what is expected on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.enums import Konsolidasi, Polaritas
from reports.calculations import (
    ATURAN_BAKU,
    Aturan,
    AturanBercelah,
    Ukuran,
    arah,
    berakhir_pasti,
    harapan,
    periksa_aturan,
    proyeksi,
    tentukan_status,
)
from reports.enums import Arah, StatusKinerja, SyaratStatus

D = Decimal
S = SyaratStatus
LAINNYA = Aturan(S.LAINNYA, StatusKinerja.TERTINGGAL)


def _ukuran(
    periode: str | None = None, tahun: str | None = None, *, target=True, ditagih=True
) -> Ukuran:
    return Ukuran(
        ada_target=target,
        ditagih=ditagih,
        capaian_periode=D(periode) if periode else None,
        capaian_tahun=D(tahun) if tahun else None,
    )


@pytest.mark.parametrize(
    ("ukuran", "status"),
    [
        pytest.param(_ukuran("120", target=False), StatusKinerja.TANPA_TARGET, id="no-target"),
        pytest.param(_ukuran(ditagih=False), StatusKinerja.BELUM_JATUH_TEMPO, id="not-due"),
        pytest.param(_ukuran(), StatusKinerja.BELUM_DILAPORKAN, id="no-value"),
        pytest.param(_ukuran("80", "100"), StatusKinerja.TERCAPAI, id="year-reached"),
        pytest.param(_ukuran("100", "99.99"), StatusKinerja.SESUAI_JALUR, id="year-just-not"),
        pytest.param(_ukuran("100"), StatusKinerja.SESUAI_JALUR, id="on-course"),
        pytest.param(_ukuran("99.99"), StatusKinerja.PERLU_PERHATIAN, id="just-below-course"),
        pytest.param(_ukuran("90"), StatusKinerja.PERLU_PERHATIAN, id="at-attention"),
        pytest.param(_ukuran("89.99"), StatusKinerja.TERTINGGAL, id="behind"),
        pytest.param(_ukuran("-5"), StatusKinerja.TERTINGGAL, id="negative"),
    ],
)
def test_status_by_the_default_rules(ukuran, status):
    assert tentukan_status(ukuran, ATURAN_BAKU).status == status


def test_status_names_its_rule_and_the_numbers():
    result = tentukan_status(_ukuran("95.5", "47.75"), ATURAN_BAKU)

    assert result.penjelasan == (
        "Aturan 6 dari 7, Perlu perhatian: capaian terhadap target periode paling sedikit 90%. "
        "Capaian terhadap target periode 95,50%, terhadap target tahun 47,75%."
    )
    assert tentukan_status(_ukuran(), ATURAN_BAKU).penjelasan.endswith(
        "Capaian belum dapat dihitung."
    )


# A busy machine is no fault of the rules.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.builds(
        Ukuran,
        ada_target=st.booleans(),
        ditagih=st.booleans(),
        capaian_periode=st.none() | st.decimals(-500, 500, places=2),
        capaian_tahun=st.none() | st.decimals(-500, 500, places=2),
    )
)
def test_default_rules_give_every_indicator_a_status(ukuran):
    status = tentukan_status(ukuran, ATURAN_BAKU).status

    known = ukuran.capaian_periode is not None or ukuran.capaian_tahun is not None
    good = (StatusKinerja.TERCAPAI, StatusKinerja.SESUAI_JALUR)
    # Never green while the figure is missing.
    assert status not in good or (known and ukuran.ada_target)


def test_rules_without_an_end_are_refused_when_nothing_holds():
    with pytest.raises(AturanBercelah, match="aturan terakhir harus “selain itu”"):
        tentukan_status(_ukuran("50"), ATURAN_BAKU[:-1])


def test_default_rules_leave_no_gap():
    assert periksa_aturan(ATURAN_BAKU) == ()


PERIODE_90 = Aturan(S.CAPAIAN_PERIODE, StatusKinerja.PERLU_PERHATIAN, D(90))


@pytest.mark.parametrize(
    ("aturan", "masalah"),
    [
        pytest.param(
            ATURAN_BAKU[:-1],
            "Aturan terakhir harus “selain itu”, agar tidak ada indikator yang lolos.",
            id="no-end",
        ),
        pytest.param(
            ATURAN_BAKU[1:], "Belum ada aturan untuk “target tahun belum ditetapkan”.", id="missing"
        ),
        pytest.param(
            (*ATURAN_BAKU[:6], PERIODE_90, LAINNYA),
            "Aturan 7 (Perlu perhatian: capaian terhadap target periode paling sedikit 90%) tidak "
            "pernah berlaku; batasnya harus di bawah 90%.",
            id="limit-not-below",
        ),
        pytest.param(
            (*ATURAN_BAKU[:6], Aturan(S.CAPAIAN_PERIODE, StatusKinerja.TERTINGGAL), LAINNYA),
            "Aturan 7 (Tertinggal: capaian terhadap target periode paling sedikit) memerlukan "
            "batas dalam persen.",
            id="limit-missing",
        ),
        pytest.param(
            (*ATURAN_BAKU[:6], Aturan(S.LAINNYA, StatusKinerja.TERTINGGAL, D(5))),
            "Aturan 7 (Tertinggal: selain itu 5%) tidak memakai batas; kosongkan batasnya.",
            id="limit-too-much",
        ),
        pytest.param(
            (*ATURAN_BAKU[:3], LAINNYA, *ATURAN_BAKU[3:]),
            "Aturan 4 (Tertinggal: selain itu) membuat aturan lain tidak pernah berlaku; hapus "
            "atau pindahkan.",
            id="end-in-the-middle",
        ),
        pytest.param(
            (ATURAN_BAKU[3], *ATURAN_BAKU[:3], *ATURAN_BAKU[4:]),
            "Aturan 2 (Tanpa target: target tahun belum ditetapkan) terlalu akhir; urutan awal: "
            "“target tahun belum ditetapkan”, “tidak ada yang ditagih sampai periode ini”, "
            "“nilainya belum ada atau belum dapat dihitung”.",
            id="missing-figures-late",
        ),
        pytest.param(
            (*ATURAN_BAKU[:2], Aturan(S.TANPA_CAPAIAN, StatusKinerja.TERCAPAI), *ATURAN_BAKU[3:]),
            "Aturan 3 (Tercapai: nilainya belum ada atau belum dapat dihitung) menyesatkan; "
            "statusnya harus “Belum dilaporkan”.",
            id="missing-looks-good",
        ),
        pytest.param(
            (*ATURAN_BAKU[:6], Aturan(S.LAINNYA, StatusKinerja.BELUM_JATUH_TEMPO)),
            "Aturan 7 (Belum jatuh tempo: selain itu) menyesatkan; status itu hanya untuk nilai "
            "yang tidak ada.",
            id="bad-looks-not-due",
        ),
        pytest.param(
            (ATURAN_BAKU[2], *ATURAN_BAKU[:2], *ATURAN_BAKU[3:]),
            "Aturan 2 (Tanpa target: target tahun belum ditetapkan) terlalu akhir; urutan awal: "
            "“target tahun belum ditetapkan”, “tidak ada yang ditagih sampai periode ini”, "
            "“nilainya belum ada atau belum dapat dihitung”.",
            id="missing-before-not-due",
        ),
        pytest.param(
            (), "Belum ada aturan untuk “tidak ada yang ditagih sampai periode ini”.", id="none"
        ),
    ],
)
def test_gap_is_named(aturan, masalah):
    assert masalah in periksa_aturan(aturan)


@pytest.mark.parametrize(
    ("cara", "nilai", "target", "tahun", "hasil"),
    [
        pytest.param(Konsolidasi.JUMLAH, "51", "60", "120", "102", id="sum"),
        pytest.param(Konsolidasi.NILAI_TERAKHIR, "40", "50", "100", "80", id="cumulative"),
        pytest.param(Konsolidasi.RATA_RATA, "97", "100", "100", "97", id="average"),
        pytest.param(Konsolidasi.TAHUNAN, "38", "31", "31", None, id="yearly"),
        pytest.param(Konsolidasi.JUMLAH, None, "60", "120", None, id="no-value"),
        pytest.param(Konsolidasi.JUMLAH, "5", None, "120", None, id="no-path"),
        pytest.param(Konsolidasi.JUMLAH, "5", "0", "120", None, id="zero-path"),
        pytest.param(Konsolidasi.JUMLAH, "5", "10", None, None, id="no-yearly-target"),
    ],
)
def test_projection_to_the_end_of_the_year(cara, nilai, target, tahun, hasil):
    result = proyeksi(
        cara=cara,
        nilai=D(nilai) if nilai else None,
        target_periode=D(target) if target else None,
        target_tahun=D(tahun) if tahun else None,
    )

    assert result.nilai == (D(hasil) if hasil else None)
    assert result.asumsi.endswith(".")


@pytest.mark.parametrize(
    ("hari", "hasil"),
    [
        pytest.param(date(2023, 6, 30), "40", id="day-before"),
        pytest.param(date(2023, 7, 1), "40.38", id="first-day"),
        pytest.param(date(2023, 8, 15), "57.5", id="half"),
        pytest.param(date(2023, 9, 30), "75", id="last-day"),
        pytest.param(date(2024, 1, 1), "75", id="after"),
    ],
)
def test_expected_value_grows_in_a_straight_line(hari, hasil):
    value = harapan(
        hari=hari,
        mulai=date(2023, 7, 1),
        akhir=date(2023, 9, 30),
        sebelumnya=D(40),
        target=D(75),
    )

    assert round(value, 2) == D(hasil)


def test_expected_value_starts_at_zero_and_needs_a_target():
    window = {"mulai": date(2023, 1, 1), "akhir": date(2023, 3, 31), "sebelumnya": None}

    assert harapan(hari=date(2022, 12, 1), target=D(9), **window) == 0
    assert harapan(hari=date(2023, 3, 31), target=None, **window) is None


@pytest.mark.parametrize(
    ("cara", "polaritas", "pasti"),
    [
        (Konsolidasi.JUMLAH, Polaritas.MAKSIMAL, True),
        (Konsolidasi.NILAI_TERAKHIR, Polaritas.TAHAPAN, True),
        (Konsolidasi.JUMLAH, Polaritas.MINIMAL, False),
        (Konsolidasi.RATA_RATA, Polaritas.MAKSIMAL, False),
        (Konsolidasi.TAHUNAN, Polaritas.MAKSIMAL, False),
    ],
)
def test_reached_stays_reached_only_where_the_value_grows(cara, polaritas, pasti):
    assert berakhir_pasti(cara, polaritas) is pasti


# --- From one period to another ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("sebelum", "sesudah", "where", "selisih", "kalimat"),
    [
        ("80", "95.5", Arah.MEMBAIK, "15.5", "Naik 15,50 poin, dari 80,00% menjadi 95,50%."),
        ("95.5", "80", Arah.MEMBURUK, "-15.5", "Turun 15,50 poin, dari 95,50% menjadi 80,00%."),
        ("90", "90.00", Arah.TETAP, "0", "Tetap 90,00%."),
        ("0", "0", Arah.TETAP, "0", "Tetap 0,00%."),
        (None, "90", Arah.TIDAK_TERBANDING, None, "Capaian periode pertama belum ada."),
        ("0", None, Arah.TIDAK_TERBANDING, None, "Capaian periode kedua belum ada."),
        (None, None, Arah.TIDAK_TERBANDING, None, "Capaian kedua periode belum ada."),
    ],
)
def test_direction_in_words_and_missing_stays_missing(sebelum, sesudah, where, selisih, kalimat):
    found = arah(*(None if value is None else D(value) for value in (sebelum, sesudah)))

    assert found.arah == where
    assert found.selisih == (None if selisih is None else D(selisih))
    assert found.kalimat == kalimat
