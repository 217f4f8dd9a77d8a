"""Denied attempts on a value go into the audit trail."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from indicators import triggers
from indicators.actions import Ditolak
from indicators.models import Realisasi
from workforce.actions import catat_penolakan
from workforce.views import signed_in


def catat_bila_ditolak(request: HttpRequest, realisasi: Realisasi, error: ValidationError) -> None:
    """Record a rule's refusal; other errors are slips of the pen and stay out of the trail."""
    if isinstance(error, Ditolak):
        catat_penolakan(
            pd=realisasi.indikator.pd,
            tabel=triggers.REALISASI,
            baris=realisasi.pk,
            alasan=error.alasan,
            by=signed_in(request),
        )
