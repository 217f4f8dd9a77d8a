"""Filters that print values as an Indonesian reader expects them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import template

from lkip.numbers import format_date, format_number, format_percent, format_rupiah, round_half_up
from lkip.tables import Value

register = template.Library()


@register.filter
def nilai(value: Value) -> str:
    """A cell as text: a number, or the word that says why there is none."""
    if isinstance(value, Decimal | int):
        return format_number(value)
    return "-" if value is None else str(value)


@register.filter
def persen(value: Value) -> str:
    """A percentage with two decimals, or the word that says why there is none."""
    if isinstance(value, Decimal | int):
        return format_percent(value)
    return "-" if value is None else str(value)


@register.filter
def rupiah(value: Decimal | None) -> str:
    """Rupiah."""
    return format_rupiah(value)


@register.filter(expects_localtime=True)
def tanggal(value: date | None) -> str:
    """A date in words."""
    return format_date(value)


@register.filter
def mesin(value: Decimal | None) -> str:
    """A number for an attribute that machines read, with a decimal point."""
    return "0" if value is None else str(round_half_up(value, 2))


@register.filter
def dua_desimal(value: Decimal | None) -> str:
    """A number rounded to two decimals at most, half up; trailing zeros are dropped."""
    return "-" if value is None else format_number(round_half_up(value, 2))
