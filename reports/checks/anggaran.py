"""Rules about the budget: sums of levels, spending, outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from budget.queries import BarisAnggaran, jumlah
from lkip.numbers import format_percent
from reports.checks import Pemeriksaan, Tautan, Temuan, ada_anggaran, rupiah
from reports.context import Konteks
from reports.enums import Keparahan

SERATUS = Decimal(100)
HALAMAN = Tautan("anggaran")
UKURAN = (("pagu", "Pagu"), ("realisasi", "Realisasi"))


def _jumlah(rows: Sequence[BarisAnggaran], column: str) -> Decimal | None:
    """The sum of a column; None unless every row has its figure."""
    values = [getattr(row, column) for row in rows]
    return None if not values or None in values else sum(values, Decimal(0))


def _bandingkan(
    parent: BarisAnggaran, name: str, rows: Sequence[BarisAnggaran]
) -> Iterator[tuple[str, str]]:
    """(measure, sentence) where a figure is not the sum of the rows that make it up."""
    for column, word in UKURAN:
        own, below = getattr(parent, column), _jumlah(rows, column)
        if own is not None and below is not None and own != below:
            yield (
                column,
                f"{word} {parent.nama} {rupiah(own)}, {len(rows)} {name} berjumlah "
                f"{rupiah(below)}, selisih {rupiah(own - below)}.",
            )


def jumlah_tingkat(konteks: Konteks) -> Iterable[Temuan]:
    """A program is not the sum of its kegiatan, or either not that of its sub kegiatan."""
    levels: tuple[tuple[Sequence[BarisAnggaran], str, Sequence[BarisAnggaran], str], ...] = (
        (konteks.program, "kegiatan", konteks.kegiatan, "program_id"),
        (konteks.program, "sub kegiatan", konteks.sub_kegiatan, "program_id"),
        (konteks.kegiatan, "sub kegiatan", konteks.sub_kegiatan, "kegiatan_id"),
    )
    for parents, name, children, link in levels:
        for parent in parents:
            rows = [row for row in children if getattr(row.objek, link) == parent.objek.pk]
            for column, sentence in _bandingkan(parent, name, rows):
                key = f"{parent.kode}-{name.replace(' ', '-')}-{column}"
                yield Temuan(key, sentence, HALAMAN)


def jumlah_unit(konteks: Konteks) -> Iterable[Temuan]:
    """The budgets of units are not those of the programs."""
    programs = jumlah(konteks.program, nama="seluruh program")
    for column, sentence in _bandingkan(programs, "unit", konteks.anggaran_unit):
        yield Temuan(f"unit-{column}", sentence, HALAMAN)


def _tingkat(konteks: Konteks) -> tuple[BarisAnggaran, ...]:
    return (*konteks.program, *konteks.kegiatan, *konteks.sub_kegiatan, *konteks.anggaran_unit)


def _kunci(row: BarisAnggaran) -> str:
    return f"{type(row.objek).__name__.lower()}-{row.objek.pk}"


def _setiap(
    konteks: Konteks, wrong: Callable[[BarisAnggaran], bool], tell: Callable[[BarisAnggaran], str]
) -> Iterator[Temuan]:
    for row in _tingkat(konteks):
        if wrong(row):
            yield Temuan(_kunci(row), f"{row.nama}: {tell(row)}", HALAMAN)


def melebihi_pagu(konteks: Konteks) -> Iterable[Temuan]:
    """More was spent than was allotted."""
    return _setiap(
        konteks,
        lambda row: row.serapan is not None and row.serapan > SERATUS,
        lambda row: (
            f"realisasi {rupiah(row.realisasi)} melebihi pagu {rupiah(row.pagu)} "
            f"({format_percent(row.serapan)})."
        ),
    )


def tanpa_realisasi(konteks: Konteks) -> Iterable[Temuan]:
    """A ceiling without a figure of what was spent."""
    return _setiap(
        konteks,
        lambda row: row.pagu is not None and row.realisasi is None,
        lambda row: f"pagu {rupiah(row.pagu)}, realisasinya belum ada.",
    )


def sisa_bukan_hemat(konteks: Konteks) -> Iterable[Temuan]:
    """Money is left while the output was not reached: unspent, not saved."""
    return _setiap(
        konteks,
        lambda row: (
            row.capaian_keluaran is not None
            and row.capaian_keluaran < SERATUS
            and (row.sisa or 0) > 0
        ),
        lambda row: (
            f"tersisa {rupiah(row.sisa)}, tetapi keluarannya baru "
            f"{format_percent(row.capaian_keluaran)}. Sisa ini bukan efisiensi."
        ),
    )


def tanpa_keluaran(konteks: Konteks) -> Iterable[Temuan]:
    """Money was spent on a sub-activity whose output nobody recorded."""
    for row in konteks.sub_kegiatan:
        if row.realisasi and row.keluaran and row.capaian_keluaran is None:
            yield Temuan(
                _kunci(row),
                f"{row.nama}: realisasi {rupiah(row.realisasi)}, capaian keluarannya belum ada.",
                HALAMAN,
            )


PEMERIKSAAN = (
    Pemeriksaan(
        "jumlah-anggaran",
        "Tingkat anggaran yang bukan jumlah rinciannya",
        Keparahan.PENTING,
        "Jumlah dihitung dari barisnya",
        jumlah_tingkat,
        ada_anggaran,
    ),
    Pemeriksaan(
        "jumlah-unit",
        "Anggaran unit berbeda dari anggaran program",
        Keparahan.PENTING,
        "Jumlah dihitung dari barisnya",
        jumlah_unit,
        ada_anggaran,
    ),
    Pemeriksaan(
        "melebihi-pagu",
        "Realisasi melebihi pagu",
        Keparahan.PENTING,
        "Belanja tidak melampaui anggaran yang tersedia",
        melebihi_pagu,
        ada_anggaran,
    ),
    Pemeriksaan(
        "anggaran-kosong",
        "Pagu tanpa realisasi anggaran",
        Keparahan.PERINGATAN,
        "PermenPANRB 53/2014, lampiran II, Bab III B",
        tanpa_realisasi,
        ada_anggaran,
    ),
    Pemeriksaan(
        "sisa-bukan-hemat",
        "Sisa anggaran tanpa keluaran penuh",
        Keparahan.PERINGATAN,
        "Efisiensi hanya ada bila keluaran tercapai",
        sisa_bukan_hemat,
        ada_anggaran,
    ),
    Pemeriksaan(
        "keluaran-kosong",
        "Belanja tanpa capaian keluaran",
        Keparahan.PERINGATAN,
        "Kualitas pelaksanaan anggaran memerlukan keluaran",
        tanpa_keluaran,
        ada_anggaran,
    ),
)
