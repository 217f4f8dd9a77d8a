"""The levels of a regional budget (Permendagri 90/2019): program, kegiatan, sub kegiatan."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from budget.enums import JenisProgram
from workforce.models import MilikPD, PerangkatDaerah, UnitKerja
from workforce.querysets import MilikPDQuerySet


class Program(MilikPD):
    """A program of one budget year."""

    TINGKAT: ClassVar[str] = "program"

    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    kode = models.SlugField("kode", max_length=30)
    urutan = models.PositiveSmallIntegerField("urutan")
    nama = models.CharField("nama program", max_length=250)
    jenis = models.CharField("jenis", max_length=12, choices=JenisProgram)

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ("pd", "tahun", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("pd", "tahun", "kode"), name="program_kode_unik"),
        )

    def __str__(self) -> str:
        return self.nama

    @property
    def unit_pelaksana(self) -> tuple[UnitKerja, ...]:
        """Units that carry it out alone: none does."""
        return ()


class Kegiatan(models.Model):
    """An activity of a program."""

    TINGKAT: ClassVar[str] = "kegiatan"
    PD_LOOKUP = "program__pd"

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="kegiatan", verbose_name="program"
    )
    kode = models.SlugField("kode", max_length=30)
    urutan = models.PositiveSmallIntegerField("urutan")
    nama = models.CharField("nama kegiatan", max_length=250)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ("program", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("program", "kode"), name="kegiatan_kode_unik"),
        )

    def __str__(self) -> str:
        return self.nama

    @property
    def pd(self) -> PerangkatDaerah:
        """The agency of its program."""
        return self.program.pd

    @property
    def tahun(self) -> int:
        """The year of its program."""
        return self.program.tahun

    @property
    def unit_pelaksana(self) -> tuple[UnitKerja, ...]:
        """Units that carry it out alone: none does."""
        return ()


class SubKegiatan(models.Model):
    """A sub-activity. The kegiatan is unknown where the source does not print it."""

    TINGKAT: ClassVar[str] = "sub_kegiatan"
    PD_LOOKUP = "program__pd"

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="sub_kegiatan", verbose_name="program"
    )
    kegiatan = models.ForeignKey(
        Kegiatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_kegiatan",
        verbose_name="kegiatan",
    )
    kode = models.SlugField("kode", max_length=30)
    urutan = models.PositiveSmallIntegerField("urutan")
    nama = models.TextField("nama sub kegiatan")

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "sub kegiatan"
        verbose_name_plural = "sub kegiatan"
        ordering = ("program", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("program", "kode"), name="sub_kegiatan_kode_unik"),
        )

    def __str__(self) -> str:
        return self.nama

    @property
    def pd(self) -> PerangkatDaerah:
        """The agency of its program."""
        return self.program.pd

    @property
    def tahun(self) -> int:
        """The year of its program."""
        return self.program.tahun

    @property
    def unit_pelaksana(self) -> tuple[UnitKerja, ...]:
        """Units whose activities belong to it."""
        found = {a.anggaran_unit.unit_id: a.anggaran_unit.unit for a in self.aktivitas.all()}
        return tuple(found.values())

    def clean(self) -> None:
        """The kegiatan must be one of the program."""
        if self.kegiatan is not None and self.kegiatan.program_id != self.program_id:
            raise ValidationError({"kegiatan": "Kegiatan bukan bagian dari program ini."})


class AnggaranUnit(MilikPD):
    """The budget that one unit answers for in a year."""

    TINGKAT: ClassVar[str] = "anggaran_unit"
    NAMA_DARI = ("unit",)

    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="anggaran", verbose_name="unit kerja"
    )
    urutan = models.PositiveSmallIntegerField("urutan")

    class Meta:
        verbose_name = "anggaran unit"
        verbose_name_plural = "anggaran unit"
        ordering = ("pd", "tahun", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("tahun", "unit"), name="anggaran_unit_tahun_unik"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.tahun}"

    @property
    def unit_pelaksana(self) -> tuple[UnitKerja, ...]:
        """The unit."""
        return (self.unit,)


class Aktivitas(models.Model):
    """What a unit does of a sub kegiatan: the slice of the budget that it answers for."""

    TINGKAT: ClassVar[str] = "aktivitas"
    PD_LOOKUP = "anggaran_unit__pd"

    anggaran_unit = models.ForeignKey(
        AnggaranUnit,
        on_delete=models.PROTECT,
        related_name="aktivitas",
        verbose_name="anggaran unit",
    )
    sub_kegiatan = models.ForeignKey(
        SubKegiatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aktivitas",
        verbose_name="sub kegiatan",
    )
    urutan = models.PositiveSmallIntegerField("urutan")
    kode = models.SlugField("kode", max_length=40)
    nama = models.CharField("nama aktivitas", max_length=250)
    catatan = models.TextField("catatan", blank=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "aktivitas unit"
        verbose_name_plural = "aktivitas unit"
        ordering = ("anggaran_unit", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("anggaran_unit", "kode"), name="aktivitas_kode_unik"),
        )

    def __str__(self) -> str:
        return self.nama

    @property
    def pd(self) -> PerangkatDaerah:
        """The agency of its unit."""
        return self.anggaran_unit.pd

    @property
    def tahun(self) -> int:
        """The year of its unit's budget."""
        return self.anggaran_unit.tahun

    @property
    def unit_pelaksana(self) -> tuple[UnitKerja, ...]:
        """The unit that does it."""
        return (self.anggaran_unit.unit,)


Tingkat = Program | Kegiatan | SubKegiatan | AnggaranUnit | Aktivitas
