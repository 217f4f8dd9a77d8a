"""Quarters of a budget year, which in Indonesian government is the calendar year."""

from calendar import monthrange
from datetime import date
from enum import IntEnum


class Triwulan(IntEnum):
    """A quarter of the year, named by its roman numeral as on the printed forms."""

    I = 1
    II = 2
    III = 3
    IV = 4

    @classmethod
    def dari_bulan(cls, bulan: int) -> "Triwulan":
        """The quarter of a month 1..12; ValueError for any other number."""
        if not 1 <= bulan <= 12:
            raise ValueError(f"Bulan {bulan} tidak ada. Bulan bernilai 1 sampai 12.")
        return cls((bulan + 2) // 3)

    @property
    def roman(self) -> str:
        """I, II, III or IV."""
        return self.name

    @property
    def label(self) -> str:
        """TW I, TW II, TW III or TW IV."""
        return f"TW {self.roman}"

    @property
    def bulan(self) -> range:
        """The three months, 1..12."""
        return range(self * 3 - 2, self * 3 + 1)

    def tanggal_awal(self, tahun: int) -> date:
        """First day of the quarter."""
        return date(tahun, self.bulan[0], 1)

    def tanggal_akhir(self, tahun: int) -> date:
        """Last day of the quarter."""
        bulan = self.bulan[-1]
        return date(tahun, bulan, monthrange(tahun, bulan)[1])


def akhir_tahun(tahun: int) -> date:
    """31 December, the cut-off date of yearly figures."""
    return date(tahun, 12, 31)
