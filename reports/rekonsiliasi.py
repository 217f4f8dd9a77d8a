"""Control figures beside what the records give: every printed figure is compared, none is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budget.models import AngkaKontrol
from budget.queries import BarisAnggaran, jumlah
from indicators.queries import TabelIsi
from lkip.numbers import format_number, round_half_up
from reports.context import Konteks
from reports.nama_ukuran import NamaUkuran
from workforce.models import PerangkatDaerah
from workforce.queries import DIMENSI, BarisSebaran, sebaran

Nilai = Decimal | int | None


@dataclass(frozen=True)
class BarisKontrol:
    """A printed figure, what the records give, and how a difference came about."""

    sumber: str
    uraian: str
    nilai: Decimal
    hitung: Decimal | None
    desimal: int
    penjelasan: str

    @property
    def selisih(self) -> Decimal | None:
        """Printed minus computed; None when the records give nothing."""
        return None if self.hitung is None else self.nilai - self.hitung

    @property
    def sama(self) -> bool:
        """Whether the figures agree to the printed number of decimals."""
        return self.selisih == 0

    @property
    def teks(self) -> tuple[str, str, str]:
        """Printed, computed and difference as text."""
        values = (self.nilai, self.hitung, self.selisih)
        first, second, third = (format_number(v, self.desimal, empty="tidak ada") for v in values)
        return first, second, third


class UkuranTidakDikenal(ValueError):
    """A control figure names a measure or row that the records do not have."""


def rekonsiliasi(pd: PerangkatDaerah, tahun: int) -> tuple[BarisKontrol, ...]:
    """All control figures of a year in their order; raises UkuranTidakDikenal."""
    return baris_kontrol(Konteks(pd, tahun))


def ada_kontrol(konteks: Konteks) -> bool:
    """Whether any control figure was kept for a year; one query."""
    return AngkaKontrol.objects.of_pd(konteks.pd).filter(tahun=konteks.tahun).exists()


def baris_kontrol(konteks: Konteks) -> tuple[BarisKontrol, ...]:
    """`rekonsiliasi` over records that were read already."""
    rows = tuple(AngkaKontrol.objects.of_pd(konteks.pd).filter(tahun=konteks.tahun))
    measures, names = _Ukuran(konteks, rows), NamaUkuran(konteks)
    return tuple(_baris(row, measures, names) for row in rows)


def _baris(row: AngkaKontrol, measures: _Ukuran, names: NamaUkuran) -> BarisKontrol:
    value = measures.nilai(row)
    return BarisKontrol(
        sumber=row.sumber,
        uraian=names.uraian(row),
        nilai=round_half_up(row.nilai, row.desimal),
        hitung=None if value is None else round_half_up(Decimal(value), row.desimal),
        desimal=row.desimal,
        penjelasan=row.penjelasan,
    )


class _Ukuran:
    """The measures that control figures may name."""

    def __init__(self, konteks: Konteks, rows: Iterable[AngkaKontrol]) -> None:
        self.konteks = konteks
        self.rows = tuple(rows)
        self.measures: dict[str, Callable[[str, str], Nilai]] = {
            "statistik-asn": self._statistik,
            "jumlah-tercetak": self._jumlah_tercetak,
            "program": lambda key, column: _anggaran(konteks.program, key, column),
            "kegiatan": lambda key, column: _anggaran(konteks.kegiatan, key, column),
            "kegiatan-program": self._kegiatan_program,
            "sub-kegiatan": lambda key, column: _anggaran(konteks.sub_kegiatan, key, column),
            "anggaran-unit": lambda key, column: _anggaran(konteks.anggaran_unit, key, column),
            "aktivitas": lambda key, column: _anggaran(self._aktivitas, key, column),
            "aktivitas-unit": self._aktivitas_unit,
            "anggaran-indikator": self._anggaran_indikator,
            "tabel": self._tabel,
            "capaian": self._capaian,
            "realisasi": self._realisasi,
        }
        for dimensi in DIMENSI:
            self.measures[f"pegawai-{dimensi.kode}"] = self._pegawai(f"pegawai-{dimensi.kode}")

    def nilai(self, row: AngkaKontrol) -> Nilai:
        """The computed value of a control figure."""
        try:
            return self.measures[row.ukuran](row.kunci, row.kolom)
        except (KeyError, StopIteration, AttributeError, IndexError) as error:
            raise UkuranTidakDikenal(
                f"Angka kontrol {row.urutan}: ukuran “{row.ukuran}”, kunci “{row.kunci}”, kolom "
                f"“{row.kolom}” tidak ada pada data."
            ) from error

    def _statistik(self, key: str, column: str) -> Nilai:
        code, _, number = key.partition("/")
        rows = next(r for r in self.konteks.statistik if r.kode == code).baris
        if number:
            return next(r for r in rows if str(r.objek.urutan) == number).persen
        return sum(getattr(r.objek, column) or 0 for r in rows)

    def _jumlah_tercetak(self, key: str, column: str) -> Nilai:
        """Sum of the printed rows themselves, where a printed column is not kept as record."""
        measure, _, group = key.partition("/")
        mark = "/" if measure == "statistik-asn" else "-"
        return sum(
            (
                row.nilai
                for row in self.rows
                if row.ukuran == measure
                and row.kolom == column
                and row.kunci.startswith(f"{group}{mark}")
            ),
            Decimal(0),
        )

    @cached_property
    def _aktivitas(self) -> tuple[BarisAnggaran, ...]:
        return tuple(row for part in self.konteks.aktivitas for row in part.baris)

    def _aktivitas_unit(self, key: str, column: str) -> Nilai:
        parts = [p for p in self.konteks.aktivitas if key in ("", p.anggaran_unit.unit.kode)]
        total = jumlah(row for part in parts for row in part.baris)
        return _kolom(total, column)

    def _kegiatan_program(self, key: str, column: str) -> Nilai:
        rows = (row for row in self.konteks.kegiatan if row.objek.program.kode == key)
        return _kolom(jumlah(rows), column)

    def _anggaran_indikator(self, key: str, column: str) -> Nilai:
        row = next(r for r in self.konteks.anggaran_indikator if r.indikator.kode == key)
        return row.serapan if column == "serapan" else getattr(row, column)

    def _tabel(self, key: str, column: str) -> Nilai:
        code, _, rest = key.partition("/")
        table = self.konteks.tabel[code]
        grouping = table.tabel.kolom_kelompok
        if not rest:
            return table.jumlah(column)
        if grouping:
            members = [r for r in table.baris if str(r[grouping]).startswith(f"{rest}.")]
            return table.jumlah(column, members)
        return _sel(table, int(rest) - 1, column)

    def _capaian(self, key: str, column: str) -> Nilai:
        return next(b for b in self.konteks.indikator if b.kode == key).tahunan.hasil.persen

    def _realisasi(self, key: str, column: str) -> Nilai:
        row = next(b for b in self.konteks.indikator if b.kode == key)
        return (row.tahunan if int(column) == self.konteks.tahun else row.lalu).nilai

    def _pegawai(self, code: str) -> Callable[[str, str], Nilai]:
        dimensi = next(d for d in DIMENSI if f"pegawai-{d.kode}" == code)

        def value(key: str, column: str) -> Nilai:
            rows = [r for r in self._sebaran[dimensi.kode] if key in ("", r.kelompok.value)]
            if column == "jumlah":
                return sum(row.jumlah for row in rows)
            return sum(row.isi.get(column, 0) for row in rows)

        return value

    @cached_property
    def _sebaran(self) -> Mapping[str, tuple[BarisSebaran, ...]]:
        people = self.konteks.pegawai
        return {d.kode: sebaran(self.konteks.pd, people, d) for d in DIMENSI}


def _sel(table: TabelIsi, index: int, column: str) -> Decimal | None:
    value = table.baris[index][column]
    return value if isinstance(value, Decimal) else None


def _anggaran(rows: tuple[BarisAnggaran, ...], key: str, column: str) -> Nilai:
    if not key:
        return _kolom(jumlah(rows), column)
    return _kolom(next(row for row in rows if row.kode == key), column)


def _kolom(row: BarisAnggaran, column: str) -> Nilai:
    names = {"keluaran": "capaian_keluaran"}
    value: Nilai = getattr(row, names.get(column, column))
    return value
