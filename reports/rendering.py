"""HTML to PDF. The only module that knows WeasyPrint, and it runs it in processes of its own.

A document comes in parts that are laid out apart, by two processes that take one after the
other; `reports.assembly` joins what they write. The processes collect garbage rarely (as fast as
never, with less memory) and end afterwards, so that neither memory nor a leak stays with the
server. They read only the project's own static files and the drawings of their job: no network,
no other path.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from reports.assembly import LINK, Bagian, assemble, page_numbers

PROJECT = Path(__file__).resolve().parent.parent
STATIC = PROJECT / "lkip" / "static"
SCHEME = "lkip:"
DRAWINGS = "gambar:"
PROGRESS = "TAHAP "
GC_THRESHOLD = (500_000, 50, 100)
PROCESSES = 2
FRONT = "depan"
# The place of a page number in the front, and the anchor whose page it names.
PAGE_PLACE = re.compile(r'(<span class="halaman" data-tujuan="([^"]+)">)(?=</span>)')
BLANK = "000"
# The lists grow or shrink with the digits in them; more rounds than this have not been seen.
ROUNDS = 5

POINTS = 0.75  # of a CSS pixel

Progress = Callable[[int], None]
Press = Callable[[str], Any]


class PdfGagal(RuntimeError):
    """The renderer could not produce a file."""


def render_pdf(
    parts: Sequence[str],
    *,
    front: str = "",
    drawings: Mapping[str, str] | None = None,
    attachments: Mapping[str, bytes] | None = None,
    progress: Progress | None = None,
    repeatable: bool = False,
) -> bytes:
    """Render the HTML files of a document to one tagged PDF; raises PdfGagal with the reason.

    Each part begins a page. `front` stands before them, begins with a cover that bears no
    number, and gets the page numbers of the rest. `drawings` are SVG texts by the name under
    which the HTML calls them, `gambar:<name>`: as files they cost less memory than inline.
    `progress` hears how many pages are laid out. A `repeatable` file has an identifier that
    follows from its content, so that the same HTML gives the same bytes again.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        names = [f"bagian-{number:03d}" for number in range(len(parts))]
        for name, html in zip(names, parts, strict=True):
            (work / f"{name}.html").write_text(html, encoding="utf-8")
        if front:
            (work / f"{FRONT}.html").write_text(front, encoding="utf-8")
        for name, markup in (drawings or {}).items():
            (work / f"{name}.svg").write_text(markup, encoding="utf-8")
        _run_children(work, min(PROCESSES, len(parts)), progress)
        ordered = [FRONT, *names] if front else names
        return assemble(
            [_finished(work / f"{name}.html") for name in ordered],
            attachments=attachments or {},
            unnumbered=1 if front else 0,
            repeatable=repeatable,
        )


def _run_children(work: Path, count: int, progress: Progress | None) -> None:
    """Let the processes do all parts; raises PdfGagal when something is missing at the end."""
    logs = [work / f"galat-{number}.txt" for number in range(count)]
    command = [sys.executable, "-m", "reports.rendering", str(work)]
    reader, writer = os.pipe()
    children = []
    for log in logs:
        with log.open("w", encoding="utf-8") as errors:
            children.append(subprocess.Popen(command, cwd=PROJECT, stdout=writer, stderr=errors))
    os.close(writer)
    try:
        _hear(reader, progress)
    except BaseException:
        # Whoever listens has failed: nobody waits for the parts any more.
        for child in children:
            child.terminate()
        raise
    finally:
        codes = [child.wait() for child in children]
    failed = [log for code, log in zip(codes, logs, strict=True) if code]
    # A part whose process was killed is done by the other one; then nothing is missing.
    if not all(_notes(html).exists() for html in work.glob("*.html")):
        reasons = [log.read_text(encoding="utf-8").strip() for log in failed]
        # The last line names what was raised; the path that led there helps no reader.
        reason = next((r.rpartition("\n")[2] for r in reasons if r), "proses dihentikan sistem")
        raise PdfGagal(f"PDF gagal dibuat: {reason}")


def _hear(reader: int, progress: Progress | None) -> None:
    """Tell how many pages are laid out, until the processes have nothing more to say."""
    pages = 0
    with open(reader, encoding="utf-8") as lines:
        for line in lines:
            if progress and line.startswith(PROGRESS):
                pages += int(line.removeprefix(PROGRESS))
                progress(pages)


def _notes(html: Path) -> Path:
    """Where a finished part leaves its pages, anchors and bookmarks."""
    return html.with_suffix(".json")


def _finished(html: Path) -> Bagian:
    notes = json.loads(_notes(html).read_text(encoding="utf-8"))
    return Bagian(html.with_suffix(".pdf"), **notes)


def static_path(url: str) -> Path:
    """The static file of an address such as `lkip:fonts/x.ttf`; raises ValueError outside it."""
    if not url.startswith(SCHEME):
        raise ValueError(f"Alamat {url} bukan berkas milik aplikasi.")
    path = (STATIC / unquote(url.removeprefix(SCHEME)).lstrip("/")).resolve()
    if not path.is_relative_to(STATIC.resolve()):
        raise ValueError(f"Alamat {url} berada di luar berkas aplikasi.")
    return path


def main(work: Path) -> None:
    """Body of a process: take parts until none is left, then perhaps the front."""
    gc.set_threshold(*GC_THRESHOLD)
    press = _press(work)
    parts = sorted(work.glob("bagian-*.html"))
    # The longest first, so that the processes end together.
    for part in sorted(parts, key=lambda path: -path.stat().st_size):
        with _claimed(part, wait=False) as mine:
            if mine and not _notes(part).exists():
                _do_part(press, part)
    front = work / f"{FRONT}.html"
    if front.exists():
        with _claimed(front, wait=False) as mine:
            if mine and not _notes(front).exists():
                _do_front(press, front, parts)


@contextmanager
def _claimed(html: Path, *, wait: bool) -> Iterator[bool]:
    """Hold a part alone; a process that dies lets go, so that the other one can take over."""
    with html.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def _do_part(press: Press, part: Path) -> None:
    # Links lead anywhere in the document, which this process does not see.
    html = part.read_text(encoding="utf-8").replace('href="#', f'href="{LINK}')
    _write(press(html), part)


def _do_front(press: Press, front: Path, parts: Sequence[Path]) -> None:
    """Lay out the front with the page numbers of the rest."""
    html = front.read_text(encoding="utf-8").replace('href="#', f'href="{LINK}')
    # While the other process still works: how many pages the front has itself.
    length = len(press(PAGE_PLACE.sub(rf"\g<1>{BLANK}", html)).pages)
    for part in parts:
        with _claimed(part, wait=True):
            if not _notes(part).exists():
                _do_part(press, part)
    finished = [_finished(part) for part in parts]
    for _ in range(ROUNDS):
        document = press(_numbered(html, page_numbers(finished, after=length)))
        if len(document.pages) == length:
            break
        length = len(document.pages)
    _write(document, front)


def _numbered(html: str, pages: Mapping[str, int]) -> str:
    return PAGE_PLACE.sub(lambda match: f"{match[1]}{pages[match[2]]}", html)


def _press(work: Path) -> Press:
    """The layout engine, which reads own files alone."""
    # Imported here so that the server never loads the layout engine.
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    def drawing(url: str) -> Path:
        # The name alone counts, so that no address can leave the job's folder.
        return work / f"{Path(url.removeprefix(DRAWINGS)).name}.svg"

    class OwnFiles(URLFetcher):
        """Serves the project's static files and refuses everything else."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            """Open a static file; raises ValueError for any other address."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = drawing(url) if url.startswith(DRAWINGS) else static_path(url)
            kind = guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    # A report without its fonts or styles is a wrong report: stop instead.
    fetcher = OwnFiles(fail_on_errors=True)
    return lambda html: HTML(string=html, base_url=SCHEME, url_fetcher=fetcher).render(
        pdf_variant="pdf/ua-1"
    )


def _write(document: Any, html: Path) -> None:
    """Write the file of a part, and last its notes: a part with notes is finished."""
    sys.stdout.write(f"{PROGRESS}{len(document.pages)}\n")
    sys.stdout.flush()

    def distinct(document: Any, pdf: Any) -> None:
        # Heads of tables are called by names that repeat in every part.
        for entry in pdf.objects:
            if isinstance(entry, dict) and "ID" in entry:
                entry["ID"].string = f"{html.stem}-{entry['ID'].string}"

    document.write_pdf(html.with_suffix(".pdf"), pdf_variant="pdf/ua-1", finisher=distinct)
    places = enumerate(document.pages)
    notes = {
        "pages": len(document.pages),
        "anchors": {
            name: (number, spot[0] * POINTS, (page.height - spot[1]) * POINTS)
            for number, page in reversed(list(places))
            for name, spot in page.anchors.items()
        },
        "bookmarks": [
            (level, label, number, x * POINTS, (page.height - y) * POINTS)
            for number, page in enumerate(document.pages)
            for level, label, (x, y), _ in page.bookmarks
        ],
    }
    _notes(html).write_text(json.dumps(notes), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
