"""Control figures: what a published document prints, compared and never used."""

from django.db import models

from workforce.models import MilikPD


class AngkaKontrol(MilikPD):
    """A printed figure with the address of the computed value that it should equal.

    `ukuran` names the measure (see `reports.rekonsiliasi`), `kunci` the row or group, `kolom`
    the column. `penjelasan` says how a difference came about.
    """

    tahun = models.PositiveSmallIntegerField("tahun")
    urutan = models.PositiveSmallIntegerField("urutan")
    ukuran = models.CharField("ukuran", max_length=60)
    kunci = models.CharField("kunci", max_length=60, blank=True)
    kolom = models.CharField("kolom", max_length=60)
    nilai = models.DecimalField("nilai tercetak", max_digits=22, decimal_places=4)
    desimal = models.PositiveSmallIntegerField(
        "angka di belakang koma tercetak",
        default=0,
        help_text="Nilai hitung dibulatkan sebanyak ini sebelum dibandingkan.",
    )
    sumber = models.CharField("sumber", max_length=120)
    penjelasan = models.TextField("penjelasan selisih", blank=True)

    class Meta:
        verbose_name = "angka kontrol"
        verbose_name_plural = "angka kontrol"
        ordering = ("pd", "tahun", "urutan")
        constraints = (
            models.UniqueConstraint(
                fields=("pd", "tahun", "ukuran", "kunci", "kolom", "sumber"),
                name="angka_kontrol_unik",
            ),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.ukuran, self.kunci, self.kolom) if part)
