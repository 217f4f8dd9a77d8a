"""Corrections of values whose period is locked: recorded beside the value, never over it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from indicators.actions import koreksi, koreksi_kosong, periode_dari
from indicators.enums import Periode
from indicators.forms import KoreksiForm
from indicators.models import Realisasi
from indicators.queries import item_dijanjikan, nilai_realisasi
from indicators.rules import kenapa_tidak_koreksi
from indicators.views.penolakan import catat_bila_ditolak, status_galat
from lkip.numbers import format_number
from workforce.rules import MENGOREKSI, wewenang
from workforce.views import pd_or_404, signed_in


def koreksi_nilai(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """The locked value with its earlier corrections; a POST records another one."""
    pd = pd_or_404(request, kode)
    rows = Realisasi.objects.of_pd(pd).select_related(
        "indikator__unit", "indikator__pd", "komponen", "diverifikasi_oleh"
    )
    value: Realisasi = get_object_or_404(rows.prefetch_related("koreksi__oleh"), pk=pk)
    if request.method != "POST":
        return _halaman(request, value)
    form = KoreksiForm(request.POST)
    if not form.is_valid():
        return _halaman(request, value, form=form, status=422)
    try:
        koreksi(realisasi=value, by=signed_in(request), **form.cleaned_data)
    except ValidationError as error:
        catat_bila_ditolak(request, value, error)
        return _tertahan(request, value, form, error)
    return _tercatat(request, value, form)


def koreksi_tanpa_nilai(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> HttpResponse:
    """The same for a promised cell that was never filled; the value comes to stand beside it."""
    pd = pd_or_404(request, kode)
    item = item_dijanjikan(pd, tahun, indikator)
    if item is None or periode not in Periode.values:
        raise Http404
    place: dict[str, Any] = {"indikator": item.indikator, "tahun": tahun, "periode": periode}
    stored = Realisasi.objects.filter(**place).first()
    if stored is not None:
        return redirect("koreksi", kode=kode, pk=stored.pk)
    empty = Realisasi(**place)
    if request.method != "POST":
        return _halaman(request, empty)
    form = KoreksiForm(request.POST)
    if not form.is_valid():
        return _halaman(request, empty, form=form, status=422)
    data: dict[str, Any] = {
        name: form.cleaned_data[name] for name in ("nilai", "alasan", "dasar_hukum")
    }
    try:
        entry = koreksi_kosong(**place, **data, by=signed_in(request))
    except ValidationError as error:
        catat_bila_ditolak(request, empty, error)
        return _tertahan(request, empty, form, error)
    return _tercatat(request, entry.realisasi, form)


def _tercatat(request: HttpRequest, value: Realisasi, form: KoreksiForm) -> HttpResponse:
    owner = value.indikator
    messages.success(
        request,
        f"Koreksi dicatat: {owner.kode} {value.get_periode_display()} {value.tahun} "
        f"menjadi {format_number(form.cleaned_data['nilai'])}.",
    )
    return redirect("koreksi", kode=owner.pd.kode, pk=value.pk)


def _tertahan(
    request: HttpRequest, value: Realisasi, form: KoreksiForm, error: ValidationError
) -> HttpResponse:
    """The page again with the reason and everything that was typed."""
    if hasattr(error, "error_dict"):
        for name, faults in error.error_dict.items():
            form.add_error(name if name in form.fields else None, faults)
    else:
        form.add_error(None, error.messages)
    return _halaman(request, value, form=form, status=status_galat(error))


def _halaman(
    request: HttpRequest, value: Realisasi, *, form: KoreksiForm | None = None, status: int = 200
) -> HttpResponse:
    owner = value.indikator
    refused = kenapa_tidak_koreksi(
        hak=wewenang(signed_in(request), MENGOREKSI, owner.pd),
        indikator=owner,
        periode=periode_dari(owner, value.tahun, value.periode),
    )
    context: dict[str, Any] = {
        "pd": owner.pd,
        "tahun": value.tahun,
        "nilai": value,
        "indikator": owner,
        "berlaku": nilai_realisasi(value) if value.pk else None,
        "koreksi": list(value.koreksi.all()) if value.pk else [],
        "kenapa_tidak": refused,
        "form": form or KoreksiForm(),
    }
    return render(request, "indicators/koreksi.html", context, status=status)
