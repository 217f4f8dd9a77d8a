"""Outputs and outcomes of the levels of the budget."""

from django.db import models

from budget.models.anggaran import MilikTingkat, one_owner, unique_per_level


class Keluaran(MilikTingkat):
    """An indicator of output of a level, with target and actual value where they are known."""

    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    indikator = models.TextField("indikator keluaran")
    satuan = models.CharField("satuan", max_length=30, blank=True)
    target = models.DecimalField("target", max_digits=14, decimal_places=2, null=True, blank=True)
    capaian = models.DecimalField("capaian", max_digits=14, decimal_places=2, null=True, blank=True)
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
