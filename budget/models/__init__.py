"""Programs down to activities, what they may spend, spent and produced."""

from budget.models.anggaran import AnggaranBulanan, AnggaranIndikator, KaitanIndikator, Pagu
from budget.models.keluaran import Keluaran, KeluaranBulanan
from budget.models.kontrol import AngkaKontrol
from budget.models.koreksi import KoreksiAnggaran, KoreksiKeluaran
from budget.models.program import (
    Aktivitas,
    AnggaranUnit,
    Kegiatan,
    Program,
    SubKegiatan,
    Tingkat,
)

__all__ = [
    "Aktivitas",
    "AnggaranBulanan",
    "AnggaranIndikator",
    "AnggaranUnit",
    "AngkaKontrol",
    "KaitanIndikator",
    "Kegiatan",
    "Keluaran",
    "KeluaranBulanan",
    "KoreksiAnggaran",
    "KoreksiKeluaran",
    "Pagu",
    "Program",
    "SubKegiatan",
    "Tingkat",
]
