"""Corrections of values whose period is locked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from indicators import triggers
from indicators.actions import Bentrok, koreksi, koreksi_kosong, verifikasi
from indicators.models import Indikator, KoreksiRealisasi, PeriodePelaporan, Realisasi
from indicators.queries import baris_indikator
from tests.indicators.values import TW4, submitted
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit

ISIAN = {
    "terakhir": 0,
    "nilai": "7,5",
    "alasan": "Salah hitung",
    "dasar_hukum": "Berita acara 12/2024",
}
HAK = (
    "Hak mengoreksi nilai yang terkunci untuk Bidang Layanan dimiliki oleh: "
    "Administrator perangkat daerah."
)


@pytest.fixture
def admin(akun, contoh):
    return akun(Peran.ADMIN_PD, contoh)


@pytest.fixture
def client(admin) -> Client:
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def nilai(contoh, akun) -> Realisasi:
    """A verified value of a quarter that is locked since."""
    row = submitted(contoh, akun(Peran.PERENCANA, contoh))
    row = verifikasi(realisasi=row, versi=2, by=akun(Peran.VERIFIKATOR, contoh))
    lock(contoh)
    return row


def lock(pd, periode: int = TW4) -> None:
    PeriodePelaporan.objects.of_pd(pd).filter(tahun=2023, periode=periode).update(terkunci=True)


def address(value: Realisasi) -> str:
    return reverse("koreksi", args=["CONTOH", value.pk])


def test_the_page_shows_the_verified_value(client, nilai):
    page = client.get(address(nilai)).text
    assert "<strong>8</strong>Berlaku sekarang (Hari)" in page
    assert "Diverifikasi oleh verifikator-contoh" in page
    assert "Belum ada koreksi." in page


def test_a_correction_is_recorded_beside_the_value(client, nilai, admin):
    answer = client.post(address(nilai), ISIAN, follow=True)
    assert answer.redirect_chain == [(address(nilai), 302)]
    assert "Koreksi dicatat: I02 TW IV 2023 menjadi 7,5." in answer.text
    entry = nilai.koreksi.get()
    assert (entry.nilai_sebelum, entry.nilai, entry.oleh) == (Decimal(8), Decimal("7.5"), admin)
    assert (entry.alasan, entry.dasar_hukum) == ("Salah hitung", "Berita acara 12/2024")
    nilai.refresh_from_db()
    assert (nilai.nilai, nilai.status) == (Decimal(8), "diverifikasi")
    assert "<strong>8 menjadi 7,5</strong>" in answer.text
    assert "<strong>8</strong>Sebelum dikoreksi" in answer.text


def test_the_next_correction_follows_the_last(client, nilai):
    client.post(address(nilai), ISIAN)
    last = nilai.koreksi.get()
    client.post(address(nilai), ISIAN | {"terakhir": last.pk, "nilai": "7,25"})
    assert [(k.nilai_sebelum, k.nilai) for k in nilai.koreksi.all()] == [
        (Decimal(8), Decimal("7.5")),
        (Decimal("7.5"), Decimal("7.25")),
    ]


def test_someone_faster_shows_the_newer_correction_and_keeps_what_was_typed(client, nilai):
    client.post(address(nilai), ISIAN)
    answer = client.post(address(nilai), ISIAN | {"nilai": "7,25"})
    assert answer.status_code == 409
    assert "Orang lain sudah mengubah nilai ini sesudah halaman Anda dibuka." in answer.text
    assert "8 menjadi 7,5" in answer.text
    assert 'value="7,25"' in answer.text
    assert f'name="terakhir" value="{nilai.koreksi.get().pk}"' in answer.text


def test_the_same_value_is_no_correction(client, nilai):
    answer = client.post(address(nilai), ISIAN | {"nilai": "8"})
    assert answer.status_code == 422
    assert "Nilai 8 sama dengan nilai yang berlaku sekarang." in answer.text
    assert "Salah hitung</textarea>" in answer.text


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("nilai", "", "Isi nilai yang benar."),
        ("alasan", " ", "Isi alasan koreksi."),
        ("dasar_hukum", "", "Isi dasar koreksi, misalnya nomor berita acara."),
    ],
)
def test_each_part_is_required(name, text, sentence, client, nilai):
    answer = client.post(address(nilai), ISIAN | {name: text})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not nilai.koreksi.exists()


def test_an_ambiguous_number_is_asked_back(client, nilai):
    answer = client.post(address(nilai), ISIAN | {"nilai": "1.234"})
    assert answer.status_code == 422
    assert "dapat dibaca sebagai" in answer.text
    assert 'value="1.234"' in answer.text


def test_more_decimals_than_are_stored_are_refused(client, nilai):
    answer = client.post(address(nilai), ISIAN | {"nilai": "7,12345"})
    assert answer.status_code == 422
    assert 'value="7,12345"' in answer.text
    assert not nilai.koreksi.exists()


@pytest.mark.parametrize("peran", [Peran.EVALUATOR, Peran.PIMPINAN, Peran.PEMBACA])
def test_other_roles_see_corrections_but_make_none(peran, client, masuk, contoh, nilai):
    client.post(address(nilai), ISIAN)
    reader = masuk(peran, contoh)
    page = reader.get(address(nilai)).text
    assert "8 menjadi 7,5" in page
    assert HAK in page
    assert "Catat koreksi" not in page
    answer = reader.post(address(nilai), ISIAN)
    assert answer.status_code == 403
    assert HAK in answer.text
    denied = JejakAudit.objects.get(aksi=AksiJejak.DITOLAK)
    assert (denied.tabel, denied.baris, denied.alasan) == (triggers.REALISASI, nilai.pk, HAK)
    assert nilai.koreksi.count() == 1


def test_a_stranger_gets_404(masuk, bpsdm, nilai):
    stranger = masuk(Peran.ADMIN_PD, bpsdm)
    assert stranger.get(address(nilai)).status_code == 404
    assert stranger.post(address(nilai), ISIAN).status_code == 404
    assert Client().get(address(nilai)).status_code == 302


def test_an_open_period_is_changed_in_the_grid(client, contoh, akun):
    value = submitted(contoh, akun(Peran.PERENCANA, contoh))
    sentence = "Periode belum dikunci; ubah nilainya langsung di halaman pengisian."
    assert sentence in client.get(address(value)).text
    answer = client.post(address(value), ISIAN)
    assert answer.status_code == 403
    assert sentence in answer.text


def test_corrections_are_never_changed_or_deleted(client, nilai):
    client.post(address(nilai), ISIAN)
    entry = nilai.koreksi.get()
    sentence = "Koreksi tidak dapat diubah atau dihapus; buat koreksi baru."
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        KoreksiRealisasi.objects.update(nilai=1)
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        entry.delete()


def test_the_action_asks_for_the_correction_that_it_follows(client, nilai, admin):
    more = {"alasan": "Salah", "dasar_hukum": "BA", "by": admin}
    entry = koreksi(realisasi=nilai, nilai=Decimal(7), terakhir=0, **more)
    with pytest.raises(Bentrok):
        koreksi(realisasi=nilai, nilai=Decimal(6), terakhir=0, **more)
    assert koreksi(realisasi=nilai, nilai=Decimal(6), terakhir=entry.pk, **more).nilai == 6
    assert koreksi(realisasi=nilai, nilai=Decimal(5), **more).nilai_sebelum == 6
    with pytest.raises(ValidationError) as refused:
        koreksi(realisasi=nilai, nilai=Decimal("5.0000"), **more)
    assert refused.value.message_dict == {
        "nilai": ["Nilai 5 sama dengan nilai yang berlaku sekarang."]
    }


def test_the_grid_leads_to_the_correction_when_the_period_is_locked(client, masuk, contoh, nilai):
    grid = reverse("pengukuran_isi", args=["CONTOH", 2023, TW4])
    link = f'href="{address(nilai)}"'
    assert link in client.get(grid).text
    assert link not in masuk(Peran.PEMBACA, contoh).get(grid).text
    client.post(address(nilai), ISIAN)
    assert "Koreksi: 8 menjadi 7,5. Salah hitung (Berita acara 12/2024)" in client.get(grid).text


def test_the_page_of_the_indicator_shows_corrections_beside_the_figure(
    client, masuk, contoh, nilai
):
    page = reverse("indikator_rinci", args=["CONTOH", 2023, "I02"])
    assert f'<a href="{address(nilai)}">koreksi TW IV</a>' in client.get(page).text
    client.post(address(nilai), ISIAN)
    reader = masuk(Peran.PEMBACA, contoh).get(page).text
    assert "dari 8 menjadi 7,5. Salah hitung (dasar: Berita acara 12/2024)" in reader
    assert "koreksi TW IV</a>" not in reader


def test_the_report_prints_the_corrected_value(client, contoh):
    value = Realisasi.objects.get(
        indikator__pd=contoh, indikator__kode="I02", tahun=2023, periode=5
    )
    lock(contoh, 5)
    client.post(address(value), ISIAN)
    row = next(r for r in baris_indikator(contoh, 2023) if r.kode == "I02")
    assert row.realisasi == Decimal("7.5")


@pytest.mark.parametrize("number", [1, 3])
def test_corrections_read_with_the_same_queries(
    number, client, nilai, admin, django_assert_num_queries
):
    for n in range(number):
        koreksi(realisasi=nilai, nilai=Decimal(n), alasan="Salah", dasar_hukum="BA", by=admin)
    with django_assert_num_queries(9):
        client.get(address(nilai))


# --- From no value -----------------------------------------------------------------------------

KOSONG = reverse("koreksi_tanpa_nilai", args=["CONTOH", 2023, TW4, "I03"])


def empty_cell(pd) -> Realisasi | None:
    return Realisasi.objects.filter(
        indikator__pd=pd, indikator__kode="I03", tahun=2023, periode=TW4
    ).first()


def test_a_cell_that_nobody_filled_is_corrected_from_no_value(client, contoh, admin):
    lock(contoh)
    grid = client.get(reverse("pengukuran_isi", args=["CONTOH", 2023, TW4])).text
    assert "Tidak ada nilai" in grid
    assert f'href="{KOSONG}"' in grid
    page = client.get(KOSONG).text
    assert "<strong>Tidak ada nilai</strong>Berlaku sekarang" in page
    assert empty_cell(contoh) is None
    answer = client.post(KOSONG, ISIAN, follow=True)
    row = empty_cell(contoh)
    assert answer.redirect_chain == [(address(row), 302)]
    assert "<strong>tidak ada nilai menjadi 7,5</strong>" in answer.text
    assert "<strong>Tidak ada nilai</strong>Sebelum dikoreksi" in answer.text
    assert (row.nilai, row.status_data, row.status) == (None, "tidak_tersedia", "draf")
    assert (row.catatan, row.diubah_oleh) == ("Tidak diisi sampai periode dikunci.", admin)
    entry = row.koreksi.get()
    assert (entry.nilai_sebelum, entry.nilai) == (None, Decimal("7.5"))
    found = next(b for b in baris_indikator(contoh, 2023) if b.kode == "I03")
    assert found.triwulan[3].isi.nilai == Decimal("7.5")
    # From now on it is a value like others.
    assert client.get(KOSONG).url == address(row)
    grid = client.get(reverse("pengukuran_isi", args=["CONTOH", 2023, TW4])).text
    assert "Koreksi: tidak ada nilai menjadi 7,5. Salah hitung (Berita acara 12/2024)" in grid


def test_a_value_that_was_not_to_be_had_is_corrected_when_it_turns_up(client, contoh):
    row = Realisasi.objects.create(
        indikator=Indikator.objects.get(pd=contoh, kode="I03"),
        tahun=2023,
        periode=TW4,
        status_data="tidak_tersedia",
        catatan="Survei batal",
    )
    lock(contoh)
    client.post(address(row), ISIAN)
    assert row.koreksi.get().perubahan == "tidak ada nilai menjadi 7,5"


def test_from_no_value_only_in_a_locked_period(client, contoh):
    answer = client.post(KOSONG, ISIAN)
    assert answer.status_code == 403
    assert "Periode belum dikunci; ubah nilainya langsung di halaman pengisian." in answer.text
    lock(contoh)
    faulty = client.post(KOSONG, ISIAN | {"alasan": ""})
    assert faulty.status_code == 422
    assert 'value="7,5"' in faulty.text
    assert empty_cell(contoh) is None


@pytest.mark.parametrize(("periode", "kode"), [(9, "I03"), (TW4, "I99")])
def test_a_cell_that_does_not_exist_has_no_correction(client, periode, kode):
    url = reverse("koreksi_tanpa_nilai", args=["CONTOH", 2023, periode, kode])
    assert client.get(url).status_code == 404


def test_others_are_told_who_may_correct(contoh, akun):
    lock(contoh)
    checker = Client()
    checker.force_login(akun(Peran.VERIFIKATOR, contoh))
    grid = checker.get(reverse("pengukuran_isi", args=["CONTOH", 2023, TW4])).text
    assert KOSONG not in grid
    assert (
        "Nilainya dapat dicatat melalui koreksi beralasan oleh administrator perangkat daerah."
        in grid
    )
    assert "Hak mengoreksi nilai yang terkunci untuk " in checker.get(KOSONG).text
    assert checker.post(KOSONG, ISIAN).status_code == 403


def test_somebody_faster_is_a_conflict(contoh, admin):
    lock(contoh)
    words = {"nilai": Decimal(7), "alasan": "Lupa", "dasar_hukum": "BA 1", "by": admin}
    cell = Indikator.objects.select_related("pd", "unit").get(pd=contoh, kode="I03")
    entry = koreksi_kosong(indikator=cell, tahun=2023, periode=TW4, **words)
    with pytest.raises(Bentrok) as caught:
        koreksi_kosong(indikator=cell, tahun=2023, periode=TW4, **words)
    assert caught.value.tersimpan == entry.realisasi
