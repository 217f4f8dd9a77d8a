"""Files of planning and performance: out and in again, and every fault named."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

import pytest
import tablib
from django.db import transaction

from indicators import resources
from indicators.models import (
    BarisTabel,
    Indikator,
    ItemPerjanjian,
    KomponenRealisasi,
    PerjanjianKinerja,
    Realisasi,
    Rekomendasi,
    Sasaran,
    TabelPendukung,
    TargetTahunan,
)
from lkip.loading import BerkasDitolak, import_rows
from workforce.models import PerangkatDaerah

Sel = dict[str, Any]


def _cells(resource: Any, **where: Any) -> list[Sel]:
    """The rows that an export writes."""
    rows: list[Sel] = resource.export(resource.scoped_queryset().filter(**where)).dict
    return rows


def _import(resource: Any, rows: list[Mapping[str, Any]], berkas: str = "uji.csv") -> int:
    dataset = tablib.Dataset(headers=list(resource.columns()))
    for row in rows:
        dataset.append([row[name] for name in resource.columns()])
    with transaction.atomic():
        return import_rows(resource, dataset, berkas=berkas, historis=True)


def _refusal(resource: Any, rows: list[Mapping[str, Any]], berkas: str = "uji.csv") -> list[str]:
    with pytest.raises(BerkasDitolak) as caught:
        _import(resource, rows, berkas)
    return [str(fault) for fault in caught.value.kesalahan]


def _stored(resource_class: Any, pd: PerangkatDaerah) -> list[Sel]:
    return list(resource_class.Meta.model._default_manager.of_pd(pd).order_by("pk").values())


# --- Out and in again --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "resource_class", dict(resources.BERKAS).values(), ids=dict(resources.BERKAS)
)
def test_export_and_import_change_nothing(resource_class, bpsdm):
    before = _stored(resource_class, bpsdm)
    assert before
    parts = list(KomponenRealisasi.objects.order_by("pk").values())
    resource = resource_class(bpsdm)
    assert _import(resource, _cells(resource)) == len(before)
    assert _stored(resource_class, bpsdm) == before
    assert list(KomponenRealisasi.objects.order_by("pk").values()) == parts


@pytest.mark.parametrize(
    "resource_class", dict(resources.BERKAS).values(), ids=dict(resources.BERKAS)
)
def test_file_of_another_agency_leaves_that_agency_alone(resource_class, bpsdm, contoh):
    before = _stored(resource_class, bpsdm)
    rows = _cells(resource_class(bpsdm))
    # Names that only the other agency knows are refused; rows without any become her own.
    with contextlib.suppress(BerkasDitolak):
        _import(resource_class(contoh), rows)
    assert _stored(resource_class, bpsdm) == before


@pytest.mark.parametrize(
    "resource_class", dict(resources.BERKAS).values(), ids=dict(resources.BERKAS)
)
def test_repeated_row_is_refused(resource_class, bpsdm):
    resource = resource_class(bpsdm)
    first = _cells(resource)[0]
    (fault,) = _refusal(resource, [first, first])
    assert fault.startswith("uji.csv, baris 3: Kolom ")
    assert fault.endswith("mengulang baris 2.")


def test_import_creates_and_changes(contoh):
    resource = resources.SasaranResource(contoh)
    first, second = _cells(resource)
    first["sasaran"] = "Layanan contoh tepat waktu"
    third = second | {"kode": "S03", "urutan": "3"}
    assert _import(resource, [first, third]) == 2
    assert list(
        Sasaran.objects.of_pd(contoh).order_by("urutan").values_list("kode", "sasaran")
    ) == [
        ("S01", "Layanan contoh tepat waktu"),
        ("S02", "Temuan pemeriksaan berkurang"),
        ("S03", "Temuan pemeriksaan berkurang"),
    ]


# --- Codes stand for records of the same agency only -------------------------------------------


@pytest.mark.parametrize(
    ("resource_class", "column", "code", "sentence"),
    [
        (
            resources.RealisasiResource,
            "indikator",
            "I22",
            "uji.csv, baris 2, kolom indikator: terbaca “I22”; diharapkan kode indikator yang "
            "sudah ada; “I22” tidak ditemukan.",
        ),
        (
            resources.IndikatorResource,
            "unit_kode",
            "BID-AKPPE",
            "uji.csv, baris 2, kolom unit_kode: terbaca “BID-AKPPE”; diharapkan kode unit kerja "
            "yang sudah ada; “BID-AKPPE” tidak ditemukan.",
        ),
        (
            resources.ItemPerjanjianResource,
            "sasaran",
            "S21",
            "uji.csv, baris 2, kolom sasaran: terbaca “S21”; diharapkan kode sasaran yang sudah "
            "ada; “S21 / 2023” tidak ditemukan.",
        ),
        (
            resources.SkemaResource,
            "skala_capaian",
            "opini",
            "uji.csv, baris 2, kolom skala_capaian: terbaca “opini”; diharapkan kode skala "
            "predikat yang sudah ada; “opini” tidak ditemukan.",
        ),
    ],
)
def test_code_of_another_agency_is_refused(resource_class, column, code, sentence, contoh):
    resource = resource_class(contoh)
    assert _refusal(resource, [_cells(resource)[0] | {column: code}]) == [sentence]


def test_item_of_an_unknown_agreement_is_refused(contoh):
    resource = resources.ItemPerjanjianResource(contoh)
    (fault,) = _refusal(resource, [_cells(resource)[0] | {"versi": "7"}])
    assert fault == (
        "uji.csv, baris 2, kolom jabatan: terbaca “KEPALA-CONTOH”; diharapkan kode perjanjian "
        "kinerja yang sudah ada; “2023 / KEPALA-CONTOH / 7” tidak ditemukan."
    )


def test_total_row_is_refused(bpsdm):
    """A line of totals copied along from a spreadsheet names no indicator."""
    resource = resources.TargetTahunanResource(bpsdm)
    total = dict.fromkeys(resource.columns(), "") | {"indikator": "Total", "nilai": "139.7"}
    faults = _refusal(resource, [*_cells(resource), total])
    line = len(_cells(resource)) + 2
    assert faults[0] == (
        f"uji.csv, baris {line}, kolom indikator: terbaca “Total”; diharapkan kode indikator "
        "yang sudah ada; “Total” tidak ditemukan."
    )
    assert all(fault.startswith(f"uji.csv, baris {line}, kolom ") for fault in faults)


# --- Sentences of faults -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"nilai": "95,5"},
            "realisasi.csv, baris 2, kolom nilai: terbaca “95,5”; diharapkan bilangan dengan "
            "titik desimal, misalnya 1234.5.",
        ),
        (
            {"tahun": "2023.5"},
            "realisasi.csv, baris 2, kolom tahun: terbaca “2023.5”; diharapkan bilangan bulat, "
            "misalnya 2023.",
        ),
        (
            {"status_data": "mungkin"},
            "realisasi.csv, baris 2, kolom status_data: terbaca “mungkin”; diharapkan salah satu "
            "dari: ada, belum_rilis, tidak_tersedia.",
        ),
        (
            {"perkiraan_rilis": "31-12-2023"},
            "realisasi.csv, baris 2, kolom perkiraan_rilis: terbaca “31-12-2023”; diharapkan "
            "tanggal yang ada, misalnya 2023-12-31.",
        ),
        (
            {"nilai": ""},
            "realisasi.csv, baris 2: Nilai diisi bila data ada, dan dikosongkan bila belum.",
        ),
        (
            {"pembilang": "191", "penyebut": ""},
            "realisasi.csv, baris 2: Pembilang dan penyebut diisi bersama atau dikosongkan.",
        ),
        (
            {"pembilang": "", "penyebut": "200"},
            "realisasi.csv, baris 2: Pembilang dan penyebut diisi bersama atau dikosongkan.",
        ),
        (
            {"pembilang": "191", "penyebut": "0"},
            "realisasi.csv, baris 2: Penyebut tidak boleh nol.",
        ),
        (
            {"pembilang": "banyak"},
            "realisasi.csv, baris 2, kolom pembilang: terbaca “banyak”; diharapkan bilangan "
            "dengan titik desimal, misalnya 1234.5.",
        ),
    ],
)
def test_fault_of_a_realisasi(values, sentence, contoh):
    resource = resources.RealisasiResource(contoh)
    row = _cells(resource, indikator__kode="I01")[0] | values
    before = _stored(resources.RealisasiResource, contoh)
    assert _refusal(resource, [row], "realisasi.csv") == [sentence]
    assert _stored(resources.RealisasiResource, contoh) == before


@pytest.mark.parametrize(
    ("resource_class", "values", "sentence"),
    [
        (
            resources.IndikatorResource,
            {"polaritas": "rentang", "rentang_bawah": "80"},
            "uji.csv, baris 2: Polaritas rentang memerlukan rentang bawah dan atas.",
        ),
        (
            resources.IndikatorResource,
            {"berlaku_sampai": "2022"},
            "uji.csv, baris 2: Akhir masa berlaku tidak boleh sebelum awalnya.",
        ),
        (
            resources.TingkatSkalaResource,
            {"inklusif": "ya"},
            "uji.csv, baris 2, kolom inklusif: terbaca “ya”; diharapkan 1 (ya) atau 0 (tidak).",
        ),
        (
            resources.PerjanjianResource,
            {"tanggal": ""},
            "uji.csv, baris 2: Perjanjian yang berlaku atau diganti memerlukan tanggal "
            "penandatanganan.",
        ),
        (
            resources.PerjanjianResource,
            {"versi": "2", "dasar_perubahan": "DPPA 2023"},
            "uji.csv, baris 2: Sudah ada versi lain yang berlaku untuk jabatan ini.",
        ),
        (
            resources.TargetTriwulanResource,
            {"status": "tidak_ada"},
            "uji.csv, baris 2: Target berupa angka hanya bila statusnya ditetapkan.",
        ),
        (
            resources.TargetTahunanResource,
            {"nilai": ""},
            "uji.csv, baris 2: Isi target sebagai angka, teks, atau keduanya.",
        ),
    ],
)
def test_fault_of_a_record(resource_class, values, sentence, contoh):
    resource = resource_class(contoh)
    assert _refusal(resource, [_cells(resource)[0] | values]) == [sentence]


def test_all_faults_are_named_at_once(contoh):
    resource = resources.SasaranResource(contoh)
    first, second = _cells(resource)
    faults = _refusal(
        resource, [first | {"urutan": "satu"}, second | {"jenis": "penting", "tahun": ""}]
    )
    assert faults[0] == (
        "uji.csv, baris 2, kolom urutan: terbaca “satu”; diharapkan bilangan dengan titik "
        "desimal, misalnya 1234.5."
    )
    assert (
        "uji.csv, baris 3, kolom jenis: terbaca “penting”; diharapkan salah satu dari: "
        "strategis, khusus, operasional."
    ) in faults
    assert len(faults) == 3


def test_blank_choice_is_kept_blank(bpsdm):
    """The parent of split recommendations has no status of its own."""
    resource = resources.RekomendasiResource(bpsdm)
    row = _cells(resource)[0] | {"status": ""}
    _import(resource, [row])
    stored = Rekomendasi.objects.of_pd(bpsdm).get(evaluasi=row["evaluasi"], nomor=row["nomor"])
    assert stored.status == ""


# --- Components --------------------------------------------------------------------------------


@pytest.fixture
def realisasi(contoh) -> Realisasi:
    return Realisasi.objects.of_pd(contoh).get(indikator__kode="I01")


def test_components_stand_beside_the_value(contoh):
    rows = _cells(resources.RealisasiResource(contoh))
    assert [(row["nilai"], row["pembilang"], row["penyebut"]) for row in rows] == [
        ("95.5", "191", "200"),
        ("8", "", ""),
        ("4", "", ""),
    ]


def test_changed_components_are_stored(contoh, realisasi):
    resource = resources.RealisasiResource(contoh)
    row = _cells(resource, indikator__kode="I01")[0] | {"pembilang": "180"}
    _import(resource, [row])
    assert (realisasi.komponen.pembilang, realisasi.komponen.penyebut) == (180, 200)


def test_new_components_are_stored(contoh):
    resource = resources.RealisasiResource(contoh)
    row = _cells(resource, indikator__kode="I02")[0] | {"pembilang": "16", "penyebut": "2"}
    _import(resource, [row])
    stored = Realisasi.objects.of_pd(contoh).get(indikator__kode="I02")
    assert (stored.komponen.pembilang, stored.komponen.penyebut) == (16, 2)


def test_emptied_components_are_removed(contoh, realisasi):
    """Else the old components would go on deciding the value."""
    resource = resources.RealisasiResource(contoh)
    row = _cells(resource, indikator__kode="I01")[0]
    _import(resource, [row | {"nilai": "90", "pembilang": "", "penyebut": ""}])
    assert not KomponenRealisasi.objects.filter(realisasi=realisasi).exists()
    realisasi.refresh_from_db()
    assert realisasi.nilai == 90


# --- References over several columns -----------------------------------------------------------


def test_columns_of_an_agreement_item(contoh):
    assert _cells(resources.ItemPerjanjianResource(contoh))[0] == {
        "tahun": "2023",
        "jabatan": "KEPALA-CONTOH",
        "versi": "1",
        "urutan": "1",
        "sasaran": "S01",
        "indikator": "I01",
        "target": "90",
        "target_teks": "",
        "sumber_data": "Aplikasi layanan",
    }


def test_columns_of_a_quarterly_target(contoh):
    assert _cells(resources.TargetTriwulanResource(contoh))[0] == {
        "tahun": "2023",
        "jabatan": "KEPALA-CONTOH",
        "versi": "1",
        "indikator": "I01",
        "triwulan": "1",
        "target": "90",
        "target_teks": "",
        "status": "ditetapkan",
    }


def test_optional_reference_may_be_empty(contoh):
    resource = resources.TargetTahunanResource(contoh)
    row = _cells(resource, tahun=2023)[0]
    _import(resource, [row | {"sasaran_renstra": ""}])
    assert TargetTahunan.objects.of_pd(contoh).get(tahun=2023).sasaran_renstra is None


def test_agreement_keeps_its_items(contoh):
    resource = resources.PerjanjianResource(contoh)
    before = ItemPerjanjian.objects.of_pd(contoh).count()
    _import(resource, _cells(resource))
    assert ItemPerjanjian.objects.of_pd(contoh).count() == before == 3
    assert PerjanjianKinerja.objects.of_pd(contoh).count() == 1


# --- Rows of a supporting table ----------------------------------------------------------------


def _table_row(pd: PerangkatDaerah, isi: Sel) -> None:
    dataset = tablib.Dataset(headers=["tahun", "tabel", "urutan", "isi"])
    dataset.append([2023, "aduan", 1, isi])
    import_rows(resources.BarisTabelResource(pd), dataset, berkas="tabel/aduan.csv")


def test_row_of_a_supporting_table_is_replaced(bpsdm):
    _table_row(bpsdm, {"email": "2", "jaki": "17"})
    assert BarisTabel.objects.of_pd(bpsdm).get(tabel__kode="aduan").isi == {
        "email": "2",
        "jaki": "17",
    }
    assert TabelPendukung.objects.of_pd(bpsdm).filter(kode="aduan").count() == 1


@pytest.mark.parametrize(
    ("isi", "sentence"),
    [
        ({"warna": "biru"}, "tabel/aduan.csv, baris 2: Kolom tidak dikenal: warna."),
        ({"jumlah_masuk": "19"}, "tabel/aduan.csv, baris 2: Kolom tidak dikenal: jumlah_masuk."),
        (
            {"email": "satu"},
            "tabel/aduan.csv, baris 2: Kolom Surel berisi “satu”; diharapkan bilangan. "
            'Nilai "satu" tidak dapat dibaca sebagai angka dalam berkas data. Tulis tanpa '
            "pemisah ribuan dan dengan titik sebagai tanda desimal, misalnya 1234567.89.",
        ),
    ],
)
def test_fault_in_a_row_of_a_supporting_table(isi, sentence, bpsdm):
    with pytest.raises(BerkasDitolak) as caught, transaction.atomic():
        _table_row(bpsdm, isi)
    assert str(caught.value) == sentence


def test_indicator_keeps_its_name_through_a_file(bpsdm):
    """Quotes, line breaks and long texts survive."""
    resource = resources.IndikatorResource(bpsdm)
    row = _cells(resource, kode="I01")[0] | {"definisi": 'Nilai "merit"\nper aspek; lihat §2'}
    _import(resource, [row])
    assert Indikator.objects.of_pd(bpsdm).get(kode="I01").definisi == (
        'Nilai "merit"\nper aspek; lihat §2'
    )


def test_what_a_signed_indicator_measures_does_not_change_by_a_file(contoh):
    resource = resources.IndikatorResource(contoh)
    rows = _cells(resource)
    line = next(n for n, row in enumerate(rows, start=2) if row["kode"] == "I01")
    rows[line - 2] |= {"polaritas": "minimal", "definisi": "Lebih jelas"}
    assert _refusal(resource, rows) == [
        f"uji.csv, baris {line}, kolom polaritas: terbaca “minimal”; Polaritas tidak dapat berubah "
        "dari “Semakin tinggi semakin baik” menjadi “Semakin rendah semakin baik”: indikator ini "
        "ada di Perjanjian Kinerja 2023. Buat indikator baru, lalu nonaktifkan yang lama."
    ]
    rows[line - 2] |= {"polaritas": "maksimal"}
    assert _import(resource, rows) == 3
    assert Indikator.objects.get(pd=contoh, kode="I01").definisi == "Lebih jelas"


def test_a_supported_indicator_stands_first_in_its_file(contoh):
    i03 = Indikator.objects.get(pd=contoh, kode="I03")
    Indikator.objects.filter(pd=contoh, kode="I01").update(induk=i03)
    resource = resources.IndikatorResource(contoh)
    rows = _cells(resource)
    assert [(row["kode"], row["induk"]) for row in rows] == [
        ("I03", ""),
        ("I01", "I03"),
        ("I02", "I01"),
    ]
    assert _import(resource, rows) == 3
    rows[0] |= {"induk": "I02"}
    assert _refusal(resource, rows) == [
        "uji.csv, baris 2, kolom induk: terbaca “I02”; Terbaca I02, padahal I02 sendiri mendukung "
        "I03. Pilih indikator di atas I03, atau kosongkan."
    ]
