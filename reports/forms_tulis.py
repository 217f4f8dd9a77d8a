"""What the writing of the report takes from a person. No form carries a state or an author."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms

from indicators.forms_perjanjian import prose_field
from reports.enums import KeadaanTulis
from reports.katalog_fakta import JENIS
from reports.queries_rapat import orang_bertugas
from reports.queries_tulis import (
    ANALISIS,
    LEWAT,
    NARASI,
    SALINAN,
    SAYA,
    TANPA_PENULIS,
    BarisTulis,
    SaringTulis,
    penyetuju_mungkin,
)
from reports.teks import sidik_teks
from workforce.models import PerangkatDaerah, User

# Longer than any section of a report of 150 pages.
PANJANG_TEKS = 200_000
_PILIH = {"class": "form-select"}


def _orang(label: str) -> forms.ModelChoiceField[User]:
    return forms.ModelChoiceField(
        label=label,
        queryset=User.objects.none(),
        required=False,
        empty_label="Biarkan",
        widget=forms.Select(_PILIH),
    )


class TulisForm(forms.Form):
    """A text and the hash of the one that the page showed."""

    dilihat = forms.CharField(max_length=64, widget=forms.HiddenInput())
    isi = forms.CharField(
        label="Teks",
        required=False,
        max_length=PANJANG_TEKS,
        strip=False,
        widget=forms.Textarea(attrs={"class": "form-control naskah-tulis", "rows": 18}),
    )

    def __init__(self, tulis: BarisTulis, data: Any = None) -> None:
        text = tulis.bagian.teks
        super().__init__(data, initial={"isi": text, "dilihat": sidik_teks(text)})


class DilihatForm(forms.Form):
    """A decision about the text that the page showed."""

    dilihat = forms.CharField(max_length=64, widget=forms.HiddenInput())


class KembalikanForm(DilihatForm):
    """Why a text is sent back."""

    alasan = prose_field("Apa yang perlu diperbaiki")

    def __init__(self, tulis: BarisTulis, data: Any = None) -> None:
        super().__init__(data, initial={"dilihat": sidik_teks(tulis.bagian.teks)})


class BagiForm(forms.Form):
    """Who writes and approves the chosen texts, until when; empty leaves them as they are."""

    bagian = forms.MultipleChoiceField(label="Bagian", required=False)
    penulis = _orang("Penulis")
    penyetuju = _orang("Penyetuju")
    tenggat = forms.DateField(
        label="Tenggat",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, pd: PerangkatDaerah, hari: date, slugs: Iterable[str], data: Any = None
    ) -> None:
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["bagian"]).choices = [(s, s) for s in slugs]
        for name, people in (
            ("penulis", orang_bertugas(pd, hari)),
            ("penyetuju", penyetuju_mungkin(pd, hari)),
        ):
            cast("forms.ModelChoiceField[User]", self.fields[name]).queryset = people


class SaringForm(forms.Form):
    """What of the list is shown."""

    jenis = forms.ChoiceField(
        label="Jenis",
        required=False,
        choices=[("", "Semua"), (NARASI, "Narasi"), (ANALISIS, "Analisis indikator")],
        widget=forms.Select(_PILIH),
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), *KeadaanTulis.choices],
        widget=forms.Select(_PILIH),
    )
    hal = forms.ChoiceField(
        label="Perhatian",
        required=False,
        choices=[
            ("", "Semua"),
            (SAYA, "Bagian saya"),
            (TANPA_PENULIS, "Tanpa penulis"),
            (LEWAT, "Lewat tenggat"),
            (SALINAN, "Teks tahun lalu"),
        ],
        widget=forms.Select(_PILIH),
    )

    def saring(self) -> SaringTulis:
        """The filter; what the list does not know shows everything."""
        self.is_valid()
        return SaringTulis(
            **{name: self.cleaned_data.get(name, "") for name in ("jenis", "keadaan", "hal")}
        )


class CariFaktaForm(forms.Form):
    """Which facts are looked for."""

    jenis = forms.ChoiceField(
        label="Jenis fakta",
        required=False,
        choices=[("", "Semua selain rujukan"), *JENIS.items()],
        widget=forms.Select(_PILIH),
    )
    kata = forms.CharField(
        label="Nama atau kode",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )

    def pilihan(self) -> tuple[str, str]:
        """Kind and words; what does not exist counts as not chosen."""
        self.is_valid()
        return self.cleaned_data.get("jenis", ""), self.cleaned_data.get("kata", "")
