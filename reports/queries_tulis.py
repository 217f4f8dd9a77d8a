"""The texts of a report in the order of its outline, and how far the work on each has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from indicators.queries import BarisIndikator
from reports.context import Konteks
from reports.enums import KeadaanTulis
from reports.models import BagianTulis, Narasi
from reports.outline import LKIP
from reports.sections import Heading, Section, TextSection
from reports.sections.indikator import ANALYSIS, slug_analisis
from reports.teks import jumlah_kata
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja, User
from workforce.rules import HAK_PERAN, MENYETUJUI_TEKS

NARASI, ANALISIS = "narasi", "analisis"
SAYA, TANPA_PENULIS, LEWAT, SALINAN = "saya", "tanpa-penulis", "lewat", "salinan"
# So many empty texts are named beside the progress; the list names all.
DISEBUT = 8


@dataclass(frozen=True)
class BagianLaporan:
    """A text of the report: a section's narrative, or one part of an indicator's analysis.

    `jalur` are the headings above it, the chapter first. `kolom` is the field of the analysis.
    `cadangan` is what the report prints while there is no text.
    """

    slug: str
    judul: str
    jalur: tuple[str, ...]
    teks: str
    baris: BarisIndikator | None = None
    kolom: str = ""
    cadangan: str = ""

    @property
    def bab(self) -> str:
        """The chapter."""
        return self.jalur[0]

    @property
    def jenis(self) -> str:
        """Whether it is narrative or analysis."""
        return ANALISIS if self.baris else NARASI

    @property
    def nama(self) -> str:
        """The title as it is told apart from all others."""
        return f"{self.baris.kode}: {self.judul}" if self.baris else self.judul

    @property
    def judul_cetak(self) -> str:
        """The heading that the report prints over the text itself; narrative has none."""
        return self.judul if self.baris else ""

    @property
    def unit(self) -> UnitKerja | None:
        """The unit whose roles reach it; narrative belongs to the whole agency."""
        return self.baris.indikator.unit if self.baris else None


def daftar_bagian(konteks: Konteks) -> tuple[BagianLaporan, ...]:
    """Every text that the report can hold, in the order of the outline."""
    parts = {
        slug_analisis(name, row.kode): (row, name)
        for row in konteks.indikator
        for name, _ in ANALYSIS
    }
    chapters = (*LKIP.front, *LKIP.chapters, *LKIP.annexes)
    return tuple(found for chapter in chapters for found in _telusur(chapter, (), konteks, parts))


def _telusur(
    declared: Section,
    jalur: tuple[str, ...],
    konteks: Konteks,
    parts: Mapping[str, tuple[BarisIndikator, str]],
) -> Iterator[BagianLaporan]:
    for section in declared.expand(konteks):
        if isinstance(section, Heading):
            inner = (*jalur, section.name(konteks))
            first = next((p for p in section.parts if isinstance(p, TextSection)), None)
            for part in section.parts:
                for found in _telusur(part, inner, konteks, parts):
                    # The first text of a heading is what the heading announces.
                    yield replace(found, judul=inner[-1]) if found.slug == _slug(first) else found
        elif isinstance(section, TextSection):
            row, name = parts.get(section.slug, (None, ""))
            title = section.name(konteks) or section.slug.replace("-", " ").capitalize()
            text = section.text(konteks)
            yield BagianLaporan(section.slug, title, jalur, text, row, name, section.cadangan)


def _slug(section: TextSection | None) -> str:
    return section.slug if section is not None and not section.title else ""


@dataclass(frozen=True)
class BarisTulis:
    """A text with the work on it, on a day."""

    bagian: BagianLaporan
    kerja: BagianTulis | None
    hari: date

    @cached_property
    def keadaan(self) -> KeadaanTulis:
        """Where it stands; a text that nobody was given is written as soon as there is one."""
        if self.kerja is None:
            return KeadaanTulis.DITULIS if self.bagian.teks else KeadaanTulis.BELUM_MULAI
        return self.kerja.keadaan_teks(self.bagian.teks)

    @cached_property
    def kata(self) -> int:
        """Words; a linked fact is one."""
        return jumlah_kata(self.bagian.teks)

    @property
    def berubah(self) -> bool:
        """Whether the text was changed elsewhere after it was handed in or approved."""
        done = (KeadaanTulis.DITINJAU, KeadaanTulis.DISETUJUI)
        return self.kerja is not None and self.kerja.keadaan in done and self.keadaan not in done

    @property
    def salinan(self) -> int | None:
        """The year whose text this still is, not reviewed."""
        return self.kerja.disalin_dari if self.kerja else None

    @property
    def sisa(self) -> int | None:
        """Days left, negative when the due date has passed; None when approved or without one."""
        due = self.kerja.tenggat if self.kerja else None
        if due is None or self.keadaan == KeadaanTulis.DISETUJUI:
            return None
        return (due - self.hari).days

    @property
    def terlambat(self) -> bool:
        """Whether the due date has passed."""
        return self.sisa is not None and self.sisa < 0

    @property
    def terlambat_hari(self) -> int:
        """Days since the due date."""
        return -(self.sisa or 0)


@dataclass(frozen=True)
class SaringTulis:
    """What of the list is shown; empty shows all."""

    jenis: str = ""
    keadaan: str = ""
    hal: str = ""

    def cocok(self, row: BarisTulis, pengguna: int | None) -> bool:
        """Whether a row is shown to an account."""
        if self.jenis not in ("", row.bagian.jenis) or self.keadaan not in ("", row.keadaan):
            return False
        kerja = row.kerja
        return {
            SAYA: kerja is not None and pengguna in (kerja.penulis_id, kerja.penyetuju_id),
            TANPA_PENULIS: kerja is None or kerja.penulis_id is None,
            LEWAT: row.terlambat,
            SALINAN: row.salinan is not None,
        }.get(self.hal, True)


@dataclass(frozen=True)
class DaftarTulis:
    """All texts of a report and those that a filter lets through."""

    semua: tuple[BarisTulis, ...]
    tampil: tuple[BarisTulis, ...]

    @cached_property
    def hitungan(self) -> Counter[KeadaanTulis]:
        """Texts by state."""
        return Counter(row.keadaan for row in self.semua)

    @cached_property
    def jenis(self) -> Counter[str]:
        """Texts by kind."""
        return Counter(row.bagian.jenis for row in self.semua)

    @property
    def per_keadaan(self) -> list[tuple[KeadaanTulis, int]]:
        """States with their number, in their order."""
        return [(state, self.hitungan[state]) for state in KeadaanTulis]

    @property
    def persen(self) -> int:
        """Approved texts of all, in whole percent, never more than there are."""
        return self.hitungan[KeadaanTulis.DISETUJUI] * 100 // max(len(self.semua), 1)

    @property
    def kosong(self) -> list[BarisTulis]:
        """Texts that nobody has begun."""
        return [row for row in self.semua if row.keadaan == KeadaanTulis.BELUM_MULAI]

    @property
    def kosong_disebut(self) -> list[BarisTulis]:
        """The first of them."""
        return self.kosong[:DISEBUT]

    @property
    def kosong_lain(self) -> int:
        """How many are not named."""
        return len(self.kosong) - len(self.kosong_disebut)

    @property
    def terlambat(self) -> int:
        """Texts past their due date."""
        return sum(row.terlambat for row in self.semua)

    @property
    def salinan(self) -> int:
        """Texts of an earlier year that nobody has reviewed."""
        return sum(row.salinan is not None for row in self.semua)

    @property
    def tanpa_penulis(self) -> int:
        """Texts that nobody was given and that are not approved."""
        return sum(
            row.keadaan != KeadaanTulis.DISETUJUI and not (row.kerja and row.kerja.penulis_id)
            for row in self.semua
        )


def _kerja(konteks: Konteks) -> QuerySet[BagianTulis]:
    rows = BagianTulis.objects.of_pd(konteks.pd).filter(tahun=konteks.tahun)
    return rows.select_related(
        "penulis", "penyetuju", "diajukan_oleh", "disetujui_oleh", "ditulis_oleh"
    )


def daftar_tulis(
    konteks: Konteks, hari: date, saring: SaringTulis, pengguna: int | None = None
) -> DaftarTulis:
    """The list of texts; one query beyond what the outline reads."""
    work = {row.bagian: row for row in _kerja(konteks)}
    rows = tuple(BarisTulis(b, work.get(b.slug), hari) for b in daftar_bagian(konteks))
    return DaftarTulis(rows, tuple(row for row in rows if saring.cocok(row, pengguna)))


@dataclass(frozen=True)
class SatuTulis:
    """One text and those beside it in the outline."""

    tulis: BarisTulis
    sebelum: BagianLaporan | None
    sesudah: BagianLaporan | None


def satu_tulis(konteks: Konteks, slug: str, hari: date) -> SatuTulis | None:
    """One text by its slug; None when the report has no such text."""
    parts = daftar_bagian(konteks)
    place = next((i for i, b in enumerate(parts) if b.slug == slug), None)
    if place is None:
        return None
    row = BarisTulis(parts[place], _kerja(konteks).filter(bagian=slug).first(), hari)
    before = parts[place - 1] if place else None
    return SatuTulis(row, before, parts[place + 1] if place + 1 < len(parts) else None)


def ada_teks_lalu(konteks: Konteks) -> bool:
    """Whether the year before has narrative that this one could begin with; one query."""
    rows = Narasi.objects.of_pd(konteks.pd).filter(tahun=konteks.tahun - 1)
    return bool(rows.exists())


def penyetuju_mungkin(pd: PerangkatDaerah, hari: date) -> QuerySet[User]:
    """Active accounts whose role in the agency approves texts on a day, by name."""
    roles = [peran for peran, rights in HAK_PERAN.items() if MENYETUJUI_TEKS in rights]
    held = PenugasanPeran.objects.in_force(hari).filter(pd=pd, peran__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("pengguna")).order_by("username")


def per_bab(rows: Iterable[BarisTulis]) -> list[tuple[str, list[BarisTulis]]]:
    """Rows under their chapters."""
    found: dict[str, list[BarisTulis]] = {}
    for row in rows:
        found.setdefault(row.bagian.bab, []).append(row)
    return list(found.items())
