"""Texts of the report among the tasks of an account (`settings.TUGAS_APLIKASI`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from indicators.enums import JenisTugas
from indicators.tugas import Tugas
from reports.enums import KeadaanTulis
from reports.models import BagianTulis
from reports.queries_tulis import SAYA
from workforce.models import PerangkatDaerah, User
from workforce.rules import MENYETUJUI_TEKS, wewenang_pada


def batas_laporan(tahun: int) -> date:
    """When the report of a year is due: two months after it (Perpres 29/2014)."""
    return date(tahun + 1, 3, 1) - timedelta(days=1)


def tugas(user: User, agencies: Mapping[int, PerangkatDaerah], hari: date) -> Iterator[Tugas]:
    """Texts that an account was given to write or may approve, one task per year; one query.

    A text without a named approver waits for all who approve for the whole agency and did not
    write it. One without a due date is due with the report. A role limited to units costs one
    query more.
    """
    hak = wewenang_pada(user, MENYETUJUI_TEKS, agencies.values())
    whole = [pk for pk, right in hak.items() if right.unit_ids is None]
    writes = Q(penulis=user, keadaan__in=(KeadaanTulis.BELUM_MULAI, KeadaanTulis.DITULIS))
    anybody = Q(penyetuju=None, pd__in=whole) & ~Q(diajukan_oleh=user) & ~Q(penyumbang=user)
    approves = (Q(penyetuju=user) | anybody) & Q(keadaan=KeadaanTulis.DITINJAU)
    groups: dict[tuple[int, int, bool], list[BagianTulis]] = {}
    for row in BagianTulis.objects.filter(writes | approves, pd__in=agencies).order_by("pk"):
        key = row.pd_id, row.tahun, row.keadaan == KeadaanTulis.DITINJAU
        groups.setdefault(key, []).append(row)
    for (pd_id, tahun, approval), rows in groups.items():
        yield _tugas(agencies[pd_id], tahun, rows, approval, hari)


def _tugas(
    pd: PerangkatDaerah, tahun: int, rows: list[BagianTulis], approval: bool, hari: date
) -> Tugas:
    due = min(row.tenggat or batas_laporan(tahun) for row in rows)
    verb = "Tinjau" if approval else "Tulis"
    returned = sum(bool(row.catatan) for row in rows)
    query = f"?keadaan={KeadaanTulis.DITINJAU.value}" if approval else f"?hal={SAYA}"
    note = f"{returned} di antaranya dikembalikan dengan alasan." if returned else ""
    return Tugas(
        jenis=JenisTugas.LAIN,
        pd=pd,
        tahun=tahun,
        jatuh_tempo=due,
        sisa=(due - hari).days,
        jumlah=len(rows),
        keterangan=note or "Tenggat yang paling dekat.",
        judul=f"{verb} {len(rows)} bagian laporan {tahun}",
        alamat=reverse("penulisan", args=(pd.kode, tahun)) + query,
        pokok=f"penulisan/{tahun}/{verb.lower()}",
    )
