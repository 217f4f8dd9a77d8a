"""The invented province: the same seed, the same rows; what it refuses; that it stays invented."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from budget.models import AnggaranBulanan, Pagu
from indicators.enums import Periode, StatusData, StatusRealisasi
from indicators.models import (
    BuktiDukung,
    ItemPerjanjian,
    PeriodePelaporan,
    PerjanjianKinerja,
    Realisasi,
)
from reports.provinsi import buat_provinsi
from reports.provinsi_dasar import Ukuran
from workforce.models import JejakAudit, Pegawai, PerangkatDaerah, RiwayatPegawai, UnitKerja

KECIL = Ukuran(pd=2, indikator=4, tahun=2, sub_kegiatan=3, pegawai=5, sampai=2024)
ISI = (
    (PerangkatDaerah, ("kode", "nama", "singkatan", "jenis", "catatan_data")),
    (UnitKerja, ("pd__kode", "kode", "nama")),
    (ItemPerjanjian, ("perjanjian__pd__kode", "perjanjian__tahun", "urutan", "target")),
    (
        Realisasi,
        ("indikator__pd__kode", "indikator__kode", "tahun", "periode", "nilai", "status",
         "status_data", "penyebab", "diajukan_pada"),
    ),
    (BuktiDukung, ("realisasi__indikator__pd__kode", "realisasi__indikator__kode", "judul")),
    (AnggaranBulanan, ("pd__kode", "sub_kegiatan__kode", "bulan", "rencana", "realisasi")),
    (Pagu, ("pd__kode", "sub_kegiatan__kode", "program__kode", "nilai")),
    (Pegawai, ("pd__kode", "nip", "nama", "agama", "masuk")),
    (RiwayatPegawai, ("pegawai__nip", "unit__kode", "pangkat", "pendidikan")),
)  # fmt: skip


def contents(benih: int) -> list[list[tuple[object, ...]]]:
    """What a seed makes, without numbers that the database gives; nothing of it stays."""
    with transaction.atomic():
        buat_provinsi(benih, KECIL, paksa=True)
        new = PerangkatDaerah.objects.filter(kode__startswith="REKA-")
        found = []
        for model, columns in ISI:
            rows = model.objects.of_pds(new) if model is not PerangkatDaerah else new
            found.append(sorted(rows.order_by().values_list(*columns), key=repr))
        transaction.set_rollback(True)
    return found


def test_same_seed_same_rows_and_another_one_others(db):
    first, again, other = contents(7), contents(7), contents(8)

    assert first == again
    assert [len(rows) for rows in first[:3]] == [2, 10, 16]
    assert [a != b for a, b in zip(first, other, strict=True)] == [
        True, False, True, True, True, True, True, True, True,
    ]  # fmt: skip


@pytest.fixture
def rekaan(db):
    """A small province beside the demo agencies, and its number of rows."""
    return buat_provinsi(7, KECIL, paksa=True)


def test_sizes_are_those_asked_for(rekaan):
    new = PerangkatDaerah.objects.filter(kode__startswith="REKA-")

    assert [pd.nama for pd in new] == ["Dinas Rekaan 01", "Dinas Rekaan 02"]
    assert PerjanjianKinerja.objects.of_pds(new).filter(status="berlaku").count() == 2 * 2
    assert ItemPerjanjian.objects.of_pds(new).count() == 2 * 2 * 4
    assert AnggaranBulanan.objects.of_pds(new).count() == 2 * 2 * 3 * 12
    assert PeriodePelaporan.objects.of_pds(new).filter(terkunci=True).count() == 2 * 5
    assert sorted(Pegawai.objects.of_pds(new).values_list("pd__kode", flat=True)) == [
        *["REKA-01"] * 3, *["REKA-02"] * 2,
    ]  # fmt: skip
    assert rekaan > 400


def test_everything_says_that_it_is_invented(rekaan):
    new = PerangkatDaerah.objects.filter(kode__startswith="REKA-")

    assert {pd.catatan_data for pd in new} == {
        "Perangkat daerah ini beserta seluruh angka, unit, dan pegawainya rekaan, dibuat dari "
        "benih 7 untuk mengukur aplikasi."
    }
    people = list(Pegawai.objects.of_pds(new))
    assert all(person.rekaan and "Rekaan" in person.nama for person in people)
    for person in people:
        person.full_clean()


def test_rows_obey_the_rules_that_were_lifted(rekaan):
    value = Realisasi.objects.filter(indikator__pd__kode="REKA-01", tahun=2023).first()
    before = JejakAudit.objects.count()

    # The triggers are back: the period of a year gone by is locked.
    with pytest.raises(IntegrityError, match="Periode sudah dikunci"), transaction.atomic():
        Realisasi.objects.filter(pk=value.pk).update(nilai=1)
    Realisasi.objects.filter(indikator__pd__kode="REKA-01", tahun=2024, nilai__isnull=False).update(
        penyebab="Diubah."
    )
    assert JejakAudit.objects.count() > before
    for item in ItemPerjanjian.objects.filter(perjanjian__pd__kode="REKA-01"):
        item.full_clean()


def test_years_gone_by_are_verified_and_the_last_one_is_on_its_way(db):
    buat_provinsi(7, Ukuran(8, 8, 2, 1, 0, 2024), paksa=True)
    values = Realisasi.objects.filter(indikator__pd__kode__startswith="REKA-")

    old = values.filter(tahun=2023, status_data=StatusData.ADA)
    assert set(old.values_list("status", flat=True)) == {StatusRealisasi.DIVERIFIKASI}
    last = values.filter(tahun=2024)
    assert set(last.values_list("status", flat=True)) == set(StatusRealisasi)
    assert last.filter(periode=Periode.TAHUN).count() < 8 * 8
    assert not Pegawai.objects.filter(pd__kode__startswith="REKA-").exists()


def test_real_agencies_and_a_second_province_are_refused(db):
    with pytest.raises(ValidationError, match=r"lain \(BPSDM, CONTOH\); data rekaan tidak"):
        buat_provinsi(7, KECIL)
    buat_provinsi(7, KECIL, paksa=True)
    with pytest.raises(ValidationError, match="Provinsi rekaan sudah ada"):
        buat_provinsi(7, KECIL, paksa=True)


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        ({"pd": 0}, "Ukuran pd terbaca 0; paling sedikit 1."),
        ({"pegawai": -1}, "Ukuran pegawai terbaca -1; paling sedikit 0."),
    ],
)
def test_impossible_size_is_named(size, sentence):
    with pytest.raises(ValidationError, match=sentence):
        Ukuran(**size)


def _run(*args: str) -> list[str]:
    out = StringIO()
    call_command(
        "provinsi", "--benih", "7", "--pd", "1", "--indikator", "2", "--tahun", "1",
        "--sub-kegiatan", "1", "--pegawai", "2", *args, stdout=out,
    )  # fmt: skip
    return out.getvalue().splitlines()


def test_command_tells_what_it_made_or_why_not(db):
    with pytest.raises(CommandError, match="Basis data ini berisi perangkat daerah lain"):
        _run()
    first, last = _run("--paksa")
    assert first.startswith("Dinas Rekaan 01: ")
    assert " baris rekaan dalam " in last
