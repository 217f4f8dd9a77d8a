"""Writing the report: the list of its texts, one text with its preview, the steps to approval."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lkip.security import with_style_nonce
from reports import document
from reports.actions_salin import salin_teks
from reports.actions_tulis import (
    Pembagian,
    ajukan_teks,
    bagi_tugas,
    buka_kembali_teks,
    kembalikan_teks,
    nyatakan_ditinjau,
    setujui_teks,
    simpan_teks,
)
from reports.context import Konteks
from reports.facts import Fakta
from reports.fakta_teks import fakta_untuk, pratinjau
from reports.forms_tulis import (
    BagiForm,
    CariFaktaForm,
    DilihatForm,
    KembalikanForm,
    SaringForm,
    TulisForm,
)
from reports.katalog_fakta import RUJUKAN, cari
from reports.models import BagianTulis
from reports.queries_tulis import (
    SatuTulis,
    ada_teks_lalu,
    daftar_bagian,
    daftar_tulis,
    per_bab,
    satu_tulis,
)
from reports.rules_tulis import (
    kenapa_tidak_membagi,
    kenapa_tidak_membuka,
    kenapa_tidak_mengajukan,
    kenapa_tidak_meninjau,
    kenapa_tidak_menulis,
    kenapa_tidak_menyetujui,
)
from reports.teks import bersihkan, sidik_teks
from reports.triggers import TULIS
from reports.views.isi_tulis import alat, hasil
from reports.views.laporan import HtmxRequest
from workforce.actions import Ditolak, catat_penolakan
from workforce.models import User
from workforce.querysets import hari_ini
from workforce.rules import MENULIS, MENYETUJUI_TEKS, wewenang
from workforce.views import pd_or_404, signed_in, wajib_hak


def penulisan(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """All texts of the report with the work on them."""
    return _daftar(request, Konteks(pd_or_404(request, kode), tahun))


def _daftar(
    request: HttpRequest, konteks: Konteks, form: BagiForm | None = None, status: int = 200
) -> HttpResponse:
    saring = SaringForm(request.GET)
    found = daftar_tulis(konteks, hari_ini(), saring.saring(), signed_in(request).pk)
    refused = kenapa_tidak_membagi(wewenang(request.user, MENULIS, konteks.pd))
    if not refused and form is None:
        form = BagiForm(konteks.pd, hari_ini(), (row.bagian.slug for row in found.semua))
    context = {
        "pd": konteks.pd,
        "tahun": konteks.tahun,
        "daftar": found,
        "per_bab": per_bab(found.tampil),
        "saring": saring,
        "form": None if refused else form,
        "ada_teks_lalu": ada_teks_lalu(konteks),
        "dipilih": request.POST.getlist("bagian"),
    }
    return render(request, "reports/penulisan.html", context, status=status)


@require_POST
def bagi(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Give the chosen texts to a writer and an approver, with a due date."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENULIS, pd, tabel=TULIS)
    konteks = Konteks(pd, tahun)
    parts = {part.slug: part for part in daftar_bagian(konteks)}
    form = BagiForm(pd, hari_ini(), parts, request.POST)
    if form.is_valid():
        data = dict(form.cleaned_data)
        chosen = [parts[slug] for slug in data.pop("bagian")]

        def act() -> int:
            return bagi_tugas(
                konteks=konteks, daftar=chosen, isian=Pembagian(**data), by=signed_in(request)
            )

        count = _coba(request, konteks, form, 0, act)
        if count is not None:
            messages.success(request, f"Pembagian tugas disimpan untuk {count} bagian.")
            return redirect("penulisan", kode, tahun)
    return _daftar(request, konteks, form, _status(form))


@require_POST
def salin(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Begin with last year's texts."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENULIS, pd, tabel=TULIS)
    konteks = Konteks(pd, tahun)
    form = forms.Form(request.POST)
    count = _coba(
        request, konteks, form, 0, lambda: salin_teks(konteks=konteks, by=signed_in(request))
    )
    if count is None:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    else:
        messages.success(request, f"{count} teks disalin dari {tahun - 1}. Tinjau satu per satu.")
    return redirect("penulisan", kode, tahun)


def _coba(
    request: HttpRequest, konteks: Konteks, form: forms.Form, baris: int, act: Callable[[], Any]
) -> Any:
    """Run an action; a refusal stands in the form, and that of a rule in the audit trail too."""
    try:
        return act()
    except ValidationError as error:
        if isinstance(error, Ditolak):
            catat_penolakan(
                pd=konteks.pd,
                tabel=TULIS,
                baris=baris,
                alasan=error.alasan,
                by=signed_in(request),
            )
        form.add_error(None, error)
    return None


def _status(form: forms.Form) -> int:
    """HTTP status of a page that comes back: refused by a rule, overtaken, or to be mended."""
    codes = {"ditolak": 403, "bentrok": 409}
    found = [codes[e.code] for e in form.non_field_errors().as_data() if e.code in codes]
    return found[0] if found else 422


# --- One text ------------------------------------------------------------------------------------


def _satu_or_404(
    request: HttpRequest, kode: str, tahun: int, bagian: str
) -> tuple[Konteks, SatuTulis]:
    konteks = Konteks(pd_or_404(request, kode), tahun)
    found = satu_tulis(konteks, bagian, hari_ini())
    if found is None:
        raise Http404
    return konteks, found


def bagian(request: HttpRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """A text with its preview and its next steps."""
    return _halaman(request, *_satu_or_404(request, kode, tahun, bagian))


def _halaman(
    request: HttpRequest,
    konteks: Konteks,
    satu: SatuTulis,
    form: TulisForm | None = None,
    kembalikan: KembalikanForm | None = None,
    galat: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a text; what was typed stays in its form, whatever was refused."""
    tulis, user = satu.tulis, signed_in(request)
    text = bersihkan(form.data.get("isi", "")) if form and form.is_bound else tulis.bagian.teks
    nonce = token_urlsafe(16)
    context = {
        "pd": konteks.pd,
        "tahun": konteks.tahun,
        "satu": satu,
        "t": tulis,
        "form": form or TulisForm(tulis),
        "kembalikan": kembalikan or KembalikanForm(tulis),
        "galat": galat,
        "sidik": sidik_teks(tulis.bagian.teks),
        "bentrok": _bentrok(konteks, satu) if status == 409 else None,
        "tolak": _tolak(user, konteks, satu),
        "nonce": nonce,
        **hasil(konteks, satu, text),
        **alat(konteks, satu, text),
    }
    response = render(request, "reports/penulisan_bagian.html", context, status=status)
    response.headers["Content-Security-Policy"] = with_style_nonce(nonce)
    return response


def _tolak(user: User, konteks: Konteks, satu: SatuTulis) -> dict[str, str]:
    """Why each step is not open; an empty sentence opens it."""
    tulis = satu.tulis
    hak = wewenang(user, MENULIS, konteks.pd)
    setuju = wewenang(user, MENYETUJUI_TEKS, konteks.pd)
    return {
        "tulis": kenapa_tidak_menulis(user=user, hak=hak, tulis=tulis),
        "ajukan": kenapa_tidak_mengajukan(user=user, hak=hak, tulis=tulis),
        "buka": kenapa_tidak_membuka(user=user, hak=hak, tulis=tulis),
        "kembalikan": kenapa_tidak_meninjau(user=user, hak=setuju, tulis=tulis),
        "setujui": kenapa_tidak_menyetujui(user=user, hak=setuju, tulis=tulis),
    }


def _bentrok(konteks: Konteks, satu: SatuTulis) -> Any:
    """The stored text as the report prints it, beside the one that was not saved."""
    text = satu.tulis.bagian.teks
    return pratinjau(fakta_untuk(konteks, text), satu.tulis.bagian, text)


@require_POST
def pratinjau_teks(request: HtmxRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """How the report prints what is typed, with a suggestion put behind it; nothing is stored."""
    konteks, satu = _satu_or_404(request, kode, tahun, bagian)
    data = request.POST.dict()
    if chosen := data.get("sisip"):
        data["isi"] = bersihkan(f"{bersihkan(data.get('isi', ''))}\n{chosen}")
    form = TulisForm(satu.tulis, data)
    if not request.htmx:
        return _halaman(request, konteks, satu, form)
    context = {"pd": konteks.pd, "tahun": tahun, "t": satu.tulis}
    context |= hasil(konteks, satu, bersihkan(request.POST.get("isi", "")))
    return render(request, "reports/penulisan_pratinjau.html", context)


@require_POST
def simpan(request: HttpRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """Store the text."""
    konteks, satu = _satu_or_404(request, kode, tahun, bagian)
    form = TulisForm(satu.tulis, request.POST)
    if form.is_valid():

        def act() -> BagianTulis:
            return simpan_teks(
                konteks=konteks,
                bagian=satu.tulis.bagian,
                by=signed_in(request),
                **form.cleaned_data,
            )

        if _coba(request, konteks, form, _nomor(satu), act):
            messages.success(request, f"“{satu.tulis.bagian.nama}” disimpan.")
            return redirect(_alamat(konteks, satu))
    status = _status(form)
    fresh = satu_tulis(Konteks(konteks.pd, tahun), bagian, hari_ini()) or satu
    if status == 409:
        # What was typed stays, now based on the text that the page shows beside it.
        stored = sidik_teks(fresh.tulis.bagian.teks)
        form.data = {**request.POST.dict(), "dilihat": stored}
    return _halaman(request, konteks, fresh, form, status=status)


def cari_fakta(request: HtmxRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """Facts by kind and words, to put into the text; the part alone for an htmx request."""
    konteks, satu = _satu_or_404(request, kode, tahun, bagian)
    form = CariFaktaForm(request.GET)
    jenis, kata = form.pilihan()
    labels = document.labels(konteks) if jenis == RUJUKAN else {}
    context = {
        "pd": konteks.pd,
        "tahun": tahun,
        "t": satu.tulis,
        "cari": form,
        "hasil": cari(Fakta(konteks, labels), jenis, kata),
    }
    part = "_hasil" if request.htmx else ""
    return render(request, f"reports/penulisan_fakta{part}.html", context)


def _nomor(satu: SatuTulis) -> int:
    return satu.tulis.kerja.pk if satu.tulis.kerja else 0


def _alamat(konteks: Konteks, satu: SatuTulis) -> str:
    return reverse(
        "penulisan_bagian", args=(konteks.pd.kode, konteks.tahun, satu.tulis.bagian.slug)
    )


def _langkah(
    request: HttpRequest,
    konteks: Konteks,
    satu: SatuTulis,
    form: forms.Form,
    act: Callable[[dict[str, Any]], BagianTulis],
    said: str,
) -> HttpResponse:
    """A step with a text; a refusal comes back with the page as things stand by now."""
    if form.is_valid() and _coba(
        request, konteks, form, _nomor(satu), lambda: act(form.cleaned_data)
    ):
        messages.success(request, f"“{satu.tulis.bagian.nama}” {said}")
        return redirect(_alamat(konteks, satu))
    fresh = Konteks(konteks.pd, konteks.tahun)
    now = satu_tulis(fresh, satu.tulis.bagian.slug, hari_ini()) or satu
    kembalikan = form if isinstance(form, KembalikanForm) else None
    return _halaman(request, fresh, now, kembalikan=kembalikan, galat=form, status=_status(form))


@require_POST
def tinjau(request: HttpRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """Say that last year's text holds for this year."""
    konteks, satu = _satu_or_404(request, kode, tahun, bagian)
    return _langkah(
        request,
        konteks,
        satu,
        DilihatForm(request.POST),
        lambda data: nyatakan_ditinjau(
            konteks=konteks, bagian=satu.tulis.bagian, by=signed_in(request), **data
        ),
        "dinyatakan sudah ditinjau.",
    )


@require_POST
def ajukan(request: HttpRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """Hand the text in for approval."""
    konteks, satu = _satu_or_404(request, kode, tahun, bagian)
    return _langkah(
        request,
        konteks,
        satu,
        DilihatForm(request.POST),
        lambda data: ajukan_teks(
            konteks=konteks, bagian=satu.tulis.bagian, by=signed_in(request), **data
        ),
        "diajukan untuk ditinjau.",
    )


@require_POST
def kembalikan(request: HttpRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """Send the text back with the reason."""
    konteks, satu = _satu_or_404(request, kode, tahun, bagian)
    return _langkah(
        request,
        konteks,
        satu,
        KembalikanForm(satu.tulis, request.POST),
        lambda data: kembalikan_teks(
            konteks=konteks, bagian=satu.tulis.bagian, by=signed_in(request), **data
        ),
        "dikembalikan kepada penulisnya.",
    )


@require_POST
def setujui(request: HttpRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """Approve the text."""
    konteks, satu = _satu_or_404(request, kode, tahun, bagian)
    return _langkah(
        request,
        konteks,
        satu,
        DilihatForm(request.POST),
        lambda data: setujui_teks(
            konteks=konteks, bagian=satu.tulis.bagian, by=signed_in(request), **data
        ),
        "disetujui.",
    )


@require_POST
def buka(request: HttpRequest, kode: str, tahun: int, bagian: str) -> HttpResponse:
    """Take the text back from review, or open it again."""
    konteks, satu = _satu_or_404(request, kode, tahun, bagian)
    return _langkah(
        request,
        konteks,
        satu,
        forms.Form(request.POST),
        lambda data: buka_kembali_teks(
            konteks=konteks, bagian=satu.tulis.bagian, by=signed_in(request)
        ),
        "dibuka kembali.",
    )
