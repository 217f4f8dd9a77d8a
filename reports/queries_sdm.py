"""Rows of the staff dashboard: the counts of the report, small ones hidden where they must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from indicators.queries import TabelIsi
from lkip.numbers import format_percent
from lkip.tables import Kind
from reports.context import Konteks
from workforce.calculations_sel import Samaran, Sel, samarkan, terbuka
from workforce.enums import KelompokJabatan
from workforce.models import PerangkatDaerah
from workforce.queries import JENIS_KELAMIN, PANGKAT, PENDIDIKAN, USIA, Dimensi, PegawaiPada

KELOMPOK = Dimensi(
    "kelompok",
    "kelompok jabatan",
    {k.value: str(k.label) for k in KelompokJabatan},
    lambda p: p.kelas.kelompok,
)
RINCIAN = (KELOMPOK, PANGKAT, PENDIDIKAN, USIA, JENIS_KELAMIN)
TAK_TERGOLONG = "Di luar golongan di atas"
TABEL_JAM = "jam-pelajaran"


@dataclass(frozen=True)
class BarisSdm:
    """A class of staff; `persen` is its share, None where the count is hidden."""

    nama: str
    sel: Sel
    persen: Decimal | None


@dataclass(frozen=True)
class RincianSdm:
    """Staff by the classes of one dimension."""

    kode: str
    judul: str
    baris: tuple[BarisSdm, ...]
    jumlah: Sel

    @property
    def menyamarkan(self) -> bool:
        """Whether anything is hidden."""
        return self.jumlah.tersembunyi or any(row.sel.tersembunyi for row in self.baris)

    @property
    def kalimat(self) -> str:
        """The largest class that is shown, in words."""
        shown = [row for row in self.baris if row.sel.nilai]
        if not shown:
            return "Tidak ada kelas yang jumlahnya dapat ditampilkan."
        largest = max(shown, key=lambda row: row.sel.nilai or 0)
        share = "" if largest.persen is None else f" ({format_percent(largest.persen)})"
        return f"Terbanyak {largest.nama}: {largest.sel.teks} orang{share}."


@dataclass(frozen=True)
class BarisJam:
    """A count of the table of learning hours, summed over its rows, and its share in percent."""

    judul: str
    sel: Sel
    persen: Decimal | None


@dataclass(frozen=True)
class DasborSdm:
    """The staff of an agency at the end of a year. `rinci` shows small counts as they are."""

    konteks: Konteks
    rinci: bool

    @property
    def pd(self) -> PerangkatDaerah:
        """The agency."""
        return self.konteks.pd

    @property
    def tahun(self) -> int:
        """The year."""
        return self.konteks.tahun

    @property
    def tanggal(self) -> date:
        """The cut-off date."""
        return self.konteks.tanggal

    @property
    def orang(self) -> tuple[PegawaiPada, ...]:
        """Staff at that date."""
        return self.konteks.pegawai

    @property
    def rekaan(self) -> bool:
        """Whether there are invented persons among them."""
        return any(p.pegawai.rekaan for p in self.orang)

    @cached_property
    def jumlah(self) -> Sel:
        """How many there are."""
        return self._samar([len(self.orang)]).jumlah

    @cached_property
    def rincian(self) -> tuple[RincianSdm, ...]:
        """All breakdowns."""
        return tuple(map(self._rincian, RINCIAN)) if self.orang else ()

    @cached_property
    def pensiun(self) -> RincianSdm | None:
        """Who reaches the retirement age in the next five years, by year."""
        if not self.orang:
            return None
        years = {str(row.tahun): row.jumlah for row in self.konteks.pensiun}
        return self._baris("pensiun", "tahun mencapai batas usia pensiun", years)

    @cached_property
    def jam(self) -> tuple[BarisJam, ...]:
        """Learning hours, where the agency keeps a table of them."""
        table = self.konteks.tabel.get(TABEL_JAM)
        return self._jam(table) if table is not None and table.baris else ()

    @property
    def menyamarkan(self) -> bool:
        """Whether anything on the page is hidden."""
        parts = (*self.rincian, *((self.pensiun,) if self.pensiun else ()))
        return any(part.menyamarkan for part in parts) or any(j.sel.tersembunyi for j in self.jam)

    def _samar(self, counts: Sequence[int]) -> Samaran:
        return terbuka(counts) if self.rinci else samarkan(counts)

    def _rincian(self, dimensi: Dimensi) -> RincianSdm:
        found = [dimensi.pilih(person) for person in self.orang]
        counts = {label: found.count(key) for key, label in dimensi.kelas.items()}
        rest = len(found) - sum(counts.values())
        if rest:
            counts[TAK_TERGOLONG] = rest
        return self._baris(dimensi.kode, dimensi.judul, counts)

    def _baris(self, kode: str, judul: str, counts: Mapping[str, int]) -> RincianSdm:
        hidden = self._samar(list(counts.values()))
        total = sum(counts.values())
        rows = (
            BarisSdm(name, cell, _persen(cell, total))
            for name, cell in zip(counts, hidden.sel, strict=True)
        )
        return RincianSdm(kode, judul, tuple(rows), hidden.jumlah)

    def _jam(self, table: TabelIsi) -> tuple[BarisJam, ...]:
        """The counts of the table; the first is the staff that the others are a part of."""
        columns = [k for k in table.kolom if k.jumlahkan and k.jenis == Kind.NUMBER]
        counts = [int(table.jumlah(k.kode)) for k in columns]
        total = counts[0] if counts else 0
        # A part is hidden together with what is left of the whole, which gives it away.
        cells = [
            self._samar([n, max(total - n, 0)]).sel[0] if number else self._samar([n]).jumlah
            for number, n in enumerate(counts)
        ]
        whole = cells[0].nilai if cells else None
        return tuple(
            BarisJam(k.judul, cell, _persen(cell, whole or 0))
            for k, cell in zip(columns, cells, strict=True)
        )


def dasbor_sdm(pd: PerangkatDaerah, tahun: int, *, rinci: bool) -> DasborSdm:
    """The dashboard of the staff; `rinci` only for those who administer it."""
    return DasborSdm(Konteks(pd, tahun), rinci)


def _persen(cell: Sel, total: int) -> Decimal | None:
    return None if cell.nilai is None or not total else Decimal(cell.nilai * 100) / total
