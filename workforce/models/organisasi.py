"""Agencies and their unit tree."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from workforce.enums import DasarInduk, JenisPerangkatDaerah, JenisUnit
from workforce.querysets import MilikPDQuerySet, PerangkatDaerahQuerySet


class PerangkatDaerah(models.Model):
    """A body of a regional government: the owner of every other record."""

    kode = models.SlugField("kode", max_length=30, unique=True)
    nama = models.CharField("nama", max_length=200)
    singkatan = models.CharField("singkatan", max_length=40)
    jenis = models.CharField("jenis", max_length=20, choices=JenisPerangkatDaerah)
    pemerintah_daerah = models.CharField("pemerintah daerah", max_length=120)
    gedung = models.CharField("gedung", max_length=120, blank=True)
    alamat = models.CharField("alamat", max_length=200, blank=True)
    kota = models.CharField("kota", max_length=120, blank=True)
    kode_pos = models.CharField("kode pos", max_length=10, blank=True)
    tempat_tanda_tangan = models.CharField("tempat penandatanganan", max_length=60)
    bertanggung_jawab_melalui = models.CharField(
        "bertanggung jawab melalui", max_length=120, blank=True
    )
    dikoordinasikan_oleh = models.CharField("dikoordinasikan oleh", max_length=160, blank=True)
    tugas = models.TextField("tugas", blank=True)
    dasar_hukum = models.TextField("dasar hukum organisasi", blank=True)
    catatan_data = models.TextField(
        "catatan data", blank=True, help_text="Ditampilkan di halaman, misalnya bila data rekaan."
    )
    aktif = models.BooleanField("aktif", default=True)

    objects = PerangkatDaerahQuerySet.as_manager()

    class Meta:
        verbose_name = "perangkat daerah"
        verbose_name_plural = "perangkat daerah"
        ordering = ("nama",)

    def __str__(self) -> str:
        return self.nama

    @property
    def nama_lengkap(self) -> str:
        """Name with the government it belongs to, as covers print it."""
        return f"{self.nama} {self.pemerintah_daerah.removeprefix('Pemerintah ')}"

    @property
    def alamat_lengkap(self) -> str:
        """One-line address."""
        parts = (self.gedung, self.alamat, self.kota, self.kode_pos)
        return ", ".join(part for part in parts if part)


class MilikPD(models.Model):
    """Base of every record that belongs to one perangkat daerah."""

    pd = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        verbose_name="perangkat daerah",
        related_name="+",
    )

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        abstract = True


class FungsiOrganisasi(MilikPD):
    """A function of the agency, lettered as in the regulation on its organisation."""

    huruf = models.CharField("huruf", max_length=3)
    urutan = models.PositiveSmallIntegerField("urutan")
    fungsi = models.TextField("fungsi")

    class Meta:
        verbose_name = "fungsi organisasi"
        verbose_name_plural = "fungsi organisasi"
        ordering = ("pd", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("pd", "huruf"), name="fungsi_unik_per_pd"),
            models.UniqueConstraint(fields=("pd", "urutan"), name="fungsi_urutan_unik"),
        )

    def __str__(self) -> str:
        return f"{self.huruf}. {self.fungsi}"


class UnitKerja(MilikPD):
    """A unit of the agency; the root is the agency itself."""

    induk = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="anak",
        verbose_name="unit induk",
    )
    kode = models.SlugField("kode", max_length=40)
    urutan = models.PositiveSmallIntegerField("urutan")
    jenis = models.CharField("jenis", max_length=20, choices=JenisUnit)
    nama = models.CharField("nama", max_length=200)
    dasar_induk = models.CharField(
        "dasar unit induk", max_length=15, choices=DasarInduk, default=DasarInduk.TERCETAK
    )
    berlaku_sejak = models.DateField("berlaku sejak", null=True, blank=True)
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ("pd", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("pd", "kode"), name="unit_kode_unik_per_pd"),
            models.UniqueConstraint(
                fields=("pd",),
                condition=Q(induk=None),
                name="unit_satu_akar_per_pd",
                violation_error_message="Perangkat daerah ini sudah mempunyai unit puncak; "
                "isi unit induk.",
            ),
            models.CheckConstraint(
                condition=Q(induk=None) | ~Q(induk=F("pk")),
                name="unit_bukan_induk_sendiri",
                violation_error_message="Unit tidak boleh menjadi induk dirinya sendiri.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai=None)
                | Q(berlaku_sejak=None)
                | Q(berlaku_sampai__gte=F("berlaku_sejak")),
                name="unit_masa_berlaku_urut",
                violation_error_message="Tanggal akhir masa berlaku tidak boleh sebelum awalnya.",
            ),
        )

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        """Refuse a parent from another agency and a cycle."""
        induk = self.induk
        if induk is None:
            return
        if induk.pd_id != self.pd_id:
            raise ValidationError({"induk": "Unit induk harus dari perangkat daerah yang sama."})
        while induk is not None:
            if induk.pk and induk.pk == self.pk:
                raise ValidationError({"induk": "Unit induk tidak boleh turunan unit ini."})
            induk = induk.induk
