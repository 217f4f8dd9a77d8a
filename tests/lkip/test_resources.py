"""Cells of a file: what each widget takes, and the sentence with which it refuses the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import tablib

from indicators.models import Indikator, Realisasi
from indicators.resources import RealisasiResource
from lkip.resources import (
    BarisGanda,
    BulatWidget,
    DesimalWidget,
    KunciLoader,
    PilihanWidget,
    RujukanWidget,
    TanggalWidget,
    TeksWidget,
    YaTidakWidget,
)
from workforce.enums import JenisUnit
from workforce.models import UnitKerja
from workforce.resources import KelasJabatanResource, PegawaiResource, UnitKerjaResource

D = Decimal
ANGKA = "diharapkan bilangan dengan titik desimal, misalnya 1234.5"
BULAT = "diharapkan bilangan bulat, misalnya 2023"
TANGGAL = "diharapkan tanggal yang ada, misalnya 2023-12-31"
YA_TIDAK = "diharapkan 1 (ya) atau 0 (tidak)"
UNIT = ", ".join(JenisUnit.values)


@pytest.mark.parametrize(
    ("widget", "cell", "value"),
    [
        (TeksWidget(), "  dua kata ", "dua kata"),
        (TeksWidget(), None, ""),
        (DesimalWidget(), "1234.5", D("1234.5")),
        (DesimalWidget(), " -3 ", D(-3)),
        (DesimalWidget(), "0", D(0)),
        (DesimalWidget(), "", None),
        (DesimalWidget(), None, None),
        (BulatWidget(), "2023", 2023),
        (BulatWidget(), "2023.0", 2023),
        (BulatWidget(), "", None),
        (TanggalWidget(), "2023-12-31", date(2023, 12, 31)),
        (TanggalWidget(), "2024-02-29", date(2024, 2, 29)),
        (TanggalWidget(), "", None),
        (YaTidakWidget(), "1", True),
        (YaTidakWidget(), "0", False),
        (YaTidakWidget(), "", False),
        (PilihanWidget(JenisUnit), "bidang", "bidang"),
        (PilihanWidget(JenisUnit, blank=True), "", ""),
    ],
)
def test_widget_reads_a_cell(widget, cell, value):
    found = widget.clean(cell)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("widget", "cell", "sentence"),
    [
        (DesimalWidget(), "satu", ANGKA),
        (DesimalWidget(), "1.234,5", ANGKA),
        (DesimalWidget(), "1O0", ANGKA),
        (DesimalWidget(), "NaN", ANGKA),
        (DesimalWidget(), "Infinity", ANGKA),
        (BulatWidget(), "1.5", BULAT),
        (BulatWidget(), "dua", ANGKA),
        (TanggalWidget(), "2023-02-29", TANGGAL),
        (TanggalWidget(), "31-12-2023", TANGGAL),
        (TanggalWidget(), "kemarin", TANGGAL),
        (YaTidakWidget(), "ya", YA_TIDAK),
        (YaTidakWidget(), "2", YA_TIDAK),
        (PilihanWidget(JenisUnit), "divisi", f"diharapkan salah satu dari: {UNIT}"),
        (PilihanWidget(JenisUnit), "", f"diharapkan salah satu dari: {UNIT}"),
        (PilihanWidget(JenisUnit), "Bidang", f"diharapkan salah satu dari: {UNIT}"),
    ],
)
def test_widget_refuses_a_cell_with_a_sentence(widget, cell, sentence):
    with pytest.raises(ValueError, match="diharapkan") as refusal:
        widget.clean(cell)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("widget", "value", "cell"),
    [
        (TeksWidget(), "teks", "teks"),
        (TeksWidget(), None, ""),
        (DesimalWidget(), D("100.00"), "100"),
        (DesimalWidget(), D("0.50"), "0.5"),
        (DesimalWidget(), D("1E+3"), "1000"),
        (DesimalWidget(), None, ""),
        (BulatWidget(), 2023, "2023"),
        (TanggalWidget(), date(2023, 1, 2), "2023-01-02"),
        (TanggalWidget(), None, ""),
        (YaTidakWidget(), True, "1"),
        (YaTidakWidget(), False, "0"),
        (PilihanWidget(JenisUnit), JenisUnit.BIDANG, "bidang"),
    ],
)
def test_widget_writes_what_it_reads(widget, value, cell):
    assert widget.render(value) == cell
    assert widget.clean(cell) == (value if value is not None or cell else widget.clean(""))


def test_number_goes_into_a_spreadsheet_as_a_number():
    assert DesimalWidget().render(D("100.50"), force_native_type=True) == D("100.50")


def test_reference_finds_records_of_its_own_agency_alone(contoh, bpsdm):
    widget = RujukanWidget(UnitKerja, {"kode": "unit"})

    assert widget.clean("BID-DATA", {"unit": "BID-DATA"}, pd=contoh).pd == contoh
    with pytest.raises(ValueError, match="diharapkan") as refusal:
        widget.clean("BID-DATA", {"unit": "BID-DATA"}, pd=bpsdm)
    assert str(refusal.value) == (
        "diharapkan kode unit kerja yang sudah ada; “BID-DATA” tidak ditemukan"
    )


def test_reference_asks_the_database_once_per_code(contoh, django_assert_num_queries):
    widget = RujukanWidget(UnitKerja, {"kode": "unit"})

    with django_assert_num_queries(1):
        for _ in range(3):
            widget.clean("BID-DATA", {"unit": "BID-DATA"}, pd=contoh)


def test_empty_reference_is_refused_unless_it_may_be(contoh):
    with pytest.raises(ValueError, match="“” tidak ditemukan"):
        RujukanWidget(UnitKerja, {"kode": "unit"}).clean("", {"unit": ""}, pd=contoh)
    assert RujukanWidget(UnitKerja, {"kode": "unit"}, blank=True).clean("", {}, pd=contoh) is None


def test_reference_to_a_year_that_is_no_number(contoh):
    widget = RujukanWidget(Realisasi, {"tahun": "tahun"})

    with pytest.raises(ValueError, match="“dua ribu” tidak ditemukan"):
        widget.clean("dua ribu", {"tahun": "dua ribu"}, pd=contoh)


def test_reference_writes_the_columns_that_name_it(contoh):
    widget = RujukanWidget(UnitKerja, {"kode": "unit", "pd__kode": "pd"})
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")

    assert widget.cells(unit) == {"unit": "BID-DATA", "pd": "CONTOH"}
    assert widget.cells(None) == {"unit": "", "pd": ""}


def test_columns_are_those_a_file_has():
    assert UnitKerjaResource.columns() == (
        "induk",
        "kode",
        "urutan",
        "jenis",
        "nama",
        "dasar_induk",
    )
    assert UnitKerjaResource().get_export_headers() == list(UnitKerjaResource.columns())
    shown = [field.column_name for field in UnitKerjaResource().get_user_visible_fields()]
    assert shown == list(UnitKerjaResource.columns())


def test_export_goes_back_in_unchanged(contoh):
    resource = UnitKerjaResource(contoh)
    out = resource.export(resource.scoped_queryset())

    assert out.dict[0] == {
        "kode": "DINAS-CONTOH",
        "induk": "",
        "urutan": "1",
        "jenis": "dinas",
        "nama": "Dinas Contoh",
        "dasar_induk": "tercetak",
    }
    before = list(UnitKerja.objects.of_pd(contoh).values())
    result = UnitKerjaResource(contoh).import_data(out, pd=contoh)
    assert not result.has_errors()
    assert not result.has_validation_errors()
    assert list(UnitKerja.objects.of_pd(contoh).values()) == before


def test_new_row_belongs_to_the_agency_of_the_import(contoh, bpsdm):
    rows = tablib.Dataset(
        ["UJI", "Kelas uji", "pelaksana", "99", "58"], headers=KelasJabatanResource.columns()
    )

    result = KelasJabatanResource(contoh).import_data(rows, pd=contoh)

    assert not result.has_errors()
    model = KelasJabatanResource.Meta.model
    assert model.objects.get(kode="UJI").pd == contoh
    assert not model.objects.of_pd(bpsdm).filter(kode="UJI").exists()


def test_existing_rows_are_found_in_one_query(contoh, django_assert_num_queries):
    with django_assert_num_queries(1):
        loader = KunciLoader(PegawaiResource(contoh))
        assert loader.get_instance({"nip": "196803041992031951"}).nama == "Abimanyu Contoh"
        assert loader.get_instance({"nip": "000000000000000000"}) is None


def test_repeated_key_names_the_first_row(contoh):
    loader = KunciLoader(KelasJabatanResource(contoh))
    loader.get_instance({"kode": "ES2"})
    loader.get_instance({"kode": "ES3"})

    with pytest.raises(BarisGanda) as refusal:
        loader.get_instance({"kode": "ES2"})
    assert str(refusal.value) == "Kolom kode: “ES2” mengulang baris 2"


def test_key_that_cannot_be_read_is_left_to_its_column(contoh):
    row = {"indikator": "I99", "tahun": "2023", "periode": "5"}

    assert KunciLoader(RealisasiResource(contoh)).get_instance(row) is None
    assert not Indikator.objects.of_pd(contoh).filter(kode="I99").exists()
