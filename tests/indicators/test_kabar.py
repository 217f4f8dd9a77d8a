"""What an action tells others at once: whom, about what, and never the one who did it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from indicators.actions import kembalikan, koreksi
from indicators.actions_periode import kunci_periode, perpanjang
from indicators.actions_perjanjian import (
    ajukan_perjanjian,
    kembalikan_perjanjian,
    setujui_perjanjian,
)
from indicators.kabar import nilai_kembali
from indicators.models import Pemberitahuan, PeriodePelaporan, PerjanjianKinerja
from tests.indicators.test_tugas import limited
from tests.indicators.values import TW4, submitted
from workforce.enums import Peran
from workforce.models import UnitKerja, User


@pytest.fixture
def tw4(contoh) -> PeriodePelaporan:
    return PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=TW4)


@pytest.fixture
def perencana(contoh, akun) -> User:
    return akun(Peran.PERENCANA, contoh, "perencana")


@pytest.fixture
def pimpinan(contoh, akun) -> User:
    return akun(Peran.PIMPINAN, contoh, "pimpinan")


@pytest.fixture
def admin(contoh, akun) -> User:
    return akun(Peran.ADMIN_PD, contoh, "adminpd")


@pytest.fixture
def verifikator(contoh, akun) -> User:
    return akun(Peran.VERIFIKATOR, contoh, "verifikator")


def semua() -> list[tuple[str, str, str, str, date | None, str, str]]:
    rows = Pemberitahuan.objects.order_by("pengguna__username", "pk")
    return [
        (r.pengguna.username, r.jenis, r.kunci, r.tanda, r.jatuh_tempo, r.kalimat, r.tautan)
        for r in rows.select_related("pengguna")
    ]


def test_a_returned_value_is_told_to_whoever_handed_it_in(contoh, perencana, admin, verifikator):
    row = submitted(contoh, perencana, "I01", "91")
    kembalikan(realisasi=row, versi=row.versi, alasan="Bukti tidak terbaca.", by=verifikator)
    assert semua() == [
        (
            "perencana",
            "nilai_kembali",
            "CONTOH/2023/4/I01",
            "v3",
            date(2035, 12, 31),
            "I01 TW IV 2023 dikembalikan verifikator: Bukti tidak terbaca.",
            "/pengukuran/CONTOH/2023/4/#baris-I01",
        )
    ]


def test_a_value_without_window_or_author_is_told_to_nobody(contoh, perencana):
    row = submitted(contoh, perencana, "I01", "91")
    (notice,) = nilai_kembali(row, None)
    assert notice.jatuh_tempo is None
    row.diajukan_oleh = None
    assert nilai_kembali(row, None) == []


def test_a_closed_account_is_told_nothing(contoh, perencana, verifikator):
    row = submitted(contoh, perencana, "I01", "91")
    User.objects.filter(pk=perencana.pk).update(is_active=False)
    kembalikan(realisasi=row, versi=row.versi, alasan="Bukti tidak terbaca.", by=verifikator)
    assert semua() == []


def test_more_time_is_told_to_those_who_fill_in_for_the_unit(contoh, tw4, perencana, admin, akun):
    limited(akun, contoh, "BID-LAYANAN")
    unit = UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH")
    perpanjang(periode=tw4, unit=unit, sampai=date(2036, 1, 20), alasan="Banjir", by=admin)
    assert semua() == [
        (
            "perencana",
            "diperpanjang",
            "CONTOH/2023/4/SEK-CONTOH",
            "",
            date(2036, 1, 20),
            "Pengisian TW IV 2023 untuk Sekretariat Dinas Contoh diperpanjang sampai "
            "20 Januari 2036",
            "/pengukuran/CONTOH/2023/4/?unit=SEK-CONTOH",
        )
    ]


def test_a_lock_is_told_to_those_who_fill_in_or_verify(
    contoh, tw4, perencana, admin, verifikator, pimpinan
):
    kunci_periode(periode=tw4, by=admin)
    told = (
        "dikunci",
        "CONTOH/2023/4",
        "",
        None,
        "TW IV 2023 dikunci; nilainya hanya berubah melalui koreksi",
        "/pengukuran/CONTOH/2023/",
    )
    assert semua() == [("perencana", *told), ("verifikator", *told)]


def test_a_correction_is_told_to_planners_and_heads(
    contoh, perencana, admin, verifikator, pimpinan, akun
):
    akun(Peran.PEMBACA, contoh, "pembaca")
    limited(akun, contoh, "BID-DATA")
    row = submitted(contoh, perencana, "I01", "91")
    PeriodePelaporan.objects.of_pd(contoh).update(terkunci=True)
    for value, reason in (("92", "Satu berkas tertinggal."), ("93", "Satu lagi")):
        koreksi(
            realisasi=row,
            nilai=Decimal(value),
            alasan=reason,
            dasar_hukum="BA 1/2024.",
            by=admin,
        )
    first, second = row.koreksi.order_by("pk")
    told = [
        (
            "dikoreksi",
            "CONTOH/2023/4/I01",
            f"k{entry.pk}",
            None,
            f"I01 TW IV 2023 dikoreksi dari {change} (dasar: BA 1/2024)",
            f"/koreksi/CONTOH/{row.pk}/",
        )
        for entry, change in (
            (first, "91 menjadi 92: Satu berkas tertinggal"),
            (second, "92 menjadi 93: Satu lagi"),
        )
    ]
    assert semua() == [(name, *notice) for name in ("perencana", "pimpinan") for notice in told]


# --- Agreements --------------------------------------------------------------------------------


@pytest.fixture
def perjanjian(contoh, monkeypatch) -> PerjanjianKinerja:
    """A draft of 2024; whether its targets add up is not the question here."""
    monkeypatch.setattr("indicators.actions_perjanjian.masalah_perjanjian", lambda row: [])
    first = PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)
    return PerjanjianKinerja.objects.create(
        pd=contoh,
        tahun=2024,
        jabatan=first.jabatan,
        pihak_pertama=first.pihak_pertama,
        pihak_kedua=first.pihak_kedua,
        jabatan_pihak_pertama="Kepala",
        jabatan_pihak_kedua="Wali Kota",
    )


NAMA = "Perjanjian Kinerja 2024 Kepala Dinas Contoh versi 1"
TENGGAT = date(2024, 1, 31)


def test_an_agreement_is_told_to_whoever_acts_next(perjanjian, perencana, admin, pimpinan):
    key, url = f"perjanjian/{perjanjian.pk}", f"/perjanjian/{perjanjian.pk}/"
    ajukan_perjanjian(perjanjian=perjanjian, by=perencana)
    handed_in = (
        "pimpinan",
        "pk_masuk",
        key,
        "s2",
        TENGGAT,
        f"{NAMA} diajukan dan menunggu persetujuan Anda",
        url,
    )
    assert semua() == [handed_in]
    setujui_perjanjian(perjanjian=perjanjian, by=pimpinan)
    approved = (
        "perencana",
        "pk_disetujui",
        key,
        "s3",
        TENGGAT,
        f"{NAMA} disetujui; catat penandatanganannya",
        url,
    )
    assert semua() == [approved, handed_in]


def test_an_agreement_that_comes_back_is_told_to_its_author(perjanjian, perencana, pimpinan):
    ajukan_perjanjian(perjanjian=perjanjian, by=perencana)
    kembalikan_perjanjian(perjanjian=perjanjian, alasan="Target I02 terlalu rendah", by=pimpinan)
    assert semua()[0] == (
        "perencana",
        "pk_kembali",
        f"perjanjian/{perjanjian.pk}",
        "s3",
        TENGGAT,
        f"{NAMA} dikembalikan: Target I02 terlalu rendah",
        f"/perjanjian/{perjanjian.pk}/",
    )
