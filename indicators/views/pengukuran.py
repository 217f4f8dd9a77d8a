"""Entry of realisasi: the overview of a year, the grid of a period, one cell, submission."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from indicators import triggers
from indicators.actions import Bentrok, Ditolak, Isian, ajukan, nilai_isian, simpan_realisasi, tarik
from indicators.calculations_usulan import Usulan
from indicators.entri import BarisEntri, Entri, perlu_diisi, ringkasan_entri
from indicators.enums import Periode, StatusData
from indicators.forms import RealisasiForm
from indicators.models import Indikator, ItemPerjanjian, PeriodePelaporan, Realisasi
from indicators.queries import item_dijanjikan, tahun_perjanjian
from indicators.rules import kenapa_tidak_koreksi
from lkip.navigation import tautan_tahun
from lkip.numbers import round_half_up
from workforce.actions import catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, MENGOREKSI, MENYUSUN_PK, Wewenang, may, wewenang
from workforce.views import pd_or_404, signed_in


@dataclass(frozen=True)
class BarisForm:
    """A cell with its form."""

    baris: BarisEntri
    form: RealisasiForm
    usulan: Usulan | None = None
    tanpa_target_pertama: bool = False
    dapat_dikoreksi: bool = False


def _periode_or_404(periode: int) -> Periode:
    if periode not in Periode.values:
        raise Http404
    return Periode(periode)


def _entri(
    request: HttpRequest, pd: PerangkatDaerah, tahun: int, item: ItemPerjanjian | None = None
) -> Entri:
    hak = wewenang(signed_in(request), MENGISI, pd)
    return Entri(pd, tahun, hak=hak, hari=hari_ini(), item=item)


@require_safe
def ringkasan(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Every period of a year with how far it is, and every indicator beside it."""
    pd = pd_or_404(request, kode)
    entri = _entri(request, pd, tahun)
    columns = [(p, entri.periode.get(p), entri.baris(p)) for p in Periode]
    context = {
        "pd": pd,
        "tahun": tahun,
        "periode": [(p, window, ringkasan_entri(rows)) for p, window, rows in columns],
        "penyebut": entri.penyebut,
        "daftar_tahun": tautan_tahun("pengukuran", tahun, tahun_perjanjian([pd]), kode=pd.kode),
        "boleh_menyusun": may(request.user, MENYUSUN_PK, pd),
        "matriks": list(zip(*(rows for _, _, rows in columns), strict=True)),
    }
    return render(request, "indicators/pengukuran.html", context)


def isi(request: HttpRequest, kode: str, tahun: int, periode: int) -> HttpResponse:
    """The grid of a period. A plain POST saves every row that changed and keeps the rest."""
    grid = _grid(request, kode, tahun, periode)
    if request.method == "POST" and not _keep_typed(request, grid):
        return redirect(grid.url)
    return _page(request, grid)


@dataclass
class Grid:
    """The page of a period, limited to one unit or not, with the forms that were refused."""

    pd: PerangkatDaerah
    tahun: int
    periode: Periode
    unit: str
    entri: Entri
    ditolak: dict[str, RealisasiForm] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Address of the page."""
        path = reverse("pengukuran_isi", args=(self.pd.kode, self.tahun, self.periode.value))
        return f"{path}?{urlencode({'unit': self.unit})}" if self.unit else path

    @property
    def sel(self) -> list[BarisEntri]:
        """The cells of the page."""
        rows = self.entri.baris(self.periode)
        return [b for b in rows if self.unit in ("", b.indikator.unit.kode)]


def _grid(request: HttpRequest, kode: str, tahun: int, periode: int) -> Grid:
    pd = pd_or_404(request, kode)
    unit = request.POST.get("unit") or request.GET.get("unit", "")
    period, entri = _periode_or_404(periode), _entri(request, pd, tahun)
    if unit and unit not in {one.kode for one in entri.unit}:
        raise Http404
    return Grid(pd, tahun, period, unit, entri)


def _page(request: HttpRequest, grid: Grid) -> HttpResponse:
    cells = grid.sel
    window = grid.entri.periode.get(grid.periode)
    correcting = wewenang(signed_in(request), MENGOREKSI, grid.pd)
    rows = [
        _correctable(
            BarisForm(b, grid.ditolak.get(b.indikator.kode) or _form(b), _usulan(grid, b)),
            correcting,
            window,
        )
        for b in cells
    ]
    expected = [row for row in rows if perlu_diisi(row.baris)]
    others = [row for row in rows if not perlu_diisi(row.baris)]
    if others:
        others[0] = replace(others[0], tanpa_target_pertama=True)
    context = {
        "pd": grid.pd,
        "tahun": grid.tahun,
        "periode": grid.periode,
        "alamat": grid.url,
        "jendela": window,
        "semua_periode": Periode,
        "unit": grid.entri.unit,
        "unit_terpilih": grid.unit,
        "baris": expected + others,
        "ringkasan": ringkasan_entri(cells),
        "boleh_isi": any(b.dapat_diisi for b in cells),
    }
    return render(request, "indicators/isi.html", context)


def _usulan(grid: Grid, baris: BarisEntri) -> Usulan | None:
    if baris.periode != Periode.TAHUN or not baris.dapat_diisi:
        return None
    return grid.entri.usulan(baris.item)


def _form(baris: BarisEntri, data: Any = None) -> RealisasiForm:
    return RealisasiForm(baris.indikator, data, initial=_initial(baris))


def _correctable(row: BarisForm, hak: Wewenang, periode: PeriodePelaporan | None) -> BarisForm:
    if not perlu_diisi(row.baris):
        return row
    owner = row.baris.indikator
    refused = kenapa_tidak_koreksi(hak=hak, indikator=owner, periode=periode)
    return replace(row, dapat_dikoreksi=not refused)


def _initial(baris: BarisEntri) -> dict[str, Any]:
    row = baris.realisasi
    if row is None:
        return {"versi": 0}
    parts = getattr(row, "komponen", None)
    return {
        "versi": row.versi,
        "nilai": row.nilai,
        "pembilang": getattr(parts, "pembilang", None),
        "penyebut": getattr(parts, "penyebut", None),
        "status_data": row.status_data,
        "perkiraan_rilis": row.perkiraan_rilis,
        "penyebab": row.penyebab,
        "tindak_lanjut": row.tindak_lanjut,
        "catatan": row.catatan,
    }


def _keep_typed(request: HttpRequest, grid: Grid, typed: QueryDict | None = None) -> bool:
    """Save each changed row on its own, so that a faulty one does not hold up the others.

    Every button of the page sends all rows, so every button keeps them. The grid shows what is
    stored then, and the refused forms as they were typed; returns whether there are any.
    """
    saved = 0
    for baris in grid.sel:
        form = _form(baris, request.POST if typed is None else typed)
        if not _touched(baris, form):
            continue
        if _save(request, form, grid.tahun, grid.periode):
            saved += 1
        else:
            grid.ditolak[baris.indikator.kode] = form
    if saved:
        messages.success(request, f"{saved} realisasi disimpan.")
        grid.entri = _entri(request, grid.pd, grid.tahun)
    if grid.ditolak:
        messages.error(
            request,
            f"{len(grid.ditolak)} baris belum disimpan. Perbaiki yang ditandai di bawah.",
        )
    return bool(grid.ditolak)


def _touched(baris: BarisEntri, form: RealisasiForm) -> bool:
    """Whether a posted row asks for anything; an empty cell that stays empty does not.

    A cell that has been closed since is asked for as well: what was typed there is not lost.
    """
    posted = form.add_prefix("versi") in form.data
    if not posted or not form.has_changed():
        return False
    return baris.realisasi is not None or form.berisi


def _save(
    request: HttpRequest, form: RealisasiForm, tahun: int, periode: Periode
) -> Realisasi | None:
    """Save a bound form; it carries the errors when that fails."""
    if not form.is_valid():
        return None
    try:
        return simpan_realisasi(
            indikator=form.indikator,
            tahun=tahun,
            periode=periode,
            isian=form.isian,
            versi=form.cleaned_data["versi"],
            by=signed_in(request),
        )
    except ValidationError as error:
        if isinstance(error, Bentrok):
            form.bentrok = error
        if isinstance(error, Ditolak):
            stored = Realisasi.objects.filter(
                indikator=form.indikator, tahun=tahun, periode=periode
            ).first()
            _deny(request, form.indikator, stored, error)
        _add_errors(form, error)
    return None


def _add_errors(form: RealisasiForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, faults in error.error_dict.items():
        for fault in faults:
            form.add_error(name if name in form.fields else None, fault)


def _deny(
    request: HttpRequest, indikator: Indikator, realisasi: Realisasi | None, error: Ditolak
) -> None:
    catat_penolakan(
        pd=indikator.pd,
        tabel=triggers.REALISASI,
        baris=realisasi.pk if realisasi else 0,
        alasan=error.alasan,
        by=signed_in(request),
    )


def _promised_or_404(pd: PerangkatDaerah, tahun: int, kode: str) -> ItemPerjanjian:
    item = item_dijanjikan(pd, tahun, kode)
    if item is None:
        raise Http404
    return item


@require_POST
def simpan(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> JsonResponse:
    """Save one cell; answers with the cell as it now is, or with what is wrong."""
    pd = pd_or_404(request, kode)
    period = _periode_or_404(periode)
    item = _promised_or_404(pd, tahun, indikator)
    form = RealisasiForm(item.indikator, request.POST)
    if _save(request, form, tahun, period) is None:
        return _refusal(form)
    (fresh,) = _entri(request, pd, tahun, item).baris(period)
    return JsonResponse({"keadaan": "tersimpan", **_cell_json(fresh)})


def _refusal(form: RealisasiForm) -> JsonResponse:
    faults = form.errors.as_data()
    body: dict[str, Any] = {
        "keadaan": "ditolak",
        "galat": {
            name: [sentence for fault in group for sentence in fault.messages]
            for name, group in faults.items()
        },
        # Both readings of an ambiguous number, by the field that holds it.
        "pilihan": {
            name: fault.params["pilihan"]
            for name, group in faults.items()
            for fault in group
            if fault.code == "ambigu" and fault.params
        },
    }
    if form.bentrok is not None:
        # The stored value beside the typed one: the user decides, neither is lost.
        body |= {
            "keadaan": "bentrok",
            "versi": form.versi_tersimpan,
            "tersimpan": form.tersimpan,
        }
        return JsonResponse(body, status=409)
    codes = {fault.code for group in faults.values() for fault in group}
    return JsonResponse(body, status=403 if "ditolak" in codes else 422)


def _cell_json(baris: BarisEntri) -> dict[str, Any]:
    return {
        "versi": baris.versi,
        "capaian": render_to_string("indicators/sel_capaian.html", {"b": baris}),
        "lencana": render_to_string("indicators/sel_keadaan.html", {"b": baris}),
        "kurang": render_to_string("indicators/sel_kurang.html", {"b": baris}),
    }


@require_POST
def pratinjau(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> JsonResponse:
    """What a value would come to, while it is typed; nothing is stored."""
    pd = pd_or_404(request, kode)
    period = _periode_or_404(periode)
    entri = _entri(request, pd, tahun, _promised_or_404(pd, tahun, indikator))
    (baris,) = entri.baris(period)
    form = _form(baris, request.POST)
    form.is_valid()
    numbers = [f.name for f in form.angka]
    if any(name in form.errors or form.cleaned_data.get(name) is None for name in numbers):
        typed = [n for n in numbers if str(form.data.get(form.add_prefix(n)) or "").strip()]
        faults = [str(m) for n in typed for m in form.errors.get(n, [])]
        return JsonResponse({"penjelasan": " ".join(faults), "pertanyaan": []})
    value = nilai_isian(Isian(**{name: form.cleaned_data[name] for name in numbers}))
    hasil = entri.hasil(baris.indikator, baris.target, value)
    asked = entri.pertanyaan(baris.indikator, baris.periode, baris.target, value)
    return JsonResponse({"penjelasan": hasil.penjelasan, "pertanyaan": list(asked)})


@require_POST
def ajukan_semua(request: HttpRequest, kode: str, tahun: int, periode: int) -> HttpResponse:
    """Keep what was typed, then hand in every value whose checklist is empty."""
    grid = _grid(request, kode, tahun, periode)
    refused = _keep_typed(request, grid)
    ready = [b for b in grid.sel if b.siap_diajukan and b.indikator.kode not in grid.ditolak]
    done = sum(_submit(request, baris) for baris in ready)
    if done:
        messages.success(request, f"{done} realisasi diajukan kepada verifikator.")
        grid.entri = _entri(request, grid.pd, tahun)
    nothing = "" if done else "Tidak ada realisasi yang siap diajukan."
    if said := " ".join(filter(None, (nothing, _tertinggal(grid)))):
        messages.warning(request, said)
    return _page(request, grid) if refused else redirect(grid.url)


def _tertinggal(grid: Grid) -> str:
    """The rows that were not handed in, by reason, as a sentence; empty when there is none."""
    groups: dict[str, list[str]] = {}
    for baris in grid.sel:
        code = baris.indikator.kode
        if code in grid.ditolak:
            why = "isiannya belum tersimpan"
        elif baris.siap_diajukan:
            why = "berubah sejak halaman dibuka; periksa, lalu ajukan lagi"
        else:
            why = baris.kenapa_belum
        if why:
            groups.setdefault(why.rstrip("."), []).append(code)
    count = sum(map(len, groups.values()))
    reasons = "; ".join(f"{', '.join(codes)}: {why}" for why, codes in groups.items())
    return f"{count} baris tidak diajukan. {reasons}." if groups else ""


def _submit(request: HttpRequest, baris: BarisEntri) -> bool:
    try:
        ajukan(
            realisasi=cast(Realisasi, baris.realisasi),
            versi=baris.versi,
            kurang=baris.kurang,
            by=signed_in(request),
        )
    except Ditolak as error:
        _deny(request, baris.indikator, baris.realisasi, error)
        return False
    except Bentrok:
        return False
    return True


@require_POST
def tarik_satu(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> HttpResponse:
    """Keep what was typed elsewhere on the page, then take one submitted value back."""
    grid = _grid(request, kode, tahun, periode)
    owner = get_object_or_404(Indikator.objects.of_pd(grid.pd), kode=indikator)
    baris = grid.entri.satu(owner, grid.periode)
    if baris is None:
        raise Http404
    refused = _keep_typed(request, grid)
    try:
        if baris.realisasi is None:
            raise Ditolak("Belum ada nilai yang dapat ditarik kembali.")
        tarik(realisasi=baris.realisasi, versi=baris.versi, by=signed_in(request))
    except ValidationError as error:
        if isinstance(error, Ditolak):
            _deny(request, owner, baris.realisasi, error)
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Pengajuan {owner.kode} ditarik kembali.")
        grid.entri = _entri(request, grid.pd, tahun)
    return _page(request, grid) if refused else redirect(grid.url)


@require_POST
def usulan_pakai(request: HttpRequest, kode: str, tahun: int, indikator: str) -> HttpResponse:
    """Take what the quarters propose for the year as if it had been typed, and keep the rest."""
    grid = _grid(request, kode, tahun, Periode.TAHUN)
    item = _promised_or_404(grid.pd, tahun, indikator)
    baris = cast(BarisEntri, grid.entri.satu(item.indikator, grid.periode))
    proposal = grid.entri.usulan(baris.item)
    typed = request.POST.copy()
    if proposal is None:
        messages.warning(request, f"Triwulan {indikator} tidak memberi nilai tahunan yang lain.")
    else:
        typed.update(_ketikan(baris, proposal, typed))
    if _keep_typed(request, grid, typed):
        return _page(request, grid)
    if proposal is not None:
        messages.success(
            request,
            f"Nilai tahunan {indikator} kini {proposal.tercetak}, sebagai draf. "
            f"{proposal.penjelasan}",
        )
    return redirect(f"{grid.url}#baris-{indikator}")


def _ketikan(baris: BarisEntri, usulan: Usulan, typed: QueryDict) -> dict[str, str]:
    """A proposal as a browser would send it in a row, with the words that stand beside it."""
    form = _form(baris)
    row = {}
    for name, value in _initial(baris).items():
        key = form.add_prefix(name)
        row[key] = typed.get(key, "" if value is None else str(value))
    numbers = {"nilai": usulan.nilai, "pembilang": usulan.pembilang, "penyebut": usulan.penyebut}
    for number in form.angka:
        value = cast(Decimal, numbers[number.name])
        # Four decimals are stored, and leave no doubt which sign is the comma.
        row[number.html_name] = f"{round_half_up(value, 4):f}".replace(".", ",")
    row[form.add_prefix("status_data")] = StatusData.ADA
    return row
