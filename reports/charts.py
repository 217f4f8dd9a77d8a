"""Charts from one declaration each: rows and what stands on which axis.

A chart becomes a Vega-Lite specification and that an SVG, in a process of its own that ends
when the batch is done, so that its engine never weighs on the web server or the renderer.
Finished charts are kept by the content of their specification.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

# Distinguishable for colour-blind readers and in grey print.
WARNA = ("#1d5a8a", "#d98c21", "#5b8f6b", "#8a5a99", "#7a7a7a", "#b44a3c")
FONT = "Source Sans 3"
# Quoted: in a file of its own nothing else tells the font, and a name that holds a lone number is
# not read without quotes.
FONT_BERKAS = f"'{FONT}', sans-serif"
# Measures in pixels of the drawing, which fills the column of a printed page: what is ten pixels
# high here is a good seven points on paper.
LEBAR = 620
LEBAR_HURUF = 5
# The same on a phone, where the drawing fills the screen and no text may be smaller than this.
LEBAR_SEMPIT = 330
HURUF_SEMPIT = 10
TEBAL = 18
BANYAK = 20  # from here on horizontal bars stand close and their labels keep to one line
LOKAL = {
    "decimal": ",",
    "thousands": ".",
    "grouping": [3],
    "currency": ["Rp", ""],
    "percent": "%",
}


class GrafikGagal(RuntimeError):
    """The engine could not draw a chart."""


class Gambar(Protocol):
    """Whatever can be drawn: a specification, and a sentence that describes it."""

    @property
    def keterangan(self) -> str:
        """What the drawing shows, in words."""

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification."""


@dataclass(frozen=True)
class Titik:
    """One value of a chart. `teks` is printed instead of a value that is not to be drawn."""

    kategori: str
    nilai: Decimal | int | None
    seri: str = ""
    tebal: bool = False
    teks: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart declaration.

    `bentuk` is `batang` (horizontal bars), `kolom` (vertical bars, side by side per series),
    `tumpuk` (vertical, stacked) or `garis` (lines). `satuan` is printed on the value axis;
    `acuan` draws a line at a value that means something, such as a target.
    """

    bentuk: str
    titik: tuple[Titik, ...]
    satuan: str
    keterangan: str
    tinggi: int = 0
    acuan: Decimal | None = None
    desimal: int = 0
    sempit: bool = False

    @property
    def kosong(self) -> bool:
        """Whether there is nothing to draw."""
        return all(t.nilai is None for t in self.titik)

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
        layers = [_marks(self), _labels(self)]
        if self.acuan is not None:
            layers.append(_rule(self))
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": _width(self),
            "height": self.tinggi or _height(self),
            "data": {
                "values": [_row(self, t) for t in self.titik if t.nilai is not None],
                "format": {"parse": {"nilai": "number"}},
            },
            "layer": layers + _said(self),
            "config": konfigurasi(),
        }


def _row(chart: Chart, titik: Titik) -> dict[str, str]:
    mark = "ya" if titik.tebal else ""
    return {
        "kategori": _label(chart, titik.kategori),
        "nilai": str(titik.nilai),
        "seri": titik.seri,
        "tebal": mark,
    }


def _label(chart: Chart, kategori: str) -> str:
    """A category broken into lines, so that no label is cut."""
    count = len({t.kategori for t in chart.titik})
    if chart.sempit:
        letters = 20 if chart.bentuk == "batang" else max(8, 250 // (count * LEBAR_HURUF))
    elif chart.bentuk == "batang":
        letters = 46 if count < BANYAK else 90
    else:
        letters = max(10, 560 // (count * LEBAR_HURUF))
    return "\n".join(textwrap.wrap(kategori, letters)) or kategori


def _labels_of(chart: Chart) -> list[str]:
    """All categories in their order, broken into lines."""
    return _order(_label(chart, t.kategori) for t in chart.titik)


def _width(chart: Chart) -> int:
    """Room of the bars beside their labels."""
    if chart.bentuk != "batang":
        return LEBAR_SEMPIT - 60 if chart.sempit else 560
    longest = max(
        (len(line) for label in _labels_of(chart) for line in label.split("\n")), default=0
    )
    if chart.sempit:
        # The value of the longest bar stands beyond it.
        return max(120, LEBAR_SEMPIT - longest * LEBAR_HURUF - 75)
    return max(240, min(520, LEBAR - longest * LEBAR_HURUF - 40))


def _height(chart: Chart) -> int:
    if chart.bentuk != "batang":
        return 220
    labels = _labels_of(chart)
    series = max(1, len({t.seri for t in chart.titik}))
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    step = max(12 + 10 * series, 13 * lines + 5)
    close = len(labels) >= BANYAK and not chart.sempit
    return len(labels) * (14 * lines if close else step) + 10


@dataclass(frozen=True)
class Sempit:
    """A drawing for a phone: narrow, readable text, the legend's entries below each other.

    The drawing itself was declared `sempit`, so that its labels have short lines.
    """

    gambar: Gambar

    @property
    def keterangan(self) -> str:
        """What the drawing shows, in words."""
        return self.gambar.keterangan

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
        spec = self.gambar.spec()
        room = min(spec["width"], LEBAR_SEMPIT - 60)
        return {**_disempitkan(spec), "width": room, "padding": 2}


def _disempitkan(part: Any) -> Any:
    """A part of a specification with text that can be read, fewer ticks and a standing legend."""
    if isinstance(part, list):
        return [_disempitkan(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _disempitkan(value) for key, value in part.items()}
    for key in ("fontSize", "labelFontSize", "titleFontSize"):
        if key in made:
            made[key] = max(made[key], HURUF_SEMPIT)
    if "tickCount" in made:
        made["tickCount"] = 4
    if made.get("legend"):
        made["legend"] = {**made["legend"], "direction": "vertical", "columns": 1}
    return made


def _order(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _axes(chart: Chart) -> dict[str, Any]:
    horizontal = chart.bentuk == "batang"
    category = {
        "field": "kategori",
        "type": "ordinal" if chart.bentuk == "garis" else "nominal",
        "sort": _labels_of(chart),
        "axis": {
            "title": None,
            "labelExpr": "split(datum.label, '\\n')",
            "labelLimit": 0,
            "labelAngle": 0,
            "labelOverlap": False,
            "grid": False,
        },
    }
    value: dict[str, Any] = {
        "field": "nilai",
        "type": "quantitative",
        "axis": {"title": chart.satuan, "format": ",.0f", "tickCount": 5},
    }
    if chart.bentuk == "garis":
        value["scale"] = {"zero": False, "nice": True, "padding": 12}
    if chart.bentuk == "tumpuk":
        value["stack"] = "zero"
    return {"y": category, "x": value} if horizontal else {"x": category, "y": value}


def _offset(chart: Chart) -> dict[str, Any]:
    series = _order(t.seri for t in chart.titik)
    if len(series) < 2 or chart.bentuk in ("tumpuk", "garis"):
        return {}
    name = "yOffset" if chart.bentuk == "batang" else "xOffset"
    return {name: {"field": "seri", "sort": series}}


def _color(chart: Chart) -> dict[str, Any]:
    series = _order(t.seri for t in chart.titik)
    if len(series) > 1:
        return {
            "field": "seri",
            "type": "nominal",
            "sort": series,
            "scale": {"domain": series, "range": list(WARNA[: len(series)])},
            "legend": {"title": None, "orient": "top", "direction": "horizontal"},
        }
    return {
        "condition": {"test": "datum.tebal === 'ya'", "value": WARNA[1]},
        "value": WARNA[0],
    }


def _marks(chart: Chart) -> dict[str, Any]:
    encoding = {**_axes(chart), **_offset(chart), "color": _color(chart)}
    return {"mark": _mark(chart), "encoding": encoding}


def _mark(chart: Chart) -> dict[str, Any]:
    if chart.bentuk == "garis":
        return {"type": "line", "point": {"size": 50, "filled": True}, "strokeWidth": 2}
    # Square ends: a rounded bar costs the printer a clipped group of its own.
    bar: dict[str, Any] = {"type": "bar"}
    if chart.bentuk == "batang" and not _offset(chart):
        bar["size"] = TEBAL if len(_labels_of(chart)) < BANYAK else TEBAL // 2
    return bar


def _labels(chart: Chart) -> dict[str, Any]:
    horizontal = chart.bentuk == "batang"
    mark: dict[str, Any] = {"type": "text", "fontSize": 9, "color": "#333"}
    mark |= {"align": "left", "dx": 4} if horizontal else {"baseline": "bottom", "dy": -4}
    if chart.bentuk == "tumpuk":
        mark |= {"baseline": "top", "dy": 3, "color": "white"}
    text = {"field": "nilai", "type": "quantitative", "format": f",.{chart.desimal}f"}
    return {"mark": mark, "encoding": {**_axes(chart), **_offset(chart), "text": text}}


def _said(chart: Chart) -> list[dict[str, Any]]:
    """Words at the foot of categories whose value is not drawn."""
    silent = [_row(chart, replace(t, nilai=0)) | {"teks": t.teks} for t in chart.titik if t.teks]
    if not silent:
        return []
    layer = _labels(chart)
    layer["encoding"]["text"] = {"field": "teks", "type": "nominal"}
    return [{"data": {"values": silent, "format": {"parse": {"nilai": "number"}}}} | layer]


def _rule(chart: Chart) -> dict[str, Any]:
    axis = "x" if chart.bentuk == "batang" else "y"
    return {
        "data": {"values": [{"acuan": str(chart.acuan)}], "format": {"parse": {"acuan": "number"}}},
        "mark": {"type": "rule", "strokeDash": [4, 3], "color": "#b44a3c", "strokeWidth": 1.2},
        "encoding": {axis: {"field": "acuan", "type": "quantitative"}},
    }


def konfigurasi(font: str = FONT) -> dict[str, Any]:
    """Fonts and colours of every chart."""
    label = {"labelFont": font, "titleFont": font, "labelFontSize": 10, "titleFontSize": 10}
    return {
        "font": font,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            **label,
            "titleFontWeight": "normal",
            "titleColor": "#555",
            "labelColor": "#222",
            "gridColor": "#e4e7ea",
            "domainColor": "#9aa3ab",
            "tickColor": "#9aa3ab",
        },
        "legend": {**label, "labelColor": "#222"},
    }


def _cache_dir() -> Path:
    return Path(settings.VAR_DIR) / "cache" / "grafik"


def _key(spec: Mapping[str, Any]) -> str:
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def prepare(charts: Sequence[Gambar]) -> None:
    """Draw all charts that are not in the cache yet, in one separate process.

    Raises GrafikGagal with the reason.
    """
    _draw([chart.spec() for chart in charts], "svg")


def _draw(specs: Iterable[Mapping[str, Any]], ending: str) -> None:
    folder = _cache_dir()
    wanted = {_key(spec): spec for spec in specs}
    missing = {k: spec for k, spec in wanted.items() if not (folder / f"{k}.{ending}").exists()}
    if not missing:
        return
    folder.mkdir(parents=True, exist_ok=True)
    fonts = Path(__file__).resolve().parent.parent / "lkip" / "static" / "fonts"
    job = {
        "folder": str(folder),
        "fonts": str(fonts),
        "locale": LOKAL,
        "ending": ending,
        "specs": missing,
    }
    worker = Path(__file__).with_name("chart_worker.py")
    done = subprocess.run(
        [sys.executable, str(worker)], input=json.dumps(job), text=True, capture_output=True
    )
    if done.returncode:
        raise GrafikGagal(f"Grafik gagal digambar: {done.stderr.strip()[-400:]}")


def svg(chart: Gambar, *, title: str) -> str:
    """The chart as accessible SVG."""
    path = _cache_dir() / f"{_key(chart.spec())}.svg"
    if not path.exists():
        prepare([chart])
    return _accessible(path.read_text(encoding="utf-8"), title, chart.keterangan)


def berkas(chart: Gambar, *, title: str, ending: str) -> bytes:
    """The chart as a file of its own, `svg` or `png`: with its title, on white.

    A narrow one stands in a page that has its title. Raises GrafikGagal with the reason.
    """
    spec = chart.spec()
    if isinstance(chart, Sempit):
        spec |= {"config": {**_disempitkan(konfigurasi(FONT_BERKAS)), "background": "white"}}
    else:
        spec = _titled(spec, title)
    _draw([spec], ending)
    content = (_cache_dir() / f"{_key(spec)}.{ending}").read_bytes()
    if ending == "svg":
        return _accessible(content.decode(), title, chart.keterangan).encode()
    return content


def _titled(spec: Mapping[str, Any], title: str) -> dict[str, Any]:
    lines = textwrap.wrap(title, 90)
    heading = {"text": lines, "anchor": "start", "fontSize": 14, "offset": 12}
    return {
        **spec,
        "title": heading,
        "padding": 16,
        "config": {**konfigurasi(FONT_BERKAS), "background": "white"},
    }


def _accessible(markup: str, title: str, description: str) -> str:
    start = markup.index("<svg")
    end = markup.index(">", start)
    head = re.sub(r'\s(?:role|class|aria-[a-z]+)="[^"]*"', "", markup[start:end])
    names = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return f'{head} role="img" class="grafik">{names}{markup[end + 1 :]}'
