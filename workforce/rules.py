"""Who may do what: one table that an official can read and sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce.enums import Peran
from workforce.models import PerangkatDaerah, UnitKerja

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from workforce.models import User

MELIHAT = "melihat"
MENYUNTING = "menyunting data induk"
MENCETAK = "membuat dokumen"
MENGISI = "mengisi realisasi"
MEMVERIFIKASI = "memverifikasi realisasi"
MENGELOLA_PERIODE = "mengelola periode pelaporan"
MENGOREKSI = "mengoreksi nilai yang terkunci"
MENULIS = "menulis laporan"
MENYETUJUI_TEKS = "menyetujui teks laporan"
MENYUSUN_PK = "menyusun perjanjian kinerja"
MENYETUJUI_PK = "menyetujui perjanjian kinerja"
MEMUTUSKAN = "mencatat keputusan rapat"
MENGECUALIKAN = "menerima temuan pemeriksaan laporan"
MENYIAPKAN_EDISI = "menyiapkan edisi laporan"
MEMFINALKAN = "memfinalkan edisi laporan"
MELIHAT_JEJAK = "melihat jejak audit"
MENUGASKAN = "memberi peran"
# Staff administration: counts of fewer than five persons stay hidden from everyone else.
MELIHAT_SEL_KECIL = "melihat jumlah pegawai di bawah lima"

# In the order in which the rights page lists them.
SEMUA_HAK = (
    MELIHAT,
    MENCETAK,
    MENYUNTING,
    MENYUSUN_PK,
    MENYETUJUI_PK,
    MENGISI,
    MEMVERIFIKASI,
    MENGELOLA_PERIODE,
    MENGOREKSI,
    MEMUTUSKAN,
    MENULIS,
    MENYETUJUI_TEKS,
    MENGECUALIKAN,
    MENYIAPKAN_EDISI,
    MEMFINALKAN,
    MELIHAT_JEJAK,
    MENUGASKAN,
    MELIHAT_SEL_KECIL,
)

HAK_PERAN: dict[Peran, frozenset[str]] = {
    Peran.ADMIN_SISTEM: frozenset(
        {MELIHAT, MENYUNTING, MENCETAK, MENGELOLA_PERIODE, MELIHAT_JEJAK, MENUGASKAN}
    ),
    Peran.ADMIN_PD: frozenset(
        {
            MELIHAT,
            MENYUNTING,
            MENCETAK,
            MENGISI,
            MENYUSUN_PK,
            MENGELOLA_PERIODE,
            MENGOREKSI,
            MEMUTUSKAN,
            MENULIS,
            MENYETUJUI_TEKS,
            MENGECUALIKAN,
            MENYIAPKAN_EDISI,
            MELIHAT_JEJAK,
            MENUGASKAN,
            MELIHAT_SEL_KECIL,
        }
    ),
    Peran.PERENCANA: frozenset(
        {
            MELIHAT,
            MENYUNTING,
            MENCETAK,
            MENGISI,
            MENYUSUN_PK,
            MEMUTUSKAN,
            MENULIS,
            MENYETUJUI_TEKS,
        }
    ),
    Peran.VERIFIKATOR: frozenset(
        {MELIHAT, MENCETAK, MEMVERIFIKASI, MENYETUJUI_TEKS, MELIHAT_JEJAK}
    ),
    Peran.PIMPINAN: frozenset(
        {
            MELIHAT,
            MENCETAK,
            MENYETUJUI_PK,
            MEMUTUSKAN,
            MENYETUJUI_TEKS,
            MENGECUALIKAN,
            MEMFINALKAN,
            MELIHAT_JEJAK,
        }
    ),
    Peran.EVALUATOR: frozenset({MELIHAT, MENCETAK, MELIHAT_JEJAK}),
    Peran.PEMBACA: frozenset({MELIHAT}),
}


@dataclass(frozen=True)
class Wewenang:
    """A right in an agency and the units that it reaches; `unit_ids` None is the whole agency."""

    hak: str
    pd: PerangkatDaerah
    unit_ids: frozenset[int] | None

    def mencakup(self, unit: UnitKerja) -> bool:
        """Whether the right reaches a unit."""
        return self.unit_ids is None or unit.pk in self.unit_ids

    def kenapa_tidak(self, unit: UnitKerja) -> str:
        """The rule that refuses for a unit, as a sentence; empty when the right is there."""
        if self.mencakup(unit):
            return ""
        return f"Hak {self.hak} untuk {unit.nama} dimiliki oleh: {_pemegang(self.hak)}."


def wewenang(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> Wewenang:
    """How far a right of an account reaches in an agency today; one query for a limited role.

    A role in a unit reaches the units below it.
    """
    return wewenang_pada(user, hak, [pd])[pd.pk]


def wewenang_pada(
    user: User | AnonymousUser, hak: str, daftar: Iterable[PerangkatDaerah]
) -> dict[int, Wewenang]:
    """`wewenang` for many agencies by their number; one query in all for limited roles."""
    found, limited = {}, {}
    for pd in daftar:
        reach = _jangkauan(user, hak, pd)
        found[pd.pk] = Wewenang(hak, pd, reach)
        if reach:
            limited[pd.pk] = reach
    if limited:
        parents = induk_unit(limited)
        for pk, reach in limited.items():
            below = _beserta_turunan(reach, parents[pk])
            found[pk] = Wewenang(hak, found[pk].pd, below)
    return found


def _jangkauan(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> frozenset[int] | None:
    """Units for which an account was given a right; None is the whole agency."""
    if not user.is_authenticated:
        return frozenset()
    if user.sees_everything and hak in HAK_PERAN[Peran.ADMIN_SISTEM]:
        return None
    roles = [r for r in user.roles if r.pd_id == pd.pk and hak in HAK_PERAN[Peran(r.peran)]]
    units = frozenset(r.unit_id for r in roles if r.unit_id is not None)
    return None if any(r.unit_id is None for r in roles) else units


def may(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> bool:
    """Whether an account has a right in an agency today, in at least one unit."""
    return _jangkauan(user, hak, pd) != frozenset()


def why_not(user: User | AnonymousUser, hak: str, pd: PerangkatDaerah) -> str:
    """The rule that refuses, as a sentence; empty when the right is there."""
    if may(user, hak, pd):
        return ""
    return f"Hak {hak} pada {pd.nama} dimiliki oleh: {_pemegang(hak)}. Peran Anda tidak termasuk."


def _pemegang(hak: str) -> str:
    return ", ".join(str(p.label) for p, rights in HAK_PERAN.items() if hak in rights)


def induk_unit(pd_ids: Iterable[int]) -> dict[int, dict[int, int | None]]:
    """The parent of every unit, by agency; one query."""
    parents: dict[int, dict[int, int | None]] = {pk: {} for pk in pd_ids}
    rows = UnitKerja.objects.filter(pd__in=parents).values_list("pd_id", "pk", "induk_id")
    for pd_id, pk, parent in rows:
        parents[pd_id][pk] = parent
    return parents


def _beserta_turunan(ids: frozenset[int], parents: dict[int, int | None]) -> frozenset[int]:
    """Units and all units below them."""

    def reached(pk: int | None) -> bool:
        return pk is not None and (pk in ids or reached(parents.get(pk)))

    return frozenset(pk for pk in parents if reached(pk))


def pd_with(user: User | AnonymousUser, hak: str) -> QuerySet[PerangkatDaerah]:
    """Agencies in which an account has a right today."""
    if not user.is_authenticated:
        return PerangkatDaerah.objects.none()
    if user.sees_everything and hak in HAK_PERAN[Peran.ADMIN_SISTEM]:
        return PerangkatDaerah.objects.all()
    owned = [r.pd_id for r in user.roles if r.pd_id and hak in HAK_PERAN[Peran(r.peran)]]
    return PerangkatDaerah.objects.filter(pk__in=owned)


def may_anywhere(user: User | AnonymousUser, hak: str) -> bool:
    """Whether an account has a right in any agency today."""
    if not user.is_authenticated:
        return False
    if user.sees_everything and hak in HAK_PERAN[Peran.ADMIN_SISTEM]:
        return True
    return any(hak in HAK_PERAN[Peran(r.peran)] for r in user.roles)
