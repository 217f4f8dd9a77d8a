"""Who may do what with dashboards and decisions of a meeting. Empty sentences mean "yes"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from lkip.numbers import format_date
from workforce.models import UnitKerja
from workforce.rules import Wewenang

if TYPE_CHECKING:
    from reports.models import KeputusanRapat
    from workforce.models import User


def kenapa_tidak_aturan(hak: Wewenang) -> str:
    """Why the rules of status may not be set; `hak` is MENYUNTING. They hold for all units."""
    if hak.unit_ids is None:
        return ""
    return (
        f"Aturan status berlaku untuk seluruh {hak.pd.nama}. Yang menetapkannya memiliki hak "
        f"{hak.hak} untuk seluruh perangkat daerah, bukan untuk unit tertentu."
    )


def kenapa_tidak_memutuskan(*, hak: Wewenang, pemilik: UnitKerja, unit: UnitKerja) -> str:
    """Why a decision about an indicator of `pemilik` may not be laid on a unit.

    `hak` is MEMUTUSKAN: it has to reach both units.
    """
    return hak.kenapa_tidak(pemilik) or hak.kenapa_tidak(unit)


def kenapa_tidak_menutup(*, hak: Wewenang, keputusan: KeputusanRapat) -> str:
    """Why a decision may not be closed or carried on; `hak` is MEMUTUSKAN."""
    return hak.kenapa_tidak(keputusan.unit) or _sudah_ditutup(keputusan)


def kenapa_tidak_melapor(*, user: User, hak: Wewenang, keputusan: KeputusanRapat) -> str:
    """Why an account may not report a result; `hak` is MENGISI.

    Those who enter values of the unit report, and whoever the meeting named.
    """
    if keputusan.pelaksana_id != user.pk and not hak.mencakup(keputusan.unit):
        named = f", atau oleh {keputusan.pelaksana}" if keputusan.pelaksana else ""
        return f"Hasil dilaporkan oleh pengisi realisasi {keputusan.unit}{named}."
    return _sudah_ditutup(keputusan)


def _sudah_ditutup(row: KeputusanRapat) -> str:
    if row.ditutup_pada is None:
        return ""
    day = format_date(timezone.localdate(row.ditutup_pada))
    return (
        f"Keputusan ini sudah {row.get_keadaan_display().lower()} oleh {row.ditutup_oleh} pada "
        f"{day} dan tidak berubah lagi. Catat keputusan baru."
    )
