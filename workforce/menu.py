"""Entries of the menu for rights that not everybody has."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from lkip.navigation import Menu
from workforce.rules import MELIHAT_JEJAK, MENUGASKAN, may_anywhere
from workforce.views import signed_in


def jejak(request: HttpRequest, kode: str) -> Menu | None:
    """The audit trail, for accounts that may read it."""
    if not may_anywhere(signed_in(request), MELIHAT_JEJAK):
        return None
    current = request.resolver_match is not None and request.resolver_match.url_name == "jejak"
    return Menu("Jejak audit", reverse("jejak", args=(kode,)), current)


def pengguna(request: HttpRequest, kode: str) -> Menu | None:
    """Accounts and their roles, for those who give roles."""
    if not may_anywhere(signed_in(request), MENUGASKAN):
        return None
    name = request.resolver_match.url_name if request.resolver_match else ""
    current = (name or "").startswith(("pengguna", "peran_", "undang"))
    return Menu("Pengguna", reverse("pengguna", args=(kode,)), current)
