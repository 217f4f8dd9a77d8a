"""A running demo for a real browser: server and worker as processes, as `bin/demo` starts them.

The demo's database is a copy of the one that the session has loaded, so that nothing a browser
does reaches another test, and no test database has to be emptied and filled again.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from lkip.management.commands.demo import FOLDERS, _digest
from lkip.navigation import DEMO_PASSWORD

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LAYAR = {"lebar": {"width": 1366, "height": 768}, "sempit": {"width": 390, "height": 844}}
# Seconds after which a process that was asked to end counts as stuck.
BATAS = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All flows share one server, so they stay together and carry one mark."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def _start(environment: dict[str, str], *command: str | Path, fds: tuple[int, ...] = ()):
    log = Path(environment["LKIP_VAR"]) / f"{Path(command[-1]).name}.log"
    with log.open("wb") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=output,
            pass_fds=fds,
        )


@pytest.fixture(scope="package")
def lingkungan(django_db_setup, django_db_blocker, simpanan, tmp_path_factory) -> dict[str, str]:
    """The environment of the demo, with its database, accounts and collected files."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "cache").symlink_to(simpanan)
    with django_db_blocker.unblock(), closing(sqlite3.connect(folder / "lkip.sqlite3")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    for kode, name in FOLDERS:
        stamp = folder / f"demo-{kode.lower()}.sha256"
        stamp.write_text(_digest(settings.BASE_DIR / "fixtures" / name), encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "LKIP_VAR": str(folder),
        "LKIP_DEMO": "1",
        "LKIP_DEBUG": "0",
        "LKIP_HTTPS": "0",
        "LKIP_ALLOWED_HOSTS": "127.0.0.1",
        "LKIP_SECRET_KEY": "kunci-hanya-untuk-peramban-yang-menguji",
    }
    for command in (("collectstatic", "--no-input"), ("demo",)):
        assert _start(environment, sys.executable, "manage.py", *command).wait() == 0
    return environment


@pytest.fixture(scope="package")
def server(lingkungan) -> Iterator[str]:
    """Address of the running application; a worker runs beside it."""
    # The socket listens before the server runs: an early request waits instead of failing.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn = Path(sys.executable).with_name("gunicorn")
        bind = f"fd://{listener.fileno()}"
        processes = [
            _start(
                lingkungan,
                gunicorn,
                *("--bind", bind, "--threads", "4", "--timeout", "120", "lkip.wsgi"),
                fds=(listener.fileno(),),
            ),
            _start(lingkungan, sys.executable, "manage.py", "db_worker"),
        ]
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(BATAS)


@pytest.fixture(scope="package")
def peramban() -> Iterator[Browser]:
    """The system's Chromium; it ends with this package, because its loop must not stay."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def galat() -> list[str]:
    """Errors that the browser's console showed: refused scripts and styles, broken scripts."""
    return []


@pytest.fixture
def buka(server, peramban, galat) -> Iterator[Callable[..., Page]]:
    """Open a page of its own, signed in when a name is given; the console must stay silent."""
    contexts = []

    def open_page(username: str = "", layar: str = "lebar") -> Page:
        context = peramban.new_context(
            base_url=server, viewport=LAYAR[layar], locale="id-ID", accept_downloads=True
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: galat.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: galat.append(str(error)))
        if username:
            page.goto("/masuk/")
            page.get_by_label("Nama pengguna").fill(username)
            page.get_by_label("Kata sandi", exact=True).fill(DEMO_PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            page.get_by_role("button", name="Keluar").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert galat == []
