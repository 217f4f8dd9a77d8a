"""Who may do what: one table that an official can read and sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce.enums import Peran
from workforce.models import PerangkatDaerah

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from workforce.models import User

MELIHAT = "melihat"
MENYUNTING = "menyunting data induk"
MENCETAK = "membuat dokumen"
MENUGASKAN = "memberi peran"

HAK_PERAN: dict[Peran, frozenset[str]] = {
    Peran.ADMIN_SISTEM: frozenset({MELIHAT, MENYUNTING, MENCETAK, MENUGASKAN}),
    Peran.ADMIN_PD: frozenset({MELIHAT, MENYUNTING, MENCETAK, MENUGASKAN}),
    Peran.PERENCANA: frozenset({MELIHAT, MENYUNTING, MENCETAK}),
    Peran.VERIFIKATOR: frozenset({MELIHAT, MENCETAK}),
    Peran.PIMPINAN: frozenset({MELIHAT, MENCETAK}),
    Peran.EVALUATOR: frozenset({MELIHAT, MENCETAK}),
    Peran.PEMBACA: frozenset({MELIHAT}),
}


def may(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> bool:
    """Whether an account has a right in an agency today."""
    if not user.is_authenticated:
        return False
    if user.sees_everything:
        return True
    return any(r.pd_id == pd.pk and hak in HAK_PERAN[Peran(r.peran)] for r in user.roles)


def why_not(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> str:
    """The rule that refuses, as a sentence; empty when the right is there."""
    if may(user, hak, pd):
        return ""
    holders = ", ".join(str(p.label) for p, rights in HAK_PERAN.items() if hak in rights)
    return f"Hak {hak} pada {pd.nama} dimiliki oleh: {holders}. Peran Anda tidak termasuk."


def pd_with(user: User | AnonymousUser, hak: str) -> QuerySet[PerangkatDaerah]:
    """Agencies in which an account has a right today."""
    if not user.is_authenticated:
        return PerangkatDaerah.objects.none()
    if user.sees_everything:
        return PerangkatDaerah.objects.all()
    owned = [r.pd_id for r in user.roles if r.pd_id and hak in HAK_PERAN[Peran(r.peran)]]
    return PerangkatDaerah.objects.filter(pk__in=owned)


def may_anywhere(user: User | AnonymousUser, hak: str) -> bool:
    """Whether an account has a right in any agency today."""
    if not user.is_authenticated:
        return False
    return user.sees_everything or any(hak in HAK_PERAN[Peran(r.peran)] for r in user.roles)
