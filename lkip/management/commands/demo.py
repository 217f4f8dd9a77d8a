"""`manage.py demo`: the demo agencies and one login per role. Running it again changes nothing."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lkip.loading import BerkasDitolak
from lkip.navigation import DEMO_LOGINS, DEMO_PASSWORD
from reports.resources import load_folder
from workforce.actions import segel_jejak
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, User

FOLDERS = (("BPSDM", "bpsdm-2023"), ("CONTOH", "contoh-2023"))


class Command(BaseCommand):
    """Loads the fixtures and makes the accounts."""

    help = "Memuat data contoh dan membuat akun contoh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Accounts with a known password are made only on purpose."""
        parser.add_argument("--paksa", action="store_true", help="juga di luar LKIP_DEMO=1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what changed since the last run, then print the logins."""
        if not (settings.DEMO or options["paksa"]):
            raise CommandError("Akun contoh hanya dibuat bila LKIP_DEMO=1.")
        for kode, name in FOLDERS:
            self._load(kode, settings.BASE_DIR / "fixtures" / name)
        segel_jejak()
        for (username, label), peran in zip(DEMO_LOGINS, Peran, strict=True):
            self._account(username, peran, "BPSDM")
            self.stdout.write(f"  {username:<12} {label}")
        self._account("perencana-contoh", Peran.PERENCANA, "CONTOH")
        self.stdout.write(f"  {'perencana-contoh':<12} Perencana pada perangkat daerah lain")
        self.stdout.write(f"Kata sandi semua akun contoh: {DEMO_PASSWORD}")

    def _load(self, kode: str, folder: Path) -> None:
        stamp = Path(settings.VAR_DIR) / f"demo-{kode.lower()}.sha256"
        digest = _digest(folder)
        known = stamp.exists() and stamp.read_text(encoding="utf-8") == digest
        if known and PerangkatDaerah.objects.filter(kode=kode).exists():
            self.stdout.write(f"{folder.name}: sudah dimuat.")
            return
        try:
            pd, count = load_folder(folder)
        except BerkasDitolak as error:
            raise CommandError(f"Tidak ada yang dimuat.\n{error}") from error
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest, encoding="utf-8")
        self.stdout.write(f"{pd}: {count} baris dimuat.")

    def _account(self, username: str, peran: Peran, kode: str) -> None:
        system = peran == Peran.ADMIN_SISTEM
        user, created = User.objects.get_or_create(
            username=username,
            defaults={
                "first_name": username.replace("-", " ").capitalize(),
                "is_staff": system or peran == Peran.ADMIN_PD,
                "is_superuser": system,
            },
        )
        if created:
            user.set_password(DEMO_PASSWORD)
            user.save()
        pd = None if system else PerangkatDaerah.objects.get(kode=kode)
        PenugasanPeran.objects.get_or_create(pengguna=user, peran=peran, pd=pd)


def _digest(folder: Path) -> str:
    """Fingerprint of all files of a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.csv")):
        total.update(str(path.relative_to(folder)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()
