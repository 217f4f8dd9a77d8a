"""Form fields for what is measured on a scale: one reading for plan, agreement and entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from indicators.actions_target import Target
from indicators.rules_perencanaan import DESIMAL_TARGET, baca_predikat, masalah_predikat
from lkip.fields import AngkaField, exact
from lkip.scales import Tingkat

_KATA = re.compile(r"[^\W\d_]+")
# A remark in brackets, as a number may have behind it.
_SISIPAN = re.compile(r"\(.*\)", re.DOTALL)


def masalah_kata(text: str, angka: Decimal, satuan: str) -> str:
    """What a word behind a number says against the unit; empty when they agree."""
    allowed = {word.casefold() for word in _KATA.findall(satuan)} | {"rp"}
    strange = [w for w in _KATA.findall(_SISIPAN.sub("", text)) if w.casefold() not in allowed]
    if not strange:
        return ""
    return (
        f"Terbaca {exact(angka)} dengan kata “{' '.join(strange)}”, padahal satuannya {satuan}. "
        "Tulis angkanya saja."
    )


class TargetField(AngkaField):
    """A target: a number, or a level of the indicator's scale: "WTP", "A (82)"."""

    def __init__(self, tingkat: Sequence[Tingkat] = (), **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.tingkat = tuple(tingkat)
        # Of an indicator without a scale; empty takes any word.
        self.satuan = ""

    def clean(self, value: Any) -> Any:
        """The target; an empty one for an empty cell. Raises ValidationError with a sentence."""
        text = "" if value is None else exact(value) if isinstance(value, Decimal) else str(value)
        text = text.strip()
        if not text:
            return Target()
        found = baca_predikat(text, self.tingkat)
        level, digits = found if found else (None, text)
        number = self._number(digits, level)
        if self.tingkat:
            refused = masalah_predikat(level, number, self.tingkat)
            if refused:
                raise ValidationError(refused)
        if level is not None and not text.startswith("("):
            text = f"{level.kode}{text[len(level.kode) :]}"
        return Target(number, text if level else "")

    def _number(self, digits: str, level: Tingkat | None) -> Decimal | None:
        if level is not None and not digits:
            return level.batas_bawah if level.titik else None
        try:
            number: Decimal = self.to_python(digits)
        except ValidationError as error:
            if error.code == "tak_terbaca" and self.tingkat:
                raise ValidationError([error, self._pilihan], code="tak_terbaca") from error
            raise
        words = _KATA.findall(_SISIPAN.sub("", digits)) if self.tingkat else []
        if words:
            raise ValidationError(
                f"Terbaca {exact(number)} dengan kata “{' '.join(words)}”, yang bukan tingkat "
                f"skala ini. {self._pilihan}",
                code="tak_terbaca",
            )
        if self.satuan and (refused := masalah_kata(digits, number, self.satuan)):
            raise ValidationError(refused, code="tak_terbaca")
        exponent = number.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > DESIMAL_TARGET:
            raise ValidationError(
                f"Terbaca {exact(number)}; target ditulis paling banyak {DESIMAL_TARGET} angka "
                "di belakang koma."
            )
        return number

    @property
    def _pilihan(self) -> str:
        return f"Tingkat yang dapat ditulis: {', '.join(t.kode for t in self.tingkat)}."


class NilaiField(TargetField):
    """A measured value, read as a target is; what counts of a level is its number."""

    def clean(self, value: Any) -> Any:
        """The number, None for an empty field. Raises ValidationError with a sentence."""
        found: Target = super().clean(value)
        return found.nilai
