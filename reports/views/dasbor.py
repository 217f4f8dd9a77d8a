"""The dashboard of an agency's head, and the rules behind its colours."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from indicators.enums import Periode
from reports.actions import simpan_aturan_status
from reports.calculations import ATURAN_BAKU
from reports.filters import SaringDasbor
from reports.forms import formulir_aturan
from reports.queries import aturan_status, dasbor, periode_baku
from workforce.querysets import hari_ini
from workforce.rules import MENYUNTING, may
from workforce.views import pd_or_404, signed_in, wajib_hak


def kinerja(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """What is on course, what is not, what is unknown, and whom to ask."""
    pd = pd_or_404(request, kode)
    hari = hari_ini()
    periode = periode_diminta(request, periode_baku(tahun, hari))
    papan = dasbor(pd, tahun, periode, hari=hari)
    context = {
        "pd": pd,
        "tahun": tahun,
        "papan": papan,
        "form": SaringDasbor(request.GET, papan),
        "daftar_periode": Periode,
        "boleh_aturan": may(request.user, MENYUNTING, pd),
    }
    return render(request, "reports/dasbor.html", context)


def periode_diminta(request: HttpRequest, default: Periode) -> Periode:
    """The period that an address names, else the one that a reader means."""
    wanted = request.GET.get("periode", "")
    return Periode(int(wanted)) if wanted in {str(p.value) for p in Periode} else default


def aturan(request: HttpRequest, kode: str) -> HttpResponse:
    """The rules of status: everybody of the agency reads them, who edits master data sets them."""
    pd = pd_or_404(request, kode)
    formset = formulir_aturan(aturan_status(pd), request.POST or None)
    if request.method == "POST":
        wajib_hak(request, MENYUNTING, pd)
        back_to_default = "baku" in request.POST
        if back_to_default or formset.is_valid():
            rules = ATURAN_BAKU if back_to_default else formset.aturan()
            simpan_aturan_status(pd=pd, aturan=rules, by=signed_in(request))
            messages.success(request, "Aturan status disimpan.")
            return redirect("dasbor_aturan", kode=pd.kode)
    context = {
        "pd": pd,
        "formset": formset,
        "aturan": aturan_status(pd),
        "boleh": may(request.user, MENYUNTING, pd),
    }
    return render(request, "reports/dasbor_aturan.html", context)
