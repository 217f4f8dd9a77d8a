"""Forms of plans. Every refusal names the field, what was read, and how to mend it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from indicators.actions_perencanaan import RencanaBentrok, teks_isian
from indicators.forms import UraianField
from indicators.models import (
    DokumenPerencanaan,
    Sasaran,
    SasaranRenstra,
    Tujuan,
)

TAHUN_PERTAMA, TAHUN_TERAKHIR = 2000, 2100
PERIODE_TERPANJANG = 10
_KODE = re.compile(r"[A-Za-z0-9_-]+")


class KodeField(forms.CharField):
    """A short code without spaces."""

    def validate(self, value: Any) -> None:
        """Raise ValidationError with what was read."""
        super().validate(value)
        if value and not _KODE.fullmatch(value):
            raise ValidationError(
                f"Terbaca “{value}”. Tulis kode dengan huruf, angka, tanda hubung, atau garis "
                "bawah, tanpa spasi, misalnya I01."
            )


class TahunField(forms.CharField):
    """A year of four digits, as a number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The year, or None; raises ValidationError with what was read."""
        text: Any = super().to_python(value)
        if text in self.empty_values:
            return None
        if not text.isdecimal() or not TAHUN_PERTAMA <= int(text) <= TAHUN_TERAKHIR:
            raise ValidationError(
                f"Terbaca “{text}”. Tulis tahun dengan empat angka antara {TAHUN_PERTAMA} dan "
                f"{TAHUN_TERAKHIR}, misalnya 2025."
            )
        return int(text)


def uraian(label: str, help_text: str = "", *, required: bool = False, rows: int = 3) -> Any:
    """A field for a few sentences."""
    return UraianField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RencanaForm(forms.ModelForm[Any]):
    """A record of a plan. `dilihat` holds what the page showed, field by field, as text."""

    KELOMPOK: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()

    dilihat = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = {name: teks_isian(self.instance, name) for name in self._isian()}
        self.initial["dilihat"] = json.dumps(shown) if self.instance.pk else ""
        for name, field in self.fields.items():
            field.error_messages["required"] = f"{field.label} belum diisi."
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            if name != "dilihat":
                field.widget.attrs.setdefault("class", kind)

    def _isian(self) -> list[str]:
        return [name for name in self.fields if name != "dilihat"]

    @property
    def kelompok(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields by heading, as the page lays them out."""
        return [(title, [self[name] for name in names]) for title, names in self.KELOMPOK]

    @property
    def isian(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in self._isian()}

    @property
    def yang_dilihat(self) -> dict[str, str]:
        """What the page showed when it was opened; nothing when that cannot be read."""
        return baca_dilihat(self.cleaned_data["dilihat"])

    def terima(self, error: ValidationError) -> None:
        """Take what an action refused; a conflict shows both values, and the next save wins."""
        if isinstance(error, RencanaBentrok):
            self.add_error(None, error)
            for name, stored in error.tersimpan.items():
                self.add_error(name, _bentrok(self._tampil(name, stored)))
            shown = self.yang_dilihat | dict(error.tersimpan)
            self.data = dict(self.data.items()) | {"dilihat": json.dumps(shown)}
        elif hasattr(error, "error_dict"):
            for name, faults in error.error_dict.items():
                self.add_error(name if name in self.fields else None, faults)
        else:
            self.add_error(None, error)

    def _tampil(self, name: str, text: str) -> str:
        """A stored text as people read it: choices by their label."""
        choices = getattr(self.fields[name], "choices", ())
        labels = {str(value): str(label) for value, label in choices}
        return labels.get(text, text)


def baca_dilihat(text: str) -> dict[str, str]:
    """Texts by name from a hidden field; nothing when they cannot be read."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _bentrok(tersimpan: str) -> str:
    now = f"“{tersimpan}”" if tersimpan else "kosong"
    return (
        f"Orang lain sudah menyimpan {now}. Isian Anda tetap tertulis; simpan lagi untuk "
        "memakainya, atau salin yang tersimpan."
    )


class DokumenForm(RencanaForm):
    """A planning document and its period."""

    KELOMPOK = (("", ("jenis", "nama", "kode", "tahun_awal", "tahun_akhir")),)

    kode = KodeField(
        label="Kode", max_length=30, help_text="Pengenal singkat, misalnya RENSTRA-2023."
    )
    tahun_awal = TahunField(label="Tahun awal", help_text="Tahun pertama periode, misalnya 2023.")
    tahun_akhir = TahunField(
        label="Tahun akhir", help_text="Tahun terakhir yang bertarget, misalnya 2026."
    )

    class Meta:
        model = DokumenPerencanaan
        fields = ("jenis", "nama", "kode", "tahun_awal", "tahun_akhir")
        labels = {"jenis": "Jenis", "nama": "Nama"}
        help_texts = {
            "jenis": "Renstra adalah rencana perangkat daerah. RPJMD atau RPD adalah rencana "
            "daerah di atasnya.",
            "nama": "Seperti pada sampulnya, tanpa tahun, misalnya Renstra Dinas Contoh.",
        }

    def clean(self) -> dict[str, Any]:
        """A period that ends after it begins, of a length that plans have."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("tahun_awal"), cleaned.get("tahun_akhir")
        if first is None or last is None:
            return cleaned
        if last < first:
            self.add_error(
                "tahun_akhir",
                f"Terbaca {last}, padahal tahun awalnya {first}. Tulis {first} atau sesudahnya.",
            )
        elif last - first >= PERIODE_TERPANJANG:
            self.add_error(
                "tahun_akhir",
                f"Terbaca {first} sampai {last}, yaitu {last - first + 1} tahun. "
                f"Periode dokumen paling lama {PERIODE_TERPANJANG} tahun; periksa tahunnya.",
            )
        return cleaned


class TujuanForm(RencanaForm):
    """A tujuan of a document."""

    KELOMPOK = (("", ("kode", "tujuan")),)

    kode = KodeField(
        label="Kode",
        max_length=20,
        help_text="Tujuan diurutkan menurut kodenya, misalnya T1, T2.",
    )
    tujuan = uraian(
        "Tujuan", "Kondisi yang hendak dicapai, ditulis seperti pada dokumen.", required=True
    )

    class Meta:
        model = Tujuan
        fields = ("kode", "tujuan")


class SasaranRenstraForm(RencanaForm):
    """A sasaran below a tujuan."""

    KELOMPOK = (("", ("kode", "sasaran")),)

    kode = KodeField(
        label="Kode",
        max_length=20,
        help_text="Sasaran diurutkan menurut kodenya, misalnya SR1, SR2.",
    )
    sasaran = uraian("Sasaran", "Hasil yang mendukung tujuan di atasnya.", required=True)

    class Meta:
        model = SasaranRenstra
        fields = ("kode", "sasaran")


class SasaranForm(RencanaForm):
    """A sasaran of one year."""

    KELOMPOK = (("", ("jenis", "kode", "sasaran")),)

    kode = KodeField(label="Kode", max_length=20, help_text="Unik dalam satu tahun, misalnya S01.")
    sasaran = uraian("Sasaran", "Ditulis seperti pada lampiran Perjanjian Kinerja.", required=True)

    class Meta:
        model = Sasaran
        fields = ("jenis", "kode", "sasaran")
        labels = {"jenis": "Jenis"}
        help_texts = {
            "jenis": "Strategis: dari Renstra dan kegiatan strategis daerah. Khusus: penugasan "
            "kepala daerah bagi semua perangkat daerah, misalnya tindak lanjut temuan. "
            "Operasional: tugas rutin, misalnya pengaduan masyarakat."
        }
