"""The rights page: the table of roles, and the roles of the account that reads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workforce.enums import Peran
from workforce.queries import peran_akun
from workforce.querysets import hari_ini
from workforce.rules import HAK_PERAN, SEMUA_HAK
from workforce.views.akses import signed_in


def hak(request: HttpRequest) -> HttpResponse:
    """Which role may do what, and what this account may do where until when."""
    user = signed_in(request)
    own = {Peran(role.peran) for role in user.roles}
    if user.sees_everything:
        own.add(Peran.ADMIN_SISTEM)
    context = {
        "peran": [(p, p in own) for p in Peran],
        "hak": [(h, [(p, h in HAK_PERAN[p], p in own) for p in Peran]) for h in SEMUA_HAK],
        "penugasan": peran_akun(user, hari_ini()),
    }
    return render(request, "workforce/hak.html", context)
