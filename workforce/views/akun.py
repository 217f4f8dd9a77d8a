"""The own account: roles and their delegation, second factor, sessions."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from workforce.actions import Ditolak, catat_penolakan
from workforce.actions_akun import akhiri_sesi, cabut_delegasi, delegasikan
from workforce.forms_akun import DelegasiForm
from workforce.models import PenugasanPeran
from workforce.queries import peran_akun
from workforce.queries_akun import delegasi_oleh, punya_faktor_kedua, sesi_akun
from workforce.querysets import hari_ini
from workforce.rules_akun import kenapa_tidak_delegasi, wajib_mfa
from workforce.triggers import PENUGASAN
from workforce.views.akses import signed_in


def akun(request: HttpRequest) -> HttpResponse:
    """Everything that the account itself decides about."""
    user, today = signed_in(request), hari_ini()
    context = {
        "peran": peran_akun(user, today),
        "delegasi": delegasi_oleh(user, today),
        "faktor_kedua": punya_faktor_kedua(user),
        "wajib": wajib_mfa(user),
        "sesi": sesi_akun(user, request.session.session_key, timezone.now()),
    }
    return render(request, "workforce/akun.html", context)


@require_POST
def sesi_akhiri(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    count = akhiri_sesi(pengguna=signed_in(request), kecuali=request.session.session_key)
    said = f"{count} sesi lain diakhiri." if count else "Tidak ada sesi lain."
    messages.success(request, said)
    return redirect("akun")


def delegasi(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand one of the own roles to a colleague for some days."""
    user = signed_in(request)
    role = _own(request, pk)
    form = DelegasiForm(role, request.POST or None)
    if request.method == "POST" and form.is_valid():
        first, last = form.masa
        try:
            given = delegasikan(
                penugasan=role,
                penerima=form.cleaned_data["penerima"],
                mulai=first,
                selesai=last,
                alasan=form.cleaned_data["alasan"],
                by=user,
            )
        except ValidationError as error:
            _denied(request, role, error)
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Peran {given} didelegasikan kepada {given.pengguna}.")
            return redirect("akun")
    refused = kenapa_tidak_delegasi(by=user, penugasan=role)
    context = {"penugasan": role, "form": form, "kenapa_tidak": refused}
    return render(request, "workforce/delegasi.html", context)


@require_POST
def delegasi_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a delegated role back, or give it back."""
    user = signed_in(request)
    rows = PenugasanPeran.objects.exclude(asal=None).select_related("asal__pengguna", "pengguna")
    row = get_object_or_404(rows.visible_to(user), pk=pk)
    try:
        cabut_delegasi(delegasi=row, by=user)
    except Ditolak as error:
        _denied(request, row, error)
        messages.error(request, error.alasan)
    else:
        messages.success(request, "Delegasi diakhiri.")
    return redirect("akun")


def _own(request: HttpRequest, pk: int) -> PenugasanPeran:
    rows = PenugasanPeran.objects.filter(pengguna=signed_in(request))
    return get_object_or_404(rows.select_related("pd", "unit", "pengguna", "asal__pengguna"), pk=pk)


def _denied(request: HttpRequest, row: PenugasanPeran, error: ValidationError) -> None:
    if isinstance(error, Ditolak):
        catat_penolakan(
            pd=row.pd, tabel=PENUGASAN, baris=row.pk, alasan=error.alasan, by=signed_in(request)
        )
