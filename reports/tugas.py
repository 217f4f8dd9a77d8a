"""Follow-ups of meetings among the tasks of an account (`settings.TUGAS_APLIKASI`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse

from indicators.enums import JenisTugas, Periode
from indicators.tugas import Tugas
from reports.enums import KeadaanKeputusan
from reports.models import KeputusanRapat
from workforce.models import PerangkatDaerah, User
from workforce.rules import MENGISI, wewenang_pada

PANJANG = 160


def tugas(user: User, agencies: Mapping[int, PerangkatDaerah], hari: date) -> Iterator[Tugas]:
    """Decisions whose result this account reports and nobody has reported yet; one query.

    They are those of the units whose values it enters, and those that name it; a role limited
    to units costs one query more.
    """
    hak = wewenang_pada(user, MENGISI, agencies.values())
    rows = KeputusanRapat.objects.filter(
        pd__in=agencies, keadaan=KeadaanKeputusan.TERBUKA, dilaporkan_pada=None
    )
    for row in rows.select_related("indikator", "unit").order_by("tenggat", "pk"):
        if row.pelaksana_id == user.pk or hak[row.pd_id].mencakup(row.unit):
            yield _tugas(row, agencies[row.pd_id], hari)


def _tugas(row: KeputusanRapat, pd: PerangkatDaerah, hari: date) -> Tugas:
    short = row.keputusan if len(row.keputusan) <= PANJANG else f"{row.keputusan[:PANJANG]}…"
    return Tugas(
        jenis=JenisTugas.LAIN,
        pd=pd,
        tahun=row.tahun,
        jatuh_tempo=row.tenggat,
        sisa=(row.tenggat - hari).days,
        periode=Periode(row.periode),
        unit=row.unit,
        keterangan=short,
        judul=f"Laporkan tindak lanjut rapat {row.sebutan_jejak}",
        alamat=reverse("dasbor_keputusan", args=(pd.kode, row.pk)),
        pokok=f"keputusan/{row.pk}",
    )
