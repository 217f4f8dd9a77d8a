"""When values are entered and verified, and when they are locked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from indicators.enums import Periode
from lkip.numbers import format_date
from lkip.periods import Triwulan
from workforce.models import MilikPD, PerangkatDaerah, UnitKerja
from workforce.querysets import MilikPDQuerySet

# Data rule of DKI Jakarta: measurement up to day 5 of the month that follows.
HARI_BATAS_ISI = 5
HARI_BATAS_VERIFIKASI = 15


class PeriodePelaporan(MilikPD):
    """A reporting period of a year with a window for each step. Dates are data, not constants."""

    tahun = models.PositiveSmallIntegerField("tahun")
    periode = models.PositiveSmallIntegerField("periode", choices=Periode)
    mulai = models.DateField("pengisian dibuka")
    batas_isi = models.DateField("batas pengisian")
    batas_verifikasi = models.DateField("batas verifikasi")
    terkunci = models.BooleanField("terkunci", default=False)
    dikunci_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dikunci oleh",
    )
    keterangan = models.CharField("keterangan", max_length=250, blank=True)

    class Meta:
        verbose_name = "periode pelaporan"
        verbose_name_plural = "periode pelaporan"
        ordering = ("pd", "-tahun", "periode")
        constraints = (
            models.UniqueConstraint(
                fields=("pd", "tahun", "periode"), name="periode_unik_per_pd_tahun"
            ),
            models.CheckConstraint(
                condition=Q(batas_isi__gte=F("mulai"), batas_verifikasi__gte=F("batas_isi")),
                name="periode_tanggal_urut",
                violation_error_message="Urutan tanggal: dibuka, batas pengisian, "
                "lalu batas verifikasi.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_periode_display()} {self.tahun}"

    def unique_error_message(self, model_class: Any, unique_check: Any) -> ValidationError:
        """In plain words; Django's own Indonesian sentence says the opposite."""
        return ValidationError(f"{self} sudah dibuat.", code="unique_together")

    @classmethod
    def usulan(cls, pd: PerangkatDaerah, tahun: int, periode: Periode) -> PeriodePelaporan:
        """An unsaved period with the usual windows, to be looked over before it is stored.

        Entry opens on the day after the quarter ends and closes on day 5; verification ends on
        day 15. The year is measured together with its last quarter.
        """
        quarter = Triwulan.IV if periode == Periode.TAHUN else Triwulan(periode)
        opening = quarter.tanggal_akhir(tahun) + timedelta(days=1)
        return cls(
            pd=pd,
            tahun=tahun,
            periode=periode,
            mulai=opening,
            batas_isi=opening.replace(day=HARI_BATAS_ISI),
            batas_verifikasi=opening.replace(day=HARI_BATAS_VERIFIKASI),
        )

    @property
    def jadwal(self) -> str:
        """The windows in words."""
        opening, entry, decision = (
            format_date(day) for day in (self.mulai, self.batas_isi, self.batas_verifikasi)
        )
        return f"dibuka {opening}, batas pengisian {entry}, batas verifikasi {decision}"

    @property
    def awal(self) -> date:
        """First day of what the period measures."""
        if self.periode == Periode.TAHUN:
            return date(self.tahun, 1, 1)
        return Triwulan(self.periode).tanggal_awal(self.tahun)

    def batas_untuk(self, unit: UnitKerja) -> date:
        """Last day of entry for a unit, extensions included."""
        return self.batas_unit(unit.pk)

    def batas_unit(self, unit_id: int) -> date:
        """The same by the number of the unit."""
        longer = [p.sampai for p in self.perpanjangan.all() if p.unit_id == unit_id]
        return max([self.batas_isi, *longer])


class PerpanjanganPeriode(models.Model):
    """More time for one unit, with its reason and its end."""

    PD_LOOKUP = "periode__pd"
    NAMA_DARI = ("periode", "unit")

    periode = models.ForeignKey(
        PeriodePelaporan,
        on_delete=models.CASCADE,
        related_name="perpanjangan",
        verbose_name="periode",
    )
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="+", verbose_name="unit kerja"
    )
    sampai = models.DateField("sampai")
    alasan = models.TextField("alasan")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "perpanjangan periode"
        verbose_name_plural = "perpanjangan periode"
        ordering = ("periode", "unit")
        constraints = (
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="perpanjangan_beralasan",
                violation_error_message="Isi alasan perpanjangan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.periode}, {self.unit} sampai {self.sampai:%d-%m-%Y}"

    @property
    def sebutan_jejak(self) -> str:
        """Short name in the audit trail."""
        return f"{self.periode} untuk {self.unit}"
