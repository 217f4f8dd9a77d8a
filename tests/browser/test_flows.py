"""Whole flows in a real browser, by role and label."""

from __future__ import annotations

import re

import pikepdf
from playwright.sync_api import Locator, Page, expect

MENIT = 60_000


def _tab_to(page: Page, target: Locator) -> None:
    """Move the focus with the Tab key alone."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} tidak terjangkau dengan Tab")


def test_planner_reads_the_report_and_takes_the_pdf_home(buka, tmp_path):
    page = buka("perencana-contoh")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")
    page.get_by_role("link", name="Beranda").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dinas Contoh")

    page.get_by_role("link", name="Laporan Kinerja 2023").click()
    page.get_by_role("navigation", name="Daftar isi laporan").get_by_role(
        "link", name="BAB IV Penutup"
    ).click()
    expect(page).to_have_url(re.compile(r"/laporan/CONTOH/2023/#bab-penutup$"))
    expect(page.get_by_role("heading", name="BAB IV Penutup")).to_be_in_viewport()

    page.get_by_role("button", name="Buat PDF").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("LKIP (PDF) 2023")
    link = page.get_by_role("link", name="Unduh LKIP (PDF)")
    # The page asks for its state by itself until the worker is done.
    link.wait_for(timeout=2 * MENIT)
    with page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename == "lkip-contoh-2023.pdf"
    download.value.save_as(tmp_path / "lkip.pdf")
    with pikepdf.open(tmp_path / "lkip.pdf") as pdf:
        assert len(pdf.pages) > 20
        assert list(pdf.attachments) == ["tabel-lkip-contoh-2023.xlsx"]


def test_indicators_are_filtered_and_opened_by_keyboard_alone(buka):
    page = buka("verifikator")
    page.goto("/indikator/BPSDM/2023/")
    expect(page.get_by_text("Menampilkan 22 dari 22 indikator.")).to_be_visible()

    search = page.get_by_role("form", name="Saring indikator").get_by_role("textbox").first
    _tab_to(page, search)
    page.keyboard.type("SAKIP")
    page.keyboard.press("Enter")
    result = page.get_by_role("link", name="Predikat SAKIP Perangkat Daerah Tahun 2023")
    expect(result).to_be_visible()
    _tab_to(page, result)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Predikat SAKIP Perangkat Daerah Tahun 2023"
    )
    expect(page.get_by_text("Capaian 107,87% = realisasi 88,45 ÷ target 82 × 100.")).to_be_visible()


def test_first_tab_leads_past_the_menu(buka):
    page = buka("pembaca")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("#isi$"))


def test_leader_looks_at_budget_and_staff(buka):
    page = buka("pimpinan")
    menu = page.get_by_role("navigation", name="Menu utama")

    menu.get_by_role("link", name="Anggaran").click()
    expect(page.get_by_text("Rp123.256.791.085")).to_be_visible()
    expect(page.get_by_role("cell", name="24,05%").first).to_be_visible()

    menu.get_by_role("link", name="SDM").click()
    expect(page.get_by_role("heading", name="106 pegawai per 31 Desember 2023")).to_be_visible()
    expect(page.get_by_text("Pegawai pada data contoh ini adalah orang rekaan.")).to_be_visible()

    menu.get_by_role("link", name="Pelaporan").click()
    menu.get_by_role("link", name="Rekonsiliasi").click()
    page.get_by_role("link", name="Tampilkan semua").click()
    expect(page.get_by_role("cell", name="151.652.888.149").first).to_be_visible()

    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")


def test_foreign_agency_is_not_found(buka, galat):
    page = buka("perencana-contoh")

    for path in ("/laporan/BPSDM/2023/", "/anggaran/BPSDM/2023/", "/sdm/BPSDM/2023/"):
        response = page.goto(path)
        assert response is not None
        assert response.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Halaman tidak ditemukan")

    # The browser itself reports the three answers, and nothing else.
    assert len(galat) == 3
    assert all("status of 404" in message for message in galat)
    galat.clear()


def test_wrong_password_is_told_without_losing_the_name(buka):
    page = buka()
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill("perencana")
    page.get_by_label("Kata sandi", exact=True).fill("salah sekali")
    page.get_by_role("button", name="Masuk").click()

    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    expect(page.get_by_label("Nama pengguna")).to_have_value("perencana")
