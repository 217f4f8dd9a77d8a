"""The budget of whole agencies in one look: the sum of the programs of each, in seven queries."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from budget.calculations import jumlah_diketahui, pagu_berlaku
from budget.enums import VersiPagu
from budget.models import Aktivitas, AnggaranBulanan, Kegiatan, Pagu, Program, SubKegiatan
from budget.queries import BarisAnggaran, jumlah
from workforce.models import PerangkatDaerah


def jumlah_pd(
    daftar: Iterable[PerangkatDaerah], tahun: int, sampai: int = 12
) -> dict[int, BarisAnggaran]:
    """The total row of every agency, by its number, with realisasi up to the end of a month.

    The same as `jumlah(baris_program(pd, tahun))`, but only sums leave the database: a province
    has a hundred thousand monthly rows in a year.
    """
    agencies = list(daftar)
    programs = Program.objects.of_pds(agencies).filter(tahun=tahun).order_by()
    ceilings, spent = _pagu(agencies, tahun), _Realisasi(programs, sampai)
    rows: dict[int, list[BarisAnggaran]] = {pd.pk: [] for pd in agencies}
    for pk, pd_id in programs.values_list("pk", "pd_id"):
        original = ceilings.get((pk, VersiPagu.MURNI))
        rows[pd_id].append(
            BarisAnggaran(
                objek=None,
                kode="",
                nama="",
                pagu_murni=original,
                pagu=pagu_berlaku(
                    murni=original, perubahan=ceilings.get((pk, VersiPagu.PERUBAHAN))
                ),
                realisasi=spent.program(pk),
            )
        )
    return {pk: jumlah(members) for pk, members in rows.items()}


def _pagu(agencies: list[PerangkatDaerah], tahun: int) -> dict[tuple[int, str], Decimal]:
    rows = Pagu.objects.of_pds(agencies).filter(program__tahun=tahun).order_by()
    return {
        (pk, versi): nilai for pk, versi, nilai in rows.values_list("program", "versi", "nilai")
    }


class _Realisasi:
    """What programs have spent: their own figure, else the level below that has any.

    The order of levels is that of `budget.kumulatif.TURUNAN`.
    """

    def __init__(self, programs: QuerySet[Program], sampai: int) -> None:
        self._sampai = sampai
        below = {"program__in": programs}
        # An activity counts where its sub kegiatan has no figure of its own.
        parts = Aktivitas.objects.filter(sub_kegiatan__program__in=programs).annotate(
            induk=self._terakhir("sub_kegiatan", "sub_kegiatan")
        )
        self._own = self._sum(programs, "program", "pk")
        self._subs = self._sum(SubKegiatan.objects.filter(**below), "sub_kegiatan", "program")
        self._parts = self._sum(parts.filter(induk=None), "aktivitas", "sub_kegiatan__program")
        self._activities = self._sum(Kegiatan.objects.filter(**below), "kegiatan", "program")

    def _terakhir(self, level: str, owner: str = "pk") -> Subquery:
        """The latest figure of an owner up to the month, as corrected."""
        months = AnggaranBulanan.objects.filter(
            **{level: OuterRef(owner)}, bulan__lte=self._sampai, realisasi__isnull=False
        )
        in_force = months.annotate(angka_berlaku=Coalesce("nilai_koreksi", "realisasi"))
        return Subquery(in_force.order_by("-bulan").values("angka_berlaku")[:1])

    def _sum(self, owners: QuerySet[Any], level: str, group: str) -> dict[int, Decimal]:
        """Latest figures of a level, summed by what they are grouped under; one query."""
        rows = owners.order_by().values(group).annotate(total=Sum(self._terakhir(level)))
        return {row[group]: row["total"] for row in rows if row["total"] is not None}

    def program(self, pk: int) -> Decimal | None:
        """Rupiah of a program; None when nothing is known."""
        if pk in self._own:
            return self._own[pk]
        below = jumlah_diketahui(part.get(pk) for part in (self._subs, self._parts))
        return self._activities.get(pk) if below is None else below
