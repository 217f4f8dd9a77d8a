"""The audit trail as a page that can be filtered."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workforce.actions import jejak_rusak
from workforce.forms import SaringJejakForm
from workforce.jejak import dalam_kata, keadaan_rantai, pilihan_jejak, rusak_di_antara
from workforce.models import JejakAudit
from workforce.rules import MELIHAT_JEJAK
from workforce.views.akses import pd_or_404, wajib_hak

PER_HALAMAN = 50


def jejak(request: HttpRequest, kode: str) -> HttpResponse:
    """Who changed what, newest first. `?periksa=ya` checks the whole chain of seals."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MELIHAT_JEJAK, pd)
    form = SaringJejakForm(pilihan_jejak(pd), request.GET)
    rows = JejakAudit.objects.of_pd(pd).filter(form.syarat).select_related("pelaku")
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
