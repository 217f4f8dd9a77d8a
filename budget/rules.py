"""Who may enter what of the budget, and when. Each rule answers with the sentence that refuses.

An empty sentence means "yes".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from budget.triggers import BELUM_TERKUNCI, TERKUNCI
from indicators.models import PeriodePelaporan
from lkip.numbers import NAMA_BULAN, format_date
from lkip.periods import Triwulan
from workforce.models import UnitKerja
from workforce.rules import Wewenang

DIHITUNG = (
    "Nilai ini adalah jumlah baris di bawahnya. Isi baris itu; jumlahnya mengikuti dengan "
    "sendirinya."
)


def pembukaan(periode: PeriodePelaporan, bulan: int) -> date:
    """First day on which the realisasi of a month may be entered.

    That is when the month is over, or when its quarter opens if that comes first.
    """
    year, next_month = divmod(periode.tahun * 12 + bulan, 12)
    return min(periode.mulai, date(year, next_month + 1, 1))


def bulan_terakhir(tahun: int, hari: date) -> int:
    """The month of a year that is entered on a day: the last one that is over, else January."""
    months = (hari.year - tahun) * 12 + hari.month - 1
    return min(max(months, 1), 12)


def kenapa_di_luar_wewenang(hak: Wewenang, unit: Sequence[UnitKerja]) -> str:
    """Why a right does not reach a row of the budget.

    `unit` are the units that carry the row out; a row of none of them, such as a program, asks
    for a role in the whole agency.
    """
    if not unit and hak.unit_ids is not None:
        return (
            f"Hak {hak.hak} untuk seluruh {hak.pd.nama} diperlukan, karena baris ini tidak milik "
            "satu unit kerja."
        )
    return next(filter(None, (hak.kenapa_tidak(one) for one in unit)), "")


def kenapa_tidak_isi(
    *,
    hak: Wewenang,
    unit: Sequence[UnitKerja],
    periode: PeriodePelaporan | None,
    bulan: int,
    hari: date,
    dihitung: bool = False,
) -> str:
    """Why realisasi or output of a month may not be entered today.

    `periode` is that of the month's quarter; `dihitung` marks a row that is the sum of others.
    """
    if dihitung:
        return DIHITUNG
    if refused := kenapa_di_luar_wewenang(hak, unit):
        return refused
    return kenapa_tertutup(unit=unit, periode=periode, bulan=bulan, hari=hari)


def kenapa_tertutup(
    *, unit: Sequence[UnitKerja], periode: PeriodePelaporan | None, bulan: int, hari: date
) -> str:
    """Why a month is closed today, whoever asks: no period, locked, too early, too late."""
    if periode is None:
        return (
            f"Periode {Triwulan.dari_bulan(bulan).label} belum dibuat. "
            "Administrator perangkat daerah membuatnya di halaman Periode."
        )
    if periode.terkunci:
        return TERKUNCI
    opening = pembukaan(periode, bulan)
    if hari < opening:
        return f"Pengisian s.d. {NAMA_BULAN[bulan - 1]} dibuka pada {format_date(opening)}."
    last = batas(periode, unit)
    if hari > last:
        return (
            f"Batas pengisian {periode} sudah lewat pada {format_date(last)}. "
            "Mintalah perpanjangan kepada administrator perangkat daerah."
        )
    return ""


def kenapa_tidak_koreksi(
    *, hak: Wewenang, unit: Sequence[UnitKerja], periode: PeriodePelaporan | None, ada: bool
) -> str:
    """Why a figure of a month may not be corrected: corrections are for locked quarters only.

    `ada` tells whether the month has a figure.
    """
    if refused := kenapa_di_luar_wewenang(hak, unit):
        return refused
    if periode is None or not periode.terkunci:
        return BELUM_TERKUNCI
    return "" if ada else "Bulan ini belum mempunyai angka; tidak ada yang dikoreksi."


def batas(periode: PeriodePelaporan, unit: Sequence[UnitKerja]) -> date:
    """Last day of entry for a row that these units carry out, extensions included."""
    return max([periode.batas_isi, *(periode.batas_untuk(one) for one in unit)])


def kenapa_tidak_rencana(*, hak: Wewenang, unit: Sequence[UnitKerja]) -> str:
    """Why the plan of a row may not be entered; a plan waits for no period."""
    return kenapa_di_luar_wewenang(hak, unit)


def kenapa_tidak_ubah_bulan(
    *, periode: Mapping[int, PeriodePelaporan], bulan: Sequence[int]
) -> str:
    """Why the plan up to these months may not change: quarters that are locked."""
    locked = [b for b in bulan if b in bulan_terkunci(periode)]
    if not locked:
        return ""
    names = ", ".join(NAMA_BULAN[b - 1] for b in locked)
    return f"Rencana s.d. {names} sudah dikunci bersama triwulannya dan tidak berubah lagi."


def bulan_terkunci(periode: Mapping[int, PeriodePelaporan]) -> frozenset[int]:
    """Months whose quarter is locked; `periode` are the periods of a year by number."""
    return frozenset(
        bulan
        for quarter in Triwulan
        for bulan in quarter.bulan
        if quarter in periode and periode[quarter].terkunci
    )
