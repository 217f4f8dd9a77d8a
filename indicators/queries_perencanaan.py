"""Rows about plans: the tree of a document with its targets, sasaran of a year, next steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from indicators.enums import JenisSasaran, StatusPerjanjian, SumberTarget
from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    ItemPerjanjian,
    PerjanjianKinerja,
    Sasaran,
    SasaranRenstra,
    TargetTahunan,
    Tujuan,
)
from indicators.rules_perencanaan import (
    kenapa_tidak_indikator,
    kenapa_tidak_rencana,
    peringatan_nama,
    teks_target,
)
from lkip.numbers import format_number
from workforce.models import PerangkatDaerah, UnitKerja, User
from workforce.rules import MENYUNTING, Wewenang, wewenang

S = TypeVar("S")


@dataclass(frozen=True)
class Janji:
    """A target that an agreement in force carries."""

    jabatan: str
    target: str


@dataclass(frozen=True)
class SelTarget:
    """The target of an indicator for a year, and what agreements in force say beside it."""

    tahun: int
    target: TargetTahunan | None
    berlaku: bool
    janji: tuple[Janji, ...]

    @property
    def nilai(self) -> Decimal | str | None:
        """The target as a cell."""
        if self.target is None:
            return None
        return self.target.teks if self.target.nilai is None else self.target.nilai

    @property
    def keterangan(self) -> str:
        """The text that stands beside a number."""
        return self.target.teks if self.target and self.target.nilai is not None else ""

    @property
    def teks(self) -> str:
        """The target as one would type it."""
        return teks_target(self.target)


@dataclass(frozen=True)
class BarisRencana:
    """An indicator in a plan, its targets, its neighbours, and why the account may not edit it."""

    indikator: Indikator
    sasaran: SasaranRenstra | None
    sel: tuple[SelTarget, ...]
    kenapa_tidak: str
    atas: Indikator | None = None
    bawah: Indikator | None = None


@dataclass(frozen=True)
class SimpulSasaran:
    """A sasaran of a plan with its indicators."""

    sasaran: SasaranRenstra
    baris: tuple[BarisRencana, ...]


@dataclass(frozen=True)
class SimpulTujuan:
    """A tujuan of a plan with its sasaran."""

    tujuan: Tujuan
    sasaran: tuple[SimpulSasaran, ...]


@dataclass(frozen=True)
class PohonRencana:
    """A document as a tree. `lain` are indicators in use that have no target in it yet."""

    dokumen: DokumenPerencanaan
    tahun: tuple[int, ...]
    tujuan: tuple[SimpulTujuan, ...]
    lain: tuple[BarisRencana, ...]

    @property
    def sasaran(self) -> tuple[SasaranRenstra, ...]:
        """Every sasaran of the document."""
        return tuple(s.sasaran for t in self.tujuan for s in t.sasaran)

    @property
    def baris(self) -> tuple[BarisRencana, ...]:
        """Indicators with targets, in the order of the tree."""
        return tuple(b for t in self.tujuan for s in t.sasaran for b in s.baris)


@dataclass(frozen=True)
class SasaranTahun:
    """A sasaran of a year with the indicators that agreements promise for it."""

    sasaran: Sasaran
    indikator: tuple[Indikator, ...]
    atas: Sasaran | None
    bawah: Sasaran | None


@dataclass(frozen=True)
class Langkah:
    """A step of planning. `kunci` names the page that takes it."""

    kunci: str
    judul: str
    penjelasan: str
    selesai: bool


def bertetangga(rows: Sequence[S]) -> Iterable[tuple[S | None, S, S | None]]:
    """Every row with the one before and the one after it."""
    before = (None, *rows[:-1])
    after = (*rows[1:], None)
    return zip(before, rows, after, strict=True) if rows else ()


class Rencana:
    """Plans of an agency as one account sees them; each property queries at most once."""

    def __init__(self, pd: PerangkatDaerah, tahun: int, *, user: User) -> None:
        self.pd, self.tahun, self.user = pd, tahun, user

    @cached_property
    def dokumen(self) -> tuple[DokumenPerencanaan, ...]:
        """Every document, the first period first."""
        return tuple(DokumenPerencanaan.objects.of_pd(self.pd))

    @cached_property
    def indikator(self) -> tuple[Indikator, ...]:
        """Every indicator in its order."""
        rows = Indikator.objects.of_pd(self.pd).select_related("unit", "skala")
        return tuple(rows.order_by("urutan", "pk"))

    @cached_property
    def kenapa_tidak(self) -> str:
        """Why the account may not edit documents, tujuan and sasaran."""
        return kenapa_tidak_rencana(user=self.user, pd=self.pd)

    @cached_property
    def kenapa_tidak_indikator(self) -> str:
        """Why the account may edit no indicator at all."""
        return kenapa_tidak_indikator(user=self.user, pd=self.pd)

    def pohon(self, dokumen: Sequence[DokumenPerencanaan]) -> tuple[PohonRencana, ...]:
        """Documents as trees; the number of queries does not depend on how many."""
        if not dokumen:
            return ()
        years = {y for d in dokumen for y in _periode(d)}
        goals = list(Tujuan.objects.filter(dokumen__in=dokumen).order_by("kode"))
        below: dict[int, list[SasaranRenstra]] = {}
        for goal in SasaranRenstra.objects.filter(tujuan__in=goals).order_by("kode"):
            below.setdefault(goal.tujuan_id, []).append(goal)
        rows = TargetTahunan.objects.of_pd(self.pd).filter(
            sumber=SumberTarget.RENSTRA, tahun__in=years
        )
        targets = {(t.indikator_id, t.tahun): t for t in rows.select_related("sasaran_renstra")}
        promised = self._janji(years)
        reach = wewenang(self.user, MENYUNTING, self.pd)
        trees = []
        for document in dokumen:
            cells = [
                self._baris(i, _periode(document), targets, promised, reach) for i in self.indikator
            ]
            mine = [t for t in goals if t.dokumen_id == document.pk]
            trees.append(
                PohonRencana(
                    dokumen=document,
                    tahun=_periode(document),
                    tujuan=tuple(_tujuan(t, below.get(t.pk, ()), cells) for t in mine),
                    lain=tuple(
                        b for b in cells if b.sasaran is None and any(s.berlaku for s in b.sel)
                    ),
                )
            )
        return tuple(trees)

    def _baris(
        self,
        indikator: Indikator,
        years: Iterable[int],
        targets: Mapping[tuple[int, int], TargetTahunan],
        promised: Mapping[tuple[int, int], tuple[Janji, ...]],
        reach: Wewenang,
    ) -> BarisRencana:
        keys = [(indikator.pk, year) for year in years]
        placed = [targets[key].sasaran_renstra for key in keys if key in targets]
        return BarisRencana(
            indikator=indikator,
            sasaran=next((goal for goal in placed if goal), None),
            sel=tuple(
                SelTarget(
                    key[1], targets.get(key), indikator.berlaku_pada(key[1]), promised.get(key, ())
                )
                for key in keys
            ),
            kenapa_tidak=self.kenapa_tidak_indikator or reach.kenapa_tidak(indikator.unit),
        )

    def _janji(self, years: Iterable[int]) -> dict[tuple[int, int], tuple[Janji, ...]]:
        items = (
            ItemPerjanjian.objects.of_pd(self.pd)
            .filter(perjanjian__status=StatusPerjanjian.BERLAKU, perjanjian__tahun__in=years)
            .select_related("perjanjian__jabatan")
            .order_by("perjanjian__jabatan", "urutan")
        )
        found: dict[tuple[int, int], tuple[Janji, ...]] = {}
        for item in items:
            text = item.target_teks or format_number(item.target, empty="N/A")
            key = (item.indikator_id, item.perjanjian.tahun)
            found[key] = (*found.get(key, ()), Janji(item.perjanjian.jabatan.nama, text))
        return found

    @cached_property
    def berjalan(self) -> tuple[DokumenPerencanaan, ...]:
        """Documents whose period covers the year; those with goals of this agency first."""
        return tuple(d for d in self.dokumen if d.tahun_awal <= self.tahun <= d.tahun_akhir)

    @cached_property
    def pohon_berjalan(self) -> tuple[PohonRencana, ...]:
        """Their trees; a plan of the region without goals of the agency comes last."""
        return tuple(sorted(self.pohon(self.berjalan), key=lambda p: not p.tujuan))

    @cached_property
    def tanpa_tempat(self) -> tuple[Indikator, ...]:
        """Indicators in use in the year that no document of the year has a target for."""
        placed = {b.indikator.pk for tree in self.pohon_berjalan for b in tree.baris}
        return tuple(i for i in self.indikator if i.berlaku_pada(self.tahun) and i.pk not in placed)

    @cached_property
    def sasaran_tahun(self) -> tuple[tuple[JenisSasaran, tuple[SasaranTahun, ...]], ...]:
        """Sasaran of the year by kind, with what agreements promise for them; two queries."""
        goals = list(Sasaran.objects.of_pd(self.pd).filter(tahun=self.tahun).order_by("urutan"))
        promised: dict[int, dict[int, Indikator]] = {}
        items = (
            ItemPerjanjian.objects.filter(sasaran__in=goals)
            .exclude(perjanjian__status=StatusPerjanjian.DIGANTI)
            .select_related("indikator")
            .order_by("indikator__urutan")
        )
        for item in items:
            promised.setdefault(item.sasaran_id, {})[item.indikator_id] = item.indikator
        return tuple(
            (
                kind,
                tuple(
                    SasaranTahun(row, tuple(promised.get(row.pk, {}).values()), above, under)
                    for above, row, under in bertetangga([g for g in goals if g.jenis == kind])
                ),
            )
            for kind in JenisSasaran
            if any(g.jenis == kind for g in goals)
        )

    @cached_property
    def langkah(self) -> tuple[Langkah, ...]:
        """What an agency does to plan a year, in order; two queries."""
        trees = self.pohon_berjalan
        promising = [t for t in trees if any(s.target for b in t.baris for s in b.sel)]
        return (
            Langkah(
                "unit",
                "Unit kerja",
                "Setiap indikator mempunyai unit penanggung jawab.",
                UnitKerja.objects.of_pd(self.pd).exists(),
            ),
            Langkah(
                "dokumen",
                "Dokumen perencanaan",
                f"Catat Renstra, atau RPJMD/RPD, yang periodenya memuat {self.tahun}.",
                bool(trees),
            ),
            Langkah(
                "tujuan",
                "Tujuan",
                "Kondisi yang hendak dicapai pada akhir periode dokumen.",
                any(t.tujuan for t in trees),
            ),
            Langkah(
                "sasaran_renstra",
                "Sasaran",
                "Hasil yang lebih terinci di bawah tiap tujuan.",
                any(t.sasaran for t in trees),
            ),
            Langkah(
                "indikator",
                "Indikator",
                "Ukuran tiap sasaran: satuan, arah, rumus, dan penanggung jawabnya.",
                bool(self.indikator),
            ),
            Langkah(
                "target",
                "Target tahunan",
                "Angka tiap indikator untuk tiap tahun dokumen.",
                bool(promising),
            ),
            Langkah(
                "sasaran",
                f"Sasaran tahun {self.tahun}",
                "Sasaran strategis, khusus, dan operasional untuk Perjanjian Kinerja.",
                bool(self.sasaran_tahun),
            ),
            Langkah(
                "perjanjian",
                f"Perjanjian Kinerja {self.tahun}",
                "Target tahun ini diusulkan dari target dokumen.",
                PerjanjianKinerja.objects.of_pd(self.pd).filter(tahun=self.tahun).exists(),
            ),
        )


def _periode(dokumen: DokumenPerencanaan) -> tuple[int, ...]:
    return tuple(range(dokumen.tahun_awal, dokumen.tahun_akhir + 1))


def _tujuan(
    tujuan: Tujuan, sasaran: Iterable[SasaranRenstra], cells: Sequence[BarisRencana]
) -> SimpulTujuan:
    return SimpulTujuan(tujuan, tuple(SimpulSasaran(g, _urut(g, cells)) for g in sasaran))


def _urut(goal: SasaranRenstra, cells: Sequence[BarisRencana]) -> tuple[BarisRencana, ...]:
    """The rows of a sasaran, each knowing its neighbours."""
    rows = bertetangga([c for c in cells if c.sasaran == goal])
    return tuple(
        replace(
            row,
            atas=above.indikator if above else None,
            bawah=under.indikator if under else None,
        )
        for above, row, under in rows
    )


def target_indikator(indikator: Indikator) -> tuple[tuple[str, tuple[TargetTahunan, ...]], ...]:
    """Yearly targets of an indicator by the document that promises them; one query."""
    rows = (
        TargetTahunan.objects.filter(indikator=indikator, sumber=SumberTarget.RENSTRA)
        .select_related("sasaran_renstra__tujuan__dokumen")
        .order_by("tahun")
    )
    groups: dict[str, list[TargetTahunan]] = {}
    for row in rows:
        goal = row.sasaran_renstra
        groups.setdefault(str(goal.tujuan.dokumen) if goal else "Tanpa dokumen", []).append(row)
    return tuple((name, tuple(members)) for name, members in groups.items())


def janji_indikator(indikator: Indikator) -> tuple[ItemPerjanjian, ...]:
    """Agreements that promise an indicator, newest year first; one query."""
    rows = ItemPerjanjian.objects.filter(indikator=indikator).select_related(
        "perjanjian__jabatan", "sasaran"
    )
    return tuple(rows.order_by("-perjanjian__tahun", "perjanjian__jabatan", "-perjanjian__versi"))


def peringatan_tahun(pd: PerangkatDaerah, tahun: int) -> tuple[str, ...]:
    """Names of promised indicators that speak of another year than the one they are promised in."""
    rows = Indikator.objects.of_pd(pd).filter(item__perjanjian__tahun=tahun).distinct()
    found = (peringatan_nama(row, tahun) for row in rows)
    return tuple(sentence for sentence in found if sentence)
