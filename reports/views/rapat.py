"""The meeting: follow-ups of earlier ones, then one indicator after another, with decisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators.enums import Periode
from indicators.queries import item_dijanjikan
from reports.actions_rapat import (
    IsianKeputusan,
    KeputusanBentrok,
    catat_keputusan,
    lanjutkan_keputusan,
    laporkan_hasil,
    tutup_keputusan,
)
from reports.enums import KeadaanKeputusan
from reports.filters import periode_dari
from reports.forms_rapat import KeputusanForm, LanjutForm, LaporForm, TutupForm
from reports.models import KeputusanRapat
from reports.queries import dasbor, periode_baku
from reports.queries_rapat import baris_keputusan, keputusan_tertutup, satu_keputusan
from reports.queries_rapat import rapat as susun_rapat
from reports.rules import kenapa_tidak_melapor, kenapa_tidak_menutup
from reports.triggers import KEPUTUSAN
from reports.views.tahun import pilihan_tahun
from workforce.actions import Ditolak, catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MEMUTUSKAN, MENGISI, MENYUSUN_PK, may, wewenang
from workforce.views import pd_or_404, signed_in, wajib_hak

# The meeting that a decision is dealt with in: year and period.
RAPAT = re.compile(r"([12]\d{3})-([1-5])")
PER_HALAMAN = 20


def rapat(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A meeting about a period at one of its stops, as the address says."""
    pd = pd_or_404(request, kode, berstempel=True)
    periode = periode_dari(request.GET, periode_baku(tahun, hari_ini()))
    return _halaman(request, pd, tahun, periode, request.GET.get("indikator", ""))


def _halaman(
    request: HttpRequest,
    pd: PerangkatDaerah,
    tahun: int,
    periode: Periode,
    kode: str,
    *,
    form: KeputusanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    hari = hari_ini()
    meeting = susun_rapat(dasbor(pd, tahun, periode, hari=hari), kode, hari)
    hak = wewenang(request.user, MEMUTUSKAN, pd)
    context: dict[str, Any] = {
        "pd": pd,
        "tahun": tahun,
        "rapat": meeting,
        "papan": meeting.papan,
        "daftar_periode": Periode,
        "tidak_ditemukan": kode if meeting.baris is None else "",
    }
    if meeting.baris is not None:
        owner = meeting.baris.pemilik
        context["kenapa_tidak"] = hak.kenapa_tidak(owner)
        if hak.mencakup(owner):
            context["form"] = form or KeputusanForm(hak, hari, initial={"unit": owner.kode})
    else:
        context["daftar_tahun"] = pilihan_tahun("dasbor_rapat", tahun, [pd], kode=pd.kode)
        context["boleh_menyusun"] = may(request.user, MENYUSUN_PK, pd)
        context["tindak_lanjut"] = [
            (row, *_tindakan(row.isi)) if hak.mencakup(row.isi.unit) else (row, None, None)
            for row in meeting.keputusan
        ]
    return render(request, "reports/rapat.html", context, status=status)


def _tindakan(row: KeputusanRapat) -> tuple[TutupForm, LanjutForm]:
    return TutupForm(row, hasil=row.hasil), LanjutForm(row)


@require_POST
def putuskan(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> HttpResponse:
    """Record a decision about the indicator that the meeting is at."""
    pd = pd_or_404(request, kode, berstempel=True)
    wajib_hak(request, MEMUTUSKAN, pd, tabel=KEPUTUSAN)
    item = item_dijanjikan(pd, tahun, indikator)
    if periode not in Periode.values or item is None:
        raise Http404
    when = Periode(periode)
    form = KeputusanForm(wewenang(request.user, MEMUTUSKAN, pd), hari_ini(), request.POST)
    if form.is_valid():
        made = _coba(
            request,
            form,
            pd,
            0,
            lambda: catat_keputusan(
                indikator=item.indikator,
                tahun=tahun,
                periode=when,
                isian=IsianKeputusan(**form.cleaned_data),
                by=signed_in(request),
            ),
        )
        if made is not None:
            messages.success(request, f"Keputusan tentang {indikator} dicatat.")
            return redirect(f"{_alamat(pd, tahun, when)}&indikator={indikator}")
    return _halaman(request, pd, tahun, when, indikator, form=form, status=_status(form))


def _alamat(pd: PerangkatDaerah, tahun: int, periode: Periode) -> str:
    return f"{reverse('dasbor_rapat', args=(pd.kode, tahun))}?periode={periode.value}"


def _coba(
    request: HttpRequest,
    form: forms.Form,
    pd: PerangkatDaerah,
    baris: int,
    act: Callable[[], KeputusanRapat],
) -> KeputusanRapat | None:
    """Run an action; a refusal stands in the form, and that of a rule in the audit trail."""
    try:
        return act()
    except ValidationError as error:
        if isinstance(error, Ditolak):
            catat_penolakan(
                pd=pd, tabel=KEPUTUSAN, baris=baris, alasan=error.alasan, by=signed_in(request)
            )
        if isinstance(error, KeputusanBentrok):
            # What was typed stays, now based on the version that the page shows.
            form.data = {**request.POST.dict(), "versi": str(error.tersimpan.versi)}
        form.add_error(None, error)
    return None


def _status(form: forms.Form) -> int:
    """HTTP status of a page that comes back: refused by a rule, overtaken, or to be mended."""
    codes = {"ditolak": 403, "bentrok": 409}
    found = [codes[e.code] for e in form.non_field_errors().as_data() if e.code in codes]
    return found[0] if found else 422


# --- What becomes of a decision ------------------------------------------------------------------


def _keputusan_or_404(request: HttpRequest, kode: str, pk: int) -> KeputusanRapat:
    pd = pd_or_404(request, kode)
    rows = KeputusanRapat.objects.of_pd(pd).select_related("pd", "indikator", "unit", "pelaksana")
    row: KeputusanRapat = get_object_or_404(rows, pk=pk)
    return row


def tertutup(request: HttpRequest, kode: str) -> HttpResponse:
    """What earlier meetings decided and what came of it, page by page."""
    pd = pd_or_404(request, kode)
    page = Paginator(keputusan_tertutup(pd), PER_HALAMAN).get_page(request.GET.get("halaman"))
    rows = baris_keputusan(page.object_list, hari_ini())
    meeting = request.session.get("tahun") or hari_ini().year
    context = {"pd": pd, "halaman": page, "keputusan": rows, "tahun_rapat": meeting}
    return render(request, "reports/keputusan_tertutup.html", context)


def rinci(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """A decision with what was done about it; the unit reports here, the meeting closes it."""
    return _rinci(request, _keputusan_or_404(request, kode, pk))


def _rinci(
    request: HttpRequest,
    row: KeputusanRapat,
    bound: Mapping[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, found = signed_in(request), satu_keputusan(row, hari_ini())
    refused = {
        "lapor": kenapa_tidak_melapor(
            user=user, hak=wewenang(user, MENGISI, row.pd), keputusan=found.isi
        ),
        "putus": kenapa_tidak_menutup(hak=wewenang(user, MEMUTUSKAN, row.pd), keputusan=found.isi),
    }
    context: dict[str, Any] = {"pd": row.pd, "tahun": row.tahun, "k": found, "ditolak": refused}
    if not refused["lapor"]:
        context["form_lapor"] = LaporForm(found.isi, hasil=found.isi.hasil)
    if not refused["putus"]:
        context["form_tutup"], context["form_lanjut"] = _tindakan(found.isi)
    return render(request, "reports/keputusan.html", context | dict(bound or {}), status=status)


@require_POST
def lapor(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """The unit reports the result."""
    row = _keputusan_or_404(request, kode, pk)
    form = LaporForm(row, request.POST)
    return _tindak(
        request,
        row,
        "form_lapor",
        form,
        lambda data: laporkan_hasil(keputusan=row, by=signed_in(request), **data),
        "Hasil dilaporkan. Rapat berikutnya menutup atau melanjutkan keputusan ini.",
    )


@require_POST
def tutup(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """The meeting closes a decision with its result."""
    row = _keputusan_or_404(request, kode, pk)
    wajib_hak(request, MEMUTUSKAN, row.pd, tabel=KEPUTUSAN, baris=row.pk)
    form = TutupForm(row, request.POST)
    return _tindak(
        request,
        row,
        "form_tutup",
        form,
        lambda data: tutup_keputusan(
            keputusan=row,
            by=signed_in(request),
            **data | {"keadaan": KeadaanKeputusan(data["keadaan"])},
        ),
        "Keputusan ditutup.",
    )


@require_POST
def lanjut(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """The meeting carries a decision on to a new due date."""
    row = _keputusan_or_404(request, kode, pk)
    wajib_hak(request, MEMUTUSKAN, row.pd, tabel=KEPUTUSAN, baris=row.pk)
    form = LanjutForm(row, request.POST)
    return _tindak(
        request,
        row,
        "form_lanjut",
        form,
        lambda data: lanjutkan_keputusan(keputusan=row, by=signed_in(request), **data),
        "Tenggat baru dicatat.",
    )


def _tindak(
    request: HttpRequest,
    row: KeputusanRapat,
    name: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], KeputusanRapat],
    said: str,
) -> HttpResponse:
    """Do something with a decision and go back to where it was asked for."""
    if form.is_valid() and _coba(request, form, row.pd, row.pk, lambda: act(form.cleaned_data)):
        messages.success(request, said)
        return redirect(_kembali(request, row))
    return _rinci(request, row, {name: form}, _status(form))


def _kembali(request: HttpRequest, row: KeputusanRapat) -> str:
    """The opening of the meeting that a decision was dealt with in, else its own page."""
    meeting = RAPAT.fullmatch(request.POST.get("rapat", ""))
    if meeting:
        return _alamat(row.pd, int(meeting[1]), Periode(int(meeting[2])))
    return reverse("dasbor_keputusan", args=(row.pd.kode, row.pk))
