"""The budget of a year at every level."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budget.queries import (
    BarisAnggaran,
    baris_kegiatan,
    baris_program,
    baris_sub_kegiatan,
    baris_unit,
    jumlah,
)
from budget.rules import bulan_terakhir
from lkip.tables import TIDAK_TERSEDIA, Column, Kind, Table, Tanpa, build
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, may
from workforce.views import pd_or_404

MONEY = (
    Column("pagu", "Pagu (Rp)", Kind.RUPIAH, 16, total=True),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 16, total=True),
    Column("serapan", "Serapan", Kind.PERCENT, 9, ratio=("realisasi", "pagu")),
    Column("sisa", "Sisa (Rp)", Kind.RUPIAH, 15, total=True),
    Column("efisiensi", "Efisiensi", Kind.PERCENT, 9, ratio=("sisa", "pagu")),
)
NAME = Column("nama", "Uraian", width=40)
QUALITY = Column("kualitas", "Kualitas", Kind.NUMBER, 9, places=2)


def anggaran(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Programs, activities, sub-activities and units with absorption and quality."""
    pd = pd_or_404(request, kode)
    programs = baris_program(pd, tahun)
    units = baris_unit(pd, tahun)
    tables: list[tuple[str, Table]] = [
        ("Program", build((NAME, *MONEY), programs, total="Jumlah", notes=_notes(programs))),
        ("Kegiatan", _levels(baris_kegiatan(pd, tahun))),
        ("Sub kegiatan", _levels(baris_sub_kegiatan(pd, tahun))),
        (
            "Unit kerja",
            build(
                (NAME, *MONEY, QUALITY), map(_quality, units), total="Jumlah", notes=_notes(units)
            ),
        ),
    ]
    context = {
        "pd": pd,
        "tahun": tahun,
        "program": programs,
        "jumlah": jumlah(programs),
        "unit": units,
        "bulan": bulan_terakhir(tahun, hari_ini()),
        "boleh_isi": may(request.user, MENGISI, pd),
        "tabel": [(title, table) for title, table in tables if table.rows],
    }
    return render(request, "budget/anggaran.html", context)


def _levels(rows: tuple[BarisAnggaran, ...]) -> Table:
    # Levels below the program do not add up to it in every source, so no total is offered.
    return build((NAME, *MONEY), rows, group=lambda row: row.objek.program.nama, notes=_notes(rows))


def _notes(rows: tuple[BarisAnggaran, ...]) -> list[str]:
    return [sentence for row in rows for sentence in row.keterangan]


def _quality(row: BarisAnggaran) -> dict[str, Any]:
    missing = Tanpa(TIDAK_TERSEDIA, row.hasil_kualitas.penjelasan)
    values = {column.key: getattr(row, column.key) for column in (NAME, *MONEY)}
    return values | {"kualitas": missing if row.kualitas is None else row.kualitas}
