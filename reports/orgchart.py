"""The organisation chart: the unit tree as SVG, one column per unit below the head."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from django.template.loader import render_to_string

from workforce.queries import SimpulUnit, rata

WIDTH = 1000
GAP = 8
LINE = 11
PADDING = 7
HEAD_WIDTH = 340


@dataclass(frozen=True)
class Kotak:
    """A box with wrapped text, in the units of the drawing."""

    x: int
    y: int
    lebar: int
    baris: tuple[str, ...]
    tingkat: int

    @property
    def tinggi(self) -> int:
        """Height that the text needs."""
        return len(self.baris) * LINE + 2 * PADDING

    @property
    def tengah(self) -> int:
        """Horizontal centre."""
        return self.x + self.lebar // 2

    @property
    def bawah(self) -> int:
        """Lower edge."""
        return self.y + self.tinggi

    @property
    def teks(self) -> tuple[tuple[int, str], ...]:
        """Lines with their baselines."""
        first = self.y + PADDING + LINE - 3
        return tuple((first + i * LINE, text) for i, text in enumerate(self.baris))


@dataclass(frozen=True)
class Garis:
    """A connector."""

    titik: str


def render(pohon: SimpulUnit, judul: str) -> str:
    """The chart as accessible SVG with the tree spelled out as its description."""
    boxes, lines = _layout(pohon)
    return render_to_string(
        "reports/bagan_organisasi.svg",
        {
            "kotak": boxes,
            "garis": lines,
            "lebar": WIDTH,
            "tinggi": max(box.bawah for box in boxes) + 4,
            "judul": judul,
            "keterangan": "; ".join(
                f"{node.unit.nama} membawahi {len(node.anak)} unit"
                for node in rata(pohon)
                if node.anak
            ),
        },
    ).strip()


def _box(node: SimpulUnit, x: int, y: int, width: int, level: int) -> Kotak:
    # About 4.9 units per letter at the size of the drawing's text.
    lines = wrap(node.unit.nama, max(8, (width - 2 * PADDING) * 10 // 49), break_long_words=False)
    return Kotak(x, y, width, tuple(lines), level)


def _layout(pohon: SimpulUnit) -> tuple[list[Kotak], list[Garis]]:
    head = _box(pohon, (WIDTH - HEAD_WIDTH) // 2, 2, HEAD_WIDTH, 0)
    boxes = [head]
    lines: list[Garis] = []
    if not pohon.anak:
        return boxes, lines
    width = min(180, (WIDTH - GAP * (len(pohon.anak) - 1)) // len(pohon.anak))
    used = width * len(pohon.anak) + GAP * (len(pohon.anak) - 1)
    left = (WIDTH - used) // 2
    rail = head.bawah + 14
    column = [_box(node, 0, 0, width, 1) for node in pohon.anak]
    tallest = max(box.tinggi for box in column)
    lines.append(Garis(f"{head.tengah},{head.bawah} {head.tengah},{rail}"))
    for i, node in enumerate(pohon.anak):
        x = left + i * (width + GAP)
        box = _box(node, x, rail + 14, width, 1)
        boxes.append(box)
        lines.append(Garis(f"{head.tengah},{rail} {box.tengah},{rail} {box.tengah},{box.y}"))
        _column(node, box, rail + 14 + tallest, boxes, lines)
    return boxes, lines


def _column(
    node: SimpulUnit, parent: Kotak, top: int, boxes: list[Kotak], lines: list[Garis]
) -> None:
    y = top + 12
    spine = parent.x + 5
    for child in rata(node)[1:]:
        box = _box(child, parent.x + 14, y, parent.lebar - 14, 2)
        boxes.append(box)
        middle = box.y + box.tinggi // 2
        lines.append(Garis(f"{spine},{parent.bawah} {spine},{middle} {box.x},{middle}"))
        y = box.bawah + 7
