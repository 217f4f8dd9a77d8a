"""What every test shares: no network, quick passwords, temporary files, the demo data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from coverage import Coverage
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client, override_settings
from pytest_socket import socket_allow_hosts

from budget.triggers import PEMICU as PEMICU_ANGGARAN
from indicators.triggers import PEMICU, PEMICU_PERJANJIAN
from indicators.triggers_perencanaan import PEMICU_INDIKATOR_TETAP
from reports.resources import load_folder
from workforce.actions import segel_jejak
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, User

FIXTURES = Path(django_settings.BASE_DIR) / "fixtures"


# They walk whole pages. What they execute is measured by the tests of its own module, and measuring
# costs as much as executing.
TAK_DIUKUR = ("browser", "test_access", "test_access_keadaan", "test_settings_pages")


# What they show lies behind the database (drawing, laying out, joining, timing), or their pages and
# rules are tried on both databases by the tests of their own modules. They run once.
SEKALI = (
    "test_access_keadaan.py",
    "test_settings_pages.py",
    "lkip/test_ukur.py",
    "reports/test_assembly.py",
    "reports/test_chart_worker.py",
    "reports/test_charts.py",
    "reports/test_edisi_pdf.py",
    "reports/test_lkip.py",
    "reports/test_rendering.py",
    "reports/test_workbook.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what need not run on a second database."""
    for item in items:
        if item.path.relative_to(Path(__file__).parent).as_posix() in SEKALI:
            item.add_marker(pytest.mark.sekali)


@contextmanager
def _tak_diukur() -> Iterator[None]:
    """Inside, no coverage is measured."""
    measuring = Coverage.current()
    if measuring is None:
        yield
        return
    measuring.stop()
    try:
        yield
    finally:
        measuring.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Tests of whole pages run unmeasured."""
    first = item.path.relative_to(Path(__file__).parent).parts[0].removesuffix(".py")
    with _tak_diukur() if first in TAK_DIUKUR else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
    """So does the making of the database, once per worker."""
    with _tak_diukur() if fixturedef.argname == "django_db_setup" else nullcontext():
        return (yield)


def pytest_runtest_setup() -> None:
    """No test may reach beyond this machine."""
    socket_allow_hosts(["127.0.0.1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def simpanan(tmp_path_factory) -> Path:
    """Where charts are kept: by content, so that no test draws what another has drawn."""
    return tmp_path_factory.mktemp("simpanan")


@pytest.fixture(autouse=True)
def _environment(settings, tmp_path, simpanan):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.SECURE_SSL_REDIRECT = False
    # Nothing is collected for tests, but the static file server wants its folder to exist.
    settings.STATIC_ROOT = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path
    (tmp_path / "cache").symlink_to(simpanan)
    # Numbers of notes that a test rolls back are given out again on SQLite.
    caches["dasbor"].clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The database of a run holds both demo agencies; tests roll back what they add."""
    with django_db_blocker.unblock():
        if not PerangkatDaerah.objects.exists():
            load_folder(FIXTURES / "bpsdm-2023")
            load_folder(FIXTURES / "contoh-2023")
            # Else every test that is refused something would seal all of it again.
            segel_jejak()


@pytest.fixture
def bpsdm(db) -> PerangkatDaerah:
    """The agency of the published report."""
    return PerangkatDaerah.objects.get(kode="BPSDM")


@pytest.fixture
def contoh(db) -> PerangkatDaerah:
    """The small invented agency."""
    return PerangkatDaerah.objects.get(kode="CONTOH")


@pytest.fixture
def akun(db) -> Callable[..., User]:
    """Make an account with one role: `akun(Peran.PERENCANA, pd)`."""

    def make(peran: Peran, pd: PerangkatDaerah | None = None, name: str = "") -> User:
        user = User.objects.create_user(
            username=name or f"{peran}-{pd.kode if pd else 'semua'}".lower(),
            password="sandi-yang-panjang",
            is_staff=peran in (Peran.ADMIN_SISTEM, Peran.ADMIN_PD),
        )
        PenugasanPeran.objects.create(
            pengguna=user, peran=peran, pd=None if peran == Peran.ADMIN_SISTEM else pd
        )
        return user

    return make


@pytest.fixture
def masuk(akun) -> Callable[..., Client]:
    """A signed-in client: `masuk(Peran.PERENCANA, pd)`."""

    def sign_in(peran: Peran, pd: PerangkatDaerah | None = None) -> Client:
        client = Client()
        client.force_login(akun(peran, pd))
        return client

    return sign_in


@pytest.fixture(scope="module")
def semodul(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """Rows that a module's tests share are made inside; the folder holds the files of the rows."""
    folder = tmp_path_factory.mktemp("semodul")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder),
        transaction.atomic(),
    ):
        yield folder
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sesi(semodul) -> dict[tuple[Peran, bool], str]:
    """A session of every role in the small agency and (True) in a foreign one."""
    keys = {}
    for foreign, kode in ((False, "CONTOH"), (True, "BPSDM")):
        pd = PerangkatDaerah.objects.get(kode=kode)
        for peran in Peran:
            user = User.objects.create(username=f"{peran}-{foreign}".lower())
            PenugasanPeran.objects.create(
                pengguna=user, peran=peran, pd=None if peran == Peran.ADMIN_SISTEM else pd
            )
            client = Client()
            client.force_login(user)
            keys[peran, foreign] = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    # Else every request that is refused would seal all of them again.
    segel_jejak()
    return keys


@pytest.fixture
def klien(sesi, db) -> dict[tuple[Peran, bool], Client]:
    """A signed-in client for every session of `sesi`."""
    clients = {key: Client() for key in sesi}
    for key, client in clients.items():
        client.cookies[django_settings.SESSION_COOKIE_NAME] = sesi[key]
    return clients


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the small agency's folder, to break."""
    return Path(shutil.copytree(FIXTURES / "contoh-2023", tmp_path / "contoh-2023"))


@pytest.fixture
def tanpa_pemicu(db) -> None:
    """The guard of the database is off for this test, to reach states that it forbids."""
    with connection.cursor() as cursor:
        for trigger in (*PEMICU, *PEMICU_PERJANJIAN, PEMICU_INDIKATOR_TETAP, *PEMICU_ANGGARAN):
            for statement in trigger.drop(connection.vendor):
                cursor.execute(statement)
