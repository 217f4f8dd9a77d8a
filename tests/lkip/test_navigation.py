"""The menu follows the agency, the page and the role."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lkip.navigation import DEMO_LOGINS, DEMO_PASSWORD, Menu
from workforce.enums import Peran

CONTOH = {"kode": "CONTOH", "tahun": 2023}


def _labels(response) -> list[str]:
    return [entry.label for entry in response.context["menu"]]


def _current(response) -> list[str]:
    return [entry.label for entry in response.context["menu"] if entry.current]


def test_menu_of_a_page_about_an_agency(masuk, contoh):
    response = masuk(Peran.PEMBACA, contoh).get(reverse("anggaran", kwargs=CONTOH))

    assert response.context["menu"] == (
        Menu("Tugas saya", "/tugas/", False),
        Menu("Pemberitahuan", "/pemberitahuan/", False, 0, "belum dibaca"),
        Menu("Beranda", "/", False),
        Menu("Dashboard", "/dashboard/CONTOH/2023/", False),
        Menu("Indikator", "/indikator/CONTOH/2023/", False),
        Menu("Perencanaan", "/perencanaan/CONTOH/2023/", False),
        Menu("Perjanjian", "/perjanjian/CONTOH/2023/", False),
        Menu("Pengukuran", "/pengukuran/CONTOH/2023/", False),
        Menu("Anggaran", "/anggaran/CONTOH/2023/", True),
        Menu("SDM", "/sdm/CONTOH/2023/", False),
        Menu("Laporan", "/laporan/CONTOH/2023/", False),
        Menu("Rekonsiliasi", "/rekonsiliasi/CONTOH/2023/", False),
        Menu("Organisasi", "/organisasi/", False),
    )


@pytest.mark.parametrize(
    ("name", "kwargs", "label"),
    [
        ("beranda", {}, "Beranda"),
        ("indikator_daftar", CONTOH, "Indikator"),
        ("indikator_rinci", CONTOH | {"indikator": "I01"}, "Indikator"),
        ("pegawai", CONTOH, "SDM"),
        ("rekonsiliasi", CONTOH, "Rekonsiliasi"),
        ("organisasi", {}, "Organisasi"),
        ("unit", {"kode": "CONTOH"}, "Organisasi"),
    ],
)
def test_menu_marks_the_page(masuk, contoh, name, kwargs, label):
    response = masuk(Peran.PEMBACA, contoh).get(reverse(name, kwargs=kwargs))

    assert _current(response) == [label]


def test_menu_before_any_agency_was_looked_at(masuk, contoh):
    client = masuk(Peran.PEMBACA, contoh)

    assert _labels(client.get(reverse("organisasi"))) == [
        "Tugas saya",
        "Pemberitahuan",
        "Beranda",
        "Organisasi",
    ]


def test_menu_keeps_the_agency_looked_at_last(masuk, contoh):
    client = masuk(Peran.PEMBACA, contoh)
    client.get(reverse("beranda"))

    menu = client.get(reverse("organisasi")).context["menu"]
    assert menu[4] == Menu("Indikator", "/indikator/CONTOH/2023/", False)


def test_menu_of_an_administrator_has_the_settings(masuk, contoh):
    client = masuk(Peran.ADMIN_PD, contoh)

    assert _labels(client.get(reverse("organisasi")))[-1] == "Pengaturan"
    assert _current(client.get(reverse("admin:index"))) == ["Pengaturan"]


def test_login_page_has_no_menu(db):
    assert Client().get(reverse("masuk")).context["menu"] == ()


@pytest.mark.parametrize("demo", [True, False])
def test_login_page_shows_the_demo_logins_in_the_demo_alone(db, settings, demo):
    settings.DEMO = demo
    page = Client().get(reverse("masuk")).content.decode()

    assert (DEMO_PASSWORD in page) is demo
    assert (f"<code>{DEMO_LOGINS[0][0]}</code>" in page) is demo


def test_demo_logins_are_one_per_role():
    assert [label for _, label in DEMO_LOGINS] == [str(peran.label) for peran in Peran]
