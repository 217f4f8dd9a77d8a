"""Which facts a text may hold, by kind, with their names and present values: what a picker shows.

`reports.facts` resolves an address; here stands which addresses there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from budget.queries import BarisAnggaran
from indicators.calculations import StatusCapaian
from indicators.enums import JenisSasaran
from reports.context import Konteks
from reports.facts import Fakta, FaktaTidakDikenal
from workforce.enums import KelompokJabatan
from workforce.queries import JENIS_KELAMIN, PENDIDIKAN

# So many facts are shown at once; whoever wants others says more of their name.
TAMPIL = 30
RUJUKAN = "lihat"
JENIS = {
    "indikator": "Indikator",
    "hitung": "Hitungan indikator",
    "anggaran": "Anggaran dan program",
    "unit": "Unit kerja",
    "pegawai": "Pegawai",
    "data": "Tabel data",
    "umum": "Umum",
    RUJUKAN: "Rujukan tabel dan gambar",
}
# Kinds whose values are numbers that somebody may have typed.
BERANGKA = ("indikator", "hitung", "anggaran", "unit", "pegawai", "data")
_NILAI = {"target": "target", "realisasi": "realisasi", "capaian": "capaian"}
_UANG = {
    "pagu": "pagu",
    "realisasi": "realisasi anggaran",
    "sisa": "sisa anggaran",
    "serapan": "serapan",
    "pagu_murni": "pagu murni",
    "efisiensi": "efisiensi",
    "capaian_keluaran": "capaian keluaran",
    "kualitas": "kualitas",
}
_UMUM = {
    "tahun": "tahun laporan",
    "tahun.lalu": "tahun sebelumnya",
    "tahun.depan": "tahun berikutnya",
    "pd.nama": "nama perangkat daerah",
    "pd.singkatan": "singkatan perangkat daerah",
    "pd.pemerintah": "pemerintah daerah",
    "pd.tugas": "tugas perangkat daerah",
    "pd.dasar_hukum": "dasar hukum organisasi",
    "pd.kepala": "kepala perangkat daerah",
    "pd.jabatan_kepala": "jabatan kepala",
    "pd.alamat": "alamat kantor",
    "pk.tanggal": "tanggal perjanjian kinerja",
    "pk.pihak_pertama": "pihak pertama perjanjian",
    "pk.pihak_kedua": "pihak kedua perjanjian",
    "pk.jabatan_pihak_pertama": "jabatan pihak pertama",
    "pk.jabatan_pihak_kedua": "jabatan pihak kedua",
    "sasaran.jumlah": "jumlah sasaran",
}


@dataclass(frozen=True)
class FaktaKatalog:
    """A fact that may be put into a text: where it is found, what it is, how it prints now."""

    alamat: str
    nama: str
    nilai: str


@dataclass(frozen=True)
class HasilCari:
    """Facts that a search found, as many as are shown, and how many there are."""

    fakta: tuple[FaktaKatalog, ...]
    jumlah: int

    @property
    def lain(self) -> int:
        """How many are not shown."""
        return self.jumlah - len(self.fakta)


Alamat = Iterator[tuple[str, str]]


def _indikator(konteks: Konteks) -> Alamat:
    for row in konteks.indikator:
        for name, word in _NILAI.items():
            yield f"indikator.{row.kode}.{name}", f"{row.kode} {word} {konteks.tahun}: {row.nama}"
        yield f"indikator.{row.kode}.predikat", f"{row.kode} predikat {konteks.tahun}: {row.nama}"
        for name in ("realisasi", "capaian"):
            address = f"indikator.{row.kode}.{name}.{konteks.tahun - 1}"
            yield address, f"{row.kode} {name} {konteks.tahun - 1}: {row.nama}"
        yield f"indikator.{row.kode}.renstra", f"{row.kode} target Renstra {konteks.tahun}"
        for name in ("nama", "satuan", "unit"):
            yield f"indikator.{row.kode}.{name}", f"{row.kode} {name}"


def _hitung(konteks: Konteks) -> Alamat:
    yield "indikator.jumlah", "jumlah indikator"
    yield "hitung.terukur", "indikator yang terukur"
    for status in StatusCapaian:
        yield f"hitung.{status.value}", f"indikator {status.label.lower()}"
    for jenis in JenisSasaran:
        yield f"indikator.{jenis.value}", f"jumlah indikator {jenis.label.lower()}"
        yield f"sasaran.{jenis.value}", f"jumlah sasaran {jenis.label.lower()}"
        yield f"hitung.{jenis.value}.terukur", f"indikator {jenis.label.lower()} yang terukur"
        for status in StatusCapaian:
            name = f"indikator {jenis.label.lower()} {status.label.lower()}"
            yield f"hitung.{jenis.value}.{status.value}", name


def _uang(prefix: str, row: BarisAnggaran, sebutan: str) -> Alamat:
    for name, word in _UANG.items():
        yield f"{prefix}.{name}", f"{sebutan}: {word}"


def _anggaran(konteks: Konteks) -> Alamat:
    yield from _uang("anggaran", konteks.jumlah_program, "Seluruh anggaran")
    yield "program.jumlah", "jumlah program"
    for row in konteks.program:
        yield from _uang(f"program.{row.kode}", row, row.nama)
        yield f"program.{row.kode}.nama", f"{row.nama}: nama"


def _unit(konteks: Konteks) -> Alamat:
    yield "unit.jumlah", "jumlah unit kerja"
    for row in konteks.anggaran_unit:
        yield from _uang(f"unit.{row.kode}", row, row.nama)
        yield f"unit.{row.kode}.nama", f"{row.nama}: nama"


def _pegawai(konteks: Konteks) -> Alamat:
    yield "pegawai.tanggal", "tanggal data pegawai"
    yield "pegawai.jumlah", "jumlah pegawai"
    yield "pegawai.pensiun_5_tahun", "pegawai yang pensiun dalam lima tahun"
    for dimension in (JENIS_KELAMIN, PENDIDIKAN):
        for name in dimension.kelas:
            yield f"pegawai.{name}", f"pegawai {name}"
    for kelompok in KelompokJabatan:
        yield f"pegawai.{kelompok.value}", f"pegawai {kelompok.label.lower()}"


def _data(konteks: Konteks) -> Alamat:
    yield "data.isu-strategis", "jumlah isu strategis"
    yield "data.tindak-lanjut", "jumlah rekomendasi"
    for code, table in konteks.tabel.items():
        title = table.tabel.judul
        yield f"data.{code}.baris", f"{title}: jumlah baris"
        for column in table.kolom:
            yield f"data.{code}.{column.kode}.total", f"{title}: jumlah {column.judul}"
        first = table.kolom[0].kode if table.kolom else ""
        for number, row in enumerate(table.baris, start=1):
            for column in table.kolom[1:]:
                name = f"{title}: {column.judul}, {row.get(first) or f'baris {number}'}"
                yield f"data.{code}.{number}.{column.kode}", name


_SUMBER: dict[str, Callable[[Konteks], Alamat]] = {
    "indikator": _indikator,
    "hitung": _hitung,
    "anggaran": _anggaran,
    "unit": _unit,
    "pegawai": _pegawai,
    "data": _data,
    "umum": lambda konteks: iter(_UMUM.items()),
}


def alamat(fakta: Fakta, jenis: str) -> Alamat:
    """Addresses of a kind with their names; of no kind, all but the references."""
    if jenis == RUJUKAN:
        yield from ((f"lihat.{slug}", slug.replace("-", " ")) for slug in fakta.rujukan)
        return
    for name, source in _SUMBER.items():
        if jenis in ("", name):
            yield from source(fakta.konteks)


def cari(fakta: Fakta, jenis: str, kata: str) -> HasilCari:
    """Facts of a kind whose name, address or value holds every word; those without value fall out.

    What is counted beyond the shown ones was not asked for its value, so some may fall out.
    """
    words = kata.lower().split()
    found: list[FaktaKatalog] = []
    count = 0
    for address, name in alamat(fakta, jenis):
        near = f"{name} {address}".lower()
        if not all(word in near for word in words):
            continue
        if len(found) >= TAMPIL:
            count += 1
            continue
        value = _nilai(fakta, address)
        if value:
            found.append(FaktaKatalog(address, name, value))
    return HasilCari(tuple(found), len(found) + count)


def bernilai(fakta: Fakta) -> tuple[FaktaKatalog, ...]:
    """All facts whose values are numbers that somebody may have typed."""
    rows = ((a, name) for kind in BERANGKA for a, name in alamat(fakta, kind))
    found = (FaktaKatalog(a, name, _nilai(fakta, a)) for a, name in rows)
    return tuple(row for row in found if row.nilai)


def _nilai(fakta: Fakta, address: str) -> str:
    try:
        return fakta.text(address)
    except FaktaTidakDikenal:
        return ""
