"""Who may do what: the table of rights, how far a role reaches, and the sentence that refuses."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules import (
    HAK_PERAN,
    MELIHAT,
    MEMVERIFIKASI,
    MENCETAK,
    MENGELOLA_PERIODE,
    MENGISI,
    MENUGASKAN,
    MENYUNTING,
    SEMUA_HAK,
    may,
    may_anywhere,
    pd_with,
    wewenang,
    wewenang_pada,
    why_not,
)


def unit(pd, kode: str) -> UnitKerja:
    return UnitKerja.objects.get(pd=pd, kode=kode)


def limited(akun, pd, *codes: str) -> User:
    user = akun(Peran.PERENCANA, pd)
    PenugasanPeran.objects.filter(pengguna=user).delete()
    for kode in codes:
        PenugasanPeran.objects.create(
            pengguna=user, peran=Peran.PERENCANA, pd=pd, unit=unit(pd, kode)
        )
    return user


def test_every_right_is_listed_once_and_belongs_to_a_role():
    assert set(SEMUA_HAK) == frozenset().union(*HAK_PERAN.values())
    assert len(SEMUA_HAK) == len(set(SEMUA_HAK))
    assert set(HAK_PERAN) == set(Peran)


def test_whoever_enters_does_not_verify():
    assert not any({MENGISI, MEMVERIFIKASI} <= rights for rights in HAK_PERAN.values())


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.ADMIN_SISTEM])
@pytest.mark.parametrize("hak", SEMUA_HAK)
def test_right_follows_the_table_in_the_own_agency_only(akun, contoh, bpsdm, peran, hak):
    user = akun(peran, contoh)
    allowed = hak in HAK_PERAN[peran]
    assert may(user, hak, contoh) is allowed
    assert may_anywhere(user, hak) is allowed
    assert list(pd_with(user, hak)) == ([contoh] if allowed else [])
    assert (why_not(user, hak, contoh) == "") is allowed
    assert not may(user, hak, bpsdm)


@pytest.mark.parametrize("hak", SEMUA_HAK)
def test_system_administrator_has_her_rights_everywhere(akun, contoh, bpsdm, hak):
    user = akun(Peran.ADMIN_SISTEM)
    allowed = hak in HAK_PERAN[Peran.ADMIN_SISTEM]
    assert may(user, hak, contoh) is may(user, hak, bpsdm) is may_anywhere(user, hak) is allowed
    assert set(pd_with(user, hak)) == ({contoh, bpsdm} if allowed else set())


def test_system_administrator_keeps_the_rights_of_another_role(akun, contoh, bpsdm):
    user = akun(Peran.ADMIN_SISTEM)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.PERENCANA, pd=contoh)
    assert may(user, MENGISI, contoh)
    assert may_anywhere(user, MENGISI)
    assert list(pd_with(user, MENGISI)) == [contoh]
    assert wewenang(user, MENGISI, contoh).unit_ids is None
    assert not may(user, MENGISI, bpsdm)
    assert list(pd_with(user, MENGELOLA_PERIODE)) == [bpsdm, contoh]


def test_nobody_signed_in_has_no_right(contoh):
    nobody = AnonymousUser()
    assert not may(nobody, MENGISI, contoh)
    assert not may_anywhere(nobody, MENGISI)
    assert not pd_with(nobody, MENGISI).exists()
    assert wewenang(nobody, MENGISI, contoh).unit_ids == frozenset()


def test_inactive_account_has_no_right_anywhere(akun, contoh):
    user = akun(Peran.PERENCANA, contoh)
    user.is_active = False
    assert not may_anywhere(user, MENGISI)


def test_role_that_ended_gives_no_right(akun, contoh):
    user = akun(Peran.PERENCANA, contoh)
    PenugasanPeran.objects.filter(pengguna=user).update(mulai="2023-01-01", selesai="2023-12-31")
    assert not may(user, MENGISI, contoh)


def test_role_in_a_unit_reaches_the_units_below(akun, bpsdm):
    hak = wewenang(limited(akun, bpsdm, "SEKRETARIAT"), MENGISI, bpsdm)
    reached = UnitKerja.objects.filter(pk__in=hak.unit_ids).values_list("kode", flat=True)
    assert sorted(reached) == ["SEKRETARIAT", "SUBBAG-KEU", "SUBBAG-UMPEG", "SUBKEL-PP"]
    assert hak.kenapa_tidak(unit(bpsdm, "SUBBAG-KEU")) == ""
    assert hak.kenapa_tidak(unit(bpsdm, "UPT-PPKKP")) == (
        "Hak mengisi realisasi untuk Pusat Pengembangan Kompetensi dan Kebijakan Publik "
        "dimiliki oleh: Administrator perangkat daerah, Perencana."
    )


def test_role_in_the_whole_agency_wins_over_one_in_a_unit(akun, contoh):
    user = limited(akun, contoh, "BID-DATA")
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.ADMIN_PD, pd=contoh)
    assert wewenang(user, MENGISI, contoh).unit_ids is None


def test_refusal_names_the_rule(akun, contoh):
    assert why_not(akun(Peran.PERENCANA, contoh), MEMVERIFIKASI, contoh) == (
        "Hak memverifikasi realisasi pada Dinas Contoh dimiliki oleh: Verifikator. "
        "Peran Anda tidak termasuk."
    )


@pytest.mark.parametrize("agencies", [1, 2])
def test_limited_roles_of_many_agencies_need_one_query(
    akun, contoh, bpsdm, agencies, django_assert_num_queries
):
    user = limited(akun, contoh, "BID-DATA")
    PenugasanPeran.objects.create(
        pengguna=user, peran=Peran.PERENCANA, pd=bpsdm, unit=unit(bpsdm, "UPT-PPKKP")
    )
    wanted = [contoh, bpsdm][:agencies]
    assert user.roles
    with django_assert_num_queries(1):
        found = wewenang_pada(user, MENGISI, wanted)
    assert found[contoh.pk].unit_ids == {unit(contoh, "BID-DATA").pk}
    assert len(found) == agencies


def test_no_limited_role_needs_no_query(akun, contoh, django_assert_num_queries):
    user = akun(Peran.PERENCANA, contoh)
    assert user.roles[0].mulai <= hari_ini()
    with django_assert_num_queries(0):
        assert wewenang_pada(user, MENGISI, [contoh])[contoh.pk].unit_ids is None
        assert wewenang_pada(user, MEMVERIFIKASI, [contoh])[contoh.pk].unit_ids == frozenset()


# --- Master data and roles, right by right ----------------------------------------

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
