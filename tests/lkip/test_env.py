"""The environment: what is missing or wrong explains itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lkip import env

FILE = Path("/data/lkip.sqlite3")


def test_text_that_is_set(monkeypatch):
    monkeypatch.setenv("LKIP_CONTOH", "isi")

    assert env.text("LKIP_CONTOH", "bawaan") == "isi"


def test_text_falls_back_to_its_default(monkeypatch):
    monkeypatch.delenv("LKIP_CONTOH", raising=False)

    assert env.text("LKIP_CONTOH", "bawaan") == "bawaan"


def test_text_without_default_is_required(monkeypatch):
    monkeypatch.delenv("LKIP_CONTOH", raising=False)

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.text("LKIP_CONTOH")

    assert str(refusal.value) == (
        "Variabel lingkungan LKIP_CONTOH belum diisi. Isi sebelum menjalankan aplikasi."
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", True),
        ("ya", True),
        ("TRUE", True),
        ("on", True),
        ("0", False),
        ("tidak", False),
        ("False", False),
        ("off", False),
        ("", False),
    ],
)
def test_flag_reads_yes_and_no(monkeypatch, value, expected):
    monkeypatch.setenv("LKIP_CONTOH", value)

    assert env.flag("LKIP_CONTOH", default=not expected) is expected


@pytest.mark.parametrize("default", [True, False])
def test_flag_that_is_not_set(monkeypatch, default):
    monkeypatch.delenv("LKIP_CONTOH", raising=False)

    assert env.flag("LKIP_CONTOH", default=default) is default


def test_flag_that_is_neither(monkeypatch):
    monkeypatch.setenv("LKIP_CONTOH", "mungkin")

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.flag("LKIP_CONTOH", default=True)

    assert str(refusal.value) == (
        "Variabel LKIP_CONTOH berisi “mungkin”; isi 1 (ya) atau 0 (tidak)."
    )


def test_number_is_read(monkeypatch):
    monkeypatch.setenv("LKIP_CONTOH", "15")

    assert env.number("LKIP_CONTOH", 60) == 15


def test_number_falls_back_to_its_default(monkeypatch):
    monkeypatch.delenv("LKIP_CONTOH", raising=False)

    assert env.number("LKIP_CONTOH", 60) == 60


@pytest.mark.parametrize("value", ["0", "-5", "satu", "1,5", ""])
def test_number_that_is_none(monkeypatch, value):
    monkeypatch.setenv("LKIP_CONTOH", value)

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.number("LKIP_CONTOH", 60)

    assert str(refusal.value) == (
        f"Variabel LKIP_CONTOH berisi “{value}”; isi bilangan bulat di atas 0."
    )


def test_words_are_trimmed_and_never_empty(monkeypatch):
    monkeypatch.setenv("LKIP_CONTOH", " a.go.id, b.go.id ,,")

    assert env.words("LKIP_CONTOH") == ["a.go.id", "b.go.id"]


def test_words_that_are_not_set(monkeypatch):
    monkeypatch.delenv("LKIP_CONTOH", raising=False)

    assert env.words("LKIP_CONTOH") == []
    assert env.words("LKIP_CONTOH", "satu,dua") == ["satu", "dua"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_database_on_postgresql(monkeypatch, scheme):
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://lkip:r%40hasia@db.lokal:5433/laporan%20kinerja")

    assert env.database(FILE) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "laporan kinerja",
        "USER": "lkip",
        "PASSWORD": "r@hasia",
        "HOST": "db.lokal",
        "PORT": "5433",
        "CONN_MAX_AGE": 60,
    }


def test_database_on_postgresql_with_every_default(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///lkip")

    found = env.database(FILE)

    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "lkip",
        "",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("url", "path"),
    [("", FILE), ("sqlite:////srv/data%20lkip.sqlite3", Path("//srv/data lkip.sqlite3"))],
)
def test_database_on_sqlite_waits_for_other_writers(monkeypatch, url, path):
    monkeypatch.setenv("DATABASE_URL", url)

    found = env.database(FILE)

    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", path)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] == 20


def test_database_of_another_kind(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://lkip@localhost/lkip")

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.database(FILE)

    assert str(refusal.value) == (
        "DATABASE_URL memakai skema “mysql”; yang didukung postgresql dan sqlite."
    )


def test_email_without_server_lies_in_a_folder(monkeypatch):
    monkeypatch.delenv("LKIP_EMAIL_URL", raising=False)

    assert env.email(Path("/data/email")) == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": Path("/data/email"),
    }


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp://surat:r%40hasia@surat.lokal:587?tls=1", 587, True, False),
        ("smtp://surat:r%40hasia@surat.lokal", 25, False, False),
        ("smtp://surat:r%40hasia@surat.lokal?tls=0", 25, False, False),
        ("smtps://surat:r%40hasia@surat.lokal", 465, False, True),
    ],
)
def test_email_by_a_server(monkeypatch, url, port, starttls, tls):
    monkeypatch.setenv("LKIP_EMAIL_URL", url)

    assert env.email(Path("/data/email")) == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "surat.lokal",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "surat",
        "EMAIL_HOST_PASSWORD": "r@hasia",
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
    }


def test_email_without_account(monkeypatch):
    monkeypatch.setenv("LKIP_EMAIL_URL", "smtp://127.0.0.1:2525")

    found = env.email(Path("/data/email"))

    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("", "")


@pytest.mark.parametrize(
    ("url", "start"), [("http://surat.lokal", "http://surat.lokal"), ("smtp://", "smtp://")]
)
def test_email_of_another_kind(monkeypatch, url, start):
    monkeypatch.setenv("LKIP_EMAIL_URL", url)

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.email(Path("/data/email"))

    assert str(refusal.value) == (
        f"LKIP_EMAIL_URL berawal “{start}”; isi seperti "
        "smtp://pengguna:sandi@server:587?tls=1 atau smtps://pengguna:sandi@server:465."
    )
