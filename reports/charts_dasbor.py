"""Charts of dashboards that the report has no use for: a curve over months, and a scatter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.charts import WARNA, Titik, konfigurasi

SKEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# Told apart without colour: by dash and by shape.
GARIS = ([6, 4], [1, 0])
BENTUK = ("circle", "square", "triangle-up", "diamond")
# Points nearer than this, in percentage points, share a label.
DEKAT = 7


@dataclass(frozen=True)
class Kurva:
    """Lines over ordered categories, one per series; points marked `tebal` carry their value."""

    titik: tuple[Titik, ...]
    kategori: tuple[str, ...]
    satuan: str
    keterangan: str
    sempit: bool = False

    @property
    def kosong(self) -> bool:
        """Whether there is nothing to draw."""
        return all(t.nilai is None for t in self.titik)

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
        series = list(dict.fromkeys(t.seri for t in self.titik))
        legend = {"title": None, "orient": "top", "direction": "horizontal", "symbolSize": 120}
        colour = {"field": "seri", "type": "nominal", "sort": series, "legend": legend}
        place = {
            "x": {
                "field": "kategori",
                "type": "ordinal",
                "sort": None,
                "scale": {"domain": list(self.kategori)},
                "axis": {"title": None, "labelAngle": -90 if self.sempit else 0},
            },
            "y": {
                "field": "nilai",
                "type": "quantitative",
                "axis": {"title": self.satuan, "format": ",.0f", "tickCount": 5},
            },
            "color": colour | {"scale": _kisaran(series, WARNA)},
        }
        line = {
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": place
            | {"strokeDash": colour | {"scale": _kisaran(series, GARIS), "legend": None}},
        }
        points = {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": place | {"shape": colour | {"scale": _kisaran(series, BENTUK)}},
        }
        labels = {
            "transform": [{"filter": "datum.teks !== ''"}],
            "mark": {"type": "text", "fontSize": 10, "align": "left", "dx": 9},
            "encoding": {
                "x": place["x"],
                "y": place["y"],
                "text": {"field": "nilai", "type": "quantitative", "format": ",.2f"},
            },
        }
        return _dasar(
            [
                {
                    "kategori": t.kategori,
                    "nilai": str(t.nilai),
                    "seri": t.seri,
                    "teks": "ya" if t.tebal else "",
                }
                for t in self.titik
                if t.nilai is not None
            ],
            ("nilai",),
            [line, points, labels],
        )


@dataclass(frozen=True)
class TitikSebar:
    """A point of a scatter with the number under which the table lists it."""

    nomor: int
    x: Decimal
    y: Decimal
    seri: str


@dataclass(frozen=True)
class Sebar:
    """A scatter in four fields, which `batas_x` and `batas_y` part; `sudut` names them.

    The names stand top left, top right, bottom left, bottom right.
    """

    titik: tuple[TitikSebar, ...]
    sumbu_x: str
    sumbu_y: str
    batas_x: Decimal
    batas_y: Decimal
    sudut: tuple[str, str, str, str]
    keterangan: str
    sempit: bool = False

    @property
    def kosong(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.titik

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
        left, right = _rentang([t.x for t in self.titik], self.batas_x)
        low, high = _rentang([t.y for t in self.titik], self.batas_y)
        series = list(dict.fromkeys(t.seri for t in self.titik))
        legend = {"title": None, "orient": "top", "direction": "horizontal", "symbolSize": 120}
        kind = {"field": "seri", "type": "nominal", "sort": series, "legend": legend}
        place = {
            "x": _sumbu("x", self.sumbu_x, left, right),
            "y": _sumbu("y", self.sumbu_y, low, high),
        }
        points = {
            "mark": {"type": "point", "filled": True, "size": 80, "opacity": 0.75},
            "encoding": place
            | {
                "color": kind | {"scale": _kisaran(series, WARNA)},
                "shape": kind | {"scale": _kisaran(series, BENTUK)},
            },
        }
        numbers = {
            "mark": {"type": "text", "fontSize": 10, "dy": -10},
            "encoding": place | {"text": {"field": "nomor", "type": "nominal"}},
        }
        return _dasar(
            [
                {"x": str(t.x), "y": str(t.y), "nomor": words, "seri": t.seri}
                for t, words in zip(self.titik, _tulisan(self.titik), strict=True)
            ],
            ("x", "y"),
            [
                _batas("x", self.batas_x, place),
                _batas("y", self.batas_y, place),
                points,
                numbers,
                *self._names(left, right, low, high, place),
            ],
            height=320,
        )

    def _names(
        self, left: float, right: float, low: float, high: float, place: dict[str, Any]
    ) -> list[dict[str, Any]]:
        corners = (
            (left, high, "left", "top"),
            (right, high, "right", "top"),
            (left, low, "left", "bottom"),
            (right, low, "right", "bottom"),
        )
        return [
            {
                "data": {"values": [{"x": x, "y": y, "nama": self._name(name)}]},
                "mark": {
                    "type": "text",
                    "align": align,
                    "baseline": baseline,
                    "dx": 5 if align == "left" else -5,
                    "dy": 5 if baseline == "top" else -5 - 12 * self.sempit,
                    "fontSize": 10,
                    "fontWeight": 600,
                    "color": "#51606d",
                },
                "encoding": place | {"text": {"field": "nama", "type": "nominal"}},
            }
            for name, (x, y, align, baseline) in zip(self.sudut, corners, strict=True)
        ]

    def _name(self, name: str) -> str | list[str]:
        """The name of a field, on a phone in as many lines as it has parts."""
        return name.split(", ") if self.sempit and ", " in name else name


def _tulisan(titik: tuple[TitikSebar, ...]) -> list[str]:
    """What stands at each point: its number; of points too near to tell apart, only one speaks."""
    near: dict[tuple[int, int], list[int]] = {}
    for index, t in enumerate(titik):
        near.setdefault((round(t.x / DEKAT), round(t.y / DEKAT)), []).append(index)
    words = [""] * len(titik)
    for group in near.values():
        words[group[0]] = _nomor([titik[index].nomor for index in group])
    return words


def _nomor(numbers: list[int]) -> str:
    first, *others = numbers
    return f"{first} +{len(others)}" if others else str(first)


def _kisaran(series: list[str], values: tuple[Any, ...]) -> dict[str, Any]:
    return {"domain": series, "range": [values[i % len(values)] for i in range(len(series))]}


def _rentang(values: list[Decimal], batas: Decimal) -> tuple[float, float]:
    """Ends of an axis around all points and the limit, with room for names on each side."""
    low, high = min([*values, batas]), max([*values, batas])
    room = max((high - low) / 6, Decimal(8))
    return float(round(low - room)), float(round(high + room))


def _sumbu(name: str, title: str, low: float, high: float) -> dict[str, Any]:
    return {
        "field": name,
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False},
        "axis": {"title": title, "format": ",.0f", "tickCount": 6},
    }


def _batas(name: str, value: Decimal, place: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{name: float(value)}]},
        "mark": {"type": "rule", "strokeDash": [4, 3], "color": "#51606d"},
        "encoding": {name: place[name]},
    }


def _dasar(
    values: list[dict[str, str]],
    numbers: tuple[str, ...],
    layers: list[dict[str, Any]],
    *,
    height: int = 240,
) -> dict[str, Any]:
    return {
        "$schema": SKEMA,
        "width": 560,
        "height": height,
        "data": {"values": values, "format": {"parse": dict.fromkeys(numbers, "number")}},
        "layer": layers,
        "config": konfigurasi(),
    }
