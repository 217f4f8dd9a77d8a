"""Rows at a date: holders of posts, roles in force, staff in service."""

from __future__ import annotations

from datetime import date

import pytest

from workforce.models import Jabatan, Pegawai, PemangkuJabatan, PenugasanPeran, RiwayatPegawai, User

AWAL, AKHIR = date(2023, 3, 1), date(2023, 6, 30)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        pytest.param(date(2023, 2, 28), False, id="day-before"),
        pytest.param(AWAL, True, id="first-day"),
        pytest.param(AKHIR, True, id="last-day"),
        pytest.param(date(2023, 7, 1), False, id="day-after"),
    ],
)
def test_holder_on_a_day(contoh, day, found):
    post = Jabatan.objects.create(pd=contoh, kode="UJI", nama="Uji")
    PemangkuJabatan.objects.create(jabatan=post, nama="Rekaan", sejak=AWAL, sampai=AKHIR)

    assert PemangkuJabatan.objects.filter(jabatan=post).on(day).exists() is found


def test_holder_without_an_end_holds_on(contoh):
    holders = PemangkuJabatan.objects.of_pd(contoh)

    assert holders.on(date(2099, 1, 1)).count() == 2
    assert holders.on(date(2021, 12, 31)).count() == 0


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 2, 28), False),
        (AWAL, True),
        (AKHIR, True),
        (date(2023, 7, 1), False),
    ],
)
def test_role_in_force_on_a_day(contoh, day, found):
    user = User.objects.create_user("uji")
    PenugasanPeran.objects.create(
        pengguna=user, peran="pembaca", pd=contoh, mulai=AWAL, selesai=AKHIR
    )

    assert user.penugasan.in_force(day).exists() is found


@pytest.fixture
def pegawai(contoh) -> Pegawai:
    """In service from March to the end of June, promoted in May."""
    known = RiwayatPegawai.objects.filter(pegawai__pd=contoh)[0]
    person = Pegawai.objects.create(
        pd=contoh,
        nip="198001012005011001",
        nama="Rekaan",
        jenis_kelamin="L",
        tanggal_lahir=date(1980, 1, 1),
        agama="islam",
        masuk=AWAL,
        keluar=AKHIR,
    )
    for tmt, pangkat in ((AWAL, "III/c"), (date(2023, 5, 1), "III/d")):
        RiwayatPegawai.objects.create(
            pegawai=person,
            tmt=tmt,
            pangkat=pangkat,
            kelas_jabatan=known.kelas_jabatan,
            unit=known.unit,
            pendidikan="s1",
        )
    return person


@pytest.mark.parametrize(
    ("day", "pangkat"),
    [
        pytest.param(date(2023, 2, 28), None, id="before-she-came"),
        pytest.param(AWAL, "III/c", id="first-day"),
        pytest.param(date(2023, 4, 30), "III/c", id="day-before-the-promotion"),
        pytest.param(date(2023, 5, 1), "III/d", id="day-of-the-promotion"),
        pytest.param(date(2023, 6, 29), "III/d", id="last-day-in-service"),
        pytest.param(AKHIR, None, id="day-she-left"),
    ],
)
def test_staff_on_a_day_with_what_is_true_then(pegawai, day, pangkat):
    found = Pegawai.objects.filter(pk=pegawai.pk).per_tanggal(day).first()

    record = RiwayatPegawai.objects.get(pk=found.riwayat_id) if found else None
    assert (record.pangkat if record else None) == pangkat


def test_staff_without_a_record_is_not_counted(pegawai):
    pegawai.riwayat.all().delete()

    assert not Pegawai.objects.filter(pk=pegawai.pk).per_tanggal(AWAL).exists()


def test_names_come_with_the_rows(contoh, django_assert_num_queries):
    with django_assert_num_queries(1):
        printed = [str(row) for row in RiwayatPegawai.objects.of_pd(contoh).with_names()]
    assert len(printed) == 8
