"""Pages of indicators."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.filters import SaringIndikator
from indicators.queries import baris_indikator, hitungan
from workforce.views import pd_or_404


def daftar(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Indicators of a year by kind of sasaran, with filters."""
    pd = pd_or_404(request, kode)
    form = SaringIndikator(request.GET, baris_indikator(pd, tahun))
    rows = form.result()
    groups = groupby(rows, key=lambda row: row.sasaran.get_jenis_display())
    context = {
        "pd": pd,
        "tahun": tahun,
        "form": form,
        "hitungan": hitungan(rows),
        "jumlah_semua": len(form.rows),
        "kelompok": [(label, list(members)) for label, members in groups],
    }
    return render(request, "indicators/daftar.html", context)


def rinci(request: HttpRequest, kode: str, tahun: int, indikator: str) -> HttpResponse:
    """One indicator: definition, quarters with their sentences, evidence."""
    pd = pd_or_404(request, kode)
    rows = baris_indikator(pd, tahun)
    row = next((row for row in rows if row.kode == indikator), None)
    if row is None:
        raise Http404
    index = rows.index(row)
    context = {
        "pd": pd,
        "tahun": tahun,
        "baris": row,
        "sebelum": rows[index - 1] if index else None,
        "sesudah": rows[index + 1] if index + 1 < len(rows) else None,
        "bukti": list(row.tahunan.realisasi.bukti.all()) if row.tahunan.realisasi else [],
    }
    return render(request, "indicators/rinci.html", context)
