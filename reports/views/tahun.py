"""Ways from a dashboard to its other years."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.queries import tahun_perjanjian
from lkip.navigation import TautanTahun, tautan_tahun
from reports.simpanan import Potongan, potongan, sidik
from workforce.models import PerangkatDaerah


def pilihan_tahun(
    nama: str, tahun: int, daftar: Sequence[PerangkatDaerah], alamat: str = "", **lain: object
) -> tuple[TautanTahun, ...]:
    """The years of a page of stamped agencies; one query after a change, else none.

    `alamat` is what stands in the address after the page, and stays.
    """

    def make() -> Potongan:
        return Potongan(" ".join(map(str, sorted(tahun_perjanjian(daftar)))))

    years = potongan(("tahun", tuple(map(sidik, daftar))), make)
    return tautan_tahun(nama, tahun, {int(year) for year in years.split()}, alamat, **lain)
