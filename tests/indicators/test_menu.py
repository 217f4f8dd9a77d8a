"""The number of waiting values in the menu."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lkip.navigation import Menu
from tests.indicators.values import submitted
from workforce.enums import Peran
from workforce.models import PenugasanPeran, UnitKerja, User


def menu(client: Client, *, kode: str = "CONTOH", page: str = "indikator_daftar") -> list[Menu]:
    groups = client.get(reverse(page, args=[kode, 2023])).context["menu"]
    return [entry for group in groups for entry in group.isi]


def entry(client: Client, **where: str) -> Menu | None:
    return next((m for m in menu(client, **where) if m.label == "Verifikasi"), None)


@pytest.fixture
def perencana(akun, contoh):
    return akun(Peran.PERENCANA, contoh)


def test_a_verifier_sees_how_many_wait(masuk, contoh, perencana):
    submitted(contoh, perencana)
    submitted(contoh, perencana, "I03", "4")
    found = entry(masuk(Peran.VERIFIKATOR, contoh))
    assert found == Menu("Verifikasi", "/verifikasi/CONTOH/", False, 2)


def test_the_entry_stands_beside_pengukuran(masuk, contoh):
    labels = [m.label for m in menu(masuk(Peran.VERIFIKATOR, contoh))]
    assert labels[labels.index("Pengukuran") + 1] == "Verifikasi"


def test_an_empty_queue_shows_no_number(masuk, contoh):
    client = masuk(Peran.VERIFIKATOR, contoh)
    found = entry(client)
    assert found is not None
    assert found.jumlah == 0
    page = client.get(reverse("indikator_daftar", args=["CONTOH", 2023])).text
    assert "jumlah-menu" not in page


@pytest.mark.parametrize("peran", [Peran.ADMIN_SISTEM, Peran.ADMIN_PD, Peran.PEMBACA])
def test_accounts_that_do_not_verify_have_no_entry(peran, masuk, contoh):
    assert entry(masuk(peran, contoh)) is None


def test_the_right_is_that_of_the_agency_looked_at(masuk, contoh, bpsdm, perencana):
    user = User.objects.create_user("dua")
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.VERIFIKATOR, pd=contoh)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.PEMBACA, pd=bpsdm)
    client = Client()
    client.force_login(user)
    assert entry(client, kode="CONTOH") is not None
    assert entry(client, kode="BPSDM") is None


def test_a_role_in_a_unit_counts_the_values_of_the_unit(contoh, perencana):
    submitted(contoh, perencana)
    submitted(contoh, perencana, "I03", "4")
    user = User.objects.create_user("terbatas")
    unit = UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH")
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.VERIFIKATOR, pd=contoh, unit=unit)
    client = Client()
    client.force_login(user)
    found = entry(client)
    assert found is not None
    assert found.jumlah == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_costs_one_query(
    number, masuk, contoh, perencana, django_assert_max_num_queries
):
    reader, verifier = masuk(Peran.PEMBACA, contoh), masuk(Peran.VERIFIKATOR, contoh)
    for kode in ("I01", "I02", "I03")[:number]:
        submitted(contoh, perencana, kode)
    url = reverse("unit", args=["CONTOH"])
    with django_assert_max_num_queries(100) as plain:
        reader.get(url)
    with django_assert_max_num_queries(len(plain) + 1) as counted:
        verifier.get(url)
    assert len(counted) == len(plain) + 1
