"""Corrections of months whose quarter is locked: recorded beside the figure, never over it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from budget.actions import bulanan_dari, koreksi_bulanan
from budget.forms import KoreksiBulanForm
from budget.lingkup import TINGKAT_UNIT
from budget.models import AnggaranBulanan, Keluaran, KeluaranBulanan
from budget.rules import kenapa_tidak_koreksi
from budget.views.grid import KELUARAN, tingkat_or_404
from indicators.entri import periode_tahun
from indicators.views.penolakan import catat, status_galat
from lkip.numbers import NAMA_BULAN
from lkip.periods import Triwulan
from workforce.models import PerangkatDaerah
from workforce.rules import MENGOREKSI, wewenang
from workforce.views import pd_or_404, signed_in

Bulanan = AnggaranBulanan | KeluaranBulanan


def koreksi(
    request: HttpRequest, kode: str, tahun: int, bulan: int, tingkat: str, pk: int
) -> HttpResponse:
    """The locked figure with its earlier corrections; a POST records another one."""
    pd = pd_or_404(request, kode)
    row = _row_or_404(pd, tahun, bulan, tingkat, pk)
    if request.method != "POST":
        return _halaman(request, pd, row)
    form = _form(row, request.POST)
    if not form.is_valid():
        return _halaman(request, pd, row, form=form, status=422)
    try:
        entry = koreksi_bulanan(bulanan=row, by=signed_in(request), **form.cleaned_data)
    except ValidationError as error:
        catat(request, pd, row._meta.db_table, row.pk, error)
        _terima(form, error)
        return _halaman(request, pd, row, form=form, status=status_galat(error))
    messages.success(request, f"Koreksi dicatat: {entry.perubahan}.")
    return redirect(request.path)


def _row_or_404(pd: PerangkatDaerah, tahun: int, bulan: int, tingkat: str, pk: int) -> Bulanan:
    """The month of a level or of an output; one without a row has nothing to correct."""
    rows: Any
    if tingkat == KELUARAN:
        owner: Any = get_object_or_404(Keluaran.objects.of_pd(pd), pk=pk)
        if owner.pemilik.tahun != tahun:
            raise Http404
        rows = KeluaranBulanan.objects.filter(keluaran=owner)
    else:
        owner = tingkat_or_404(pd, tahun, tingkat, pk)
        rows = bulanan_dari(owner)
    row: Bulanan = get_object_or_404(rows.prefetch_related("koreksi__oleh"), bulan=bulan)
    # Both names are that of the column that holds the owner.
    setattr(row, tingkat, owner)
    return row


def _form(row: Bulanan, data: Any = None) -> KoreksiBulanForm:
    return KoreksiBulanForm(data, rupiah=isinstance(row, AnggaranBulanan))


def _terima(form: KoreksiBulanForm, error: ValidationError) -> None:
    """Carry the reason to the page, beside everything that was typed."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error.messages)
        return
    for name, faults in error.error_dict.items():
        form.add_error(name if name in form.fields else None, faults)


def _halaman(
    request: HttpRequest,
    pd: PerangkatDaerah,
    row: Bulanan,
    *,
    form: KoreksiBulanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    owner = row.pemilik
    windows = periode_tahun(pd, owner.tahun)
    refused = kenapa_tidak_koreksi(
        hak=wewenang(signed_in(request), MENGOREKSI, pd),
        unit=owner.unit_pelaksana,
        periode=windows.get(Triwulan.dari_bulan(row.bulan)),
        ada=row.angka is not None,
    )
    output = row.keluaran if isinstance(row, KeluaranBulanan) else None
    context: dict[str, Any] = {
        "pd": pd,
        "tahun": owner.tahun,
        "bulanan": row,
        "nama_bulan": NAMA_BULAN[row.bulan - 1],
        "pemilik": owner,
        "keluaran": output,
        "unit": owner.unit_pelaksana[0].kode if owner.TINGKAT in TINGKAT_UNIT else "",
        "kunci": f"keluaran-{output.pk}" if output else f"{owner.TINGKAT}-{owner.pk}",
        "koreksi": list(row.koreksi.all()),
        "kenapa_tidak": refused,
        "form": form or _form(row),
    }
    return render(request, "budget/koreksi.html", context, status=status)
