"""`manage.py pemberitahuan`: the notices of a day, in the application and by e-mail.

Meant for a daily timer; a second run on a day makes nothing twice and sends what failed. With
`--terus` it stays and runs by itself every day, where there is no timer. What grows by the day
is tidied with it.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from indicators.actions_pemberitahuan import terbitkan
from indicators.pemberitahuan import kabar_hari
from indicators.surat import kirim_surat
from workforce.actions import rapikan_perubahan
from workforce.querysets import hari_ini

# Hour of the agency's day at which `--terus` runs: before office hours.
JAM = 6


class Command(BaseCommand):
    """Makes the notices of a day and sends those that wait."""

    help = "Menerbitkan pemberitahuan hari ini dan mengirimnya lewat surel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Another day, for a run that was missed; or to stay and run daily."""
        parser.add_argument("--tanggal", help="hari yang dihitung, misalnya 2024-01-03")
        parser.add_argument(
            "--terus", action="store_true", help=f"tetap berjalan, setiap hari pukul {JAM:02}.00"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once, or daily until the process is ended."""
        if options["terus"] and options["tanggal"]:
            raise CommandError("Pilih salah satu: --tanggal untuk sekali jalan, atau --terus.")
        self._run(_hari(options["tanggal"]))
        while options["terus"]:
            # Nothing is held open through the night.
            connections.close_all()
            time.sleep(jeda(timezone.localtime()))
            self._run(hari_ini())

    def _run(self, hari: date) -> None:
        kabar = kabar_hari(hari)
        made = terbitkan(kabar=kabar)
        mail = kirim_surat(hari=hari)
        self.stdout.write(
            f"{hari:%Y-%m-%d}: {made} pemberitahuan baru, {mail.terkirim} surel terkirim, "
            f"{mail.gagal} surel gagal."
        )
        for work in kabar.tanpa_atasan:
            self.stdout.write(f"Terlambat dan tidak ada pimpinan yang dapat diberi tahu: {work}")
        rapikan_perubahan()


def _hari(text: str | None) -> date:
    if not text:
        return hari_ini()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"Tanggal “{text}” tidak dikenal; tulis seperti 2024-01-03 (tahun-bulan-tanggal)."
        ) from error


def jeda(kini: datetime) -> float:
    """Seconds from a moment to the next daily run."""
    target = kini.replace(hour=JAM, minute=0, second=0, microsecond=0)
    if target <= kini:
        target += timedelta(days=1)
    return (target - kini).total_seconds()
