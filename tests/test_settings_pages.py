"""Settings pages of indicators and budget: an administrator sees her own agency alone."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from budget import resources as budget_resources
from budget.models import AnggaranBulanan, KeluaranBulanan
from indicators import models, resources
from workforce.enums import Peran

PAGES = [
    model
    for app in ("indicators", "budget")
    for model in apps.get_app_config(app).get_models()
    if admin.site.is_registered(model)
]
BERKAS = (*resources.BERKAS, *budget_resources.BERKAS)


def _url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


@pytest.fixture
def klien(masuk, bpsdm) -> Client:
    """The administrator of the agency with records of every kind."""
    return masuk(Peran.ADMIN_PD, bpsdm)


@pytest.fixture
def klien_contoh(masuk, contoh) -> Client:
    return masuk(Peran.ADMIN_PD, contoh)


def test_every_file_has_a_page():
    assert {resource.Meta.model for _, resource in BERKAS} <= set(PAGES)


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_list_shows_the_own_agency_alone(model, klien, bpsdm):
    response = klien.get(_url(model, "changelist"))
    assert response.status_code == 200
    shown = response.context["cl"]
    assert shown.result_count == model._default_manager.of_pd(bpsdm).count() > 0
    own = set(model._default_manager.of_pd(bpsdm).values_list("pk", flat=True))
    assert {row.pk for row in shown.result_list} <= own


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_list_is_searched(model, klien):
    if not admin.site.get_model_admin(model).search_fields:
        response = klien.get(_url(model, "changelist"))
        assert 'id="searchbar"' not in response.content.decode()
        return
    response = klien.get(_url(model, "changelist"), {"q": "katayangtidakada"})
    assert response.status_code == 200
    assert response.context["cl"].result_count == 0


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("page", ["add", "import", "export"])
def test_page_opens(model, page, klien):
    closed = page == "add" and admin.site.get_model_admin(model).hanya_lihat
    assert klien.get(_url(model, page)).status_code == (403 if closed else 200)


def test_rows_of_entry_are_only_shown():
    shown = {model for model in PAGES if admin.site.get_model_admin(model).hanya_lihat}
    assert shown == {models.Realisasi, AnggaranBulanan, KeluaranBulanan}


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_own_record_opens_and_a_foreign_one_does_not(model, klien, klien_contoh, bpsdm):
    row = model._default_manager.of_pd(bpsdm).first()
    assert klien.get(_url(model, "change", row.pk)).status_code == 200
    response = klien_contoh.get(_url(model, "change", row.pk))
    assert response.status_code == 302
    assert response.url == reverse("admin:index")


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_pages_are_closed_to_other_roles(model, masuk, bpsdm):
    response = masuk(Peran.PEMBACA, bpsdm).get(_url(model, "changelist"))
    assert response.status_code == 302
    assert "/pengaturan/login/" in response.url


def test_search_finds_by_name(klien):
    response = klien.get(_url(models.Indikator, "changelist"), {"q": "merit"})
    assert response.context["cl"].result_count == 1


# --- Files -------------------------------------------------------------------------------------

BERKAS_BAIK = "tahun,kode,urutan,jenis,sasaran\n2023,S01,1,strategis,Layanan contoh tepat waktu\n"
BERKAS_SALAH = "tahun,kode,urutan,jenis,sasaran\n2023,S01,1,penting,Layanan contoh\n"


def _upload(client: Client, pd, text: str):
    upload = SimpleUploadedFile("berkas.csv", text.encode(), "text/csv")
    data = {"pd": pd.pk, "resource": "", "format": "0", "import_file": upload}
    return client.post(_url(models.Sasaran, "import"), data)


def _value(pd) -> str:
    return models.Sasaran.objects.of_pd(pd).get(kode="S01").sasaran


def test_import_in_two_steps_changes_the_own_record(klien_contoh, contoh, bpsdm):
    foreign = list(models.Sasaran.objects.of_pd(bpsdm).order_by("pk").values())
    response = _upload(klien_contoh, contoh, BERKAS_BAIK)
    assert response.status_code == 200
    assert _value(contoh) == "Layanan contoh semakin cepat"
    confirm = response.context["confirm_form"]
    response = klien_contoh.post(
        _url(models.Sasaran, "process_import"), confirm.initial | {"pd": contoh.pk}
    )
    assert response.status_code == 302
    assert _value(contoh) == "Layanan contoh tepat waktu"
    assert list(models.Sasaran.objects.of_pd(bpsdm).order_by("pk").values()) == foreign


def test_import_with_a_fault_offers_no_second_step(klien_contoh, contoh):
    response = _upload(klien_contoh, contoh, BERKAS_SALAH)
    assert response.status_code == 200
    assert "confirm_form" not in response.context
    assert "diharapkan salah satu dari" in response.content.decode()
    assert _value(contoh) == "Layanan contoh semakin cepat"


def test_import_into_a_foreign_agency_is_refused(klien_contoh, contoh, bpsdm):
    response = _upload(klien_contoh, bpsdm, BERKAS_BAIK)
    assert list(response.context["form"].errors) == ["pd"]
    assert _value(contoh) == "Layanan contoh semakin cepat"


def test_export_holds_the_own_agency_alone(klien_contoh, contoh):
    response = klien_contoh.post(_url(models.Sasaran, "export"), {"format": "0", "resource": ""})
    assert response.status_code == 200
    head, *rows = csv.reader(StringIO(response.content.decode()))
    assert head == ["tahun", "kode", "urutan", "jenis", "sasaran"]
    assert len(rows) == models.Sasaran.objects.of_pd(contoh).count()
    assert "Layanan contoh semakin cepat" in rows[0]


# --- Forms -------------------------------------------------------------------------------------


def test_empty_item_of_an_agreement_names_its_fields(klien):
    response = klien.post(
        _url(models.ItemPerjanjian, "add"),
        {"triwulan-TOTAL_FORMS": "0", "triwulan-INITIAL_FORMS": "0"},
    )
    assert response.status_code == 200
    assert sorted(response.context["adminform"].form.errors) == [
        "indikator",
        "perjanjian",
        "sasaran",
        "urutan",
    ]
