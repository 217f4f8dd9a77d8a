"""Rules of plans: rights, what hangs on a record, what holds an indicator fast, predicates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.enums import VarianMinimal
from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    PerjanjianKinerja,
    SasaranRenstra,
    SkalaPredikat,
    TargetTahunan,
    Tujuan,
)
from indicators.rules_perencanaan import (
    Gantungan,
    baca_predikat,
    contoh_angka,
    gantungan,
    kenapa_tidak_hapus,
    kenapa_tidak_indikator,
    kenapa_tidak_rencana,
    kode_berikut,
    masalah_masa,
    masalah_predikat,
    masalah_tetap,
    pengingat_tetap,
    rentang,
    tahun_terpakai,
    teks_target,
)
from lkip.scales import Tingkat
from workforce.enums import Peran
from workforce.models import PenugasanPeran, UnitKerja

D = Decimal
OPINI = (Tingkat("WTP", "Wajar", D(3), D(3), True), Tingkat("WDP", "Kecuali", D(2), D(2), True))
AKIP = (
    Tingkat("AA", "Sangat memuaskan", D(90), D(100)),
    Tingkat("A", "Memuaskan", D(80), D(90)),
    Tingkat("B", "Baik", D(60), D(80)),
)
TERBUKA = (Tingkat("T", "Tinggi", D(75)), Tingkat("R", "Rendah", D(0), D(75), True))


@pytest.fixture
def i01(contoh):
    return Indikator.objects.select_related("unit", "pd").get(pd=contoh, kode="I01")


def limited(akun, pd, kode: str):
    """A planner of one unit."""
    user = akun(Peran.PERENCANA, pd, f"perencana-{kode}".lower())
    PenugasanPeran.objects.filter(pengguna=user).update(
        unit=UnitKerja.objects.get(pd=pd, kode=kode)
    )
    return user


def test_a_planner_of_the_agency_edits_everything(akun, contoh, i01):
    user = akun(Peran.PERENCANA, contoh)
    assert kenapa_tidak_rencana(user=user, pd=contoh) == ""
    assert kenapa_tidak_indikator(user=user, pd=contoh) == ""
    assert kenapa_tidak_indikator(user=user, pd=contoh, unit=i01.unit) == ""


def test_a_reader_hears_who_may(akun, contoh, i01):
    user = akun(Peran.PEMBACA, contoh)
    sentence = (
        "Hak menyunting data induk pada Dinas Contoh dimiliki oleh: Administrator sistem, "
        "Administrator perangkat daerah, Perencana. Peran Anda tidak termasuk."
    )
    assert kenapa_tidak_rencana(user=user, pd=contoh) == sentence
    assert kenapa_tidak_indikator(user=user, pd=contoh, unit=i01.unit) == sentence


def test_a_planner_of_a_unit_edits_its_indicators_alone(akun, contoh, i01):
    user = limited(akun, contoh, "BID-LAYANAN")
    assert kenapa_tidak_rencana(user=user, pd=contoh).startswith(
        "Dokumen, tujuan, dan sasaran menyangkut seluruh perangkat daerah"
    )
    assert kenapa_tidak_indikator(user=user, pd=contoh, unit=i01.unit) == ""
    other = Indikator.objects.get(pd=contoh, kode="I03")
    assert kenapa_tidak_indikator(user=user, pd=contoh, unit=other.unit).startswith(
        "Hak menyunting data induk untuk Sekretariat Dinas Contoh dimiliki oleh:"
    )


def test_what_hangs_on_an_indicator_is_counted_in_every_app(i01):
    found = gantungan(i01)
    assert [(g.nama, g.jumlah) for g in found] == [
        ("indikator", 1),
        ("item perjanjian", 1),
        ("kaitan anggaran dan indikator", 1),
        ("realisasi", 1),
        ("target tahunan", 2),
    ]
    assert kenapa_tidak_hapus(found) == (
        "Tidak dapat dihapus karena masih dipakai oleh 1 indikator, 1 item perjanjian, 1 kaitan "
        "anggaran dan indikator, 1 realisasi, 2 target tahunan."
    )


def test_a_loose_record_may_go(contoh):
    document = DokumenPerencanaan.objects.get(pd=contoh)
    assert gantungan(document) == (Gantungan("tujuan", 1),)
    goal = Tujuan.objects.create(dokumen=document, kode="T2", tujuan="Tujuan kedua")
    assert kenapa_tidak_hapus(gantungan(goal)) == ""


def test_years_in_use_hold_the_validity(i01):
    assert tahun_terpakai(i01) == (2023,)
    assert masalah_masa(i01, sejak=2023, sampai=2023) == {}
    assert masalah_masa(i01, sejak=None, sampai=None) == {}
    assert masalah_masa(i01, sejak=2024, sampai=2022) == {
        "berlaku_sejak": "Terbaca 2024, padahal indikator ini sudah diperjanjikan atau diukur "
        "pada tahun 2023. Tulis 2023 atau tahun sebelumnya.",
        "berlaku_sampai": "Terbaca 2022, padahal indikator ini diperjanjikan atau diukur pada "
        "tahun 2023. Tulis 2023 atau tahun sesudahnya, atau kosongkan.",
    }


def test_a_signed_promise_holds_what_is_measured(i01):
    assert masalah_tetap(i01, {"satuan": "Hari", "polaritas": "minimal"}) == {
        "satuan": "Satuan tidak dapat berubah dari “Persen” menjadi “Hari”: indikator ini ada "
        "di Perjanjian Kinerja 2023. Buat indikator baru, lalu nonaktifkan yang lama.",
        "polaritas": "Polaritas tidak dapat berubah dari “Semakin tinggi semakin baik” menjadi "
        "“Semakin rendah semakin baik”: indikator ini ada di Perjanjian Kinerja 2023. Buat "
        "indikator baru, lalu nonaktifkan yang lama.",
    }
    assert list(masalah_tetap(i01, {"nama": "Nama lain", "satuan": "Persen"})) == ["nama"]
    assert masalah_tetap(i01, {"definisi": "Definisi lain", "satuan": "Persen"}) == {}


def test_a_signed_promise_holds_how_it_is_scored(i01, contoh):
    scale = SkalaPredikat.objects.get(pd=contoh)
    new = {
        "varian_minimal": "B",
        "nilai_terburuk": D("12.5000"),
        "rentang_bawah": None,
        "skala": scale,
    }
    assert masalah_tetap(i01, new) == {
        name: f"{label} tidak dapat berubah dari “kosong” menjadi “{text}”: indikator ini ada di "
        "Perjanjian Kinerja 2023. Buat indikator baru, lalu nonaktifkan yang lama."
        for name, label, text in (
            ("varian_minimal", "Varian minimal", VarianMinimal.B.label),
            ("nilai_terburuk", "Nilai terburuk", "12,5"),
            ("skala", "Skala nilai", scale.nama),
        )
    }


def test_the_form_says_beforehand_what_is_held(i01):
    assert pengingat_tetap(i01) == (
        "Indikator ini ada di Perjanjian Kinerja 2023, sehingga kode, nama indikator, satuan, "
        "jenis nilai, polaritas, konsolidasi triwulan, varian minimal, nilai terburuk, rentang "
        "bawah, rentang atas, dan skala nilai tidak dapat berubah lagi."
    )


def test_an_unsigned_promise_holds_nothing(i01, tanpa_pemicu):
    PerjanjianKinerja.objects.filter(pd=i01.pd).update(status="draf", tanggal=None)
    assert masalah_tetap(i01, {"satuan": "Hari"}) == {}
    assert pengingat_tetap(i01) == ""


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (None, ""),
        (TargetTahunan(nilai=D("38.7000")), "38,7"),
        (TargetTahunan(nilai=D(3), teks="WTP"), "WTP"),
        (TargetTahunan(teks="Menurut SK"), "Menurut SK"),
        (TargetTahunan(), ""),
    ],
)
def test_a_target_as_it_is_typed(target, text):
    assert teks_target(target) == text


@pytest.mark.parametrize(
    ("text", "level", "rest"),
    [("WTP", "WTP", ""), ("wdp", "WDP", ""), ("WTP (3)", "WTP", "3"), ("WTP 3", "WTP", "3")],
)
def test_a_level_is_read_with_its_number(text, level, rest):
    found = baca_predikat(text, OPINI)
    assert found is not None
    assert (found[0].kode, found[1]) == (level, rest)


@pytest.mark.parametrize("text", ["3", "TMP", ""])
def test_what_is_no_level_is_not_read_as_one(text):
    assert baca_predikat(text, OPINI) is None


@pytest.mark.parametrize(
    ("level", "value", "scale", "sentence"),
    [
        (OPINI[0], D(3), OPINI, ""),
        (None, D(82), AKIP, ""),
        (AKIP[1], D(82), AKIP, ""),
        (
            AKIP[1],
            None,
            AKIP,
            "A (Memuaskan) adalah rentang di atas 80 sampai 90, bukan satu angka. Tulis "
            "angkanya, misalnya A (85).",
        ),
        (
            AKIP[0],
            D(82),
            AKIP,
            "Terbaca AA dengan angka 82, padahal angka itu berpredikat A. Betulkan predikat "
            "atau angkanya.",
        ),
        (
            None,
            D(4),
            OPINI,
            "Terbaca 4; nilai itu di luar skala. Tingkat yang ada: WTP 3, WDP 2.",
        ),
    ],
)
def test_level_and_value_fit_together(level, value, scale, sentence):
    assert masalah_predikat(level, value, scale) == sentence


def test_spans_and_examples_in_words():
    assert [rentang(t) for t in (*AKIP[1:], *TERBUKA)] == [
        "di atas 80 sampai 90",
        "di atas 60 sampai 80",
        "di atas 75",
        "0 sampai 75",
    ]
    assert rentang(Tingkat("T", "Tinggi", D(75), None, True)) == "mulai 75"
    assert [contoh_angka(t) for t in TERBUKA] == ["76", "37,5"]


@pytest.mark.parametrize(
    ("there", "prefix", "width", "code"),
    [
        ((), "I", 2, "I01"),
        (("I01", "I22"), "I", 2, "I23"),
        (("I099", "X7", "I-5"), "I", 2, "I100"),
        (("T1", "SR4"), "T", 1, "T2"),
    ],
)
def test_the_next_code_of_a_series(there, prefix, width, code):
    assert kode_berikut(there, prefix, width) == code


def test_what_hangs_on_a_sasaran(contoh):
    goal = SasaranRenstra.objects.of_pd(contoh).get()
    assert gantungan(goal) == (Gantungan("target tahunan", 2),)
