"""Invitations: sent by those who give roles, accepted by whoever holds the link."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from workforce.actions import Ditolak, catat_penolakan
from workforce.actions_undangan import (
    cabut_undangan,
    kenapa_tidak_terima,
    perbarui_undangan,
    sidik,
    terima_dengan_akun,
    terima_dengan_akun_baru,
    undang,
)
from workforce.forms_akun import AkunBaruForm, UndanganForm
from workforce.models import PerangkatDaerah, Undangan
from workforce.rules import MENUGASKAN
from workforce.surat import kirim_undangan
from workforce.triggers import UNDANGAN
from workforce.views.akses import pd_or_404, signed_in, wajib_hak


def buat(request: HttpRequest, kode: str) -> HttpResponse:
    """Invite a person to a role."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENUGASKAN, pd, tabel=UNDANGAN)
    user = signed_in(request)
    form = UndanganForm(pd, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row, token = undang(
                pd=pd,
                nama=form.cleaned_data["nama"],
                email=form.cleaned_data["email"],
                isian=form.isian(),
                by=user,
            )
        except ValidationError as error:
            if isinstance(error, Ditolak):
                _deny(request, pd, 0, error)
            form.add_error(None, error.messages)
        else:
            _send(request, row, token)
            return redirect("pengguna", kode=kode)
    return render(request, "workforce/undang.html", {"pd": pd, "form": form})


@require_POST
def perbarui(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """A new link for an invitation."""
    pd, row = _one(request, kode, pk)
    try:
        row, token = perbarui_undangan(undangan=row, by=signed_in(request))
    except Ditolak as error:
        _deny(request, pd, pk, error)
        messages.error(request, error.alasan)
    else:
        _send(request, row, token)
    return redirect("pengguna", kode=kode)


@require_POST
def cabut(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    pd, row = _one(request, kode, pk)
    try:
        cabut_undangan(undangan=row, by=signed_in(request))
    except Ditolak as error:
        _deny(request, pd, pk, error)
        messages.error(request, error.alasan)
    else:
        messages.success(request, f"Undangan untuk {row.nama} dicabut; tautannya tidak berlaku.")
    return redirect("pengguna", kode=kode)


@login_not_required
@never_cache
@sensitive_post_parameters("sandi", "sandi_ulang")
def terima(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: what is offered, and the form of a new account."""
    row = _by_token(token)
    refused = kenapa_tidak_terima(row)
    sent = request.method == "POST" and not request.user.is_authenticated
    if sent and refused:
        _deny_holder(row, refused)
    # A link that opens nothing does not tell which names are taken either.
    form = AkunBaruForm(None if refused else request.POST or None)
    if sent and form.is_valid():
        try:
            user = terima_dengan_akun_baru(
                undangan=row,
                nama_pengguna=form.cleaned_data["username"],
                sandi=form.cleaned_data["sandi"],
            )
        except ValidationError as error:
            if isinstance(error, Ditolak):
                _deny_holder(row, error.alasan)
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Selamat datang, {user}. Akun Anda sudah siap.")
            return perform_login(request, user, redirect_url=reverse("tugas"))
    context = {"undangan": row, "token": token, "form": form, "kenapa_tidak": refused}
    return render(request, "workforce/undangan.html", context)


@require_POST
def terima_akun(request: HttpRequest, token: str) -> HttpResponse:
    """Accept with the account that is signed in."""
    row = _by_token(token)
    try:
        terima_dengan_akun(undangan=row, by=signed_in(request))
    except Ditolak as error:
        _deny(request, row.pd, row.pk, error)
        messages.error(request, error.alasan)
        return redirect("undangan", token=token)
    messages.success(request, f"Anda sekarang memegang peran {row.get_peran_display()}.")
    return redirect("akun")


def _deny_holder(row: Undangan, reason: str) -> None:
    """Put a refusal of whoever holds a link into the trail; nobody knows who that is."""
    catat_penolakan(
        pd=row.pd, tabel=UNDANGAN, baris=row.pk, alasan=reason, by=None, segel_sekarang=False
    )


def _by_token(token: str) -> Undangan:
    rows = Undangan.objects.select_related("pd", "unit", "oleh")
    return get_object_or_404(rows, sidik_token=sidik(token))


def _one(request: HttpRequest, kode: str, pk: int) -> tuple[PerangkatDaerah, Undangan]:
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENUGASKAN, pd, tabel=UNDANGAN, baris=pk)
    return pd, get_object_or_404(Undangan.objects.of_pd(pd), pk=pk)


def _send(request: HttpRequest, row: Undangan, token: str) -> None:
    if kirim_undangan(row, token):
        messages.success(request, f"Undangan dikirim ke {row.email}, berlaku tujuh hari.")
    else:
        messages.error(
            request,
            f"Undangan untuk {row.nama} tersimpan, tetapi e-mail ke {row.email} tidak terkirim. "
            "Periksa alamatnya, lalu perbarui undangan.",
        )


def _deny(request: HttpRequest, pd: PerangkatDaerah, baris: int, error: Ditolak) -> None:
    catat_penolakan(pd=pd, tabel=UNDANGAN, baris=baris, alasan=error.alasan, by=signed_in(request))
