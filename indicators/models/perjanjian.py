"""Perjanjian Kinerja (PermenPANRB 53/2014): versions, items, quarterly targets."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from indicators.enums import Periode, StatusPerjanjian, StatusTarget
from indicators.models.indikator import Indikator
from indicators.models.perencanaan import Sasaran
from workforce.models import Jabatan, MilikPD, PemangkuJabatan
from workforce.querysets import MilikPDQuerySet


class PerjanjianKinerja(MilikPD):
    """An agreement of the holder of a post for a year; version 1 is the first one signed."""

    NAMA_DARI = ("jabatan",)

    tahun = models.PositiveSmallIntegerField("tahun")
    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="perjanjian", verbose_name="jabatan"
    )
    versi = models.PositiveSmallIntegerField("versi", default=1)
    dasar_perubahan = models.TextField("dasar perubahan", blank=True)
    pihak_pertama = models.ForeignKey(
        PemangkuJabatan, on_delete=models.PROTECT, related_name="+", verbose_name="pihak pertama"
    )
    pihak_kedua = models.ForeignKey(
        PemangkuJabatan, on_delete=models.PROTECT, related_name="+", verbose_name="pihak kedua"
    )
    jabatan_pihak_pertama = models.CharField("jabatan pihak pertama tercetak", max_length=200)
    jabatan_pihak_kedua = models.CharField("jabatan pihak kedua tercetak", max_length=200)
    tanggal = models.DateField("tanggal penandatanganan", null=True, blank=True)
    status = models.CharField(
        "status", max_length=10, choices=StatusPerjanjian, default=StatusPerjanjian.DRAF
    )
    alasan = models.TextField(
        "alasan langkah terakhir", blank=True, help_text="Misalnya alasan pengembalian."
    )
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diajukan oleh",
    )
    disetujui_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="disetujui oleh",
    )
    # `versi` counts what was signed; this counts writes, so that two authors notice each other.
    suntingan = models.PositiveIntegerField("nomor suntingan", default=1)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diubah oleh",
    )

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "perjanjian kinerja"
        ordering = ("pd", "tahun", "jabatan", "versi")
        constraints = (
            models.UniqueConstraint(
                fields=("tahun", "jabatan", "versi"), name="perjanjian_versi_unik"
            ),
            models.UniqueConstraint(
                fields=("tahun", "jabatan"),
                condition=Q(status=StatusPerjanjian.BERLAKU),
                name="perjanjian_satu_berlaku",
                violation_error_message="Sudah ada versi lain yang berlaku untuk jabatan ini.",
            ),
            models.CheckConstraint(
                condition=Q(versi=1) | ~Q(dasar_perubahan=""),
                name="perjanjian_perubahan_berdasar",
                violation_error_message="Perubahan perjanjian memerlukan dasar perubahan.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(StatusPerjanjian.BERLAKU, StatusPerjanjian.DIGANTI))
                | Q(tanggal__isnull=False),
                name="perjanjian_berlaku_bertanggal",
                violation_error_message=(
                    "Perjanjian yang berlaku atau diganti memerlukan tanggal penandatanganan."
                ),
            ),
            models.CheckConstraint(
                condition=Q(disetujui_oleh=None)
                | Q(diajukan_oleh=None)
                | ~Q(disetujui_oleh=F("diajukan_oleh")),
                name="perjanjian_empat_mata",
                violation_error_message="Yang mengajukan tidak boleh menyetujui.",
            ),
        )

    def __str__(self) -> str:
        return f"Perjanjian Kinerja {self.tahun} {self.jabatan} versi {self.versi}"


class ItemPerjanjian(models.Model):
    """One promised indicator."""

    PD_LOOKUP = "perjanjian__pd"
    NAMA_DARI = ("indikator",)

    perjanjian = models.ForeignKey(
        PerjanjianKinerja, on_delete=models.CASCADE, related_name="item", verbose_name="perjanjian"
    )
    urutan = models.PositiveSmallIntegerField("urutan")
    sasaran = models.ForeignKey(
        Sasaran, on_delete=models.PROTECT, related_name="item", verbose_name="sasaran"
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="item", verbose_name="indikator"
    )
    target = models.DecimalField(
        "target tahunan", max_digits=20, decimal_places=4, null=True, blank=True
    )
    target_teks = models.CharField("target tercetak", max_length=60, blank=True)
    sumber_data = models.CharField("sumber data", max_length=120, blank=True)
    turunan_dari = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="turunan",
        verbose_name="diturunkan dari",
        help_text="Item perjanjian atasan yang didukung oleh item ini.",
    )

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "item perjanjian"
        verbose_name_plural = "item perjanjian"
        ordering = ("perjanjian", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("perjanjian", "indikator"), name="item_indikator_unik"),
            models.UniqueConstraint(fields=("perjanjian", "urutan"), name="item_urutan_unik"),
        )

    def __str__(self) -> str:
        return str(self.indikator)

    def clean(self) -> None:
        """Sasaran and indicator must be of the agreement's agency, the sasaran of its year."""
        if not all(hasattr(self, name) for name in ("perjanjian", "sasaran", "indikator")):
            return  # The missing one is reported by its own field.
        pk = self.perjanjian
        if self.sasaran.pd_id != pk.pd_id or self.sasaran.tahun != pk.tahun:
            raise ValidationError({"sasaran": "Sasaran bukan dari PD dan tahun perjanjian ini."})
        if self.indikator.pd_id != pk.pd_id:
            raise ValidationError({"indikator": "Indikator bukan dari PD perjanjian ini."})


class TargetTriwulan(models.Model):
    """Target of one quarter; without a number the status says why."""

    PD_LOOKUP = "item__perjanjian__pd"
    NAMA_DARI = ("item__indikator",)

    item = models.ForeignKey(
        ItemPerjanjian, on_delete=models.CASCADE, related_name="triwulan", verbose_name="item"
    )
    triwulan = models.PositiveSmallIntegerField(
        "triwulan", choices=[c for c in Periode.choices if c[0] != Periode.TAHUN]
    )
    target = models.DecimalField("target", max_digits=20, decimal_places=4, null=True, blank=True)
    target_teks = models.CharField("target tercetak", max_length=60, blank=True)
    status = models.CharField("status", max_length=15, choices=StatusTarget)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "target triwulan"
        verbose_name_plural = "target triwulan"
        ordering = ("item", "triwulan")
        constraints = (
            models.UniqueConstraint(fields=("item", "triwulan"), name="target_triwulan_unik"),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)),
                name="target_triwulan_satu_sampai_empat",
                violation_error_message="Triwulan adalah 1 sampai 4.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        status__in=(StatusTarget.DITETAPKAN, StatusTarget.RAGU),
                        target__isnull=False,
                    )
                    | Q(
                        status__in=(StatusTarget.TIDAK_ADA, StatusTarget.TIDAK_TERBACA),
                        target=None,
                    )
                ),
                name="target_triwulan_sesuai_status",
                violation_error_message="Target berupa angka hanya bila statusnya ditetapkan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.get_triwulan_display()}"
