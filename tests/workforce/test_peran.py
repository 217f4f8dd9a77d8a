"""The rights page, and the refusal that links to it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from workforce.enums import Peran
from workforce.models import PenugasanPeran, UnitKerja, User
from workforce.queries import peran_akun
from workforce.querysets import hari_ini
from workforce.rules import HAK_PERAN, SEMUA_HAK

# Session, account, roles in force, all roles, notices of the menu.
QUERIES = 5


def test_page_is_the_table_of_the_rules(client, akun, contoh):
    client.force_login(akun(Peran.VERIFIKATOR, contoh))
    page = client.get(reverse("hak"))
    table = {
        hak: {peran for peran, allowed, _ in cells if allowed} for hak, cells in page.context["hak"]
    }
    assert table == {
        hak: {peran for peran in Peran if hak in HAK_PERAN[peran]} for hak in SEMUA_HAK
    }
    assert [peran for peran, own in page.context["peran"] if own] == [Peran.VERIFIKATOR]


def test_page_names_own_roles_with_agency_unit_and_end(client, akun, contoh):
    user = akun(Peran.PEMBACA, contoh)
    end = hari_ini() + timedelta(days=30)
    PenugasanPeran.objects.create(
        pengguna=user,
        peran=Peran.PERENCANA,
        pd=contoh,
        unit=UnitKerja.objects.get(pd=contoh, kode="BID-DATA"),
        selesai=end,
    )
    client.force_login(user)
    page = client.get(reverse("hak")).content.decode()
    assert "<strong>Perencana</strong>, Bidang Data, Dinas Contoh" in page
    assert "tanpa batas waktu" in page
    assert "Boleh melihat, membuat dokumen, menyunting data induk" in page
    assert "Mengapa saya tidak boleh?" in page


def test_roles_that_do_not_hold_today_say_so(akun, contoh):
    user, today = akun(Peran.PEMBACA, contoh), hari_ini()
    for peran, first, last in (
        (Peran.PERENCANA, today + timedelta(days=1), None),
        (Peran.VERIFIKATOR, today - timedelta(days=9), today - timedelta(days=1)),
        (Peran.EVALUATOR, today - timedelta(days=9), today),
    ):
        PenugasanPeran.objects.create(
            pengguna=user, peran=peran, pd=contoh, mulai=first, selesai=last
        )
    assert [(p.peran, p.keadaan, p.berlaku) for p in peran_akun(user, today)] == [
        (Peran.EVALUATOR, "berlaku", True),
        (Peran.PEMBACA, "berlaku", True),
        (Peran.VERIFIKATOR, "sudah berakhir", False),
        (Peran.PERENCANA, "belum mulai", False),
    ]


def test_account_without_role_is_told_whom_to_ask(client, db):
    client.force_login(User.objects.create_user("tanpa-peran"))
    page = client.get(reverse("hak")).content.decode()
    assert "Mintalah administrator perangkat daerah memberi peran." in page


def test_superuser_without_role_is_a_system_administrator(client, db):
    client.force_login(User.objects.create_superuser("akar"))
    page = client.get(reverse("hak"))
    assert "Akun ini adalah administrator sistem" in page.content.decode()
    assert [peran for peran, own in page.context["peran"] if own] == [Peran.ADMIN_SISTEM]


def test_name_in_the_header_leads_to_the_account_and_on_to_the_rights(client, akun, contoh):
    client.force_login(akun(Peran.PEMBACA, contoh))
    page = client.get(reverse("tugas")).content.decode()
    assert f'<a class="pengguna" href="{reverse("akun")}"' in page
    assert f'href="{reverse("hak")}"' in client.get(reverse("akun")).content.decode()


@pytest.mark.parametrize("roles", [1, 3])
def test_page_needs_the_same_queries_for_any_number_of_roles(
    client, akun, contoh, roles, django_assert_num_queries
):
    user = akun(Peran.PEMBACA, contoh)
    for peran in (Peran.PERENCANA, Peran.EVALUATOR)[: roles - 1]:
        PenugasanPeran.objects.create(pengguna=user, peran=peran, pd=contoh)
    client.force_login(user)
    with django_assert_num_queries(QUERIES):
        page = client.get(reverse("hak"))
    assert len(page.context["penugasan"]) == roles
