"""Entry of the budget in a real browser, by keyboard alone: a column, a conflict, a plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
OKTOBER = "/anggaran/BPSDM/2023/isi/10/?unit=BID-PKDMF"
RENCANA = "/anggaran/BPSDM/2023/rencana/?unit=UPT-PPKKP"
Buka = Callable[..., Page]


def cell(page: Page, kode: str) -> Locator:
    return page.get_by_label(f"Realisasi {kode}", exact=True)


def row(page: Page, kode: str) -> Locator:
    return page.locator(f"tr[data-sebut='{kode}']")


def expect_saved(page: Page, kode: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(f"{kode} tersimpan pukul", timeout=20_000)
    expect(row(page, kode)).not_to_have_class(re.compile("belum-tersimpan"))


def expect_all_saved(page: Page, *codes: str) -> None:
    """Several rows are saved at once; which of them answers last is open."""
    for kode in codes:
        expect(row(page, kode)).not_to_have_class(re.compile("belum-tersimpan"), timeout=20_000)


def paste(field: Locator, text: str) -> None:
    field.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text", text);
            const paste = { clipboardData: data, bubbles: true, cancelable: true };
            field.dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        text,
    )


def test_a_column_of_a_month_by_keyboard_alone(buka: Buka) -> None:
    page = buka("perencana")
    page.goto(OKTOBER)
    cell(page, "BID-PKDMF-01").focus()
    page.keyboard.type("4.000.000.000")
    expect(row(page, "BID-PKDMF-01").locator(".capaian")).to_contain_text("Serapan")
    page.keyboard.press("Enter")
    expect(cell(page, "BID-PKDMF-02")).to_be_focused()
    expect_saved(page, "BID-PKDMF-01")
    page.keyboard.type("Rp9.999.999.999")
    page.keyboard.press("ArrowDown")
    expect(cell(page, "BID-PKDMF-03")).to_be_focused()
    expect_saved(page, "BID-PKDMF-02")
    # Questions stand beside the cell; they refuse nothing.
    expect(row(page, "BID-PKDMF-02").locator(".capaian")).to_contain_text("Melebihi pagu")
    paste(cell(page, "BID-PKDMF-03"), "100\r\n250.000\r\n")
    expect_all_saved(page, "BID-PKDMF-03", "BID-PKDMF-04")
    expect(page.locator("#jumlah")).to_contain_text("Rp14.000.250.099")
    page.keyboard.press("ArrowUp")
    expect(cell(page, "BID-PKDMF-02")).to_be_focused()
    page.reload()
    expect(cell(page, "BID-PKDMF-01")).to_have_value("4.000.000.000")
    expect(cell(page, "BID-PKDMF-02")).to_have_value("9.999.999.999")
    expect(cell(page, "BID-PKDMF-03")).to_have_value("100")
    expect(cell(page, "BID-PKDMF-04")).to_have_value("250.000")
    page.get_by_role("link", name="Desember").click()
    expect(row(page, "BID-PKDMF-02")).to_contain_text("Bulan lalu Rp9.999.999.999")


def test_an_output_is_asked_back_when_it_has_two_readings(buka: Buka, galat: list[str]) -> None:
    page = buka("perencana")
    page.goto(OKTOBER)
    output = page.get_by_label("Capaian keluaran BID-PKDMF-12", exact=True)
    output.fill("1.234")
    output.press("Enter")
    asked = row(page, "Keluaran BID-PKDMF-12")
    expect(asked.locator(".pesan")).to_contain_text("dapat dibaca sebagai 1.234 atau 1,234.")
    asked.get_by_role("button", name="1234", exact=True).press("Enter")
    expect_saved(page, "Keluaran BID-PKDMF-12")
    expect(asked.locator(".capaian")).to_contain_text("Capaian keluaran 308,50%")
    # The browser itself reports the one refused request.
    assert len(galat) == 1
    galat.clear()


def test_two_people_on_one_cell_and_a_lost_connection(buka: Buka, galat: list[str]) -> None:
    first, second = buka("perencana"), buka("adminpd")
    for page in (first, second):
        page.goto(OKTOBER)
    cell(first, "BID-PKDMF-10").fill("90")
    cell(first, "BID-PKDMF-10").press("Enter")
    expect_saved(first, "BID-PKDMF-10")
    cell(second, "BID-PKDMF-10").fill("95")
    cell(second, "BID-PKDMF-10").press("Enter")
    told = row(second, "BID-PKDMF-10").locator(".pesan")
    expect(told).to_contain_text("Orang lain sudah mengubah nilai ini")
    expect(told).to_contain_text("Tersimpan oleh Perencana: 90. Isian Anda: 95.")
    told.get_by_role("button", name="Pakai isian saya").press("Enter")
    expect_saved(second, "BID-PKDMF-10")
    first.context.set_offline(True)
    cell(first, "BID-PKDMF-11").fill("80")
    cell(first, "BID-PKDMF-11").press("Enter")
    expect(first.get_by_role("status")).to_contain_text("Sambungan terputus.")
    first.context.set_offline(False)
    expect_saved(first, "BID-PKDMF-11")
    first.reload()
    expect(cell(first, "BID-PKDMF-10")).to_have_value("95")
    expect(cell(first, "BID-PKDMF-11")).to_have_value("80")
    # The browser itself reports the refused request and the missing connection.
    assert all(text.startswith("Failed to load resource") for text in galat)
    galat.clear()


def test_an_answer_that_comes_while_typing_sends_no_half_number(buka: Buka) -> None:
    page, held = buka("perencana"), []
    page.goto(RENCANA.replace("UPT-PPKKP", "UPT-PDIPSDM"))
    page.route(re.compile("/simpan/"), lambda route: held.append(route))
    page.get_by_label("Rencana Oktober UPT-PDIPSDM-01", exact=True).focus()
    page.keyboard.type("50.000.000")
    with page.expect_request(re.compile("/simpan/")):
        page.keyboard.press("Tab")
    page.keyboard.type("70.000")
    with page.expect_response(re.compile("/simpan/")):
        held.pop().continue_()
    expect(page.get_by_role("status")).to_contain_text("UPT-PDIPSDM-01 tersimpan pukul")
    expect(row(page, "UPT-PDIPSDM-01")).to_have_class(re.compile("belum-tersimpan"))
    assert held == []
    page.unroute(re.compile("/simpan/"))
    page.keyboard.type(".000")
    page.keyboard.press("Enter")
    expect_saved(page, "UPT-PDIPSDM-01")
    page.reload()
    november = page.get_by_label("Rencana November UPT-PDIPSDM-01", exact=True)
    expect(november).to_have_value("70.000.000")


def test_the_plan_of_a_year(buka: Buka) -> None:
    page = buka("perencana")
    page.goto(RENCANA)
    month = page.get_by_label("Rencana Oktober UPT-PPKKP-01", exact=True)
    month.focus()
    page.keyboard.type("60.000.000")
    page.keyboard.press("Tab")
    page.keyboard.type("70.000.000")
    expect(row(page, "UPT-PPKKP-01").locator(".capaian")).to_contain_text("Rp130.000.000")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Rencana November UPT-PPKKP-02", exact=True)).to_be_focused()
    expect_saved(page, "UPT-PPKKP-01")
    paste(page.get_by_label("Rencana Oktober UPT-PPKKP-02", exact=True), "1\t2\t3\r\n4\t5\t6\r\n")
    expect_all_saved(page, "UPT-PPKKP-02", "UPT-PPKKP-03")
    expect(page.locator("#jumlah")).to_contain_text("Rp130.000.021")
    page.reload()
    expect(month).to_have_value("60.000.000")
    expect(page.get_by_label("Rencana Desember UPT-PPKKP-03", exact=True)).to_have_value("6")
    locked = page.get_by_label("Rencana September UPT-PPKKP-01", exact=True)
    expect(locked).not_to_be_editable()


@pytest.mark.parametrize("layar", ["lebar", "sempit"])
@pytest.mark.parametrize(
    "path", [OKTOBER, RENCANA, "/anggaran/BPSDM/2023/isi/3/?unit=", "/anggaran/BPSDM/2023/"]
)
def test_pages_are_accessible_and_do_not_scroll_sideways(buka: Buka, path: str, layar: str) -> None:
    page = buka("perencana", layar)
    page.goto(path)
    expect(page.locator("table").first).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = page.evaluate(
        """async () => (await axe.run()).violations.map(
            v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).slice(0, 3).join("; "))"""
    )
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
