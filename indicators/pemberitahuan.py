"""Which notices are due on a day, from the same tasks that the page *Tugas saya* shows.

Work that is still open is called to mind 7 and 3 days before its due date, on that date and on
the day after it; from the second day after it those who lead are told, once. Whoever has nothing
open is told nothing. Notices are built here and stored by `actions_pemberitahuan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from indicators.enums import JenisPemberitahuan, JenisTugas, TandaHari
from indicators.models import Pemberitahuan
from indicators.models.pemberitahuan import kunci_periode, kunci_perjanjian
from indicators.tugas import LAMA_LEWAT, Tugas, tugas_saya
from lkip.numbers import format_date
from workforce.models import PenugasanPeran, User
from workforce.queries_akun import atasan
from workforce.querysets import hari_ini

# Days left on which an account is told, and the mark of that day.
HARI_TANDA = {7: TandaHari.H_7, 3: TandaHari.H_3, 0: TandaHari.H, -1: TandaHari.H_1}
# First and last day after the due date on which leaders are told; what is older is history.
HARI_ATASAN = (2, 30)
MINTA = "; batasnya sudah lewat, mintalah perpanjangan kepada administrator perangkat daerah"

# An account, the kind of work, what it is about, its due date.
Terbuka = tuple[int, str, str, date]


@dataclass(frozen=True)
class Kabar:
    """What a day asks for. `terbuka` is all open work; `tanpa_atasan` is late and has no leader."""

    hari: date
    baru: tuple[Pemberitahuan, ...]
    terbuka: frozenset[Terbuka]
    tanpa_atasan: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pekerjaan:
    """Open work of an account: a task, or all returned values of one window together."""

    tugas: Tugas
    indikator: tuple[str, ...] = ()

    @property
    def kunci(self) -> str:
        """What it is about, the same for everybody who has it."""
        task = self.tugas
        if task.pokok:
            return task.pokok
        if task.perjanjian is not None:
            return kunci_perjanjian(task.perjanjian.pk)
        return kunci_periode(task.pd, task.tahun, task.periode, task.unit.kode if task.unit else "")

    @property
    def kalimat(self) -> str:
        """What to do, without a full stop."""
        task = self.tugas
        window = f"{task.periode.label} {task.tahun}" if task.periode else ""
        match task.jenis:
            case JenisTugas.ISI:
                return f"Isi {task.jumlah} realisasi {window}{_unit(task)}: {task.keterangan}"
            case JenisTugas.PERBAIKI:
                which = ", ".join(self.indikator)
                return f"Perbaiki {which} {window}{_unit(task)}, dikembalikan verifikator"
            case JenisTugas.VERIFIKASI:
                return f"Verifikasi {task.jumlah} realisasi {window}"
            case JenisTugas.KUNCI:
                return f"Kunci periode {window}; batas verifikasinya sudah lewat"
            case JenisTugas.BUAT_PERIODE:
                return f"Buat {task.jumlah} periode tahun {task.tahun}: {task.keterangan}"
            case JenisTugas.LAIN:
                return f"{task.judul}{_unit(task)}, {task.keterangan}"
        return f"{task.jenis.label} {task.tahun}: {task.perjanjian and task.perjanjian.jabatan}"

    @property
    def tautan(self) -> str:
        """Where it is done."""
        task = self.tugas
        window = (task.pd.kode, task.tahun, task.periode)
        match task.jenis:
            case JenisTugas.ISI | JenisTugas.PERBAIKI:
                unit = f"?unit={task.unit.kode}" if task.unit else ""
                row = f"#baris-{self.indikator[0]}" if self.indikator else ""
                return reverse("pengukuran_isi", args=window) + unit + row
            case JenisTugas.VERIFIKASI:
                return reverse("verifikasi", args=[task.pd.kode])
            case JenisTugas.KUNCI:
                return reverse("periode_kunci", args=window)
            case JenisTugas.BUAT_PERIODE:
                return reverse("periode_buat", args=[task.pd.kode, task.tahun])
            case JenisTugas.LAIN:
                return task.alamat
        return reverse("perjanjian", args=[task.perjanjian and task.perjanjian.pk])

    @property
    def tautan_atasan(self) -> str:
        """Where somebody who only reads sees how it stands."""
        task = self.tugas
        if task.perjanjian is not None or task.alamat:
            return self.tautan
        if task.jenis == JenisTugas.BUAT_PERIODE:
            return f"{reverse('periode', args=[task.pd.kode])}?tahun={task.tahun}"
        return reverse("pengukuran", args=[task.pd.kode, task.tahun])

    def pemberitahuan(
        self, user: User, jenis: JenisPemberitahuan, tanda: str, **lain: str
    ) -> Pemberitahuan:
        """An unsaved notice about it; `lain` are sentence and link that differ from the usual."""
        isi = {"kalimat": self.kalimat, "tautan": self.tautan} | lain
        return Pemberitahuan(
            pengguna=user,
            pd=self.tugas.pd,
            jenis=jenis.value,
            langkah=self.tugas.jenis.value,
            kunci=self.kunci,
            tanda=tanda,
            jatuh_tempo=self.tugas.jatuh_tempo,
            **isi,
        )


def _unit(task: Tugas) -> str:
    """The unit, unless the words about an extension name it already."""
    return f", {task.unit}" if task.unit and str(task.unit) not in task.keterangan else ""


def pekerjaan(tugas: Iterable[Tugas]) -> list[Pekerjaan]:
    """The work behind tasks; returned values of one window and due date are one piece of work."""
    found: list[Pekerjaan] = []
    returned: dict[tuple[str, date], list[Tugas]] = {}
    for task in tugas:
        if task.indikator is None:
            found.append(Pekerjaan(task))
        else:
            returned.setdefault((Pekerjaan(task).kunci, task.jatuh_tempo), []).append(task)
    for group in returned.values():
        codes = sorted(task.indikator.kode for task in group if task.indikator)
        found.append(Pekerjaan(group[0], tuple(codes)))
    return found


def kabar_hari(hari: date) -> Kabar:
    """The notices of a day and all open work; some ten queries for each account with a role.

    Roles and records are those of today, whatever the day is.
    """
    new: list[Pemberitahuan] = []
    open_work: set[Terbuka] = set()
    late: dict[tuple[str, str, date], list[tuple[Pekerjaan, User]]] = {}
    for user in _bertugas():
        for work in pekerjaan(tugas_saya(user, hari).tugas):
            open_work.update(_terbuka(user, work))
            new.extend(_untuk_pelaku(user, work))
            task = work.tugas
            if task.terlambat and HARI_ATASAN[0] <= task.terlambat_hari <= HARI_ATASAN[1]:
                key = (task.jenis.value, work.kunci, task.jatuh_tempo)
                late.setdefault(key, []).append((work, user))
    nobody = []
    for group in late.values():
        work = group[0][0]
        leaders = _atasan(group)
        new.extend(_untuk_atasan(group, leaders))
        open_work.update(each for leader in leaders for each in _terbuka(leader, work))
        if not leaders:
            nobody.append(f"{work.tugas.pd.singkatan}: {work.kalimat}")
    return Kabar(hari, tuple(new), frozenset(open_work), tuple(nobody))


def _bertugas() -> Iterable[User]:
    """Accounts that may have work today."""
    holders = PenugasanPeran.objects.in_force(hari_ini()).values("pengguna")
    rows = User.objects.filter(Q(pk__in=holders) | Q(is_superuser=True), is_active=True)
    return rows.order_by("pk")


def _terbuka(user: User, work: Pekerjaan) -> Iterator[Terbuka]:
    """A piece of work as notices name it: as a whole, and each returned value in it."""
    task = work.tugas
    each = (kunci_periode(task.pd, task.tahun, task.periode, kode) for kode in work.indikator)
    for key in (work.kunci, *each):
        yield user.pk, task.jenis.value, key, task.jatuh_tempo


def _untuk_pelaku(user: User, work: Pekerjaan) -> Iterator[Pemberitahuan]:
    """What the account itself is told: what came in for its decision, and the mark of the day."""
    task = work.tugas
    if task.masuk is not None:
        tanda = task.masuk.isoformat()
        yield work.pemberitahuan(user, JenisPemberitahuan.NILAI_MASUK, tanda)
    mark = HARI_TANDA.get(task.sisa)
    if mark is not None:
        kalimat = work.kalimat
        entry = (JenisTugas.ISI, JenisTugas.PERBAIKI, JenisTugas.LAIN)
        if task.terlambat and task.jenis in entry and not task.pokok:
            kalimat += MINTA
        yield work.pemberitahuan(user, JenisPemberitahuan.TENGGAT, mark.value, kalimat=kalimat)


def _atasan(group: Sequence[tuple[Pekerjaan, User]]) -> list[User]:
    task = group[0][0].tugas
    return atasan(task.pd, task.unit, selain={user.pk for _, user in group})


def _untuk_atasan(
    group: Sequence[tuple[Pekerjaan, User]], leaders: Iterable[User]
) -> Iterator[Pemberitahuan]:
    """What leaders are told about one piece of late work, whoever has it."""
    work = group[0][0]
    people = ", ".join(str(user) for _, user in group)
    for leader in leaders:
        yield work.pemberitahuan(
            leader,
            JenisPemberitahuan.ATASAN,
            TandaHari.ATASAN.value,
            kalimat=f"Belum selesai: {work.kalimat}. Yang bertugas: {people}",
            tautan=work.tautan_atasan,
        )


def kapan(row: Pemberitahuan, hari: date) -> str:
    """Until when, in words that hold on the day of reading; empty where nothing is due.

    Of what was read only the date is told: its work may long be done.
    """
    if row.jatuh_tempo is None:
        return ""
    day = format_date(row.jatuh_tempo)
    left = (row.jatuh_tempo - hari).days
    if row.langkah == JenisTugas.KUNCI:
        return f"verifikasi berakhir {day}"
    if row.dibaca is not None or left < -LAMA_LEWAT:
        return f"jatuh tempo {day}"
    if left < 0:
        return f"jatuh tempo {day}, terlambat {-left} hari"
    return f"jatuh tempo {day}, {f'{left} hari lagi' if left else 'hari ini'}"
