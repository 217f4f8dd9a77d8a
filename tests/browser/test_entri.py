"""Entry of realisasi in a real browser: keyboard, paste, lost connection, ended session, conflict.

Several requests at once reach a real server, and what a lost connection or an ended session asks
for happens in the middle of a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from lkip.navigation import DEMO_PASSWORD

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
CONTOH = "/pengukuran/CONTOH/2023/4/"
BPSDM = "/pengukuran/BPSDM/2023/4/"
WIDE, NARROW = {"width": 1366, "height": 900}, {"width": 390, "height": 844}


Buka = Callable[..., Page]


@pytest.fixture
def buka(peramban: Browser, server: str) -> Iterator[Buka]:
    """Sign in and open a page: `buka("perencana", BPSDM)`; a console error fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sign_in(user: str, path: str, size: dict[str, int] = WIDE) -> Page:
        context = peramban.new_context(base_url=server, locale="id-ID", viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        log_in(page, user)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    # The browser itself reports requests that were refused or that found no connection.
    assert [c for c in complaints if not c.startswith("Failed to load resource")] == []


def log_in(page: Page, user: str) -> None:
    page.get_by_label("Nama pengguna").fill(user)
    page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("#entri, main")).not_to_have_count(0)


def row(page: Page, kode: str) -> Locator:
    return page.locator(f"#baris-{kode}")


def value(page: Page, kode: str) -> Locator:
    return page.get_by_label(f"Realisasi {kode}", exact=True)


def expect_saved(page: Page, kode: str) -> None:
    expect(row(page, kode).locator(".lencana")).to_contain_text("Draf", timeout=20_000)
    expect(row(page, kode)).not_to_have_class(re.compile("belum-tersimpan"))


def test_a_quarter_by_keyboard_alone(buka: Buka) -> None:
    page = buka("perencana-contoh", CONTOH)
    page.get_by_label("Layanan tepat waktu I01").focus()
    page.keyboard.type("191")
    page.keyboard.press("Tab")
    page.keyboard.type("200")
    expect(row(page, "I01").locator(".capaian")).to_contain_text(
        "Capaian 106,11% = realisasi 95,5 ÷ target 90 × 100."
    )
    page.keyboard.press("Enter")
    expect(value(page, "I03")).to_be_focused()
    expect_saved(page, "I01")
    expect(row(page, "I01").locator(".kurang")).to_contain_text(
        "Faktor keberhasilan belum diisi: capaian melampaui target."
    )
    page.keyboard.type("0")
    page.keyboard.press("ArrowDown")
    expect(value(page, "I02")).to_be_focused()
    expect_saved(page, "I03")
    page.keyboard.type("8,5")
    page.keyboard.press("ArrowUp")
    expect(value(page, "I03")).to_be_focused()
    expect_saved(page, "I02")
    expect(page.get_by_role("status")).to_contain_text("I02 tersimpan pukul")
    page.reload()
    expect(page.get_by_label("Layanan tepat waktu I01")).to_have_value("191")
    expect(value(page, "I02")).to_have_value("8,5")
    expect(value(page, "I03")).to_have_value("0")


def test_a_pasted_column(buka: Buka) -> None:
    page = buka("perencana", BPSDM)
    value(page, "I06").focus()
    value(page, "I06").evaluate(
        """field => {
            const data = new DataTransfer();
            data.setData("text", "100\\r\\n95,5\\r\\n98%\\r\\n");
            const paste = { clipboardData: data, bubbles: true, cancelable: true };
            field.dispatchEvent(new ClipboardEvent("paste", paste));
        }"""
    )
    for kode in ("I06", "I08", "I09"):
        expect_saved(page, kode)
    page.reload()
    for kode, text in (("I06", "100"), ("I08", "95,5"), ("I09", "98")):
        expect(value(page, kode)).to_have_value(text)


def test_an_ambiguous_number_is_answered_by_its_button(buka: Buka) -> None:
    page = buka("perencana", BPSDM)
    value(page, "I13").fill("1.234")
    value(page, "I13").press("Enter")
    expect(row(page, "I13").locator(".pesan")).to_contain_text(
        '"1.234" dapat dibaca sebagai 1.234 atau 1,234.'
    )
    expect(page.get_by_role("status")).to_have_text("I13 belum tersimpan.")
    row(page, "I13").get_by_role("button", name="1,2340").click()
    expect_saved(page, "I13")
    expect(value(page, "I13")).to_have_value("1,2340")


def test_a_lost_connection_loses_nothing(buka: Buka) -> None:
    page = buka("perencana", BPSDM)
    page.context.set_offline(True)
    value(page, "I14").fill("80")
    value(page, "I14").press("Enter")
    expect(page.get_by_role("status")).to_have_text(
        "Sambungan terputus. Isian disimpan di peramban ini dan dikirim begitu tersambung."
    )
    expect(row(page, "I14")).to_have_class(re.compile("belum-tersimpan"))
    page.context.set_offline(False)
    expect_saved(page, "I14")
    page.reload()
    expect(value(page, "I14")).to_have_value("80")


def test_an_ended_session_loses_nothing(buka: Buka) -> None:
    page = buka("perencana", BPSDM)
    page.context.clear_cookies(name="sessionid")
    value(page, "I15").fill("51")
    value(page, "I15").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Sesi Anda berakhir.")
    page.get_by_role("link", name="Masuk lagi untuk melanjutkan").click()
    log_in(page, "perencana")
    expect(page).to_have_url(re.compile(BPSDM))
    expect(value(page, "I15")).to_have_value("51")
    expect_saved(page, "I15")


def test_what_one_typed_is_not_sent_by_another(buka: Buka) -> None:
    page = buka("perencana", BPSDM)
    before = value(page, "I17").input_value()
    page.context.clear_cookies(name="sessionid")
    value(page, "I17").fill("52")
    value(page, "I17").press("Enter")
    page.get_by_role("link", name="Masuk lagi untuk melanjutkan").click()
    log_in(page, "adminpd")
    expect(page).to_have_url(re.compile(BPSDM))
    expect(value(page, "I17")).to_have_value(before)
    expect(row(page, "I17")).not_to_have_class(re.compile("belum-tersimpan"))
    # It waits for whom it belongs to.
    page.context.clear_cookies(name="sessionid")
    page.goto(BPSDM)
    log_in(page, "perencana")
    expect(value(page, "I17")).to_have_value("52")
    expect_saved(page, "I17")


def test_two_people_on_one_cell_see_both_values(buka: Buka) -> None:
    first, second = buka("perencana", BPSDM), buka("adminpd", BPSDM)
    value(first, "I16").fill("90")
    value(first, "I16").press("Enter")
    expect_saved(first, "I16")
    value(second, "I16").fill("95")
    value(second, "I16").press("Enter")
    told = row(second, "I16").locator(".pesan")
    expect(told).to_contain_text("Orang lain sudah mengubah nilai ini")
    expect(told).to_contain_text("Tersimpan oleh Perencana: 90. Isian Anda: 95.")
    row(second, "I16").get_by_role("button", name="Pakai isian saya").click()
    expect_saved(second, "I16")
    value(first, "I16").fill("91")
    value(first, "I16").press("Enter")
    expect(row(first, "I16").locator(".pesan")).to_contain_text(": 95. Isian Anda: 91.")
    row(first, "I16").get_by_role("button", name="Pakai yang tersimpan").click()
    expect(value(first, "I16")).to_have_value("95")


def test_typed_values_are_handed_in_without_a_script(peramban: Browser, server: str) -> None:
    context = peramban.new_context(base_url=server, java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    page.goto(BPSDM)
    page.get_by_label("Nama pengguna").fill("perencana")
    page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    value(page, "I17").fill("50")
    page.get_by_role("button", name=re.compile("Ajukan yang lengkap")).click()
    expect(page.get_by_text("1 realisasi disimpan.")).to_be_visible()
    expect(value(page, "I17")).to_have_value("50")
    context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1366", "390"])
@pytest.mark.parametrize("path", ["/pengukuran/BPSDM/2023/", BPSDM, "/pengukuran/BPSDM/2023/1/"])
def test_pages_are_accessible_and_do_not_scroll_sideways(
    buka: Buka, path: str, size: dict[str, int]
) -> None:
    page = buka("perencana", path, size)
    expect(page.locator("table").first).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = page.evaluate(
        """async () => (await axe.run()).violations.map(
            v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).slice(0, 3).join("; "))"""
    )
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
