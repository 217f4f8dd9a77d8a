"""Closed vocabularies of documents."""

from django.db.models import TextChoices


class JenisDokumen(TextChoices):
    """Documents that can be rendered in the background."""

    LKIP_PDF = "lkip_pdf", "LKIP (PDF)"
    PK_PDF = "pk_pdf", "Perjanjian Kinerja (PDF)"


class StatusPermintaan(TextChoices):
    """State of a request to render."""

    ANTRE = "antre", "Menunggu giliran"
    DIKERJAKAN = "dikerjakan", "Sedang dikerjakan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
