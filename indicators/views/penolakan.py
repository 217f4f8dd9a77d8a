"""What happens when an action refuses: the audit trail, and the status of the answer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from indicators import triggers
from indicators.actions import Ditolak
from indicators.models import Realisasi
from workforce.actions import catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.views import signed_in


def catat(
    request: HttpRequest,
    pd: PerangkatDaerah,
    tabel: str,
    baris: int | None,
    error: ValidationError,
) -> None:
    """Record a rule's refusal; other errors are slips of the pen and stay out of the trail."""
    if isinstance(error, Ditolak):
        catat_penolakan(
            pd=pd, tabel=tabel, baris=baris or 0, alasan=error.alasan, by=signed_in(request)
        )


def catat_bila_ditolak(request: HttpRequest, realisasi: Realisasi, error: ValidationError) -> None:
    """The same for a value."""
    catat(request, realisasi.indikator.pd, triggers.REALISASI, realisasi.pk, error)


def status_galat(error: ValidationError | None) -> int:
    """HTTP status of a page that comes back: refused by a rule, overtaken, or to be mended."""
    if isinstance(error, Ditolak):
        return 403
    return 409 if getattr(error, "code", "") == "bentrok" else 422
