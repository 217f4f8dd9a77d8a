"""The organisation chart from the unit tree."""

from __future__ import annotations

from xml.etree import ElementTree

from reports import orgchart
from workforce.enums import DasarInduk, JenisUnit
from workforce.models import UnitKerja
from workforce.queries import pohon_unit, rata

SVG = "{http://www.w3.org/2000/svg}"


def _unit(pd, kode, nama, induk=None, jenis=JenisUnit.BIDANG):
    return UnitKerja.objects.create(
        urutan=UnitKerja.objects.count() + 1,
        pd=pd,
        kode=kode,
        nama=nama,
        induk=induk,
        jenis=jenis,
        dasar_induk=DasarInduk.TERCETAK,
    )


def _boxes(root):
    return [
        {k: int(box.get(k)) for k in ("x", "y", "width", "height")}
        for box in root.iter(f"{SVG}rect")
    ]


def test_chart_names_every_unit_of_the_agency(bpsdm):
    tree = pohon_unit(bpsdm)

    root = ElementTree.fromstring(orgchart.render(tree, "Struktur organisasi BPSDM"))

    names = {
        " ".join(span.text for span in text.iter(f"{SVG}tspan")) for text in root.iter(f"{SVG}text")
    }
    assert names == {node.unit.nama for node in rata(tree)}
    assert len(_boxes(root)) == 30
    assert len(list(root.iter(f"{SVG}polyline"))) == 30
    assert root.find(f"{SVG}title").text == "Struktur organisasi BPSDM"
    assert root.find(f"{SVG}desc").text.startswith(
        "Badan Pengembangan Sumber Daya Manusia membawahi "
    )


def test_boxes_stay_inside_and_apart(bpsdm):
    root = ElementTree.fromstring(orgchart.render(pohon_unit(bpsdm), "x"))
    _, _, width, height = map(int, root.get("viewBox").split())
    boxes = _boxes(root)

    for i, a in enumerate(boxes):
        assert a["x"] >= 0
        assert a["x"] + a["width"] <= width
        assert a["y"] + a["height"] <= height
        for b in boxes[i + 1 :]:
            apart = (
                a["x"] + a["width"] <= b["x"]
                or b["x"] + b["width"] <= a["x"]
                or a["y"] + a["height"] <= b["y"]
                or b["y"] + b["height"] <= a["y"]
            )
            assert apart, (a, b)


def test_head_alone_is_one_box_without_lines(kosong):
    _unit(kosong, "K", "Dinas Kosong", jenis=JenisUnit.DINAS)

    root = ElementTree.fromstring(orgchart.render(pohon_unit(kosong), "x"))

    assert len(_boxes(root)) == 1
    assert list(root.iter(f"{SVG}polyline")) == []
    assert root.find(f"{SVG}desc").text is None


def test_units_stand_under_their_parent(kosong):
    head = _unit(kosong, "K", "Dinas Kosong", jenis=JenisUnit.DINAS)
    field = _unit(kosong, "B1", "Bidang <Satu> & Dua", head)
    _unit(kosong, "B2", "Bidang Dua", head)
    _unit(kosong, "S1", "Seksi Satu", field)

    markup = orgchart.render(pohon_unit(kosong), "Bagan <x>")

    root = ElementTree.fromstring(markup)
    box = dict(zip(("head", "b1", "s1", "b2"), _boxes(root), strict=True))
    assert box["b1"]["y"] > box["head"]["y"]
    assert box["b1"]["y"] == box["b2"]["y"]
    assert box["s1"]["y"] > box["b1"]["y"] + box["b1"]["height"]
    assert box["b1"]["x"] < box["s1"]["x"]
    assert root.find(f"{SVG}desc").text == (
        "Dinas Kosong membawahi 2 unit; Bidang <Satu> & Dua membawahi 1 unit"
    )
