"""Forms of accounts: roles, invitations, delegation, and codes of the second factor."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from workforce.actions_akun import PeranBentrok
from workforce.adapters import KODE_SALAH, catat_gagal, kalimat_terkunci
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules import MENUGASKAN, wewenang
from workforce.rules_akun import IsianPeran, rekan, sidik_peran

SYARAT_SANDI = "Sedikitnya 12 huruf, angka, atau tanda; bukan kata sandi yang lazim atau nama Anda."


def _date(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


def _text(label: str, max_length: int, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", **attrs})
    return forms.CharField(label=label, max_length=max_length, widget=widget)


def _password(label: str) -> forms.CharField:
    attrs = {"class": "form-control", "autocomplete": "new-password"}
    return forms.CharField(label=label, strip=False, widget=forms.PasswordInput(attrs=attrs))


class UnitTerjangkau(forms.ModelChoiceField[UnitKerja]):
    """Units that whoever gives roles may give them in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            UnitKerja.objects.none(),
            label="Unit kerja",
            required=False,
            empty_label="Seluruh perangkat daerah",
            help_text="Peran pada satu unit mencakup unit di bawahnya.",
            widget=forms.Select(attrs={"class": "form-select"}),
            **kwargs,
        )

    def batasi(self, pd: PerangkatDaerah, by: User) -> None:
        """Offer the units of an agency that the account reaches."""
        reach = wewenang(by, MENUGASKAN, pd).unit_ids
        rows = UnitKerja.objects.of_pd(pd)
        self.queryset = rows if reach is None else rows.filter(pk__in=reach)


class MasaPeranForm(forms.Form):
    """Where and how long a role holds."""

    unit = UnitTerjangkau()
    mulai = _date("Mulai")
    selesai = _date("Selesai", required=False, help_text="Kosong berarti tanpa batas waktu.")

    def __init__(self, pd: PerangkatDaerah, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(UnitTerjangkau, self.fields["unit"]).batasi(pd, by)
        self.fields["mulai"].initial = hari_ini()

    def clean(self) -> dict[str, Any]:
        """Dates in order."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("mulai"), cleaned.get("selesai")
        if first and last and last < first:
            self.add_error("selesai", "Tanggal selesai tidak boleh sebelum tanggal mulai.")
        return cleaned

    def isian(self, peran: Peran | None = None) -> IsianPeran:
        """The role that the valid form asks for."""
        data = self.cleaned_data
        wanted = peran or Peran(data["peran"])
        return IsianPeran(wanted, data["unit"], data["mulai"], data["selesai"])


class UbahPeranForm(MasaPeranForm):
    """Where and how long a role that stands shall hold; `dilihat` is what the page showed."""

    dilihat = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, penugasan: PenugasanPeran, pd: PerangkatDaerah, by: User, *args: Any, **kwargs: Any
    ) -> None:
        shown = {
            "unit": penugasan.unit_id,
            "mulai": penugasan.mulai,
            "selesai": penugasan.selesai,
            "dilihat": sidik_peran(penugasan),
        }
        super().__init__(pd, by, *args, initial=shown, **kwargs)

    def terima(self, error: ValidationError) -> None:
        """Show what the action refused; after a conflict the next save wins."""
        self.add_error(None, error.messages)
        if isinstance(error, PeranBentrok):
            self.data = dict(self.data.items()) | {"dilihat": error.tersimpan}


class PeranForm(MasaPeranForm):
    """A role for an account."""

    peran = forms.ChoiceField(label="Peran", widget=forms.Select(attrs={"class": "form-select"}))
    field_order: tuple[str, ...] = ("peran", "unit", "mulai", "selesai")

    def __init__(self, pd: PerangkatDaerah, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(pd, by, *args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["peran"])
        choice.choices = [
            (value, label)
            for value, label in Peran.choices
            if value != Peran.ADMIN_SISTEM or by.sees_everything
        ]
        choice.initial = Peran.PERENCANA

    def clean(self) -> dict[str, Any]:
        """The system's administrator is bound to no unit."""
        cleaned = super().clean()
        if cleaned.get("peran") == Peran.ADMIN_SISTEM and cleaned.get("unit"):
            self.add_error("unit", "Administrator sistem tidak terikat unit. Kosongkan unitnya.")
        return cleaned


class UndanganForm(PeranForm):
    """A person and the role that she is asked to hold."""

    nama = _text("Nama lengkap", 150)
    email = forms.EmailField(
        label="Alamat e-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "form-control"}),
        help_text="Tautan undangan dikirim ke alamat ini.",
    )
    field_order = ("nama", "email", "peran", "unit", "mulai", "selesai")


class AkunBaruForm(forms.Form):
    """User name and password of whoever accepts an invitation."""

    username = _text("Nama pengguna", 150, autocomplete="username")
    sandi = _password("Kata sandi")
    sandi_ulang = _password("Kata sandi sekali lagi")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.validators.append(UnicodeUsernameValidator())
        name.help_text = "Huruf, angka, dan tanda @ . + - _ saja."
        self.fields["sandi"].help_text = SYARAT_SANDI

    def clean_username(self) -> str:
        """A name that nobody has, whatever its capitals."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(f"Nama pengguna {name} sudah dipakai. Pilih nama lain.")
        return name

    def clean(self) -> dict[str, Any]:
        """The same password twice."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("sandi") != cleaned.get("sandi_ulang"):
            self.add_error("sandi_ulang", "Kedua kata sandi berbeda. Ketik yang sama.")
        return cleaned


class DelegasiForm(forms.Form):
    """To whom a role is handed, for which days and why."""

    penerima = forms.ModelChoiceField(
        User.objects.none(),
        label="Kepada",
        empty_label="Pilih rekan",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    mulai = _date("Mulai")
    selesai = _date("Selesai", help_text="Paling lama 90 hari sesudah mulai.")
    alasan = _text("Alasan", 200)

    def __init__(self, penugasan: PenugasanPeran, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast("forms.ModelChoiceField[User]", self.fields["penerima"])
        choice.queryset = rekan(penugasan).order_by("first_name", "last_name", "username")
        self.fields["mulai"].initial = hari_ini()

    @property
    def masa(self) -> tuple[date, date]:
        """First and last day of the valid form."""
        return self.cleaned_data["mulai"], self.cleaned_data["selesai"]


class _Kode(forms.Form):
    """A code of the second factor: what fails is told with the time to wait, and recorded."""

    user: User

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            request, key = context.request, f"mfa-auth-user-{self.user.pk}"
            if error.code == "too_many_login_attempts":
                raise ValidationError(kalimat_terkunci(request, key), code=error.code) from error
            catat_gagal(request, self.user, "kode faktor kedua tidak cocok", key)
            raise ValidationError(KODE_SALAH, code=error.code) from error
        return code


class KodeMasukForm(_Kode, AuthenticateForm):
    """The code at a login."""


class KodeUlangForm(_Kode, ReauthenticateForm):
    """The code before something that matters."""
