"""Programs down to activities, what they may spend, spent and produced."""

from budget.models.anggaran import AnggaranBulanan, AnggaranIndikator, KaitanIndikator, Pagu
from budget.models.keluaran import Keluaran
from budget.models.kontrol import AngkaKontrol
from budget.models.program import Aktivitas, AnggaranUnit, Kegiatan, Program, SubKegiatan

__all__ = [
    "Aktivitas",
    "AnggaranBulanan",
    "AnggaranIndikator",
    "AnggaranUnit",
    "AngkaKontrol",
    "KaitanIndikator",
    "Kegiatan",
    "Keluaran",
    "Pagu",
    "Program",
    "SubKegiatan",
]
