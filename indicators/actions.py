"""Writes of measurement. Keyword-only, atomic, with their author; refusals are ValidationErrors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators import triggers
from indicators.actions_pemberitahuan import catat
from indicators.calculations import nilai_komponen
from indicators.enums import StatusData, StatusRealisasi
from indicators.kabar import dikoreksi, nilai_kembali
from indicators.models import (
    Indikator,
    KomponenRealisasi,
    KoreksiRealisasi,
    PeriodePelaporan,
    Realisasi,
)
from indicators.models.realisasi import NILAI_SESUAI_KEADAAN
from indicators.rules import (
    kenapa_tidak_isi,
    kenapa_tidak_koreksi,
    kenapa_tidak_tarik,
    kenapa_tidak_verifikasi,
)
from lkip.numbers import format_number
from workforce.actions import Bentrok as Bentrok
from workforce.actions import Ditolak as Ditolak
from workforce.actions import jejak_terakhir, nyatakan_pelaku, segel_jejak, tolak
from workforce.models import User
from workforce.querysets import hari_ini
from workforce.rules import MEMVERIFIKASI, MENGISI, MENGOREKSI, wewenang

EMPAT_DESIMAL = Decimal("0.0001")
TANPA_NILAI = "Tidak diisi sampai periode dikunci."


@dataclass(frozen=True)
class Isian:
    """What a planner entered for one value, to four decimals as it is stored.

    Components win over `nilai`.
    """

    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    status_data: StatusData = StatusData.ADA
    perkiraan_rilis: date | None = None
    catatan: str = ""
    penyebab: str = ""
    tindak_lanjut: str = ""

    def __post_init__(self) -> None:
        """Round once, so that a value is computed from the components that are kept."""
        for name in ("nilai", "pembilang", "penyebut"):
            number = getattr(self, name)
            if number is not None:
                rounded = number.quantize(EMPAT_DESIMAL, ROUND_HALF_UP)
                object.__setattr__(self, name, rounded)


def periode_dari(indikator: Indikator, tahun: int, periode: int) -> PeriodePelaporan | None:
    """The reporting period of a value."""
    return PeriodePelaporan.objects.filter(
        pd_id=indikator.pd_id, tahun=tahun, periode=periode
    ).first()


def nilai_isian(isian: Isian) -> Decimal | None:
    """The value that an entry stands for, to four decimals as it is stored."""
    if isian.status_data != StatusData.ADA:
        return None
    if isian.pembilang is not None and isian.penyebut is not None:
        value = nilai_komponen(isian.pembilang, isian.penyebut).nilai
    else:
        value = isian.nilai
    return None if value is None else value.quantize(EMPAT_DESIMAL, ROUND_HALF_UP)


def simpan_realisasi(
    *, indikator: Indikator, tahun: int, periode: int, isian: Isian, versi: int, by: User
) -> Realisasi:
    """Keep a value as draft. `versi` is the one that the page showed, 0 for an empty cell.

    What is stored already stays as it is, its verification included. Raises Ditolak when a rule
    refuses, Bentrok when the stored version is another one, and ValidationError by field for
    values that do not fit.
    """
    empty = Realisasi(indikator=indikator, tahun=tahun, periode=periode, versi=0)
    try:
        return _simpan(empty, isian, versi, by)
    except IntegrityError as error:
        # Two people filled the same empty cell at the same moment, or a lock fell in between.
        faster = _stored(empty).first()
        if versi == 0 and faster is not None:
            raise Bentrok(faster) from error
        window = periode_dari(indikator, tahun, periode)
        if window is not None and window.terkunci:
            raise Ditolak(triggers.TERKUNCI) from error
        raise


def _stored(cell: Realisasi) -> QuerySet[Realisasi]:
    """What stands in a cell, with its components."""
    return Realisasi.objects.filter(
        indikator=cell.indikator, tahun=cell.tahun, periode=cell.periode
    ).select_related("komponen")


@transaction.atomic
def _simpan(empty: Realisasi, isian: Isian, versi: int, by: User) -> Realisasi:
    row = _stored(empty).select_for_update(of=("self",)).first()
    tolak(
        kenapa_tidak_isi(
            hak=wewenang(by, MENGISI, empty.indikator.pd),
            indikator=empty.indikator,
            periode=periode_dari(empty.indikator, empty.tahun, empty.periode),
            realisasi=row,
            hari=hari_ini(),
        )
    )
    if row is not None and isian_tersimpan(row) == isian:
        return row
    if (row.versi if row else 0) != versi:
        raise Bentrok(row)
    row = row or empty
    parts = getattr(row, "komponen", None)
    _fill(row, isian, by)
    _check(row)
    row.save()
    _keep_components(row, parts, isian, by)
    transaction.on_commit(segel_jejak)
    return row


def _check(row: Realisasi) -> None:
    """Refuse what a draft cannot hold, without asking the database what it refuses by itself.

    Whether the cell is still empty is for the database to say, in the moment of writing.
    """
    row.clean_fields(exclude={"indikator", "tahun", "surat", "diubah_oleh"})
    if row.status_data == StatusData.ADA and row.nilai is None:
        raise ValidationError(NILAI_SESUAI_KEADAAN)


def isian_tersimpan(row: Realisasi) -> Isian:
    """A stored value as the entry that leads to it."""
    parts = getattr(row, "komponen", None)
    return Isian(
        nilai=None if parts else row.nilai,
        pembilang=parts.pembilang if parts else None,
        penyebut=parts.penyebut if parts else None,
        status_data=StatusData(row.status_data),
        perkiraan_rilis=row.perkiraan_rilis,
        catatan=row.catatan,
        penyebab=row.penyebab,
        tindak_lanjut=row.tindak_lanjut,
    )


def _fill(row: Realisasi, isian: Isian, by: User) -> None:
    row.nilai = nilai_isian(isian)
    row.status_data = isian.status_data
    row.perkiraan_rilis = (
        isian.perkiraan_rilis if isian.status_data == StatusData.BELUM_RILIS else None
    )
    row.catatan, row.penyebab = isian.catatan, isian.penyebab
    row.tindak_lanjut = isian.tindak_lanjut
    kembali_ke_draf(row, by)


def kembali_ke_draf(row: Realisasi, by: User) -> None:
    """Lead a value back to its draft, as edited once more by this person; the caller stores it."""
    _step(row, StatusRealisasi.DRAF, by)
    row.diajukan_oleh = row.diverifikasi_oleh = None
    row.diajukan_pada = row.diverifikasi_pada = None


def _step(row: Realisasi, status: StatusRealisasi, by: User, alasan: str = "") -> None:
    row.status = status
    row.alasan = alasan
    row.versi += 1
    row.diubah_oleh = by


def _keep_components(
    row: Realisasi, parts: KomponenRealisasi | None, isian: Isian, by: User
) -> None:
    """Store the components of a value, or remove those (`parts`) that it had.

    Cells are saved often: one without components asks nothing of the trail.
    """
    if isian.status_data != StatusData.ADA or isian.pembilang is None or isian.penyebut is None:
        if parts is not None:
            pk, before = parts.pk, jejak_terakhir()
            parts.delete()
            nyatakan_pelaku(tabel=triggers.KOMPONEN, baris=pk, by=by, sejak=before)
        return
    parts, before = parts or KomponenRealisasi(realisasi=row), jejak_terakhir()
    parts.pembilang, parts.penyebut = isian.pembilang, isian.penyebut
    parts.save()
    nyatakan_pelaku(tabel=triggers.KOMPONEN, baris=parts.pk, by=by, sejak=before)


def pegang_nilai(realisasi: Realisasi) -> Realisasi:
    """The stored value, held against other writers until the end of the transaction."""
    row: Realisasi = (
        Realisasi.objects.select_for_update(of=("self",))
        .select_related("indikator__unit", "indikator__pd")
        .get(pk=realisasi.pk)
    )
    return row


def _locked(realisasi: Realisasi, versi: int) -> Realisasi:
    row = pegang_nilai(realisasi)
    if row.versi != versi:
        raise Bentrok(row)
    return row


@transaction.atomic
def ajukan(*, realisasi: Realisasi, versi: int, kurang: Sequence[str], by: User) -> Realisasi:
    """Hand a value to the verifier; `kurang` is what `rules.kekurangan` still misses."""
    row = _locked(realisasi, versi)
    tolak(
        kenapa_tidak_isi(
            hak=wewenang(by, MENGISI, row.indikator.pd),
            indikator=row.indikator,
            periode=periode_dari(row.indikator, row.tahun, row.periode),
            realisasi=row,
            hari=hari_ini(),
        )
    )
    if row.status == StatusRealisasi.DIVERIFIKASI:
        raise Ditolak("Nilai ini sudah diverifikasi.")
    tolak(" ".join(kurang))
    _step(row, StatusRealisasi.DIAJUKAN, by)
    row.diajukan_oleh, row.diajukan_pada = by, timezone.now()
    row.save()
    transaction.on_commit(segel_jejak)
    return row


@transaction.atomic
def tarik(*, realisasi: Realisasi, versi: int, by: User) -> Realisasi:
    """Take a value back before the verifier decided."""
    row = _locked(realisasi, versi)
    tolak(
        kenapa_tidak_tarik(
            hak=wewenang(by, MENGISI, row.indikator.pd),
            realisasi=row,
            periode=periode_dari(row.indikator, row.tahun, row.periode),
        )
    )
    _step(row, StatusRealisasi.DRAF, by)
    row.diajukan_oleh = row.diajukan_pada = None
    row.save()
    transaction.on_commit(segel_jejak)
    return row


@transaction.atomic
def verifikasi(*, realisasi: Realisasi, versi: int, by: User) -> Realisasi:
    """Accept a value; its evidence is frozen from then on."""
    row = _decide(realisasi, versi, by)
    _step(row, StatusRealisasi.DIVERIFIKASI, by)
    row.diverifikasi_oleh, row.diverifikasi_pada = by, timezone.now()
    row.save()
    transaction.on_commit(segel_jejak)
    return row


@transaction.atomic
def kembalikan(*, realisasi: Realisasi, versi: int, alasan: str, by: User) -> Realisasi:
    """Return a value to its author with a reason."""
    row = _decide(realisasi, versi, by)
    if not alasan.strip():
        raise ValidationError({"alasan": "Isi alasan pengembalian agar pengisi tahu perbaikannya."})
    _step(row, StatusRealisasi.DIKEMBALIKAN, by, alasan.strip())
    row.save()
    window = periode_dari(row.indikator, row.tahun, row.periode)
    catat(daftar=nilai_kembali(row, window))
    transaction.on_commit(segel_jejak)
    return row


def _decide(realisasi: Realisasi, versi: int, by: User) -> Realisasi:
    row = _locked(realisasi, versi)
    tolak(
        kenapa_tidak_verifikasi(
            hak=wewenang(by, MEMVERIFIKASI, row.indikator.pd),
            realisasi=row,
            periode=periode_dari(row.indikator, row.tahun, row.periode),
            hari=hari_ini(),
            user=by,
        )
    )
    return row


@transaction.atomic
def koreksi(
    *,
    realisasi: Realisasi,
    nilai: Decimal,
    alasan: str,
    dasar_hukum: str,
    by: User,
    terakhir: int | None = None,
) -> KoreksiRealisasi:
    """Record an adjustment of a locked value beside it; the value itself stays.

    `terakhir` is the last correction that the page showed, 0 for none; Bentrok is raised when
    another one came in since.
    """
    row = pegang_nilai(realisasi)
    tolak(
        kenapa_tidak_koreksi(
            hak=wewenang(by, MENGOREKSI, row.indikator.pd),
            indikator=row.indikator,
            periode=periode_dari(row.indikator, row.tahun, row.periode),
        )
    )
    last = row.koreksi.order_by("-pk").first()
    if terakhir is not None and terakhir != (last.pk if last else 0):
        raise Bentrok(row)
    before = last.nilai if last else row.nilai
    if nilai == before:
        raise ValidationError(
            {"nilai": f"Nilai {format_number(nilai)} sama dengan nilai yang berlaku sekarang."}
        )
    entry = KoreksiRealisasi(
        realisasi=row,
        nilai_sebelum=before,
        nilai=nilai,
        alasan=alasan.strip(),
        dasar_hukum=dasar_hukum.strip(),
        oleh=by,
    )
    # What the value was before is no entry of the form: there may have been none.
    entry.full_clean(exclude={"nilai_sebelum"})
    entry.save()
    catat(daftar=dikoreksi(entry))
    transaction.on_commit(segel_jejak)
    return entry


@transaction.atomic
def koreksi_kosong(
    *,
    indikator: Indikator,
    tahun: int,
    periode: int,
    nilai: Decimal,
    alasan: str,
    dasar_hukum: str,
    by: User,
) -> KoreksiRealisasi:
    """The same for a cell that nobody filled before the lock: it is put down as empty first."""
    tolak(
        kenapa_tidak_koreksi(
            hak=wewenang(by, MENGOREKSI, indikator.pd),
            indikator=indikator,
            periode=periode_dari(indikator, tahun, periode),
        )
    )
    row = Realisasi(
        indikator=indikator,
        tahun=tahun,
        periode=periode,
        status_data=StatusData.TIDAK_TERSEDIA,
        catatan=TANPA_NILAI,
        diubah_oleh=by,
    )
    faster = _stored(row).first()
    if faster is not None:
        raise Bentrok(faster)
    row.save()
    return koreksi(
        realisasi=row, nilai=nilai, alasan=alasan, dasar_hukum=dasar_hukum, by=by, terakhir=0
    )
