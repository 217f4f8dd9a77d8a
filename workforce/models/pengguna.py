"""Accounts and what they may do where."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from workforce.enums import Peran
from workforce.models.organisasi import PerangkatDaerah, UnitKerja
from workforce.querysets import PenugasanPeranQuerySet, hari_ini


class User(AbstractUser):
    """An account. Rights come from its role assignments, never from the account itself."""

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def roles(self) -> tuple[PenugasanPeran, ...]:
        """Assignments in force today; a closed account has none."""
        if not self.is_active:
            return ()
        return tuple(self.penugasan.in_force(hari_ini()).select_related("pd", "unit"))

    @cached_property
    def sees_everything(self) -> bool:
        """System administrators see every agency."""
        superuser = self.is_superuser and self.is_active
        return superuser or any(r.peran == Peran.ADMIN_SISTEM for r in self.roles)

    @cached_property
    def pd_ids(self) -> frozenset[int]:
        """Agencies in which the account has a role today."""
        return frozenset(role.pd_id for role in self.roles if role.pd_id)


class PenugasanPeran(models.Model):
    """A role given to an account in an agency, or in one unit, for a time."""

    pengguna = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="penugasan", verbose_name="pengguna"
    )
    peran = models.CharField("peran", max_length=20, choices=Peran)
    pd = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="perangkat daerah",
    )
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
    asal = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="delegasi",
        verbose_name="didelegasikan dari",
    )
    alasan = models.CharField("alasan", max_length=200, blank=True, editable=False)

    NAMA_DARI = ("pengguna", "pd", "unit")

    objects = PenugasanPeranQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan peran"
        verbose_name_plural = "penugasan peran"
        ordering = ("pengguna", "peran")
        constraints = (
            models.CheckConstraint(
                condition=(Q(peran=Peran.ADMIN_SISTEM) & Q(pd=None) & Q(unit=None))
                | (~Q(peran=Peran.ADMIN_SISTEM) & Q(pd__isnull=False)),
                name="peran_pd_sesuai_jenis",
                violation_error_message="Selain administrator sistem, peran memerlukan "
                "perangkat daerah; administrator sistem tidak terikat perangkat daerah.",
            ),
            models.CheckConstraint(
                condition=Q(selesai=None) | Q(selesai__gte=F("mulai")),
                name="peran_masa_urut",
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(asal=None, alasan="")
                | (Q(asal__isnull=False, selesai__isnull=False) & ~Q(alasan="")),
                name="peran_delegasi_lengkap",
                violation_error_message="Peran yang didelegasikan memerlukan tanggal selesai "
                "dan alasan.",
            ),
        )

    @property
    def sebutan_jejak(self) -> str:
        """The name in the audit trail: the role and whose it is."""
        return f"{self} untuk {self.pengguna}"

    def __str__(self) -> str:
        where = self.unit or self.pd or "seluruh perangkat daerah"
        return f"{self.get_peran_display()}, {where}"
