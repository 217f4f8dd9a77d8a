"""`manage.py muat FOLDER`: load an agency's folder of CSV files, whole or not at all."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lkip.loading import BerkasDitolak
from reports.resources import load_folder
from workforce.actions import segel_jejak


class Command(BaseCommand):
    """Loads one folder."""

    help = "Memuat data satu perangkat daerah dari folder berisi CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load; every fault is named with file, row, column and value."""
        try:
            pd, count = load_folder(options["folder"])
        except BerkasDitolak as error:
            raise CommandError(f"Tidak ada yang dimuat.\n{error}") from error
        segel_jejak()
        self.stdout.write(f"{pd}: {count} baris dimuat.")
