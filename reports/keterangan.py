"""What stands beside values: that nobody verified one, its correction, the words typed with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from budget.queries import BarisAnggaran
from indicators.calculations import StatusCapaian
from indicators.models import KoreksiRealisasi
from indicators.queries import BarisIndikator, NilaiTahun
from reports.teks import dari_ketikan

# Parts of the analysis of a year that are asked for with each value, by the field that keeps them.
_DIISI_BERSAMA = {"penyebab": "penyebab", "solusi": "tindak_lanjut"}
_BERHASIL = (StatusCapaian.TERCAPAI, StatusCapaian.MELAMPAUI)


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


@dataclass(frozen=True)
class UraianPengisian:
    """Words typed with values: in which periods, what they are ("Penyebab"), the words as HTML."""

    periode: str
    sebutan: str
    html: str

    @property
    def kalimat(self) -> str:
        """The words with where they come from, as HTML."""
        return f"{self.sebutan} menurut pengisian {self.periode}: {self.html}"


def uraian_pengisian(row: BarisIndikator, kolom: str) -> tuple[UraianPengisian, ...]:
    """What planners typed with the values of a year for a part of its analysis.

    In the order of the periods; words that were repeated stand once, with all their periods.
    """
    field = _DIISI_BERSAMA.get(kolom)
    if field is None:
        return ()
    found: dict[tuple[str, str], list[str]] = {}
    for value in (*(q.isi for q in row.triwulan), row.tahunan):
        words = getattr(value.realisasi, field, "").strip()
        if words:
            key = (_sebutan(field, value.status), dari_ketikan(words))
            found.setdefault(key, []).append(str(value.periode.label))
    return tuple(
        UraianPengisian(", ".join(periods), called, html)
        for (called, html), periods in found.items()
    )


def _sebutan(field: str, status: StatusCapaian) -> str:
    if field == "tindak_lanjut":
        return "Upaya"
    return "Faktor keberhasilan" if status in _BERHASIL else "Penyebab"
