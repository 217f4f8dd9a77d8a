"""Pages run and wear files of ours alone."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lkip.security import POLICY, TIDAK_TERKIRIM, ContentSecurityPolicyMiddleware
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


# --- What is sent without a login ----------------------------------------------------------------

FORMULIR, KIRIM = "/verifikasi/CONTOH/5/?bukti=2", "/verifikasi/CONTOH/5/terima/"


@pytest.mark.parametrize(
    ("referer", "page"),
    [
        ("http://testserver/verifikasi/CONTOH/5/?bukti=2#bukti", FORMULIR),
        ("http://testserver", "/"),
        ("https://lain.example/verifikasi/CONTOH/5/", "/tugas/"),
        ("//lain.example/", "/tugas/"),
        ("", "/tugas/"),
    ],
)
def test_what_was_sent_without_a_login_leads_back_to_its_page(db, referer, page):
    headers = {"referer": referer, "sec-fetch-mode": "navigate"}
    response = Client(headers=headers).post(KIRIM, follow=True)

    ((address, status),) = response.redirect_chain
    assert (address, status) == (f"/masuk/?{urlencode({'next': page}, safe='/')}", 302)
    assert TIDAK_TERKIRIM in response.text


@pytest.mark.parametrize(
    "header", [("x-requested-with", "XMLHttpRequest"), ("sec-fetch-mode", "cors")]
)
def test_script_that_sends_without_a_login_tells_it_itself(db, header):
    response = Client(headers=dict([header])).post(KIRIM, follow=True)

    assert response.redirect_chain == [(f"/masuk/?next={KIRIM}", 302)]
    assert TIDAK_TERKIRIM not in response.text


def test_part_of_a_page_does_not_become_the_login(db):
    response = Client(headers={"hx-request": "true"}).get("/dokumen/1/")

    assert (response.status_code, response.headers["HX-Refresh"]) == (204, "true")
    assert response.content == b""


def test_reader_without_a_login_comes_to_the_page_that_she_wanted(db):
    response = Client(headers={"referer": "http://testserver/hak/"}).get("/tugas/", follow=True)

    assert response.redirect_chain == [("/masuk/?next=/tugas/", 302)]
    assert TIDAK_TERKIRIM not in response.text
