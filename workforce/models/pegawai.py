"""Staff with their history, so that "per 31 Desember" is a query."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from workforce.calculations import NipTidakSah, bagian_nip
from workforce.enums import Agama, JenisKelamin, Pangkat, Pendidikan, StatusPegawai
from workforce.models.jabatan import KelasJabatan
from workforce.models.organisasi import MilikPD, UnitKerja
from workforce.querysets import MilikPDQuerySet, PegawaiQuerySet


class Pegawai(MilikPD):
    """A member of staff. Personal data (UU 27/2022): never listed outside staff administration."""

    nip = models.CharField(
        "NIP",
        max_length=18,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri dari 18 angka.")],
    )
    nama = models.CharField("nama", max_length=120)
    jenis_kelamin = models.CharField("jenis kelamin", max_length=1, choices=JenisKelamin)
    tanggal_lahir = models.DateField("tanggal lahir")
    agama = models.CharField("agama", max_length=10, choices=Agama)
    masuk = models.DateField("bertugas sejak")
    keluar = models.DateField("bertugas sampai", null=True, blank=True)
    alasan_keluar = models.CharField("alasan keluar", max_length=60, blank=True)
    rekaan = models.BooleanField(
        "orang rekaan", default=False, help_text="Contoh; bukan pegawai yang sebenarnya."
    )

    objects: ClassVar = PegawaiQuerySet.as_manager()

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
        ordering = ("pd", "nama")
        constraints = (
            models.UniqueConstraint(fields=("pd", "nip"), name="pegawai_nip_unik_per_pd"),
            models.CheckConstraint(
                condition=Q(keluar=None) | Q(keluar__gte=F("masuk")),
                name="pegawai_masa_urut",
                violation_error_message="Tanggal keluar tidak boleh sebelum tanggal masuk.",
            ),
            models.CheckConstraint(
                condition=Q(tanggal_lahir__lt=F("masuk")),
                name="pegawai_lahir_sebelum_masuk",
                violation_error_message="Tanggal lahir harus sebelum tanggal masuk.",
            ),
        )

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        """The NIP states birth date and sex; both must agree with the record."""
        try:
            bagian = bagian_nip(self.nip)
        except NipTidakSah as error:
            raise ValidationError({"nip": str(error)}) from error
        if self.tanggal_lahir and bagian.tanggal_lahir != self.tanggal_lahir:
            raise ValidationError({"nip": "Tanggal lahir pada NIP berbeda dengan tanggal lahir."})
        if self.jenis_kelamin and bagian.jenis_kelamin != self.jenis_kelamin:
            raise ValidationError({"nip": "Jenis kelamin pada NIP berbeda dengan jenis kelamin."})


class RiwayatPegawai(models.Model):
    """What is true of a member of staff from a date on."""

    PD_LOOKUP = "pegawai__pd"
    NAMA_DARI = ("pegawai", "kelas_jabatan")

    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.CASCADE, related_name="riwayat", verbose_name="pegawai"
    )
    tmt = models.DateField("terhitung mulai tanggal")
    kelas_jabatan = models.ForeignKey(
        KelasJabatan, on_delete=models.PROTECT, related_name="+", verbose_name="kelas jabatan"
    )
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="+", verbose_name="unit kerja"
    )
    nama_jabatan = models.CharField("nama jabatan", max_length=160, blank=True)
    pangkat = models.CharField("golongan/ruang", max_length=5, choices=Pangkat)
    pendidikan = models.CharField("pendidikan", max_length=5, choices=Pendidikan)
    status = models.CharField(
        "status", max_length=5, choices=StatusPegawai, default=StatusPegawai.PNS
    )

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "riwayat pegawai"
        verbose_name_plural = "riwayat pegawai"
        ordering = ("pegawai", "tmt")
        constraints = (models.UniqueConstraint(fields=("pegawai", "tmt"), name="riwayat_tmt_unik"),)

    def __str__(self) -> str:
        return f"{self.pegawai}, {self.kelas_jabatan} sejak {self.tmt:%d-%m-%Y}"
