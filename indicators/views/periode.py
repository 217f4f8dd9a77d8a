"""Reporting periods: windows per step, more time for a unit, the lock."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import triggers
from indicators.actions import Ditolak
from indicators.actions_periode import (
    buat_periode,
    kunci_periode,
    nilai_menunggu,
    perpanjang,
    simpan_periode,
)
from indicators.entri import Entri, ringkasan_entri
from indicators.enums import KeadaanSel, Periode
from indicators.forms import PeriodeForm, PerpanjanganForm
from indicators.models import PeriodePelaporan, PerjanjianKinerja
from indicators.rules import kenapa_tidak_kunci, kenapa_tidak_ubah_periode
from workforce.actions import catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MENGELOLA_PERIODE, MENGISI, wewenang, why_not
from workforce.views import pd_or_404, signed_in, wajib_hak

TAHUN_PERTAMA, TAHUN_TERAKHIR = 2000, 2100


@dataclass(frozen=True)
class JendelaBaru:
    """A period that does not exist yet, with its form."""

    periode: PeriodePelaporan
    form: PeriodeForm


@require_safe
def daftar(request: HttpRequest, kode: str) -> HttpResponse:
    """The periods of a year. Everybody of the agency may read when a window opens and closes."""
    pd = pd_or_404(request, kode)
    years = _years(pd)
    tahun = _year(request, years)
    rows = {
        row.periode: row
        for row in PeriodePelaporan.objects.of_pd(pd)
        .filter(tahun=tahun)
        .select_related("dikunci_oleh")
        .prefetch_related("perpanjangan__unit", "perpanjangan__oleh")
    }
    context = {
        "pd": pd,
        "tahun": tahun,
        "daftar_tahun": sorted({*years, tahun}, reverse=True),
        "baris": [(p, rows.get(p)) for p in Periode],
        "ada": bool(rows),
        "lengkap": len(rows) == len(Periode),
        "boleh": not why_not(request.user, MENGELOLA_PERIODE, pd),
        "hari": hari_ini(),
    }
    return render(request, "indicators/periode.html", context)


def _years(pd: PerangkatDaerah) -> list[int]:
    """Years from the first with a period or an agreement to the one after the last."""
    known = {hari_ini().year}
    known.update(PeriodePelaporan.objects.of_pd(pd).order_by().values_list("tahun", flat=True))
    known.update(PerjanjianKinerja.objects.of_pd(pd).order_by().values_list("tahun", flat=True))
    return list(range(max(known) + 1, min(known) - 1, -1))


def _year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for, even one without periods, else the one looked at last, else this year.

    Raises Http404 for what is no year.
    """
    asked = request.GET.get("tahun", "")
    if asked and asked not in map(str, range(TAHUN_PERTAMA, TAHUN_TERAKHIR + 1)):
        raise Http404
    last = request.session.get("tahun")
    return int(asked) if asked else last if last in years else hari_ini().year


def buat(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The periods of a year that do not exist yet, proposed with the usual dates."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENGELOLA_PERIODE, pd, tabel=triggers.PERIODE)
    if not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR:
        raise Http404
    there = set(PeriodePelaporan.objects.of_pd(pd).filter(tahun=tahun).values_list("periode"))
    missing = [p for p in Periode if (p.value,) not in there]
    rows = [_proposal(request, pd, tahun, p) for p in missing]
    if request.method == "POST" and all(row.form.is_valid() for row in rows):
        try:
            buat_periode(periode=[row.periode for row in rows], by=signed_in(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"{len(rows)} periode tahun {tahun} dibuat.")
            return _back(pd, tahun)
    context = {"pd": pd, "tahun": tahun, "baris": rows}
    return render(request, "indicators/periode_buat.html", context)


def _proposal(
    request: HttpRequest, pd: PerangkatDaerah, tahun: int, periode: Periode
) -> JendelaBaru:
    row = PeriodePelaporan.usulan(pd, tahun, periode)
    data = request.POST if request.method == "POST" else None
    return JendelaBaru(row, PeriodeForm(data, instance=row, prefix=f"p{periode.value}"))


def ubah(request: HttpRequest, kode: str, tahun: int, periode: int) -> HttpResponse:
    """The windows of one period."""
    pd, row = _one(request, kode, tahun, periode)
    form = PeriodeForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            simpan_periode(periode=form.instance, by=signed_in(request))
        except ValidationError as error:
            _refused(request, row, form, error)
        else:
            messages.success(request, f"Jadwal {row} disimpan.")
            return _back(pd, tahun)
    context = {"pd": pd, "tahun": tahun, "periode": row, "form": form}
    refused = kenapa_tidak_ubah_periode(periode=row)
    return render(request, "indicators/periode_ubah.html", context | {"kenapa_tidak": refused})


def perpanjang_unit(request: HttpRequest, kode: str, tahun: int, periode: int) -> HttpResponse:
    """More time for one unit, with the extensions given so far."""
    pd, row = _one(request, kode, tahun, periode)
    form = PerpanjanganForm(pd, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entry = perpanjang(periode=row, by=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            _refused(request, row, form, error)
        else:
            messages.success(request, f"{entry.unit} dapat mengisi {row} lebih lama.")
            return _back(pd, tahun)
    context = {
        "pd": pd,
        "tahun": tahun,
        "periode": row,
        "form": form,
        "kenapa_tidak": kenapa_tidak_ubah_periode(periode=row),
        "perpanjangan": row.perpanjangan.select_related("unit", "oleh"),
    }
    return render(request, "indicators/periode_perpanjang.html", context)


def kunci(request: HttpRequest, kode: str, tahun: int, periode: int) -> HttpResponse:
    """What a lock would close, and that there is no way back."""
    pd, row = _one(request, kode, tahun, periode)
    if request.method == "POST":
        try:
            kunci_periode(periode=row, by=signed_in(request))
        except Ditolak as error:
            _deny(request, row, error)
            messages.error(request, error.alasan)
            return redirect("periode_kunci", kode=kode, tahun=tahun, periode=periode)
        messages.success(request, f"{row} dikunci. Nilainya hanya berubah melalui koreksi.")
        return _back(pd, tahun)
    hari = hari_ini()
    entri = Entri(pd, tahun, hak=wewenang(signed_in(request), MENGISI, pd), hari=hari)
    summary = ringkasan_entri(entri.baris(Periode(periode)))
    waiting = nilai_menunggu(row).count()
    context = {
        "pd": pd,
        "tahun": tahun,
        "periode": row,
        "ringkasan": summary,
        "rincian": [(k, n) for k, n in summary.menurut_keadaan.items()],
        "kosong": summary.menurut_keadaan.get(KeadaanSel.KOSONG, 0),
        "belum": summary.jumlah - summary.terverifikasi,
        "dini": hari <= row.batas_verifikasi,
        "kenapa_tidak": kenapa_tidak_kunci(periode=row, menunggu=waiting, hari=hari),
    }
    return render(request, "indicators/periode_kunci.html", context)


def _one(
    request: HttpRequest, kode: str, tahun: int, periode: int
) -> tuple[PerangkatDaerah, PeriodePelaporan]:
    pd = pd_or_404(request, kode)
    rows = PeriodePelaporan.objects.of_pd(pd).select_related("pd")
    row = get_object_or_404(rows, tahun=tahun, periode=periode)
    wajib_hak(request, MENGELOLA_PERIODE, pd, tabel=triggers.PERIODE, baris=row.pk)
    return pd, row


def _refused(
    request: HttpRequest, row: PeriodePelaporan, form: BaseForm, error: ValidationError
) -> None:
    """Put a refusal beside what was typed; one by a rule goes into the audit trail as well."""
    if isinstance(error, Ditolak):
        _deny(request, row, error)
    form.add_error(None, error)


def _deny(request: HttpRequest, row: PeriodePelaporan, error: Ditolak) -> None:
    catat_penolakan(
        pd=row.pd,
        tabel=triggers.PERIODE,
        baris=row.pk,
        alasan=error.alasan,
        by=signed_in(request),
    )


def _back(pd: PerangkatDaerah, tahun: int) -> HttpResponse:
    return redirect(f"{reverse('periode', args=[pd.kode])}?tahun={tahun}")
