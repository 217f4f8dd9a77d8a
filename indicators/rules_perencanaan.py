"""Who may edit plans, what a plan's record is tied to, and what a target says.

Empty sentences mean "yes".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Field, ForeignObjectRel, Model

from indicators.enums import StatusPerjanjian
from indicators.models import Indikator, ItemPerjanjian, Realisasi, TargetTahunan
from indicators.triggers_perencanaan import TETAP
from lkip.fields import exact
from lkip.numbers import format_number
from lkip.scales import Tingkat, predikat
from workforce.models import PerangkatDaerah, UnitKerja
from workforce.rules import MENYUNTING, wewenang, why_not

if TYPE_CHECKING:
    from workforce.models import User

DESIMAL_TARGET = 4
_ANGKA_DAHULU = re.compile(r"\(([^()]*)\)\s*(\S+)")
_TAHUN = re.compile(r"(?<!\d)20\d\d(?!\d)")
_KODE_BERNOMOR = re.compile(r"([^\d]*)(\d+)")


# --- Rights ----------------------------------------------------------------------------------


def kenapa_tidak_rencana(*, user: User, pd: PerangkatDaerah) -> str:
    """Why an account may not edit documents, tujuan and sasaran: they concern the whole agency."""
    if refused := why_not(user, MENYUNTING, pd):
        return refused
    if wewenang(user, MENYUNTING, pd).unit_ids is not None:
        return (
            "Dokumen, tujuan, dan sasaran menyangkut seluruh perangkat daerah, sedangkan peran "
            "Anda terbatas pada unit. Mintalah perencana perangkat daerah mengubahnya."
        )
    return ""


def kenapa_tidak_indikator(
    *, user: User, pd: PerangkatDaerah, unit: UnitKerja | None = None
) -> str:
    """Why an account may not edit indicators of a unit; without a unit, of any unit."""
    if refused := why_not(user, MENYUNTING, pd):
        return refused
    return wewenang(user, MENYUNTING, pd).kenapa_tidak(unit) if unit else ""


# --- What hangs on a record ------------------------------------------------------------------


@dataclass(frozen=True)
class Gantungan:
    """Records of one kind that refer to a record."""

    nama: str
    jumlah: int


def gantungan(row: Model) -> tuple[Gantungan, ...]:
    """Everything in the database that refers to a record, of whichever app; a query per kind."""
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model = relation.related_model
        count = model._base_manager.filter(**{relation.field.name: row.pk}).count()
        if count:
            found.append(Gantungan(str(model._meta.verbose_name), count))
    return tuple(sorted(found, key=lambda g: g.nama))


def kenapa_tidak_hapus(terkait: Iterable[Gantungan]) -> str:
    """Why a record stays: something refers to it."""
    named = ", ".join(f"{g.jumlah} {g.nama}" for g in terkait)
    return f"Tidak dapat dihapus karena masih dipakai oleh {named}." if named else ""


def tahun_terpakai(indikator: Indikator) -> tuple[int, ...]:
    """Years in which an indicator is promised or measured."""
    promised = ItemPerjanjian.objects.filter(indikator=indikator).order_by()
    measured = Realisasi.objects.filter(indikator=indikator).order_by()
    years = set(promised.values_list("perjanjian__tahun", flat=True))
    return tuple(sorted(years.union(measured.values_list("tahun", flat=True))))


def masalah_masa(indikator: Indikator, *, sejak: int | None, sampai: int | None) -> dict[str, str]:
    """Why an indicator may not be in use from and to these years, by field."""
    years = tahun_terpakai(indikator)
    early = [y for y in years if sejak is not None and y < sejak]
    late = [y for y in years if sampai is not None and y > sampai]
    faults = {}
    if early:
        faults["berlaku_sejak"] = (
            f"Terbaca {sejak}, padahal indikator ini sudah diperjanjikan atau diukur pada tahun "
            f"{_tahun(early)}. Tulis {early[0]} atau tahun sebelumnya."
        )
    if late:
        faults["berlaku_sampai"] = (
            f"Terbaca {sampai}, padahal indikator ini diperjanjikan atau diukur pada tahun "
            f"{_tahun(late)}. Tulis {late[-1]} atau tahun sesudahnya, atau kosongkan."
        )
    return faults


def _tahun(years: Sequence[int]) -> str:
    return ", ".join(str(year) for year in years)


def peringatan_nama(indikator: Indikator, tahun: int | None = None) -> str:
    """What a year in an indicator's name does to reports of other years, as a sentence.

    With `tahun`, to the report of that year; else to any in which the indicator is in use.
    """
    for word in _TAHUN.findall(indikator.nama):
        year = int(word)
        alone = (indikator.berlaku_sejak, indikator.berlaku_sampai) == (year, year)
        if year != tahun and not alone:
            where = f"tahun {tahun}" if tahun else "tahun lain"
            return (
                f"Nama {indikator.kode} memuat tahun {year} dan tercetak begitu juga pada laporan "
                f"{where}. Hapus tahunnya dari nama, atau pakai indikator baru untuk tahun lain."
            )
    return ""


def tahun_diperjanjikan(indikator: Indikator) -> int | None:
    """The first year whose agreement, beyond draft, holds an indicator fast."""
    return (
        ItemPerjanjian.objects.filter(indikator=indikator)
        .exclude(perjanjian__status=StatusPerjanjian.DRAF)
        .order_by("perjanjian__tahun")
        .values_list("perjanjian__tahun", flat=True)
        .first()
    )


def masalah_tetap(indikator: Indikator, baru: Mapping[str, Any]) -> dict[str, str]:
    """Why what is measured may not change any more, by field; `baru` are the new values."""
    changed = [n for n in TETAP if n in baru and baru[n] != getattr(indikator, n)]
    signed = tahun_diperjanjikan(indikator) if changed else None
    if signed is None:
        return {}
    return {name: _kalimat_tetap(indikator, name, baru[name], signed) for name in changed}


def _kalimat_tetap(indikator: Indikator, name: str, baru: Any, tahun: int) -> str:
    field = _bidang(name)
    names = dict(field.flatchoices) if field.choices else {}
    old, new = (_tertulis(names.get(v, v)) for v in (getattr(indikator, name), baru))
    label = str(field.verbose_name)
    return (
        f"{label[:1].upper()}{label[1:]} tidak dapat berubah dari “{old}” menjadi “{new}”: "
        f"indikator ini ada di Perjanjian Kinerja {tahun}. Buat indikator baru, lalu "
        "nonaktifkan yang lama."
    )


def _bidang(name: str) -> Field[Any, Any]:
    return cast("Field[Any, Any]", Indikator._meta.get_field(name))


def _tertulis(value: Any) -> str:
    return (exact(value) if isinstance(value, Decimal) else str(value or "")) or "kosong"


def pengingat_tetap(indikator: Indikator) -> str:
    """What a form says beforehand about the fields that are held fast; empty when none is."""
    signed = tahun_diperjanjikan(indikator)
    if signed is None:
        return ""
    *names, last = (str(_bidang(name).verbose_name) for name in TETAP)
    return (
        f"Indikator ini ada di Perjanjian Kinerja {signed}, sehingga {', '.join(names)}, dan "
        f"{last} tidak dapat berubah lagi."
    )


# --- Targets ---------------------------------------------------------------------------------


def teks_target(target: TargetTahunan | None) -> str:
    """A stored target as one would type it; empty when there is none."""
    if target is None:
        return ""
    return target.teks or (exact(target.nilai) if target.nilai is not None else "")


def baca_predikat(teks: str, tingkat: Sequence[Tingkat]) -> tuple[Tingkat, str] | None:
    """The level that a text names and the number beside it, both as written.

    "WTP", "A (82)" and "(3) WTP" are read; a text that names no level of the scale is None.
    """
    text = teks.strip()
    if match := _ANGKA_DAHULU.fullmatch(text):
        text = f"{match[2]} {match[1]}"
    head, _, rest = text.partition(" ")
    level = next((t for t in tingkat if t.kode.casefold() == head.casefold()), None)
    return None if level is None else (level, rest.strip().removeprefix("(").removesuffix(")"))


def masalah_predikat(
    level: Tingkat | None, nilai: Decimal | None, tingkat: Sequence[Tingkat]
) -> str:
    """Why a level and a value do not make a target on a scale."""
    if nilai is None:
        assert level is not None
        return (
            f"{level.kode} ({level.sebutan}) adalah rentang {rentang(level)}, bukan satu angka. "
            f"Tulis angkanya, misalnya {level.kode} ({contoh_angka(level)})."
        )
    reached = predikat(nilai, tingkat)
    if reached is None:
        return (
            f"Terbaca {format_number(nilai)}; nilai itu di luar skala. "
            f"Tingkat yang ada: {', '.join(f'{t.kode} {rentang(t)}' for t in tingkat)}."
        )
    if level is not None and level != reached:
        return (
            f"Terbaca {level.kode} dengan angka {format_number(nilai)}, padahal angka itu "
            f"berpredikat {reached.kode}. Betulkan predikat atau angkanya."
        )
    return ""


def rentang(level: Tingkat) -> str:
    """The span of a level in words: "3", "80 sampai 90", "di atas 90"."""
    low = format_number(level.batas_bawah)
    if level.titik:
        return low
    if level.batas_atas is None:
        return f"{'mulai' if level.inklusif_bawah else 'di atas'} {low}"
    start = "" if level.inklusif_bawah else "di atas "
    return f"{start}{low} sampai {format_number(level.batas_atas)}"


def contoh_angka(level: Tingkat) -> str:
    """A number inside a level, for an example."""
    top = level.batas_bawah + 2 if level.batas_atas is None else level.batas_atas
    return format_number((level.batas_bawah + top) / 2)


def kode_berikut(ada: Iterable[str], awalan: str, lebar: int) -> str:
    """The next code of a series, "I23" after "I22", in the width that is in use."""
    numbers = {0}
    for kode in ada:
        match = _KODE_BERNOMOR.fullmatch(kode)
        if match and match[1] == awalan:
            numbers.add(int(match[2]))
            lebar = max(lebar, len(match[2]))
    return f"{awalan}{max(numbers) + 1:0{lebar}d}"
