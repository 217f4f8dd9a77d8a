"""Decisions of meetings: who records, reports, closes; what the database keeps; the tasks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from indicators.enums import JenisTugas, Periode
from indicators.models import Indikator
from indicators.pemberitahuan import Pekerjaan, kabar_hari
from indicators.tugas import Tugas, tugas_saya
from reports.actions_rapat import (
    IsianKeputusan,
    KeputusanBentrok,
    catat_keputusan,
    lanjutkan_keputusan,
    laporkan_hasil,
    tutup_keputusan,
)
from reports.enums import KeadaanKeputusan
from reports.models import KeputusanRapat
from reports.queries_rapat import keputusan_indikator, keputusan_terbuka, unit_terjangkau
from reports.triggers import KEPUTUSAN, TETAP
from tests.reports.keputusan import keputusan
from workforce.actions import Ditolak
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules import MEMUTUSKAN, wewenang

BESOK = timedelta(days=1)


@pytest.fixture
def pimpinan(akun, contoh) -> User:
    return akun(Peran.PIMPINAN, contoh)


@pytest.fixture
def perencana(akun, contoh) -> User:
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def i01(contoh) -> Indikator:
    return Indikator.objects.select_related("unit", "pd").get(pd=contoh, kode="I01")


def limited(akun, pd, kode: str, peran: Peran, name: str = "") -> User:
    """An account whose role reaches one unit."""
    user = akun(peran, pd, name)
    unit = UnitKerja.objects.get(pd=pd, kode=kode)
    PenugasanPeran.objects.filter(pengguna=user).update(unit=unit)
    return User.objects.get(pk=user.pk)


def isian(i01: Indikator, **lain) -> IsianKeputusan:
    usual = {"keputusan": " Tambah satu loket. ", "unit": i01.unit, "tenggat": hari_ini() + BESOK}
    return IsianKeputusan(**usual | lain)


def record(i01: Indikator, by: User, **lain) -> KeputusanRapat:
    return catat_keputusan(
        indikator=i01, tahun=2023, periode=Periode.TW3, isian=isian(i01, **lain), by=by
    )


# --- Recording ---------------------------------------------------------------------------------


def test_decision_is_recorded_with_its_author_and_trail(i01, pimpinan, perencana, contoh):
    row = record(i01, pimpinan, pelaksana=perencana)

    row.refresh_from_db()
    assert (row.pd, row.tahun, row.periode) == (contoh, 2023, Periode.TW3)
    assert (row.keputusan, row.unit, row.pelaksana) == ("Tambah satu loket.", i01.unit, perencana)
    assert row.tenggat == row.tenggat_awal == hari_ini() + BESOK
    assert (row.dibuat_oleh, row.diubah_oleh, row.versi) == (pimpinan, pimpinan, 1)
    assert (row.keadaan, row.terbuka) == (KeadaanKeputusan.TERBUKA, True)
    assert str(row) == "Keputusan rapat I01 TW III 2023"
    (entry,) = JejakAudit.objects.filter(tabel=KEPUTUSAN, baris=row.pk)
    assert (entry.pd, entry.pelaku, entry.aksi) == (contoh, pimpinan, AksiJejak.BUAT)
    assert entry.sesudah["keputusan"] == "Tambah satu loket."


@pytest.mark.parametrize("peran", [Peran.ADMIN_PD, Peran.PERENCANA, Peran.PIMPINAN])
def test_who_records(i01, akun, contoh, peran):
    assert record(i01, akun(peran, contoh)).terbuka


@pytest.mark.parametrize(
    "peran", [Peran.ADMIN_SISTEM, Peran.VERIFIKATOR, Peran.EVALUATOR, Peran.PEMBACA]
)
def test_who_does_not_record(i01, akun, contoh, peran):
    with pytest.raises(Ditolak) as refused:
        record(i01, akun(peran, contoh))

    assert refused.value.alasan == (
        "Hak mencatat keputusan rapat untuk Bidang Layanan dimiliki oleh: "
        "Administrator perangkat daerah, Perencana, Pimpinan."
    )
    assert not KeputusanRapat.objects.exists()


def test_head_of_a_unit_decides_within_it(i01, akun, contoh):
    head = limited(akun, contoh, "BID-LAYANAN", Peran.PIMPINAN)
    other = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")

    assert record(i01, head).unit.kode == "BID-LAYANAN"
    with pytest.raises(Ditolak, match="untuk Bidang Data dimiliki oleh"):
        record(i01, head, unit=other)
    foreign = Indikator.objects.select_related("unit", "pd").get(pd=contoh, kode="I03")
    with pytest.raises(Ditolak, match="untuk Sekretariat Dinas Contoh dimiliki oleh"):
        record(foreign, head, unit=i01.unit)
    hak = wewenang(head, MEMUTUSKAN, contoh)
    assert [unit.kode for unit in unit_terjangkau(hak, hari_ini())] == ["BID-LAYANAN"]


def test_due_date_is_today_at_the_earliest(i01, pimpinan):
    assert record(i01, pimpinan, tenggat=hari_ini()).tenggat == hari_ini()

    with pytest.raises(ValidationError) as refused:
        record(i01, pimpinan, tenggat=date(2023, 10, 9))
    assert refused.value.message_dict == {
        "tenggat": ["Terbaca 9 Oktober 2023, yang sudah lewat. Pilih hari ini atau sesudahnya."]
    }


def test_empty_text_foreign_unit_and_foreign_person_are_named(i01, pimpinan, akun, bpsdm):
    stranger = akun(Peran.PERENCANA, bpsdm)
    unit = UnitKerja.objects.filter(pd=bpsdm, induk=None).get()

    with pytest.raises(ValidationError) as refused:
        record(i01, pimpinan, keputusan="  ", unit=unit, pelaksana=stranger)

    assert refused.value.message_dict == {
        "keputusan": ["Keputusan masih kosong. Tulis apa yang dikerjakan."],
        "unit": [f"{unit} bukan unit Dinas Contoh. Pilih unit dari daftar."],
        "pelaksana": [f"{stranger} tidak berperan pada Dinas Contoh. Pilih orang dari daftar."],
    }


def test_closed_account_is_nobody_to_name(i01, pimpinan, perencana):
    User.objects.filter(pk=perencana.pk).update(is_active=False)
    perencana.refresh_from_db()

    with pytest.raises(ValidationError, match="tidak berperan pada Dinas Contoh"):
        record(i01, pimpinan, pelaksana=perencana)


def test_indicator_has_to_be_promised_in_the_year(i01, pimpinan):
    with pytest.raises(ValidationError, match="I01 tidak diperjanjikan pada tahun 2019"):
        catat_keputusan(
            indikator=i01, tahun=2019, periode=Periode.TW3, isian=isian(i01), by=pimpinan
        )


# --- Reporting ---------------------------------------------------------------------------------


def report(row: KeputusanRapat, by: User, hasil: str = "Loket dibuka.", versi: int = 0):
    return laporkan_hasil(keputusan=row, hasil=hasil, versi=versi or row.versi, by=by)


def test_unit_reports_the_result(contoh, pimpinan, akun):
    clerk = limited(akun, contoh, "BID-LAYANAN", Peran.PERENCANA)
    row = report(keputusan(contoh, pimpinan), clerk, " Loket dibuka. ")

    row.refresh_from_db()
    assert (row.hasil, row.dilaporkan_oleh, row.versi) == ("Loket dibuka.", clerk, 2)
    assert timezone.localdate(row.dilaporkan_pada) == hari_ini()
    assert row.terbuka
    entry = JejakAudit.objects.filter(tabel=KEPUTUSAN, baris=row.pk).first()
    assert (entry.aksi, entry.pelaku) == (AksiJejak.UBAH, clerk)


def test_named_person_reports_whatever_the_role(contoh, pimpinan, akun):
    reader = akun(Peran.PEMBACA, contoh)
    assert report(keputusan(contoh, pimpinan, pelaksana=reader), reader).hasil == "Loket dibuka."


def test_others_do_not_report(contoh, pimpinan, akun):
    other = limited(akun, contoh, "BID-DATA", Peran.PERENCANA)
    reader = akun(Peran.PEMBACA, contoh)

    with pytest.raises(Ditolak, match=r"^.*pengisi realisasi Bidang Layanan\."):
        report(keputusan(contoh, pimpinan), other)
    with pytest.raises(Ditolak) as refused:
        report(keputusan(contoh, pimpinan, pelaksana=reader), pimpinan)
    assert refused.value.alasan == (
        f"Hasil dilaporkan oleh pengisi realisasi Bidang Layanan, atau oleh {reader}."
    )


def test_report_without_words_is_refused(contoh, pimpinan, perencana):
    with pytest.raises(ValidationError) as refused:
        report(keputusan(contoh, pimpinan), perencana, " ")
    assert refused.value.message_dict == {
        "hasil": ["Hasil masih kosong. Tulis apa yang sudah dikerjakan."]
    }


# --- Closing and carrying on -------------------------------------------------------------------


def close(row, by, *, keadaan=KeadaanKeputusan.SELESAI, hasil="Loket dibuka.", versi=0):
    return tutup_keputusan(
        keputusan=row, keadaan=keadaan, hasil=hasil, versi=versi or row.versi, by=by
    )


def carry(row, by, *, tenggat=date(2099, 6, 30), catatan="Menunggu petugas.", versi=0):
    return lanjutkan_keputusan(
        keputusan=row, tenggat=tenggat, catatan=catatan, versi=versi or row.versi, by=by
    )


@pytest.mark.parametrize("keadaan", [KeadaanKeputusan.SELESAI, KeadaanKeputusan.BATAL])
def test_decision_is_closed_with_its_result(contoh, pimpinan, perencana, keadaan):
    row = close(report(keputusan(contoh, pimpinan), perencana), pimpinan, keadaan=keadaan)

    row.refresh_from_db()
    assert (row.keadaan, row.ditutup_oleh, row.versi) == (keadaan, pimpinan, 3)
    assert timezone.localdate(row.ditutup_pada) == hari_ini()
    assert not row.terbuka


def test_closing_needs_words_and_an_end(contoh, pimpinan):
    row = keputusan(contoh, pimpinan)
    with pytest.raises(ValidationError) as refused:
        close(row, pimpinan, hasil="")
    assert refused.value.message_dict == {
        "hasil": ["Hasil masih kosong. Tulis hasilnya, atau sebab batalnya."]
    }
    with pytest.raises(ValidationError, match="Pilih selesai atau dibatalkan"):
        close(row, pimpinan, keadaan=KeadaanKeputusan.TERBUKA)


def test_decision_carried_on_asks_for_a_new_report(contoh, pimpinan, perencana):
    row = carry(report(keputusan(contoh, pimpinan), perencana), pimpinan)

    row.refresh_from_db()
    assert (row.tenggat_awal, row.tenggat) == (date(2099, 1, 31), date(2099, 6, 30))
    assert (row.catatan, row.hasil) == ("Menunggu petugas.", "Loket dibuka.")
    assert (row.dilaporkan_oleh, row.dilaporkan_pada, row.versi) == (None, None, 3)


@pytest.mark.parametrize(
    ("due", "new", "sentence"),
    [
        (date(2099, 1, 31), date(2099, 1, 31), "Tenggat baru harus sesudah 31 Januari 2099."),
        (date(2023, 11, 1), date(2023, 12, 1), "Terbaca 1 Desember 2023."),
    ],
)
def test_new_due_date_is_later_than_the_old_one_and_than_today(
    contoh, pimpinan, due, new, sentence
):
    with pytest.raises(ValidationError, match=sentence):
        carry(keputusan(contoh, pimpinan, tenggat=due), pimpinan, tenggat=new)


def test_carrying_on_needs_a_reason(contoh, pimpinan):
    with pytest.raises(ValidationError, match="Tulis mengapa dilanjutkan"):
        carry(keputusan(contoh, pimpinan), pimpinan, catatan="")


@pytest.mark.parametrize("act", [close, carry])
def test_who_does_not_close(contoh, pimpinan, akun, act):
    row = keputusan(contoh, pimpinan)
    with pytest.raises(Ditolak, match="Hak mencatat keputusan rapat untuk Bidang Layanan"):
        act(row, akun(Peran.VERIFIKATOR, contoh))
    with pytest.raises(Ditolak, match="Hak mencatat keputusan rapat untuk Bidang Layanan"):
        act(row, limited(akun, contoh, "BID-DATA", Peran.PERENCANA))


@pytest.mark.parametrize("act", [close, carry, report])
def test_whoever_was_faster_is_told(contoh, pimpinan, perencana, act):
    row = keputusan(contoh, pimpinan)
    carry(row, pimpinan)

    with pytest.raises(KeputusanBentrok, match="mengubah keputusan ini sesudah") as overtaken:
        act(row, perencana, versi=1)
    assert overtaken.value.tersimpan.versi == 2


@pytest.mark.parametrize("act", [close, carry, report])
def test_closed_decision_says_by_whom(contoh, pimpinan, perencana, act):
    row = close(keputusan(contoh, pimpinan), pimpinan)

    with pytest.raises(Ditolak, match=f"sudah selesai oleh {pimpinan} pada"):
        act(row, perencana)


# --- What the database keeps -------------------------------------------------------------------


def refused(write) -> None:
    with pytest.raises(IntegrityError, match="tidak dapat diubah"), transaction.atomic():
        write()


def test_closed_decision_never_changes_and_none_is_deleted(contoh, pimpinan):
    open_one = keputusan(contoh, pimpinan)
    closed = close(keputusan(contoh, pimpinan), pimpinan)
    rows = KeputusanRapat.objects

    refused(lambda: rows.filter(pk=closed.pk).update(hasil="Tidak jadi."))
    refused(lambda: rows.filter(pk=closed.pk).update(keadaan=KeadaanKeputusan.TERBUKA))
    refused(lambda: rows.filter(pk=open_one.pk).update(keputusan="Hal lain."))
    refused(lambda: rows.filter(pk=open_one.pk).delete())
    assert TETAP.endswith("catat keputusan baru.")


def test_change_from_outside_has_no_author(contoh, pimpinan):
    row = keputusan(contoh, pimpinan)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {KEPUTUSAN} SET catatan = 'x' WHERE id = %s", [row.pk])

    entry = JejakAudit.objects.filter(tabel=KEPUTUSAN, baris=row.pk).first()
    assert (entry.aksi, entry.pelaku) == (AksiJejak.UBAH, None)


@pytest.mark.parametrize(
    "isi",
    [
        {"keputusan": ""},
        {"tenggat_awal": date(2099, 2, 1)},
        {"dilaporkan_pada": timezone.now()},
        {"keadaan": KeadaanKeputusan.SELESAI},
    ],
    ids=["tanpa isi", "tenggat mundur", "laporan tanpa nama", "tutup tanpa nama"],
)
def test_incomplete_decision_is_refused(contoh, pimpinan, isi):
    with pytest.raises(IntegrityError), transaction.atomic():
        keputusan(contoh, pimpinan, **isi)


# --- Lists -------------------------------------------------------------------------------------


def test_open_ones_come_overdue_first_with_days(contoh, bpsdm, pimpinan, akun):
    today = date(2024, 1, 10)
    later = keputusan(contoh, pimpinan, tenggat=date(2024, 1, 12))
    late = keputusan(contoh, pimpinan, "I02", tenggat=date(2024, 1, 8))
    now = keputusan(contoh, pimpinan, "I03", tenggat=today)
    close(keputusan(contoh, pimpinan, tenggat=date(2024, 1, 1)), pimpinan)
    keputusan(bpsdm, akun(Peran.PIMPINAN, bpsdm), tenggat=today)

    found = keputusan_terbuka(contoh, today)

    assert [(k.isi, k.sisa, k.terlambat) for k in found] == [
        (late, -2, True),
        (now, 0, False),
        (later, 2, False),
    ]
    assert found[0].terlambat_hari == 2
    assert not found[0].dilanjutkan


def test_of_an_indicator_the_last_five_are_told_newest_first(contoh, pimpinan, i01):
    made = [keputusan(contoh, pimpinan) for _ in range(6)]
    keputusan(contoh, pimpinan, "I02")
    closed = close(made[5], pimpinan)

    found = keputusan_indikator(contoh, i01.pk, date(2100, 1, 1))

    assert [k.isi.pk for k in found] == [row.pk for row in reversed(made[1:])]
    # A closed decision is never late.
    assert (found[0].isi, found[0].terlambat, found[1].terlambat) == (closed, False, True)


# --- Tasks and notices -------------------------------------------------------------------------


def tasks(user: User, hari: date) -> list[Tugas]:
    mine = tugas_saya(User.objects.get(pk=user.pk), hari).tugas
    return [task for task in mine if task.pokok]


def test_follow_up_is_a_task_of_the_units_people(contoh, pimpinan, akun):
    clerk = limited(akun, contoh, "BID-LAYANAN", Peran.PERENCANA)
    other = limited(akun, contoh, "BID-DATA", Peran.PERENCANA, "lain")
    reader = akun(Peran.PEMBACA, contoh)
    late = keputusan(contoh, pimpinan, "I02", tenggat=date(2024, 1, 8), keputusan="x" * 200)
    row = keputusan(contoh, pimpinan, tenggat=date(2024, 1, 12), pelaksana=reader)
    hari = date(2024, 1, 10)

    first, second = tasks(clerk, hari)
    assert second == Tugas(
        jenis=JenisTugas.LAIN,
        pd=contoh,
        tahun=2023,
        jatuh_tempo=date(2024, 1, 12),
        sisa=2,
        periode=Periode.TW3,
        unit=row.unit,
        keterangan="Tambah satu loket.",
        judul="Laporkan tindak lanjut rapat I01 TW III 2023",
        alamat=f"/dashboard/CONTOH/keputusan/{row.pk}/",
        pokok=f"keputusan/{row.pk}",
    )
    assert (first.pokok, first.terlambat) == (f"keputusan/{late.pk}", True)
    assert first.keterangan == "x" * 160 + "…"
    assert tasks(other, hari) == []
    assert tasks(pimpinan, hari) == []
    assert [task.pokok for task in tasks(reader, hari)] == [f"keputusan/{row.pk}"]


def test_reported_follow_up_waits_for_the_meeting(contoh, pimpinan, perencana):
    row = report(keputusan(contoh, pimpinan), perencana)
    assert tasks(perencana, hari_ini()) == []

    carry(row, pimpinan)
    assert len(tasks(perencana, hari_ini())) == 1


def test_two_follow_ups_of_one_unit_and_day_are_two_notices(contoh, pimpinan, perencana):
    due = date(2099, 1, 31)
    rows = [keputusan(contoh, pimpinan) for _ in range(2)]

    told = [n for n in kabar_hari(due + BESOK).baru if n.kunci.startswith("keputusan/")]

    assert {(n.pengguna, n.kunci) for n in told} == {
        (perencana, f"keputusan/{row.pk}") for row in rows
    }
    # More time is not asked of the administrator, as for entry, but of the meeting.
    assert told[0].kalimat == (
        "Laporkan tindak lanjut rapat I01 TW III 2023, Bidang Layanan, Tambah satu loket."
    )
    (first, _) = tasks(perencana, due)
    assert Pekerjaan(first).tautan_atasan == f"/dashboard/CONTOH/keputusan/{rows[0].pk}/"
