"""IP ASN, merit system, NIP, age and pension."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip.scales import predikat
from workforce.calculations import (
    POIN_KUALIFIKASI,
    SKALA_IP_ASN,
    SKALA_MERIT,
    SKALA_MERIT_BPSDM,
    ButirMerit,
    HukumanDisiplin,
    NipTidakSah,
    TahunBulan,
    bagian_nip,
    bagian_nip_pppk,
    ip_asn,
    nilai_butir_merit,
    nilai_disiplin,
    nilai_kinerja,
    nilai_kompetensi,
    nilai_kualifikasi,
    nilai_merit,
    segel,
    tmt_pensiun,
    usia,
)
from workforce.enums import JenisKelamin, KelompokJabatan, Pendidikan

D = Decimal


# --- IP ASN ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pendidikan", "poin"),
    [
        ("s3", 25),
        ("s2", 20),
        ("s1", 15),
        ("d4", 15),
        ("d3", 10),
        ("d2", 5),
        ("d1", 5),
        ("slta", 5),
        ("di_bawah_slta", 1),
    ],
)
def test_nilai_kualifikasi(pendidikan: str, poin: int) -> None:
    assert nilai_kualifikasi(pendidikan) == poin


def test_every_level_of_education_has_points() -> None:
    assert set(Pendidikan.values) <= set(POIN_KUALIFIKASI)


def test_nilai_kualifikasi_of_unknown_level() -> None:
    with pytest.raises(ValueError, match='"kursus" tidak dikenal'):
        nilai_kualifikasi("kursus")


@pytest.mark.parametrize(
    ("kelompok", "diklat", "jp", "seminar", "poin"),
    [
        pytest.param(KelompokJabatan.STRUKTURAL, True, 20, True, "40", id="struktural-all"),
        pytest.param(KelompokJabatan.FUNGSIONAL, True, 0, False, "15", id="fungsional-course"),
        pytest.param(KelompokJabatan.FUNGSIONAL, False, 20, False, "15", id="fungsional-20-jp"),
        pytest.param(KelompokJabatan.STRUKTURAL, False, 19, True, "10", id="struktural-19-jp"),
        pytest.param(KelompokJabatan.PELAKSANA, True, 20, True, "40", id="pelaksana-all"),
        pytest.param(KelompokJabatan.PELAKSANA, False, 20, False, "22.5", id="pelaksana-20-jp"),
        pytest.param(KelompokJabatan.PELAKSANA, True, 0, True, "17.5", id="pelaksana-seminar"),
        pytest.param(KelompokJabatan.PELAKSANA, True, 0, False, "0", id="pelaksana-no-course"),
    ],
)
def test_nilai_kompetensi(
    kelompok: KelompokJabatan, diklat: bool, jp: int, seminar: bool, poin: str
) -> None:
    hasil = nilai_kompetensi(kelompok, diklat_jabatan=diklat, jp_teknis=jp, seminar=seminar)
    assert hasil == D(poin)


@pytest.mark.parametrize(
    ("penilaian", "poin"),
    [
        ("100", 30),
        ("91", 30),
        ("90.5", 30),
        ("90", 25),
        ("76", 25),
        ("75", 15),
        ("61", 15),
        ("60", 5),
        ("51", 5),
        ("50", 1),
        ("0", 1),
    ],
)
def test_nilai_kinerja(penilaian: str, poin: int) -> None:
    assert nilai_kinerja(D(penilaian)) == poin


@pytest.mark.parametrize("penilaian", ["-1", "100.01"])
def test_nilai_kinerja_outside_the_range(penilaian: str) -> None:
    with pytest.raises(ValueError, match="di luar 0 sampai 100"):
        nilai_kinerja(D(penilaian))


def test_nilai_disiplin() -> None:
    assert [nilai_disiplin(hukuman) for hukuman in HukumanDisiplin] == [5, 3, 2, 1]


def test_ip_asn_of_the_sample() -> None:
    hasil = ip_asn(
        kualifikasi=D("21.38"), kompetensi=D("38.16"), kinerja=D("23.87"), disiplin=D("4.99")
    )
    assert hasil.total == D("88.40")
    assert hasil.tingkat is not None
    assert hasil.tingkat.sebutan == "Tinggi"
    assert hasil.penjelasan == (
        "IP ASN 88,40 = kualifikasi 21,38 + kompetensi 38,16 + kinerja 23,87 + disiplin 4,99, "
        "kategori tinggi."
    )


def test_ip_asn_waits_for_every_dimension() -> None:
    hasil = ip_asn(kualifikasi=D(20), kompetensi=None, kinerja=None, disiplin=D(5))
    assert (hasil.total, hasil.tingkat, hasil.alasan) == (None, None, "menunggu data")
    assert hasil.penjelasan == "IP ASN belum dihitung: kompetensi, kinerja belum ada."


def test_ip_asn_outside_the_scale_has_no_category() -> None:
    hasil = ip_asn(kualifikasi=D(60), kompetensi=D(40), kinerja=D(30), disiplin=D(5))
    assert hasil.tingkat is None
    assert "kategori" not in hasil.penjelasan


@pytest.mark.parametrize(
    ("nilai", "sebutan"),
    [
        ("100", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90", "Tinggi"),
        ("81", "Tinggi"),
        ("80", "Sedang"),
        ("71", "Sedang"),
        ("70", "Rendah"),
        ("61", "Rendah"),
        ("60", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
    ],
)
def test_skala_ip_asn(nilai: str, sebutan: str) -> None:
    tingkat = predikat(D(nilai), SKALA_IP_ASN.tingkat)
    assert tingkat is not None
    assert tingkat.sebutan == sebutan


@given(
    st.sampled_from(sorted(POIN_KUALIFIKASI)),
    st.sampled_from(list(KelompokJabatan)),
    st.tuples(st.booleans(), st.integers(0, 60), st.booleans()),
    st.decimals(0, 100, places=2),
    st.sampled_from(list(HukumanDisiplin)),
)
def test_ip_asn_stays_within_the_scale(
    pendidikan: str,
    kelompok: KelompokJabatan,
    kompetensi: tuple[bool, int, bool],
    kinerja: Decimal,
    hukuman: HukumanDisiplin,
) -> None:
    diklat, jp, seminar = kompetensi
    hasil = ip_asn(
        kualifikasi=nilai_kualifikasi(pendidikan),
        kompetensi=nilai_kompetensi(kelompok, diklat_jabatan=diklat, jp_teknis=jp, seminar=seminar),
        kinerja=nilai_kinerja(kinerja),
        disiplin=nilai_disiplin(hukuman),
    )
    assert hasil.total is not None
    assert 3 <= hasil.total <= 100
    assert hasil.tingkat is not None


# --- Merit system ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nilai", "kode"),
    [
        ("410", None),
        ("400", "IV"),
        ("325", "IV"),
        ("324.5", "III"),
        ("250", "III"),
        ("249.5", "II"),
        ("175", "II"),
        ("174.5", "I"),
        ("100", "I"),
        ("99.5", None),
    ],
)
def test_skala_merit(nilai: str, kode: str | None) -> None:
    tingkat = predikat(D(nilai), SKALA_MERIT.tingkat)
    assert (tingkat.kode if tingkat else None) == kode


@pytest.mark.parametrize(
    ("nilai", "kode"),
    [
        ("335.5", None),
        ("38", "IV"),
        ("30.97", "IV"),
        ("30.87", "IV"),
        ("30.86", "III"),
        ("23.75", "III"),
        ("23.74", "II"),
        ("16.62", "II"),
        ("16.61", "I"),
        ("9.5", "I"),
    ],
)
def test_skala_merit_bpsdm(nilai: str, kode: str | None) -> None:
    tingkat = predikat(D(nilai), SKALA_MERIT_BPSDM.tingkat)
    assert (tingkat.kode if tingkat else None) == kode


@pytest.mark.parametrize(
    ("skor", "pengali", "nilai"), [(4, "2.5", "10"), (1, "2.5", "2.5"), (4, "2", "8")]
)
def test_nilai_butir_merit(skor: int, pengali: str, nilai: str) -> None:
    assert nilai_butir_merit(skor, D(pengali)) == D(nilai)


@pytest.mark.parametrize("skor", [0, 5])
def test_nilai_butir_merit_of_unknown_score(skor: int) -> None:
    with pytest.raises(ValueError, match="1 sampai 4"):
        nilai_butir_merit(skor, D(2))


# Aspects of the self-assessment of DKI Jakarta 2023: weight and points.
ASPEK_2023 = [
    ("Perencanaan Kebutuhan", "40", "40"),
    ("Pengadaan", "40", "40"),
    ("Pengembangan Karir", "130", "82.5"),
    ("Promosi dan Mutasi", "40", "37.5"),
    ("Manajemen Kinerja", "80", "75"),
    ("Penggajian, Penghargaan dan Disiplin", "40", "37.5"),
    ("Perlindungan dan Pelayanan", "16", "16"),
    ("Sistem Informasi", "24", "22"),
]


def test_nilai_merit_of_the_sample_warns_about_410() -> None:
    butir = [ButirMerit(aspek, D(bobot), D(nilai)) for aspek, bobot, nilai in ASPEK_2023]
    hasil = nilai_merit(butir)
    assert hasil.total == D("350.5")
    assert hasil.maksimum == 410
    assert hasil.tingkat is not None
    assert hasil.tingkat.kode == "IV"
    assert hasil.peringatan == ("Jumlah bobot 410 tidak sama dengan nilai maksimum 400.",)


def test_nilai_merit_part_of_bpsdm() -> None:
    butir = [
        ButirMerit("Pengadaan", D(8), nilai_butir_merit(4, D(2))),
        ButirMerit("Pengembangan Karir", D(10), nilai_butir_merit(4, D("2.5"))),
        ButirMerit("Pengembangan Karir", D(10), nilai_butir_merit(4, D("2.5"))),
        ButirMerit("Pengembangan Karir", D(10), nilai_butir_merit(4, D("2.5"))),
    ]
    hasil = nilai_merit(butir, skala=SKALA_MERIT_BPSDM.tingkat, maksimum=D(38))
    assert hasil.total == 38
    assert hasil.per_aspek == {"Pengadaan": 8, "Pengembangan Karir": 30}
    assert hasil.tingkat is not None
    assert hasil.tingkat.sebutan == "Sangat Baik"
    assert hasil.peringatan == ()


def test_nilai_merit_warns_about_points_above_the_weight() -> None:
    hasil = nilai_merit([ButirMerit("Pengadaan", D(8), D(10))], maksimum=D(8))
    assert hasil.peringatan == ("1 subaspek bernilai lebih besar dari bobotnya.",)
    assert hasil.tingkat is None


# --- NIP ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("nip", ["199003152015022003", "19900315 201502 2 003"])
def test_bagian_nip(nip: str) -> None:
    bagian = bagian_nip(nip)
    assert bagian.tanggal_lahir == date(1990, 3, 15)
    assert bagian.tmt_cpns == TahunBulan(2015, 2)
    assert bagian.jenis_kelamin == JenisKelamin.PEREMPUAN
    assert bagian.urutan == 3


@pytest.mark.parametrize(
    ("nip", "sebab"),
    [
        pytest.param("19900315201502200", "18 angka", id="17-digits"),
        pytest.param("1990031520150220031", "18 angka", id="19-digits"),
        pytest.param("", "18 angka", id="empty"),
        pytest.param("19900315201502200O", "18 angka", id="letter-o"),
        pytest.param("١٩٩٠٠٣١٥٢٠١٥٠٢٢٠٠٣", "18 angka", id="other-digits"),
        pytest.param("199002302015022003", "tidak ada dalam kalender", id="30-february"),
        pytest.param("000003152015022003", "tidak ada dalam kalender", id="year-zero"),
        pytest.param("199003152015132003", "Isi 01 sampai 12", id="month-13"),
        pytest.param("199003152015002003", "Isi 01 sampai 12", id="month-0"),
        pytest.param("199003152015023003", "Isi 1 untuk laki-laki", id="sex-3"),
        pytest.param("199003151985022003", "tidak sesudah tahun lahir", id="start-before-birth"),
    ],
)
def test_bagian_nip_refuses(nip: str, sebab: str) -> None:
    with pytest.raises(NipTidakSah, match=sebab):
        bagian_nip(nip)


@given(
    st.dates(date(1940, 1, 1), date(2005, 12, 31)),
    st.integers(1, 45),
    st.integers(1, 12),
    st.sampled_from(["1", "2"]),
    st.integers(1, 999),
)
def test_bagian_nip_returns_what_was_composed(
    lahir: date, jarak: int, bulan: int, kelamin: str, urutan: int
) -> None:
    nip = f"{lahir:%Y%m%d}{lahir.year + jarak}{bulan:02}{kelamin}{urutan:03}"
    bagian = bagian_nip(nip)
    assert bagian.tanggal_lahir == lahir
    assert bagian.tmt_cpns == (lahir.year + jarak, bulan)
    assert bagian.jenis_kelamin == {"1": "L", "2": "P"}[kelamin]
    assert bagian.urutan == urutan


def test_bagian_nip_pppk_is_marked_unverified() -> None:
    bagian = bagian_nip_pppk("198807212022211005")
    assert bagian.tanggal_lahir == date(1988, 7, 21)
    assert bagian.tahun_pengangkatan == 2022
    assert bagian.kontrak_ke == 21
    assert bagian.jenis_kelamin == JenisKelamin.LAKI_LAKI
    assert bagian.urutan == 5
    assert not bagian.terverifikasi


def test_bagian_nip_pppk_refuses_appointment_before_birth() -> None:
    with pytest.raises(NipTidakSah, match="tidak sesudah tahun lahir"):
        bagian_nip_pppk("198807211988211005")


# --- Age and pension ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lahir", "per_tanggal", "tahun"),
    [
        pytest.param(date(1990, 3, 15), date(2023, 12, 31), 33, id="after-the-birthday"),
        pytest.param(date(1990, 3, 15), date(2023, 3, 14), 32, id="day-before"),
        pytest.param(date(1990, 3, 15), date(2023, 3, 15), 33, id="on-the-day"),
        pytest.param(date(2000, 2, 29), date(2023, 2, 28), 22, id="leap-day-before"),
        pytest.param(date(2000, 2, 29), date(2023, 3, 1), 23, id="leap-day-after"),
        pytest.param(date(2023, 1, 1), date(2023, 1, 1), 0, id="day-of-birth"),
    ],
)
def test_usia(lahir: date, per_tanggal: date, tahun: int) -> None:
    assert usia(lahir, per_tanggal) == tahun


def test_usia_before_birth() -> None:
    with pytest.raises(ValueError, match="mendahului tanggal lahir"):
        usia(date(2024, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("lahir", "kelompok", "tmt"),
    [
        pytest.param(date(1966, 3, 15), "pelaksana", date(2024, 4, 1), id="58"),
        pytest.param(date(1966, 3, 1), "pelaksana", date(2024, 4, 1), id="first-of-the-month"),
        pytest.param(date(1963, 12, 31), "pimpinan_tinggi", date(2024, 1, 1), id="december"),
        pytest.param(date(1960, 2, 29), "fungsional_utama", date(2025, 3, 1), id="leap-day"),
    ],
)
def test_tmt_pensiun(lahir: date, kelompok: str, tmt: date) -> None:
    assert tmt_pensiun(lahir, kelompok) == tmt


def test_tmt_pensiun_with_own_limits() -> None:
    assert tmt_pensiun(date(1990, 5, 1), "pelaksana", {"pelaksana": 60}) == date(2050, 6, 1)


def test_tmt_pensiun_of_unknown_group() -> None:
    with pytest.raises(ValueError, match='"guru" belum diisi'):
        tmt_pensiun(date(1990, 5, 1), "guru")


@given(st.dates(date(1940, 1, 1), date(2005, 12, 31)))
def test_pension_begins_at_the_limit_of_age(lahir: date) -> None:
    assert usia(lahir, tmt_pensiun(lahir, "pelaksana")) == 58


# --- Seal of the audit trail -----------------------------------------------------------------


def test_seal_is_the_hash_of_the_seal_before_and_the_entry() -> None:
    # SHA-256 of 'a' * 64, a line break, and {"aksi":"buat","baris":7}.
    expected = hashlib.sha256(b"a" * 64 + b'\n{"aksi":"buat","baris":7}').hexdigest()
    assert segel("a" * 64, {"baris": 7, "aksi": "buat"}) == expected
    assert len(expected) == 64


@pytest.mark.parametrize(
    ("sebelumnya", "isi"),
    [
        ("", {"baris": 7, "aksi": "ubah"}),
        ("", {"baris": "7", "aksi": "buat"}),
        ("", {"baris": 7, "aksi": "buat", "alasan": ""}),
        ("b" * 64, {"baris": 7, "aksi": "buat"}),
    ],
)
def test_seal_changes_with_everything_that_it_covers(sebelumnya: str, isi: dict[str, Any]) -> None:
    assert segel(sebelumnya, isi) != segel("", {"baris": 7, "aksi": "buat"})
