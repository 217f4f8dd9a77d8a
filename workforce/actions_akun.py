"""Writes of roles and accounts: given, changed, ended, delegated, closed."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lkip.numbers import format_date
from workforce.actions import (
    Ditolak,
    catat_penolakan,
    jejak_terakhir,
    nyatakan_pelaku,
    segel_jejak,
)
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, PerangkatDaerah, User
from workforce.querysets import hari_ini
from workforce.rules_akun import (
    PERAN_PENGATURAN,
    IsianPeran,
    kenapa_tidak_akhiri,
    kenapa_tidak_aktif,
    kenapa_tidak_beri,
    kenapa_tidak_cabut_delegasi,
    kenapa_tidak_delegasi_kepada,
    kenapa_tidak_lepas_faktor,
    kenapa_tidak_nonaktif,
    kenapa_tidak_ubah,
    sidik_peran,
)
from workforce.triggers import PENGGUNA, PENUGASAN

_SAKLAR = {True: "terpasang", False: "tidak terpasang"}


class PeranBentrok(ValidationError):
    """Somebody else changed a role since its form was opened; `tersimpan` is its `sidik_peran`."""

    def __init__(self, penugasan: PenugasanPeran) -> None:
        until = (
            f"sampai {format_date(penugasan.selesai)}" if penugasan.selesai else "tanpa batas waktu"
        )
        super().__init__(
            "Orang lain mengubah peran ini sesudah halaman Anda dibuka. Yang tersimpan sekarang: "
            f"{penugasan}, sejak {format_date(penugasan.mulai)} {until}. Isian Anda tetap "
            "tertulis; simpan lagi untuk memakainya.",
            code="bentrok",
        )
        self.tersimpan = sidik_peran(penugasan)


def tolak(alasan: str) -> None:
    """Raise Ditolak unless the sentence is empty."""
    if alasan:
        raise Ditolak(alasan)


def _antre() -> None:
    """Writers of roles wait for each other: of two administrators that leave at once, one stays."""
    list(
        PenugasanPeran.objects.select_for_update(of=("self",))
        .filter(peran__in=PERAN_PENGATURAN)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _pegang(penugasan: PenugasanPeran) -> PenugasanPeran:
    """The role as it stands now, held until the transaction ends."""
    row: PenugasanPeran | None = (
        PenugasanPeran.objects.select_for_update(of=("self",))
        .select_related("pengguna", "pd", "unit", "asal__pengguna")
        .filter(pk=penugasan.pk)
        .first()
    )
    if row is None:
        raise Ditolak("Peran ini sudah diakhiri. Muat ulang halamannya.")
    return row


@transaction.atomic
def beri_peran(
    *, pengguna: User, pd: PerangkatDaerah, isian: IsianPeran, by: User
) -> PenugasanPeran:
    """Give an account a role in an agency; the system's role belongs to no agency."""
    tolak(kenapa_tidak_beri(by=by, pengguna=pengguna, pd=pd, isian=isian))
    return tambah_peran(pengguna=pengguna, pd=pd, isian=isian, by=by)


def tambah_peran(
    *, pengguna: User, pd: PerangkatDaerah, isian: IsianPeran, by: User
) -> PenugasanPeran:
    """Store a role whose rules were asked already. Belongs into the action's transaction."""
    role = PenugasanPeran(
        pengguna=pengguna,
        peran=isian.peran,
        pd=None if isian.peran == Peran.ADMIN_SISTEM else pd,
        unit=isian.unit,
        mulai=isian.mulai,
        selesai=isian.selesai,
    )
    _store(role, by)
    return role


def _store(role: PenugasanPeran, by: User) -> None:
    role.full_clean()
    before = jejak_terakhir()
    role.save()
    nyatakan_pelaku(tabel=PENUGASAN, baris=role.pk, by=by, sejak=before)
    _match_staff(role.pengguna, by)
    transaction.on_commit(segel_jejak)


def _match_staff(user: User, by: User) -> None:
    """Whoever administers sees Pengaturan; whoever ceases to does not."""
    rows = user.penugasan.filter(peran__in=PERAN_PENGATURAN).exclude(selesai__lt=hari_ini())
    staff = user.is_superuser or rows.exists()
    if user.is_staff != staff:
        user.is_staff = staff
        _save_user(user, "is_staff", by)


def _save_user(user: User, field: str, by: User) -> None:
    before = jejak_terakhir()
    user.save(update_fields=(field,))
    nyatakan_pelaku(tabel=PENGGUNA, baris=user.pk, by=by, sejak=before)


@transaction.atomic
def ubah_peran(
    *, penugasan: PenugasanPeran, pd: PerangkatDaerah, isian: IsianPeran, dilihat: str, by: User
) -> PenugasanPeran:
    """Another unit or other dates for a role; the role itself is ended and given anew instead.

    `dilihat` is the `sidik_peran` that the form showed; raises PeranBentrok when the role is
    another by now. What was delegated from the role never reaches further than the role.
    """
    _antre()
    row = _pegang(penugasan)
    isian = IsianPeran(Peran(row.peran), isian.unit, isian.mulai, isian.selesai)
    tolak(kenapa_tidak_ubah(by=by, penugasan=row, pd=pd, isian=isian))
    if dilihat != sidik_peran(row):
        raise PeranBentrok(row)
    row.unit, row.mulai, row.selesai = isian.unit, isian.mulai, isian.selesai
    _store(row, by)
    _batasi_delegasi(row, by)
    return row


def _batasi_delegasi(role: PenugasanPeran, by: User) -> None:
    """End what was delegated in another unit or for other days, shorten what lasts too long.

    Nobody is handed a unit that was not handed to her: the giver delegates anew.
    """
    handed = role.delegasi.select_for_update(of=("self",)).select_related("pengguna", "asal")
    for row in handed.filter(selesai__gte=hari_ini()).order_by("pk"):
        elsewhere = role.unit_id not in (None, row.unit_id)
        too_late = role.selesai is not None and row.mulai > role.selesai
        if elsewhere or too_late or row.selesai < role.mulai:
            _end(row, by)
        elif role.selesai is not None and row.selesai > role.selesai:
            row.selesai = role.selesai
            _store(row, by)


@transaction.atomic
def akhiri_peran(*, penugasan: PenugasanPeran, pd: PerangkatDaerah, by: User) -> None:
    """End a role at once, and with it what was delegated from it."""
    _antre()
    row = _pegang(penugasan)
    tolak(kenapa_tidak_akhiri(by=by, penugasan=row, pd=pd))
    _end(row, by)


def _end(role: PenugasanPeran, by: User) -> None:
    """Yesterday was its last day; a role that had no yesterday goes, and stays in the trail."""
    yesterday = hari_ini() - timedelta(days=1)
    user, written, before = role.pengguna, [role.pk], jejak_terakhir()
    if role.mulai > yesterday:
        written += role.delegasi.values_list("pk", flat=True)
        role.delete()
    else:
        role.selesai = yesterday
        role.save(update_fields=("selesai",))
    for number in written:
        nyatakan_pelaku(tabel=PENUGASAN, baris=number, by=by, sejak=before)
    _match_staff(user, by)
    transaction.on_commit(segel_jejak)


@transaction.atomic
def nonaktifkan_akun(*, pengguna: User, pd: PerangkatDaerah, by: User) -> None:
    """Close an account: it stays as the author of what it did, and its sessions end."""
    _antre()
    tolak(kenapa_tidak_nonaktif(by=by, pengguna=pengguna, pd=pd))
    pengguna.is_active = False
    _save_user(pengguna, "is_active", by)
    akhiri_sesi(pengguna=pengguna)
    transaction.on_commit(segel_jejak)


@transaction.atomic
def aktifkan_akun(*, pengguna: User, pd: PerangkatDaerah, by: User) -> None:
    """Open a closed account again, with the roles that it still has."""
    tolak(kenapa_tidak_aktif(by=by, pengguna=pengguna, pd=pd))
    pengguna.is_active = True
    _save_user(pengguna, "is_active", by)
    transaction.on_commit(segel_jejak)


@transaction.atomic
def lepas_faktor_kedua(*, pengguna: User, pd: PerangkatDaerah, by: User) -> None:
    """Take the second factor of an account off, for somebody who lost telephone and codes."""
    tolak(kenapa_tidak_lepas_faktor(by=by, pengguna=pengguna, pd=pd))
    Authenticator.objects.filter(user=pengguna).delete()
    akhiri_sesi(pengguna=pengguna)
    catat_faktor_kedua(pengguna=pengguna, terpasang=False, by=by)


def catat_faktor_kedua(*, pengguna: User, terpasang: bool, by: User) -> None:
    """Put into the trail that a second factor came or went; its secret stays out of it."""
    for pd in _agencies(pengguna):
        JejakAudit.objects.create(
            pd=pd,
            waktu=timezone.now(),
            pelaku=by,
            tabel=PENGGUNA,
            baris=pengguna.pk,
            aksi=AksiJejak.UBAH,
            sebelum={"faktor_kedua": _SAKLAR[not terpasang]},
            sesudah={"faktor_kedua": _SAKLAR[terpasang]},
        )
    transaction.on_commit(segel_jejak)


@transaction.atomic
def delegasikan(
    *,
    penugasan: PenugasanPeran,
    penerima: User,
    mulai: date,
    selesai: date,
    alasan: str,
    by: User,
) -> PenugasanPeran:
    """Hand one's role to a colleague for some days; both hold it meanwhile."""
    source = _pegang(penugasan)
    tolak(
        kenapa_tidak_delegasi_kepada(
            by=by, penugasan=source, penerima=penerima, mulai=mulai, selesai=selesai
        )
    )
    role = PenugasanPeran(
        pengguna=penerima,
        peran=source.peran,
        pd=source.pd,
        unit=source.unit,
        mulai=mulai,
        selesai=selesai,
        asal=source,
        alasan=alasan,
    )
    _store(role, by)
    return role


@transaction.atomic
def cabut_delegasi(*, delegasi: PenugasanPeran, by: User) -> None:
    """Take a delegated role back, or give it back."""
    row = _pegang(delegasi)
    tolak(kenapa_tidak_cabut_delegasi(by=by, delegasi=row))
    _end(row, by)


@transaction.atomic
def akhiri_sesi(*, pengguna: User, kecuali: str | None = None) -> int:
    """End the sessions of an account but the one with that key; return how many there were."""
    rows = UserSession.objects.filter(user=pengguna).exclude(session_key=kecuali or "")
    keys = list(rows.values_list("session_key", flat=True))
    live = Session.objects.filter(session_key__in=keys)
    count = live.count()
    live.delete()
    rows.delete()
    return count


def catat_gagal_masuk(*, pengguna: User, alasan: str) -> None:
    """Put a failed login into the trail of every agency that the account works for today.

    Nobody knows who tried, so the entry names no author. How long a login takes shall not tell
    whether there is such an account, so nothing is sealed here.
    """
    for pd in _agencies(pengguna):
        catat_penolakan(
            pd=pd,
            tabel=PENGGUNA,
            baris=pengguna.pk,
            alasan=alasan,
            by=None,
            segel_sekarang=False,
        )


def _agencies(pengguna: User) -> set[PerangkatDaerah | None]:
    """Agencies that an account works for today; one entry stands even where there is none."""
    return {role.pd for role in pengguna.roles if role.pd is not None} or {None}
