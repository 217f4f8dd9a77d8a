"""Entries of the menu: the province for accounts with several agencies, the report's texts
and editions."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from lkip.navigation import Menu
from workforce.views import signed_in


def provinsi(request: HttpRequest, kode: str) -> Menu | None:
    """The dashboard of the province, in the year looked at last."""
    user, match = signed_in(request), request.resolver_match
    asked = match.kwargs.get("tahun") if match else None
    tahun = asked or request.session.get("tahun")
    if not tahun or not (user.sees_everything or len(user.pd_ids) > 1):
        return None
    current = match is not None and match.url_name == "dasbor_provinsi"
    return Menu("Provinsi", reverse("dasbor_provinsi", args=(tahun,)), current)


def penulisan(request: HttpRequest, kode: str) -> Menu | None:
    """The writing of the report in the year looked at last."""
    return _tahunan("Penulisan", "penulisan", request, kode)


def edisi(request: HttpRequest, kode: str) -> Menu | None:
    """The editions of the report in the year looked at last."""
    return _tahunan("Edisi", "edisi", request, kode)


def _tahunan(label: str, page: str, request: HttpRequest, kode: str) -> Menu | None:
    match = request.resolver_match
    tahun = (match.kwargs.get("tahun") if match else None) or request.session.get("tahun")
    if not tahun:
        return None
    current = match is not None and (match.url_name or "").startswith(page)
    return Menu(label, reverse(page, args=(kode, tahun)), current)
