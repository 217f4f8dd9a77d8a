"""Who may give, change, delegate and end roles. Each rule answers with the sentence that refuses.

An empty sentence means "yes".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q, QuerySet

from lkip.numbers import format_date
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules import MENUGASKAN, wewenang, why_not

# What these roles can do deserves more than a password.
PERAN_WAJIB_MFA = frozenset({Peran.ADMIN_SISTEM, Peran.ADMIN_PD, Peran.VERIFIKATOR})
# Roles whose holders see the pages of Pengaturan.
PERAN_PENGATURAN = frozenset({Peran.ADMIN_SISTEM, Peran.ADMIN_PD})
DELEGASI_TERLAMA = timedelta(days=90)
SENDIRI = "Anda tidak dapat mengubah peran Anda sendiri. Mintalah administrator lain."


@dataclass(frozen=True)
class IsianPeran:
    """A role as somebody wants it: which, where (None is the whole agency), from and until when."""

    peran: Peran
    unit: UnitKerja | None
    mulai: date
    selesai: date | None


def sidik_peran(penugasan: PenugasanPeran) -> str:
    """Where and how long a role holds, as a form carries it that was opened to change it."""
    return f"{penugasan.unit_id or ''}/{penugasan.mulai}/{penugasan.selesai or ''}"


def wajib_mfa(user: User) -> bool:
    """Whether the account needs a second factor: its role asks for one, and so does the place."""
    if not settings.WAJIB_MFA:
        return False
    return user.sees_everything or any(Peran(r.peran) in PERAN_WAJIB_MFA for r in user.roles)


def kenapa_tidak_jangkau(
    *, by: User, pd: PerangkatDaerah, peran: Peran, unit: UnitKerja | None
) -> str:
    """Why a role is out of reach of whoever gives roles: right, units, the system's role."""
    if refused := why_not(by, MENUGASKAN, pd):
        return refused
    if peran == Peran.ADMIN_SISTEM and not by.sees_everything:
        return "Peran Administrator sistem hanya diberikan dan diakhiri oleh administrator sistem."
    reach = wewenang(by, MENUGASKAN, pd)
    if unit is not None:
        return reach.kenapa_tidak(unit)
    if reach.unit_ids is not None:
        return "Peran Anda terbatas pada unit tertentu. Pilih unit kerja di dalamnya."
    return ""


def kenapa_tidak_beri(*, by: User, pengguna: User, pd: PerangkatDaerah, isian: IsianPeran) -> str:
    """Why a role may not be given: to oneself, out of reach, held already, to a closed account."""
    if pengguna == by:
        return SENDIRI
    if refused := kenapa_tidak_jangkau(by=by, pd=pd, peran=isian.peran, unit=isian.unit):
        return refused
    if not pengguna.is_active:
        return f"Akun {pengguna} nonaktif. Aktifkan lebih dahulu."
    return kenapa_tidak_rangkap(pengguna=pengguna, pd=pd, isian=isian)


def kenapa_tidak_rangkap(
    *, pengguna: User, pd: PerangkatDaerah, isian: IsianPeran, kecuali: int | None = None
) -> str:
    """Why a role would stand twice; `kecuali` is the assignment that is being changed."""
    rows = PenugasanPeran.objects.filter(
        pengguna=pengguna, peran=isian.peran, unit=isian.unit, asal=None
    ).exclude(pk=kecuali)
    rows = rows.filter(pd=None if isian.peran == Peran.ADMIN_SISTEM else pd)
    for row in rows:
        begins_later = isian.selesai is not None and row.mulai > isian.selesai
        ended_before = row.selesai is not None and row.selesai < isian.mulai
        if not begins_later and not ended_before:
            until = f"sampai {format_date(row.selesai)}" if row.selesai else "tanpa batas waktu"
            return (
                f"{pengguna} sudah memegang peran {row} sejak {format_date(row.mulai)} {until}. "
                "Ubah masa berlakunya."
            )
    return ""


def kenapa_tidak_ubah(
    *, by: User, penugasan: PenugasanPeran, pd: PerangkatDaerah, isian: IsianPeran
) -> str:
    """Why a role may not get another unit or other dates."""
    if penugasan.asal is not None:
        return (
            f"Peran ini didelegasikan oleh {penugasan.asal.pengguna}; masanya tidak diubah. "
            "Akhiri, lalu delegasikan lagi."
        )
    if penugasan.pengguna == by:
        return SENDIRI
    if penugasan.selesai is not None and penugasan.selesai < hari_ini():
        return (
            f"Peran ini sudah berakhir pada {format_date(penugasan.selesai)} dan tidak berubah "
            "lagi. Beri peran baru."
        )
    if not penugasan.pengguna.is_active:
        return f"Akun {penugasan.pengguna} nonaktif. Aktifkan lebih dahulu."
    for unit in (penugasan.unit, isian.unit):
        if refused := kenapa_tidak_jangkau(by=by, pd=pd, peran=isian.peran, unit=unit):
            return refused
    if _melemah(penugasan, isian) and (refused := kenapa_tidak_lepas(penugasan)):
        return refused
    return kenapa_tidak_rangkap(
        pengguna=penugasan.pengguna, pd=pd, isian=isian, kecuali=penugasan.pk
    )


def _melemah(penugasan: PenugasanPeran, isian: IsianPeran) -> bool:
    """Whether a change takes something from a role of the whole agency."""
    sooner = isian.selesai is not None and (
        penugasan.selesai is None or isian.selesai < penugasan.selesai
    )
    return sooner or isian.unit is not None or isian.mulai > hari_ini()


def kenapa_tidak_akhiri(*, by: User, penugasan: PenugasanPeran, pd: PerangkatDaerah) -> str:
    """Why a role may not be ended. Giving up one's own is allowed to everybody but the last."""
    if penugasan.selesai is not None and penugasan.selesai < hari_ini():
        return f"Peran ini sudah berakhir pada {format_date(penugasan.selesai)}."
    if penugasan.pengguna != by:
        reach = kenapa_tidak_jangkau(
            by=by, pd=pd, peran=Peran(penugasan.peran), unit=penugasan.unit
        )
        if reach:
            return reach
    return kenapa_tidak_lepas(penugasan)


def kenapa_tidak_lepas(penugasan: PenugasanPeran) -> str:
    """Why a role is not let go: nobody else would administer the agency or the system as long."""
    if penugasan.asal is not None or penugasan.unit is not None:
        return ""
    peran = Peran(penugasan.peran)
    if peran not in PERAN_PENGATURAN:
        return ""
    others = (
        PenugasanPeran.objects.in_force(hari_ini())
        .filter(peran=peran, pd=penugasan.pd, unit=None, asal=None, pengguna__is_active=True)
        .exclude(pengguna=penugasan.pengguna)
    )
    as_long = Q(selesai=None)
    if penugasan.selesai is not None:
        as_long |= Q(selesai__gte=penugasan.selesai)
    if others.filter(as_long).exists() or not _holds(penugasan):
        return ""
    if peran == Peran.ADMIN_SISTEM and _superuser_besides(penugasan.pengguna):
        return ""
    last = others.select_related("pengguna").order_by("-selesai").first()
    if last is None:
        return (
            f"{penugasan.pengguna} adalah satu-satunya {peran.label.lower()}. "
            "Beri peran itu kepada orang lain lebih dahulu."
        )
    return (
        f"{peran.label} yang lain, {last.pengguna}, berakhir lebih dahulu: "
        f"{format_date(last.selesai)}. Perpanjang perannya, atau beri peran itu kepada orang lain."
    )


def _holds(penugasan: PenugasanPeran) -> bool:
    """Whether the role is in force; what has not begun or is closed leaves no gap."""
    if not penugasan.pengguna.is_active:
        return False
    return bool(PenugasanPeran.objects.in_force(hari_ini()).filter(pk=penugasan.pk).exists())


def _superuser_besides(pengguna: User) -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exclude(pk=pengguna.pk).exists()


def kenapa_tidak_kelola(*, by: User, pengguna: User, pd: PerangkatDaerah) -> str:
    """Why an account may not be managed by somebody: her own, or more than this agency's."""
    if refused := kenapa_tidak_jangkau(by=by, pd=pd, peran=Peran.PEMBACA, unit=None):
        return refused
    if pengguna == by:
        return "Akun Anda sendiri dikelola oleh administrator lain."
    if by.sees_everything:
        return ""
    agencies = {role.pd_id for role in pengguna.penugasan.belum_berakhir(hari_ini())}
    if pengguna.is_superuser or agencies - {pd.pk}:
        return (
            f"Akun {pengguna} juga berperan di luar {pd.nama}. Akhiri perannya di sini, "
            "atau mintalah administrator sistem."
        )
    if not agencies:
        return (
            f"Semua peran {pengguna} pada {pd.nama} sudah berakhir. "
            "Mintalah administrator sistem mengelola akunnya."
        )
    return ""


def kenapa_tidak_nonaktif(*, by: User, pengguna: User, pd: PerangkatDaerah) -> str:
    """Why an account may not be closed; the last administrator stays."""
    if not pengguna.is_active:
        return f"Akun {pengguna} sudah nonaktif."
    if refused := kenapa_tidak_kelola(by=by, pengguna=pengguna, pd=pd):
        return refused
    roles = pengguna.penugasan.in_force(hari_ini()).select_related("pengguna", "pd", "unit")
    return next((refused for role in roles if (refused := kenapa_tidak_lepas(role))), "")


def kenapa_tidak_aktif(*, by: User, pengguna: User, pd: PerangkatDaerah) -> str:
    """Why an account may not be opened again."""
    if pengguna.is_active:
        return f"Akun {pengguna} sudah aktif."
    return kenapa_tidak_kelola(by=by, pengguna=pengguna, pd=pd)


def kenapa_tidak_lepas_faktor(*, by: User, pengguna: User, pd: PerangkatDaerah) -> str:
    """Why the second factor of an account may not be taken off."""
    if refused := kenapa_tidak_kelola(by=by, pengguna=pengguna, pd=pd):
        return refused
    if not Authenticator.objects.filter(user=pengguna).exists():
        return f"Akun {pengguna} belum mempunyai faktor kedua."
    return ""


def kenapa_tidak_delegasi(*, by: User, penugasan: PenugasanPeran) -> str:
    """Why a role may not be handed on at all."""
    if penugasan.pengguna != by:
        return "Hanya pemegang peran yang dapat mendelegasikannya."
    if penugasan.asal is not None:
        return (
            f"Peran ini didelegasikan kepada Anda oleh {penugasan.asal.pengguna}. "
            "Peran yang didelegasikan tidak didelegasikan lagi."
        )
    if penugasan.pd is None:
        return (
            "Peran administrator sistem tidak didelegasikan. "
            "Beri peran itu kepada orang lain untuk waktu tertentu."
        )
    if not _holds(penugasan):
        return "Peran ini tidak berlaku hari ini, jadi tidak dapat didelegasikan."
    return ""


def rekan(penugasan: PenugasanPeran) -> QuerySet[User]:
    """To whom a role may be handed: open accounts with a role in its agency today."""
    holders = PenugasanPeran.objects.in_force(hari_ini()).filter(pd=penugasan.pd)
    open_accounts = User.objects.filter(is_active=True, pk__in=holders.values("pengguna"))
    return open_accounts.exclude(pk=penugasan.pengguna_id)


def kenapa_tidak_delegasi_kepada(
    *, by: User, penugasan: PenugasanPeran, penerima: User, mulai: date, selesai: date
) -> str:
    """Why a role may not be handed to somebody for these days."""
    if refused := kenapa_tidak_delegasi(by=by, penugasan=penugasan):
        return refused
    if penerima == by:
        return "Pilih orang lain sebagai penerima delegasi."
    if not rekan(penugasan).filter(pk=penerima.pk).exists():
        return f"{penerima} tidak mempunyai peran pada {penugasan.pd} hari ini."
    if refused := _kenapa_tidak_masa(penugasan, mulai, selesai):
        return refused
    same = penerima.penugasan.in_force(hari_ini()).filter(pd=penugasan.pd, peran=penugasan.peran)
    if same.filter(unit=None).exists() or same.filter(unit=penugasan.unit).exists():
        return f"{penerima} sudah memegang peran {penugasan.get_peran_display()}."
    return ""


def _kenapa_tidak_masa(penugasan: PenugasanPeran, mulai: date, selesai: date) -> str:
    if mulai < hari_ini():
        return f"Delegasi mulai {format_date(mulai)} sudah lewat. Mulailah paling awal hari ini."
    if selesai < mulai:
        return "Tanggal selesai tidak boleh sebelum tanggal mulai."
    longest = mulai + DELEGASI_TERLAMA
    if selesai > longest:
        return f"Delegasi paling lama {DELEGASI_TERLAMA.days} hari: sampai {format_date(longest)}."
    if penugasan.selesai is not None and selesai > penugasan.selesai:
        return (
            f"Peran Anda sendiri berakhir {format_date(penugasan.selesai)}; "
            "delegasinya tidak lebih lama."
        )
    return ""


def kenapa_tidak_cabut_delegasi(*, by: User, delegasi: PenugasanPeran) -> str:
    """Why a delegation may not be taken back; giver and receiver both may end it."""
    giver = delegasi.asal.pengguna if delegasi.asal is not None else None
    if giver is None or by not in (giver, delegasi.pengguna):
        return "Hanya pemberi dan penerima delegasi yang dapat mengakhirinya di sini."
    if delegasi.selesai is not None and delegasi.selesai < hari_ini():
        return f"Delegasi ini sudah berakhir pada {format_date(delegasi.selesai)}."
    return ""
