"""A session that ends, or a form that is outdated, while somebody writes: nothing typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lkip.navigation import DEMO_PASSWORD
from lkip.security import TIDAK_TERKIRIM

FORMULIR = "/periode/BPSDM/2023/4/perpanjang/"
ALASAN = "Jaringan kantor terputus tiga hari;\nsurat pemberitahuan menyusul."
TERSIMPAN = "sessionStorage.getItem('jaga:kiriman')"
KEMBALI = "Yang Anda tulis sebelum sesi berakhir sudah dikembalikan."


@pytest.fixture
def tertulis(buka) -> Page:
    """A form that is filled in and not sent."""
    page = buka("adminpd")
    page.goto(FORMULIR)
    page.get_by_label("Unit kerja").select_option(index=2)
    page.get_by_label("Sampai tanggal").fill("2036-01-31")
    page.get_by_label("Alasan").fill(ALASAN)
    return page


def log_in(page: Page, name: str) -> None:
    page.get_by_label("Nama pengguna").fill(name)
    page.get_by_label("Kata sandi", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()


def expect_typed(page: Page) -> None:
    expect(page.get_by_role("status")).to_contain_text(KEMBALI)
    expect(page.get_by_label("Alasan")).to_have_value(ALASAN)
    expect(page.get_by_label("Sampai tanggal")).to_have_value("2036-01-31")
    assert page.get_by_label("Unit kerja").evaluate("field => field.selectedIndex") == 2


def test_session_that_ended_brings_back_what_was_typed(tertulis):
    tertulis.context.clear_cookies(name="sessionid")
    tertulis.get_by_role("button", name="Beri perpanjangan").click()
    expect(tertulis.get_by_text(TIDAK_TERKIRIM)).to_be_visible()
    log_in(tertulis, "adminpd")

    expect(tertulis).to_have_url(f"{tertulis.url.split('/periode')[0]}{FORMULIR}")
    expect_typed(tertulis)
    # Once only: who opens the page again begins anew.
    tertulis.reload()
    expect(tertulis.get_by_label("Alasan")).to_have_value("")


def test_change_of_others_meanwhile_is_not_overwritten(buka, galat):
    """What the page had shown comes back too: the server compares with it."""
    page = buka("adminpd")
    page.goto("/perencanaan/BPSDM/2023/")
    page.locator("a[href*='/sasaran/'][href$='/ubah/']").first.click()
    seen = page.locator("form.formulir [name=dilihat]")
    seen.evaluate("""field => { field.value = '{"sasaran": "yang lama"}'; }""")
    page.locator("form.formulir [name=sasaran]").fill("Sasaran yang baru")
    page.context.clear_cookies(name="sessionid")
    page.locator("form.formulir").get_by_role("button", name="Simpan").click()
    log_in(page, "adminpd")

    expect(page.locator("form.formulir [name=sasaran]")).to_have_value("Sasaran yang baru")
    expect(seen).to_have_value('{"sasaran": "yang lama"}')
    page.locator("form.formulir").get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Belum disimpan.")).to_be_visible()
    # The browser itself reports the conflict.
    assert [text.split(":")[0] for text in galat] == ["Failed to load resource"]
    galat.clear()


def test_somebody_else_who_logs_in_does_not_see_it(tertulis):
    tertulis.context.clear_cookies(name="sessionid")
    tertulis.get_by_role("button", name="Beri perpanjangan").click()
    log_in(tertulis, "adminsistem")
    expect(tertulis.get_by_label("Alasan")).to_have_value("")
    assert tertulis.evaluate(TERSIMPAN) is None


def test_somebody_of_the_same_name_does_not_see_it(tertulis):
    """The account counts, not how its owner is called."""
    tertulis.context.clear_cookies(name="sessionid")
    tertulis.get_by_role("button", name="Beri perpanjangan").click()
    expect(tertulis.get_by_text(TIDAK_TERKIRIM)).to_be_visible()
    tertulis.evaluate(
        "const kept = JSON.parse(sessionStorage.getItem('jaga:kiriman'));"
        "sessionStorage.setItem('jaga:kiriman', JSON.stringify({...kept, account: '0'}))"
    )
    log_in(tertulis, "adminpd")
    expect(tertulis.get_by_label("Alasan")).to_have_value("")
    assert tertulis.evaluate(TERSIMPAN) is None


def test_what_was_typed_long_ago_is_forgotten(tertulis):
    tertulis.context.clear_cookies(name="sessionid")
    tertulis.get_by_role("button", name="Beri perpanjangan").click()
    expect(tertulis.get_by_text(TIDAK_TERKIRIM)).to_be_visible()
    assert ALASAN.splitlines()[0] in tertulis.evaluate(TERSIMPAN)
    tertulis.evaluate(
        "const kept = JSON.parse(sessionStorage.getItem('jaga:kiriman'));"
        "sessionStorage.setItem('jaga:kiriman', JSON.stringify({...kept, until: Date.now()}))"
    )
    log_in(tertulis, "adminpd")
    expect(tertulis.get_by_label("Alasan")).to_have_value("")
    assert tertulis.evaluate(TERSIMPAN) is None


def test_leaving_by_oneself_keeps_nothing(tertulis):
    """A login page that was not reached by sending a form takes nothing over."""
    tertulis.evaluate(
        "sessionStorage.setItem('jaga:kiriman', JSON.stringify({page: location.pathname,"
        " account: document.body.dataset.akun, until: Date.now() + 60000, target: '',"
        " typed: [], lost: false}))"
    )
    tertulis.get_by_role("button", name="Keluar").click()
    expect(tertulis.get_by_role("heading", level=1)).to_have_text("Masuk")
    assert tertulis.evaluate(TERSIMPAN) is None


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/akun/sandi/", "[type=password]"),
        ("/akun/faktor-kedua/pasang/", "[autocomplete=one-time-code]"),
    ],
)
def test_secret_is_never_kept(buka, path, fields):
    page = buka("adminpd")
    page.goto(path)
    for field in page.locator(fields).all():
        field.fill("123456")
    page.context.clear_cookies(name="sessionid")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text(TIDAK_TERKIRIM)).to_be_visible()
    assert page.evaluate(TERSIMPAN) is None


def test_outdated_form_leads_back_to_what_was_typed(tertulis, galat):
    tertulis.context.clear_cookies(name="csrftoken")
    tertulis.get_by_role("button", name="Beri perpanjangan").click()
    expect(tertulis.get_by_role("heading", level=1)).to_have_text("Formulir kedaluwarsa")
    tertulis.get_by_role("link", name="Kembali ke formulir dengan isian Anda").click()

    expect_typed(tertulis)
    # The browser itself reports the refusal.
    assert [text.split(":")[0] for text in galat] == ["Failed to load resource"]
    galat.clear()


def test_form_that_arrived_is_forgotten(tertulis):
    """Refused by a rule or taken: the server has answered, and shows what was typed itself."""
    tertulis.get_by_label("Sampai tanggal").fill("2020-01-31")
    tertulis.get_by_role("button", name="Beri perpanjangan").click()
    expect(tertulis.get_by_text("Perpanjangan harus sesudah batas pengisian")).to_be_visible()
    expect(tertulis.get_by_label("Alasan")).to_have_value(ALASAN)
    assert tertulis.evaluate(TERSIMPAN) is None
