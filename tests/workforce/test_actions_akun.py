"""Writes of roles and accounts, with what the trail says about them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lkip.numbers import format_date
from workforce.actions import Ditolak
from workforce.actions_akun import (
    PeranBentrok,
    akhiri_peran,
    akhiri_sesi,
    aktifkan_akun,
    beri_peran,
    cabut_delegasi,
    catat_gagal_masuk,
    delegasikan,
    lepas_faktor_kedua,
    nonaktifkan_akun,
    ubah_peran,
)
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules_akun import IsianPeran, sidik_peran
from workforce.triggers import PENGGUNA, PENUGASAN

HARI = timedelta(days=1)


def wish(peran=Peran.PERENCANA, unit=None, mulai=None, selesai=None) -> IsianPeran:
    return IsianPeran(peran, unit, mulai or hari_ini(), selesai)


def trail(tabel: str, baris: int) -> list[tuple[str, str]]:
    """(what, by whom) of the entries of a row, oldest first."""
    rows = JejakAudit.objects.filter(tabel=tabel, baris=baris).order_by("pk")
    return [(row.aksi, str(row.pelaku) if row.pelaku else "") for row in rows]


@pytest.fixture
def admin(akun, contoh) -> User:
    return akun(Peran.ADMIN_PD, contoh, name="admin")


@pytest.fixture
def orang(akun, contoh) -> User:
    return akun(Peran.PEMBACA, contoh, name="orang")


@pytest.fixture
def verifikator(akun, contoh) -> User:
    return akun(Peran.VERIFIKATOR, contoh, name="verifikator")


# --- giving ------------------------------------------------------------------------------------


def test_given_role_names_its_author_in_the_trail(admin, orang, contoh):
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")
    last = hari_ini() + HARI

    role = beri_peran(pengguna=orang, pd=contoh, isian=wish(unit=unit, selesai=last), by=admin)

    assert (role.peran, role.pd, role.unit, role.selesai) == (Peran.PERENCANA, contoh, unit, last)
    assert trail(PENUGASAN, role.pk) == [(AksiJejak.BUAT, "admin")]
    assert JejakAudit.objects.get(tabel=PENUGASAN, baris=role.pk).pd == contoh
    assert User.objects.get(pk=orang.pk).is_staff is False


def test_refused_role_is_not_stored(admin, contoh):
    with pytest.raises(Ditolak) as refusal:
        beri_peran(pengguna=admin, pd=contoh, isian=wish(), by=admin)

    assert refusal.value.alasan == (
        "Anda tidak dapat mengubah peran Anda sendiri. Mintalah administrator lain."
    )
    assert admin.penugasan.count() == 1


def test_dates_of_a_role_are_in_order(admin, orang, contoh):
    with pytest.raises(ValidationError) as fault:
        beri_peran(pengguna=orang, pd=contoh, isian=wish(selesai=hari_ini() - HARI), by=admin)

    assert fault.value.messages == ["Tanggal selesai tidak boleh sebelum tanggal mulai."]


def test_administrators_see_the_settings(akun, admin, orang, contoh):
    role = beri_peran(pengguna=orang, pd=contoh, isian=wish(Peran.ADMIN_PD), by=admin)

    assert User.objects.get(pk=orang.pk).is_staff is True
    assert trail(PENGGUNA, orang.pk) == [(AksiJejak.BUAT, ""), (AksiJejak.UBAH, "admin")]

    akhiri_peran(penugasan=role, pd=contoh, by=admin)
    assert User.objects.get(pk=orang.pk).is_staff is False


def test_superuser_keeps_the_settings(akun, contoh):
    root = User.objects.create_superuser("akar")
    system = akun(Peran.ADMIN_SISTEM, name="sistem")

    role = beri_peran(pengguna=root, pd=contoh, isian=wish(), by=system)
    akhiri_peran(penugasan=role, pd=contoh, by=system)

    assert User.objects.get(pk=root.pk).is_staff is True


def test_role_of_the_system_belongs_to_no_agency(akun, orang, contoh):
    system = akun(Peran.ADMIN_SISTEM, name="sistem")

    role = beri_peran(pengguna=orang, pd=contoh, isian=wish(Peran.ADMIN_SISTEM), by=system)

    assert role.pd is None


# --- changing and ending -----------------------------------------------------------------------


def change(role: PenugasanPeran, isian: IsianPeran, by: User) -> PenugasanPeran:
    """Save a form that showed the role as it is in memory."""
    return ubah_peran(penugasan=role, pd=role.pd, isian=isian, dilihat=sidik_peran(role), by=by)


def test_change_on_top_of_that_of_somebody_else_is_told(akun, admin, orang, contoh):
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")
    stale, last = orang.penugasan.get(), hari_ini() + HARI
    change(orang.penugasan.get(), wish(unit=unit), akun(Peran.ADMIN_PD, contoh, name="lain"))

    with pytest.raises(PeranBentrok) as conflict:
        change(stale, wish(selesai=last), admin)

    stored = orang.penugasan.get()
    assert (stored.unit, stored.selesai) == (unit, None)
    assert conflict.value.messages == [
        "Orang lain mengubah peran ini sesudah halaman Anda dibuka. Yang tersimpan sekarang: "
        f"Pembaca, Bidang Data, sejak {format_date(stored.mulai)} tanpa batas waktu. "
        "Isian Anda tetap tertulis; simpan lagi untuk memakainya."
    ]
    assert conflict.value.tersimpan == sidik_peran(stored)
    # Whoever has seen it may save.
    again = wish(unit=unit, selesai=last)
    change(stored, again, admin)
    with pytest.raises(PeranBentrok) as conflict:
        change(stale, wish(), admin)
    assert f"sampai {format_date(last)}." in conflict.value.messages[0]


def test_ended_role_does_not_come_back_by_an_old_page(admin, orang, contoh):
    orang.penugasan.update(mulai=hari_ini() - 5 * HARI)
    stale = orang.penugasan.get()
    akhiri_peran(penugasan=orang.penugasan.get(), pd=contoh, by=admin)

    for act in (
        lambda: change(stale, wish(mulai=stale.mulai), admin),
        lambda: akhiri_peran(penugasan=stale, pd=contoh, by=admin),
    ):
        with pytest.raises(Ditolak) as refusal:
            act()
        assert refusal.value.alasan.startswith("Peran ini sudah berakhir pada ")

    assert User.objects.get(pk=orang.pk).roles == ()


def test_role_that_is_gone_is_told(admin, orang, contoh):
    stale = orang.penugasan.get()
    akhiri_peran(penugasan=orang.penugasan.get(), pd=contoh, by=admin)

    for act in (
        lambda: change(stale, wish(), admin),
        lambda: akhiri_peran(penugasan=stale, pd=contoh, by=admin),
        lambda: cabut_delegasi(delegasi=stale, by=orang),
    ):
        with pytest.raises(Ditolak) as refusal:
            act()
        assert refusal.value.alasan == "Peran ini sudah diakhiri. Muat ulang halamannya."

    assert not orang.penugasan.exists()


def test_changed_role_keeps_what_it_is(admin, orang, contoh):
    role, last = orang.penugasan.get(), hari_ini() + 3 * HARI

    change(role, wish(Peran.ADMIN_PD, selesai=last), admin)

    role.refresh_from_db()
    assert (role.peran, role.selesai) == (Peran.PEMBACA, last)
    assert trail(PENUGASAN, role.pk) == [(AksiJejak.BUAT, ""), (AksiJejak.UBAH, "admin")]


def test_role_is_not_changed_by_whoever_may_not(orang, verifikator, contoh):
    with pytest.raises(Ditolak):
        change(orang.penugasan.get(), wish(), verifikator)


def test_role_that_held_yesterday_ends_with_it(admin, orang, contoh):
    orang.penugasan.update(mulai=hari_ini() - 5 * HARI)
    role = orang.penugasan.get()

    akhiri_peran(penugasan=role, pd=contoh, by=admin)

    role.refresh_from_db()
    assert role.selesai == hari_ini() - HARI
    assert trail(PENUGASAN, role.pk)[-1] == (AksiJejak.UBAH, "admin")
    assert User.objects.get(pk=orang.pk).roles == ()


def test_role_of_today_goes_and_stays_in_the_trail(admin, orang, contoh):
    role = orang.penugasan.get()
    pk = role.pk

    akhiri_peran(penugasan=role, pd=contoh, by=admin)

    assert not orang.penugasan.exists()
    assert trail(PENUGASAN, pk) == [(AksiJejak.BUAT, ""), (AksiJejak.HAPUS, "admin")]


def test_role_of_the_last_administrator_is_not_ended(admin, contoh):
    with pytest.raises(Ditolak):
        akhiri_peran(penugasan=admin.penugasan.get(), pd=contoh, by=admin)

    assert admin.penugasan.in_force(hari_ini()).exists()


# --- accounts ----------------------------------------------------------------------------------


def test_closed_account_is_out_at_once(admin, orang, contoh):
    client = _signed_in(orang)

    nonaktifkan_akun(pengguna=orang, pd=contoh, by=admin)

    assert client.get(reverse("tugas")).status_code == 302
    assert User.objects.get(pk=orang.pk).is_active is False
    assert trail(PENGGUNA, orang.pk)[-1] == (AksiJejak.UBAH, "admin")
    assert JejakAudit.objects.filter(tabel=PENGGUNA, pd=contoh, pelaku=admin).count() == 1

    aktifkan_akun(pengguna=orang, pd=contoh, by=admin)
    assert User.objects.get(pk=orang.pk).is_active is True


def test_refused_closing_and_opening(admin, orang, contoh):
    with pytest.raises(Ditolak):
        nonaktifkan_akun(pengguna=admin, pd=contoh, by=admin)
    with pytest.raises(Ditolak):
        aktifkan_akun(pengguna=orang, pd=contoh, by=admin)


def test_second_factor_is_taken_off(admin, orang, contoh):
    Authenticator.objects.create(user=orang, type=Authenticator.Type.TOTP, data={})
    client = _signed_in(orang)

    lepas_faktor_kedua(pengguna=orang, pd=contoh, by=admin)

    assert not Authenticator.objects.exists()
    assert client.get(reverse("tugas")).status_code == 302
    entry = JejakAudit.objects.filter(tabel=PENGGUNA, baris=orang.pk).latest("pk")
    assert (entry.pelaku, entry.pd) == (admin, contoh)
    assert entry.perubahan == (("faktor_kedua", "terpasang", "tidak terpasang"),)


def test_second_factor_that_is_not_there_is_not_taken_off(admin, orang, contoh):
    with pytest.raises(Ditolak):
        lepas_faktor_kedua(pengguna=orang, pd=contoh, by=admin)


def _signed_in(user: User) -> Client:
    client = Client()
    posted = {"login": user.username, "password": "sandi-yang-panjang"}
    assert client.post(reverse("masuk"), posted).status_code == 302
    return client


def test_other_sessions_end_and_this_one_stays(orang):
    here, there = _signed_in(orang), _signed_in(orang)

    assert akhiri_sesi(pengguna=orang, kecuali=here.session.session_key) == 1

    assert here.get(reverse("tugas")).status_code == 200
    assert there.get(reverse("tugas")).status_code == 302
    assert akhiri_sesi(pengguna=orang) == 1
    assert akhiri_sesi(pengguna=orang) == 0


# --- failed logins -----------------------------------------------------------------------------


def test_failed_login_stands_in_the_trail_of_every_agency_of_the_account(orang, contoh, bpsdm):
    PenugasanPeran.objects.create(pengguna=orang, peran=Peran.PEMBACA, pd=bpsdm)

    catat_gagal_masuk(pengguna=orang, alasan="Masuk gagal.")

    rows = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK)
    assert {row.pd for row in rows} == {contoh, bpsdm}
    assert {(row.tabel, row.baris, row.pelaku, row.alasan) for row in rows} == {
        (PENGGUNA, orang.pk, None, "Masuk gagal.")
    }


def test_failed_login_of_an_account_without_agency_stands_there_too(db):
    catat_gagal_masuk(pengguna=User.objects.create_superuser("akar"), alasan="Masuk gagal.")

    assert JejakAudit.objects.get(aksi=AksiJejak.DITOLAK).pd is None


# --- delegation --------------------------------------------------------------------------------


def _delegate(giver: User, receiver: User, **changed) -> PenugasanPeran:
    given = {
        "penugasan": giver.penugasan.get(),
        "penerima": receiver,
        "mulai": hari_ini(),
        "selesai": hari_ini() + 5 * HARI,
        "alasan": "Cuti tahunan",
        "by": giver,
    }
    return delegasikan(**given | changed)


def test_delegated_role_is_the_role_of_its_source(verifikator, orang, contoh):
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")
    verifikator.penugasan.update(unit=unit)

    role = _delegate(verifikator, orang)

    assert (role.peran, role.pd, role.unit) == (Peran.VERIFIKATOR, contoh, unit)
    assert (role.asal, role.alasan) == (verifikator.penugasan.get(), "Cuti tahunan")
    assert trail(PENUGASAN, role.pk) == [(AksiJejak.BUAT, "verifikator")]
    assert role.sebutan_jejak == "Verifikator, Bidang Data untuk orang"


def test_delegation_needs_a_reason(verifikator, orang):
    with pytest.raises(ValidationError) as fault:
        _delegate(verifikator, orang, alasan="")

    assert fault.value.messages == [
        "Peran yang didelegasikan memerlukan tanggal selesai dan alasan."
    ]


def test_database_refuses_a_delegation_without_an_end(verifikator, orang, contoh):
    with pytest.raises(IntegrityError), transaction.atomic():
        PenugasanPeran.objects.create(
            pengguna=orang,
            peran=Peran.VERIFIKATOR,
            pd=contoh,
            asal=verifikator.penugasan.get(),
            alasan="Cuti",
        )


def test_refused_delegation_is_not_stored(verifikator, orang):
    with pytest.raises(Ditolak):
        _delegate(verifikator, verifikator)
    with pytest.raises(Ditolak):
        _delegate(verifikator, orang, by=orang)

    assert not PenugasanPeran.objects.exclude(asal=None).exists()


@pytest.mark.parametrize("who", ["verifikator", "orang"])
def test_delegation_is_ended(request, verifikator, orang, who):
    role = _delegate(verifikator, orang)
    pk = role.pk

    cabut_delegasi(delegasi=role, by=request.getfixturevalue(who))

    assert not PenugasanPeran.objects.filter(pk=pk).exists()
    assert trail(PENUGASAN, pk)[-1] == (AksiJejak.HAPUS, who)


def test_delegation_of_others_is_not_ended(verifikator, orang, admin):
    role = _delegate(verifikator, orang)

    with pytest.raises(Ditolak):
        cabut_delegasi(delegasi=role, by=admin)


def _narrowed(giver: User, admin: User, **changed) -> PenugasanPeran:
    """Change the only own role of the giver."""
    role = giver.penugasan.get(asal=None)
    as_it_was = {"peran": role.peran, "unit": role.unit, "mulai": role.mulai}
    return change(role, wish(**as_it_was | {"selesai": role.selesai} | changed), admin)


def test_delegation_ends_with_the_unit_that_it_was_given_for(verifikator, orang, admin, contoh):
    first, second = UnitKerja.objects.filter(pd=contoh, kode__startswith="BID-").order_by("pk")[:2]
    given = _delegate(verifikator, orang).pk

    _narrowed(verifikator, admin, unit=first)

    assert User.objects.get(pk=orang.pk).roles == (orang.penugasan.get(peran=Peran.PEMBACA),)
    assert trail(PENUGASAN, given)[-1] == (AksiJejak.HAPUS, "admin")
    # Another unit is not handed to somebody to whom it was not handed; the whole agency neither.
    given = _delegate(verifikator, orang)
    _narrowed(verifikator, admin, unit=second)
    assert not PenugasanPeran.objects.filter(pk=given.pk).exists()
    given = _delegate(verifikator, orang)
    _narrowed(verifikator, admin, unit=None)
    assert PenugasanPeran.objects.get(pk=given.pk).unit == second


def test_delegation_lasts_no_longer_than_its_source(verifikator, orang, admin):
    given = _delegate(verifikator, orang)

    _narrowed(verifikator, admin, selesai=hari_ini() + 5 * HARI)
    given.refresh_from_db()
    assert given.selesai == hari_ini() + 5 * HARI
    assert trail(PENUGASAN, given.pk) == [(AksiJejak.BUAT, "verifikator")]

    _narrowed(verifikator, admin, selesai=hari_ini() + 4 * HARI)
    given.refresh_from_db()
    assert given.selesai == hari_ini() + 4 * HARI
    assert trail(PENUGASAN, given.pk)[-1] == (AksiJejak.UBAH, "admin")
    # Longer again: the delegation was for those days.
    _narrowed(verifikator, admin, selesai=None)
    given.refresh_from_db()
    assert given.selesai == hari_ini() + 4 * HARI


def test_delegation_of_other_days_than_those_of_its_source_ends(verifikator, orang, akun, admin):
    later = _delegate(verifikator, orang, mulai=hari_ini() + 5 * HARI)
    _narrowed(verifikator, admin, selesai=hari_ini() + 4 * HARI)
    assert not PenugasanPeran.objects.filter(pk=later.pk).exists()

    sooner = _delegate(verifikator, orang, selesai=hari_ini() + 1 * HARI)
    PenugasanPeran.objects.filter(pk=sooner.pk).update(mulai=hari_ini() - HARI)
    _narrowed(verifikator, admin, mulai=hari_ini() + 2 * HARI)
    sooner.refresh_from_db()
    assert sooner.selesai == hari_ini() - HARI


def test_role_that_goes_takes_its_delegation_along(verifikator, orang, admin, contoh):
    given = _delegate(verifikator, orang).pk

    akhiri_peran(penugasan=verifikator.penugasan.get(), pd=contoh, by=admin)

    assert not PenugasanPeran.objects.filter(pk=given).exists()
    assert trail(PENUGASAN, given)[-1] == (AksiJejak.HAPUS, "admin")
