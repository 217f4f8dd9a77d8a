"""HTML to PDF: only own files, a child process, and a reason when it fails."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from io import BytesIO

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
    heard: list[int] = []
    body = '<p>Isi pendek.</p><img alt="Titik" src="gambar:titik">'
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'

    content = render_pdf(
        [HTML.format(body)],
        drawings={"titik": drawing},
        attachments={"data.xlsx": b"isi berkas"},
        progress=heard.append,
    )

    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.attachments["data.xlsx"].get_file().read_bytes() == b"isi berkas"
        assert pdf.Root.MarkInfo.Marked
    assert heard == [1]


def test_small_document_renders_without_listener():
    assert render_pdf([HTML.format("<p>Isi.</p>")]).startswith(b"%PDF-1.7")


def test_front_gets_the_page_numbers_of_parts_and_links_lead_there(tmp_path):
    place = '<p><a href="#{0}">Ke {0} <span class="halaman" data-tujuan="{0}"></span></a></p>'
    long = '<p style="height: 200mm">Panjang.</p>' * 3

    content = render_pdf(
        [HTML.format(f'{long}<h1 id="satu">Satu</h1>'), HTML.format('<h1 id="dua">Dua</h1>')],
        front=HTML.format("<p>Sampul</p>" + place.format("satu") + place.format("dua")),
    )

    path = tmp_path / "hasil.pdf"
    path.write_bytes(content)
    pages = subprocess.run(
        ["pdftotext", path, "-"], check=True, capture_output=True, text=True
    ).stdout.split("\f")
    assert [page.split() for page in pages[:-1]] == [
        ["Sampul", "Ke", "satu", "4", "Ke", "dua", "5"],
        ["Panjang.", "2"],
        ["Panjang.", "3"],
        ["Panjang.", "Satu", "4"],
        ["Dua", "5"],
    ]


def test_front_that_grows_with_its_numbers_is_laid_out_again():
    # Wide numbers break the line of each entry, so that the front needs a second page.
    style = "<style>p { height: 40mm; width: 20mm } .halaman { letter-spacing: 30mm }</style>"
    place = '<p><span class="halaman" data-tujuan="a"></span></p>'

    content = render_pdf([HTML.format('<h1 id="a">A</h1>')], front=HTML.format(style + place * 12))

    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 4


def test_list_of_something_that_is_not_there_is_refused():
    place = '<span class="halaman" data-tujuan="hilang"></span>'

    with pytest.raises(PdfGagal, match=r"Tautan ke hilang tidak punya tujuan di dokumen\."):
        render_pdf([HTML.format("<p>Isi.</p>")], front=HTML.format(place))


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
        render_pdf([HTML.format(tag.format(url))])

    assert str(refused.value) == (
        f'PDF gagal dibuat: weasyprint.urls.FatalURLFetchingError: Error fetching "{url}"'
    )


@pytest.fixture
def _rubbish():
    """The process changes how it collects rubbish for good; here it is undone."""
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("_rubbish")
def test_body_of_a_process_does_all_parts_and_the_front(tmp_path, capsys):
    image = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    bodies = {
        "bagian-000": f'<p id="a">Isi.</p><img alt="a" src="gambar:a"><img alt="b" src="{image}">',
        "bagian-001": "<p>Isi yang lebih panjang.</p>" * 40,
        "depan": '<span class="halaman" data-tujuan="a"></span>',
    }
    for name, body in bodies.items():
        (tmp_path / f"{name}.html").write_text(HTML.format(body), encoding="utf-8")
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )

    main(tmp_path)

    for name in bodies:
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert capsys.readouterr().out == "TAHAP 2\nTAHAP 1\nTAHAP 1\n"
    assert gc.get_threshold() == rendering.GC_THRESHOLD
    # A second process finds nothing left to do.
    main(tmp_path)
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("_rubbish")
def test_part_that_another_process_works_on_is_left_to_it(tmp_path, capsys):
    part, front = tmp_path / "bagian-000.html", tmp_path / "depan.html"
    for path in (part, front):
        path.write_text(HTML.format("<p>Isi.</p>"), encoding="utf-8")

    with rendering._claimed(part, wait=False), rendering._claimed(front, wait=False):
        main(tmp_path)

    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("_rubbish")
def test_part_of_a_process_that_died_is_done_by_the_one_that_waits(tmp_path, capsys):
    part, front = tmp_path / "bagian-000.html", tmp_path / "depan.html"
    part.write_text(HTML.format("<p>Isi.</p>"), encoding="utf-8")
    front.write_text(HTML.format("<p>Sampul.</p>"), encoding="utf-8")

    rendering._do_front(rendering._press(tmp_path), front, [part])

    assert capsys.readouterr().out == "TAHAP 1\nTAHAP 1\n"
    assert part.with_suffix(".json").exists()


@pytest.mark.usefixtures("_rubbish")
def test_body_of_a_process_refuses_foreign_addresses(tmp_path):
    (tmp_path / "bagian-000.html").write_text(
        HTML.format('<img alt="x" src="file:///etc/passwd">'), encoding="utf-8"
    )

    with pytest.raises(FatalURLFetchingError, match="file:///etc/passwd"):
        main(tmp_path)

    assert not (tmp_path / "bagian-000.pdf").exists()


def test_listener_that_fails_leaves_no_process_behind():
    def listen(pages: int) -> None:
        raise RuntimeError("tidak tersimpan")

    with pytest.raises(RuntimeError, match="tidak tersimpan"):
        render_pdf([HTML.format("<p>Isi.</p>")] * 2, progress=listen)

    left = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "reports.rendering"], capture_output=True
    )
    assert left.stdout == b""


def test_process_that_ends_without_a_word_is_named(monkeypatch):
    monkeypatch.setattr(rendering.sys, "executable", shutil.which("false"))

    with pytest.raises(PdfGagal, match=r"^PDF gagal dibuat: proses dihentikan sistem$"):
        render_pdf([HTML.format("<p>Isi.</p>")])
