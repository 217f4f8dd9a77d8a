"""What a reader has to know beside a value: that nobody has verified it yet, or its correction."""

from __future__ import annotations

from collections.abc import Iterable

from budget.queries import BarisAnggaran
from indicators.models import KoreksiRealisasi
from indicators.queries import NilaiTahun


def keterangan_nilai(nilai: Iterable[tuple[str, NilaiTahun]]) -> list[str]:
    """Sentences below a table about its values, each given with the name that it has there.

    A value taken over or typed is printed at once; so is that no second person accepted it.
    """
    known = [(name, row) for name, row in nilai if row.nilai is not None]
    waiting = [name for name, row in known if not row.terverifikasi]
    told = [f"Belum diverifikasi: {', '.join(waiting)}."] if waiting else []
    return told + [_correction(name, entry) for name, row in known for entry in row.koreksi]


def _correction(name: str, entry: KoreksiRealisasi) -> str:
    return (
        f"{name} dikoreksi dari {entry.perubahan}: "
        f"{entry.alasan.rstrip('.')} ({entry.dasar_hukum.rstrip('.')})."
    )


def keterangan_anggaran(baris: Iterable[BarisAnggaran]) -> list[str]:
    """Sentences below a table about the budget: corrections of its realisasi."""
    return [sentence for row in baris for sentence in row.keterangan]
