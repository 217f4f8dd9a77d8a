"""Arithmetic of entry: amounts per month and up to a month, and what looks implausible.

Pure Decimal functions in rupiah, as in `calculations`.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from hashlib import sha256

from lkip.numbers import format_percent, format_rupiah, round_half_up

NOL = Decimal(0)
SERATUS = Decimal(100)
BULAN = range(1, 13)
# Our limit: spending a fifth more than planned asks for a second look.
AMBANG_RENCANA = Decimal("1.2")


def periksa_realisasi(
    *,
    realisasi: Decimal,
    sebelumnya: Decimal | None,
    sesudahnya: Decimal | None = None,
    pagu: Decimal | None = None,
    rencana: Decimal | None = None,
) -> tuple[str, ...]:
    """Questions about a cumulative realisasi in rupiah; none of them refuses it.

    `sebelumnya` and `sesudahnya` are the nearest known figures of earlier and later months.
    """
    questions = [*_dibanding_bulan(realisasi, sebelumnya, sesudahnya)]
    if pagu is not None and realisasi > pagu:
        questions.append(f"Melebihi pagu {format_rupiah(pagu)}. Sudah benar angkanya?")
    if rencana is not None and rencana > 0 and realisasi > rencana * AMBANG_RENCANA:
        questions.append(
            f"Jauh di atas rencana {format_rupiah(rencana)}, yaitu "
            f"{format_percent(realisasi * SERATUS / rencana)} darinya. Sudah benar angkanya?"
        )
    return tuple(questions)


def _dibanding_bulan(
    realisasi: Decimal, sebelumnya: Decimal | None, sesudahnya: Decimal | None
) -> Iterator[str]:
    if sebelumnya is not None and realisasi < sebelumnya:
        yield (
            f"Lebih rendah daripada bulan sebelumnya {format_rupiah(sebelumnya)}, padahal angka "
            "ini kumulatif. Ada pengembalian belanja?"
        )
    if sebelumnya is not None and realisasi == sebelumnya != 0:
        yield "Sama dengan bulan sebelumnya. Memang tidak ada belanja pada bulan ini?"
    if sesudahnya is not None and realisasi > sesudahnya:
        yield (
            f"Lebih tinggi daripada bulan sesudahnya {format_rupiah(sesudahnya)}, padahal angka "
            "ini kumulatif. Mana yang benar?"
        )


def periksa_rencana(*, rencana: Sequence[Decimal | None], pagu: Decimal | None) -> tuple[str, ...]:
    """Questions about the plan of a year, in rupiah per month."""
    total = sum((bulan for bulan in rencana if bulan is not None), NOL)
    if pagu is None or total == pagu or all(bulan is None for bulan in rencana):
        return ()
    side = "Melebihi" if total > pagu else "Belum mencapai"
    return (f"{side} pagu {format_rupiah(pagu)}; selisih {format_rupiah(abs(total - pagu))}.",)


def kumulatif(bulanan: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
    """Amounts per month as amounts up to each month; a month without amount stays empty."""
    running, result = NOL, []
    for amount in bulanan:
        running += amount or NOL
        result.append(None if amount is None else running)
    return tuple(result)


def per_bulan(kumulatif: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
    """Amounts up to each month as amounts per month; the reverse of `kumulatif`."""
    before, result = NOL, []
    for amount in kumulatif:
        result.append(None if amount is None else amount - before)
        before = before if amount is None else amount
    return tuple(result)


def dua_desimal(value: Decimal | None) -> Decimal | None:
    """A value as it is stored: to two decimals, a half away from zero."""
    return None if value is None else round_half_up(value, 2)


def sidik_rencana(rencana: Sequence[Decimal | None]) -> str:
    """What a plan (twelve amounts up to each month) is recognised by: the version of its row.

    Realisasi has its own version, so that entering it does not disturb who plans.
    """
    text = "|".join("" if amount is None else str(dua_desimal(amount)) for amount in rencana)
    return sha256(text.encode()).hexdigest()[:12]
