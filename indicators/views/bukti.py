"""Evidence of a value: list, upload, letter of an outside body, removal, the files themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from indicators.actions import periode_dari
from indicators.actions_bukti import hapus_bukti, pilih_surat, simpan_semua_bukti
from indicators.entri import tanpa_bukti_berikutnya
from indicators.enums import JenisBerkas, Periode
from indicators.files import MIME, nama_tampil, ukuran_tampil
from indicators.forms import BuktiForm, SuratForm
from indicators.models import BuktiDukung, Indikator, Realisasi
from indicators.rules import kenapa_tidak_bukti
from indicators.views.penolakan import catat_bila_ditolak, status_galat
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, wewenang
from workforce.views import pd_or_404, signed_in

# What a browser shows by itself; everything else is handed over for saving.
TAMPIL = (JenisBerkas.PDF, JenisBerkas.JPEG, JenisBerkas.PNG)
# A file may be shown in a frame of our own pages and runs nothing.
_KEBIJAKAN = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class BuktiTampil:
    """A piece of evidence as pages show it."""

    bukti: BuktiDukung

    @property
    def nama(self) -> str:
        """File name, cut for display."""
        return nama_tampil(self.bukti.nama_berkas)

    @property
    def ukuran(self) -> str:
        """Size in words."""
        return ukuran_tampil(self.bukti.ukuran)

    @property
    def pratinjau(self) -> str:
        """How a page shows the file: `gambar`, `bingkai`, or empty when it cannot."""
        if not self.bukti.berkas or self.bukti.jenis_isi not in TAMPIL:
            return ""
        return "bingkai" if self.bukti.jenis_isi == JenisBerkas.PDF else "gambar"


def bukti_nilai(realisasi: Realisasi) -> list[BuktiTampil]:
    """Evidence of a value, ready to be shown; one query."""
    return [BuktiTampil(b) for b in realisasi.bukti.select_related("diunggah_oleh")]


@dataclass(frozen=True)
class _Tempat:
    """The cell that a page of evidence belongs to."""

    pd: PerangkatDaerah
    tahun: int
    periode: Periode
    indikator: Indikator
    realisasi: Realisasi | None

    @property
    def alamat(self) -> str:
        """Address of the page."""
        return reverse(
            "bukti", args=(self.pd.kode, self.tahun, self.periode.value, self.indikator.kode)
        )

    def nilai_or_404(self) -> Realisasi:
        """The value; evidence belongs to one that exists."""
        if self.realisasi is None:
            raise Http404
        return self.realisasi


def _tempat(request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str) -> _Tempat:
    pd = pd_or_404(request, kode)
    if periode not in Periode.values:
        raise Http404
    owners = Indikator.objects.of_pd(pd).select_related("unit", "pd")
    owner = get_object_or_404(owners, kode=indikator)
    values = Realisasi.objects.filter(indikator=owner, tahun=tahun, periode=periode)
    value = values.select_related("indikator__unit", "indikator__pd", "surat").first()
    return _Tempat(pd, tahun, Periode(periode), owner, value)


def bukti(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> HttpResponse:
    """Evidence of a value; a POST adds what the form holds."""
    place = _tempat(request, kode, tahun, periode, indikator)
    if request.method != "POST":
        return _halaman(request, place)
    value = place.nilai_or_404()
    form = BuktiForm(request.POST, request.FILES)
    if not form.is_valid():
        return _halaman(request, place, form=form, status=422)
    pieces = form.bukti(value)
    try:
        simpan_semua_bukti(realisasi=value, bukti=pieces, by=signed_in(request))
    except ValidationError as error:
        catat_bila_ditolak(request, value, error)
        form.add_error(None, error.messages)
        return _halaman(request, place, form=form, status=status_galat(error))
    if "lanjut" not in request.POST:
        messages.success(request, f"{len(pieces)} bukti disimpan.")
        return redirect(place.alamat)
    messages.success(request, f"{len(pieces)} bukti disimpan untuk {place.indikator.kode}.")
    return redirect(_lanjut(request, place, value))


def _lanjut(request: HttpRequest, place: _Tempat, value: Realisasi) -> str:
    """Where evidence goes on: the next value that lacks it, or back among the cells."""
    owner = _berikutnya(request, value)
    if owner is not None:
        return replace(place, indikator=owner).alamat
    cells = reverse("pengukuran_isi", args=(place.pd.kode, place.tahun, place.periode.value))
    return f"{cells}#baris-{place.indikator.kode}"


def _berikutnya(request: HttpRequest, value: Realisasi) -> Indikator | None:
    hak = wewenang(signed_in(request), MENGISI, value.indikator.pd)
    return tanpa_bukti_berikutnya(value, hak)


@require_POST
def bukti_surat(
    request: HttpRequest, kode: str, tahun: int, periode: int, indikator: str
) -> HttpResponse:
    """Choose the letter behind a value, or add one."""
    place = _tempat(request, kode, tahun, periode, indikator)
    value = place.nilai_or_404()
    form = SuratForm(place.pd, request.POST, initial=_surat_awal(value))
    if not form.is_valid():
        return _halaman(request, place, form_surat=form, status=422)
    try:
        pilih_surat(
            realisasi=value,
            surat=form.hasil,
            versi=form.cleaned_data["versi"],
            by=signed_in(request),
        )
    except ValidationError as error:
        catat_bila_ditolak(request, value, error)
        form.add_error(None, error.messages)
        return _halaman(request, place, form_surat=form, status=status_galat(error))
    messages.success(request, "Surat sumber disimpan.")
    return redirect(place.alamat)


def _surat_awal(realisasi: Realisasi) -> dict[str, Any]:
    return {"surat": realisasi.surat_id}


def _halaman(
    request: HttpRequest,
    place: _Tempat,
    *,
    form: BuktiForm | None = None,
    form_surat: SuratForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "pd": place.pd,
        "tahun": place.tahun,
        "periode": place.periode,
        "indikator": place.indikator,
        "realisasi": place.realisasi,
    }
    if place.realisasi is not None:
        refused = _kenapa_tidak(request, place.realisasi)
        context |= {"kenapa_tidak": refused, "daftar": bukti_nilai(place.realisasi)}
        if not refused or form or form_surat:
            letter = SuratForm(place.pd, initial=_surat_awal(place.realisasi))
            context |= {"form": form or BuktiForm(), "form_surat": form_surat or letter}
            context["berikutnya"] = _berikutnya(request, place.realisasi)
    return render(request, "indicators/bukti.html", context, status=status)


def _kenapa_tidak(request: HttpRequest, realisasi: Realisasi) -> str:
    owner = realisasi.indikator
    return kenapa_tidak_bukti(
        hak=wewenang(signed_in(request), MENGISI, owner.pd),
        realisasi=realisasi,
        periode=periode_dari(owner, realisasi.tahun, realisasi.periode),
        hari=hari_ini(),
    )


def _bukti_or_404(request: HttpRequest, pk: int) -> BuktiDukung:
    rows = BuktiDukung.objects.visible_to(request.user)
    piece: BuktiDukung = get_object_or_404(
        rows.select_related("realisasi__indikator__unit", "realisasi__indikator__pd"), pk=pk
    )
    return piece


def bukti_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before a piece of evidence goes; a POST removes it."""
    piece = _bukti_or_404(request, pk)
    value = piece.realisasi
    owner = value.indikator
    address = reverse("bukti", args=(owner.pd.kode, value.tahun, value.periode, owner.kode))
    refused = _kenapa_tidak(request, value)
    if request.method == "POST":
        try:
            hapus_bukti(bukti=piece, by=signed_in(request))
        except ValidationError as error:
            catat_bila_ditolak(request, value, error)
            refused = " ".join(error.messages)
        else:
            messages.success(request, f"Bukti “{piece.judul}” dihapus.")
            return redirect(address)
    context = {
        "pd": owner.pd,
        "indikator": owner,
        "bukti": BuktiTampil(piece),
        "kembali": address,
        "kenapa_tidak": refused,
    }
    status = 403 if request.method == "POST" else 200
    return render(request, "indicators/bukti_hapus.html", context, status=status)


@require_safe
@xframe_options_sameorigin
def bukti_lihat(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself, for those who may see its agency."""
    piece = _bukti_or_404(request, pk)
    try:
        content = piece.berkas.open("rb")
    except (ValueError, FileNotFoundError) as error:
        # A pointer without a file, or a file that storage has lost.
        raise Http404("Berkas bukti ini tidak ada.") from error
    kind = JenisBerkas(piece.jenis_isi)
    return FileResponse(
        content,
        as_attachment=kind not in TAMPIL,
        filename=piece.nama_berkas,
        content_type=MIME[kind],
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": _KEBIJAKAN,
            "Cache-Control": "private, no-cache",
        },
    )
