"""What somebody just did and others should know, as notices that the action stores."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from django.urls import reverse

from indicators.enums import JenisPemberitahuan, JenisTugas
from indicators.models import (
    KoreksiRealisasi,
    Pemberitahuan,
    PeriodePelaporan,
    PerjanjianKinerja,
    PerpanjanganPeriode,
    Realisasi,
)
from indicators.models.pemberitahuan import kunci_periode, kunci_perjanjian
from indicators.queries_akibat import AkibatNilai
from indicators.tugas import BATAS_PK
from lkip.numbers import format_date
from workforce.models import UnitKerja, User
from workforce.queries_akun import pemegang
from workforce.rules import MEMVERIFIKASI, MENGISI, MENYETUJUI_PK


class KoreksiTercatat(Protocol):
    """A recorded adjustment of a locked figure, of whichever app."""

    pk: int
    alasan: str
    dasar_hukum: str
    oleh: User


def nilai_kembali(row: Realisasi, periode: PeriodePelaporan | None) -> list[Pemberitahuan]:
    """For whoever handed a value in: it came back, and why."""
    pd, indikator = row.indikator.pd, row.indikator
    url = reverse("pengukuran_isi", args=[pd.kode, row.tahun, row.periode])
    notice = Pemberitahuan(
        pd=pd,
        jenis=JenisPemberitahuan.NILAI_KEMBALI,
        langkah=JenisTugas.PERBAIKI.value,
        kunci=kunci_periode(pd, row.tahun, row.periode, indikator.kode),
        tanda=f"v{row.versi}",
        jatuh_tempo=periode.batas_untuk(indikator.unit) if periode else None,
        kalimat=f"{row.sebutan_jejak} dikembalikan verifikator: {row.alasan}",
        tautan=f"{url}#baris-{indikator.kode}",
    )
    return _kepada([row.diajukan_oleh], notice)


def perjanjian_masuk(row: PerjanjianKinerja) -> list[Pemberitahuan]:
    """For those who approve: an agreement was handed in."""
    notice = _perjanjian(row, JenisPemberitahuan.PK_MASUK, JenisTugas.SETUJUI_PK)
    notice.kalimat = f"{row} diajukan dan menunggu persetujuan Anda"
    return _kepada(pemegang(MENYETUJUI_PK, row.pd), notice, selain=row.diajukan_oleh)


def perjanjian_disetujui(row: PerjanjianKinerja) -> list[Pemberitahuan]:
    """For whoever handed it in: the agreement waits for its signatures."""
    notice = _perjanjian(row, JenisPemberitahuan.PK_DISETUJUI, JenisTugas.TANDA_PK)
    notice.kalimat = f"{row} disetujui; catat penandatanganannya"
    return _kepada([row.diajukan_oleh], notice)


def perjanjian_kembali(row: PerjanjianKinerja, pengaju: User | None) -> list[Pemberitahuan]:
    """For whoever handed it in: the agreement came back, and why."""
    notice = _perjanjian(row, JenisPemberitahuan.PK_KEMBALI, JenisTugas.PERBAIKI_PK)
    notice.kalimat = f"{row} dikembalikan: {row.alasan}"
    return _kepada([pengaju], notice)


def perjanjian_menilai(
    row: PerjanjianKinerja, akibat: Sequence[AkibatNilai], by: User
) -> list[Pemberitahuan]:
    """For those who verify: an amendment in force judges decided values anew."""
    if not akibat:
        return []
    more = f", dan {len(akibat) - 3} lagi" if len(akibat) > 3 else ""
    notice = _perjanjian(row, JenisPemberitahuan.PK_MENILAI, JenisTugas.TANDA_PK)
    notice.jatuh_tempo = None
    notice.kalimat = (
        f"{row} berlaku dan mengubah capaian {len(akibat)} nilai yang sudah diverifikasi atau "
        f"dikunci: {'; '.join(change.kalimat for change in akibat[:3])}{more}"
    )
    notice.tautan = reverse("perjanjian_banding", args=[row.pk])
    return _kepada(pemegang(MEMVERIFIKASI, row.pd), notice, selain=by)


def _perjanjian(
    row: PerjanjianKinerja, jenis: JenisPemberitahuan, langkah: JenisTugas
) -> Pemberitahuan:
    return Pemberitahuan(
        pd=row.pd,
        jenis=jenis,
        langkah=langkah.value,
        kunci=kunci_perjanjian(row.pk),
        tanda=f"s{row.suntingan}",
        jatuh_tempo=date(row.tahun, *BATAS_PK),
        tautan=reverse("perjanjian", args=[row.pk]),
    )


def diperpanjang(entry: PerpanjanganPeriode) -> list[Pemberitahuan]:
    """For those who fill in for the unit: they have more time."""
    row, unit = entry.periode, entry.unit
    url = reverse("pengukuran_isi", args=[row.pd.kode, row.tahun, row.periode])
    notice = Pemberitahuan(
        pd=row.pd,
        jenis=JenisPemberitahuan.DIPERPANJANG,
        langkah=JenisTugas.ISI.value,
        kunci=kunci_periode(row.pd, row.tahun, row.periode, unit.kode),
        jatuh_tempo=entry.sampai,
        kalimat=f"Pengisian {row} untuk {unit} diperpanjang sampai {format_date(entry.sampai)}",
        tautan=f"{url}?unit={unit.kode}",
    )
    return _kepada(pemegang(MENGISI, row.pd, unit), notice, selain=entry.oleh)


def dikunci(row: PeriodePelaporan) -> list[Pemberitahuan]:
    """For those who fill in or verify: values of the period now change by correction alone."""
    notice = Pemberitahuan(
        pd=row.pd,
        jenis=JenisPemberitahuan.DIKUNCI,
        langkah=JenisTugas.KUNCI.value,
        kunci=kunci_periode(row.pd, row.tahun, row.periode),
        kalimat=f"{row} dikunci; nilainya hanya berubah melalui koreksi",
        tautan=reverse("pengukuran", args=[row.pd.kode, row.tahun]),
    )
    people = {u.pk: u for hak in (MENGISI, MEMVERIFIKASI) for u in pemegang(hak, row.pd)}
    return _kepada(people.values(), notice, selain=row.dikunci_oleh)


def dikoreksi(entry: KoreksiRealisasi) -> list[Pemberitahuan]:
    """A locked value has another one beside it."""
    row = entry.realisasi
    indikator, pd = row.indikator, row.indikator.pd
    notice = Pemberitahuan(
        pd=pd,
        kunci=kunci_periode(pd, row.tahun, row.periode, indikator.kode),
        kalimat=f"{row.sebutan_jejak} dikoreksi dari {entry.perubahan}",
        tautan=reverse("koreksi", args=[pd.kode, row.pk]),
    )
    return koreksi_tercatat(entry, notice, [indikator.unit])


def koreksi_tercatat(
    entry: KoreksiTercatat, notice: Pemberitahuan, unit: Collection[UnitKerja]
) -> list[Pemberitahuan]:
    """For the heads, and for those who fill in for the units, or for the agency without any.

    `notice` says what was corrected (agency, key, sentence, link); why stands in the entry.
    """
    reason, ground = (text.rstrip(".") for text in (entry.alasan, entry.dasar_hukum))
    notice.jenis, notice.langkah = JenisPemberitahuan.DIKOREKSI, JenisTugas.KUNCI.value
    notice.tanda = f"k{entry.pk}"
    notice.kalimat += f": {reason} (dasar: {ground})"
    where: Collection[UnitKerja | None] = unit or [None]
    rights = (MENGISI, MENYETUJUI_PK)
    people = {u.pk: u for hak in rights for one in where for u in pemegang(hak, notice.pd, one)}
    return _kepada(people.values(), notice, selain=entry.oleh)


def _kepada(
    orang: Iterable[User | None], notice: Pemberitahuan, *, selain: User | None = None
) -> list[Pemberitahuan]:
    """The notice once for each active account; nobody is told of what he did himself."""
    fields = ("pd", "jenis", "langkah", "kunci", "tanda", "jatuh_tempo", "kalimat", "tautan")
    return [
        Pemberitahuan(pengguna=user, **{name: getattr(notice, name) for name in fields})
        for user in orang
        if user is not None and user.is_active and user != selain
    ]
