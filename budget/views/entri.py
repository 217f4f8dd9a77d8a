"""Entry of realisasi and outputs of a month: the grid, one cell, its preview."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from time import time
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from budget import triggers
from budget.actions import simpan_keluaran, simpan_realisasi_anggaran
from budget.entri import BarisEntri, BarisKeluaranEntri, Entri
from budget.forms import KeluaranForm, RealisasiForm
from budget.models import Keluaran
from budget.views.grid import (
    KELUARAN,
    dikenal_or_404,
    jawaban_ditolak,
    keluhan,
    simpan_berubah,
    tersimpan,
    tingkat_or_404,
    unit_dipilih,
)
from lkip.numbers import NAMA_BULAN
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, MENGOREKSI, wewenang
from workforce.views import pd_or_404, signed_in

FormSel = RealisasiForm | KeluaranForm


@dataclass
class Grid:
    """The page of a month, with the forms that were refused by the key of their row."""

    pd: PerangkatDaerah
    tahun: int
    bulan: int
    unit: str
    entri: Entri
    ditolak: dict[str, FormSel] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Address of the page."""
        path = reverse("anggaran_isi", args=(self.pd.kode, self.tahun, self.bulan))
        return f"{path}?{urlencode({'unit': self.unit})}"

    def form(self, baris: BarisEntri | BarisKeluaranEntri) -> FormSel:
        """The form of a row: as it was typed if it was refused, else with what is stored."""
        return self.ditolak.get(baris.kunci) or _form(baris)


def _form(baris: BarisEntri | BarisKeluaranEntri, data: Any = None) -> FormSel:
    if isinstance(baris, BarisEntri):
        return RealisasiForm(baris, data)
    return KeluaranForm(baris, data)


def _grid(request: HttpRequest, kode: str, tahun: int, bulan: int) -> Grid:
    pd = pd_or_404(request, kode)
    if not 1 <= bulan <= len(NAMA_BULAN):
        raise Http404
    hak = wewenang(signed_in(request), MENGISI, pd)
    unit = unit_dipilih(request, pd, tahun, hak)
    right = wewenang(signed_in(request), MENGOREKSI, pd)
    entri = Entri(pd, tahun, bulan, hak=hak, hak_koreksi=right, hari=hari_ini(), unit=unit)
    dikenal_or_404(entri.lingkup)
    return Grid(pd, tahun, bulan, unit, entri)


def isi(request: HttpRequest, kode: str, tahun: int, bulan: int) -> HttpResponse:
    """The grid of a month. A plain POST saves every row that changed and keeps the rest."""
    grid = _grid(request, kode, tahun, bulan)
    if request.method == "POST" and not _keep_typed(request, grid):
        return redirect(grid.url)
    return render(request, "budget/isi.html", _context(grid))


def _context(grid: Grid) -> dict[str, Any]:
    entri = grid.entri
    return {
        "pd": grid.pd,
        "tahun": grid.tahun,
        "bulan": grid.bulan,
        "nama_bulan": NAMA_BULAN[grid.bulan - 1],
        "semua_bulan": list(enumerate(NAMA_BULAN, start=1)),
        "alamat": grid.url,
        "unit_terpilih": grid.unit,
        "entri": entri,
        "baris": [(b, grid.form(b)) for b in entri.baris],
        "keluaran": [(b, grid.form(b)) for b in entri.keluaran],
    }


def _keep_typed(request: HttpRequest, grid: Grid) -> bool:
    """Returns whether any row was refused; the grid shows what is stored then, and those."""
    rows: tuple[BarisEntri | BarisKeluaranEntri, ...] = (*grid.entri.baris, *grid.entri.keluaran)
    kept, grid.ditolak = simpan_berubah(
        request,
        [_form(row, request.POST) for row in rows],
        partial(_save, request, grid.pd, grid.bulan),
        kalimat="{} isian disimpan.",
    )
    if kept:
        grid.entri = _grid(request, grid.pd.kode, grid.tahun, grid.bulan).entri
    return bool(grid.ditolak)


def _save(request: HttpRequest, pd: PerangkatDaerah, bulan: int, form: FormSel) -> bool:
    save: Any
    if isinstance(form, RealisasiForm):
        owner = form.baris.lingkup.objek
        save, table = partial(simpan_realisasi_anggaran, pemilik=owner), triggers.BULANAN
    else:
        output = form.baris.angka.keluaran
        save, table = partial(simpan_keluaran, keluaran=output), triggers.KELUARAN_BULANAN

    def run() -> None:
        data = form.cleaned_data
        by = signed_in(request)
        save(bulan=bulan, versi=data["versi"], by=by, **{form.KOLOM: data[form.KOLOM]})

    return tersimpan(request, form, run, pd=pd, tabel=table)


def _row_or_404(grid: Grid, tingkat: str, pk: int) -> BarisEntri | BarisKeluaranEntri:
    """A row of the page; a level of another agency or year is not found."""
    row: BarisEntri | BarisKeluaranEntri | None
    if tingkat == KELUARAN:
        get_object_or_404(Keluaran.objects.of_pd(grid.pd), pk=pk)
        row = grid.entri.satu_keluaran(pk)
    else:
        tingkat_or_404(grid.pd, grid.tahun, tingkat, pk)
        row = grid.entri.satu(tingkat, pk)
    if row is None:
        raise Http404
    return row


@require_POST
def simpan(
    request: HttpRequest, kode: str, tahun: int, bulan: int, tingkat: str, pk: int
) -> JsonResponse:
    """Save one cell; answers with the cell and the totals as they now are, or what is wrong."""
    grid = _grid(request, kode, tahun, bulan)
    form = _form(_row_or_404(grid, tingkat, pk), request.POST)
    if not _save(request, grid.pd, bulan, form):
        return jawaban_ditolak(form)
    read = time()
    answer = _answer(_grid(request, kode, tahun, bulan), tingkat, pk)
    return JsonResponse({"keadaan": "tersimpan", "urutan": read, **answer})


def _answer(grid: Grid, tingkat: str, pk: int) -> dict[str, Any]:
    row = _row_or_404(grid, tingkat, pk)
    template = "sel_keluaran" if tingkat == KELUARAN else "sel_serapan"
    return {
        "versi": row.versi,
        "capaian": render_to_string(f"budget/{template}.html", {"b": row}),
        "halaman": _page_parts(grid.entri),
    }


def _page_parts(entri: Entri) -> dict[str, str]:
    """What changes elsewhere on the page: totals, the unit's quality, rows that are sums."""
    parts: dict[str, str] = {
        "jumlah": render_to_string("budget/isi_jumlah.html", {"entri": entri}),
        "kualitas": render_to_string("budget/isi_kualitas.html", {"entri": entri}),
    }
    for row in entri.baris:
        if row.lingkup.ada_bawahan:
            name = row.kunci
            parts[f"serapan-{name}"] = render_to_string("budget/sel_serapan.html", {"b": row})
            if row.dihitung:
                parts[f"nilai-{name}"] = render_to_string("budget/sel_hitungan.html", {"b": row})
    return parts


@require_POST
def pratinjau(
    request: HttpRequest, kode: str, tahun: int, bulan: int, tingkat: str, pk: int
) -> JsonResponse:
    """What a value would come to, while it is typed; nothing is stored."""
    grid = _grid(request, kode, tahun, bulan)
    row = _row_or_404(grid, tingkat, pk)
    form = _form(row, request.POST)
    if not form.is_valid():
        return JsonResponse({"penjelasan": keluhan(form), "pertanyaan": []})
    value = form.cleaned_data[form.KOLOM]
    if isinstance(row, BarisEntri):
        said = grid.entri.angka(row.lingkup, value).hasil_serapan.penjelasan
        asked = grid.entri.pertanyaan(row.lingkup, value)
    else:
        typed = row.dengan(value)
        said, asked = typed.angka.hasil.penjelasan, typed.pertanyaan
    return JsonResponse({"penjelasan": said, "pertanyaan": list(asked)})
