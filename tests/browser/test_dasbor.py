"""Dashboards by keyboard and on paper."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

A4 = (595, 842)  # points


@pytest.mark.parametrize("alamat", ["", "anggaran/", "sdm/"])
def test_dashboard_prints_on_a4_without_menu_and_filters(buka, alamat):
    page = buka("pimpinan")
    page.goto(f"/dashboard/BPSDM/2023/{alamat}")
    content = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")

    with pikepdf.open(BytesIO(content)) as paper:
        sizes = {tuple(round(float(n)) for n in sheet.mediabox[2:]) for sheet in paper.pages}
        assert len(paper.pages) < 7
    assert sizes == {A4}
    for hidden in ("Menu utama", "Dashboard"):
        assert not page.get_by_role("navigation", name=hidden).is_visible()
    assert not page.locator(".saring, .unduh-grafik").locator("visible=true").count()
    cut = page.evaluate(
        "[...document.querySelectorAll('figure')].map(f => getComputedStyle(f).breakInside)"
    )
    assert set(cut) <= {"avoid"}


def test_levels_tabs_and_tables_open_by_keyboard(buka):
    page = buka("pembaca")
    page.goto("/dashboard/BPSDM/2023/")
    page.get_by_role("link", name="Anggaran", exact=True).last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/anggaran/")

    row = page.get_by_role("rowheader", name="Pengelolaan Pendidikan Lanjutan ASN")
    assert not row.is_visible()
    page.locator("summary", has_text="Program Kepegawaian Daerah").focus()
    page.keyboard.press("Enter")
    row.wait_for()

    page.locator("summary", has_text="Tabel Kualitas pelaksanaan anggaran per unit").focus()
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Tabel Kualitas pelaksanaan anggaran per unit").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="PNG Kualitas pelaksanaan anggaran per unit").press("Enter")
    assert download.value.suggested_filename == "anggaran-kualitas-unit-bpsdm-2023.png"
