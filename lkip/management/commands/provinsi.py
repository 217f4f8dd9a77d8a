"""`manage.py provinsi --benih N`: an invented province to measure with, always the same."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import fields
from time import perf_counter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from lkip.numbers import format_number
from reports.provinsi import buat_provinsi
from reports.provinsi_dasar import Ukuran


class Command(BaseCommand):
    """Makes the province, whole or not at all."""

    help = "Membuat provinsi rekaan dari sebuah benih; untuk mengukur, bukan untuk dipakai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The seed and the size."""
        parser.add_argument("--benih", type=int, required=True, help="benih yang sama, isi sama")
        for size in fields(Ukuran):
            name = f"--{size.name.replace('_', '-')}"
            parser.add_argument(name, type=int, default=size.default, help=f"baku {size.default}")
        parser.add_argument(
            "--paksa", action="store_true", help="juga di samping perangkat daerah lain"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and refresh what the database knows of its tables."""
        started = perf_counter()
        try:
            ukuran = Ukuran(**{size.name: options[size.name] for size in fields(Ukuran)})
            count = buat_provinsi(
                options["benih"], ukuran, paksa=options["paksa"], lapor=self.stdout.write
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        seconds = format_number(round(perf_counter() - started))
        self.stdout.write(f"{format_number(count)} baris rekaan dalam {seconds} detik.")
