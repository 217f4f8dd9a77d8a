"""What a meeting takes from a person. A form never carries a state, an author or an agency."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from indicators.forms_perjanjian import prose_field
from reports.enums import KeadaanKeputusan
from reports.models import KeputusanRapat
from reports.queries_rapat import orang_bertugas, unit_terjangkau
from workforce.models import UnitKerja, User
from workforce.rules import Wewenang


def _tanggal(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


class KeputusanForm(forms.Form):
    """A decision: what, who answers for it, until when."""

    keputusan = prose_field("Keputusan")
    unit = forms.ModelChoiceField(
        label="Unit penanggung jawab",
        queryset=UnitKerja.objects.none(),
        to_field_name="kode",
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    pelaksana = forms.ModelChoiceField(
        label="Pelaksana (boleh kosong)",
        queryset=User.objects.none(),
        required=False,
        empty_label="Tidak disebut",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    tenggat = _tanggal("Tenggat")

    def __init__(self, hak: Wewenang, hari: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = cast("forms.ModelChoiceField[UnitKerja]", self.fields["unit"])
        pelaksana = cast("forms.ModelChoiceField[User]", self.fields["pelaksana"])
        unit.queryset = unit_terjangkau(hak, hari)
        pelaksana.queryset = orang_bertugas(hak.pd, hari)
        self.fields["tenggat"].widget.attrs["min"] = hari.isoformat()


class _TindakForm(forms.Form):
    """What is done with a decision as the page showed it; ids are unique among many on a page."""

    versi = forms.IntegerField(min_value=1, widget=forms.HiddenInput())

    def __init__(self, row: KeputusanRapat, data: Any = None, **initial: Any) -> None:
        super().__init__(
            data,
            auto_id=f"{type(self).__name__.lower()}-{row.pk}-%s",
            initial={"versi": row.versi, **initial},
        )


class LaporForm(_TindakForm):
    """The result as the unit reports it."""

    hasil = prose_field("Hasil tindak lanjut")


class TutupForm(_TindakForm):
    """The end of a decision with its result."""

    keadaan = forms.ChoiceField(
        label="Ditutup sebagai",
        choices=[(k.value, k.label) for k in KeadaanKeputusan if k != KeadaanKeputusan.TERBUKA],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    hasil = prose_field("Hasil, atau sebab batalnya")


class LanjutForm(_TindakForm):
    """A new due date with its reason."""

    tenggat = _tanggal("Tenggat baru")
    catatan = prose_field("Mengapa dilanjutkan")
