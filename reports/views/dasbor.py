"""Dashboards of performance, budget and staff, their charts as files, and the rules of status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from indicators.enums import Periode
from lkip.spreadsheet import write_workbook
from reports.actions import minta_dokumen, simpan_aturan_status
from reports.calculations import ATURAN_BAKU, sidik_aturan
from reports.cetak_dasbor import saring_dasbor
from reports.charts import GrafikGagal
from reports.enums import KOSAKATA, JenisDokumen
from reports.filters import (
    SaringDasbor,
    alamat,
    periode_dari,
    saringan_dari,
    tautan_periode,
)
from reports.forms import AturanFormSet, formulir_aturan
from reports.grafik import BENTUK, XLSX, Grafik, tergambar
from reports.grafik_anggaran import grafik_anggaran
from reports.grafik_kinerja import grafik_kinerja
from reports.grafik_sdm import grafik_sdm
from reports.queries import aturan_status, dasbor, periode_baku
from reports.queries_anggaran import dasbor_anggaran
from reports.queries_sdm import dasbor_sdm
from reports.rules import kenapa_tidak_aturan
from reports.simpanan import Potongan, potongan, potongan_dari, sidik
from reports.tables import buku_dasbor
from reports.triggers import ATURAN
from reports.views.laporan import XLSX as JENIS_XLSX
from reports.views.tahun import pilihan_tahun
from workforce.actions import Ditolak, catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MELIHAT_SEL_KECIL, MENCETAK, MENYUNTING, MENYUSUN_PK, may, wewenang
from workforce.views import pd_or_404, signed_in, wajib_hak


def kinerja(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """What is on course, what is not, what is unknown, and whom to ask."""
    pd = pd_or_404(request, kode, berstempel=True)
    hari = hari_ini()
    periode = periode_dari(request.GET, periode_baku(tahun, hari))
    saringan = saringan_dari(request.GET, SaringDasbor)
    prints = may(request.user, MENCETAK, pd)
    drafts = may(request.user, MENYUSUN_PK, pd)
    kunci = ("kinerja", *sidik(pd), tahun, periode.value, hari, saringan, prints, drafts)
    context = {
        "pd": pd,
        "tahun": tahun,
        "daftar_tahun": pilihan_tahun("dasbor", tahun, [pd], kode=pd.kode),
        "alamat": alamat(periode, saringan),
        "daftar_periode": tautan_periode(periode, saringan),
        "boleh_mencetak": prints,
        "isi": potongan(
            kunci, lambda: _kinerja(pd, tahun, periode, saringan, hari, prints, drafts)
        ),
    }
    return render(request, "reports/dasbor.html", context)


def _kinerja(
    pd: PerangkatDaerah,
    tahun: int,
    periode: Periode,
    saringan: dict[str, str],
    hari: date,
    prints: bool,
    drafts: bool,
) -> Potongan:
    form = SaringDasbor(saringan, dasbor(pd, tahun, periode, hari=hari))
    context = {
        "pd": pd,
        "tahun": tahun,
        "papan": form.papan,
        "form": form,
        "boleh_mencetak": prints,
        "boleh_menyusun": drafts,
        "grafik": tuple(grafik_kinerja(form)),
    }
    return potongan_dari("reports/dasbor_isi.html", context, tetap=form.is_valid())


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
    return HttpResponse(content, content_type=JENIS_XLSX, headers=headers)


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


def anggaran(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """What was spent against the plan and against what came of it, and what is left."""
    pd = pd_or_404(request, kode, berstempel=True)
    hari = hari_ini()
    loads = signed_in(request).is_staff and may(request.user, MENYUNTING, pd)
    kunci = ("anggaran", *sidik(pd), tahun, hari, loads)
    context = {
        "pd": pd,
        "tahun": tahun,
        "daftar_tahun": pilihan_tahun("dasbor_anggaran", tahun, [pd], kode=pd.kode),
        "isi": potongan(kunci, lambda: _anggaran(pd, tahun, hari, loads)),
    }
    return render(request, "reports/dasbor_anggaran.html", context)


def _anggaran(pd: PerangkatDaerah, tahun: int, hari: date, loads: bool) -> Potongan:
    papan = dasbor_anggaran(pd, tahun, hari=hari)
    charts = {} if papan.kosong else tergambar(grafik_anggaran(papan))
    context = {
        "pd": pd,
        "tahun": tahun,
        "papan": papan,
        "grafik": _bernama(charts),
        "boleh_memuat": loads,
    }
    return potongan_dari("reports/dasbor_anggaran_isi.html", context, tetap=_utuh(charts))


def sdm(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Who works here, counted; small counts only for those who administer the staff."""
    pd = pd_or_404(request, kode, berstempel=True)
    rinci = may(request.user, MELIHAT_SEL_KECIL, pd)
    kunci = ("sdm", *sidik(pd), tahun, rinci)
    context = {
        "pd": pd,
        "tahun": tahun,
        "daftar_tahun": pilihan_tahun("dasbor_sdm", tahun, [pd], kode=pd.kode),
        "isi": potongan(kunci, lambda: _sdm(pd, tahun, rinci)),
    }
    return render(request, "reports/dasbor_sdm.html", context)


def _sdm(pd: PerangkatDaerah, tahun: int, rinci: bool) -> Potongan:
    papan = dasbor_sdm(pd, tahun, rinci=rinci)
    charts = tergambar(grafik_sdm(papan))
    context = {
        "pd": pd,
        "tahun": tahun,
        "papan": papan,
        "grafik": charts.values(),
        "belum_tiba": papan.tanggal > hari_ini(),
    }
    return potongan_dari("reports/dasbor_sdm_isi.html", context, tetap=_utuh(charts))


def _utuh(charts: dict[str, Grafik]) -> bool:
    """Whether all charts were drawn; what failed is tried again for the next reader."""
    return all(chart.utuh for chart in charts.values())


def _bernama(charts: dict[str, Grafik]) -> dict[str, Grafik]:
    """Charts by names that a template can say."""
    return {name.replace("-", "_"): chart for name, chart in charts.items()}


def grafik(request: HttpRequest, kode: str, tahun: int, nama: str, bentuk: str) -> HttpResponse:
    """A chart of a dashboard as SVG or PNG, or its table as Excel.

    A file travels, so small counts are hidden in it for everyone.
    """
    pd = pd_or_404(request, kode)
    charts = _semua_grafik(pd, tahun, nama, request.GET)
    chart = next((c for c in charts if c.nama == nama), None)
    if bentuk not in BENTUK or chart is None or (chart.gambar.kosong and bentuk != XLSX):
        raise Http404
    name = f"{nama}-{pd.kode.lower()}-{tahun}.{bentuk}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    try:
        content = chart.berkas(bentuk, sempit="sempit" in request.GET)
    except GrafikGagal as error:
        context = {"pd": pd, "tahun": tahun, "pesan": str(error)}
        return render(request, "reports/tidak_tersusun.html", context, status=422)
    return HttpResponse(content, content_type=BENTUK[bentuk], headers=headers)


def _semua_grafik(
    pd: PerangkatDaerah, tahun: int, nama: str, pilihan: QueryDict
) -> Iterator[Grafik]:
    """The charts of the dashboard that a name belongs to, with the filters of the address."""
    if nama.startswith("kinerja-"):
        yield from grafik_kinerja(saring_dasbor(pd, tahun, pilihan, hari_ini()))
    elif nama.startswith("anggaran-"):
        yield from grafik_anggaran(dasbor_anggaran(pd, tahun, hari=hari_ini()))
    elif nama.startswith("sdm-"):
        yield from grafik_sdm(dasbor_sdm(pd, tahun, rinci=False))


def aturan(request: HttpRequest, kode: str) -> HttpResponse:
    """The rules of status: everybody of the agency reads them, who edits all of it sets them."""
    pd = pd_or_404(request, kode)
    rules = aturan_status(pd)
    formset = formulir_aturan(rules, request.POST or None)
    fault, status = "", 200
    if request.method == "POST":
        wajib_hak(request, MENYUNTING, pd, tabel=ATURAN)
        try:
            if _simpan_aturan(request, pd, formset):
                messages.success(request, "Aturan status disimpan.")
                return redirect("dasbor_aturan", kode=pd.kode)
        except Ditolak as error:
            catat_penolakan(
                pd=pd, tabel=ATURAN, baris=0, alasan=error.alasan, by=signed_in(request)
            )
            raise PermissionDenied(error.alasan) from error
        except ValidationError as error:
            fault, status = " ".join(error.messages), 409
    context = {
        "pd": pd,
        "formset": formset,
        "aturan": rules,
        "dilihat": sidik_aturan(rules),
        "bentrok": fault,
        "kosakata": KOSAKATA,
        "boleh": not kenapa_tidak_aturan(wewenang(signed_in(request), MENYUNTING, pd)),
    }
    return render(request, "reports/dasbor_aturan.html", context, status=status)


def _simpan_aturan(request: HttpRequest, pd: PerangkatDaerah, formset: AturanFormSet) -> bool:
    """Store the rules that were typed, or the defaults; False when something is to be mended."""
    back_to_default = "baku" in request.POST
    if not back_to_default and not formset.is_valid():
        return False
    simpan_aturan_status(
        pd=pd,
        aturan=ATURAN_BAKU if back_to_default else formset.aturan(),
        dilihat=request.POST.get("dilihat", ""),
        by=signed_in(request),
    )
    return True
