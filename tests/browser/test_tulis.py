"""Writing the report in the browser: a fact as a chip, preview, hand-in, approval by another."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_access import faults

TEMPEL = """() => {
  const editor = document.querySelector("trix-editor");
  const data = new DataTransfer();
  data.setData("text/html", `<html><head><style>p { color: red }</style></head><body>
    <p class="MsoNormal" style="color:red" onclick="window.jahat = 1">Tempel <b>tebal</b>
    <script>window.jahat = 1<\\/script><img src="x" onerror="window.jahat = 1"></p>
    <p class="MsoListParagraph">·&nbsp;&nbsp; satu<o:p></o:p></p></body></html>`);
  const paste = {clipboardData: data, bubbles: true, cancelable: true};
  editor.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


def tulis(page: Page, bagian: str) -> None:
    page.goto(f"/laporan/BPSDM/2023/penulisan/{bagian}/")
    page.locator("#tulis[data-siap]").wait_for()


def test_text_is_written_with_a_fact_and_approved_by_another(buka):
    page = buka("perencana")
    tulis(page, "saran")
    editor = page.get_by_role("textbox", name="Teks")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type("Capaian ")
    page.get_by_label("Nama atau kode").fill("capaian i01 2023")
    page.get_by_role("button", name="Sisipkan I01 capaian 2023").click()
    page.keyboard.type("pada 2023; naik 122,58%.")
    expect(editor.locator(".fakta")).to_have_text("122,58%")
    page.get_by_role("button", name="Perbarui pratinjau").click()
    preview = page.locator("#pratinjau")
    expect(preview.get_by_text("1 angka diketik, bukan fakta")).to_be_visible()
    expect(preview.locator(".narasi .fakta")).to_have_text("122,58%")
    assert faults(page) == []

    editor.click()
    page.keyboard.press("Control+End")
    page.evaluate(TEMPEL)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_have_text("“Saran dan Rekomendasi” disimpan.")
    written = page.locator("#pratinjau .narasi")
    expect(written).to_contain_text("Tempel tebal")
    expect(written.get_by_role("listitem")).to_have_text("satu")
    assert written.locator("img, script, style, [style], [class^=Mso]").count() == 0
    assert page.evaluate("window.jahat") is None
    assert (
        page.locator("textarea[name=isi]")
        .input_value()
        .startswith("<p>Capaian [[indikator.I01.capaian]] pada 2023; naik 122,58%.")
    )
    page.get_by_role("button", name="Ajukan untuk ditinjau").click()
    expect(page.get_by_text("Anda yang mengajukan teks ini.")).to_be_visible()
    assert faults(page) == []

    head = buka("pimpinan")
    head.goto("/laporan/BPSDM/2023/penulisan/?keadaan=ditinjau")
    assert faults(head) == []
    head.get_by_role("link", name="Saran dan Rekomendasi").click()
    head.get_by_role("button", name="Setujui").click()
    expect(head.get_by_role("status")).to_have_text("“Saran dan Rekomendasi” disetujui.")
    assert faults(head) == []


def test_text_that_was_only_opened_is_the_same_after_saving(buka):
    page = buka("adminpd")
    for bagian in ("ikhtisar-faktor", "ikhtisar"):
        tulis(page, bagian)
        assert faults(page) == []
        before = page.locator("textarea[name=isi]").input_value()
        editor = page.get_by_role("textbox", name="Teks")
        editor.click()
        page.keyboard.type("x")
        page.keyboard.press("Backspace")
        page.get_by_role("button", name="Simpan").click()
        page.locator("#tulis[data-siap]").wait_for()
        assert page.locator("textarea[name=isi]").input_value() == before


def test_suggestion_is_put_in_on_a_phone(buka):
    page = buka("perencana", "sempit")
    tulis(page, "gambaran-i01")
    page.get_by_role("button", name="Sisipkan", exact=True).first.click()
    expect(page.get_by_text("Saran disisipkan.")).to_be_visible()
    assert "[[indikator.I01.nama]] pada tahun" in page.locator("textarea[name=isi]").input_value()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []
