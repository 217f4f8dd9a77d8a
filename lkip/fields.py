"""Form fields that read what Indonesian officials type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lkip.numbers import AngkaTidakTerbaca, format_number, parse_number

MAKS_DIGIT = 16
MAKS_PANJANG = 60


class AngkaField(forms.Field):
    """A number as people write it: "1.234,5", "95,53%", "Rp 1.234.567".

    A text with two readings ("1.234") is asked back with both, never guessed; with `rupiah`,
    an amount of money, it has one.
    """

    def __init__(self, *, rupiah: bool = False, **kwargs: Any) -> None:
        self.rupiah = rupiah
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The number, or None for an empty field; raises ValidationError with a sentence."""
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if len(text) > MAKS_PANJANG:
            raise ValidationError(
                f"Terbaca {len(text)} huruf; angka ditulis paling banyak {MAKS_PANJANG} huruf.",
                code="terlalu_panjang",
            )
        try:
            read = parse_number(text, rupiah=self.rupiah)
        except AngkaTidakTerbaca as error:
            raise ValidationError(str(error), code="tak_terbaca") from error
        if read.nilai is None:
            whole, fraction = (exact(choice) for choice in read.pilihan)
            raise ValidationError(
                f'"{text}" dapat dibaca sebagai {read.ditafsirkan}. '
                f"Tulis {whole} atau {fraction} agar pasti.",
                code="ambigu",
                params={"pilihan": (whole, fraction)},
            )
        if abs(read.nilai) >= Decimal(10) ** MAKS_DIGIT:
            raise ValidationError(
                f"Nilai {read.ditafsirkan} terlalu besar; paling banyak {MAKS_DIGIT} angka.",
                code="terlalu_besar",
            )
        return read.nilai

    def prepare_value(self, value: Any) -> Any:
        """A stored number as text that is read back as the same number."""
        if not isinstance(value, Decimal):
            return value
        return format_number(value) if self.rupiah else exact(value)


def exact(value: Decimal) -> str:
    """A number as text with one reading only.

    Thousands are grouped from two groups on, and a lone group gets a decimal: 1.234.567, 1234,
    12,5, 1,2340.
    """
    text = format_number(value)
    whole, _, fraction = text.partition(",")
    if len(fraction) == 3 and "." not in whole:
        return f"{text}0"
    return text.replace(".", "") if whole.count(".") == 1 and not fraction else text
