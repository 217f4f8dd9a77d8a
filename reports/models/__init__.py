"""Texts of the report and the work on them, documents, rules of dashboards, decisions,
accepted findings of checks, editions.

Facts live in the other apps.
"""

from reports.models.dokumen import PermintaanDokumen
from reports.models.edisi import BerkasEdisi, Edisi, PengirimanEdisi
from reports.models.narasi import Narasi
from reports.models.pemeriksaan import PengecualianTemuan
from reports.models.rapat import KeputusanRapat
from reports.models.status import AturanStatus
from reports.models.tulis import BagianTulis

__all__ = [
    "AturanStatus",
    "BagianTulis",
    "BerkasEdisi",
    "Edisi",
    "KeputusanRapat",
    "Narasi",
    "PengecualianTemuan",
    "PengirimanEdisi",
    "PermintaanDokumen",
]
