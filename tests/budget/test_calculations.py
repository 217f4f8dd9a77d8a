"""Budget performance, by the cases of the regulations and of the published report."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.calculations import (
    CabangKualitas,
    aspek_implementasi,
    capaian_keluaran,
    efisiensi,
    efisiensi_keluaran,
    ikpa,
    jumlah_diketahui,
    konsistensi,
    kualitas_pelaksanaan_anggaran,
    nilai_efisiensi,
    nka_pmk62,
    pagu_berlaku,
    rata_rata_geometrik,
    rekonsiliasi,
    serapan,
    sisa,
)
from budget.enums import DasarEfisiensi
from indicators.calculations import Alasan
from lkip.numbers import round_half_up

D = Decimal
PROGRAM_1 = (D(17_660_314_630), D(13_413_245_541))
PROGRAM_2 = (D(40_623_302_320), D(36_348_935_244))
SEKRETARIAT = (D(62_585_234_558), D(59_823_893_257))

uang = st.decimals(1, D("1e13"), places=2)
persen = st.decimals(0, 150, places=2)


def bulat(nilai: Decimal | None, places: int = 2) -> Decimal:
    assert nilai is not None
    return round_half_up(nilai, places)


# --- Absorption and efficiency -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("pagu", "realisasi", "expected"),
    [
        pytest.param(*SEKRETARIAT, "95.59", id="sekretariat"),
        pytest.param(*PROGRAM_1, "75.95", id="program-1"),
        pytest.param(*PROGRAM_2, "89.48", id="program-2"),
        pytest.param(D(100), D(0), "0.00", id="nothing-spent"),
    ],
)
def test_serapan(pagu: Decimal, realisasi: Decimal, expected: str) -> None:
    assert bulat(serapan(pagu=pagu, realisasi=realisasi).persen) == D(expected)


def test_serapan_explains_itself() -> None:
    hasil = serapan(pagu=D(1000), realisasi=D(1250))
    assert hasil.penjelasan == "Serapan 125,00% = realisasi Rp1.250 ÷ pagu Rp1.000 × 100."
    assert hasil.catatan == ("Realisasi melebihi pagu.",)


@pytest.mark.parametrize(
    ("pagu", "realisasi", "alasan"),
    [
        (None, D(1), Alasan.MENUNGGU_DATA),
        (D(1), None, Alasan.MENUNGGU_DATA),
        (D(0), D(0), Alasan.PENYEBUT_NOL),
    ],
)
def test_serapan_and_efisiensi_not_computable(
    pagu: Decimal | None, realisasi: Decimal | None, alasan: Alasan
) -> None:
    for hasil in (
        serapan(pagu=pagu, realisasi=realisasi),
        efisiensi(pagu=pagu, realisasi=realisasi),
    ):
        assert hasil.persen is None
        assert hasil.alasan == alasan
        assert "tidak dihitung karena" in hasil.penjelasan


def test_sisa() -> None:
    hasil = sisa(pagu=PROGRAM_1[0], realisasi=PROGRAM_1[1])
    assert hasil.nilai == 4_247_069_089
    assert hasil.penjelasan == (
        "Sisa Rp4.247.069.089 = pagu Rp17.660.314.630 − realisasi Rp13.413.245.541."
    )


def test_sisa_of_an_overspent_budget_is_negative() -> None:
    hasil = sisa(pagu=D(1000), realisasi=D(1250))
    assert hasil.nilai == -250
    assert hasil.catatan == ("Realisasi melebihi pagu.",)


@pytest.mark.parametrize(("pagu", "realisasi"), [(None, D(1)), (D(1), None)])
def test_sisa_not_computable(pagu: Decimal | None, realisasi: Decimal | None) -> None:
    assert sisa(pagu=pagu, realisasi=realisasi).nilai is None


@pytest.mark.parametrize(
    ("pagu", "realisasi", "dasar", "expected"),
    [
        pytest.param(*PROGRAM_1, DasarEfisiensi.PAGU, "24.05", id="program-1-pagu"),
        pytest.param(*PROGRAM_1, DasarEfisiensi.REALISASI, "31.66", id="program-1-realisasi"),
        pytest.param(*PROGRAM_2, DasarEfisiensi.PAGU, "10.52", id="program-2-pagu"),
        pytest.param(*PROGRAM_2, DasarEfisiensi.REALISASI, "11.76", id="program-2-realisasi"),
        pytest.param(*SEKRETARIAT, DasarEfisiensi.PAGU, "4.41", id="sekretariat"),
        pytest.param(
            D(529_479_182), D(252_568_774), DasarEfisiensi.PAGU, "52.30", id="trap-110-pagu"
        ),
        pytest.param(
            D(529_479_182), D(252_568_774), DasarEfisiensi.REALISASI, "109.64", id="trap-110"
        ),
    ],
)
def test_efisiensi(pagu: Decimal, realisasi: Decimal, dasar: DasarEfisiensi, expected: str) -> None:
    hasil = efisiensi(pagu=pagu, realisasi=realisasi, dasar=dasar, keluaran=D(100))
    assert bulat(hasil.persen) == D(expected)
    assert f"terhadap {dasar.value}" in hasil.penjelasan
    assert hasil.catatan == ()


def test_efisiensi_prints_its_base() -> None:
    hasil = efisiensi(pagu=D(1000), realisasi=D(800), keluaran=D(100))
    assert hasil.penjelasan == "Efisiensi 20,00% terhadap pagu = sisa Rp200 ÷ pagu Rp1.000 × 100."


def test_efisiensi_on_realisasi_of_zero() -> None:
    hasil = efisiensi(pagu=D(1000), realisasi=D(0), dasar=DasarEfisiensi.REALISASI)
    assert hasil.alasan == Alasan.PENYEBUT_NOL
    assert hasil.penjelasan == "Efisiensi tidak dihitung karena realisasi nol."


@pytest.mark.parametrize(
    ("realisasi", "keluaran", "catatan"),
    [
        pytest.param(
            "800",
            "90",
            ("Keluaran baru tercapai 90,00%, sisa anggaran bukan penghematan.",),
            id="missed",
        ),
        pytest.param(
            "800",
            None,
            ("Capaian keluaran belum ada, sisa anggaran belum dapat disebut efisiensi.",),
            id="unknown",
        ),
        pytest.param("800", "100", (), id="reached"),
        pytest.param("1000", "90", (), id="nothing-left"),
        pytest.param("1100", "90", ("Realisasi melebihi pagu.",), id="overspent"),
    ],
)
def test_efisiensi_notes(realisasi: str, keluaran: str | None, catatan: tuple[str, ...]) -> None:
    hasil = efisiensi(
        pagu=D(1000),
        realisasi=D(realisasi),
        keluaran=None if keluaran is None else D(keluaran),
    )
    assert hasil.catatan == catatan


@given(uang, uang)
def test_absorption_and_efficiency_add_up_to_100(pagu: Decimal, realisasi: Decimal) -> None:
    terserap = serapan(pagu=pagu, realisasi=realisasi).persen
    hemat = efisiensi(pagu=pagu, realisasi=realisasi).persen
    assert terserap is not None
    assert hemat is not None
    assert abs(terserap + hemat - 100) <= abs(terserap) * D("1e-25") + D("1e-25")


def test_capaian_keluaran() -> None:
    hasil = capaian_keluaran(target=D(12), realisasi=D(9))
    assert hasil.persen == 75
    assert hasil.penjelasan == "Capaian keluaran 75,00% = realisasi 9 ÷ target 12 × 100."


@pytest.mark.parametrize(
    ("target", "realisasi", "alasan"),
    [
        (None, D(1), Alasan.MENUNGGU_DATA),
        (D(1), None, Alasan.MENUNGGU_DATA),
        (D(0), D(1), Alasan.TARGET_NOL),
    ],
)
def test_capaian_keluaran_not_computable(
    target: Decimal | None, realisasi: Decimal | None, alasan: Alasan
) -> None:
    hasil = capaian_keluaran(target=target, realisasi=realisasi)
    assert (hasil.persen, hasil.alasan) == (None, alasan)


# --- Kualitas Pelaksanaan Anggaran -------------------------------------------------------------


@pytest.mark.parametrize(
    ("s", "e", "o", "expected", "cabang"),
    [
        pytest.param(
            "80", "20", "100", "100", CabangKualitas.SERAPAN_DAN_KELUARAN, id="best-on-the-bounds"
        ),
        pytest.param(
            "95", "5", "120", "92.5", CabangKualitas.SERAPAN_DAN_KELUARAN, id="output-counts-to-100"
        ),
        pytest.param("95", "5", "90", "85", CabangKualitas.KELUARAN_KURANG, id="output-missed"),
        pytest.param("70", "30", "90", "73", CabangKualitas.KEDUANYA_KURANG, id="both-missed"),
        pytest.param("70", "10", "100", "83", CabangKualitas.SERAPAN_KURANG, id="ours"),
        pytest.param("70", "30", "100", "88", CabangKualitas.SERAPAN_KURANG, id="ours-capped"),
    ],
)
def test_kualitas_pelaksanaan_anggaran(
    s: str, e: str, o: str, expected: str, cabang: CabangKualitas
) -> None:
    hasil = kualitas_pelaksanaan_anggaran(serapan=D(s), efisiensi=D(e), keluaran=D(o))
    assert hasil.nilai == D(expected)
    assert hasil.cabang == cabang
    assert hasil.cabang_kami == (cabang == CabangKualitas.SERAPAN_KURANG)
    assert any("cabang ini" in satu for satu in hasil.catatan) == hasil.cabang_kami
    assert any("dibatasi 10" in satu for satu in hasil.catatan) == (D(e) > 20 and D(o) >= 100)


def test_kualitas_of_the_sekretariat() -> None:
    pagu, realisasi = SEKRETARIAT
    hasil = kualitas_pelaksanaan_anggaran(
        serapan=serapan(pagu=pagu, realisasi=realisasi).persen,
        efisiensi=efisiensi(pagu=pagu, realisasi=realisasi).persen,
        keluaran=D(100),
    )
    assert bulat(hasil.nilai) == D("92.21")
    assert hasil.penjelasan == (
        "Kualitas pelaksanaan anggaran 92,21 = serapan 40,00 + efisiensi 2,21 + keluaran 50,00 "
        "(serapan dan keluaran tercapai)."
    )


@pytest.mark.parametrize(
    ("s", "e", "o"), [(None, D(1), D(1)), (D(1), None, D(1)), (D(1), D(1), None)]
)
def test_kualitas_waits_for_all_three(
    s: Decimal | None, e: Decimal | None, o: Decimal | None
) -> None:
    hasil = kualitas_pelaksanaan_anggaran(serapan=s, efisiensi=e, keluaran=o)
    assert (hasil.nilai, hasil.alasan, hasil.cabang) == (None, Alasan.MENUNGGU_DATA, None)


@given(st.decimals(0, 100, places=2), persen)
def test_kualitas_stays_within_0_and_100(s: Decimal, o: Decimal) -> None:
    hasil = kualitas_pelaksanaan_anggaran(serapan=s, efisiensi=100 - s, keluaran=o)
    assert hasil.nilai is not None
    assert 0 <= hasil.nilai <= 100


@given(st.decimals(0, 100, places=2), persen, persen)
def test_more_output_never_lowers_kualitas(s: Decimal, a: Decimal, b: Decimal) -> None:
    rendah, tinggi = (
        kualitas_pelaksanaan_anggaran(serapan=s, efisiensi=100 - s, keluaran=o).nilai
        for o in sorted((a, b))
    )
    assert rendah is not None
    assert tinggi is not None
    assert rendah <= tinggi


# --- Aspek implementasi ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nilai", "expected"),
    [
        pytest.param([D(100), D(90)], "94.87", id="two"),
        # The annex prints 66,67 and means two thirds: the rounded value would give 76,32.
        pytest.param([D(200) / 3, D(200) / 3, D(100)], "76.31", id="three"),
        pytest.param([D("85.09"), D(100)], "92.24", id="next-level"),
        pytest.param([D(100), D(0)], "0", id="zero"),
        pytest.param([D(73)], "73", id="one"),
    ],
)
def test_rata_rata_geometrik(nilai: list[Decimal], expected: str) -> None:
    assert bulat(rata_rata_geometrik(nilai)) == D(expected)


def test_rata_rata_geometrik_without_values() -> None:
    assert rata_rata_geometrik([]) is None


def test_rata_rata_geometrik_of_a_negative_value() -> None:
    with pytest.raises(ValueError, match="tidak berlaku untuk nilai negatif"):
        rata_rata_geometrik([D(-1), D(100)])


@given(persen, st.integers(1, 30))
def test_geometric_mean_of_equal_values_is_that_value(nilai: Decimal, banyak: int) -> None:
    assert rata_rata_geometrik([nilai] * banyak) == nilai


@given(st.lists(persen, min_size=1, max_size=12))
def test_geometric_mean_is_at_most_the_arithmetic_mean(nilai: list[Decimal]) -> None:
    hasil = rata_rata_geometrik(nilai)
    assert hasil is not None
    assert min(nilai) - D("1e-20") <= hasil <= sum(nilai, D(0)) / len(nilai) + D("1e-20")


@pytest.mark.parametrize(
    ("rencana", "realisasi", "expected"),
    [
        pytest.param([100, 100], [100, 100], "100", id="as-planned"),
        pytest.param([100, 100], [80, 120], "90", id="late-then-caught-up"),
        pytest.param([100, 100], [120, 80], "90", id="early-counts-as-deviation"),
        pytest.param([100, 100, 100], [90, None, 100], "90", id="until-the-first-gap"),
        pytest.param([0, 100], [0, 90], "90", id="months-before-any-plan"),
    ],
)
def test_konsistensi(rencana: list[int], realisasi: list[int | None], expected: str) -> None:
    hasil = konsistensi(
        rencana=[D(satu) for satu in rencana],
        realisasi=[None if satu is None else D(satu) for satu in realisasi],
    )
    assert hasil.persen == D(expected)
    assert hasil.penjelasan.startswith("Konsistensi ")


@pytest.mark.parametrize(("rencana", "realisasi"), [([], []), ([D(0)], [D(0)]), ([D(1)], [None])])
def test_konsistensi_not_computable(
    rencana: list[Decimal], realisasi: list[Decimal | None]
) -> None:
    hasil = konsistensi(rencana=rencana, realisasi=realisasi)
    assert (hasil.persen, hasil.alasan) == (None, Alasan.MENUNGGU_DATA)


def test_konsistensi_of_unequal_lengths() -> None:
    with pytest.raises(ValueError, match="sama banyaknya"):
        konsistensi(rencana=[D(1)], realisasi=[])


@given(st.lists(st.tuples(uang, uang), min_size=1, max_size=12))
def test_konsistensi_is_at_most_100(bulan: list[tuple[Decimal, Decimal]]) -> None:
    hasil = konsistensi(rencana=[r for r, _ in bulan], realisasi=[x for _, x in bulan])
    assert hasil.persen is not None
    assert hasil.persen <= 100


@pytest.mark.parametrize(
    ("pagu", "realisasi", "keluaran", "expected", "dibatasi"),
    [
        pytest.param("1000", "950", "100", "5", False, id="saved"),
        pytest.param("1000", "900", "90", "0", False, id="spent-in-proportion"),
        pytest.param("1000", "500", "100", "20", True, id="upper-limit"),
        pytest.param("1000", "900", "50", "-20", True, id="lower-limit"),
    ],
)
def test_efisiensi_keluaran(
    pagu: str, realisasi: str, keluaran: str, expected: str, dibatasi: bool
) -> None:
    hasil = efisiensi_keluaran(pagu=D(pagu), realisasi=D(realisasi), keluaran=D(keluaran))
    assert hasil.persen == D(expected)
    assert bool(hasil.catatan) == dibatasi


@pytest.mark.parametrize(
    ("pagu", "realisasi", "keluaran", "alasan"),
    [
        (None, D(1), D(1), Alasan.MENUNGGU_DATA),
        (D(1), None, D(1), Alasan.MENUNGGU_DATA),
        (D(1), D(1), None, Alasan.MENUNGGU_DATA),
        (D(1), D(1), D(0), Alasan.PENYEBUT_NOL),
    ],
)
def test_efisiensi_keluaran_not_computable(
    pagu: Decimal | None, realisasi: Decimal | None, keluaran: Decimal | None, alasan: Alasan
) -> None:
    hasil = efisiensi_keluaran(pagu=pagu, realisasi=realisasi, keluaran=keluaran)
    assert (hasil.persen, hasil.alasan) == (None, alasan)


@pytest.mark.parametrize(
    ("e", "ne"), [("-20", "0"), ("0", "50"), ("5", "62.5"), ("20", "100"), ("35", "100")]
)
def test_nilai_efisiensi(e: str, ne: str) -> None:
    assert nilai_efisiensi(D(e)).nilai == D(ne)


def test_nilai_efisiensi_not_computable() -> None:
    assert nilai_efisiensi(None).nilai is None


@given(st.decimals(-200, 200, places=2))
def test_nilai_efisiensi_stays_within_0_and_100(e: Decimal) -> None:
    nilai = nilai_efisiensi(e).nilai
    assert nilai is not None
    assert 0 <= nilai <= 100


def test_aspek_implementasi_example() -> None:
    hasil = aspek_implementasi(penyerapan=D(95), konsistensi=D(90), keluaran=D(100), efisiensi=D(5))
    assert bulat(hasil.nilai) == D("86.97")
    assert hasil.penjelasan == (
        "Nilai kinerja implementasi 86,97 = 9,7% × penyerapan 95,00 + 18,2% × konsistensi 90,00 "
        "+ 43,5% × keluaran 100,00 + 28,6% × nilai efisiensi 62,50."
    )


def test_aspek_implementasi_takes_the_score_of_efficiency() -> None:
    dari_e = aspek_implementasi(
        penyerapan=D(95), konsistensi=D(90), keluaran=D(100), efisiensi=D(5)
    )
    dari_ne = aspek_implementasi(
        penyerapan=D(95), konsistensi=D(90), keluaran=D(100), nilai_efisiensi=D("62.5")
    )
    assert dari_e == dari_ne


def test_aspek_implementasi_refuses_both() -> None:
    with pytest.raises(ValueError, match="tidak keduanya"):
        aspek_implementasi(
            penyerapan=D(95),
            konsistensi=D(90),
            keluaran=D(100),
            efisiensi=D(5),
            nilai_efisiensi=D("62.5"),
        )


@pytest.mark.parametrize("hilang", ["penyerapan", "konsistensi", "keluaran", "efisiensi"])
def test_aspek_implementasi_waits_for_every_part(hilang: str) -> None:
    nilai = {"penyerapan": D(95), "konsistensi": D(90), "keluaran": D(100), "efisiensi": D(5)}
    bagian: dict[str, Decimal | None] = {**nilai, hilang: None}
    hasil = aspek_implementasi(
        penyerapan=bagian["penyerapan"],
        konsistensi=bagian["konsistensi"],
        keluaran=bagian["keluaran"],
        efisiensi=bagian["efisiensi"],
    )
    assert (hasil.nilai, hasil.alasan) == (None, Alasan.MENUNGGU_DATA)


# --- PMK 62/2023 -------------------------------------------------------------------------------


def test_nka_pmk62_example() -> None:
    hasil = nka_pmk62(perencanaan=D("18.70"), pelaksanaan=D("99.27"))
    assert hasil.nilai == D("58.985")
    assert hasil.penjelasan == (
        "Nilai kinerja anggaran 58,99 = 50% × perencanaan 18,70 + 50% × pelaksanaan 99,27."
    )


def test_ikpa() -> None:
    assert ikpa(perencanaan=D(100), pelaksanaan=D(80), hasil=D(60)).nilai == 79


def test_pmk62_waits_for_every_part() -> None:
    assert nka_pmk62(perencanaan=None, pelaksanaan=D(99)).nilai is None
    assert ikpa(perencanaan=D(1), pelaksanaan=D(1), hasil=None).alasan == Alasan.MENUNGGU_DATA


# --- Reconciliation ----------------------------------------------------------------------------


def test_rekonsiliasi_shows_the_difference_of_the_sample() -> None:
    hasil = rekonsiliasi({"program": D(111_828_506_947), "unit": D(111_828_250_748)})
    assert hasil.selisih == 256_199
    assert not hasil.cocok
    assert hasil.penjelasan == (
        "Jumlah berselisih Rp256.199: program Rp111.828.506.947, unit Rp111.828.250.748."
    )


def test_rekonsiliasi_that_agrees() -> None:
    hasil = rekonsiliasi({"program": D(10), "unit": D(10)})
    assert hasil.cocok
    assert hasil.penjelasan == "Jumlah cocok: program Rp10, unit Rp10."


def test_rekonsiliasi_of_nothing() -> None:
    with pytest.raises(ValueError, match="sedikitnya satu jumlah"):
        rekonsiliasi({})


# --- Ceilings and sums -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("murni", "perubahan", "berlaku"),
    [
        (D(5), D(7), D(7)),
        (D(5), None, D(5)),
        (None, D(7), D(7)),
        (D(5), D(0), D(0)),
        (None, None, None),
    ],
)
def test_the_amended_ceiling_holds_as_soon_as_there_is_one(murni, perubahan, berlaku):
    assert pagu_berlaku(murni=murni, perubahan=perubahan) == berlaku


@pytest.mark.parametrize(
    ("values", "total"),
    [((), None), ((None, None), None), ((None, D(3), D(4)), D(7)), ((D(0), None), D(0))],
)
def test_the_sum_of_what_is_known(values, total):
    assert jumlah_diketahui(values) == total
