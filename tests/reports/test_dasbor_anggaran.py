"""The budget dashboard: the numbers of the report, the curve, the four fields, its files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.urls import reverse
from openpyxl import load_workbook

from budget.enums import VersiPagu
from budget.models import AnggaranBulanan, Kegiatan, Pagu, Program, SubKegiatan
from lkip.tables import RowKind
from reports import charts, grafik
from reports.enums import Kuadran
from reports.grafik_anggaran import grafik_anggaran
from reports.queries_anggaran import dasbor_anggaran
from reports.sections import kualitas_anggaran
from workforce.enums import Peran

SESUDAH = date(2024, 2, 1)
URL = {"kode": "BPSDM", "tahun": 2023}
CONTOH = {"kode": "CONTOH", "tahun": 2023}


@pytest.fixture
def papan(bpsdm):
    return dasbor_anggaran(bpsdm, 2023, hari=SESUDAH)


@pytest.fixture
def gambar(papan):
    return {chart.nama: chart for chart in grafik_anggaran(papan)}


def test_every_level_carries_the_rows_of_the_report(papan, konteks):
    assert papan.isi.program == konteks.program
    assert papan.isi.kegiatan == konteks.kegiatan
    assert papan.isi.sub_kegiatan == konteks.sub_kegiatan
    assert papan.isi.unit == konteks.anggaran_unit
    assert papan.isi.aktivitas == konteks.aktivitas
    assert papan.jumlah.pagu == konteks.jumlah_program.pagu == Decimal("123256791085")
    assert papan.jumlah.realisasi == konteks.jumlah_program.realisasi
    assert papan.jumlah.serapan == konteks.jumlah_program.serapan


def test_curve_ends_where_the_report_stands(papan, konteks):
    assert papan.terakhir.bulan == 12
    assert papan.terakhir.realisasi == konteks.jumlah_program.realisasi
    assert papan.terakhir.realisasi_persen == konteks.jumlah_program.serapan
    assert [m.bulan for m in papan.kurva if m.realisasi is not None] == [12]
    assert not papan.ada_rencana


def test_table_of_quality_is_the_one_of_the_report(gambar, konteks):
    report = kualitas_anggaran.SECTION.table(konteks)
    here = gambar["anggaran-kualitas-unit"].tabel
    keys = ("nama", "pagu", "realisasi", "serapan", "sisa", "keluaran", "kualitas")

    assert len(here.rows) == len(report.rows) == 7
    for ours, theirs in zip(here.rows, report.rows, strict=True):
        assert {k: str(ours.cells.get(k)) for k in keys} == {
            k: str(theirs.cells.get(k)) for k in keys
        }
    assert here.notes[0] == (
        "Sekretariat Badan Pengembangan Sumber Daya Manusia: Kualitas pelaksanaan anggaran 92,21 "
        "= serapan 40,00 + efisiensi 2,21 + keluaran 50,00 (serapan dan keluaran tercapai)."
    )


def test_sums_that_differ_lead_to_the_checks(papan, masuk, bpsdm, contoh):
    assert papan.beda_unit == (
        "Realisasi program Rp111.828.506.947, jumlah unit Rp111.828.250.748, selisih Rp256.199.",
    )
    url = reverse("dasbor_anggaran", kwargs={"kode": "BPSDM", "tahun": 2023})
    page = " ".join(masuk(Peran.PEMBACA, bpsdm).get(url).content.decode().split())
    assert '<a href="/pemeriksaan/BPSDM/2023/#p-jumlah-unit">Lihat di Pemeriksaan</a>' in page
    assert "Disebut hemat karena keluarannya tercapai" in page
    assert dasbor_anggaran(contoh, 2023, hari=date(2024, 2, 1)).beda_unit == ()


def test_fields_tell_saved_from_unspent(papan):
    counts = {k: len(rows) for k, rows in papan.medan.items()}

    assert counts == {
        Kuadran.HEMAT_TERCAPAI: 5,
        Kuadran.TERSERAP_TERCAPAI: 22,
        Kuadran.TERSISA_BELUM: 0,
        Kuadran.TERSERAP_BELUM: 0,
        Kuadran.TIDAK_DINILAI: 50,
    }
    saved = papan.medan[Kuadran.HEMAT_TERCAPAI]
    assert [(spot.tingkat, spot.baris.kode) for spot in saved] == [
        ("Unit kerja", "BID-PMTBSK"),
        ("Aktivitas unit", "SEKRETARIAT-07"),
        ("Aktivitas unit", "SEKRETARIAT-11"),
        ("Aktivitas unit", "SEKRETARIAT-13"),
        ("Aktivitas unit", "BID-PKDMF-11"),
    ]
    assert [spot.nomor for spot in papan.dinilai] == list(range(1, 28))


def test_scatter_and_its_table_hold_the_same_levels(gambar, papan):
    chart = gambar["anggaran-kuadran"]

    assert [(t.nomor, t.x, t.y) for t in chart.gambar.titik] == [
        (row.cells["nomor"], row.cells["serapan"], row.cells["keluaran"])
        for row in chart.tabel.rows
    ]
    assert chart.keterangan == (
        "Dari 77 yang beranggaran: 5 hemat dan tercapai, 22 terserap dan tercapai, "
        "50 belum dapat dinilai."
    )


def test_levels_open_to_those_below(papan):
    program = papan.program[1]
    assert [s.baris.kode for s in program.anak] == [
        "K02", "K03", "SK02", "SK03", "SK04", "SK05", "SK06", "SK07", "SK08",
    ]  # fmt: skip
    assert {s.sebutan for s in program.anak} == {"Kegiatan", "Sub kegiatan"}
    assert len(papan.unit[0].anak) == 20
    assert program.laju.penjelasan == "Tahun anggaran 2023 sudah berakhir."


def test_sub_activity_stands_below_its_activity(contoh):
    activity = Kegiatan.objects.get(kode="KC1", program__pd=contoh)
    sub = SubKegiatan.objects.create(
        program=activity.program, kegiatan=activity, kode="SC1", urutan=1, nama="Sub contoh"
    )
    Pagu.objects.create(pd=contoh, sub_kegiatan=sub, versi=VersiPagu.MURNI, nilai=5)

    papan = dasbor_anggaran(contoh, 2023, hari=SESUDAH)

    ((node,),) = [[k for k in p.anak if k.baris.kode == "KC1"] for p in papan.program]
    assert [s.baris.kode for s in node.anak] == ["SC1"]
    assert [s.baris.kode for s in papan.program[0].anak] == ["KC1"]
    assert [s.baris.kode for s in papan.medan[Kuadran.TIDAK_DINILAI]] == ["SC1"]


def test_plan_and_realisasi_by_month(contoh):
    papan = dasbor_anggaran(contoh, 2023, hari=SESUDAH)
    known = [
        (m.bulan, m.rencana, m.realisasi, m.rencana_persen, m.realisasi_persen)
        for m in papan.kurva
        if m.rencana is not None or m.realisasi is not None
    ]

    assert known == [
        (6, 500_000_000, 450_000_000, 50, 45),
        (12, 1_000_000_000, 912_345_678, 100, Decimal("91.2345678")),
    ]
    assert papan.ada_rencana
    chart = next(grafik_anggaran(papan))
    assert chart.keterangan == (
        "S.d. Desember: Realisasi Rp912.345.678 berada Rp87.654.322 di bawah rencana "
        "Rp1.000.000.000, 91,23% darinya."
    )
    assert chart.tabel.rows[5].cells["beda"] == -50_000_000
    assert chart.tabel.notes == ()


def test_month_that_a_program_has_not_filled_says_so(contoh, tanpa_pemicu):
    late = Program.objects.create(
        pd=contoh, tahun=2023, kode="PC2", urutan=2, nama="Program Lambat", jenis="penunjang"
    )
    AnggaranBulanan.objects.create(pd=contoh, program=late, bulan=5, realisasi=100)

    papan = dasbor_anggaran(contoh, 2023, hari=SESUDAH)

    assert [(m.bulan, m.realisasi) for m in papan.kurva if m.realisasi is not None] == [
        (5, 100),
        (6, 450_000_100),
        (12, 912_345_778),
    ]
    assert papan.kurva[5].belum == ("Program Lambat",)
    assert next(grafik_anggaran(papan)).tabel.notes == (
        "Mei: angka terakhir dipakai untuk Program Layanan Contoh, yang belum mencatat realisasi "
        "bulan itu.",
        "Juni: angka terakhir dipakai untuk Program Lambat, yang belum mencatat realisasi bulan "
        "itu.",
        "Desember: angka terakhir dipakai untuk Program Lambat, yang belum mencatat realisasi "
        "bulan itu.",
    )


def test_rest_of_a_running_year_has_a_rate(contoh, tanpa_pemicu):
    AnggaranBulanan.objects.filter(pd=contoh, bulan=12).delete()

    papan = dasbor_anggaran(contoh, 2023, hari=date(2023, 7, 20))

    assert papan.laju.sisa == 550_000_000
    assert papan.laju.bulan_tersisa == 6
    assert papan.laju.per_bulan == Decimal(550_000_000) / 6
    assert papan.program[0].laju == papan.laju


# --- the page --------------------------------------------------------------------------------


def test_page_shows_headline_levels_fields_and_quality(masuk, bpsdm):
    page = masuk(Peran.PEMBACA, bpsdm).get(reverse("dasbor_anggaran", kwargs=URL)).content.decode()

    assert "Serapan 90,73% s.d. Desember 2023" in page
    assert "Rp123.256.791.085" in page
    assert "Hemat dan tercapai (5)" in page
    assert "Terserap, belum tercapai (0)" in page
    assert "Rencana bulanan belum diisi." in page
    assert "serapan 40,00 + efisiensi 2,21" in page
    assert page.count('role="img"') == 5
    assert page.count("<summary>Tabel") == 5


def test_page_of_a_running_year_says_how_fast_and_on_which_assumption(
    masuk, contoh, tanpa_pemicu, monkeypatch
):
    AnggaranBulanan.objects.filter(pd=contoh, bulan=12).delete()
    monkeypatch.setattr("reports.views.dasbor.hari_ini", lambda: date(2023, 7, 20))

    page = masuk(Peran.PEMBACA, contoh).get(reverse("dasbor_anggaran", kwargs=CONTOH))

    assert "<strong>Rp91.666.667</strong>Per bulan sampai Desember" in page.content.decode()
    assert "Rp91.666.667 per bulan, Juli sampai Desember" in page.content.decode()


@pytest.mark.parametrize("kode", ["BPSDM", "KOSONG"])
def test_year_or_agency_without_budget_says_what_to_do(masuk, bpsdm, kosong, kode):
    pd = bpsdm if kode == "BPSDM" else kosong
    client = masuk(Peran.PEMBACA, pd)

    page = client.get(reverse("dasbor_anggaran", kwargs={"kode": kode, "tahun": 2019}))

    assert "Belum ada anggaran tahun 2019" in page.content.decode()
    url = reverse(
        "dasbor_grafik",
        kwargs={"kode": kode, "tahun": 2019, "nama": "anggaran-kurva", "bentuk": "svg"},
    )
    assert client.get(url).status_code == 404


def test_agency_without_outputs_or_months(masuk, contoh, tanpa_pemicu):
    AnggaranBulanan.objects.filter(pd=contoh).delete()

    page = masuk(Peran.PEMBACA, contoh).get(reverse("dasbor_anggaran", kwargs=CONTOH))

    text = page.content.decode()
    assert "Belum ada realisasi anggaran 2023" in text
    assert "Belum ada realisasi yang tercatat." in text
    assert "Belum dapat ditentukan" in text
    assert "Belum ada nilai yang dapat digambar." in text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_do_not_grow_with_the_programs(
    masuk, contoh, jumlah, django_assert_num_queries, tanpa_pemicu
):
    for number in range(1, jumlah):
        program = Program.objects.create(
            pd=contoh, tahun=2023, kode=f"PX{number}", urutan=9, nama="Lain", jenis="penunjang"
        )
        Pagu.objects.create(pd=contoh, program=program, versi=VersiPagu.MURNI, nilai=10)
        AnggaranBulanan.objects.create(pd=contoh, program=program, bulan=3, realisasi=number)
    client = masuk(Peran.PEMBACA, contoh)
    url = reverse("dasbor_anggaran", kwargs=CONTOH)
    client.get(url)

    caches["dasbor"].clear()
    with django_assert_num_queries(14):
        response = client.get(url)
    assert len(response.context["papan"].program) == jumlah
    with django_assert_num_queries(5):
        client.get(url)


# --- files -----------------------------------------------------------------------------------


def unduh(client, nama, bentuk):
    return client.get(reverse("dasbor_grafik", kwargs=URL | {"nama": nama, "bentuk": bentuk}))


def test_chart_as_svg_and_png(masuk, bpsdm):
    client = masuk(Peran.PEMBACA, bpsdm)

    drawing = unduh(client, "anggaran-serapan-unit", "svg")
    picture = unduh(client, "anggaran-serapan-unit", "png")

    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert drawing.headers["Content-Disposition"] == (
        'attachment; filename="anggaran-serapan-unit-bpsdm-2023.svg"'
    )
    texts = "".join(ElementTree.fromstring(drawing.content).itertext())
    assert "Serapan anggaran per unit tahun 2023" in texts
    assert "95,59" in texts
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.content.endswith(b"IEND\xaeB`\x82")


def test_table_as_excel_with_totals_as_formulas(masuk, bpsdm, konteks):
    content = unduh(masuk(Peran.PEMBACA, bpsdm), "anggaran-serapan-program", "xlsx").content

    sheet = load_workbook(BytesIO(content))["Tabel"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=6)]
    assert [(row[0], row[1], row[2]) for row in rows[:3]] == [
        (p.nama, p.pagu, p.realisasi) for p in konteks.program
    ]
    assert rows[3][:3] == ["Jumlah", "=SUM(B3:B5)", "=SUM(C3:C5)"]


@pytest.mark.parametrize(
    ("nama", "bentuk"),
    [("anggaran-lain", "svg"), ("lain", "svg"), ("anggaran-kurva", "pdf")],
)
def test_unknown_chart_or_form_is_not_found(masuk, bpsdm, nama, bentuk):
    assert unduh(masuk(Peran.PEMBACA, bpsdm), nama, bentuk).status_code == 404


def test_page_stands_when_the_engine_fails(masuk, contoh, monkeypatch):
    def fail(*_args, **_kwargs):
        raise charts.GrafikGagal("Grafik gagal digambar: uji")

    monkeypatch.setattr(grafik, "prepare", fail)
    monkeypatch.setattr(grafik, "svg", fail)
    client = masuk(Peran.PEMBACA, contoh)

    page = client.get(reverse("dasbor_anggaran", kwargs=CONTOH))

    assert "Grafik tidak dapat digambar; angkanya ada pada tabel." in page.content.decode()
    monkeypatch.setattr(grafik, "berkas", fail)
    wanted = CONTOH | {"nama": "anggaran-kurva", "bentuk": "png"}
    refused = client.get(reverse("dasbor_grafik", kwargs=wanted))
    assert refused.status_code == 422
    assert "Grafik gagal digambar: uji" in refused.content.decode()


def test_total_row_is_the_sum(gambar):
    table = gambar["anggaran-serapan-program"].tabel

    assert table.value(RowKind.TOTAL, "sisa") == Decimal("11428284138")
