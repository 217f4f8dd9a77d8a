"""Pages run and wear files of ours alone."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lkip.security import POLICY, ContentSecurityPolicyMiddleware
from workforce.enums import Peran

CONTOH = {"kode": "CONTOH", "tahun": 2023}
PAGES = (
    ("beranda", {}),
    ("akun", {}),
    ("account_change_password", {}),
    ("organisasi", {}),
    ("unit", {"kode": "CONTOH"}),
    ("pegawai", CONTOH),
    ("indikator_daftar", CONTOH),
    ("indikator_rinci", CONTOH | {"indikator": "I01"}),
    ("anggaran", CONTOH),
    ("laporan", CONTOH),
    ("rekonsiliasi", CONTOH),
)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:", re.I
)


def test_policy_allows_nothing_inline_and_nobody_else():
    assert POLICY.split("; ") == [
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
    ]


@pytest.mark.parametrize(("name", "kwargs"), PAGES, ids=[name for name, _ in PAGES])
def test_page_carries_the_policy_and_nothing_inline(masuk, contoh, name, kwargs):
    response = masuk(Peran.PERENCANA, contoh).get(reverse(name, kwargs=kwargs))

    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert INLINE.findall(response.content.decode()) == []


def test_login_page_and_a_missing_one_carry_the_policy(db):
    for path in (reverse("masuk"), "/tidak-ada/"):
        response = Client().get(path, follow=True)
        assert response.headers["Content-Security-Policy"] == POLICY
        assert INLINE.findall(response.content.decode()) == []


def test_view_may_set_a_stricter_policy(rf):
    def view(request):
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    response = ContentSecurityPolicyMiddleware(view)(rf.get("/"))

    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
