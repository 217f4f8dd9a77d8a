"""What a meeting looks at: the follow-ups of earlier meetings, then one indicator after another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from reports.enums import KeadaanKeputusan
from reports.models import KeputusanRapat
from reports.queries import Dasbor
from reports.queries_baris import BarisDasbor
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja, User
from workforce.rules import Wewenang

# So many decisions about one indicator are shown, the newest first.
TERAKHIR = 5


@dataclass(frozen=True)
class BarisKeputusan:
    """A decision on a day. `sisa` are the days left, negative when the due date has passed."""

    isi: KeputusanRapat
    sisa: int

    @property
    def terlambat(self) -> bool:
        """Whether it is open past its due date."""
        return self.isi.terbuka and self.sisa < 0

    @property
    def terlambat_hari(self) -> int:
        """Days since the due date."""
        return -self.sisa

    @property
    def dilanjutkan(self) -> bool:
        """Whether its due date was moved."""
        return self.isi.tenggat != self.isi.tenggat_awal


def _lengkap(rows: QuerySet[KeputusanRapat]) -> QuerySet[KeputusanRapat]:
    return rows.select_related(
        "pd",
        "indikator",
        "unit",
        "pelaksana",
        "dibuat_oleh",
        "dilaporkan_oleh",
        "ditutup_oleh",
    )


def baris_keputusan(rows: Iterable[KeputusanRapat], hari: date) -> tuple[BarisKeputusan, ...]:
    """Decisions on a day."""
    return tuple(BarisKeputusan(row, (row.tenggat - hari).days) for row in rows)


def _baris(rows: QuerySet[KeputusanRapat], hari: date) -> tuple[BarisKeputusan, ...]:
    return baris_keputusan(_lengkap(rows), hari)


def keputusan_terbuka(pd: PerangkatDaerah, hari: date) -> tuple[BarisKeputusan, ...]:
    """Open follow-ups of all meetings of an agency, what is longest overdue first; one query."""
    rows = KeputusanRapat.objects.of_pd(pd).filter(keadaan=KeadaanKeputusan.TERBUKA)
    return _baris(rows.order_by("tenggat", "pk"), hari)


def keputusan_tertutup(pd: PerangkatDaerah) -> QuerySet[KeputusanRapat]:
    """Closed decisions of all meetings of an agency, the last one closed first."""
    rows = KeputusanRapat.objects.of_pd(pd).exclude(keadaan=KeadaanKeputusan.TERBUKA)
    return _lengkap(rows).order_by("-ditutup_pada", "-pk")


def keputusan_indikator(
    pd: PerangkatDaerah, indikator_id: int, hari: date
) -> tuple[BarisKeputusan, ...]:
    """The last decisions about an indicator, newest first; one query."""
    rows = KeputusanRapat.objects.of_pd(pd).filter(indikator=indikator_id)
    return _baris(rows.order_by(F("dibuat_pada").desc(), "-pk")[:TERAKHIR], hari)


def satu_keputusan(row: KeputusanRapat, hari: date) -> BarisKeputusan:
    """A decision with everything that its page shows; one query."""
    (found,) = _baris(KeputusanRapat.objects.filter(pk=row.pk), hari)
    return found


@dataclass(frozen=True)
class Rapat:
    """A meeting about a period, at one of its stops; without `baris` it stands at the opening."""

    papan: Dasbor
    baris: BarisDasbor | None
    keputusan: tuple[BarisKeputusan, ...]

    @property
    def acara(self) -> tuple[BarisDasbor, ...]:
        """The agenda: what needs a decision, worst first."""
        return self.papan.perlu_keputusan

    @property
    def nomor(self) -> int:
        """Place on the agenda, from 1; 0 at the opening."""
        return self.acara.index(self.baris) + 1 if self.baris else 0

    @property
    def sebelum(self) -> BarisDasbor | None:
        """The indicator before; None where the opening is before."""
        return self.acara[self.nomor - 2] if self.nomor > 1 else None

    @property
    def sesudah(self) -> BarisDasbor | None:
        """The next indicator; None at the end."""
        return self.acara[self.nomor] if self.nomor < len(self.acara) else None


def rapat(papan: Dasbor, kode: str, hari: date) -> Rapat:
    """A meeting at an indicator by its code; at the opening when it is not on the agenda."""
    row = next((row for row in papan.perlu_keputusan if row.isi.kode == kode), None)
    if row is None:
        return Rapat(papan, None, keputusan_terbuka(papan.pd, hari))
    return Rapat(papan, row, keputusan_indikator(papan.pd, row.indikator.pk, hari))


def unit_terjangkau(hak: Wewenang, hari: date) -> QuerySet[UnitKerja]:
    """Units of the agency that a right reaches and that exist on a day, in their order."""
    rows = UnitKerja.objects.of_pd(hak.pd).exclude(berlaku_sampai__lt=hari).order_by("urutan")
    return rows if hak.unit_ids is None else rows.filter(pk__in=hak.unit_ids)


def orang_bertugas(pd: PerangkatDaerah, hari: date) -> QuerySet[User]:
    """Active accounts with a role in the agency on a day, by name."""
    roles = PenugasanPeran.objects.in_force(hari).filter(pd=pd)
    return User.objects.filter(is_active=True, pk__in=roles.values("pengguna")).order_by("username")
