"""Forms of the workforce app."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from workforce.enums import AksiJejak
from workforce.jejak import PilihanJejak, dengan_anak

DI_LUAR = "luar"


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


def _choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, widget=forms.Select(attrs={"class": "form-select"})
    )


class SaringJejakForm(forms.Form):
    """What of the audit trail is asked for; every field may stay empty."""

    dari = _date("Dari tanggal")
    sampai = _date("Sampai tanggal")
    pelaku = _choice("Pelaku")
    tabel = _choice("Data")
    aksi = _choice("Kejadian")
    baris = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput())

    def __init__(self, pilihan: PilihanJejak, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(user.pk), str(user)) for user in pilihan.pelaku]
        if pilihan.di_luar:
            people.append((DI_LUAR, "di luar aplikasi"))
        self._choices("pelaku", "Semua orang", people)
        self._choices("tabel", "Semua data", pilihan.tabel)
        self._choices("aksi", "Semua kejadian", AksiJejak.choices)

    def _choices(self, name: str, everything: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]

    def clean(self) -> dict[str, Any]:
        """Dates in order; a row number belongs to a table."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("dari"), cleaned.get("sampai")
        if first and last and last < first:
            raise ValidationError("Tanggal akhir mendahului tanggal awal. Tukar keduanya.")
        return cleaned

    @property
    def syarat(self) -> Q:
        """The condition that the entries meet; nothing is filtered while a field is wrong."""
        found = Q()
        if not self.is_valid():
            return found
        data = self.cleaned_data
        if data["dari"]:
            found &= Q(waktu__gte=_midnight(data["dari"]))
        if data["sampai"]:
            found &= Q(waktu__lt=_midnight(data["sampai"] + timedelta(days=1)))
        if data["pelaku"] == DI_LUAR:
            found &= Q(pelaku=None)
        elif data["pelaku"]:
            found &= Q(pelaku=data["pelaku"])
        if data["aksi"]:
            found &= Q(aksi=data["aksi"])
        if data["tabel"] and data["baris"]:
            found &= dengan_anak(data["tabel"], data["baris"])
        elif data["tabel"]:
            found &= Q(tabel=data["tabel"])
        return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
