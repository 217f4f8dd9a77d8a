"""Who may do what with a value, and when. Each rule answers with the sentence that refuses.

An empty sentence means "yes". "Mengapa saya tidak boleh?" is answered by these very functions.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from indicators.calculations import HasilCapaian, StatusCapaian, status_capaian
from indicators.enums import StatusData, StatusRealisasi
from indicators.models import Indikator, PeriodePelaporan, Realisasi
from indicators.triggers import BEKU, TERKUNCI
from lkip.numbers import format_date
from workforce.rules import Wewenang

if TYPE_CHECKING:
    from workforce.models import User

DAPAT_DIAJUKAN = (StatusRealisasi.DRAF, StatusRealisasi.DIKEMBALIKAN)


def kenapa_tidak_isi(
    *,
    hak: Wewenang,
    indikator: Indikator,
    periode: PeriodePelaporan | None,
    realisasi: Realisasi | None,
    hari: date,
) -> str:
    """Why a value may not be entered today: right, window, lock, or a step in between."""
    if refused := hak.kenapa_tidak(indikator.unit):
        return refused
    if periode is None:
        return (
            "Periode ini belum dibuat. "
            "Administrator perangkat daerah membuatnya di halaman Periode."
        )
    if periode.terkunci:
        return TERKUNCI
    if hari < periode.mulai:
        return f"Pengisian {periode} dibuka pada {format_date(periode.mulai)}."
    if hari > periode.batas_isi and hari > (last := periode.batas_untuk(indikator.unit)):
        return (
            f"Batas pengisian {periode} sudah lewat pada {format_date(last)}. "
            "Mintalah perpanjangan kepada administrator perangkat daerah."
        )
    if realisasi is not None and realisasi.status == StatusRealisasi.DIAJUKAN:
        return "Nilai sedang diperiksa verifikator. Tarik kembali pengajuannya untuk mengubahnya."
    return ""


def kenapa_tidak_bukti(
    *, hak: Wewenang, realisasi: Realisasi, periode: PeriodePelaporan | None, hari: date
) -> str:
    """Why evidence may not be added or removed today: frozen, or the value itself is closed."""
    if refused := hak.kenapa_tidak(realisasi.indikator.unit):
        return refused
    if realisasi.status == StatusRealisasi.DIVERIFIKASI:
        return BEKU
    return kenapa_tidak_isi(
        hak=hak,
        indikator=realisasi.indikator,
        periode=periode,
        realisasi=realisasi,
        hari=hari,
    )


def kekurangan(
    realisasi: Realisasi | None, hasil: HasilCapaian, jumlah_bukti: int
) -> tuple[str, ...]:
    """What is missing before a value can be handed to the verifier, as sentences."""
    if realisasi is None:
        return ("Realisasi belum diisi.",)
    if realisasi.status_data == StatusData.BELUM_RILIS:
        return ("Data belum rilis; ajukan setelah nilainya terbit.",)
    missing = []
    if realisasi.status == StatusRealisasi.DIKEMBALIKAN:
        # Every change of the value, its words or its evidence makes a draft of it again.
        missing.append(
            f"Dikembalikan: {realisasi.alasan.rstrip('.')}. Ubah nilai atau buktinya, atau jawab "
            "di Catatan (ikut tercetak di laporan), lalu ajukan lagi."
        )
    if realisasi.status_data == StatusData.TIDAK_TERSEDIA and not realisasi.catatan:
        missing.append("Catatan belum diisi: jelaskan mengapa data tidak tersedia.")
    status = status_capaian(hasil)
    if status == StatusCapaian.BELUM_TERCAPAI:
        if not realisasi.penyebab:
            missing.append("Penyebab belum diisi: capaian di bawah target.")
        if not realisasi.tindak_lanjut:
            missing.append("Tindak lanjut belum diisi: capaian di bawah target.")
    if status == StatusCapaian.MELAMPAUI and not realisasi.penyebab:
        missing.append("Faktor keberhasilan belum diisi: capaian melampaui target.")
    if realisasi.status_data == StatusData.ADA and not jumlah_bukti:
        missing.append("Bukti dukung belum ada.")
    return tuple(missing)


def kenapa_tidak_tarik(
    *, hak: Wewenang, realisasi: Realisasi, periode: PeriodePelaporan | None
) -> str:
    """Why a value may not be taken back from the verifier."""
    if refused := hak.kenapa_tidak(realisasi.indikator.unit):
        return refused
    if realisasi.status != StatusRealisasi.DIAJUKAN:
        return "Hanya nilai yang diajukan dapat ditarik kembali."
    return TERKUNCI if periode is not None and periode.terkunci else ""


def kenapa_tidak_verifikasi(
    *,
    hak: Wewenang,
    realisasi: Realisasi,
    periode: PeriodePelaporan | None,
    hari: date,
    user: User,
) -> str:
    """Why a value may not be verified or returned today; four eyes included."""
    if refused := hak.kenapa_tidak(realisasi.indikator.unit):
        return refused
    if realisasi.status != StatusRealisasi.DIAJUKAN:
        return "Hanya nilai yang diajukan dapat diverifikasi atau dikembalikan."
    if realisasi.diajukan_oleh_id == user.pk:
        return "Anda sendiri yang mengajukan nilai ini; verifikasi dilakukan oleh orang lain."
    if periode is not None and periode.terkunci:
        return TERKUNCI
    if periode is not None and hari > periode.batas_verifikasi:
        return (
            f"Batas verifikasi {periode} sudah lewat pada {format_date(periode.batas_verifikasi)}."
        )
    return ""


def kenapa_tidak_koreksi(
    *, hak: Wewenang, indikator: Indikator, periode: PeriodePelaporan | None
) -> str:
    """Why a value, or its absence, may not be corrected: corrections are for locked periods."""
    if refused := hak.kenapa_tidak(indikator.unit):
        return refused
    if periode is None or not periode.terkunci:
        return "Periode belum dikunci; ubah nilainya langsung di halaman pengisian."
    return ""


def kenapa_tidak_ubah_periode(*, periode: PeriodePelaporan) -> str:
    """Why the windows of a period may not change any more."""
    return "Periode sudah dikunci; jadwalnya tidak berubah lagi." if periode.terkunci else ""


def kenapa_tidak_kunci(*, periode: PeriodePelaporan, menunggu: int, hari: date) -> str:
    """Why a period may not be locked: locked already, not begun, or values without a decision."""
    if periode.terkunci:
        return "Periode sudah dikunci."
    if hari < periode.mulai:
        return f"Pengisian {periode} baru dibuka pada {format_date(periode.mulai)}."
    if menunggu:
        return (
            f"Masih ada {menunggu} nilai yang diajukan dan belum diputuskan. "
            "Verifikasi atau kembalikan lebih dahulu."
        )
    return ""
