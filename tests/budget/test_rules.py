"""Who may enter what of the budget, and when; each refusal is a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from budget import triggers
from budget.rules import (
    DIHITUNG,
    batas,
    bulan_terakhir,
    bulan_terkunci,
    kenapa_tidak_isi,
    kenapa_tidak_rencana,
    kenapa_tidak_ubah_bulan,
    pembukaan,
)
from indicators.models import PeriodePelaporan, PerpanjanganPeriode
from workforce.enums import Peran
from workforce.models import UnitKerja
from workforce.rules import MENGISI, Wewenang

LAIN = (
    "Hak mengisi realisasi untuk Bidang Data dimiliki oleh: Administrator perangkat daerah, "
    "Perencana."
)
SELURUH = (
    "Hak mengisi realisasi untuk seluruh Dinas Contoh diperlukan, karena baris ini tidak milik "
    "satu unit kerja."
)
TUTUP = (
    "Batas pengisian TW II 2030 sudah lewat pada 5 Juli 2030. Mintalah perpanjangan kepada "
    "administrator perangkat daerah."
)


@pytest.fixture
def unit(contoh) -> UnitKerja:
    return UnitKerja.objects.get(pd=contoh, kode="BID-DATA")


@pytest.fixture
def tw2(contoh) -> PeriodePelaporan:
    return PeriodePelaporan.objects.create(
        pd=contoh,
        tahun=2030,
        periode=2,
        mulai=date(2030, 7, 1),
        batas_isi=date(2030, 7, 5),
        batas_verifikasi=date(2030, 7, 15),
    )


def whole(pd) -> Wewenang:
    return Wewenang(MENGISI, pd, None)


@pytest.mark.parametrize(
    ("bulan", "hari", "sentence"),
    [
        (4, date(2030, 4, 30), "Pengisian s.d. April dibuka pada 1 Mei 2030."),
        (4, date(2030, 5, 1), ""),
        (6, date(2030, 6, 30), "Pengisian s.d. Juni dibuka pada 1 Juli 2030."),
        (6, date(2030, 7, 5), ""),
        (6, date(2030, 7, 6), TUTUP),
    ],
)
def test_a_month_opens_when_it_is_over_and_closes_with_its_quarter(
    tw2, unit, contoh, bulan, hari, sentence
):
    refused = kenapa_tidak_isi(hak=whole(contoh), unit=(unit,), periode=tw2, bulan=bulan, hari=hari)
    assert refused == sentence


def test_december_opens_with_its_quarter_if_that_comes_first(tw2):
    tw2.periode, tw2.mulai = 4, date(2030, 12, 20)
    assert [pembukaan(tw2, bulan) for bulan in (10, 11, 12)] == [
        date(2030, 11, 1),
        date(2030, 12, 1),
        date(2030, 12, 20),
    ]
    tw2.mulai = date(2031, 1, 2)
    assert pembukaan(tw2, 12) == date(2031, 1, 1)


def test_an_extension_of_a_unit_reaches_its_rows_alone(tw2, unit, contoh, akun):
    PerpanjanganPeriode.objects.create(
        periode=tw2,
        unit=unit,
        sampai=date(2030, 7, 20),
        alasan="Data terlambat.",
        oleh=akun(Peran.ADMIN_PD, contoh),
    )
    assert batas(tw2, (unit,)) == date(2030, 7, 20)
    assert batas(tw2, ()) == date(2030, 7, 5)
    late = {"hak": whole(contoh), "periode": tw2, "bulan": 6, "hari": date(2030, 7, 20)}
    assert kenapa_tidak_isi(unit=(unit,), **late) == ""
    assert kenapa_tidak_isi(unit=(), **late) == TUTUP


def test_a_period_is_needed_and_a_locked_one_is_closed(tw2, unit, contoh):
    asked = {"hak": whole(contoh), "unit": (unit,), "bulan": 6, "hari": date(2030, 7, 2)}
    assert kenapa_tidak_isi(periode=None, **asked) == (
        "Periode TW II belum dibuat. Administrator perangkat daerah membuatnya di halaman Periode."
    )
    tw2.terkunci = True
    assert kenapa_tidak_isi(periode=tw2, **asked) == triggers.TERKUNCI


def test_a_sum_is_not_entered(tw2, unit, contoh):
    refused = kenapa_tidak_isi(
        hak=whole(contoh),
        unit=(unit,),
        periode=tw2,
        bulan=6,
        hari=date(2030, 7, 2),
        dihitung=True,
    )
    assert refused == DIHITUNG


def test_a_role_in_units_reaches_rows_of_these_units_alone(tw2, unit, contoh):
    other = UnitKerja.objects.get(pd=contoh, kode="BID-LAYANAN")
    hak = Wewenang(MENGISI, contoh, frozenset({other.pk}))
    window = {"periode": tw2, "bulan": 6, "hari": date(2030, 7, 2)}
    assert kenapa_tidak_isi(hak=hak, unit=(other,), **window) == ""
    assert kenapa_tidak_isi(hak=hak, unit=(other, unit), **window) == LAIN
    assert kenapa_tidak_isi(hak=hak, unit=(), **window) == SELURUH
    assert kenapa_tidak_rencana(hak=hak, unit=(unit,)) == LAIN
    assert kenapa_tidak_rencana(hak=whole(contoh), unit=()) == ""


def test_the_plan_of_a_locked_quarter_stays(tw2):
    assert bulan_terkunci({2: tw2}) == frozenset()
    tw2.terkunci = True
    windows = {2: tw2}
    assert bulan_terkunci(windows) == frozenset({4, 5, 6})
    assert kenapa_tidak_ubah_bulan(periode=windows, bulan=[3, 7]) == ""
    assert kenapa_tidak_ubah_bulan(periode=windows, bulan=[3, 4, 6]) == (
        "Rencana s.d. April, Juni sudah dikunci bersama triwulannya dan tidak berubah lagi."
    )


@pytest.mark.parametrize(
    ("hari", "bulan"),
    [
        (date(2029, 5, 1), 1),
        (date(2030, 1, 31), 1),
        (date(2030, 3, 1), 2),
        (date(2030, 12, 31), 11),
        (date(2031, 1, 1), 12),
        (date(2033, 1, 1), 12),
    ],
)
def test_the_month_that_is_entered_on_a_day(hari, bulan):
    assert bulan_terakhir(2030, hari) == bulan
