"""What an amendment of an agreement does to values that were verified or locked before it.

The agreement in force judges its whole year. An amendment therefore changes the achievement of
earlier periods too, and no value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from indicators.entri import Entri, periode_tahun
from indicators.enums import Periode, StatusPerjanjian
from indicators.models import Indikator, ItemPerjanjian, PerjanjianKinerja
from indicators.queries import NilaiTahun, NilaiTersimpan
from lkip.numbers import format_date, format_percent
from lkip.tables import Value

ATURAN = (
    "Sejak ditandatangani, versi ini berlaku bagi seluruh tahunnya: capaian setiap periode, juga "
    "yang sudah diverifikasi atau dikunci, dihitung terhadap targetnya. Nilainya tidak berubah, "
    "dan versi sebelumnya tetap tersimpan."
)


@dataclass(frozen=True)
class AkibatNilai:
    """A verified or locked value with its achievement under two versions of an agreement.

    `sesudah` is None where the later version no longer promises the indicator.
    """

    indikator: Indikator
    sebelum: NilaiTahun
    sesudah: NilaiTahun | None
    terkunci: bool

    @property
    def periode(self) -> str:
        """Name of the period."""
        return str(self.sebelum.periode.label)

    @property
    def capaian(self) -> tuple[str, str]:
        """Achievement before and after, as printed."""
        after = self.sesudah
        return (
            _tercetak(self.sebelum.sel_capaian),
            _tercetak(after.sel_capaian) if after else "tidak lagi dijanjikan",
        )

    @property
    def kalimat(self) -> str:
        """Both in a sentence without full stop: "TW I I08: capaian 95,00% menjadi 90,00%"."""
        before, after = self.capaian
        return f"{self.periode} {self.indikator.kode}: capaian {before} menjadi {after}"


def _tercetak(cell: Value) -> str:
    return format_percent(cell) if isinstance(cell, Decimal) else str(cell)


def keterangan_akibat(
    perjanjian: PerjanjianKinerja, akibat: Iterable[AkibatNilai], indikator: Indikator
) -> str:
    """What the amendment in force changed for an indicator, as a sentence; empty for nothing."""
    changes = [change.kalimat for change in akibat if change.indikator == indikator]
    if not changes:
        return ""
    return (
        f"Perubahan perjanjian (versi {perjanjian.versi}, {format_date(perjanjian.tanggal)}) "
        f"menilai ulang nilai yang sudah diverifikasi atau dikunci: {'; '.join(changes)}."
    )


def versi_sebelum(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja | None:
    """The version that an amendment follows."""
    if perjanjian.versi == 1:
        return None
    versions = PerjanjianKinerja.objects.filter(
        jabatan=perjanjian.jabatan_id, tahun=perjanjian.tahun, versi__lt=perjanjian.versi
    )
    return versions.order_by("-versi").first()


def akibat_versi(perjanjian: PerjanjianKinerja) -> tuple[AkibatNilai, ...] | None:
    """Values that an amendment judges anew, by indicator and period; None where it judges none.

    Only the agreement of the head is what values are measured against. Of a signed amendment,
    those that were verified before it.
    """
    before = versi_sebelum(perjanjian)
    if before is None or not perjanjian.jabatan.kepala_pd:
        return None
    nilai = NilaiTersimpan([perjanjian.pd], (perjanjian.tahun,))
    windows = periode_tahun(perjanjian.pd, perjanjian.tahun, perpanjangan=False)
    locked = {number for number, window in windows.items() if window.terkunci}
    old, new = _items(before), _items(perjanjian)
    found = []
    for key in dict.fromkeys([*new, *old]):
        for periode in Periode:
            change = _akibat(nilai, old.get(key), new.get(key), periode, periode in locked)
            if change is not None and _lebih_dahulu(change, perjanjian):
                found.append(change)
    return tuple(found)


def _items(perjanjian: PerjanjianKinerja) -> dict[int, ItemPerjanjian]:
    items = perjanjian.item.select_related("indikator").prefetch_related("triwulan")
    return {item.indikator_id: item for item in items.order_by("urutan")}


def _akibat(
    nilai: NilaiTersimpan,
    lama: ItemPerjanjian | None,
    baru: ItemPerjanjian | None,
    periode: Periode,
    terkunci: bool,
) -> AkibatNilai | None:
    """One value under both versions; None when it is not decided or is judged alike."""
    item = baru or lama
    assert item is not None  # The key came from one of them.
    tahun = item.perjanjian.tahun
    target, teks = Entri.target(lama, periode) if lama else (None, "")
    before = nilai.nilai(item.indikator, tahun, periode, target, teks)
    after = before.terhadap(*Entri.target(baru, periode)) if baru else None
    if not (before.terverifikasi or (terkunci and before.realisasi)):
        return None
    if before.hasil.persen == (after.hasil.persen if after else None):
        return None
    return AkibatNilai(item.indikator, before, after, terkunci)


def _lebih_dahulu(change: AkibatNilai, perjanjian: PerjanjianKinerja) -> bool:
    """Whether the value was verified before the amendment was signed; files tell no time."""
    realisasi = change.sebelum.realisasi
    if realisasi is None or realisasi.diverifikasi_pada is None or perjanjian.tanggal is None:
        return True
    if perjanjian.status not in (StatusPerjanjian.BERLAKU, StatusPerjanjian.DIGANTI):
        return True
    return timezone.localdate(realisasi.diverifikasi_pada) <= perjanjian.tanggal
