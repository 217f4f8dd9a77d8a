"""Facts for chips in narrative: an address such as `indikator.I01.capaian` becomes a text.

Building a report fails on an address that does not resolve: a wrong report is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from html import escape

from budget.queries import BarisAnggaran
from indicators.calculations import StatusCapaian
from indicators.enums import HitungKolom, JenisNilai, JenisSasaran
from indicators.models import KolomTabel
from indicators.queries import BarisIndikator, TabelIsi, hitungan
from lkip.numbers import format_date, format_number, format_percent, format_rupiah
from lkip.tables import Tanpa, Value
from reports.context import Konteks
from reports.teks import CHIP
from workforce.enums import KelompokJabatan
from workforce.models import PemangkuJabatan
from workforce.queries import JENIS_KELAMIN, PENDIDIKAN, rata

STATISTIK = {"pns_cpns": "pns", "pppk": "pppk", "jumlah": "jumlah"}
RUPIAH = ("pagu", "pagu_murni", "realisasi", "sisa")
PERSEN = ("serapan", "efisiensi", "capaian_keluaran")
QUOTIENTS = (HitungKolom.RASIO, HitungKolom.PANGSA)


class FaktaTidakDikenal(ValueError):
    """A chip points to a fact that does not exist."""


class Fakta:
    """Resolves addresses for one report. `rujukan` maps slugs to labels such as "Tabel 8"."""

    def __init__(self, konteks: Konteks, rujukan: Mapping[str, str]) -> None:
        self.konteks = konteks
        self.rujukan = rujukan
        self.ruang: dict[str, Callable[[list[str]], str]] = {
            "pd": self._pd,
            "tahun": self._tahun,
            "pk": self._pk,
            "sasaran": self._sasaran,
            "indikator": self._indikator,
            "hitung": self._hitung,
            "program": self._program,
            "anggaran": lambda rest: _anggaran(self.konteks.jumlah_program, rest[0]),
            "unit": self._unit,
            "pegawai": self._pegawai,
            "data": self._data,
            "lihat": lambda rest: self._lihat(rest[0])[1],
        }

    def text(self, address: str) -> str:
        """The printed form of a fact; raises FaktaTidakDikenal."""
        space, *rest = address.strip().split(".")
        try:
            text = self.ruang[space](rest)
        except (KeyError, IndexError, StopIteration, ValueError, AttributeError) as error:
            raise FaktaTidakDikenal(f"Fakta “{address}” tidak ditemukan.") from error
        if text in ("", "-"):
            raise FaktaTidakDikenal(f"Fakta “{address}” belum berisi nilai.")
        return text

    def fill(self, html: str, place: str) -> str:
        """Replace every chip of a text; raises FaktaTidakDikenal naming the section."""
        try:
            return CHIP.sub(lambda match: self.chip(match.group(1)), html)
        except FaktaTidakDikenal as error:
            raise FaktaTidakDikenal(f"Bagian {place}: {error}") from error

    def chip(self, address: str) -> str:
        """A fact as the report prints it, a reference as a link; raises FaktaTidakDikenal."""
        address = address.strip()
        if address.startswith("lihat."):
            text = self.text(address)
            slug, _ = self._lihat(address.removeprefix("lihat."))
            return f'<a href="#{escape(slug)}">{escape(text)}</a>'
        return f'<span class="fakta">{escape(self.text(address))}</span>'

    def _lihat(self, slug: str) -> tuple[str, str]:
        """Anchor and label of a section; a repeated section answers with its first and last."""
        if slug in self.rujukan:
            return slug, self.rujukan[slug]
        slugs = [s for s in self.rujukan if s.startswith(f"{slug}-")]
        return slugs[0], f"{self.rujukan[slugs[0]]} sampai {self.rujukan[slugs[-1]]}"

    def _pd(self, rest: list[str]) -> str:
        pd = self.konteks.pd
        holder = self._pihak("pertama")
        return {
            "nama": pd.nama,
            "singkatan": pd.singkatan,
            "pemerintah": pd.pemerintah_daerah,
            "alamat": pd.alamat_lengkap,
            "tugas": pd.tugas,
            "dasar_hukum": pd.dasar_hukum,
            "kepala": holder.nama_gelar if holder else "",
            "jabatan_kepala": holder.jabatan.nama if holder else "",
        }[rest[0]]

    def _pihak(self, which: str) -> PemangkuJabatan | None:
        pk = self.konteks.perjanjian
        if pk is None:
            return None
        return pk.pihak_pertama if which == "pertama" else pk.pihak_kedua

    def _tahun(self, rest: list[str]) -> str:
        shift = {"": 0, "lalu": -1, "depan": 1}[rest[0] if rest else ""]
        return str(self.konteks.tahun + shift)

    def _pk(self, rest: list[str]) -> str:
        pk = self.konteks.perjanjian
        if pk is None:
            raise KeyError(rest[0])
        return {
            "tanggal": format_date(pk.tanggal),
            "pihak_pertama": pk.pihak_pertama.nama_gelar,
            "pihak_kedua": pk.pihak_kedua.nama_gelar,
            "jabatan_pihak_pertama": pk.jabatan_pihak_pertama,
            "jabatan_pihak_kedua": pk.jabatan_pihak_kedua,
        }[rest[0]]

    def _sasaran(self, rest: list[str]) -> str:
        rows = self.konteks.sasaran
        if rest[0] == "jumlah":
            return str(len(rows))
        return str(sum(1 for s in rows if s.jenis == JenisSasaran(rest[0])))

    def _indikator(self, rest: list[str]) -> str:
        if rest[0] == "jumlah":
            return str(len(self.konteks.indikator))
        if rest[0] in JenisSasaran.values:
            return str(len(self.konteks.indikator_jenis(JenisSasaran(rest[0]))))
        row = next(b for b in self.konteks.indikator if b.kode == rest[0])
        return self._nilai_indikator(row, rest[1], int(rest[2]) if len(rest) > 2 else None)

    def _nilai_indikator(self, row: BarisIndikator, name: str, tahun: int | None) -> str:
        if name == "renstra":
            target = next(t for t in self.konteks.renstra if t.indikator == row.indikator)
            return format_number(target.target[tahun or self.konteks.tahun])
        if name in ("nama", "satuan"):
            return str(getattr(row, name))
        if name == "unit":
            return row.indikator.unit.nama
        if name == "predikat":
            level = row.predikat_nilai or row.predikat
            return level.sebutan.lower() if level else ""
        period = row.lalu if tahun == self.konteks.tahun - 1 else row.tahunan
        if tahun not in (None, period.tahun):
            raise KeyError(str(tahun))
        cell = {
            "target": period.sel_target,
            "realisasi": period.sel_realisasi,
            "capaian": period.sel_capaian,
        }[name]
        percent = name == "capaian" or row.indikator.jenis_nilai == JenisNilai.PERSEN
        return _angka(cell, percent, 2 if name == "capaian" else None)

    def _hitung(self, rest: list[str]) -> str:
        *jenis, status = rest
        counts = self.konteks.hitungan
        if jenis:
            counts = hitungan(self.konteks.indikator_jenis(JenisSasaran(jenis[0])))
        if status == "terukur":
            return str(counts.terukur)
        return str(counts.dari(StatusCapaian(status)))

    def _program(self, rest: list[str]) -> str:
        if rest[0] == "jumlah":
            return str(len(self.konteks.program))
        return _anggaran(next(p for p in self.konteks.program if p.kode == rest[0]), rest[1])

    def _unit(self, rest: list[str]) -> str:
        if rest[0] == "jumlah":
            return str(_count_units(self.konteks))
        return _anggaran(next(u for u in self.konteks.anggaran_unit if u.kode == rest[0]), rest[1])

    def _pegawai(self, rest: list[str]) -> str:
        people = self.konteks.pegawai
        name = rest[0]
        if name == "tanggal":
            return format_date(self.konteks.tanggal)
        if name == "jumlah":
            return str(len(people))
        if name == "pensiun_5_tahun":
            return str(sum(p.jumlah for p in self.konteks.pensiun))
        for dimension in (JENIS_KELAMIN, PENDIDIKAN):
            if name in dimension.kelas:
                return str(sum(1 for p in people if dimension.pilih(p) == name))
        kelompok = KelompokJabatan(name)
        return str(sum(1 for p in people if p.kelas.kelompok == kelompok))

    def _data(self, rest: list[str]) -> str:
        code, *path = rest
        lists = {
            "isu-strategis": self.konteks.isu,
            "tindak-lanjut": self.konteks.rekomendasi,
        }
        if code in lists:
            return str(len(lists[code]))
        if code.startswith("asn-"):
            return self._statistik(code.removeprefix("asn-"), path)
        return _tabel(self.konteks.tabel[code], path)

    def _statistik(self, code: str, path: list[str]) -> str:
        rows = next(r for r in self.konteks.statistik if r.kode == code).baris
        name = STATISTIK[path[0]]
        return format_number(sum(getattr(row.objek, name) or 0 for row in rows))


def _count_units(konteks: Konteks) -> int:
    return len(rata(konteks.pohon_unit)) if konteks.pohon_unit else 0


def _angka(cell: Value, percent: bool, places: int | None) -> str:
    if isinstance(cell, Tanpa):
        return str(cell)
    if not isinstance(cell, Decimal):
        return ""
    if not percent:
        return format_number(cell, places)
    return format_percent(cell, places) if places else f"{format_number(cell)}%"


def _anggaran(row: BarisAnggaran, name: str) -> str:
    if name == "nama":
        return row.nama
    if name in RUPIAH:
        return format_rupiah(getattr(row, name))
    if name in PERSEN:
        return format_percent(getattr(row, name))
    return format_number({"kualitas": row.kualitas}[name], 2)


def _tabel(table: TabelIsi, path: list[str]) -> str:
    if path == ["baris"]:
        return str(len(table.baris))
    first, second = path
    columns = {column.kode: column for column in table.kolom}
    if second == "total":
        if not any(isinstance(row[first], Decimal) for row in table.baris):
            raise KeyError(first)
        return _sel(table.jumlah(first), columns[first])
    numbered = dict(enumerate(table.baris, start=1))
    return _sel(numbered[int(first)][second], columns[second])


def _sel(value: Decimal | str | date | None, column: KolomTabel) -> str:
    if isinstance(value, Decimal):
        # A quotient has no end of its own; it prints with two decimals unless told otherwise.
        places = 2 if column.desimal is None and column.hitung in QUOTIENTS else column.desimal
        return format_rupiah(value) if column.jenis == "rupiah" else format_number(value, places)
    return format_date(value) if isinstance(value, date) else str(value or "")
