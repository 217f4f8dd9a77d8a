"""Posts, and who held them when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from workforce.enums import KelompokJabatan, SifatPemangku
from workforce.models.organisasi import MilikPD, UnitKerja
from workforce.querysets import PemangkuJabatanQuerySet


class KelasJabatan(MilikPD):
    """A class of posts that staff tables print as one row."""

    kode = models.CharField("kode", max_length=15)
    nama = models.CharField("nama", max_length=120)
    kelompok = models.CharField("kelompok", max_length=15, choices=KelompokJabatan)
    urutan = models.PositiveSmallIntegerField("urutan")
    batas_usia_pensiun = models.PositiveSmallIntegerField(
        "batas usia pensiun (tahun)", help_text="UU 20/2023 dan peraturan jabatan fungsional."
    )

    class Meta:
        verbose_name = "kelas jabatan"
        verbose_name_plural = "kelas jabatan"
        ordering = ("pd", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("pd", "kode"), name="kelas_kode_unik_per_pd"),
            models.CheckConstraint(
                condition=Q(batas_usia_pensiun__range=(50, 70)),
                name="kelas_batas_usia_wajar",
                violation_error_message="Batas usia pensiun berada di antara 50 dan 70 tahun.",
            ),
        )

    def __str__(self) -> str:
        return self.nama


class Jabatan(MilikPD):
    """A post. Posts outside the agency (the superior of its head) have no unit."""

    kode = models.SlugField("kode", max_length=40)
    nama = models.CharField("nama", max_length=200)
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jabatan",
        verbose_name="unit kerja",
    )
    atasan = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bawahan",
        verbose_name="jabatan atasan",
    )
    eselon = models.CharField("eselon", max_length=6, blank=True)
    kepala_pd = models.BooleanField("kepala perangkat daerah", default=False)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ("pd", "kode")
        constraints = (
            models.UniqueConstraint(fields=("pd", "kode"), name="jabatan_kode_unik_per_pd"),
            models.UniqueConstraint(
                fields=("pd",),
                condition=Q(kepala_pd=True),
                name="jabatan_satu_kepala_per_pd",
                violation_error_message="Perangkat daerah ini sudah mempunyai jabatan kepala.",
            ),
            models.CheckConstraint(
                condition=Q(atasan=None) | ~Q(atasan=F("pk")),
                name="jabatan_bukan_atasan_sendiri",
                violation_error_message="Jabatan tidak boleh menjadi atasan dirinya sendiri.",
            ),
        )

    def __str__(self) -> str:
        return self.nama


class PemangkuJabatan(models.Model):
    """A person in a post for a time. Only signatories are kept here by name."""

    PD_LOOKUP = "jabatan__pd"
    NAMA_DARI = ("jabatan",)

    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="pemangku", verbose_name="jabatan"
    )
    nama = models.CharField("nama", max_length=120)
    gelar = models.CharField("gelar", max_length=60, blank=True)
    sifat = models.CharField(
        "sifat", max_length=10, choices=SifatPemangku, default=SifatPemangku.DEFINITIF
    )
    sejak = models.DateField("sejak")
    sampai = models.DateField("sampai", null=True, blank=True)

    objects = PemangkuJabatanQuerySet.as_manager()

    class Meta:
        verbose_name = "pemangku jabatan"
        verbose_name_plural = "pemangku jabatan"
        ordering = ("jabatan", "sejak")
        constraints = (
            models.UniqueConstraint(fields=("jabatan", "sejak"), name="pemangku_sejak_unik"),
            models.UniqueConstraint(
                fields=("jabatan",),
                condition=Q(sampai=None, sifat=SifatPemangku.DEFINITIF),
                name="pemangku_satu_definitif_terbuka",
                violation_error_message="Jabatan ini masih dipangku pejabat definitif; "
                "isi tanggal akhirnya lebih dahulu.",
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("sejak")),
                name="pemangku_masa_urut",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal awal.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.nama_gelar}, {self.jabatan}"

    @property
    def nama_gelar(self) -> str:
        """Name followed by academic titles."""
        return f"{self.nama}, {self.gelar}" if self.gelar else self.nama
