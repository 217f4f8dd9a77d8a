"""Findings of checks that were accepted."""

from django.conf import settings
from django.db import models

from workforce.models import MilikPD


class PengecualianTemuan(MilikPD):
    """Why a finding may stand. It holds for the sentence that was accepted, not for new figures."""

    tahun = models.PositiveSmallIntegerField("tahun")
    pemeriksaan = models.SlugField("pemeriksaan", max_length=40)
    kunci = models.CharField("perihal", max_length=160)
    kalimat = models.TextField("temuan")
    alasan = models.TextField("alasan")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="diterima oleh",
    )
    pada = models.DateTimeField("diterima pada", auto_now_add=True)

    class Meta:
        verbose_name = "pengecualian temuan"
        verbose_name_plural = "pengecualian temuan"
        ordering = ("pd", "tahun", "pemeriksaan", "kunci")
        constraints = (
            models.UniqueConstraint(
                fields=("pd", "tahun", "pemeriksaan", "kunci"), name="pengecualian_temuan_unik"
            ),
            models.CheckConstraint(
                condition=~models.Q(alasan=""),
                name="pengecualian_temuan_beralasan",
                violation_error_message="Alasan harus diisi.",
            ),
        )

    def __str__(self) -> str:
        return self.kalimat
