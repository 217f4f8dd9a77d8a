"""Who may do what with an edition, and when. Empty sentences mean "yes"."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from lkip.numbers import format_date
from reports.enums import JenisEdisi, KeadaanEdisi
from workforce.rules import Wewenang

if TYPE_CHECKING:
    from reports.models import Edisi
    from workforce.models import User

# A worker that says nothing for this long is taken for dead.
MACET = timedelta(minutes=10)


def kenapa_tidak_menyiapkan(hak: Wewenang) -> str:
    """Why editions may not be prepared, sent on or ticked; `hak` is MENYIAPKAN_EDISI."""
    return _seluruh_pd(hak)


def _seluruh_pd(hak: Wewenang) -> str:
    if hak.unit_ids is None:
        return ""
    return (
        f"Edisi memuat laporan seluruh {hak.pd.nama}. Yang mengurusnya memiliki hak {hak.hak} "
        "untuk seluruh perangkat daerah, bukan untuk unit tertentu."
    )


def kenapa_tidak_memfinalkan(*, user: User, hak: Wewenang, edisi: Edisi) -> str:
    """Why an account may not finalise an edition; `hak` is MEMFINALKAN. Two persons see it."""
    return (
        _seluruh_pd(hak)
        or _selesai(edisi)
        or _belum_beku(edisi)
        or (
            "Anda yang menyiapkan edisi ini. Orang lain memfinalkannya."
            if edisi.dibuat_oleh_id == user.pk
            else ""
        )
    )


def _belum_beku(edisi: Edisi) -> str:
    if edisi.jenis != JenisEdisi.FINAL:
        return (
            f"Edisi ini berjenis {edisi.get_jenis_display().lower()}. Hanya edisi berjenis final "
            "yang dapat difinalkan; siapkan edisi final."
        )
    if edisi.keadaan == KeadaanEdisi.BEKU:
        return ""
    return (
        f"Edisi ini {edisi.get_keadaan_display().lower()}. Tunggu sampai cuplikan dan berkasnya "
        "dibekukan, lalu baca sebelum memfinalkan."
    )


def _selesai(edisi: Edisi) -> str:
    """What an edition that is over has become."""
    if edisi.keadaan == KeadaanEdisi.FINAL:
        return (
            f"Edisi ini sudah difinalkan oleh {edisi.difinalkan_oleh} pada "
            f"{_waktu(edisi.difinalkan_pada)} dan tidak berubah lagi. Perbaikan dibuat sebagai "
            "edisi baru yang mengoreksinya."
        )
    if edisi.keadaan == KeadaanEdisi.BATAL:
        return (
            f"Edisi ini tidak dilanjutkan sejak {_waktu(edisi.ditutup_pada)} oleh "
            f"{edisi.ditutup_oleh}: {edisi.alasan_tutup}"
        )
    return ""


def _waktu(moment: datetime | None) -> str:
    assert moment is not None
    local = timezone.localtime(moment)
    return f"{format_date(local.date())} pukul {local:%H.%M}"


def kenapa_tidak_menutup_edisi(*, siapkan: Wewenang, finalkan: Wewenang, edisi: Edisi) -> str:
    """Why an edition may not be ended without becoming final; one of both rights is enough."""
    return (siapkan.unit_ids is not None and _seluruh_pd(finalkan)) or _selesai(edisi)


def macet(edisi: Edisi, sekarang: datetime) -> bool:
    """Whether the worker of an edition seems to have died, or none ever came."""
    waiting = edisi.keadaan in (KeadaanEdisi.ANTRE, KeadaanEdisi.DIKERJAKAN)
    return waiting and sekarang - edisi.kemajuan_pada > MACET


def kenapa_tidak_mengulang(*, hak: Wewenang, edisi: Edisi, sekarang: datetime) -> str:
    """Why freezing may not be begun again; `hak` is MENYIAPKAN_EDISI."""
    refused = _seluruh_pd(hak) or _selesai(edisi)
    if refused or edisi.keadaan == KeadaanEdisi.GAGAL or macet(edisi, sekarang):
        return refused
    if edisi.keadaan == KeadaanEdisi.BEKU:
        return "Edisi ini sudah dibekukan. Untuk isi yang lain, siapkan edisi baru."
    return (
        f"Pembekuan edisi ini masih berjalan; kabar terakhir {_waktu(edisi.kemajuan_pada)}. "
        f"Sesudah {int(MACET.total_seconds() // 60)} menit tanpa kabar, pembekuan dapat diulang."
    )
