"""Who may do what: one table that an official can read and sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce.enums import Peran
from workforce.models import PerangkatDaerah, UnitKerja

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from workforce.models import User

MELIHAT = "melihat"
MENYUNTING = "menyunting data induk"
MENCETAK = "membuat dokumen"
MENGISI = "mengisi realisasi"
MEMVERIFIKASI = "memverifikasi realisasi"
MENGELOLA_PERIODE = "mengelola periode pelaporan"
MENGOREKSI = "mengoreksi nilai yang terkunci"
MENYUSUN_PK = "menyusun perjanjian kinerja"
MENYETUJUI_PK = "menyetujui perjanjian kinerja"
MELIHAT_JEJAK = "melihat jejak audit"

HAK_PERAN: dict[Peran, frozenset[str]] = {
    Peran.ADMIN_SISTEM: frozenset(
        {MELIHAT, MENYUNTING, MENCETAK, MENGELOLA_PERIODE, MELIHAT_JEJAK}
    ),
    Peran.ADMIN_PD: frozenset(
        {
            MELIHAT,
            MENYUNTING,
            MENCETAK,
            MENGISI,
            MENYUSUN_PK,
            MENGELOLA_PERIODE,
            MENGOREKSI,
            MELIHAT_JEJAK,
        }
    ),
    Peran.PERENCANA: frozenset({MELIHAT, MENYUNTING, MENCETAK, MENGISI, MENYUSUN_PK}),
    Peran.VERIFIKATOR: frozenset({MELIHAT, MENCETAK, MEMVERIFIKASI, MELIHAT_JEJAK}),
    Peran.PIMPINAN: frozenset({MELIHAT, MENCETAK, MENYETUJUI_PK, MELIHAT_JEJAK}),
    Peran.EVALUATOR: frozenset({MELIHAT, MENCETAK, MELIHAT_JEJAK}),
    Peran.PEMBACA: frozenset({MELIHAT}),
}


@dataclass(frozen=True)
class Wewenang:
    """A right in an agency and the units that it reaches; `unit_ids` None is the whole agency."""

    hak: str
    pd: PerangkatDaerah
    unit_ids: frozenset[int] | None

    def mencakup(self, unit: UnitKerja) -> bool:
        """Whether the right reaches a unit."""
        return self.unit_ids is None or unit.pk in self.unit_ids

    def kenapa_tidak(self, unit: UnitKerja) -> str:
        """The rule that refuses for a unit, as a sentence; empty when the right is there."""
        if self.mencakup(unit):
            return ""
        return f"Hak {self.hak} untuk {unit.nama} dimiliki oleh: {_pemegang(self.hak)}."


def wewenang(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> Wewenang:
    """How far a right of an account reaches in an agency today; one query for a limited role.

    A role in a unit reaches the units below it.
    """
    if not user.is_authenticated:
        return Wewenang(hak, pd, frozenset())
    if user.sees_everything and hak in HAK_PERAN[Peran.ADMIN_SISTEM]:
        return Wewenang(hak, pd, None)
    roles = [r for r in user.roles if r.pd_id == pd.pk and hak in HAK_PERAN[Peran(r.peran)]]
    if any(r.unit_id is None for r in roles):
        return Wewenang(hak, pd, None)
    return Wewenang(hak, pd, _beserta_turunan(pd, {r.unit_id for r in roles}))


def may(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> bool:
    """Whether an account has a right in an agency today."""
    if not user.is_authenticated:
        return False
    if user.sees_everything:
        return hak in HAK_PERAN[Peran.ADMIN_SISTEM]
    return any(r.pd_id == pd.pk and hak in HAK_PERAN[Peran(r.peran)] for r in user.roles)


def why_not(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> str:
    """The rule that refuses, as a sentence; empty when the right is there."""
    if may(user, hak, pd):
        return ""
    return f"Hak {hak} pada {pd.nama} dimiliki oleh: {_pemegang(hak)}. Peran Anda tidak termasuk."


def _pemegang(hak: str) -> str:
    return ", ".join(str(p.label) for p, rights in HAK_PERAN.items() if hak in rights)


def _beserta_turunan(pd: PerangkatDaerah, ids: Iterable[int | None]) -> frozenset[int]:
    """Units and all units below them."""
    parents = dict(UnitKerja.objects.of_pd(pd).values_list("pk", "induk_id"))
    found = {i for i in ids if i is not None}

    def reached(pk: int | None) -> bool:
        return pk is not None and (pk in found or reached(parents.get(pk)))

    return frozenset(pk for pk in parents if reached(pk)) if found else frozenset()


def pd_with(user: User | AnonymousUser, hak: str) -> QuerySet[PerangkatDaerah]:
    """Agencies in which an account has a right today."""
    if not user.is_authenticated:
        return PerangkatDaerah.objects.none()
    if user.sees_everything:
        allowed = hak in HAK_PERAN[Peran.ADMIN_SISTEM]
        return PerangkatDaerah.objects.all() if allowed else PerangkatDaerah.objects.none()
    owned = [r.pd_id for r in user.roles if r.pd_id and hak in HAK_PERAN[Peran(r.peran)]]
    return PerangkatDaerah.objects.filter(pk__in=owned)


def may_anywhere(user: User | AnonymousUser, hak: str) -> bool:
    """Whether an account has a right in any agency today."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.sees_everything:
        return hak in HAK_PERAN[Peran.ADMIN_SISTEM]
    return any(hak in HAK_PERAN[Peran(r.peran)] for r in user.roles)
