"""Corrections of values whose period is locked: recorded beside the value, never over it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from indicators.actions import koreksi, periode_dari
from indicators.forms import KoreksiForm
from indicators.models import Realisasi
from indicators.queries import nilai_realisasi
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
    messages.success(
        request,
        f"Koreksi dicatat: {value.indikator.kode} {value.get_periode_display()} {value.tahun} "
        f"menjadi {format_number(form.cleaned_data['nilai'])}.",
    )
    return redirect("koreksi", kode=kode, pk=pk)


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
        realisasi=value,
        periode=periode_dari(owner, value.tahun, value.periode),
    )
    context: dict[str, Any] = {
        "pd": owner.pd,
        "tahun": value.tahun,
        "nilai": value,
        "indikator": owner,
        "berlaku": nilai_realisasi(value),
        "koreksi": list(value.koreksi.all()),
        "kenapa_tidak": refused,
        "form": form or KoreksiForm(),
    }
    return render(request, "indicators/koreksi.html", context, status=status)
