"""HTML to PDF: only own files, a child process, and a reason when it fails."""

from __future__ import annotations

import gc
import logging
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from reports import rendering
from reports.rendering import STATIC, PdfGagal, main, render_pdf, static_path

HTML = (
    '<!DOCTYPE html><html lang="id"><head><title>Uji</title>'
    '<link rel="stylesheet" href="lkip:lkip/cetak.css"></head><body>{}</body></html>'
)


def test_static_path_opens_own_files():
    assert static_path("lkip:lkip/cetak.css") == STATIC / "lkip" / "cetak.css"
    assert static_path("lkip:/lkip/cetak.css") == STATIC / "lkip" / "cetak.css"
    assert static_path("lkip:lkip%2Fcetak.css") == STATIC / "lkip" / "cetak.css"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://contoh.go.id/x.css", "/etc/passwd", "", "LKIP:x"]
)
def test_static_path_refuses_other_addresses(url):
    with pytest.raises(ValueError, match="bukan berkas milik aplikasi"):
        static_path(url)


@pytest.mark.parametrize(
    "url", ["lkip:../settings.py", "lkip:lkip/../../settings.py", "lkip:%2e%2e/settings.py"]
)
def test_static_path_refuses_paths_outside(url):
    with pytest.raises(ValueError, match="berada di luar berkas aplikasi"):
        static_path(url)


def test_small_document_renders_with_drawing_attachment_and_progress():
    stages: list[str] = []
    body = '<p>Isi pendek.</p><img alt="Titik" src="gambar:titik">'
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'

    content = render_pdf(
        HTML.format(body),
        drawings={"titik": drawing},
        attachments={"data.xlsx": b"isi berkas"},
        progress=stages.append,
    )

    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.attachments["data.xlsx"].get_file().read_bytes() == b"isi berkas"
        assert pdf.Root.MarkInfo.Marked
    assert stages[0].startswith("Step 1")
    assert any("Page 1" in stage for stage in stages)
    assert stages[-1].startswith("Step 7")


def test_small_document_renders_without_listener():
    assert render_pdf(HTML.format("<p>Isi.</p>")).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        ('<img alt="x" src="{}">', "file:///etc/passwd"),
        ('<img alt="x" src="{}">', "lkip:../settings.py"),
        ('<img alt="x" src="{}">', "https://contoh.go.id/x.png"),
        ('<img alt="x" src="{}">', "gambar:tidak-ada"),
        ('<img alt="x" src="{}">', "gambar:../../../etc/passwd"),
        ('<link rel="stylesheet" href="{}">', "lkip:lkip/hilang.css"),
    ],
)
def test_refused_address_stops_the_render(tag, url):
    with pytest.raises(PdfGagal) as refused:
        render_pdf(HTML.format(tag.format(url)))

    assert str(refused.value) == (
        f'PDF gagal dibuat: weasyprint.urls.FatalURLFetchingError: Error fetching "{url}"'
    )


@pytest.fixture
def bersih():
    """The child changes its process for good; here it is undone."""
    threshold, logger = gc.get_threshold(), logging.getLogger("weasyprint.progress")
    handlers, level = list(logger.handlers), logger.level
    yield
    gc.set_threshold(*threshold)
    logger.handlers[:] = handlers
    logger.setLevel(level)


@pytest.mark.usefixtures("bersih")
def test_body_of_the_child_writes_the_file(tmp_path, capsys):
    image = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    (tmp_path / "dokumen.html").write_text(
        HTML.format(f'<p>Isi.</p><img alt="a" src="gambar:a"><img alt="b" src="{image}">'),
        encoding="utf-8",
    )
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )

    main({"folder": str(tmp_path), "attachments": []})

    assert (tmp_path / "dokumen.pdf").read_bytes().startswith(b"%PDF-1.7")
    lines = capsys.readouterr().out.splitlines()
    assert {line[:6] for line in lines} == {rendering.PROGRESS}
    assert gc.get_threshold() == rendering.GC_THRESHOLD


@pytest.mark.usefixtures("bersih")
def test_body_of_the_child_refuses_foreign_addresses(tmp_path):
    (tmp_path / "dokumen.html").write_text(
        HTML.format('<img alt="x" src="file:///etc/passwd">'), encoding="utf-8"
    )

    with pytest.raises(FatalURLFetchingError, match="file:///etc/passwd"):
        main({"folder": str(tmp_path), "attachments": []})

    assert not Path(tmp_path / "dokumen.pdf").exists()
