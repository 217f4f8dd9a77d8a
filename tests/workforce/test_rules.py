"""Who may do what: the whole table of roles and rights."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, User
from workforce.querysets import hari_ini
from workforce.rules import (
    HAK_PERAN,
    MELIHAT,
    MENCETAK,
    MENUGASKAN,
    MENYUNTING,
    may,
    may_anywhere,
    pd_with,
    why_not,
)

# Role: may look, edit master data, make documents, give roles - in her own agency.
TABEL = {
    Peran.ADMIN_SISTEM: (True, True, True, True),
    Peran.ADMIN_PD: (True, True, True, True),
    Peran.PERENCANA: (True, True, True, False),
    Peran.VERIFIKATOR: (True, False, True, False),
    Peran.PIMPINAN: (True, False, True, False),
    Peran.EVALUATOR: (True, False, True, False),
    Peran.PEMBACA: (True, False, False, False),
}
HAK = (MELIHAT, MENYUNTING, MENCETAK, MENUGASKAN)
SEL = [
    pytest.param(peran, hak, allowed, id=f"{peran}-{hak.replace(' ', '-')}")
    for peran, row in TABEL.items()
    for hak, allowed in zip(HAK, row, strict=True)
]


def test_table_has_every_role():
    assert set(TABEL) == set(HAK_PERAN) == set(Peran)


@pytest.mark.parametrize(("peran", "hak", "allowed"), SEL)
def test_right_of_a_role_in_its_own_agency(akun, contoh, peran, hak, allowed):
    user = akun(peran, contoh)

    assert may(user, hak, contoh) is allowed
    assert may_anywhere(user, hak) is allowed
    assert pd_with(user, hak).filter(pk=contoh.pk).exists() is allowed
    assert (why_not(user, hak, contoh) == "") is allowed


@pytest.mark.parametrize(("peran", "hak", "allowed"), SEL)
def test_right_of_a_role_in_a_foreign_agency(akun, contoh, bpsdm, peran, hak, allowed):
    user = akun(peran, contoh)
    everywhere = peran == Peran.ADMIN_SISTEM

    assert may(user, hak, bpsdm) is everywhere
    assert pd_with(user, hak).filter(pk=bpsdm.pk).exists() is everywhere


def test_refusal_names_the_roles_that_have_the_right(akun, contoh):
    assert why_not(akun(Peran.PEMBACA, contoh), MENYUNTING, contoh) == (
        "Hak menyunting data induk pada Dinas Contoh dimiliki oleh: Administrator sistem, "
        "Administrator perangkat daerah, Perencana. Peran Anda tidak termasuk."
    )


@pytest.mark.parametrize("hak", HAK)
def test_anonymous_reader_has_no_right(contoh, hak):
    nobody = AnonymousUser()

    assert may(nobody, hak, contoh) is False
    assert may_anywhere(nobody, hak) is False
    assert list(pd_with(nobody, hak)) == []


@pytest.mark.parametrize("hak", HAK)
def test_account_without_a_role_has_no_right(contoh, hak):
    user = User.objects.create_user("asing")

    assert may(user, hak, contoh) is False
    assert may_anywhere(user, hak) is False
    assert list(pd_with(user, hak)) == []


@pytest.mark.parametrize("peran", list(Peran))
def test_account_that_was_closed_has_no_right(akun, contoh, peran):
    user = akun(peran, contoh)
    user.is_active = False
    user.is_superuser = True

    assert may(user, MELIHAT, contoh) is False
    assert may_anywhere(user, MELIHAT) is False
    assert list(pd_with(user, MELIHAT)) == []


@pytest.mark.parametrize(
    ("mulai", "selesai", "allowed"),
    [
        pytest.param(0, None, True, id="from-today"),
        pytest.param(0, 0, True, id="today-alone"),
        pytest.param(-30, 0, True, id="until-today"),
        pytest.param(-30, -1, False, id="until-yesterday"),
        pytest.param(1, None, False, id="from-tomorrow"),
    ],
)
def test_role_holds_from_its_first_to_its_last_day(akun, contoh, mulai, selesai, allowed):
    user = akun(Peran.PERENCANA, contoh)
    today: date = hari_ini()
    PenugasanPeran.objects.filter(pengguna=user).update(
        mulai=today + timedelta(mulai),
        selesai=None if selesai is None else today + timedelta(selesai),
    )

    assert may(user, MENYUNTING, contoh) is allowed


def test_superuser_has_every_right_everywhere(contoh, bpsdm):
    user = User.objects.create_superuser("akar")

    assert all(may(user, hak, pd) for hak in HAK for pd in (contoh, bpsdm))
    assert set(pd_with(user, MENYUNTING)) == set(PerangkatDaerah.objects.all())


def test_two_roles_add_up_each_in_its_agency(akun, contoh, bpsdm):
    user = akun(Peran.PEMBACA, contoh)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.PERENCANA, pd=bpsdm)

    assert [may(user, MENYUNTING, pd) for pd in (contoh, bpsdm)] == [False, True]
    assert list(pd_with(user, MENYUNTING)) == [bpsdm]
    assert set(pd_with(user, MELIHAT)) == {contoh, bpsdm}


def test_rights_are_read_once_per_request(akun, contoh, django_assert_num_queries):
    user = User.objects.get(pk=akun(Peran.PERENCANA, contoh).pk)

    with django_assert_num_queries(1):
        for hak in HAK:
            may(user, hak, contoh)
