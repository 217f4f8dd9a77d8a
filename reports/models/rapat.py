"""Decisions of meetings about indicators, each with somebody who answers for it and a due date."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.enums import Periode
from indicators.models import Indikator
from reports.enums import KeadaanKeputusan
from workforce.models import MilikPD, UnitKerja


class KeputusanRapat(MilikPD):
    """What a meeting decided about an indicator in a period, and what has become of it.

    The unit reports a result (`hasil`, `dilaporkan_oleh`); a later meeting closes the decision
    with it, or carries it on to a new due date with a reason (`catatan`), and then a new report
    is due. A closed decision never changes, and no decision is deleted (`reports.triggers`).
    """

    NAMA_DARI = ("indikator",)

    tahun = models.PositiveSmallIntegerField("tahun")
    periode = models.PositiveSmallIntegerField("periode", choices=Periode)
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="+", verbose_name="indikator"
    )
    keputusan = models.TextField("keputusan")
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="unit penanggung jawab",
    )
    pelaksana = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pelaksana",
    )
    tenggat_awal = models.DateField("tenggat semula")
    tenggat = models.DateField("tenggat")
    catatan = models.TextField("alasan tenggat baru", blank=True)
    hasil = models.TextField("hasil", blank=True)
    dilaporkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dilaporkan oleh",
    )
    dilaporkan_pada = models.DateTimeField("dilaporkan pada", null=True, blank=True)
    keadaan = models.CharField(
        "keadaan",
        max_length=10,
        choices=KeadaanKeputusan,
        default=KeadaanKeputusan.TERBUKA,
    )
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dicatat oleh",
    )
    dibuat_pada = models.DateTimeField("dicatat pada", auto_now_add=True)
    ditutup_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditutup oleh",
    )
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)
    # Every write of the application raises `versi` by one and names its author beside it.
    versi = models.PositiveIntegerField("versi", default=1)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="diubah oleh",
    )

    class Meta:
        verbose_name = "keputusan rapat"
        verbose_name_plural = "keputusan rapat"
        ordering = ("pd", "tenggat", "pk")
        indexes = (models.Index(fields=("pd", "keadaan", "tenggat"), name="keputusan_terbuka"),)
        constraints = (
            models.CheckConstraint(condition=~Q(keputusan=""), name="keputusan_berisi"),
            models.CheckConstraint(
                condition=Q(tenggat__gte=F("tenggat_awal")), name="keputusan_tenggat_maju"
            ),
            models.CheckConstraint(
                condition=Q(dilaporkan_oleh=None, dilaporkan_pada=None)
                | Q(dilaporkan_oleh__isnull=False, dilaporkan_pada__isnull=False) & ~Q(hasil=""),
                name="keputusan_laporan_lengkap",
            ),
            models.CheckConstraint(
                condition=Q(keadaan=KeadaanKeputusan.TERBUKA, ditutup_oleh=None, ditutup_pada=None)
                | Q(
                    keadaan__in=(KeadaanKeputusan.SELESAI, KeadaanKeputusan.BATAL),
                    ditutup_oleh__isnull=False,
                    ditutup_pada__isnull=False,
                )
                & ~Q(hasil=""),
                name="keputusan_penutupan_lengkap",
            ),
        )

    def __str__(self) -> str:
        return f"Keputusan rapat {self.sebutan_jejak}"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return f"{self.indikator.kode} {self.get_periode_display()} {self.tahun}"

    @property
    def terbuka(self) -> bool:
        """Whether it still waits for its end."""
        return self.keadaan == KeadaanKeputusan.TERBUKA
