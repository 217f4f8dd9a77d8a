"""What an agency says about its results: analysis, comparison, plans, follow-up."""

from django.db import models
from django.db.models import Q

from indicators.enums import Periode, StatusTindakLanjut
from indicators.models.indikator import Indikator
from workforce.models import MilikPD
from workforce.querysets import MilikPDQuerySet


class AnalisisIndikator(models.Model):
    """The analysis of an indicator in a year (PermenPANRB 53/2014, BAB III A 5 to 7)."""

    PD_LOOKUP = "indikator__pd"
    NAMA_DARI = ("indikator",)

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="analisis", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    gambaran = models.TextField("gambaran", blank=True)
    penyebab = models.TextField("penyebab keberhasilan atau kegagalan", blank=True)
    solusi = models.TextField("alternatif solusi", blank=True)
    sumber_daya = models.TextField("penggunaan sumber daya", blank=True)
    program_penunjang = models.TextField("program dan kegiatan penunjang", blank=True)
    rencana = models.TextField("rencana ke depan", blank=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "analisis indikator"
        verbose_name_plural = "analisis indikator"
        ordering = ("indikator", "tahun")
        constraints = (
            models.UniqueConstraint(fields=("indikator", "tahun"), name="analisis_tahun_unik"),
        )

    def __str__(self) -> str:
        return f"Analisis {self.indikator} {self.tahun}"


class Pembanding(models.Model):
    """A comparator outside the agency (PermenPANRB 53/2014, BAB III A 4)."""

    PD_LOOKUP = "indikator__pd"

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="pembanding", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun penilaian")
    urutan = models.PositiveSmallIntegerField("urutan")
    nama = models.CharField("nama", max_length=120)
    nilai = models.DecimalField("nilai", max_digits=12, decimal_places=4)
    posisi_sendiri = models.BooleanField("posisi sendiri", default=False)
    skala = models.CharField("skala", max_length=120, blank=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "pembanding"
        verbose_name_plural = "pembanding"
        ordering = ("indikator", "tahun", "urutan")
        constraints = (
            models.UniqueConstraint(
                fields=("indikator", "tahun", "urutan"), name="pembanding_urutan_unik"
            ),
        )

    def __str__(self) -> str:
        return f"{self.nama} {self.tahun}"


class RencanaAksiKSD(models.Model):
    """A step of a regional strategic activity (KSD), judged by its verifier per period B03..B12."""

    PD_LOOKUP = "indikator__pd"

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="ksd", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    urutan = models.PositiveSmallIntegerField("urutan")
    ksd = models.CharField("KSD", max_length=200)
    sub_ksd = models.CharField("sub KSD", max_length=200)
    keluaran = models.TextField("keluaran")
    kriteria = models.TextField("kriteria keberhasilan", blank=True)
    ukuran = models.TextField("ukuran keberhasilan", blank=True)
    triwulan = models.PositiveSmallIntegerField(
        "triwulan", choices=[c for c in Periode.choices if c[0] != Periode.TAHUN]
    )
    target_capaian = models.TextField("target capaian", blank=True)
    target = models.DecimalField("target (%)", max_digits=7, decimal_places=2)
    realisasi = models.DecimalField(
        "realisasi (%)", max_digits=7, decimal_places=2, null=True, blank=True
    )
    keterangan = models.TextField("keterangan", blank=True)
    catatan_verifikator = models.TextField("catatan verifikator", blank=True)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana aksi KSD"
        verbose_name_plural = "rencana aksi KSD"
        ordering = ("indikator", "tahun", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("indikator", "tahun", "urutan"), name="ksd_unik"),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)),
                name="ksd_triwulan_sah",
                violation_error_message="Triwulan adalah 1 sampai 4.",
            ),
        )

    def __str__(self) -> str:
        return self.keluaran

    @property
    def periode_kode(self) -> str:
        """Period code of the KSD monitor: the month that ends the quarter."""
        return f"B{self.triwulan * 3:02d}"


class RencanaAksi(MilikPD):
    """A planned action of a coming year."""

    tahun = models.PositiveSmallIntegerField("tahun")
    urutan = models.PositiveSmallIntegerField("urutan")
    kelompok = models.CharField("kegiatan strategis daerah", max_length=250)
    kode = models.CharField("kode rencana aksi", max_length=20, blank=True)
    rencana_aksi = models.TextField("rencana aksi")
    kode_target = models.CharField("kode target", max_length=20, blank=True)
    target = models.TextField("target")

    class Meta:
        verbose_name = "rencana aksi"
        verbose_name_plural = "rencana aksi"
        ordering = ("pd", "tahun", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("pd", "tahun", "urutan"), name="rencana_aksi_unik"),
        )

    def __str__(self) -> str:
        return self.rencana_aksi


class Rekomendasi(MilikPD):
    """A recommendation of an evaluation, and what was done about it."""

    tahun = models.PositiveSmallIntegerField("tahun")
    urutan = models.PositiveSmallIntegerField("urutan")
    evaluasi = models.CharField("evaluasi", max_length=40)
    nomor = models.CharField("nomor", max_length=10)
    rekomendasi = models.TextField("rekomendasi")
    tindak_lanjut = models.TextField("tindak lanjut", blank=True)
    status = models.CharField(
        "status",
        max_length=15,
        choices=StatusTindakLanjut,
        blank=True,
        help_text="Kosong untuk induk yang dijawab oleh butir-butirnya.",
    )
    keterangan = models.TextField("keterangan", blank=True)

    class Meta:
        verbose_name = "rekomendasi"
        verbose_name_plural = "rekomendasi"
        ordering = ("pd", "tahun", "urutan")
        constraints = (
            models.UniqueConstraint(
                fields=("pd", "tahun", "evaluasi", "nomor"), name="rekomendasi_nomor_unik"
            ),
        )

    def __str__(self) -> str:
        return f"{self.evaluasi} {self.nomor}"
