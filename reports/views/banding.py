"""Two periods of an agency side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.filters import PilihBanding
from reports.queries_banding import banding as bandingkan
from reports.queries_banding import periode_terisi, tahun_banding, waktu_baku
from workforce.querysets import hari_ini
from workforce.views import pd_or_404


def banding(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """What got better and what got worse between two periods."""
    pd = pd_or_404(request, kode)
    hari = hari_ini()
    usual = waktu_baku(tahun, hari, periode_terisi(pd, tahun))
    form = PilihBanding(request.GET, tahun_banding(pd), usual)
    found = bandingkan(pd, *(form.waktu or usual), hari=hari)
    context = {"pd": pd, "tahun": tahun, "form": form, "banding": found}
    return render(request, "reports/banding.html", context)
