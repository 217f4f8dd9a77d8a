"""Filters of the indicators' own models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from workforce.querysets import MilikPDQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from workforce.models import User


class PemberitahuanQuerySet(MilikPDQuerySet):
    """Notices. They are personal: no role opens those of somebody else."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Notices to an account about agencies that it may still see."""
        return super().visible_to(user).filter(pengguna=user.pk)

    def belum_dibaca(self) -> Self:
        """Notices that nobody opened and that no later one replaced."""
        return self.filter(dibaca=None)
