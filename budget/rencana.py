"""Rows of the grid in which the cash plan of a year is entered, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budget.calculations import jumlah_diketahui
from budget.calculations_entri import BULAN, per_bulan, periksa_rencana, sidik_rencana
from budget.kumulatif import Kumulatif
from budget.lingkup import BarisLingkup, Lingkup
from budget.rules import DIHITUNG, bulan_terkunci, kenapa_tidak_rencana
from workforce.models import PerangkatDaerah
from workforce.rules import Wewenang


@dataclass(frozen=True)
class BarisRencana:
    """The plan of a level, twelve amounts per month in rupiah."""

    lingkup: BarisLingkup
    bulanan: tuple[Decimal | None, ...]
    sidik: str
    dihitung: bool
    kenapa_tidak: str
    terkunci: frozenset[int]

    @property
    def kunci(self) -> str:
        """Name of the row on the page and in its form."""
        return "{}-{}".format(*self.lingkup.kunci)

    @property
    def dapat_diisi(self) -> bool:
        """Whether the plan is open for this account."""
        return not self.kenapa_tidak

    @property
    def setahun(self) -> Decimal | None:
        """The plan of the whole year."""
        return jumlah_diketahui(self.bulanan)

    @property
    def pertanyaan(self) -> tuple[str, ...]:
        """Questions of plausibility."""
        return periksa_rencana(rencana=self.bulanan, pagu=self.lingkup.pagu)


class Rencana:
    """The plans of a page, fetched with a fixed number of queries."""

    def __init__(self, pd: PerangkatDaerah, tahun: int, *, hak: Wewenang, unit: str = "") -> None:
        self.hak = hak
        self.lingkup = Lingkup(pd, tahun, unit)
        year = Kumulatif(self.lingkup.bulanan, kolom="rencana")
        self._sampai = [year.sampai(bulan) for bulan in BULAN]
        self._bulan = {
            (row.tingkat, getattr(row, f"{row.tingkat}_id"), row.bulan): row.rencana
            for row in self.lingkup.bulanan
        }
        self._terkunci = bulan_terkunci(self.lingkup.periode)
        self.baris = tuple(self._baris(row) for row in self.lingkup.baris)

    def satu(self, tingkat: str, pk: int) -> BarisRencana | None:
        """One row; None when the page does not show it."""
        return next((b for b in self.baris if b.lingkup.kunci == (tingkat, pk)), None)

    @property
    def boleh_isi(self) -> bool:
        """Whether any plan is open for this account."""
        return any(b.dapat_diisi for b in self.baris)

    @property
    def jumlah(self) -> tuple[Decimal | None, ...]:
        """The total per month of the page: programs, or the activities of a unit."""
        level = "program" if self.lingkup.unit is None else "aktivitas"
        rows = [b.bulanan for b in self.baris if b.lingkup.kunci[0] == level]
        return tuple(map(jumlah_diketahui, zip(*rows, strict=True))) if rows else ()

    @property
    def setahun(self) -> Decimal | None:
        """The total of the year."""
        return jumlah_diketahui(self.jumlah)

    def _baris(self, baris: BarisLingkup) -> BarisRencana:
        summed = baris.ada_bawahan and not self.lingkup.rencana.punya_sendiri(*baris.kunci)
        own = [self._bulan.get((*baris.kunci, bulan)) for bulan in BULAN]
        months = own if not summed else [p.bawah(*baris.kunci) for p in self._sampai]
        return BarisRencana(
            lingkup=baris,
            bulanan=per_bulan(months),
            sidik=sidik_rencana(own),
            dihitung=summed,
            kenapa_tidak=(
                DIHITUNG if summed else kenapa_tidak_rencana(hak=self.hak, unit=baris.unit)
            ),
            terkunci=self._terkunci,
        )
