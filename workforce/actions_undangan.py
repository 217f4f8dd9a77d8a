"""Writes of invitations: sent, renewed, withdrawn, accepted."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from workforce.actions import Ditolak, jejak_terakhir, nyatakan_pelaku, segel_jejak
from workforce.actions_akun import tambah_peran, tolak
from workforce.enums import KeadaanUndangan, Peran
from workforce.models import PerangkatDaerah, Undangan, User
from workforce.rules_akun import (
    SENDIRI,
    IsianPeran,
    kenapa_tidak_jangkau,
    kenapa_tidak_rangkap,
)
from workforce.triggers import PENGGUNA, UNDANGAN

MASA_BERLAKU = timedelta(days=7)
TIDAK_BERLAKU = {
    KeadaanUndangan.KEDALUWARSA: "Undangan ini sudah kedaluwarsa. "
    "Mintalah administrator perangkat daerah memperbaruinya.",
    KeadaanUndangan.DICABUT: "Undangan ini sudah dicabut oleh administrator perangkat daerah.",
    KeadaanUndangan.DITERIMA: "Undangan ini sudah diterima. Masuklah dengan akun Anda.",
}


def sidik(token: str) -> str:
    """What is stored of a link's token."""
    return sha256(token.encode()).hexdigest()


def _new_token(undangan: Undangan) -> str:
    token = secrets.token_urlsafe(32)
    undangan.sidik_token = sidik(token)
    undangan.kedaluwarsa = timezone.now() + MASA_BERLAKU
    return token


def _store(undangan: Undangan, by: User) -> None:
    undangan.full_clean(exclude=("diterima_oleh",))
    before = jejak_terakhir()
    undangan.save()
    nyatakan_pelaku(tabel=UNDANGAN, baris=undangan.pk, by=by, sejak=before)
    transaction.on_commit(segel_jejak)


@transaction.atomic
def undang(
    *, pd: PerangkatDaerah, nama: str, email: str, isian: IsianPeran, by: User
) -> tuple[Undangan, str]:
    """Invite a person to a role; returns the invitation and the token of its link.

    An address of a colleague is refused, because she gets the role directly. One of another
    agency is not: its owner accepts with the account that she has.
    """
    tolak(kenapa_tidak_jangkau(by=by, pd=pd, peran=isian.peran, unit=isian.unit))
    email = email.strip().lower()
    if email == by.email.strip().lower():
        raise Ditolak(SENDIRI)
    colleague = User.objects.filter(email__iexact=email, penugasan__pd=pd).first()
    if colleague is not None:
        raise Ditolak(
            f"Alamat {email} milik akun {colleague}, yang sudah terdaftar pada {pd}. "
            "Beri peran pada akun itu."
        )
    row = Undangan(
        pd=pd,
        nama=nama.strip(),
        email=email,
        peran=isian.peran,
        unit=isian.unit,
        mulai=isian.mulai,
        selesai=isian.selesai,
        oleh=by,
    )
    token = _new_token(row)
    _store(row, by)
    return row, token


def _open(undangan: Undangan, by: User) -> Undangan:
    """The invitation as it stands now, for whoever may still decide about it."""
    row: Undangan = (
        Undangan.objects.select_for_update(of=("self",))
        .select_related("pd", "unit")
        .get(pk=undangan.pk)
    )
    tolak(kenapa_tidak_jangkau(by=by, pd=row.pd, peran=Peran(row.peran), unit=row.unit))
    state = row.keadaan(timezone.now())
    if state in (KeadaanUndangan.DITERIMA, KeadaanUndangan.DICABUT):
        raise Ditolak(f"Undangan {row.nama} sudah {state.label}; tidak berubah lagi.")
    return row


@transaction.atomic
def perbarui_undangan(*, undangan: Undangan, by: User) -> tuple[Undangan, str]:
    """A new link for another seven days; the old one opens nothing any more."""
    row = _open(undangan, by)
    token = _new_token(row)
    row.oleh = by
    _store(row, by)
    return row, token


@transaction.atomic
def cabut_undangan(*, undangan: Undangan, by: User) -> None:
    """Withdraw an invitation that was not accepted yet."""
    row = _open(undangan, by)
    row.dicabut_pada = timezone.now()
    _store(row, by)


def kenapa_tidak_terima(undangan: Undangan) -> str:
    """Why the link of an invitation opens nothing, whoever holds it."""
    if refused := TIDAK_BERLAKU.get(undangan.keadaan(timezone.now()), ""):
        return refused
    # Who left meanwhile brings nobody in.
    if kenapa_tidak_jangkau(
        by=undangan.oleh, pd=undangan.pd, peran=Peran(undangan.peran), unit=undangan.unit
    ):
        return (
            f"{undangan.oleh}, yang mengundang Anda, tidak lagi dapat memberi peran ini. "
            "Mintalah administrator perangkat daerah memperbarui undangannya."
        )
    return ""


def _valid(undangan: Undangan) -> Undangan:
    row: Undangan = (
        Undangan.objects.select_for_update(of=("self",))
        .select_related("pd", "unit", "oleh")
        .get(pk=undangan.pk)
    )
    tolak(kenapa_tidak_terima(row))
    return row


@transaction.atomic
def terima_dengan_akun_baru(*, undangan: Undangan, nama_pengguna: str, sandi: str) -> User:
    """Accept an invitation: the account and its role come to be.

    Raises ValidationError by field (`username`, `sandi`) for what does not meet the rules.
    """
    row = _valid(undangan)
    if User.objects.filter(email__iexact=row.email).exists():
        raise Ditolak(
            f"Alamat {row.email} sudah dipakai sebuah akun. "
            "Masuklah dengan akun itu, lalu buka tautan undangan ini lagi."
        )
    first, _, last = row.nama.partition(" ")
    user = User(username=nama_pengguna, first_name=first, last_name=last, email=row.email)
    user.set_password(sandi)
    user.full_clean()
    validate_password(sandi, user)
    before = jejak_terakhir()
    user.save()
    nyatakan_pelaku(tabel=PENGGUNA, baris=user.pk, by=row.oleh, sejak=before)
    _accept(row, user)
    return user


@transaction.atomic
def terima_dengan_akun(*, undangan: Undangan, by: User) -> None:
    """Accept an invitation with the account that its address belongs to."""
    row = _valid(undangan)
    if by == row.oleh:
        raise Ditolak(SENDIRI)
    if by.email.lower() != row.email:
        raise Ditolak(
            f"Undangan ini untuk {row.email}, sedangkan alamat akun Anda "
            f"{by.email or 'belum diisi'}. Masuklah dengan akun yang sesuai."
        )
    _accept(row, by)


def _accept(row: Undangan, user: User) -> None:
    wish = IsianPeran(Peran(row.peran), row.unit, row.mulai, row.selesai)
    tolak(kenapa_tidak_rangkap(pengguna=user, pd=row.pd, isian=wish))
    tambah_peran(pengguna=user, pd=row.pd, isian=wish, by=row.oleh)
    row.diterima_oleh, row.diterima_pada = user, timezone.now()
    _store(row, user)
