"""The dashboard as a workbook and on paper: the numbers and filters of its page."""

from __future__ import annotations

import subprocess
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from indicators.enums import JenisSasaran, Periode
from reports.cetak_dasbor import cetak_html, dashboard_pdf, saring_dasbor
from reports.enums import JenisDokumen
from reports.filters import SaringDasbor, periode_dari
from reports.grafik_kinerja import grafik_kinerja
from reports.models import PermintaanDokumen
from reports.queries import dasbor
from workforce.enums import Peran

SESUDAH = date(2024, 2, 1)
URL = {"kode": "BPSDM", "tahun": 2023}
SARING = "periode=3&jenis=strategis"


def form(bpsdm, pilihan: str) -> SaringDasbor:
    return saring_dasbor(bpsdm, 2023, QueryDict(pilihan), SESUDAH)


@pytest.mark.parametrize(
    ("text", "periode"),
    [("periode=2", Periode.TW2), ("periode=", Periode.TAHUN), ("", Periode.TAHUN)],
)
def test_period_of_an_address(text, periode):
    assert periode_dari(QueryDict(text), Periode.TAHUN) == periode


@pytest.mark.parametrize("wanted", ["9", "0", "TW", "²"])
def test_period_that_does_not_exist_is_no_page(wanted, masuk, bpsdm):
    client = masuk(Peran.PEMBACA, bpsdm)
    for name in ("dasbor", "dasbor_xlsx", "dasbor_rapat"):
        url = reverse(name, kwargs=URL)
        assert client.get(url, {"periode": wanted}).status_code == 404


@pytest.mark.parametrize(
    ("pilihan", "alamat", "kalimat"),
    [
        (SARING, SARING, "Disaring: jenis sasaran Sasaran Strategis."),
        ("", "periode=5", ""),
        ("periode=3&status=hijau", "periode=3", ""),
        (
            "periode=5&status=tercapai&unit=SUBBAG-KEU",
            "periode=5&status=tercapai&unit=SUBBAG-KEU",
            "Disaring: status Tercapai, unit Subbagian Keuangan.",
        ),
    ],
)
def test_address_and_words_of_what_is_shown(bpsdm, pilihan, alamat, kalimat):
    found = form(bpsdm, pilihan)
    assert (found.alamat, found.kalimat) == (alamat, kalimat)


def test_links_of_the_page_keep_the_filters(masuk, bpsdm):
    page = masuk(Peran.PIMPINAN, bpsdm).get(reverse("dasbor", kwargs=URL) + f"?{SARING}")
    text = page.content.decode()

    assert "?periode=4&amp;jenis=strategis" in text
    assert "status=sesuai_jalur" in text
    assert f"dasbor.xlsx?{SARING.replace('&', '&amp;')}" in text
    assert f"/pdf/?{SARING.replace('&', '&amp;')}" in text


# --- Charts ------------------------------------------------------------------------------------


@pytest.fixture
def berkas(masuk, bpsdm):
    client = masuk(Peran.PEMBACA, bpsdm)

    def read(nama: str, bentuk: str, pilihan: str = ""):
        url = reverse("dasbor_grafik", kwargs=URL | {"nama": nama, "bentuk": bentuk})
        return client.get(f"{url}?{pilihan}")

    return read


@pytest.mark.parametrize("nama", ["kinerja-status", "kinerja-capaian"])
def test_charts_of_performance_are_files(berkas, nama):
    picture, drawing = berkas(nama, "png", "periode=3"), berkas(nama, "svg", "periode=3")

    assert picture.content.startswith(b"\x89PNG")
    assert "TW III 2023</title>" in drawing.content.decode()
    assert f'filename="{nama}-bpsdm-2023.svg"' in drawing.headers["Content-Disposition"]


def test_chart_of_achievement_has_what_passes_the_filters(berkas, bpsdm):
    shown = form(bpsdm, SARING)
    content = berkas("kinerja-capaian", "xlsx", SARING).content
    sheet = load_workbook(BytesIO(content))["Tabel"]
    codes = [row[0].value for row in sheet.iter_rows(min_row=3)]

    rows = (*shown.perlu_keputusan, *shown.lainnya)
    assert codes[: len(rows)] == [row.isi.kode for row in rows]
    assert 0 < len(rows) < 22


def test_chart_says_how_many_reached_their_target(bpsdm, kosong):
    counts, reached = grafik_kinerja(form(bpsdm, "periode=5"))
    assert counts.keterangan == "Dari 22 indikator: 1 belum dilaporkan, 21 tercapai."
    assert [(t.kategori, t.nilai) for t in counts.gambar.titik if t.nilai] == [
        ("Belum dilaporkan", 1), ("Tercapai", 21),
    ]  # fmt: skip
    assert reached.keterangan == (
        "21 dari 22 indikator mencapai 100% targetnya, yang ditandai garis putus-putus; "
        "1 belum dapat dihitung."
    )
    first = reached.gambar.titik[0]
    assert (first.nilai, first.teks) == (None, "Belum dilaporkan")
    assert first.kategori == "I02 Nilai Dimensi Pengembangan Kompetensi pada Indeks Profe…"
    assert all(chart.gambar.kosong for chart in grafik_kinerja(form(kosong, "")))


def test_page_fetches_its_charts_when_they_are_opened(masuk, bpsdm):
    page = masuk(Peran.PEMBACA, bpsdm).get(reverse("dasbor", kwargs=URL), {"periode": "3"})
    text = page.content.decode()

    assert text.count('loading="lazy"') == 2
    assert 'src="/dashboard/BPSDM/2023/grafik/kinerja-capaian.svg?periode=3"' in text


# --- Excel -------------------------------------------------------------------------------------


@pytest.fixture
def buku(masuk, bpsdm):
    def read(pilihan: str):
        url = reverse("dasbor_xlsx", kwargs=URL)
        response = masuk(Peran.PEMBACA, bpsdm).get(f"{url}?{pilihan}")
        return response, load_workbook(BytesIO(response.content))

    return read


def test_workbook_has_the_rows_of_the_page_with_real_numbers(buku, bpsdm):
    response, book = buku(SARING)

    assert response["Content-Disposition"] == 'attachment; filename="dasbor-bpsdm-2023-tw-iii.xlsx"'
    assert book.sheetnames == ["Daftar", "Indikator", "Status", "Mutu data"]
    head, *rows = [[cell.value for cell in row] for row in book["Indikator"].iter_rows(min_row=2)]
    by_code = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert sorted(code for code in by_code if code) == ["I01", "I02", "I03", "I04", "I05", "I06"]
    assert by_code["I06"]["Status"] == "Belum dilaporkan"
    assert by_code["I06"]["Nilai"] == "-"
    assert (by_code["I03"]["Nilai"], by_code["I03"]["Capaian (%)"]) == (100, 100)
    assert by_code["I03"]["Mengapa"].startswith("Aturan 5 dari 7")
    assert rows[-1][0] == "Disaring: jenis sasaran Sasaran Strategis."


def test_counts_and_quality_are_those_of_all(buku):
    _, book = buku(SARING)
    counts = {row[0].value: row[1].value for row in book["Status"].iter_rows(min_row=3)}
    assert (counts["Belum dilaporkan"], counts["Sesuai jalur"], counts["Tercapai"]) == (9, 4, 0)
    assert counts["Jumlah"] == "=SUM(B3:B9)"
    quality = {row[0].value: [c.value for c in row[1:3]] for row in book["Mutu data"].iter_rows()}
    assert quality["Lengkap"] == [4, 13]
    assert quality["Tepat waktu"] == ["tidak tercatat", 13]


# --- Paper -------------------------------------------------------------------------------------


def test_wish_keeps_period_and_filters(masuk, bpsdm):
    url = reverse("dasbor_pdf", kwargs=URL)
    response = masuk(Peran.PIMPINAN, bpsdm).post(f"{url}?{SARING}&lain=1")

    wish = PermintaanDokumen.objects.get()
    assert (wish.jenis, wish.pilihan) == (JenisDokumen.DASBOR_PDF, SARING)
    assert response.url == reverse("dokumen_keadaan", args=[wish.pk])


def test_paper_is_landscape_tagged_and_has_the_numbers_of_the_page(bpsdm, tmp_path):
    path = tmp_path / "dasbor.pdf"
    path.write_bytes(dashboard_pdf(bpsdm, 2023, "periode=3", hari=SESUDAH))

    with pikepdf.open(path) as pdf:
        boxes = {tuple(float(x) for x in page.mediabox[2:]) for page in pdf.pages}
        assert len(boxes) == 1
        ((width, height),) = boxes
        assert (round(width), round(height)) == (842, 595)
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) == (
            "Dashboard Kinerja Badan Pengembangan Sumber Daya Manusia TW III 2023"
        )
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    )
    text = " ".join(done.stdout.split())
    papan = dasbor(bpsdm, 2023, Periode.TW3, hari=SESUDAH)
    assert papan.pokok in text
    assert "Keadaan 1 Februari 2024." in text
    assert "Perlu keputusan (13)" in text
    assert "Lainnya (9)" in text
    for row in papan.baris:
        assert row.isi.kode in text
    assert text.count("▶ Sesuai jalur") == 4


def test_paper_keeps_the_filters(bpsdm):
    html = cetak_html(form(bpsdm, SARING), SESUDAH)

    assert "Disaring: jenis sasaran Sasaran Strategis." in html
    assert "Perlu keputusan (4)" in html
    assert "I07" not in html
    strategis = [
        row for row in form(bpsdm, SARING).lainnya
        if row.isi.sasaran.jenis == JenisSasaran.STRATEGIS
    ]  # fmt: skip
    assert len(strategis) == 2
    assert {row.nilai for row in strategis} == {None}
