"""Home, report in the browser, documents, reconciliation."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.middleware import HtmxDetails

from indicators.models import PerjanjianKinerja
from lkip.converters import TahunConverter
from reports import lkip
from reports.actions import minta_dokumen
from reports.charts import GrafikGagal
from reports.enums import JenisDokumen, StatusPermintaan
from reports.facts import FaktaTidakDikenal
from reports.models import PermintaanDokumen
from reports.queries import dasbor, periode_baku
from reports.rekonsiliasi import UkuranTidakDikenal
from reports.rekonsiliasi import rekonsiliasi as bandingkan
from reports.workbook import workbook
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MENCETAK, may, why_not
from workforce.views import pd_or_404, signed_in


class HtmxRequest(HttpRequest):
    """A request as the htmx middleware hands it on."""

    htmx: HtmxDetails


PageView = Callable[[HttpRequest, str, int], HttpResponse]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def beranda(request: HttpRequest) -> HttpResponse:
    """Where the chosen agency stands, and the way to everything else."""
    agencies = tuple(PerangkatDaerah.objects.visible_to(request.user))
    asked = request.GET.get("pd", "")
    if asked and asked not in {a.kode for a in agencies}:
        raise Http404
    wanted = asked or request.session.get("pd")
    pd = next((a for a in agencies if a.kode == wanted), agencies[0] if agencies else None)
    if pd is None:
        return render(request, "reports/beranda.html", {"daftar": agencies})
    years = _years(pd)
    year = request.GET.get("tahun", "")
    if year and not re.fullmatch(TahunConverter.regex, year):
        raise Http404
    tahun = int(year) if year and int(year) in years else max(years, default=None)
    request.session["pd"], request.session["tahun"] = pd.kode, tahun
    context = {"daftar": agencies, "pd": pd, "daftar_tahun": years, "tahun": tahun}
    if year and year != str(tahun):
        # The choice of an agency carries the year of the one before.
        context["tahun_kosong"] = year
    if tahun:
        hari = hari_ini()
        context["papan"] = dasbor(pd, tahun, periode_baku(tahun, hari), hari=hari)
    return render(request, "reports/beranda.html", context)


def _years(pd: PerangkatDaerah) -> list[int]:
    years = PerjanjianKinerja.objects.of_pd(pd).values_list("tahun", flat=True)
    return sorted(set(years), reverse=True)


def explained(view: PageView) -> PageView:
    """Show why a page cannot be computed instead of breaking: the sentence names what to mend."""

    @wraps(view)
    def wrapped(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
        try:
            return view(request, kode, tahun)
        except (FaktaTidakDikenal, GrafikGagal, UkuranTidakDikenal) as error:
            context = {"pd": pd_or_404(request, kode), "tahun": tahun, "pesan": str(error)}
            return render(request, "reports/tidak_tersusun.html", context, status=422)

    return wrapped


@explained
def laporan(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The LKIP as a page with its contents beside it."""
    pd = pd_or_404(request, kode)
    doc = lkip.document(pd, tahun)
    context = {
        "pd": pd,
        "tahun": tahun,
        "dokumen": doc,
        "boleh_mencetak": may(request.user, MENCETAK, pd),
        "jenis": JenisDokumen,
    }
    return render(request, "reports/laporan.html", context)


@explained
def laporan_xlsx(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """All tables of the report as a workbook."""
    pd = pd_or_404(request, kode)
    content = workbook(lkip.document(pd, tahun))
    name = f"tabel-lkip-{pd.kode.lower()}-{tahun}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_POST
def dokumen_minta(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """Ask for a document; the worker renders it."""
    pd = pd_or_404(request, kode)
    if jenis not in JenisDokumen.values:
        raise Http404
    if not may(request.user, MENCETAK, pd):
        raise PermissionDenied(why_not(request.user, MENCETAK, pd))
    wish = minta_dokumen(pd=pd, tahun=tahun, jenis=JenisDokumen(jenis), by=signed_in(request))
    return redirect("dokumen_keadaan", pk=wish.pk)


@require_POST
def perjanjian_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the statement and annex of one version of an agreement."""
    agreements = PerjanjianKinerja.objects.visible_to(request.user).select_related("pd")
    row = get_object_or_404(agreements, pk=pk)
    if not may(request.user, MENCETAK, row.pd):
        raise PermissionDenied(why_not(request.user, MENCETAK, row.pd))
    wish = minta_dokumen(
        pd=row.pd,
        tahun=row.tahun,
        jenis=JenisDokumen.PK_PDF,
        perjanjian=row,
        by=signed_in(request),
    )
    return redirect("dokumen_keadaan", pk=wish.pk)


def _wish_or_404(request: HttpRequest, pk: int) -> PermintaanDokumen:
    wishes = PermintaanDokumen.objects.visible_to(request.user).select_related(
        "pd", "perjanjian__jabatan"
    )
    return get_object_or_404(wishes, pk=pk)


def dokumen_keadaan(request: HtmxRequest, pk: int) -> HttpResponse:
    """How far a document is; the part alone for an htmx request."""
    wish = _wish_or_404(request, pk)
    template = "reports/bagian_dokumen.html" if request.htmx else "reports/dokumen.html"
    return render(request, template, {"permintaan": wish, "pd": wish.pd, "tahun": wish.tahun})


def dokumen_unduh(request: HttpRequest, pk: int) -> FileResponse:
    """The finished document, for those who may see its agency."""
    wish = _wish_or_404(request, pk)
    if wish.status != StatusPermintaan.SELESAI:
        raise Http404
    # The stored name carries a suffix where two files would be called alike.
    return FileResponse(wish.berkas.open(), as_attachment=True, filename=wish.nama_berkas)


@explained
def rekonsiliasi(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Printed figures beside computed ones, the differing ones first in sight."""
    pd = pd_or_404(request, kode)
    rows = bandingkan(pd, tahun)
    everything = "semua" in request.GET
    context = {
        "pd": pd,
        "tahun": tahun,
        "semua": everything,
        "baris": [row for row in rows if everything or not row.sama],
        "jumlah": len(rows),
        "beda": sum(not row.sama for row in rows),
    }
    return render(request, "reports/rekonsiliasi.html", context)
