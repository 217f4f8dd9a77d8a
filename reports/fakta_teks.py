"""A text with its facts: what of them cannot be printed, and how the report will print it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from reports import document
from reports.context import Konteks
from reports.facts import Fakta, FaktaTidakDikenal
from reports.queries_tulis import BagianLaporan
from reports.teks import CHIP, polos


@dataclass(frozen=True)
class MasalahFakta:
    """A fact that cannot be printed, the paragraph in which it stands (from 1), and why."""

    alamat: str
    paragraf: int
    alasan: str

    @property
    def kalimat(self) -> str:
        """What to mend and where."""
        return f"Paragraf {self.paragraf}: {self.alasan}"


def fakta_untuk(konteks: Konteks, teks: str) -> Fakta:
    """Facts for a text. Labels of tables and figures need the whole outline: only when asked."""
    wanted = any(address.strip().startswith("lihat.") for address in CHIP.findall(teks))
    return Fakta(konteks, document.labels(konteks) if wanted else {})


def masalah_fakta(fakta: Fakta, teks: str) -> tuple[MasalahFakta, ...]:
    """All facts of a clean text that cannot be printed, and brackets that hold none."""
    found = []
    for number, block in enumerate(teks.split("\n"), start=1):
        for address in CHIP.findall(block):
            try:
                fakta.text(address)
            except FaktaTidakDikenal as error:
                found.append(MasalahFakta(address.strip(), number, f"{error} {_obat(address)}"))
        rest = CHIP.sub("", block)
        for mark in ("[[", "]]"):
            if mark in rest:
                found.append(MasalahFakta(mark, number, _kurung(rest, mark)))
    return tuple(found)


def _obat(address: str) -> str:
    return f"Pilih fakta dari daftar, atau hapus [[{address.strip()}]]."


def _kurung(block: str, mark: str) -> str:
    start = max(block.index(mark) - 20, 0)
    near = polos(block[start : start + 60])
    return f"Kurung “{mark}” pada “{near}” tidak berpasangan. Fakta ditulis [[alamat]]."


def pratinjau(fakta: Fakta, bagian: BagianLaporan, teks: str) -> SafeString:
    """A clean text as the report prints it; a fact that fails stays visible, marked."""

    def fill(html: str) -> str:
        return CHIP.sub(lambda match: _chip(fakta, match.group(1)), html)

    return document.narrative(bagian.judul_cetak, bagian.slug, teks, fill)


def _chip(fakta: Fakta, address: str) -> str:
    try:
        return fakta.chip(address)
    except FaktaTidakDikenal as error:
        return (
            f'<mark class="fakta-hilang" title="{escape(str(error))}">[[{escape(address)}]]</mark>'
        )


def nilai_chip(fakta: Fakta, teks: str) -> dict[str, str]:
    """Present values of the facts in a text by address; those that fail are left out."""
    found = {}
    for address in CHIP.findall(teks):
        try:
            found[address.strip()] = fakta.text(address)
        except FaktaTidakDikenal:
            continue
    return found
