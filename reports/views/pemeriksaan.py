"""Checks of the report: what was found, accepting it, opening it again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.actions_pemeriksaan import batalkan, kecualikan
from reports.checks import Tautan
from reports.context import Konteks
from reports.models import PengecualianTemuan
from reports.pemeriksaan import HasilPemeriksaan, periksa
from reports.rules_pemeriksaan import kenapa_tidak_mengecualikan
from reports.triggers import PENGECUALIAN
from reports.views.laporan import explained
from workforce.actions import Ditolak, catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.rules import MENGECUALIKAN, wewenang
from workforce.views import pd_or_404, signed_in, wajib_hak


@explained
def pemeriksaan(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Every finding with its figures and the way to the record that mends it."""
    return _halaman(request, pd_or_404(request, kode), tahun)


def _halaman(
    request: HttpRequest, pd: PerangkatDaerah, tahun: int, status: int = 200, **ditulis: str
) -> HttpResponse:
    hasil = periksa(Konteks(pd, tahun))
    context = {
        "pd": pd,
        "tahun": tahun,
        "hasil": hasil,
        "terbuka": [(row, _beralamat(row, pd, tahun)) for row in hasil.terbuka],
        "boleh": not kenapa_tidak_mengecualikan(wewenang(signed_in(request), MENGECUALIKAN, pd)),
        "ditulis": ditulis,
    }
    return render(request, "reports/pemeriksaan.html", context, status=status)


def _beralamat(row: HasilPemeriksaan, pd: PerangkatDaerah, tahun: int) -> list[dict[str, object]]:
    return [
        {"isi": found, "alamat": _alamat(found.temuan.tautan, pd, tahun)} for found in row.terbuka
    ]


def _alamat(tautan: Tautan, pd: PerangkatDaerah, tahun: int) -> str:
    return reverse(tautan.nama, args=(pd.kode, tahun, *tautan.lanjutan))


@require_POST
def terima(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Accept a finding with a reason; what was typed stays when it cannot be stored."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENGECUALIKAN, pd, tabel=PENGECUALIAN)
    typed = {name: request.POST.get(name, "") for name in ("pemeriksaan", "kunci", "alasan")}
    try:
        kecualikan(
            pd=pd, tahun=tahun, sidik=request.POST.get("sidik", ""), by=signed_in(request), **typed
        )
    except Ditolak as error:
        _catat(request, pd, error)
        raise PermissionDenied(error.alasan) from error
    except ValidationError as error:
        fault = " ".join(error.messages)
        return _halaman(request, pd, tahun, status=422, pesan=fault, **typed)
    messages.success(request, "Temuan diterima. Alasannya tercetak dalam lampiran laporan.")
    return redirect("pemeriksaan", kode=pd.kode, tahun=tahun)


@require_POST
def buka(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """Take an exception back."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENGECUALIKAN, pd, tabel=PENGECUALIAN, baris=pk)
    rows = PengecualianTemuan.objects.of_pd(pd).filter(tahun=tahun).select_related("pd")
    try:
        batalkan(pengecualian=get_object_or_404(rows, pk=pk), by=signed_in(request))
    except Ditolak as error:
        _catat(request, pd, error, pk)
        raise PermissionDenied(error.alasan) from error
    messages.success(request, "Temuan dibuka kembali.")
    return redirect("pemeriksaan", kode=pd.kode, tahun=tahun)


def _catat(request: HttpRequest, pd: PerangkatDaerah, error: Ditolak, baris: int = 0) -> None:
    catat_penolakan(
        pd=pd, tabel=PENGECUALIAN, baris=baris, alasan=error.alasan, by=signed_in(request)
    )
