"""`manage.py jejak`: seals the audit trail and checks its chain of seals."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workforce.actions import jejak_rusak, segel_jejak
from workforce.jejak import keadaan_rantai, nama_tabel


class Command(BaseCommand):
    """Prints the state of the chain; ends with exit code 1 when it is broken."""

    help = "Menyegel jejak audit dan memeriksa rantai segelnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do besides printing the state."""
        parser.add_argument("--segel", action="store_true", help="segel catatan yang menunggu")
        parser.add_argument("--periksa", action="store_true", help="periksa seluruh rantai")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, then print the state, then check."""
        if options["segel"]:
            self.stdout.write(f"{segel_jejak()} catatan baru disegel.")
        state = keadaan_rantai()
        self.stdout.write(f"{state.tersegel} catatan tersegel, {state.menunggu} menunggu segel.")
        if state.terakhir is not None:
            # Noted elsewhere, this line proves that nobody cut off the end of the chain.
            self.stdout.write(
                f"Segel terakhir: nomor {state.terakhir.nomor_segel}, {state.terakhir.segel}"
            )
        if options["periksa"]:
            self._check()

    def _check(self) -> None:
        broken = jejak_rusak()
        for entry in broken:
            self.stdout.write(
                f"Rusak: nomor {entry.nomor_segel}, {nama_tabel(entry.tabel)} {entry.baris}, "
                f"{entry.waktu:%Y-%m-%d %H:%M} UTC"
            )
        if broken:
            raise CommandError(f"Rantai segel putus pada {len(broken)} catatan.")
        self.stdout.write("Rantai segel utuh.")
