"""Entries of the menu that show how much work waits."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from indicators.entri import jumlah_antrean
from indicators.models import Pemberitahuan
from lkip.navigation import Menu
from workforce.rules import MEMVERIFIKASI, wewenang
from workforce.views import signed_in


def verifikasi(request: HttpRequest, kode: str) -> Menu | None:
    """The inbox with its number, for accounts that verify in the agency; one query."""
    user = signed_in(request)
    pd = next((r.pd for r in user.roles if r.pd and r.pd.kode == kode), None)
    if pd is None:
        return None
    hak = wewenang(user, MEMVERIFIKASI, pd)
    if hak.unit_ids is not None and not hak.unit_ids:
        return None
    match = request.resolver_match
    current = match is not None and (match.url_name or "").startswith("verifikasi")
    url = reverse("verifikasi", args=(kode,))
    return Menu("Verifikasi", url, current, jumlah_antrean(pd, hak, user=user))


def pemberitahuan(request: HttpRequest, kode: str) -> Menu:
    """The notices with the number not read yet; one query."""
    unread = Pemberitahuan.objects.visible_to(signed_in(request)).belum_dibaca().count()
    match = request.resolver_match
    current = match is not None and match.url_name == "pemberitahuan"
    return Menu("Pemberitahuan", reverse("pemberitahuan"), current, unread, "belum dibaca")
