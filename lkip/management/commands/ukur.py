"""`manage.py ukur KODE TAHUN`: the cost of the report's PDF beside Chromium printing the same HTML.

Both renderers run in turn within one run, each as a process with helpers that is waited for by
its number, so that load of the machine touches both alike and the operating system does the
counting. Memory is what all processes of a renderer hold together, each shared page counted once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import Any

import pikepdf
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lkip.numbers import format_number
from reports.facts import FaktaTidakDikenal
from reports.lkip import document, print_html, print_parts
from reports.naskah import Document
from reports.rendering import SCHEME, STATIC
from reports.workbook import workbook
from workforce.models import PerangkatDaerah

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OWN, BROWSER = "Aplikasi", "Chromium"
MIB = 1024  # the system counts KiB
SAMPLE = 0.1  # seconds between two looks at the memory
# Runs as its own process, because memory is counted per process.
RENDER = """
import pathlib, sys
from reports.rendering import render_pdf
folder = pathlib.Path(sys.argv[1])
drawings = {path.stem: path.read_text("utf-8") for path in folder.glob("*.svg")}
tables = {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}
front = (folder / "depan.html").read_text("utf-8")
parts = [path.read_text("utf-8") for path in sorted(folder.glob("bagian-*.html"))]
content = render_pdf(parts, front=front, drawings=drawings, attachments=tables)
(folder / "hasil.pdf").write_bytes(content)
"""


@dataclass(frozen=True)
class Pekerjaan:
    """A renderer's command and the folder in which it leaves its PDF."""

    folder: Path
    perintah: Sequence[str]


@dataclass(frozen=True)
class Biaya:
    """What one rendering cost: seconds, and the peak of all its processes together in MiB."""

    waktu: float
    cpu: float
    memori: float
    halaman: int


class Command(BaseCommand):
    """Composes once, renders in turn, prints every round and the medians."""

    help = "Mengukur pembuatan PDF LKIP di samping pencetakan HTML yang sama oleh Chromium."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Agency, year, number of rounds."""
        parser.add_argument("kode", help="kode perangkat daerah, misalnya BPSDM")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--putaran", type=int, default=3, help="jumlah putaran (baku 3)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure; refuses an unknown agency, no rounds, and a machine without Chromium."""
        agency = PerangkatDaerah.objects.filter(kode=options["kode"]).first()
        if agency is None:
            raise CommandError(f"Perangkat daerah {options['kode']} tidak ditemukan.")
        if options["putaran"] < 1:
            raise CommandError("Jumlah putaran paling sedikit 1.")
        chromium = _find_chromium()
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            jobs = self._prepare(agency, options["tahun"], Path(folder), chromium)
            self._measure(jobs, options["putaran"])

    def _prepare(
        self, agency: PerangkatDaerah, tahun: int, folder: Path, chromium: str
    ) -> dict[str, Pekerjaan]:
        started = perf_counter()
        try:
            with CaptureQueriesContext(connection) as queries:
                doc = document(agency, tahun, inline=False)
        except FaktaTidakDikenal as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Menyusun: {_number(perf_counter() - started)} detik, {len(queries)} kueri, "
            f"{len(doc.tables)} tabel, {len(doc.drawings)} gambar."
        )
        return {
            OWN: _own_job(doc, folder / "aplikasi"),
            BROWSER: _browser_job(
                print_html(document(agency, tahun)), folder / "chromium", chromium
            ),
        }

    def _measure(self, jobs: Mapping[str, Pekerjaan], rounds: int) -> None:
        costs: dict[str, list[Biaya]] = {name: [] for name in jobs}
        for number in range(1, rounds + 1):
            for name, job in jobs.items():
                cost = _run(job)
                costs[name].append(cost)
                self._print(f"Putaran {number}", name, cost)
        middle = {name: _median(rows) for name, rows in costs.items()}
        for name, cost in middle.items():
            self._print("Median", name, cost)
        own, browser = middle[OWN], middle[BROWSER]
        self.stdout.write(
            f"Waktu {OWN} dibanding {BROWSER}: {_number(own.waktu / browser.waktu)} kali. "
            f"CPU {BROWSER} hanya sebagian: proses anaknya tidak seluruhnya ditunggu."
        )

    def _print(self, when: str, name: str, cost: Biaya) -> None:
        self.stdout.write(
            f"{when:<10} {name:<8}  waktu {_number(cost.waktu):>6} detik  "
            f"CPU {_number(cost.cpu):>6} detik  memori {cost.memori:>4.0f} MiB  "
            f"{cost.halaman} halaman"
        )


def _find_chromium() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise CommandError(
            f"Chromium tidak ditemukan; dicari pada PATH dengan nama {', '.join(BROWSERS)}."
        )
    return found


def _own_job(doc: Document, folder: Path) -> Pekerjaan:
    """Files of the product's renderer: HTML, drawings, and the workbook that the PDF carries."""
    folder.mkdir()
    front, parts = print_parts(doc)
    (folder / "depan.html").write_text(front, encoding="utf-8")
    for number, html in enumerate(parts):
        (folder / f"bagian-{number:03d}.html").write_text(html, encoding="utf-8")
    (folder / "tabel.xlsx").write_bytes(workbook(doc))
    for name, markup in doc.drawings.items():
        (folder / f"{name}.svg").write_text(markup, encoding="utf-8")
    return Pekerjaan(folder, (sys.executable, "-c", RENDER, str(folder)))


def _browser_job(html: str, folder: Path, chromium: str) -> Pekerjaan:
    """Files of Chromium: the same HTML and styles with addresses that a browser can open."""
    styles = folder / "lkip"
    styles.mkdir(parents=True)
    for path in (STATIC / "lkip").glob("*.css"):
        content = path.read_text(encoding="utf-8").replace(SCHEME, f"{STATIC.as_uri()}/")
        (styles / path.name).write_text(content, encoding="utf-8")
    page = folder / "laporan.html"
    page.write_text(html.replace(f'"{SCHEME}lkip/', '"lkip/'), encoding="utf-8")
    command = (
        chromium,
        "--headless",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        "--disable-gpu",
        "--disable-background-networking",
        "--allow-file-access-from-files",
        f"--user-data-dir={folder / 'profil'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={folder / 'hasil.pdf'}",
        page.as_uri(),
    )
    return Pekerjaan(folder, command)


def _run(job: Pekerjaan) -> Biaya:
    """Run a renderer to its end and read what it cost from the operating system."""
    result = job.folder / "hasil.pdf"
    result.unlink(missing_ok=True)
    with (job.folder / "galat.txt").open("w+", encoding="utf-8") as log:
        started = perf_counter()
        child = subprocess.Popen(job.perintah, cwd=settings.BASE_DIR, stdout=log, stderr=log)
        with _Memori(child.pid) as memory:
            _, status, used = os.wait4(child.pid, 0)
        elapsed = perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        if child.returncode or not result.exists():
            raise CommandError(f"PDF gagal dibuat: {log.read().strip()[-300:]}")
    with pikepdf.open(result) as pdf:
        pages = len(pdf.pages)
    return Biaya(elapsed, used.ru_utime + used.ru_stime, memory.peak / MIB, pages)


class _Memori:
    """Looks now and then at what a process and all below it hold; `peak` in KiB."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.peak = 0
        self._done = Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> _Memori:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(SAMPLE):
            self.peak = max(self.peak, sum(map(_held, _family(self.pid))))


def _family(pid: int) -> list[int]:
    """A process and all that it started and that still run."""
    with suppress(OSError):  # a process may end while we look
        threads = Path(f"/proc/{pid}/task").iterdir()
        below = [int(n) for t in threads for n in (t / "children").read_text().split()]
        return [pid, *(found for child in below for found in _family(child))]
    return []


def _held(pid: int) -> int:
    """KiB that a process holds; a page that several share counts for each with its part."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _median(costs: Iterable[Biaya]) -> Biaya:
    rows = tuple(costs)
    return Biaya(
        median(row.waktu for row in rows),
        median(row.cpu for row in rows),
        median(row.memori for row in rows),
        rows[0].halaman,
    )


def _number(value: float) -> str:
    return format_number(Decimal(str(value)), 2)
