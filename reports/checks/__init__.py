"""Checks of a report. A file in this package declares rules about one kind of record.

A rule looks at the records of a year and yields findings. A finding is one sentence with the
figures in it, and the page on which the matter is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from lkip.numbers import format_number, format_percent, format_rupiah
from reports.context import Konteks
from reports.enums import Keparahan

# Longest key of a finding.
KUNCI = 160


@dataclass(frozen=True)
class Tautan:
    """A page: the name of its address and what stands in it after agency and year."""

    nama: str
    lanjutan: tuple[str | int, ...] = ()
    tahunan: bool = True


@dataclass(frozen=True)
class Temuan:
    """What a rule found about one thing. `kunci` names the thing, stable from run to run."""

    kunci: str
    kalimat: str
    tautan: Tautan

    @property
    def sidik(self) -> str:
        """Changes with the sentence: an exception for other figures is none for these."""
        return sha256(self.kalimat.encode()).hexdigest()


def ada_selalu(konteks: Konteks) -> bool:
    """For rules that look for what is missing: there is always something to look at."""
    return True


def ada_indikator(konteks: Konteks) -> bool:
    """Whether an agreement in force promises something."""
    return bool(konteks.indikator)


def ada_nilai(konteks: Konteks) -> bool:
    """Whether a value of the year is there."""
    return any(row.tahunan.nilai is not None for row in konteks.indikator)


def ada_anggaran(konteks: Konteks) -> bool:
    """Whether there is a budget."""
    return bool(konteks.program or konteks.anggaran_unit)


def ada_teks(konteks: Konteks) -> bool:
    """Whether a text of the report was written."""
    return bool(konteks.narasi) or any(row.analisis for row in konteks.indikator)


@dataclass(frozen=True)
class Pemeriksaan:
    """A rule: what it is called, how much its findings weigh, and what it rests on."""

    kode: str
    judul: str
    keparahan: Keparahan
    dasar: str
    cari: Callable[[Konteks], Iterable[Temuan]]
    # Whether there is anything that the rule looks at; without it, nothing was checked.
    ada: Callable[[Konteks], bool] = ada_selalu


def angka(nilai: Decimal | int | None, satuan: str = "") -> str:
    """A value with its unit as a sentence prints it."""
    if nilai is None:
        return "belum ada"
    if satuan.lower() in ("persen", "%"):
        return format_percent(nilai)
    return f"{format_number(nilai)} {satuan}".strip()


def rupiah(nilai: Decimal | None) -> str:
    """An amount as a sentence prints it."""
    return format_rupiah(nilai)
