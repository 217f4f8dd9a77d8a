"""Indicators with all that is needed to measure them, and the rules of measurement by year."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from indicators.calculations import Skema
from indicators.enums import (
    JenisNilai,
    KebijakanTargetNol,
    Konsolidasi,
    Polaritas,
    SumberTarget,
    VarianMinimal,
)
from indicators.models.perencanaan import SasaranRenstra
from lkip.scales import Tingkat
from workforce.models import MilikPD, UnitKerja
from workforce.querysets import MilikPDQuerySet


class SkalaPredikat(MilikPD):
    """A scale that turns a value into a predicate; dated data, because scales differ per year."""

    kode = models.SlugField("kode", max_length=40)
    nama = models.CharField("nama", max_length=160)
    sumber = models.CharField("sumber", max_length=200)
    berlaku_sejak = models.PositiveSmallIntegerField("berlaku sejak tahun")
    berlaku_sampai = models.PositiveSmallIntegerField("berlaku sampai tahun", null=True, blank=True)

    class Meta:
        verbose_name = "skala predikat"
        verbose_name_plural = "skala predikat"
        ordering = ("pd", "kode")
        constraints = (
            models.UniqueConstraint(fields=("pd", "kode"), name="skala_kode_unik_per_pd"),
            models.CheckConstraint(
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_sejak")),
                name="skala_masa_urut",
                violation_error_message="Akhir masa berlaku tidak boleh sebelum awalnya.",
            ),
        )

    def __str__(self) -> str:
        return self.nama


class TingkatSkala(models.Model):
    """One step of a scale. `inklusif` says whether the lower bound itself belongs to the step."""

    PD_LOOKUP = "skala__pd"

    skala = models.ForeignKey(
        SkalaPredikat, on_delete=models.CASCADE, related_name="tingkat", verbose_name="skala"
    )
    urutan = models.PositiveSmallIntegerField("urutan")
    kode = models.CharField("kode", max_length=10)
    sebutan = models.CharField("sebutan", max_length=60)
    batas_bawah = models.DecimalField("batas bawah", max_digits=12, decimal_places=4)
    batas_atas = models.DecimalField(
        "batas atas", max_digits=12, decimal_places=4, null=True, blank=True
    )
    inklusif = models.BooleanField("termasuk batas bawah", default=False)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "tingkat skala"
        verbose_name_plural = "tingkat skala"
        ordering = ("skala", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("skala", "urutan"), name="tingkat_urutan_unik"),
            models.UniqueConstraint(fields=("skala", "kode"), name="tingkat_kode_unik"),
            models.CheckConstraint(
                condition=Q(batas_atas=None) | Q(batas_atas__gte=F("batas_bawah")),
                name="tingkat_batas_urut",
                violation_error_message="Batas atas tidak boleh di bawah batas bawah.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kode} {self.sebutan}"

    def as_tingkat(self) -> Tingkat:
        """The value object that `calculations` works with."""
        return Tingkat(
            kode=self.kode,
            sebutan=self.sebutan,
            batas_bawah=self.batas_bawah,
            batas_atas=self.batas_atas,
            inklusif_bawah=self.inklusif,
        )


class SkemaPengukuran(MilikPD):
    """The choices that regulations leave open, for one agency and year."""

    tahun = models.PositiveSmallIntegerField("tahun")
    varian_minimal = models.CharField(
        "varian minimal baku", max_length=1, choices=VarianMinimal, default=VarianMinimal.A
    )
    batas_atas = models.DecimalField(
        "batas atas capaian (%)", max_digits=7, decimal_places=2, null=True, blank=True
    )
    batas_bawah = models.DecimalField(
        "batas bawah capaian (%)", max_digits=7, decimal_places=2, default=0
    )
    kebijakan_target_nol = models.CharField(
        "kebijakan target nol",
        max_length=30,
        choices=KebijakanTargetNol,
        default=KebijakanTargetNol.TIDAK_DIHITUNG,
    )
    skala_capaian = models.ForeignKey(
        SkalaPredikat, on_delete=models.PROTECT, related_name="+", verbose_name="skala capaian"
    )

    class Meta:
        verbose_name = "skema pengukuran"
        verbose_name_plural = "skema pengukuran"
        ordering = ("pd", "tahun")
        constraints = (
            models.UniqueConstraint(fields=("pd", "tahun"), name="skema_satu_per_pd_tahun"),
            models.CheckConstraint(
                condition=Q(batas_atas=None) | Q(batas_atas__gt=F("batas_bawah")),
                name="skema_batas_urut",
                violation_error_message="Batas atas capaian harus di atas batas bawah.",
            ),
        )

    def __str__(self) -> str:
        return f"Skema {self.tahun}"

    def for_indikator(self, indikator: Indikator) -> Skema:
        """The scheme with the indicator's own choices laid over it."""
        return Skema(
            varian_minimal=VarianMinimal(indikator.varian_minimal or self.varian_minimal),
            batas_atas=self.batas_atas,
            batas_bawah=self.batas_bawah,
            kebijakan_target_nol=KebijakanTargetNol(self.kebijakan_target_nol),
            nilai_terburuk=indikator.nilai_terburuk,
            rentang_bawah=indikator.rentang_bawah,
            rentang_atas=indikator.rentang_atas,
        )


class Indikator(MilikPD):
    """An indicator: what is measured, how, from which source, by whom.

    Name, unit, polarity, consolidation and scoring must not change within a plan period: the
    database holds them once an agreement beyond draft names the indicator. A changed definition
    is a new indicator, and the old one is retired by `berlaku_sampai`. `induk` is free: it says
    what the indicator is for, not what is measured, and a cascade is mended while a year runs.
    """

    kode = models.SlugField("kode", max_length=20)
    urutan = models.PositiveSmallIntegerField("urutan")
    nama = models.TextField("nama indikator")
    satuan = models.CharField("satuan", max_length=40)
    jenis_nilai = models.CharField("jenis nilai", max_length=10, choices=JenisNilai)
    polaritas = models.CharField("polaritas", max_length=10, choices=Polaritas)
    konsolidasi = models.CharField("konsolidasi triwulan", max_length=15, choices=Konsolidasi)
    desimal = models.PositiveSmallIntegerField(
        "angka di belakang koma", default=2, validators=[MaxValueValidator(4)]
    )
    varian_minimal = models.CharField(
        "varian minimal", max_length=1, choices=VarianMinimal, blank=True
    )
    nilai_terburuk = models.DecimalField(
        "nilai terburuk",
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Diperlukan bila target nol dan realisasi dapat lebih dari nol.",
    )
    rentang_bawah = models.DecimalField(
        "rentang bawah", max_digits=20, decimal_places=4, null=True, blank=True
    )
    rentang_atas = models.DecimalField(
        "rentang atas", max_digits=20, decimal_places=4, null=True, blank=True
    )
    skala = models.ForeignKey(
        SkalaPredikat,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="skala nilai",
    )
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        related_name="indikator",
        verbose_name="unit penanggung jawab",
    )
    induk = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pendukung",
        verbose_name="indikator induk",
        help_text="Indikator di atasnya yang didukung oleh indikator ini.",
    )
    sumber_data = models.CharField("sumber data", max_length=120, blank=True)
    dasar_hukum = models.TextField("dasar hukum", blank=True)
    definisi = models.TextField("definisi operasional", blank=True)
    formula = models.TextField("formula pengukuran", blank=True)
    sumber_rinci = models.TextField("rincian sumber data", blank=True)
    metode = models.TextField("metode", blank=True)
    catatan_mutu = models.TextField("catatan mutu data", blank=True)
    mutu_tahun = models.PositiveSmallIntegerField(
        "tahun catatan mutu",
        null=True,
        blank=True,
        help_text="Hanya laporan tahun ini yang mencetak catatannya; kosong berarti setiap tahun.",
    )
    pembilang = models.CharField("nama pembilang", max_length=200, blank=True)
    penyebut = models.CharField("nama penyebut", max_length=200, blank=True)
    berlaku_sejak = models.PositiveSmallIntegerField("berlaku sejak tahun")
    berlaku_sampai = models.PositiveSmallIntegerField("berlaku sampai tahun", null=True, blank=True)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ("pd", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("pd", "kode"), name="indikator_kode_unik_per_pd"),
            models.CheckConstraint(
                condition=Q(pembilang="", penyebut="") | (~Q(pembilang="") & ~Q(penyebut="")),
                name="indikator_komponen_berpasangan",
                violation_error_message="Pembilang dan penyebut diisi bersama atau dikosongkan.",
            ),
            models.CheckConstraint(
                condition=~Q(polaritas=Polaritas.RENTANG)
                | Q(
                    # Both named, because a comparison with NULL would let a half range through.
                    rentang_bawah__isnull=False,
                    rentang_atas__isnull=False,
                    rentang_atas__gte=F("rentang_bawah"),
                ),
                name="indikator_rentang_lengkap",
                violation_error_message="Polaritas rentang memerlukan rentang bawah dan atas.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_sejak")),
                name="indikator_masa_urut",
                violation_error_message="Akhir masa berlaku tidak boleh sebelum awalnya.",
            ),
        )

    def __str__(self) -> str:
        return self.nama

    @property
    def paling_banyak(self) -> bool:
        """Whether its target is a ceiling: the less, the better."""
        return self.polaritas == Polaritas.MINIMAL

    @property
    def tingkat(self) -> tuple[Tingkat, ...]:
        """The levels of its scale in their order; empty without a scale."""
        return tuple(t.as_tingkat() for t in self.skala.tingkat.all()) if self.skala else ()

    def berlaku_pada(self, tahun: int) -> bool:
        """Whether the indicator is in use in a year."""
        return self.berlaku_sejak <= tahun and (
            self.berlaku_sampai is None or tahun <= self.berlaku_sampai
        )

    def catatan_mutu_pada(self, tahun: int) -> str:
        """The note on data quality that holds for a year; empty when it speaks of another."""
        return self.catatan_mutu if self.mutu_tahun in (None, tahun) else ""

    def clean(self) -> None:
        """Unit, scale and parent must be of the same agency; nothing is above itself."""
        for field in ("unit", "skala", "induk"):
            other = getattr(self, field, None) if getattr(self, f"{field}_id") else None
            if other is not None and other.pd_id != self.pd_id:
                raise ValidationError({field: "Harus dari perangkat daerah yang sama."})
        if self.pk and self.pk in self._di_atas():
            assert self.induk is not None
            raise ValidationError(
                {
                    "induk": f"Terbaca {self.induk.kode}, padahal {self.induk.kode} sendiri "
                    f"mendukung {self.kode}. Pilih indikator di atas {self.kode}, atau kosongkan."
                }
            )

    def _di_atas(self) -> set[int]:
        """Numbers of the indicators above this one."""
        above: set[int] = set()
        induk = self.induk
        while induk is not None and induk.pk not in above:
            above.add(induk.pk)
            induk = induk.induk
        return above


class TargetTahunan(models.Model):
    """What a document promises for a year. The Renstra's promise is kept beside the agreement's."""

    PD_LOOKUP = "indikator__pd"
    NAMA_DARI = ("indikator",)

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="target_tahunan", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    sumber = models.CharField("sumber", max_length=12, choices=SumberTarget)
    sasaran_renstra = models.ForeignKey(
        SasaranRenstra,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="target",
        verbose_name="sasaran Renstra",
    )
    nilai = models.DecimalField("target", max_digits=20, decimal_places=4, null=True, blank=True)
    teks = models.CharField("target tercetak", max_length=60, blank=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "target tahunan"
        verbose_name_plural = "target tahunan"
        ordering = ("indikator", "sumber", "tahun")
        constraints = (
            models.UniqueConstraint(
                fields=("indikator", "tahun", "sumber"), name="target_tahunan_unik"
            ),
            models.CheckConstraint(
                condition=Q(nilai__isnull=False) | ~Q(teks=""),
                name="target_tahunan_berisi",
                violation_error_message="Isi target sebagai angka, teks, atau keduanya.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun}"
