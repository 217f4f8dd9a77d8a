"""Invitations: sent, renewed, withdrawn, accepted once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from workforce.actions import Ditolak
from workforce.actions_undangan import (
    cabut_undangan,
    perbarui_undangan,
    sidik,
    terima_dengan_akun,
    terima_dengan_akun_baru,
    undang,
)
from workforce.enums import AksiJejak, KeadaanUndangan, Peran
from workforce.models import JejakAudit, PenugasanPeran, Undangan, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules_akun import SENDIRI, IsianPeran
from workforce.triggers import PENGGUNA, UNDANGAN

SANDI = "kuda-laut-biru-7"


@pytest.fixture
def admin(akun, contoh) -> User:
    return akun(Peran.ADMIN_PD, contoh, name="admin")


@pytest.fixture
def undangan(admin, contoh) -> Undangan:
    return _invite(admin, contoh)[0]


def _invite(by, pd, **changed):
    given = {
        "nama": "Sari Rekaan",
        "email": "Sari@Contoh.go.id ",
        "isian": IsianPeran(Peran.PERENCANA, None, hari_ini(), None),
    }
    return undang(pd=pd, by=by, **given | changed)


def _expire(row: Undangan) -> None:
    Undangan.objects.filter(pk=row.pk).update(kedaluwarsa=timezone.now() - timedelta(seconds=1))


def _accept(row: Undangan, name: str = "sari", sandi: str = SANDI) -> User:
    return terima_dengan_akun_baru(undangan=row, nama_pengguna=name, sandi=sandi)


def test_invitation_keeps_the_hash_of_its_link_alone(admin, contoh):
    row, token = _invite(admin, contoh)

    assert len(token) == 43
    assert row.sidik_token == sidik(token) != token
    assert row.email == "sari@contoh.go.id"
    assert str(row) == "Sari Rekaan sebagai Perencana"
    seven = timezone.now() + timedelta(days=7)
    assert abs(row.kedaluwarsa - seven) < timedelta(minutes=1)
    entry = JejakAudit.objects.get(tabel=UNDANGAN, baris=row.pk)
    assert (entry.aksi, entry.pelaku, entry.pd) == (AksiJejak.BUAT, admin, contoh)
    assert "sidik_token" not in entry.sesudah


def test_two_links_are_never_the_same(admin, contoh):
    tokens = {_invite(admin, contoh, email=f"{n}@contoh.go.id")[1] for n in range(3)}

    assert len(tokens) == 3


def test_invitation_needs_the_right(akun, contoh, bpsdm, admin):
    with pytest.raises(Ditolak):
        _invite(akun(Peran.PERENCANA, contoh), contoh)
    with pytest.raises(Ditolak):
        _invite(admin, bpsdm)
    with pytest.raises(Ditolak) as refusal:
        _invite(admin, contoh, isian=IsianPeran(Peran.ADMIN_SISTEM, None, hari_ini(), None))

    assert refusal.value.alasan == (
        "Peran Administrator sistem hanya diberikan dan diakhiri oleh administrator sistem."
    )
    assert not Undangan.objects.exists()


def test_colleague_is_not_invited(admin, akun, contoh):
    user = akun(Peran.PEMBACA, contoh, name="rekan")
    User.objects.filter(pk=user.pk).update(email="SARI@contoh.go.id")

    with pytest.raises(Ditolak) as refusal:
        _invite(admin, contoh)

    assert refusal.value.alasan == (
        "Alamat sari@contoh.go.id milik akun rekan, yang sudah terdaftar pada Dinas Contoh. "
        "Beri peran pada akun itu."
    )


@pytest.mark.parametrize("peran", [Peran.ADMIN_PD, Peran.ADMIN_SISTEM])
def test_nobody_invites_herself(akun, contoh, peran):
    user = akun(peran, contoh, name="sendiri")
    user.email = "Sari@contoh.go.id"
    user.save()

    with pytest.raises(Ditolak) as refusal:
        _invite(user, contoh)

    assert refusal.value.alasan == SENDIRI
    assert not Undangan.objects.exists()
    assert _invite(user, contoh, email="lain@contoh.go.id")[0].oleh == user


def test_nobody_accepts_what_she_herself_offered(akun, luar, contoh):
    user = akun(Peran.ADMIN_SISTEM, name="sistem")
    row, _ = _invite(user, contoh)
    user.email = row.email
    user.save()

    with pytest.raises(Ditolak) as refusal:
        terima_dengan_akun(undangan=row, by=user)

    assert refusal.value.alasan == SENDIRI
    assert not user.penugasan.filter(pd=contoh).exists()
    terima_dengan_akun(undangan=row, by=luar)
    assert luar.penugasan.filter(pd=contoh).exists()


def test_address_is_invited_once_at_a_time(admin, contoh, undangan):
    with pytest.raises(ValidationError) as fault:
        _invite(admin, contoh)
    assert fault.value.messages == [
        "Alamat e-mail ini sudah diundang dan belum menjawab. Perbarui undangannya."
    ]

    cabut_undangan(undangan=undangan, by=admin)
    assert _invite(admin, contoh)[0].pk != undangan.pk


def test_state_of_an_invitation(undangan, admin):
    now = timezone.now()
    assert undangan.keadaan(now) == KeadaanUndangan.MENUNGGU
    assert undangan.keadaan(undangan.kedaluwarsa) == KeadaanUndangan.KEDALUWARSA
    undangan.dicabut_pada = now
    assert undangan.keadaan(now) == KeadaanUndangan.DICABUT
    undangan.diterima_pada = now
    assert undangan.keadaan(now) == KeadaanUndangan.DITERIMA


def test_renewed_invitation_has_another_link(undangan, akun, contoh):
    second = akun(Peran.ADMIN_PD, contoh, name="kedua")
    old = undangan.sidik_token
    _expire(undangan)

    row, token = perbarui_undangan(undangan=undangan, by=second)

    assert row.sidik_token == sidik(token) != old
    assert row.oleh == second
    assert row.keadaan(timezone.now()) == KeadaanUndangan.MENUNGGU


def test_invitation_of_another_agency_is_not_touched(undangan, akun, bpsdm):
    stranger = akun(Peran.ADMIN_PD, bpsdm, name="luar")

    for act in (perbarui_undangan, cabut_undangan):
        with pytest.raises(Ditolak):
            act(undangan=undangan, by=stranger)


@pytest.mark.parametrize("act", [perbarui_undangan, cabut_undangan])
def test_answered_invitation_does_not_change(undangan, admin, act):
    _accept(undangan)

    with pytest.raises(Ditolak) as refusal:
        act(undangan=undangan, by=admin)

    assert refusal.value.alasan == "Undangan Sari Rekaan sudah diterima; tidak berubah lagi."


def test_withdrawn_invitation_does_not_change(undangan, admin):
    cabut_undangan(undangan=undangan, by=admin)

    with pytest.raises(Ditolak) as refusal:
        perbarui_undangan(undangan=undangan, by=admin)

    assert refusal.value.alasan == "Undangan Sari Rekaan sudah dicabut; tidak berubah lagi."


# --- accepting ---------------------------------------------------------------------------------


def test_accepted_invitation_is_an_account_with_its_role(admin, contoh):
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")
    last = hari_ini() + timedelta(days=30)
    row, _ = _invite(admin, contoh, isian=IsianPeran(Peran.PERENCANA, unit, hari_ini(), last))

    user = _accept(row)

    assert (user.username, str(user), user.email) == ("sari", "Sari Rekaan", "sari@contoh.go.id")
    assert user.check_password(SANDI)
    role = user.penugasan.get()
    assert (role.peran, role.unit, role.selesai) == (Peran.PERENCANA, unit, last)
    row.refresh_from_db()
    assert (row.diterima_oleh, row.keadaan(timezone.now())) == (user, KeadaanUndangan.DITERIMA)
    made = JejakAudit.objects.get(tabel=PENGGUNA, baris=user.pk)
    assert (made.aksi, made.pelaku) == (AksiJejak.BUAT, admin)
    assert JejakAudit.objects.filter(tabel=UNDANGAN, baris=row.pk).latest("pk").pelaku == user


def test_invited_administrator_sees_the_settings(admin, contoh):
    row, _ = _invite(admin, contoh, isian=IsianPeran(Peran.ADMIN_PD, None, hari_ini(), None))

    assert _accept(row).is_staff is True


@pytest.mark.parametrize(
    ("name", "sandi", "fault"),
    [
        ("sari", "pendek", "Kata sandi terlalu pendek. Harus mengandung setidaknya 12 karakter."),
        ("sari", "123456789012345", "Kata sandi ini seluruhnya terdiri dari angka."),
        ("sari", "sari@contoh.go.id", "Kata sandi terlalu mirip dengan alamat email."),
        ("admin", SANDI, "Seorang pengguna dengan nama pengguna tersebut sudah ada."),
        (
            "nama sari",
            SANDI,
            "Masukkan nama pengguna valid. Nilai ini hanya boleh mengandung "
            "karakter, angka, dan karakter @/./+/-/_.",
        ),
    ],
)
def test_account_that_does_not_meet_the_rules_is_not_made(undangan, name, sandi, fault):
    with pytest.raises(ValidationError) as refusal:
        _accept(undangan, name, sandi)

    assert refusal.value.messages == [fault]
    assert not User.objects.filter(email="sari@contoh.go.id").exists()


def test_expired_withdrawn_and_used_links_open_nothing(undangan, admin):
    _expire(undangan)
    with pytest.raises(Ditolak) as refusal:
        _accept(undangan)
    assert refusal.value.alasan.startswith("Undangan ini sudah kedaluwarsa.")

    row, _ = perbarui_undangan(undangan=undangan, by=admin)
    _accept(row)
    with pytest.raises(Ditolak) as refusal:
        _accept(row, "sari2")
    assert refusal.value.alasan.startswith("Undangan ini sudah diterima.")
    assert User.objects.filter(email="sari@contoh.go.id").count() == 1


def test_withdrawn_link_opens_nothing(undangan, admin):
    cabut_undangan(undangan=undangan, by=admin)

    with pytest.raises(Ditolak) as refusal:
        _accept(undangan)

    assert refusal.value.alasan.startswith("Undangan ini sudah dicabut")


def test_who_left_brings_nobody_in(undangan, admin):
    User.objects.filter(pk=admin.pk).update(is_active=False)

    with pytest.raises(Ditolak) as refusal:
        _accept(undangan)

    assert refusal.value.alasan == (
        "admin, yang mengundang Anda, tidak lagi dapat memberi peran ini. "
        "Mintalah administrator perangkat daerah memperbarui undangannya."
    )


@pytest.fixture
def luar(akun, bpsdm) -> User:
    """Somebody of another agency, with the address that was invited."""
    user = akun(Peran.EVALUATOR, bpsdm, name="luar")
    user.email = "Sari@contoh.go.id"
    user.save()
    return user


def test_account_of_another_agency_accepts(undangan, luar, contoh):
    terima_dengan_akun(undangan=undangan, by=luar)

    assert luar.penugasan.get(pd=contoh).peran == Peran.PERENCANA
    with pytest.raises(Ditolak):
        terima_dengan_akun(undangan=undangan, by=luar)


def test_address_with_an_account_gets_no_second_one(undangan, luar):
    with pytest.raises(Ditolak) as refusal:
        _accept(undangan)

    assert refusal.value.alasan == (
        "Alamat sari@contoh.go.id sudah dipakai sebuah akun. "
        "Masuklah dengan akun itu, lalu buka tautan undangan ini lagi."
    )


@pytest.mark.parametrize(("email", "said"), [("lain@contoh.go.id",) * 2, ("", "belum diisi")])
def test_invitation_is_not_accepted_for_somebody_else(undangan, akun, bpsdm, email, said):
    user = akun(Peran.EVALUATOR, bpsdm, name="lain")
    user.email = email

    with pytest.raises(Ditolak) as refusal:
        terima_dengan_akun(undangan=undangan, by=user)

    assert refusal.value.alasan == (
        f"Undangan ini untuk sari@contoh.go.id, sedangkan alamat akun Anda {said}. "
        "Masuklah dengan akun yang sesuai."
    )


def test_role_that_is_held_already_is_not_accepted_again(undangan, luar, contoh):
    PenugasanPeran.objects.create(pengguna=luar, peran=Peran.PERENCANA, pd=contoh)

    with pytest.raises(Ditolak):
        terima_dengan_akun(undangan=undangan, by=luar)

    undangan.refresh_from_db()
    assert undangan.diterima_pada is None
