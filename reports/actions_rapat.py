"""Writes of meetings: a decision is recorded, reported, carried on, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.enums import Periode
from indicators.models import Indikator
from indicators.queries import item_dijanjikan
from lkip.numbers import format_date
from reports.enums import KeadaanKeputusan
from reports.models import KeputusanRapat
from reports.rules import kenapa_tidak_melapor, kenapa_tidak_memutuskan, kenapa_tidak_menutup
from workforce.actions import segel_jejak, tolak
from workforce.models import PenugasanPeran, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules import MEMUTUSKAN, MENGISI, wewenang


class KeputusanBentrok(ValidationError):
    """Somebody else changed the decision meanwhile; `tersimpan` is how it stands now."""

    def __init__(self, tersimpan: KeputusanRapat) -> None:
        super().__init__(
            f"{tersimpan.diubah_oleh} mengubah keputusan ini sesudah halaman Anda dibuka. "
            "Baca keadaannya sekarang, lalu simpan lagi.",
            code="bentrok",
        )
        self.tersimpan = tersimpan


@dataclass(frozen=True)
class IsianKeputusan:
    """What a meeting decided: the text, who answers for it, until when."""

    keputusan: str
    unit: UnitKerja
    tenggat: date
    pelaksana: User | None = None


@transaction.atomic
def catat_keputusan(
    *, indikator: Indikator, tahun: int, periode: Periode, isian: IsianKeputusan, by: User
) -> KeputusanRapat:
    """Record a decision about an indicator that is promised in the year.

    Raises Ditolak when the right does not reach, ValidationError by field for what does not fit.
    """
    hak = wewenang(by, MEMUTUSKAN, indikator.pd)
    tolak(kenapa_tidak_memutuskan(hak=hak, pemilik=indikator.unit, unit=isian.unit))
    _periksa_isian(indikator, tahun, isian)
    row = KeputusanRapat(
        pd=indikator.pd,
        tahun=tahun,
        periode=periode,
        indikator=indikator,
        keputusan=isian.keputusan.strip(),
        unit=isian.unit,
        pelaksana=isian.pelaksana,
        tenggat_awal=isian.tenggat,
        tenggat=isian.tenggat,
        dibuat_oleh=by,
        diubah_oleh=by,
    )
    row.full_clean()
    row.save()
    transaction.on_commit(segel_jejak)
    return row


def _periksa_isian(indikator: Indikator, tahun: int, isian: IsianKeputusan) -> None:
    if item_dijanjikan(indikator.pd, tahun, indikator.kode) is None:
        raise ValidationError(
            f"{indikator.kode} tidak diperjanjikan pada tahun {tahun}. Pilih indikator dari "
            "Perjanjian Kinerja yang berlaku."
        )
    errors = {}
    if not isian.keputusan.strip():
        errors["keputusan"] = "Keputusan masih kosong. Tulis apa yang dikerjakan."
    today = hari_ini()
    if isian.tenggat < today:
        errors["tenggat"] = (
            f"Terbaca {format_date(isian.tenggat)}, yang sudah lewat. "
            "Pilih hari ini atau sesudahnya."
        )
    if isian.unit.pd_id != indikator.pd_id:
        errors["unit"] = f"{isian.unit} bukan unit {indikator.pd}. Pilih unit dari daftar."
    if isian.pelaksana is not None and not _bertugas(isian.pelaksana, indikator.pd_id, today):
        errors["pelaksana"] = (
            f"{isian.pelaksana} tidak berperan pada {indikator.pd}. Pilih orang dari daftar."
        )
    if errors:
        raise ValidationError(errors)


def _bertugas(user: User, pd_id: int, hari: date) -> bool:
    roles = PenugasanPeran.objects.in_force(hari).filter(pengguna=user, pd_id=pd_id)
    return user.is_active and roles.exists()


def _pegang(keputusan: KeputusanRapat) -> KeputusanRapat:
    """The decision as it is now, held until the end of the transaction."""
    rows = KeputusanRapat.objects.select_related(
        "pd", "indikator", "unit", "pelaksana", "ditutup_oleh", "diubah_oleh"
    )
    held: KeputusanRapat = rows.select_for_update(of=("self",)).get(pk=keputusan.pk)
    return held


def _seversi(row: KeputusanRapat, versi: int) -> None:
    if row.versi != versi:
        raise KeputusanBentrok(row)


def _simpan(row: KeputusanRapat, by: User) -> KeputusanRapat:
    row.versi += 1
    row.diubah_oleh = by
    row.full_clean()
    row.save()
    transaction.on_commit(segel_jejak)
    return row


def _berisi(name: str, text: str, sentence: str) -> str:
    if not text.strip():
        raise ValidationError({name: sentence})
    return text.strip()


@transaction.atomic
def laporkan_hasil(
    *, keputusan: KeputusanRapat, hasil: str, versi: int, by: User
) -> KeputusanRapat:
    """The unit says what came of a decision; the next meeting closes it or carries it on."""
    row = _pegang(keputusan)
    hak = wewenang(by, MENGISI, row.pd)
    tolak(kenapa_tidak_melapor(user=by, hak=hak, keputusan=row))
    _seversi(row, versi)
    row.hasil = _berisi("hasil", hasil, "Hasil masih kosong. Tulis apa yang sudah dikerjakan.")
    row.dilaporkan_oleh, row.dilaporkan_pada = by, timezone.now()
    return _simpan(row, by)


@transaction.atomic
def tutup_keputusan(
    *,
    keputusan: KeputusanRapat,
    keadaan: KeadaanKeputusan,
    hasil: str,
    versi: int,
    by: User,
) -> KeputusanRapat:
    """Close a decision as done or called off, with the result or the reason. No way leads back."""
    row = _pegang(keputusan)
    tolak(kenapa_tidak_menutup(hak=wewenang(by, MEMUTUSKAN, row.pd), keputusan=row))
    _seversi(row, versi)
    if keadaan == KeadaanKeputusan.TERBUKA:
        raise ValidationError({"keadaan": "Pilih selesai atau dibatalkan."})
    row.hasil = _berisi("hasil", hasil, "Hasil masih kosong. Tulis hasilnya, atau sebab batalnya.")
    row.keadaan = keadaan
    row.ditutup_oleh, row.ditutup_pada = by, timezone.now()
    return _simpan(row, by)


@transaction.atomic
def lanjutkan_keputusan(
    *, keputusan: KeputusanRapat, tenggat: date, catatan: str, versi: int, by: User
) -> KeputusanRapat:
    """Carry a decision on to a later due date, with the reason; a new report becomes due."""
    row = _pegang(keputusan)
    tolak(kenapa_tidak_menutup(hak=wewenang(by, MEMUTUSKAN, row.pd), keputusan=row))
    _seversi(row, versi)
    earliest = max(row.tenggat, hari_ini())
    if tenggat <= earliest:
        raise ValidationError(
            {
                "tenggat": f"Terbaca {format_date(tenggat)}. Tenggat baru harus sesudah "
                f"{format_date(earliest)}."
            }
        )
    row.catatan = _berisi("catatan", catatan, "Alasan masih kosong. Tulis mengapa dilanjutkan.")
    row.tenggat = tenggat
    row.dilaporkan_oleh = row.dilaporkan_pada = None
    return _simpan(row, by)
