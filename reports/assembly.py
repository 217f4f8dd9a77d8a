"""Joining the parts of a document into one tagged PDF.

Each part was laid out without knowing the others: here they get running page numbers, links and
bookmarks across parts, and one structure tree (ISO 32000-1, 14.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import (
    Array,
    AttachedFileSpec,
    Dictionary,
    Name,
    ObjectStreamMode,
    OutlineItem,
    PageLocation,
    Pdf,
    Stream,
    String,
)

LINK = "ke:"
FONT = (
    Path(__file__).resolve().parent.parent
    / "lkip/static/fonts/source-sans-3/SourceSans3_600SemiBold.ttf"
)
FONT_NAME = Name("/NomorHalaman")
SIZE = 9  # points
COLOUR = "0.0784 0.2745 0.4353"  # the blue of the heads, #14466f
MM = 72 / 25.4
# Right and lower margin of an upright and a turned page, as cetak.css has them.
UPRIGHT, TURNED = (22 * MM, 22 * MM), (18 * MM, 18 * MM)

# Which letters the codes of the digits are, for whoever reads the text out.
UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Angka def /CMapType 2 def
1 begincodespacerange <30> <39> endcodespacerange
1 beginbfrange <30> <39> <0030> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""

Spot = tuple[int, float, float]


@dataclass(frozen=True)
class Bagian:
    """A part: its file, its pages, and what can be called in it by page, x and y in points.

    Bookmarks are level, label, page, x and y. Pages count from 0 within the part.
    """

    path: Path
    pages: int
    anchors: Mapping[str, Spot]
    bookmarks: Sequence[tuple[int, str, int, float, float]]


class TujuanHilang(ValueError):
    """A link or a list calls an anchor that no part has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Tautan ke {name} tidak punya tujuan di dokumen.")


class PageNumbers(dict[str, int]):
    """Printed page number of every anchor; raises TujuanHilang for another name."""

    def __missing__(self, name: str) -> int:
        raise TujuanHilang(name)


def page_numbers(parts: Sequence[Bagian], *, after: int = 0) -> PageNumbers:
    """The printed page number of every anchor, `after` pages of a front."""
    found = PageNumbers()
    for part, start in zip(parts, _starts(parts), strict=True):
        for name, (page, _, _) in part.anchors.items():
            found.setdefault(name, after + start + page + 1)
    return found


def _starts(parts: Sequence[Bagian]) -> list[int]:
    """How many pages stand before each part."""
    return [0, *accumulate(part.pages for part in parts)][: len(parts)]


def assemble(
    parts: Sequence[Bagian],
    *,
    attachments: Mapping[str, bytes],
    unnumbered: int = 0,
    repeatable: bool = False,
) -> bytes:
    """Join parts to one file; the first `unnumbered` pages bear no number.

    A `repeatable` file gets an identifier from its content instead of one from the clock. Title,
    language and metadata are those of the first part. Raises TujuanHilang when a link leads
    nowhere.
    """
    starts = _starts(parts)
    with Pdf.open(parts[0].path) as pdf:
        structure = _Structure(pdf)
        for part, start in zip(parts, starts, strict=True):
            if start:
                _append(pdf, part, structure)
            structure.number(start, part.pages)
        structure.close()
        _bind_links(pdf, page_numbers(parts))
        _name_anchors(pdf, parts, starts)
        _write_bookmarks(pdf, parts, starts)
        _write_page_numbers(pdf, unnumbered)
        for name, content in attachments.items():
            pdf.attachments[name] = AttachedFileSpec(
                pdf, content, filename=name, description="Tabel laporan sebagai buku kerja"
            )
        target = BytesIO()
        pdf.save(target, object_stream_mode=ObjectStreamMode.generate, deterministic_id=repeatable)
        return target.getvalue()


def _append(pdf: Pdf, part: Bagian, structure: _Structure) -> None:
    with Pdf.open(part.path) as other:
        for page in other.pages:
            pdf.pages.append(page)
        structure.adopt(pdf.copy_foreign(other.Root.StructTreeRoot))


class _Structure:
    """The structure tree that grows with each part.

    A page and a link annotation find their elements by a number in the parent tree. Pages keep
    the number of their place; annotations come after all pages.
    """

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.elements = _parents(self.root)
        self.pages: list[Any] = []
        self.annotations: list[tuple[Any, Any]] = []

    def adopt(self, root: Any) -> None:
        """Hang the elements of another part's tree below this document."""
        for element in root.K[0].K:
            element.P = self.document
            self.document.K.append(element)
        self.elements = _parents(root)

    def number(self, start: int, count: int) -> None:
        """Take the part that came last into the parent tree."""
        for place in range(start, start + count):
            page = self.pdf.pages[place].obj
            self.pages.append(self.elements[int(page.StructParents)])
            page.StructParents = place
            for annotation in page.get("/Annots", []):
                self.annotations.append((annotation, self.elements[int(annotation.StructParent)]))

    def close(self) -> None:
        """Write the parent tree of the whole document."""
        entries: list[Any] = []
        for place, elements in enumerate(self.pages):
            entries += (place, elements)
        for place, (annotation, element) in enumerate(self.annotations, len(self.pages)):
            annotation.StructParent = place
            entries += (place, element)
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(entries)))
        self.root.ParentTreeNextKey = len(self.pages) + len(self.annotations)


def _parents(root: Any) -> dict[int, Any]:
    entries = list(root.ParentTree.Nums)
    return {int(key): value for key, value in zip(entries[::2], entries[1::2], strict=True)}


def _bind_links(pdf: Pdf, numbers: PageNumbers) -> None:
    """Turn links that were laid out as addresses into ways within the document."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            address = str(annotation.A.URI)
            if address.startswith(LINK):
                name = address.removeprefix(LINK)
                annotation.Contents = String(f"Ke halaman {numbers[name]}")
                annotation.Dest = String(name)
                del annotation.A


def _name_anchors(pdf: Pdf, parts: Sequence[Bagian], starts: Sequence[int]) -> None:
    found: dict[str, Array] = {}
    for part, start in zip(parts, starts, strict=True):
        for name, (page, x, y) in part.anchors.items():
            spot = Array([pdf.pages[start + page].obj, Name.XYZ, x, y, 0])
            found.setdefault(name, spot)
    # A name tree is sorted by the bytes of its names.
    ordered = sorted(found.items(), key=lambda item: item[0].encode())
    entries = [entry for name, spot in ordered for entry in (String(name), spot)]
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(entries)))


def _write_bookmarks(pdf: Pdf, parts: Sequence[Bagian], starts: Sequence[int]) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()
        # The items above the next one, each with its level.
        path: list[tuple[int, OutlineItem]] = []
        for level, label, page, x, y in _bookmarks(parts, starts):
            item = OutlineItem(label, page, PageLocation.XYZ, left=x, top=y, zoom=0)
            # Chapters are open to their parts; what lies deeper opens when it is asked for.
            item.is_closed = level > 1
            while path and path[-1][0] >= level:
                path.pop()
            (path[-1][1].children if path else outline.root).append(item)
            path.append((level, item))


def _bookmarks(
    parts: Sequence[Bagian], starts: Sequence[int]
) -> Iterator[tuple[int, str, int, float, float]]:
    for part, start in zip(parts, starts, strict=True):
        for level, label, page, x, y in part.bookmarks:
            yield level, label, start + page, x, y


def _write_page_numbers(pdf: Pdf, unnumbered: int) -> None:
    """Print the number of each page in its lower right corner, as an artifact."""
    font = _embed_font(pdf)
    # What the page draws changes the coordinates; the number is drawn outside of that.
    save = pdf.make_indirect(Stream(pdf, b"q"))
    for number, page in enumerate(pdf.pages, start=1):
        if number <= unnumbered:
            continue
        page.obj.Resources.Font[FONT_NAME] = font
        own = page.obj.Contents
        page.obj.Contents = Array([save, own, Stream(pdf, _number(number, page.mediabox))])


def _number(number: int, box: Iterable[Any]) -> bytes:
    left, bottom, right, top = (float(edge) for edge in box)
    margin, height = TURNED if right - left > top - bottom else UPRIGHT
    text = str(number)
    width = sum(_font().widths[digit] for digit in text) * SIZE / 1000
    x = right - margin - width
    y = bottom + height / 2 - _font().baseline * SIZE / 1000
    return (
        f"Q /Artifact <</Type /Pagination>> BDC q BT {COLOUR} rg {FONT_NAME} {SIZE} Tf "
        f"{x:.2f} {y:.2f} Td ({text}) Tj ET Q EMC"
    ).encode()


@dataclass(frozen=True)
class _Digits:
    """The digits of the typeface; lengths in thousandths of its size.

    `baseline` is how far below the middle of a line of text its baseline lies.
    """

    content: bytes
    name: str
    widths: Mapping[str, float]
    ascent: float
    descent: float
    height: float
    box: tuple[float, ...]

    @property
    def baseline(self) -> float:
        """Distance from the middle of a line down to its baseline."""
        return (self.ascent + self.descent) / 2


@cache
def _font() -> _Digits:
    source = BytesIO()
    # The typeface keeps its own date, so that every file has the same digits.
    with TTFont(FONT, recalcTimestamp=False) as font:
        options = subset.Options(layout_features=[], notdef_outline=True)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="0123456789")
        subsetter.subset(font)
        font.save(source)
        scale = 1000 / font["head"].unitsPerEm
        glyphs, table = font.getBestCmap(), font["hmtx"]
        head, lines = font["head"], font["hhea"]
        return _Digits(
            content=source.getvalue(),
            name=font["name"].getDebugName(4).replace(" ", "-"),
            widths={digit: table[glyphs[ord(digit)]][0] * scale for digit in "0123456789"},
            ascent=lines.ascent * scale,
            descent=lines.descent * scale,
            height=font["OS/2"].sCapHeight * scale,
            box=tuple(edge * scale for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        )


def _embed_font(pdf: Pdf) -> Any:
    digits = _font()
    name = Name(f"/NOMORH+{digits.name}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array([round(edge) for edge in digits.box]),
        ItalicAngle=0,
        Ascent=round(digits.ascent),
        Descent=round(digits.descent),
        CapHeight=round(digits.height),
        StemV=100,
        FontFile2=Stream(pdf, digits.content, Length1=len(digits.content)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            FirstChar=ord("0"),
            LastChar=ord("9"),
            Widths=Array([round(digits.widths[digit], 2) for digit in "0123456789"]),
            Encoding=Name.WinAnsiEncoding,
            ToUnicode=Stream(pdf, UNICODE),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )
