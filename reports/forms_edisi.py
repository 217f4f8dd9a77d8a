"""Forms of editions."""

from __future__ import annotations

from typing import Any

from django import forms

from indicators.forms_perjanjian import prose_field
from reports.actions_edisi import IsianEdisi, IsianKirim
from reports.enums import JenisEdisi
from reports.models import PengirimanEdisi

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


def _tanggal(label: str, *, wajib: bool) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", **_ISIAN}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=wajib, widget=widget)


class KirimForm(forms.Form):
    """Until when an edition is sent, when it was, and what proves it."""

    tenggat = _tanggal("Tenggat", wajib=True)
    dikirim = _tanggal("Tanggal dikirim; kosong berarti belum", wajib=False)
    tanda_terima = forms.CharField(
        label="Tanda terima: nomor surat, nomor agenda, atau alamat",
        max_length=160,
        required=False,
        widget=forms.TextInput(_ISIAN),
    )

    def __init__(self, kirim: PengirimanEdisi, data: Any = None) -> None:
        known = {name: getattr(kirim, name) for name in ("tenggat", "dikirim", "tanda_terima")}
        super().__init__(data, initial=known, auto_id=f"kirim-{kirim.urutan}-%s")

    def isian(self) -> IsianKirim:
        """What was filled in."""
        return IsianKirim(**self.cleaned_data)
