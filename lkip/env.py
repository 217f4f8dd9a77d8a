"""Reading the environment: missing or wrong configuration explains itself in a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

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
