"""Pages of indicators."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from indicators import triggers
from indicators.entri import periode_tahun
from indicators.filters import SaringIndikator
from indicators.models import Realisasi
from indicators.queries import BarisIndikator, baris_indikator, hitungan
from indicators.queries_akibat import akibat_versi, keterangan_akibat
from indicators.rules_perencanaan import kenapa_tidak_indikator
from workforce.models import PerangkatDaerah
from workforce.rules import MELIHAT_JEJAK, MENGOREKSI, may
from workforce.views import pd_or_404, signed_in


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
    index, pk = rows.index(row), row.item.perjanjian
    context = {
        "pd": pd,
        "tahun": tahun,
        "baris": row,
        "catatan_mutu": row.indikator.catatan_mutu_pada(tahun),
        "akibat": keterangan_akibat(pk, akibat_versi(pk) or (), row.indikator),
        "sebelum": rows[index - 1] if index else None,
        "sesudah": rows[index + 1] if index + 1 < len(rows) else None,
        "riwayat": _tercatat(row) if may(request.user, MELIHAT_JEJAK, pd) else [],
        "tabel_jejak": triggers.REALISASI,
        "boleh_ubah": not kenapa_tidak_indikator(
            user=signed_in(request), pd=pd, unit=row.indikator.unit
        ),
        "dapat_dikoreksi": _terkunci(row, pd) if may(request.user, MENGOREKSI, pd) else [],
        "bukti": list(row.tahunan.realisasi.bukti.all()) if row.tahunan.realisasi else [],
    }
    return render(request, "indicators/rinci.html", context)


def _terkunci(row: BarisIndikator, pd: PerangkatDaerah) -> list[Realisasi]:
    """Values of the year whose period is locked: only a correction changes them."""
    windows = periode_tahun(pd, row.tahunan.tahun)
    locked = {window.periode for window in windows.values() if window.terkunci}
    return [value for value in _tercatat(row) if value.periode in locked]


def _tercatat(row: BarisIndikator) -> list[Realisasi]:
    """Values of the year that exist, quarters first."""
    values = [isi.realisasi for isi in (*(t.isi for t in row.triwulan), row.tahunan)]
    return [value for value in values if value is not None]
