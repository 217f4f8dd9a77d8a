"""What an amendment does to decided values: told before it is handed in, and once in force."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.actions_perjanjian import (
    ajukan_perjanjian,
    setujui_perjanjian,
    tandatangani,
    ubah_perjanjian,
)
from indicators.enums import Periode, StatusRealisasi
from indicators.models import Indikator, Pemberitahuan, PerjanjianKinerja, Realisasi, Sasaran
from indicators.queries_akibat import akibat_versi, versi_sebelum
from reports.context import Konteks
from reports.sections import indikator as bagian
from workforce.enums import Peran

D = Decimal
DASAR = "DPPA 2023"
TAHUNAN_I01 = "Tahunan I01: capaian 106,11% menjadi 100,53%"


@pytest.fixture
def perencana(akun, contoh):
    return akun(Peran.PERENCANA, contoh, "perencana")


@pytest.fixture
def awal(contoh) -> PerjanjianKinerja:
    return PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)


@pytest.fixture
def perubahan(awal, perencana) -> PerjanjianKinerja:
    """An amendment in draft: I01 is to reach 95 instead of 90, in the year and in each quarter."""
    row = ubah_perjanjian(perjanjian=awal, dasar=DASAR, hari=date(2023, 10, 1), by=perencana)
    item = row.item.get(indikator__kode="I01")
    item.target = 95
    item.save()
    item.triwulan.update(target=95)
    return row


@pytest.fixture
def tanda(perubahan, perencana, akun, contoh):
    """Sign the amendment on a day."""
    leader = akun(Peran.PIMPINAN, contoh, "pimpinan")

    def sign(hari: date) -> PerjanjianKinerja:
        ajukan_perjanjian(perjanjian=perubahan, by=perencana)
        setujui_perjanjian(perjanjian=perubahan, by=leader)
        return tandatangani(perjanjian=perubahan, tanggal=hari, by=perencana)

    return sign


def kalimat(row: PerjanjianKinerja) -> list[str]:
    return [change.kalimat for change in akibat_versi(row) or ()]


def nilai(pd, kode: str, periode: Periode, angka: int, status: StatusRealisasi) -> Realisasi:
    return Realisasi.objects.create(
        indikator=Indikator.objects.get(pd=pd, kode=kode),
        tahun=2023,
        periode=periode,
        nilai=angka,
        status=status,
    )


def test_a_verified_value_is_judged_by_both_versions(perubahan, awal):
    (change,) = akibat_versi(perubahan)

    assert versi_sebelum(perubahan) == awal
    assert change.kalimat == TAHUNAN_I01
    assert change.capaian == ("106,11%", "100,53%")
    assert (change.sebelum.target, change.sesudah.target) == (D(90), D(95))
    assert not change.terkunci


def test_what_is_judged_alike_is_not_told(awal, perencana):
    row = ubah_perjanjian(perjanjian=awal, dasar=DASAR, hari=date(2023, 10, 1), by=perencana)
    assert akibat_versi(row) == ()


def test_the_first_version_and_a_unit_judge_nothing_anew(awal, perubahan, contoh):
    assert versi_sebelum(awal) is None
    assert akibat_versi(awal) is None
    # Values are measured against the head's agreement alone.
    perubahan.jabatan.kepala_pd = False
    assert akibat_versi(perubahan) is None


def test_a_dropped_and_an_added_indicator(perubahan, contoh):
    perubahan.item.get(indikator__kode="I02").delete()
    baru = Indikator.objects.get(pd=contoh, kode="I02")
    baru.pk, baru.kode, baru.urutan = None, "I04", 4
    baru.save()
    goal = Sasaran.objects.get(pd=contoh, tahun=2023, kode="S01")
    perubahan.item.create(urutan=9, sasaran=goal, indikator=baru, target=10)
    nilai(contoh, "I04", Periode.TAHUN, 8, StatusRealisasi.DRAF)

    assert kalimat(perubahan) == [
        TAHUNAN_I01,
        "Tahunan I02: capaian 120,00% menjadi tidak lagi dijanjikan",
    ]
    Realisasi.objects.filter(indikator=baru).update(status=StatusRealisasi.DIAJUKAN)
    Realisasi.objects.filter(indikator=baru).update(
        status=StatusRealisasi.DIVERIFIKASI, **_pemverifikasi()
    )
    assert kalimat(perubahan)[1] == "Tahunan I04: capaian - menjadi 120,00%"


def _pemverifikasi() -> dict[str, object]:
    author = PerjanjianKinerja.objects.get(versi=2).diubah_oleh
    assert author is not None
    other = type(author).objects.create(username="verifikator-lain")
    return {"diajukan_oleh": author, "diverifikasi_oleh": other}


def test_open_values_are_not_told_and_locked_ones_are(perubahan, contoh, tanpa_pemicu):
    nilai(contoh, "I01", Periode.TW1, 90, StatusRealisasi.DRAF)  # TW I is locked.
    nilai(contoh, "I01", Periode.TW4, 90, StatusRealisasi.DRAF)  # TW IV is open.
    changes = akibat_versi(perubahan)

    assert [(c.kalimat, c.terkunci) for c in changes] == [
        ("TW I I01: capaian 100,00% menjadi 94,74%", True),
        (TAHUNAN_I01, False),
    ]


def test_a_signed_amendment_tells_what_was_verified_before_it(tanda, contoh, tanpa_pemicu):
    """TW I was verified on the day of signing, TW IV on the day after it."""
    for periode, hari in ((Periode.TW1, 1), (Periode.TW4, 2)):
        row = nilai(contoh, "I01", periode, 90, StatusRealisasi.DIVERIFIKASI)
        Realisasi.objects.filter(pk=row.pk).update(
            diverifikasi_pada=datetime(2023, 11, hari, 3, tzinfo=UTC)
        )
    signed = tanda(date(2023, 11, 1))

    assert kalimat(signed) == ["TW I I01: capaian 100,00% menjadi 94,74%", TAHUNAN_I01]


def test_verifiers_are_told_when_the_amendment_is_in_force(tanda, contoh, akun, perencana):
    akun(Peran.VERIFIKATOR, contoh, "verifikator")
    signed = tanda(date(2023, 11, 1))
    (notice,) = Pemberitahuan.objects.filter(jenis="pk_menilai")

    assert (notice.pengguna.username, notice.jatuh_tempo) == ("verifikator", None)
    assert notice.tautan == reverse("perjanjian_banding", args=[signed.pk])
    assert notice.kalimat == (
        f"{signed} berlaku dan mengubah capaian 1 nilai yang sudah diverifikasi atau dikunci: "
        f"{TAHUNAN_I01}"
    )


def test_the_notice_names_three_and_counts_the_rest(tanda, contoh, akun, tanpa_pemicu):
    akun(Peran.VERIFIKATOR, contoh, "verifikator")
    for periode in (Periode.TW1, Periode.TW2, Periode.TW3):
        nilai(contoh, "I01", periode, 90, StatusRealisasi.DIVERIFIKASI)
    tanda(date(2023, 11, 1))

    sentence = Pemberitahuan.objects.get(jenis="pk_menilai").kalimat
    assert sentence.endswith("TW III I01: capaian 100,00% menjadi 94,74%, dan 1 lagi")


def test_nobody_is_told_of_an_amendment_that_changes_no_achievement(awal, perencana, akun, contoh):
    akun(Peran.VERIFIKATOR, contoh, "verifikator")
    leader = akun(Peran.PIMPINAN, contoh, "pimpinan")
    row = ubah_perjanjian(perjanjian=awal, dasar=DASAR, hari=date(2023, 10, 1), by=perencana)
    PerjanjianKinerja.objects.filter(pk=row.pk).update(status="diajukan", diajukan_oleh=perencana)
    row.refresh_from_db()
    setujui_perjanjian(perjanjian=row, by=leader)
    tandatangani(perjanjian=row, tanggal=date(2023, 11, 1), by=perencana)

    assert not Pemberitahuan.objects.filter(jenis="pk_menilai").exists()


@pytest.mark.parametrize("peran", [Peran.PERENCANA, Peran.PIMPINAN, Peran.VERIFIKATOR])
def test_draft_and_comparison_say_what_changes_and_why(masuk, peran, contoh, perubahan):
    client = masuk(peran, contoh)
    for name in ("perjanjian", "perjanjian_banding"):
        page = client.get(reverse(name, args=[perubahan.pk])).text
        assert "Begitu versi ini berlaku, capaian 1 nilai berubah." in page
        assert "versi ini berlaku bagi seluruh tahunnya" in page
        assert "<del>106,11%</del>" in page
        assert "<ins>100,53%</ins>" in page


def test_the_first_version_has_no_such_part(masuk, contoh, awal):
    page = masuk(Peran.PIMPINAN, contoh).get(reverse("perjanjian", args=[awal.pk])).text
    assert "Akibat bagi nilai" not in page


def test_an_amendment_without_effect_says_so(masuk, contoh, awal, perencana):
    row = ubah_perjanjian(perjanjian=awal, dasar=DASAR, hari=date(2023, 10, 1), by=perencana)
    page = masuk(Peran.PIMPINAN, contoh).get(reverse("perjanjian", args=[row.pk])).text
    assert "Tidak ada capaian yang berubah." in page


def test_indicator_and_report_keep_it_visible(tanda, masuk, contoh):
    tanda(date(2023, 11, 1))
    sentence = (
        "Perubahan perjanjian (versi 2, 1 November 2023) menilai ulang nilai yang sudah "
        f"diverifikasi atau dikunci: {TAHUNAN_I01}."
    )
    client = masuk(Peran.PEMBACA, contoh)
    assert sentence in client.get(reverse("indikator_rinci", args=["CONTOH", 2023, "I01"])).text
    assert (
        "menilai ulang"
        not in client.get(reverse("indikator_rinci", args=["CONTOH", 2023, "I03"])).text
    )

    konteks = Konteks(contoh, 2023)
    told = [bagian._akibat(konteks, row) for row in konteks.indikator]
    assert told == [[sentence], [], []]


def test_a_fixed_number_of_queries(perubahan, django_assert_num_queries):
    """Whether one value changes or three; the first version asks nothing."""
    row = PerjanjianKinerja.objects.select_related("pd", "jabatan").get(pk=perubahan.pk)
    with django_assert_num_queries(10):
        assert len(akibat_versi(row)) == 1
    for code, target in (("I02", 20), ("I03", 4)):
        item = row.item.get(indikator__kode=code)
        item.target = target
        item.save()
    with django_assert_num_queries(10):
        assert len(akibat_versi(row)) == 3
