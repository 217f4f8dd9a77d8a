"""Forms of editions."""

from __future__ import annotations

from typing import Any

from django import forms

from indicators.forms_perjanjian import prose_field
from reports.actions_edisi import IsianEdisi
from reports.enums import JenisEdisi

_ISIAN = {"class": "form-control"}


class EdisiForm(forms.Form):
    """What a new edition is for."""

    jenis = forms.ChoiceField(
        label="Jenis",
        choices=JenisEdisi.choices,
        widget=forms.Select({"class": "form-select"}),
        help_text="Hanya edisi final yang memperoleh halaman bukti untuk umum.",
    )
    judul = forms.CharField(
        label="Judul",
        max_length=160,
        widget=forms.TextInput(_ISIAN),
        help_text="Misalnya: Naskah untuk reviu Inspektorat.",
    )
    catatan = prose_field("Catatan")
    alasan = prose_field("Alasan bila prasyarat belum terpenuhi")

    def isian(self) -> IsianEdisi:
        """What was filled in."""
        data = self.cleaned_data
        return IsianEdisi(JenisEdisi(data["jenis"]), data["judul"], data["catatan"], data["alasan"])


class AlasanForm(forms.Form):
    """Why an edition is not carried on."""

    alasan = prose_field("Alasan")


class KirimForm(forms.Form):
    """When an edition was sent, and what proves it; no date says that it was not."""

    dikirim = forms.DateField(
        label="Tanggal dikirim",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **_ISIAN}, format="%Y-%m-%d"),
    )
    tanda_terima = forms.CharField(
        label="Tanda terima",
        max_length=160,
        required=False,
        widget=forms.TextInput(_ISIAN),
        help_text="Nomor surat, nomor agenda, atau alamat.",
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
