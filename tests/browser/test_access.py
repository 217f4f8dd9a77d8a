"""Every page for everyone: axe-core finds nothing, and a phone needs no sideways scrolling."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "/",
    "/indikator/BPSDM/2023/",
    "/indikator/BPSDM/2023/?status=menunggu_data",
    "/indikator/BPSDM/2023/I02/",
    "/indikator/BPSDM/2023/I10/",
    "/dashboard/BPSDM/2023/",
    "/dashboard/BPSDM/2023/anggaran/",
    "/dashboard/BPSDM/2023/sdm/",
    "/dashboard/CONTOH/2019/anggaran/",
    "/anggaran/BPSDM/2023/",
    "/sdm/BPSDM/2023/",
    "/organisasi/",
    "/pemberitahuan/",
    "/organisasi/BPSDM/",
    "/rekonsiliasi/BPSDM/2023/",
    "/dashboard/BPSDM/2023/?periode=3",
    "/dashboard/BPSDM/2023/?status=tercapai",
    "/dashboard/BPSDM/2023/rapat/?periode=3",
    "/dashboard/BPSDM/2023/banding/",
    # The small agency's report has the same parts as the large one, in a tenth of the time.
    "/laporan/CONTOH/2023/",
    "/laporan/CONTOH/1999/",
    "/laporan/CONTOH/2023/edisi/",
)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands: broken rules, and a body wider than the screen."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(
        """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then(result =>
            result.violations.flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.html}`)))""",
        RULES,
    )
    page_width, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [*found, f"lebar {page_width} > {screen}"] if page_width > screen else found


@pytest.mark.parametrize("layar", ["lebar", "sempit"])
def test_pages_of_the_agency(buka, layar):
    page = buka("adminsistem", layar)

    found = {}
    for path in PAGES:
        response = page.goto(path)
        assert response is not None
        assert response.status == 200, path
        found[path] = faults(page)

    assert {path: rules for path, rules in found.items() if rules} == {}


@pytest.mark.parametrize("layar", ["lebar", "sempit"])
def test_login_with_and_without_error(buka, layar):
    page = buka(layar=layar)
    page.goto("/masuk/")
    assert faults(page) == []

    page.get_by_label("Nama pengguna").fill("perencana")
    page.get_by_label("Kata sandi", exact=True).fill("salah")
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("alert").wait_for()
    assert faults(page) == []


@pytest.mark.parametrize("layar", ["lebar", "sempit"])
def test_state_of_a_document(buka, layar):
    page = buka("verifikator", layar)
    page.goto("/laporan/BPSDM/2023/")
    page.get_by_role("button", name="Perjanjian Kinerja (PDF)").click()
    assert faults(page) == []

    page.get_by_role("link", name="Unduh Perjanjian Kinerja (PDF)").wait_for(timeout=120_000)
    assert faults(page) == []


@pytest.mark.parametrize("layar", ["lebar", "sempit"])
@pytest.mark.parametrize("template", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages(buka, galat, layar, template):
    page = buka(layar=layar)
    # Served at an address of the application, so that styles and policy are the real ones.
    page.route(
        "**/galat/",
        lambda route: route.fulfill(
            status=500, content_type="text/html", body=render_to_string(template)
        ),
    )
    page.goto("/galat/")
    assert faults(page) == []

    assert [message for message in galat if "status of 500" not in message] == []
    galat.clear()


def test_long_report_fits_a_phone(buka):
    page = buka("pembaca", "sempit")

    page.goto("/laporan/BPSDM/2023/")

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.querySelectorAll('figure').length") > 100
