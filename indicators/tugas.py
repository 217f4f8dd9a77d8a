"""What an account must do, over all its agencies, by due date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from indicators.entri import Entri
from indicators.enums import JenisTugas, Periode, StatusData, StatusPerjanjian, StatusRealisasi
from indicators.models import (
    Indikator,
    ItemPerjanjian,
    PeriodePelaporan,
    PerjanjianKinerja,
    Realisasi,
)
from workforce.models import PerangkatDaerah, UnitKerja, User
from workforce.rules import (
    MEMVERIFIKASI,
    MENGELOLA_PERIODE,
    MENGISI,
    MENYETUJUI_PK,
    MENYUSUN_PK,
    Wewenang,
    wewenang_pada,
)

Kunci = tuple[int, int, int]
# PermenPANRB 53/2014: agreed within a month after the budget document, which is of early January.
BATAS_PK = (1, 31)
# Days after a due date from which on the date is told instead of the days.
LAMA_LEWAT = 60
_LANGKAH_PK = {
    StatusPerjanjian.DRAF: (JenisTugas.PERBAIKI_PK, MENYUSUN_PK),
    StatusPerjanjian.DIAJUKAN: (JenisTugas.SETUJUI_PK, MENYETUJUI_PK),
    StatusPerjanjian.DISETUJUI: (JenisTugas.TANDA_PK, MENYUSUN_PK),
}


@dataclass(frozen=True)
class Tugas:
    """Something to do. `sisa` are the days left, negative when the due date has passed.

    `unit` is set where the work of one unit is meant, `indikator` where one value is. `masuk` is
    the last day before today on which a value was handed in that waits for a decision. Work of
    other apps (`JenisTugas.LAIN`) says itself what it is (`judul`) and where it is done (`alamat`).
    `pokok` names the record that it is about, where that is no reporting period.
    """

    jenis: JenisTugas
    pd: PerangkatDaerah
    tahun: int
    jatuh_tempo: date
    sisa: int
    jumlah: int = 1
    periode: Periode | None = None
    unit: UnitKerja | None = None
    indikator: Indikator | None = None
    keterangan: str = ""
    perjanjian: PerjanjianKinerja | None = None
    masuk: date | None = None
    judul: str = ""
    alamat: str = ""
    pokok: str = ""

    @property
    def terlambat(self) -> bool:
        """Whether the due date has passed; a lock only becomes possible on that day."""
        return self.sisa < 0 and self.jenis != JenisTugas.KUNCI

    @property
    def lama(self) -> bool:
        """Whether the due date is so long past that its date says more than a count of days."""
        return self.terlambat and self.terlambat_hari > LAMA_LEWAT

    @property
    def terlambat_hari(self) -> int:
        """Days since the due date."""
        return -self.sisa


@dataclass(frozen=True)
class TugasSaya:
    """The tasks of an account, and the windows that open next."""

    tugas: tuple[Tugas, ...]
    berikutnya: tuple[PeriodePelaporan, ...]


def tugas_saya(user: User, hari: date) -> TugasSaya:
    """Tasks of an account today, most urgent first; a fixed number of queries."""
    agencies = {pd.pk: pd for pd in PerangkatDaerah.objects.visible_to(user).filter(aktif=True)}
    data = _Data(user, agencies, hari)
    found = [
        *data.mengisi(),
        *data.memverifikasi(),
        *data.perjanjian(),
        *data.mengunci(),
        *data.membuat(),
    ]
    for name in settings.TUGAS_APLIKASI:
        found += import_string(name)(user, agencies, hari)
    found.sort(key=_urgency)
    return TugasSaya(tuple(found), data.berikutnya())


def _urgency(tugas: Tugas) -> tuple[date, str, int, int, int]:
    """Earliest due date first; on one day what was returned comes before what is empty."""
    kind = list(JenisTugas).index(tugas.jenis)
    return tugas.jatuh_tempo, tugas.pd.nama, -tugas.tahun, tugas.periode or 0, kind


@dataclass
class _Hitungan:
    """Values of a window that wait for their author, and the units that own them."""

    kosong: int = 0
    draf: int = 0
    menunggu: int = 0
    dikembalikan: list[Realisasi] = field(default_factory=list)
    unit: dict[int, UnitKerja] = field(default_factory=dict)

    @property
    def jumlah(self) -> int:
        return self.kosong + self.draf

    @property
    def kalimat(self) -> str:
        parts = (
            (self.kosong, "belum diisi"),
            (self.draf, "masih draf"),
            (self.menunggu, "menunggu rilis data"),
        )
        return ", ".join(f"{n} {words}" for n, words in parts if n)


class _Data:
    """What the tasks are made of, fetched once for all agencies."""

    def __init__(self, user: User, agencies: Mapping[int, PerangkatDaerah], hari: date) -> None:
        self.user, self.agencies, self.hari = user, agencies, hari
        self.hak = {
            right: wewenang_pada(user, right, agencies.values())
            for right in (MENGISI, MEMVERIFIKASI, MENGELOLA_PERIODE, MENYUSUN_PK, MENYETUJUI_PK)
        }
        windows = PeriodePelaporan.objects.filter(pd__in=agencies, terkunci=False).order_by(
            "mulai", "pd", "periode"
        )
        self.semua = list(windows.prefetch_related("perpanjangan"))
        self.terbuka = [window for window in self.semua if window.mulai <= hari]
        self.item = self._items()
        self.nilai = self._values()

    def _items(self) -> dict[tuple[int, int], list[ItemPerjanjian]]:
        """Items of the agreements in force, by agency and year."""
        found: dict[tuple[int, int], list[ItemPerjanjian]] = {}
        rows = (
            ItemPerjanjian.objects.filter(
                perjanjian__pd__in=self.agencies,
                perjanjian__tahun__in={window.tahun for window in self.terbuka},
                perjanjian__jabatan__kepala_pd=True,
                perjanjian__status=StatusPerjanjian.BERLAKU,
            )
            .select_related("perjanjian", "indikator__unit")
            .prefetch_related("triwulan")
            .order_by("urutan")
        )
        for item in rows:
            key = (item.perjanjian.pd_id, item.perjanjian.tahun)
            found.setdefault(key, []).append(item)
        return found

    def _values(self) -> dict[Kunci, Realisasi]:
        """Values of the open windows by indicator, year and period."""
        rows = Realisasi.objects.filter(
            indikator__pd__in=self.agencies,
            tahun__in={window.tahun for window in self.terbuka},
            periode__in={window.periode for window in self.terbuka},
        ).select_related("indikator__unit")
        return {(row.indikator_id, row.tahun, row.periode): row for row in rows}

    # --- Planners ------------------------------------------------------------------------------

    def mengisi(self) -> Iterator[Tugas]:
        """Values to enter and returned values to mend, per window and due date.

        Those who answer for some units only get a task per unit, because their grid shows one.
        """
        for window in self.terbuka:
            hak = self.hak[MENGISI][window.pd_id]
            groups: dict[tuple[date, int], _Hitungan] = {}
            for item in self.item.get((window.pd_id, window.tahun), ()):
                unit = item.indikator.unit
                if hak.mencakup(unit):
                    key = (window.batas_untuk(unit), unit.pk if hak.unit_ids is not None else 0)
                    counted = groups.setdefault(key, _Hitungan())
                    counted.unit[unit.pk] = unit
                    self._count(counted, item, window)
            for (due, limited), counted in groups.items():
                yield from self._entry_tasks(window, due, counted, bool(limited))

    def _count(self, counted: _Hitungan, item: ItemPerjanjian, window: PeriodePelaporan) -> None:
        row = self.nilai.get((item.indikator_id, window.tahun, window.periode))
        if row is None:
            target, text = Entri.target(item, Periode(window.periode))
            counted.kosong += target is not None or bool(text)
        elif row.status == StatusRealisasi.DIKEMBALIKAN:
            counted.dikembalikan.append(row)
        elif row.status == StatusRealisasi.DRAF:
            waits = row.status_data == StatusData.BELUM_RILIS and (
                row.perkiraan_rilis is None or row.perkiraan_rilis > self.hari
            )
            counted.menunggu += waits
            counted.draf += not waits

    def _entry_tasks(
        self, window: PeriodePelaporan, due: date, counted: _Hitungan, limited: bool
    ) -> Iterator[Tugas]:
        longer = due > window.batas_isi
        units = list(counted.unit.values())
        unit = units[0] if len(units) == 1 and (limited or longer) else None
        for row in counted.dikembalikan:
            yield self._task(
                JenisTugas.PERBAIKI,
                window,
                due,
                unit=unit,
                indikator=row.indikator,
                keterangan=row.alasan,
            )
        if counted.jumlah:
            more = f"; diperpanjang untuk {', '.join(map(str, units))}" if longer else ""
            yield self._task(
                JenisTugas.ISI,
                window,
                due,
                unit=unit,
                jumlah=counted.jumlah,
                keterangan=f"{counted.kalimat}{more}",
            )

    # --- Verifiers -----------------------------------------------------------------------------

    def memverifikasi(self) -> Iterator[Tugas]:
        """Values that wait for this account; its own submissions wait for somebody else."""
        for window in self.terbuka:
            hak = self.hak[MEMVERIFIKASI][window.pd_id]
            waiting = [row for row in self._submitted(window) if self._verifies(hak, row)]
            if waiting:
                yield self._task(
                    JenisTugas.VERIFIKASI,
                    window,
                    window.batas_verifikasi,
                    jumlah=len(waiting),
                    masuk=self._handed_in(waiting),
                )

    def _submitted(self, window: PeriodePelaporan) -> Iterable[Realisasi]:
        return (
            row
            for (_, tahun, periode), row in self.nilai.items()
            if (tahun, periode) == (window.tahun, window.periode)
            and row.indikator.pd_id == window.pd_id
            and row.status == StatusRealisasi.DIAJUKAN
        )

    def _handed_in(self, rows: Iterable[Realisasi]) -> date | None:
        """A day that is over tells how many came; today may bring more."""
        days = (timezone.localdate(row.diajukan_pada) for row in rows if row.diajukan_pada)
        return max((day for day in days if day < self.hari), default=None)

    def _verifies(self, hak: Wewenang, row: Realisasi) -> bool:
        return hak.mencakup(row.indikator.unit) and row.diajukan_oleh_id != self.user.pk

    # --- Agreements ----------------------------------------------------------------------------

    def perjanjian(self) -> Iterator[Tugas]:
        """Agreements that wait for an approval, a signature or their author."""
        rows = (
            PerjanjianKinerja.objects.filter(pd__in=self.agencies)
            .filter(
                Q(status__in=(StatusPerjanjian.DIAJUKAN, StatusPerjanjian.DISETUJUI))
                | (Q(status=StatusPerjanjian.DRAF) & ~Q(alasan=""))
            )
            .select_related("jabatan")
            .order_by("tahun", "pk")
        )
        for row in rows:
            kind, right = _LANGKAH_PK[StatusPerjanjian(row.status)]
            own = kind == JenisTugas.SETUJUI_PK and row.diajukan_oleh_id == self.user.pk
            if self.hak[right][row.pd_id].unit_ids != frozenset() and not own:
                due = date(row.tahun, *BATAS_PK)
                yield Tugas(
                    jenis=kind,
                    pd=self.agencies[row.pd_id],
                    tahun=row.tahun,
                    jatuh_tempo=due,
                    sisa=(due - self.hari).days,
                    keterangan=row.alasan or row.jabatan.nama,
                    perjanjian=row,
                )

    # --- Administrators ------------------------------------------------------------------------

    def mengunci(self) -> Iterator[Tugas]:
        """Periods whose verification has ended and that nobody locked."""
        for window in self.terbuka:
            if window.batas_verifikasi < self.hari and self._manages(window.pd_id):
                yield self._task(JenisTugas.KUNCI, window, window.batas_verifikasi)

    def _manages(self, pd_id: int) -> bool:
        return self.hak[MENGELOLA_PERIODE][pd_id].unit_ids != frozenset()

    def membuat(self) -> Iterator[Tugas]:
        """Years with an agreement in force and without all of their periods."""
        managed = [pk for pk in self.agencies if self._manages(pk)]
        if not managed:
            return
        there = set(
            PeriodePelaporan.objects.filter(pd__in=managed)
            .order_by()
            .values_list("pd", "tahun", "periode")
        )
        years = (
            PerjanjianKinerja.objects.filter(
                pd__in=managed, status=StatusPerjanjian.BERLAKU, tahun__gte=self.hari.year - 1
            )
            .order_by("pd", "tahun")
            .values_list("pd", "tahun")
            .distinct()
        )
        for pd_id, tahun in years:
            missing = [p for p in Periode if (pd_id, tahun, p.value) not in there]
            if missing:
                yield self._creation(self.agencies[pd_id], tahun, missing)

    def _creation(self, pd: PerangkatDaerah, tahun: int, missing: Sequence[Periode]) -> Tugas:
        due = PeriodePelaporan.usulan(pd, tahun, missing[0]).mulai
        return Tugas(
            jenis=JenisTugas.BUAT_PERIODE,
            pd=pd,
            tahun=tahun,
            jatuh_tempo=due,
            sisa=(due - self.hari).days,
            jumlah=len(missing),
            keterangan=", ".join(str(p.label) for p in missing),
        )

    # --- Everybody -----------------------------------------------------------------------------

    def berikutnya(self) -> tuple[PeriodePelaporan, ...]:
        """Per agency, the window that opens next."""
        first: dict[int, PeriodePelaporan] = {}
        for window in self.semua:
            if window.mulai > self.hari:
                first.setdefault(window.pd_id, window)
        for pd_id, window in first.items():
            window.pd = self.agencies[pd_id]
        return tuple(first.values())

    def _task(
        self,
        jenis: JenisTugas,
        window: PeriodePelaporan,
        due: date,
        *,
        jumlah: int = 1,
        unit: UnitKerja | None = None,
        indikator: Indikator | None = None,
        keterangan: str = "",
        masuk: date | None = None,
    ) -> Tugas:
        return Tugas(
            jenis=jenis,
            pd=self.agencies[window.pd_id],
            tahun=window.tahun,
            jatuh_tempo=due,
            sisa=(due - self.hari).days,
            jumlah=jumlah,
            periode=Periode(window.periode),
            unit=unit,
            indikator=indikator,
            keterangan=keterangan,
            masuk=masuk,
        )
