"""HTML to PDF. The only module that knows WeasyPrint, and it runs it in a process of its own.

The child collects garbage rarely while it lays out (as fast as never, with less memory) and
ends afterwards, so that neither its memory nor a leak stays with the server. It reads only the
project's own static files and the drawings of its job: no network, no other path.
"""

from __future__ import annotations

import gc
import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote

STATIC = Path(__file__).resolve().parent.parent / "lkip" / "static"
SCHEME = "lkip:"
DRAWINGS = "gambar:"
PROGRESS = "TAHAP "
GC_THRESHOLD = (500_000, 50, 100)


class PdfGagal(RuntimeError):
    """The renderer could not produce a file."""


def render_pdf(
    html: str,
    *,
    drawings: Mapping[str, str] | None = None,
    attachments: Mapping[str, bytes] | None = None,
    progress: Callable[[str], None] | None = None,
) -> bytes:
    """Render HTML to a tagged PDF and return its bytes; raises PdfGagal with the reason.

    `drawings` are SVG texts by the name under which the HTML calls them, `gambar:<name>`: as
    files they cost less memory than inline.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "dokumen.html").write_text(html, encoding="utf-8")
        for name, content in (attachments or {}).items():
            (work / name).write_bytes(content)
        for name, markup in (drawings or {}).items():
            (work / f"{name}.svg").write_text(markup, encoding="utf-8")
        job = {"folder": folder, "attachments": list(attachments or {})}
        _run_child(job, progress)
        return (work / "dokumen.pdf").read_bytes()


def _run_child(job: Mapping[str, Any], progress: Callable[[str], None] | None) -> None:
    command = [sys.executable, "-m", "reports.rendering", json.dumps(job)]
    log = Path(job["folder"]) / "galat.txt"
    with log.open("w", encoding="utf-8") as errors:
        child = subprocess.Popen(
            command, cwd=STATIC.parent.parent, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        with child:
            assert child.stdout is not None
            for line in child.stdout:
                if progress and line.startswith(PROGRESS):
                    progress(line.removeprefix(PROGRESS).strip())
    if child.returncode:
        # The last line names what was raised; the path that led there helps no reader.
        reason = log.read_text(encoding="utf-8").strip().rpartition("\n")[2]
        raise PdfGagal(f"PDF gagal dibuat: {reason}")


def static_path(url: str) -> Path:
    """The static file of an address such as `lkip:fonts/x.ttf`; raises ValueError outside it."""
    if not url.startswith(SCHEME):
        raise ValueError(f"Alamat {url} bukan berkas milik aplikasi.")
    path = (STATIC / unquote(url.removeprefix(SCHEME)).lstrip("/")).resolve()
    if not path.is_relative_to(STATIC.resolve()):
        raise ValueError(f"Alamat {url} berada di luar berkas aplikasi.")
    return path


def main(job: Mapping[str, Any]) -> None:
    """Body of the child process."""
    # Imported here so that the server never loads the layout engine.
    from weasyprint import HTML, Attachment
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    folder = Path(job["folder"])

    def drawing(url: str) -> Path:
        # The name alone counts, so that no address can leave the job's folder.
        return folder / f"{Path(url.removeprefix(DRAWINGS)).name}.svg"

    class OwnFiles(URLFetcher):
        """Serves the project's static files and refuses everything else."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            """Open a static file; raises ValueError for any other address."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = drawing(url) if url.startswith(DRAWINGS) else static_path(url)
            kind = guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    _report_progress()
    gc.set_threshold(*GC_THRESHOLD)
    files = [Attachment(filename=str(folder / name)) for name in job["attachments"]]
    document = HTML(
        string=(folder / "dokumen.html").read_text(encoding="utf-8"),
        base_url=SCHEME,
        # A report without its fonts or styles is a wrong report: stop instead.
        url_fetcher=OwnFiles(fail_on_errors=True),
    )
    document.write_pdf(folder / "dokumen.pdf", pdf_variant="pdf/ua-1", attachments=files or None)


def _report_progress() -> None:
    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            sys.stdout.write(f"{PROGRESS}{record.getMessage()}\n")
            sys.stdout.flush()

    logger = logging.getLogger("weasyprint.progress")
    logger.addHandler(Handler())
    logger.setLevel(logging.INFO)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
