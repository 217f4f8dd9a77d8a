"""Organisation, staff and accounts: constraints that hold in the database, and their sentences."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from workforce.enums import JenisUnit, KelompokJabatan, Pangkat, Pendidikan, Peran, SifatPemangku
from workforce.models import (
    FungsiOrganisasi,
    Jabatan,
    KelasJabatan,
    Pegawai,
    PemangkuJabatan,
    PenugasanPeran,
    PerangkatDaerah,
    RiwayatPegawai,
    StatistikASN,
    UnitKerja,
    User,
)

AWAL, AKHIR = date(2023, 1, 1), date(2023, 12, 31)


def _store(row, allowed: bool) -> None:
    """Write past every form: only the database may refuse."""
    refusal = nullcontext() if allowed else pytest.raises(IntegrityError)
    with refusal, transaction.atomic():
        row.save()


def _sentences(row) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.messages


@pytest.fixture
def akar(contoh) -> UnitKerja:
    return UnitKerja.objects.get(pd=contoh, kode="DINAS-CONTOH")


@pytest.fixture
def kepala(contoh) -> Jabatan:
    return Jabatan.objects.get(pd=contoh, kode="KEPALA-CONTOH")


@pytest.fixture
def pegawai(contoh) -> Pegawai:
    return Pegawai.objects.get(pd=contoh, nama="Abimanyu Contoh")


def _unit(pd, **fields) -> UnitKerja:
    return UnitKerja(
        pd=pd, **{"kode": "UJI", "urutan": 9, "jenis": JenisUnit.BIDANG, "nama": "Uji"} | fields
    )


# --- agency ----------------------------------------------------------------------------------


def test_agency_names_its_government_and_its_address(bpsdm, contoh):
    assert str(contoh) == "Dinas Contoh"
    assert contoh.nama_lengkap == "Dinas Contoh Kota Contoh"
    assert contoh.alamat_lengkap == "Jalan Contoh Nomor 1, Kota Contoh, 00000"
    assert bpsdm.nama_lengkap == ("Badan Pengembangan Sumber Daya Manusia Provinsi DKI Jakarta")


def test_agency_code_is_unique(contoh):
    _store(PerangkatDaerah(kode="CONTOH", nama="Kembar"), allowed=False)


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        pytest.param({"huruf": "z", "urutan": 90}, True, id="new"),
        pytest.param({"huruf": "a", "urutan": 90}, False, id="same-letter"),
        pytest.param({"huruf": "z", "urutan": 1}, False, id="same-place"),
    ],
)
def test_function_is_unique_in_its_agency(bpsdm, fields, allowed):
    _store(FungsiOrganisasi(pd=bpsdm, fungsi="uji", **fields), allowed)


def test_function_prints_its_letter(bpsdm):
    assert str(FungsiOrganisasi(huruf="a", fungsi="penyusunan rencana")) == "a. penyusunan rencana"


# --- units -----------------------------------------------------------------------------------


def test_unit_code_is_unique_in_its_agency_alone(contoh, bpsdm, akar):
    bpsdm_root = UnitKerja.objects.get(pd=bpsdm, induk=None)

    _store(_unit(contoh, kode="BID-DATA", induk=akar), allowed=False)
    _store(_unit(bpsdm, kode="BID-DATA", induk=bpsdm_root), allowed=True)


def test_agency_has_one_root(contoh):
    _store(_unit(contoh, induk=None), allowed=False)
    assert _sentences(_unit(contoh, induk=None)) == [
        "Perangkat daerah ini sudah mempunyai unit puncak; isi unit induk."
    ]


def test_unit_is_not_its_own_parent(akar):
    akar.induk = akar

    _store(akar, allowed=False)
    assert "Unit induk tidak boleh turunan unit ini." in _sentences(akar)


@pytest.mark.parametrize(
    ("sejak", "sampai", "allowed"),
    [
        (None, None, True),
        (AWAL, None, True),
        (None, AKHIR, True),
        (AWAL, AKHIR, True),
        (AWAL, AWAL, True),
        (AKHIR, AWAL, False),
    ],
)
def test_unit_ends_after_it_begins(contoh, akar, sejak, sampai, allowed):
    row = _unit(contoh, induk=akar, berlaku_sejak=sejak, berlaku_sampai=sampai)

    if not allowed:
        assert _sentences(row) == [
            "Tanggal akhir masa berlaku tidak boleh sebelum awalnya.",
        ]
    _store(row, allowed)


def test_unit_below_one_of_another_agency_is_refused(contoh, bpsdm):
    row = _unit(contoh, induk=UnitKerja.objects.get(pd=bpsdm, induk=None))

    assert _sentences(row) == ["Unit induk harus dari perangkat daerah yang sama."]


def test_unit_below_its_own_child_is_refused(contoh, akar):
    middle = _unit(contoh, kode="TENGAH", induk=akar)
    middle.save()
    leaf = _unit(contoh, kode="DAUN", induk=middle)
    leaf.save()
    middle.induk = leaf

    assert _sentences(middle) == ["Unit induk tidak boleh turunan unit ini."]


def test_unit_in_the_tree_is_clean(contoh, akar):
    row = _unit(contoh, induk=UnitKerja.objects.get(pd=contoh, kode="BID-DATA"))

    row.full_clean()
    akar.full_clean()
    assert str(row) == "Uji"


# --- posts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kode", "usia", "allowed"),
    [
        ("UJI", 50, True),
        ("UJI", 58, True),
        ("UJI", 70, True),
        ("UJI", 49, False),
        ("UJI", 71, False),
        ("ES2", 58, False),
    ],
)
def test_class_of_posts_in_the_database(contoh, kode, usia, allowed):
    row = KelasJabatan(
        pd=contoh,
        kode=kode,
        nama="Uji",
        kelompok=KelompokJabatan.PELAKSANA,
        urutan=9,
        batas_usia_pensiun=usia,
    )

    _store(row, allowed)
    assert str(row) == "Uji"


def test_class_of_posts_outside_the_ages_explains_itself(contoh):
    row = KelasJabatan(
        pd=contoh, kode="UJI", nama="Uji", kelompok="pelaksana", urutan=9, batas_usia_pensiun=71
    )

    assert _sentences(row) == ["Batas usia pensiun berada di antara 50 dan 70 tahun."]


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        pytest.param({"kode": "UJI"}, True, id="new"),
        pytest.param({"kode": "KEPALA-CONTOH"}, False, id="same-code"),
        pytest.param({"kode": "UJI", "kepala_pd": True}, False, id="second-head"),
    ],
)
def test_post_is_unique_in_its_agency(contoh, fields, allowed):
    _store(Jabatan(pd=contoh, nama="Uji", **fields), allowed)


def test_second_head_and_own_superior_explain_themselves(contoh, kepala):
    assert _sentences(Jabatan(pd=contoh, kode="UJI", nama="Uji", kepala_pd=True)) == [
        "Perangkat daerah ini sudah mempunyai jabatan kepala."
    ]
    kepala.atasan = kepala
    assert _sentences(kepala) == ["Jabatan tidak boleh menjadi atasan dirinya sendiri."]
    _store(kepala, allowed=False)


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        pytest.param({"sejak": AWAL, "sampai": AKHIR}, True, id="closed-definitif"),
        pytest.param({"sejak": AWAL, "sampai": AWAL}, True, id="one-day"),
        pytest.param({"sejak": AKHIR, "sampai": AWAL}, False, id="ends-before-it-begins"),
        pytest.param({"sejak": AWAL}, False, id="second-open-definitif"),
        pytest.param({"sejak": AWAL, "sifat": SifatPemangku.PLT}, True, id="open-plt"),
        pytest.param(
            {"sejak": date(2022, 1, 1), "sifat": SifatPemangku.PLH}, False, id="same-first-day"
        ),
    ],
)
def test_holder_of_a_post_in_the_database(kepala, fields, allowed):
    _store(PemangkuJabatan(jabatan=kepala, nama="Rekaan", **fields), allowed)


def test_holder_of_a_post_explains_what_is_refused(kepala):
    second = PemangkuJabatan(jabatan=kepala, nama="Rekaan", sejak=AWAL)
    reversed_ = PemangkuJabatan(jabatan=kepala, nama="Rekaan", sejak=AKHIR, sampai=AWAL)

    assert _sentences(second) == [
        "Jabatan ini masih dipangku pejabat definitif; isi tanggal akhirnya lebih dahulu."
    ]
    assert _sentences(reversed_) == ["Tanggal akhir tidak boleh sebelum tanggal awal."]


def test_holder_prints_titles_and_post(kepala):
    plain = PemangkuJabatan(jabatan=kepala, nama="Rekaan")
    titled = PemangkuJabatan(jabatan=kepala, nama="Rekaan", gelar="S.E., M.M.")

    assert (plain.nama_gelar, titled.nama_gelar) == ("Rekaan", "Rekaan, S.E., M.M.")
    assert str(titled) == "Rekaan, S.E., M.M., Kepala Dinas Contoh"
    assert str(kepala) == "Kepala Dinas Contoh"


# --- staff -----------------------------------------------------------------------------------


def _pegawai(pd, **fields) -> Pegawai:
    return Pegawai(
        pd=pd,
        **{
            "nip": "198001012005011001",
            "nama": "Rekaan",
            "jenis_kelamin": "L",
            "tanggal_lahir": date(1980, 1, 1),
            "agama": "islam",
            "masuk": date(2005, 1, 1),
        }
        | fields,
    )


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        pytest.param({}, True, id="in-service"),
        pytest.param({"keluar": date(2005, 1, 1)}, True, id="left-on-the-first-day"),
        pytest.param({"keluar": date(2004, 12, 31)}, False, id="left-before-she-came"),
        pytest.param({"masuk": date(1980, 1, 1)}, False, id="came-on-her-birthday"),
        pytest.param({"nip": "196803041992031951"}, False, id="same-nip"),
    ],
)
def test_member_of_staff_in_the_database(contoh, fields, allowed):
    _store(_pegawai(contoh, **fields), allowed)


def test_member_of_staff_may_have_worked_in_two_agencies(bpsdm, pegawai):
    _store(_pegawai(bpsdm, nip=pegawai.nip), allowed=True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"keluar": date(2004, 12, 31)}, "Tanggal keluar tidak boleh sebelum tanggal masuk."),
        ({"masuk": date(1980, 1, 1)}, "Tanggal lahir harus sebelum tanggal masuk."),
        (
            {"tanggal_lahir": date(1980, 1, 2)},
            "Tanggal lahir pada NIP berbeda dengan tanggal lahir.",
        ),
        ({"jenis_kelamin": "P"}, "Jenis kelamin pada NIP berbeda dengan jenis kelamin."),
        ({"nip": "1980010120050110012"}, "NIP terdiri dari 18 angka."),
    ],
)
def test_member_of_staff_explains_what_is_refused(contoh, fields, sentence):
    assert sentence in _sentences(_pegawai(contoh, **fields))


def test_member_of_staff_whose_nip_agrees_is_clean(contoh):
    row = _pegawai(contoh)

    row.full_clean()
    assert str(row) == "Rekaan"


def test_staff_without_dates_is_asked_for_them_alone(contoh):
    row = _pegawai(contoh, tanggal_lahir=None, jenis_kelamin="")

    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert set(refusal.value.message_dict) == {"tanggal_lahir", "jenis_kelamin"}


def test_history_has_one_record_a_day(pegawai):
    known = pegawai.riwayat.get()
    fields = {
        "pegawai": pegawai,
        "kelas_jabatan": known.kelas_jabatan,
        "unit": known.unit,
        "pangkat": Pangkat.IV_C,
        "pendidikan": Pendidikan.S2,
    }

    _store(RiwayatPegawai(tmt=known.tmt, **fields), allowed=False)
    _store(RiwayatPegawai(tmt=AWAL, **fields), allowed=True)
    assert str(known) == "Abimanyu Contoh, Kepala Dinas sejak 01-04-2022"


# --- accounts and roles ----------------------------------------------------------------------


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("with_pd", [True, False])
def test_role_stands_in_an_agency_unless_it_is_of_the_system(contoh, peran, with_pd):
    user = User.objects.create_user("uji")
    row = PenugasanPeran(pengguna=user, peran=peran, pd=contoh if with_pd else None)
    allowed = with_pd is (peran != Peran.ADMIN_SISTEM)

    if not allowed:
        assert _sentences(row) == [
            "Selain administrator sistem, peran memerlukan perangkat daerah; "
            "administrator sistem tidak terikat perangkat daerah."
        ]
    _store(row, allowed)


def test_role_of_the_system_stands_in_no_unit(akar):
    user = User.objects.create_user("uji")

    _store(PenugasanPeran(pengguna=user, peran=Peran.ADMIN_SISTEM, unit=akar), allowed=False)


@pytest.mark.parametrize(
    ("selesai", "allowed"), [(None, True), (AKHIR, True), (AWAL, True), (date(2022, 1, 1), False)]
)
def test_role_ends_after_it_begins(contoh, selesai, allowed):
    user = User.objects.create_user("uji")
    row = PenugasanPeran(pengguna=user, peran=Peran.PEMBACA, pd=contoh, mulai=AWAL, selesai=selesai)

    if not allowed:
        assert _sentences(row) == ["Tanggal selesai tidak boleh sebelum tanggal mulai."]
    _store(row, allowed)


def test_role_prints_where_it_holds(contoh, akar):
    assert str(PenugasanPeran(peran=Peran.PEMBACA, pd=contoh)) == "Pembaca, Dinas Contoh"
    assert str(PenugasanPeran(peran=Peran.PIMPINAN, pd=contoh, unit=akar)) == (
        "Pimpinan, Dinas Contoh"
    )
    assert str(PenugasanPeran(peran=Peran.ADMIN_SISTEM)) == (
        "Administrator sistem, seluruh perangkat daerah"
    )


def test_account_prints_its_name_or_its_login():
    assert str(User(username="uji", first_name="Uji", last_name="Coba")) == "Uji Coba"
    assert str(User(username="uji")) == "uji"


# --- statistics ------------------------------------------------------------------------------


def _statistik(pd, **fields) -> StatistikASN:
    return StatistikASN(
        pd=pd,
        **{
            "per_tanggal": AKHIR,
            "rincian": "uji",
            "rincian_nama": "Uji",
            "rincian_urutan": 99,
            "urutan": 1,
            "kategori": "Satu",
        }
        | fields,
    )


@pytest.mark.parametrize(
    ("pns", "pppk", "tunggal", "allowed", "jumlah"),
    [
        (None, None, None, True, None),
        (5, 2, None, True, 7),
        (5, None, None, True, 5),
        (None, 2, None, True, 2),
        (None, None, 9, True, 9),
        (None, None, 0, True, 0),
        (5, None, 9, False, None),
        (None, 2, 9, False, None),
        (5, 2, 9, False, None),
    ],
)
def test_statistics_hold_a_split_or_a_total(contoh, pns, pppk, tunggal, allowed, jumlah):
    row = _statistik(contoh, pns=pns, pppk=pppk, jumlah_tunggal=tunggal)

    if allowed:
        assert row.jumlah == jumlah
    else:
        assert _sentences(row) == ["Isi jumlah tunggal, atau PNS dan PPPK, jangan keduanya."]
    _store(row, allowed)
    assert str(row) == "Uji: Satu"


def test_statistics_row_is_unique(contoh):
    _store(_statistik(contoh), allowed=True)
    _store(_statistik(contoh), allowed=False)
    _store(_statistik(contoh, urutan=2), allowed=True)
