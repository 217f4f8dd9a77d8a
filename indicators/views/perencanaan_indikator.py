"""Indicators of a plan: profile, forms, retirement, order, and the grid of yearly targets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators import triggers
from indicators.actions_perencanaan import buat, nonaktifkan, sebagai_teks, ubah
from indicators.actions_target import TargetBentrok, simpan_target
from indicators.enums import JenisNilai
from indicators.forms_indikator import IndikatorForm, NonaktifForm
from indicators.forms_target import TargetForm, pilihan_sasaran
from indicators.models import DokumenPerencanaan, Indikator, SasaranRenstra, TingkatSkala
from indicators.queries_perencanaan import (
    PohonRencana,
    Rencana,
    janji_indikator,
    target_indikator,
)
from indicators.rules_perencanaan import (
    gantungan,
    kenapa_tidak_indikator,
    kode_berikut,
    pengingat_tetap,
    peringatan_nama,
    tahun_terpakai,
)
from indicators.views.penolakan import catat, status_galat
from indicators.views.perencanaan import (
    Halaman,
    formulir,
    geser_ke,
    hapus_dengan_tanya,
    tetangga,
)
from lkip.scales import Tingkat
from workforce.models import PerangkatDaerah, UnitKerja
from workforce.rules import MELIHAT_JEJAK, MENYUNTING, may, wewenang
from workforce.views import pd_or_404, signed_in, wajib_alasan


def _wajib_indikator(
    request: HttpRequest, pd: PerangkatDaerah, unit: UnitKerja | None = None, baris: int = 0
) -> None:
    refused = kenapa_tidak_indikator(user=signed_in(request), pd=pd, unit=unit)
    wajib_alasan(request, refused, pd, tabel=triggers.INDIKATOR, baris=baris)


def _indikator_or_404(pd: PerangkatDaerah, kode: str) -> Indikator:
    rows = Indikator.objects.of_pd(pd).select_related("unit", "skala", "induk", "pd")
    found: Indikator = get_object_or_404(rows, kode=kode)
    return found


def _satu(request: HttpRequest, kode: str, indikator: str) -> tuple[PerangkatDaerah, Indikator]:
    """An indicator that the account may edit."""
    pd = pd_or_404(request, kode)
    row = _indikator_or_404(pd, indikator)
    _wajib_indikator(request, pd, row.unit, row.pk)
    return pd, row


def profil(request: HttpRequest, kode: str, tahun: int, indikator: str) -> HttpResponse:
    """Everything that is known of an indicator, for everyone of the agency."""
    pd = pd_or_404(request, kode)
    row = _indikator_or_404(pd, indikator)
    context = {
        "pd": pd,
        "tahun": tahun,
        "indikator": row,
        "pendukung": row.pendukung.order_by("urutan", "pk"),
        "target": target_indikator(row),
        "janji": janji_indikator(row),
        "kenapa_tidak": kenapa_tidak_indikator(user=signed_in(request), pd=pd, unit=row.unit),
        "boleh_jejak": may(request.user, MELIHAT_JEJAK, pd),
        "tabel_jejak": triggers.INDIKATOR,
        "aktif": row.berlaku_pada(tahun),
    }
    return render(request, "indicators/perencanaan/profil.html", context)


def tambah(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A new indicator. From a sasaran, its targets come next."""
    pd = pd_or_404(request, kode)
    _wajib_indikator(request, pd)
    goal = _sasaran_diminta(request, pd)
    codes = Indikator.objects.of_pd(pd).order_by().values_list("kode", flat=True)
    proposal = {
        "kode": kode_berikut(codes, "I", 2),
        "jenis_nilai": JenisNilai.ANGKA,
        "berlaku_sejak": goal.tujuan.dokumen.tahun_awal if goal else tahun,
    }
    form = IndikatorForm(
        pd,
        wewenang(request.user, MENYUNTING, pd),
        request.POST or None,
        instance=Indikator(pd=pd),
        initial=proposal,
    )

    def done(row: Indikator) -> HttpResponse:
        messages.success(
            request,
            f"Indikator {row.kode} dibuat, dengan konsolidasi triwulan: "
            f"{row.get_konsolidasi_display().lower()}.",
        )
        _peringatkan(request, row)
        if goal is None:
            return redirect("perencanaan_indikator", kode, tahun, row.kode)
        address = reverse("perencanaan_target", args=(kode, tahun, goal.tujuan.dokumen_id))
        return redirect(f"{address}?indikator={row.kode}&sasaran={goal.pk}#baris-{row.kode}")

    halaman = Halaman(
        pd,
        tahun,
        "Indikator baru",
        f"#sasaran-renstra-{goal.pk}" if goal else "",
        pengantar=f"Sasaran {goal.kode}: {goal}" if goal else "",
    )
    return formulir(
        request, halaman, form, lambda: buat(baris=form.instance, by=signed_in(request)), done
    )


def _peringatkan(request: HttpRequest, row: Indikator) -> None:
    if sentence := peringatan_nama(row):
        messages.warning(request, sentence)


def _sasaran_diminta(request: HttpRequest, pd: PerangkatDaerah) -> SasaranRenstra | None:
    number = request.GET.get("sasaran", "")
    if not number.isdecimal():
        return None
    rows = SasaranRenstra.objects.of_pd(pd).select_related("tujuan__dokumen")
    found: SasaranRenstra | None = rows.filter(pk=int(number)).first()
    return found


def ubah_satu(request: HttpRequest, kode: str, tahun: int, indikator: str) -> HttpResponse:
    """The definition of an indicator."""
    pd, row = _satu(request, kode, indikator)
    form = IndikatorForm(
        pd, wewenang(request.user, MENYUNTING, pd), request.POST or None, instance=row
    )

    def done(saved: Indikator) -> HttpResponse:
        messages.success(request, f"Indikator {saved.kode} disimpan.")
        _peringatkan(request, saved)
        return redirect("perencanaan_indikator", kode, tahun, saved.kode)

    halaman = Halaman(
        pd,
        tahun,
        f"Ubah indikator {indikator}",
        f"#indikator-{indikator}",
        pengantar=pengingat_tetap(row),
    )
    return formulir(
        request,
        halaman,
        form,
        lambda: ubah(
            baris=form.instance, isian=form.isian, dilihat=form.yang_dilihat, by=signed_in(request)
        ),
        done,
    )


def hapus_satu(request: HttpRequest, kode: str, tahun: int, indikator: str) -> HttpResponse:
    """Remove an indicator that nothing refers to."""
    pd, row = _satu(request, kode, indikator)
    halaman = Halaman(pd, tahun, f"Hapus indikator {row.kode}?")
    return hapus_dengan_tanya(request, halaman, row, "Indikator")


def nonaktif(request: HttpRequest, kode: str, tahun: int, indikator: str) -> HttpResponse:
    """Retire an indicator after a year."""
    pd, row = _satu(request, kode, indikator)
    used = tahun_terpakai(row)
    form = NonaktifForm(
        request.POST or None,
        initial={"sampai": max((tahun, row.berlaku_sejak, *used))},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                nonaktifkan(
                    indikator=row, sampai=form.cleaned_data["sampai"], by=signed_in(request)
                )
            except ValidationError as error:
                catat(request, pd, triggers.INDIKATOR, row.pk, error)
                form.add_error(None, error)
                status = status_galat(error)
            else:
                last = form.cleaned_data["sampai"]
                messages.success(request, f"Indikator {row.kode} berlaku sampai tahun {last}.")
                return redirect("perencanaan_indikator", kode, tahun, row.kode)
    context = {
        "pd": pd,
        "tahun": tahun,
        "indikator": row,
        "form": form,
        "terkait": gantungan(row),
        "terpakai": used,
    }
    return render(request, "indicators/perencanaan/nonaktif.html", context, status=status)


@require_POST
def geser_satu(request: HttpRequest, kode: str, tahun: int, indikator: str) -> HttpResponse:
    """Let an indicator change places with its neighbour."""
    pd, row = _satu(request, kode, indikator)
    geser_ke(request, row, Indikator.objects.of_pd(pd).filter(kode=tetangga(request)).first())
    return redirect(Halaman(pd, tahun, "", f"#indikator-{row.kode}").kembali)


# --- Yearly targets --------------------------------------------------------------------------


def target(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """The grid of a document: everything that was changed is stored, or nothing."""
    pd = pd_or_404(request, kode)
    document = get_object_or_404(DokumenPerencanaan.objects.of_pd(pd), pk=pk)
    _wajib_indikator(request, pd)
    rencana = Rencana(pd, tahun, user=signed_in(request))
    (tree,) = rencana.pohon([document])
    forms_ = _baris_form(request, tree)
    status = 200
    if request.method == "POST":
        changed = [f for f in forms_ if f.dikirim and not f.baris.kenapa_tidak and f.tersentuh]
        fault = _simpan(request, document, changed)
        if fault is None:
            return redirect(f"{reverse('perencanaan', args=(kode, tahun))}#dokumen-{pk}")
        status = status_galat(fault)
    context = {
        "pd": pd,
        "tahun": tahun,
        "pohon": tree,
        "kelompok": _kelompok(tree, forms_),
        "berjanji": any(s.janji for f in forms_ for s in f.baris.sel),
        "kembali": f"{reverse('perencanaan', args=(kode, tahun))}#dokumen-{pk}",
    }
    return render(request, "indicators/perencanaan/target.html", context, status=status)


def _baris_form(request: HttpRequest, tree: PohonRencana) -> list[TargetForm]:
    """A form per indicator; the one that the address names comes with the sasaran that it names."""
    choices = pilihan_sasaran(tree.sasaran)
    goals = {str(s.pk): s for s in tree.sasaran}
    levels: dict[int, list[Tingkat]] = {}
    rows = (*tree.baris, *tree.lain)
    scales = {b.indikator.skala_id for b in rows if b.indikator.skala_id}
    for level in TingkatSkala.objects.filter(skala__in=scales).order_by("skala", "urutan"):
        levels.setdefault(level.skala_id, []).append(level.as_tingkat())
    asked = request.GET.get("indikator", "")
    return [
        TargetForm(
            b,
            choices,
            goals,
            levels.get(b.indikator.skala_id or 0, ()),
            request.POST or None,
            goals.get(request.GET.get("sasaran", "")) if b.indikator.kode == asked else None,
        )
        for b in rows
    ]


def _kelompok(tree: PohonRencana, forms_: list[TargetForm]) -> list[tuple[Any, list[TargetForm]]]:
    """Rows under their sasaran, and those without one at the end."""
    found = [(goal, [f for f in forms_ if f.baris.sasaran == goal]) for goal in tree.sasaran]
    return [*found, (None, [f for f in forms_ if f.baris.sasaran is None])]


def _simpan(
    request: HttpRequest, document: DokumenPerencanaan, changed: list[TargetForm]
) -> ValidationError | None:
    """Store the changed rows; what is wrong stands in the rows and in a message."""
    faulty = [form for form in changed if not form.is_valid()]
    if faulty:
        messages.error(request, "Belum ada yang disimpan. Perbaiki sel yang ditandai.")
        return ValidationError("isian")
    try:
        count = simpan_target(
            dokumen=document, isian=[form.isian for form in changed], by=signed_in(request)
        )
    except ValidationError as error:
        catat(request, document.pd, triggers.TARGET_TAHUNAN, 0, error)
        if isinstance(error, TargetBentrok):
            _tandai(changed, error)
        messages.error(request, " ".join(error.messages))
        return error
    if count:
        messages.success(request, f"{count} target disimpan.")
    else:
        messages.info(request, "Tidak ada target yang berubah.")
    return None


def _tandai(changed: list[TargetForm], error: TargetBentrok) -> None:
    for form in changed:
        number = form.baris.indikator.pk
        stored = {str(year): text for (pk, year), text in error.sel.items() if pk == number}
        if number in error.sasaran:
            stored["sasaran"] = sebagai_teks(error.sasaran[number])
        if stored:
            form.terima_bentrok(stored)
