"""The page of the budget: who may see it, what it says."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from budget.models import AnggaranUnit, Program
from workforce.enums import Peran


def _url(kode: str = "CONTOH", tahun: int = 2023) -> str:
    return reverse("anggaran", kwargs={"kode": kode, "tahun": tahun})


@pytest.fixture
def klien(masuk, contoh) -> Client:
    return masuk(Peran.PEMBACA, contoh)


@pytest.fixture
def klien_bpsdm(masuk, bpsdm) -> Client:
    return masuk(Peran.PEMBACA, bpsdm)


def test_page_of_a_foreign_agency_is_not_found(klien):
    assert klien.get(_url("BPSDM")).status_code == 404
    assert klien.get(_url("TIDAKADA")).status_code == 404


def test_page_sends_an_anonymous_reader_to_the_login(db):
    response = Client().get(_url())
    assert response.status_code == 302
    assert response.url == f"{reverse('masuk')}?next={_url()}"


def test_tables_of_the_published_year(klien_bpsdm):
    response = klien_bpsdm.get(_url("BPSDM"))
    assert [title for title, _ in response.context["tabel"]] == [
        "Program",
        "Kegiatan",
        "Sub kegiatan",
        "Unit kerja",
    ]
    text = response.content.decode()
    assert "Rp123.256.791.085" in text
    assert "Rp111.828.506.947" in text
    assert "90,73%" in text
    assert "9,27%" in text


def _cells(response, title: str) -> list[list[str]]:
    table = dict(response.context["tabel"])[title]
    return [[text for _, _, text in cells] for _, cells in table.body]


def test_total_of_programs_divides_the_totals(klien_bpsdm):
    """The absorption of the whole is 90,73, not the mean of the three."""
    assert _cells(klien_bpsdm.get(_url("BPSDM")), "Program")[-1] == [
        "",
        "123.256.791.085",
        "111.828.506.947",
        "90,73%",
        "11.428.284.138",
        "9,27%",
    ]


def test_quality_of_units(klien_bpsdm):
    rows = _cells(klien_bpsdm.get(_url("BPSDM")), "Unit kerja")
    assert [row[-1] for row in rows[:6]] == [
        "92,21",
        "tidak tersedia",
        "90,01",
        "90,98",
        "91,25",
        "90,81",
    ]


def test_missing_quality_says_why(klien_bpsdm):
    text = klien_bpsdm.get(_url("BPSDM")).content.decode()
    assert "belum dihitung karena serapan, efisiensi atau capaian keluaran belum ada" in text


def test_tables_without_rows_are_left_out(klien):
    response = klien.get(_url())
    assert [title for title, _ in response.context["tabel"]] == ["Program", "Kegiatan"]
    assert "Rp912.345.678" in response.content.decode()


def test_year_without_budget_says_what_to_do(klien):
    response = klien.get(_url(tahun=2022))
    assert response.status_code == 200
    text = response.content.decode()
    assert "Belum ada anggaran" in text
    assert "Muat berkas program.csv dan pagu.csv perangkat daerah ini untuk tahun 2022." in text


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_of_the_page(klien_bpsdm, bpsdm, banyak, django_assert_num_queries):
    for model in (Program, AnggaranUnit):
        keep = list(model.objects.of_pd(bpsdm).values_list("pk", flat=True)[:banyak])
        model.objects.of_pd(bpsdm).exclude(pk__in=keep).update(tahun=2030)
    with django_assert_num_queries(21):
        response = klien_bpsdm.get(_url("BPSDM"))
    assert len(response.context["program"]) == len(response.context["unit"]) == banyak
