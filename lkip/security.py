"""Response headers that keep a page to its own files, and the end of a session."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

# No inline script and no inline style: everything a page runs or wears is a file of ours.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def with_style_nonce(nonce: str) -> str:
    """The policy of a page whose editor brings style of its own; it names the nonce."""
    return POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")


class ContentSecurityPolicyMiddleware:
    """Adds the policy to every response; a view may set a stricter one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response


TIDAK_TERKIRIM = (
    "Yang baru saja Anda kirim belum tersimpan. Sesudah masuk, halamannya terbuka lagi untuk "
    "mengirim sekali lagi."
)
MEMBACA = ("GET", "HEAD", "OPTIONS")


class MasukDahuluMiddleware(LoginRequiredMiddleware):
    """Asks for a login; what was sent without one leads back to its form, not to its address.

    An address that only takes what a form sends has no page to open after the login.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To the login, and from there to the page that the account was on."""
        if request.headers.get("hx-request"):
            # The login would come in as a part of the page; the whole page asks again.
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        if request.method in MEMBACA or _by_script(request):
            return super().handle_no_permission(request, view_func)
        messages.info(request, TIDAK_TERKIRIM)
        return redirect_to_login(_form_page(request), self.get_login_url(view_func))


def _by_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, which tells the outcome itself."""
    mode = request.headers.get("sec-fetch-mode", "navigate")
    return mode != "navigate" or "x-requested-with" in request.headers


def _form_page(request: HttpRequest) -> str:
    """Path of the page that a request was sent from; the first page when that is unknown."""
    sent_from = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(
        sent_from, {request.get_host()}, require_https=request.is_secure()
    ):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    page = urlsplit(sent_from)
    return urlunsplit(("", "", page.path or "/", page.query, ""))


# A header of what a page asks by itself, again and again, without anybody there.
BERKALA = "X-Berkala"
# Keys of a session: when it began, and when it was last seen to be used (seconds).
MASUK_PADA, KEGIATAN = "masuk_pada", "kegiatan"


class BatasSesiMiddleware:
    """Ends a session that is too old, or that nobody used for too long.

    Use is noted at most ten times within the limit, so that reading pages seldom writes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (reason := _ended(request)):
            logout(request)
            messages.info(request, f"{reason} Masuk lagi untuk melanjutkan.")
        return self.get_response(request)


def _ended(request: HttpRequest) -> str:
    """Why the session has ended, as a sentence; empty while it goes on."""
    now, last_login = time.time(), getattr(request.user, "last_login", None)
    began = request.session.get(MASUK_PADA, last_login.timestamp() if last_login else 0)
    used = request.session.get(KEGIATAN, began)
    if now - began > settings.SESSION_COOKIE_AGE:
        return f"Sesi Anda berakhir sesudah {settings.SESSION_COOKIE_AGE // 3600} jam."
    if now - used > settings.SESI_DIAM:
        return f"Sesi Anda berakhir sesudah {settings.SESI_DIAM // 60} menit tanpa kegiatan."
    if now - used > settings.SESI_DIAM / 10 and BERKALA not in request.headers:
        request.session[KEGIATAN] = now
    return ""
