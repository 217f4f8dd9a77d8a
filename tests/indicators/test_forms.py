"""The form of a cell: what it reads, what it asks back, what it never carries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from indicators.actions import Bentrok, Isian
from indicators.enums import StatusData
from indicators.forms import RealisasiForm, UraianField, nilai_tampil
from indicators.models import Indikator, KomponenRealisasi, Realisasi
from workforce.enums import Peran

D = Decimal


@pytest.fixture
def tunggal(contoh) -> Indikator:
    return Indikator.objects.get(pd=contoh, kode="I03")


@pytest.fixture
def rasio(contoh) -> Indikator:
    return Indikator.objects.get(pd=contoh, kode="I01")


def form(indikator: Indikator, initial: dict[str, Any] | None = None, **typed: str) -> Any:
    data = QueryDict(mutable=True)
    for name, value in ({"versi": "0", "status_data": "ada"} | typed).items():
        data[f"{indikator.kode}-{name}"] = value
    return RealisasiForm(indikator, data, initial=initial)


def test_entry_of_a_value(tunggal):
    bound = form(tunggal, nilai="1.234,5", penyebab=" sebab ", catatan="a\r\nb", tindak_lanjut="t")
    assert bound.is_valid()
    assert bound.isian == Isian(
        nilai=D("1234.5"), penyebab="sebab", catatan="a\nb", tindak_lanjut="t"
    )


@pytest.mark.parametrize("text", ["7", "7 temuan", "7 Temuan (LHP)", "Rp7"])
def test_entry_with_the_word_of_its_unit(tunggal, text):
    bound = form(tunggal, nilai=text)
    assert bound.is_valid()
    assert bound.isian.nilai == 7


def test_entry_with_a_word_of_another_unit(tunggal):
    bound = form(tunggal, nilai="5 Predikat")
    assert bound.errors["nilai"] == [
        "Terbaca 5 dengan kata “Predikat”, padahal satuannya Temuan. Tulis angkanya saja."
    ]


def test_entry_of_components(rasio):
    bound = form(rasio, pembilang="191", penyebut="200")
    assert bound.is_valid()
    assert bound.isian == Isian(pembilang=D(191), penyebut=D(200))
    assert [f.label for f in bound.angka] == ["Layanan tepat waktu", "Seluruh layanan"]
    assert "nilai" not in bound.fields


def test_form_has_no_status_author_or_period(tunggal):
    assert list(RealisasiForm(tunggal).fields) == [
        "versi",
        "pakai",
        "nilai",
        "status_data",
        "perkiraan_rilis",
        "penyebab",
        "tindak_lanjut",
        "catatan",
    ]


KOSONG = "belum diisi. Isi angkanya, atau pilih “Data belum rilis” pada Keadaan data."


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"nilai": ""}, {"nilai": [f"Realisasi {KOSONG}"]}),
        (
            {"nilai": "5", "status_data": "tidak_tersedia"},
            {
                "nilai": [
                    "Kosongkan angkanya, atau pilih “Ada” pada Keadaan data: keduanya bertentangan."
                ]
            },
        ),
        (
            {"nilai": "", "status_data": "belum_rilis"},
            {"perkiraan_rilis": ["Isi perkiraan tanggal rilis datanya."]},
        ),
        (
            {"nilai": "", "status_data": "belum_rilis", "perkiraan_rilis": "kapan-kapan"},
            {"perkiraan_rilis": ["Masukkan tanggal yang valid."]},
        ),
        (
            {"nilai": "1.234"},
            {
                "nilai": [
                    '"1.234" dapat dibaca sebagai 1.234 atau 1,234. '
                    "Tulis 1234 atau 1,2340 agar pasti."
                ]
            },
        ),
    ],
)
def test_faulty_entry(tunggal, typed, errors):
    assert form(tunggal, **typed).errors == errors


@pytest.mark.parametrize("penyebut", ["0", "0,00004", "-0,00001"])
def test_divisor_that_is_kept_as_zero(rasio, penyebut):
    assert form(rasio, pembilang="1", penyebut=penyebut).errors == {
        "penyebut": ["Penyebut tidak boleh 0, karena menjadi pembagi."]
    }


def test_one_component_alone(rasio):
    assert form(rasio, pembilang="1").errors == {"penyebut": [f"Seluruh layanan {KOSONG}"]}


def test_prose_that_is_too_long(tunggal):
    errors = form(tunggal, nilai="1", catatan="x" * 4001).errors
    assert list(errors) == ["catatan"]
    assert "4000" in errors["catatan"][0]


def test_data_that_is_not_released(tunggal):
    bound = form(tunggal, status_data="belum_rilis", perkiraan_rilis="2024-03-01")
    assert bound.is_valid()
    assert bound.isian == Isian(
        status_data=StatusData.BELUM_RILIS, perkiraan_rilis=date(2024, 3, 1)
    )


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ({}, False),
        ({"nilai": "  "}, False),
        ({"nilai": "0"}, True),
        ({"catatan": "a"}, True),
        ({"status_data": "belum_rilis"}, True),
        ({"status_data": "tidak_tersedia"}, True),
        ({"status_data": "terserah"}, False),
    ],
)
def test_whether_anything_was_entered(tunggal, typed, filled):
    assert form(tunggal, **typed).berisi is filled


def test_stored_values_sent_back_are_no_change(tunggal):
    initial = {
        "versi": 3,
        "nilai": D("1234.5000"),
        "status_data": "ada",
        "catatan": "a\nb",
        "penyebab": "a\r\nb",
    }
    same = {"versi": "3", "nilai": "1.234,5", "catatan": "a\r\nb", "penyebab": "a\nb"}
    assert not form(tunggal, initial, **same).has_changed()
    assert form(tunggal, initial, **same | {"nilai": "1.234,6"}).changed_data == ["nilai"]
    assert form(tunggal, initial, **same | {"catatan": "a\r\nc"}).changed_data == ["catatan"]


def test_line_breaks_are_one_kind():
    field = UraianField(required=False)
    assert field.clean("a\r\nb") == "a\nb"
    assert field.clean(None) == ""
    assert not field.has_changed(None, "")


def test_own_entry_chosen_after_a_conflict(tunggal):
    bound = form(tunggal, versi="1", pakai="4", nilai="5")
    assert bound.is_valid()
    assert bound.cleaned_data["versi"] == 4


def test_conflict_shows_what_is_stored_and_by_whom(tunggal, akun, contoh):
    bound = form(tunggal, nilai="5")
    assert bound.versi_tersimpan == 0
    row = Realisasi(indikator=tunggal, tahun=2023, periode=4, nilai=D("95.5"), versi=4)
    bound.bentrok = Bentrok(row)
    assert (bound.tersimpan, bound.versi_tersimpan) == (
        "Tersimpan oleh seseorang di luar aplikasi: 95,5.",
        4,
    )
    row.diubah_oleh = akun(Peran.PERENCANA, contoh, name="budi")
    assert bound.tersimpan == "Tersimpan oleh budi: 95,5."
    bound.bentrok = Bentrok(None)
    assert (bound.tersimpan, bound.versi_tersimpan) == ("Nilai yang tersimpan sudah dihapus.", 0)


def test_stored_value_as_one_would_type_it(tunggal, rasio):
    row = Realisasi(indikator=tunggal, nilai=D("1.2340"))
    assert nilai_tampil(row) == "1,2340"
    row = Realisasi(indikator=tunggal, nilai=None, status_data=StatusData.BELUM_RILIS)
    assert nilai_tampil(row) == "Data belum rilis"
    row = Realisasi(indikator=rasio, nilai=D("95.5"))
    row.komponen = KomponenRealisasi(pembilang=D(191), penyebut=D(1200))
    assert nilai_tampil(row) == "191 ÷ 1200"
