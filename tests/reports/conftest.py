"""What tests of the report share: the composed documents, once per session."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import override_settings
from django_tasks_db.management.commands import db_worker

from reports import lkip
from reports.context import Konteks
from reports.naskah import Document, NumberedTable
from workforce.enums import JenisPerangkatDaerah, Peran
from workforce.models import PerangkatDaerah, User


@pytest.fixture
def admin(contoh, akun) -> User:
    """Who prepares the small agency's editions."""
    return akun(Peran.ADMIN_PD, contoh)


@pytest.fixture
def kepala(contoh, akun) -> User:
    """Who makes them final."""
    return akun(Peran.PIMPINAN, contoh)


@pytest.fixture(scope="session")
def susun(django_db_setup, django_db_blocker, simpanan, tmp_path_factory):
    """Compose the report of a demo agency outside a test's transaction."""
    folder = tmp_path_factory.mktemp("laporan")
    (folder / "cache").symlink_to(simpanan)

    def compose(kode: str) -> Document:
        with django_db_blocker.unblock(), override_settings(VAR_DIR=folder):
            return lkip.document(PerangkatDaerah.objects.get(kode=kode), 2023)

    return compose


@pytest.fixture(scope="session")
def laporan(susun) -> Document:
    """The report of the published year."""
    return susun("BPSDM")


@pytest.fixture(scope="session")
def laporan_contoh(susun) -> Document:
    """The report of the small agency."""
    return susun("CONTOH")


@pytest.fixture
def konteks(bpsdm) -> Konteks:
    """The records of the published year."""
    return Konteks(bpsdm, 2023)


@pytest.fixture
def kosong(db) -> PerangkatDaerah:
    """An agency without any record."""
    return PerangkatDaerah.objects.create(
        kode="KOSONG",
        nama="Dinas Kosong",
        singkatan="Kosong",
        jenis=JenisPerangkatDaerah.DINAS,
        pemerintah_daerah="Pemerintah Kota Contoh",
    )


@pytest.fixture
def tabel(laporan) -> Callable[[str], NumberedTable]:
    """A table of the report by its slug."""
    return {table.slug: table for table in laporan.tables}.__getitem__


@pytest.fixture
def sel(tabel) -> Callable[[str], list[list[str]]]:
    """The printed cells of a table, row by row."""

    def cells(slug: str) -> list[list[str]]:
        return [
            [row.label, *(text for _, _, text in row_cells)]
            if row.label
            else [text for _, _, text in row_cells]
            for row, row_cells in tabel(slug).table.body
        ]

    return cells


@pytest.fixture
def pekerja(db, monkeypatch) -> Callable[[], None]:
    """Run everything that waits in the queue, with the worker that a deployment runs."""
    # A worker drops a connection that is not in autocommit; here it is the test's own transaction.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def work() -> None:
        db_worker.Worker(
            queue_names=["default"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="uji",
        ).run()

    return work
