"""Writes of what a draft agreement promises: items, their targets, and taking them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators import triggers
from indicators.actions import Ditolak
from indicators.enums import Periode, StatusTarget, SumberTarget
from indicators.models import (
    Indikator,
    ItemPerjanjian,
    PerjanjianKinerja,
    Sasaran,
    TargetTahunan,
    TargetTriwulan,
)
from indicators.rules_perjanjian import kenapa_tidak_susun
from workforce.actions import Tulisan, atas_nama, segel_jejak, tolak
from workforce.models import User


class PerjanjianBentrok(ValidationError):
    """Someone else changed the agreement since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Orang lain sudah mengubah perjanjian ini sesudah halaman Anda dibuka. "
            "Isian Anda tetap di bawah; bandingkan dengan yang tersimpan, lalu simpan lagi.",
            code="bentrok",
        )


@dataclass(frozen=True)
class IsianItem:
    """Targets of one item: the quarters by their number (None is N/A) and the year.

    `teks` are levels of a scale as they were written, by period.
    """

    tahunan: Decimal | None
    triwulan: Mapping[int, Decimal | None]
    sumber_data: str = ""
    teks: Mapping[int, str] = field(default_factory=dict)


def pegang_draf(
    perjanjian: PerjanjianKinerja, suntingan: int | None, by: User
) -> PerjanjianKinerja:
    """A draft, held until the end of the transaction; raises Ditolak, and PerjanjianBentrok when
    it is no longer at the edit that a page was made from (`suntingan`, None for any)."""
    row = (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("pd", "jabatan")
        .get(pk=perjanjian.pk)
    )
    tolak(kenapa_tidak_susun(user=by, pd=row.pd, perjanjian=row))
    if suntingan is not None and row.suntingan != suntingan:
        raise PerjanjianBentrok
    return row


def sentuh(row: PerjanjianKinerja, by: User) -> None:
    """Store an agreement as edited once more by this person."""
    row.suntingan += 1
    row.diubah_oleh = by
    row.save()
    transaction.on_commit(segel_jejak)


@transaction.atomic
def tambah_item(
    *,
    perjanjian: PerjanjianKinerja,
    sasaran: Sasaran,
    indikator: Indikator,
    turunan_dari: ItemPerjanjian | None = None,
    by: User,
) -> ItemPerjanjian:
    """Promise one more indicator; its yearly target is proposed from the Renstra."""
    row = pegang_draf(perjanjian, None, by)
    last = row.item.order_by("-urutan").values_list("urutan", flat=True).first()
    planned = _rencana(indikator, row.tahun)
    item = ItemPerjanjian(
        perjanjian=row,
        urutan=(last or 0) + 1,
        sasaran=sasaran,
        indikator=indikator,
        target=planned.nilai if planned else None,
        target_teks=planned.teks if planned else "",
        sumber_data=indikator.sumber_data[:120],
        turunan_dari=turunan_dari,
    )
    item.full_clean()
    with atas_nama(by) as tulisan:
        item.save()
        tulisan.tambah(triggers.ITEM, item.pk)
    sentuh(row, by)
    return item


@dataclass(frozen=True)
class ItemTerhapus:
    """What `pulihkan_item` needs of an item that was removed: plain values that a session keeps.

    A quarter is its number, target, text and status. Numbers are texts, None where there is none.
    """

    kode: str
    nama: str
    urutan: int
    sasaran: int
    indikator: int
    target: str | None
    target_teks: str
    sumber_data: str
    turunan_dari: int | None
    triwulan: Sequence[tuple[int, str | None, str, str]]


def _rencana(indikator: Indikator, tahun: int) -> TargetTahunan | None:
    return TargetTahunan.objects.filter(
        indikator=indikator, tahun=tahun, sumber=SumberTarget.RENSTRA
    ).first()


@transaction.atomic
def ambil_rencana(*, item: ItemPerjanjian, by: User) -> ItemPerjanjian:
    """Take the yearly target that the Renstra now holds into a draft; its quarters stay."""
    row = pegang_draf(item.perjanjian, None, by)
    planned = _rencana(item.indikator, row.tahun)
    if planned is None:
        raise Ditolak(
            f"Renstra tidak lagi memuat target {row.tahun} untuk {item.indikator.kode}. "
            "Tulis targetnya pada kolom Tahunan."
        )
    item.target, item.target_teks = planned.nilai, planned.teks
    with atas_nama(by) as tulisan:
        item.save()
        tulisan.tambah(triggers.ITEM, item.pk)
    sentuh(row, by)
    return item


@transaction.atomic
def hapus_item(*, item: ItemPerjanjian, by: User) -> ItemTerhapus:
    """Take an indicator out of a draft; returns what brings it back."""
    row = pegang_draf(item.perjanjian, None, by)
    if item.turunan.exists():
        raise Ditolak(
            "Item ini sudah diturunkan ke perjanjian bawahan. Hapus turunannya lebih dahulu."
        )
    # As it is stored: the page may have saved its targets just before.
    item = row.item.select_related("indikator").get(pk=item.pk)
    quarters = list(item.triwulan.all())
    removed = _terhapus(item, quarters)
    with atas_nama(by) as tulisan:
        tulisan.tambah(triggers.ITEM, item.pk)
        tulisan.tambah(triggers.TARGET, *(t.pk for t in quarters))
        item.delete()
    sentuh(row, by)
    return removed


def _terhapus(item: ItemPerjanjian, quarters: Iterable[TargetTriwulan]) -> ItemTerhapus:
    return ItemTerhapus(
        kode=item.indikator.kode,
        nama=item.indikator.nama,
        urutan=item.urutan,
        sasaran=item.sasaran_id,
        indikator=item.indikator_id,
        target=_teks(item.target),
        target_teks=item.target_teks,
        sumber_data=item.sumber_data,
        turunan_dari=item.turunan_dari_id,
        triwulan=[(t.triwulan, _teks(t.target), t.target_teks, t.status) for t in quarters],
    )


def _teks(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


@transaction.atomic
def pulihkan_item(
    *, perjanjian: PerjanjianKinerja, terhapus: ItemTerhapus, by: User
) -> ItemPerjanjian:
    """Put a removed indicator back into a draft with its targets, in its place if that is free."""
    row = pegang_draf(perjanjian, None, by)
    kode, others = terhapus.kode, row.item.all()
    indikator = Indikator.objects.of_pd(row.pd).filter(pk=terhapus.indikator).first()
    sasaran = Sasaran.objects.of_pd(row.pd).filter(pk=terhapus.sasaran).first()
    if indikator is None or sasaran is None:
        raise Ditolak(f"{kode} tidak dapat dikembalikan: indikator atau sasarannya sudah dihapus.")
    if others.filter(indikator=indikator).exists():
        raise Ditolak(f"{kode} sudah ditambahkan lagi ke perjanjian ini; isi targetnya di sana.")
    taken = set(others.values_list("urutan", flat=True))
    item = ItemPerjanjian(
        perjanjian=row,
        urutan=max(taken) + 1 if terhapus.urutan in taken else terhapus.urutan,
        sasaran=sasaran,
        indikator=indikator,
        target=_angka(terhapus.target),
        target_teks=terhapus.target_teks,
        sumber_data=terhapus.sumber_data,
        turunan_dari=ItemPerjanjian.objects.filter(pk=terhapus.turunan_dari or 0).first(),
    )
    item.full_clean()
    with atas_nama(by) as tulisan:
        item.save()
        tulisan.tambah(triggers.ITEM, item.pk)
        for number, value, text, status in terhapus.triwulan:
            quarter = TargetTriwulan.objects.create(
                item=item, triwulan=number, target=_angka(value), target_teks=text, status=status
            )
            tulisan.tambah(triggers.TARGET, quarter.pk)
    sentuh(row, by)
    return item


def _angka(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@transaction.atomic
def simpan_target(
    *, perjanjian: PerjanjianKinerja, isian: Mapping[int, IsianItem], suntingan: int, by: User
) -> PerjanjianKinerja:
    """Store the targets of a draft by item; what does not add up is told, not refused, until
    the agreement is handed in."""
    row = pegang_draf(perjanjian, suntingan, by)
    with atas_nama(by) as tulisan:
        for item in row.item.select_related("indikator").prefetch_related("triwulan"):
            if item.pk in isian:
                _store_targets(item, isian[item.pk], tulisan)
    sentuh(row, by)
    return row


def _store_targets(item: ItemPerjanjian, isian: IsianItem, tulisan: Tulisan) -> None:
    item.target = isian.tahunan
    if isian.tahunan is not None or item.indikator.skala_id:
        item.target_teks = isian.teks.get(Periode.TAHUN, "")
    item.sumber_data = isian.sumber_data
    item.full_clean()
    item.save()
    tulisan.tambah(triggers.ITEM, item.pk)
    for number, value in isian.triwulan.items():
        quarter, _ = TargetTriwulan.objects.update_or_create(
            item=item,
            triwulan=number,
            defaults={
                "target": value,
                "target_teks": isian.teks.get(number, ""),
                "status": StatusTarget.TIDAK_ADA if value is None else StatusTarget.DITETAPKAN,
            },
        )
        tulisan.tambah(triggers.TARGET, quarter.pk)
