"""Money beside performance: which of four fields a level stands in, and what is left to spend.

Pure Decimal arithmetic in rupiah and percentage points, as in `budget.calculations`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from budget.calculations import AMBANG_SERAPAN
from indicators.calculations import Alasan, HasilNilai
from lkip.numbers import (
    NAMA_BULAN,
    format_number,
    format_percent,
    format_rupiah,
    round_half_up,
)
from reports.enums import Kuadran

NOL, SERATUS = Decimal(0), Decimal(100)
DESEMBER = 12


def kuadran(*, serapan: Decimal | None, keluaran: Decimal | None) -> Kuadran:
    """The field of a level by its absorption and output achievement, both in percent.

    Unspent money is a saving only where the output was reached. Absorption counts from 80%, the
    limit in the definition of budget quality of DKI Jakarta, output from 100%.
    """
    if serapan is None or keluaran is None:
        return Kuadran.TIDAK_DINILAI
    reached, spent = keluaran >= SERATUS, serapan >= AMBANG_SERAPAN
    if reached:
        return Kuadran.TERSERAP_TERCAPAI if spent else Kuadran.HEMAT_TERCAPAI
    return Kuadran.TERSERAP_BELUM if spent else Kuadran.TERSISA_BELUM


def beda_rencana(*, rencana: Decimal | None, realisasi: Decimal | None) -> HasilNilai:
    """Realisasi less plan up to the same month, in rupiah; negative when spending lags behind."""
    if rencana is None or realisasi is None:
        return HasilNilai(
            None,
            Alasan.MENUNGGU_DATA,
            "Selisih terhadap rencana tidak dihitung karena rencana atau realisasi belum ada.",
        )
    beda = realisasi - rencana
    if beda == 0:
        return HasilNilai(beda, Alasan.TIDAK_ADA, "Realisasi sama dengan rencana.")
    side = "di atas" if beda > 0 else "di bawah"
    share = f", {format_percent(realisasi * SERATUS / rencana)} darinya" if rencana else ""
    return HasilNilai(
        beda,
        Alasan.TIDAK_ADA,
        f"Realisasi {format_rupiah(realisasi)} berada {format_rupiah(abs(beda))} {side} rencana "
        f"{format_rupiah(rencana)}{share}.",
    )


@dataclass(frozen=True)
class HasilLaju:
    """What is left, in rupiah, and how much of it a month until December would take.

    `sisa` and `per_bulan` are None where nothing can or need be said; the sentence says why.
    """

    sisa: Decimal | None
    per_bulan: Decimal | None
    bulan_tersisa: int
    penjelasan: str

    @property
    def tampilan(self) -> str:
        """The rate as it is shown: in whole rupiah."""
        return _bulat(self.per_bulan)


def laju_sisa(
    *,
    pagu: Decimal | None,
    realisasi: Decimal | None,
    bulan: int | None,
    tahun: int,
    hari: date,
) -> HasilLaju:
    """How fast the rest of a ceiling would have to be spent; ours, no regulation asks for it.

    `bulan` is the last month with realisasi, None before the first. Of a year that is over
    nothing is left to spend. The current month counts in full until it has realisasi of its own.
    """
    if tahun < hari.year:
        return _tanpa_laju(f"Tahun anggaran {tahun} sudah berakhir.")
    if pagu is None:
        return _tanpa_laju("Sisa belanja tidak dihitung karena pagu belum ada.")
    spent = realisasi or NOL
    sisa = pagu - spent
    what = (
        f"Sisa {format_rupiah(sisa)} = pagu {format_rupiah(pagu)} − realisasi "
        f"{format_rupiah(spent)}."
    )
    if sisa <= 0:
        return HasilLaju(sisa, None, 0, f"{what} Tidak ada yang harus dibelanjakan lagi.")
    current = hari.month - 1 if tahun == hari.year else 0
    done = max(bulan or 0, current)
    left = DESEMBER - done
    if left == 0:
        return HasilLaju(sisa, None, 0, f"{what} Tidak ada bulan yang tersisa pada {tahun}.")
    rate = sisa / left
    first = NAMA_BULAN[done]
    span = "pada Desember" if left == 1 else f"per bulan, {first} sampai Desember"
    return HasilLaju(
        sisa,
        rate,
        left,
        f"{what} Agar habis, belanja harus {_bulat(rate)} {span}"
        f"{_dibanding(rate, spent, bulan)}. Anggapan: pagu tidak berubah, sisa dibagi rata, dan "
        "bulan berjalan yang belum tercatat dihitung penuh.",
    )


def _dibanding(rate: Decimal, spent: Decimal, bulan: int | None) -> str:
    """How the rate compares with the mean of the months so far."""
    if not bulan or spent <= 0:
        return ""
    mean = spent / bulan
    return (
        f", {format_number(rate / mean, 1)} kali rata-rata {_bulat(mean)} per bulan s.d. "
        f"{NAMA_BULAN[bulan - 1]}"
    )


def _bulat(value: Decimal | None) -> str:
    return format_rupiah(None if value is None else round_half_up(value, 0))


def _tanpa_laju(sentence: str) -> HasilLaju:
    return HasilLaju(None, None, 0, sentence)
