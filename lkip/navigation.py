"""The menu, in the words of the field."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: menu entries for the signed-in user."""
    return {}
