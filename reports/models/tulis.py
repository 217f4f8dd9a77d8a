"""Who writes which text of the report, until when, and how far it has come."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.models import Indikator
from reports.enums import KeadaanTulis
from reports.teks import sidik_teks
from workforce.models import MilikPD


def _orang(label: str) -> Any:
    """Somebody, or nobody yet."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
    )


class BagianTulis(MilikPD):
    """The work on one text of the report: a section's narrative, or a part of an analysis.

    The text itself stays where the report reads it (`Narasi`, `AnalisisIndikator`); `bagian` is
    the slug of its section. `sidik` is the hash of the text that was handed in or approved, so
    that a text changed since then, through whatever channel, counts as approved no more. A text
    without a row is one that nobody was given.
    """

    tahun = models.PositiveSmallIntegerField("tahun")
    bagian = models.SlugField("bagian", max_length=80)
    indikator = models.ForeignKey(
        Indikator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="indikator",
    )
    penulis = _orang("penulis")
    penyetuju = _orang("penyetuju")
    tenggat = models.DateField("tenggat", null=True, blank=True)
    keadaan = models.CharField(
        "keadaan", max_length=12, choices=KeadaanTulis, default=KeadaanTulis.BELUM_MULAI
    )
    disalin_dari = models.PositiveSmallIntegerField(
        "teks tahun",
        null=True,
        blank=True,
        help_text="Terisi selama teksnya berasal dari tahun itu dan belum ditinjau.",
    )
    catatan = models.TextField("alasan dikembalikan", blank=True)
    sidik = models.CharField("sidik teks", max_length=64, blank=True)
    diajukan_oleh = _orang("diajukan oleh")
    disetujui_oleh = _orang("disetujui oleh")
    disetujui_pada = models.DateTimeField("disetujui pada", null=True, blank=True)
    penyumbang = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="ditulis oleh", related_name="+", blank=True
    )
    ditulis_oleh = _orang("terakhir ditulis oleh")
    ditulis_pada = models.DateTimeField("terakhir ditulis pada", null=True, blank=True)
    # Every write of the application raises `versi` by one and names its author beside it.
    versi = models.PositiveIntegerField("versi", default=1)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="diubah oleh",
    )

    class Meta:
        verbose_name = "tugas tulis"
        verbose_name_plural = "tugas tulis"
        ordering = ("pd", "tahun", "bagian")
        constraints = (
            models.UniqueConstraint(fields=("pd", "tahun", "bagian"), name="tulis_bagian_unik"),
            models.CheckConstraint(
                condition=~Q(penulis=F("penyetuju")), name="tulis_penyetuju_lain"
            ),
            models.CheckConstraint(
                condition=Q(keadaan=KeadaanTulis.DISETUJUI, disetujui_pada__isnull=False)
                & Q(disetujui_oleh__isnull=False, diajukan_oleh__isnull=False)
                & ~Q(sidik="")
                & ~Q(disetujui_oleh=F("diajukan_oleh"))
                | ~Q(keadaan=KeadaanTulis.DISETUJUI) & Q(disetujui_oleh=None, disetujui_pada=None),
                name="tulis_persetujuan_lengkap",
            ),
            models.CheckConstraint(
                condition=~Q(keadaan=KeadaanTulis.DITINJAU)
                | Q(diajukan_oleh__isnull=False) & ~Q(sidik=""),
                name="tulis_pengajuan_lengkap",
            ),
        )

    def __str__(self) -> str:
        return f"Penulisan {self.sebutan_jejak}"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return f"{self.bagian} {self.tahun}"

    def keadaan_teks(self, teks: str) -> KeadaanTulis:
        """Where the text stands as it is now; what was changed since is being written again."""
        if not teks:
            return KeadaanTulis.BELUM_MULAI
        if self.keadaan in (KeadaanTulis.DITINJAU, KeadaanTulis.DISETUJUI):
            same = self.sidik == sidik_teks(teks)
            return KeadaanTulis(self.keadaan) if same else KeadaanTulis.DITULIS
        return KeadaanTulis.DITULIS
