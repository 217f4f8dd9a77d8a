"""Editions of the report: what was frozen, the files made from it, where it was sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.enums import JenisBerkasEdisi, JenisEdisi, KeadaanEdisi, TujuanKirim
from workforce.models import MilikPD
from workforce.querysets import MilikPDQuerySet

# States from which a final edition may still come out; one of them at a time.
TERBUKA = (KeadaanEdisi.ANTRE, KeadaanEdisi.DIKERJAKAN, KeadaanEdisi.GAGAL, KeadaanEdisi.BEKU)
BERSIDIK = (KeadaanEdisi.BEKU, KeadaanEdisi.FINAL)


def _orang(label: str, **pilihan: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
        **pilihan,
    )


class Edisi(MilikPD):
    """A report as it stood at one moment.

    A worker takes the snapshot (`sidik` is its SHA-256) and makes the files from it; from then on
    nothing of an edition changes but what becomes of it. `nomor` follows from the snapshot.
    `percobaan` counts the workers that were sent: only the last one may finish.
    """

    tahun = models.PositiveSmallIntegerField("tahun")
    urutan = models.PositiveSmallIntegerField("urutan")
    jenis = models.CharField("jenis", max_length=16, choices=JenisEdisi)
    judul = models.CharField("judul", max_length=160)
    catatan = models.TextField("catatan", blank=True)
    alasan = models.TextField(
        "alasan prasyarat",
        blank=True,
        help_text="Mengapa edisi final dibuat walau ada prasyarat yang belum terpenuhi.",
    )
    mengoreksi = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="koreksi",
        verbose_name="mengoreksi edisi",
    )
    keadaan = models.CharField(
        "keadaan", max_length=12, choices=KeadaanEdisi, default=KeadaanEdisi.ANTRE
    )
    percobaan = models.PositiveSmallIntegerField("percobaan", default=1)
    persen = models.PositiveSmallIntegerField("kemajuan (%)", default=0)
    tahap = models.CharField("tahap", max_length=120, blank=True)
    kemajuan_pada = models.DateTimeField("kemajuan terakhir")
    pesan = models.TextField("sebab gagal", blank=True)
    sidik = models.CharField("SHA-256 cuplikan", max_length=64, blank=True)
    nomor = models.CharField("nomor", max_length=60, null=True, blank=True, unique=True)
    # What the public page tells of it, copied from the snapshot when that was taken.
    rincian = models.JSONField("rincian", default=dict, blank=True)
    dibuat_oleh = _orang("disiapkan oleh")
    dibuat_pada = models.DateTimeField("disiapkan pada")
    dibekukan_pada = models.DateTimeField("dibekukan pada", null=True, blank=True)
    difinalkan_oleh = _orang("difinalkan oleh", null=True, blank=True)
    difinalkan_pada = models.DateTimeField("difinalkan pada", null=True, blank=True)
    ditutup_oleh = _orang("ditutup oleh", null=True, blank=True)
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)
    alasan_tutup = models.TextField("alasan tidak dilanjutkan", blank=True)
    # Every write of the application raises `versi` by one and names its author beside it.
    versi = models.PositiveIntegerField("versi", default=1)
    diubah_oleh = _orang("diubah oleh")

    class Meta:
        verbose_name = "edisi laporan"
        verbose_name_plural = "edisi laporan"
        ordering = ("pd", "-tahun", "-urutan")
        constraints = (
            models.UniqueConstraint(fields=("pd", "tahun", "urutan"), name="edisi_urutan_unik"),
            models.UniqueConstraint(
                fields=("pd", "tahun"),
                condition=Q(jenis=JenisEdisi.FINAL, keadaan__in=TERBUKA),
                name="edisi_satu_final_terbuka",
            ),
            # The first final edition corrects none; every later one corrects the one before.
            models.UniqueConstraint(
                fields=("pd", "tahun"),
                condition=Q(keadaan=KeadaanEdisi.FINAL, mengoreksi=None),
                name="edisi_satu_final_pertama",
            ),
            models.UniqueConstraint(
                fields=("mengoreksi",),
                condition=Q(keadaan=KeadaanEdisi.FINAL),
                name="edisi_dikoreksi_sekali",
            ),
            models.CheckConstraint(
                condition=Q(mengoreksi=None) | Q(jenis=JenisEdisi.FINAL),
                name="edisi_koreksi_final",
            ),
            models.CheckConstraint(
                condition=~Q(keadaan__in=BERSIDIK)
                | Q(sidik__regex=r"^[0-9a-f]{64}$", nomor__isnull=False)
                & Q(dibekukan_pada__isnull=False),
                name="edisi_beku_bersidik",
            ),
            models.CheckConstraint(
                condition=Q(keadaan=KeadaanEdisi.FINAL, jenis=JenisEdisi.FINAL)
                & Q(difinalkan_oleh__isnull=False, difinalkan_pada__isnull=False)
                & ~Q(difinalkan_oleh=models.F("dibuat_oleh"))
                | ~Q(keadaan=KeadaanEdisi.FINAL) & Q(difinalkan_oleh=None, difinalkan_pada=None),
                name="edisi_final_disetujui_orang_lain",
            ),
            models.CheckConstraint(
                condition=~Q(keadaan=KeadaanEdisi.BATAL)
                | Q(ditutup_oleh__isnull=False, ditutup_pada__isnull=False) & ~Q(alasan_tutup=""),
                name="edisi_batal_beralasan",
            ),
            models.CheckConstraint(condition=Q(persen__range=(0, 100)), name="edisi_persen_sah"),
        )

    def __str__(self) -> str:
        return f"Edisi {self.urutan} {self.tahun} ({self.get_jenis_display()})"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return f"{self.urutan} tahun {self.tahun}, {self.get_jenis_display().lower()}"

    @property
    def beku(self) -> bool:
        """Whether it has a snapshot and files."""
        return self.keadaan in BERSIDIK

    @property
    def sebutan_keadaan(self) -> str:
        """Where it stands, in words; a frozen final edition waits for its approval."""
        if self.jenis == JenisEdisi.FINAL and self.keadaan == KeadaanEdisi.BEKU:
            return "Menunggu persetujuan"
        return str(KeadaanEdisi(self.keadaan).label)

    @property
    def lambang(self) -> str:
        """The shape beside that word."""
        return KeadaanEdisi(self.keadaan).lambang


class BerkasEdisi(models.Model):
    """A file of an edition with its hash. Private storage; pages hand it out."""

    PD_LOOKUP = "edisi__pd"
    NAMA_DARI = ("edisi",)

    edisi = models.ForeignKey(
        Edisi, on_delete=models.PROTECT, related_name="berkas", verbose_name="edisi"
    )
    jenis = models.CharField("jenis", max_length=10, choices=JenisBerkasEdisi)
    berkas = models.FileField("berkas", upload_to="edisi/%Y", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    ukuran = models.PositiveIntegerField("ukuran (bita)")

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas edisi"
        verbose_name_plural = "berkas edisi"
        ordering = ("edisi", "pk")
        constraints = (
            models.UniqueConstraint(fields=("edisi", "jenis"), name="berkas_edisi_unik"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & ~Q(berkas="") & Q(ukuran__gt=0),
                name="berkas_edisi_bersidik",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.edisi}"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return f"{self.get_jenis_display()} edisi {self.edisi.sebutan_jejak}"


class PengirimanEdisi(models.Model):
    """Where a final edition has to go until when, and that it went there."""

    PD_LOOKUP = "edisi__pd"
    NAMA_DARI = ("edisi",)

    edisi = models.ForeignKey(
        Edisi, on_delete=models.PROTECT, related_name="pengiriman", verbose_name="edisi"
    )
    urutan = models.PositiveSmallIntegerField("urutan")
    tujuan = models.CharField("tujuan", max_length=10, choices=TujuanKirim)
    uraian = models.CharField("uraian", max_length=160)
    tenggat = models.DateField("tenggat")
    dikirim = models.DateField("tanggal dikirim", null=True, blank=True)
    tanda_terima = models.CharField("tanda terima", max_length=160, blank=True)
    ditandai_oleh = _orang("ditandai oleh", null=True, blank=True)
    ditandai_pada = models.DateTimeField("ditandai pada", null=True, blank=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "pengiriman edisi"
        verbose_name_plural = "pengiriman edisi"
        ordering = ("edisi", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("edisi", "urutan"), name="pengiriman_urutan_unik"),
            models.CheckConstraint(
                condition=Q(dikirim=None, ditandai_oleh=None, ditandai_pada=None)
                | Q(dikirim__isnull=False, ditandai_oleh__isnull=False)
                & Q(ditandai_pada__isnull=False),
                name="pengiriman_ditandai_lengkap",
            ),
        )

    def __str__(self) -> str:
        return f"{self.uraian} ({self.edisi})"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return f"{self.uraian} untuk edisi {self.edisi.sebutan_jejak}"
