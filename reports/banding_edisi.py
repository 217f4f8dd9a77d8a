"""Two editions side by side: texts by sentence, tables by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from html import unescape

from lkip.tables import RowKind
from reports.naskah import Document, NumberedTable
from reports.sections.lampiran import EDITION

# Where a sentence ends: at the end of a block, or at a mark before a capital or a figure.
_BLOK = re.compile(r"</?(?:p|li|h\d|dd|dt|td|th|tr|ul|ol|div|br|dl|table|tbody|thead)\b[^>]*>")
_TANDA = re.compile(r"<[^>]*>")
_AKHIR = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(])")
# Several words, or one without digits that is longer than a roman numeral.
_NAMA = re.compile(r"\S\s+\S|^[^\d\s]{5,}$")


class Ubahan(StrEnum):
    """What became of a sentence, a row or a cell."""

    TAMBAH = "tambah"
    HAPUS = "hapus"
    UBAH = "ubah"

    @property
    def label(self) -> str:
        """The word for readers."""
        return {"tambah": "Ditambah", "hapus": "Dihapus", "ubah": "Diubah"}[self.value]

    @property
    def lambang(self) -> str:
        """The shape beside the word."""
        return {"tambah": "+", "hapus": "−", "ubah": "≠"}[self.value]


@dataclass(frozen=True)
class Beda:
    """One change: where it is, and what stood and stands there."""

    ubahan: Ubahan
    tempat: str
    lama: str
    baru: str


@dataclass(frozen=True)
class BagianBeda:
    """A text or a table with its changes."""

    slug: str
    judul: str
    tabel: bool
    beda: tuple[Beda, ...]


@dataclass(frozen=True)
class HasilBanding:
    """All changes from one edition to another."""

    bagian: tuple[BagianBeda, ...]
    jumlah_teks: int
    jumlah_tabel: int

    def jumlah(self, ubahan: Ubahan, *, tabel: bool) -> int:
        """How many changes of a kind texts or tables have."""
        return sum(
            beda.ubahan == ubahan
            for bagian in self.bagian
            if bagian.tabel == tabel
            for beda in bagian.beda
        )

    @property
    def hitungan(self) -> tuple[tuple[str, tuple[tuple[Ubahan, int], ...]], ...]:
        """Changes of sentences and of cells, by kind."""
        return tuple(
            (label, tuple((kind, self.jumlah(kind, tabel=tabel)) for kind in Ubahan))
            for label, tabel in (("Kalimat", False), ("Sel dan baris tabel", True))
        )


def banding(lama: Document, baru: Document) -> HasilBanding:
    """What changed from one report to another, in the order of the new one."""
    texts = _gabung(
        {t.slug: (t.title, kalimat(t.html)) for t in lama.texts},
        {t.slug: (t.title, kalimat(t.html)) for t in baru.texts},
    )
    names = {entry.slug: entry.title for doc in (lama, baru) for entry in doc.contents}
    parts = [
        BagianBeda(slug, title or _judul(slug, names), False, tuple(_kalimat(before, after)))
        for slug, title, before, after in texts
    ]
    old, new = ({t.slug: t for t in doc.tables} for doc in (lama, baru))
    slugs = dict.fromkeys([*new, *old])
    parts += [_tabel(old.get(slug), new.get(slug)) for slug in slugs]
    return HasilBanding(
        bagian=tuple(part for part in parts if part.beda),
        jumlah_teks=len(texts),
        jumlah_tabel=len(slugs),
    )


def tanpa_tabel_edisi(doc: Document) -> Document:
    """An edition without the table that only editions have, to stand beside the records of now."""
    return replace(doc, tables=tuple(t for t in doc.tables if t.slug != EDITION.slug))


def _judul(slug: str, names: dict[str, str]) -> str:
    """A text without a title of its own is called by its heading, else by its slug."""
    words = [word.upper() if word[-1:].isdigit() else word for word in slug.split("-")]
    named = " ".join(words)
    return names.get(f"judul-{slug}") or named[:1].upper() + named[1:]


Isi = dict[str, tuple[str, tuple[str, ...]]]


def _gabung(lama: Isi, baru: Isi) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    missing: tuple[str, tuple[str, ...]] = ("", ())
    found = []
    for slug in dict.fromkeys([*baru, *lama]):
        title, after = baru.get(slug, missing)
        old_title, before = lama.get(slug, missing)
        found.append((slug, title or old_title, before, after))
    return found


def kalimat(html: str) -> tuple[str, ...]:
    """The sentences of a text, without their markup."""
    blocks = _BLOK.sub("\n", html).split("\n")
    plain = (" ".join(unescape(_TANDA.sub("", block)).split()) for block in blocks)
    return tuple(s for block in plain if block for s in _AKHIR.split(block))


def _kalimat(lama: Sequence[str], baru: Sequence[str]) -> Iterator[Beda]:
    for a, b, c, d in _langkah(lama, baru):
        old, new = lama[a:b], baru[c:d]
        paired = min(len(old), len(new))
        for number, (before, after) in enumerate(zip(old, new, strict=False), start=c + 1):
            yield Beda(Ubahan.UBAH, f"kalimat {number}", before, after)
        for number, text in enumerate(old[paired:], start=a + paired + 1):
            yield Beda(Ubahan.HAPUS, f"kalimat {number}", text, "")
        for number, text in enumerate(new[paired:], start=c + paired + 1):
            yield Beda(Ubahan.TAMBAH, f"kalimat {number}", "", text)


def _langkah(lama: Sequence[object], baru: Sequence[object]) -> Iterable[tuple[int, int, int, int]]:
    """Ranges that differ, in both sequences."""
    matcher = SequenceMatcher(None, lama, baru, autojunk=False)
    return ((a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


@dataclass(frozen=True)
class _Baris:
    """A printed row: what it is told by, and its cells by the heads of their columns."""

    nama: str
    sel: tuple[tuple[str, str], ...]


def _tabel(lama: NumberedTable | None, baru: NumberedTable | None) -> BagianBeda:
    known = baru or lama
    assert known is not None
    before, after = (_baris(table) if table else () for table in (lama, baru))
    title = f"{known.label}. {known.title}"
    return BagianBeda(known.slug, title, True, tuple(_sel(before, after)))


def _baris(numbered: NumberedTable) -> tuple[_Baris, ...]:
    rows = []
    for row, cells in numbered.table.body:
        if row.kind == RowKind.GROUP:
            rows.append(_Baris(row.label, ((row.label, row.label),)))
            continue
        values = tuple((f"{column.span} {column.title}".strip(), text) for column, _, text in cells)
        rows.append(_Baris(row.label or _nama([(c.numeric, t) for c, _, t in cells]), values))
    return tuple(rows)


def _nama(cells: Sequence[tuple[bool, str]]) -> str:
    """What a row is told by: its first name. Codes and running numbers move from row to row."""
    words = [text for numeric, text in cells if not numeric]
    named = next((text for text in words if _NAMA.search(text)), "")
    return named or max(words, key=len, default=cells[0][1])


def _sel(lama: Sequence[_Baris], baru: Sequence[_Baris]) -> Iterator[Beda]:
    old, new = [row.nama for row in lama], [row.nama for row in baru]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for before, after in zip(lama[a:b], baru[c:d], strict=True):
                yield from _sel_baris(before, after)
            continue
        for row in lama[a:b]:
            yield Beda(Ubahan.HAPUS, row.nama, _isi(row), "")
        for row in baru[c:d]:
            yield Beda(Ubahan.TAMBAH, row.nama, "", _isi(row))


def _isi(row: _Baris) -> str:
    return " · ".join(text for _, text in row.sel)


def _sel_baris(lama: _Baris, baru: _Baris) -> Iterator[Beda]:
    before, after = dict(lama.sel), dict(baru.sel)
    for head in dict.fromkeys([*after, *before]):
        old, new = before.get(head), after.get(head)
        if old == new:
            continue
        kind = Ubahan.TAMBAH if old is None else Ubahan.HAPUS if new is None else Ubahan.UBAH
        yield Beda(kind, f"{baru.nama}, {head}", old or "", new or "")
