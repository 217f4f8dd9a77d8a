"""`manage.py ukur_dasbor KODE TAHUN`: what dashboards cost while many read them at once.

The command starts gunicorn with two workers on loopback against the database in use, and sends
readers who each ask for every dashboard in turn, with a pause between two pages if `--jeda` says
so. "Hangat" is measured while nothing changes; for "dingin" a note of change comes before every
request, so that every page is made anew. Session and notes go with the measurement; nothing else
is written.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPConnection
from statistics import quantiles
from time import perf_counter, sleep
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from lkip.numbers import format_number
from workforce.actions import rapikan_perubahan
from workforce.models import PerangkatDaerah, Perubahan, User

MILI = 1000
PEKERJA = 2
TUNGGU = 30
# Address, and whether it is about the agency; a page that an installation lacks is left out.
HALAMAN = (
    ("dasbor_provinsi", False),
    ("dasbor", True),
    ("dasbor_anggaran", True),
    ("dasbor_sdm", True),
)


@dataclass(frozen=True)
class Biaya:
    """What a page costs alone: statements when made anew and when kept, bytes as sent."""

    dingin: int
    hangat: int
    bita: int


class Command(BaseCommand):
    """Measures every dashboard and prints its percentiles."""

    help = "Mengukur dashboard dengan banyak pembaca sekaligus melalui gunicorn di loopback."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Agency, year, readers, rounds, pause."""
        parser.add_argument("kode", help="kode perangkat daerah, misalnya BPSDM")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--pembaca", type=int, default=20, help="pembaca serentak (baku 20)")
        parser.add_argument(
            "--putaran", type=int, default=5, help="berapa kali tiap pembaca membuka tiap halaman"
        )
        parser.add_argument(
            "--jeda", type=int, default=0, help="jeda pembaca di antara dua halaman (md, baku 0)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure; refuses what cannot be measured: no agency, numbers below one, no account."""
        agency = PerangkatDaerah.objects.filter(kode=options["kode"]).first()
        if agency is None:
            raise CommandError(f"Perangkat daerah {options['kode']} tidak ditemukan.")
        if min(options["pembaca"], options["putaran"]) < 1:
            raise CommandError("Jumlah pembaca dan putaran paling sedikit 1.")
        user = _reader(agency)
        pages = dict(_pages(agency, options["tahun"]))
        costs = {name: _cost(user, url) for name, url in pages.items()}
        pause, urls = options["jeda"] / MILI, tuple(pages.values())
        with _session(user) as cookie, _server() as port:
            beban = _Beban(port, cookie, pause)
            beban.putar(urls, PEKERJA, 2)
            times = beban.putar(urls, options["pembaca"], options["putaran"])
            changing = _Beban(port, cookie, pause, sebelum=_ubah)
            anew = changing.putar(urls, options["pembaca"], 1)
        rapikan_perubahan()
        for name, url in pages.items():
            cost = costs[name]
            self.stdout.write(_line(f"{name} hangat", times[url], cost.hangat, cost.bita))
            self.stdout.write(_line(f"{name} dingin", anew[url], cost.dingin, cost.bita))
        load = ", ".join(_number(value, 2) for value in os.getloadavg())
        self.stdout.write(
            f"{options['pembaca']} pembaca, {options['putaran']} putaran, "
            f"jeda {options['jeda']} md, {PEKERJA} pekerja gunicorn, "
            f"{os.cpu_count()} inti, basis data {connection.vendor}, "
            f"beban {load}."
        )


def _line(name: str, times: Sequence[float], kueri: int, bita: int) -> str:
    # Of fewer than two times there are no percentiles.
    cuts = quantiles([*times, *times], n=100, method="inclusive")
    p50, p95 = (f"{_number(cuts[at - 1] * MILI, 0):>6} md" for at in (50, 95))
    return (
        f"{name:<22} p50 {p50}  p95 {p95}  {len(times):>4} permintaan  "
        f"{kueri:>3} kueri  {format_number(bita):>7} bita"
    )


def _reader(pd: PerangkatDaerah) -> User:
    """The account that sees the most agencies, this one among them."""
    users = User.objects.filter(is_active=True).order_by("pk")
    seen = {user: PerangkatDaerah.objects.visible_to(user) for user in users}
    able = {user: rows.count() for user, rows in seen.items() if rows.filter(pk=pd.pk).exists()}
    if not able:
        raise CommandError(f"Tidak ada akun yang melihat {pd}.")
    return max(able, key=lambda user: able[user])


def _pages(pd: PerangkatDaerah, tahun: int) -> Iterator[tuple[str, str]]:
    for name, of_agency in HALAMAN:
        where = {"kode": pd.kode, "tahun": tahun} if of_agency else {"tahun": tahun}
        try:
            yield name, reverse(name, kwargs=where)
        except NoReverseMatch:
            continue


def _cost(user: User, url: str) -> Biaya:
    """Statements and size, asked for twice in this process after the first, slower request."""
    client = Client(headers={"accept-encoding": "gzip"})
    counts = []
    with override_settings(ALLOWED_HOSTS=["*"]):
        client.force_login(user)
        client.get(url, secure=True)
        caches["dasbor"].clear()
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(url, secure=True)
            counts.append(len(queries))
        client.logout()
    if response.status_code != 200:
        raise CommandError(f"{url} menjawab {response.status_code}: pengukuran dihentikan.")
    return Biaya(dingin=counts[0], hangat=counts[1], bita=len(response.content))


def _ubah() -> None:
    """Note a change that concerns everybody; called in a reader's thread."""
    Perubahan.objects.create()
    connection.close()


@contextmanager
def _session(user: User) -> Iterator[str]:
    """A session as a login makes it, as the value of its cookie."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    try:
        yield f"{settings.SESSION_COOKIE_NAME}={store.session_key}"
    finally:
        store.delete()


@contextmanager
def _server() -> Iterator[int]:
    """gunicorn on a free port; it ends with the measurement."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable, "-m", "gunicorn", "lkip.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", str(PEKERJA), "--timeout", "120", "--log-level", "warning",
    ]  # fmt: skip
    # Plain HTTP on loopback, whatever the place itself serves.
    environment = os.environ | {"LKIP_HTTPS": "0", "LKIP_ALLOWED_HOSTS": "127.0.0.1"}
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(TUNGGU * 10):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise CommandError("gunicorn tidak dapat dijalankan.")


class _Beban:
    """Readers who ask for pages in turn, each in a thread of its own."""

    def __init__(
        self, port: int, cookie: str, jeda: float, *, sebelum: Callable[[], None] | None = None
    ) -> None:
        self._port, self._cookie, self._pause = port, cookie, jeda
        self._before = sebelum

    def putar(self, pages: Sequence[str], pembaca: int, putaran: int) -> dict[str, list[float]]:
        """Seconds of every request by its page."""
        found: dict[str, list[float]] = {page: [] for page in pages}
        with ThreadPoolExecutor(pembaca) as pool:
            # Readers begin with different pages, as people do.
            turns = [
                [pages[(reader + step) % len(pages)] for step in range(len(pages))] * putaran
                for reader in range(pembaca)
            ]
            # Nor do they all begin at the same moment.
            starts = [self._pause * reader / pembaca for reader in range(pembaca)]
            for reader in pool.map(self._read, starts, turns):
                for page, seconds in reader:
                    found[page].append(seconds)
        return found

    def _read(self, start: float, pages: Sequence[str]) -> list[tuple[str, float]]:
        times = []
        sleep(start)
        for page in pages:
            if self._before is not None:
                self._before()
            started = perf_counter()
            self._get(page)
            times.append((page, perf_counter() - started))
            sleep(self._pause)
        return times

    def _get(self, page: str) -> None:
        line = HTTPConnection("127.0.0.1", self._port, timeout=120)
        try:
            line.request("GET", page, headers={"Cookie": self._cookie, "Accept-Encoding": "gzip"})
            response = line.getresponse()
            response.read()
        finally:
            line.close()
        if response.status != 200:
            raise CommandError(f"{page} menjawab {response.status}: pengukuran dihentikan.")


def _number(value: float, places: int) -> str:
    return format_number(Decimal(str(value)), places)
