"""Outputs and outcomes of the levels of the budget."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from budget.models.anggaran import (
    Disunting,
    MilikTingkat,
    not_negative,
    one_owner,
    unique_per_level,
)
from budget.models.program import Tingkat


class Keluaran(MilikTingkat):
    """An indicator of output of a level, with its target of the year where it is known."""

    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    indikator = models.TextField("indikator keluaran")
    satuan = models.CharField("satuan", max_length=30, blank=True)
    target = models.DecimalField("target", max_digits=14, decimal_places=2, null=True, blank=True)
    capaian_persen = models.DecimalField(
        "capaian tercetak (%)",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Hanya bila sumber mencetak persentase tanpa nilai capaian.",
    )

    class Meta:
        verbose_name = "keluaran"
        verbose_name_plural = "keluaran"
        ordering = ("pd", "urutan")
        constraints = (one_owner("keluaran"), *unique_per_level("keluaran", "urutan"))

    def __str__(self) -> str:
        return self.indikator


class KeluaranBulanan(Disunting):
    """What an output has reached up to the end of a month, cumulative within the year."""

    PD_LOOKUP = "keluaran__pd"
    NAMA_DARI = ("keluaran",)
    ANGKA = "capaian"

    keluaran = models.ForeignKey(
        Keluaran, on_delete=models.PROTECT, related_name="bulanan", verbose_name="keluaran"
    )
    bulan = models.PositiveSmallIntegerField("s.d. bulan")
    capaian = models.DecimalField("capaian", max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = "keluaran bulanan"
        verbose_name_plural = "keluaran bulanan"
        ordering = ("keluaran", "bulan")
        constraints = (
            models.UniqueConstraint(fields=("keluaran", "bulan"), name="keluaran_bulanan_unik"),
            models.CheckConstraint(
                condition=Q(bulan__range=(1, 12)),
                name="keluaran_bulan_sah",
                violation_error_message="Bulan adalah 1 sampai 12.",
            ),
            not_negative("capaian", "keluaran_capaian_tidak_negatif"),
        )

    def __str__(self) -> str:
        return f"{self.keluaran} s.d. bulan {self.bulan}"

    @property
    def pemilik(self) -> Tingkat:
        """The level of the budget that the output belongs to."""
        return self.keluaran.pemilik
