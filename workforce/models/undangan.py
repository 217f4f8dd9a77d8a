"""Invitations: how an account comes to be, and how one from elsewhere gets a role."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from workforce.enums import KeadaanUndangan, Peran
from workforce.models.organisasi import MilikPD, UnitKerja
from workforce.models.pengguna import User
from workforce.querysets import UndanganQuerySet, hari_ini


class Undangan(MilikPD):
    """A person asked by e-mail to hold a role; the account comes with her acceptance.

    Only the hash of the link's token is kept, so that nobody who reads the database can use it.
    """

    nama = models.CharField("nama", max_length=150)
    email = models.EmailField("alamat e-mail")
    peran = models.CharField("peran", max_length=20, choices=Peran)
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit kerja",
        help_text="Kosong berarti seluruh perangkat daerah.",
    )
    mulai = models.DateField("mulai", default=hari_ini)
    selesai = models.DateField("selesai", null=True, blank=True)
    sidik_token = models.CharField("sidik token", max_length=64, unique=True, editable=False)
    kedaluwarsa = models.DateTimeField("berlaku sampai", editable=False)
    oleh = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="diundang oleh",
    )
    diterima_oleh = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="diterima oleh",
    )
    diterima_pada = models.DateTimeField("diterima pada", null=True, editable=False)
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, editable=False)

    objects: ClassVar = UndanganQuerySet.as_manager()

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ("nama", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("pd", "email"),
                condition=Q(diterima_pada=None, dicabut_pada=None),
                name="undangan_satu_terbuka",
                violation_error_message="Alamat e-mail ini sudah diundang dan belum menjawab. "
                "Perbarui undangannya.",
            ),
            models.CheckConstraint(
                condition=Q(selesai=None) | Q(selesai__gte=F("mulai")),
                name="undangan_masa_urut",
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(diterima_pada=None, diterima_oleh=None)
                | Q(diterima_pada__isnull=False, diterima_oleh__isnull=False, dicabut_pada=None),
                name="undangan_satu_jawaban",
            ),
        )

    def __str__(self) -> str:
        return f"{self.nama} sebagai {self.get_peran_display()}"

    def keadaan(self, waktu: datetime) -> KeadaanUndangan:
        """What has become of the invitation at a moment."""
        if self.diterima_pada is not None:
            return KeadaanUndangan.DITERIMA
        if self.dicabut_pada is not None:
            return KeadaanUndangan.DICABUT
        return KeadaanUndangan.MENUNGGU if waktu < self.kedaluwarsa else KeadaanUndangan.KEDALUWARSA
