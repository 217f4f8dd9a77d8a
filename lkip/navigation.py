"""The menu, in the words of the field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

# So many years stand beside each other, and the newest with records.
TAHUN_TAMPIL = 5

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


@dataclass(frozen=True)
class TautanTahun:
    """The way to a page in another year. `berisi`: whether the year has something to show."""

    tahun: int
    alamat: str
    kini: bool
    berisi: bool


def tautan_tahun(
    nama: str, tahun: int, berisi: Collection[int], alamat: str = "", **lain: object
) -> tuple[TautanTahun, ...]:
    """Years with records and the neighbours of the one shown.

    `nama` is the page, `lain` what its address holds beside the year, `alamat` what stands after.
    """
    near = sorted({*berisi, tahun - 1, tahun, tahun + 1}, key=lambda y: (abs(y - tahun), y))
    years = sorted({*near[:TAHUN_TAMPIL], *([max(berisi)] if berisi else [])})
    after = f"?{alamat}" if alamat else ""
    return tuple(
        TautanTahun(y, reverse(nama, kwargs={**lain, "tahun": y}) + after, y == tahun, y in berisi)
        for y in years
    )


def demo_logins() -> dict[str, Any] | None:
    """Logins that the demo shows on its login page; nothing anywhere else."""
    return {"daftar": DEMO_LOGINS, "sandi": DEMO_PASSWORD} if settings.DEMO else None


# Groups of the menu: their label, and (label, page) of what stands in them. What apps put beside a
# page stands in the group of that page.
TUGAS, DASBOR, KELOLA = "Tugas saya", "Dashboard", "Pengelolaan"
KELOMPOK = (
    (DASBOR, (("Dashboard", "dasbor"),)),
    ("Perencanaan", (("Perencanaan", "perencanaan"), ("Indikator", "indikator_daftar"))),
    ("Perjanjian", (("Perjanjian", "perjanjian_daftar"),)),
    ("Pengukuran", (("Pengukuran", "pengukuran"),)),
    ("Anggaran", (("Anggaran", "anggaran"),)),
    ("SDM", (("SDM", "pegawai"), ("Organisasi", "organisasi"))),
    (
        "Pelaporan",
        (
            ("Laporan", "laporan"),
            ("Pemeriksaan", "pemeriksaan"),
            ("Rekonsiliasi", "rekonsiliasi"),
        ),
    ),
)
# Pages that need neither agency nor year, and the names of views that belong to them.
TERSENDIRI = {"organisasi": ("organisasi", "unit")}


@dataclass(frozen=True)
class KelompokMenu:
    """Entries that stand together: one line shows the groups, the next the entries of one."""

    label: str
    isi: tuple[Menu, ...]

    @property
    def current(self) -> bool:
        """Whether the page shown belongs here."""
        return any(entry.current for entry in self.isi)

    @property
    def jumlah(self) -> int:
        """What waits in all of its entries."""
        return sum(entry.jumlah for entry in self.isi)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the menu of the agency and year that the page is about.

    It is made when a template shows it: parts of pages and the settings do not.
    """
    menu = SimpleLazyObject(lambda: _groups(request))
    return {"menu": menu, "menu_tergambar": SimpleLazyObject(lambda: _drawn(tuple(menu)))}


@lru_cache(maxsize=500)
def _drawn(menu: tuple[KelompokMenu, ...]) -> str:
    """The menu as HTML, drawn once for all pages with the same entries: a fifth of a request."""
    return render_to_string("menu.html", {"menu": menu})


def _groups(request: HttpRequest) -> tuple[KelompokMenu, ...]:
    match = getattr(request, "resolver_match", None)
    if match is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return ()
    name = match.url_name or ""
    # Pages about no agency in particular keep the menu of the one looked at last.
    last = {"kode": request.session.get("pd"), "tahun": request.session.get("tahun")}
    where = {key: match.kwargs.get(key) or value for key, value in last.items()}
    kode = str(where["kode"] or "")
    tasks = [Menu(TUGAS, reverse("tugas"), name == "tugas"), *_beside("tugas", request, kode)]
    groups = [
        (TUGAS, tasks),
        ("Beranda", [Menu("Beranda", reverse("beranda"), name == "beranda")]),
        *((label, _pages(pages, request, where, name)) for label, pages in KELOMPOK),
        (KELOLA, _kelola(request, kode)),
    ]
    return tuple(KelompokMenu(label, tuple(entries)) for label, entries in groups if entries)


def _pages(
    pages: tuple[tuple[str, str], ...], request: HttpRequest, where: dict[str, Any], name: str
) -> list[Menu]:
    """Entries of a group, each followed by what apps put beside it."""
    entries = []
    for label, page in pages:
        beside = _beside(page, request, str(where["kode"])) if where["kode"] else []
        alone = page in TERSENDIRI
        if alone or all(where.values()):
            own = not any(entry.current for entry in beside)
            current = own and name.startswith(TERSENDIRI.get(page, page.split("_")[0]))
            entries.append(Menu(label, reverse(page, kwargs=None if alone else where), current))
        entries += beside
    return entries


def _kelola(request: HttpRequest, kode: str) -> list[Menu]:
    """What those who administer find."""
    entries = _beside("pengaturan", request, kode) if kode else []
    if request.user.is_staff:
        current = request.resolver_match is not None and request.resolver_match.app_name == "admin"
        entries.append(Menu("Pengaturan", reverse("admin:index"), current))
    return entries


def _beside(page: str, request: HttpRequest, kode: str) -> list[Menu]:
    """Entries that apps put beside a page for accounts with work there; the floor knows no app."""
    names = settings.MENU_APLIKASI.get(page, ())
    found = [import_string(name)(request, kode) for name in names]
    return [entry for entry in found if entry is not None]
