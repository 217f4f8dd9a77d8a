"""Budgets of an invented agency: programs to sub kegiatan, ceilings, months."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from budget.enums import JenisProgram, VersiPagu
from budget.models import AnggaranBulanan, Kegiatan, Pagu, Program, SubKegiatan
from reports.provinsi_dasar import Kantor, Ukuran, simpan

PROGRAM, KEGIATAN = 5, 4
BULAN = range(1, 13)
JUTA = Decimal(1_000_000)


def isi_anggaran(kantor: Kantor, ukuran: Ukuran, acak: Random) -> int:
    """Fill the budget years of an agency and return the number of rows."""
    rate = acak.uniform(0.8, 1.0)
    return sum(
        _tahun(kantor, tahun, ukuran.sub_kegiatan, rate, acak) for tahun in ukuran.daftar_tahun
    )


def _tahun(kantor: Kantor, tahun: int, count: int, rate: float, acak: Random) -> int:
    kinds = tuple(JenisProgram)
    programs = simpan(
        Program,
        [
            Program(
                pd=kantor.pd,
                tahun=tahun,
                kode=f"P{number}",
                urutan=number,
                nama=f"Program rekaan {number}",
                jenis=kinds[number % len(kinds)],
            )
            for number in range(1, PROGRAM + 1)
        ],
    )
    activities = simpan(
        Kegiatan,
        [
            Kegiatan(
                program=program,
                kode=f"{program.kode}-K{number}",
                urutan=number,
                nama=f"Kegiatan rekaan {number}",
            )
            for program in programs
            for number in range(1, KEGIATAN + 1)
        ],
    )
    subs = simpan(
        SubKegiatan,
        [
            SubKegiatan(
                program=activities[n % len(activities)].program,
                kegiatan=activities[n % len(activities)],
                kode=f"SK{n + 1:03}",
                urutan=n + 1,
                nama=f"Sub kegiatan rekaan {n + 1}",
            )
            for n in range(count)
        ],
    )
    ceilings = [JUTA * acak.randrange(50, 5000) for _ in subs]
    rows = simpan(Pagu, _pagu(kantor, subs, ceilings))
    months = simpan(AnggaranBulanan, _bulanan(kantor, subs, ceilings, rate, acak))
    return sum(map(len, (programs, activities, subs, rows, months)))


def _pagu(kantor: Kantor, subs: list[SubKegiatan], ceilings: list[Decimal]) -> Iterator[Pagu]:
    """Ceilings of every level: each is the sum of those below it."""
    totals: dict[tuple[str, Any], Decimal] = {}
    for sub, ceiling in zip(subs, ceilings, strict=True):
        for level in ("program", "kegiatan"):
            key = (level, getattr(sub, level))
            totals[key] = totals.get(key, Decimal(0)) + ceiling
        yield Pagu(pd=kantor.pd, sub_kegiatan=sub, versi=VersiPagu.MURNI, nilai=ceiling)
    for (level, owner), total in totals.items():
        yield Pagu(pd=kantor.pd, versi=VersiPagu.MURNI, nilai=total, **{level: owner})


def _bulanan(
    kantor: Kantor, subs: list[SubKegiatan], ceilings: list[Decimal], rate: float, acak: Random
) -> Iterator[AnggaranBulanan]:
    """Plan and realisasi up to every month: the plan is even, the realisasi follows it."""
    for sub, ceiling in zip(subs, ceilings, strict=True):
        spent = Decimal(str(round(acak.uniform(rate - 0.15, min(rate + 0.1, 1.0)), 3)))
        for month in BULAN:
            plan = ceiling * month / 12
            yield AnggaranBulanan(
                pd=kantor.pd,
                sub_kegiatan=sub,
                bulan=month,
                rencana=plan.quantize(Decimal(1)),
                realisasi=(plan * spent).quantize(Decimal(1)),
            )
