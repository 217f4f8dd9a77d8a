"""The public page that proves a final edition, and the check of a file against it."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from reports.models import Edisi
from reports.queries_edisi import BarisBerkas, bukti_edisi, edisi_umum

# Largest file that is checked (bytes); a report with its tables has a few million.
MAKS_BITA = 60 * 1024 * 1024
# So many files may be checked from one address within so many seconds.
BANYAK, SELAMA = 30, 600
TERLALU_SERING = (
    "Terlalu banyak berkas diperiksa dari alamat Anda. Tunggu beberapa menit, lalu coba lagi; "
    "atau hitung SHA-256 berkas di komputer Anda dan bandingkan dengan yang tertulis di sini."
)
TERLALU_BESAR = (
    f"Berkas lebih besar dari {MAKS_BITA // 1024 // 1024} MB, jadi tidak diperiksa. Berkas laporan "
    "ini jauh lebih kecil: berkas Anda pasti lain."
)
TANPA_BERKAS = "Belum ada berkas yang dipilih. Pilih berkas, lalu periksa."


def _edisi(nomor: str) -> Edisi:
    row: Edisi = get_object_or_404(
        edisi_umum().select_related("pd", "mengoreksi"), nomor=nomor.upper()
    )
    return row


@login_not_required
@require_safe
def bukti(request: HttpRequest, nomor: str) -> HttpResponse:
    """What everybody may know of a final edition."""
    return _halaman(request, _edisi(nomor))


def _halaman(
    request: HttpRequest, row: Edisi, *, status: int = 200, **hasil: object
) -> HttpResponse:
    context = {"bukti": bukti_edisi(row), "hasil": hasil, "nomor": row.nomor}
    return render(request, "reports/bukti_edisi.html", context, status=status)


class PengukurSidik(FileUploadHandler):
    """Takes the hash of an upload while it comes in; nothing of it is kept."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.sidik = hashlib.sha256()
        self.ukuran = 0
        self.terlalu_besar = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece into the hash."""
        self.ukuran += len(raw_data)
        if self.ukuran > MAKS_BITA:
            self.terlalu_besar = True
            raise StopUpload(connection_reset=True)
        self.sidik.update(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """No file comes of it."""
        return


# A reader without an account changes nothing here, so no form token guards it; and the token would
# have to be read from the upload before its size is known.
@login_not_required
@csrf_exempt
@require_POST
def periksa(request: HttpRequest, nomor: str) -> HttpResponse:
    """Whether an uploaded file is one of the edition's."""
    row = _edisi(nomor)
    if _terlalu_sering(request):
        return _halaman(request, row, status=429, pesan=TERLALU_SERING)
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MAKS_BITA + 10_000:
        return _halaman(request, row, status=413, pesan=TERLALU_BESAR)
    measure = PengukurSidik(request)
    request.upload_handlers = [measure]
    request.POST  # noqa: B018 - reading it takes the upload in
    if measure.terlalu_besar:
        return _halaman(request, row, status=413, pesan=TERLALU_BESAR)
    if not measure.ukuran:
        return _halaman(request, row, status=422, pesan=TANPA_BERKAS)
    digest = measure.sidik.hexdigest()
    found = next((b for b in _berkas(row) if b.isi.sha256 == digest), None)
    return _halaman(request, row, sidik=digest, sama=found, diperiksa=True)


def _berkas(row: Edisi) -> tuple[BarisBerkas, ...]:
    return bukti_edisi(row).berkas


def _terlalu_sering(request: HttpRequest) -> bool:
    name = f"bukti-periksa:{get_adapter().get_client_ip(request)}"
    cache.add(name, 0, SELAMA)
    try:
        return bool(cache.incr(name) > BANYAK)
    except ValueError:
        # It ran out between the two; the next check counts anew.
        return False
