"""Writes of the report's texts: given out, saved, handed in, sent back, approved, opened again.

Whoever saves or decides says which text she saw, by its hash: a text is changed by files and
settings pages too, and those raise no version. Where another text is stored by now nothing is
written, and both texts are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from indicators.models import AnalisisIndikator
from reports.context import Konteks
from reports.enums import KeadaanTulis
from reports.fakta_teks import fakta_untuk, masalah_fakta
from reports.models import BagianTulis, Narasi
from reports.queries_rapat import orang_bertugas
from reports.queries_tulis import BagianLaporan, BarisTulis, penyetuju_mungkin
from reports.rules_tulis import (
    kenapa_tidak_membagi,
    kenapa_tidak_membuka,
    kenapa_tidak_mengajukan,
    kenapa_tidak_meninjau,
    kenapa_tidak_menulis,
    kenapa_tidak_menyetujui,
)
from reports.teks import bersihkan, sidik_teks
from workforce.actions import atas_nama, segel_jejak, tolak
from workforce.models import User
from workforce.querysets import hari_ini
from workforce.rules import MENULIS, MENYETUJUI_TEKS, wewenang


class TeksBentrok(ValidationError):
    """Another text is stored than the one that the page showed; `tulis` is how it stands now."""

    def __init__(self, tulis: BarisTulis) -> None:
        who = tulis.kerja.ditulis_oleh if tulis.kerja and tulis.kerja.ditulis_oleh else None
        super().__init__(
            f"{who or 'Orang lain'} menyimpan teks lain sesudah halaman Anda dibuka. Teks Anda "
            "belum disimpan dan tetap ada di bawah; bandingkan keduanya, lalu simpan lagi.",
            code="bentrok",
        )
        self.tulis = tulis


@dataclass(frozen=True)
class Pembagian:
    """What is set for the chosen texts; None leaves a text as it is."""

    penulis: User | None = None
    penyetuju: User | None = None
    tenggat: date | None = None


def _pegang(konteks: Konteks, bagian: BagianLaporan, by: User) -> BarisTulis:
    """The text as it is stored now, its work held until the end of the transaction."""
    BagianTulis.objects.get_or_create(
        pd=konteks.pd,
        tahun=konteks.tahun,
        bagian=bagian.slug,
        defaults={
            "indikator": bagian.baris.indikator if bagian.baris else None,
            "diubah_oleh": by,
        },
    )
    rows = BagianTulis.objects.select_related(
        "penulis", "penyetuju", "diajukan_oleh", "disetujui_oleh", "ditulis_oleh"
    )
    row = rows.select_for_update(of=("self",)).get(
        pd=konteks.pd, tahun=konteks.tahun, bagian=bagian.slug
    )
    return BarisTulis(replace(bagian, teks=_teks(konteks, bagian)), row, hari_ini())


def _teks(konteks: Konteks, bagian: BagianLaporan) -> str:
    if bagian.baris is None:
        rows: Any = Narasi.objects.of_pd(konteks.pd).filter(tahun=konteks.tahun, bagian=bagian.slug)
        return str(rows.values_list("isi", flat=True).first() or "")
    analyses: Any = AnalisisIndikator.objects.filter(
        indikator=bagian.baris.indikator, tahun=konteks.tahun
    )
    return str(analyses.values_list(bagian.kolom, flat=True).first() or "")


def _sama(tulis: BarisTulis, dilihat: str) -> None:
    if sidik_teks(tulis.bagian.teks) != dilihat:
        raise TeksBentrok(tulis)


def _kerja(tulis: BarisTulis) -> BagianTulis:
    assert tulis.kerja is not None
    return tulis.kerja


def _catat(row: BagianTulis, by: User) -> BagianTulis:
    row.versi += 1
    row.diubah_oleh = by
    row.full_clean()
    row.save()
    return row


def _simpan(row: BagianTulis, by: User) -> BagianTulis:
    transaction.on_commit(segel_jejak)
    return _catat(row, by)


@transaction.atomic
def simpan_teks(
    *, konteks: Konteks, bagian: BagianLaporan, isi: str, dilihat: str, by: User
) -> BagianTulis:
    """Store a text, cleaned. An unchanged one is left as it is.

    `dilihat` is the hash of the text that the page showed. Raises Ditolak, TeksBentrok, and
    ValidationError on `isi` naming each fact that cannot be printed and where it stands.
    """
    tulis = _pegang(konteks, bagian, by)
    hak = wewenang(by, MENULIS, konteks.pd)
    tolak(kenapa_tidak_menulis(user=by, hak=hak, tulis=tulis))
    _sama(tulis, dilihat)
    text = bersihkan(isi)
    problems = masalah_fakta(fakta_untuk(konteks, text), text)
    if problems:
        raise ValidationError({"isi": [problem.kalimat for problem in problems]})
    row = _kerja(tulis)
    if text == tulis.bagian.teks:
        return row
    _tulis(konteks, bagian, text, by)
    _kembali_ditulis(row, KeadaanTulis.DITULIS if text else KeadaanTulis.BELUM_MULAI)
    row.disalin_dari = None
    row.ditulis_oleh, row.ditulis_pada = by, timezone.now()
    row.penyumbang.add(by)
    return _simpan(row, by)


def _tulis(konteks: Konteks, bagian: BagianLaporan, text: str, by: User) -> None:
    """Put a text where the report reads it; its author is named in the trail."""
    with atas_nama(by) as written:
        row = simpan_di_tempatnya(konteks, bagian, text)
        written.tambah(row._meta.db_table, row.pk)


def simpan_di_tempatnya(konteks: Konteks, bagian: BagianLaporan, text: str) -> Model:
    """Store a text as narrative or as part of an analysis; return the row that holds it."""
    row: Model
    if bagian.baris is None:
        row, _ = Narasi.objects.update_or_create(
            pd=konteks.pd, tahun=konteks.tahun, bagian=bagian.slug, defaults={"isi": text}
        )
    else:
        row, _ = AnalisisIndikator.objects.update_or_create(
            indikator=bagian.baris.indikator,
            tahun=konteks.tahun,
            defaults={bagian.kolom: text},
        )
    return row


def _kembali_ditulis(row: BagianTulis, keadaan: KeadaanTulis = KeadaanTulis.DITULIS) -> None:
    row.keadaan = keadaan
    row.sidik = ""
    row.diajukan_oleh = row.disetujui_oleh = None
    row.disetujui_pada = None


@transaction.atomic
def nyatakan_ditinjau(
    *, konteks: Konteks, bagian: BagianLaporan, dilihat: str, by: User
) -> BagianTulis:
    """Say that last year's text was read and holds for this year too."""
    tulis = _pegang(konteks, bagian, by)
    tolak(kenapa_tidak_menulis(user=by, hak=wewenang(by, MENULIS, konteks.pd), tulis=tulis))
    _sama(tulis, dilihat)
    row = _kerja(tulis)
    row.disalin_dari = None
    row.penyumbang.add(by)
    return _simpan(row, by)


@transaction.atomic
def ajukan_teks(*, konteks: Konteks, bagian: BagianLaporan, dilihat: str, by: User) -> BagianTulis:
    """Hand a text in for approval, exactly as the page showed it."""
    tulis = _pegang(konteks, bagian, by)
    tolak(kenapa_tidak_mengajukan(user=by, hak=wewenang(by, MENULIS, konteks.pd), tulis=tulis))
    _sama(tulis, dilihat)
    row = _kerja(tulis)
    _kembali_ditulis(row, KeadaanTulis.DITINJAU)
    row.sidik, row.diajukan_oleh, row.catatan = dilihat, by, ""
    return _simpan(row, by)


@transaction.atomic
def kembalikan_teks(
    *, konteks: Konteks, bagian: BagianLaporan, dilihat: str, alasan: str, by: User
) -> BagianTulis:
    """Send a text back to its writers with the reason."""
    tulis = _pegang(konteks, bagian, by)
    hak = wewenang(by, MENYETUJUI_TEKS, konteks.pd)
    tolak(kenapa_tidak_meninjau(user=by, hak=hak, tulis=tulis))
    _sama(tulis, dilihat)
    if not alasan.strip():
        raise ValidationError({"alasan": "Alasan masih kosong. Tulis apa yang perlu diperbaiki."})
    row = _kerja(tulis)
    _kembali_ditulis(row)
    row.catatan = alasan.strip()
    return _simpan(row, by)


@transaction.atomic
def setujui_teks(*, konteks: Konteks, bagian: BagianLaporan, dilihat: str, by: User) -> BagianTulis:
    """Approve the text that the page showed; nobody approves what she wrote herself."""
    tulis = _pegang(konteks, bagian, by)
    hak = wewenang(by, MENYETUJUI_TEKS, konteks.pd)
    tolak(kenapa_tidak_menyetujui(user=by, hak=hak, tulis=tulis))
    _sama(tulis, dilihat)
    row = _kerja(tulis)
    row.keadaan = KeadaanTulis.DISETUJUI
    row.disetujui_oleh, row.disetujui_pada = by, timezone.now()
    return _simpan(row, by)


@transaction.atomic
def buka_kembali_teks(*, konteks: Konteks, bagian: BagianLaporan, by: User) -> BagianTulis:
    """Take a text back from review, or open an approved one again; both need a new approval."""
    tulis = _pegang(konteks, bagian, by)
    tolak(kenapa_tidak_membuka(user=by, hak=wewenang(by, MENULIS, konteks.pd), tulis=tulis))
    row = _kerja(tulis)
    _kembali_ditulis(row)
    return _simpan(row, by)


@transaction.atomic
def bagi_tugas(
    *, konteks: Konteks, daftar: Sequence[BagianLaporan], isian: Pembagian, by: User
) -> int:
    """Give texts to a writer and an approver, with a due date; return how many were changed.

    Raises Ditolak, and ValidationError by field for what does not fit.
    """
    tolak(kenapa_tidak_membagi(wewenang(by, MENULIS, konteks.pd)))
    _periksa_pembagian(konteks, daftar, isian)
    changes = {
        name: value
        for name in ("penulis", "penyetuju", "tenggat")
        if (value := getattr(isian, name)) is not None
    }
    count = 0
    for bagian in daftar:
        row = _kerja(_pegang(konteks, bagian, by))
        if all(getattr(row, name) == value for name, value in changes.items()):
            continue
        for name, value in changes.items():
            setattr(row, name, value)
        if row.penulis_id is not None and row.penulis_id == row.penyetuju_id:
            raise ValidationError(
                f"“{bagian.nama}” akan ditulis dan disetujui oleh {row.penulis}. Pilih dua orang."
            )
        _catat(row, by)
        count += 1
    transaction.on_commit(segel_jejak)
    return count


def _periksa_pembagian(konteks: Konteks, daftar: Sequence[BagianLaporan], isian: Pembagian) -> None:
    errors: dict[str, str] = {}
    today = hari_ini()
    if not daftar:
        errors["bagian"] = "Belum ada bagian yang dipilih. Centang bagian pada daftar."
    if isian == Pembagian():
        errors["penulis"] = "Pilih penulis, penyetuju, atau tenggat yang hendak ditetapkan."
    if isian.penulis and not orang_bertugas(konteks.pd, today).filter(pk=isian.penulis.pk).exists():
        errors["penulis"] = f"{isian.penulis} tidak berperan pada {konteks.pd}."
    approvers = penyetuju_mungkin(konteks.pd, today)
    if isian.penyetuju and not approvers.filter(pk=isian.penyetuju.pk).exists():
        errors["penyetuju"] = f"Peran {isian.penyetuju} tidak menyetujui teks laporan."
    if errors:
        raise ValidationError(errors)
