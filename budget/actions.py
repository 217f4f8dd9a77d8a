"""Writes of the budget's entry. Keyword-only, atomic, with their author."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from budget import triggers
from budget.calculations_entri import BULAN, dua_desimal, kumulatif, sidik_rencana
from budget.models import (
    AnggaranBulanan,
    Keluaran,
    KeluaranBulanan,
    KoreksiAnggaran,
    KoreksiKeluaran,
    Tingkat,
)
from budget.models.anggaran import NEGATIF
from budget.queries import dihitung, versi_realisasi
from budget.rules import (
    DIHITUNG,
    kenapa_tidak_isi,
    kenapa_tidak_koreksi,
    kenapa_tidak_rencana,
    kenapa_tidak_ubah_bulan,
)
from indicators.actions_pemberitahuan import catat
from indicators.entri import periode_tahun
from indicators.kabar import koreksi_tercatat
from indicators.models import Pemberitahuan, PeriodePelaporan
from indicators.models.pemberitahuan import kunci_periode
from lkip.numbers import format_number, format_rupiah
from lkip.periods import Triwulan
from workforce.actions import Bentrok, jejak_terakhir, nyatakan_pelaku, segel_jejak, tolak
from workforce.models import User
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, MENGOREKSI, Wewenang, wewenang

Hasil = TypeVar("Hasil")
Baris = TypeVar("Baris", AnggaranBulanan, KeluaranBulanan)


def _hak(pemilik: Tingkat, by: User) -> Wewenang:
    return wewenang(by, MENGISI, pemilik.pd)


def _periode(pemilik: Tingkat) -> dict[int, PeriodePelaporan]:
    return periode_tahun(pemilik.pd, pemilik.tahun)


def kenapa_tidak_berkas(*, pemilik: Tingkat, bulan: int, isi: Sequence[str], by: User) -> str:
    """Why a row of a person's file may not come in; `isi` are the fields that it changes."""
    unit, windows = pemilik.unit_pelaksana, _periode(pemilik)
    if list(isi) == ["rencana"]:
        return kenapa_tidak_rencana(hak=_hak(pemilik, by), unit=unit) or kenapa_tidak_ubah_bulan(
            periode=windows, bulan=[bulan]
        )
    return kenapa_tidak_isi(
        hak=_hak(pemilik, by),
        unit=unit,
        periode=windows.get(Triwulan.dari_bulan(bulan)),
        bulan=bulan,
        hari=hari_ini(),
    )


def _check_entry(pemilik: Tingkat, bulan: int, by: User, *, summed: bool) -> None:
    tolak(
        kenapa_tidak_isi(
            hak=_hak(pemilik, by),
            unit=pemilik.unit_pelaksana,
            periode=_periode(pemilik).get(Triwulan.dari_bulan(bulan)),
            bulan=bulan,
            hari=hari_ini(),
            dihitung=summed,
        )
    )


def _dua_kali(write: Callable[[], Hasil]) -> Hasil:
    """Write in a transaction, and look again when the database refuses.

    Somebody filled the same empty cell, or locked the period, in between: the second look sees it
    and says so by rule.
    """
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        with transaction.atomic():
            return write()


def bulanan_dari(pemilik: Tingkat) -> QuerySet[AnggaranBulanan]:
    """The monthly rows of a level, each with who entered it."""
    rows: QuerySet[AnggaranBulanan] = AnggaranBulanan.objects.filter(
        **{pemilik.TINGKAT: pemilik}
    ).select_related("diubah_oleh")
    return rows


def simpan_realisasi_anggaran(
    *, pemilik: Tingkat, bulan: int, realisasi: Decimal | None, versi: int, by: User
) -> AnggaranBulanan | None:
    """Keep the realisasi of a level up to a month, in rupiah; None empties the cell.

    `versi` is the one that the page showed, 0 for an empty cell. What is stored already stays as
    it is. Raises Ditolak when a rule refuses, Bentrok when the stored version is another one, and
    ValidationError by field for a value that does not fit.
    """
    value = dua_desimal(realisasi)
    return _dua_kali(lambda: _simpan_realisasi(pemilik, bulan, value, versi, by))


def _simpan_realisasi(
    pemilik: Tingkat, bulan: int, realisasi: Decimal | None, versi: int, by: User
) -> AnggaranBulanan | None:
    rows = bulanan_dari(pemilik).select_for_update(of=("self",))
    row = rows.filter(bulan=bulan).first()
    _check_entry(pemilik, bulan, by, summed=dihitung(pemilik))
    _not_negative("realisasi", realisasi)
    if (row.realisasi if row else None) == realisasi:
        return row
    if versi_realisasi(row) != versi:
        raise Bentrok(row)
    row = row or AnggaranBulanan(pd=pemilik.pd, bulan=bulan, versi=0, **{pemilik.TINGKAT: pemilik})
    row.realisasi = realisasi
    return _keep(row, by, triggers.BULANAN, empty=realisasi is None and row.rencana is None)


def simpan_keluaran(
    *, keluaran: Keluaran, bulan: int, capaian: Decimal | None, versi: int, by: User
) -> KeluaranBulanan | None:
    """Keep what an output has reached up to a month; None empties the cell.

    Raises as `simpan_realisasi_anggaran`.
    """
    value = dua_desimal(capaian)
    return _dua_kali(lambda: _simpan_keluaran(keluaran, bulan, value, versi, by))


def _outputs(keluaran: Keluaran) -> QuerySet[KeluaranBulanan]:
    rows: QuerySet[KeluaranBulanan] = KeluaranBulanan.objects.filter(
        keluaran=keluaran
    ).select_related("diubah_oleh")
    return rows


def _simpan_keluaran(
    keluaran: Keluaran, bulan: int, capaian: Decimal | None, versi: int, by: User
) -> KeluaranBulanan | None:
    row = _outputs(keluaran).select_for_update(of=("self",)).filter(bulan=bulan).first()
    _check_entry(keluaran.pemilik, bulan, by, summed=False)
    _not_negative("capaian", capaian, format_number)
    if (row.capaian if row else None) == capaian:
        return row
    if (row.versi if row else 0) != versi:
        raise Bentrok(row)
    row = row or KeluaranBulanan(keluaran=keluaran, bulan=bulan, versi=0)
    if capaian is not None:
        row.capaian = capaian
    return _keep(row, by, triggers.KELUARAN_BULANAN, empty=capaian is None)


def _keep(row: Baris, by: User, tabel: str, *, empty: bool) -> Baris | None:
    transaction.on_commit(segel_jejak)
    if empty:
        pk, before = row.pk, jejak_terakhir()
        row.delete()
        nyatakan_pelaku(tabel=tabel, baris=pk, by=by, sejak=before)
        return None
    row.versi += 1
    row.diubah_oleh = by
    row.clean_fields()
    row.save()
    return row


def _not_negative(
    name: str, value: Decimal | None, tulis: Callable[[Decimal], str] = format_rupiah
) -> None:
    if value is not None and value < 0:
        raise ValidationError({name: f"Terbaca {tulis(value)}; {NEGATIF}"})


# --- The plan of a year ------------------------------------------------------------------------


def simpan_rencana(
    *, pemilik: Tingkat, bulanan: Sequence[Decimal | None], sidik: str, by: User
) -> tuple[Decimal | None, ...]:
    """Keep the plan of a level: twelve amounts per month in rupiah; return them cumulated.

    `sidik` is `sidik_rencana` of what the page showed. Raises Ditolak when a rule refuses or a
    locked quarter would change, Bentrok when somebody else changed the plan.
    """
    return _dua_kali(lambda: _simpan_rencana(pemilik, bulanan, sidik, by))


def _simpan_rencana(
    pemilik: Tingkat, bulanan: Sequence[Decimal | None], sidik: str, by: User
) -> tuple[Decimal | None, ...]:
    stored = {row.bulan: row for row in bulanan_dari(pemilik).select_for_update(of=("self",))}
    tolak(DIHITUNG if dihitung(pemilik, "rencana") else "")
    tolak(kenapa_tidak_rencana(hak=_hak(pemilik, by), unit=pemilik.unit_pelaksana))
    for bulan, amount in enumerate(bulanan, start=1):
        _not_negative(f"b{bulan}", amount)
    before = [stored[b].rencana if b in stored else None for b in BULAN]
    after = kumulatif([dua_desimal(amount) for amount in bulanan])
    changed = [b for b in BULAN if before[b - 1] != after[b - 1]]
    if not changed:
        return after
    if sidik_rencana(before) != sidik:
        raise Bentrok(before)
    tolak(kenapa_tidak_ubah_bulan(periode=_periode(pemilik), bulan=changed))
    newest = jejak_terakhir()
    for bulan in changed:
        row = stored.get(bulan) or AnggaranBulanan(
            pd=pemilik.pd, bulan=bulan, versi=0, **{pemilik.TINGKAT: pemilik}
        )
        pk = _keep_plan(row, after[bulan - 1])
        nyatakan_pelaku(tabel=triggers.BULANAN, baris=pk, by=by, sejak=newest)
    transaction.on_commit(segel_jejak)
    return after


def _keep_plan(row: AnggaranBulanan, rencana: Decimal | None) -> int:
    """Store a month of the plan, or remove its row when nothing is left; the row's number."""
    row.rencana = rencana
    if rencana is None and row.realisasi is None:
        pk: int = row.pk
        row.delete()
        return pk
    row.clean_fields()
    row.save()
    return row.pk


# --- Corrections -------------------------------------------------------------------------------


@transaction.atomic
def koreksi_bulanan(
    *,
    bulanan: AnggaranBulanan | KeluaranBulanan,
    nilai: Decimal,
    alasan: str,
    dasar_hukum: str,
    by: User,
    terakhir: int | None = None,
) -> KoreksiAnggaran | KoreksiKeluaran:
    """Record an adjustment of a locked month beside it; the month itself stays.

    `terakhir` is the last correction that the page showed, 0 for none; Bentrok is raised when
    another one came in since.
    """
    row = type(bulanan)._base_manager.select_for_update(of=("self",)).get(pk=bulanan.pk)
    owner = row.pemilik
    tolak(
        kenapa_tidak_koreksi(
            hak=wewenang(by, MENGOREKSI, owner.pd),
            unit=owner.unit_pelaksana,
            periode=_periode(owner).get(Triwulan.dari_bulan(row.bulan)),
            ada=row.angka is not None,
        )
    )
    last = row.koreksi.order_by("-pk").first()
    if terakhir is not None and terakhir != (last.pk if last else 0):
        raise Bentrok(row)
    make: Any = row.koreksi.model
    entry: KoreksiAnggaran | KoreksiKeluaran = make(
        bulanan=row,
        nilai_sebelum=last.nilai if last else row.angka,
        nilai=nilai,
        alasan=alasan.strip(),
        dasar_hukum=dasar_hukum.strip(),
        oleh=by,
    )
    _not_negative("nilai", nilai, entry.tulis)
    if nilai == entry.nilai_sebelum:
        raise ValidationError(
            {"nilai": f"Nilai {entry.tulis(nilai)} sama dengan nilai yang berlaku sekarang."}
        )
    entry.full_clean()
    entry.save()
    catat(daftar=_kabar_koreksi(entry, row))
    transaction.on_commit(segel_jejak)
    return entry


def _kabar_koreksi(
    entry: KoreksiAnggaran | KoreksiKeluaran, row: AnggaranBulanan | KeluaranBulanan
) -> list[Pemberitahuan]:
    """The notice that a locked month of the budget has another figure beside it."""
    owner = row.pemilik
    pd = owner.pd
    if isinstance(row, KeluaranBulanan):
        tingkat, pk = "keluaran", row.keluaran_id
    else:
        tingkat, pk = row.tingkat, owner.pk
    place = (pd.kode, owner.tahun, row.bulan, tingkat, pk)
    notice = Pemberitahuan(
        pd=pd,
        kunci=kunci_periode(pd, owner.tahun, None, f"{tingkat}/{pk}/{row.bulan}"),
        kalimat=f"{entry.sebutan_jejak} {owner.tahun} dikoreksi dari {entry.perubahan}",
        tautan=reverse("anggaran_koreksi", args=place),
    )
    return koreksi_tercatat(entry, notice, owner.unit_pelaksana)
