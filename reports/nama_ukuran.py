"""Readable names of control figures: what a printed figure measures, in the words of the field."""

from __future__ import annotations

from functools import cached_property

from budget.models import AngkaKontrol
from reports.context import Konteks
from workforce.enums import KelompokJabatan
from workforce.queries import DIMENSI

UKURAN = {
    "statistik-asn": "ASN provinsi",
    "jumlah-tercetak": "Jumlah baris tercetak",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "kegiatan-program": "Jumlah kegiatan",
    "sub-kegiatan": "Sub kegiatan",
    "anggaran-unit": "Anggaran unit",
    "aktivitas": "Aktivitas",
    "aktivitas-unit": "Jumlah aktivitas",
    "anggaran-indikator": "Anggaran indikator",
    "tabel": "Tabel",
    "capaian": "Capaian",
    "realisasi": "Realisasi",
}
KOLOM = {
    "pagu": "pagu (Rp)",
    "pagu_murni": "pagu murni (Rp)",
    "realisasi": "realisasi (Rp)",
    "sisa": "sisa (Rp)",
    "serapan": "serapan (%)",
    "efisiensi": "efisiensi (%)",
    "keluaran": "capaian keluaran (%)",
    "kualitas": "nilai kualitas",
    "persen": "persentase",
    "jumlah": "jumlah",
    "pns": "PNS dan CPNS",
    "pppk": "PPPK",
}


class NamaUkuran:
    """Names the figures of one agency and year from its records."""

    def __init__(self, konteks: Konteks) -> None:
        self.konteks = konteks
        self.dimensi = {f"pegawai-{d.kode}": d for d in DIMENSI}

    def uraian(self, row: AngkaKontrol) -> str:
        """The figure as "thing, which one: column"; an unknown code stands as it is."""
        return f"{self._pokok(row.ukuran, row.kunci)}: {self._kolom(row)}"

    def _pokok(self, ukuran: str, kunci: str) -> str:
        if ukuran == "jumlah-tercetak":
            measure, _, group = kunci.partition("/")
            return f"{UKURAN[ukuran]}, {self._pokok(measure, group)}"
        if ukuran in self.dimensi:
            return f"Pegawai menurut {self.dimensi[ukuran].judul.lower()}, {_kelompok(kunci)}"
        name = UKURAN.get(ukuran, ukuran)
        if ukuran == "statistik-asn":
            code, _, number = kunci.partition("/")
            return f"{name}, {self._statistik.get((code, number), kunci)}"
        if ukuran == "tabel":
            code, _, line = kunci.partition("/")
            table = self.konteks.tabel.get(code)
            title = table.tabel.judul if table else code
            return f"{title}, baris {line}" if line else title
        if not kunci:
            return f"{name}, seluruhnya"
        thing = self._nama.get(kunci, kunci)
        return thing if thing.startswith(name) else f"{name} {thing}"

    def _kolom(self, row: AngkaKontrol) -> str:
        if row.kolom.isdigit():
            return f"tahun {row.kolom}"
        if row.ukuran in self.dimensi:
            return self.dimensi[row.ukuran].kelas.get(row.kolom, "jumlah")
        table = self.konteks.tabel.get(row.kunci.partition("/")[0])
        if row.ukuran == "tabel" and table:
            return next((k.judul for k in table.kolom if k.kode == row.kolom), row.kolom)
        return KOLOM.get(row.kolom, row.kolom)

    @cached_property
    def _statistik(self) -> dict[tuple[str, str], str]:
        names = {}
        for part in self.konteks.statistik:
            names[part.kode, ""] = part.nama.lower()
            for row in part.baris:
                names[part.kode, str(row.objek.urutan)] = (
                    f"{part.nama.lower()}, {row.objek.kategori}"
                )
        return names

    @cached_property
    def _nama(self) -> dict[str, str]:
        konteks = self.konteks
        levels = (konteks.program, konteks.kegiatan, konteks.sub_kegiatan, konteks.anggaran_unit)
        names = {row.kode: row.nama for rows in levels for row in rows}
        for part in konteks.aktivitas:
            names |= {
                row.kode: f"{row.nama} ({part.anggaran_unit.unit.nama})" for row in part.baris
            }
        return names | {row.kode: f"{row.kode} {row.nama}" for row in konteks.indikator}


def _kelompok(kunci: str) -> str:
    return KelompokJabatan(kunci).label.lower() if kunci else "seluruhnya"
