"""The audit trail: written by the database itself, append-only, sealed into a chain."""

from __future__ import annotations

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from workforce.enums import AksiJejak
from workforce.models.organisasi import PerangkatDaerah
from workforce.models.pengguna import User
from workforce.querysets import MilikPDQuerySet


class JejakAudit(models.Model):
    """One change of one row, or one denied attempt.

    Changes are written by triggers, so no channel goes around them; denied attempts are written
    by `workforce.actions.catat_penolakan`. `pelaku` is None when the change did not come through
    the application. `segel` chains the rows (`workforce.calculations.segel`): it is empty until
    the row is sealed, and the database lets nothing but that one field be filled, once.
    """

    pd = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="perangkat daerah",
    )
    waktu = models.DateTimeField("waktu")
    pelaku = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="pelaku"
    )
    tabel = models.CharField("tabel", max_length=60)
    baris = models.BigIntegerField("nomor baris")
    aksi = models.CharField("aksi", max_length=10, choices=AksiJejak)
    sebelum = models.JSONField("sebelum", null=True, encoder=DjangoJSONEncoder)
    sesudah = models.JSONField("sesudah", null=True, encoder=DjangoJSONEncoder)
    alasan = models.TextField("alasan", blank=True)
    segel = models.CharField("segel", max_length=64, blank=True)
    nomor_segel = models.PositiveBigIntegerField("nomor segel", null=True, unique=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "jejak audit"
        verbose_name_plural = "jejak audit"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("tabel", "baris"), name="jejak_per_baris"),
            models.Index(fields=("pd", "waktu"), name="jejak_per_pd"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(segel="", nomor_segel=None)
                | Q(
                    segel__regex=r"^[0-9a-f]{64}$",
                    nomor_segel__isnull=False,
                    nomor_segel__gte=1,
                ),
                name="jejak_segel_sah",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_aksi_display()} {self.tabel} {self.baris}"

    @property
    def perubahan(self) -> tuple[tuple[str, Any, Any], ...]:
        """(column, before, after) of the columns that changed."""
        before, after = self.sebelum or {}, self.sesudah or {}
        names = dict.fromkeys([*before, *after])
        return tuple(
            (name, before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name)
        )
