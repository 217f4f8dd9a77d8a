"""What the database refuses, what clean() says, what a report refers to stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, UniqueConstraint

from indicators import models
from indicators.calculations import Skema
from indicators.enums import (
    JenisKolom,
    KebijakanTargetNol,
    Polaritas,
    StatusData,
    StatusPerjanjian,
    StatusRealisasi,
    StatusTarget,
    VarianMinimal,
)
from lkip.scales import Tingkat
from workforce.models import PerangkatDaerah, User

Nilai = dict[str, Any]


@dataclass(frozen=True)
class Kasus:
    """A constraint with values that it refuses and values that it lets through.

    A unique constraint is tried on a copy of a stored row, a check on the row itself. A value may
    be a function, for records that exist only within a test.
    """

    nama: str
    model: type[Model]
    ditolak: tuple[Nilai, ...]
    diterima: tuple[Nilai, ...]
    kalimat: str = ""
    cari: Nilai = field(default_factory=dict)
    buat: Callable[[], Model] | None = None


def _pengguna(name: str) -> Callable[[], User]:
    return lambda: User.objects.get_or_create(username=name)[0]


def _orang() -> User:
    return User.objects.get_or_create(username="seseorang")[0]


def _indikator_lain() -> models.Indikator:
    return models.Indikator.objects.get(pd__kode="CONTOH", kode="I01")


def _item_lain() -> models.ItemPerjanjian:
    item = models.ItemPerjanjian.objects.filter(perjanjian__pd__kode="BPSDM").first()
    return models.ItemPerjanjian.objects.create(
        perjanjian=item.perjanjian, sasaran=item.sasaran, indikator=_indikator_lain(), urutan=99
    )


def _koreksi() -> models.KoreksiRealisasi:
    value = models.Realisasi.objects.filter(indikator__pd__kode="BPSDM").first()
    return models.KoreksiRealisasi(
        realisasi=value, nilai=Decimal(1), alasan="Salah hitung", dasar_hukum="LHP", oleh=_orang()
    )


def _perpanjangan() -> models.PerpanjanganPeriode:
    window = models.PeriodePelaporan.objects.filter(pd__kode="BPSDM").first()
    return models.PerpanjanganPeriode(
        periode=window,
        unit=_indikator_lain().unit,
        sampai=date(2030, 1, 1),
        alasan="Libur",
        oleh=_orang(),
    )


def _pemberitahuan() -> models.Pemberitahuan:
    return models.Pemberitahuan.objects.create(
        pengguna=_orang(),
        pd=PerangkatDaerah.objects.get(kode="BPSDM"),
        jenis="tenggat",
        langkah="isi",
        kunci="BPSDM/2023/4",
        tanda="H-7",
        jatuh_tempo=date(2024, 1, 5),
        kalimat="Isi 2 realisasi TW IV 2023",
        tautan="/pengukuran/BPSDM/2023/4/",
    )


def _unik(nama: str, model: type[Model], tetap: Nilai, lain: Nilai, **cari: Any) -> Kasus:
    """The copy differs in `tetap` and is still refused; with `lain` besides it is stored."""
    return Kasus(nama, model, (tetap,), (tetap | lain,), cari=cari)


RENTANG = Polaritas.RENTANG
DRAF = StatusRealisasi.DRAF
HARI = date(2023, 1, 6)

KASUS = (
    Kasus(
        "pemberitahuan_sekali",
        models.Pemberitahuan,
        ({"kalimat": "Isi 1 realisasi TW IV 2023"},),
        (
            {"tanda": "H-3"},
            {"jatuh_tempo": date(2024, 1, 12)},
            {"langkah": "verifikasi"},
            {"pengguna": _pengguna("lain")},
        ),
        buat=_pemberitahuan,
    ),
    _unik("dokumen_kode_unik_per_pd", models.DokumenPerencanaan, {}, {"kode": "LAIN"}),
    Kasus(
        "dokumen_periode_urut",
        models.DokumenPerencanaan,
        ({"tahun_awal": 2024, "tahun_akhir": 2023},),
        ({"tahun_awal": 2023, "tahun_akhir": 2023}, {"tahun_awal": 2023, "tahun_akhir": 2026}),
        "Tahun akhir tidak boleh sebelum tahun awal.",
    ),
    _unik("tujuan_kode_unik", models.Tujuan, {}, {"kode": "T9"}),
    _unik("sasaran_renstra_kode_unik", models.SasaranRenstra, {}, {"kode": "SR9"}),
    _unik("sasaran_kode_unik", models.Sasaran, {"urutan": 99}, {"kode": "S99"}),
    _unik("sasaran_urutan_unik", models.Sasaran, {"kode": "S99"}, {"urutan": 99}),
    _unik("isu_urutan_unik", models.IsuStrategis, {}, {"urutan": 99}),
    _unik("regulasi_nomor_unik", models.Regulasi, {}, {"nomor": "999"}),
    _unik("skala_kode_unik_per_pd", models.SkalaPredikat, {}, {"kode": "lain"}),
    Kasus(
        "skala_masa_urut",
        models.SkalaPredikat,
        ({"berlaku_sejak": 2024, "berlaku_sampai": 2023},),
        (
            {"berlaku_sejak": 2023, "berlaku_sampai": 2023},
            {"berlaku_sejak": 2023, "berlaku_sampai": None},
        ),
        "Akhir masa berlaku tidak boleh sebelum awalnya.",
    ),
    _unik("tingkat_urutan_unik", models.TingkatSkala, {"kode": "Z"}, {"urutan": 99}),
    _unik("tingkat_kode_unik", models.TingkatSkala, {"urutan": 99}, {"kode": "Z"}),
    Kasus(
        "tingkat_batas_urut",
        models.TingkatSkala,
        ({"batas_bawah": 10, "batas_atas": 9},),
        ({"batas_bawah": 10, "batas_atas": 10}, {"batas_bawah": 10, "batas_atas": None}),
        "Batas atas tidak boleh di bawah batas bawah.",
    ),
    _unik("skema_satu_per_pd_tahun", models.SkemaPengukuran, {}, {"tahun": 2031}),
    Kasus(
        "skema_batas_urut",
        models.SkemaPengukuran,
        ({"batas_bawah": 0, "batas_atas": 0}, {"batas_bawah": 10, "batas_atas": 5}),
        ({"batas_bawah": 0, "batas_atas": 120}, {"batas_bawah": 0, "batas_atas": None}),
        "Batas atas capaian harus di atas batas bawah.",
    ),
    _unik("indikator_kode_unik_per_pd", models.Indikator, {}, {"kode": "I99"}),
    Kasus(
        "indikator_komponen_berpasangan",
        models.Indikator,
        ({"pembilang": "Selesai", "penyebut": ""}, {"pembilang": "", "penyebut": "Semua"}),
        ({"pembilang": "Selesai", "penyebut": "Semua"}, {"pembilang": "", "penyebut": ""}),
        "Pembilang dan penyebut diisi bersama atau dikosongkan.",
    ),
    Kasus(
        "indikator_rentang_lengkap",
        models.Indikator,
        (
            {"polaritas": RENTANG, "rentang_bawah": None, "rentang_atas": None},
            {"polaritas": RENTANG, "rentang_bawah": 80, "rentang_atas": None},
            {"polaritas": RENTANG, "rentang_bawah": None, "rentang_atas": 90},
            {"polaritas": RENTANG, "rentang_bawah": 90, "rentang_atas": 80},
        ),
        (
            {"polaritas": RENTANG, "rentang_bawah": 80, "rentang_atas": 90},
            {"polaritas": RENTANG, "rentang_bawah": 80, "rentang_atas": 80},
            {"polaritas": Polaritas.MAKSIMAL, "rentang_bawah": None, "rentang_atas": None},
        ),
        "Polaritas rentang memerlukan rentang bawah dan atas.",
    ),
    Kasus(
        "indikator_masa_urut",
        models.Indikator,
        ({"berlaku_sejak": 2024, "berlaku_sampai": 2023},),
        (
            {"berlaku_sejak": 2023, "berlaku_sampai": 2023},
            {"berlaku_sejak": 2023, "berlaku_sampai": None},
        ),
        "Akhir masa berlaku tidak boleh sebelum awalnya.",
    ),
    _unik("target_tahunan_unik", models.TargetTahunan, {}, {"tahun": 2031}),
    Kasus(
        "target_tahunan_berisi",
        models.TargetTahunan,
        ({"nilai": None, "teks": ""},),
        ({"nilai": 0, "teks": ""}, {"nilai": None, "teks": "WTP"}, {"nilai": 82, "teks": "A (82)"}),
        "Isi target sebagai angka, teks, atau keduanya.",
    ),
    _unik(
        "perjanjian_versi_unik",
        models.PerjanjianKinerja,
        {"status": StatusPerjanjian.DRAF, "dasar_perubahan": "DPPA 2023"},
        {"versi": 2},
    ),
    Kasus(
        "perjanjian_satu_berlaku",
        models.PerjanjianKinerja,
        ({"versi": 2, "dasar_perubahan": "DPPA 2023"},),
        ({"versi": 2, "dasar_perubahan": "DPPA 2023", "status": StatusPerjanjian.DIAJUKAN},),
        "Sudah ada versi lain yang berlaku untuk jabatan ini.",
        {"status": StatusPerjanjian.BERLAKU},
    ),
    Kasus(
        "perjanjian_perubahan_berdasar",
        models.PerjanjianKinerja,
        ({"versi": 2, "dasar_perubahan": ""},),
        ({"versi": 2, "dasar_perubahan": "DPPA 2023"}, {"versi": 1, "dasar_perubahan": ""}),
        "Perubahan perjanjian memerlukan dasar perubahan.",
    ),
    Kasus(
        "perjanjian_berlaku_bertanggal",
        models.PerjanjianKinerja,
        (
            {"status": StatusPerjanjian.BERLAKU, "tanggal": None},
            {"status": StatusPerjanjian.DIGANTI, "tanggal": None},
        ),
        (
            {"status": StatusPerjanjian.DRAF, "tanggal": None},
            {"status": StatusPerjanjian.DIAJUKAN, "tanggal": None},
            {"status": StatusPerjanjian.DISETUJUI, "tanggal": None},
            {"status": StatusPerjanjian.DIGANTI, "tanggal": HARI},
            {"status": StatusPerjanjian.BERLAKU, "tanggal": HARI},
        ),
        "Perjanjian yang berlaku atau diganti memerlukan tanggal penandatanganan.",
    ),
    _unik(
        "item_indikator_unik",
        models.ItemPerjanjian,
        {"urutan": 99},
        {"indikator": _indikator_lain},
    ),
    _unik(
        "item_urutan_unik",
        models.ItemPerjanjian,
        {"indikator": _indikator_lain},
        {"urutan": 99},
    ),
    _unik("target_triwulan_unik", models.TargetTriwulan, {}, {"item": _item_lain}),
    Kasus(
        "target_triwulan_satu_sampai_empat",
        models.TargetTriwulan,
        ({"triwulan": 0}, {"triwulan": 5}),
        ({"triwulan": 1},),
        "Triwulan adalah 1 sampai 4.",
        {"triwulan": 1},
    ),
    Kasus(
        "target_triwulan_sesuai_status",
        models.TargetTriwulan,
        (
            {"status": StatusTarget.DITETAPKAN, "target": None},
            {"status": StatusTarget.RAGU, "target": None},
            {"status": StatusTarget.TIDAK_ADA, "target": 40},
            {"status": StatusTarget.TIDAK_TERBACA, "target": 40},
        ),
        (
            {"status": StatusTarget.DITETAPKAN, "target": 0},
            {"status": StatusTarget.RAGU, "target": 40},
            {"status": StatusTarget.TIDAK_ADA, "target": None},
            {"status": StatusTarget.TIDAK_TERBACA, "target": None},
        ),
        "Target berupa angka hanya bila statusnya ditetapkan.",
    ),
    _unik("surat_kode_unik_per_pd", models.SuratSumber, {}, {"kode": "LAIN-2023"}),
    _unik("realisasi_periode_unik", models.Realisasi, {}, {"tahun": 2031}),
    Kasus(
        "realisasi_nilai_sesuai_keadaan",
        models.Realisasi,
        (
            {"status_data": StatusData.ADA, "nilai": None},
            {"status_data": StatusData.BELUM_RILIS, "nilai": 0, "status": DRAF},
            {"status_data": StatusData.TIDAK_TERSEDIA, "nilai": 38},
        ),
        (
            {"status_data": StatusData.ADA, "nilai": 0},
            {"status_data": StatusData.BELUM_RILIS, "nilai": None, "status": DRAF},
            {"status_data": StatusData.TIDAK_TERSEDIA, "nilai": None},
        ),
        "Nilai diisi bila data ada, dan dikosongkan bila belum.",
    ),
    Kasus(
        "realisasi_empat_mata",
        models.Realisasi,
        ({"diajukan_oleh": _pengguna("ayu"), "diverifikasi_oleh": _pengguna("ayu")},),
        (
            {"diajukan_oleh": _pengguna("ayu"), "diverifikasi_oleh": _pengguna("budi")},
            {"diajukan_oleh": _pengguna("ayu"), "diverifikasi_oleh": None},
            {"diajukan_oleh": None, "diverifikasi_oleh": _pengguna("budi")},
        ),
        "Yang mengajukan tidak boleh memverifikasi.",
    ),
    Kasus(
        "realisasi_verifikasi_perlu_data",
        models.Realisasi,
        (
            {
                "status": StatusRealisasi.DIVERIFIKASI,
                "status_data": StatusData.BELUM_RILIS,
                "nilai": None,
            },
        ),
        (
            {"status": StatusRealisasi.DIVERIFIKASI, "status_data": StatusData.ADA, "nilai": 1},
            {
                "status": StatusRealisasi.DIVERIFIKASI,
                "status_data": StatusData.TIDAK_TERSEDIA,
                "nilai": None,
            },
            {"status": DRAF, "status_data": StatusData.BELUM_RILIS, "nilai": None},
        ),
        "Data yang belum rilis tidak dapat diverifikasi.",
    ),
    Kasus(
        "komponen_penyebut_bukan_nol",
        models.KomponenRealisasi,
        ({"penyebut": 0},),
        ({"penyebut": 200},),
        "Penyebut tidak boleh nol.",
    ),
    _unik("bukti_urutan_unik", models.BuktiDukung, {}, {"urutan": 99}),
    Kasus(
        "bukti_hash_sah",
        models.BuktiDukung,
        ({"sha256": "abc"}, {"sha256": "A" * 64}, {"sha256": "0" * 63}),
        ({"sha256": ""}, {"sha256": "0123456789abcdef" * 4}),
        "SHA-256 ditulis sebagai 64 angka heksadesimal kecil.",
    ),
    _unik("analisis_tahun_unik", models.AnalisisIndikator, {}, {"tahun": 2031}),
    _unik("pembanding_urutan_unik", models.Pembanding, {}, {"urutan": 99}),
    _unik("ksd_unik", models.RencanaAksiKSD, {}, {"urutan": 99}),
    Kasus(
        "ksd_triwulan_sah",
        models.RencanaAksiKSD,
        ({"triwulan": 0}, {"triwulan": 5}),
        ({"triwulan": 1}, {"triwulan": 2}, {"triwulan": 3}, {"triwulan": 4}),
        "Triwulan adalah 1 sampai 4.",
    ),
    _unik("rencana_aksi_unik", models.RencanaAksi, {}, {"urutan": 99}),
    _unik("rekomendasi_nomor_unik", models.Rekomendasi, {}, {"nomor": "99"}),
    _unik("tabel_kode_unik", models.TabelPendukung, {}, {"kode": "lain"}),
    Kasus(
        "tabel_punya_tempat",
        models.TabelPendukung,
        ({"indikator": None, "bagian": ""},),
        (
            {"indikator": None, "bagian": "penghargaan"},
            {"indikator": _indikator_lain, "bagian": ""},
            {"indikator": _indikator_lain, "bagian": "merit"},
        ),
        "Sebutkan indikator atau bagian laporan tempat tabel ini.",
    ),
    _unik("kolom_kode_unik", models.KolomTabel, {"urutan": 99}, {"kode": "lain"}),
    _unik("kolom_urutan_unik", models.KolomTabel, {"kode": "lain"}, {"urutan": 99}),
    Kasus(
        "kolom_hitung_punya_sumber",
        models.KolomTabel,
        ({"hitung": "jumlah", "dari": ""}, {"hitung": "", "dari": "a b"}),
        ({"hitung": "jumlah", "dari": "a b"}, {"hitung": "", "dari": ""}),
        "Kolom hitungan menyebut kolom sumbernya.",
    ),
    Kasus(
        "bukti_berkas_berhash",
        models.BuktiDukung,
        (
            {"berkas": "bukti/a", "sha256": "", "jenis_isi": "pdf", "ukuran": 9},
            {"berkas": "bukti/a", "sha256": "0" * 64, "jenis_isi": "", "ukuran": 9},
            {"berkas": "bukti/a", "sha256": "0" * 64, "jenis_isi": "pdf", "ukuran": 0},
        ),
        (
            {"berkas": ""},
            {"berkas": "bukti/a", "sha256": "0" * 64, "jenis_isi": "pdf", "ukuran": 9},
        ),
        "Berkas bukti memerlukan hash, jenis, dan ukurannya.",
    ),
    Kasus(
        "koreksi_beralasan_berdasar",
        models.KoreksiRealisasi,
        ({"alasan": ""}, {"dasar_hukum": ""}),
        ({},),
        "Isi alasan dan dasar hukum koreksi.",
        buat=_koreksi,
    ),
    _unik("periode_unik_per_pd_tahun", models.PeriodePelaporan, {}, {"tahun": 2030}),
    Kasus(
        "periode_tanggal_urut",
        models.PeriodePelaporan,
        (
            {"mulai": HARI, "batas_isi": date(2023, 1, 5), "batas_verifikasi": HARI},
            {"mulai": HARI, "batas_isi": HARI, "batas_verifikasi": date(2023, 1, 5)},
        ),
        ({"mulai": HARI, "batas_isi": HARI, "batas_verifikasi": HARI},),
        "Urutan tanggal: dibuka, batas pengisian, lalu batas verifikasi.",
    ),
    Kasus(
        "perpanjangan_beralasan",
        models.PerpanjanganPeriode,
        ({"alasan": ""},),
        ({"alasan": "Libur"},),
        "Isi alasan perpanjangan.",
        buat=_perpanjangan,
    ),
    Kasus(
        "perjanjian_empat_mata",
        models.PerjanjianKinerja,
        ({"diajukan_oleh": _orang, "disetujui_oleh": _orang},),
        (
            {"diajukan_oleh": _orang, "disetujui_oleh": _pengguna("lain")},
            {"diajukan_oleh": _orang, "disetujui_oleh": None},
        ),
        "Yang mengajukan tidak boleh menyetujui.",
    ),
    _unik("baris_urutan_unik", models.BarisTabel, {}, {"urutan": 99}),
)


def _constraint(kasus: Kasus) -> Any:
    return next(c for c in kasus.model._meta.constraints if c.name == kasus.nama)


def _row(kasus: Kasus, values: Nilai) -> Model:
    rows: Any = kasus.model._default_manager
    own = rows.of_pd(PerangkatDaerah.objects.get(kode="BPSDM")).filter(**kasus.cari)
    row: Model = kasus.buat() if kasus.buat else own.first()
    if isinstance(_constraint(kasus), UniqueConstraint):
        row.pk = None
        row._state.adding = True
    for name, value in values.items():
        setattr(row, name, value() if callable(value) else value)
    return row


def test_every_constraint_has_a_case():
    """Complete by construction: a new constraint without a case fails here."""
    declared = {
        constraint.name
        for model in apps.get_app_config("indicators").get_models()
        for constraint in model._meta.constraints
    }
    assert sorted(kasus.nama for kasus in KASUS) == sorted(declared)


REFUSED = [(kasus, values) for kasus in KASUS for values in kasus.ditolak]
ACCEPTED = [(kasus, values) for kasus in KASUS for values in kasus.diterima]


def _id(value: Any) -> str | None:
    return value.nama if isinstance(value, Kasus) else ""


@pytest.mark.parametrize(("kasus", "values"), REFUSED, ids=_id)
def test_database_refuses(kasus, values, tanpa_pemicu):
    row = _row(kasus, values)
    unique = isinstance(_constraint(kasus), UniqueConstraint)
    with (
        pytest.raises(IntegrityError, match=r"(?i)unique" if unique else kasus.nama),
        transaction.atomic(),
    ):
        row.save()


@pytest.mark.parametrize(("kasus", "values"), ACCEPTED, ids=_id)
def test_database_accepts(kasus, values, tanpa_pemicu):
    row = _row(kasus, values)
    row.save()
    stored = kasus.model._default_manager.get(pk=row.pk)
    for name in values:
        assert getattr(stored, name) == getattr(row, name)


@pytest.mark.parametrize(
    ("kasus", "values"), [case for case in REFUSED if case[0].kalimat], ids=_id
)
def test_sentence_of_a_refused_value(kasus, values, db):
    with pytest.raises(ValidationError) as caught:
        _row(kasus, values).validate_constraints()
    assert kasus.kalimat in caught.value.messages


def test_every_check_has_a_sentence():
    """A person never reads the name of a constraint."""
    silent = [
        kasus.nama
        for kasus in KASUS
        if not isinstance(_constraint(kasus), UniqueConstraint)
        and kasus.kalimat != _constraint(kasus).violation_error_message
    ]
    assert silent == []


# --- What a report refers to cannot be deleted -------------------------------------------------

PROTECTED = {
    "dokumen": lambda pd: models.DokumenPerencanaan.objects.of_pd(pd).filter(tujuan__isnull=False),
    "tujuan": lambda pd: models.Tujuan.objects.of_pd(pd),
    "sasaran Renstra": lambda pd: models.SasaranRenstra.objects.of_pd(pd),
    "sasaran": lambda pd: models.Sasaran.objects.of_pd(pd),
    "skala capaian": lambda pd: models.SkalaPredikat.objects.filter(
        pk__in=models.SkemaPengukuran.objects.of_pd(pd).values("skala_capaian")
    ),
    "indikator": lambda pd: models.Indikator.objects.of_pd(pd),
    "surat sumber": lambda pd: models.SuratSumber.objects.of_pd(pd).filter(kode="SAKIP-2023"),
    "realisasi dengan bukti": lambda pd: models.Realisasi.objects.of_pd(pd).exclude(bukti=None),
}


@pytest.mark.parametrize("rows", PROTECTED.values(), ids=PROTECTED)
def test_delete_of_a_record_in_use_is_refused(rows, bpsdm):
    row = rows(bpsdm).first()
    with pytest.raises(ProtectedError):
        row.delete()
    assert type(row)._default_manager.filter(pk=row.pk).exists()


def test_delete_of_an_unused_indicator_succeeds(bpsdm):
    indikator = models.Indikator.objects.of_pd(bpsdm).get(kode="I01")
    indikator.pk, indikator.kode = None, "I99"
    indikator.save()
    indikator.delete()
    assert not models.Indikator.objects.of_pd(bpsdm).filter(kode="I99").exists()


def test_delete_of_a_table_takes_its_columns_and_rows(bpsdm):
    models.TabelPendukung.objects.of_pd(bpsdm).get(kode="ip-asn-dimensi").delete()
    assert not models.KolomTabel.objects.filter(tabel__kode="ip-asn-dimensi").exists()
    assert not models.BarisTabel.objects.filter(tabel__kode="ip-asn-dimensi").exists()


# --- clean() -----------------------------------------------------------------------------------


@pytest.fixture
def indikator(bpsdm) -> models.Indikator:
    return models.Indikator.objects.of_pd(bpsdm).get(kode="I10")


@pytest.fixture
def atas(bpsdm, indikator) -> models.Indikator:
    """An indicator that is supported by one which the indicator supports."""
    middle, top = models.Indikator.objects.of_pd(bpsdm).filter(kode__in=("I06", "I07"))
    middle.induk, indikator.induk = top, middle
    middle.save()
    indikator.save()
    return top


def test_clean_of_indicator_below_others(indikator, atas):
    indikator.full_clean()


@pytest.mark.parametrize("kode", ["I06", "I07", "I10"])
def test_nothing_is_above_itself(bpsdm, indikator, atas, kode):
    atas.induk = models.Indikator.objects.of_pd(bpsdm).get(kode=kode)
    with pytest.raises(ValidationError) as caught:
        atas.clean()
    assert caught.value.message_dict == {
        "induk": [
            f"Terbaca {kode}, padahal {kode} sendiri mendukung I07. Pilih indikator di atas I07, "
            "atau kosongkan."
        ]
    }


def test_a_circle_made_past_the_pages_ends(bpsdm, indikator, atas):
    models.Indikator.objects.filter(pk=atas.pk).update(induk=indikator.induk_id)
    indikator.refresh_from_db()
    indikator.clean()


@pytest.fixture
def item(bpsdm) -> models.ItemPerjanjian:
    return models.ItemPerjanjian.objects.of_pd(bpsdm).get(indikator__kode="I01")


def test_clean_of_indicator_with_own_unit_and_scale(indikator):
    assert indikator.skala is not None
    indikator.full_clean()


def test_clean_of_indicator_without_scale_or_unit(indikator):
    indikator.skala = None
    indikator.unit_id = None
    indikator.clean()


@pytest.mark.parametrize("name", ["unit", "skala", "induk"])
def test_clean_of_indicator_with_foreign_record(name, indikator, contoh):
    other = models.Indikator.objects.of_pd(contoh).first()
    skema = models.SkemaPengukuran.objects.of_pd(contoh).first()
    foreign = {"unit": other.unit, "skala": skema.skala_capaian, "induk": other}
    setattr(indikator, name, foreign[name])
    with pytest.raises(ValidationError) as caught:
        indikator.clean()
    assert caught.value.message_dict == {name: ["Harus dari perangkat daerah yang sama."]}


def test_decimals_of_indicator_beyond_four(indikator):
    indikator.desimal = 5
    with pytest.raises(ValidationError) as caught:
        indikator.full_clean()
    assert list(caught.value.message_dict) == ["desimal"]


def test_clean_of_item_with_own_records(item):
    item.full_clean()


def test_clean_of_item_with_foreign_sasaran(item, contoh):
    item.sasaran = models.Sasaran.objects.of_pd(contoh).first()
    with pytest.raises(ValidationError) as caught:
        item.clean()
    assert caught.value.message_dict == {
        "sasaran": ["Sasaran bukan dari PD dan tahun perjanjian ini."]
    }


def test_clean_of_item_with_sasaran_of_another_year(item):
    item.sasaran.tahun = 2022
    with pytest.raises(ValidationError) as caught:
        item.clean()
    assert caught.value.message_dict == {
        "sasaran": ["Sasaran bukan dari PD dan tahun perjanjian ini."]
    }


def test_clean_of_item_with_foreign_indicator(item, contoh):
    item.indikator = models.Indikator.objects.of_pd(contoh).first()
    with pytest.raises(ValidationError) as caught:
        item.clean()
    assert caught.value.message_dict == {"indikator": ["Indikator bukan dari PD perjanjian ini."]}


@pytest.mark.parametrize("missing", ["perjanjian", "sasaran", "indikator"])
def test_clean_of_item_without_a_record_leaves_it_to_the_field(missing, item):
    values = {name: getattr(item, name) for name in ("perjanjian", "sasaran", "indikator")}
    del values[missing]
    with pytest.raises(ValidationError) as caught:
        models.ItemPerjanjian(urutan=99, **values).full_clean(
            validate_unique=False, validate_constraints=False
        )
    assert list(caught.value.message_dict) == [missing]


@pytest.fixture
def baris(bpsdm) -> models.BarisTabel:
    """The only row of the table of the governor's instructions: text and dates."""
    return models.BarisTabel.objects.of_pd(bpsdm).get(tabel__kode="arahan")


def test_clean_of_row_with_readable_cells(baris):
    baris.full_clean()


def test_clean_of_row_with_unknown_columns(baris):
    baris.isi |= {"warna": "biru", "berat": "2"}
    with pytest.raises(ValidationError) as caught:
        baris.clean()
    assert caught.value.messages == ["Kolom tidak dikenal: berat, warna."]


def test_clean_of_row_with_impossible_date(baris):
    baris.isi["tanggal"] = "2023-02-30"
    with pytest.raises(ValidationError) as caught:
        baris.clean()
    assert caught.value.messages == [
        "Kolom Tanggal berisi “2023-02-30”; diharapkan tanggal. "
        "Tulis tanggal yang ada, misalnya 2023-12-31."
    ]


def test_clean_of_row_with_text_in_a_number(bpsdm):
    row = models.BarisTabel.objects.of_pd(bpsdm).filter(tabel__kode="aduan").get()
    row.isi["jaki"] = "tujuh belas"
    with pytest.raises(ValidationError) as caught:
        row.clean()
    assert caught.value.messages == [
        "Kolom JAKI berisi “tujuh belas”; diharapkan bilangan. "
        'Nilai "tujuh belas" tidak dapat dibaca sebagai angka dalam berkas data. Tulis tanpa '
        "pemisah ribuan dan dengan titik sebagai tanda desimal, misalnya 1234567.89."
    ]


def test_clean_of_row_with_a_computed_cell(bpsdm):
    row = models.BarisTabel.objects.of_pd(bpsdm).filter(tabel__kode="aduan").get()
    row.isi["jumlah_masuk"] = "19"
    with pytest.raises(ValidationError) as caught:
        row.clean()
    assert caught.value.messages == ["Kolom tidak dikenal: jumlah_masuk."]


def test_clean_of_row_without_table_leaves_it_to_the_field():
    with pytest.raises(ValidationError) as caught:
        models.BarisTabel(urutan=1, isi={"a": "1"}).full_clean()
    assert list(caught.value.message_dict) == ["tabel"]


def test_clean_of_row_of_an_unsaved_table_asks_to_save_it_first():
    with pytest.raises(ValidationError) as caught:
        models.BarisTabel(tabel=models.TabelPendukung(), urutan=1, isi={"a": "1"}).clean()
    assert caught.value.messages == ["Simpan tabel dan kolomnya dahulu, kemudian isi barisnya."]


# --- Properties --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "text", "value"),
    [
        (JenisKolom.TEKS, "17", "17"),
        (JenisKolom.TEKS, "", None),
        (JenisKolom.BILANGAN, "17.50", Decimal("17.50")),
        (JenisKolom.RUPIAH, "3198453000", Decimal(3198453000)),
        (JenisKolom.PERSEN, "74.58", Decimal("74.58")),
        (JenisKolom.PERSEN, "", None),
        (JenisKolom.TANGGAL, "2023-09-27", date(2023, 9, 27)),
    ],
)
def test_parse_of_a_cell(jenis, text, value):
    assert models.KolomTabel(jenis=jenis).parse(text) == value


def test_sources_of_a_computed_column():
    assert models.KolomTabel(dari="pembilang penyebut").sources == ("pembilang", "penyebut")
    assert models.KolomTabel(dari="").sources == ()


@pytest.mark.parametrize(("triwulan", "kode"), [(1, "B03"), (2, "B06"), (3, "B09"), (4, "B12")])
def test_period_code_of_ksd(triwulan, kode):
    assert models.RencanaAksiKSD(triwulan=triwulan).periode_kode == kode


def test_step_of_a_scale_as_value(bpsdm):
    step = models.TingkatSkala(
        kode="A", sebutan="Memuaskan", batas_bawah=Decimal(80), batas_atas=Decimal(90)
    )
    assert step.as_tingkat() == Tingkat("A", "Memuaskan", Decimal(80), Decimal(90), False)


def test_scheme_for_indicator_without_own_choices(contoh):
    skema = models.SkemaPengukuran(varian_minimal=VarianMinimal.A, batas_bawah=Decimal(0))
    indikator = models.Indikator.objects.of_pd(contoh).get(kode="I02")
    assert skema.for_indikator(indikator) == Skema(
        varian_minimal=VarianMinimal.A,
        batas_atas=None,
        batas_bawah=Decimal(0),
        kebijakan_target_nol=KebijakanTargetNol.TIDAK_DIHITUNG,
        nilai_terburuk=None,
        rentang_bawah=None,
        rentang_atas=None,
    )


def test_scheme_for_indicator_with_own_choices(contoh):
    skema = models.SkemaPengukuran(
        varian_minimal=VarianMinimal.A,
        batas_atas=Decimal(120),
        batas_bawah=Decimal(0),
        kebijakan_target_nol=KebijakanTargetNol.SERATUS_BILA_NOL,
    )
    indikator = models.Indikator.objects.of_pd(contoh).get(kode="I03")
    indikator.varian_minimal = VarianMinimal.B
    result = skema.for_indikator(indikator)
    assert result.varian_minimal == VarianMinimal.B
    assert result.batas_atas == Decimal(120)
    assert result.kebijakan_target_nol == KebijakanTargetNol.SERATUS_BILA_NOL
    assert result.nilai_terburuk == Decimal(10)


def _nama(pd: Any, model: type[Model], **where: Any) -> str:
    rows: Any = model._default_manager
    return str(rows.of_pd(pd).filter(**where)[0])


def test_names_of_records(bpsdm, contoh):
    """What lists, choices and messages call a record."""
    layanan = "Persentase layanan selesai tepat waktu"
    assert _nama(contoh, models.Indikator) == layanan
    assert _nama(contoh, models.TargetTahunan) == f"{layanan} 2023"
    assert _nama(contoh, models.Realisasi) == f"{layanan} Tahunan 2023"
    assert _nama(contoh, models.KomponenRealisasi) == "191.0000 / 200.0000"
    assert _nama(contoh, models.TargetTriwulan) == f"{layanan} TW I"
    assert _nama(contoh, models.Sasaran) == "Layanan contoh semakin cepat"
    assert _nama(contoh, models.SasaranRenstra) == "Waktu layanan berkurang"
    assert _nama(contoh, models.Tujuan) == "Layanan contoh yang cepat"
    assert _nama(bpsdm, models.SkemaPengukuran, tahun=2023) == "Skema 2023"
    assert _nama(bpsdm, models.TingkatSkala, kode="ST") == "ST Sangat tinggi"
    assert _nama(bpsdm, models.Rekomendasi, evaluasi="SAKIP", nomor="1") == "SAKIP 1"
    assert _nama(bpsdm, models.Pembanding, urutan=1) == "Pemerintah Provinsi Jawa Barat 2022"
    assert _nama(bpsdm, models.TabelPendukung, kode="ip-asn-dimensi") == (
        "Indeks Profesionalitas ASN per dimensi"
    )
    assert _nama(bpsdm, models.KolomTabel, kode="jumlah_peserta") == "Peserta (orang)"
    assert _nama(bpsdm, models.BarisTabel, tabel__kode="ip-asn-dimensi") == (
        "Indeks Profesionalitas ASN per dimensi baris 1"
    )
    assert str(models.AnalisisIndikator(indikator=models.Indikator(nama="Waktu"), tahun=2023)) == (
        "Analisis Waktu 2023"
    )
    assert str(models.SuratSumber(lembaga="BPKD", nomor="e-0894/UD.02")) == (
        "BPKD Nomor e-0894/UD.02"
    )
    assert str(models.DokumenPerencanaan(nama="RPD", tahun_awal=2023, tahun_akhir=2026)) == (
        "RPD 2023-2026"
    )
    assert str(models.BuktiDukung(judul="Berita acara")) == "Berita acara"
    assert str(models.IsuStrategis(isu="Kompetensi")) == "Kompetensi"
    assert str(models.SkalaPredikat(nama="AKIP")) == "AKIP"
    assert str(models.RencanaAksi(rencana_aksi="Pelatihan")) == "Pelatihan"
    assert str(models.RencanaAksiKSD(keluaran="Laporan")) == "Laporan"


def test_name_of_an_agreement(contoh):
    row = models.PerjanjianKinerja.objects.of_pd(contoh).get()
    assert str(row) == f"Perjanjian Kinerja 2023 {row.jabatan} versi 1"
    assert str(row.item.first()) == "Persentase layanan selesai tepat waktu"


def test_name_of_a_regulation_with_and_without_title():
    row = models.Regulasi(jenis="Peraturan Presiden", nomor="29", tahun=2014)
    assert str(row) == "Peraturan Presiden Nomor 29 Tahun 2014"
    row.judul = "SAKIP"
    assert str(row) == "Peraturan Presiden Nomor 29 Tahun 2014 tentang SAKIP"
