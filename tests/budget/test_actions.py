"""Writes of the budget's entry: what is kept, what is refused, and who is named for it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from budget import actions, triggers
from budget.actions import (
    Bentrok,
    kenapa_tidak_berkas,
    simpan_keluaran,
    simpan_realisasi_anggaran,
    simpan_rencana,
)
from budget.calculations_entri import sidik_rencana
from budget.models import (
    Aktivitas,
    AnggaranBulanan,
    Kegiatan,
    Keluaran,
    Pagu,
    Program,
    SubKegiatan,
)
from budget.rules import DIHITUNG
from indicators.actions import Ditolak
from indicators.models import PeriodePelaporan
from tests.budget.values import DES, D, aktivitas, bulanan, limited, lock, program, sub, unit
from workforce.enums import Peran
from workforce.models import JejakAudit, User

KOSONG = sidik_rencana([None] * 12)
ATK = D(200195226)


@pytest.fixture
def perencana(akun, bpsdm) -> User:
    return akun(Peran.PERENCANA, bpsdm)


def trail(tabel: str, baris: int) -> list[tuple[str, str | None]]:
    """What was done to a row since the data was loaded, and by whom."""
    rows = JejakAudit.objects.filter(tabel=tabel, baris=baris).order_by("pk")
    return [(row.aksi, row.pelaku and row.pelaku.username) for row in rows]


def enter(owner, realisasi, by: User, *, versi: int = 1, bulan: int = DES):
    return simpan_realisasi_anggaran(
        pemilik=owner,
        bulan=bulan,
        realisasi=None if realisasi is None else D(realisasi),
        versi=versi,
        by=by,
    )


def plan(owner, amounts: dict[int, int], by: User, sidik: str = KOSONG):
    months = [D(amounts[b]) if b in amounts else None for b in range(1, 13)]
    return simpan_rencana(pemilik=owner, bulanan=months, sidik=sidik, by=by)


# --- Realisasi ---------------------------------------------------------------------------------


def test_a_changed_value_gets_the_next_version_and_its_author(perencana):
    row = enter(aktivitas(), "200000000.005", perencana)
    assert (row.realisasi, row.versi, row.diubah_oleh) == (D("200000000.01"), 2, perencana)
    stored = bulanan(aktivitas())
    assert (stored.realisasi, stored.versi) == (D("200000000.01"), 2)
    assert trail(triggers.BULANAN, row.pk)[-1] == ("ubah", "perencana-bpsdm")


def test_a_new_month_begins_with_version_one(perencana, bpsdm):
    row = enter(aktivitas(), 150, perencana, versi=0, bulan=10)
    assert (row.bulan, row.realisasi, row.versi, row.pd) == (10, 150, 1, bpsdm)
    assert trail(triggers.BULANAN, row.pk) == [("buat", "perencana-bpsdm")]


def test_what_is_stored_already_stays_as_it_is(perencana):
    row = enter(aktivitas(), ATK, perencana, versi=99)
    assert (row.versi, row.diubah_oleh) == (1, None)
    assert enter(aktivitas(), None, perencana, versi=0, bulan=11) is None


def test_an_emptied_cell_leaves_no_row(perencana):
    pk = bulanan(aktivitas()).pk
    assert enter(aktivitas(), None, perencana) is None
    assert bulanan(aktivitas()) is None
    assert trail(triggers.BULANAN, pk)[-1] == ("hapus", "perencana-bpsdm")


def test_an_emptied_cell_with_a_plan_keeps_the_plan(perencana):
    plan(aktivitas(), {12: 300}, perencana)
    row = enter(aktivitas(), None, perencana)
    assert (row.realisasi, row.rencana) == (None, 300)
    # The cell is empty again, whatever its version was.
    assert enter(aktivitas(), 5, perencana, versi=0).realisasi == 5


def test_two_people_on_one_cell_meet(perencana, akun, bpsdm):
    other = akun(Peran.ADMIN_PD, bpsdm)
    enter(aktivitas(), 7, other)
    with pytest.raises(Bentrok) as caught:
        enter(aktivitas(), 8, perencana, versi=1)
    assert (caught.value.tersimpan.realisasi, caught.value.tersimpan.diubah_oleh) == (7, other)
    assert caught.value.messages == [
        "Orang lain sudah mengubah nilai ini sesudah halaman Anda dibuka. "
        "Bandingkan kedua nilai, lalu pilih."
    ]
    assert bulanan(aktivitas()).realisasi == 7


def in_between(monkeypatch, name: str, what) -> None:
    """The database refuses the first attempt; by the second one `what` has happened."""
    real, attempts = getattr(actions, name), []

    def attempt(*args):
        attempts.append(args)
        if len(attempts) == 1:
            raise IntegrityError("UNIQUE constraint failed")
        what()
        return real(*args)

    monkeypatch.setattr(actions, name, attempt)


def test_two_people_filling_one_empty_cell_meet(perencana, bpsdm, monkeypatch):
    row = AnggaranBulanan(pd=bpsdm, aktivitas=aktivitas(), bulan=11, realisasi=3)
    in_between(monkeypatch, "_simpan_realisasi", row.save)
    with pytest.raises(Bentrok) as caught:
        enter(aktivitas(), 8, perencana, versi=0, bulan=11)
    assert caught.value.tersimpan == row


def test_a_lock_that_falls_in_between_is_a_refusal_by_rule(perencana, bpsdm, monkeypatch):
    in_between(monkeypatch, "_simpan_realisasi", lambda: lock(bpsdm, 4))
    with pytest.raises(Ditolak) as caught:
        enter(aktivitas(), 8, perencana)
    assert caught.value.alasan == triggers.TERKUNCI


def test_what_the_database_refuses_twice_is_no_matter_of_speed(perencana, monkeypatch):
    def broken(*args):
        raise IntegrityError("disk")

    monkeypatch.setattr(actions, "_simpan_realisasi", broken)
    with pytest.raises(IntegrityError, match="disk"):
        enter(aktivitas(), 8, perencana, versi=0, bulan=11)


def test_a_negative_amount_is_no_realisasi(perencana):
    with pytest.raises(ValidationError) as caught:
        enter(aktivitas(), -5, perencana)
    assert caught.value.message_dict == {
        "realisasi": ["Terbaca -Rp5; angka kumulatif tidak boleh negatif."]
    }


def test_a_locked_quarter_is_closed(perencana, bpsdm):
    with pytest.raises(Ditolak) as caught:
        enter(aktivitas(), 5, perencana, versi=0, bulan=9)
    assert caught.value.alasan == triggers.TERKUNCI
    assert bulanan(aktivitas(), 9) is None


def test_a_month_waits_until_it_is_over(perencana, bpsdm):
    today = actions.hari_ini()
    PeriodePelaporan.objects.filter(pd=bpsdm, tahun=2023, periode=4).update(
        mulai=today + timedelta(days=2),
        batas_isi=date(2090, 1, 1),
        batas_verifikasi=date(2090, 1, 2),
    )
    assert enter(aktivitas(), 5, perencana).realisasi == 5
    PeriodePelaporan.objects.filter(pd=bpsdm, tahun=2023, periode=4).update(
        mulai=date(2020, 1, 1), batas_isi=date(2020, 1, 2)
    )
    with pytest.raises(Ditolak, match="Batas pengisian TW IV 2023 sudah lewat"):
        enter(aktivitas(), 6, perencana, versi=2)


def test_a_role_in_a_unit_enters_its_rows_alone(akun, bpsdm):
    user = limited(akun, bpsdm, "SEKRETARIAT")
    assert enter(aktivitas("SEKRETARIAT-02"), 5, user).realisasi == 5
    assert enter(unit(), 9, user).realisasi == 9
    for owner in (aktivitas("BID-AKPPE-01"), unit("BID-AKPPE"), sub(), program(bpsdm)):
        with pytest.raises(Ditolak, match="Hak mengisi realisasi untuk"):
            enter(owner, 5, user)


def test_a_sub_kegiatan_belongs_to_the_units_of_its_activities(akun, bpsdm):
    user = limited(akun, bpsdm, "SEKRETARIAT")
    Aktivitas.objects.filter(kode="SEKRETARIAT-02").update(sub_kegiatan=sub("SK16"))
    assert enter(sub("SK16"), 5, user).realisasi == 5
    Aktivitas.objects.filter(kode="BID-AKPPE-01").update(sub_kegiatan=sub("SK16"))
    with pytest.raises(Ditolak):
        enter(sub("SK16"), 6, user, versi=2)


@pytest.mark.parametrize("peran", [Peran.VERIFIKATOR, Peran.PIMPINAN, Peran.PEMBACA])
def test_other_roles_enter_nothing(akun, bpsdm, peran):
    with pytest.raises(Ditolak):
        enter(aktivitas(), 5, akun(peran, bpsdm))


def test_a_sum_is_not_entered(perencana):
    AnggaranBulanan.objects.filter(anggaran_unit=unit()).delete()
    with pytest.raises(Ditolak) as caught:
        enter(unit(), 5, perencana, versi=0)
    assert caught.value.alasan == DIHITUNG
    # A unit without activities is entered itself.
    Aktivitas.objects.filter(anggaran_unit=unit("UPT-PDIPSDM")).update(anggaran_unit=unit())
    AnggaranBulanan.objects.filter(anggaran_unit=unit("UPT-PDIPSDM")).delete()
    assert enter(unit("UPT-PDIPSDM"), 5, perencana, versi=0).realisasi == 5


def test_a_kegiatan_without_budget_does_not_make_its_program_a_sum(perencana, bpsdm):
    """Many sources print the budget for the program alone and only name its kegiatan."""
    owner = Program.objects.create(
        pd=bpsdm, tahun=2023, kode="P9", urutan=9, nama="Program", jenis="prioritas"
    )
    kegiatan = Kegiatan.objects.create(program=owner, kode="K99", urutan=1, nama="Kegiatan")
    assert enter(owner, 5, perencana, versi=0).realisasi == 5
    assert plan(owner, {11: 3}, perencana)[10] == 3
    # Its only figures go, and may come again.
    known = sidik_rencana([*[None] * 10, D(3), None])
    assert plan(owner, {}, perencana, known) == (None,) * 12
    assert enter(owner, None, perencana) is None
    assert enter(owner, 6, perencana, versi=0).realisasi == 6
    enter(owner, None, perencana)
    for make in (_ceiling, _sub, _month):
        row = make(kegiatan)
        with pytest.raises(Ditolak) as caught:
            enter(owner, 5, perencana, versi=0)
        assert caught.value.alasan == DIHITUNG
        row.delete()


def _ceiling(kegiatan: Kegiatan) -> Pagu:
    return Pagu.objects.create(pd=kegiatan.pd, kegiatan=kegiatan, versi="murni", nilai=1)


def _sub(kegiatan: Kegiatan) -> SubKegiatan:
    return SubKegiatan.objects.create(
        program=kegiatan.program, kegiatan=kegiatan, kode="SK99", urutan=1, nama="Sub"
    )


def _month(kegiatan: Kegiatan) -> AnggaranBulanan:
    return AnggaranBulanan.objects.create(pd=kegiatan.pd, kegiatan=kegiatan, bulan=12, rencana=1)


# --- Outputs -----------------------------------------------------------------------------------


@pytest.fixture
def keluaran(bpsdm) -> Keluaran:
    """An output of an activity: target 4, reached 4 in December."""
    return Keluaran.objects.get(aktivitas=aktivitas("SEKRETARIAT-04"))


def reach(keluaran: Keluaran, capaian, by: User, *, versi: int = 1, bulan: int = DES):
    return simpan_keluaran(
        keluaran=keluaran,
        bulan=bulan,
        capaian=None if capaian is None else D(capaian),
        versi=versi,
        by=by,
    )


def test_an_output_is_entered_by_month(keluaran, perencana):
    row = reach(keluaran, "2.005", perencana, versi=0, bulan=10)
    assert (row.capaian, row.versi, row.diubah_oleh) == (D("2.01"), 1, perencana)
    assert reach(keluaran, 3, perencana, versi=1, bulan=10).versi == 2
    assert trail(triggers.KELUARAN_BULANAN, row.pk) == [
        ("buat", "perencana-bpsdm"),
        ("ubah", "perencana-bpsdm"),
    ]


def test_an_output_that_stays_is_not_written(keluaran, perencana):
    assert reach(keluaran, "4.00", perencana, versi=9).versi == 1


def test_an_emptied_output_leaves_no_row(keluaran, perencana):
    pk = keluaran.bulanan.get().pk
    assert reach(keluaran, None, perencana) is None
    assert not keluaran.bulanan.exists()
    assert trail(triggers.KELUARAN_BULANAN, pk)[-1] == ("hapus", "perencana-bpsdm")
    assert reach(keluaran, None, perencana, versi=0) is None


def test_two_people_on_one_output_meet(keluaran, perencana):
    reach(keluaran, 3, perencana)
    with pytest.raises(Bentrok) as caught:
        reach(keluaran, 2, perencana, versi=1)
    assert caught.value.tersimpan.capaian == 3


def test_an_output_that_is_too_large_is_refused_by_its_field(keluaran, perencana):
    with pytest.raises(ValidationError) as caught:
        reach(keluaran, Decimal(10) ** 13, perencana)
    assert list(caught.value.message_dict) == ["capaian"]


def test_a_negative_output_is_refused_as_a_number(keluaran, perencana):
    with pytest.raises(ValidationError) as caught:
        reach(keluaran, "-1.5", perencana)
    assert caught.value.message_dict == {
        "capaian": ["Terbaca -1,5; angka kumulatif tidak boleh negatif."]
    }


def test_an_output_of_a_locked_quarter_is_closed(keluaran, perencana, bpsdm):
    lock(bpsdm, 4)
    with pytest.raises(Ditolak) as caught:
        reach(keluaran, 3, perencana)
    assert caught.value.alasan == triggers.TERKUNCI


def test_an_output_of_a_sum_is_entered_all_the_same(perencana, bpsdm):
    AnggaranBulanan.objects.filter(anggaran_unit=unit()).delete()
    output = Keluaran.objects.get(anggaran_unit=unit())
    assert reach(output, 1, perencana, versi=0).capaian == 1


# --- The plan ----------------------------------------------------------------------------------


def test_a_plan_is_kept_cumulated(perencana):
    assert plan(aktivitas(), {10: 5, 12: 7}, perencana) == (
        *[None] * 9,
        D(5),
        None,
        D(12),
    )
    rows = AnggaranBulanan.objects.filter(aktivitas=aktivitas()).order_by("bulan")
    assert [(r.bulan, r.rencana, r.realisasi, r.versi) for r in rows] == [
        (10, 5, None, 0),
        (12, 12, ATK, 1),
    ]
    assert trail(triggers.BULANAN, rows[0].pk) == [("buat", "perencana-bpsdm")]
    assert trail(triggers.BULANAN, rows[1].pk)[-1] == ("ubah", "perencana-bpsdm")


def test_entering_realisasi_does_not_disturb_the_planner(perencana):
    plan(aktivitas(), {11: 5}, perencana)
    known = sidik_rencana([*[None] * 10, D(5), None])
    enter(aktivitas(), 3, perencana, versi=0, bulan=11)
    plan(aktivitas(), {11: 6}, perencana, known)
    assert enter(aktivitas(), 4, perencana, versi=1, bulan=11).rencana == 6


def test_an_emptied_month_of_a_plan_leaves_no_row(perencana):
    plan(aktivitas(), {10: 5, 12: 7}, perencana)
    pk = bulanan(aktivitas(), 10).pk
    known = sidik_rencana([*[None] * 9, D(5), None, D(12)])
    plan(aktivitas(), {12: 7}, perencana, known)
    assert bulanan(aktivitas(), 10) is None
    assert bulanan(aktivitas()).rencana == 7
    assert trail(triggers.BULANAN, pk)[-1] == ("hapus", "perencana-bpsdm")


def test_a_plan_that_stays_is_not_written(perencana):
    plan(aktivitas(), {10: 5}, perencana)
    count = JejakAudit.objects.count()
    plan(aktivitas(), {10: 5}, perencana, "seen-before")
    assert JejakAudit.objects.count() == count


def test_two_planners_meet(perencana):
    plan(aktivitas(), {10: 5}, perencana)
    with pytest.raises(Bentrok) as caught:
        plan(aktivitas(), {10: 6}, perencana)
    assert caught.value.tersimpan == [*[None] * 9, D(5), None, None]


def test_a_realisasi_that_comes_in_between_does_not_hold_up_the_plan(perencana, bpsdm, monkeypatch):
    row = AnggaranBulanan(pd=bpsdm, aktivitas=aktivitas(), bulan=11, realisasi=3)
    in_between(monkeypatch, "_simpan_rencana", row.save)
    assert plan(aktivitas(), {11: 5}, perencana)[10] == 5
    row.refresh_from_db()
    assert (row.rencana, row.realisasi) == (5, 3)


def test_the_plan_of_a_locked_quarter_stays(perencana):
    with pytest.raises(Ditolak) as caught:
        plan(aktivitas(), {9: 5, 10: 6}, perencana)
    assert caught.value.alasan == (
        "Rencana s.d. September sudah dikunci bersama triwulannya dan tidak berubah lagi."
    )
    assert bulanan(aktivitas(), 10) is None


def test_a_negative_month_is_no_plan(perencana):
    with pytest.raises(ValidationError) as caught:
        plan(aktivitas(), {11: -1}, perencana)
    assert caught.value.message_dict == {
        "b11": ["Terbaca -Rp1; angka kumulatif tidak boleh negatif."]
    }


def test_a_planner_of_a_unit_plans_its_rows_alone(akun, bpsdm):
    user = limited(akun, bpsdm, "SEKRETARIAT")
    assert plan(aktivitas(), {11: 5}, user)[10] == 5
    with pytest.raises(Ditolak, match="Hak mengisi realisasi untuk"):
        plan(aktivitas("BID-AKPPE-01"), {11: 5}, user)


def test_the_plan_of_a_sum_is_not_entered(perencana, bpsdm):
    with pytest.raises(Ditolak) as caught:
        plan(program(bpsdm), {11: 5}, perencana)
    assert caught.value.alasan == DIHITUNG


# --- Files -------------------------------------------------------------------------------------


def test_a_file_meets_the_rules_of_what_it_changes(perencana, akun, bpsdm):
    asked = {"pemilik": aktivitas(), "by": perencana}
    assert kenapa_tidak_berkas(bulan=12, isi=["realisasi"], **asked) == ""
    assert kenapa_tidak_berkas(bulan=9, isi=["realisasi"], **asked) == triggers.TERKUNCI
    assert kenapa_tidak_berkas(bulan=12, isi=["rencana"], **asked) == ""
    assert kenapa_tidak_berkas(bulan=9, isi=["rencana"], **asked) == (
        "Rencana s.d. September sudah dikunci bersama triwulannya dan tidak berubah lagi."
    )
    reader = akun(Peran.PEMBACA, bpsdm)
    refused = kenapa_tidak_berkas(pemilik=aktivitas(), bulan=12, isi=["rencana"], by=reader)
    assert refused.startswith("Hak mengisi realisasi untuk Sekretariat")
