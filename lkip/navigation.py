"""The menu, in the words of the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

DEMO_PASSWORD = "demo-lkip-2023"
DEMO_LOGINS = (
    ("adminsistem", "Administrator sistem"),
    ("adminpd", "Administrator perangkat daerah"),
    ("perencana", "Perencana"),
    ("verifikator", "Verifikator"),
    ("pimpinan", "Pimpinan"),
    ("evaluator", "Evaluator"),
    ("pembaca", "Pembaca"),
)


@dataclass(frozen=True)
class Menu:
    """An entry of the menu. `jumlah` things wait there, and `sebutan` says how."""

    label: str
    url: str
    current: bool
    jumlah: int = 0
    sebutan: str = "menunggu"


def demo_logins() -> dict[str, Any] | None:
    """Logins that the demo shows on its login page; nothing anywhere else."""
    return {"daftar": DEMO_LOGINS, "sandi": DEMO_PASSWORD} if settings.DEMO else None


PAGES = (
    ("Dashboard", "dasbor"),
    ("Indikator", "indikator_daftar"),
    ("Perencanaan", "perencanaan"),
    ("Perjanjian", "perjanjian_daftar"),
    ("Pengukuran", "pengukuran"),
    ("Anggaran", "anggaran"),
    ("SDM", "pegawai"),
    ("Laporan", "laporan"),
    ("Rekonsiliasi", "rekonsiliasi"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the menu of the agency and year that the page is about.

    It is made when a template shows it: parts of pages and the settings do not.
    """
    return {"menu": SimpleLazyObject(lambda: _entries(request))}


def _entries(request: HttpRequest) -> tuple[Menu, ...]:
    match = getattr(request, "resolver_match", None)
    if match is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return ()
    name = match.url_name or ""
    # Pages about no agency in particular keep the menu of the one looked at last.
    last = {"kode": request.session.get("pd"), "tahun": request.session.get("tahun")}
    where = {key: match.kwargs.get(key) or value for key, value in last.items()}
    entries = [
        Menu("Tugas saya", reverse("tugas"), name == "tugas"),
        *_beside("tugas", request, str(where["kode"] or "")),
        Menu("Beranda", reverse("beranda"), name == "beranda"),
    ]
    for label, page in PAGES:
        beside = _beside(page, request, str(where["kode"])) if where["kode"] else []
        if all(where.values()):
            own = not any(entry.current for entry in beside)
            current = own and name.startswith(page.split("_")[0])
            entries.append(Menu(label, reverse(page, kwargs=where), current))
        entries += beside
    entries.append(Menu("Organisasi", reverse("organisasi"), name in ("organisasi", "unit")))
    if request.user.is_staff:
        entries.append(Menu("Pengaturan", reverse("admin:index"), match.app_name == "admin"))
    return tuple(entries)


def _beside(page: str, request: HttpRequest, kode: str) -> list[Menu]:
    """Entries that apps put beside a page for accounts with work there; the floor knows no app."""
    names = settings.MENU_APLIKASI.get(page, ())
    found = [import_string(name)(request, kode) for name in names]
    return [entry for entry in found if entry is not None]
