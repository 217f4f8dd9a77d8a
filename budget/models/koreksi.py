"""Recorded adjustments of monthly figures whose quarter is locked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from budget.models.anggaran import NEGATIF, AnggaranBulanan, MilikTingkat
from budget.models.keluaran import KeluaranBulanan
from lkip.numbers import NAMA_BULAN, format_number, format_rupiah
from workforce.querysets import MilikPDQuerySet


class Koreksi(models.Model):
    """Base of adjustments after the lock; never changed, never deleted.

    The month keeps the figure that was locked; the last correction is the figure in force.
    """

    bulanan: Any

    nilai_sebelum = models.DecimalField("nilai sebelum", max_digits=20, decimal_places=2)
    nilai = models.DecimalField("nilai sesudah koreksi", max_digits=20, decimal_places=2)
    alasan = models.TextField("alasan")
    dasar_hukum = models.TextField("dasar hukum")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dikoreksi oleh",
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("bulanan", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(alasan="") & ~Q(dasar_hukum=""),
                name="%(class)s_beralasan_berdasar",
                violation_error_message="Isi alasan dan dasar hukum koreksi.",
            ),
            models.CheckConstraint(
                condition=Q(nilai__gte=0),
                name="%(class)s_tidak_negatif",
                violation_error_message=f"Nilai: {NEGATIF}",
            ),
        )

    def __str__(self) -> str:
        return f"Koreksi {self.bulanan}"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return str(self.bulanan)

    @staticmethod
    def tulis(nilai: Decimal) -> str:
        """A figure as people read it."""
        return format_number(nilai)

    @property
    def perubahan(self) -> str:
        """The figure before and after."""
        return f"{self.tulis(self.nilai_sebelum)} menjadi {self.tulis(self.nilai)}"

    @property
    def keterangan(self) -> str:
        """The correction as a sentence of a report."""
        return (
            f"s.d. {NAMA_BULAN[self.bulanan.bulan - 1]} dikoreksi dari {self.perubahan}: "
            f"{self.alasan.rstrip('.')} ({self.dasar_hukum.rstrip('.')})."
        )


class KoreksiAnggaran(Koreksi):
    """An adjustment of a realisasi up to a month, in rupiah."""

    PD_LOOKUP = "bulanan__pd"
    NAMA_DARI = tuple(f"bulanan__{name}" for name in MilikTingkat.NAMA_DARI)

    bulanan = models.ForeignKey(
        AnggaranBulanan,
        on_delete=models.PROTECT,
        related_name="koreksi",
        verbose_name="anggaran bulanan",
    )

    class Meta(Koreksi.Meta):
        verbose_name = "koreksi realisasi anggaran"
        verbose_name_plural = "koreksi realisasi anggaran"

    @staticmethod
    def tulis(nilai: Decimal) -> str:
        """An amount in rupiah."""
        return format_rupiah(nilai)


class KoreksiKeluaran(Koreksi):
    """An adjustment of what an output has reached up to a month."""

    PD_LOOKUP = "bulanan__keluaran__pd"
    NAMA_DARI = ("bulanan__keluaran",)

    bulanan = models.ForeignKey(
        KeluaranBulanan,
        on_delete=models.PROTECT,
        related_name="koreksi",
        verbose_name="keluaran bulanan",
    )

    class Meta(Koreksi.Meta):
        verbose_name = "koreksi keluaran"
        verbose_name_plural = "koreksi keluaran"
