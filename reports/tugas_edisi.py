"""Editions among the tasks of an account (`settings.TUGAS_APLIKASI`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse

from indicators.enums import JenisTugas
from indicators.tugas import Tugas
from reports.enums import JenisEdisi, KeadaanEdisi
from reports.models import Edisi, PengirimanEdisi
from reports.tugas_tulis import batas_laporan
from workforce.models import PerangkatDaerah, User
from workforce.rules import MEMFINALKAN, MENYIAPKAN_EDISI, wewenang_pada


def tugas(user: User, agencies: Mapping[int, PerangkatDaerah], hari: date) -> Iterator[Tugas]:
    """Editions to be finalised, begun again or sent by an account; at most three queries.

    Whoever has neither right costs none.
    """
    finalise = _seluruh(user, MEMFINALKAN, agencies)
    prepare = _seluruh(user, MENYIAPKAN_EDISI, agencies)
    if finalise:
        waiting = Edisi.objects.filter(jenis=JenisEdisi.FINAL, keadaan=KeadaanEdisi.BEKU)
        for row in waiting.filter(pd__in=finalise).exclude(dibuat_oleh=user).order_by("pk"):
            title, note = f"Finalkan laporan {row.tahun}", f"{row.nomor}: {row.judul}."
            yield _tugas(row, agencies, hari, title, note)
    if prepare:
        failed = Edisi.objects.filter(keadaan=KeadaanEdisi.GAGAL, pd__in=prepare)
        for row in failed.order_by("pk"):
            title = f"Ulangi atau hentikan edisi {row.urutan} laporan {row.tahun}"
            yield _tugas(row, agencies, hari, title, row.pesan)
        yield from _kirim(prepare, agencies, hari)


def _seluruh(user: User, hak: str, agencies: Mapping[int, PerangkatDaerah]) -> list[int]:
    """Agencies in which a right of the account is not limited to units."""
    found = wewenang_pada(user, hak, agencies.values())
    return [pk for pk, right in found.items() if right.unit_ids is None]


def _kirim(
    prepare: list[int], agencies: Mapping[int, PerangkatDaerah], hari: date
) -> Iterator[Tugas]:
    """What was not sent of final editions that hold; one task per edition."""
    rows = (
        PengirimanEdisi.objects.filter(edisi__pd__in=prepare, dikirim=None)
        .exclude(edisi__koreksi__keadaan=KeadaanEdisi.FINAL)
        .select_related("edisi")
        .order_by("edisi", "tenggat", "urutan")
    )
    groups: dict[int, list[PengirimanEdisi]] = {}
    for row in rows:
        groups.setdefault(row.edisi_id, []).append(row)
    for group in groups.values():
        edition, words = group[0].edisi, "; ".join(row.uraian for row in group)
        title = f"Kirim laporan {edition.tahun}"
        yield _tugas(edition, agencies, hari, title, f"{words}.", group)


def _tugas(
    row: Edisi,
    agencies: Mapping[int, PerangkatDaerah],
    hari: date,
    judul: str,
    keterangan: str,
    kirim: list[PengirimanEdisi] | None = None,
) -> Tugas:
    pd = agencies[row.pd_id]
    due = kirim[0].tenggat if kirim else batas_laporan(row.tahun)
    address = reverse("edisi_rinci", args=(pd.kode, row.tahun, row.urutan))
    return Tugas(
        jenis=JenisTugas.LAIN,
        pd=pd,
        tahun=row.tahun,
        jatuh_tempo=due,
        sisa=(due - hari).days,
        jumlah=len(kirim) if kirim else 1,
        keterangan=keterangan,
        judul=judul,
        alamat=f"{address}#pengiriman" if kirim else address,
        pokok=f"edisi/{row.pk}/{row.keadaan}",
    )
