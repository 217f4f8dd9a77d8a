"""Texts of the report as they are kept: cleaned, in one form, whatever they came from.

Pure functions over strings. A text is typed plain, written in the editor, or pasted from a word
processor; what is stored holds the tags of `TAGS` alone, one block a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from html.parser import HTMLParser

import nh3

# What a text of the report may hold.
TAGS = {"p", "h4", "ul", "ol", "li", "strong", "em", "br", "sub", "sup"}
CHIP = re.compile(r"\[\[([^\]]+)\]\]")
# What has a counterpart among them; every other tag is dropped and its text stays.
_ASING = {"div", "h1", "h2", "h3", "h5", "h6", "b", "i", "table", "tr", "td", "th"}
_SAMA = {"b": "strong", "i": "em"}
_DALAM = {"strong", "em", "sub", "sup"}
_DAFTAR = {"ul", "ol"}
_JUDUL = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Word processors begin the items of some lists with a mark, and call them paragraphs.
_BUTIR = re.compile(r"(?:[·•▪§‣]|o(?=\xa0))[\s\xa0]+")
# HTML is told from plain words by the tags that editors and word processors write.
_TANDA = re.compile(
    r"</?(?:p|div|span|h[1-6]|ul|ol|li|br|strong|em|b|i|sub|sup|table|tr|td|a|img|font|o:p|script"
    r"|style)\b[^>]*>",
    re.IGNORECASE,
)
_KATA = re.compile(r"\w[\w.,:/-]*")


@dataclass
class _Simpul:
    """An element, its children in order; text stands between them."""

    tag: str
    anak: list[_Simpul | str] = field(default_factory=list)


class _Pembaca(HTMLParser):
    """Reads HTML that the cleaner has balanced into a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.jalur = [_Simpul("div")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; a line break has no end."""
        node = _Simpul(_SAMA.get(tag, tag))
        self.jalur[-1].anak.append(node)
        if tag != "br":
            self.jalur.append(node)

    def handle_endtag(self, tag: str) -> None:
        """The element ends."""
        self.jalur.pop()

    def handle_data(self, data: str) -> None:
        """Text."""
        self.jalur[-1].anak.append(data)


def bersihkan(teks: str) -> str:
    """A text in the one form: blocks of TAGS, one a line; empty when it says nothing.

    What has no tag at all is read as typed plain: an empty line parts paragraphs, `- ` begins
    an item of a list, `## ` a heading.
    """
    if not _TANDA.search(teks):
        teks = _dari_polos(teks)
    reader = _Pembaca()
    reader.feed(nh3.clean(teks, tags=TAGS | _ASING, attributes={}))
    reader.close()
    return "\n".join(_kumpulkan(_blok(reader.jalur[0].anak)))


def _dari_polos(teks: str) -> str:
    lines = []
    for line in teks.replace("\r\n", "\n").split("\n"):
        text = escape(line.strip(), quote=False)
        if text.startswith("- "):
            lines.append(f"<p>• {text[2:]}</p>")
        elif text.startswith("## "):
            lines.append(f"<h4>{text[3:]}</h4>")
        else:
            lines.append(f"{text} " if text else "<p></p>")
    return "".join(lines)


def _blok(anak: Sequence[_Simpul | str]) -> list[str]:
    """The blocks of a container; what stands in it without a block becomes paragraphs."""
    found: list[str] = []
    run: list[_Simpul | str] = []
    for child in anak:
        if isinstance(child, str) or child.tag in _DALAM or child.tag == "br":
            run.append(child)
        else:
            found += [*_paragraf(run), *_satu(child)]
            run = []
    return [*found, *_paragraf(run)]


def _satu(node: _Simpul) -> list[str]:
    if node.tag in _DAFTAR:
        items = "".join(_butir(child) for child in node.anak if not isinstance(child, str))
        return [f"<{node.tag}>{items}\n</{node.tag}>"] if items else []
    if node.tag in _JUDUL:
        return _bungkus("h4", _dalam(node.anak))
    if node.tag == "p":
        return _bungkus("p", _dalam(node.anak))
    if node.tag == "tr":
        cells = [_dalam(cell.anak) for cell in node.anak if not isinstance(cell, str)]
        return _bungkus("p", " · ".join(cell for cell in cells if cell))
    return _blok(node.anak)


def _butir(item: _Simpul) -> str:
    """An item with the lists inside it; `item` is a list itself where the tree has no item."""
    lists = [n for n in item.anak if isinstance(n, _Simpul) and n.tag in _DAFTAR]
    rest = [n for n in item.anak if n not in lists]
    inner = _dalam(rest) + "".join(html for node in lists for html in _satu(node))
    return f"\n<li>{inner}</li>" if inner else ""


def _paragraf(run: Sequence[_Simpul | str]) -> list[str]:
    """A run of text in the editor's own blocks: a line break ends the paragraph."""
    return [html for part in _potong(run) for html in _bungkus("p", _dalam(part))]


def _potong(run: Sequence[_Simpul | str]) -> list[list[_Simpul | str]]:
    """A run cut at its line breaks, also at those within a mark."""
    parts: list[list[_Simpul | str]] = [[]]
    for child in run:
        if isinstance(child, str):
            parts[-1].append(child)
        elif child.tag == "br":
            parts.append([])
        else:
            first, *rest = _potong(child.anak)
            parts[-1].append(_Simpul(child.tag, first))
            parts += [[_Simpul(child.tag, piece)] for piece in rest]
    return parts


def _dalam(anak: Sequence[_Simpul | str]) -> str:
    """The HTML inside a block, without space at its ends and without marks around nothing."""
    html = re.sub(r"[ \t\r\n\xa0]+", " ", _rangkai(anak))
    return re.sub(r"^(?:<br>| )+|(?:<br>| )+$", "", html)


def _rangkai(anak: Sequence[_Simpul | str]) -> str:
    parts = []
    for child in anak:
        if isinstance(child, str):
            parts.append(escape(child, quote=False))
        elif child.tag == "br":
            parts.append("<br>")
        else:
            inner = _rangkai(child.anak)
            if child.tag in _DALAM:
                parts.append(f"<{child.tag}>{inner}</{child.tag}>" if inner.strip() else inner)
            else:
                parts.append(f" {inner} ")
    return "".join(parts)


def _bungkus(tag: str, html: str) -> list[str]:
    return [f"<{tag}>{html}</{tag}>"] if html else []


def _kumpulkan(blocks: Sequence[str]) -> list[str]:
    """Paragraphs that are items by their mark, gathered into lists."""
    found: list[str] = []
    items: list[str] = []
    for block in [*blocks, ""]:
        if mark := _BUTIR.match(block, len("<p>")) if block.startswith("<p>") else None:
            items.append(f"<li>{block[mark.end() : -len('</p>')]}</li>")
            continue
        if items:
            found.append("\n".join(("<ul>", *items, "</ul>")))
            items = []
        found.append(block)
    return found[:-1]


def dari_ketikan(teks: str) -> str:
    """Words typed outside the report as HTML inside a paragraph; brackets name no fact there."""
    lines = escape(teks.strip(), quote=False).replace("\r\n", "\n").split("\n")
    return "<br>".join(lines).replace("[[", "[ [").replace("]]", "] ]")


def polos(html: str) -> str:
    """The words of a text without its tags; chips stay as they are."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def jumlah_kata(html: str) -> int:
    """How many words a text has; a chip counts as one."""
    return len(_KATA.findall(CHIP.sub("fakta", polos(html))))


def sidik_teks(html: str) -> str:
    """What tells two texts apart: the hash of what is stored."""
    return sha256(html.encode()).hexdigest()
