"""Entry of the budget among the tasks of an account (`settings.TUGAS_APLIKASI`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from budget.kumulatif import TAHUN, Kunci
from budget.models import AnggaranBulanan, Pagu
from budget.rules import batas, kenapa_di_luar_wewenang, pembukaan
from indicators.enums import JenisTugas, Periode
from indicators.models import PeriodePelaporan
from indicators.tugas import Tugas
from lkip.numbers import NAMA_BULAN
from lkip.periods import Triwulan
from workforce.models import PerangkatDaerah, UnitKerja, User
from workforce.rules import MENGISI, wewenang_pada

# An agency and a year.
Tempat = tuple[int, int]


@dataclass
class _Baris:
    """A level with a ceiling, and the last month whose realisasi is known."""

    unit: tuple[UnitKerja, ...]
    induk: list[Kunci]
    bulan: int = 0


@dataclass
class _Tahun:
    """The levels of an agency's year by level and number."""

    baris: dict[Kunci, _Baris] = field(default_factory=dict)
    sendiri: dict[Kunci, int] = field(default_factory=dict)

    def diminta(self) -> list[_Baris]:
        """Rows whose realisasi is asked for.

        A total that a source prints asks for itself and not for its parts; else the parts are
        asked for and not their sum.
        """
        parents = {key for row in self.baris.values() for key in row.induk}
        return [
            row
            for key, row in self.baris.items()
            if not any(above in self.sendiri for above in row.induk)
            and (key in self.sendiri or key not in parents)
        ]


def tugas(user: User, agencies: Mapping[int, PerangkatDaerah], hari: date) -> Iterator[Tugas]:
    """One task per quarter that is open and lacks realisasi; a fixed number of queries."""
    hak = wewenang_pada(user, MENGISI, agencies.values())
    mine = [pk for pk, right in hak.items() if right.unit_ids != frozenset()]
    windows = (
        PeriodePelaporan.objects.filter(pd__in=mine, terkunci=False, periode__in=Triwulan)
        .prefetch_related("perpanjangan")
        .order_by("tahun", "periode", "pd")
    )
    opened = [w for w in windows if _bulan_terbuka(w, hari)] if mine else []
    if not opened:
        return
    years = _tahun({(w.pd_id, w.tahun) for w in opened})
    for window in opened:
        rows = [
            row
            for row in years[window.pd_id, window.tahun].diminta()
            if not kenapa_di_luar_wewenang(hak[window.pd_id], row.unit)
        ]
        yield from _tugas_periode(agencies[window.pd_id], window, rows, hari)


def _bulan_terbuka(window: PeriodePelaporan, hari: date) -> list[int]:
    return [b for b in Triwulan(window.periode).bulan if hari >= pembukaan(window, b)]


def _tugas_periode(
    pd: PerangkatDaerah, window: PeriodePelaporan, rows: list[_Baris], hari: date
) -> Iterator[Tugas]:
    # Figures are cumulative: a later month makes up for an earlier one.
    missing = {b: [r for r in rows if r.bulan < b] for b in _bulan_terbuka(window, hari)}
    missing = {bulan: found for bulan, found in missing.items() if found}
    if not missing:
        return
    open_rows = list(missing.values())[-1]
    units = {unit.pk: unit for row in open_rows for unit in row.unit}
    alone = all(row.unit for row in open_rows) and len(units) == 1
    unit = next(iter(units.values())) if alone else None
    due = min(batas(window, row.unit) for row in open_rows)
    months = ", ".join(f"{NAMA_BULAN[b - 1]} {len(found)} baris" for b, found in missing.items())
    path = reverse("anggaran_isi", args=(pd.kode, window.tahun, next(iter(missing))))
    yield Tugas(
        jenis=JenisTugas.LAIN,
        pd=pd,
        tahun=window.tahun,
        jatuh_tempo=due,
        sisa=(due - hari).days,
        jumlah=len(open_rows),
        periode=Periode(window.periode),
        unit=unit,
        keterangan=f"belum diisi: {months}",
        judul=f"Isi realisasi anggaran {window}",
        alamat=f"{path}?{urlencode({'unit': _kode_unit(open_rows)})}",
    )


def _kode_unit(rows: list[_Baris]) -> str:
    """The page that shows the first of the rows."""
    return rows[0].unit[0].kode if rows[0].unit else ""


def _tahun(places: set[Tempat]) -> dict[Tempat, _Tahun]:
    """The levels of agencies and years with ceilings, and what is known of them."""
    found = {place: _Tahun() for place in places}
    pds = {pd for pd, _ in places}
    ceilings = Pagu.objects.filter(pd__in=pds).select_related(
        "program",
        "kegiatan__program",
        "sub_kegiatan__program",
        "aktivitas__anggaran_unit__unit",
        "anggaran_unit__unit",
    )
    for pagu in ceilings.order_by("pk"):
        place = (pagu.pd_id, pagu.pemilik.tahun)
        if place in found:
            key = (pagu.tingkat, pagu.pemilik.pk)
            found[place].baris[key] = _Baris(_unit(pagu), _induk(pagu))
    months = AnggaranBulanan.objects.filter(pd__in=pds, realisasi__isnull=False)
    columns = ("pd", "bulan", *(f"{level}_id" for level in TAHUN), *TAHUN.values())
    for values in months.order_by("bulan").values(*columns):
        level = next(name for name in TAHUN if values[f"{name}_id"])
        place, key = (values["pd"], values[TAHUN[level]]), (level, values[f"{level}_id"])
        if place in found:
            found[place].sendiri[key] = values["bulan"]
            if key in found[place].baris:
                found[place].baris[key].bulan = values["bulan"]
    return found


def _unit(pagu: Pagu) -> tuple[UnitKerja, ...]:
    owner = pagu.anggaran_unit or (pagu.aktivitas and pagu.aktivitas.anggaran_unit)
    return (owner.unit,) if owner else ()


def _induk(pagu: Pagu) -> list[Kunci]:
    """The levels above a level."""
    if pagu.aktivitas is not None:
        above = [("anggaran_unit", pagu.aktivitas.anggaran_unit_id)]
        if pagu.aktivitas.sub_kegiatan_id is not None:
            above.append(("sub_kegiatan", pagu.aktivitas.sub_kegiatan_id))
        return above
    if pagu.sub_kegiatan is not None:
        above = [("program", pagu.sub_kegiatan.program_id)]
        if pagu.sub_kegiatan.kegiatan_id is not None:
            above.append(("kegiatan", pagu.sub_kegiatan.kegiatan_id))
        return above
    return [("program", pagu.kegiatan.program_id)] if pagu.kegiatan is not None else []
