"""Dashboards of performance, budget and staff, their charts as files, and the rules of status."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from indicators.enums import Periode
from reports.actions import simpan_aturan_status
from reports.calculations import ATURAN_BAKU
from reports.charts import GrafikGagal
from reports.filters import SaringDasbor
from reports.forms import formulir_aturan
from reports.grafik import BENTUK, XLSX, Grafik, tergambar
from reports.grafik_anggaran import grafik_anggaran
from reports.grafik_sdm import grafik_sdm
from reports.queries import aturan_status, dasbor, periode_baku
from reports.queries_anggaran import dasbor_anggaran
from reports.queries_sdm import dasbor_sdm
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MELIHAT_SEL_KECIL, MENYUNTING, may
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


def anggaran(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """What was spent against the plan and against what came of it, and what is left."""
    pd = pd_or_404(request, kode)
    papan = dasbor_anggaran(pd, tahun, hari=hari_ini())
    charts = {} if papan.kosong else tergambar(grafik_anggaran(papan))
    context = {"pd": pd, "tahun": tahun, "papan": papan, "grafik": _bernama(charts)}
    return render(request, "reports/dasbor_anggaran.html", context)


def sdm(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Who works here, counted; small counts only for those who administer the staff."""
    pd = pd_or_404(request, kode)
    papan = dasbor_sdm(pd, tahun, rinci=may(request.user, MELIHAT_SEL_KECIL, pd))
    charts = tergambar(grafik_sdm(papan))
    context = {"pd": pd, "tahun": tahun, "papan": papan, "grafik": charts.values()}
    return render(request, "reports/dasbor_sdm.html", context)


def _bernama(charts: dict[str, Grafik]) -> dict[str, Grafik]:
    """Charts by names that a template can say."""
    return {name.replace("-", "_"): chart for name, chart in charts.items()}


def grafik(request: HttpRequest, kode: str, tahun: int, nama: str, bentuk: str) -> HttpResponse:
    """A chart of a dashboard as SVG or PNG, or its table as Excel.

    A file travels, so small counts are hidden in it for everyone.
    """
    pd = pd_or_404(request, kode)
    chart = next((c for c in _semua_grafik(pd, tahun, nama) if c.nama == nama), None)
    if bentuk not in BENTUK or chart is None or (chart.gambar.kosong and bentuk != XLSX):
        raise Http404
    name = f"{nama}-{pd.kode.lower()}-{tahun}.{bentuk}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    try:
        content = chart.berkas(bentuk)
    except GrafikGagal as error:
        context = {"pd": pd, "tahun": tahun, "pesan": str(error)}
        return render(request, "reports/tidak_tersusun.html", context, status=422)
    return HttpResponse(content, content_type=BENTUK[bentuk], headers=headers)


def _semua_grafik(pd: PerangkatDaerah, tahun: int, nama: str) -> Iterator[Grafik]:
    """The charts of the dashboard that a name belongs to."""
    if nama.startswith("anggaran-"):
        yield from grafik_anggaran(dasbor_anggaran(pd, tahun, hari=hari_ini()))
    elif nama.startswith("sdm-"):
        yield from grafik_sdm(dasbor_sdm(pd, tahun, rinci=False))


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
