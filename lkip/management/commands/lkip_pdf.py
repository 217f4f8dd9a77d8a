"""`manage.py lkip_pdf BPSDM 2023 FILE`: write the annual report of an agency as PDF."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.facts import FaktaTidakDikenal
from reports.lkip import document, pdf, print_html
from reports.rendering import PdfGagal
from workforce.models import PerangkatDaerah


class Command(BaseCommand):
    """Writes the PDF, or with `--html` the HTML that the printer gets."""

    help = "Menulis LKIP satu perangkat daerah ke berkas PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Agency code, year, target file."""
        parser.add_argument("kode", help="kode perangkat daerah, misalnya BPSDM")
        parser.add_argument("tahun", type=int)
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--html", action="store_true", help="tulis HTML, bukan PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compose and write; a missing agency or an unresolved fact is refused with a sentence."""
        try:
            agency = PerangkatDaerah.objects.get(kode=options["kode"])
        except PerangkatDaerah.DoesNotExist as error:
            raise CommandError(f"Perangkat daerah {options['kode']} tidak ditemukan.") from error
        try:
            doc = document(agency, options["tahun"], inline=options["html"])
            content = print_html(doc).encode() if options["html"] else pdf(doc, self._progress)
        except (FaktaTidakDikenal, PdfGagal) as error:
            raise CommandError(str(error)) from error
        options["berkas"].write_bytes(content)
        self.stdout.write(f"{options['berkas']}: {len(content) // 1024} KiB")

    def _progress(self, pages: int) -> None:
        self.stdout.write(f"{pages} halaman tertata")
