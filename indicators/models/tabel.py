"""Supporting tables: an agency's own tables, declared as data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from indicators.enums import HitungKolom, JenisKolom
from indicators.models.indikator import Indikator
from lkip.numbers import AngkaTidakTerbaca, parse_machine_number
from workforce.models import MilikPD
from workforce.querysets import MilikPDQuerySet

Nilai = str | Decimal | date | None


class TabelPendukung(MilikPD):
    """A table with typed columns, attached to an indicator or to a section of the report."""

    tahun = models.PositiveSmallIntegerField("tahun")
    kode = models.SlugField("kode", max_length=40)
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    judul = models.CharField("judul", max_length=250)
    indikator = models.ForeignKey(
        Indikator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tabel_pendukung",
        verbose_name="indikator",
    )
    bagian = models.SlugField("bagian laporan", max_length=40, blank=True)
    kolom_kelompok = models.SlugField(
        "kolom pengelompok",
        max_length=40,
        blank=True,
        help_text="Baris dengan nilai sama pada kolom ini mendapat subjumlah.",
    )
    melintang = models.BooleanField("halaman melintang", default=False)
    sumber = models.CharField("sumber", max_length=250, blank=True)
    catatan = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "tabel pendukung"
        verbose_name_plural = "tabel pendukung"
        ordering = ("pd", "tahun", "urutan", "kode")
        constraints = (
            models.UniqueConstraint(fields=("pd", "tahun", "kode"), name="tabel_kode_unik"),
            models.CheckConstraint(
                condition=Q(indikator__isnull=False) | ~Q(bagian=""),
                name="tabel_punya_tempat",
                violation_error_message="Sebutkan indikator atau bagian laporan tempat tabel ini.",
            ),
        )

    def __str__(self) -> str:
        return self.judul


class KolomTabel(models.Model):
    """A column: typed by hand, or computed from other columns of the same row."""

    PD_LOOKUP = "tabel__pd"

    tabel = models.ForeignKey(
        TabelPendukung, on_delete=models.CASCADE, related_name="kolom", verbose_name="tabel"
    )
    urutan = models.PositiveSmallIntegerField("urutan")
    kode = models.SlugField("kode", max_length=40)
    judul = models.CharField("judul", max_length=120)
    jenis = models.CharField("jenis", max_length=10, choices=JenisKolom)
    desimal = models.PositiveSmallIntegerField("angka di belakang koma", null=True, blank=True)
    hitung = models.CharField(
        "cara hitung", max_length=10, choices=HitungKolom, blank=True, default=""
    )
    dari = models.CharField("dihitung dari kolom", max_length=160, blank=True)
    jumlahkan = models.BooleanField("beri jumlah", default=False)
    lebar = models.PositiveSmallIntegerField("lebar nisbi", default=10)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "kolom tabel"
        verbose_name_plural = "kolom tabel"
        ordering = ("tabel", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("tabel", "kode"), name="kolom_kode_unik"),
            models.UniqueConstraint(fields=("tabel", "urutan"), name="kolom_urutan_unik"),
            models.CheckConstraint(
                condition=Q(hitung="", dari="") | (~Q(hitung="") & ~Q(dari="")),
                name="kolom_hitung_punya_sumber",
                violation_error_message="Kolom hitungan menyebut kolom sumbernya.",
            ),
        )

    def __str__(self) -> str:
        return self.judul

    @property
    def sources(self) -> tuple[str, ...]:
        """Codes of the columns that a computed column reads."""
        return tuple(self.dari.split())

    def parse(self, text: str) -> Nilai:
        """The typed value of a cell; raises ValueError with a sentence."""
        if text == "":
            return None
        if self.jenis == JenisKolom.TEKS:
            return text
        if self.jenis == JenisKolom.TANGGAL:
            return _date(text)
        return parse_machine_number(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("Tulis tanggal yang ada, misalnya 2023-12-31.") from error


class BarisTabel(models.Model):
    """A row. Cells are kept as text in the source form and typed by their column on reading."""

    PD_LOOKUP = "tabel__pd"

    tabel = models.ForeignKey(
        TabelPendukung, on_delete=models.CASCADE, related_name="baris", verbose_name="tabel"
    )
    urutan = models.PositiveSmallIntegerField("urutan")
    isi = models.JSONField("isi", default=dict)

    objects = MilikPDQuerySet.as_manager()

    class Meta:
        verbose_name = "baris tabel"
        verbose_name_plural = "baris tabel"
        ordering = ("tabel", "urutan")
        constraints = (
            models.UniqueConstraint(fields=("tabel", "urutan"), name="baris_urutan_unik"),
        )

    def __str__(self) -> str:
        return f"{self.tabel} baris {self.urutan}"

    def clean(self) -> None:
        """Every cell must belong to a typed column and be readable as its type."""
        if not hasattr(self, "tabel"):
            return  # The missing table is reported by its own field.
        if self.tabel.pk is None:
            raise ValidationError("Simpan tabel dan kolomnya dahulu, kemudian isi barisnya.")
        columns = {k.kode: k for k in self.tabel.kolom.all() if not k.hitung}
        unknown = set(self.isi) - set(columns)
        if unknown:
            raise ValidationError(f"Kolom tidak dikenal: {', '.join(sorted(unknown))}.")
        for code, text in self.isi.items():
            self._check_cell(columns[code], text)

    @staticmethod
    def _check_cell(column: KolomTabel, text: Any) -> None:
        try:
            column.parse(str(text))
        except (AngkaTidakTerbaca, ValueError) as error:
            raise ValidationError(
                f"Kolom {column.judul} berisi “{text}”; diharapkan "
                f"{column.get_jenis_display().lower()}. {error}"
            ) from error
