"""Writes of evidence and of the letters of outside bodies that state a value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from indicators import triggers
from indicators.actions import kembali_ke_draf, pegang_nilai, periode_dari
from indicators.enums import StatusRealisasi
from indicators.files import nama_tampil
from indicators.models import (
    BuktiDukung,
    Realisasi,
    SuratSumber,
)
from indicators.rules import (
    kenapa_tidak_bukti,
)
from workforce.actions import Bentrok, atas_nama, segel_jejak, tolak
from workforce.models import User
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, wewenang


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
        kembali_ke_draf(row, by)
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
    row = pegang_nilai(realisasi)
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
        kembali_ke_draf(row, by)
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
