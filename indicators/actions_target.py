"""Writes of the yearly targets of a plan: a whole grid at once, or nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators import triggers
from indicators.actions import Ditolak
from indicators.actions_perencanaan import pegang, sebagai_teks
from indicators.enums import SumberTarget
from indicators.models import DokumenPerencanaan, Indikator, SasaranRenstra, TargetTahunan
from indicators.rules_perencanaan import kenapa_tidak_indikator, teks_target
from workforce.actions import atas_nama
from workforce.models import PerangkatDaerah, User
from workforce.rules import MENYUNTING, wewenang


@dataclass(frozen=True)
class Target:
    """A target as a number, a text, or both; neither means that there is none."""

    nilai: Decimal | None = None
    teks: str = ""

    @property
    def berisi(self) -> bool:
        """Whether there is a target."""
        return self.nilai is not None or bool(self.teks)


@dataclass(frozen=True)
class BarisTarget:
    """A changed row of the grid: its sasaran, the cells that were changed, and what was seen."""

    indikator: Indikator
    sasaran: SasaranRenstra | None
    sasaran_dilihat: str
    target: Mapping[int, Target]
    dilihat: Mapping[int, str]


class TargetBentrok(ValidationError):
    """Somebody else changed the same cells; by indicator and year, and by indicator."""

    def __init__(
        self, sel: Mapping[tuple[int, int], str], sasaran: Mapping[int, SasaranRenstra | None]
    ) -> None:
        super().__init__(
            "Orang lain mengubah sel yang sama sesudah halaman Anda dibuka. Belum ada yang "
            "disimpan. Bandingkan keduanya pada sel yang ditandai, lalu simpan lagi.",
            code="bentrok",
        )
        self.sel, self.sasaran = sel, sasaran


Tersimpan = dict[tuple[int, int], TargetTahunan]


@transaction.atomic
def simpan_target(*, dokumen: DokumenPerencanaan, isian: Iterable[BarisTarget], by: User) -> int:
    """Store the changed cells of a document's grid, all or none; returns how many changed."""
    held = pegang(dokumen)
    rows = list(isian)
    stored: Tersimpan = {
        (t.indikator_id, t.tahun): t
        for t in TargetTahunan.objects.filter(
            indikator__in=[r.indikator for r in rows],
            sumber=SumberTarget.RENSTRA,
            tahun__range=(held.tahun_awal, held.tahun_akhir),
        ).select_related("sasaran_renstra__tujuan__dokumen")
    }
    _izin(held.pd, rows, by)
    _bandingkan(rows, stored)
    with atas_nama(by) as tulisan:
        changed = [number for row in rows for number in _simpan_baris(held, row, stored)]
        tulisan.tambah(triggers.TARGET_TAHUNAN, *changed)
    return len(changed)


def _izin(pd: PerangkatDaerah, rows: Iterable[BarisTarget], by: User) -> None:
    """Indicators belong to their units; how far the account reaches is asked once."""
    reach = wewenang(by, MENYUNTING, pd)
    refusals = (reach.kenapa_tidak(row.indikator.unit) for row in rows)
    refused = kenapa_tidak_indikator(user=by, pd=pd) or next(filter(None, refusals), "")
    if refused:
        raise Ditolak(refused)


def _sasaran_kini(row: BarisTarget, stored: Tersimpan) -> SasaranRenstra | None:
    placed = (t for (pk, _), t in sorted(stored.items()) if pk == row.indikator.pk)
    return next((t.sasaran_renstra for t in placed if t.sasaran_renstra), None)


def _bandingkan(rows: Iterable[BarisTarget], stored: Tersimpan) -> None:
    cells: dict[tuple[int, int], str] = {}
    goals: dict[int, SasaranRenstra | None] = {}
    for row in rows:
        for year, target in row.target.items():
            key = (row.indikator.pk, year)
            now = teks_target(stored.get(key))
            if now not in (row.dilihat.get(year, ""), _tertulis(target)):
                cells[key] = now
        goal = _sasaran_kini(row, stored)
        if sebagai_teks(goal) not in (row.sasaran_dilihat, sebagai_teks(row.sasaran)):
            goals[row.indikator.pk] = goal
    if cells or goals:
        raise TargetBentrok(cells, goals)


def _tertulis(target: Target) -> str:
    return target.teks or sebagai_teks(target.nilai)


def _simpan_baris(dokumen: DokumenPerencanaan, row: BarisTarget, stored: Tersimpan) -> list[int]:
    """Store a row; returns the numbers of the targets that were written or removed."""
    mine = {year: t for (pk, year), t in stored.items() if pk == row.indikator.pk}
    _periksa_baris(dokumen, row, mine)
    changed = []
    for year, cell in row.target.items():
        old = mine.pop(year, None)
        if cell.berisi:
            new = old or TargetTahunan(
                indikator=row.indikator, tahun=year, sumber=SumberTarget.RENSTRA
            )
            new.nilai, new.teks, new.sasaran_renstra = cell.nilai, cell.teks, row.sasaran
            new.full_clean()
            new.save()
            changed.append(new.pk)
        elif old is not None:
            changed.append(old.pk)
            old.delete()
    for other in mine.values():
        if other.sasaran_renstra != row.sasaran:
            other.sasaran_renstra = row.sasaran
            other.save()
            changed.append(other.pk)
    return changed


def _periksa_baris(
    dokumen: DokumenPerencanaan, row: BarisTarget, mine: Mapping[int, TargetTahunan]
) -> None:
    """A target stands in a sasaran of this document, in its period, while the indicator holds."""
    kode = row.indikator.kode
    for target in mine.values():
        goal = target.sasaran_renstra
        if goal is not None and goal.tujuan.dokumen_id != dokumen.pk:
            raise ValidationError(
                f"{kode} sudah bertarget untuk tahun {target.tahun} pada {goal.tujuan.dokumen}. "
                "Satu indikator bertarget pada satu dokumen tiap tahun."
            )
    for year, cell in row.target.items():
        if cell.berisi and not (
            dokumen.tahun_awal <= year <= dokumen.tahun_akhir and row.indikator.berlaku_pada(year)
        ):
            raise ValidationError(
                f"{kode}: tahun {year} di luar periode dokumen atau masa berlaku indikator."
            )
    kept = {y for y in mine if y not in row.target} | {y for y, t in row.target.items() if t.berisi}
    if kept and (row.sasaran is None or row.sasaran.tujuan.dokumen_id != dokumen.pk):
        raise ValidationError(f"{kode}: pilih sasaran dari dokumen ini untuk targetnya.")
