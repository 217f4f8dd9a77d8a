"""Who may do what with an agreement, and what it still lacks. Empty sentences mean "yes"."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.calculations import periksa_target
from indicators.enums import Konsolidasi, Polaritas, StatusPerjanjian
from indicators.models import Indikator, ItemPerjanjian, PerjanjianKinerja
from indicators.triggers import PERJANJIAN_TETAP
from lkip.periods import Triwulan
from workforce.models import PerangkatDaerah
from workforce.rules import MENYETUJUI_PK, MENYUSUN_PK, why_not

if TYPE_CHECKING:
    from workforce.models import User


def kenapa_tidak_susun(
    *, user: User, pd: PerangkatDaerah, perjanjian: PerjanjianKinerja | None
) -> str:
    """Why an account may not draft an agreement of an agency, or change this one."""
    if refused := why_not(user, MENYUSUN_PK, pd):
        return refused
    if perjanjian is not None and perjanjian.status != StatusPerjanjian.DRAF:
        return PERJANJIAN_TETAP
    return ""


def kenapa_tidak_setujui(*, user: User, perjanjian: PerjanjianKinerja) -> str:
    """Why an account may not approve or return an agreement; four eyes included."""
    if refused := why_not(user, MENYETUJUI_PK, perjanjian.pd):
        return refused
    if perjanjian.status != StatusPerjanjian.DIAJUKAN:
        return "Hanya perjanjian yang diajukan dapat disetujui atau dikembalikan."
    if perjanjian.diajukan_oleh_id == user.pk:
        return "Anda sendiri yang mengajukan perjanjian ini; persetujuan diberikan orang lain."
    return ""


def masalah_item(item: ItemPerjanjian) -> tuple[str, ...]:
    """What does not fit between the targets of an item, as sentences (design: domain §5)."""
    if item.target is None and item.target_teks:
        return ()
    quarters = {t.triwulan: t.target for t in item.triwulan.all()}
    return masalah_target(item.indikator, tahunan=item.target, triwulan=quarters)


def masalah_target(
    indikator: Indikator, *, tahunan: Decimal | None, triwulan: Mapping[int, Decimal | None]
) -> tuple[str, ...]:
    """What does not fit between targets of an indicator, stored or just typed."""
    return periksa_target(
        cara=Konsolidasi(indikator.konsolidasi),
        target_per_triwulan={Triwulan(q): value for q, value in triwulan.items()},
        target_tahunan=tahunan,
        polaritas=Polaritas(indikator.polaritas),
    )


def masalah_perjanjian(perjanjian: PerjanjianKinerja) -> tuple[str, ...]:
    """Everything that keeps an agreement from being handed in, as sentences."""
    items = list(perjanjian.item.select_related("indikator").prefetch_related("triwulan"))
    if not items:
        return ("Perjanjian belum berisi indikator.",)
    return tuple(
        f"{item.indikator.kode}: {sentence}" for item in items for sentence in masalah_item(item)
    )
