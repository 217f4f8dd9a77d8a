"""What happened to a value, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from indicators import triggers
from indicators.actions import (
    Isian,
    ajukan,
    kembalikan,
    koreksi,
    simpan_realisasi,
    tarik,
    verifikasi,
)
from indicators.actions_bukti import hapus_bukti, pilih_surat, simpan_bukti
from indicators.enums import StatusData
from indicators.models import BuktiDukung, PeriodePelaporan, Realisasi, SuratSumber
from indicators.riwayat import DI_LUAR, riwayat
from tests.indicators.values import TW4, draft, submitted
from workforce.actions import catat_penolakan
from workforce.enums import Peran


@pytest.fixture
def perencana(akun, contoh):
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def verifikator(akun, contoh):
    return akun(Peran.VERIFIKATOR, contoh)


def told(value: Realisasi) -> list[tuple[str, tuple[str, ...]]]:
    """Sentences with their details, oldest first."""
    return [(e.kalimat, e.rincian) for e in reversed(riwayat(value))]


def save(value: Realisasi, by, **isian) -> Realisasi:
    data = {"nilai": value.nilai, "penyebab": value.penyebab, "tindak_lanjut": "Tindakan"}
    return simpan_realisasi(
        indikator=value.indikator,
        tahun=2023,
        periode=TW4,
        isian=Isian(**(data | isian)),
        versi=value.versi,
        by=by,
    )


def test_entry_and_changes_name_each_field(contoh, perencana):
    value = save(draft(contoh, perencana), perencana, nilai=Decimal(0), penyebab="Lain")
    assert told(value) == [
        (
            "Nilai dicatat",
            (
                "Realisasi: 8",
                "Keadaan data: ada",
                "Penyebab atau faktor keberhasilan: “Sebab”",
                "Tindak lanjut: “Tindakan”",
            ),
        ),
        (
            "Isian diubah",
            (
                "Realisasi: 8 menjadi 0",
                "Penyebab atau faktor keberhasilan: “Sebab” menjadi “Lain”",
            ),
        ),
    ]


def test_a_value_that_waits_for_its_data(contoh, perencana):
    value = save(
        draft(contoh, perencana),
        perencana,
        nilai=None,
        status_data=StatusData.BELUM_RILIS,
        perkiraan_rilis=date(2024, 3, 1),
    )
    assert told(value)[-1] == (
        "Isian diubah",
        (
            "Realisasi: 8 menjadi kosong",
            "Keadaan data: ada menjadi data belum rilis",
            "Perkiraan rilis: “2024-03-01”",
        ),
    )


def test_steps_are_told_with_their_reason(contoh, perencana, verifikator):
    value = submitted(contoh, perencana)
    value = tarik(realisasi=value, versi=2, by=perencana)
    value = submitted_again(value, perencana)
    value = kembalikan(realisasi=value, versi=4, alasan="Salah baris", by=verifikator)
    value = submitted_again(value, perencana)
    value = verifikasi(realisasi=value, versi=6, by=verifikator)
    save(value, perencana, nilai=Decimal(7))
    events = riwayat(value)
    assert told(value)[1:] == [
        ("Diajukan kepada verifikator", ()),
        ("Pengajuan ditarik kembali", ()),
        ("Diajukan kepada verifikator", ()),
        ("Dikembalikan", ("Alasan: Salah baris",)),
        ("Diajukan kembali", ()),
        ("Diverifikasi", ()),
        ("Verifikasi gugur karena nilai berubah", ("Realisasi: 8 menjadi 7",)),
    ]
    assert [e.pelaku for e in events[:2]] == [str(perencana), str(verifikator)]
    assert events[0].nomor > events[1].nomor


def submitted_again(value: Realisasi, by) -> Realisasi:
    return ajukan(realisasi=value, versi=value.versi, kurang=(), by=by)


def test_evidence_comes_changes_and_goes(contoh, perencana):
    value = draft(contoh, perencana)
    piece = simpan_bukti(bukti=BuktiDukung(realisasi=value, judul="Surat"), by=perencana)
    BuktiDukung.objects.filter(pk=piece.pk).update(rujukan="halaman 2")
    hapus_bukti(bukti=piece, by=perencana)
    assert told(value)[1:] == [
        ("Bukti ditambahkan: Surat", ()),
        ("Bukti diubah: Surat", ("Rujukan: “halaman 2”",)),
        ("Bukti dihapus: Surat", ()),
    ]


def test_components_are_told_by_name(contoh, perencana):
    value = draft(contoh, perencana, "I01", "90")
    parts = {"pembilang": Decimal(191), "penyebut": Decimal(200)}
    value = save(value, perencana, **parts)
    value = save(value, perencana, **(parts | {"pembilang": Decimal(190)}))
    save(value, perencana, nilai=Decimal(95))
    stories = [s for s in told(value) if s[0].startswith("Komponen")]
    assert stories == [
        ("Komponen dicatat", ("Pembilang: 191", "Penyebut: 200")),
        ("Komponen dicatat", ("Pembilang: 191 menjadi 190",)),
        ("Komponen dihapus", ("Pembilang: 190 menjadi kosong", "Penyebut: 200 menjadi kosong")),
    ]


def test_a_letter_is_told_without_its_number(contoh, perencana):
    value = draft(contoh, perencana)
    letter = SuratSumber(lembaga="BKN", nomor="1", tanggal=date(2023, 1, 2), perihal="x")
    value = pilih_surat(realisasi=value, surat=letter, versi=1, by=perencana)
    pilih_surat(realisasi=value, surat=None, versi=2, by=perencana)
    assert told(value)[1:] == [
        ("Isian diubah", ("Surat sumber diganti",)),
        ("Isian diubah", ("Surat sumber dilepas",)),
    ]


def test_a_correction_is_told_with_reason_and_basis(contoh, perencana, verifikator, akun):
    value = submitted(contoh, perencana)
    verifikasi(realisasi=value, versi=2, by=verifikator)
    PeriodePelaporan.objects.of_pd(contoh).filter(tahun=2023, periode=TW4).update(terkunci=True)
    koreksi(
        realisasi=value,
        nilai=Decimal("7.5"),
        alasan="Salah hitung.",
        dasar_hukum="BA 12/2024",
        by=akun(Peran.ADMIN_PD, contoh),
    )
    assert told(value)[-1] == (
        "Dikoreksi dari 8 menjadi 7,5",
        ("Salah hitung.", "Dasar: BA 12/2024"),
    )


def test_denied_attempts_and_outsiders_are_told(contoh, perencana):
    value = draft(contoh, perencana)
    catat_penolakan(
        pd=contoh, tabel=triggers.REALISASI, baris=value.pk, alasan="Tidak boleh.", by=perencana
    )
    Realisasi.objects.filter(pk=value.pk).update(catatan="Dari luar")
    events = riwayat(value)
    assert (events[1].kalimat, events[1].rincian) == ("Tindakan ditolak", ("Tidak boleh.",))
    assert (events[0].pelaku, events[0].rincian) == (DI_LUAR, ("Catatan: “Dari luar”",))


def test_a_deleted_value_leaves_its_story(contoh, perencana):
    value = draft(contoh, perencana)
    pk = value.pk
    value.delete()
    value.pk = pk
    assert told(value)[-1] == ("Nilai dihapus", ())


def test_values_do_not_mix(contoh, perencana):
    one, other = draft(contoh, perencana), draft(contoh, perencana, "I03", "4")
    simpan_bukti(bukti=BuktiDukung(realisasi=other, judul="Surat"), by=perencana)
    assert len(riwayat(one)) == 1
    assert len(riwayat(other)) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_one_query_whatever_happened(number, contoh, perencana, django_assert_num_queries):
    value = draft(contoh, perencana)
    for n in range(number):
        simpan_bukti(bukti=BuktiDukung(realisasi=value, judul=f"Surat {n}"), by=perencana)
    with django_assert_num_queries(1):
        assert len(riwayat(value)) == number + 1
