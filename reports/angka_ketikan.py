"""Numbers that were typed into a text, where a linked fact may be meant.

Pure functions. What counts nothing of the agency is left alone: years and dates, numbers of
regulations and their articles, ordinal numbers, numbering, times of day, names such as "Tabel 3".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reports.teks import CHIP, polos

# Where a chip stood. No letter or digit, so that nothing grows together.
_FAKTA = "\ufffc"
_ANGKA = re.compile(
    r"(?<![\w.,/:’'-])(?P<rp>Rp\s?)?(?P<angka>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<persen>\s?%)?"
    r"(?![\w/:’'-]|[.,]\d)"
)
_BULAN = (
    r"(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)"
)
# A word before a number that makes it a name, also through "53 Tahun 2014" and "5 ayat (2)".
_NAMA = re.compile(
    r"(?:nomor|no\.?|pasal|ayat|huruf|butir|angka|bab|bagian|tabel|gambar|grafik|bagan|lampiran|"
    r"halaman|triwulan|tw|semester|tahun|tanggal|pukul|jam|ke|iso|sni|versi|tahap|angkatan|level|"
    r"tingkat|kelas|eselon|golongan|peringkat|urutan|diktum|covid|b|pp|uu)\s*[(-]?\s*$",
    re.IGNORECASE,
)
_SESUDAH = re.compile(rf"\s*(?:{_BULAN}\b|(?:tahun|ayat)\s+[(\d]|s\.?d\.?\s+\d+\s+{_BULAN})")
_RENTANG = re.compile(r"(?:sampai(?: dengan)?|hingga|s\.?d\.?|dan|–|,)\s*$", re.IGNORECASE)
# Constants of a formula: "(S x 40%) + 50%".
_HITUNG_SEBELUM = re.compile(r"(?:[x×+*/=]|\bdikali)\s*$")
_HITUNG_SESUDAH = re.compile(r"\s*[x×+*/=](?:\s|$)")
# Years stand alone without separators.
_TAHUN = re.compile(r"(?:19|20)\d\d")
_NOMOR_BARIS = re.compile(r"\s*\(?\d{1,2}[.)]\s")
# Shown around a number so that it is found again in the text.
_SEKITAR = 30


@dataclass(frozen=True)
class AngkaDiketik:
    """A typed number as it stands, its paragraph (from 1), and the words around it."""

    teks: str
    paragraf: int
    sekitar: str

    @property
    def inti(self) -> str:
        """The number without what surrounds it, to compare."""
        return inti(self.teks)


def inti(teks: str) -> str:
    """A printed value without currency, percent sign and spaces."""
    return re.sub(r"^Rp|[\s%]", "", teks.strip())


def angka_diketik(teks: str) -> tuple[AngkaDiketik, ...]:
    """Numbers of a clean text that are no facts and name nothing, in their order."""
    found = []
    for number, block in enumerate(teks.split("\n"), start=1):
        words = polos(CHIP.sub(_FAKTA, block))
        numbering = _NOMOR_BARIS.match(words)
        for match in _ANGKA.finditer(words, numbering.end() if numbering else 0):
            if not _bernama(words, match):
                near = words[max(match.start() - _SEKITAR, 0) : match.end() + _SEKITAR]
                found.append(
                    AngkaDiketik(match.group().strip(), number, near.replace(_FAKTA, "…").strip())
                )
    return tuple(found)


def _bernama(words: str, match: re.Match[str]) -> bool:
    """Whether a number is a year, a date, part of a name or of a formula."""
    before, after = words[: match.start()], words[match.end() :]
    if _HITUNG_SEBELUM.search(before) or _HITUNG_SESUDAH.match(after):
        return True
    if match["rp"] or match["persen"]:
        return False
    if _TAHUN.fullmatch(match["angka"]):
        return True
    if _NAMA.search(before) or _SESUDAH.match(after):
        return True
    # "Pasal 5 dan 6", "TW 1 sampai 3": the name before the first number holds for the next.
    link = _RENTANG.search(before)
    earlier = link and re.search(r"(\d+)\s*$", before[: link.start()])
    return bool(earlier and _NAMA.search(before[: earlier.start()]))


@dataclass(frozen=True)
class DugaanFakta:
    """A typed number and the facts whose printed value is the same, as (address, name, value)."""

    angka: AngkaDiketik
    fakta: tuple[tuple[str, str, str], ...]


def dugaan(
    angka: Iterable[AngkaDiketik], fakta: Iterable[tuple[str, str, str]], paling_banyak: int = 3
) -> tuple[DugaanFakta, ...]:
    """For each typed number the facts that print the same, the first ones alone."""
    by_value: dict[str, list[tuple[str, str, str]]] = {}
    for row in fakta:
        by_value.setdefault(inti(row[2]), []).append(row)
    return tuple(
        DugaanFakta(number, tuple(by_value.get(number.inti, ())[:paling_banyak]))
        for number in angka
    )
