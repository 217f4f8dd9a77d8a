"""What happened to a value, told in words from the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from indicators import triggers
from indicators.enums import StatusData, StatusRealisasi
from indicators.models import Realisasi
from lkip.numbers import format_number
from workforce.enums import AksiJejak
from workforce.models import JejakAudit

DI_LUAR = "di luar aplikasi"
# Steps of a value by status before and after; a step that is not here speaks of its fields.
_LANGKAH = {
    (StatusRealisasi.DRAF, StatusRealisasi.DIAJUKAN): "Diajukan kepada verifikator",
    (StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DIAJUKAN): "Diajukan kembali",
    (StatusRealisasi.DIAJUKAN, StatusRealisasi.DRAF): "Pengajuan ditarik kembali",
    (StatusRealisasi.DIAJUKAN, StatusRealisasi.DIKEMBALIKAN): "Dikembalikan",
    (StatusRealisasi.DIAJUKAN, StatusRealisasi.DIVERIFIKASI): "Diverifikasi",
    (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DRAF): "Verifikasi gugur karena nilai berubah",
}
_BIDANG = {
    "nilai": "realisasi",
    "pembilang": "pembilang",
    "penyebut": "penyebut",
    "status_data": "keadaan data",
    "perkiraan_rilis": "perkiraan rilis",
    "skala_berbeda": "catatan skala",
    "dasar_penilaian": "dasar penilaian",
    "surat": "surat sumber",
    "catatan": "catatan",
    "penyebab": "penyebab atau faktor keberhasilan",
    "tindak_lanjut": "tindak lanjut",
    "judul": "judul",
    "rujukan": "rujukan",
}
_ANGKA = ("nilai", "pembilang", "penyebut")
# A field that was empty and still is; a new row has no fields before.
_KOSONG = ((None, None), (None, ""), ("", None), ("", ""))
_ANAK = (triggers.BUKTI, triggers.KOMPONEN, triggers.KOREKSI)


@dataclass(frozen=True)
class Peristiwa:
    """One thing that happened to a value. `nomor` grows with time."""

    nomor: int
    waktu: datetime
    pelaku: str
    kalimat: str
    rincian: tuple[str, ...] = ()


def riwayat(realisasi: Realisasi) -> tuple[Peristiwa, ...]:
    """Everything that happened to a value and what belongs to it, newest first; one query."""
    entries = (
        JejakAudit.objects.of_pd(realisasi.indikator.pd)
        .filter(
            Q(tabel=triggers.REALISASI, baris=realisasi.pk)
            | Q(tabel__in=_ANAK, sesudah__realisasi=realisasi.pk)
            | Q(tabel__in=_ANAK, sebelum__realisasi=realisasi.pk)
        )
        .select_related("pelaku")
        .order_by("-pk")
    )
    return tuple(_peristiwa(entry) for entry in entries)


def _peristiwa(entry: JejakAudit) -> Peristiwa:
    who = str(entry.pelaku) if entry.pelaku else DI_LUAR
    sentence, details = _cerita(entry)
    return Peristiwa(entry.pk, entry.waktu, who, sentence, details)


def _cerita(entry: JejakAudit) -> tuple[str, tuple[str, ...]]:
    before, after = entry.sebelum or {}, entry.sesudah or {}
    if entry.aksi == AksiJejak.DITOLAK:
        return "Tindakan ditolak", (entry.alasan,)
    if entry.tabel == triggers.BUKTI:
        return _bukti(AksiJejak(entry.aksi), before, after)
    if entry.tabel == triggers.KOREKSI:
        change = f"dari {_angka(after['nilai_sebelum'])} menjadi {_angka(after['nilai'])}"
        return f"Dikoreksi {change}", (after["alasan"], f"Dasar: {after['dasar_hukum']}")
    if entry.tabel == triggers.KOMPONEN:
        return "Komponen dihapus" if not after else "Komponen dicatat", _ubahan(before, after)
    return _nilai(AksiJejak(entry.aksi), before, after)


def _bukti(
    aksi: AksiJejak, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[str, tuple[str, ...]]:
    if aksi == AksiJejak.HAPUS:
        return f"Bukti dihapus: {before['judul']}", ()
    if aksi == AksiJejak.BUAT:
        return f"Bukti ditambahkan: {after['judul']}", ()
    return f"Bukti diubah: {after['judul']}", _ubahan(before, after)


def _nilai(
    aksi: AksiJejak, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[str, tuple[str, ...]]:
    if aksi == AksiJejak.BUAT:
        return "Nilai dicatat", _ubahan({}, after)
    if aksi == AksiJejak.HAPUS:
        return "Nilai dihapus", ()
    changes = _ubahan(before, after)
    step = _LANGKAH.get((before["status"], after["status"]), "")
    if after["status"] == StatusRealisasi.DIKEMBALIKAN and step:
        return step, (f"Alasan: {after['alasan']}", *changes)
    return step or "Isian diubah", changes


def _ubahan(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Each field that changed, with what it was and what it became."""
    return tuple(
        _ubah(name, before.get(name), after.get(name))
        for name in _BIDANG
        if (before.get(name), after.get(name)) not in _KOSONG
        and before.get(name) != after.get(name)
    )


def _ubah(name: str, before: Any, after: Any) -> str:
    label = _BIDANG[name].capitalize()
    if name == "surat":
        return f"{label} diganti" if after else f"{label} dilepas"
    old, new = _teks(name, before), _teks(name, after)
    return f"{label}: {new}" if before in (None, "") else f"{label}: {old} menjadi {new}"


def _teks(name: str, value: Any) -> str:
    if value in (None, ""):
        return "kosong"
    if name in _ANGKA:
        return _angka(value)
    if name == "status_data":
        return str(StatusData(value).label).lower()
    return f"“{value}”"


def _angka(value: Any) -> str:
    return "tidak ada nilai" if value is None else format_number(Decimal(str(value)))
