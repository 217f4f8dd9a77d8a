"""From an invitation to a login with a second factor, and what a forgotten password costs."""

from __future__ import annotations

import re
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.test_access import faults

SANDI = "kuda-laut-biru-7"
PAGES = (
    "/akun/",
    "/akun/sandi/",
    "/akun/faktor-kedua/pasang/",
    "/akun/peran/{penugasan}/delegasi/",
    "/pengguna/BPSDM/",
    "/pengguna/BPSDM/undang/",
    "/pengguna/BPSDM/{orang}/",
    "/pengguna/BPSDM/{orang}/peran/",
    "/hak/",
)
LEPAS = ("/akun/sandi/lupa/", "/akun/sandi/lupa/terkirim/", "/akun/sandi/atur/1/tidak-sah/")


def _kode(secret: str) -> str:
    """The code of the next half minute: no earlier step has used it up, and it is taken already."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1))


def _link(folder: Path) -> str:
    """The path of the link in the newest message that the application wrote."""
    newest = max((folder / "email").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    body = message_from_bytes(newest.read_bytes(), policy=policy.default).get_content()
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", body)
    return path


def _login(page: Page, name: str, sandi: str) -> None:
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill(name)
    page.get_by_label("Kata sandi", exact=True).fill(sandi)
    page.get_by_role("button", name="Masuk").click()


def _logout(page: Page) -> None:
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")


def test_from_invitation_to_second_factor_and_lock_out(buka, lingkungan):
    admin = buka("adminpd")
    admin.get_by_role("link", name="Pengelolaan").click()
    expect(admin.get_by_role("heading", level=1)).to_contain_text("Pengguna")
    admin.get_by_role("link", name="Undang pengguna").click()
    admin.get_by_label("Nama lengkap").fill("Sari Rekaan")
    admin.get_by_label("Alamat e-mail").fill("sari@contoh.go.id")
    admin.get_by_label("Peran", exact=True).select_option("Verifikator")
    admin.get_by_role("button", name="Kirim undangan").click()
    expect(admin.get_by_role("status")).to_contain_text("Undangan dikirim ke sari@contoh.go.id")
    assert faults(admin) == []

    page = buka()
    page.goto(_link(Path(lingkungan["LKIP_VAR"])))
    assert faults(page) == []
    page.get_by_label("Nama pengguna").fill("sari")
    page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    page.get_by_label("Kata sandi sekali lagi").fill(SANDI)
    page.get_by_role("button", name="Terima dan buat akun").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")

    page.get_by_role("link", name="Sari Rekaan").click()
    page.get_by_role("link", name="Pasang faktor kedua").click()
    expect(page.get_by_role("img", name="Kode QR untuk aplikasi autentikator")).to_be_visible()
    secret = page.locator(".kunci-rahasia").inner_text()
    page.get_by_label("Kode enam angka").fill(_kode(secret))
    page.get_by_role("button", name="Pasang", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kode pemulihan")
    expect(page.locator(".kode-pemulihan li")).to_have_count(10)
    assert faults(page) == []
    recovery = page.locator(".kode-pemulihan li").first.inner_text()
    _logout(page)

    _login(page, "sari", SANDI)
    expect(page.get_by_role("heading", level=1)).to_have_text("Faktor kedua")
    assert faults(page) == []
    page.get_by_label("Kode", exact=True).fill(_kode(secret))
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")
    _logout(page)

    # The telephone is lost: a recovery code does as well.
    _login(page, "sari", SANDI)
    page.get_by_label("Kode", exact=True).fill(recovery)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")
    _logout(page)

    for _ in range(5):
        _login(page, "sari", "salah-sekali-lagi")
        expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    _login(page, "sari", SANDI)
    expect(page.get_by_role("alert")).to_contain_text(
        "Terlalu banyak percobaan yang gagal. Tunggu 10 menit, lalu coba lagi."
    )
    assert faults(page) == []

    admin.goto("/jejak/BPSDM/?aksi=ditolak")
    expect(admin.get_by_text("Percobaan berikutnya ditolak selama 10 menit.").first).to_be_visible()


@pytest.mark.parametrize("layar", ["lebar", "sempit"])
def test_pages_of_accounts(buka, layar):
    page = buka("adminpd", layar)
    page.goto("/akun/")
    handed = page.get_by_role("link", name="Delegasikan").get_attribute("href")
    page.goto("/pengguna/BPSDM/")
    person = page.get_by_role("link", name="Perencana", exact=True).get_attribute("href")
    assert handed is not None
    assert person is not None
    numbers = {"penugasan": handed.split("/")[3], "orang": person.split("/")[3]}

    found = {}
    for path in PAGES:
        response = page.goto(path.format(**numbers))
        assert response is not None
        assert response.status == 200, path
        found[path] = faults(page)

    assert {path: rules for path, rules in found.items() if rules} == {}


@pytest.mark.parametrize("layar", ["lebar", "sempit"])
def test_pages_before_the_login(buka, layar):
    page = buka(layar=layar)

    found = {}
    for path in LEPAS:
        response = page.goto(path)
        assert response is not None
        assert response.status == 200, path
        found[path] = faults(page)

    assert {path: rules for path, rules in found.items() if rules} == {}
