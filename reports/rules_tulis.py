"""Who may do what with a text of the report, and when. Empty sentences mean "yes"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from lkip.numbers import format_date
from reports.enums import KeadaanTulis
from workforce.rules import Wewenang

if TYPE_CHECKING:
    from reports.models import BagianTulis
    from reports.queries_tulis import BarisTulis
    from workforce.models import UnitKerja, User


def _mencakup(hak: Wewenang, unit: UnitKerja | None) -> bool:
    """Whether a right reaches a text: that of a unit, or that of the whole agency."""
    return hak.unit_ids is None or (unit is not None and hak.mencakup(unit))


def kenapa_tidak_membagi(hak: Wewenang) -> str:
    """Why the work may not be given out; `hak` is MENULIS. It is about the whole report."""
    if hak.unit_ids is None:
        return ""
    return (
        f"Tugas tulis dibagi oleh yang memiliki hak {hak.hak} untuk seluruh {hak.pd.nama}, bukan "
        "untuk unit tertentu."
    )


def kenapa_tidak_ikut_menulis(*, user: User, hak: Wewenang, tulis: BarisTulis) -> str:
    """Why an account does not write a text; `hak` is MENULIS. Whoever it was given to writes."""
    kerja, unit = tulis.kerja, tulis.bagian.unit
    if (kerja is not None and kerja.penulis_id == user.pk) or _mencakup(hak, unit):
        return ""
    named = f", atau oleh {kerja.penulis}" if kerja and kerja.penulis else ""
    whole = f"{unit}" if unit else f"seluruh {hak.pd.nama}"
    return f"“{tulis.bagian.nama}” ditulis oleh pemilik hak {hak.hak} untuk {whole}{named}."


def kenapa_tidak_menulis(*, user: User, hak: Wewenang, tulis: BarisTulis) -> str:
    """Why an account may not change a text now; `hak` is MENULIS."""
    return kenapa_tidak_ikut_menulis(user=user, hak=hak, tulis=tulis) or _sedang_tertutup(tulis)


def _sedang_tertutup(tulis: BarisTulis) -> str:
    kerja = tulis.kerja
    if kerja is None or tulis.keadaan not in (KeadaanTulis.DITINJAU, KeadaanTulis.DISETUJUI):
        return ""
    if tulis.keadaan == KeadaanTulis.DITINJAU:
        return f"Teks ini sedang ditinjau {_peninjau(kerja)}. Tarik kembali untuk mengubahnya."
    return f"Teks ini sudah disetujui {_persetujuan(kerja)}. Buka kembali untuk mengubahnya."


def _peninjau(kerja: BagianTulis) -> str:
    return str(kerja.penyetuju) if kerja.penyetuju else "oleh penyetuju"


def _persetujuan(kerja: BagianTulis) -> str:
    day = format_date(timezone.localdate(kerja.disetujui_pada))
    return f"{kerja.disetujui_oleh} pada {day}"


def kenapa_tidak_mengajukan(*, user: User, hak: Wewenang, tulis: BarisTulis) -> str:
    """Why a text may not be handed in; `hak` is MENULIS."""
    refused = kenapa_tidak_ikut_menulis(user=user, hak=hak, tulis=tulis)
    if refused:
        return refused
    if tulis.keadaan == KeadaanTulis.BELUM_MULAI:
        return "Teks ini masih kosong. Tulis dan simpan dahulu."
    if tulis.salinan is not None:
        return (
            f"Teks ini masih teks tahun {tulis.salinan}. Ubah, atau nyatakan sudah ditinjau, "
            "sebelum mengajukannya."
        )
    return _sedang_tertutup(tulis)


def kenapa_tidak_membuka(*, user: User, hak: Wewenang, tulis: BarisTulis) -> str:
    """Why a text may not be taken back or opened again; `hak` is MENULIS."""
    if not _sedang_tertutup(tulis):
        return "Teks ini tidak sedang ditinjau dan belum disetujui; ia dapat langsung diubah."
    return kenapa_tidak_ikut_menulis(user=user, hak=hak, tulis=tulis)


def kenapa_tidak_meninjau(*, user: User, hak: Wewenang, tulis: BarisTulis) -> str:
    """Why an account may not send a text back; `hak` is MENYETUJUI_TEKS."""
    kerja = tulis.kerja
    if kerja is None or tulis.keadaan != KeadaanTulis.DITINJAU:
        return f"Teks ini {tulis.keadaan.label.lower()}, jadi belum dapat ditinjau."
    if kerja.penyetuju is not None and kerja.penyetuju_id != user.pk:
        return f"Penyetuju teks ini {kerja.penyetuju}."
    if not _mencakup(hak, tulis.bagian.unit):
        whole = tulis.bagian.unit or f"seluruh {hak.pd.nama}"
        return f"Teks ini disetujui oleh pemilik hak {hak.hak} untuk {whole}."
    return ""


def kenapa_tidak_menyetujui(*, user: User, hak: Wewenang, tulis: BarisTulis) -> str:
    """Why an account may not approve a text; four eyes: no hand that wrote it does."""
    refused = kenapa_tidak_meninjau(user=user, hak=hak, tulis=tulis)
    if refused:
        return refused
    kerja = tulis.kerja
    assert kerja is not None
    if kerja.diajukan_oleh_id == user.pk:
        return "Anda yang mengajukan teks ini. Orang lain menyetujuinya."
    if kerja.penyumbang.filter(pk=user.pk).exists():
        return "Anda ikut menulis teks ini. Orang lain menyetujuinya."
    return ""
