"""Graded scales: turning a value into a predicate such as "A, memuaskan".

The tables themselves are dated data; calculations of each app carry the defaults that seed
them, with their source.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Tingkat:
    """One level of a scale.

    The lower bound is strict (above 80) unless ``inklusif_bawah``. ``batas_atas`` is printed
    and None means open; a value in a gap between two printed levels belongs to the lower one,
    so that nobody is promoted by a gap. Equal bounds make a point level, as of an opinion.
    """

    kode: str
    sebutan: str
    batas_bawah: Decimal
    batas_atas: Decimal | None = None
    inklusif_bawah: bool = False

    def dicapai(self, nilai: Decimal) -> bool:
        """Whether the value is past the lower bound of this level."""
        return nilai > self.batas_bawah or (self.inklusif_bawah and nilai == self.batas_bawah)

    def dilampaui(self, nilai: Decimal) -> bool:
        """Whether the value lies above the upper bound of this level."""
        return self.batas_atas is not None and nilai > self.batas_atas

    @property
    def titik(self) -> bool:
        """Whether the level is a single value instead of an interval."""
        return self.batas_atas == self.batas_bawah


@dataclass(frozen=True)
class Skala:
    """A scale with its source; ``terverifikasi`` is False when no official text was read."""

    kode: str
    nama: str
    sumber: str
    terverifikasi: bool
    tingkat: tuple[Tingkat, ...]


def predikat(nilai: Decimal | None, tingkat: Iterable[Tingkat]) -> Tingkat | None:
    """The level that a value reaches, or None outside the scale and without a value."""
    if nilai is None:
        return None
    urut = sorted(tingkat, key=lambda satu: satu.batas_bawah)
    dicapai = [satu for satu in urut if satu.dicapai(nilai)]
    if not dicapai:
        return None
    teratas = dicapai[-1]
    berbatas = teratas.titik or teratas is urut[-1]
    return None if berbatas and teratas.dilampaui(nilai) else teratas
