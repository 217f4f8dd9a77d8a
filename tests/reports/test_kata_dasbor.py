"""Words of the dashboard and the meeting say what is true of a target, evidence, and a filter."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from indicators.enums import Periode
from indicators.models import BuktiDukung, ItemPerjanjian, Realisasi, SuratSumber
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
