"""Charts: the specification, the drawing, and keeping what was drawn."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from reports.charts import Chart, GrafikGagal, Titik, prepare, svg

SVG = "{http://www.w3.org/2000/svg}"
BARS = Chart(
    "batang",
    (
        Titik("Sekretariat", Decimal("95.59")),
        Titik("Bidang", Decimal("1234.5"), tebal=True),
        Titik("Pusat", None),
    ),
    "serapan (%)",
    "Keterangan & catatan.",
    acuan=Decimal(100),
    desimal=2,
)


@pytest.fixture
def baru(settings, tmp_path) -> Path:
    """A place without any drawing yet."""
    settings.VAR_DIR = tmp_path / "baru"
    return tmp_path / "baru" / "cache" / "grafik"


def _texts(markup: str) -> list[str]:
    root = ElementTree.fromstring(markup)
    return [text for node in root.iter(f"{SVG}text") if (text := "".join(node.itertext()))]


def test_svg_carries_title_description_and_values():
    markup = svg(BARS, title="Grafik 1. Serapan <unit>")

    root = ElementTree.fromstring(markup)
    assert root.get("role") == "img"
    assert root.get("class") == "grafik"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "Grafik 1. Serapan <unit>"
    assert root[1].tag == f"{SVG}desc"
    assert root[1].text == "Keterangan & catatan."
    texts = _texts(markup)
    assert {"95,59", "1.234,50", "Sekretariat", "Bidang", "serapan (%)"} <= set(texts)
    assert "Pusat" not in texts


def test_svg_marks_a_chosen_bar_and_the_reference_line():
    markup = svg(BARS, title="x")

    assert markup.count("#1d5a8a") == 1
    assert markup.count("#d98c21") == 1
    assert "#b44a3c" in markup


@pytest.mark.parametrize("bentuk", ["batang", "kolom", "tumpuk", "garis"])
def test_every_form_draws_its_series(bentuk):
    points = [
        Titik(year, value, series)
        for series, values in (("Target", (10, 20)), ("Realisasi", (11, 19)))
        for year, value in zip(("2022", "2023"), values, strict=True)
    ]
    chart = Chart(bentuk, tuple(points), "orang", "Dua tahun.", tinggi=150)

    texts = _texts(svg(chart, title="x"))

    assert {"Target", "Realisasi", "2022", "2023", "10", "20", "11", "19"} <= set(texts)


def test_spec_of_forms():
    single = Chart("kolom", (Titik("a", 1), Titik("b", 2)), "orang", "").spec()
    assert (single["width"], single["height"], len(single["layer"])) == (560, 220, 2)
    assert single["layer"][0]["encoding"]["x"]["sort"] == ["a", "b"]

    bars = BARS.spec()
    assert (bars["width"], bars["height"], len(bars["layer"])) == (520, 76, 3)
    assert bars["layer"][2]["encoding"] == {"x": {"field": "acuan", "type": "quantitative"}}

    line = Chart("garis", (Titik("a", 1),), "", "", acuan=Decimal(2)).spec()
    assert line["layer"][0]["encoding"]["y"]["scale"] == {
        "zero": False,
        "nice": True,
        "padding": 12,
    }
    assert line["layer"][2]["encoding"] == {"y": {"field": "acuan", "type": "quantitative"}}


@pytest.mark.parametrize(
    ("values", "empty"), [((), True), ((None, None), True), ((None, 0), False), ((1,), False)]
)
def test_chart_without_values_is_empty(values, empty):
    chart = Chart("kolom", tuple(Titik(str(i), v) for i, v in enumerate(values)), "", "")

    assert chart.kosong is empty


def test_drawing_is_kept_by_its_content(baru):
    prepare([BARS, BARS])
    (kept,) = baru.glob("*.svg")
    kept.write_text("<svg>tersimpan</svg>", encoding="utf-8")

    prepare([BARS])
    again = svg(BARS, title="x")
    other = svg(Chart("batang", BARS.titik, "persen", ""), title="x")

    assert "tersimpan" in again
    assert "tersimpan" not in other
    assert len(list(baru.iterdir())) == 2


def test_nothing_to_draw_makes_nothing(baru):
    prepare([])

    assert not baru.exists()


def test_refused_specification_names_the_reason(baru):
    broken = Chart("batang", (Titik("a", 1),), {"signal": "("}, "")  # type: ignore[arg-type]

    with pytest.raises(GrafikGagal) as refused:
        prepare([broken])

    assert str(refused.value).startswith("Grafik gagal digambar: ")
    assert list(baru.glob("*.svg")) == []
    assert Path(settings.VAR_DIR) in baru.parents
