"""Entry of the budget among the tasks of an account (`settings.TUGAS_APLIKASI`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from budget.kumulatif import TAHUN, Kunci, dalam_tahun, naik
from budget.models import Aktivitas, AnggaranBulanan, Pagu
from budget.models.anggaran import TINGKAT, MilikTingkat
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
# What says of which year a row is, and what stands above it.
TEMPAT = (
    "program",
    "kegiatan__program",
    "sub_kegiatan__program",
    "aktivitas__anggaran_unit",
    "aktivitas__sub_kegiatan",
    "anggaran_unit",
)


@dataclass(frozen=True)
class _Baris:
    """A level with a ceiling, and the last month whose realisasi is known."""

    unit: tuple[UnitKerja, ...]
    induk: tuple[Kunci, ...]
    bulan: int


@dataclass
class _Tahun:
    """The levels of an agency's year by level and number, and the last month known of each.

    `sendiri` are months of a level's own figures, `bawah` those of the levels below it.
    """

    baris: dict[Kunci, _Baris] = field(default_factory=dict)
    sendiri: dict[Kunci, int] = field(default_factory=dict)
    bawah: dict[Kunci, int] = field(default_factory=dict)

    def terima_bulan(self, row: AnggaranBulanan) -> None:
        """Take the last month of a level."""
        key = _kunci(row)
        self.sendiri[key] = row.bulan
        for above, _ in naik(row, key):
            self.bawah[above] = max(row.bulan, self.bawah.get(above, 0))

    def terima_pagu(self, pagu: Pagu) -> None:
        """Take a level with its ceiling, after the months."""
        key = _kunci(pagu)
        above = tuple(parent for parent, child in naik(pagu, key) if child == key)
        known = self.sendiri.get(key, self.bawah.get(key, 0))
        self.baris[key] = _Baris(pagu.pemilik.unit_pelaksana, above, known)

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
    for row in _bulan_terakhir(places):
        found[_tempat(row)].terima_bulan(row)
    for pagu in _pagu(places):
        found[_tempat(pagu)].terima_pagu(pagu)
    return found


def _kunci(row: MilikTingkat) -> Kunci:
    return row.tingkat, row.pemilik.pk


def _tempat(row: MilikTingkat) -> Tempat:
    return row.pd_id, row.pemilik.tahun


def _pada(places: set[Tempat]) -> Q:
    """Rows of these agencies in these years."""
    condition = Q(pk__in=[])
    for year in {year for _, year in places}:
        pds = [pd for pd, of_year in places if of_year == year]
        condition |= Q(pd__in=pds) & dalam_tahun(year, *TAHUN)
    return condition


def _pagu(places: set[Tempat]) -> QuerySet[Pagu]:
    """Ceilings with what says who carries a level out; two queries."""
    parts = Aktivitas.objects.select_related("anggaran_unit__unit")
    return (
        Pagu.objects.filter(_pada(places))
        .select_related(*TEMPAT, "aktivitas__anggaran_unit__unit", "anggaran_unit__unit")
        .prefetch_related(Prefetch("sub_kegiatan__aktivitas", parts))
        .order_by("pk")
    )


def _bulan_terakhir(places: set[Tempat]) -> QuerySet[AnggaranBulanan]:
    """The last month of each level whose realisasi is known."""
    rank = Window(
        RowNumber(), partition_by=[F(name) for name in TINGKAT], order_by=F("bulan").desc()
    )
    rows: QuerySet[AnggaranBulanan] = AnggaranBulanan.objects.filter(
        _pada(places), realisasi__isnull=False
    )
    return rows.select_related(*TEMPAT).alias(urutan=rank).filter(urutan=1).order_by("pk")
