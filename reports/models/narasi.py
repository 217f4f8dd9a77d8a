"""Narrative of the annual report."""

from django.db import models

from workforce.models import MilikPD


class Narasi(MilikPD):
    """The text of one section in one year. Numbers stand in it as chips, `[[address]]`."""

    tahun = models.PositiveSmallIntegerField("tahun")
    bagian = models.SlugField("bagian", max_length=40)
    isi = models.TextField("isi")

    class Meta:
        verbose_name = "narasi"
        verbose_name_plural = "narasi"
        ordering = ("pd", "tahun", "bagian")
        constraints = (
            models.UniqueConstraint(fields=("pd", "tahun", "bagian"), name="narasi_bagian_unik"),
        )

    def __str__(self) -> str:
        return f"{self.bagian} {self.tahun}"
