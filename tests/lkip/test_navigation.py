"""The menu follows the agency, the page and the role."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lkip.navigation import DEMO_LOGINS, DEMO_PASSWORD, KelompokMenu, Menu
from workforce.enums import Peran

CONTOH = {"kode": "CONTOH", "tahun": 2023}


def _entries(response) -> list[Menu]:
    return [entry for group in response.context["menu"] for entry in group.isi]


def _labels(response) -> list[str]:
    return [entry.label for entry in _entries(response)]


def _current(response) -> list[tuple[str, str]]:
    return [(g.label, m.label) for g in response.context["menu"] for m in g.isi if m.current]


def test_menu_of_a_page_about_an_agency(masuk, contoh):
    response = masuk(Peran.PEMBACA, contoh).get(reverse("anggaran", kwargs=CONTOH))

    assert [(group.label, *group.isi) for group in response.context["menu"]] == [
        (
            "Tugas saya",
            Menu("Tugas saya", "/tugas/", False),
            Menu("Pemberitahuan", "/pemberitahuan/", False, 0, "belum dibaca"),
        ),
        ("Beranda", Menu("Beranda", "/", False)),
        ("Dashboard", Menu("Dashboard", "/dashboard/CONTOH/2023/", False)),
        (
            "Perencanaan",
            Menu("Perencanaan", "/perencanaan/CONTOH/2023/", False),
            Menu("Indikator", "/indikator/CONTOH/2023/", False),
        ),
        ("Perjanjian", Menu("Perjanjian", "/perjanjian/CONTOH/2023/", False)),
        ("Pengukuran", Menu("Pengukuran", "/pengukuran/CONTOH/2023/", False)),
        ("Anggaran", Menu("Anggaran", "/anggaran/CONTOH/2023/", True)),
        (
            "SDM",
            Menu("SDM", "/sdm/CONTOH/2023/", False),
            Menu("Organisasi", "/organisasi/", False),
        ),
        (
            "Pelaporan",
            Menu("Laporan", "/laporan/CONTOH/2023/", False),
            Menu("Penulisan", "/laporan/CONTOH/2023/penulisan/", False),
            Menu("Edisi", "/laporan/CONTOH/2023/edisi/", False),
            Menu("Pemeriksaan", "/pemeriksaan/CONTOH/2023/", False),
            Menu("Rekonsiliasi", "/rekonsiliasi/CONTOH/2023/", False),
        ),
    ]


def test_group_adds_up_what_waits_in_it():
    group = KelompokMenu("Tugas saya", (Menu("A", "/a/", False, 2), Menu("B", "/b/", True, 3)))

    assert (group.jumlah, group.current) == (5, True)
    assert not KelompokMenu("Kosong", (Menu("A", "/a/", False),)).current


def test_entries_of_a_group_stand_under_it_and_one_alone_stands_for_itself(masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(reverse("rekonsiliasi", kwargs=CONTOH)).content.decode()

    assert '<a class="induk" href="/laporan/CONTOH/2023/" aria-current="true">Pelaporan</a>' in page
    assert '<a href="/rekonsiliasi/CONTOH/2023/" aria-current="page">Rekonsiliasi</a>' in page
    assert '<a href="/anggaran/CONTOH/2023/">Anggaran</a>' in page


@pytest.mark.parametrize(
    ("name", "kwargs", "where"),
    [
        ("beranda", {}, ("Beranda", "Beranda")),
        ("indikator_daftar", CONTOH, ("Perencanaan", "Indikator")),
        ("indikator_rinci", CONTOH | {"indikator": "I01"}, ("Perencanaan", "Indikator")),
        ("pegawai", CONTOH, ("SDM", "SDM")),
        ("laporan", CONTOH, ("Pelaporan", "Laporan")),
        ("penulisan", CONTOH, ("Pelaporan", "Penulisan")),
        ("penulisan_bagian", CONTOH | {"bagian": "kesimpulan"}, ("Pelaporan", "Penulisan")),
        ("rekonsiliasi", CONTOH, ("Pelaporan", "Rekonsiliasi")),
        ("organisasi", {}, ("SDM", "Organisasi")),
        ("unit", {"kode": "CONTOH"}, ("SDM", "Organisasi")),
    ],
)
def test_menu_marks_the_page(masuk, contoh, name, kwargs, where):
    response = masuk(Peran.PEMBACA, contoh).get(reverse(name, kwargs=kwargs))

    assert _current(response) == [where]


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
    assert menu[3].isi[1] == Menu("Indikator", "/indikator/CONTOH/2023/", False)


def test_menu_of_an_administrator_has_the_settings(masuk, contoh):
    client = masuk(Peran.ADMIN_PD, contoh)

    assert _labels(client.get(reverse("organisasi")))[-1] == "Pengaturan"
    assert _current(client.get(reverse("admin:index"))) == [("Pengelolaan", "Pengaturan")]


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
