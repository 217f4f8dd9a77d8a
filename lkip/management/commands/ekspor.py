"""`manage.py ekspor KODE FOLDER`: write an agency's records as the CSV files that `muat` reads."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.resources import write_folder
from workforce.models import PerangkatDaerah


class Command(BaseCommand):
    """Writes one folder."""

    help = "Menulis semua data satu perangkat daerah ke folder berisi CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The agency and the folder."""
        parser.add_argument("kode")
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write; existing files of the same names are replaced."""
        pd = PerangkatDaerah.objects.filter(kode=options["kode"]).first()
        if pd is None:
            raise CommandError(f"Perangkat daerah {options['kode']} tidak ditemukan.")
        count = write_folder(pd, options["folder"])
        self.stdout.write(f"{pd}: {count} baris ditulis ke {options['folder']}.")
