"""Composing a report: resolve the outline, number everything, render each unit to HTML.

A unit is a chapter, or a part of one that begins a page, and can be laid out alone: its anchors
are stable, its counters are written into the HTML. The document is the assembly of its units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from secrets import token_hex
from typing import Any

import nh3
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from lkip.tables import Table
from reports import charts
from reports.charts import Chart
from reports.context import Konteks
from reports.facts import Fakta
from reports.naskah import (
    Document,
    Entry,
    NumberedFigure,
    NumberedTable,
    Pemilik,
    PrintedText,
    Unit,
)
from reports.outline import LKIP, Outline
from reports.sections import (
    ChartSection,
    DrawingSection,
    Heading,
    Section,
    TableSection,
    TemplateSection,
    TextSection,
)
from reports.teks import TAGS
from workforce.models import PerangkatDaerah

ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
HURUF = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Where a chapter is cut into units; a text cannot hold what nobody can guess.
CUT, CUT_END = f"<!--{token_hex(16)} ", "-->"


@dataclass
class Node:
    """A section with its content, before and after numbering."""

    section: Section
    title: str
    content: Any = None
    children: list[Node] = field(default_factory=list)
    label: str = ""
    level: int = 1
    begins_page: bool = False

    @property
    def slug(self) -> str:
        """Anchor of the node."""
        return self.section.slug


class _Numbers:
    """Running numbers of tables, figures and charts."""

    def __init__(self) -> None:
        self.count: dict[str, int] = {}
        self.lists: dict[str, list[Entry]] = {"Tabel": [], "Gambar": [], "Bagan": [], "Grafik": []}

    def next(self, word: str, node: Node) -> str:
        self.count[word] = self.count.get(word, 0) + 1
        label = f"{word} {self.count[word]}"
        self.lists[word].append(Entry(node.slug, label, node.title))
        return label


def compose(konteks: Konteks, outline: Outline = LKIP, *, inline: bool = True) -> Document:
    """Compose a document of an agency and year, the LKIP by default.

    Drawings stand in the HTML itself, or, when not `inline`, beside it in `drawings`.

    Raises `reports.facts.FaktaTidakDikenal` when a chip in a text does not resolve, and
    `reports.charts.GrafikGagal` when a chart cannot be drawn.
    """
    numbered = _numbered(konteks, outline)
    flat = numbered.flat
    charts.prepare([n.content for n in flat if isinstance(n.content, Chart)])
    writer = _Writer(konteks, Fakta(konteks, numbered.labels), numbered.chapters, inline=inline)
    units = tuple(unit for node in numbered.nodes for unit in writer.units(node))
    lists = numbered.numbers.lists
    return Document(
        pd=_owner(konteks.pd),
        tahun=konteks.tahun,
        units=units,
        contents=tuple(numbered.contents),
        lists={word: tuple(entries) for word, entries in lists.items() if entries},
        tables=tuple(
            NumberedTable(n.slug, n.label, n.title, n.content)
            for n in flat
            if isinstance(n.content, Table)
        ),
        texts=tuple(writer.texts),
        figures=tuple(writer.figures),
        drawings=writer.drawings,
    )


def _owner(pd: PerangkatDaerah) -> Pemilik:
    return Pemilik(pd.kode, pd.nama, pd.pemerintah_daerah, pd.alamat_lengkap)


def labels(konteks: Konteks, outline: Outline = LKIP) -> Mapping[str, str]:
    """Labels such as "Tabel 8" by slug, as the whole report would print them; nothing is drawn."""
    return _numbered(konteks, outline).labels


def narrative(title: str, slug: str, html: str, fill: Callable[[str], str]) -> SafeString:
    """A text as the report prints it; `fill` puts facts into what was cleaned."""
    heading = f"<h5>{escape(title)}</h5>" if title else ""
    body = fill(nh3.clean(html, tags=TAGS, attributes={}))
    # Its own kind of anchor: a narrative is often named like the table that it introduces.
    return _safe(f'<div class="narasi" id="teks-{escape(slug)}">{heading}{body}</div>')


@dataclass(frozen=True)
class _Numbered:
    """The resolved outline with its numbers."""

    chapters: list[Node]
    nodes: list[Node]
    numbers: _Numbers
    contents: list[Entry]

    @property
    def flat(self) -> list[Node]:
        """All nodes in order."""
        return [child for node in self.nodes for child in _walk(node)]

    @property
    def labels(self) -> Mapping[str, str]:
        """What texts may refer to."""
        return {n.slug: n.label for n in self.flat if n.label}


def _numbered(konteks: Konteks, outline: Outline) -> _Numbered:
    front = _resolve(outline.front, konteks)
    chapters = _resolve(outline.chapters, konteks)
    annexes = _resolve(outline.annexes, konteks)
    numbers = _Numbers()
    contents: list[Entry] = []
    for node in front:
        _number(node, "", numbers, contents)
    for number, node in enumerate(chapters):
        _number(node, f"BAB {ROMAWI[number]}", numbers, contents)
    for number, node in enumerate(annexes):
        _number(node, f"LAMPIRAN {ROMAWI[number]}", numbers, contents)
    return _Numbered(chapters, [*front, *chapters, *annexes], numbers, contents)


def _walk(node: Node) -> Iterable[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _resolve(sections: Sequence[Section], konteks: Konteks, level: int = 1) -> list[Node]:
    nodes = []
    for declared in sections:
        for section in declared.expand(konteks):
            node = Node(section, section.name(konteks), level=level)
            if _has_content(node, konteks):
                nodes.append(node)
    return nodes


def _has_content(node: Node, konteks: Konteks) -> bool:
    section = node.section
    if isinstance(section, Heading):
        node.children = _resolve(section.parts, konteks, node.level + 1)
        return bool(node.children)
    node.content = _content(section, node.title, konteks)
    return node.content is not None


def _content(section: Section, title: str, konteks: Konteks) -> Any:
    if isinstance(section, TextSection):
        return section.text(konteks) or section.cadangan or None
    if isinstance(section, TableSection):
        table = section.table(konteks)
        return table if table.rows else None
    if isinstance(section, ChartSection):
        chart = section.chart(konteks)
        return None if chart is None or chart.kosong else chart
    if isinstance(section, DrawingSection):
        return section.draw(konteks, title) or None
    assert isinstance(section, TemplateSection)
    return section.context(konteks)


def _number(node: Node, label: str, numbers: _Numbers, contents: list[Entry]) -> None:
    section = node.section
    if isinstance(section, Heading):
        node.label = label
        contents.append(Entry(node.slug, label, node.title, node.level))
        headings = [child for child in node.children if isinstance(child.section, Heading)]
        marks = {id(child): _mark(child.level, i) for i, child in enumerate(headings)}
        for child in headings[1:]:
            assert isinstance(child.section, Heading)
            child.begins_page = child.section.new_page
        for child in node.children:
            _number(child, marks.get(id(child), ""), numbers, contents)
    elif isinstance(section, TableSection):
        node.label = numbers.next("Tabel", node)
    elif isinstance(section, ChartSection | DrawingSection):
        node.label = numbers.next(section.label, node)


def _mark(level: int, index: int) -> str:
    if level == 2:
        return f"{HURUF[index]}."
    if level == 3:
        return f"{index + 1}."
    return f"{_letters(index)}."


def _letters(index: int) -> str:
    """a to z, then aa, ab: a chapter may have more than 26 parts."""
    first, last = divmod(index, 26)
    return (HURUF[first - 1] if first else "").lower() + HURUF[last].lower()


def _cut(node: Node) -> str:
    """Ends the unit before a node that begins a page, and opens the sections around it anew."""
    if not node.begins_page:
        return ""
    around = range(2, node.level)
    opened = "".join(f'<section class="tingkat-{level}">' for level in around)
    return f"{'</section>' * len(around)}{CUT}{node.slug}{CUT_END}{opened}"


def _leads_to_landscape(node: Node) -> bool:
    """Whether text alone stands between a heading and a table on a turned page.

    Such text turns with its table; upright it would leave most of a page empty.
    """
    rest = (n.section for n in node.children if not isinstance(n.section, TextSection))
    first = next(rest, None)
    return isinstance(first, TableSection) and first.landscape


class _Writer:
    """Turns numbered nodes into HTML."""

    def __init__(
        self, konteks: Konteks, fakta: Fakta, chapters: list[Node], *, inline: bool
    ) -> None:
        self.konteks = konteks
        self.fakta = fakta
        self.chapters = chapters
        self.inline = inline
        self.drawings: dict[str, str] = {}
        self.figures: list[NumberedFigure] = []
        self.texts: list[PrintedText] = []

    def units(self, chapter: Node) -> list[Unit]:
        """The HTML of a chapter, cut where a part of it begins a page."""
        body = "".join(self._node(child) for child in chapter.children)
        first, *rest = body.split(CUT)
        pieces = [(chapter.slug, first), *(piece.split(CUT_END, 1) for piece in rest)]
        return [
            Unit(slug, self._unit(chapter, html, continued=number > 0))
            for number, (slug, html) in enumerate(pieces)
        ]

    def _unit(self, chapter: Node, html: str, *, continued: bool) -> str:
        context = {
            "node": chapter,
            "isi": _safe(html),
            "konteks": self.konteks,
            "lanjutan": continued,
        }
        return render_to_string("reports/unit.html", context)

    def _node(self, node: Node) -> str:
        section = node.section
        if isinstance(section, Heading):
            return self._heading(node)
        if isinstance(section, TextSection):
            return self._narrative(node)
        if isinstance(section, TemplateSection):
            return self._template(section, node)
        return self._figure(node)

    def _narrative(self, node: Node) -> str:
        html = narrative(
            node.title, node.slug, node.content, lambda html: self.fakta.fill(html, node.slug)
        )
        self.texts.append(PrintedText(node.slug, node.title, html))
        return html

    def _heading(self, node: Node) -> str:
        body = "".join(self._node(child) for child in node.children)
        rank = min(node.level, 4)
        label = f'<span class="nomor">{escape(node.label)}</span> ' if node.label else ""
        turned = " awal-melintang" if _leads_to_landscape(node) else ""
        return (
            f'{_cut(node)}<section class="tingkat-{node.level}{turned}">'
            f'<h{rank} id="{node.slug}">{label}{escape(node.title)}</h{rank}>{body}</section>'
        )

    def _template(self, section: TemplateSection, node: Node) -> str:
        context = {
            **node.content,
            "node": node,
            "konteks": self.konteks,
            "bab": self.chapters,
        }
        html = render_to_string(section.template, context)
        self.texts.append(PrintedText(node.slug, node.title, html))
        return f'<div class="bagian" id="{node.slug}">{html}</div>'

    def _figure(self, node: Node) -> str:
        section = node.section
        if isinstance(section, TableSection):
            return render_to_string(
                "reports/tabel.html",
                {"node": node, "tabel": node.content, "melintang": section.landscape},
            )
        assert isinstance(section, ChartSection | DrawingSection)
        title = f"{node.label}. {node.title}"
        drawn = node.content
        markup = charts.svg(drawn, title=title) if isinstance(drawn, Chart) else drawn
        description = drawn.keterangan if isinstance(drawn, Chart) else ""
        if not self.inline:
            self.drawings[node.slug] = markup
        points = drawn.titik if isinstance(drawn, Chart) else ()
        self.figures.append(NumberedFigure(node.slug, node.label, node.title, points))
        return render_to_string(
            "reports/gambar.html",
            {
                "node": node,
                "svg": _safe(markup) if self.inline else "",
                "kelas": "grafik" if isinstance(drawn, Chart) else "bagan",
                "alt": f"{title}. {description}".strip(),
                "keterangan": description,
                "melintang": section.landscape,
            },
        )


def _safe(html: str) -> SafeString:
    # Only HTML that passed nh3 or came out of our own templates gets here.
    return mark_safe(html)
