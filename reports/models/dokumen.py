"""Requests to render a document in the background."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models import PerjanjianKinerja
from reports.enums import JenisDokumen, StatusPermintaan
from workforce.models import MilikPD


class PermintaanDokumen(MilikPD):
    """One wish of one user for one document; the page shows how far it is."""

    tahun = models.PositiveSmallIntegerField("tahun")
    perjanjian = models.ForeignKey(
        PerjanjianKinerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="perjanjian",
        help_text="Kosong berarti perjanjian kepala yang berlaku.",
    )
    jenis = models.CharField("jenis", max_length=12, choices=JenisDokumen)
    pilihan = models.CharField(
        "pilihan",
        max_length=300,
        blank=True,
        help_text="Periode dan saringan dashboard, seperti tertulis di alamatnya.",
    )
    status = models.CharField(
        "status", max_length=12, choices=StatusPermintaan, default=StatusPermintaan.ANTRE
    )
    persen = models.PositiveSmallIntegerField("kemajuan (%)", default=0)
    tahap = models.CharField("tahap", max_length=120, blank=True)
    pesan = models.TextField("pesan", blank=True)
    berkas = models.FileField("berkas", upload_to="dokumen/%Y/%m", blank=True)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    selesai = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        verbose_name = "permintaan dokumen"
        verbose_name_plural = "permintaan dokumen"
        ordering = ("-dibuat",)
        constraints = (
            models.CheckConstraint(
                condition=Q(persen__range=(0, 100)), name="permintaan_persen_sah"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusPermintaan.SELESAI) | ~Q(berkas=""),
                name="permintaan_selesai_ada_berkas",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tahun}"

    @property
    def nama_berkas(self) -> str:
        """Name of the file for whoever downloads it; of an agreement with its post and version."""
        place = f"{self.pd.kode.lower()}-{self.tahun}"
        if self.jenis != JenisDokumen.PK_PDF:
            return f"{self.jenis.removesuffix('_pdf')}-{place}.pdf"
        row = self.perjanjian
        which = f"-{row.jabatan.kode.lower()}-v{row.versi}" if row else ""
        return f"perjanjian-kinerja-{place}{which}.pdf"
