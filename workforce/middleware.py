"""Roles that need a second factor do nothing without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from workforce.models import User
from workforce.queries_akun import punya_faktor_kedua
from workforce.rules_akun import wajib_mfa

# Pages that lead to the second factor, or away.
TETAP_TERBUKA = frozenset(
    {
        "akun",
        "hak",
        "keluar",
        "account_change_password",
        "account_reauthenticate",
        "mfa_activate_totp",
    }
)


class FaktorKeduaMiddleware:
    """Leads accounts whose role needs a second factor to the page that sets it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        """A redirect instead of the page, as long as the factor is missing."""
        user, match = request.user, request.resolver_match
        if match is not None and not match.app_name and match.url_name in TETAP_TERBUKA:
            return None
        if not isinstance(user, User) or not wajib_mfa(user) or punya_faktor_kedua(user):
            return None
        messages.warning(
            request, "Peran Anda memerlukan faktor kedua. Pasang sekarang untuk melanjutkan."
        )
        return redirect("mfa_activate_totp")
