"""Rows about accounts: who works in an agency, holds a right or leads there, is signed in where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from workforce.enums import KeadaanUndangan, Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, Undangan, UnitKerja, User
from workforce.queries import PeranAkun, urut_peran
from workforce.querysets import hari_ini
from workforce.rules import HAK_PERAN, induk_unit


@dataclass(frozen=True)
class BarisPengguna:
    """An account with its roles in an agency, and whether it has a second factor."""

    pengguna: User
    peran: tuple[PeranAkun, ...]
    faktor_kedua: bool

    @property
    def keadaan(self) -> str:
        """State of the account in a word."""
        return "aktif" if self.pengguna.is_active else "nonaktif"


@dataclass(frozen=True)
class BarisUndangan:
    """An invitation that waits for an answer."""

    undangan: Undangan
    keadaan: KeadaanUndangan

    @property
    def kedaluwarsa(self) -> bool:
        """Whether its link opens nothing any more."""
        return self.keadaan == KeadaanUndangan.KEDALUWARSA


@dataclass(frozen=True)
class BarisSesi:
    """A session of an account."""

    masuk: datetime
    alamat_ip: str
    peramban: str
    ini: bool


def pengguna_di(pd: PerangkatDaerah, *, sistem: bool) -> QuerySet[User]:
    """Accounts with a role in an agency, whenever; with `sistem` the administrators of the system.

    The latter work everywhere, so that they are shown to one another alone.
    """
    mine = Q(penugasan__pd=pd)
    if sistem:
        mine |= Q(penugasan__peran=Peran.ADMIN_SISTEM)
    return User.objects.filter(mine).distinct()


def daftar_pengguna(
    pd: PerangkatDaerah, hari: date, *, sistem: bool = False
) -> tuple[BarisPengguna, ...]:
    """Accounts of an agency by name, open ones first; three queries."""
    people = list(pengguna_di(pd, sistem=sistem))
    roles: dict[int, list[PeranAkun]] = defaultdict(list)
    for role in urut_peran(_roles(pd, sistem).filter(pengguna__in=people), hari):
        roles[role.penugasan.pengguna_id].append(role)
    protected = dengan_faktor_kedua(people)
    people.sort(key=lambda user: (not user.is_active, str(user).lower(), user.pk))
    return tuple(
        BarisPengguna(user, tuple(roles[user.pk]), user.pk in protected) for user in people
    )


def peran_di(
    pengguna: User, pd: PerangkatDaerah, hari: date, *, sistem: bool
) -> tuple[PeranAkun, ...]:
    """Roles of an account in an agency, those that hold first; one query."""
    return urut_peran(_roles(pd, sistem).filter(pengguna=pengguna), hari)


def _roles(pd: PerangkatDaerah, sistem: bool) -> QuerySet[PenugasanPeran]:
    return PenugasanPeran.objects.filter(Q(pd=pd) | Q(pd=None) if sistem else Q(pd=pd))


def dengan_faktor_kedua(people: list[User]) -> frozenset[int]:
    """Numbers of the accounts that have a second factor; one query."""
    rows = Authenticator.objects.filter(user__in=people, type=Authenticator.Type.TOTP)
    return frozenset(rows.values_list("user_id", flat=True))


def punya_faktor_kedua(user: User) -> bool:
    """Whether the account has a second factor."""
    return bool(dengan_faktor_kedua([user]))


def undangan_terbuka(pd: PerangkatDaerah, waktu: datetime) -> tuple[BarisUndangan, ...]:
    """Invitations without an answer; one query."""
    rows = Undangan.objects.of_pd(pd).terbuka().select_related("unit", "oleh")
    return tuple(BarisUndangan(row, row.keadaan(waktu)) for row in rows)


def sesi_akun(user: User, sesi_ini: str | None, waktu: datetime) -> tuple[BarisSesi, ...]:
    """Where an account is signed in, this session first; two queries."""
    known = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    live = Session.objects.filter(session_key__in=known, expire_date__gt=waktu)
    rows = (known[key] for key in live.values_list("session_key", flat=True))
    found = [
        BarisSesi(row.created_at, row.ip, peramban(row.user_agent), row.session_key == sesi_ini)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda s: (not s.ini, -s.masuk.timestamp())))


def delegasi_oleh(user: User, hari: date) -> tuple[PeranAkun, ...]:
    """Roles that an account has handed on and that have not ended; one query."""
    rows = PenugasanPeran.objects.filter(asal__pengguna=user, selesai__gte=hari)
    return urut_peran(rows, hari)


def delegasi_dari(penugasan: PenugasanPeran, hari: date) -> tuple[PenugasanPeran, ...]:
    """What was handed on of a role and has not ended; one query."""
    rows = penugasan.delegasi.filter(selesai__gte=hari).select_related("pengguna")
    return tuple(rows.order_by("mulai", "pk"))


# --- Whom a message about an agency or a unit is for ------------------------------------------


def pemegang(hak: str, pd: PerangkatDaerah, unit: UnitKerja | None = None) -> list[User]:
    """Active accounts with a right in an agency today; with `unit`, those whom it reaches there."""
    roles = _bertugas(pd, [peran for peran, rights in HAK_PERAN.items() if hak in rights])
    if unit is not None:
        above = {None, *_ke_atas(unit)}
        roles = [role for role in roles if role.unit_id in above]
    return _people(roles)


def atasan(pd: PerangkatDaerah, unit: UnitKerja | None, *, selain: Collection[int]) -> list[User]:
    """Who leads where work is late: leaders of the unit, else of the nearest unit above it.

    Accounts are not tied to posts, so a leader is an account with the role *pimpinan*. A role in
    the whole agency and one in its top unit lead the same people. `selain` are accounts that do
    not count, because the work is their own. Empty when nobody leads.
    """
    roles = [role for role in _bertugas(pd, [Peran.PIMPINAN]) if role.pengguna_id not in selain]
    top = UnitKerja.objects.of_pd(pd).filter(induk=None).values_list("pk", flat=True)
    whole: set[int | None] = {None, *top}
    levels: list[set[int | None]] = [{pk} for pk in _ke_atas(unit)] if unit else []
    for level in (*(level - whole for level in levels), whole):
        found = _people(role for role in roles if role.unit_id in level)
        if found:
            return found
    return []


def _bertugas(pd: PerangkatDaerah, peran: Iterable[Peran]) -> list[PenugasanPeran]:
    rows = PenugasanPeran.objects.in_force(hari_ini()).filter(
        pd=pd, peran__in=list(peran), pengguna__is_active=True
    )
    return list(rows.select_related("pengguna").order_by("pengguna__username", "pk"))


def _people(roles: Iterable[PenugasanPeran]) -> list[User]:
    """Their accounts, each once."""
    return list({role.pengguna_id: role.pengguna for role in roles}.values())


def _ke_atas(unit: UnitKerja) -> list[int]:
    """A unit and the units above it, nearest first; one query."""
    parents = induk_unit([unit.pd_id])[unit.pd_id]
    chain: list[int] = []
    pk: int | None = unit.pk
    while pk is not None:
        chain.append(pk)
        pk = parents[pk]
    return chain


# --- Browsers --------------------------------------------------------------------------------

# The first that is found; others carry the words of those below them.
_PERAMBAN = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SISTEM = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def peramban(user_agent: str) -> str:
    """Browser and system in words that their owner recognises."""
    name = next((label for mark, label in _PERAMBAN if mark in user_agent), "Peramban lain")
    system = next((label for mark, label in _SISTEM if mark in user_agent), "")
    return f"{name} di {system}" if system else name
