"""Editions of a report: list, preparing, one edition with its steps and files, comparing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.enums import JenisBerkas
from indicators.files import MIME
from reports.actions_edisi import (
    final_terakhir,
    finalkan_edisi,
    siapkan_edisi,
    tandai_kirim,
    tutup_edisi,
    ulangi_edisi,
)
from reports.banding_edisi import banding, tanpa_tabel_edisi
from reports.context import Konteks
from reports.edisi_cetak import bergambar, dokumen_edisi
from reports.enums import JenisBerkasEdisi, JenisEdisi, KeadaanEdisi
from reports.forms_edisi import AlasanForm, EdisiForm, KirimForm
from reports.lkip import document
from reports.models import BerkasEdisi, Edisi
from reports.prasyarat import prasyarat_final
from reports.queries_edisi import (
    ORANG,
    CuplikanRusak,
    baca_cuplikan,
    daftar_edisi,
    edisi_beku,
    nama_berkas,
    satu_edisi,
)
from reports.rules_edisi import (
    kenapa_tidak_memfinalkan,
    kenapa_tidak_mengulang,
    kenapa_tidak_menutup_edisi,
    kenapa_tidak_menyiapkan,
    macet,
)
from reports.triggers_edisi import EDISI
from reports.views.laporan import HtmxRequest, explained
from workforce.actions import Ditolak, catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MELIHAT_JEJAK, MEMFINALKAN, MENYIAPKAN_EDISI, may, wewenang
from workforce.views import pd_or_404, signed_in, wajib_alasan, wajib_hak

# What an edition is compared with when it is no other edition.
SEKARANG = "sekarang"
ISI = {
    JenisBerkasEdisi.CUPLIKAN: "application/json",
    JenisBerkasEdisi.HTML: "text/html; charset=utf-8",
    JenisBerkasEdisi.PDF: MIME[JenisBerkas.PDF],
    JenisBerkasEdisi.XLSX: MIME[JenisBerkas.XLSX],
}


@explained
def edisi(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """All editions of a year; whoever finalises sees beforehand what is still missing."""
    pd = pd_or_404(request, kode)
    rows = daftar_edisi(pd, tahun)
    final = next((row for row in rows if row.keadaan == KeadaanEdisi.FINAL), None)
    waits = final is None and wewenang(request.user, MEMFINALKAN, pd).unit_ids is None
    context = {
        "pd": pd,
        "tahun": tahun,
        "daftar": rows,
        "final": final,
        "prasyarat": prasyarat_final(Konteks(pd, tahun)) if waits else (),
        "boleh_menyiapkan": _boleh_menyiapkan(request, pd),
        "beku": [row for row in rows if row.beku],
    }
    return render(request, "reports/edisi.html", context)


def _boleh_menyiapkan(request: HttpRequest, pd: PerangkatDaerah) -> bool:
    return not kenapa_tidak_menyiapkan(wewenang(request.user, MENYIAPKAN_EDISI, pd))


@explained
def siapkan(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The checklist and the form of a new edition."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MENYIAPKAN_EDISI, pd, tabel=EDISI)
    hak = wewenang(request.user, MENYIAPKAN_EDISI, pd)
    wajib_alasan(request, kenapa_tidak_menyiapkan(hak), pd, tabel=EDISI)
    form = EdisiForm(request.POST or None, initial={"jenis": JenisEdisi.DRAF})
    if request.method == "POST" and form.is_valid():
        try:
            row = siapkan_edisi(pd=pd, tahun=tahun, isian=form.isian(), by=signed_in(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("edisi_rinci", kode=pd.kode, tahun=tahun, urutan=row.urutan)
    context = {
        "pd": pd,
        "tahun": tahun,
        "form": form,
        "prasyarat": prasyarat_final(Konteks(pd, tahun)),
        "terakhir": final_terakhir(pd, tahun),
    }
    return render(
        request, "reports/edisi_siapkan.html", context, status=422 if form.errors else 200
    )


def _edisi_or_404(request: HttpRequest, kode: str, tahun: int, urutan: int) -> Edisi:
    rows = Edisi.objects.of_pd(pd_or_404(request, kode)).filter(tahun=tahun)
    row: Edisi = get_object_or_404(rows.select_related("pd", "mengoreksi", *ORANG), urutan=urutan)
    return row


def rinci(request: HtmxRequest, kode: str, tahun: int, urutan: int) -> HttpResponse:
    """One edition; its progress alone for an htmx request."""
    row = _edisi_or_404(request, kode, tahun, urutan)
    if request.htmx:
        return _kemajuan(request, row)
    return _halaman(request, row)


def _kemajuan(request: HttpRequest, row: Edisi) -> HttpResponse:
    context = {"edisi": row, "pd": row.pd, "tahun": row.tahun, **_langkah(request, row)}
    response = render(request, "reports/edisi_kemajuan.html", context)
    if row.beku or row.keadaan == KeadaanEdisi.BATAL:
        # The whole page has something to show now.
        response["HX-Refresh"] = "true"
    return response


def _langkah(request: HttpRequest, row: Edisi) -> dict[str, Any]:
    """Which steps the account may take, and why not the one to the end."""
    user, now = signed_in(request), timezone.now()
    prepare = wewenang(user, MENYIAPKAN_EDISI, row.pd)
    finalise = wewenang(user, MEMFINALKAN, row.pd)
    return {
        "kenapa_tidak_final": kenapa_tidak_memfinalkan(user=user, hak=finalise, edisi=row),
        "berhak_final": finalise.unit_ids is None,
        "boleh_mengulang": not kenapa_tidak_mengulang(hak=prepare, edisi=row, sekarang=now),
        "boleh_menutup": not kenapa_tidak_menutup_edisi(
            siapkan=prepare, finalkan=finalise, edisi=row
        ),
        "boleh_mengirim": not kenapa_tidak_menyiapkan(prepare),
        "macet": macet(row, now),
        "boleh_jejak": may(user, MELIHAT_JEJAK, row.pd),
    }


def _halaman(
    request: HttpRequest, row: Edisi, *, status: int = 200, pesan: str = "", **ditulis: Any
) -> HttpResponse:
    satu = satu_edisi(row, hari_ini())
    context = {
        "pd": row.pd,
        "tahun": row.tahun,
        "edisi": row,
        "satu": satu,
        "pesan": pesan,
        "form_tutup": AlasanForm(),
        "kirim": [(sent, KirimForm(sent.isi)) for sent in satu.pengiriman],
        **_langkah(request, row),
        **ditulis,
    }
    return render(request, "reports/edisi_rinci.html", context, status=status)


Langkah = Callable[[Edisi], Edisi]


def _lakukan(
    request: HttpRequest, row: Edisi, langkah: Langkah, selesai: str, form: str = ""
) -> HttpResponse:
    """Take a step; what refuses it is shown on the page of the edition."""
    try:
        langkah(row)
    except Ditolak as error:
        catat_penolakan(
            pd=row.pd, tabel=EDISI, baris=row.pk, alasan=error.alasan, by=signed_in(request)
        )
        row.refresh_from_db()
        if _sudah_lain(row):
            # Somebody else was faster: no lack of a right.
            messages.error(request, error.alasan)
            return redirect(_alamat(row))
        raise PermissionDenied(error.alasan) from error
    except ValidationError as error:
        row.refresh_from_db()
        return _halaman(request, row, status=422, pesan=" ".join(error.messages))
    messages.success(request, selesai)
    return redirect(_alamat(row))


def _sudah_lain(row: Edisi) -> bool:
    return row.keadaan in (KeadaanEdisi.FINAL, KeadaanEdisi.BATAL)


def _alamat(row: Edisi) -> str:
    return reverse("edisi_rinci", args=(row.pd.kode, row.tahun, row.urutan))


@require_POST
def finalkan(request: HttpRequest, kode: str, tahun: int, urutan: int) -> HttpResponse:
    """Make a frozen edition final."""
    row = _edisi_or_404(request, kode, tahun, urutan)
    wajib_hak(request, MEMFINALKAN, row.pd, tabel=EDISI, baris=row.pk)
    seen, user = request.POST.get("dilihat", ""), signed_in(request)
    return _lakukan(
        request,
        row,
        lambda edisi: finalkan_edisi(edisi=edisi, dilihat=seen, by=user),
        f"Edisi {row.nomor} sudah final. Halaman buktinya terbuka untuk umum.",
    )


@require_POST
def tutup(request: HttpRequest, kode: str, tahun: int, urutan: int) -> HttpResponse:
    """End an edition that does not become final."""
    row = _edisi_or_404(request, kode, tahun, urutan)
    reason, user = request.POST.get("alasan", ""), signed_in(request)
    return _lakukan(
        request,
        row,
        lambda edisi: tutup_edisi(edisi=edisi, alasan=reason, by=user),
        "Edisi tidak dilanjutkan.",
    )


@require_POST
def ulangi(request: HttpRequest, kode: str, tahun: int, urutan: int) -> HttpResponse:
    """Send another worker."""
    row = _edisi_or_404(request, kode, tahun, urutan)
    wajib_hak(request, MENYIAPKAN_EDISI, row.pd, tabel=EDISI, baris=row.pk)
    user = signed_in(request)
    return _lakukan(
        request, row, lambda edisi: ulangi_edisi(edisi=edisi, by=user), "Pembekuan diulang."
    )


@require_POST
def kirim(request: HttpRequest, kode: str, tahun: int, urutan: int, nomor: int) -> HttpResponse:
    """Tick that an edition was sent, or take the tick back."""
    row = _edisi_or_404(request, kode, tahun, urutan)
    wajib_hak(request, MENYIAPKAN_EDISI, row.pd, tabel=EDISI, baris=row.pk)
    sent, user = get_object_or_404(row.pengiriman.all(), urutan=nomor), signed_in(request)
    form = KirimForm(sent, request.POST)
    if not form.is_valid():
        return _halaman(request, row, status=422, pesan=f"{sent.uraian}: {_galat(form)}")

    def langkah(edisi: Edisi) -> Edisi:
        tandai_kirim(pengiriman=sent, isian=form.isian(), by=user)
        return edisi

    return _lakukan(request, row, langkah, f"{sent.uraian}: tersimpan.")


def _galat(form: KirimForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def baca(request: HttpRequest, kode: str, tahun: int, urutan: int) -> HttpResponse:
    """The report as the edition froze it."""
    row = _edisi_or_404(request, kode, tahun, urutan)
    if not row.beku:
        raise Http404
    try:
        isi = baca_cuplikan(row)
    except CuplikanRusak as error:
        return _halaman(request, row, status=422, pesan=str(error))
    doc = dokumen_edisi(isi, row.nomor or "")
    context = {
        "pd": row.pd,
        "tahun": tahun,
        "edisi": row,
        "dokumen": doc,
        "units": bergambar(doc),
    }
    return render(request, "reports/edisi_baca.html", context)


@explained
def bandingkan(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A frozen edition beside another one, or beside the report as the records give it now."""
    pd = pd_or_404(request, kode)
    choices = edisi_beku(pd)
    known = {row.nomor or "": row for row in choices}
    # The two newest of the year, the newer one last, unless others are asked for.
    recent = [row.nomor or "" for row in choices if row.tahun == tahun] or list(known)
    old = request.GET.get("lama", recent[min(1, len(recent) - 1)] if recent else "")
    new = request.GET.get("baru", recent[0] if len(recent) > 1 else SEKARANG)
    if (old and old not in known) or (new != SEKARANG and new not in known):
        raise Http404
    context: dict[str, Any] = {"pd": pd, "tahun": tahun, "pilihan": choices}
    if old:
        named = f"Data {tahun} sekarang" if new == SEKARANG else new
        context |= {"lama": old, "baru": new, "baru_nama": named, "sekarang": SEKARANG}
        try:
            before = baca_cuplikan(known[old]).dokumen
            if new == SEKARANG:
                context["hasil"] = banding(tanpa_tabel_edisi(before), document(pd, tahun))
            else:
                context["hasil"] = banding(before, baca_cuplikan(known[new]).dokumen)
        except CuplikanRusak as error:
            context["pesan"] = str(error)
    return render(request, "reports/edisi_banding.html", context)


def berkas(
    request: HttpRequest, kode: str, tahun: int, urutan: int, jenis: str
) -> FileResponse | HttpResponse:
    """A file of an edition, exactly as it was stored."""
    row = _edisi_or_404(request, kode, tahun, urutan)
    file: BerkasEdisi = get_object_or_404(row.berkas.all(), jenis=jenis)
    kind = JenisBerkasEdisi(file.jenis)
    try:
        stream = file.berkas.open("rb")
    except FileNotFoundError:
        return _halaman(request, row, status=422, pesan=str(CuplikanRusak(row)))
    return FileResponse(
        stream,
        as_attachment=True,
        filename=nama_berkas(row, kind),
        content_type=ISI[kind],
    )
