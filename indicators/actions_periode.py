"""Writes of reporting periods: windows, more time for a unit, the lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from indicators import triggers
from indicators.actions_pemberitahuan import catat
from indicators.enums import StatusRealisasi
from indicators.kabar import dikunci, diperpanjang
from indicators.models import (
    PeriodePelaporan,
    PerpanjanganPeriode,
    Realisasi,
)
from indicators.rules import (
    kenapa_tidak_kunci,
    kenapa_tidak_ubah_periode,
)
from lkip.numbers import format_date
from workforce.actions import atas_nama, segel_jejak, tolak
from workforce.models import UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules import MENGELOLA_PERIODE, why_not


@transaction.atomic
def kunci_periode(*, periode: PeriodePelaporan, by: User) -> PeriodePelaporan:
    """Close a period for good: its values can only be corrected from then on."""
    row = PeriodePelaporan.objects.select_for_update(of=("self",)).get(pk=periode.pk)
    tolak(why_not(by, MENGELOLA_PERIODE, row.pd))
    tolak(kenapa_tidak_kunci(periode=row, menunggu=nilai_menunggu(row).count(), hari=hari_ini()))
    row.terkunci, row.dikunci_oleh = True, by
    row.save()
    catat(daftar=dikunci(row))
    transaction.on_commit(segel_jejak)
    return row


def nilai_menunggu(periode: PeriodePelaporan) -> QuerySet[Realisasi]:
    """Values of a period that wait for a decision."""
    return Realisasi.objects.of_pd(periode.pd).filter(
        tahun=periode.tahun, periode=periode.periode, status=StatusRealisasi.DIAJUKAN
    )


@transaction.atomic
def simpan_periode(*, periode: PeriodePelaporan, by: User) -> PeriodePelaporan:
    """Store the windows of a period; a locked one is not changed."""
    tolak(why_not(by, MENGELOLA_PERIODE, periode.pd))
    # What is stored decides, not the copy of the page: somebody may have locked it since.
    stored = PeriodePelaporan.objects.select_for_update(of=("self",)).filter(pk=periode.pk).first()
    for row in (stored, periode):
        tolak(kenapa_tidak_ubah_periode(periode=row) if row else "")
    periode.full_clean()
    with atas_nama(by) as tulisan:
        periode.save()
        tulisan.tambah(triggers.PERIODE, periode.pk)
    return periode


@transaction.atomic
def buat_periode(*, periode: Sequence[PeriodePelaporan], by: User) -> None:
    """Store the periods of a year together, or none of them."""
    for row in periode:
        simpan_periode(periode=row, by=by)


@transaction.atomic
def perpanjang(
    *, periode: PeriodePelaporan, unit: UnitKerja, sampai: date, alasan: str, by: User
) -> PerpanjanganPeriode:
    """Give one unit of the agency more time, with a reason and an end."""
    row = PeriodePelaporan.objects.select_for_update(of=("self",)).get(pk=periode.pk)
    tolak(why_not(by, MENGELOLA_PERIODE, row.pd))
    tolak(kenapa_tidak_ubah_periode(periode=row))
    if unit.pd_id != row.pd_id:
        raise ValidationError({"unit": f"{unit} bukan unit kerja {row.pd}."})
    last = row.batas_untuk(unit)
    if sampai <= last:
        raise ValidationError(
            {
                "sampai": f"Perpanjangan harus sesudah batas pengisian {unit}, yaitu "
                f"{format_date(last)}."
            }
        )
    if sampai < hari_ini():
        raise ValidationError({"sampai": f"Tanggal {format_date(sampai)} sudah lewat."})
    entry = PerpanjanganPeriode(
        periode=row, unit=unit, sampai=sampai, alasan=alasan.strip(), oleh=by
    )
    entry.full_clean()
    with atas_nama(by, alasan=entry.alasan) as tulisan:
        entry.save()
        if row.batas_verifikasi < sampai:
            row.batas_verifikasi = sampai
            row.save(update_fields=["batas_verifikasi"])
            tulisan.tambah(triggers.PERIODE, row.pk)
    catat(daftar=diperpanjang(entry))
    return entry
