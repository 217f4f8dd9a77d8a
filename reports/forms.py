"""What the pages of dashboards take from a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from lkip.fields import AngkaField
from reports.calculations import Aturan, periksa_aturan
from reports.enums import StatusKinerja, SyaratStatus

# Lines of the form: the rules that there are, and some to add.
TAMBAHAN, PALING_BANYAK = 2, 20


class AturanForm(forms.Form):
    """One rule. A line without a condition is no rule."""

    syarat = forms.ChoiceField(
        label="Syarat", required=False, choices=[("", "(kosong)"), *SyaratStatus.choices]
    )
    batas = AngkaField(label="Batas (%)", required=False)
    status = forms.ChoiceField(label="Status", choices=StatusKinerja.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if select else "form-control angka"

    def clean(self) -> dict[str, Any]:
        """A limit goes with a condition about achievement, and lies between 0 and 200."""
        data = super().clean() or {}
        limit = data.get("batas")
        if limit is not None and not 0 <= limit <= 200:
            self.add_error("batas", f"Terbaca {limit}; batas antara 0 dan 200 persen.")
        return data

    def as_aturan(self) -> Aturan | None:
        """The rule; None for an empty line. Only for a valid form."""
        data = self.cleaned_data
        if not data.get("syarat"):
            return None
        return Aturan(SyaratStatus(data["syarat"]), StatusKinerja(data["status"]), data["batas"])


class AturanFormSet(forms.BaseFormSet[AturanForm]):
    """The rules of an agency, in their order."""

    def clean(self) -> None:
        """The rules as a whole leave no gap."""
        if any(form.errors for form in self.forms):
            return
        problems = periksa_aturan(self.aturan())
        if problems:
            raise ValidationError(list(problems))

    def aturan(self) -> tuple[Aturan, ...]:
        """The rules in their order, empty lines left out."""
        found = (form.as_aturan() for form in self.forms)
        return tuple(rule for rule in found if rule is not None)


def formulir_aturan(aturan: Iterable[Aturan], data: Any = None) -> AturanFormSet:
    """The form of an agency's rules: filled with what holds, or with what was typed."""
    maker = forms.formset_factory(
        AturanForm, formset=AturanFormSet, extra=TAMBAHAN, max_num=PALING_BANYAK
    )
    rows = [
        {"syarat": rule.syarat.value, "batas": rule.batas, "status": rule.status.value}
        for rule in aturan
    ]
    return cast(AturanFormSet, maker(data, initial=rows, prefix="aturan"))
