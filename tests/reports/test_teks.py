"""Cleaning of texts: one form, whatever they came from; nothing but known tags gets in."""

from __future__ import annotations

import pytest

from indicators.models import AnalisisIndikator
from reports.models import Narasi
from reports.sections.indikator import ANALYSIS
from reports.teks import bersihkan, jumlah_kata, polos, sidik_teks


@pytest.mark.parametrize(
    ("teks", "bersih"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("  \n\n ", "", id="blank"),
        pytest.param("satu\ndua\n\ntiga", "<p>satu dua</p>\n<p>tiga</p>", id="plain paragraphs"),
        pytest.param(
            "- a\r\n- b\r\n## Judul\r\nisi",
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<h4>Judul</h4>\n<p>isi</p>",
            id="plain list and heading",
        ),
        pytest.param("x < y & z <q>", "<p>x &lt; y &amp; z &lt;q&gt;</p>", id="plain signs"),
        pytest.param("<p>a</p>\n<p>b</p>", "<p>a</p>\n<p>b</p>", id="already clean"),
        pytest.param(
            "<div>a<br><br><strong>b<br>c</strong></div>",
            "<p>a</p>\n<p><strong>b</strong></p>\n<p><strong>c</strong></p>",
            id="editor's line breaks part paragraphs",
        ),
        pytest.param("<p>a<br>b<br></p>", "<p>a<br>b</p>", id="line break in a paragraph stays"),
        pytest.param("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>", id="marks"),
        pytest.param("<p><strong> </strong>&nbsp;</p><h4></h4>", "", id="nothing said"),
        pytest.param("<h1>J</h1><h6>K</h6>", "<h4>J</h4>\n<h4>K</h4>", id="headings"),
        pytest.param(
            "<ul><li><p>a</p><ol><li>b</li></ol></li><li></li></ul>",
            "<ul>\n<li>a<ol>\n<li>b</li>\n</ol></li>\n</ul>",
            id="list in a list",
        ),
        pytest.param("<ul>\n</ul><p>a</p>", "<p>a</p>", id="list without items"),
        pytest.param(
            "<p>a</p><table><tr><td><p>b</p></td><td>c</td><td></td></tr></table>",
            "<p>a</p>\n<p>b · c</p>",
            id="pasted table",
        ),
        pytest.param(
            "<style>p { color: red }</style><p onclick='x()'>a<script>alert(1)</script>"
            "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>b</a>"
            "<svg onload=x>c</svg></p>",
            "<p>abc</p>",
            id="hostile",
        ),
        pytest.param("<p>[[pd.nama]]</p>", "<p>[[pd.nama]]</p>", id="chip"),
        pytest.param(
            "<p>CO<sub>2</sub> m<sup>2</sup></p>",
            "<p>CO<sub>2</sub> m<sup>2</sup></p>",
            id="sub and sup",
        ),
    ],
)
def test_text_is_cleaned(teks, bersih):
    assert bersihkan(teks) == bersih
    assert bersihkan(bersih) == bersih


def test_list_of_a_word_processor_becomes_a_list():
    teks = (
        '<p class="MsoListParagraph"><span>·<span>&nbsp;&nbsp; </span></span>satu<o:p></o:p></p>'
        "<p>• dua</p><p>biasa</p>"
    )
    assert bersihkan(teks) == "<ul>\n<li>satu</li>\n<li>dua</li>\n</ul>\n<p>biasa</p>"


def test_texts_of_the_demo_are_in_that_form_already(bpsdm):
    texts = [n.isi for n in Narasi.objects.of_pd(bpsdm)]
    analyses = AnalisisIndikator.objects.filter(indikator__pd=bpsdm)
    texts += [getattr(a, name) for a in analyses for name, _ in ANALYSIS if getattr(a, name)]

    assert len(texts) == 181
    assert [text for text in texts if bersihkan(text) != text] == []


def test_words_and_hash():
    html = "<p>Nilai [[indikator.I01.capaian]] &amp; naik.</p>\n<ul>\n<li>dua</li>\n</ul>"

    assert polos(html) == "Nilai [[indikator.I01.capaian]] & naik. dua"
    assert jumlah_kata(html) == 4
    assert sidik_teks("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
