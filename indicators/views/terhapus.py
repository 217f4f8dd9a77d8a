"""Items that a session removed from a draft, kept in it so that removing can be undone."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest

from indicators.actions_item import ItemTerhapus
from indicators.models import PerjanjianKinerja

KUNCI = "item_terhapus"
# A session keeps the last ones only; whoever removes more means it.
TERBANYAK = 20


def _kept(request: HttpRequest, row: PerjanjianKinerja) -> dict[str, Any]:
    found: dict[str, Any] = request.session.get(KUNCI, {}).get(str(row.pk), {})
    return found


def _keep(request: HttpRequest, row: PerjanjianKinerja, kept: dict[str, Any]) -> None:
    request.session[KUNCI] = request.session.get(KUNCI, {}) | {str(row.pk): kept}


def daftar_terhapus(request: HttpRequest, row: PerjanjianKinerja) -> list[tuple[int, ItemTerhapus]]:
    """Removed items of a draft with the number that they had, the last one first."""
    kept = _kept(request, row)
    return [(int(pk), ItemTerhapus(**data)) for pk, data in reversed(kept.items())]


def terhapus(request: HttpRequest, row: PerjanjianKinerja, pk: int) -> ItemTerhapus | None:
    """One of them."""
    return dict(daftar_terhapus(request, row)).get(pk)


def ingat_terhapus(
    request: HttpRequest, row: PerjanjianKinerja, pk: int, removed: ItemTerhapus
) -> None:
    """Keep an item that was just removed."""
    kept = {**_kept(request, row), str(pk): asdict(removed)}
    _keep(request, row, dict(list(kept.items())[-TERBANYAK:]))


def lupakan_terhapus(request: HttpRequest, row: PerjanjianKinerja, pk: int) -> None:
    """Forget an item that was put back."""
    _keep(request, row, {k: v for k, v in _kept(request, row).items() if k != str(pk)})
