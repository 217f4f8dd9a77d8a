"""Ceilings by version, monthly plan and realisasi, and what money is for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from budget.enums import VersiPagu
from budget.models.program import (
    Aktivitas,
    AnggaranUnit,
    Kegiatan,
    Program,
    SubKegiatan,
    Tingkat,
)
from indicators.models import Indikator
from workforce.models import MilikPD
from workforce.querysets import MilikPDQuerySet

NEGATIF = "angka kumulatif tidak boleh negatif."
TINGKAT = ("program", "kegiatan", "sub_kegiatan", "aktivitas", "anggaran_unit")


def exactly_one(names: tuple[str, ...]) -> Q:
    """Condition that exactly one of the named relations is set."""
    condition = Q(pk__in=[])
    for name in names:
        others = {f"{other}__isnull": True for other in names if other != name}
        condition |= Q(**{f"{name}__isnull": False}, **others)
    return condition


class MilikTingkat(MilikPD):
    """Base of rows that belong to exactly one level of the budget.

    `pd` repeats the owner's agency so that access is one filter, whatever the level.
    """

    NAMA_DARI = ("program", "kegiatan", "sub_kegiatan", "aktivitas", "anggaran_unit__unit")

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s_set"
    )
    kegiatan = models.ForeignKey(
        Kegiatan, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s_set"
    )
    sub_kegiatan = models.ForeignKey(
        SubKegiatan, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s_set"
    )
    aktivitas = models.ForeignKey(
        Aktivitas, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s_set"
    )
    anggaran_unit = models.ForeignKey(
        AnggaranUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s_set"
    )

    class Meta:
        abstract = True

    @property
    def pemilik(self) -> Tingkat:
        """The one level that this row belongs to."""
        owner: Tingkat = getattr(self, self.tingkat)
        return owner

    @property
    def tingkat(self) -> str:
        """Name of that level."""
        return next(name for name in TINGKAT if getattr(self, f"{name}_id"))


# Types see neither the base that is made here nor that both bases below agree on their manager.
class BulananManager(models.Manager.from_queryset(MilikPDQuerySet)):  # type: ignore[misc]
    """Rows with `nilai_koreksi`, so that no reader of a figure misses its last correction."""

    def get_queryset(self) -> Any:
        """All rows, each with what its last correction says."""
        corrections: Any = self.model._meta.get_field("koreksi").related_model
        of_row = corrections._base_manager.filter(bulanan=OuterRef("pk")).order_by("-pk")
        return super().get_queryset().annotate(nilai_koreksi=Subquery(of_row.values("nilai")[:1]))


class Disunting(models.Model):
    """Base of rows that the grid of the budget fills: how often, and by whom at last.

    `nilai_koreksi` comes with the rows that `objects` reads; a row that was just made has none.
    """

    # The column that the grid fills.
    ANGKA: ClassVar[str]
    nilai_koreksi: Decimal | None = None

    versi = models.PositiveIntegerField("versi", default=1)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diubah oleh",
    )

    objects = BulananManager()

    class Meta:
        abstract = True

    @property
    def angka(self) -> Decimal | None:
        """What was entered."""
        entered: Decimal | None = getattr(self, self.ANGKA)
        return entered

    @property
    def berlaku(self) -> Decimal | None:
        """The figure in force: the last correction, else what was entered."""
        return self.angka if self.nilai_koreksi is None else self.nilai_koreksi


def one_owner(table: str) -> models.CheckConstraint:
    """The constraint that a row belongs to exactly one level."""
    return models.CheckConstraint(
        condition=exactly_one(TINGKAT),
        name=f"{table}_satu_tingkat",
        violation_error_message="Isi tepat satu tingkat anggaran.",
    )


def not_negative(column: str, name: str) -> models.CheckConstraint:
    """The constraint that a cumulative figure is zero or more."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}__gte": 0}),
        name=name,
        violation_error_message=f"{column.capitalize()}: {NEGATIF}",
    )


def unique_per_level(table: str, *fields: str) -> tuple[models.UniqueConstraint, ...]:
    """One row per level and `fields`."""
    return tuple(
        models.UniqueConstraint(
            fields=(level, *fields),
            condition=Q(**{f"{level}__isnull": False}),
            name=f"{table}_{level}_unik",
        )
        for level in TINGKAT
    )


class Pagu(MilikTingkat):
    """The ceiling of a level in one version, in rupiah; a level without a row has none."""

    versi = models.CharField("versi", max_length=10, choices=VersiPagu)
    nilai = models.DecimalField("pagu (Rp)", max_digits=20, decimal_places=2)

    class Meta:
        verbose_name = "pagu"
        verbose_name_plural = "pagu"
        ordering = ("pd", "versi")
        constraints = (
            one_owner("pagu"),
            *unique_per_level("pagu", "versi"),
            models.CheckConstraint(
                condition=Q(nilai__gte=0),
                name="pagu_tidak_negatif",
                violation_error_message="Pagu tidak boleh negatif.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pemilik} ({self.get_versi_display()})"


class AnggaranBulanan(Disunting, MilikTingkat):  # type: ignore[misc]
    """Plan and realisasi up to the end of a month, in rupiah, cumulative within the year.

    `versi` and `diubah_oleh` speak of the realisasi.
    """

    ANGKA = "realisasi"

    bulan = models.PositiveSmallIntegerField("s.d. bulan")
    rencana = models.DecimalField(
        "rencana kumulatif (Rp)", max_digits=20, decimal_places=2, null=True, blank=True
    )
    realisasi = models.DecimalField(
        "realisasi kumulatif (Rp)", max_digits=20, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "anggaran bulanan"
        verbose_name_plural = "anggaran bulanan"
        ordering = ("pd", "bulan")
        constraints = (
            one_owner("anggaran_bulanan"),
            *unique_per_level("anggaran_bulanan", "bulan"),
            models.CheckConstraint(
                condition=Q(bulan__range=(1, 12)),
                name="anggaran_bulan_sah",
                violation_error_message="Bulan adalah 1 sampai 12.",
            ),
            models.CheckConstraint(
                condition=Q(rencana__isnull=False) | Q(realisasi__isnull=False),
                name="anggaran_bulanan_berisi",
                violation_error_message="Isi rencana, realisasi, atau keduanya.",
            ),
            not_negative("rencana", "anggaran_rencana_tidak_negatif"),
            not_negative("realisasi", "anggaran_realisasi_tidak_negatif"),
        )

    def __str__(self) -> str:
        return f"{self.pemilik} s.d. bulan {self.bulan}"


class KaitanIndikator(MilikTingkat):
    """A level of the budget that serves an indicator."""

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="kaitan", verbose_name="indikator"
    )

    class Meta:
        verbose_name = "kaitan anggaran dan indikator"
        verbose_name_plural = "kaitan anggaran dan indikator"
        ordering = ("pd", "indikator")
        constraints = (
            one_owner("kaitan"),
            *unique_per_level("kaitan", "indikator"),
        )

    def __str__(self) -> str:
        return f"{self.pemilik} untuk {self.indikator}"


class AnggaranIndikator(models.Model):
    """The budget that a plan assigns to an indicator as a whole, in rupiah."""

    PD_LOOKUP = "indikator__pd"
    NAMA_DARI = ("indikator",)

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="anggaran", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    pagu = models.DecimalField("pagu (Rp)", max_digits=20, decimal_places=2)
    realisasi = models.DecimalField(
        "realisasi (Rp)", max_digits=20, decimal_places=2, null=True, blank=True
    )

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "anggaran indikator"
        verbose_name_plural = "anggaran indikator"
        ordering = ("indikator", "tahun")
        constraints = (
            models.UniqueConstraint(
                fields=("indikator", "tahun"), name="anggaran_indikator_tahun_unik"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun}"
