"""Who holds a right where, and who leads a unit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from workforce.enums import Peran
from workforce.models import PenugasanPeran, UnitKerja, User
from workforce.queries_akun import atasan, pemegang
from workforce.querysets import hari_ini
from workforce.rules import MENGISI


def unit(pd, kode: str) -> UnitKerja:
    return UnitKerja.objects.get(pd=pd, kode=kode)


def orang(pd, name: str, peran: Peran, kode: str = "", **lain) -> User:
    """An account with one role, in a unit when its code is given."""
    user = User.objects.create_user(name)
    where = unit(pd, kode) if kode else None
    PenugasanPeran.objects.create(pengguna=user, peran=peran, pd=pd, unit=where, **lain)
    return user


@pytest.fixture
def pengisi(contoh, bpsdm) -> dict[str, User]:
    yesterday = hari_ini() - timedelta(days=1)
    closed = orang(contoh, "tutup", Peran.PERENCANA)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    orang(bpsdm, "luar", Peran.PERENCANA)
    orang(contoh, "lalu", Peran.PERENCANA, mulai=yesterday, selesai=yesterday)
    orang(contoh, "pembaca", Peran.PEMBACA)
    return {
        "semua": orang(contoh, "semua", Peran.ADMIN_PD),
        "puncak": orang(contoh, "puncak", Peran.PERENCANA, "DINAS-CONTOH"),
        "layanan": orang(contoh, "layanan", Peran.PERENCANA, "BID-LAYANAN"),
    }


def test_a_right_is_held_by_active_accounts_of_the_agency(contoh, pengisi):
    assert pemegang(MENGISI, contoh) == [pengisi[k] for k in ("layanan", "puncak", "semua")]


@pytest.mark.parametrize(
    ("kode", "who"),
    [
        ("BID-LAYANAN", ["layanan", "puncak", "semua"]),
        ("SEK-CONTOH", ["puncak", "semua"]),
        ("DINAS-CONTOH", ["puncak", "semua"]),
    ],
)
def test_a_role_in_a_unit_reaches_the_units_below(contoh, pengisi, kode, who):
    assert pemegang(MENGISI, contoh, unit(contoh, kode)) == [pengisi[k] for k in who]


def test_an_account_with_two_roles_counts_once(contoh, pengisi):
    user = pengisi["semua"]
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.PERENCANA, pd=contoh)
    assert pemegang(MENGISI, contoh).count(user) == 1


# --- Leaders -----------------------------------------------------------------------------------


@pytest.fixture
def pimpinan(contoh, bpsdm) -> dict[str, User]:
    orang(bpsdm, "luar", Peran.PIMPINAN)
    return {
        "kepala": orang(contoh, "kepala", Peran.PIMPINAN),
        "puncak": orang(contoh, "puncak", Peran.PIMPINAN, "DINAS-CONTOH"),
        "layanan": orang(contoh, "layanan", Peran.PIMPINAN, "BID-LAYANAN"),
    }


@pytest.mark.parametrize(
    ("kode", "who"),
    [
        ("BID-LAYANAN", ["layanan"]),
        ("SEK-CONTOH", ["kepala", "puncak"]),
        ("DINAS-CONTOH", ["kepala", "puncak"]),
        ("", ["kepala", "puncak"]),
    ],
)
def test_the_nearest_leader_upward_is_the_superior(contoh, pimpinan, kode, who):
    where = unit(contoh, kode) if kode else None
    assert atasan(contoh, where, selain=()) == [pimpinan[k] for k in who]


def test_nobody_is_his_own_superior(contoh, pimpinan):
    own = {pimpinan["layanan"].pk}
    found = atasan(contoh, unit(contoh, "BID-LAYANAN"), selain=own)
    assert found == [pimpinan["kepala"], pimpinan["puncak"]]


def test_without_a_leader_there_is_no_superior(contoh):
    orang(contoh, "layanan", Peran.PIMPINAN, "BID-LAYANAN")
    assert atasan(contoh, unit(contoh, "SEK-CONTOH"), selain=()) == []
