"""Settings page of the report's texts."""

from reports.models import Narasi
from reports.resources import NarasiResource
from workforce.scoped_admin import register

register(
    Narasi,
    NarasiResource,
    tampil=("bagian", "tahun", "pd"),
    saring=("pd", "tahun"),
    cari=("bagian", "isi"),
)
