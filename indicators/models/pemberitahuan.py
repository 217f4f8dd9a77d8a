"""What an account was told, in the application and by e-mail."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from indicators.enums import JenisPemberitahuan
from indicators.querysets import PemberitahuanQuerySet
from workforce.models import MilikPD, PerangkatDaerah
from workforce.querysets import MilikPDQuerySet


def kunci_periode(
    pd: PerangkatDaerah, tahun: int, periode: int | None = None, bagian: str = ""
) -> str:
    """Key of a year, of a reporting period in it, or of a unit or indicator in that."""
    parts = (pd.kode, tahun, periode, bagian)
    return "/".join(str(part) for part in parts if part)


def kunci_perjanjian(pk: int) -> str:
    """Key of an agreement."""
    return f"perjanjian/{pk}"


class Pemberitahuan(MilikPD):
    """A notice to one account. However often the daily job runs, it exists once.

    `langkah` is the kind of work (JenisTugas), `kunci` names the work or record that it is about,
    `tanda` is the day mark or the version of the record. `dibaca` is also set when a later notice
    about the same work replaces this one, and when the work is done.
    """

    NAMA_DARI = ("pd",)

    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="pemberitahuan",
        verbose_name="pengguna",
    )
    jenis = models.CharField("jenis", max_length=15, choices=JenisPemberitahuan)
    langkah = models.CharField("langkah", max_length=20)
    kunci = models.CharField("pokok", max_length=120)
    tanda = models.CharField("tanda hari atau versi", max_length=12, blank=True)
    jatuh_tempo = models.DateField("jatuh tempo", null=True, blank=True)
    kalimat = models.TextField("kalimat")
    tautan = models.CharField("tautan", max_length=250)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    dibaca = models.DateTimeField("dibaca", null=True, blank=True)
    # Taken by a run that is sending it, so that two runs do not send it twice.
    diambil = models.DateTimeField("diambil pengirim", null=True, blank=True)
    dikirim = models.DateTimeField("dikirim lewat surel", null=True, blank=True)
    galat = models.CharField("galat surel", max_length=300, blank=True)

    objects: ClassVar = PemberitahuanQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ("pengguna", "-dibuat", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("pengguna", "jenis", "langkah", "kunci", "jatuh_tempo", "tanda"),
                name="pemberitahuan_sekali",
            ),
        )
        indexes = (models.Index(fields=("pengguna", "dibaca"), name="pemberitahuan_belum_dibaca"),)

    def __str__(self) -> str:
        return self.kalimat


class PilihanSurel(models.Model):
    """Whether an account wants its notices by e-mail; without a row it does."""

    PD_LOOKUP = "pengguna__penugasan__pd"
    NAMA_DARI = ("pengguna",)

    pengguna = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="pilihan_surel",
        verbose_name="pengguna",
    )
    nyala = models.BooleanField("surel dikirim", default=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "pilihan surel"
        verbose_name_plural = "pilihan surel"

    def __str__(self) -> str:
        return f"{self.pengguna}: surel {'dikirim' if self.nyala else 'tidak dikirim'}"
