"""Agreements: list of a year, drafting, approval, signing, amendment, comparison, tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from indicators import triggers
from indicators.actions_item import (
    ambil_rencana,
    hapus_item,
    pulihkan_item,
    simpan_target,
    tambah_item,
)
from indicators.actions_perjanjian import (
    ajukan_perjanjian,
    buka_tahun,
    kembalikan_perjanjian,
    setujui_perjanjian,
    susun_perjanjian,
    tandatangani,
    ubah_perjanjian,
)
from indicators.enums import StatusPerjanjian
from indicators.forms_perjanjian import (
    AlasanForm,
    ItemForm,
    PerubahanForm,
    SusunForm,
    TanggalForm,
    TargetForm,
)
from indicators.models import ItemPerjanjian, PerjanjianKinerja, Sasaran
from indicators.queries_akibat import ATURAN, akibat_versi, versi_sebelum
from indicators.queries_perencanaan import peringatan_tahun
from indicators.queries_perjanjian import (
    bandingkan_versi,
    baris_item,
    daftar_perjanjian,
    rencana_berbeda,
)
from indicators.queries_pohon import pohon_kinerja
from indicators.rules_perencanaan import kenapa_tidak_indikator
from indicators.rules_perjanjian import kenapa_tidak_setujui, kenapa_tidak_susun
from indicators.views.penolakan import catat
from indicators.views.terhapus import daftar_terhapus, ingat_terhapus, lupakan_terhapus, terhapus
from workforce.models import PerangkatDaerah
from workforce.rules import MENCETAK, MENYETUJUI_PK, MENYUSUN_PK, may
from workforce.views import pd_or_404, signed_in, wajib_hak


def daftar(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Posts with their agreements of a year."""
    pd = pd_or_404(request, kode)
    context = {
        "pd": pd,
        "tahun": tahun,
        "daftar": daftar_perjanjian(pd, tahun),
        "boleh_susun": may(request.user, MENYUSUN_PK, pd),
        "tahun_kosong": not Sasaran.objects.of_pd(pd).filter(tahun=tahun).exists(),
        "tahun_lalu_ada": Sasaran.objects.of_pd(pd).filter(tahun=tahun - 1).exists(),
    }
    return render(request, "indicators/perjanjian_daftar.html", context)


def _agreement_or_404(request: HttpRequest, pk: int) -> PerjanjianKinerja:
    rows = PerjanjianKinerja.objects.visible_to(request.user).select_related(
        "pd", "jabatan__atasan", "jabatan__unit", "pihak_pertama", "pihak_kedua", "diajukan_oleh"
    )
    return get_object_or_404(rows, pk=pk)


def _agreement_for(request: HttpRequest, pk: int, hak: str) -> PerjanjianKinerja:
    """An agreement that the account may write to; the refusal names the rule."""
    row = _agreement_or_404(request, pk)
    wajib_hak(request, hak, row.pd, tabel=triggers.PERJANJIAN, baris=row.pk)
    return row


def _superior(row: PerjanjianKinerja) -> PerjanjianKinerja | None:
    """The agreement of the superior that is in force, where there is one in this agency."""
    return PerjanjianKinerja.objects.filter(
        jabatan=row.jabatan.atasan, tahun=row.tahun, status=StatusPerjanjian.BERLAKU
    ).first()


@require_safe
def rinci(request: HttpRequest, pk: int) -> HttpResponse:
    """One version with its items; a draft can be edited by those who may."""
    row = _agreement_or_404(request, pk)
    return _show(request, row)


def _show(
    request: HttpRequest,
    row: PerjanjianKinerja,
    bound: dict[int, TargetForm] | None = None,
    extra: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    user = signed_in(request)
    locked = kenapa_tidak_susun(user=user, pd=row.pd, perjanjian=row)
    items = baris_item(row)
    forms_ = {b.item.pk: TargetForm(b.item) for b in items} if not locked else {}
    plan = rencana_berbeda(row, [b.item for b in items]) if not locked else {}
    superior = _superior(row)
    versions = PerjanjianKinerja.objects.filter(jabatan=row.jabatan, tahun=row.tahun)
    context = {
        "pd": row.pd,
        "tahun": row.tahun,
        "perjanjian": row,
        "baris": [
            (b, (bound or {}).get(b.item.pk, forms_.get(b.item.pk)), plan.get(b.item.pk))
            for b in items
        ],
        "kunci": locked,
        "item_form": ItemForm(row, superior) if not locked else None,
        "kenapa_tidak_setujui": kenapa_tidak_setujui(user=user, perjanjian=row),
        "boleh_susun": may(user, MENYUSUN_PK, row.pd),
        "boleh_mencetak": may(user, MENCETAK, row.pd),
        "tanggal_form": TanggalForm(),
        "alasan_form": AlasanForm(),
        "perubahan_form": PerubahanForm(),
        "versi": versions.order_by("versi"),
        "status": StatusPerjanjian,
        "akibat": akibat_versi(row),
        "aturan_perubahan": ATURAN,
        "terhapus": daftar_terhapus(request, row) if not locked else [],
    }
    context |= extra or {}
    return render(request, "indicators/perjanjian.html", context, status=status)


def susun(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Begin an agreement for a post."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENYUSUN_PK, pd, tabel=triggers.PERJANJIAN)
    form = SusunForm(pd, tahun, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _try(
            request,
            form,
            pd,
            0,
            lambda: susun_perjanjian(
                jabatan=form.cleaned_data["jabatan"],
                tahun=tahun,
                hari=form.cleaned_data["hari"],
                by=signed_in(request),
            ),
        )
        if made is not None:
            return redirect("perjanjian", pk=made.pk)
    context = {"pd": pd, "tahun": tahun, "form": form, "judul": f"Susun perjanjian {tahun}"}
    return render(request, "indicators/perjanjian_form.html", context)


def _try(
    request: HttpRequest,
    form: forms.Form | None,
    pd: PerangkatDaerah,
    baris: int,
    act: Callable[[], Any],
) -> Any:
    """Run an action; a refusal stands in the form or in a message, and in the audit trail."""
    try:
        return act()
    except ValidationError as error:
        catat(request, pd, triggers.PERJANJIAN, baris, error)
        if form is None:
            messages.error(request, " ".join(error.messages))
        elif hasattr(error, "error_dict"):
            for name, faults in error.error_dict.items():
                form.add_error(name if name in form.fields else None, faults)
        else:
            form.add_error(None, error)
    return None


def _keep_targets(
    request: HttpRequest, row: PerjanjianKinerja, *, pergi: int = 0, mengajukan: bool = False
) -> HttpResponse | None:
    """Store the targets that came with a button: all rows, or none with the faults beside them.

    Every button of the page sends what was typed. `pergi` is an item that is about to go: what
    was typed there may be anything. `mengajukan` names the faults of sums at once with the others.
    """
    if "suntingan" not in request.POST:
        return None
    bound = {b.item.pk: TargetForm(b.item, request.POST) for b in baris_item(row)}
    if pergi in bound and not bound[pergi].is_valid():
        del bound[pergi]
    if not all(form.is_valid() for form in bound.values()):
        messages.error(request, "Target belum disimpan. Perbaiki yang ditandai.")
        faulty = [form for form in bound.values() if (mengajukan and form.galat) or form.errors]
        return _show(request, row, bound, {"perbaiki": faulty, "mengajukan": mengajukan}, 422)
    counter = request.POST["suntingan"]
    saved = _try(
        request,
        None,
        row.pd,
        row.pk,
        lambda: simpan_target(
            perjanjian=row,
            isian={pk: form.isian for pk, form in bound.items()},
            suntingan=int(counter) if counter.isdecimal() else 0,
            by=signed_in(request),
        ),
    )
    if saved is None:
        row.refresh_from_db()
        return _show(request, row, bound)
    return None


@require_POST
def simpan(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the targets of a draft."""
    row = _agreement_for(request, pk, MENYUSUN_PK)
    if refused := _keep_targets(request, row):
        return refused
    if "suntingan" in request.POST:
        messages.success(request, "Target disimpan.")
    return redirect("perjanjian", pk=row.pk)


@require_POST
def periksa(request: HttpRequest, pk: int, item: int) -> JsonResponse:
    """What does not add up between targets, while they are typed; nothing is stored."""
    row = _agreement_or_404(request, pk)
    found = get_object_or_404(row.item.select_related("indikator"), pk=item)
    form = TargetForm(found, request.POST)
    return JsonResponse({"masalah": [sentence for _, sentence in form.galat]})


@require_POST
def item_tambah(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an indicator to a draft."""
    row = _agreement_for(request, pk, MENYUSUN_PK)
    form = ItemForm(row, _superior(row), request.POST)
    if form.is_valid():
        made = _try(
            request,
            form,
            row.pd,
            row.pk,
            lambda: tambah_item(perjanjian=row, by=signed_in(request), **form.cleaned_data),
        )
        if made is not None:
            messages.success(request, f"Indikator {made.indikator.kode} ditambahkan.")
            return redirect("perjanjian", pk=row.pk)
    return _show(request, row, extra={"item_form": form})


@require_POST
def item_hapus(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an indicator out of a draft."""
    row = _agreement_for(request, pk, MENYUSUN_PK)
    found = get_object_or_404(ItemPerjanjian, pk=item, perjanjian=row)
    if refused := _keep_targets(request, row, pergi=found.pk):
        return refused
    removed = _try(
        request, None, row.pd, row.pk, lambda: hapus_item(item=found, by=signed_in(request))
    )
    if removed is not None:
        ingat_terhapus(request, row, item, removed)
        messages.success(
            request,
            f"{removed.kode} dihapus dari draf. Urungkan bila keliru: lihat “Baru dihapus”.",
        )
    return redirect(f"{reverse('perjanjian', args=[row.pk])}#terhapus")


@require_POST
def item_urungkan(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Put an item back that this session removed from a draft."""
    row = _agreement_for(request, pk, MENYUSUN_PK)
    if refused := _keep_targets(request, row):
        return refused
    removed = terhapus(request, row, item)
    made = removed and _try(
        request,
        None,
        row.pd,
        row.pk,
        lambda: pulihkan_item(perjanjian=row, terhapus=removed, by=signed_in(request)),
    )
    if removed is None:
        messages.error(request, "Penghapusan itu sudah diurungkan, atau bukan dari sesi ini.")
    elif made is not None:
        lupakan_terhapus(request, row, item)
        messages.success(request, f"{removed.kode} dikembalikan beserta targetnya.")
    return redirect("perjanjian", pk=row.pk)


@require_POST
def item_rencana(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take the target that the plan now holds into a draft."""
    row = _agreement_for(request, pk, MENYUSUN_PK)
    found = get_object_or_404(row.item, pk=item)
    if refused := _keep_targets(request, row):
        return refused
    found = row.item.select_related("indikator").get(pk=found.pk)
    return _step(
        request,
        row,
        lambda: ambil_rencana(item=found, by=signed_in(request)),
        f"Target tahunan {found.indikator.kode} mengikuti rencana; periksa target triwulannya.",
    )


def _step(
    request: HttpRequest, row: PerjanjianKinerja, act: Callable[[], Any], done: str
) -> HttpResponse:
    if _try(request, None, row.pd, row.pk, act) is not None:
        messages.success(request, done)
    return redirect("perjanjian", pk=row.pk)


@require_POST
def ajukan(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft in."""
    row = _agreement_for(request, pk, MENYUSUN_PK)
    if refused := _keep_targets(request, row, mengajukan=True):
        return refused
    try:
        ajukan_perjanjian(perjanjian=row, by=signed_in(request))
    except ValidationError as error:
        catat(request, row.pd, triggers.PERJANJIAN, row.pk, error)
        # The targets were kept just before: the page goes on from there.
        row.refresh_from_db()
        faulty = [form for form in (TargetForm(b.item) for b in baris_item(row)) if form.galat]
        if faulty and not kenapa_tidak_susun(user=signed_in(request), pd=row.pd, perjanjian=row):
            return _show(request, row, extra={"perbaiki": faulty, "mengajukan": True}, status=422)
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Perjanjian diajukan untuk disetujui.")
    return redirect("perjanjian", pk=row.pk)


@require_POST
def setujui(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve an agreement."""
    row = _agreement_for(request, pk, MENYETUJUI_PK)
    return _step(
        request,
        row,
        lambda: setujui_perjanjian(perjanjian=row, by=signed_in(request)),
        "Perjanjian disetujui dan siap ditandatangani.",
    )


def _form_step(
    request: HttpRequest,
    row: PerjanjianKinerja,
    form: forms.Form,
    name: str,
    act: Callable[[dict[str, Any]], PerjanjianKinerja],
    done: str,
) -> HttpResponse:
    if form.is_valid():
        made = _try(request, form, row.pd, row.pk, lambda: act(form.cleaned_data))
        if made is not None:
            messages.success(request, done)
            return redirect("perjanjian", pk=made.pk)
    return _show(request, row, extra={name: form})


@require_POST
def kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Return an agreement with a reason."""
    row = _agreement_for(request, pk, MENYETUJUI_PK)
    return _form_step(
        request,
        row,
        AlasanForm(request.POST),
        "alasan_form",
        lambda data: kembalikan_perjanjian(perjanjian=row, by=signed_in(request), **data),
        "Perjanjian dikembalikan kepada penyusun.",
    )


@require_POST
def tanda_tangan(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the signing; the agreement is in force from then on."""
    row = _agreement_for(request, pk, MENYUSUN_PK)
    return _form_step(
        request,
        row,
        TanggalForm(request.POST),
        "tanggal_form",
        lambda data: tandatangani(perjanjian=row, by=signed_in(request), **data),
        "Perjanjian berlaku.",
    )


@require_POST
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an amendment."""
    row = _agreement_for(request, pk, MENYUSUN_PK)
    return _form_step(
        request,
        row,
        PerubahanForm(request.POST),
        "perubahan_form",
        lambda data: ubah_perjanjian(perjanjian=row, by=signed_in(request), **data),
        "Versi perubahan dibuat sebagai draf.",
    )


@require_safe
def bandingkan(request: HttpRequest, pk: int) -> HttpResponse:
    """A version beside the one before it."""
    row = _agreement_or_404(request, pk)
    old = versi_sebelum(row)
    if old is None:
        raise Http404
    context = {
        "pd": row.pd,
        "tahun": row.tahun,
        "perjanjian": row,
        "lama": old,
        "beda": bandingkan_versi(old, row),
        "akibat": akibat_versi(row),
        "aturan_perubahan": ATURAN,
    }
    return render(request, "indicators/perjanjian_banding.html", context)


@require_POST
def tahun_buka(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Open a year from the one before it."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENYUSUN_PK, pd, tabel=triggers.PERJANJIAN)
    made = _try(
        request, None, pd, 0, lambda: buka_tahun(pd=pd, dari=tahun - 1, by=signed_in(request))
    )
    if made is not None:
        goals, drafts = made
        messages.success(
            request,
            f"Tahun {tahun} dibuka: {goals} sasaran dan {drafts} draf perjanjian disalin. "
            "Target diusulkan dari Renstra dan perlu diperiksa.",
        )
        for sentence in peringatan_tahun(pd, tahun):
            messages.warning(request, sentence)
    return redirect("perjanjian_daftar", kode=kode, tahun=tahun)


def pohon(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The tree of indicators with who promised them, and what hangs loose."""
    pd = pd_or_404(request, kode)
    context = {
        "pd": pd,
        "tahun": tahun,
        "pohon": pohon_kinerja(pd, tahun),
        "boleh": not kenapa_tidak_indikator(user=signed_in(request), pd=pd),
    }
    return render(request, "indicators/pohon.html", context)
