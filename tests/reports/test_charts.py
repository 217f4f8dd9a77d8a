"""Charts: the specification, the drawing, and keeping what was drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from reports.charts import Chart, GrafikGagal, Sempit, Titik, berkas, prepare, svg
from reports.charts_dasbor import Kurva, Sebar, TitikSebar

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


def test_hidden_value_stands_as_its_word_at_the_foot():
    chart = Chart("kolom", (Titik("S1", 30), Titik("S3", None, teks="<5")), "pegawai", "")

    texts = _texts(svg(chart, title="x"))

    assert {"S1", "30", "S3", "<5"} <= set(texts)


def test_file_carries_its_title_on_white():
    chart = Chart("kolom", (Titik("2023", 1234),), "orang", "Keterangan.")

    markup = berkas(chart, title="Serapan per unit", ending="svg").decode()
    picture = berkas(chart, title="Serapan per unit", ending="png")

    assert "Serapan per unit" in _texts(markup)
    assert 'fill="white"' in markup
    assert "Serapan per unit" not in _texts(svg(chart, title="Serapan per unit"))
    assert picture.startswith(b"\x89PNG")
    # Words are drawn: with others of the same length the picture is another.
    assert picture != berkas(chart, title="Serapan per buah", ending="png")
    assert "font-family=\"'Source Sans 3', sans-serif\"" in markup
    # Width and height in the first chunk: twice the drawing.
    assert int.from_bytes(picture[16:20]) > 1100


def test_curve_tells_its_lines_apart_without_colour():
    points = (
        Titik("Jan", Decimal(10), "Rencana"),
        Titik("Feb", Decimal("30.5"), "Rencana", tebal=True),
        Titik("Jan", Decimal(8), "Realisasi"),
        Titik("Feb", None, "Realisasi"),
    )
    curve = Kurva(points, ("Jan", "Feb", "Mar"), "% pagu", "Dua garis.")

    texts = _texts(svg(curve, title="Kurva"))
    spec = curve.spec()

    assert {"Rencana", "Realisasi", "Jan", "Feb", "Mar", "30,50"} <= set(texts)
    assert "8,00" not in texts
    line, point, _ = spec["layer"]
    assert line["encoding"]["strokeDash"]["scale"]["range"] == [[6, 4], [1, 0]]
    assert point["encoding"]["shape"]["scale"]["range"] == ["circle", "square"]
    assert not curve.kosong
    assert Kurva((Titik("Jan", None),), ("Jan",), "", "").kosong


def test_scatter_names_its_fields_and_numbers_its_points():
    points = tuple(
        TitikSebar(number, Decimal(x), Decimal(y), kind)
        for number, x, y, kind in (
            (1, 95, 100, "Unit"),
            (2, 40, 100, "Unit"),
            (3, 95, 100, "Aktivitas"),
            (4, 60, 20, "Aktivitas"),
        )
    )
    names = ("Hemat", "Terserap", "Tersisa", "Kurang")
    scatter = Sebar(points, "serapan", "keluaran", Decimal(80), Decimal(100), names, "")

    texts = _texts(svg(scatter, title="Sebar"))

    assert {*names, "Unit", "Aktivitas", "serapan", "keluaran"} <= set(texts)
    # The third lies on the first and shares its label.
    assert {"1 +1", "2", "4"} <= set(texts)
    assert "3" not in texts
    assert not scatter.kosong
    assert Sebar((), "", "", Decimal(80), Decimal(100), names, "").kosong


@pytest.mark.sekali
@pytest.mark.parametrize(("bentuk", "lebar"), [("batang", 395), ("kolom", 560), ("garis", 560)])
def test_drawing_for_a_phone_is_narrow_and_has_no_small_text(bentuk, lebar):
    names = ("Bidang Pengembangan Kompetensi Dasar, Manajerial dan Fungsional", "Sekretariat")
    chart = Chart(
        bentuk=bentuk,
        titik=tuple(Titik(name, 90, seri) for name in names for seri in ("2022", "2023")),
        satuan="capaian (%)",
        keterangan="Dua unit.",
        sempit=True,
    )
    drawn = berkas(Sempit(chart), title="Capaian", ending="svg").decode()

    assert float(re.search(r'width="(\d+)"', drawn)[1]) <= 362
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', drawn)]
    assert min(sizes) >= 10
    assert "<title>Capaian</title><desc>Dua unit.</desc>" in drawn
    # The report's drawing stays as it was.
    assert replace(chart, sempit=False).spec()["width"] == lebar
    assert Sempit(chart).keterangan == "Dua unit."
