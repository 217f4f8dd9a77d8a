"""Entries of the menu for rights that not everybody has."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from lkip.navigation import Menu
from workforce.rules import MELIHAT_JEJAK, may_anywhere
from workforce.views import signed_in


def jejak(request: HttpRequest, kode: str) -> Menu | None:
    """The audit trail, for accounts that may read it."""
    if not may_anywhere(signed_in(request), MELIHAT_JEJAK):
        return None
    current = request.resolver_match is not None and request.resolver_match.url_name == "jejak"
    return Menu("Jejak audit", reverse("jejak", args=(kode,)), current)
