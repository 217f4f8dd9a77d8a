"""`manage.py edisi KODE TAHUN`: whether stored editions are what was frozen."""

from __future__ import annotations

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.actions_edisi import masalah_berkas
from reports.cuplikan import sidik_cuplikan
from reports.enums import JenisBerkasEdisi
from reports.models import BerkasEdisi, Edisi
from reports.pembekuan import buat_berkas
from workforce.models import PerangkatDaerah


class Command(BaseCommand):
    """Compares every stored file with its hash; with `--buat-ulang` makes the files once more."""

    help = "Memeriksa berkas edisi yang tersimpan terhadap SHA-256 yang dicatat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Agency, year, and whether the files are made anew from their snapshots."""
        parser.add_argument("kode")
        parser.add_argument("tahun", type=int)
        parser.add_argument(
            "--buat-ulang",
            action="store_true",
            help="buat HTML, Excel, dan PDF sekali lagi dari cuplikannya, lalu bandingkan",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per file; ends with an error when one is not what was stored."""
        try:
            agency = PerangkatDaerah.objects.get(kode=options["kode"])
        except PerangkatDaerah.DoesNotExist as error:
            raise CommandError(f"Perangkat daerah {options['kode']} tidak ditemukan.") from error
        rows = Edisi.objects.of_pd(agency).filter(tahun=options["tahun"], nomor__isnull=False)
        broken = 0
        for edition in rows.order_by("urutan"):
            faults = [masalah_berkas(file) for file in self._files(edition)]
            for file, fault in zip(self._files(edition), faults, strict=True):
                kind = file.get_jenis_display()
                self.stdout.write(f"{edition.nomor} {kind}: {fault or 'utuh'}")
            broken += sum(map(bool, faults))
            if options["buat_ulang"] and not any(faults):
                self._again(edition)
        self.stdout.write(f"{len(rows)} edisi; {broken} berkas tidak utuh")
        if broken:
            raise CommandError("Ada berkas yang tidak utuh. Kembalikan dari cadangan.")

    def _files(self, edition: Edisi) -> list[BerkasEdisi]:
        return list(edition.berkas.order_by("pk"))

    def _again(self, edition: Edisi) -> None:
        """Make the files from the snapshot; another layout or library gives other bytes."""
        stored = {file.jenis: file for file in self._files(edition)}
        with stored[JenisBerkasEdisi.CUPLIKAN].berkas.open("rb") as stream:
            snapshot = stream.read()
        begun = perf_counter()
        made = buat_berkas(snapshot, edition.nomor or "", lambda tahap, persen: None)
        seconds = perf_counter() - begun
        same = [
            kind.label
            for kind, content in made.items()
            if sidik_cuplikan(content) == stored[kind].sha256
        ]
        self.stdout.write(
            f"{edition.nomor} dibuat ulang dalam {seconds:.1f} s; sama bita demi bita: "
            f"{', '.join(same)}"
        )
