"""How every page gets at its agency, its account and the right that it needs."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from workforce.actions import catat_penolakan
from workforce.models import PerangkatDaerah, User
from workforce.rules import why_not


def pd_or_404(request: HttpRequest, kode: str, *, berstempel: bool = False) -> PerangkatDaerah:
    """An agency that the signed-in user may see; a stranger learns nothing of the others.

    With `berstempel` it carries the stamp of its records, read in the same query.
    """
    rows = PerangkatDaerah.objects.visible_to(request.user)
    return get_object_or_404(rows.berstempel() if berstempel else rows, kode=kode)


def signed_in(request: HttpRequest) -> User:
    """The account behind a request; the login middleware lets nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def wajib_hak(
    request: HttpRequest, hak: str, pd: PerangkatDaerah, *, tabel: str = "", baris: int = 0
) -> None:
    """Refuse a page to whoever lacks a right in the agency."""
    wajib_alasan(request, why_not(request.user, hak, pd), pd, tabel=tabel, baris=baris)


def wajib_alasan(
    request: HttpRequest, alasan: str, pd: PerangkatDaerah, *, tabel: str = "", baris: int = 0
) -> None:
    """Refuse a page with the sentence of a rule; an empty one lets it through.

    An attempt to write goes into the audit trail.
    """
    if not alasan:
        return
    if request.method == "POST":
        catat_penolakan(pd=pd, tabel=tabel, baris=baris, alasan=alasan, by=signed_in(request))
    raise PermissionDenied(alasan)
