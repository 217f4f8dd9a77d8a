"""`manage.py pemberitahuan`: one run, a run for a missed day, and the daily loop."""

from __future__ import annotations

from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from indicators.enums import Periode
from indicators.models import Pemberitahuan, PeriodePelaporan
from lkip.management.commands import pemberitahuan
from lkip.management.commands.pemberitahuan import jeda
from workforce.enums import Peran
from workforce.models import User
from workforce.querysets import hari_ini

BATAS = date(2024, 1, 5)


@pytest.fixture
def perencana(contoh, akun) -> User:
    """An account with an address and work that is due on the fifth of January."""
    PeriodePelaporan.objects.filter(pd=contoh, periode=Periode.TAHUN).delete()
    PeriodePelaporan.objects.filter(pd=contoh, terkunci=False).update(
        mulai=date(2023, 12, 1), batas_isi=BATAS, batas_verifikasi=BATAS
    )
    user = akun(Peran.PERENCANA, contoh, "perencana")
    user.email = "perencana@contoh.test"
    user.save()
    return user


def run(*args: str) -> str:
    out = StringIO()
    call_command("pemberitahuan", *args, stdout=out)
    return out.getvalue()


def test_a_run_makes_notices_and_sends_them_once(perencana):
    assert run("--tanggal", "2024-01-02") == (
        "2024-01-02: 1 pemberitahuan baru, 1 surel terkirim, 0 surel gagal.\n"
    )
    assert run("--tanggal", "2024-01-02") == (
        "2024-01-02: 0 pemberitahuan baru, 0 surel terkirim, 0 surel gagal.\n"
    )
    assert [message.to for message in mail.outbox] == [["perencana@contoh.test"]]
    assert Pemberitahuan.objects.get().tanda == "H-3"


def test_the_days_of_a_window_from_end_to_end(perencana, contoh, akun):
    leader = akun(Peran.PIMPINAN, contoh, "pimpinan")
    for day in range(27, 32):
        run("--tanggal", f"2023-12-{day}")
    for day in range(1, 12):
        run("--tanggal", f"2024-01-{day:02}")
    rows = Pemberitahuan.objects.order_by("pk").values_list("pengguna", "tanda")
    assert list(rows) == [
        *((perencana.pk, tanda) for tanda in ("H-7", "H-3", "H", "H+1")),
        (leader.pk, "atasan"),
    ]
    assert len(mail.outbox) == 4


def test_late_work_without_a_leader_is_printed(perencana):
    assert run("--tanggal", "2024-01-07") == (
        "2024-01-07: 0 pemberitahuan baru, 0 surel terkirim, 0 surel gagal.\n"
        "Terlambat dan tidak ada pimpinan yang dapat diberi tahu: "
        "Dinas Contoh: Isi 2 realisasi TW IV 2023: 2 belum diisi\n"
    )


def test_without_a_date_it_is_today(db):
    assert run().startswith(f"{hari_ini():%Y-%m-%d}: 0 pemberitahuan baru")


def test_a_date_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="Tanggal “kemarin” tidak dikenal; tulis seperti"):
        run("--tanggal", "kemarin")


def test_a_date_and_the_loop_exclude_each_other(db):
    with pytest.raises(CommandError, match="Pilih salah satu"):
        run("--terus", "--tanggal", "2024-01-02")


class _Selesai(Exception):
    """Ends the loop of the test."""


def test_the_loop_runs_at_once_and_then_daily(db, monkeypatch):
    days = iter([date(2024, 1, 2), date(2024, 1, 3), date(2024, 1, 4)])
    naps: list[float] = []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            raise _Selesai

    monkeypatch.setattr(pemberitahuan, "hari_ini", lambda: next(days))
    monkeypatch.setattr(pemberitahuan.time, "sleep", sleep)
    # The test's own connection stays open: its transaction holds the data.
    monkeypatch.setattr(pemberitahuan.connections, "close_all", lambda: None)
    out = StringIO()
    with pytest.raises(_Selesai):
        call_command("pemberitahuan", "--terus", stdout=out)
    assert [line[:10] for line in out.getvalue().splitlines()] == [
        "2024-01-02",
        "2024-01-03",
        "2024-01-04",
    ]
    assert all(0 < seconds <= 24 * 3600 for seconds in naps)


@pytest.mark.parametrize(
    ("hour", "minute", "seconds"),
    [(5, 59, 60), (6, 0, 24 * 3600), (6, 1, 24 * 3600 - 60), (23, 0, 7 * 3600)],
)
def test_seconds_to_the_next_run(hour, minute, seconds):
    now = datetime(2024, 1, 2, hour, minute, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert jeda(now) == seconds
