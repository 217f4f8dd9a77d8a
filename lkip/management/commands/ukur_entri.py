"""`manage.py ukur_entri KODE TAHUN`: what the entry grid costs to load, and one cell to save.

Requests go through the whole application, as an account that may enter values, inside a
transaction that is rolled back: nothing of the measurement stays. What follows a commit (the seal
of the trail) is run and counted with the saving; the commit itself is not.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from time import perf_counter, process_time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.entri import BarisEntri, Entri
from indicators.enums import Periode, StatusData
from lkip.numbers import format_number
from workforce.models import PerangkatDaerah, User
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, may, wewenang

MILI = 1000


@dataclass(frozen=True)
class Biaya:
    """What one request cost: milliseconds, statements, and bytes of its answer as sent.

    The time of this process (`cpu`) hardly depends on what else the machine is doing.
    """

    waktu: float
    cpu: float
    kueri: int
    bita: int


class Command(BaseCommand):
    """Loads the grid and saves a cell in turn, prints every round and the medians."""

    help = "Mengukur halaman pengisian dan penyimpanan satu sel; tidak ada yang tersimpan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Agency, year, number of rounds."""
        parser.add_argument("kode", help="kode perangkat daerah, misalnya BPSDM")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--putaran", type=int, default=15, help="jumlah putaran (baku 15)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure; refuses what cannot be measured: no agency, rounds, account or open cell."""
        agency = PerangkatDaerah.objects.filter(kode=options["kode"]).first()
        if agency is None:
            raise CommandError(f"Perangkat daerah {options['kode']} tidak ditemukan.")
        if options["putaran"] < 1:
            raise CommandError("Jumlah putaran paling sedikit 1.")
        user = _planner(agency)
        cell = _open_cell(agency, options["tahun"], user)
        with override_settings(ALLOWED_HOSTS=["*"]), transaction.atomic():
            self._measure(_Sel(user, cell), options["putaran"])
            transaction.set_rollback(True)

    def _measure(self, sel: _Sel, rounds: int) -> None:
        # The first requests of a process are slower than all that follow.
        sel.muat()
        sel.simpan()
        pages, saves = [], []
        for number in range(1, rounds + 1):
            pages.append(_cost(sel.muat))
            saves.append(_cost(sel.simpan))
            self._print(f"Putaran {number}", pages[-1:], saves[-1:])
        self._print("Median", pages, saves)
        cell = sel.baris
        self.stdout.write(
            f"{cell.periode.label} {cell.tahun}, sel {cell.indikator.kode}, basis data "
            f"{connection.vendor}. Simpan dihitung bersama segel jejaknya, tanpa commit."
        )

    def _print(self, when: str, pages: list[Biaya], saves: list[Biaya]) -> None:
        costs = "  ".join(
            f"{name} {_number(median(b.waktu for b in rows), 1):>6} md, "
            f"CPU {_number(median(b.cpu for b in rows), 1):>6} md "
            f"{_number(median(b.kueri for b in rows), 0):>3} kueri "
            f"{_number(median(b.bita for b in rows), 0):>7} bita"
            for name, rows in (("halaman", pages), ("simpan", saves))
        )
        self.stdout.write(f"{when:<10} {costs}")


class _Sel:
    """A cell that is loaded with its page and saved, each time with another value."""

    def __init__(self, user: User, baris: BarisEntri) -> None:
        self.baris, self.versi = baris, baris.versi
        self._value = baris.nilai or Decimal(0)
        self._client = Client(headers={"accept-encoding": "gzip"})
        self._client.force_login(user)
        place = (baris.indikator.pd.kode, baris.tahun, baris.periode.value)
        self._page = reverse("pengukuran_isi", args=place)
        self._save = reverse("pengukuran_simpan", args=(*place, baris.indikator.kode))

    def muat(self) -> HttpResponse:
        """Load the grid of the period."""
        return self._expect(self._client.get(self._page, secure=True))

    def simpan(self) -> HttpResponse:
        """Save the cell based on the version that the last saving gave."""
        self._value += 1
        if self.baris.komponen:
            numbers = {"pembilang": self._value, "penyebut": Decimal(1000)}
        else:
            numbers = {"nilai": self._value}
        data = {name: f"{value:f}".replace(".", ",") for name, value in numbers.items()}
        data |= {"versi": str(self.versi), "status_data": StatusData.ADA.value}
        prefix = self.baris.indikator.kode
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = self._client.post(
                self._save, {f"{prefix}-{name}": value for name, value in data.items()}, secure=True
            )
        self.versi += 1
        return self._expect(response)

    @staticmethod
    def _expect(response: Any) -> HttpResponse:
        if response.status_code != 200:
            raise CommandError(f"Jawaban {response.status_code}: pengukuran dihentikan.")
        answer: HttpResponse = response
        return answer


def _planner(pd: PerangkatDaerah) -> User:
    """An account that may enter values of the whole agency."""
    for user in User.objects.filter(is_active=True, penugasan__pd=pd).distinct().order_by("pk"):
        if may(user, MENGISI, pd) and wewenang(user, MENGISI, pd).unit_ids is None:
            return user
    raise CommandError(f"Tidak ada akun yang berhak mengisi realisasi seluruh {pd}.")


def _open_cell(pd: PerangkatDaerah, tahun: int, user: User) -> BarisEntri:
    """The dearest cell that is open today: one with components, if there is one."""
    entri = Entri(pd, tahun, hak=wewenang(user, MENGISI, pd), hari=hari_ini())
    cells = [b for p in Periode for b in entri.baris(p) if b.dapat_diisi]
    if not cells:
        raise CommandError(
            f"Tidak ada sel yang terbuka pada {tahun}. Buka periodenya lebih dahulu."
        )
    return max(cells, key=lambda b: b.komponen)


def _cost(request: Callable[[], HttpResponse]) -> Biaya:
    with CaptureQueriesContext(connection) as queries:
        started, used = perf_counter(), process_time()
        response = request()
        elapsed, used = perf_counter() - started, process_time() - used
    return Biaya(elapsed * MILI, used * MILI, len(queries), len(response.content))


def _number(value: float, places: int) -> str:
    return format_number(Decimal(str(value)), places)
