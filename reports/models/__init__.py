"""Texts of the report and requests to render documents. Facts live in the other apps."""

from reports.models.dokumen import PermintaanDokumen
from reports.models.narasi import Narasi

__all__ = ["Narasi", "PermintaanDokumen"]
