"""Staff tables: the published distributions, retirements, statistics, the tree of units."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from workforce.enums import KelompokJabatan
from workforce.models import StatistikASN, UnitKerja
from workforce.queries import (
    DIMENSI,
    JABATAN,
    PANGKAT,
    KelompokUsia,
    PensiunTahun,
    pegawai_pada,
    pensiun,
    pohon_unit,
    rata,
    sebaran,
    statistik_asn,
)

REFERENCE = Path(__file__).parent.parent / "reference"
AKHIR_2023 = date(2023, 12, 31)


@pytest.mark.parametrize("dimensi", DIMENSI, ids=lambda dimensi: dimensi.kode)
def test_staff_table_is_the_published_one(bpsdm, dimensi):
    path = REFERENCE / f"pegawai_{dimensi.kode.replace('-', '_')}.csv"
    with path.open(newline="", encoding="utf-8") as stream:
        printed = [row for row in csv.DictReader(stream) if row["kode"] and row["kode"] != "JUMLAH"]

    rows = sebaran(bpsdm, pegawai_pada(bpsdm, AKHIR_2023), dimensi)

    meta = ("kode", "jabatan", "kelompok", "jumlah")
    computed = [
        (
            row.kelas.kode,
            row.kelas.nama,
            row.kelompok.value,
            {} if dimensi is JABATAN else dict(row.isi),
            row.jumlah,
        )
        for row in rows
    ]
    assert computed == [
        (
            row["kode"],
            row["jabatan"],
            row["kelompok"],
            {key: int(cell) for key, cell in row.items() if key not in meta and cell},
            int(row["jumlah"] or 0),
        )
        for row in printed
    ]
    assert sum(row.jumlah for row in rows) == 106


def test_staff_is_read_in_two_queries(bpsdm, django_assert_num_queries):
    with django_assert_num_queries(2):
        people = pegawai_pada(bpsdm, AKHIR_2023)
        assert [p.kelas.nama for p in people if not p.riwayat.unit.nama] == []
    assert len(people) == 106


def test_nobody_is_in_service_before_the_first_came(contoh):
    assert pegawai_pada(contoh, date(1900, 1, 1)) == ()


def test_class_of_posts_without_staff_keeps_its_row(contoh):
    rows = sebaran(contoh, (), PANGKAT)

    assert [(row.kelas.kode, row.jumlah) for row in rows] == [("ES2", 0), ("ES3", 0), ("PLK", 0)]


@pytest.mark.parametrize(
    ("umur", "kelompok"),
    [
        (24, KelompokUsia.DI_BAWAH_25),
        (25, KelompokUsia.USIA_25_30),
        (30, KelompokUsia.USIA_25_30),
        (31, KelompokUsia.USIA_31_40),
        (40, KelompokUsia.USIA_31_40),
        (41, KelompokUsia.USIA_41_50),
        (50, KelompokUsia.USIA_41_50),
        (51, KelompokUsia.USIA_51_60),
        (60, KelompokUsia.USIA_51_60),
        (61, KelompokUsia.DI_ATAS_60),
    ],
)
def test_age_class_of_an_age(umur, kelompok):
    assert KelompokUsia.of(umur) == kelompok


def test_retirements_of_the_small_agency(contoh):
    """Born March 1968, head until 60: April 2028 - the only one within five years."""
    years = pensiun(pegawai_pada(contoh, AKHIR_2023), AKHIR_2023)

    nobody = dict.fromkeys(KelompokJabatan.values, 0)
    assert years[-1] == PensiunTahun(2028, nobody | {"struktural": 1})
    assert years[-1].jumlah == 1
    assert [row.tahun for row in years] == [2024, 2025, 2026, 2027, 2028]


def test_statistics_share_out_a_hundred(bpsdm):
    rincian = statistik_asn(bpsdm, AKHIR_2023)

    assert rincian
    for satu in rincian:
        assert sum(row.persen or 0 for row in satu.baris) == pytest.approx(100), satu.nama
    assert len({satu.kode for satu in rincian}) == len(rincian)


def _statistik(pd, *counts, **fields) -> None:
    for urutan, count in enumerate(counts, start=1):
        StatistikASN.objects.create(
            pd=pd,
            per_tanggal=AKHIR_2023,
            rincian="uji",
            rincian_nama="Uji",
            rincian_urutan=1,
            urutan=urutan,
            kategori=str(urutan),
            **dict.fromkeys(fields, count),
        )


def test_statistics_leave_out_what_is_not_known(contoh):
    _statistik(contoh, 30, 10, None, pns=True)

    (uji,) = statistik_asn(contoh, AKHIR_2023)

    assert [row.persen for row in uji.baris] == [Decimal(75), Decimal(25), None]
    assert (uji.kode, uji.nama, uji.ber_status) == ("uji", "Uji", True)


def test_statistics_of_nobody_have_no_share(contoh):
    _statistik(contoh, 0, 0, jumlah_tunggal=True)

    (uji,) = statistik_asn(contoh, AKHIR_2023)

    assert [row.persen for row in uji.baris] == [None, None]
    assert uji.ber_status is False


def test_statistics_of_another_date(bpsdm):
    assert statistik_asn(bpsdm, date(2000, 12, 31)) == ()


def test_tree_of_units_lists_parents_before_children(contoh, django_assert_num_queries):
    with django_assert_num_queries(1):
        tree = pohon_unit(contoh)

    assert tree is not None
    assert [(node.unit.kode, node.tingkat) for node in rata(tree)] == [
        ("DINAS-CONTOH", 0),
        ("SEK-CONTOH", 1),
        ("BID-LAYANAN", 1),
        ("BID-DATA", 1),
    ]


def test_tree_of_units_holds_every_unit_once(bpsdm):
    tree = pohon_unit(bpsdm)

    assert tree is not None
    assert {node.unit.pk for node in rata(tree)} == set(
        UnitKerja.objects.of_pd(bpsdm).values_list("pk", flat=True)
    )
    assert len(rata(tree)) == 30


def test_tree_of_an_agency_without_units(contoh):
    contoh.pk, contoh.kode = None, "KOSONG"
    contoh.save()

    assert pohon_unit(contoh) is None
