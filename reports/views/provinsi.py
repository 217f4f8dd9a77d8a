"""The dashboard of a province, for accounts that see several agencies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.enums import Periode
from reports.filters_provinsi import SaringProvinsi
from reports.queries import periode_baku
from reports.queries_provinsi import provinsi
from reports.views.dasbor import periode_diminta
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini


def kinerja(request: HttpRequest, tahun: int) -> HttpResponse:
    """All agencies that the account sees, side by side; a sentence when there is only one."""
    agencies = tuple(PerangkatDaerah.objects.visible_to(request.user))
    if len(agencies) < 2:
        return render(request, "reports/provinsi_satu.html", {"daftar": agencies, "tahun": tahun})
    hari = hari_ini()
    periode = periode_diminta(request, periode_baku(tahun, hari))
    papan = provinsi(agencies, tahun, periode, hari=hari)
    context = {
        "tahun": tahun,
        "papan": papan,
        "form": SaringProvinsi(request.GET, papan),
        "daftar_periode": Periode,
    }
    return render(request, "reports/provinsi.html", context)
