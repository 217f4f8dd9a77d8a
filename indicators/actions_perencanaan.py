"""Writes of plans: documents, tujuan, sasaran, indicators, and their order.

One set of verbs serves every kind of record. Whoever saves says what she saw: fields that she
left alone keep what somebody else has stored meanwhile, and where both changed the same field
nothing is stored and both values are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Model

from indicators.enums import JenisSasaran
from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    Sasaran,
    SasaranRenstra,
    TargetTahunan,
    Tujuan,
)
from indicators.rules_perencanaan import (
    gantungan,
    kenapa_tidak_hapus,
    kenapa_tidak_indikator,
    kenapa_tidak_rencana,
    masalah_masa,
    masalah_tetap,
)
from lkip.fields import exact
from workforce.actions import atas_nama, tolak
from workforce.models import PerangkatDaerah, User

Rencana = DokumenPerencanaan | Tujuan | SasaranRenstra | Sasaran | Indikator
T = TypeVar("T", DokumenPerencanaan, Tujuan, SasaranRenstra, Sasaran, Indikator)
U = TypeVar("U", Sasaran, Indikator)

# Within what a code is unique. Files name tujuan and sasaran by code alone, so theirs are too.
SAUDARA: dict[type[Model], tuple[str, ...]] = {
    DokumenPerencanaan: ("pd",),
    Tujuan: ("dokumen__pd",),
    SasaranRenstra: ("tujuan__dokumen__pd",),
    Sasaran: ("pd", "tahun"),
    Indikator: ("pd",),
}


class RencanaBentrok(ValidationError):
    """Somebody else changed the same fields; `tersimpan` is what they hold now, as text."""

    def __init__(self, tersimpan: Mapping[str, str]) -> None:
        super().__init__(
            "Orang lain mengubah isian yang sama sesudah halaman Anda dibuka. "
            "Bandingkan keduanya pada isian yang ditandai, lalu simpan lagi.",
            code="bentrok",
        )
        self.tersimpan = tersimpan


def sebagai_teks(value: Any) -> str:
    """A value as one text, so that what was seen, typed and stored can be compared."""
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return exact(value)
    return str(value).replace("\r\n", "\n").strip()


def teks_isian(row: Rencana, name: str) -> str:
    """A stored field as that text."""
    field = row._meta.get_field(name)
    return sebagai_teks(getattr(row, getattr(field, "attname", name)))


def pemilik(row: Rencana) -> PerangkatDaerah:
    """The agency that a record belongs to."""
    value: Any = row
    for name in getattr(row, "PD_LOOKUP", "pd").split("__"):
        value = getattr(value, name)
    assert isinstance(value, PerangkatDaerah)
    return value


def _izin(row: Rencana, by: User) -> None:
    """The rule for a record as it stands; an indicator belongs to its unit."""
    if isinstance(row, Indikator):
        tolak(kenapa_tidak_indikator(user=by, pd=row.pd, unit=row.unit))
    else:
        tolak(kenapa_tidak_rencana(user=by, pd=pemilik(row)))


def pegang(row: T) -> T:
    """The record as it is now, held until the end of the transaction."""
    held: T = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return held


def _pegang_pd(row: Rencana) -> None:
    """Hold the agency of a record, so that its codes and places are given out one at a time.

    Always before the record itself. Rows that refer to the agency may come in meanwhile.
    """
    agencies = PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True)
    agencies.get(pk=pemilik(row).pk)


def _serumpun(row: Rencana) -> Any:
    """Records among which a code has to be unique, the record itself left aside."""
    values = {}
    for path in SAUDARA[type(row)]:
        value: Any = row
        for name in path.split("__"):
            value = getattr(value, name)
        values[path] = value
    return type(row)._default_manager.filter(**values).exclude(pk=row.pk)


def _periksa_kode(row: Rencana) -> None:
    other = _serumpun(row).filter(kode__iexact=row.kode).first()
    if other is not None:
        raise ValidationError(
            {"kode": f"Kode {row.kode} sudah dipakai oleh “{other}”. Tulis kode yang lain."}
        )


def _simpan(row: Rencana, by: User) -> None:
    _periksa_kode(row)
    row.full_clean()
    try:
        with transaction.atomic(), atas_nama(by) as tulisan:
            row.save()
            tulisan.tambah(row._meta.db_table, row.pk)
    except IntegrityError as error:
        # A settings page or a file does not wait for the agency, and was faster.
        _periksa_kode(row)
        if isinstance(row, Sasaran) and _serumpun(row).filter(urutan=row.urutan).exists():
            raise ValidationError(
                "Orang lain menambah sasaran pada saat yang sama. Simpan sekali lagi."
            ) from error
        raise


@transaction.atomic
def buat(*, baris: T, by: User) -> T:
    """Store a new record. Its place in an order is the end; a sasaran follows those of its kind."""
    _pegang_pd(baris)
    _izin(baris, by)
    if isinstance(baris, Sasaran | Indikator):
        last = _serumpun(baris).aggregate(Max("urutan"))["urutan__max"]
        baris.urutan = (last or 0) + 1
    _simpan(baris, by)
    if isinstance(baris, Sasaran):
        _sesudah_sejenis(baris)
    return baris


@transaction.atomic
def ubah(*, baris: T, isian: Mapping[str, Any], dilihat: Mapping[str, str], by: User) -> T:
    """Change fields of a record; `dilihat` are the texts that the page showed.

    Raises Ditolak when a rule refuses, RencanaBentrok when somebody else was faster, and
    ValidationError by field for what does not fit.
    """
    _pegang_pd(baris)
    row = pegang(baris)
    _izin(row, by)
    changes = _gabung(row, isian, dilihat)
    if isinstance(row, Indikator):
        _periksa_indikator(row, changes)
    for name, value in changes.items():
        setattr(row, name, value)
    if isinstance(row, Indikator):
        _izin(row, by)
    if isinstance(row, DokumenPerencanaan):
        _periksa_dokumen(row)
    _simpan(row, by)
    return row


def _gabung(row: T, isian: Mapping[str, Any], dilihat: Mapping[str, str]) -> dict[str, Any]:
    """What was really changed, as values; raises RencanaBentrok for what two people changed."""
    changes: dict[str, Any] = {}
    conflicts: dict[str, str] = {}
    for name, value in isian.items():
        typed, seen, stored = sebagai_teks(value), dilihat.get(name, ""), teks_isian(row, name)
        if typed == seen:
            continue
        if stored in (seen, typed):
            changes[name] = value
        else:
            conflicts[name] = stored
    if conflicts:
        raise RencanaBentrok(conflicts)
    return changes


def _periksa_indikator(row: Indikator, changes: Mapping[str, Any]) -> None:
    faults = masalah_tetap(row, changes)
    faults |= masalah_masa(
        row, sejak=changes.get("berlaku_sejak"), sampai=changes.get("berlaku_sampai")
    )
    if faults:
        raise ValidationError(faults)


def _periksa_dokumen(row: DokumenPerencanaan) -> None:
    """A plan keeps the years for which it holds targets."""
    years = (
        TargetTahunan.objects.filter(sasaran_renstra__tujuan__dokumen=row)
        .exclude(tahun__range=(row.tahun_awal, row.tahun_akhir))
        .order_by("tahun")
        .values_list("tahun", flat=True)
        .distinct()
    )
    faults = {
        "tahun_awal": [y for y in years if y < row.tahun_awal],
        "tahun_akhir": [y for y in years if y > row.tahun_akhir],
    }
    found = {
        name: f"Terbaca {getattr(row, name)}, padahal dokumen ini bertarget untuk tahun "
        f"{', '.join(map(str, outside))}. Kosongkan dahulu target tahun itu."
        for name, outside in faults.items()
        if outside
    }
    if found:
        raise ValidationError(found)


@transaction.atomic
def hapus(*, baris: T, by: User) -> None:
    """Remove a record that nothing refers to."""
    row = pegang(baris)
    _izin(row, by)
    tolak(kenapa_tidak_hapus(gantungan(row)))
    with atas_nama(by) as tulisan:
        tulisan.tambah(row._meta.db_table, row.pk)
        row.delete()


@transaction.atomic
def nonaktifkan(*, indikator: Indikator, sampai: int, by: User) -> Indikator:
    """Retire an indicator after a year; what was promised and measured stays."""
    row = pegang(indikator)
    _izin(row, by)
    if sampai < row.berlaku_sejak:
        raise ValidationError(
            {
                "sampai": f"Terbaca {sampai}, padahal indikator ini berlaku sejak "
                f"{row.berlaku_sejak}. Tulis {row.berlaku_sejak} atau tahun sesudahnya."
            }
        )
    faults = masalah_masa(row, sejak=None, sampai=sampai)
    if faults:
        raise ValidationError({"sampai": list(faults.values())})
    row.berlaku_sampai = sampai
    _simpan(row, by)
    return row


# --- Order -----------------------------------------------------------------------------------


@transaction.atomic
def geser(*, baris: U, tetangga: U, naik: bool, by: User) -> bool:
    """Change places with a neighbour; False when it stands on that side already, or is gone."""
    _pegang_pd(baris)
    row = pegang(baris)
    _izin(row, by)
    rows = _berurutan(row)
    if tetangga not in rows:
        return False
    here, there = rows.index(row), rows.index(tetangga)
    if (here < there) == naik:
        return False
    rows[here], rows[there] = rows[there], rows[here]
    _tata(rows)
    return True


def _berurutan(row: U) -> list[U]:
    lookup = {name: getattr(row, name) for name in SAUDARA[type(row)]}
    rows: list[U] = list(type(row)._default_manager.filter(**lookup).order_by("urutan", "pk"))
    return rows


def _sesudah_sejenis(row: Sasaran) -> None:
    """Put a new sasaran behind the others of its kind, before the kinds that follow."""
    kinds = list(JenisSasaran)
    rows = [r for r in _berurutan(row) if r.pk != row.pk]
    kind = kinds.index(JenisSasaran(row.jenis))
    later = (n for n, r in enumerate(rows) if kinds.index(JenisSasaran(r.jenis)) > kind)
    rows.insert(next(later, len(rows)), row)
    _tata(rows)
    row.refresh_from_db(fields=("urutan",))


def _tata(rows: Sequence[U]) -> None:
    """Number rows in their order, with the numbers in use; two with one number are parted."""
    numbers: list[int] = []
    for number in sorted(row.urutan for row in rows):
        numbers.append(max(number, numbers[-1] + 1) if numbers else number)
    moved = [(r, n) for r, n in zip(rows, numbers, strict=True) if r.urutan != n]
    # By way of numbers that nobody has: some are unique, and rows are written one by one.
    free = max(numbers) + 1
    for offset, (row, _) in enumerate(moved):
        type(row)._default_manager.filter(pk=row.pk).update(urutan=free + offset)
    for row, number in moved:
        type(row)._default_manager.filter(pk=row.pk).update(urutan=number)
