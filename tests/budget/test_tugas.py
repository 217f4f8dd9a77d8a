"""Entry of the budget among the tasks of an account."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from budget.entri import Entri
from budget.models import (
    Aktivitas,
    AnggaranBulanan,
    AnggaranUnit,
    KaitanIndikator,
    Kegiatan,
    Pagu,
    Program,
    SubKegiatan,
)
from budget.tugas import _bulan_terakhir, _pagu, tugas
from indicators.enums import JenisTugas, Periode
from indicators.models import PeriodePelaporan, PerpanjanganPeriode
from indicators.pemberitahuan import Pekerjaan
from indicators.tugas import tugas_saya
from tests.budget.values import enter, limited
from workforce.enums import Peran
from workforce.models import User
from workforce.rules import MENGISI, wewenang

HARI = date(2024, 4, 2)


@pytest.fixture
def tw1(contoh) -> PeriodePelaporan:
    PeriodePelaporan.objects.filter(pd=contoh).exclude(terkunci=True).delete()
    return PeriodePelaporan.objects.create(
        pd=contoh,
        tahun=2024,
        periode=1,
        mulai=date(2024, 4, 1),
        batas_isi=date(2024, 4, 5),
        batas_verifikasi=date(2024, 4, 15),
    )


@pytest.fixture
def anggaran(pohon, contoh) -> dict[str, Any]:
    """The tree of `test_kumulatif` with ceilings of everything but the kegiatan."""
    for name, owner in pohon.items():
        if name != "kegiatan":
            Pagu.objects.create(pd=contoh, versi="murni", nilai=100, **{owner.TINGKAT: owner})
    return pohon


@pytest.fixture
def perencana(akun, contoh) -> User:
    return akun(Peran.PERENCANA, contoh)


def tasks(user: User, pd, hari: date = HARI):
    return list(tugas(User.objects.get(pk=user.pk), {pd.pk: pd}, hari))


def test_what_is_not_entered_by_a_month_is_a_task(tw1, anggaran, perencana, contoh):
    """The parts are asked for, not their sums: two activities and a sub kegiatan without any."""
    enter(anggaran["a1"], 1, 10)
    enter(anggaran["s2"], 2, 10)
    (task,) = tasks(perencana, contoh)
    assert task.jenis == JenisTugas.LAIN
    assert (task.jatuh_tempo, task.sisa, task.jumlah) == (date(2024, 4, 5), 3, 3)
    assert (task.periode, task.unit) == (Periode.TW1, None)
    assert task.judul == "Isi realisasi anggaran TW I 2024"
    assert task.keterangan == "belum diisi: Januari 1 baris, Februari 2 baris, Maret 3 baris"
    assert task.alamat == reverse("anggaran_isi", args=("CONTOH", 2024, 1)) + "?unit="


def test_a_later_month_makes_up_for_an_earlier_one(tw1, anggaran, perencana, contoh):
    for name in ("a1", "a2", "s2"):
        enter(anggaran[name], 3, 10)
    assert tasks(perencana, contoh) == []


def test_a_total_that_is_entered_itself_stands_for_its_parts(tw1, anggaran, perencana, contoh):
    enter(anggaran["program"], 1, 10)
    enter(anggaran["unit"], 1, 10)
    (task,) = tasks(perencana, contoh)
    assert task.jumlah == 2
    assert task.keterangan == "belum diisi: Februari 2 baris, Maret 2 baris"


def test_months_open_one_by_one(tw1, anggaran, perencana, contoh):
    assert tasks(perencana, contoh, date(2024, 1, 31)) == []
    (task,) = tasks(perencana, contoh, date(2024, 2, 1))
    assert task.keterangan == "belum diisi: Januari 3 baris"
    (task,) = tasks(perencana, contoh, date(2024, 4, 7))
    assert task.terlambat_hari == 2


def test_a_locked_period_asks_for_nothing(tw1, anggaran, perencana, contoh):
    PeriodePelaporan.objects.filter(pk=tw1.pk).update(terkunci=True)
    assert tasks(perencana, contoh) == []


def test_other_roles_have_no_such_task(tw1, anggaran, akun, contoh):
    assert tasks(akun(Peran.VERIFIKATOR, contoh), contoh) == []


def test_a_planner_of_a_unit_is_asked_for_its_rows(tw1, anggaran, akun, contoh):
    user = limited(akun, contoh, "BID-DATA")
    (task,) = tasks(user, contoh)
    assert (task.jumlah, task.unit) == (2, anggaran["unit"].unit)
    assert task.alamat.endswith("?unit=BID-DATA")
    PerpanjanganPeriode.objects.create(
        periode=tw1,
        unit=anggaran["unit"].unit,
        sampai=date(2024, 4, 20),
        alasan="Data terlambat.",
        oleh=user,
    )
    assert tasks(user, contoh)[0].jatuh_tempo == date(2024, 4, 20)


def test_a_kegiatan_and_an_unlinked_activity_count_as_well(tw1, anggaran, perencana, contoh):
    kegiatan = anggaran["kegiatan"]
    Pagu.objects.create(pd=contoh, versi="murni", nilai=100, kegiatan=kegiatan)
    Aktivitas.objects.filter(pk=anggaran["a1"].pk).update(sub_kegiatan=None)
    assert not KaitanIndikator.objects.filter(kegiatan=kegiatan).exists()
    # The kegiatan is the sum of its sub kegiatan, which is the sum of the other activity.
    assert tasks(perencana, contoh)[0].jumlah == 3


def test_a_program_whose_kegiatan_have_no_budget_is_asked_for_itself(tw1, pohon, perencana, contoh):
    SubKegiatan.objects.filter(pk=pohon["s1"].pk).update(kegiatan=None)
    other = Program.objects.create(
        pd=contoh, tahun=2024, kode="P2", urutan=2, nama="Program", jenis="prioritas"
    )
    Kegiatan.objects.filter(pk=pohon["kegiatan"].pk).update(program=other)
    Pagu.objects.create(pd=contoh, versi="murni", nilai=100, program=other)
    assert tasks(perencana, contoh)[0].jumlah == 1
    hak = wewenang(perencana, MENGISI, contoh)
    entri = Entri(contoh, 2024, 3, hak=hak, hak_koreksi=hak, hari=HARI)
    row = entri.satu("program", other.pk)
    assert (row.dihitung, row.kenapa_tidak) == (False, "")
    assert entri.satu("kegiatan", pohon["kegiatan"].pk) is None
    enter(other, 3, 10)
    assert tasks(perencana, contoh) == []


def test_a_sum_of_rows_without_ceiling_is_known_by_them(tw1, pohon, perencana, contoh):
    """The page refuses the program itself: what its sub kegiatan have spent answers for it."""
    Pagu.objects.create(pd=contoh, versi="murni", nilai=100, program=pohon["program"])
    assert tasks(perencana, contoh)[0].jumlah == 1
    enter(pohon["a1"], 2, 10)
    enter(pohon["s2"], 1, 10)
    assert tasks(perencana, contoh)[0].keterangan == "belum diisi: Maret 1 baris"
    # A figure of its own stands before them.
    enter(pohon["program"], 1, 10)
    assert tasks(perencana, contoh)[0].keterangan == (
        "belum diisi: Februari 1 baris, Maret 1 baris"
    )


def test_a_sub_kegiatan_is_asked_of_the_unit_whose_activities_it_has(tw1, pohon, akun, contoh):
    user = limited(akun, contoh, "BID-DATA")
    Pagu.objects.create(pd=contoh, versi="murni", nilai=100, sub_kegiatan=pohon["s2"])
    assert tasks(user, contoh) == []
    Pagu.objects.create(pd=contoh, versi="murni", nilai=100, sub_kegiatan=pohon["s1"])
    (task,) = tasks(user, contoh)
    assert (task.jumlah, task.unit) == (1, pohon["unit"].unit)
    assert task.alamat.endswith("?unit=BID-DATA")


def test_only_open_years_and_the_latest_months_are_read(tw1, anggaran, perencana, contoh):
    for month in (1, 2, 3):
        enter(anggaran["a1"], month, 10)
    enter(anggaran["a1"], 4, rencana=10)
    other = AnggaranUnit.objects.create(pd=contoh, tahun=2025, unit=anggaran["unit"].unit, urutan=1)
    Pagu.objects.create(pd=contoh, versi="murni", nilai=100, anggaran_unit=other)
    enter(other, 1, 1)
    places = {(contoh.pk, 2024)}
    assert [(row.pemilik, row.bulan) for row in _bulan_terakhir(places)] == [(anggaran["a1"], 3)]
    owners = {row.pemilik for row in _pagu(places)}
    assert owners == {owner for name, owner in anggaran.items() if name != "kegiatan"}


def test_years_without_an_open_window_stay_out(tw1, anggaran, perencana, contoh):
    other = AnggaranUnit.objects.create(pd=contoh, tahun=2025, unit=anggaran["unit"].unit, urutan=1)
    Pagu.objects.create(pd=contoh, versi="murni", nilai=100, anggaran_unit=other)
    AnggaranBulanan.objects.create(pd=contoh, anggaran_unit=other, bulan=1, realisasi=1)
    assert tasks(perencana, contoh)[0].jumlah == 3


def test_the_tasks_of_the_account_hold_it(tw1, anggaran, perencana, contoh, client):
    found = [t for t in tugas_saya(perencana, HARI).tugas if t.jenis == JenisTugas.LAIN]
    assert [t.judul for t in found] == ["Isi realisasi anggaran TW I 2024"]
    client.force_login(perencana)
    text = client.get(reverse("tugas")).content.decode()
    assert "Isi realisasi anggaran TW I 2024" in text
    assert "belum diisi: Januari 3 baris, Februari 3 baris, Maret 3 baris" in text


def test_a_notice_says_the_same(tw1, anggaran, perencana, contoh):
    work = Pekerjaan(tasks(perencana, contoh)[0])
    assert work.kalimat == (
        "Isi realisasi anggaran TW I 2024, belum diisi: Januari 3 baris, Februari 3 baris, "
        "Maret 3 baris"
    )
    assert work.tautan == work.tautan_atasan == "/anggaran/CONTOH/2024/isi/1/?unit="


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries(tw1, anggaran, perencana, contoh, banyak, django_assert_num_queries):
    for name in list(anggaran)[: banyak * 2]:
        enter(anggaran[name], 1, 10)
    user = User.objects.get(pk=perencana.pk)
    assert user.roles
    # Windows, extensions, months, ceilings, activities of sub kegiatan.
    with django_assert_num_queries(5):
        list(tugas(user, {contoh.pk: contoh}, HARI))


def test_an_account_without_the_right_costs_nothing(akun, contoh, django_assert_num_queries):
    user = User.objects.get(pk=akun(Peran.PEMBACA, contoh).pk)
    assert user.roles
    with django_assert_num_queries(0):
        assert list(tugas(user, {contoh.pk: contoh}, HARI)) == []
