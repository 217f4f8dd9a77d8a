"""Two periods side by side: values, status and direction; what is missing stays missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.enums import Periode
from indicators.models import ItemPerjanjian
from reports.enums import Arah
from reports.queries_banding import banding, periode_terisi, tahun_banding, waktu_baku
from workforce.enums import Peran

SESUDAH = date(2024, 2, 1)
URL = {"kode": "BPSDM", "tahun": 2023}


@pytest.fixture
def tw(bpsdm):
    return banding(bpsdm, (2023, Periode.TW3), (2023, Periode.TAHUN), hari=SESUDAH)


def test_indicators_stand_side_by_side_with_their_direction(tw):
    rows = {row.ada.isi.kode: row for row in tw.baris}

    assert len(tw.baris) == 22
    i18 = rows["I18"]
    assert (i18.sebelum.nilai, i18.sesudah.nilai) == (80, 100)
    assert (i18.arah.arah, i18.arah.selisih) == (Arah.TETAP, 0)
    assert rows["I06"].arah.kalimat == "Capaian periode pertama belum ada."
    assert rows["I02"].arah.kalimat == "Capaian kedua periode belum ada."
    assert tw.pokok == "Dari 22 indikator: 4 tetap, 18 tidak dapat dibandingkan."
    assert tw.hitungan == {
        Arah.MEMBAIK: 0,
        Arah.MEMBURUK: 0,
        Arah.TETAP: 4,
        Arah.TIDAK_TERBANDING: 18,
    }


def test_dropped_and_new_indicators_stay_in_sight(contoh, tanpa_pemicu, akun):
    when = (2023, Periode.TAHUN)
    whole = banding(contoh, (2022, Periode.TAHUN), when, hari=SESUDAH)
    assert [(row.sebelum, row.ada.isi.kode) for row in whole.baris] == [
        (None, "I01"),
        (None, "I02"),
        (None, "I03"),
    ]
    back = banding(contoh, when, (2022, Periode.TAHUN), hari=SESUDAH)
    assert [(row.sesudah, row.ada.isi.kode) for row in back.baris] == [
        (None, "I01"),
        (None, "I02"),
        (None, "I03"),
    ]
    assert back.baris[0].arah.arah == Arah.TIDAK_TERBANDING
    neither = banding(contoh, (2021, Periode.TW1), (2022, Periode.TW1), hari=SESUDAH)
    assert neither.pokok == "Tidak ada indikator yang diperjanjikan pada kedua periode."


@pytest.mark.parametrize(
    ("hari", "pair"),
    [
        (date(2023, 2, 1), ((2022, Periode.TAHUN), (2023, Periode.TW1))),
        (date(2023, 8, 1), ((2023, Periode.TW1), (2023, Periode.TW2))),
        (SESUDAH, ((2023, Periode.TW3), (2023, Periode.TAHUN))),
    ],
)
def test_the_usual_pair_is_the_last_period_and_the_one_before(hari, pair):
    assert waktu_baku(2023, hari) == pair


def test_the_usual_pair_holds_values_where_there_are_two(bpsdm, kosong):
    last = ((2023, Periode.TAHUN), (2023, Periode.TW4))
    assert periode_terisi(bpsdm, 2030) == periode_terisi(bpsdm, 2023) == last
    assert waktu_baku(2030, SESUDAH, last) == (last[1], last[0])
    assert periode_terisi(kosong, 2023) == ()
    usual = waktu_baku(2023, SESUDAH)
    assert waktu_baku(2023, SESUDAH, last[:1]) == usual


def test_years_are_those_with_an_agreement_in_force(bpsdm, kosong):
    assert tahun_banding(bpsdm) == (2023,)
    assert tahun_banding(kosong) == ()


def test_page_compares_what_the_address_asks_for(masuk, bpsdm):
    client = masuk(Peran.PEMBACA, bpsdm)
    url = reverse("dasbor_banding", kwargs=URL)

    page = client.get(url, {"a": "2023-2", "b": "2023-3"})
    assert page.context["banding"].sebelum.periode == Periode.TW2
    assert page.context["banding"].sesudah.periode == Periode.TW3
    text = " ".join(page.content.decode().split())
    assert '<option value="2023-2" selected>TW II 2023</option>' in text
    assert "nilai belum ada, target 100 Persen" in text
    assert "tidak diperjanjikan" not in text
    assert "Tetap 100,00%." in text


def test_unknown_period_is_named_and_the_usual_pair_shown(masuk, bpsdm):
    page = masuk(Peran.PEMBACA, bpsdm).get(
        reverse("dasbor_banding", kwargs=URL), {"a": "1999-9", "b": "2023-1"}
    )

    assert page.context["banding"].sebelum.periode == Periode.TW4
    assert "1999-9" in page.content.decode()
    assert 'class="galat"' in page.content.decode()


def test_direction_follows_the_achievement_whatever_the_polarity(masuk, contoh, tanpa_pemicu):
    # Days of processing: 8 of 10 is better than 8 of 5, because less is better.
    items = ItemPerjanjian.objects.filter(perjanjian__pd=contoh, indikator__kode="I02")
    items.update(target=Decimal(5))
    worse = banding(contoh, (2023, Periode.TW3), (2023, Periode.TAHUN), hari=SESUDAH)
    (row,) = [row for row in worse.baris if row.ada.isi.kode == "I02"]
    assert row.sesudah.hasil.persen == 40


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_do_not_grow_with_the_indicators(
    masuk, contoh, jumlah, django_assert_num_queries, tanpa_pemicu
):
    keep = ItemPerjanjian.objects.filter(perjanjian__pd=contoh, perjanjian__tahun=2023)
    keep.exclude(pk__in=list(keep.values_list("pk", flat=True)[:jumlah])).delete()
    client = masuk(Peran.PIMPINAN, contoh)
    url = reverse("dasbor_banding", kwargs={"kode": "CONTOH", "tahun": 2023})
    client.get(url)

    # Each period costs what a dashboard costs.
    with django_assert_num_queries(35):
        response = client.get(url)
    assert len(response.context["banding"].baris) == jumlah
