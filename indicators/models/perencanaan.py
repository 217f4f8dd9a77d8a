"""Planning documents and the goals they state."""

from django.db import models
from django.db.models import F, Q

from indicators.enums import JenisDokumen, JenisSasaran
from workforce.models import MilikPD
from workforce.querysets import MilikPDQuerySet


class DokumenPerencanaan(MilikPD):
    """A plan (RPJMD/RPD, Renstra, Renja) with its period."""

    kode = models.SlugField("kode", max_length=30)
    jenis = models.CharField("jenis", max_length=10, choices=JenisDokumen)
    nama = models.CharField("nama", max_length=200)
    tahun_awal = models.PositiveSmallIntegerField("tahun awal")
    tahun_akhir = models.PositiveSmallIntegerField("tahun akhir")

    class Meta:
        verbose_name = "dokumen perencanaan"
        verbose_name_plural = "dokumen perencanaan"
        ordering = ("pd", "tahun_awal", "kode")
        constraints = (
            models.UniqueConstraint(fields=("pd", "kode"), name="dokumen_kode_unik_per_pd"),
            models.CheckConstraint(
                condition=Q(tahun_akhir__gte=F("tahun_awal")),
                name="dokumen_periode_urut",
                violation_error_message="Tahun akhir tidak boleh sebelum tahun awal.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.nama} {self.tahun_awal}-{self.tahun_akhir}"


class Tujuan(models.Model):
    """A goal of a plan."""

    PD_LOOKUP = "dokumen__pd"

    dokumen = models.ForeignKey(
        DokumenPerencanaan, on_delete=models.PROTECT, related_name="tujuan", verbose_name="dokumen"
    )
    kode = models.SlugField("kode", max_length=20)
    tujuan = models.TextField("tujuan")

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"
        ordering = ("dokumen", "kode")
        constraints = (
            models.UniqueConstraint(fields=("dokumen", "kode"), name="tujuan_kode_unik"),
        )

    def __str__(self) -> str:
        return self.tujuan


class SasaranRenstra(models.Model):
    """A sasaran of the Renstra below a tujuan."""

    PD_LOOKUP = "tujuan__dokumen__pd"

    tujuan = models.ForeignKey(
        Tujuan, on_delete=models.PROTECT, related_name="sasaran", verbose_name="tujuan"
    )
    kode = models.SlugField("kode", max_length=20)
    sasaran = models.TextField("sasaran")

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "sasaran Renstra"
        verbose_name_plural = "sasaran Renstra"
        ordering = ("tujuan", "kode")
        constraints = (
            models.UniqueConstraint(fields=("tujuan", "kode"), name="sasaran_renstra_kode_unik"),
        )

    def __str__(self) -> str:
        return self.sasaran


class Sasaran(MilikPD):
    """A sasaran of one year, as agreements and reports number it."""

    tahun = models.PositiveSmallIntegerField("tahun")
    kode = models.SlugField("kode", max_length=20)
    urutan = models.PositiveSmallIntegerField("urutan")
    jenis = models.CharField("jenis", max_length=15, choices=JenisSasaran)
    sasaran = models.TextField("sasaran")

    class Meta:
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"
        ordering = ("pd", "tahun", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("pd", "tahun", "kode"), name="sasaran_kode_unik"),
            models.UniqueConstraint(fields=("pd", "tahun", "urutan"), name="sasaran_urutan_unik"),
        )

    def __str__(self) -> str:
        return self.sasaran


class IsuStrategis(MilikPD):
    """A strategic issue of a plan."""

    dokumen = models.ForeignKey(
        DokumenPerencanaan, on_delete=models.PROTECT, related_name="isu", verbose_name="dokumen"
    )
    urutan = models.PositiveSmallIntegerField("urutan")
    isu = models.TextField("isu strategis")

    class Meta:
        verbose_name = "isu strategis"
        verbose_name_plural = "isu strategis"
        ordering = ("pd", "dokumen", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("dokumen", "urutan"), name="isu_urutan_unik"),
        )

    def __str__(self) -> str:
        return self.isu


class Regulasi(MilikPD):
    """A regulation that the agency's report rests on."""

    urutan = models.PositiveSmallIntegerField("urutan")
    jenis = models.CharField("jenis", max_length=80)
    nomor = models.CharField("nomor", max_length=20)
    tahun = models.PositiveSmallIntegerField("tahun")
    judul = models.TextField("tentang", blank=True)

    class Meta:
        verbose_name = "regulasi"
        verbose_name_plural = "regulasi"
        ordering = ("pd", "urutan")
        constraints = (
            models.UniqueConstraint(
                fields=("pd", "jenis", "nomor", "tahun"), name="regulasi_nomor_unik"
            ),
        )

    def __str__(self) -> str:
        title = f"{self.jenis} Nomor {self.nomor} Tahun {self.tahun}"
        return f"{title} tentang {self.judul}" if self.judul else title
