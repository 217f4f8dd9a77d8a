"""What this project decides inside django-allauth: sentences, limits, links, secrets."""

from __future__ import annotations

import base64
import logging
import math
import time
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from lkip.security import MASUK_PADA
from workforce.actions_akun import akhiri_sesi, catat_gagal_masuk
from workforce.models import User

logger = logging.getLogger(__name__)

TIDAK_COCOK = (
    "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi."
)
KODE_SALAH = (
    "Kode tidak cocok. Ketik kode terbaru dari aplikasi autentikator, atau satu kode pemulihan."
)
# Seconds after a login in which nobody is asked for the password again.
BARU_MASUK = 300


def sisa_tunggu(request: HttpRequest, kunci: str) -> int:
    """Minutes until another login may be tried, rounded up; 0 when it may be tried now."""
    wait = 0.0
    for rate in ratelimit.get_rates(app="allauth.account", action="login_failed"):
        name = ratelimit.get_cache_key(
            request, app="allauth.account", action="login_failed", rate=rate, key=kunci
        )
        attempts = cache.get(name, [])
        if len(attempts) >= rate.amount:
            wait = max(wait, attempts[-1] + rate.duration - time.time())
    return math.ceil(wait / 60)


def kalimat_terkunci(request: HttpRequest, kunci: str) -> str:
    """That and how long one has to wait."""
    minutes = max(sisa_tunggu(request, kunci), 1)
    return f"Terlalu banyak percobaan yang gagal. Tunggu {minutes} menit, lalu coba lagi."


def catat_gagal(request: HttpRequest, pengguna: User, sebab: str, kunci: str) -> None:
    """Put a failed login into the audit trail, and that it was the last for a while."""
    reason = f"Masuk gagal dari {AkunAdapter().get_client_ip(request)}: {sebab}."
    if minutes := sisa_tunggu(request, kunci):
        reason += f" Percobaan berikutnya ditolak selama {minutes} menit."
    catat_gagal_masuk(pengguna=pengguna, alasan=reason)


class AkunAdapter(DefaultAccountAdapter):
    """Login, passwords and messages."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Akun ini nonaktif.",
        "enter_current_password": "Kata sandi sekarang tidak cocok. Ketik lagi.",
        "incorrect_password": "Kata sandi tidak cocok. Ketik lagi.",
        "invalid_password_reset": "Tautan ini sudah dipakai atau kedaluwarsa.",
        "rate_limited": "Terlalu banyak percobaan. Tunggu 10 menit, lalu coba lagi.",
        "too_many_login_attempts": "Terlalu banyak percobaan yang gagal. Tunggu 10 menit, "
        "lalu coba lagi.",
        "username_password_mismatch": TIDAK_COCOK,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse too many attempts with the time to wait."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise ValidationError(kalimat_terkunci(request, key), code=error.code) from error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One key for one account, however its name is written and under whichever host."""
        # Up and down again: to a database, a dotless i is an i as well.
        return f"masuk:{credentials.get('username', '').upper().lower()}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Put the attempt into the audit trail, where there is such an account."""
        user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
        if user is not None:
            key = self._get_login_attempts_cache_key(request, **credentials)
            catat_gagal(request, user, "kata sandi tidak cocok", key)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin the session, and the time that it may last."""
        super().login(request, user)
        request.session[MASUK_PADA] = time.time()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in is not asked again."""
        began = context.request.session.get(MASUK_PADA, 0)
        if time.time() - began < BARU_MASUK:
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A new password ends the sessions elsewhere."""
        super().set_password(user, password)
        assert isinstance(user, User)
        akhiri_sesi(pengguna=user, kecuali=context.request.session.session_key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return reverse("akun")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in a message begins with the place's own address, whatever the request says."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.ALAMAT}{path}"

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of an account what was changed about it."""
        address = email or getattr(user, "email", "")
        if address:
            said = {"pemilik": user, **(context or {})}
            super().send_notification_mail(template_prefix, user, said, address)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer stops nobody."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("E-mail %s tidak terkirim.", template_prefix)


def _sandi_rahasia() -> MultiFernet:
    """Keys made from the secret keys: the present one writes, earlier ones still read."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(
                    salted_hmac(
                        "workforce.faktor-kedua", "kunci", secret=secret, algorithm="sha256"
                    ).digest()
                )
            )
            for secret in secrets
        ]
    )


class FaktorKeduaAdapter(DefaultMFAAdapter):
    """The second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Pasang faktor kedua lebih dahulu.",
        "incorrect_code": KODE_SALAH,
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The user name, under which people know their account."""
        return user.get_username()

    def encrypt(self, text: str) -> str:
        """A copy of the database shows no secrets."""
        return _sandi_rahasia().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _sandi_rahasia().decrypt(encrypted_text.encode()).decode()
