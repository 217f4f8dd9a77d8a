"""Rows about agreements: who promised what, and how versions differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.enums import Periode, StatusTarget, SumberTarget
from indicators.models import (
    Indikator,
    ItemPerjanjian,
    PerjanjianKinerja,
    TargetTahunan,
    TargetTriwulan,
)
from lkip.tables import TIDAK_TERSEDIA, Tanpa, Value
from workforce.models import Jabatan, PerangkatDaerah


@dataclass(frozen=True)
class JabatanPerjanjian:
    """A post with the versions of its agreement, newest first."""

    jabatan: Jabatan
    versi: tuple[PerjanjianKinerja, ...]


def daftar_perjanjian(pd: PerangkatDaerah, tahun: int) -> tuple[JabatanPerjanjian, ...]:
    """Posts of the agency that have a superior, with their agreements of a year."""
    posts = list(Jabatan.objects.of_pd(pd).exclude(unit=None).select_related("unit", "atasan"))
    versions: dict[int, list[PerjanjianKinerja]] = {}
    agreements = PerjanjianKinerja.objects.of_pd(pd).filter(tahun=tahun).order_by("-versi")
    for agreement in agreements.select_related("pihak_pertama", "pihak_kedua"):
        versions.setdefault(agreement.jabatan_id, []).append(agreement)
    return tuple(JabatanPerjanjian(post, tuple(versions.get(post.pk, ()))) for post in posts)


@dataclass(frozen=True)
class BarisItem:
    """A promised indicator with its targets as cells."""

    item: ItemPerjanjian
    triwulan: tuple[Value, ...]

    @property
    def tahunan(self) -> Value:
        """Target of the year as a cell."""
        return _cell(self.item.target, self.item.target_teks)


def _cell(value: Decimal | None, text: str, status: str = "") -> Value:
    if value is not None:
        # A level prints as it was written.
        return Tanpa(text) if text else value
    return Tanpa(TIDAK_TERSEDIA if status == StatusTarget.TIDAK_TERBACA else text or "N/A")


def _quarters(item: ItemPerjanjian) -> tuple[Value, ...]:
    found: dict[int, TargetTriwulan] = {t.triwulan: t for t in item.triwulan.all()}
    return tuple(
        _cell(found[q].target, found[q].target_teks, found[q].status)
        if q in found
        else Tanpa("N/A")
        for q in Periode.values
        if q != Periode.TAHUN
    )


def baris_item(perjanjian: PerjanjianKinerja) -> tuple[BarisItem, ...]:
    """Items of an agreement in their order."""
    items = (
        perjanjian.item.select_related(
            "sasaran", "indikator__unit", "indikator__skala", "turunan_dari__perjanjian__jabatan"
        )
        .prefetch_related("triwulan", "indikator__skala__tingkat")
        .order_by("urutan")
    )
    return tuple(BarisItem(item, _quarters(item)) for item in items)


def rencana_berbeda(
    perjanjian: PerjanjianKinerja, items: Iterable[ItemPerjanjian]
) -> dict[int, Value]:
    """Yearly targets that the plan now holds and an agreement does not, as cells by item."""
    planned = {
        t.indikator_id: t
        for t in TargetTahunan.objects.filter(
            sumber=SumberTarget.RENSTRA,
            tahun=perjanjian.tahun,
            indikator__item__perjanjian=perjanjian,
        ).order_by()
    }
    return {
        item.pk: _cell(plan.nilai, plan.teks)
        for item in items
        if (plan := planned.get(item.indikator_id)) is not None and _berbeda(item, plan)
    }


def _berbeda(item: ItemPerjanjian, plan: TargetTahunan) -> bool:
    if plan.nilai is not None:
        return plan.nilai != item.target
    return plan.teks != item.target_teks


@dataclass(frozen=True)
class BedaItem:
    """An indicator in two versions; one side is None where it was added or dropped."""

    indikator: Indikator
    lama: BarisItem | None
    baru: BarisItem | None

    @property
    def sel(self) -> tuple[tuple[Value, Value, bool], ...]:
        """(before, after, differs) for TW I to IV and the year."""
        before, after = _cells(self.lama), _cells(self.baru)
        return tuple((b, a, str(b) != str(a)) for b, a in zip(before, after, strict=True))

    @property
    def berubah(self) -> bool:
        """Whether anything differs."""
        return any(differs for _, _, differs in self.sel)


def _cells(row: BarisItem | None) -> tuple[Value, ...]:
    return (*row.triwulan, row.tahunan) if row else (Tanpa("-"),) * 5


def bandingkan_versi(lama: PerjanjianKinerja, baru: PerjanjianKinerja) -> tuple[BedaItem, ...]:
    """Every indicator of either version with its targets side by side."""
    before = {row.item.indikator_id: row for row in baris_item(lama)}
    after = {row.item.indikator_id: row for row in baris_item(baru)}
    keys = dict.fromkeys([*before, *after])
    return tuple(
        BedaItem((after.get(k) or before[k]).item.indikator, before.get(k), after.get(k))
        for k in keys
    )
