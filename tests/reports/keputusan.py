"""Decisions that several tests of meetings start from."""

from __future__ import annotations

from datetime import date
from typing import Any

from indicators.enums import Periode
from indicators.models import Indikator
from reports.models import KeputusanRapat
from workforce.models import PerangkatDaerah, User


def keputusan(
    pd: PerangkatDaerah, by: User, kode: str = "I01", tenggat: date | None = None, **isi: Any
) -> KeputusanRapat:
    """A decision about quarter III of 2023, laid on the unit of the indicator."""
    indikator = Indikator.objects.select_related("unit").get(pd=pd, kode=kode)
    due = tenggat or date(2099, 1, 31)
    values = {
        "pd": pd,
        "tahun": 2023,
        "periode": Periode.TW3,
        "indikator": indikator,
        "keputusan": "Tambah satu loket.",
        "unit": indikator.unit,
        "tenggat_awal": due,
        "tenggat": due,
        "dibuat_oleh": by,
        "diubah_oleh": by,
    }
    row: KeputusanRapat = KeputusanRapat.objects.create(**values | isi)
    return row
