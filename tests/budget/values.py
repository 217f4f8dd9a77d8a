"""What the tests of entry share: rows of the demo, and accounts whose role reaches some units."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from budget.models import Aktivitas, AnggaranBulanan, AnggaranUnit, Program, SubKegiatan
from indicators.models import PeriodePelaporan
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja, User

D = Decimal
DES = 12


def aktivitas(kode: str = "SEKRETARIAT-01") -> Aktivitas:
    """An activity of the published budget."""
    return Aktivitas.objects.get(kode=kode)


def sub(kode: str = "SK01") -> SubKegiatan:
    """A sub-activity of the published budget."""
    return SubKegiatan.objects.get(kode=kode)


def program(pd: PerangkatDaerah) -> Program:
    """The first program of an agency."""
    return Program.objects.of_pd(pd).first()


def unit(kode: str = "SEKRETARIAT") -> AnggaranUnit:
    """The budget of a unit."""
    return AnggaranUnit.objects.get(unit__kode=kode)


def bulanan(owner, bulan: int = DES) -> AnggaranBulanan | None:
    """What is stored of a level for a month."""
    return AnggaranBulanan.objects.filter(**{owner.TINGKAT: owner}, bulan=bulan).first()


def lock(pd: PerangkatDaerah, *periode: int) -> None:
    """Lock quarters of 2023."""
    PeriodePelaporan.objects.filter(pd=pd, tahun=2023, periode__in=periode).update(terkunci=True)


def limited(akun: Callable[..., User], pd: PerangkatDaerah, *units: str) -> User:
    """A planner whose role reaches some units only."""
    user = akun(Peran.PERENCANA, pd, name="perencana-unit")
    PenugasanPeran.objects.filter(pengguna=user).delete()
    for kode in units:
        where = UnitKerja.objects.get(pd=pd, kode=kode)
        PenugasanPeran.objects.create(pengguna=user, peran=Peran.PERENCANA, pd=pd, unit=where)
    return User.objects.get(pk=user.pk)


def enter(owner, bulan: int, realisasi: int | None = None, rencana: int | None = None) -> None:
    """A month's figures of a level."""
    AnggaranBulanan.objects.create(
        pd=owner.pd, bulan=bulan, realisasi=realisasi, rencana=rencana, **{owner.TINGKAT: owner}
    )
