"""The staff dashboard: the counts of the report, and who may see small ones."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.cache import caches
from django.urls import reverse
from openpyxl import load_workbook

from indicators.models import TabelPendukung
from lkip.tables import RowKind
from reports.context import Konteks
from reports.grafik_sdm import grafik_sdm
from reports.queries_sdm import TAK_TERGOLONG, dasbor_sdm
from reports.sections import pegawai as bagian_pegawai
from reports.sections import pensiun as bagian_pensiun
from reports.sections import tabel_pendukung
from workforce.enums import KelompokJabatan, Peran
from workforce.models import Pegawai, RiwayatPegawai
from workforce.queries import JABATAN, JENIS_KELAMIN, PANGKAT, PENDIDIKAN, USIA

URL = {"kode": "BPSDM", "tahun": 2023}
CONTOH = {"kode": "CONTOH", "tahun": 2023}


@pytest.fixture
def papan(bpsdm):
    return dasbor_sdm(bpsdm, 2023, rinci=True)


@pytest.fixture
def samar(bpsdm):
    return dasbor_sdm(bpsdm, 2023, rinci=False)


def isi(papan, kode):
    (part,) = [p for p in (*papan.rincian, papan.pensiun) if p.kode == kode]
    return {row.nama: row.sel.teks for row in part.baris}


@pytest.mark.parametrize("dimensi", [PANGKAT, PENDIDIKAN, USIA, JENIS_KELAMIN])
def test_counts_are_those_of_the_report(papan, konteks, dimensi):
    table = bagian_pegawai.table(dimensi).table(konteks)
    totals = {
        label: int(table.value(RowKind.TOTAL, key) or 0) for key, label in dimensi.kelas.items()
    }

    (part,) = [p for p in papan.rincian if p.kode == dimensi.kode]
    assert {row.nama: row.sel.nilai for row in part.baris} == totals
    assert part.jumlah.nilai == table.value(RowKind.TOTAL, "jumlah") == 106
    assert sum(row.persen for row in part.baris) == pytest.approx(100)


def test_groups_of_posts_are_the_subtotals_of_the_report(papan, konteks):
    table = bagian_pegawai.table(JABATAN).table(konteks)

    assert isi(papan, "kelompok") == {
        str(k.label): str(table.value(RowKind.SUBTOTAL, "jumlah", f"Jumlah {k.label}"))
        for k in KelompokJabatan
    }
    assert isi(papan, "kelompok") == {
        "Struktural": "11", "Subkelompok": "8", "Fungsional": "40", "Pelaksana": "47",
    }  # fmt: skip


def test_retirements_are_those_of_the_report(papan, konteks):
    table = bagian_pensiun.SECTION.table(konteks)

    assert [(row.nama, row.sel.nilai) for row in papan.pensiun.baris] == [
        (row.cells["tahun"], row.cells["jumlah"]) for row in table.rows[:5]
    ]
    assert papan.pensiun.jumlah.nilai == table.value(RowKind.TOTAL, "jumlah") == 27


def test_learning_hours_are_those_of_the_report(samar, konteks):
    table = tabel_pendukung.section(konteks.tabel["jam-pelajaran"]).table(konteks)
    codes = ("total_pegawai", "bangkom_jumlah", "jp20_jumlah", "jp40_jumlah")

    assert [row.sel.nilai for row in samar.jam] == [table.value(RowKind.TOTAL, c) for c in codes]
    assert [row.judul for row in samar.jam] == ["Pegawai", "Ikut", "≥ 20 JP", "≥ 40 JP"]
    assert samar.jam[0].persen == 100


def test_small_counts_are_hidden_and_cannot_be_computed_back(samar):
    assert isi(samar, "pangkat") == {
        "IV/e": "5", "IV/d": "<5", "IV/c": "7", "IV/b": "9", "IV/a": "12",
        "III/d": "25", "III/c": "15", "III/b": "17", "III/a": "<5",
        "II/d": "<5", "II/c": "<5", "II/b": "<5", "II/a": "<5",
    }  # fmt: skip
    # Two fours follow from their sum, so a third year is hidden.
    assert isi(samar, "pensiun") == {
        "2024": "<5", "2025": "<5", "2026": "*", "2027": "7", "2028": "6",
    }  # fmt: skip
    assert samar.menyamarkan
    assert all(
        (row.persen is None) == row.sel.tersembunyi for p in samar.rincian for row in p.baris
    )


def test_learning_hours_that_give_away_a_few_are_hidden(bpsdm):
    table = TabelPendukung.objects.of_pd(bpsdm).get(tahun=2023, kode="jam-pelajaran")
    row = table.baris.first()
    assert row is not None
    codes = ("total_pegawai", "bangkom_jumlah", "jp20_jumlah", "jp40_jumlah")
    table.baris.exclude(pk=row.pk).delete()
    row.isi |= dict(zip(codes, ("20", "18", "12", "3"), strict=True))
    row.save()

    shown = dasbor_sdm(bpsdm, 2023, rinci=False)
    # 18 of 20 would name the two that are left.
    assert [j.sel.teks for j in shown.jam] == ["20", "*", "12", "<5"]
    assert [j.sel.teks for j in dasbor_sdm(bpsdm, 2023, rinci=True).jam] == ["20", "18", "12", "3"]


def test_small_agency_shows_next_to_nothing(contoh):
    papan = dasbor_sdm(contoh, 2023, rinci=False)

    assert papan.jumlah.teks == "8"
    assert isi(papan, "jenis-kelamin") == {"Laki-laki": "*", "Perempuan": "*"}
    assert papan.pensiun.jumlah.teks == "<5"
    assert papan.jam == ()
    charts = {chart.nama: chart for chart in grafik_sdm(papan)}
    assert charts["sdm-usia"].gambar.kosong
    assert charts["sdm-usia"].keterangan == "Tidak ada kelas yang jumlahnya dapat ditampilkan."
    assert charts["sdm-usia"].sebab_kosong.startswith("Tidak digambar: semua jumlahnya di bawah")


def test_learning_hours_of_the_whole_province_say_so(bpsdm):
    charts = {chart.nama: chart for chart in grafik_sdm(dasbor_sdm(bpsdm, 2023, rinci=False))}

    assert charts["sdm-jam-pelajaran"].keterangan.endswith(
        "Tabel itu memuat pegawai seluruh Pemerintah Provinsi DKI Jakarta, bukan pegawai BPSDM "
        "saja."
    )
    assert charts["sdm-usia"].sebab_kosong == "Belum ada nilai yang dapat digambar."


def test_rank_outside_the_classes_is_counted_all_the_same(konteks):
    first, *others = konteks.pegawai
    odd = replace(first, riwayat=RiwayatPegawai(pangkat="", kelas_jabatan=first.kelas))
    papan = dasbor_sdm(konteks.pd, 2023, rinci=True)
    papan.konteks.__dict__["pegawai"] = (odd, *others)

    (part,) = [p for p in papan.rincian if p.kode == "pangkat"]
    assert part.baris[-1].nama == TAK_TERGOLONG
    assert part.baris[-1].sel.nilai == 1
    assert part.jumlah.nilai == 106


# --- the page --------------------------------------------------------------------------------


def test_staff_administration_sees_small_counts_and_nobody_else(masuk, bpsdm):
    url = reverse("dasbor_sdm", kwargs=URL)
    small = '<td class="angka">4</td>'
    for peran in Peran:
        page = masuk(peran, bpsdm).get(url).content.decode()
        assert (small in page) is (peran == Peran.ADMIN_PD), peran
        assert ("&lt;5" in page) is (peran != Peran.ADMIN_PD), peran
        assert "106 pegawai per 31 Desember 2023" in page
        assert "orang rekaan" in page


def test_page_has_all_charts_with_their_tables(masuk, bpsdm):
    page = masuk(Peran.PEMBACA, bpsdm).get(reverse("dasbor_sdm", kwargs=URL)).content.decode()

    assert page.count('role="img"') == page.count("<summary>Tabel") == 7
    assert "Tanda * menyamarkan" in page


def test_agency_without_staff_says_what_to_do(masuk, kosong):
    page = masuk(Peran.PEMBACA, kosong).get(
        reverse("dasbor_sdm", kwargs={"kode": "KOSONG", "tahun": 2023})
    )

    assert "Belum ada data pegawai per 31 Desember 2023" in page.content.decode()
    assert "<svg" not in page.content.decode()


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_do_not_grow_with_the_staff(masuk, contoh, jumlah, django_assert_num_queries):
    keep = list(Pegawai.objects.of_pd(contoh).values_list("pk", flat=True)[:jumlah])
    RiwayatPegawai.objects.of_pd(contoh).exclude(pegawai__in=keep).delete()
    client = masuk(Peran.PEMBACA, contoh)
    url = reverse("dasbor_sdm", kwargs=CONTOH)
    client.get(url)

    caches["dasbor"].clear()
    with django_assert_num_queries(9):
        response = client.get(url)
    assert len(response.context["papan"].orang) == jumlah
    with django_assert_num_queries(5):
        client.get(url)


# --- files -----------------------------------------------------------------------------------


def lembar(client, nama):
    url = reverse("dasbor_grafik", kwargs=URL | {"nama": nama, "bentuk": "xlsx"})
    return load_workbook(BytesIO(client.get(url).content))["Tabel"]


@pytest.mark.parametrize("peran", [Peran.ADMIN_PD, Peran.PEMBACA])
def test_files_hide_small_counts_for_everyone(masuk, bpsdm, peran):
    sheet = lembar(masuk(peran, bpsdm), "sdm-pensiun")

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[:2] for row in rows[:6]] == [
        ["2024", "<5"], ["2025", "<5"], ["2026", "*"], ["2027", 7], ["2028", 6], ["Jumlah", 27],
    ]  # fmt: skip
    assert rows[6][0] == "<5: Kurang dari lima orang; tidak ditampilkan."


def test_total_is_a_formula_where_nothing_is_hidden(masuk, bpsdm):
    sheet = lembar(masuk(Peran.PEMBACA, bpsdm), "sdm-jenis-kelamin")

    assert [sheet.cell(row, 2).value for row in (3, 4, 5)] == [62, 44, "=SUM(B3:B4)"]


def test_konteks_of_the_dashboard_is_the_one_of_the_report(papan, bpsdm):
    assert papan.orang == Konteks(bpsdm, 2023).pegawai
    assert papan.tanggal == Konteks(bpsdm, 2023).tanggal
