"""A head of an agency: from login to the evidence, a meeting by keyboard, all of it on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.test_access import faults


def test_head_reaches_the_evidence_in_two_clicks(buka):
    page = buka("pimpinan")

    page.get_by_role("link", name="Buka dashboard 2023").click()
    expect(page.get_by_role("heading", name="Perlu pimpinan sekarang (3 dari 8)")).to_be_visible()
    first = page.get_by_role("table", name="").first
    expect(page.get_by_role("heading", name="Perlu keputusan (8)")).to_be_visible()
    expect(first.get_by_text("Bidang Pengembangan Kompetensi Dasar")).to_be_visible()
    page.get_by_role("row").filter(has_text="I01 ·").get_by_role("link", name="e-SAKIP").click()

    expect(page).to_have_title(re.compile("Bukti I01 Tahunan 2023"))
    expect(page.get_by_text("Berita acara penilaian mandiri sistem merit")).to_be_visible()


def test_meeting_is_walked_by_keyboard_and_leaves_a_decision(buka):
    page = buka("pimpinan")
    page.goto("/dashboard/BPSDM/2023/rapat/?periode=3")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("1 dari 13").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("2 dari 13").first).to_be_visible()
    assert faults(page) == []

    # In a field, arrows move the cursor.
    page.get_by_label("Keputusan", exact=True).fill("Opini diminta kepada BPK.")
    page.keyboard.press("ArrowRight")
    page.get_by_label("Tenggat", exact=True).fill("2099-12-31")
    page.get_by_role("button", name="Catat keputusan").click()
    expect(page.get_by_role("status")).to_have_text("Keputusan tentang I07 dicatat.")
    assert faults(page) == []

    page.get_by_role("link", name="Rapat TW III").click()
    page.get_by_text("Tutup I07 TW III 2023").click()
    assert faults(page) == []
    page.get_by_label("Hasil, atau sebab batalnya").fill("Opini sudah diterima.")
    page.get_by_role("button", name="Tutup keputusan").click()
    expect(page.get_by_role("status")).to_have_text("Keputusan ditutup.")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("1 dari 13").first).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", name="Rapat kinerja TW III 2023")).to_be_visible()


def test_on_a_phone_the_menu_is_one_line_and_opens_by_keyboard(buka):
    page = buka("pimpinan", "sempit")
    page.goto("/dashboard/BPSDM/2023/?periode=3")
    menu = page.get_by_role("navigation", name="Menu utama")
    head = page.locator("header.atas")
    expect(menu).to_be_hidden()
    assert head.bounding_box()["height"] < 60

    page.locator("details.menu-buka summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    assert faults(page) == []


def test_on_a_phone_exceptions_are_cards_of_the_screens_width(buka):
    page = buka("pimpinan", "sempit")
    page.goto("/dashboard/BPSDM/2023/?periode=3")

    row = page.locator("table.dasbor tbody tr").first
    box = row.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert row.evaluate("row => row.scrollWidth <= row.clientWidth")
    # What needs the head now stands on the first screen.
    need = page.locator(".kebutuhan li").first
    assert need.bounding_box()["y"] + need.bounding_box()["height"] < 844
    expect(need.get_by_text("lewat batas 5 Juli 2023")).to_be_visible()
    expect(row.get_by_text("Belum dilaporkan").first).to_be_visible()


def test_decision_page_for_its_unit(buka):
    page = buka("perencana")
    page.goto("/dashboard/BPSDM/2023/rapat/?periode=3&indikator=I08")
    page.get_by_label("Keputusan", exact=True).fill("Susun jadwal E-Order.")
    page.get_by_label("Tenggat", exact=True).fill("2099-12-31")
    page.get_by_role("button", name="Catat keputusan").click()
    page.goto("/tugas/")
    page.get_by_role("link", name="Laporkan tindak lanjut rapat I08 TW III 2023").click()
    assert faults(page) == []

    page.get_by_label("Hasil tindak lanjut").fill("Jadwal tersusun.")
    page.get_by_role("button", name="Laporkan hasil").click()
    expect(page.get_by_text("(dilaporkan Perencana")).to_be_visible()
    assert faults(page) == []
