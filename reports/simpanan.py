"""Finished parts of dashboards, kept as long as no record behind them has changed.

A part is found again by everything that it was made from: the stamp of the agency's records
(`PerangkatDaerah.objects.berstempel`), filters, the day, the rights that change it, the language
and the software. Whoever loses it makes it again, so every process may keep its own. Parts are
rendered without the request: nothing of an account or a session can get into them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.translation import get_language

from workforce.models import PerangkatDaerah

T = TypeVar("T")
_BERKAS = (".py", ".html", ".css", ".js", ".svg")


class Potongan(NamedTuple):
    """A rendered part of a page; `tetap` says whether the next reader gets the same."""

    isi: str
    tetap: bool = True


def potongan(kunci: tuple[object, ...], buat: Callable[[], Potongan]) -> str:
    """The part of a key, made when nobody kept it."""
    store, name = caches["dasbor"], _nama(kunci)
    kept: str | None = store.get(name)
    if kept is not None:
        return kept
    made = buat()
    if made.tetap:
        store.set(name, made.isi)
    return made.isi


def potongan_dari(template: str, isi: Mapping[str, Any], *, tetap: bool = True) -> Potongan:
    """A template as a part; it knows its context and nothing of who asks."""
    return Potongan(render_to_string(template, dict(isi)), tetap)


def per_pd(
    kunci: tuple[object, ...],
    daftar: Iterable[PerangkatDaerah],
    buat: Callable[[tuple[PerangkatDaerah, ...]], Mapping[int, T]],
) -> dict[int, T]:
    """What is known of every stamped agency by its number; made in one go for those that changed.

    `buat` gets the agencies of which nothing was kept.
    """
    agencies, store = tuple(daftar), caches["dasbor"]
    names = {pd.pk: _nama((*kunci, *sidik(pd))) for pd in agencies}
    kept = store.get_many(names.values())
    missing = tuple(pd for pd in agencies if names[pd.pk] not in kept)
    if missing:
        made = {names[pk]: value for pk, value in buat(missing).items()}
        store.set_many(made)
        kept |= made
    return {pk: kept[name] for pk, name in names.items()}


def sidik(pd: PerangkatDaerah) -> tuple[int, str | None]:
    """Number and stamp of an agency that was read with `berstempel`."""
    # An annotation, which types do not know.
    return pd.pk, pd.stempel  # type: ignore[attr-defined]


def _nama(kunci: tuple[object, ...]) -> str:
    whole = repr((_perangkat_lunak(), get_language(), *kunci))
    return hashlib.sha256(whole.encode()).hexdigest()


@cache
def _perangkat_lunak() -> str:
    """What tells one state of the software from another: its files and when they changed."""
    base = Path(settings.BASE_DIR)
    folders = ("lkip", "workforce", "indicators", "budget", "reports", "templates")
    files = (path for folder in folders for path in sorted((base / folder).rglob("*")))
    states = (
        (str(path.relative_to(base)), path.stat().st_mtime_ns)
        for path in files
        if path.suffix in _BERKAS
    )
    return hashlib.sha256(repr(tuple(states)).encode()).hexdigest()
