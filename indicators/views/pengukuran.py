"""Entry of realisasi: the overview of a year, the grid of a period, one cell, submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from indicators import triggers
from indicators.actions import (
    Bentrok,
    Ditolak,
    Isian,
    ajukan,
    nilai_isian,
    simpan_realisasi,
    tarik,
)
from indicators.entri import BarisEntri, Entri, perlu_diisi, ringkasan_entri
from indicators.enums import Periode
from indicators.forms import RealisasiForm
from indicators.models import Indikator, Realisasi
from lkip.fields import exact
from workforce.actions import catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, wewenang
from workforce.views import pd_or_404, signed_in


@dataclass(frozen=True)
class BarisForm:
    """A cell with its form."""

    baris: BarisEntri
    form: RealisasiForm
    tanpa_target_pertama: bool = False


def _periode_or_404(periode: int) -> Periode:
    if periode not in Periode.values:
        raise Http404
    return Periode(periode)


def _entri(request: HttpRequest, pd: PerangkatDaerah, tahun: int) -> Entri:
    hak = wewenang(signed_in(request), MENGISI, pd)
    return Entri(pd, tahun, hak=hak, hari=hari_ini())


def ringkasan(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Every period of a year with how far it is, and every indicator beside it."""
    pd = pd_or_404(request, kode)
    entri = _entri(request, pd, tahun)
    columns = [(p, entri.periode.get(p), entri.baris(p)) for p in Periode]
    context = {
        "pd": pd,
        "tahun": tahun,
        "periode": [(p, window, ringkasan_entri(rows)) for p, window, rows in columns],
        "matriks": list(zip(*(rows for _, _, rows in columns), strict=True)),
    }
    return render(request, "indicators/pengukuran.html", context)


def isi(request: HttpRequest, kode: str, tahun: int, periode: int) -> HttpResponse:
    """The grid of a period. A plain POST saves every row that changed and keeps the rest."""
    pd = pd_or_404(request, kode)
    period = _periode_or_404(periode)
    entri = _entri(request, pd, tahun)
    chosen = request.GET.get("unit", "")
    rows = [_with_form(b) for b in entri.baris(period) if chosen in ("", b.indikator.unit.kode)]
    if request.method == "POST":
        rows, saved, failed = _save_all(request, rows)
        if saved:
            messages.success(request, f"{saved} realisasi disimpan.")
        if not failed:
            return redirect(request.get_full_path())
        messages.error(request, f"{failed} baris belum disimpan. Perbaiki yang ditandai di bawah.")
    expected = [row for row in rows if perlu_diisi(row.baris)]
    others = [row for row in rows if not perlu_diisi(row.baris)]
    if others:
        others[0] = replace(others[0], tanpa_target_pertama=True)
    context = {
        "pd": pd,
        "tahun": tahun,
        "periode": period,
        "jendela": entri.periode.get(period),
        "semua_periode": Periode,
        "unit": entri.unit,
        "unit_terpilih": chosen,
        "baris": expected + others,
        "ringkasan": ringkasan_entri(row.baris for row in rows),
        "boleh_isi": any(row.baris.dapat_diisi for row in rows),
    }
    return render(request, "indicators/isi.html", context)


def _with_form(baris: BarisEntri, data: Any = None) -> BarisForm:
    return BarisForm(baris, RealisasiForm(baris.indikator, data, initial=_initial(baris)))


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


def _save_all(request: HttpRequest, rows: Sequence[BarisForm]) -> tuple[list[BarisForm], int, int]:
    """Save each changed row on its own, so that one faulty row does not hold up the others."""
    result, saved, failed = [], 0, 0
    for row in rows:
        bound = _with_form(row.baris, request.POST)
        if not _touched(request, bound):
            result.append(row)
        elif _save(request, bound):
            saved += 1
            result.append(row)
        else:
            failed += 1
            result.append(bound)
    return result, saved, failed


def _touched(request: HttpRequest, row: BarisForm) -> bool:
    """Whether a posted row asks for anything; an empty cell that stays empty does not."""
    posted = row.form.add_prefix("versi") in request.POST
    if not posted or not row.baris.dapat_diisi or not row.form.has_changed():
        return False
    return row.baris.realisasi is not None or row.form.berisi


def _save(request: HttpRequest, row: BarisForm) -> Realisasi | None:
    """Save a bound row; its form carries the errors when that fails."""
    form, baris = row.form, row.baris
    if not form.is_valid():
        return None
    try:
        return simpan_realisasi(
            indikator=baris.indikator,
            tahun=baris.tahun,
            periode=baris.periode,
            isian=form.isian,
            versi=form.cleaned_data["versi"],
            by=signed_in(request),
        )
    except ValidationError as error:
        if isinstance(error, Ditolak):
            _deny(request, baris, error)
        _add_errors(form, error)
    return None


def _add_errors(form: RealisasiForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, faults in error.error_dict.items():
        for fault in faults:
            form.add_error(name if name in form.fields else None, fault)


def _deny(request: HttpRequest, baris: BarisEntri, error: Ditolak) -> None:
    catat_penolakan(
        pd=baris.indikator.pd,
        tabel=triggers.REALISASI,
        baris=baris.realisasi.pk if baris.realisasi else 0,
        alasan=error.alasan,
        by=signed_in(request),
    )


def _cell(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> tuple[Entri, BarisEntri]:
    pd = pd_or_404(request, kode)
    period = _periode_or_404(periode)
    owner = get_object_or_404(Indikator.objects.of_pd(pd), kode=indikator)
    entri = _entri(request, pd, tahun)
    baris = entri.satu(owner, period)
    if baris is None:
        raise Http404
    return entri, baris


@require_POST
def simpan(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> JsonResponse:
    """Save one cell; answers with the cell as it now is, or with what is wrong."""
    _, baris = _cell(request, kode, tahun, periode, indikator)
    row = _with_form(baris, request.POST)
    if _save(request, row) is None:
        return _refusal(request, row)
    _, fresh = _cell(request, kode, tahun, periode, indikator)
    return JsonResponse({"keadaan": "tersimpan", **_cell_json(fresh)})


def _refusal(request: HttpRequest, row: BarisForm) -> JsonResponse:
    faults = row.form.errors.as_data()
    codes = {fault.code for group in faults.values() for fault in group}
    messages_ = {
        name: [sentence for fault in group for sentence in fault.messages]
        for name, group in faults.items()
    }
    body: dict[str, Any] = {"keadaan": "ditolak", "galat": messages_}
    if "bentrok" in codes:
        # The stored value beside the typed one: the user decides, neither is lost.
        stored = Realisasi.objects.filter(
            indikator=row.baris.indikator, tahun=row.baris.tahun, periode=row.baris.periode
        ).select_related("diubah_oleh")
        body = {"keadaan": "bentrok", "galat": messages_, **_stored(stored.first())}
        return JsonResponse(body, status=409)
    choices = [
        fault.params["pilihan"]
        for group in faults.values()
        for fault in group
        if fault.code == "ambigu" and fault.params
    ]
    if choices:
        body["pilihan"] = choices[0]
    return JsonResponse(body, status=403 if "ditolak" in codes else 422)


def _stored(row: Realisasi | None) -> dict[str, Any]:
    if row is None:
        return {"versi": 0, "tersimpan": "", "oleh": ""}
    parts = getattr(row, "komponen", None)
    shown = {"nilai": exact(row.nilai) if row.nilai is not None else ""}
    if parts is not None:
        shown = {"pembilang": exact(parts.pembilang), "penyebut": exact(parts.penyebut)}
    return {
        "versi": row.versi,
        "tersimpan": shown,
        "oleh": str(row.diubah_oleh) if row.diubah_oleh else "seseorang di luar aplikasi",
    }


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
    entri, baris = _cell(request, kode, tahun, periode, indikator)
    row = _with_form(baris, request.POST)
    form = row.form
    form.is_valid()
    numbers = [f.name for f in form.angka]
    if any(name in form.errors or form.cleaned_data.get(name) is None for name in numbers):
        typed = [n for n in numbers if str(form.data.get(form.add_prefix(n)) or "").strip()]
        faults = [str(m) for n in typed for m in form.errors.get(n, [])]
        return JsonResponse({"penjelasan": " ".join(faults), "pertanyaan": []})
    value = nilai_isian(Isian(**{name: form.cleaned_data[name] for name in numbers}))
    if value is None:
        return JsonResponse({"penjelasan": "", "pertanyaan": []})
    hasil = entri.hasil(baris.indikator, baris.target, value)
    asked = entri.pertanyaan(baris.indikator, baris.periode, baris.target, value)
    return JsonResponse({"penjelasan": hasil.penjelasan, "pertanyaan": list(asked)})


@require_POST
def ajukan_semua(request: HttpRequest, kode: str, tahun: int, periode: int) -> HttpResponse:
    """Hand in every value whose checklist is empty; the others stay and say why."""
    pd = pd_or_404(request, kode)
    period = _periode_or_404(periode)
    rows = _entri(request, pd, tahun).baris(period)
    unit = request.POST.get("unit", "")
    done = 0
    for baris in rows:
        if unit not in ("", baris.indikator.unit.kode) or not baris.siap_diajukan:
            continue
        if _submit(request, baris):
            done += 1
    if done:
        messages.success(request, f"{done} realisasi diajukan kepada verifikator.")
    else:
        messages.warning(
            request, "Tidak ada realisasi yang siap diajukan. Lihat daftar periksa tiap baris."
        )
    target = redirect("pengukuran_isi", kode=kode, tahun=tahun, periode=periode)
    if unit:
        target["Location"] += f"?unit={unit}"
    return target


def _submit(request: HttpRequest, baris: BarisEntri) -> bool:
    try:
        ajukan(
            realisasi=cast(Realisasi, baris.realisasi),
            versi=baris.versi,
            kurang=baris.kurang,
            by=signed_in(request),
        )
    except Ditolak as error:
        _deny(request, baris, error)
        return False
    except Bentrok:
        return False
    return True


@require_POST
def tarik_satu(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> HttpResponse:
    """Take one submitted value back."""
    _, baris = _cell(request, kode, tahun, periode, indikator)
    try:
        if baris.realisasi is None:
            raise Ditolak("Belum ada nilai yang dapat ditarik kembali.")
        tarik(realisasi=baris.realisasi, versi=baris.versi, by=signed_in(request))
    except ValidationError as error:
        if isinstance(error, Ditolak):
            _deny(request, baris, error)
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Pengajuan {baris.indikator.kode} ditarik kembali.")
    return redirect("pengukuran_isi", kode=kode, tahun=tahun, periode=periode)
