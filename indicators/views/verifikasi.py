"""Verification: the inbox, one value with all that speaks for or against it, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from indicators import triggers
from indicators.actions import kembalikan, periode_dari, verifikasi
from indicators.entri import Entri, antrean_verifikasi, isi_antrean
from indicators.enums import Periode
from indicators.forms import KeputusanForm
from indicators.models import Realisasi
from indicators.queries import item_dijanjikan
from indicators.riwayat import Peristiwa, riwayat
from indicators.rules import kenapa_tidak_verifikasi
from indicators.views.bukti import bukti_nilai
from indicators.views.penolakan import catat_bila_ditolak, status_galat
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.rules import MEMVERIFIKASI, Wewenang, wewenang
from workforce.views import pd_or_404, signed_in, wajib_hak


@dataclass(frozen=True)
class Posisi:
    """Where a value stands in the queue; `nomor` 0 means that it waits no longer."""

    nomor: int
    jumlah: int
    sebelum: Realisasi | None
    sesudah: Realisasi | None

    @property
    def berikutnya(self) -> Realisasi | None:
        """Where a verifier goes after a decision: on, or back to what she passed over."""
        return self.sesudah or self.sebelum


def _posisi(antrean: Sequence[Realisasi], realisasi: Realisasi) -> Posisi:
    keys = [row.pk for row in antrean]
    if realisasi.pk not in keys:
        return Posisi(0, len(keys), None, antrean[0] if antrean else None)
    index = keys.index(realisasi.pk)
    return Posisi(
        index + 1,
        len(keys),
        antrean[index - 1] if index else None,
        antrean[index + 1] if index + 1 < len(keys) else None,
    )


def _hak(request: HttpRequest, pd: PerangkatDaerah) -> Wewenang:
    return wewenang(signed_in(request), MEMVERIFIKASI, pd)


def _nilai_or_404(pd: PerangkatDaerah, pk: int) -> Realisasi:
    rows = Realisasi.objects.of_pd(pd).select_related(
        "indikator__unit",
        "indikator__pd",
        "surat",
        "komponen",
        "diajukan_oleh",
        "diverifikasi_oleh",
    )
    value: Realisasi = get_object_or_404(rows, pk=pk)
    return value


@require_safe
def antrean(request: HttpRequest, kode: str) -> HttpResponse:
    """Values that wait for this verifier."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MEMVERIFIKASI, pd)
    rows = isi_antrean(pd, _hak(request, pd), user=signed_in(request), hari=hari_ini())
    return render(request, "indicators/verifikasi.html", {"pd": pd, "antrean": rows})


@require_safe
def nilai(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """One value: what was promised, what was reported, the evidence, the history."""
    pd = pd_or_404(request, kode)
    wajib_hak(request, MEMVERIFIKASI, pd)
    return _halaman(request, _nilai_or_404(pd, pk))


@require_POST
def terima(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Accept a value and go on to the next."""
    return _putuskan(request, kode, pk, kembali=False)


@require_POST
def kembalikan_nilai(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Return a value with a reason and go on to the next."""
    return _putuskan(request, kode, pk, kembali=True)


def _putuskan(request: HttpRequest, kode: str, pk: int, *, kembali: bool) -> HttpResponse:
    pd = pd_or_404(request, kode)
    value = _nilai_or_404(pd, pk)
    wajib_hak(request, MEMVERIFIKASI, pd, tabel=triggers.REALISASI, baris=pk)
    place = _posisi(antrean_verifikasi(pd, _hak(request, pd)), value)
    form = KeputusanForm(request.POST)
    if not form.is_valid():
        return _halaman(request, value, form=form, status=422)
    versi, user = form.cleaned_data["versi"], signed_in(request)
    try:
        if kembali:
            alasan = form.cleaned_data["alasan"]
            kembalikan(realisasi=value, versi=versi, alasan=alasan, by=user)
        else:
            verifikasi(realisasi=value, versi=versi, by=user)
    except ValidationError as error:
        catat_bila_ditolak(request, value, error)
        return _tertahan(request, value, form, error)
    word = "dikembalikan" if kembali else "diverifikasi"
    done = f"{value.indikator.kode} {value.get_periode_display()} {value.tahun} {word}."
    if place.berikutnya is None:
        messages.success(request, f"{done} Antrean Anda kosong.")
        return redirect("verifikasi", kode=kode)
    messages.success(request, f"{done} Nilai berikutnya terbuka di bawah ini.")
    return redirect("verifikasi_nilai", kode=kode, pk=place.berikutnya.pk)


def _tertahan(
    request: HttpRequest, value: Realisasi, form: KeputusanForm, error: ValidationError
) -> HttpResponse:
    """The page again, with what held the decision up and everything that was typed."""
    if hasattr(error, "error_dict"):
        form.add_error("alasan", error.error_dict["alasan"])
    fresh = _nilai_or_404(value.indikator.pd, value.pk)
    return _halaman(request, fresh, form=form, status=status_galat(error))


def _halaman(
    request: HttpRequest,
    value: Realisasi,
    *,
    form: KeputusanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    pd, user = value.indikator.pd, signed_in(request)
    hak = _hak(request, pd)
    period = Periode(value.periode)
    item = item_dijanjikan(pd, value.tahun, value.indikator.kode)
    entri = item and Entri(pd, value.tahun, hak=hak, hari=hari_ini(), item=item)
    events = riwayat(value)
    pieces = bukti_nilai(value)
    chosen = request.GET.get("bukti", "")
    opened = next((b for b in pieces if str(b.bukti.pk) == chosen), pieces[0] if pieces else None)
    context = {
        "pd": pd,
        "nilai": value,
        "indikator": value.indikator,
        "b": entri and entri.baris(period)[0],
        "periode": period,
        "posisi": _posisi(antrean_verifikasi(pd, hak), value),
        "kenapa_tidak": kenapa_tidak_verifikasi(
            hak=hak,
            realisasi=value,
            periode=periode_dari(value.indikator, value.tahun, value.periode),
            hari=hari_ini(),
            user=user,
        ),
        "bukti": pieces,
        "terbuka": opened,
        "riwayat": events,
        "bentrok": status == 409,
        "perubahan": _sesudah(events, form) if form and status == 409 else [],
        "form": form or KeputusanForm(),
    }
    return render(request, "indicators/verifikasi_nilai.html", context, status=status)


def _sesudah(events: Sequence[Peristiwa], form: KeputusanForm) -> list[Peristiwa]:
    """What happened since the page that the decision was made on."""
    seen = form.cleaned_data["jejak"] or 0
    return [event for event in events if event.nomor > seen]
