"""Published staff statistics of the government that the agency serves."""

from django.db import models
from django.db.models import Q

from workforce.models.organisasi import MilikPD


class StatistikASN(MilikPD):
    """One class of one breakdown of civil servants at a date.

    `pns` and `pppk` are counts of persons. `jumlah` is kept only where the source gives no
    split; otherwise the total is computed.
    """

    per_tanggal = models.DateField("per tanggal")
    rincian = models.SlugField("rincian", max_length=30)
    rincian_nama = models.CharField("nama rincian", max_length=80)
    rincian_urutan = models.PositiveSmallIntegerField("urutan rincian")
    urutan = models.PositiveSmallIntegerField("urutan")
    kategori = models.CharField("kategori", max_length=60)
    pns = models.PositiveIntegerField("PNS dan CPNS", null=True, blank=True)
    pppk = models.PositiveIntegerField("PPPK", null=True, blank=True)
    jumlah_tunggal = models.PositiveIntegerField(
        "jumlah tanpa rincian status", null=True, blank=True
    )

    class Meta:
        verbose_name = "statistik ASN"
        verbose_name_plural = "statistik ASN"
        ordering = ("pd", "per_tanggal", "rincian_urutan", "urutan")
        constraints = (
            models.UniqueConstraint(
                fields=("pd", "per_tanggal", "rincian", "urutan"), name="statistik_baris_unik"
            ),
            models.CheckConstraint(
                condition=Q(jumlah_tunggal=None) | (Q(pns=None) & Q(pppk=None)),
                name="statistik_jumlah_atau_rincian",
                violation_error_message="Isi jumlah tunggal, atau PNS dan PPPK, jangan keduanya.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rincian_nama}: {self.kategori}"

    @property
    def jumlah(self) -> int | None:
        """Persons in this class; None when nothing is known."""
        if self.jumlah_tunggal is not None:
            return self.jumlah_tunggal
        known = [n for n in (self.pns, self.pppk) if n is not None]
        return sum(known) if known else None
