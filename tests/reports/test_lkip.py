"""The finished PDF files: the demo agency's report, the small agency's, the agreement."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.test import override_settings
from openpyxl import load_workbook

from reports import lkip
from reports.context import Konteks
from reports.naskah import Document, Entry
from workforce.models import PerangkatDaerah

# One rendering of the report serves all tests of this module.
pytestmark = [pytest.mark.xdist_group("pdf"), pytest.mark.django_db]

LINE = re.compile(r"^(?P<text>.*?)\s{3,}(?P<page>\d+)\s*$")


DAFTAR = ("Daftar Isi", "Daftar Tabel", "Daftar Bagan", "Daftar Grafik")


def _run(*command: str | Path) -> str:
    done = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True)
    return done.stdout


def _words(text: str) -> str:
    return " ".join(text.split())


class Terbitan:
    """A finished file with the text of its pages."""

    def __init__(self, path: Path, document: Document) -> None:
        self.path = path
        self.document = document
        self.pages = _run("pdftotext", "-layout", path, "-").split("\f")[:-1]
        self.plain = [_words(page) for page in _run("pdftotext", path, "-").split("\f")[:-1]]

    @property
    def front(self) -> int:
        """How many pages stand before the first unit: cover, contents, lists."""
        title = self.document.contents[0].title
        heads = [
            i for i, page in enumerate(self.pages) if _words(page).startswith(f"{title} {title}")
        ]
        return heads[0]

    def printed(self) -> dict[str, int]:
        """The page number that the contents and lists print for each entry."""
        # The last line of a page is its own number.
        text = "\n".join(page.rstrip().rpartition("\n")[0] for page in self.pages[1 : self.front])
        found: dict[str, int] = {}
        pending = ""
        for line in text.splitlines():
            match = LINE.match(line)
            if match:
                found[_words(f"{pending} {match['text']}")] = int(match["page"])
                pending = ""
            elif line.strip() in (
                "",
                "Daftar Isi",
                "Daftar Tabel",
                "Daftar Bagan",
                "Daftar Grafik",
            ):
                pending = ""
            else:
                pending += f" {line}"
        return found


@pytest.fixture(scope="module")
def cetak(django_db_setup, django_db_blocker, simpanan, tmp_path_factory):
    """Render an agency's report as the product does and keep the file."""
    folder = tmp_path_factory.mktemp("cetak")
    (folder / "cache").symlink_to(simpanan)

    def render(kode: str) -> Terbitan:
        with django_db_blocker.unblock(), override_settings(VAR_DIR=folder):
            pd = PerangkatDaerah.objects.get(kode=kode)
            doc = lkip.document(pd, 2023, inline=False)
            path = folder / f"{kode}.pdf"
            path.write_bytes(lkip.pdf(doc))
        return Terbitan(path, doc)

    return render


@pytest.fixture(scope="module")
def bpsdm_pdf(cetak) -> Terbitan:
    return cetak("BPSDM")


@pytest.fixture(scope="module")
def contoh_pdf(cetak) -> Terbitan:
    return cetak("CONTOH")


@pytest.fixture(params=["bpsdm_pdf", "contoh_pdf"])
def terbitan(request) -> Terbitan:
    """Each of the two reports in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def perjanjian_pdf(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("perjanjian") / "pk.pdf"
    with django_db_blocker.unblock():
        konteks = Konteks(PerangkatDaerah.objects.get(kode="BPSDM"), 2023)
        path.write_bytes(lkip.agreement_pdf(konteks))
    return path


def test_file_is_sound(terbitan):
    assert "No syntax or stream encoding errors found" in _run("qpdf", "--check", terbitan.path)


def test_file_is_tagged_and_says_so(terbitan):
    with pikepdf.open(terbitan.path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "id"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == terbitan.document.title


def test_structure_holds_headings_tables_and_described_figures(bpsdm_pdf):
    kinds: Counter[str] = Counter()
    without_description = 0
    with pikepdf.open(bpsdm_pdf.path) as pdf:
        waiting = [pdf.Root.StructTreeRoot]
        while waiting:
            node = waiting.pop()
            kind = str(node.get("/S", ""))
            kinds[kind] += 1
            if kind == "/Figure" and not str(node.get("/Alt", "")):
                without_description += 1
            children = node.get("/K", [])
            for child in children if isinstance(children, pikepdf.Array) else [children]:
                if isinstance(child, pikepdf.Dictionary):
                    waiting.append(child)

    drawings = sum(len(bpsdm_pdf.document.lists[word]) for word in ("Bagan", "Grafik"))
    assert kinds["/H1"] > 10
    assert kinds["/Table"] >= len(bpsdm_pdf.document.tables)
    assert kinds["/TH"] > 500
    assert kinds["/Figure"] >= drawings
    assert without_description == 0


def test_title_and_author_of_the_file(bpsdm_pdf):
    with pikepdf.open(bpsdm_pdf.path) as pdf:
        assert str(pdf.docinfo["/Title"]) == (
            "Laporan Kinerja Instansi Pemerintah Badan Pengembangan Sumber Daya Manusia Tahun 2023"
        )
        assert str(pdf.docinfo["/Author"]) == (
            "Badan Pengembangan Sumber Daya Manusia Pemerintah Provinsi DKI Jakarta"
        )


def test_all_fonts_are_embedded(terbitan):
    rows = [line.split() for line in _run("pdffonts", terbitan.path).splitlines()[2:]]

    assert rows
    assert {row[0].partition("+")[2][:10] for row in rows} == {"Source-San", "Source-Ser"}
    assert {tuple(row[-5:-2]) for row in rows} == {("yes", "yes", "yes")}


def test_bookmarks_are_the_contents(terbitan):
    names = []
    with pikepdf.open(terbitan.path) as pdf, pdf.open_outline() as outline:
        waiting = list(reversed(outline.root))
        while waiting:
            item = waiting.pop()
            names.append(_words(item.title))
            waiting.extend(reversed(item.children))

    expected = [_words(f"{e.label} {e.title}") for e in terbitan.document.contents]
    lists = [f"Daftar {word}" for word in terbitan.document.lists]
    assert names == ["Daftar Isi", *lists, *expected]


def test_workbook_is_attached_and_readable(terbitan):
    kode = terbitan.document.pd.kode.lower()
    with pikepdf.open(terbitan.path) as pdf:
        assert list(pdf.attachments) == [f"tabel-lkip-{kode}-2023.xlsx"]
        content = pdf.attachments[f"tabel-lkip-{kode}-2023.xlsx"].get_file().read_bytes()

    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Daftar", *(t.label for t in terbitan.document.tables)]


def test_number_of_pages(bpsdm_pdf, contoh_pdf):
    assert 100 <= len(bpsdm_pdf.pages) <= 150
    assert 20 <= len(contoh_pdf.pages) <= 40


def test_pages_and_links_find_their_place_in_the_structure(terbitan):
    with pikepdf.open(terbitan.path) as pdf:
        entries = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, entries[::2]), entries[1::2], strict=True))
        links = 0
        for number, page in enumerate(pdf.pages):
            assert int(page.obj.StructParents) == number
            elements = list(parents[number])
            assert all(element.Pg.objgen == page.obj.objgen for element in elements)
            for annotation in page.obj.get("/Annots", []):
                element = parents[int(annotation.StructParent)]
                assert str(element.S) in ("/Link", "/Span")
                assert element.K[0].Obj.objgen == annotation.objgen
                links += 1

    assert sorted(parents) == list(range(len(parents)))
    assert links == len(parents) - len(terbitan.pages)


def test_heads_of_cells_are_called_by_names_that_are_used_once(bpsdm_pdf):
    names: Counter[str] = Counter()
    called: set[str] = set()
    with pikepdf.open(bpsdm_pdf.path) as pdf:
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Dictionary) and "/S" in entry:
                if "/ID" in entry:
                    names[str(entry.ID)] += 1
                called |= {str(name) for name in entry.get("/A", {}).get("/Headers", [])}

    assert max(names.values()) == 1
    assert called
    assert called <= set(names)


def test_every_link_leads_to_the_page_that_it_names(terbitan):
    with pikepdf.open(terbitan.path) as pdf:
        tree = list(pdf.Root.Names.Dests.Names)
        spots = {str(key): spot[0].objgen for key, spot in zip(tree[::2], tree[1::2], strict=True)}
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]

        assert len(links) >= len(terbitan.document.contents)
        for link in links:
            assert str(link.Contents) == f"Ke halaman {places[spots[str(link.Dest)]]}"
    assert [str(key) for key in tree[::2]] == sorted(str(key) for key in tree[::2])


def test_no_page_is_empty(terbitan):
    # A drawing on a page of its own has little text; all others carry at least a heading.
    drawings = re.compile("Bagan|Grafik|LAMPIRAN")

    for number, page in enumerate(terbitan.plain, start=1):
        assert len(page) >= 60 or drawings.search(page), number


def test_every_page_but_the_cover_prints_its_number(terbitan):
    for number, page in enumerate(terbitan.pages[1:], start=2):
        foot = [line for line in page.splitlines() if line.strip()][-1]
        assert foot.split()[-1] == str(number), foot
    assert not re.search(r"^ *1$", terbitan.pages[0], flags=re.M)


def _expected(entries: list[Entry]) -> list[str]:
    return [_words(f"{e.label} {e.title}") for e in entries]


def test_contents_and_lists_print_the_page_where_it_stands(terbitan):
    doc = terbitan.document
    entries = [e for e in doc.contents if e.level <= 4]
    captions = [e for listed in doc.lists.values() for e in listed]
    printed = terbitan.printed()

    assert sorted(printed) == sorted(set(_expected([*entries, *captions])))
    for text in _expected([*entries, *captions]):
        assert text in terbitan.plain[printed[text] - 1], (text, printed[text])


def test_numbers_of_tables_rise_with_the_pages(terbitan):
    printed = terbitan.printed()

    for entries in terbitan.document.lists.values():
        pages = [printed[_words(f"{e.label} {e.title}")] for e in entries]
        assert pages == sorted(pages)


@pytest.mark.parametrize(
    ("slug", "heads"),
    [
        ("pelatihan", "Nama pelatihan Peserta (orang)"),
        ("regulasi", "Jenis Nomor Tahun Tentang"),
        ("aset-pengetahuan", "Perangkat daerah"),
        ("asn-provinsi", "Kategori PNS dan CPNS PPPK Jumlah Persen"),
    ],
)
def test_heads_of_a_long_table_stand_on_each_of_its_pages(bpsdm_pdf, slug, heads):
    (entry,) = [e for e in bpsdm_pdf.document.lists["Tabel"] if e.slug == slug]
    first = bpsdm_pdf.printed()[_words(f"{entry.label} {entry.title}")]
    pages = [_words(page) for page in bpsdm_pdf.pages]

    assert heads in pages[first - 1]
    assert heads in pages[first]


def test_year_is_the_same_everywhere(bpsdm_pdf):
    cover = bpsdm_pdf.plain[0]

    assert "2023" in cover
    assert "2022" not in cover
    # A table of this year carries this year; last year stands beside it only where it is named.
    titles = [e.title for listed in bpsdm_pdf.document.lists.values() for e in listed]
    years = Counter(year for title in titles for year in re.findall(r"20\d\d", title))
    assert years["2023"] > 30
    assert set(years) <= {"2022", "2023", "2024"}


def test_published_figures_stand_in_the_print(bpsdm_pdf):
    text = " ".join(bpsdm_pdf.plain)

    for figure in ("123.256.791.085", "111.828.506.947", "122,58%", "350,5", "88,40", "66.042"):
        assert figure in text
    for wrong in ("None", "nan", "[["):
        assert not re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", text)


def test_agreement_is_a_document_of_its_own(perjanjian_pdf):
    pages = [_words(page) for page in _run("pdftotext", perjanjian_pdf, "-").split("\f")[:-1]]

    assert "No syntax or stream encoding errors" in _run("qpdf", "--check", perjanjian_pdf)
    with pikepdf.open(perjanjian_pdf) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == (
            "Perjanjian Kinerja Badan Pengembangan Sumber Daya Manusia Tahun 2023"
        )
        assert list(pdf.attachments) == []
    assert 3 <= len(pages) <= 8
    assert "PERJANJIAN KINERJA TAHUN 2023" in pages[0]
    assert "Mochamad Miftahulloh Tamary, S.STP., M.T., M.Sc." in pages[0]
    assert "24 Mei 2023" in pages[0]
    assert "Lampiran Perjanjian Kinerja tahun 2023" in " ".join(pages)
    assert "123.256.791.085" in pages[-1]


def test_printed_html_calls_only_own_files(laporan):
    html = lkip.print_html(laporan)

    calls = re.findall(r'(?:src|href)="([^"#][^"]*)"', html)
    assert set(calls) == {"lkip:lkip/laporan.css", "lkip:lkip/cetak.css"}
    assert "<script" not in html
