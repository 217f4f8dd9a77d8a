"""Achievement, consolidation, roll-up and LKE, by the cases of the regulations and reports."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations import (
    LKE_2021,
    NILAI_JAWABAN_LKE,
    SKALA_AKIP_2021,
    SKALA_ANGGARAN,
    SKALA_CAPAIAN_2017,
    SKALA_OPINI_BPK,
    SKALA_SKP_2021,
    Alasan,
    HasilCapaian,
    JawabanLke,
    Skema,
    StatusCapaian,
    Tahapan,
    capaian,
    jawaban_dari_kriteria,
    konsolidasi,
    nilai_komponen,
    nilai_lke,
    nilai_tahapan,
    pangsa,
    periksa_kewajaran,
    periksa_target,
    pilih_konsolidasi_baku,
    ringkas,
    status_capaian,
)
from indicators.enums import KebijakanTargetNol, Konsolidasi, Polaritas, VarianMinimal
from lkip.numbers import round_half_up
from lkip.periods import Triwulan
from lkip.scales import Skala, predikat

D = Decimal
POLARITAS_RASIO = [Polaritas.MAKSIMAL, Polaritas.PREDIKAT, Polaritas.TAHAPAN]
VARIAN_B = Skema(varian_minimal=VarianMinimal.B)
NOL_100 = Skema(kebijakan_target_nol=KebijakanTargetNol.SERATUS_BILA_NOL)
NOL_120 = Skema(kebijakan_target_nol=KebijakanTargetNol.SERATUS_DUA_PULUH_BILA_NOL)
RENTANG_80_90 = Skema(rentang_bawah=D(80), rentang_atas=D(90))

positif = st.decimals(D("0.01"), D("1e9"), places=2)
tak_negatif = st.decimals(0, D("1e9"), places=2)
persen = st.decimals(0, 150, places=2)


def hitung(
    target: str | None,
    realisasi: str | None,
    polaritas: Polaritas = Polaritas.MAKSIMAL,
    skema: Skema | None = None,
) -> HasilCapaian:
    return capaian(
        target=None if target is None else D(target),
        realisasi=None if realisasi is None else D(realisasi),
        polaritas=polaritas,
        skema=skema or Skema(),
    )


# --- Achievement -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "skema", "expected"),
    [
        pytest.param(Polaritas.MAKSIMAL, "31", "38", Skema(), "122.58", id="maksimal-merit"),
        pytest.param(Polaritas.MAKSIMAL, "36", "38.16", Skema(), "106.00", id="maksimal-ip-asn"),
        pytest.param(Polaritas.MAKSIMAL, "82", "88.45", Skema(), "107.87", id="maksimal-sakip"),
        pytest.param(Polaritas.MAKSIMAL, "60", "74.58", Skema(), "124.30", id="maksimal-rounded"),
        pytest.param(Polaritas.MAKSIMAL, "85", "0", Skema(), "0.00", id="maksimal-zero-is-zero"),
        pytest.param(Polaritas.MAKSIMAL, "-10", "-11", Skema(), "90.00", id="negative-worse"),
        pytest.param(Polaritas.MAKSIMAL, "-10", "-9", Skema(), "110.00", id="negative-better"),
        pytest.param(Polaritas.MAKSIMAL, "0", "0", NOL_100, "100.00", id="maksimal-0-100"),
        pytest.param(Polaritas.MAKSIMAL, "0", "0", NOL_120, "120.00", id="maksimal-0-120"),
        pytest.param(Polaritas.MINIMAL, "10", "8", Skema(), "120.00", id="minimal-a-better"),
        pytest.param(Polaritas.MINIMAL, "10", "21", Skema(), "-10.00", id="minimal-a-negative"),
        pytest.param(Polaritas.MINIMAL, "3669", "1967", Skema(), "146.39", id="minimal-a-crime"),
        pytest.param(Polaritas.MINIMAL, "10", "0", Skema(), "200.00", id="minimal-a-none"),
        pytest.param(Polaritas.MINIMAL, "10", "8", VARIAN_B, "125.00", id="minimal-b-better"),
        pytest.param(Polaritas.MINIMAL, "3669", "1967", VARIAN_B, "186.53", id="minimal-b-crime"),
        pytest.param(Polaritas.MINIMAL, "0", "0", Skema(), "100.00", id="minimal-0-met"),
        pytest.param(Polaritas.MINIMAL, "0", "0", NOL_120, "120.00", id="minimal-0-met-120"),
        pytest.param(Polaritas.MINIMAL, "0", "0", VARIAN_B, "100.00", id="minimal-b-0-met"),
        pytest.param(
            Polaritas.MINIMAL, "0", "4", Skema(nilai_terburuk=D(10)), "60.00", id="minimal-worst"
        ),
        pytest.param(Polaritas.MINIMAL, "0", "4", Skema(), "0.00", id="minimal-0-missed"),
        pytest.param(Polaritas.STABIL, "100", "96", Skema(), "112.00", id="stabil-below"),
        pytest.param(Polaritas.STABIL, "100", "102", Skema(), "116.00", id="stabil-above"),
        pytest.param(Polaritas.STABIL, "100", "100", Skema(), "120.00", id="stabil-exact"),
        pytest.param(Polaritas.STABIL, "100", "90", Skema(), "100.00", id="stabil-90"),
        pytest.param(Polaritas.STABIL, "0", "0", NOL_100, "100.00", id="stabil-0-100"),
        pytest.param(Polaritas.PREDIKAT, "3", "3", Skema(), "100.00", id="predikat-wtp"),
        pytest.param(Polaritas.PREDIKAT, "3", "2", Skema(), "66.67", id="predikat-wdp"),
        pytest.param(Polaritas.TAHAPAN, "100", "70", Skema(), "70.00", id="tahapan"),
        pytest.param(Polaritas.RENTANG, None, "85", RENTANG_80_90, "100.00", id="rentang-inside"),
        pytest.param(Polaritas.RENTANG, None, "80", RENTANG_80_90, "100.00", id="rentang-bound"),
        pytest.param(Polaritas.RENTANG, None, "70", RENTANG_80_90, "87.50", id="rentang-below"),
        pytest.param(Polaritas.RENTANG, None, "92", RENTANG_80_90, "102.22", id="rentang-above"),
        pytest.param(
            Polaritas.RENTANG,
            None,
            "92",
            replace(RENTANG_80_90, polaritas_rentang=Polaritas.MINIMAL),
            "97.78",
            id="rentang-above-minimal",
        ),
    ],
)
def test_capaian(
    polaritas: Polaritas, target: str | None, realisasi: str, skema: Skema, expected: str
) -> None:
    hasil = hitung(target, realisasi, polaritas, skema)
    assert hasil.persen is not None
    assert round_half_up(hasil.persen, 2) == D(expected)
    assert hasil.alasan == ""
    assert hasil.penjelasan.startswith("Capaian ")


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "skema", "alasan"),
    [
        pytest.param(
            Polaritas.MAKSIMAL, "38.7", None, Skema(), Alasan.MENUNGGU_DATA, id="data-belum-rilis"
        ),
        pytest.param(Polaritas.MAKSIMAL, None, "5", Skema(), Alasan.TANPA_TARGET, id="na"),
        pytest.param(Polaritas.MAKSIMAL, None, None, Skema(), Alasan.TANPA_TARGET, id="na-na"),
        pytest.param(Polaritas.MAKSIMAL, "0", "5", Skema(), Alasan.TARGET_NOL, id="maksimal-0"),
        pytest.param(Polaritas.MAKSIMAL, "0", "0", Skema(), Alasan.TARGET_NOL, id="maksimal-0-0"),
        pytest.param(Polaritas.MAKSIMAL, "0", "5", NOL_100, Alasan.TARGET_NOL, id="policy-not-0"),
        pytest.param(
            Polaritas.MAKSIMAL, "6.30", "-9.31", Skema(), Alasan.NILAI_NEGATIF, id="growth"
        ),
        pytest.param(Polaritas.MINIMAL, "-5", "3", Skema(), Alasan.NILAI_NEGATIF, id="minimal-t"),
        pytest.param(Polaritas.MINIMAL, "5", "-3", Skema(), Alasan.NILAI_NEGATIF, id="minimal-r"),
        pytest.param(Polaritas.MINIMAL, "10", "0", VARIAN_B, Alasan.REALISASI_NOL, id="b-divides"),
        pytest.param(Polaritas.STABIL, "-5", "-5", Skema(), Alasan.NILAI_NEGATIF, id="stabil-t"),
        pytest.param(Polaritas.STABIL, "5", "-5", Skema(), Alasan.NILAI_NEGATIF, id="stabil-r"),
        pytest.param(Polaritas.STABIL, "0", "3", NOL_100, Alasan.TARGET_NOL, id="stabil-0"),
        pytest.param(Polaritas.RENTANG, "80", "85", Skema(), Alasan.TANPA_TARGET, id="no-range"),
        pytest.param(
            Polaritas.RENTANG, None, None, RENTANG_80_90, Alasan.MENUNGGU_DATA, id="range-no-data"
        ),
    ],
)
def test_capaian_not_computable(
    polaritas: Polaritas, target: str | None, realisasi: str | None, skema: Skema, alasan: Alasan
) -> None:
    hasil = hitung(target, realisasi, polaritas, skema)
    assert hasil.persen is None
    assert hasil.persen_berbatas is None
    assert hasil.alasan == alasan
    assert hasil.penjelasan.startswith("Capaian ")
    assert "karena" in hasil.penjelasan


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "skema", "penjelasan"),
    [
        pytest.param(
            Polaritas.MAKSIMAL,
            "31",
            "38",
            Skema(),
            "Capaian 122,58% = realisasi 38 ÷ target 31 × 100.",
            id="maksimal",
        ),
        pytest.param(
            Polaritas.MAKSIMAL,
            "-10",
            "-11",
            Skema(),
            "Capaian 90,00% = (1 + (1 − realisasi -11 ÷ target -10)) × 100.",
            id="negative-target",
        ),
        pytest.param(
            Polaritas.MINIMAL,
            "10",
            "21",
            Skema(),
            "Capaian -10,00% = (2 × target 10 − realisasi 21) ÷ target 10 × 100. "
            "Nilai yang dipakai 0,00% sesuai batas bawah skema.",
            id="floor",
        ),
        pytest.param(
            Polaritas.MINIMAL,
            "10",
            "8",
            replace(VARIAN_B, batas_atas=D(120)),
            "Capaian 125,00% = target 10 ÷ realisasi 8 × 100. "
            "Nilai yang dipakai 120,00% sesuai batas atas skema.",
            id="cap",
        ),
        pytest.param(
            Polaritas.STABIL,
            "100",
            "96",
            Skema(),
            "Capaian 112,00% = 100 + 2 × (kedekatan 96,00% − 90), dengan realisasi 96 "
            "terhadap target 100.",
            id="stabil",
        ),
        pytest.param(
            Polaritas.RENTANG,
            None,
            "85",
            RENTANG_80_90,
            "Capaian 100,00% = realisasi 85 berada dalam rentang target 80 sampai 90.",
            id="rentang",
        ),
        pytest.param(
            Polaritas.MINIMAL,
            "0",
            "4",
            Skema(nilai_terburuk=D(10)),
            "Capaian 60,00% = (nilai terburuk 10 − realisasi 4) ÷ nilai terburuk 10 × 100.",
            id="worst-value",
        ),
        pytest.param(
            Polaritas.MAKSIMAL,
            "38.7",
            None,
            Skema(),
            "Capaian belum dihitung karena belum ada nilai realisasi.",
            id="waiting",
        ),
    ],
)
def test_capaian_explains_itself(
    polaritas: Polaritas,
    target: str | None,
    realisasi: str | None,
    skema: Skema,
    penjelasan: str,
) -> None:
    assert hitung(target, realisasi, polaritas, skema).penjelasan == penjelasan


def test_capaian_keeps_the_raw_value_beside_the_capped_one() -> None:
    hasil = hitung("31", "38", skema=Skema(batas_atas=D(120)))
    assert hasil.persen is not None
    assert round_half_up(hasil.persen, 2) == D("122.58")
    assert hasil.persen_berbatas == 120


def test_capaian_of_a_range_given_beside_the_scheme() -> None:
    hasil = capaian(
        target=None,
        realisasi=D(70),
        polaritas=Polaritas.RENTANG,
        skema=Skema(rentang_bawah=D(1), rentang_atas=D(2)),
        rentang_bawah=D(80),
        rentang_atas=D(90),
    )
    assert hasil.persen == D("87.5")


def test_capaian_is_not_rounded_inside() -> None:
    """132 of 177 against 60% is 124,29; from the rounded 74,58 it would be 124,30."""
    nilai = nilai_komponen(D(132), D(177)).nilai
    hasil = capaian(target=D(60), realisasi=nilai, polaritas=Polaritas.MAKSIMAL)
    assert hasil.persen is not None
    assert round_half_up(hasil.persen, 2) == D("124.29")


def test_capaian_above_300_asks_about_the_unit() -> None:
    hasil = hitung("31", "335.5")
    (kalimat,) = hasil.peringatan
    assert kalimat == (
        "Capaian 1.082,26% melebihi 300%. "
        "Periksa apakah target dan realisasi memakai satuan dan skala yang sama."
    )
    assert hitung("100", "300").peringatan == ()


def test_capaian_warns_about_different_units() -> None:
    hasil = capaian(
        target=D(31),
        realisasi=D(38),
        polaritas=Polaritas.MAKSIMAL,
        satuan_target="Indeks",
        satuan_realisasi="Nilai",
    )
    assert hasil.peringatan == ("Satuan berbeda: target dalam Indeks, realisasi dalam Nilai.",)


@pytest.mark.parametrize(("target", "realisasi"), [("Persen", "persen "), ("Persen", ""), ("", "")])
def test_capaian_accepts_equal_or_unknown_units(target: str, realisasi: str) -> None:
    hasil = capaian(
        target=D(31),
        realisasi=D(38),
        polaritas=Polaritas.MAKSIMAL,
        satuan_target=target,
        satuan_realisasi=realisasi,
    )
    assert hasil.peringatan == ()


def test_missed_target_of_zero_is_flagged_and_counts() -> None:
    hasil = hitung("0", "4", Polaritas.MINIMAL)
    assert hasil.persen == 0
    assert "nilai terburuk" in hasil.peringatan[0]


def test_negative_target_is_flagged() -> None:
    assert "rumus khusus" in hitung("-10", "-11").peringatan[0]


@pytest.mark.parametrize(
    ("buat", "kalimat"),
    [
        (partial(Skema, batas_atas=D(-1)), "Batas atas capaian"),
        (partial(Skema, nilai_terburuk=D(0)), "Nilai terburuk"),
        (partial(Skema, rentang_bawah=D(2), rentang_atas=D(1)), "Batas bawah rentang"),
        (partial(Skema, polaritas_rentang=Polaritas.STABIL), "Di luar rentang"),
    ],
)
def test_skema_refuses_contradictions(buat: Callable[[], Skema], kalimat: str) -> None:
    with pytest.raises(ValueError, match=kalimat):
        buat()


@given(positif, st.sampled_from([*POLARITAS_RASIO, Polaritas.MINIMAL]))
def test_meeting_the_target_is_100(nilai: Decimal, polaritas: Polaritas) -> None:
    for skema in (Skema(), VARIAN_B):
        hasil = capaian(target=nilai, realisasi=nilai, polaritas=polaritas, skema=skema)
        assert hasil.persen == 100
        assert status_capaian(hasil) == StatusCapaian.TERCAPAI


@given(positif)
def test_meeting_a_stable_target_is_120(nilai: Decimal) -> None:
    assert capaian(target=nilai, realisasi=nilai, polaritas=Polaritas.STABIL).persen == 120


@given(positif, tak_negatif, tak_negatif)
def test_more_is_never_worse_when_maximising(target: Decimal, a: Decimal, b: Decimal) -> None:
    kecil, besar = (
        capaian(target=target, realisasi=nilai, polaritas=Polaritas.MAKSIMAL).persen
        for nilai in sorted((a, b))
    )
    assert kecil is not None
    assert besar is not None
    assert kecil <= besar


@given(positif, positif, positif, st.sampled_from([Skema(), VARIAN_B]))
def test_more_is_never_better_when_minimising(
    target: Decimal, a: Decimal, b: Decimal, skema: Skema
) -> None:
    kecil, besar = (
        capaian(target=target, realisasi=nilai, polaritas=Polaritas.MINIMAL, skema=skema).persen
        for nilai in sorted((a, b))
    )
    assert kecil is not None
    assert besar is not None
    assert kecil >= besar


@given(positif, positif)
def test_variant_b_never_judges_harder_than_a(target: Decimal, realisasi: Decimal) -> None:
    """T ÷ R is at least 2 − R ÷ T, with equality on the target."""
    a, b = (
        capaian(target=target, realisasi=realisasi, polaritas=Polaritas.MINIMAL, skema=skema).persen
        for skema in (Skema(), VARIAN_B)
    )
    assert a is not None
    assert b is not None
    assert b >= a - D("1e-15")


@given(
    st.none() | st.decimals(-1000, 1000, places=2),
    st.none() | st.decimals(-1000, 1000, places=2),
    st.sampled_from(list(Polaritas)),
    st.sampled_from([VarianMinimal.A, VarianMinimal.B]),
)
def test_capaian_is_bounded_or_explained(
    target: Decimal | None, realisasi: Decimal | None, polaritas: Polaritas, varian: VarianMinimal
) -> None:
    skema = replace(RENTANG_80_90, varian_minimal=varian, batas_atas=D(120))
    hasil = capaian(target=target, realisasi=realisasi, polaritas=polaritas, skema=skema)
    assert (hasil.persen is None) == (hasil.persen_berbatas is None) == bool(hasil.alasan)
    assert hasil.penjelasan.endswith(".")
    if hasil.persen_berbatas is not None:
        assert 0 <= hasil.persen_berbatas <= 120


@pytest.mark.parametrize(
    ("target", "realisasi", "status", "label"),
    [
        ("31", "38", StatusCapaian.MELAMPAUI, "Melampaui target"),
        ("100", "100", StatusCapaian.TERCAPAI, "Tepat target"),
        ("100", "99.999", StatusCapaian.BELUM_TERCAPAI, "Belum tercapai"),
        ("100", None, StatusCapaian.MENUNGGU_DATA, "Belum dilaporkan"),
        (None, "100", StatusCapaian.TANPA_TARGET, "Tanpa target"),
        ("0", "5", StatusCapaian.TIDAK_DAPAT_DIHITUNG, "Tidak dapat dihitung"),
    ],
)
def test_status_capaian(
    target: str | None, realisasi: str | None, status: StatusCapaian, label: str
) -> None:
    hasil = status_capaian(hitung(target, realisasi))
    assert hasil == status
    assert hasil.label == label


# --- Components, shares, milestones ------------------------------------------------------------


def test_nilai_komponen() -> None:
    hasil = nilai_komponen(D(132), D(177))
    assert hasil.nilai is not None
    assert round_half_up(hasil.nilai, 2) == D("74.58")
    assert hasil.penjelasan == "Nilai 74,58 = 132 ÷ 177 × 100."
    assert nilai_komponen(D(3), D(4), D(1)).nilai == D("0.75")


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "alasan"),
    [
        (None, D(1), Alasan.MENUNGGU_DATA),
        (D(1), None, Alasan.MENUNGGU_DATA),
        (D(0), D(0), Alasan.PENYEBUT_NOL),
    ],
)
def test_nilai_komponen_not_computable(
    pembilang: Decimal | None, penyebut: Decimal | None, alasan: Alasan
) -> None:
    hasil = nilai_komponen(pembilang, penyebut)
    assert hasil.nilai is None
    assert hasil.alasan == alasan


def test_pangsa_is_not_truncated() -> None:
    hasil = pangsa(D(44), D(106))
    assert hasil.persen is not None
    assert round_half_up(hasil.persen, 2) == D("41.51")
    assert hasil.penjelasan == "Pangsa 41,51% = 44 ÷ 106 × 100."


@pytest.mark.parametrize(
    ("bagian", "keseluruhan", "penjelasan"),
    [
        (D(1), D(0), "Pangsa tidak dapat dihitung karena penyebutnya 0."),
        (None, D(1), "Pangsa belum dihitung karena komponennya belum lengkap."),
        (D(1), None, "Pangsa belum dihitung karena komponennya belum lengkap."),
    ],
)
def test_pangsa_not_computable(
    bagian: Decimal | None, keseluruhan: Decimal | None, penjelasan: str
) -> None:
    hasil = pangsa(bagian, keseluruhan)
    assert hasil.persen is None
    assert hasil.penjelasan == penjelasan


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any))
def test_shares_add_up_to_100(bagian: list[int]) -> None:
    jumlah = D(sum(bagian))
    persen_bagian = [pangsa(D(satu), jumlah).persen or D(0) for satu in bagian]
    assert abs(sum(persen_bagian, D(-100))) < D("1e-20")


def test_nilai_tahapan() -> None:
    tahapan = [
        Tahapan(D(20), selesai=True),
        Tahapan(D(20), selesai=True),
        Tahapan(D(30), selesai=True),
        Tahapan(D(30), selesai=False, nama="Pelaporan"),
    ]
    hasil = nilai_tahapan(tahapan)
    assert hasil.nilai == 70
    assert hasil.penjelasan == "Nilai 70 = jumlah bobot 3 dari 4 tahapan yang selesai."


@pytest.mark.parametrize("bobot", [[], [D(40), D(50)], [D(100), D(1)]])
def test_nilai_tahapan_needs_weights_of_100(bobot: list[Decimal]) -> None:
    hasil = nilai_tahapan([Tahapan(satu, selesai=True) for satu in bobot])
    assert hasil.nilai is None
    assert hasil.alasan == Alasan.BOBOT_TIDAK_SERATUS


# --- Consolidation -----------------------------------------------------------------------------

Kuartal = Sequence[str | None]


def triwulan(nilai: Kuartal) -> dict[Triwulan, Decimal | None]:
    return {tw: None if satu is None else D(satu) for tw, satu in zip(Triwulan, nilai, strict=True)}


@pytest.mark.parametrize(
    ("cara", "target", "realisasi", "expected"),
    [
        pytest.param(
            Konsolidasi.RATA_RATA, ["100"] * 4, ["100", "90", "80", "70"], ("100", "85"), id="mean"
        ),
        pytest.param(
            Konsolidasi.RATA_RATA,
            [None, "100", "100", "100"],
            [None, "100", "100", "70"],
            ("100", "90"),
            id="mean-of-set-quarters",
        ),
        pytest.param(
            Konsolidasi.NILAI_TERAKHIR,
            [None, "40", "75", "100"],
            [None, "40", "75", "100"],
            ("100", "100"),
            id="cumulative-is-not-215",
        ),
        pytest.param(
            Konsolidasi.JUMLAH,
            [None, None, "51", "51"],
            [None, None, "60", "54"],
            ("102", "114"),
            id="sum-of-people",
        ),
        pytest.param(
            Konsolidasi.JUMLAH,
            [None, None, "50", "50"],
            [None, None, "50", "50"],
            ("100", "100"),
            id="sum-of-parts",
        ),
        pytest.param(
            Konsolidasi.NILAI_TERAKHIR,
            [None, "3", None, None],
            [None, "3", None, None],
            ("3", "3"),
            id="wtp-in-tw-ii",
        ),
        pytest.param(
            Konsolidasi.NILAI_TERAKHIR,
            [None, "40", "75", "100"],
            [None, None, "75", "100"],
            ("100", "100"),
            id="cumulative-forgives-an-earlier-gap",
        ),
    ],
)
def test_konsolidasi(
    cara: Konsolidasi, target: Kuartal, realisasi: Kuartal, expected: tuple[str, str]
) -> None:
    hasil = konsolidasi(
        cara=cara,
        target_per_triwulan=triwulan(target),
        realisasi_per_triwulan=triwulan(realisasi),
        sampai=Triwulan.IV,
    )
    assert (hasil.target, hasil.realisasi) == (D(expected[0]), D(expected[1]))
    assert hasil.sementara is None
    assert hasil.alasan == ""


def test_konsolidasi_up_to_a_quarter() -> None:
    hasil = konsolidasi(
        cara=Konsolidasi.NILAI_TERAKHIR,
        target_per_triwulan=triwulan([None, "40", "75", "100"]),
        realisasi_per_triwulan=triwulan([None, "40", "80", "100"]),
        sampai=Triwulan.III,
    )
    assert (hasil.target, hasil.realisasi) == (D(75), D(80))
    assert hasil.penjelasan == "Nilai terakhir 80 dari TW II 40, TW III 80."


def test_konsolidasi_with_a_gap_shows_the_partial_value_apart() -> None:
    hasil = konsolidasi(
        cara=Konsolidasi.JUMLAH,
        target_per_triwulan=triwulan(["10", "10", "10", "10"]),
        realisasi_per_triwulan=triwulan(["12", None, "9", None]),
        sampai=Triwulan.III,
    )
    assert (hasil.target, hasil.realisasi, hasil.sementara) == (D(30), None, D(21))
    assert hasil.alasan == Alasan.MENUNGGU_DATA
    assert hasil.penjelasan == (
        "Realisasi belum lengkap: TW II belum ada. Jumlah sementara 21 dari TW I 12, TW III 9."
    )


def test_konsolidasi_takes_the_last_known_as_partial() -> None:
    hasil = konsolidasi(
        cara=Konsolidasi.NILAI_TERAKHIR,
        target_per_triwulan=triwulan([None, "40", "75", "100"]),
        realisasi_per_triwulan=triwulan([None, "40", "75", None]),
        sampai=Triwulan.IV,
    )
    assert (hasil.realisasi, hasil.sementara) == (None, D(75))


def test_konsolidasi_without_any_realisasi() -> None:
    hasil = konsolidasi(
        cara=Konsolidasi.RATA_RATA,
        target_per_triwulan={Triwulan.I: D(10)},
        realisasi_per_triwulan={},
        sampai=Triwulan.IV,
    )
    assert (hasil.target, hasil.realisasi, hasil.sementara) == (D(10), None, None)
    assert hasil.penjelasan == "Realisasi belum lengkap: TW I belum ada."


def test_konsolidasi_names_a_realisasi_without_target() -> None:
    hasil = konsolidasi(
        cara=Konsolidasi.JUMLAH,
        target_per_triwulan=triwulan([None, None, "51", "51"]),
        realisasi_per_triwulan=triwulan([None, "5", "60", "54"]),
        sampai=Triwulan.IV,
    )
    assert hasil.realisasi == 114
    assert hasil.penjelasan == (
        "Jumlah 114 dari TW III 60, TW IV 54. "
        "Realisasi TW II tidak dihitung karena tidak ada target."
    )


def test_konsolidasi_without_target_so_far() -> None:
    hasil = konsolidasi(
        cara=Konsolidasi.JUMLAH,
        target_per_triwulan=triwulan([None, None, "51", "51"]),
        realisasi_per_triwulan={},
        sampai=Triwulan.II,
    )
    assert (hasil.target, hasil.realisasi, hasil.alasan) == (None, None, Alasan.TANPA_TARGET)
    assert hasil.penjelasan == "Tidak ada target sampai TW II."


def test_konsolidasi_of_a_yearly_indicator() -> None:
    hasil = konsolidasi(
        cara=Konsolidasi.TAHUNAN,
        target_per_triwulan=triwulan([None] * 4),
        realisasi_per_triwulan={},
        sampai=Triwulan.IV,
    )
    assert (hasil.target, hasil.realisasi, hasil.alasan) == (None, None, Alasan.TAHUNAN_SAJA)


kuartal_lengkap = st.fixed_dictionaries(dict.fromkeys(Triwulan, persen))


@given(kuartal_lengkap, st.sampled_from(list(Triwulan)))
def test_consolidation_invariants(nilai: dict[Triwulan, Decimal], sampai: Triwulan) -> None:
    dipakai = [satu for tw, satu in nilai.items() if tw <= sampai]
    jumlah, rata_rata, terakhir = (
        konsolidasi(
            cara=cara,
            target_per_triwulan=nilai,
            realisasi_per_triwulan=nilai,
            sampai=sampai,
        ).realisasi
        for cara in (Konsolidasi.JUMLAH, Konsolidasi.RATA_RATA, Konsolidasi.NILAI_TERAKHIR)
    )
    assert jumlah == sum(dipakai)
    assert rata_rata is not None
    assert min(dipakai) <= rata_rata <= max(dipakai)
    assert terakhir == nilai[sampai]


@given(
    st.fixed_dictionaries(dict.fromkeys(Triwulan, st.none() | persen)),
    st.fixed_dictionaries(dict.fromkeys(Triwulan, st.none() | persen)),
    st.sampled_from(list(Konsolidasi)),
    st.sampled_from(list(Triwulan)),
)
def test_consolidation_gives_a_value_or_a_reason(
    target: dict[Triwulan, Decimal | None],
    realisasi: dict[Triwulan, Decimal | None],
    cara: Konsolidasi,
    sampai: Triwulan,
) -> None:
    hasil = konsolidasi(
        cara=cara, target_per_triwulan=target, realisasi_per_triwulan=realisasi, sampai=sampai
    )
    assert (hasil.realisasi is None) == bool(hasil.alasan)
    assert hasil.realisasi is None or hasil.sementara is None


@pytest.mark.parametrize(
    ("cara", "target", "tahunan"),
    [
        pytest.param(Konsolidasi.RATA_RATA, ["100"] * 4, "100", id="mean"),
        pytest.param(Konsolidasi.RATA_RATA, [None, "100", "100", "100"], "100", id="mean-set"),
        pytest.param(Konsolidasi.RATA_RATA, ["33", "33", "34", None], "33.33", id="mean-rounded"),
        pytest.param(Konsolidasi.NILAI_TERAKHIR, [None, "40", "75", "100"], "100", id="last"),
        pytest.param(Konsolidasi.JUMLAH, [None, None, "51", "51"], "102", id="sum"),
        pytest.param(Konsolidasi.NILAI_TERAKHIR, [None, "3", None, None], "3", id="wtp"),
        pytest.param(Konsolidasi.TAHUNAN, [None] * 4, "31", id="yearly"),
    ],
)
def test_periksa_target_agrees(cara: Konsolidasi, target: Kuartal, tahunan: str) -> None:
    assert not periksa_target(
        cara=cara, target_per_triwulan=triwulan(target), target_tahunan=D(tahunan)
    )


@pytest.mark.parametrize(
    ("cara", "target", "tahunan", "masalah"),
    [
        pytest.param(
            Konsolidasi.JUMLAH,
            [None, "40", "75", "100"],
            "100",
            ("Jumlah target triwulan 215 tidak sama dengan target tahunan 100.",),
            id="cumulative-taken-for-sum",
        ),
        pytest.param(
            Konsolidasi.NILAI_TERAKHIR,
            [None, "40", "40", "20"],
            "100",
            (
                "Target kumulatif turun dari 40 pada TW III menjadi 20 pada TW IV.",
                "Nilai terakhir target triwulan 20 tidak sama dengan target tahunan 100.",
            ),
            id="increments-taken-for-cumulative",
        ),
        pytest.param(
            Konsolidasi.RATA_RATA,
            ["80", "90", None, None],
            "90",
            ("Rata-rata target triwulan 85 tidak sama dengan target tahunan 90.",),
            id="mean",
        ),
        pytest.param(
            Konsolidasi.TAHUNAN,
            [None, "5", None, "5"],
            "10",
            ("Indikator tahunan tidak memiliki target triwulan: TW II, TW IV.",),
            id="yearly-with-quarters",
        ),
        pytest.param(
            Konsolidasi.JUMLAH, [None] * 4, "10", ("Belum ada target triwulan.",), id="none"
        ),
        pytest.param(
            Konsolidasi.JUMLAH, ["1"] * 4, None, ("Target tahunan belum diisi.",), id="no-year"
        ),
    ],
)
def test_periksa_target_finds(
    cara: Konsolidasi, target: Kuartal, tahunan: str | None, masalah: tuple[str, ...]
) -> None:
    assert (
        periksa_target(
            cara=cara,
            target_per_triwulan=triwulan(target),
            target_tahunan=None if tahunan is None else D(tahunan),
        )
        == masalah
    )


def test_periksa_target_lets_a_minimised_target_fall() -> None:
    assert not periksa_target(
        cara=Konsolidasi.NILAI_TERAKHIR,
        target_per_triwulan=triwulan(["4.8", "4.7", "4.6", "4.5"]),
        target_tahunan=D("4.5"),
        polaritas=Polaritas.MINIMAL,
    )


@pytest.mark.parametrize(
    ("satuan", "cara"),
    [
        ("Persen", Konsolidasi.RATA_RATA),
        ("%", Konsolidasi.RATA_RATA),
        ("Rasio", Konsolidasi.RATA_RATA),
        ("Indeks", Konsolidasi.NILAI_TERAKHIR),
        ("Predikat A", Konsolidasi.NILAI_TERAKHIR),
        ("Orang", Konsolidasi.JUMLAH),
        ("Dokumen", Konsolidasi.JUMLAH),
        ("", Konsolidasi.JUMLAH),
    ],
)
def test_pilih_konsolidasi_baku(satuan: str, cara: Konsolidasi) -> None:
    assert pilih_konsolidasi_baku(satuan) == cara


# --- Roll-up -----------------------------------------------------------------------------------


def test_ringkas_of_a_sasaran_uses_the_capped_value() -> None:
    skema = Skema(batas_atas=D(120))
    hasil = ringkas([hitung("31", "38", skema=skema), hitung("100", "90", skema=skema)])
    assert (hasil.rata_rata, hasil.terukur, hasil.jumlah) == (D(105), 2, 2)
    assert hasil.penjelasan == "Rata-rata capaian 105,00%: 2 dari 2 yang dinilai sudah terukur."


def test_ringkas_counts_what_waits_and_leaves_out_what_has_no_target() -> None:
    hasil = ringkas([hitung("100", "90"), hitung("38.7", None), hitung(None, None)])
    assert (hasil.rata_rata, hasil.terukur, hasil.jumlah) == (D(90), 1, 2)
    assert "1 dari 2" in hasil.penjelasan


def test_ringkas_of_summaries_is_unweighted() -> None:
    sasaran = [
        ringkas([hitung("100", "100"), hitung("100", "80")]),
        ringkas([hitung("100", "120")]),
        ringkas([hitung("38.7", None)]),
        ringkas([]),
    ]
    hasil = ringkas(sasaran)
    assert (hasil.rata_rata, hasil.terukur, hasil.jumlah) == (D(105), 2, 3)


def test_ringkas_with_weights_uses_those_of_measured_parts() -> None:
    hasil = ringkas(
        [hitung("100", "100"), hitung("100", "80"), hitung("5", None)], [D(3), D(1), D(6)]
    )
    assert hasil.rata_rata == 95


def test_ringkas_without_measured_parts() -> None:
    hasil = ringkas([hitung("38.7", None)])
    assert (hasil.rata_rata, hasil.terukur, hasil.jumlah) == (None, 0, 1)
    assert hasil.penjelasan == "Rata-rata belum dihitung: 0 dari 1 yang dinilai sudah terukur."
    assert ringkas([]).penjelasan == "Tidak ada target yang dinilai."


@pytest.mark.parametrize("bobot", [[], [D(-1)], [D(1), D(1)]])
def test_ringkas_refuses_weights_that_do_not_fit(bobot: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="satu bobot"):
        ringkas([hitung("100", "100")], bobot)


@given(st.lists(persen, min_size=1, max_size=10))
def test_mean_lies_between_its_parts(nilai: list[Decimal]) -> None:
    bagian = [
        capaian(target=D(100), realisasi=satu, polaritas=Polaritas.MAKSIMAL) for satu in nilai
    ]
    rata_rata = ringkas(bagian).rata_rata
    assert rata_rata is not None
    assert min(nilai) - D("1e-20") <= rata_rata <= max(nilai) + D("1e-20")


# --- LKE ---------------------------------------------------------------------------------------


def jawab(a: JawabanLke, b: JawabanLke, c: JawabanLke) -> dict[str, JawabanLke]:
    huruf = {"a": a, "b": b, "c": c}
    return {satu.kode: huruf[satu.kode[-1]] for satu in LKE_2021}


def test_lke_2021_has_the_weights_of_the_regulation() -> None:
    assert sum(satu.bobot for satu in LKE_2021) == 100
    assert sum(satu.jumlah_kriteria for satu in LKE_2021) == 80
    per_komponen = [
        sum(satu.bobot for satu in LKE_2021 if satu.kode.startswith(nomor)) for nomor in "1234"
    ]
    assert per_komponen == [30, 30, 15, 25]


def test_nilai_lke_example() -> None:
    hasil = nilai_lke(jawab(JawabanLke.A, JawabanLke.BB, JawabanLke.B))
    assert hasil.nilai == D("77.00")
    assert hasil.tingkat is not None
    assert hasil.tingkat.kode == "BB"
    assert hasil.penjelasan == "Nilai AKIP 77,00, predikat BB (Sangat Baik)."


def test_nilai_lke_of_exactly_90_is_a() -> None:
    hasil = nilai_lke(jawab(JawabanLke.A, JawabanLke.A, JawabanLke.A))
    assert hasil.nilai == 90
    assert hasil.tingkat is not None
    assert hasil.tingkat.kode == "A"


def test_nilai_lke_waits_for_every_answer() -> None:
    jawaban = jawab(JawabanLke.A, JawabanLke.A, JawabanLke.A)
    del jawaban["2b"]
    hasil = nilai_lke(jawaban)
    assert (hasil.nilai, hasil.tingkat, hasil.alasan) == (None, None, Alasan.MENUNGGU_DATA)
    assert hasil.penjelasan == ("Nilai AKIP belum dihitung karena subkomponen 2b belum dijawab.")


def test_nilai_lke_refuses_weights_that_are_not_100() -> None:
    hasil = nilai_lke({}, sub_komponen=LKE_2021[:3])
    assert hasil.alasan == Alasan.BOBOT_TIDAK_SERATUS
    assert "jumlah bobot LKE 30, bukan 100" in hasil.penjelasan


def test_nilai_lke_without_a_matching_level() -> None:
    hasil = nilai_lke(jawab(JawabanLke.E, JawabanLke.E, JawabanLke.E), tingkat=())
    assert (hasil.nilai, hasil.tingkat) == (D(0), None)
    assert hasil.penjelasan == "Nilai AKIP 0,00."


@given(st.fixed_dictionaries({satu.kode: st.sampled_from(list(JawabanLke)) for satu in LKE_2021}))
def test_lke_score_stays_within_its_scale(jawaban: dict[str, JawabanLke]) -> None:
    hasil = nilai_lke(jawaban)
    assert hasil.nilai is not None
    assert 0 <= hasil.nilai <= 100
    assert hasil.tingkat is not None


@pytest.mark.parametrize(
    ("terpenuhi", "jumlah", "jawaban"),
    [
        pytest.param(8, 8, JawabanLke.BB, id="all"),
        pytest.param(7, 8, JawabanLke.B, id="more-than-75"),
        pytest.param(6, 8, JawabanLke.CC, id="exactly-75"),
        pytest.param(5, 8, JawabanLke.CC, id="more-than-50"),
        pytest.param(4, 8, JawabanLke.C, id="exactly-50"),
        pytest.param(3, 8, JawabanLke.C, id="more-than-25"),
        pytest.param(2, 8, JawabanLke.D, id="exactly-25"),
        pytest.param(1, 8, JawabanLke.D, id="some"),
        pytest.param(0, 8, JawabanLke.E, id="none"),
    ],
)
def test_jawaban_dari_kriteria(terpenuhi: int, jumlah: int, jawaban: JawabanLke) -> None:
    assert jawaban_dari_kriteria(terpenuhi=terpenuhi, jumlah=jumlah) == jawaban


@pytest.mark.parametrize(("terpenuhi", "jumlah"), [(0, 0), (-1, 3), (4, 3)])
def test_jawaban_dari_kriteria_refuses_impossible_counts(terpenuhi: int, jumlah: int) -> None:
    with pytest.raises(ValueError, match="tidak mungkin"):
        jawaban_dari_kriteria(terpenuhi=terpenuhi, jumlah=jumlah)


def test_lke_answers_fall_from_aa_to_e() -> None:
    assert [NILAI_JAWABAN_LKE[jawaban] for jawaban in JawabanLke] == [
        100, 90, 80, 70, 60, 50, 30, 0,
    ]  # fmt: skip


# --- Default scales ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("skala", "nilai", "kode"),
    [
        *(
            pytest.param(SKALA_AKIP_2021, nilai, kode, id=f"akip-{nilai}")
            for nilai, kode in [
                ("100", "AA"),
                ("90.01", "AA"),
                ("90.00", "A"),
                ("88.45", "A"),
                ("80", "BB"),
                ("77", "BB"),
                ("70", "B"),
                ("60", "CC"),
                ("50", "C"),
                ("30", "D"),
                ("0", "D"),
                ("100.01", None),
            ]
        ),
        *(
            pytest.param(SKALA_CAPAIAN_2017, nilai, kode, id=f"capaian-{nilai}")
            for nilai, kode in [
                ("122.58", "ST"),
                ("91", "ST"),
                ("90.5", "ST"),
                ("90", "T"),
                ("76", "T"),
                ("75", "S"),
                ("66", "S"),
                ("65", "R"),
                ("51", "R"),
                ("50", "SR"),
                ("0", "SR"),
            ]
        ),
        *(
            pytest.param(SKALA_ANGGARAN, nilai, kode, id=f"anggaran-{nilai}")
            for nilai, kode in [
                ("96.51", "SB"),
                ("90", "B"),
                ("80", "C"),
                ("60", "K"),
                ("50", "SK"),
            ]
        ),
        *(
            pytest.param(SKALA_SKP_2021, nilai, kode, id=f"skp-{nilai}")
            for nilai, kode in [
                ("120", "B"),
                ("100", "B"),
                ("99.5", "C"),
                ("80", "C"),
                ("79", "K"),
                ("60", "K"),
                ("59.9", "SK"),
            ]
        ),
        *(
            pytest.param(SKALA_OPINI_BPK, nilai, kode, id=f"opini-{nilai}")
            for nilai, kode in [
                ("3", "WTP"),
                ("2", "WDP"),
                ("1", "TW"),
                ("0", "TMP"),
                ("2.5", None),
            ]
        ),
    ],
)
def test_default_scales(skala: Skala, nilai: str, kode: str | None) -> None:
    tingkat = predikat(D(nilai), skala.tingkat)
    assert (tingkat.kode if tingkat else None) == kode


@given(
    st.sampled_from([SKALA_AKIP_2021, SKALA_CAPAIAN_2017, SKALA_ANGGARAN, SKALA_SKP_2021]),
    st.decimals(0, 100, places=4),
    st.decimals(0, 100, places=4),
)
def test_scales_have_no_gaps_and_keep_the_order(skala: Skala, a: Decimal, b: Decimal) -> None:
    rendah, tinggi = (predikat(nilai, skala.tingkat) for nilai in sorted((a, b)))
    assert rendah is not None
    assert tinggi is not None
    assert rendah.batas_bawah <= tinggi.batas_bawah


# --- Plausibility ----------------------------------------------------------------------------

TURUN = "Nilai kumulatif turun dari 80 menjadi 75. Benarkah?"
SAMA = "Nilai sama persis dengan triwulan sebelumnya, 80. Sudah diperbarui?"
LEBIH = "Nilai 120,5 lebih dari 120% target 100. Periksa angka dan satuannya."


@pytest.mark.parametrize(
    ("nilai", "sebelumnya", "target", "polaritas", "cara", "pertanyaan"),
    [
        ("75", "80", "100", Polaritas.MAKSIMAL, Konsolidasi.NILAI_TERAKHIR, (TURUN,)),
        ("80.1", "80", "100", Polaritas.MAKSIMAL, Konsolidasi.NILAI_TERAKHIR, ()),
        ("75", "80", "100", Polaritas.TAHAPAN, Konsolidasi.NILAI_TERAKHIR, (TURUN,)),
        # A quarter's own share may well be less than the quarter before.
        ("75", "80", "100", Polaritas.MAKSIMAL, Konsolidasi.JUMLAH, ()),
        ("75", "80", "100", Polaritas.MINIMAL, Konsolidasi.NILAI_TERAKHIR, ()),
        ("80", "80", "100", Polaritas.MAKSIMAL, Konsolidasi.RATA_RATA, (SAMA,)),
        ("80", "80", None, Polaritas.MINIMAL, Konsolidasi.JUMLAH, (SAMA,)),
        # What was promised and reached again asks for nothing.
        ("80", "80", "80", Polaritas.MAKSIMAL, Konsolidasi.RATA_RATA, ()),
        ("120", None, "100", Polaritas.MAKSIMAL, Konsolidasi.TAHUNAN, ()),
        ("120.5", None, "100", Polaritas.MAKSIMAL, Konsolidasi.TAHUNAN, (LEBIH,)),
        ("120.5", None, "100", Polaritas.PREDIKAT, Konsolidasi.TAHUNAN, (LEBIH,)),
        ("120.5", None, "100", Polaritas.MINIMAL, Konsolidasi.TAHUNAN, ()),
        ("120.5", None, None, Polaritas.MAKSIMAL, Konsolidasi.TAHUNAN, ()),
        ("5", None, "0", Polaritas.MAKSIMAL, Konsolidasi.TAHUNAN, ()),
        (
            "75",
            "80",
            "60",
            Polaritas.MAKSIMAL,
            Konsolidasi.NILAI_TERAKHIR,
            (TURUN, "Nilai 75 lebih dari 120% target 60. Periksa angka dan satuannya."),
        ),
    ],
)
def test_questions_about_a_value(
    nilai: str,
    sebelumnya: str | None,
    target: str | None,
    polaritas: Polaritas,
    cara: Konsolidasi,
    pertanyaan: tuple[str, ...],
) -> None:
    asked = periksa_kewajaran(
        nilai=D(nilai),
        sebelumnya=D(sebelumnya) if sebelumnya else None,
        target=D(target) if target else None,
        polaritas=polaritas,
        cara=cara,
    )
    assert asked == pertanyaan
