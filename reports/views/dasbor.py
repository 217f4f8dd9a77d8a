"""The dashboard of an agency's head, and the rules behind its colours."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from indicators.enums import Periode
from lkip.spreadsheet import write_workbook
from reports.actions import minta_dokumen, simpan_aturan_status
from reports.calculations import ATURAN_BAKU
from reports.cetak_dasbor import saring_dasbor
from reports.enums import JenisDokumen
from reports.forms import formulir_aturan
from reports.queries import aturan_status
from reports.tables import buku_dasbor
from reports.views.laporan import XLSX
from workforce.querysets import hari_ini
from workforce.rules import MENCETAK, MENYUNTING, may
from workforce.views import pd_or_404, signed_in, wajib_hak


def kinerja(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """What is on course, what is not, what is unknown, and whom to ask."""
    pd = pd_or_404(request, kode)
    form = saring_dasbor(pd, tahun, request.GET, hari_ini())
    context = {
        "pd": pd,
        "tahun": tahun,
        "papan": form.papan,
        "form": form,
        "daftar_periode": Periode,
        "boleh_mencetak": may(request.user, MENCETAK, pd),
    }
    return render(request, "reports/dasbor.html", context)


def xlsx(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The dashboard as a workbook, with the filters of the address."""
    pd = pd_or_404(request, kode)
    form = saring_dasbor(pd, tahun, request.GET, hari_ini())
    periode = form.papan.periode
    content = write_workbook(
        buku_dasbor(form), title=f"Dashboard kinerja {pd.nama} {periode.label} {tahun}"
    )
    name = f"dasbor-{pd.kode.lower()}-{tahun}-{slugify(periode.label)}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_POST
def pdf(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Ask for the dashboard on paper, with the filters of the address; the worker renders it."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENCETAK, pd)
    form = saring_dasbor(pd, tahun, request.GET, hari_ini())
    wish = minta_dokumen(
        pd=pd,
        tahun=tahun,
        jenis=JenisDokumen.DASBOR_PDF,
        pilihan=form.alamat,
        by=signed_in(request),
    )
    return redirect("dokumen_keadaan", pk=wish.pk)


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
