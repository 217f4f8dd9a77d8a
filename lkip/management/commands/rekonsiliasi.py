"""`manage.py rekonsiliasi`: every control figure with computed value, difference and source."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.rekonsiliasi import UkuranTidakDikenal, rekonsiliasi
from workforce.models import PerangkatDaerah


class Command(BaseCommand):
    """Prints the differences, or with `--semua` every figure."""

    help = "Membandingkan angka tercetak dengan angka hitung."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Agency, year, and whether equal figures are printed too."""
        parser.add_argument("kode", nargs="?", default="BPSDM")
        parser.add_argument("tahun", nargs="?", type=int, default=2023)
        parser.add_argument("--semua", action="store_true", help="cetak juga yang sama")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per figure and the counts at the end."""
        try:
            agency = PerangkatDaerah.objects.get(kode=options["kode"])
            rows = rekonsiliasi(agency, options["tahun"])
        except PerangkatDaerah.DoesNotExist as error:
            raise CommandError(f"Perangkat daerah {options['kode']} tidak ditemukan.") from error
        except UkuranTidakDikenal as error:
            raise CommandError(str(error)) from error
        for row in rows:
            if options["semua"] or not row.sama:
                printed, computed, difference = row.teks
                state = "SAMA" if row.sama else "BEDA"
                self.stdout.write(
                    f"{state}  {row.sumber}: {row.uraian}: tercetak {printed}, hitung {computed}, "
                    f"selisih {difference}. {row.penjelasan}".rstrip()
                )
        same = sum(row.sama for row in rows)
        self.stdout.write(f"{len(rows)} angka kontrol: {same} sama, {len(rows) - same} berbeda")
