"""Words of the dashboard and the meeting say what is true of a target, evidence, and a filter."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from indicators.enums import Periode, StatusData
from indicators.models import BuktiDukung, ItemPerjanjian, Realisasi, SuratSumber
from reports.cetak_dasbor import cetak_html, saring_dasbor
from reports.grafik_kinerja import grafik_kinerja
from reports.queries import dasbor
from workforce.enums import Peran

SESUDAH = date(2024, 2, 1)


def kata(response) -> str:
    return " ".join(response.content.decode().split())


# --- a target that is a ceiling ----------------------------------------------------------------


def test_lower_is_better_says_so_beside_its_target(masuk, contoh):
    client = masuk(Peran.PIMPINAN, contoh)

    page = kata(client.get("/dashboard/CONTOH/2023/?periode=5"))
    assert "I01 · nilai 95,5 dari 90 ·" in page
    assert "I02 · nilai 8, paling banyak 10 ·" in page
    assert "I03 · nilai 4, paling banyak 0 ·" in page
    assert '10 <span class="kecil d-block">paling banyak</span></td>' in page
    assert page.count("paling banyak</span>") == 2
    measured = kata(client.get("/pengukuran/CONTOH/2023/"))
    assert ">8, paling banyak 10</span>" in measured
    assert ">95,5 dari 90</span>" in measured


def test_meeting_says_it_with_the_target_of_the_period_and_of_the_year(masuk, contoh):
    client = masuk(Peran.PIMPINAN, contoh)

    def stop(periode: int, kode: str) -> str:
        return kata(client.get(f"/dashboard/CONTOH/2023/rapat/?periode={periode}&indikator={kode}"))

    assert "<strong>10</strong>Target Tahunan (paling banyak)</li>" in stop(5, "I02")
    assert "<strong>90</strong>Target Tahunan</li>" in stop(5, "I01")
    quarter = stop(3, "I03")
    assert "<strong>0</strong>Target TW III (paling banyak)</li>" in quarter
    assert "<strong>0</strong>Target tahun 2023 (paling banyak)</li>" in quarter


def test_ceiling_without_a_number_is_no_ceiling(masuk, contoh, tanpa_pemicu):
    ItemPerjanjian.objects.filter(perjanjian__pd=contoh, indikator__kode="I02").update(target=None)
    page = kata(masuk(Peran.PIMPINAN, contoh).get("/dashboard/CONTOH/2023/?periode=5"))
    assert "I02 · nilai 8 dari - ·" in page
    assert page.count("paling banyak</span>") == 1


# --- a letter and the evidence that is that letter ---------------------------------------------


def baris(pd, kode: str):
    papan = dasbor(pd, 2023, Periode.TAHUN, hari=SESUDAH)
    return next(row for row in papan.baris if row.isi.kode == kode)


@pytest.mark.parametrize(
    ("kode", "nomor"),
    [
        ("I10", "5029/PA.02.02"),
        ("I14", "e-0010/PI.03"),
        ("I17", "e-0087/DL.01.00"),
        ("I19", "e-0894/UD.02"),
    ],
)
def test_letter_is_listed_and_counted_once(masuk, bpsdm, kode, nomor):
    row = baris(bpsdm, kode)
    assert row.realisasi.surat.nomor == nomor
    assert (row.surat, row.jumlah_bukti, row.berbukti) == (None, 1, True)

    page = kata(masuk(Peran.PIMPINAN, bpsdm).get("/dashboard/BPSDM/2023/?periode=5"))
    (part,) = [part for part in page.split("<tr>") if f">{kode} · " in part]
    shown = part.partition("bukti-tautan")[2].partition("<details")[0]
    assert shown.count(nomor) == 1
    assert "surat " not in shown
    assert "</a>;" not in shown


@pytest.mark.parametrize(
    ("nomor", "judul", "sama"),
    [
        ("12/A", "Surat Nomor 12/A", True),
        ("12/A", "12/a, 3 Januari 2024.", True),
        ("12/A", "Surat 12/A.", True),
        ("12 /  A", "Surat 12/ A", True),
        ("12/A", "Surat 112/A", False),
        ("12/A", "Surat 12/AB", False),
        ("12/A", "Surat 12/A.1", False),
        ("12/A", "Surat e-12/A", False),
        ("12/A", "Notula", False),
        (" ", "Notula", False),
    ],
)
def test_letters_are_compared_by_their_whole_number(contoh, tanpa_pemicu, nomor, judul, sama):
    surat = bersurat(contoh, nomor)
    BuktiDukung.objects.create(realisasi=surat.realisasi.get(), judul=judul)

    row = baris(contoh, "I01")
    assert (row.surat, row.jumlah_bukti) == ((None, 1) if sama else (surat, 2))


def bersurat(pd, nomor: str) -> SuratSumber:
    surat = SuratSumber.objects.create(
        pd=pd, kode="S", lembaga="Inspektorat", nomor=nomor, tanggal=SESUDAH, perihal="Hasil"
    )
    value = Realisasi.objects.filter(indikator__pd=pd, tahun=2023, periode=5)
    value.filter(indikator__kode="I01").update(surat=surat)
    return surat


def test_letter_beside_other_evidence_is_listed_and_counted(masuk, contoh, tanpa_pemicu):
    surat = bersurat(contoh, "12/A")
    BuktiDukung.objects.create(realisasi=surat.realisasi.get(), judul="Notula")
    client = masuk(Peran.PIMPINAN, contoh)

    page = kata(client.get("/dashboard/CONTOH/2023/?periode=5"))
    assert ">Notula</a>; <a " in page
    assert ">surat Inspektorat Nomor 12/A</a>" in page
    book = load_workbook(
        BytesIO(client.get("/dashboard/CONTOH/2023/dasbor.xlsx?periode=5").content)
    )
    head, *rows = [[cell.value for cell in row] for row in book["Indikator"].iter_rows(min_row=2)]
    counts = {row[1]: row[head.index("Bukti")] for row in rows}
    assert (counts["I01"], counts["I02"]) == (2, 0)


# --- references without a file -----------------------------------------------------------------


def test_reference_without_a_file_is_called_one(masuk, bpsdm):
    client = masuk(Peran.PIMPINAN, bpsdm)
    said = "Nilai belum ada; 1 rujukan tanpa berkas (Tahunan)</a>"

    page = kata(client.get("/dashboard/BPSDM/2023/?periode=5"))
    assert page.count(said) == 1
    assert "sudah dilampirkan" not in page
    assert "14 dari 22 <span" in page
    assert "ada bukti atau surat; di antaranya 14 rujukan tanpa berkas</span>" in page
    meeting = kata(client.get("/dashboard/BPSDM/2023/rapat/?periode=5&indikator=I02"))
    assert meeting.count(said) == 1


def test_files_references_and_both_are_told_apart(masuk, contoh, tanpa_pemicu):
    surat = bersurat(contoh, "12/A")
    value = surat.realisasi.get()
    row = baris(contoh, "I01")
    assert (row.jumlah_bukti, row.rujukan, row.hanya_rujukan) == (1, 1, True)
    assert row.kata_bukti == "1 rujukan tanpa berkas"

    BuktiDukung.objects.create(
        realisasi=value,
        judul="Notula",
        berkas="bukti/a",
        nama_berkas="a.pdf",
        sha256="a" * 64,
        jenis_isi="pdf",
        ukuran=1,
    )
    row = baris(contoh, "I01")
    assert (row.jumlah_bukti, row.rujukan, row.hanya_rujukan) == (2, 1, False)
    assert row.kata_bukti == "1 bukti sudah dilampirkan, 1 rujukan tanpa berkas"
    page = kata(masuk(Peran.PIMPINAN, contoh).get("/dashboard/CONTOH/2023/?periode=5"))
    assert ">surat Inspektorat Nomor 12/A</a> (1 rujukan tanpa berkas)" in page

    surat.realisasi.update(surat=None)
    row = baris(contoh, "I01")
    assert (row.jumlah_bukti, row.rujukan, row.hanya_rujukan) == (1, 0, False)
    assert row.kata_bukti == "1 bukti sudah dilampirkan"
    papan = dasbor(contoh, 2023, Periode.TAHUN, hari=SESUDAH)
    assert (papan.berbukti.jumlah, papan.berbukti.keterangan) == (1, "ada bukti atau surat")


def test_what_counts_as_evidenced_stays(bpsdm):
    papan = dasbor(bpsdm, 2023, Periode.TAHUN, hari=SESUDAH)
    assert (papan.berbukti.jumlah, papan.berbukti.dari, papan.tanpa_bukti) == (14, 22, 7)
    assert baris(bpsdm, "I02").berbukti is False
    assert baris(bpsdm, "I02").hanya_rujukan is False


def test_letter_without_a_value_is_told(masuk, contoh, tanpa_pemicu):
    surat = bersurat(contoh, "12/A")
    values = Realisasi.objects.filter(indikator__pd=contoh, indikator__kode="I02", tahun=2023)
    values.update(surat=surat, nilai=None, status_data=StatusData.BELUM_RILIS, status="draf")
    page = kata(masuk(Peran.PIMPINAN, contoh).get("/dashboard/CONTOH/2023/?periode=5"))
    assert "Nilai belum ada; 1 rujukan tanpa berkas (Tahunan)</a>" in page


# --- a filter and the counts that it leaves alone ----------------------------------------------

SELURUHNYA = "Dihitung dari seluruh unit dan indikator, tanpa saringan."
UNIT = "periode=5&unit=SUBBAG-KEU"


def test_filtered_page_says_which_counts_are_of_all(masuk, bpsdm):
    client = masuk(Peran.PIMPINAN, bpsdm)

    page = kata(client.get(f"/dashboard/BPSDM/2023/?{UNIT}"))
    before, _, after = page.partition("Dari 22 indikator: 1 belum dilaporkan, 21 tercapai.</h2>")
    assert before.endswith("<h2>")
    assert after.startswith(f' <p class="kecil">{SELURUHNYA}</p>')
    needs = page.partition("Perlu pimpinan sekarang (3 dari 8)</h2>")[2]
    assert needs.startswith(f' <p class="kecil">{SELURUHNYA}</p>')
    assert f'<h2>Mutu data</h2> <p class="kecil">{SELURUHNYA}</p>' in page
    # The chart of counts says it in its text, its caption and below its table.
    assert page.count(SELURUHNYA) == 6
    assert (
        "Excel dan PDF memuat indikator yang cocok dengan saringan; jumlah menurut status dan "
        "mutu data di dalamnya dari seluruh unit dan indikator." in page
    )


def test_page_without_a_filter_says_nothing_of_it(masuk, bpsdm):
    page = kata(masuk(Peran.PIMPINAN, bpsdm).get("/dashboard/BPSDM/2023/?periode=5"))
    assert SELURUHNYA not in page
    assert "Excel dan PDF memuat yang tampak di halaman ini. Status" in page


@pytest.mark.parametrize(("pilihan", "kali"), [(UNIT, 1), ("periode=5", 0)])
def test_workbook_paper_and_chart_say_it_too(masuk, bpsdm, pilihan, kali):
    content = masuk(Peran.PIMPINAN, bpsdm).get(f"/dashboard/BPSDM/2023/dasbor.xlsx?{pilihan}")
    book = load_workbook(BytesIO(content.content))
    for name in ("Status", "Mutu data"):
        cells = [cell.value for row in book[name].iter_rows() for cell in row]
        assert cells.count(SELURUHNYA) == kali
    listed = [cell.value for row in book["Indikator"].iter_rows() for cell in row]
    assert SELURUHNYA not in listed
    assert listed.count("Disaring: unit Subbagian Keuangan.") == kali

    form = saring_dasbor(bpsdm, 2023, QueryDict(pilihan), SESUDAH)
    assert cetak_html(form, SESUDAH).count(SELURUHNYA) == kali
    counts, reached = grafik_kinerja(form)
    assert counts.keterangan.count(SELURUHNYA) == kali
    assert SELURUHNYA not in reached.keterangan
