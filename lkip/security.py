"""Response headers that keep a page to its own files, and the end of a session."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

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
