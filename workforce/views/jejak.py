"""The audit trail as a page that can be filtered."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workforce.actions import jejak_rusak
from workforce.forms import SaringJejakForm
from workforce.jejak import (
    dalam_kata,
    entri_jejak,
    keadaan_rantai,
    pilihan_jejak,
    rusak_di_antara,
)
from workforce.rules import MELIHAT_JEJAK
from workforce.views.akses import pd_or_404, signed_in, wajib_hak

PER_HALAMAN = 50


def jejak(request: HttpRequest, kode: str) -> HttpResponse:
    """Who changed what, newest first. `?periksa=ya` checks the whole chain of seals.

    What belongs to no agency is shown to system administrators in every one.
    """
    pd = pd_or_404(request, kode)
    wajib_hak(request, MELIHAT_JEJAK, pd)
    mine = entri_jejak(pd, sistem=signed_in(request).sees_everything)
    form = SaringJejakForm(pilihan_jejak(mine), request.GET)
    rows = mine.filter(form.syarat).select_related("pelaku")
    page = Paginator(rows, PER_HALAMAN).get_page(request.GET.get("halaman"))
    entries = list(page.object_list)
    whole = request.GET.get("periksa") == "ya"
    context = {
        "pd": pd,
        "form": form,
        "halaman": page,
        "baris": dalam_kata(entries),
        "rantai": keadaan_rantai(),
        "seluruhnya": whole,
        "rusak": jejak_rusak() if whole else rusak_di_antara(entries),
        "satu_nilai": form.is_valid() and form.cleaned_data["baris"],
    }
    return render(request, "workforce/jejak.html", context)
