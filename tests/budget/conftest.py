"""A small budget that several tests of entry and sums work on."""

from __future__ import annotations

import pytest

from budget.models import Aktivitas, AnggaranUnit, Kegiatan, Program, SubKegiatan
from workforce.models import UnitKerja


@pytest.fixture
def pohon(contoh) -> dict:
    """A year with a program, a kegiatan, two sub kegiatan, and two activities of one of them."""
    program = Program.objects.create(
        pd=contoh, tahun=2024, kode="P", urutan=1, nama="Program", jenis="prioritas"
    )
    kegiatan = Kegiatan.objects.create(program=program, kode="K", urutan=1, nama="Kegiatan")
    first = SubKegiatan.objects.create(
        program=program, kegiatan=kegiatan, kode="S1", urutan=1, nama="Satu"
    )
    second = SubKegiatan.objects.create(program=program, kode="S2", urutan=2, nama="Dua")
    unit = AnggaranUnit.objects.create(
        pd=contoh, tahun=2024, unit=UnitKerja.objects.get(pd=contoh, kode="BID-DATA"), urutan=1
    )
    parts = [
        Aktivitas.objects.create(
            anggaran_unit=unit, sub_kegiatan=first, kode=f"A{n}", urutan=n, nama=f"Aktivitas {n}"
        )
        for n in (1, 2)
    ]
    return {
        "program": program,
        "kegiatan": kegiatan,
        "s1": first,
        "s2": second,
        "unit": unit,
        "a1": parts[0],
        "a2": parts[1],
    }
