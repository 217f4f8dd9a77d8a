"""The first page after login: what waits for this account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from indicators.models import PerjanjianKinerja
from indicators.tugas import tugas_saya
from workforce.querysets import hari_ini
from workforce.views import signed_in


def tugas(request: HttpRequest) -> HttpResponse:
    """Tasks over all agencies of the account, most urgent first."""
    user, hari = signed_in(request), hari_ini()
    latest = (
        PerjanjianKinerja.objects.visible_to(user)
        .select_related("pd")
        .order_by("-tahun", "pd__nama")
        .first()
    )
    if latest is not None and not request.session.get("tahun"):
        # The menu speaks of an agency and a year; before the first choice it is the newest.
        request.session["pd"], request.session["tahun"] = latest.pd.kode, latest.tahun
    mine = tugas_saya(user, hari)
    needs = [
        part for name in settings.KEBUTUHAN_APLIKASI for part in import_string(name)(user, hari)
    ]
    context = {
        "daftar": mine.tugas,
        "berikutnya": mine.berikutnya,
        "kebutuhan": needs,
        "hari": hari,
        "terbaru": latest,
    }
    return render(request, "indicators/tugas.html", context)
