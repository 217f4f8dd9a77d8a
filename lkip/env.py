"""Reading the environment: missing or wrong configuration explains itself in a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "ya", "on"})
FALSE = frozenset({"0", "false", "tidak", "off", ""})


def text(name: str, default: str | None = None) -> str:
    """A required text, or its default. Raises ImproperlyConfigured when it is missing."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"Variabel lingkungan {name} belum diisi. Isi sebelum menjalankan aplikasi."
        )
    return value


def flag(name: str, default: bool) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise ImproperlyConfigured(f"Variabel {name} berisi “{value}”; isi 1 (ya) atau 0 (tidak).")


def number(name: str, default: int) -> int:
    """A whole number above zero. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name, str(default))
    if value.isdecimal() and int(value) > 0:
        return int(value)
    raise ImproperlyConfigured(f"Variabel {name} berisi “{value}”; isi bilangan bulat di atas 0.")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(default_path: Path) -> dict[str, Any]:
    """The database of `DATABASE_URL`, or SQLite in a file.

    Raises ImproperlyConfigured for a scheme other than `postgresql` and `sqlite`.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return sqlite(default_path)
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    raise ImproperlyConfigured(
        f"DATABASE_URL memakai skema “{parts.scheme}”; yang didukung postgresql dan sqlite."
    )


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite for several processes: write-ahead log, and writers that wait for each other."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def email(folder: Path) -> dict[str, Any]:
    """Settings for sending e-mail by `LKIP_EMAIL_URL`, or into files of a folder without it.

    `smtp://user:password@host:port?tls=1` begins TLS on the plain port (STARTTLS), `smtps://`
    speaks TLS from the start. Raises ImproperlyConfigured for another scheme or no host.
    """
    url = os.environ.get("LKIP_EMAIL_URL", "")
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(
            f"LKIP_EMAIL_URL berawal “{parts.scheme}://{parts.hostname or ''}”; isi seperti "
            "smtp://pengguna:sandi@server:587?tls=1 atau smtps://pengguna:sandi@server:465."
        )
    from_start = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if from_start else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": not from_start and parse_qs(parts.query).get("tls") == ["1"],
        "EMAIL_USE_SSL": from_start,
    }
