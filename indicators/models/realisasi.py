"""What was achieved, from which letter, with which evidence."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.enums import JenisBerkas, Periode, StatusData, StatusRealisasi
from indicators.models.indikator import Indikator
from lkip.numbers import format_number
from workforce.models import MilikPD
from workforce.querysets import MilikPDQuerySet

NILAI_SESUAI_KEADAAN = "Nilai diisi bila data ada, dan dikosongkan bila belum."


class SuratSumber(MilikPD):
    """The letter of a body outside the agency that states a figure."""

    kode = models.SlugField("kode", max_length=40)
    lembaga = models.CharField("lembaga", max_length=200)
    nomor = models.CharField("nomor", max_length=80)
    tanggal = models.DateField("tanggal")
    perihal = models.TextField("perihal")

    class Meta:
        verbose_name = "surat sumber"
        verbose_name_plural = "surat sumber"
        ordering = ("pd", "tanggal")
        constraints = (
            models.UniqueConstraint(fields=("pd", "kode"), name="surat_kode_unik_per_pd"),
        )

    def __str__(self) -> str:
        return f"{self.lembaga} Nomor {self.nomor}"


class Realisasi(models.Model):
    """The value of an indicator in a period. `nilai` None is a state, never a zero."""

    PD_LOOKUP = "indikator__pd"
    NAMA_DARI = ("indikator",)

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="realisasi", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    periode = models.PositiveSmallIntegerField("periode", choices=Periode)
    nilai = models.DecimalField("realisasi", max_digits=20, decimal_places=4, null=True, blank=True)
    status_data = models.CharField(
        "keadaan data", max_length=15, choices=StatusData, default=StatusData.ADA
    )
    perkiraan_rilis = models.DateField("perkiraan rilis", null=True, blank=True)
    skala_berbeda = models.CharField(
        "catatan skala berbeda",
        max_length=200,
        blank=True,
        help_text="Diisi bila nilai memakai skala lain daripada target; capaian tidak dihitung.",
    )
    dasar_penilaian = models.TextField("dasar penilaian", blank=True)
    surat = models.ForeignKey(
        SuratSumber,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="realisasi",
        verbose_name="surat sumber",
    )
    status = models.CharField(
        "status", max_length=15, choices=StatusRealisasi, default=StatusRealisasi.DRAF
    )
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diajukan oleh",
    )
    diverifikasi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diverifikasi oleh",
    )
    catatan = models.TextField("catatan", blank=True)
    penyebab = models.TextField(
        "penyebab atau faktor keberhasilan",
        blank=True,
        help_text="Sebab capaian di bawah target, atau faktor keberhasilan bila melampauinya.",
    )
    tindak_lanjut = models.TextField("tindak lanjut", blank=True)
    alasan = models.TextField(
        "alasan langkah terakhir", blank=True, help_text="Misalnya alasan pengembalian."
    )
    diajukan_pada = models.DateTimeField("diajukan pada", null=True, blank=True)
    diverifikasi_pada = models.DateTimeField("diverifikasi pada", null=True, blank=True)
    # Every write of the application raises `versi` by one and names its author beside it; a
    # write that does not is put down in the audit trail as one from outside the application.
    versi = models.PositiveIntegerField("versi", default=1)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diubah oleh",
    )

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ("indikator", "tahun", "periode")
        constraints = (
            models.UniqueConstraint(
                fields=("indikator", "tahun", "periode"), name="realisasi_periode_unik"
            ),
            models.CheckConstraint(
                condition=Q(status_data=StatusData.ADA, nilai__isnull=False)
                | (~Q(status_data=StatusData.ADA) & Q(nilai=None)),
                name="realisasi_nilai_sesuai_keadaan",
                violation_error_message=NILAI_SESUAI_KEADAAN,
            ),
            models.CheckConstraint(
                condition=Q(diverifikasi_oleh=None)
                | Q(diajukan_oleh=None)
                | ~Q(diverifikasi_oleh=F("diajukan_oleh")),
                name="realisasi_empat_mata",
                violation_error_message="Yang mengajukan tidak boleh memverifikasi.",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusRealisasi.DIVERIFIKASI)
                | Q(status_data=StatusData.ADA)
                | Q(status_data=StatusData.TIDAK_TERSEDIA),
                name="realisasi_verifikasi_perlu_data",
                violation_error_message="Data yang belum rilis tidak dapat diverifikasi.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indikator} {self.get_periode_display()} {self.tahun}"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return f"{self.indikator.kode} {self.get_periode_display()} {self.tahun}"


class KomponenRealisasi(models.Model):
    """Numerator or denominator of a realisasi; then the value is computed, not typed."""

    PD_LOOKUP = "realisasi__indikator__pd"
    NAMA_DARI = ("realisasi__indikator",)

    realisasi = models.OneToOneField(
        Realisasi, on_delete=models.CASCADE, related_name="komponen", verbose_name="realisasi"
    )
    pembilang = models.DecimalField("pembilang", max_digits=22, decimal_places=4)
    penyebut = models.DecimalField("penyebut", max_digits=22, decimal_places=4)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "komponen realisasi"
        verbose_name_plural = "komponen realisasi"
        constraints = (
            models.CheckConstraint(
                condition=~Q(penyebut=0),
                name="komponen_penyebut_bukan_nol",
                violation_error_message="Penyebut tidak boleh nol.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pembilang} / {self.penyebut}"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return self.realisasi.sebutan_jejak


def lokasi_bukti(bukti: BuktiDukung, nama: str) -> str:
    """Where a file is kept: by its hash, so that its name tells nothing and never collides."""
    return f"bukti/{bukti.realisasi.indikator.pd_id}/{bukti.sha256[:2]}/{bukti.sha256}"


class BuktiDukung(models.Model):
    """A piece of evidence for a realisasi: a file with its hash, or a pointer."""

    PD_LOOKUP = "realisasi__indikator__pd"
    NAMA_DARI = ("realisasi__indikator",)

    realisasi = models.ForeignKey(
        Realisasi, on_delete=models.PROTECT, related_name="bukti", verbose_name="realisasi"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    judul = models.CharField("judul", max_length=250)
    rujukan = models.CharField("rujukan", max_length=250, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    berkas = models.FileField("berkas", upload_to=lokasi_bukti, max_length=200, blank=True)
    nama_berkas = models.CharField("nama berkas", max_length=200, blank=True)
    jenis_isi = models.CharField("jenis isi", max_length=15, choices=JenisBerkas, blank=True)
    ukuran = models.PositiveIntegerField("ukuran (bita)", default=0)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diunggah oleh",
    )

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        ordering = ("realisasi", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("realisasi", "urutan"), name="bukti_urutan_unik"),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="bukti_hash_sah",
                violation_error_message="SHA-256 ditulis sebagai 64 angka heksadesimal kecil.",
            ),
            models.CheckConstraint(
                condition=Q(berkas="") | (~Q(sha256="") & ~Q(jenis_isi="") & Q(ukuran__gt=0)),
                name="bukti_berkas_berhash",
                violation_error_message="Berkas bukti memerlukan hash, jenis, dan ukurannya.",
            ),
        )

    def __str__(self) -> str:
        return self.judul

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return f"“{self.judul}” untuk {self.realisasi.sebutan_jejak}"


class KoreksiRealisasi(models.Model):
    """A recorded adjustment of a value after its period was locked; never changed, never deleted.

    The realisasi keeps the value that was verified; the last correction is the value in force.
    """

    PD_LOOKUP = "realisasi__indikator__pd"
    NAMA_DARI = ("realisasi__indikator",)

    realisasi = models.ForeignKey(
        Realisasi, on_delete=models.PROTECT, related_name="koreksi", verbose_name="realisasi"
    )
    nilai_sebelum = models.DecimalField("nilai sebelum", max_digits=20, decimal_places=4, null=True)
    nilai = models.DecimalField("nilai sesudah koreksi", max_digits=20, decimal_places=4)
    alasan = models.TextField("alasan")
    dasar_hukum = models.TextField("dasar hukum")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dikoreksi oleh",
    )
    waktu = models.DateTimeField("waktu", auto_now_add=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "koreksi realisasi"
        verbose_name_plural = "koreksi realisasi"
        ordering = ("realisasi", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(alasan="") & ~Q(dasar_hukum=""),
                name="koreksi_beralasan_berdasar",
                violation_error_message="Isi alasan dan dasar hukum koreksi.",
            ),
        )

    def __str__(self) -> str:
        return f"Koreksi {self.realisasi}"

    @property
    def perubahan(self) -> str:
        """The value before and after."""
        before, after = (
            format_number(v, empty="tidak ada nilai") for v in (self.nilai_sebelum, self.nilai)
        )
        return f"{before} menjadi {after}"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return self.realisasi.sebutan_jejak
