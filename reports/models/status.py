"""The rules by which a dashboard gives an indicator its status."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from reports.calculations import BERBATAS, Aturan
from reports.enums import StatusKinerja, SyaratStatus
from workforce.models import MilikPD


class AturanStatus(MilikPD):
    """One rule of an agency; the first that holds gives the status. No rows mean the defaults."""

    urutan = models.PositiveSmallIntegerField("urutan")
    syarat = models.CharField("syarat", max_length=20, choices=SyaratStatus)
    batas = models.DecimalField(
        "batas (%)",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(200))],
    )
    status = models.CharField("status", max_length=20, choices=StatusKinerja)

    class Meta:
        verbose_name = "aturan status"
        verbose_name_plural = "aturan status"
        ordering = ("pd", "urutan")
        constraints = (
            models.UniqueConstraint(
                fields=("pd", "urutan"), name="aturan_status_urutan_unik_per_pd"
            ),
            models.CheckConstraint(
                condition=Q(syarat__in=BERBATAS, batas__isnull=False)
                | (~Q(syarat__in=BERBATAS) & Q(batas=None)),
                name="aturan_status_batas_sesuai_syarat",
                violation_error_message="Batas diisi hanya untuk syarat capaian.",
            ),
        )

    def __str__(self) -> str:
        return self.as_aturan().kalimat

    def as_aturan(self) -> Aturan:
        """The rule as the calculations take it."""
        return Aturan(SyaratStatus(self.syarat), StatusKinerja(self.status), self.batas)
