"""Accounts of an agency: the list, one account, its roles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from lkip.numbers import format_date
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja, User
from workforce.queries_akun import daftar_pengguna
from workforce.querysets import hari_ini
from workforce.rules_akun import sidik_peran
from workforce.triggers import PENGGUNA, PENUGASAN

HARI = timedelta(days=1)


@pytest.fixture
def admin(akun, contoh) -> User:
    return akun(Peran.ADMIN_PD, contoh, name="admin")


@pytest.fixture
def klien(admin) -> Client:
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def orang(akun, contoh) -> User:
    return akun(Peran.PEMBACA, contoh, name="orang")


def _url(name: str, *args) -> str:
    return reverse(name, args=("CONTOH", *args))


def _role(**changed):
    return {"peran": Peran.PERENCANA, "unit": "", "mulai": hari_ini(), "selesai": ""} | changed


def _seen(role: PenugasanPeran, **changed):
    """What the page of a role sends that was opened now."""
    shown = {"unit": role.unit_id or "", "mulai": role.mulai, "selesai": role.selesai or ""}
    return shown | {"dilihat": sidik_peran(role)} | changed


def _denied() -> list[tuple[str, int, str]]:
    rows = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).order_by("pk")
    return [(row.tabel, row.baris, row.alasan) for row in rows]


# --- list --------------------------------------------------------------------------------------


def test_list_names_people_roles_and_states(klien, admin, orang, akun, contoh, bpsdm):
    closed = akun(Peran.EVALUATOR, contoh, name="alpa")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    akun(Peran.PEMBACA, bpsdm, name="luar")
    PenugasanPeran.objects.create(pengguna=orang, peran=Peran.PEMBACA, pd=bpsdm)
    Authenticator.objects.create(user=orang, type=Authenticator.Type.TOTP, data={})

    page = klien.get(_url("pengguna"))

    rows = page.context["baris"]
    assert [(row.pengguna.username, row.keadaan, row.faktor_kedua) for row in rows] == [
        ("admin", "aktif", False),
        ("orang", "aktif", True),
        ("alpa", "nonaktif", False),
    ]
    assert [len(row.peran) for row in rows] == [1, 1, 1]
    text = page.content.decode()
    assert "dengan faktor kedua" in text
    assert "belum pernah" in text


def test_administrators_of_the_system_see_one_another(akun, orang, contoh):
    system = akun(Peran.ADMIN_SISTEM, name="sistem")

    own = [row.pengguna for row in daftar_pengguna(contoh, hari_ini())]
    everybody = daftar_pengguna(contoh, hari_ini(), sistem=True)

    assert own == [orang]
    assert [row.pengguna for row in everybody] == [orang, system]


def test_empty_agency_says_what_to_do(masuk, contoh):
    page = masuk(Peran.ADMIN_SISTEM).get(_url("pengguna"))
    assert len(page.context["baris"]) == 1

    client = Client()
    client.force_login(User.objects.create_superuser("akar"))
    PenugasanPeran.objects.all().delete()
    assert "Belum ada pengguna" in client.get(_url("pengguna")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_many_rows(
    klien, akun, contoh, django_assert_num_queries, rows, orang
):
    for number in range(rows):
        akun(Peran.PEMBACA, contoh, name=f"orang-{number}")

    # Session, account, roles, agency, accounts, their roles, second factors, invitations, notices.
    with django_assert_num_queries(9):
        page = klien.get(_url("pengguna"))
    assert len(page.context["baris"]) == rows + 2


def test_menu_leads_there_those_who_give_roles(klien, masuk, contoh):
    entry = f'href="{_url("pengguna")}"'

    assert entry in klien.get(_url("pengguna")).content.decode()
    assert entry not in masuk(Peran.PERENCANA, contoh).get(_url("unit")).content.decode()


# --- one account -------------------------------------------------------------------------------


def test_account_shows_what_may_be_done(klien, orang, admin):
    page = klien.get(_url("pengguna_rinci", orang.pk)).content.decode()
    for word in ("Beri peran", "Ubah", "Akhiri", "Nonaktifkan akun"):
        assert word in page
    assert "Lepas faktor kedua" not in page

    own = klien.get(_url("pengguna_rinci", admin.pk)).content.decode()
    assert "Peran Anda sendiri diberikan dan diubah oleh administrator lain." in own
    assert "admin adalah satu-satunya administrator perangkat daerah." in own
    assert _url("peran_beri", admin.pk) not in own


def test_account_of_another_agency_is_not_found(klien, akun, bpsdm):
    stranger = akun(Peran.PEMBACA, bpsdm, name="luar")

    for name in ("pengguna_rinci", "peran_beri"):
        assert klien.get(_url(name, stranger.pk)).status_code == 404
    for name in ("pengguna_nonaktifkan", "pengguna_aktifkan", "pengguna_faktor_lepas"):
        assert klien.post(_url(name, stranger.pk)).status_code == 404
    role = stranger.penugasan.get()
    assert klien.get(_url("peran_ubah", role.pk)).status_code == 404
    assert klien.post(_url("peran_akhiri", role.pk)).status_code == 404


def test_account_of_the_system_is_shown_to_the_system(klien, masuk, akun, contoh):
    system = akun(Peran.ADMIN_SISTEM, name="sistem")
    client = Client()
    client.force_login(akun(Peran.ADMIN_SISTEM, name="sistem-2"))

    assert klien.get(_url("pengguna_rinci", system.pk)).status_code == 404
    assert klien.get(_url("peran_ubah", system.penugasan.get().pk)).status_code == 404
    assert client.get(_url("pengguna_rinci", system.pk)).status_code == 200
    assert client.get(_url("peran_ubah", system.penugasan.get().pk)).status_code == 200


# --- roles -------------------------------------------------------------------------------------


def test_role_is_given(klien, orang, contoh):
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")
    last = hari_ini() + HARI

    response = klien.post(
        _url("peran_beri", orang.pk), _role(unit=unit.pk, selesai=last), follow=True
    )

    assert "orang memegang peran Perencana, Bidang Data." in response.content.decode()
    role = orang.penugasan.get(peran=Peran.PERENCANA)
    assert (role.unit, role.selesai) == (unit, last)


def test_choices_are_those_within_reach(klien, masuk, orang, contoh, bpsdm, admin):
    form = klien.get(_url("peran_beri", orang.pk)).context["form"]
    assert Peran.ADMIN_SISTEM not in dict(form.fields["peran"].choices)
    assert {unit.pd for unit in form.fields["unit"].queryset} == {contoh}

    system = masuk(Peran.ADMIN_SISTEM).get(_url("peran_beri", orang.pk)).context["form"]
    assert Peran.ADMIN_SISTEM in dict(system.fields["peran"].choices)

    unit = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")
    admin.penugasan.update(unit=unit)
    limited = klien.get(_url("peran_beri", orang.pk)).context["form"]
    assert list(limited.fields["unit"].queryset) == [unit]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"peran": Peran.ADMIN_SISTEM}, "peran", "Masukkan pilihan yang valid."),
        ({"unit": "BPSDM"}, "unit", "Masukkan pilihan yang valid."),
        ({"mulai": ""}, "mulai", "Bidang ini tidak boleh kosong."),
        (
            {"selesai": "2020-01-01"},
            "selesai",
            "Tanggal selesai tidak boleh sebelum tanggal mulai.",
        ),
    ],
)
def test_role_that_is_not_given(klien, orang, bpsdm, changed, field, said):
    if changed.get("unit"):
        changed = {"unit": UnitKerja.objects.filter(pd=bpsdm).first().pk}

    page = klien.post(_url("peran_beri", orang.pk), _role(**changed))

    assert page.context["form"].errors[field][0].startswith(said)
    assert orang.penugasan.count() == 1


def test_role_of_the_system_has_no_unit(masuk, orang, contoh):
    unit = UnitKerja.objects.filter(pd=contoh).first()
    client = masuk(Peran.ADMIN_SISTEM)
    posted = _role(peran=Peran.ADMIN_SISTEM, unit=unit.pk)

    page = client.post(_url("peran_beri", orang.pk), posted)

    assert page.context["form"].errors["unit"] == [
        "Administrator sistem tidak terikat unit. Kosongkan unitnya."
    ]
    assert client.post(_url("peran_beri", orang.pk), posted | {"unit": ""}).status_code == 302
    assert orang.penugasan.get(peran=Peran.ADMIN_SISTEM).pd is None


def test_refused_role_is_told_and_stands_in_the_trail(klien, admin, orang):
    said = "Anda tidak dapat mengubah peran Anda sendiri. Mintalah administrator lain."

    page = klien.post(_url("peran_beri", admin.pk), _role())

    assert page.context["form"].non_field_errors() == [said]
    assert _denied() == [(PENGGUNA, admin.pk, said)]


def test_role_is_changed(klien, orang):
    role, last = orang.penugasan.get(), hari_ini() + 2 * HARI
    url = _url("peran_ubah", role.pk)
    assert klien.get(url).context["form"].initial["mulai"] == role.mulai

    assert klien.post(url, _seen(role, selesai=last)).url == _url("pengguna_rinci", orang.pk)

    role.refresh_from_db()
    assert role.selesai == last


def test_change_of_a_role_that_changed_meanwhile_shows_both(klien, orang, contoh):
    role, last = orang.penugasan.get(), hari_ini() + 2 * HARI
    url, posted = _url("peran_ubah", role.pk), _seen(role, selesai=last)
    orang.penugasan.update(unit=UnitKerja.objects.get(pd=contoh, kode="BID-DATA"))

    page = klien.post(url, posted)

    assert "Yang tersimpan sekarang: Pembaca, Bidang Data, sejak" in page.content.decode()
    form = page.context["form"]
    assert form["selesai"].value() == last.isoformat()
    assert _denied() == []
    assert orang.penugasan.get().selesai is None
    assert klien.post(url, posted | {"dilihat": form["dilihat"].value()}).status_code == 302
    role.refresh_from_db()
    assert (role.unit, role.selesai) == (None, last)


def test_page_of_a_role_names_its_delegations(klien, orang, akun, contoh):
    giver = akun(Peran.VERIFIKATOR, contoh, name="verifikator")
    role, last = giver.penugasan.get(), hari_ini() + HARI
    said = f"Didelegasikan kepada orang sampai {format_date(last)}."
    assert said not in klien.get(_url("peran_ubah", role.pk)).content.decode()

    PenugasanPeran.objects.create(
        pengguna=orang, peran=role.peran, pd=contoh, selesai=last, asal=role, alasan="Cuti"
    )

    assert said in klien.get(_url("peran_ubah", role.pk)).content.decode()


def test_refused_change_is_told_and_stands_in_the_trail(klien, admin):
    role = admin.penugasan.get()

    page = klien.post(_url("peran_ubah", role.pk), _seen(role))

    assert "Anda tidak dapat mengubah peran Anda sendiri." in page.content.decode()
    assert [(tabel, baris) for tabel, baris, _ in _denied()] == [(PENUGASAN, role.pk)]


def test_dates_in_disorder_are_no_denied_attempt(klien, orang):
    role = orang.penugasan.get()
    posted = _seen(role, selesai=hari_ini() - HARI)

    page = klien.post(_url("peran_ubah", role.pk), posted)

    assert page.context["form"].errors["selesai"] == [
        "Tanggal selesai tidak boleh sebelum tanggal mulai."
    ]
    assert _denied() == []


def test_role_is_ended(klien, orang, contoh):
    PenugasanPeran.objects.create(pengguna=orang, peran=Peran.PERENCANA, pd=contoh)
    first, second = orang.penugasan.order_by("pk")

    assert klien.post(_url("peran_akhiri", first.pk)).url == _url("pengguna_rinci", orang.pk)
    # With its last role the account leaves the list of the agency.
    assert klien.post(_url("peran_akhiri", second.pk)).url == _url("pengguna")
    assert not orang.penugasan.exists()


def test_refused_end_is_told_and_stands_in_the_trail(klien, admin):
    role = admin.penugasan.get()

    page = klien.post(_url("peran_akhiri", role.pk), follow=True).content.decode()

    assert "admin adalah satu-satunya administrator perangkat daerah." in page
    assert [(tabel, baris) for tabel, baris, _ in _denied()] == [(PENUGASAN, role.pk)]


# --- the account itself ------------------------------------------------------------------------


def test_account_is_closed_and_opened(klien, orang):
    page = klien.post(_url("pengguna_nonaktifkan", orang.pk), follow=True).content.decode()
    assert "Akun orang nonaktif; sesinya diakhiri." in page
    assert "Aktifkan akun" in page

    page = klien.post(_url("pengguna_aktifkan", orang.pk), follow=True).content.decode()
    assert "Akun orang aktif lagi." in page
    page = klien.post(_url("pengguna_aktifkan", orang.pk), follow=True).content.decode()
    assert "Akun orang sudah aktif." in page


def test_account_that_works_elsewhere_says_why_it_stays(klien, orang, bpsdm):
    PenugasanPeran.objects.create(pengguna=orang, peran=Peran.PEMBACA, pd=bpsdm)
    said = "Akun orang juga berperan di luar Dinas Contoh."
    assert said in klien.get(_url("pengguna_rinci", orang.pk)).content.decode()

    klien.post(_url("pengguna_nonaktifkan", orang.pk))

    assert User.objects.get(pk=orang.pk).is_active
    assert _denied()[0][2].startswith(said)
    User.objects.filter(pk=orang.pk).update(is_active=False)
    assert said in klien.get(_url("pengguna_rinci", orang.pk)).content.decode()


def test_second_factor_is_taken_off(klien, orang):
    Authenticator.objects.create(user=orang, type=Authenticator.Type.TOTP, data={})
    assert "Lepas faktor kedua" in klien.get(_url("pengguna_rinci", orang.pk)).content.decode()

    page = klien.post(_url("pengguna_faktor_lepas", orang.pk), follow=True).content.decode()

    assert "Faktor kedua orang dilepas; sesinya diakhiri." in page
    assert not Authenticator.objects.exists()
