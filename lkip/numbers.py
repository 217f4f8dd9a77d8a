"""Indonesian numbers, rupiah, percentages and dates: printing them and reading them back.

Printing follows the EYD: 1.234.567,89, Rp1.234.567, 95,53%, 31 Desember 2023. Rounding is
half up and happens here only, never in a calculation.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

# Wide enough for any sum of rupiah with decimals; the default 28 digits would overflow quietly
# into an InvalidOperation when a large value is quantized.
_WIDE = Context(prec=100)

NAMA_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

_SWAP_SEPARATORS = str.maketrans(",.", ".,")
# Minus sign, en dash and figure dash appear in text pasted from word processors;
# no-break and thin spaces in text pasted from PDF files.
_NORMALISE = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u2012": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "}
)
_WRITTEN_NUMBER = re.compile(
    r"""
    (?P<minus>-\s*)?
    (?P<rupiah>Rp\s*\.?\s*)?
    (?P<inner_minus>-\s*)?
    (?P<digits>[0-9]+(?:[.,][0-9]+)*)
    (?:[.,]-)?                          # the closing ",-" of a handwritten amount
    \s*
    (?P<unit>%|[^\W\d_]+(?:\s[^\W\d_]+)*)?
    \s*
    (?:\(.*\))?                         # a remark such as "(Berdasarkan ...)"
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MACHINE_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MAGNITUDES = frozenset({"ribu", "rb", "juta", "jt", "miliar", "milyar", "m", "triliun", "t"})
_MAX_QUOTED = 60


class AngkaTidakTerbaca(ValueError):
    """A text is not a number; the message is an Indonesian sentence for the user."""


@dataclass(frozen=True)
class HasilBaca:
    """What was read from a text.

    ``nilai`` is the value, or None when the text has more than one reading; then ``pilihan``
    holds the readings, the one by Indonesian notation first. ``ditafsirkan`` shows what was
    understood, in Indonesian notation, so that the user can confirm it.
    """

    nilai: Decimal | None
    ditafsirkan: str
    pilihan: tuple[Decimal, ...] = ()

    @property
    def ambigu(self) -> bool:
        """Whether the user has to choose between readings."""
        return self.nilai is None


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round to ``places`` decimals; a half goes away from zero. Not for computing."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=_WIDE)


def format_number(value: Decimal | int | None, places: int | None = None, empty: str = "-") -> str:
    """Print a number as 1.234.567,89.

    Without ``places``, all decimals that matter are printed: trailing zeros are dropped.
    ``empty`` stands for None; zero prints as 0.
    """
    if value is None:
        return empty
    number = Decimal(value) if places is None else round_half_up(Decimal(value), places)
    text = f"{number.copy_abs():,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = "-" if number < 0 else ""
    return sign + text.translate(_SWAP_SEPARATORS)


def format_rupiah(value: Decimal | int | None, empty: str = "-") -> str:
    """Print an amount in rupiah as Rp1.234.567; cents appear only when there are any."""
    if value is None:
        return empty
    amount = round_half_up(Decimal(value), 2)
    sign = "-" if amount < 0 else ""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{sign}Rp{format_number(amount.copy_abs(), places)}"


def format_percent(value: Decimal | int | None, places: int = 2, empty: str = "-") -> str:
    """Print percentage points (95.53 means 95,53%) as 95,53%."""
    return empty if value is None else f"{format_number(value, places)}%"


def format_date(value: date | None, empty: str = "-") -> str:
    """Print a date as 31 Desember 2023."""
    return empty if value is None else f"{value.day} {NAMA_BULAN[value.month - 1]} {value.year}"


def parse_number(text: str, *, rupiah: bool = False) -> HasilBaca:
    """Read a number as people write it: Indonesian or English separators, Rp, %, a remark.

    A percentage is read as percentage points ("95,53%" is 95.53). One separator followed by
    exactly three digits has two readings ("1.234"), unless the amount is in rupiah (prefix
    "Rp", or ``rupiah=True`` for a money field), which has at most two decimals.

    Raises AngkaTidakTerbaca when nothing sensible can be read.
    """
    match = _WRITTEN_NUMBER.fullmatch(text.translate(_NORMALISE).strip())
    if match is None or (match["minus"] and match["inner_minus"]):
        raise _unreadable(text)
    if _states_magnitude(match["unit"]):
        raise AngkaTidakTerbaca(
            f"Nilai {_quoted(text)} memakai kata {match['unit']}. "
            "Tulis angkanya secara lengkap, misalnya 1.250.000.000."
        )
    readings = _readings(match["digits"], money=rupiah or bool(match["rupiah"]))
    if not readings:
        raise _unreadable(text)
    if match["minus"] or match["inner_minus"]:
        readings = tuple(reading.copy_negate() for reading in readings)
    return _result(readings)


def parse_machine_number(text: str) -> Decimal:
    """Read a number from a data file: "." is the decimal point, no thousands separator.

    Raises AngkaTidakTerbaca for anything else, an empty cell included.
    """
    stripped = text.strip()
    if not _MACHINE_NUMBER.fullmatch(stripped):
        raise AngkaTidakTerbaca(
            f"Nilai {_quoted(text)} tidak dapat dibaca sebagai angka dalam berkas data. "
            "Tulis tanpa pemisah ribuan dan dengan titik sebagai tanda desimal, "
            "misalnya 1234567.89."
        )
    return Decimal(stripped)


def _result(readings: tuple[Decimal, ...]) -> HasilBaca:
    shown = " atau ".join(format_number(reading) for reading in readings)
    if len(readings) == 1:
        return HasilBaca(nilai=readings[0], ditafsirkan=shown)
    return HasilBaca(nilai=None, ditafsirkan=shown, pilihan=readings)


def _readings(digits: str, *, money: bool) -> tuple[Decimal, ...]:
    """All readings of digits with separators; empty when there is none."""
    groups = re.split(r"[.,]", digits)
    separators = re.findall(r"[.,]", digits)
    if not separators:
        return (Decimal(digits),)
    whole, fraction = _as_whole(groups), _as_fraction(groups, separators)
    if money and len(groups[-1]) > 2:
        fraction = None
    elif fraction is not None and (len(separators) > 1 or len(groups[-1]) != 3):
        whole = None
    by_convention = (whole, fraction) if separators == ["."] else (fraction, whole)
    return tuple(reading for reading in by_convention if reading is not None)


def _as_whole(groups: list[str]) -> Decimal | None:
    """Read every separator as thousands; a lost separator ("326162") is forgiven."""
    first, *rest = groups
    if len(first) > 3 or first.startswith("0") or any(len(group) % 3 for group in rest):
        return None
    return Decimal("".join(groups))


def _as_fraction(groups: list[str], separators: list[str]) -> Decimal | None:
    """Read the last separator as the decimal sign and those before it as thousands."""
    *thousands, last = separators
    if last in thousands or (
        thousands and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:-1]))
    ):
        return None
    return Decimal("".join(groups[:-1]) + "." + groups[-1])


def _states_magnitude(unit: str | None) -> bool:
    return bool(unit) and not _MAGNITUDES.isdisjoint((unit or "").lower().split())


def _quoted(text: str) -> str:
    shown = text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 1] + "…"
    return f'"{shown}"'


def _unreadable(text: str) -> AngkaTidakTerbaca:
    if not text.strip():
        return AngkaTidakTerbaca("Angka belum diisi. Tulis misalnya 1.234,56.")
    return AngkaTidakTerbaca(
        f"Nilai {_quoted(text)} tidak dapat dibaca sebagai angka. Tulis dengan titik sebagai "
        "pemisah ribuan dan koma sebagai tanda desimal, misalnya 1.234,56."
    )
