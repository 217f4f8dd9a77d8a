"""Writes of measurement. Keyword-only, atomic, with their author; refusals are ValidationErrors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import count

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from indicators import triggers
from indicators.actions_pemberitahuan import catat
from indicators.calculations import nilai_komponen
from indicators.enums import StatusData, StatusRealisasi
from indicators.files import nama_tampil
from indicators.kabar import dikoreksi, dikunci, diperpanjang, nilai_kembali
from indicators.models import (
    BuktiDukung,
    Indikator,
    KomponenRealisasi,
    KoreksiRealisasi,
    PeriodePelaporan,
    PerpanjanganPeriode,
    Realisasi,
    SuratSumber,
)
from indicators.models.realisasi import NILAI_SESUAI_KEADAAN
from indicators.rules import (
    kenapa_tidak_bukti,
    kenapa_tidak_isi,
    kenapa_tidak_koreksi,
    kenapa_tidak_kunci,
    kenapa_tidak_tarik,
    kenapa_tidak_ubah_periode,
    kenapa_tidak_verifikasi,
)
from lkip.numbers import format_date, format_number
from workforce.actions import Bentrok as Bentrok
from workforce.actions import Ditolak as Ditolak
from workforce.actions import atas_nama, jejak_terakhir, nyatakan_pelaku, segel_jejak, tolak
from workforce.models import UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules import MEMVERIFIKASI, MENGELOLA_PERIODE, MENGISI, MENGOREKSI, wewenang, why_not

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
    _back_to_draft(row, by)


def _back_to_draft(row: Realisasi, by: User) -> None:
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


def _held(realisasi: Realisasi) -> Realisasi:
    """The stored value, held against other writers until the end of the transaction."""
    row: Realisasi = (
        Realisasi.objects.select_for_update(of=("self",))
        .select_related("indikator__unit", "indikator__pd")
        .get(pk=realisasi.pk)
    )
    return row


def _locked(realisasi: Realisasi, versi: int) -> Realisasi:
    row = _held(realisasi)
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
    row = _held(realisasi)
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


@transaction.atomic
def simpan_bukti(*, bukti: BuktiDukung, by: User) -> BuktiDukung:
    """Store a piece of evidence whose file was checked by the form."""
    row = _open_for_evidence(bukti.realisasi, by)
    kept = _keep_evidence(bukti, row, by)
    _answer_return(row, by)
    return kept


@transaction.atomic
def simpan_semua_bukti(
    *, realisasi: Realisasi, bukti: Sequence[BuktiDukung], by: User
) -> list[BuktiDukung]:
    """Store several pieces of evidence of one value, all or none."""
    row = _open_for_evidence(realisasi, by)
    kept = [_keep_evidence(piece, row, by) for piece in bukti]
    _answer_return(row, by)
    return kept


def _answer_return(row: Realisasi, by: User) -> None:
    """New evidence answers the verifier as a new value does: what was returned is a draft again."""
    if row.status == StatusRealisasi.DIKEMBALIKAN:
        _back_to_draft(row, by)
        row.save()


def _keep_evidence(bukti: BuktiDukung, row: Realisasi, by: User) -> BuktiDukung:
    same = row.bukti.filter(sha256=bukti.sha256).first() if bukti.sha256 else None
    if same is not None:
        raise ValidationError(
            f"“{nama_tampil(bukti.nama_berkas)}” sudah ada pada nilai ini sebagai "
            f"“{same.judul}”; berkas yang sama tidak disimpan dua kali."
        )
    taken = row.bukti.order_by("-urutan").values_list("urutan", flat=True).first()
    bukti.realisasi = row
    bukti.urutan = (taken or 0) + 1
    bukti.diunggah_oleh = by
    bukti.full_clean()
    bukti.save()
    transaction.on_commit(segel_jejak)
    return bukti


@transaction.atomic
def hapus_bukti(*, bukti: BuktiDukung, by: User) -> None:
    """Remove a piece of evidence from a value that is still open; the trail keeps its hash."""
    row = _open_for_evidence(bukti.realisasi, by)
    file = bukti.berkas
    with atas_nama(by) as tulisan:
        tulisan.tambah(triggers.BUKTI, bukti.pk)
        bukti.delete()
    _answer_return(row, by)
    if file:
        # Each row has a file of its own, so no other evidence loses it.
        transaction.on_commit(lambda: file.storage.delete(str(file.name)))


def _open_for_evidence(realisasi: Realisasi, by: User) -> Realisasi:
    """The value, held until the end of the transaction, whose evidence may change today."""
    row = _held(realisasi)
    tolak(
        kenapa_tidak_bukti(
            hak=wewenang(by, MENGISI, row.indikator.pd),
            realisasi=row,
            periode=periode_dari(row.indikator, row.tahun, row.periode),
            hari=hari_ini(),
        )
    )
    return row


@transaction.atomic
def pilih_surat(
    *, realisasi: Realisasi, surat: SuratSumber | None, versi: int, by: User
) -> Realisasi:
    """Name the letter of an outside body that states the value; a new letter is stored with it."""
    row = _open_for_evidence(realisasi, by)
    if row.versi != versi:
        raise Bentrok(row)
    if surat is not None and surat.pk is None:
        surat.pd = row.indikator.pd
        surat.kode = _kode_surat(surat)
        surat.full_clean()
        surat.save()
    row.surat = surat
    if row.status == StatusRealisasi.DIKEMBALIKAN:
        _back_to_draft(row, by)
    else:
        row.versi += 1
        row.diubah_oleh = by
    row.full_clean(validate_unique=False)
    row.save()
    transaction.on_commit(segel_jejak)
    return row


def _kode_surat(surat: SuratSumber) -> str:
    """A code of a new letter that its agency does not use yet, made of its number and year."""
    base = slugify(f"{surat.nomor}-{surat.tanggal:%Y}")[:34] or "surat"
    used = set(
        SuratSumber.objects.of_pd(surat.pd)
        .filter(kode__startswith=base)
        .values_list("kode", flat=True)
    )
    codes = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(code for code in codes if code not in used)
