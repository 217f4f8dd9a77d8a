"""Numbering, anchors and contents of a composed document."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from lkip.tables import Column, Kind, build
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.document import compose
from reports.facts import FaktaTidakDikenal
from reports.models import Narasi
from reports.outline import Outline
from reports.sections import (
    ChartSection,
    DrawingSection,
    Each,
    Heading,
    RecordTextSection,
    Section,
    TableSection,
    TemplateSection,
    TextSection,
    always,
)

NILAI = (Column("nama", "Nama"), Column("nilai", "Nilai", Kind.NUMBER, total=True))
ANCHOR = re.compile(r'\sid="([^"]+)"')


def _table(slug: str, *values: int) -> TableSection:
    rows = [{"nama": f"baris {v}", "nilai": Decimal(v)} for v in values]
    return TableSection(slug=slug, title=f"Judul {slug}", columns=NILAI, rows=always(rows))


def _text(slug: str, html: str = "<p>Isi.</p>") -> RecordTextSection:
    return RecordTextSection(slug=slug, html=html)


def _heading(slug: str, *parts: Section, title: str = "") -> Heading:
    return Heading(slug=slug, title=title or slug.title(), parts=parts)


def _document(pd, *chapters: Heading, front=(), annexes=()):
    return compose(Konteks(pd, 2023), Outline(front, chapters, annexes))


def test_numbers_close_up_when_parts_are_empty(kosong):
    doc = _document(
        kosong,
        _heading("satu", _heading("a", _text("ta")), _heading("b"), _heading("c", _text("tc"))),
        _heading("hilang", _heading("d", _text("td", ""))),
        _heading("dua", _heading("e", _table("t0"), _table("t1", 1)), _table("t2", 2)),
        front=(_heading("muka", _table("t9", 9)),),
        annexes=(_heading("lamp-kosong"), _heading("lamp", _table("t3", 3))),
    )

    assert [(e.label, e.slug, e.level) for e in doc.contents] == [
        ("", "muka", 1),
        ("BAB I", "satu", 1),
        ("A.", "a", 2),
        ("B.", "c", 2),
        ("BAB II", "dua", 1),
        ("A.", "e", 2),
        ("LAMPIRAN I", "lamp", 1),
    ]
    assert [(t.label, t.slug) for t in doc.tables] == [
        ("Tabel 1", "t9"),
        ("Tabel 2", "t1"),
        ("Tabel 3", "t2"),
        ("Tabel 4", "t3"),
    ]
    assert [unit.slug for unit in doc.units] == ["muka", "satu", "dua", "lamp"]


def test_chapter_is_cut_where_a_part_begins_a_page(kosong):
    def part(slug: str, *parts: Section) -> Heading:
        return Heading(slug=slug, title=slug.title(), parts=parts, new_page=True)

    doc = _document(
        kosong,
        _heading(
            "bab",
            part("a", _text("ta")),
            part("b", _text("tb"), part("b1", _text("tb1")), part("b2", _text("tb2"))),
            _heading("c", _text("tc")),
        ),
    )

    # The first of its rank stays with what stands before it.
    assert [unit.slug for unit in doc.units] == ["bab", "b", "b2"]
    assert [ANCHOR.findall(unit.html) for unit in doc.units] == [
        ["bab", "a", "teks-ta"],
        ["b", "teks-tb", "b1", "teks-tb1"],
        ["b2", "teks-tb2", "c", "teks-tc"],
    ]
    for unit in doc.units:
        assert unit.html.count("<section") == unit.html.count("</section>")
        assert 'data-judul="BAB I Bab"' in unit.html
    assert re.findall(r'<section class="(tingkat-\d)">', doc.units[2].html) == [
        "tingkat-2",
        "tingkat-3",
        "tingkat-2",
    ]


def test_text_that_is_not_there_leaves_its_place_to_what_records_say(kosong):
    typed = RecordTextSection(slug="a", title="Penyebab", cadangan="<p>Menurut TW I: hujan.</p>")
    written = RecordTextSection(slug="b", html="<p>Ditulis.</p>", cadangan="<p>Tidak.</p>")
    (unit,) = _document(kosong, _heading("bab", typed, written)).units
    assert "<h5>Penyebab</h5><p>Menurut TW I: hujan.</p>" in unit.html
    assert "<p>Ditulis.</p>" in unit.html
    assert "Tidak." not in unit.html


def test_numbers_of_levels(kosong):
    deepest = [_heading(f"d{i}", _text(f"t{i}")) for i in range(28)]
    doc = _document(kosong, _heading("bab", _heading("a", _heading("a1", *deepest))))

    labels = [e.label for e in doc.contents]
    assert labels[:4] == ["BAB I", "A.", "1.", "a."]
    assert labels[-3:] == ["z.", "aa.", "ab."]


def test_lists_name_tables_charts_and_drawings_apart(kosong):
    chart = Chart("kolom", (Titik("2023", 5),), "orang", "Keterangan.")
    doc = _document(
        kosong,
        _heading(
            "bab",
            _table("t1", 1),
            ChartSection(slug="g1", title="Grafik satu", chart=always(chart)),
            ChartSection(slug="g0", title="Tanpa nilai", chart=always(None)),
            ChartSection(
                slug="g00",
                title="Hanya kosong",
                chart=always(Chart("kolom", (Titik("2023", None),), "", "")),
            ),
            DrawingSection(slug="b1", title="Bagan satu", draw=lambda k, t: f"<svg>{t}</svg>"),
            DrawingSection(slug="b0", title="Tanpa gambar"),
            _table("t2", 2),
        ),
    )

    assert {word: [(e.label, e.slug, e.title) for e in es] for word, es in doc.lists.items()} == {
        "Tabel": [("Tabel 1", "t1", "Judul t1"), ("Tabel 2", "t2", "Judul t2")],
        "Bagan": [("Bagan 1", "b1", "Bagan satu")],
        "Grafik": [("Grafik 1", "g1", "Grafik satu")],
    }
    assert "<svg>Bagan satu</svg>" in doc.units[0].html
    assert doc.drawings == {}


def test_drawings_stand_beside_the_html_for_the_printer(kosong):
    outline = Outline(
        chapters=(
            _heading("bab", DrawingSection(slug="b1", title="Bagan", draw=lambda k, t: "<svg/>")),
        )
    )

    doc = compose(Konteks(kosong, 2023), outline, inline=False)

    assert doc.drawings == {"b1": "<svg/>"}
    assert 'src="gambar:b1" alt="Bagan 1. Bagan."' in doc.units[0].html
    assert "<svg" not in doc.units[0].html


def test_template_section_without_context_is_left_out(kosong):
    section = TemplateSection(
        slug="x", template="reports/bagian/daftar_isu.html", context=lambda k: None
    )

    assert _document(kosong, _heading("bab", section)).units == ()


def test_repeated_sections_are_numbered_one_by_one(kosong):
    each = Each(slug="semua", make=lambda k: [_table("t-1", 1), _table("t-2", 2)])
    doc = _document(kosong, _heading("bab", each))

    assert [t.label for t in doc.tables] == ["Tabel 1", "Tabel 2"]


def test_heading_over_other_sections_keeps_its_name():
    heading = _heading("bab", _text("a"), title="Judul")

    copy = heading.with_parts((_text("b"),))

    assert (copy.slug, copy.title, [p.slug for p in copy.parts]) == ("bab", "Judul", ["b"])


def test_narrative_is_cleaned_and_its_chips_filled(kosong):
    Narasi.objects.create(
        pd=kosong,
        tahun=2023,
        bagian="pembuka",
        isi='<p onclick="x()">Tahun [[tahun]], <a href="#">lihat</a> [[lihat.t1]].</p>'
        "<script>alert(1)</script>",
    )
    doc = _document(kosong, _heading("bab", TextSection("pembuka"), _table("t1", 1)))

    assert (
        '<p>Tahun <span class="fakta">2023</span>, lihat <a href="#t1">Tabel 1</a>.</p>'
        in doc.units[0].html
    )
    assert "script" not in doc.units[0].html
    assert "onclick" not in doc.units[0].html


def test_unknown_chip_refuses_the_document_naming_the_section(kosong):
    Narasi.objects.create(pd=kosong, tahun=2023, bagian="pembuka", isi="<p>[[pd.gaji]]</p>")

    with pytest.raises(FaktaTidakDikenal) as refused:
        _document(kosong, _heading("bab", TextSection("pembuka")))

    assert str(refused.value) == "Bagian pembuka: Fakta “pd.gaji” tidak ditemukan."


def test_titles_of_records_are_escaped(kosong):
    doc = _document(
        kosong, _heading("bab", _heading("a", _text("t", "<p>x</p>"), title="<b>A & B</b>"))
    )

    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in doc.units[0].html
    assert "<b>A" not in doc.units[0].html


def test_title_and_year_of_the_report(laporan):
    assert laporan.title == (
        "Laporan Kinerja Instansi Pemerintah Badan Pengembangan Sumber Daya Manusia Tahun 2023"
    )
    assert laporan.tahun == 2023


def test_anchors_are_unique_and_every_link_has_one(laporan):
    html = "".join(unit.html for unit in laporan.units)
    anchors = ANCHOR.findall(re.sub(r"<svg.*?</svg>", "", html, flags=re.S))
    links = re.findall(r'href="#([^"]+)"', html)

    assert len(anchors) == len(set(anchors))
    assert set(links) <= set(anchors)
    assert {e.slug for entries in laporan.lists.values() for e in entries} <= set(anchors)


def test_contents_equal_the_headings(laporan):
    headings = []
    for unit in laporan.units:
        for slug, inner in re.findall(
            r'<h[1-4] id="([^"]+)">(.*?)</h[1-4]>', unit.html, flags=re.S
        ):
            headings.append((slug, " ".join(re.sub(r"<[^>]+>", "", inner).split())))

    assert headings == [(e.slug, f"{e.label} {e.title}".strip()) for e in laporan.contents]


def test_lists_equal_the_captions(laporan):
    captions = []
    for unit in laporan.units:
        for inner in re.findall(r"<figcaption>(.*?)</figcaption>", unit.html, flags=re.S):
            captions.append(" ".join(re.sub(r"<[^>]+>", "", inner).split()))

    for word, entries in laporan.lists.items():
        expected = [f"{e.label} {e.title}" for e in entries]
        assert [c for c in captions if c.startswith(f"{word} ")] == expected
        assert [e.label for e in entries] == [f"{word} {n}" for n in range(1, len(entries) + 1)]
    assert len(captions) == sum(map(len, laporan.lists.values()))


def test_report_prints_no_python_value(laporan):
    text = re.sub(r"<[^>]+>", " ", "".join(unit.html for unit in laporan.units))

    for word in ("None", "True", "False", "Decimal(", "[[", "{{", "{%"):
        assert word not in text


def test_table_of_the_document_is_the_section_s_own(kosong):
    doc = _document(kosong, _heading("bab", _table("t1", 1, 2)))

    assert doc.tables[0].table == build(
        NILAI, [{"nama": "baris 1", "nilai": Decimal(1)}, {"nama": "baris 2", "nilai": Decimal(2)}]
    )
