"""The second factor: set up, asked for, lost, taken off; and who has to have one."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.fernet import InvalidToken
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from workforce.adapters import KODE_SALAH, sisa_tunggu
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, User

SANDI = "sandi-yang-panjang"
LANGKAH = 30


def kode(secret: str, langkah: int = 0) -> str:
    """The code of a secret, some steps of thirty seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // LANGKAH + langkah))


@pytest.fixture
def orang(akun, contoh) -> User:
    user = akun(Peran.VERIFIKATOR, contoh, name="orang")
    user.email = "orang@contoh.go.id"
    user.save()
    return user


@pytest.fixture
def rahasia(orang, rf) -> str:
    """The secret of a second factor that is set up."""
    secret = generate_totp_secret()
    TOTP.activate(orang, secret)
    RecoveryCodes.activate(orang)
    return secret


def _login(client: Client, **kwargs):
    return client.post(reverse("masuk"), {"login": "orang", "password": SANDI} | kwargs)


def _code(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def _inside(client: Client) -> bool:
    return client.get(reverse("akun")).status_code == 200


def _salah(secret: str) -> str:
    """A code that does not fit now, before or after."""
    good = {kode(secret, step) for step in (-2, -1, 0, 1, 2)}
    return next(f"{number:06}" for number in range(10) if f"{number:06}" not in good)


# --- setting up --------------------------------------------------------------------------------


def test_second_factor_is_set_up(orang):
    client = Client()
    _login(client)
    page = client.get(reverse("mfa_activate_totp"))
    text, secret = page.content.decode(), page.context["form"].secret
    assert 'src="data:image/svg+xml;base64,' in text
    assert secret in text
    assert page.context["totp_url"] == f"otpauth://totp/orang?secret={secret}&issuer=LKIP"

    wrong = client.post(reverse("mfa_activate_totp"), {"code": _salah(secret)})
    assert wrong.context["form"].errors["code"] == [KODE_SALAH]
    assert not Authenticator.objects.exists()

    with_codes = client.post(reverse("mfa_activate_totp"), {"code": kode(secret)})
    assert with_codes.url == reverse("mfa_view_recovery_codes")
    entry = JejakAudit.objects.filter(baris=orang.pk, pelaku=orang).latest("pk")
    assert entry.perubahan == (("faktor_kedua", "tidak terpasang", "terpasang"),)
    assert secret not in str(entry.sesudah)
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codes.context["unused_codes"]) == 10
    assert client.get(reverse("mfa_index")).url == reverse("akun")
    assert "Faktor kedua terpasang" in client.get(reverse("akun")).content.decode()


def test_secret_is_not_readable_in_the_database(orang, rahasia):
    stored = {row.type: str(row.data) for row in Authenticator.objects.all()}

    assert rahasia not in stored["totp"]
    assert get_adapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == rahasia


def test_secret_is_read_after_the_secret_key_was_changed(settings, orang, rahasia):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "kunci-baru-yang-lain-sama-sekali"
    client = Client()
    _login(client)
    assert _code(client, kode(rahasia)).status_code == 302

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        get_adapter().decrypt(Authenticator.objects.get(type="totp").data["secret"])


# --- login -------------------------------------------------------------------------------------


def test_login_asks_for_the_code(orang, rahasia):
    client = Client()

    assert _login(client).url == reverse("mfa_authenticate")
    assert not _inside(client)
    assert _code(client, kode(rahasia)).url == reverse("tugas")
    assert _inside(client)


def test_code_is_used_once(orang, rahasia):
    code = kode(rahasia)
    for client, taken in ((Client(), True), (Client(), False)):
        _login(client)
        _code(client, code)
        assert _inside(client) is taken


@pytest.mark.parametrize(("langkah", "taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_telephone_may_be_half_a_minute_wrong(monkeypatch, orang, rahasia, langkah, taken):
    now = int(time.time()) // LANGKAH * LANGKAH + LANGKAH / 2
    monkeypatch.setattr("time.time", lambda: now)
    client = Client()
    _login(client)

    _code(client, kode(rahasia, langkah))

    assert _inside(client) is taken


def test_wrong_code_is_told_and_stands_in_the_trail(orang, rahasia, contoh):
    client = Client()
    _login(client)

    page = _code(client, _salah(rahasia))

    assert page.context["form"].errors["code"] == [KODE_SALAH]
    denied = JejakAudit.objects.get(aksi=AksiJejak.DITOLAK)
    assert (denied.pd, denied.baris) == (contoh, orang.pk)
    assert denied.alasan == "Masuk gagal dari 127.0.0.1: kode faktor kedua tidak cocok."


def test_codes_are_not_tried_endlessly(orang, rahasia):
    client = Client()
    _login(client)
    for _ in range(5):
        _code(client, _salah(rahasia))

    page = _code(client, kode(rahasia))

    assert page.context["form"].errors["code"] == [
        "Terlalu banyak percobaan yang gagal. Tunggu 10 menit, lalu coba lagi."
    ]
    assert not _inside(client)
    last = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).latest("pk")
    assert last.alasan.endswith("Percobaan berikutnya ditolak selama 10 menit.")


def test_recovery_code_opens_once(orang, rahasia):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for client, taken in ((Client(), True), (Client(), False)):
        _login(client)
        _code(client, code)
        assert _inside(client) is taken


def test_code_without_a_password_opens_nothing(orang, rahasia):
    client = Client()

    assert _code(client, kode(rahasia)).url == reverse("masuk")
    assert not _inside(client)


def test_new_password_by_link_does_not_get_around_the_code(orang, rahasia):
    orang.set_password("kuda-laut-biru-7")
    orang.save()
    client = Client()

    assert _login(client, password="kuda-laut-biru-7").url == reverse("mfa_authenticate")


# --- what is asked again -----------------------------------------------------------------------


@pytest.fixture
def lama(orang, rahasia, client):
    """A session that began a while ago."""
    client.force_login(orang)
    return client


@pytest.mark.parametrize(
    "name", ["mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"]
)
def test_what_matters_asks_for_the_password_again(lama, name):
    asked = lama.get(reverse(name))
    assert (
        asked.url == f"{reverse('account_reauthenticate')}?next={reverse(name).replace('/', '%2F')}"
    )

    wrong = lama.post(asked.url, {"password": "salah"})
    assert wrong.context["form"].errors["password"] == ["Kata sandi tidak cocok. Ketik lagi."]
    assert lama.post(asked.url, {"password": SANDI}).url == reverse(name)
    assert lama.get(reverse(name)).status_code == 200


def test_code_serves_instead_of_the_password(lama, rahasia):
    url = f"{reverse('mfa_reauthenticate')}?next={reverse('mfa_view_recovery_codes')}"
    assert "Pakai kata sandi" in lama.get(url).content.decode()

    wrong = lama.post(url, {"code": _salah(rahasia)})
    assert wrong.context["form"].errors["code"] == [KODE_SALAH]
    assert lama.post(url, {"code": kode(rahasia)}).url == reverse("mfa_view_recovery_codes")


def test_recovery_codes_are_taken_home_and_made_anew(orang, rahasia):
    client = Client()
    _login(client)
    _code(client, kode(rahasia))
    old = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    file = client.get(reverse("mfa_download_recovery_codes"))
    assert file["Content-Disposition"] == 'attachment; filename="kode-pemulihan-lkip.txt"'
    assert file.content.decode().splitlines()[3:] == old
    page = client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    assert "10 kode lama yang belum dipakai tidak berlaku lagi." in page
    client.post(reverse("mfa_generate_recovery_codes"))
    new = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(new) == 10
    assert set(new).isdisjoint(old)


def test_second_factor_is_taken_off(orang, rahasia):
    client = Client()
    _login(client)
    _code(client, kode(rahasia))
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).url == reverse("mfa_deactivate_totp")

    assert client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")

    assert not Authenticator.objects.exists()
    assert [said.subject for said in mail.outbox] == ["LKIP: faktor kedua dilepas"]
    entry = JejakAudit.objects.filter(baris=orang.pk, pelaku=orang).latest("pk")
    assert entry.perubahan == (("faktor_kedua", "terpasang", "tidak terpasang"),)


# --- who has to have one -----------------------------------------------------------------------


def test_role_that_needs_a_second_factor_does_nothing_without(settings, orang):
    client = Client()
    _login(client)
    assert client.get(reverse("tugas")).status_code == 200

    settings.WAJIB_MFA = True
    for url in (reverse("tugas"), reverse("organisasi"), reverse("admin:index")):
        assert client.get(url).url == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    assert "Peran Anda memerlukan faktor kedua." in page.content.decode()
    for name in ("akun", "hak", "account_change_password"):
        assert client.get(reverse(name)).status_code == 200
    assert "Peran Anda memerlukannya." in client.get(reverse("akun")).content.decode()

    client.post(reverse("mfa_activate_totp"), {"code": kode(page.context["form"].secret)})
    assert client.get(reverse("tugas")).status_code == 200


def test_who_takes_it_off_sets_it_up_again_first(settings, orang, rahasia):
    settings.WAJIB_MFA = True
    client = Client()
    _login(client)
    _code(client, kode(rahasia))
    assert client.get(reverse("tugas")).status_code == 200

    client.post(reverse("mfa_deactivate_totp"))

    assert client.get(reverse("tugas")).url == reverse("mfa_activate_totp")


def test_missing_address_is_missing_for_everybody(settings, orang):
    settings.WAJIB_MFA = True
    client = Client()
    _login(client)

    assert client.get("/tidak-ada/").status_code == 404


@pytest.mark.parametrize("peran", [Peran.PERENCANA, Peran.PEMBACA])
def test_other_roles_work_without(settings, masuk, contoh, peran):
    settings.WAJIB_MFA = True

    assert masuk(peran, contoh).get(reverse("tugas")).status_code == 200


def test_nobody_waits_who_has_not_failed(rf, db):
    cache.clear()

    assert sisa_tunggu(rf.post("/masuk/"), "testserver:orang") == 0
