"""Editions as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from indicators.files import ukuran_tampil
from reports.angka_terbit import AngkaTerbit, Penanda
from reports.cuplikan import Cuplikan, baca_angka, baca_prasyarat, bacakan, sidik_cuplikan
from reports.enums import JenisBerkasEdisi, JenisEdisi, KeadaanEdisi
from reports.models import BerkasEdisi, Edisi, PengirimanEdisi
from reports.prasyarat import Prasyarat
from workforce.models import PerangkatDaerah

ORANG = ("dibuat_oleh", "difinalkan_oleh", "ditutup_oleh")


class CuplikanRusak(ValueError):
    """The snapshot in the storage is not the one that was frozen."""

    def __init__(self, edisi: Edisi) -> None:
        super().__init__(
            f"Cuplikan {edisi.nomor} di penyimpanan hilang atau berbeda dari SHA-256 yang dicatat. "
            "Kembalikan dari cadangan."
        )


def daftar_edisi(pd: PerangkatDaerah, tahun: int) -> tuple[Edisi, ...]:
    """Editions of a year, the newest first; one query."""
    rows = Edisi.objects.of_pd(pd).filter(tahun=tahun)
    return tuple(rows.select_related(*ORANG, "mengoreksi").order_by("-urutan"))


def edisi_beku(pd: PerangkatDaerah) -> tuple[Edisi, ...]:
    """Editions with a snapshot, the newest first; one query."""
    return tuple(Edisi.objects.of_pd(pd).filter(nomor__isnull=False).order_by("-tahun", "-urutan"))


@dataclass(frozen=True)
class SatuEdisi:
    """An edition with its files, what corrects it, and where it was sent."""

    edisi: Edisi
    berkas: tuple[BarisBerkas, ...]
    dikoreksi: Edisi | None
    pengiriman: tuple[BarisKirim, ...]
    sebelum: Edisi | None

    @property
    def prasyarat(self) -> tuple[Prasyarat, ...]:
        """The checklist as it stood when the edition was frozen."""
        return baca_prasyarat(self.edisi.rincian.get("prasyarat", []))


@dataclass(frozen=True)
class BarisBerkas:
    """A file as pages show it."""

    isi: BerkasEdisi

    @property
    def nama(self) -> str:
        """Name under which it is saved."""
        return nama_berkas(self.isi.edisi, JenisBerkasEdisi(self.isi.jenis))

    @property
    def ukuran(self) -> str:
        """Size in words."""
        return ukuran_tampil(self.isi.ukuran)


def nama_berkas(edisi: Edisi, jenis: JenisBerkasEdisi) -> str:
    """File name of a file of an edition."""
    ending = "json" if jenis == JenisBerkasEdisi.CUPLIKAN else jenis.value
    return f"{edisi.nomor}.{ending}"


@dataclass(frozen=True)
class BarisKirim:
    """Where an edition goes, on a day."""

    isi: PengirimanEdisi
    hari: date

    @property
    def terlambat(self) -> bool:
        """Whether it was sent after its due date, or is not sent though that has passed."""
        return (self.isi.dikirim or self.hari) > self.isi.tenggat


def satu_edisi(edisi: Edisi, hari: date) -> SatuEdisi:
    """What the page of an edition shows; four queries.

    `sebelum` is the frozen edition that it is compared with first: the one that it corrects, else
    the one before it in its year.
    """
    sent = edisi.pengiriman.select_related("ditandai_oleh")
    earlier = Edisi.objects.of_pd(edisi.pd).filter(
        tahun=edisi.tahun, urutan__lt=edisi.urutan, nomor__isnull=False
    )
    return SatuEdisi(
        edisi=edisi,
        berkas=_berkas(edisi),
        dikoreksi=edisi.koreksi.filter(keadaan=KeadaanEdisi.FINAL).first(),
        pengiriman=tuple(BarisKirim(row, hari) for row in sent),
        sebelum=edisi.mengoreksi or earlier.order_by("-urutan").first(),
    )


def _berkas(edisi: Edisi) -> tuple[BarisBerkas, ...]:
    rows: Iterable[BerkasEdisi] = edisi.berkas.all()
    order = list(JenisBerkasEdisi)
    found = sorted(rows, key=lambda row: order.index(JenisBerkasEdisi(row.jenis)))
    for row in found:
        # The name of a file asks its edition, which is at hand.
        row.edisi = edisi
    return tuple(BarisBerkas(row) for row in found)


def baca_cuplikan(edisi: Edisi) -> Cuplikan:
    """The snapshot of a frozen edition; raises CuplikanRusak."""
    row = edisi.berkas.get(jenis=JenisBerkasEdisi.CUPLIKAN)
    try:
        with row.berkas.open("rb") as stream:
            content = stream.read()
    except FileNotFoundError as error:
        raise CuplikanRusak(edisi) from error
    if sidik_cuplikan(content) != edisi.sidik:
        raise CuplikanRusak(edisi)
    return bacakan(content)


@dataclass(frozen=True)
class BuktiEdisi:
    """What everybody may know of a final edition."""

    edisi: Edisi
    berkas: tuple[BarisBerkas, ...]
    angka: tuple[AngkaTerbit, ...]
    penanda: Penanda | None
    mengoreksi: str
    dikoreksi: str

    @property
    def nama_pd(self) -> str:
        """The agency as the report names it."""
        return str(self.edisi.rincian["pd"]["nama"])

    @property
    def pemda(self) -> str:
        """Its government."""
        return str(self.edisi.rincian["pd"]["pemerintah_daerah"])

    @property
    def difinalkan(self) -> datetime | None:
        """When it became final."""
        return self.edisi.difinalkan_pada


def edisi_umum() -> QuerySet[Edisi]:
    """Editions that everybody may see: the final ones."""
    return Edisi.objects.filter(keadaan=KeadaanEdisi.FINAL, jenis=JenisEdisi.FINAL)


def bukti_edisi(edisi: Edisi) -> BuktiEdisi:
    """The public proof of a final edition; two queries."""
    corrected = edisi.koreksi.filter(keadaan=KeadaanEdisi.FINAL).first()
    signer = edisi.rincian["penanda"]
    return BuktiEdisi(
        edisi=edisi,
        berkas=_berkas(edisi),
        angka=baca_angka(edisi.rincian["angka"]),
        penanda=Penanda(**signer) if signer else None,
        mengoreksi=(edisi.mengoreksi.nomor or "") if edisi.mengoreksi else "",
        dikoreksi=(corrected.nomor or "") if corrected else "",
    )
