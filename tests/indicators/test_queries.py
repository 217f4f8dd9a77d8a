"""Rows of the published report of 2023, computed by the rules and compared digit by digit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.calculations import Alasan, StatusCapaian
from indicators.enums import (
    JenisSasaran,
    Periode,
    StatusData,
    StatusPerjanjian,
    StatusRealisasi,
    StatusTarget,
)
from indicators.models import (
    Indikator,
    ItemPerjanjian,
    KolomTabel,
    Pembanding,
    PerjanjianKinerja,
    Realisasi,
    Sasaran,
    SkemaPengukuran,
    TabelPendukung,
    TargetTahunan,
    TargetTriwulan,
)
from indicators.queries import (
    BarisIndikator,
    baris_indikator,
    hitungan,
    kelompok_ksd,
    nilai_realisasi,
    pembanding,
    perjanjian_berlaku,
    ringkasan_sasaran,
    tabel_pendukung,
    target_renstra,
    tingkat_capaian,
)
from lkip.numbers import round_half_up
from lkip.tables import Tanpa

D = Decimal
MELAMPAUI = StatusCapaian.MELAMPAUI
TERCAPAI = StatusCapaian.TERCAPAI
MENUNGGU = StatusCapaian.MENUNGGU_DATA
TANPA_TARGET = StatusCapaian.TANPA_TARGET


def dua(value: Decimal | None) -> Decimal | None:
    """As the report prints it."""
    return None if value is None else round_half_up(value, 2)


@pytest.fixture
def baris(bpsdm) -> dict[str, BarisIndikator]:
    return {row.kode: row for row in baris_indikator(bpsdm, 2023)}


@pytest.fixture
def baris_contoh(contoh) -> dict[str, BarisIndikator]:
    return {row.kode: row for row in baris_indikator(contoh, 2023)}


# --- Table 15 of the published report ----------------------------------------------------------

# Target, realisasi, achievement in percent, standing. 38/31 = 122,58; 88,45/82 = 107,87;
# 100/80 = 125; 114/102 = 111,76; 96,51/71 = 135,93. The IP ASN of 2023 was not released.
TAHUN_2023 = {
    "I01": (D(31), D(38), D("122.58"), MELAMPAUI),
    "I02": (D("38.7"), None, None, MENUNGGU),
    "I03": (D(100), D(100), D("100.00"), TERCAPAI),
    "I04": (D(100), D(100), D("100.00"), TERCAPAI),
    "I05": (D(100), D(100), D("100.00"), TERCAPAI),
    "I06": (D(100), D(100), D("100.00"), TERCAPAI),
    "I07": (D(3), D(3), D("100.00"), TERCAPAI),
    "I08": (D(100), D(100), D("100.00"), TERCAPAI),
    "I09": (D(100), D(100), D("100.00"), TERCAPAI),
    "I10": (D(82), D("88.45"), D("107.87"), MELAMPAUI),
    "I11": (D(100), D(100), D("100.00"), TERCAPAI),
    "I12": (D(100), D(100), D("100.00"), TERCAPAI),
    "I13": (D(100), D(100), D("100.00"), TERCAPAI),
    "I14": (D(80), D(100), D("125.00"), MELAMPAUI),
    "I15": (D(102), D(114), D("111.76"), MELAMPAUI),
    "I16": (D(100), D(100), D("100.00"), TERCAPAI),
    "I17": (D(100), D(100), D("100.00"), TERCAPAI),
    "I18": (D(100), D(100), D("100.00"), TERCAPAI),
    "I19": (D(71), D("96.51"), D("135.93"), MELAMPAUI),
    "I20": (D(100), D(100), D("100.00"), TERCAPAI),
    "I21": (D(100), D(100), D("100.00"), TERCAPAI),
    "I22": (D(100), D(100), D("100.00"), TERCAPAI),
}

# 38,16/31,2 = 122,31; 96,66/91 = 106,22. The merit index of 2022 is on another scale than its
# target, and eight indicators were new in 2023.
TAHUN_2022 = {
    "I01": (D(31), D("335.5"), None, StatusCapaian.TIDAK_DAPAT_DIHITUNG),
    "I02": (D("31.2"), D("38.16"), D("122.31"), MELAMPAUI),
    "I03": (D(100), D(100), D("100.00"), TERCAPAI),
    "I04": (D(100), D(100), D("100.00"), TERCAPAI),
    "I05": (D(100), D(100), D("100.00"), TERCAPAI),
    "I06": (D(100), D(100), D("100.00"), TERCAPAI),
    "I07": (D(3), D(3), D("100.00"), TERCAPAI),
    "I08": (D(100), D(100), D("100.00"), TERCAPAI),
    "I09": (D(100), D(100), D("100.00"), TERCAPAI),
    "I10": (D(91), D("96.66"), D("106.22"), MELAMPAUI),
    "I11": (None, None, None, TANPA_TARGET),
    "I12": (D(100), D(100), D("100.00"), TERCAPAI),
    "I13": (D(100), D(100), D("100.00"), TERCAPAI),
    "I14": (None, None, None, TANPA_TARGET),
    "I15": (None, None, None, TANPA_TARGET),
    "I16": (None, None, None, TANPA_TARGET),
    "I17": (None, None, None, TANPA_TARGET),
    "I18": (None, None, None, TANPA_TARGET),
    "I19": (None, None, None, TANPA_TARGET),
    "I20": (D(100), D(100), D("100.00"), TERCAPAI),
    "I21": (D(100), D(100), D("100.00"), TERCAPAI),
    "I22": (D(100), D(100), D("100.00"), TERCAPAI),
}


def test_achievement_of_every_indicator_in_2023(baris):
    assert {
        kode: (b.tahunan.target, b.tahunan.nilai, dua(b.tahunan.hasil.persen), b.status)
        for kode, b in baris.items()
    } == TAHUN_2023


def test_achievement_of_every_indicator_in_2022(baris):
    assert {
        kode: (b.lalu.target, b.lalu.nilai, dua(b.lalu.hasil.persen), b.lalu.status)
        for kode, b in baris.items()
    } == TAHUN_2022


def test_order_is_that_of_the_agreement(baris):
    assert [b.nomor for b in baris.values()] == list(range(1, 23))
    assert list(baris) == [f"I{number:02d}" for number in range(1, 23)]


def test_value_on_another_scale_has_no_achievement(baris):
    lalu = baris["I01"].lalu
    assert lalu.hasil.alasan == "skala berbeda"
    assert lalu.hasil.penjelasan == (
        "Capaian tidak dihitung: Realisasi memakai skala penilaian 100–400, target memakai "
        "skala 38."
    )
    assert lalu.sel_realisasi == D("335.5")
    assert lalu.sel_capaian == Tanpa("-", lalu.hasil.penjelasan)


def test_value_not_yet_released_is_no_value(baris):
    """The published table prints last year's 38,16 here; we do not."""
    row = baris["I02"]
    assert row.tahunan.hasil.alasan == Alasan.MENUNGGU_DATA
    assert row.realisasi == Tanpa("data belum rilis", "Penilaian IP ASN oleh BKN")
    assert row.capaian == Tanpa("data belum rilis", row.tahunan.hasil.penjelasan)
    assert row.predikat is None


def test_cells_of_a_measured_indicator(baris):
    row = baris["I01"]
    assert (row.target, row.realisasi, dua(row.capaian)) == (D(31), D(38), D("122.58"))
    assert row.satuan == "Indeks"
    assert row.nama == "Indeks Sistem Merit pada Aspek dan Sub Aspek Lingkup BPSDM"
    assert row.dasar_penilaian == "Nilai pada e-SAKIP Bappeda Provinsi DKI Jakarta"
    assert row.tahunan.hasil.penjelasan == "Capaian 122,58% = realisasi 38 ÷ target 31 × 100."
    assert row.sasaran.kode == "S01"


def test_printed_text_of_a_target_stands_in_its_cell(baris):
    assert baris["I10"].target == Tanpa("A (82)")
    assert baris["I07"].target == Tanpa("(3) WTP")
    assert baris["I10"].lalu.sel_target == D(91)


def test_basis_is_the_letter_of_the_outside_body(baris):
    assert baris["I10"].dasar_penilaian.startswith("Inspektorat Provinsi DKI Jakarta Nomor ")
    assert "5029/PA.02.02" in baris["I10"].dasar_penilaian


def test_predicate_of_achievement_and_of_value(baris):
    assert baris["I01"].predikat.kode == "ST"
    assert baris["I10"].predikat_nilai.kode == "A"
    assert baris["I07"].predikat_nilai.kode == "WTP"
    assert baris["I03"].predikat_nilai is None


def test_quarter_without_target_is_not_applicable(baris):
    first = baris["I03"].triwulan[0]
    assert first.periode == Periode.TW1
    assert first.status_target == StatusTarget.TIDAK_ADA
    assert first.sel_target == Tanpa("N/A", "Tidak ada target pada triwulan ini.")
    assert first.isi.hasil.persen is None
    assert first.isi.sel_realisasi is None


def test_quarter_with_unreadable_target_is_not_available(baris):
    second = baris["I10"].triwulan[1]
    assert second.sel_target == Tanpa("tidak tersedia", "Target tidak terbaca pada dokumen sumber.")


def test_quarters_of_a_measured_indicator(baris):
    """Risk management, Gambar 5: 40, 80, 100 cumulative, each as promised."""
    quarters = baris["I18"].triwulan
    assert [q.sel_target for q in quarters[1:]] == [D(40), D(80), D(100)]
    assert [q.isi.nilai for q in quarters[1:]] == [D(40), D(80), D(100)]
    assert [q.isi.hasil.persen for q in quarters[1:]] == [D(100), D(100), D(100)]


def test_promised_quarter_without_value_waits(baris):
    second = baris["I06"].triwulan[1]
    assert second.sel_target == D(100)
    assert second.isi.status == MENUNGGU
    assert second.isi.sel_capaian == Tanpa("-", second.isi.hasil.penjelasan)


def test_value_is_computed_from_its_components(baris_contoh):
    """191/200 = 95,5; 95,5/90 = 106,11."""
    row = baris_contoh["I01"]
    assert row.tahunan.nilai == D("95.5")
    assert dua(row.tahunan.hasil.persen) == D("106.11")


def test_components_win_over_a_typed_value(contoh):
    realisasi = Realisasi.objects.of_pd(contoh).get(indikator__kode="I01")
    realisasi.nilai = D(1)
    assert nilai_realisasi(realisasi) == D("95.5")


def test_minimal_indicator_by_variant_a(baris_contoh):
    """(2 × 10 − 8) ÷ 10 = 120."""
    assert baris_contoh["I02"].tahunan.hasil.persen == D(120)


def test_zero_target_with_worst_value(baris_contoh):
    """Target 0, four findings, worst 10: (10 − 4) ÷ 10 = 60."""
    row = baris_contoh["I03"]
    assert row.tahunan.hasil.persen == D(60)
    assert row.status == StatusCapaian.BELUM_TERCAPAI
    assert row.predikat.kode == "R"


def test_basis_without_realisasi(contoh):
    Realisasi.objects.of_pd(contoh).get(indikator__kode="I03").delete()
    row = baris_indikator(contoh, 2023)[2]
    assert row.dasar_penilaian == ""
    assert row.realisasi is None
    assert row.status == MENUNGGU
    assert row.capaian == Tanpa("-", row.tahunan.hasil.penjelasan)


def test_value_that_is_not_available_says_so(contoh):
    realisasi = Realisasi.objects.of_pd(contoh).get(indikator__kode="I03")
    realisasi.status_data, realisasi.nilai = StatusData.TIDAK_TERSEDIA, None
    realisasi.catatan = "Pemeriksaan tidak diadakan"
    realisasi.save()
    row = baris_indikator(contoh, 2023)[2]
    assert row.realisasi == Tanpa("tidak tersedia", "Pemeriksaan tidak diadakan")


def test_target_of_a_year_outside_the_agreement(contoh):
    """Only the agreement's yearly target counts for comparison, and its text where no number is."""
    indikator = Indikator.objects.of_pd(contoh).get(kode="I01")
    TargetTahunan.objects.create(indikator=indikator, tahun=2022, sumber="renstra", nilai=70)
    assert baris_indikator(contoh, 2023)[0].lalu.sel_target == Tanpa("-")
    TargetTahunan.objects.create(indikator=indikator, tahun=2022, sumber="perjanjian", teks="Baik")
    assert baris_indikator(contoh, 2023)[0].lalu.sel_target == Tanpa("Baik")


@pytest.fixture
def dijanjikan_2022(contoh):
    """Promise I01 in an agreement of 2022 of the head: `dijanjikan_2022("Baik", target=D(3))`."""
    signed = perjanjian_berlaku(contoh, 2023)
    goal = Sasaran.objects.create(
        pd=contoh, tahun=2022, kode="S1", urutan=1, jenis=JenisSasaran.STRATEGIS, sasaran="Layanan"
    )

    def make(teks: str = "", target: Decimal | None = None) -> PerjanjianKinerja:
        assert signed is not None
        row = PerjanjianKinerja.objects.create(
            pd=contoh,
            tahun=2022,
            jabatan=signed.jabatan,
            pihak_pertama=signed.pihak_pertama,
            pihak_kedua=signed.pihak_kedua,
            jabatan_pihak_pertama=signed.jabatan_pihak_pertama,
            jabatan_pihak_kedua=signed.jabatan_pihak_kedua,
            tanggal=date(2022, 1, 28),
        )
        indikator = Indikator.objects.of_pd(contoh).get(kode="I01")
        row.item.create(
            urutan=1, sasaran=goal, indikator=indikator, target=target, target_teks=teks
        )
        return row

    return make


def _berlaku(row: PerjanjianKinerja) -> None:
    PerjanjianKinerja.objects.filter(pk=row.pk).update(status=StatusPerjanjian.BERLAKU)


@pytest.mark.parametrize(
    ("teks", "target", "sel"),
    [
        ("", D(80), D(80)),
        ("Baik (80)", D(80), D(80)),
        ("Baik", None, Tanpa("Baik")),
        ("", None, D(70)),  # The agreement says nothing, so what is kept stands.
    ],
)
def test_agreement_in_force_of_the_year_before_comes_before_a_kept_target(
    contoh, dijanjikan_2022, tanpa_pemicu, teks, target, sel
):
    indikator = Indikator.objects.of_pd(contoh).get(kode="I01")
    TargetTahunan.objects.create(indikator=indikator, tahun=2022, sumber="perjanjian", nilai=70)
    row = dijanjikan_2022(teks, target)
    assert baris_indikator(contoh, 2023)[0].lalu.sel_target == D(70)

    _berlaku(row)
    assert baris_indikator(contoh, 2023)[0].lalu.sel_target == sel


def test_target_that_only_the_agreement_of_the_year_before_holds_judges_its_value(
    contoh, dijanjikan_2022, tanpa_pemicu, django_assert_num_queries
):
    indikator = Indikator.objects.of_pd(contoh).get(kode="I01")
    _berlaku(dijanjikan_2022(target=D(80)))
    Realisasi.objects.create(
        indikator=indikator, tahun=2022, periode=Periode.TAHUN, nilai=60, status_data=StatusData.ADA
    )

    with django_assert_num_queries(11):
        last = [row.lalu for row in baris_indikator(contoh, 2023)]
    assert (last[0].target, last[0].nilai, last[0].hasil.persen) == (D(80), D(60), D(75))
    assert [value.sel_target for value in last[1:]] == [Tanpa("-"), Tanpa("-")]


def test_quarter_without_record_has_no_status(contoh, tanpa_pemicu):
    TargetTriwulan.objects.of_pd(contoh).filter(item__indikator__kode="I01", triwulan=2).delete()
    second = baris_indikator(contoh, 2023)[0].triwulan[1]
    assert second.status_target is None
    assert second.sel_target is None


def test_year_without_scheme_uses_the_defaults(contoh):
    SkemaPengukuran.objects.of_pd(contoh).delete()
    rows = baris_indikator(contoh, 2023)
    assert tingkat_capaian(contoh, 2023) == ()
    assert [row.predikat for row in rows] == [None, None, None]
    assert rows[1].tahunan.hasil.persen == D(120)


def test_scale_of_achievement_in_order(bpsdm):
    assert [t.kode for t in tingkat_capaian(bpsdm, 2023)] == ["ST", "T", "S", "R", "SR"]


# --- Agreement in force ------------------------------------------------------------------------


def test_agreement_in_force_is_that_of_the_head(bpsdm):
    found = perjanjian_berlaku(bpsdm, 2023)
    assert found is not None
    assert (found.tahun, found.versi, found.jabatan.kepala_pd) == (2023, 1, True)


@pytest.mark.parametrize(
    "status",
    [
        StatusPerjanjian.DRAF,
        StatusPerjanjian.DIAJUKAN,
        StatusPerjanjian.DISETUJUI,
        StatusPerjanjian.DIGANTI,
    ],
)
def test_agreement_in_another_state_is_not_in_force(status, contoh, tanpa_pemicu):
    PerjanjianKinerja.objects.of_pd(contoh).update(status=status)
    assert perjanjian_berlaku(contoh, 2023) is None
    assert baris_indikator(contoh, 2023) == ()


def test_later_version_replaces_the_first(contoh):
    first = PerjanjianKinerja.objects.of_pd(contoh).get()
    items = list(first.item.all())
    first.status = StatusPerjanjian.DIGANTI
    first.save()
    second = PerjanjianKinerja.objects.get(pk=first.pk)
    second.pk, second.versi, second.dasar_perubahan = None, 2, "DPPA 2023"
    second.status, second.tanggal = StatusPerjanjian.BERLAKU, date(2023, 10, 2)
    second.save()
    item = items[0]
    item.pk, item.perjanjian, item.target = None, second, D(95)
    item.save()
    rows = baris_indikator(contoh, 2023)
    assert [(row.kode, row.target) for row in rows] == [("I01", D(95))]


def test_year_without_agreement_has_no_rows(bpsdm):
    assert baris_indikator(bpsdm, 2024) == ()


# --- Counts and summaries ----------------------------------------------------------------------


def test_count_by_status(baris):
    result = hitungan(baris.values())
    assert result.jumlah == 22
    assert result.terukur == 21
    assert {s.value: result.dari(s) for s in StatusCapaian} == {
        "melampaui": 5,
        "tercapai": 16,
        "belum_tercapai": 0,
        "menunggu_data": 1,
        "tanpa_target": 0,
        "tidak_dapat_dihitung": 0,
    }


def test_count_of_nothing():
    result = hitungan([])
    assert (result.jumlah, result.terukur, result.dari(MELAMPAUI)) == (0, 0, 0)


def test_mean_per_sasaran(baris):
    result = {s.sasaran.kode: s for s in ringkasan_sasaran(baris.values())}
    means = {kode: dua(s.hasil.rata_rata) for kode, s in result.items()}
    assert len(means) == 21
    assert {kode: mean for kode, mean in means.items() if mean != D(100)} == {
        "S01": D("122.58"),
        "S02": None,
        "S10": D("107.87"),
        "S14": D("118.38"),
        "S18": D("135.93"),
    }
    assert (result["S14"].hasil.terukur, result["S14"].hasil.jumlah) == (2, 2)
    assert (result["S02"].hasil.terukur, result["S02"].hasil.jumlah) == (0, 1)
    assert [s.jenis for s in result.values()].count(JenisSasaran.STRATEGIS) == 6
    assert [s.jenis for s in result.values()].count(JenisSasaran.KHUSUS) == 12
    assert [s.jenis for s in result.values()].count(JenisSasaran.OPERASIONAL) == 3


def test_mean_of_a_sasaran_in_the_small_agency(baris_contoh):
    """(106,11 + 120) ÷ 2 = 113,06."""
    first, second = ringkasan_sasaran(baris_contoh.values())
    assert dua(first.hasil.rata_rata) == D("113.06")
    assert second.hasil.rata_rata == D(60)


# --- Renstra, KSD, comparators -----------------------------------------------------------------


def test_targets_of_the_renstra(bpsdm):
    merit, ip_asn = target_renstra(bpsdm)
    assert merit.indikator.kode == "I01"
    assert {year: merit.target[year] for year in range(2023, 2027)} == {
        2023: D(31),
        2024: D(31),
        2025: D(31),
        2026: D(31),
    }
    assert ip_asn.indikator.kode == "I02"
    assert ip_asn.target[2022] == D(36)
    assert {year: ip_asn.target[year] for year in range(2023, 2027)} == {
        2023: D("38.7"),
        2024: D("38.8"),
        2025: D("38.9"),
        2026: D(39),
    }
    assert merit.tujuan.startswith("Pengembangan kompetensi melalui")
    assert merit.sasaran.startswith("Peningkatan kompetensi ASN")


def test_value_of_2022_against_the_renstra(bpsdm, baris):
    """38,16 ÷ 36 = 106,00, the example of the handbook."""
    ip_asn = target_renstra(bpsdm)[1]
    nilai = baris["I02"].lalu.nilai
    assert dua(nilai / ip_asn.target[2022] * 100) == D("106.00")


def test_target_of_the_renstra_without_sasaran(contoh):
    TargetTahunan.objects.of_pd(contoh).update(sasaran_renstra=None)
    (row,) = target_renstra(contoh)
    assert (row.tujuan, row.sasaran) == ("", "")
    assert row.target == {2023: D(90), 2024: D(92)}


def test_groups_of_ksd(bpsdm):
    assert [
        (k.indikator.kode, k.periode, k.triwulan, len(k.langkah)) for k in kelompok_ksd(bpsdm, 2023)
    ] == [
        ("I03", "B06", 2, 1),
        ("I03", "B09", 3, 1),
        ("I03", "B12", 4, 2),
        ("I04", "B03", 1, 1),
        ("I04", "B09", 3, 1),
        ("I05", "B06", 2, 1),
        ("I05", "B09", 3, 1),
        ("I06", "B03", 1, 3),
    ]


def test_steps_of_a_ksd_group(bpsdm):
    group = kelompok_ksd(bpsdm, 2023)[3]
    assert group.ksd == "Penanggulangan Kemiskinan"
    assert group.sub_ksd.startswith("Penghormatan, Pelindungan, dan Pemenuhan")
    assert [(step.target, step.realisasi) for step in group.langkah] == [(D(100), D(100))]


def test_year_without_ksd(bpsdm):
    assert kelompok_ksd(bpsdm, 2024) == ()


def test_comparators_best_first(bpsdm):
    rows = pembanding(bpsdm, 2023)
    assert len(rows) == 10
    assert (rows[0].nama, rows[0].nilai) == ("Pemerintah Provinsi Jawa Barat", D("396.5"))
    assert [row.nilai for row in rows] == sorted((row.nilai for row in rows), reverse=True)
    (own,) = [row for row in rows if row.posisi_sendiri]
    assert (own.nama, own.nilai) == ("Pemerintah Provinsi DKI Jakarta", D("335.5"))


def test_comparators_of_later_years_are_left_out(bpsdm):
    assert pembanding(bpsdm, 2021) == ()
    first = Pembanding.objects.of_pd(bpsdm)[0]
    Pembanding.objects.create(
        indikator=first.indikator, tahun=2023, urutan=1, nama="Terbaru", nilai=1
    )
    assert pembanding(bpsdm, 2023)[0].nama == "Terbaru"
    assert len(pembanding(bpsdm, 2022)) == 10


# --- Supporting tables -------------------------------------------------------------------------


@pytest.fixture
def tabel(bpsdm):
    return tabel_pendukung(bpsdm, 2023)


def test_total_of_ip_asn_dimensions(tabel):
    """21,38 + 38,16 + 23,87 + 4,99 = 88,40; weights 25 + 40 + 30 + 5."""
    isi = tabel["ip-asn-dimensi"]
    assert isi.jumlah("nilai") == D("88.40")
    assert isi.jumlah("bobot_persen") == D(100)
    assert isi.jumlah("nilai", isi.baris[:2]) == D("59.54")


def test_total_of_merit_assessment(tabel):
    """Berita acara of 11 December 2023: 350,5, of which 38 of BPSDM."""
    isi = tabel["merit-penilaian"]
    assert len(isi.baris) == 37
    assert isi.jumlah("nilai_bkd") == D("312.5")
    assert isi.jumlah("nilai_bpsdm") == D(38)
    assert isi.jumlah("total") == D("350.5")


def test_total_of_trainings(tabel):
    isi = tabel["pelatihan"]
    assert len(isi.baris) == 85
    assert isi.jumlah("jumlah_peserta") == D(17018)


def test_total_of_eorder(tabel):
    isi = tabel["eorder"]
    assert isi.jumlah("realisasi_eorder_rp") == D(3198453000)
    assert [row["persen"] for row in isi.baris] == [D(100), D(100), D(100)]


def test_ratio_column(tabel):
    """132 of 177 kinds of training = 74,58; against the target of 60 = 124,29."""
    (row,) = tabel["diklat-kebutuhan"].baris
    assert dua(row["realisasi"]) == D("74.58")
    assert dua(row["capaian"]) == D("124.29")


def test_sum_column(tabel):
    (row,) = tabel["aduan"].baris
    assert row["jumlah_masuk"] == D(19)


def test_sum_column_ignores_empty_cells(tabel):
    assert [row["jumlah"] for row in tabel["ip-asn-kompetensi"].baris] == [D(40), D(40), D(40)]
    assert tabel["ip-asn-kompetensi"].baris[0]["diklat_fungsional"] is None


def test_cells_have_the_type_of_their_column(tabel):
    (row,) = tabel["arahan"].baris
    assert row["tanggal"] == date(2023, 9, 27)
    assert row["id_arahan"] == "5431"


def test_column_of_text_has_no_total(tabel):
    assert tabel["aduan"].jumlah("status") == D(0)
    assert tabel["aduan"].jumlah("tidak-ada") == D(0)


def _tabel(pd: Any, hitung: str, dari: str, rows: list[dict[str, str]]) -> list[Any]:
    table = TabelPendukung.objects.create(
        pd=pd, tahun=2023, kode="uji", judul="Uji", bagian="lampiran"
    )
    for number, kode in enumerate(("a", "b"), start=1):
        KolomTabel.objects.create(
            tabel=table, urutan=number, kode=kode, judul=kode, jenis="bilangan"
        )
    KolomTabel.objects.create(
        tabel=table, urutan=3, kode="c", judul="c", jenis="persen", hitung=hitung, dari=dari
    )
    for number, isi in enumerate(rows, start=1):
        table.baris.create(urutan=number, isi=isi)
    return [row["c"] for row in tabel_pendukung(pd, 2023)["uji"].baris]


def test_share_column(contoh):
    assert _tabel(contoh, "pangsa", "a", [{"a": "1"}, {"a": "3"}, {}]) == [D(25), D(75), None]


def test_share_column_without_any_value(contoh):
    assert _tabel(contoh, "pangsa", "a", [{}, {"b": "1"}]) == [None, None]


def test_share_column_of_zeros(contoh):
    assert _tabel(contoh, "pangsa", "a", [{"a": "0"}]) == [None]


def test_ratio_column_with_gaps(contoh):
    rows = [{"a": "1", "b": "4"}, {"a": "1"}, {"b": "4"}, {"a": "1", "b": "0"}]
    assert _tabel(contoh, "rasio", "a b", rows) == [D(25), None, None, None]


def test_sum_column_with_gaps(contoh):
    assert _tabel(contoh, "jumlah", "a b", [{"a": "1", "b": "4"}, {"b": "4"}, {}]) == [
        D(5),
        D(4),
        None,
    ]


def test_agency_without_tables(contoh):
    assert tabel_pendukung(contoh, 2023) == {}


# --- Numbers of queries ------------------------------------------------------------------------


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_of_indicator_rows(banyak, contoh, tanpa_pemicu, django_assert_num_queries):
    ItemPerjanjian.objects.of_pd(contoh).filter(urutan__gt=banyak).delete()
    with django_assert_num_queries(11):
        rows = baris_indikator(contoh, 2023)
        # What pages read of a row costs nothing more.
        [(row.indikator.unit.nama, row.dasar_penilaian, row.predikat, row.target) for row in rows]
    assert len(rows) == banyak


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_of_supporting_tables(banyak, bpsdm, django_assert_num_queries):
    keep = ["pelatihan", "eorder", "aduan"][:banyak]
    TabelPendukung.objects.of_pd(bpsdm).exclude(kode__in=keep).delete()
    with django_assert_num_queries(3):
        tables = tabel_pendukung(bpsdm, 2023)
    assert sorted(tables) == sorted(keep)


@pytest.mark.parametrize("banyak", [1, 2])
def test_queries_of_renstra_targets(banyak, bpsdm, django_assert_num_queries):
    keep = ["I01", "I02"][:banyak]
    TargetTahunan.objects.of_pd(bpsdm).exclude(indikator__kode__in=keep).delete()
    with django_assert_num_queries(1):
        rows = target_renstra(bpsdm)
    assert len(rows) == banyak


@pytest.mark.parametrize("kode", [["I04"], ["I03", "I04", "I05", "I06"]])
def test_queries_of_ksd_groups(kode, bpsdm, django_assert_num_queries):
    for indikator in Indikator.objects.of_pd(bpsdm).exclude(kode__in=kode):
        indikator.ksd.all().delete()
    with django_assert_num_queries(1):
        groups = kelompok_ksd(bpsdm, 2023)
    assert {group.indikator.kode for group in groups} == set(kode)


def test_verified_value_keeps_its_state(baris):
    assert baris["I01"].tahunan.realisasi.status == StatusRealisasi.DIVERIFIKASI
    assert baris["I02"].tahunan.realisasi.status == StatusRealisasi.DRAF


def test_quarter_prints_its_predicate_as_the_agreement_words_it(bpsdm):
    row = next(b for b in baris_indikator(bpsdm, 2023) if b.kode == "I07")

    assert [q.sel_target for q in row.triwulan][:2] == [
        Tanpa("N/A", "Tidak ada target pada triwulan ini."),
        Tanpa("(3) WTP"),
    ]
