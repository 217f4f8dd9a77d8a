"""Entry of the cash plan of a year, twelve months per row."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from time import time
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from budget import triggers
from budget.actions import simpan_rencana
from budget.calculations import jumlah_diketahui
from budget.calculations_entri import periksa_rencana
from budget.forms import RencanaForm
from budget.rencana import BarisRencana, Rencana
from budget.views.grid import (
    dikenal_or_404,
    jawaban_ditolak,
    keluhan,
    simpan_berubah,
    tersimpan,
    tingkat_or_404,
    unit_dipilih,
)
from lkip.numbers import NAMA_BULAN, format_rupiah
from workforce.models import PerangkatDaerah
from workforce.rules import MENGISI, wewenang
from workforce.views import pd_or_404, signed_in


@dataclass
class Grid:
    """The plans of a page, with the forms that were refused by the key of their row."""

    pd: PerangkatDaerah
    tahun: int
    unit: str
    rencana: Rencana
    ditolak: dict[str, RencanaForm] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Address of the page."""
        path = reverse("anggaran_rencana", args=(self.pd.kode, self.tahun))
        return f"{path}?{urlencode({'unit': self.unit})}"


def _grid(request: HttpRequest, kode: str, tahun: int) -> Grid:
    pd = pd_or_404(request, kode)
    hak = wewenang(signed_in(request), MENGISI, pd)
    unit = unit_dipilih(request, pd, tahun, hak)
    rencana = Rencana(pd, tahun, hak=hak, unit=unit)
    dikenal_or_404(rencana.lingkup)
    return Grid(pd, tahun, unit, rencana)


def isi(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The plans of a year. A plain POST saves every row that changed and keeps the rest."""
    grid = _grid(request, kode, tahun)
    if request.method == "POST" and not _keep_typed(request, grid):
        return redirect(grid.url)
    context = {
        "pd": grid.pd,
        "tahun": tahun,
        "nama_bulan": NAMA_BULAN,
        "alamat": grid.url,
        "unit_terpilih": grid.unit,
        "rencana": grid.rencana,
        "baris": [(b, grid.ditolak.get(b.kunci) or RencanaForm(b)) for b in grid.rencana.baris],
    }
    return render(request, "budget/rencana.html", context)


def _keep_typed(request: HttpRequest, grid: Grid) -> bool:
    """Returns whether any row was refused; the grid shows what is stored then, and those."""
    forms = [RencanaForm(row, request.POST) for row in grid.rencana.baris]
    kept, grid.ditolak = simpan_berubah(
        request, forms, partial(_save, request, grid.pd), kalimat="Rencana {} baris disimpan."
    )
    if kept:
        grid.rencana = _grid(request, grid.pd.kode, grid.tahun).rencana
    return bool(grid.ditolak)


def _save(request: HttpRequest, pd: PerangkatDaerah, form: RencanaForm) -> bool:
    def run() -> None:
        simpan_rencana(
            pemilik=form.baris.lingkup.objek,
            bulanan=form.bulanan,
            sidik=form.cleaned_data["sidik"],
            by=signed_in(request),
        )

    return tersimpan(request, form, run, pd=pd, tabel=triggers.BULANAN)


def _row_or_404(grid: Grid, tingkat: str, pk: int) -> BarisRencana:
    tingkat_or_404(grid.pd, grid.tahun, tingkat, pk)
    row = grid.rencana.satu(tingkat, pk)
    if row is None:
        raise Http404
    return row


@require_POST
def simpan(request: HttpRequest, kode: str, tahun: int, tingkat: str, pk: int) -> JsonResponse:
    """Save one plan; answers with its total and those of the page, or with what is wrong."""
    grid = _grid(request, kode, tahun)
    form = RencanaForm(_row_or_404(grid, tingkat, pk), request.POST)
    if not _save(request, grid.pd, form):
        return jawaban_ditolak(form)
    read = time()
    fresh = _grid(request, kode, tahun)
    row = _row_or_404(fresh, tingkat, pk)
    answer: dict[str, Any] = {
        "keadaan": "tersimpan",
        "urutan": read,
        "versi": row.sidik,
        "capaian": render_to_string("budget/sel_rencana.html", {"b": row}),
        "halaman": _page_parts(fresh.rencana),
    }
    return JsonResponse(answer)


def _page_parts(rencana: Rencana) -> dict[str, str]:
    """What changes elsewhere on the page: totals, and rows that are sums."""
    parts: dict[str, str] = {
        "jumlah": render_to_string("budget/rencana_jumlah.html", {"rencana": rencana})
    }
    for row in rencana.baris:
        if row.dihitung:
            html = render_to_string("budget/rencana_hitungan.html", {"b": row})
            parts[f"baris-{row.kunci}"] = html
    return parts


@require_POST
def pratinjau(request: HttpRequest, kode: str, tahun: int, tingkat: str, pk: int) -> JsonResponse:
    """What a plan adds up to, while it is typed; nothing is stored."""
    grid = _grid(request, kode, tahun)
    row = _row_or_404(grid, tingkat, pk)
    form = RencanaForm(row, request.POST)
    if not form.is_valid():
        return JsonResponse({"penjelasan": keluhan(form), "pertanyaan": []})
    asked = periksa_rencana(rencana=form.bulanan, pagu=row.lingkup.pagu)
    said = f"Rencana setahun {format_rupiah(jumlah_diketahui(form.bulanan))}."
    return JsonResponse({"penjelasan": said, "pertanyaan": list(asked)})
