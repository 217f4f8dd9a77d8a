"""The benchmark of dashboards: what it prints and refuses. Its server is a thread of the test's."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from lkip.management.commands import ukur_dasbor
from workforce.enums import Peran
from workforce.models import PenugasanPeran

LINE = (
    r"(\w+) (hangat|dingin) +p50 +\d+ md  p95 +\d+ md +(\d+) permintaan +(\d+) kueri +[\d.]+ bita"
)


@pytest.fixture
def dijawab(monkeypatch):
    """Answer readers from a thread, for the test's data is not there for another process."""
    seen, status = [], [200]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, self.headers["Cookie"]))
            self.send_response(status[0])
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    @contextmanager
    def server():
        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
            thread = Thread(target=httpd.serve_forever)
            thread.start()
            yield httpd.server_port
            httpd.shutdown()
            thread.join()

    @contextmanager
    def safe():
        with server() as port:
            try:
                yield port
            except CommandError as error:
                kept.append(error)
        if kept:
            raise kept.pop()

    kept: list[CommandError] = []
    monkeypatch.setattr(ukur_dasbor, "_server", safe)
    # A reader's thread has no way to the test's own transaction.
    monkeypatch.setattr(ukur_dasbor, "_ubah", lambda: seen.append(("ubah", "sessionid=")))
    return seen, status


def measure(**given: object) -> list[str]:
    out = StringIO()
    options = {"kode": "CONTOH", "tahun": 2023, "pembaca": 3, "putaran": 2} | given
    kode, tahun = options.pop("kode"), options.pop("tahun")
    call_command("ukur_dasbor", kode, str(tahun), stdout=out, **options)
    return out.getvalue().splitlines()


def test_every_dashboard_is_read_by_all_readers(contoh, bpsdm, akun, dijawab):
    seen, _ = dijawab
    user = akun(Peran.EVALUATOR, contoh)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.EVALUATOR, pd=bpsdm)
    akun(Peran.PEMBACA, contoh)

    *pages, about = measure()

    rows = [re.fullmatch(LINE, line).groups() for line in pages]
    found = [name for name, state, *_ in rows if state == "hangat"]
    assert found == ["dasbor_provinsi", "dasbor", "dasbor_anggaran", "dasbor_sdm"]
    assert {(state, count) for _, state, count, _ in rows} == {("hangat", "6"), ("dingin", "3")}
    # An account with two roles: session, account, roles, agencies with stamps, notices.
    assert {queries for _, state, _, queries in rows if state == "hangat"} == {"5"}
    assert all(5 < int(queries) <= 20 for _, state, _, queries in rows if state == "dingin")
    assert "3 pembaca, 2 putaran, jeda 0 md, 2 pekerja gunicorn" in about
    # Two readers and two rounds before, so that no worker is new.
    changes = [path for path, _ in seen].count("ubah")
    assert changes == len(found) * 3
    assert len(seen) - changes == len(found) * (2 * 2 + 3 * 2 + 3)
    assert "/dashboard/provinsi/2023/" in {path for path, _ in seen}
    assert {cookie.split("=")[0] for _, cookie in seen} == {"sessionid"}
    assert not Session.objects.exists()


def test_page_that_breaks_ends_the_measurement(contoh, akun, dijawab):
    _, status = dijawab
    status[0] = 500
    akun(Peran.PEMBACA, contoh)

    with pytest.raises(CommandError, match="menjawab 500: pengukuran dihentikan"):
        measure()
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kode": "TIADA"}, "Perangkat daerah TIADA tidak ditemukan."),
        ({"pembaca": 0}, "Jumlah pembaca dan putaran paling sedikit 1."),
        ({}, "Tidak ada akun yang melihat Dinas Contoh."),
    ],
)
def test_what_cannot_be_measured_is_refused(contoh, given, sentence):
    with pytest.raises(CommandError, match=f"^{re.escape(sentence)}$"):
        measure(**given)


def test_page_that_refuses_in_this_process_is_named(contoh, akun, monkeypatch):
    user = akun(Peran.PEMBACA, contoh)
    with pytest.raises(CommandError, match=r"/dashboard/TIADA/2023/ menjawab 404"):
        ukur_dasbor._cost(user, "/dashboard/TIADA/2023/")


def test_page_that_the_installation_lacks_is_left_out(contoh, monkeypatch):
    monkeypatch.setattr(ukur_dasbor, "HALAMAN", (("dasbor", True), ("dasbor_tiada", True)))
    assert dict(ukur_dasbor._pages(contoh, 2023)) == {"dasbor": "/dashboard/CONTOH/2023/"}


def test_server_that_does_not_start_is_told(monkeypatch):
    real = subprocess.Popen

    def broken(command, **options):
        return real([sys.executable, "-c", "raise SystemExit(1)"], **options)

    monkeypatch.setattr(ukur_dasbor.subprocess, "Popen", broken)
    with pytest.raises(CommandError, match="gunicorn tidak dapat dijalankan"):
        ukur_dasbor._server().__enter__()


def test_server_answers_and_ends():
    with ukur_dasbor._server() as port:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", "/")
        # Nobody is signed in.
        assert line.getresponse().status == 302
        line.close()
