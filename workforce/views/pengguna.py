"""Accounts of an agency for those who give roles: who works here, as what, until when."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from workforce.actions import Ditolak, catat_penolakan
from workforce.actions_akun import (
    akhiri_peran,
    aktifkan_akun,
    beri_peran,
    lepas_faktor_kedua,
    nonaktifkan_akun,
    ubah_peran,
)
from workforce.enums import Peran
from workforce.forms_akun import PeranForm, UbahPeranForm
from workforce.models import PenugasanPeran, PerangkatDaerah, User
from workforce.queries_akun import (
    daftar_pengguna,
    delegasi_dari,
    pengguna_di,
    peran_di,
    punya_faktor_kedua,
    undangan_terbuka,
)
from workforce.querysets import hari_ini
from workforce.rules import MENUGASKAN
from workforce.rules_akun import (
    kenapa_tidak_akhiri,
    kenapa_tidak_aktif,
    kenapa_tidak_lepas_faktor,
    kenapa_tidak_nonaktif,
)
from workforce.triggers import PENGGUNA, PENUGASAN
from workforce.views.akses import pd_or_404, signed_in, wajib_hak


def daftar(request: HttpRequest, kode: str) -> HttpResponse:
    """Accounts with their roles, and invitations that wait for an answer."""
    pd = _agency(request, kode)
    context = {
        "pd": pd,
        "baris": daftar_pengguna(pd, hari_ini(), sistem=_system(request)),
        "undangan": undangan_terbuka(pd, timezone.now()),
    }
    return render(request, "workforce/pengguna.html", context)


def rinci(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """One account: its roles here, and what may be done with it."""
    pd, person = _person(request, kode, pk)
    user = signed_in(request)
    context = {
        "pd": pd,
        "orang": person,
        "peran": [
            (row, kenapa_tidak_akhiri(by=user, penugasan=row.penugasan, pd=pd))
            for row in peran_di(person, pd, hari_ini(), sistem=_system(request))
        ],
        "sendiri": person == user,
        "faktor_kedua": punya_faktor_kedua(person),
        "tidak_nonaktif": kenapa_tidak_nonaktif(by=user, pengguna=person, pd=pd),
        "tidak_aktif": kenapa_tidak_aktif(by=user, pengguna=person, pd=pd),
        "tidak_lepas": kenapa_tidak_lepas_faktor(by=user, pengguna=person, pd=pd),
    }
    return render(request, "workforce/pengguna_rinci.html", context)


def beri(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """One more role for an account."""
    pd, person = _person(request, kode, pk)
    user = signed_in(request)
    form = PeranForm(pd, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            role = beri_peran(pengguna=person, pd=pd, isian=form.isian(), by=user)
        except ValidationError as error:
            _refused(request, pd, PENGGUNA, person.pk, form, error)
        else:
            messages.success(request, f"{person} memegang peran {role}.")
            return redirect("pengguna_rinci", kode=kode, pk=pk)
    context = {"pd": pd, "orang": person, "form": form}
    return render(request, "workforce/peran_beri.html", context)


def peran_ubah(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Another unit or other dates for a role."""
    pd, role = _role(request, kode, pk)
    user = signed_in(request)
    form = UbahPeranForm(role, pd, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ubah_peran(
                penugasan=role,
                pd=pd,
                isian=form.isian(Peran(role.peran)),
                dilihat=form.cleaned_data["dilihat"],
                by=user,
            )
        except ValidationError as error:
            if isinstance(error, Ditolak):
                _deny(request, pd, PENUGASAN, pk, error)
            form.terima(error)
        else:
            messages.success(request, f"Peran {role.pengguna} diubah.")
            return redirect("pengguna_rinci", kode=kode, pk=role.pengguna_id)
    context = {
        "pd": pd,
        "orang": role.pengguna,
        "penugasan": role,
        "delegasi": delegasi_dari(role, hari_ini()),
        "form": form,
    }
    return render(request, "workforce/peran_ubah.html", context)


@require_POST
def peran_akhiri(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """End a role at once."""
    pd, role = _role(request, kode, pk)
    person, label = role.pengguna, str(role)

    def act() -> None:
        akhiri_peran(penugasan=role, pd=pd, by=signed_in(request))

    _try(request, pd, PENUGASAN, pk, act, f"Peran {label} milik {person} diakhiri.")
    if not pengguna_di(pd, sistem=_system(request)).filter(pk=person.pk).exists():
        return redirect("pengguna", kode=kode)
    return redirect("pengguna_rinci", kode=kode, pk=person.pk)


@require_POST
def nonaktifkan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Close an account."""
    pd, person = _person(request, kode, pk)

    def act() -> None:
        nonaktifkan_akun(pengguna=person, pd=pd, by=signed_in(request))

    _try(request, pd, PENGGUNA, pk, act, f"Akun {person} nonaktif; sesinya diakhiri.")
    return redirect("pengguna_rinci", kode=kode, pk=pk)


@require_POST
def aktifkan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Open a closed account again."""
    pd, person = _person(request, kode, pk)

    def act() -> None:
        aktifkan_akun(pengguna=person, pd=pd, by=signed_in(request))

    _try(request, pd, PENGGUNA, pk, act, f"Akun {person} aktif lagi.")
    return redirect("pengguna_rinci", kode=kode, pk=pk)


@require_POST
def faktor_lepas(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Take off the second factor of somebody who lost telephone and codes."""
    pd, person = _person(request, kode, pk)

    def act() -> None:
        lepas_faktor_kedua(pengguna=person, pd=pd, by=signed_in(request))

    _try(request, pd, PENGGUNA, pk, act, f"Faktor kedua {person} dilepas; sesinya diakhiri.")
    return redirect("pengguna_rinci", kode=kode, pk=pk)


def _system(request: HttpRequest) -> bool:
    return signed_in(request).sees_everything


def _agency(request: HttpRequest, kode: str) -> PerangkatDaerah:
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENUGASKAN, pd, tabel=PENUGASAN)
    return pd


def _person(request: HttpRequest, kode: str, pk: int) -> tuple[PerangkatDaerah, User]:
    pd = _agency(request, kode)
    return pd, get_object_or_404(pengguna_di(pd, sistem=_system(request)), pk=pk)


def _role(request: HttpRequest, kode: str, pk: int) -> tuple[PerangkatDaerah, PenugasanPeran]:
    pd = _agency(request, kode)
    rows = PenugasanPeran.objects.of_pd(pd)
    if _system(request):
        rows = rows | PenugasanPeran.objects.filter(pd=None)
    named = rows.select_related("pd", "unit", "pengguna", "asal__pengguna")
    return pd, get_object_or_404(named, pk=pk)


def _try(
    request: HttpRequest,
    pd: PerangkatDaerah,
    tabel: str,
    baris: int,
    act: Callable[[], None],
    said: str,
) -> None:
    """Act and say so, or say why not; a refusal goes into the audit trail."""
    try:
        act()
    except Ditolak as error:
        _deny(request, pd, tabel, baris, error)
        messages.error(request, error.alasan)
    else:
        messages.success(request, said)


def _refused(
    request: HttpRequest,
    pd: PerangkatDaerah,
    tabel: str,
    baris: int,
    form: forms.Form,
    error: ValidationError,
) -> None:
    """Put a refusal beside what was typed; one by a rule goes into the audit trail as well."""
    if isinstance(error, Ditolak):
        _deny(request, pd, tabel, baris, error)
    form.add_error(None, error.messages)


def _deny(
    request: HttpRequest, pd: PerangkatDaerah, tabel: str, baris: int, error: Ditolak
) -> None:
    catat_penolakan(pd=pd, tabel=tabel, baris=baris, alasan=error.alasan, by=signed_in(request))
