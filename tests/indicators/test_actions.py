"""Every write of measurement: allowed, refused, in conflict, and with its version and author."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection

from indicators import triggers
from indicators.actions import (
    Bentrok,
    Ditolak,
    Isian,
    ajukan,
    kembalikan,
    koreksi,
    nilai_isian,
    simpan_realisasi,
    tarik,
    verifikasi,
)
from indicators.actions_bukti import hapus_bukti, pilih_surat, simpan_bukti, simpan_semua_bukti
from indicators.actions_periode import buat_periode, kunci_periode, perpanjang, simpan_periode
from indicators.enums import Periode, StatusData, StatusRealisasi
from indicators.models import (
    BuktiDukung,
    Indikator,
    KomponenRealisasi,
    PeriodePelaporan,
    Realisasi,
    SuratSumber,
)
from workforce.enums import Peran
from workforce.models import JejakAudit, UnitKerja, User
from workforce.querysets import hari_ini

D = Decimal
BENTROK = (
    "Orang lain sudah mengubah nilai ini sesudah halaman Anda dibuka. "
    "Bandingkan kedua nilai, lalu pilih."
)


@pytest.fixture
def perencana(akun, contoh) -> User:
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def verifikator(akun, contoh) -> User:
    return akun(Peran.VERIFIKATOR, contoh)


@pytest.fixture
def admin(akun, contoh) -> User:
    return akun(Peran.ADMIN_PD, contoh)


@pytest.fixture
def pembaca(akun, contoh) -> User:
    return akun(Peran.PEMBACA, contoh)


@pytest.fixture
def indikator(contoh) -> Indikator:
    """Without components; its fourth quarter is open and empty."""
    return Indikator.objects.get(pd=contoh, kode="I03")


@pytest.fixture
def rasio(contoh) -> Indikator:
    """Computed from numerator and denominator."""
    return Indikator.objects.get(pd=contoh, kode="I01")


@pytest.fixture
def draf(indikator, perencana) -> Realisasi:
    return simpan(indikator, perencana, D(2))


@pytest.fixture
def diajukan(draf, perencana) -> Realisasi:
    return ajukan(realisasi=draf, versi=1, kurang=(), by=perencana)


@pytest.fixture
def sah(diajukan, verifikator) -> Realisasi:
    return verifikasi(realisasi=diajukan, versi=2, by=verifikator)


@pytest.fixture
def periode(contoh) -> PeriodePelaporan:
    """The open fourth quarter."""
    return PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=4)


def simpan(
    indikator: Indikator, by: User, nilai: Decimal | None = None, versi: int = 0, **isi: Any
) -> Realisasi:
    return simpan_realisasi(
        indikator=indikator,
        tahun=2023,
        periode=4,
        isian=Isian(nilai=nilai, **isi),
        versi=versi,
        by=by,
    )


def lock(periode: PeriodePelaporan) -> None:
    PeriodePelaporan.objects.filter(pk=periode.pk).update(terkunci=True)


def entries(tabel: str, baris: int) -> list[JejakAudit]:
    return list(JejakAudit.objects.filter(tabel=tabel, baris=baris).order_by("pk"))


# --- Saving ------------------------------------------------------------------------------------


def test_first_save_is_a_draft_of_version_1(indikator, perencana):
    row = simpan(indikator, perencana, D(2), penyebab="sebab", catatan="catatan")
    stored = Realisasi.objects.get(pk=row.pk)
    assert (stored.nilai, stored.status, stored.versi, stored.diubah_oleh) == (
        D(2),
        StatusRealisasi.DRAF,
        1,
        perencana,
    )
    assert (stored.penyebab, stored.tindak_lanjut, stored.catatan) == ("sebab", "", "catatan")
    (entry,) = entries(triggers.REALISASI, row.pk)
    assert (entry.aksi, entry.pelaku) == ("buat", perencana)


def test_next_save_raises_the_version_and_names_its_author(draf, indikator, admin):
    simpan(indikator, admin, D(3), versi=1)
    stored = Realisasi.objects.get(pk=draf.pk)
    assert (stored.nilai, stored.versi, stored.diubah_oleh) == (D(3), 2, admin)
    assert entries(triggers.REALISASI, draf.pk)[-1].pelaku == admin


def test_save_seals_the_trail_after_the_commit(
    indikator, perencana, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        row = simpan(indikator, perencana, D(2))
    (entry,) = entries(triggers.REALISASI, row.pk)
    assert len(entry.segel) == 64


@pytest.mark.parametrize("versi", [0, 1, 7])
def test_save_of_what_is_stored_changes_nothing(sah, indikator, perencana, versi):
    row = simpan(indikator, perencana, D("2.00004"), versi=versi)
    assert (row.pk, row.versi, row.status) == (sah.pk, 3, StatusRealisasi.DIVERIFIKASI)
    assert len(entries(triggers.REALISASI, sah.pk)) == 3


def test_save_of_a_verified_value_drops_its_verification(sah, indikator, perencana):
    simpan(indikator, perencana, D(3), versi=3)
    stored = Realisasi.objects.get(pk=sah.pk)
    assert (stored.status, stored.versi) == (StatusRealisasi.DRAF, 4)
    assert (stored.diajukan_oleh, stored.diverifikasi_oleh, stored.diverifikasi_pada) == (None,) * 3


@pytest.mark.parametrize(
    ("isian", "nilai"),
    [
        (Isian(nilai=D("95.55555")), D("95.5556")),
        (Isian(nilai=D("0.00005")), D("0.0001")),
        (Isian(pembilang=D(191), penyebut=D(200)), D("95.5")),
        (Isian(pembilang=D(1), penyebut=D(3)), D("33.3333")),
        (Isian(nilai=D(5), pembilang=D(1), penyebut=D(2)), D(50)),
        (Isian(nilai=D(5), pembilang=D(1)), D(5)),
        (Isian(pembilang=D(1), penyebut=D(0)), None),
        (Isian(nilai=D(5), status_data=StatusData.BELUM_RILIS), None),
        (Isian(), None),
    ],
)
def test_value_of_an_entry(isian, nilai):
    assert nilai_isian(isian) == nilai


def test_entry_is_rounded_once_half_up():
    isian = Isian(nilai=D("-0.00005"), pembilang=D("1.23455"), penyebut=D("2.00004"))
    assert (isian.nilai, isian.pembilang, isian.penyebut) == (
        D("-0.0001"),
        D("1.2346"),
        D("2.0000"),
    )


def test_components_are_kept_with_their_author(rasio, perencana):
    row = simpan(rasio, perencana, pembilang=D(191), penyebut=D(200))
    parts = KomponenRealisasi.objects.get(realisasi=row)
    assert (row.nilai, parts.pembilang, parts.penyebut) == (D("95.5"), D(191), D(200))
    (entry,) = entries(triggers.KOMPONEN, parts.pk)
    assert (entry.aksi, entry.pelaku) == ("buat", perencana)


def test_components_change_and_go_with_their_author(rasio, perencana, admin):
    row = simpan(rasio, perencana, pembilang=D(191), penyebut=D(200))
    pk = KomponenRealisasi.objects.get(realisasi=row).pk
    simpan(rasio, admin, versi=1, pembilang=D(192), penyebut=D(200))
    simpan(
        rasio,
        admin,
        versi=2,
        status_data=StatusData.BELUM_RILIS,
        perkiraan_rilis=date(2024, 3, 1),
    )
    assert not KomponenRealisasi.objects.filter(realisasi=row).exists()
    assert [(e.aksi, e.pelaku) for e in entries(triggers.KOMPONEN, pk)] == [
        ("buat", perencana),
        ("ubah", admin),
        ("hapus", admin),
    ]
    stored = Realisasi.objects.get(pk=row.pk)
    assert (stored.nilai, stored.perkiraan_rilis) == (None, date(2024, 3, 1))


def test_components_changed_outside_are_not_laid_to_the_next_author(rasio, perencana, admin):
    row = simpan(rasio, perencana, pembilang=D(191), penyebut=D(200))
    parts = KomponenRealisasi.objects.get(realisasi=row)
    KomponenRealisasi.objects.filter(pk=parts.pk).update(pembilang=D(190))
    simpan(rasio, admin, versi=1, pembilang=D(192), penyebut=D(200))
    KomponenRealisasi.objects.filter(pk=parts.pk).update(pembilang=D(199))
    simpan(
        rasio,
        admin,
        versi=2,
        status_data=StatusData.BELUM_RILIS,
        perkiraan_rilis=date(2024, 3, 1),
    )
    assert [(e.aksi, e.pelaku) for e in entries(triggers.KOMPONEN, parts.pk)] == [
        ("buat", perencana),
        ("ubah", None),
        ("ubah", admin),
        ("ubah", None),
        ("hapus", admin),
    ]


def test_windows_changed_outside_are_not_laid_to_the_next_author(periode, admin):
    PeriodePelaporan.objects.filter(pk=periode.pk).update(batas_isi=date(2024, 1, 6))
    periode.batas_isi = date(2024, 1, 6)
    simpan_periode(periode=periode, by=admin)
    (changed,) = entries(triggers.PERIODE, periode.pk)[-1:]
    assert (changed.sesudah["batas_isi"], changed.pelaku) == ("2024-01-06", None)


def test_release_date_goes_when_the_data_is_there(indikator, perencana):
    simpan(
        indikator,
        perencana,
        status_data=StatusData.BELUM_RILIS,
        perkiraan_rilis=date(2024, 3, 1),
    )
    row = simpan(indikator, perencana, D(2), versi=1)
    assert (row.status_data, row.perkiraan_rilis) == (StatusData.ADA, None)


@pytest.mark.parametrize("versi", [0, 2])
def test_save_on_another_version_is_a_conflict(draf, indikator, admin, versi):
    with pytest.raises(Bentrok) as caught:
        simpan(indikator, admin, D(9), versi=versi)
    assert (caught.value.messages, caught.value.code) == ([BENTROK], "bentrok")
    assert caught.value.tersimpan == draf
    assert Realisasi.objects.get(pk=draf.pk).nilai == D(2)


def test_save_of_a_value_that_was_deleted_is_a_conflict(draf, indikator, perencana):
    draf.delete()
    with pytest.raises(Bentrok) as caught:
        simpan(indikator, perencana, D(9), versi=1)
    assert caught.value.tersimpan is None


@contextmanager
def meanwhile(statement: str, write: Callable[[], Any]) -> Iterator[None]:
    """Let somebody else write at the moment before a certain statement is run."""
    done: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if statement in sql and not done:
            done.append(sql)
            write()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield
    assert done


def test_two_first_saves_at_the_same_moment_are_a_conflict(indikator, perencana):
    def faster() -> None:
        Realisasi.objects.create(indikator=indikator, tahun=2023, periode=4, nilai=7)

    # After this save looked for a stored value, before it inserts its own. What somebody else
    # wrote is not rolled back with it; here it has to be written again.
    with (
        meanwhile('FROM "indicators_periodepelaporan"', faster),
        meanwhile("RELEASE SAVEPOINT", faster),
        pytest.raises(Bentrok) as caught,
    ):
        simpan(indikator, perencana, D(9))
    assert caught.value.tersimpan is not None
    assert caught.value.tersimpan.nilai == D(7)


@pytest.mark.parametrize("versi", [0, 1])
def test_lock_that_falls_during_a_save_is_a_refusal(indikator, perencana, periode, versi):
    if versi:
        simpan(indikator, perencana, D(2))
    statement = "UPDATE" if versi else "INSERT INTO"
    with (
        # The lock of somebody else is not rolled back with this save; here it has to fall again.
        meanwhile(f'{statement} "indicators_realisasi"', lambda: lock(periode)),
        meanwhile("RELEASE SAVEPOINT", lambda: lock(periode)),
        pytest.raises(Ditolak) as caught,
    ):
        simpan(indikator, perencana, D(9), versi=versi)
    assert caught.value.alasan == triggers.TERKUNCI
    left = Realisasi.objects.filter(indikator=indikator, tahun=2023, periode=4)
    assert list(left.values_list("nilai", flat=True)) == ([D(2)] if versi else [])


def test_save_that_the_database_refuses_for_another_reason_says_so(indikator, perencana, periode):
    with (
        meanwhile('INSERT INTO "indicators_realisasi"', lambda: lock(periode)),
        pytest.raises(IntegrityError, match="Periode sudah dikunci"),
    ):
        simpan(indikator, perencana, D(9))
    assert not Realisasi.objects.filter(indikator=indikator, tahun=2023, periode=4).exists()


@pytest.mark.parametrize(
    ("peran", "allowed"),
    [(p, p in (Peran.ADMIN_PD, Peran.PERENCANA)) for p in Peran],
)
def test_save_by_role(indikator, akun, contoh, peran, allowed):
    user = akun(peran, contoh)
    if allowed:
        assert simpan(indikator, user, D(2)).versi == 1
        return
    with pytest.raises(Ditolak) as caught:
        simpan(indikator, user, D(2))
    assert caught.value.alasan == (
        "Hak mengisi realisasi untuk Sekretariat Dinas Contoh dimiliki oleh: "
        "Administrator perangkat daerah, Perencana."
    )
    assert caught.value.code == "ditolak"
    assert not Realisasi.objects.filter(indikator=indikator, periode=4).exists()


def test_save_in_a_locked_period(indikator, perencana, periode):
    lock(periode)
    with pytest.raises(Ditolak, match="Periode sudah dikunci"):
        simpan(indikator, perencana, D(2))


def test_save_of_a_submitted_value(diajukan, indikator, perencana):
    with pytest.raises(Ditolak, match="Nilai sedang diperiksa verifikator"):
        simpan(indikator, perencana, D(3), versi=2)


def test_save_without_a_value(indikator, perencana):
    with pytest.raises(ValidationError) as caught:
        simpan(indikator, perencana)
    assert caught.value.messages == ["Nilai diisi bila data ada, dan dikosongkan bila belum."]


def test_save_of_a_quotient_that_does_not_fit(rasio, perencana):
    with pytest.raises(ValidationError) as caught:
        simpan(rasio, perencana, pembilang=D(10) ** 15, penyebut=D("0.0001"))
    assert "nilai" in caught.value.error_dict


# --- Submitting and taking back ----------------------------------------------------------------


def test_submission(diajukan, perencana):
    stored = Realisasi.objects.get(pk=diajukan.pk)
    assert (stored.status, stored.versi, stored.diajukan_oleh) == (
        StatusRealisasi.DIAJUKAN,
        2,
        perencana,
    )
    assert stored.diajukan_pada is not None
    assert entries(triggers.REALISASI, stored.pk)[-1].pelaku == perencana


@pytest.mark.parametrize(
    ("kurang", "sentence"),
    [
        (("Bukti dukung belum ada.",), "Bukti dukung belum ada."),
        (("Penyebab belum diisi.", "Bukti belum ada."), "Penyebab belum diisi. Bukti belum ada."),
    ],
)
def test_submission_of_an_incomplete_value(draf, perencana, kurang, sentence):
    with pytest.raises(Ditolak) as caught:
        ajukan(realisasi=draf, versi=1, kurang=kurang, by=perencana)
    assert caught.value.alasan == sentence


def test_submission_of_a_verified_value(sah, perencana):
    with pytest.raises(Ditolak) as caught:
        ajukan(realisasi=sah, versi=3, kurang=(), by=perencana)
    assert caught.value.alasan == "Nilai ini sudah diverifikasi."


def test_submission_without_the_right(draf, verifikator):
    with pytest.raises(Ditolak, match="Hak mengisi realisasi"):
        ajukan(realisasi=draf, versi=1, kurang=(), by=verifikator)


def test_submission_of_another_version(draf, perencana):
    with pytest.raises(Bentrok) as caught:
        ajukan(realisasi=draf, versi=2, kurang=(), by=perencana)
    assert caught.value.tersimpan == draf


def test_taking_back(diajukan, admin):
    row = tarik(realisasi=diajukan, versi=2, by=admin)
    assert (row.status, row.versi, row.diajukan_oleh, row.diajukan_pada) == ("draf", 3, None, None)


def test_taking_back_what_was_not_submitted(draf, perencana):
    with pytest.raises(Ditolak) as caught:
        tarik(realisasi=draf, versi=1, by=perencana)
    assert caught.value.alasan == "Hanya nilai yang diajukan dapat ditarik kembali."


def test_taking_back_in_a_locked_period(diajukan, perencana, periode):
    lock(periode)
    with pytest.raises(Ditolak, match="Periode sudah dikunci"):
        tarik(realisasi=diajukan, versi=2, by=perencana)


def test_taking_back_without_the_right_or_on_another_version(diajukan, verifikator, perencana):
    with pytest.raises(Ditolak, match="Hak mengisi realisasi"):
        tarik(realisasi=diajukan, versi=2, by=verifikator)
    with pytest.raises(Bentrok):
        tarik(realisasi=diajukan, versi=1, by=perencana)


# --- Deciding ----------------------------------------------------------------------------------


def test_verification(sah, perencana, verifikator):
    stored = Realisasi.objects.get(pk=sah.pk)
    assert (stored.status, stored.versi) == (StatusRealisasi.DIVERIFIKASI, 3)
    assert (stored.diajukan_oleh, stored.diverifikasi_oleh) == (perencana, verifikator)
    assert stored.diverifikasi_pada is not None


def test_verification_of_what_one_submitted_oneself(draf, perencana, contoh):
    perencana.penugasan.create(peran=Peran.VERIFIKATOR, pd=contoh)
    both = User.objects.get(pk=perencana.pk)
    row = ajukan(realisasi=draf, versi=1, kurang=(), by=both)
    with pytest.raises(Ditolak, match="Anda sendiri yang mengajukan nilai ini"):
        verifikasi(realisasi=row, versi=2, by=both)


@pytest.mark.parametrize("decide", [verifikasi, kembalikan])
def test_deciding_without_the_right_or_on_another_version(diajukan, admin, verifikator, decide):
    extra = {"alasan": "Periksa lagi"} if decide is kembalikan else {}
    with pytest.raises(Ditolak, match="Hak memverifikasi realisasi"):
        decide(realisasi=diajukan, versi=2, by=admin, **extra)
    with pytest.raises(Bentrok):
        decide(realisasi=diajukan, versi=1, by=verifikator, **extra)
    assert Realisasi.objects.get(pk=diajukan.pk).status == StatusRealisasi.DIAJUKAN


def test_return_with_a_reason(diajukan, verifikator, perencana):
    row = kembalikan(realisasi=diajukan, versi=2, alasan="  Bukti tidak cocok ", by=verifikator)
    assert (row.status, row.versi, row.alasan) == ("dikembalikan", 3, "Bukti tidak cocok")
    again = ajukan(realisasi=row, versi=3, kurang=(), by=perencana)
    assert (again.status, again.alasan) == ("diajukan", "")


@pytest.mark.parametrize("how", ["bukti", "semua", "hapus", "surat"])
def test_new_evidence_answers_a_return(diajukan, verifikator, perencana, how):
    first = BuktiDukung.objects.create(realisasi=diajukan, judul="Lama")
    row = kembalikan(realisasi=diajukan, versi=2, alasan="Bukti tidak cocok", by=verifikator)
    piece = BuktiDukung(realisasi=row, judul="Tabel 3", urutan=2)
    if how == "bukti":
        simpan_bukti(bukti=piece, by=perencana)
    elif how == "semua":
        simpan_semua_bukti(realisasi=row, bukti=[piece], by=perencana)
    elif how == "hapus":
        hapus_bukti(bukti=first, by=perencana)
    else:
        pilih_surat(realisasi=row, surat=None, versi=3, by=perencana)
    found = Realisasi.objects.get(pk=row.pk)
    assert (found.status, found.alasan, found.versi) == ("draf", "", 4)
    assert (found.diajukan_oleh, found.diubah_oleh) == (None, perencana)


@pytest.mark.parametrize("alasan", ["", "   "])
def test_return_without_a_reason(diajukan, verifikator, alasan):
    with pytest.raises(ValidationError) as caught:
        kembalikan(realisasi=diajukan, versi=2, alasan=alasan, by=verifikator)
    assert caught.value.message_dict == {
        "alasan": ["Isi alasan pengembalian agar pengisi tahu perbaikannya."]
    }


# --- Corrections -------------------------------------------------------------------------------

ALASAN = {"alasan": " Salah hitung ", "dasar_hukum": " LHP Inspektorat "}


def test_correction_stands_beside_the_value(sah, periode, admin):
    lock(periode)
    first = koreksi(realisasi=sah, nilai=D(3), by=admin, terakhir=0, **ALASAN)
    second = koreksi(realisasi=sah, nilai=D(4), by=admin, terakhir=first.pk, **ALASAN)
    assert (first.nilai_sebelum, first.nilai, first.alasan, first.dasar_hukum) == (
        D(2),
        D(3),
        "Salah hitung",
        "LHP Inspektorat",
    )
    assert (second.nilai_sebelum, second.nilai) == (D(3), D(4))
    assert Realisasi.objects.get(pk=sah.pk).nilai == D(2)


def test_correction_of_an_open_period_or_without_the_right(sah, periode, admin, perencana):
    with pytest.raises(Ditolak, match="Periode belum dikunci"):
        koreksi(realisasi=sah, nilai=D(3), by=admin, **ALASAN)
    lock(periode)
    with pytest.raises(Ditolak, match="Hak mengoreksi nilai yang terkunci"):
        koreksi(realisasi=sah, nilai=D(3), by=perencana, **ALASAN)


def test_correction_that_others_overtook(sah, periode, admin):
    lock(periode)
    koreksi(realisasi=sah, nilai=D(3), by=admin, **ALASAN)
    with pytest.raises(Bentrok):
        koreksi(realisasi=sah, nilai=D(4), by=admin, terakhir=0, **ALASAN)


def test_correction_to_the_same_value_or_without_a_reason(sah, periode, admin):
    lock(periode)
    with pytest.raises(ValidationError) as caught:
        koreksi(realisasi=sah, nilai=D(2), by=admin, **ALASAN)
    assert caught.value.message_dict == {
        "nilai": ["Nilai 2 sama dengan nilai yang berlaku sekarang."]
    }
    with pytest.raises(ValidationError) as caught:
        koreksi(realisasi=sah, nilai=D(3), alasan=" ", dasar_hukum="LHP", by=admin)
    assert list(caught.value.message_dict) == ["alasan"]


# --- Periods -----------------------------------------------------------------------------------


def test_locking_names_who_locked(periode, admin):
    row = kunci_periode(periode=periode, by=admin)
    assert (row.terkunci, row.dikunci_oleh) == (True, admin)
    assert entries(triggers.PERIODE, row.pk)[-1].pelaku == admin


def test_locking_while_values_wait(diajukan, periode, admin):
    with pytest.raises(Ditolak, match="Masih ada 1 nilai yang diajukan"):
        kunci_periode(periode=periode, by=admin)


def test_locking_without_the_right(periode, perencana):
    with pytest.raises(Ditolak) as caught:
        kunci_periode(periode=periode, by=perencana)
    assert caught.value.alasan == (
        "Hak mengelola periode pelaporan pada Dinas Contoh dimiliki oleh: Administrator sistem, "
        "Administrator perangkat daerah. Peran Anda tidak termasuk."
    )


def test_windows_change_until_the_lock(periode, admin, perencana):
    periode.batas_isi = date(2030, 1, 5)
    with pytest.raises(Ditolak):
        simpan_periode(periode=periode, by=perencana)
    simpan_periode(periode=periode, by=admin)
    assert entries(triggers.PERIODE, periode.pk)[-1].pelaku == admin
    lock(periode)
    with pytest.raises(Ditolak, match="jadwalnya tidak berubah lagi"):
        simpan_periode(periode=periode, by=admin)


def test_windows_out_of_order(periode, admin):
    periode.batas_verifikasi = periode.mulai - timedelta(days=1)
    with pytest.raises(ValidationError) as caught:
        simpan_periode(periode=periode, by=admin)
    assert caught.value.messages == [
        "Urutan tanggal: dibuka, batas pengisian, lalu batas verifikasi."
    ]


def test_periods_of_a_year_come_together_or_not_at_all(contoh, admin):
    rows = [PeriodePelaporan.usulan(contoh, 2024, p) for p in (Periode.TW1, Periode.TW2)]
    buat_periode(periode=rows, by=admin)
    assert PeriodePelaporan.objects.filter(pd=contoh, tahun=2024).count() == 2
    twice = [PeriodePelaporan.usulan(contoh, 2025, Periode.TW1) for _ in range(2)]
    with pytest.raises(ValidationError):
        buat_periode(periode=twice, by=admin)
    assert not PeriodePelaporan.objects.filter(pd=contoh, tahun=2025).exists()


@pytest.fixture
def sebentar(periode) -> PeriodePelaporan:
    """The fourth quarter, whose entry ends today."""
    today = hari_ini()
    PeriodePelaporan.objects.filter(pk=periode.pk).update(batas_isi=today, batas_verifikasi=today)
    return PeriodePelaporan.objects.get(pk=periode.pk)


def test_extension_carries_the_verification_along(sebentar, indikator, admin):
    until = hari_ini() + timedelta(days=3)
    entry = perpanjang(
        periode=sebentar, unit=indikator.unit, sampai=until, alasan=" Terlambat ", by=admin
    )
    stored = PeriodePelaporan.objects.get(pk=sebentar.pk)
    assert (entry.alasan, entry.oleh, stored.batas_verifikasi) == ("Terlambat", admin, until)
    assert stored.batas_untuk(indikator.unit) == until
    last = entries(triggers.PERIODE, sebentar.pk)[-1]
    assert (last.pelaku, last.alasan) == (admin, "Terlambat")


def test_extension_within_the_verification_leaves_it(periode, indikator, admin):
    PeriodePelaporan.objects.filter(pk=periode.pk).update(batas_isi=hari_ini())
    until = hari_ini() + timedelta(days=3)
    perpanjang(periode=periode, unit=indikator.unit, sampai=until, alasan="a", by=admin)
    assert PeriodePelaporan.objects.get(pk=periode.pk).batas_verifikasi == date(2035, 12, 31)


def test_extension_refusals(sebentar, indikator, admin, perencana, bpsdm):
    tomorrow = hari_ini() + timedelta(days=1)
    values = {"periode": sebentar, "unit": indikator.unit, "sampai": tomorrow, "alasan": "a"}
    with pytest.raises(Ditolak, match="Hak mengelola periode pelaporan"):
        perpanjang(**values, by=perencana)
    foreign = UnitKerja.objects.get(pd=bpsdm, kode="SUBBAG-KEU")
    with pytest.raises(ValidationError) as caught:
        perpanjang(**values | {"unit": foreign}, by=admin)
    assert list(caught.value.message_dict) == ["unit"]
    with pytest.raises(ValidationError, match="Perpanjangan harus sesudah batas pengisian"):
        perpanjang(**values | {"sampai": hari_ini()}, by=admin)
    lock(sebentar)
    with pytest.raises(Ditolak, match="jadwalnya tidak berubah lagi"):
        perpanjang(**values, by=admin)


def test_extension_into_the_past(sebentar, indikator, admin):
    today = hari_ini()
    PeriodePelaporan.objects.filter(pk=sebentar.pk).update(batas_isi=today - timedelta(days=9))
    with pytest.raises(ValidationError, match="sudah lewat"):
        perpanjang(
            periode=sebentar,
            unit=indikator.unit,
            sampai=today - timedelta(days=1),
            alasan="a",
            by=admin,
        )


# --- Evidence and letters ----------------------------------------------------------------------


def _pointer(row: Realisasi, **values: Any) -> BuktiDukung:
    return BuktiDukung(realisasi=row, judul="Laporan", rujukan="halaman 12", **values)


def test_evidence_is_numbered_and_names_who_gave_it(draf, perencana):
    first = simpan_bukti(bukti=_pointer(draf), by=perencana)
    (second,) = simpan_semua_bukti(realisasi=draf, bukti=[_pointer(draf)], by=perencana)
    assert [(b.urutan, b.diunggah_oleh) for b in (first, second)] == [
        (1, perencana),
        (2, perencana),
    ]
    assert entries(triggers.BUKTI, first.pk)[-1].pelaku == perencana


def test_same_file_is_kept_once(draf, perencana):
    file = {
        "berkas": "bukti/x",
        "sha256": "a" * 64,
        "jenis_isi": "pdf",
        "ukuran": 9,
        "nama_berkas": "a.pdf",
    }
    simpan_bukti(bukti=_pointer(draf, **file), by=perencana)
    with pytest.raises(ValidationError) as caught:
        simpan_bukti(bukti=_pointer(draf, **file), by=perencana)
    assert caught.value.messages == [
        "“a.pdf” sudah ada pada nilai ini sebagai “Laporan”; "
        "berkas yang sama tidak disimpan dua kali."
    ]


def test_evidence_is_removed_with_its_author(draf, perencana, django_capture_on_commit_callbacks):
    piece = simpan_bukti(bukti=_pointer(draf), by=perencana)
    pk = piece.pk
    with django_capture_on_commit_callbacks(execute=True):
        hapus_bukti(bukti=piece, by=perencana)
    assert [(e.aksi, e.pelaku) for e in entries(triggers.BUKTI, pk)] == [
        ("buat", perencana),
        ("hapus", perencana),
    ]


def test_file_goes_with_its_evidence(draf, perencana, django_capture_on_commit_callbacks):
    piece = _pointer(draf, sha256="a" * 64, jenis_isi="pdf", ukuran=4)
    piece.berkas = ContentFile(b"%PDF", name="x")
    piece = simpan_bukti(bukti=piece, by=perencana)
    storage, name = piece.berkas.storage, piece.berkas.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        hapus_bukti(bukti=piece, by=perencana)
    assert not storage.exists(name)


def test_evidence_without_the_right_or_of_a_verified_value(sah, perencana, pembaca):
    with pytest.raises(Ditolak, match="Hak mengisi realisasi"):
        simpan_bukti(bukti=_pointer(sah), by=pembaca)
    with pytest.raises(Ditolak) as caught:
        simpan_bukti(bukti=_pointer(sah), by=perencana)
    assert caught.value.alasan == triggers.BEKU
    piece = BuktiDukung.objects.create(realisasi=sah, judul="Laporan")
    with pytest.raises(Ditolak):
        hapus_bukti(bukti=piece, by=perencana)


def _letter() -> SuratSumber:
    return SuratSumber(lembaga="BKN", nomor="12/B/2023", tanggal=date(2024, 1, 9), perihal="Indeks")


def test_letter_is_named_and_stored_with_the_value(draf, perencana, contoh):
    row = pilih_surat(realisasi=draf, surat=_letter(), versi=1, by=perencana)
    assert (row.surat.pd, row.surat.kode, row.versi) == (contoh, "12b2023-2024", 2)
    again = pilih_surat(realisasi=draf, surat=_letter(), versi=2, by=perencana)
    assert again.surat.kode == "12b2023-2024-2"
    none = pilih_surat(realisasi=draf, surat=None, versi=3, by=perencana)
    assert (none.surat, none.versi) == (None, 4)


def test_letter_on_another_version_or_without_the_right(draf, perencana, pembaca):
    with pytest.raises(Bentrok):
        pilih_surat(realisasi=draf, surat=None, versi=9, by=perencana)
    with pytest.raises(Ditolak):
        pilih_surat(realisasi=draf, surat=None, versi=1, by=pembaca)
