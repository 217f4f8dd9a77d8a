"""Texts of the report, requests to render, rules of dashboards, decisions of meetings.

Facts live in the other apps.
"""

from reports.models.dokumen import PermintaanDokumen
from reports.models.narasi import Narasi
from reports.models.rapat import KeputusanRapat
from reports.models.status import AturanStatus

__all__ = ["AturanStatus", "KeputusanRapat", "Narasi", "PermintaanDokumen"]
