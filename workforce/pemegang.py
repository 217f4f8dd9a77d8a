"""Accounts by what they hold: whom a message about an agency or a unit is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules import HAK_PERAN


def pemegang(hak: str, pd: PerangkatDaerah, unit: UnitKerja | None = None) -> list[User]:
    """Active accounts with a right in an agency today; with `unit`, those whom it reaches there."""
    roles = _roles(pd, [peran for peran, rights in HAK_PERAN.items() if hak in rights])
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
    roles = [role for role in _roles(pd, [Peran.PIMPINAN]) if role.pengguna_id not in selain]
    top = UnitKerja.objects.of_pd(pd).filter(induk=None).values_list("pk", flat=True)
    whole: set[int | None] = {None, *top}
    levels: list[set[int | None]] = [{pk} for pk in _ke_atas(unit)] if unit else []
    for level in (*(level - whole for level in levels), whole):
        found = _people(role for role in roles if role.unit_id in level)
        if found:
            return found
    return []


def _roles(pd: PerangkatDaerah, peran: Iterable[Peran]) -> list[PenugasanPeran]:
    rows = PenugasanPeran.objects.in_force(hari_ini()).filter(
        pd=pd, peran__in=list(peran), pengguna__is_active=True
    )
    return list(rows.select_related("pengguna").order_by("pengguna__username", "pk"))


def _people(roles: Iterable[PenugasanPeran]) -> list[User]:
    """Their accounts, each once."""
    return list({role.pengguna_id: role.pengguna for role in roles}.values())


def _ke_atas(unit: UnitKerja) -> list[int]:
    """A unit and the units above it, nearest first; one query."""
    parents = dict(UnitKerja.objects.filter(pd=unit.pd_id).values_list("pk", "induk_id"))
    chain: list[int] = []
    pk: int | None = unit.pk
    while pk is not None:
        chain.append(pk)
        pk = parents[pk]
    return chain
