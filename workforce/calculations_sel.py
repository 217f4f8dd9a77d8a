"""Small cells: counts of persons so few that a reader could tell who they are.

Counts of one to four are hidden (UU 27/2022: reports show aggregates). A total stands beside the
cells, so hiding must also hold against subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TERKECIL = 5
KECIL = "<5"
DISAMARKAN = "*"


@dataclass(frozen=True)
class Sel:
    """A count as it may be shown: `nilai` is None where it is hidden, and `teks` says how."""

    nilai: int | None
    teks: str

    @property
    def tersembunyi(self) -> bool:
        """Whether the count is hidden."""
        return self.nilai is None


@dataclass(frozen=True)
class Samaran:
    """The cells of a breakdown and their total."""

    sel: tuple[Sel, ...]
    jumlah: Sel

    @property
    def menyamarkan(self) -> bool:
        """Whether anything is hidden."""
        return self.jumlah.tersembunyi or any(cell.tersembunyi for cell in self.sel)


def terbuka(nilai: Sequence[int]) -> Samaran:
    """The cells as they are, for those who administer the staff."""
    return Samaran(tuple(map(_tampak, nilai)), _tampak(sum(nilai)))


def samarkan(nilai: Sequence[int]) -> Samaran:
    """Hide counts of 1 to 4 as "<5", and others as "*" until none follows from the total.

    The others are the smallest that are left, zeros last. Where none is left, or the whole
    group is smaller than five, every cell is "*". ValueError for a negative count.
    """
    if any(count < 0 for count in nilai):
        raise ValueError("Jumlah orang tidak boleh negatif.")
    total = sum(nilai)
    small = {index for index, count in enumerate(nilai) if _kecil(count)}
    if _kecil(total):
        return Samaran((Sel(None, DISAMARKAN),) * len(nilai), Sel(None, KECIL))
    others = sorted(set(range(len(nilai))) - small, key=lambda i: (nilai[i] == 0, nilai[i], i))
    more: list[int] = []
    while small and _terhitung(sum(nilai[i] for i in (*small, *more)), len(small), bool(more)):
        if not others:
            return Samaran((Sel(None, DISAMARKAN),) * len(nilai), _tampak(total))
        more.append(others.pop(0))
    shown = (
        Sel(None, KECIL) if i in small else Sel(None, DISAMARKAN) if i in more else _tampak(count)
        for i, count in enumerate(nilai)
    )
    return Samaran(tuple(shown), _tampak(total))


def _tampak(count: int) -> Sel:
    return Sel(count, str(count))


def _kecil(count: int) -> bool:
    return 0 < count < TERKECIL


def _terhitung(total: int, small: int, others: bool) -> bool:
    """Whether counts of 1 to 4 follow from the sum of all hidden cells, `small` of them so few.

    The other hidden cells are known to be zero or at least five.
    """
    sums = [
        part
        for part in range(small, small * (TERKECIL - 1) + 1)
        if total == part or (others and total - part >= TERKECIL)
    ]
    if len(sums) > 1:
        return False
    return small == 1 or sums[0] in (small, small * (TERKECIL - 1))
