"""Writes of the workforce app: the audit trail beyond what the database writes itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from workforce.calculations import segel
from workforce.enums import AksiJejak
from workforce.models import JejakAudit, PerangkatDaerah, Perubahan, User

# Sealers wait for each other; the number is any that nothing else in the database locks.
# Writers of SQLite wait for each other anyway.
_ANTRE = {"postgresql": "SELECT pg_advisory_xact_lock(53201488)", "sqlite": "SELECT 1"}
# Other writers wait behind whoever waits for a lock: not for long.
_TUTUP_PERUBAHAN = {
    "postgresql": "SET LOCAL lock_timeout = '3s'; LOCK TABLE workforce_perubahan IN EXCLUSIVE MODE",
    "sqlite": "SELECT 1",
}


class Ditolak(ValidationError):
    """A rule refuses; the sentence is for the user and for the audit trail."""

    def __init__(self, alasan: str) -> None:
        super().__init__(alasan, code="ditolak")
        self.alasan = alasan


class Bentrok(ValidationError):
    """Someone else was faster. `tersimpan` is what stands in the database now."""

    def __init__(self, tersimpan: Any) -> None:
        super().__init__(
            "Orang lain sudah mengubah nilai ini sesudah halaman Anda dibuka. "
            "Bandingkan kedua nilai, lalu pilih.",
            code="bentrok",
        )
        self.tersimpan = tersimpan


def tolak(alasan: str) -> None:
    """Raise Ditolak with the sentence of a rule; an empty one lets through."""
    if alasan:
        raise Ditolak(alasan)


def catat_penolakan(
    *,
    pd: PerangkatDaerah | None,
    tabel: str,
    baris: int,
    alasan: str,
    by: User | None,
    segel_sekarang: bool = True,
) -> JejakAudit:
    """Put a denied attempt into the audit trail. Call it outside the refused transaction.

    `by` is None when it is not known who tried, as with a login that failed. Strangers shall
    neither wait for a seal nor keep others waiting: with `segel_sekarang` false the next write
    seals.
    """
    entry = JejakAudit.objects.create(
        pd=pd,
        waktu=timezone.now(),
        pelaku=by,
        tabel=tabel,
        baris=baris,
        aksi=AksiJejak.DITOLAK,
        alasan=alasan,
    )
    if segel_sekarang:
        segel_jejak()
    return entry


def jejak_terakhir() -> int:
    """Number of the newest entry of the trail, 0 when there is none.

    An action takes it when it holds the row that it is about to change: what somebody outside
    the application did to that row before has a lower number.
    """
    newest = JejakAudit.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def nyatakan_pelaku(
    *, tabel: str, baris: int | Collection[int], sejak: int, by: User, alasan: str = ""
) -> None:
    """Name the author of changes of a row, or of several, that their trigger could not know.

    Belongs into the transaction that made the change, before it is sealed. Entries up to `sejak`
    (`jejak_terakhir` before the change) are not hers and keep that nobody is known.
    """
    rows = (baris,) if isinstance(baris, int) else baris
    JejakAudit.objects.filter(
        tabel=tabel, baris__in=rows, pk__gt=sejak, segel="", pelaku=None
    ).update(pelaku=by, alasan=alasan)


class Tulisan:
    """Rows that an action writes and whose triggers cannot know the author, by table."""

    def __init__(self) -> None:
        self.baris: dict[str, set[int]] = {}

    def tambah(self, tabel: str, *baris: int) -> None:
        """Count rows of a table as written; of a removed one, its number of before."""
        self.baris.setdefault(tabel, set()).update(baris)


@contextmanager
def atas_nama(by: User, *, alasan: str = "") -> Iterator[Tulisan]:
    """Write in somebody's name: what is counted as written gets its author, and is sealed.

    Belongs into the transaction of the action, around its writes, once the rows are held. Nothing
    is named when the block fails.
    """
    since, written = jejak_terakhir(), Tulisan()
    yield written
    for table, rows in written.baris.items():
        nyatakan_pelaku(tabel=table, baris=rows, sejak=since, by=by, alasan=alasan)
    transaction.on_commit(segel_jejak)


@transaction.atomic
def segel_jejak() -> int:
    """Seal what is not sealed yet, in the order of its numbers; return how many entries."""
    with connection.cursor() as cursor:
        cursor.execute(_ANTRE[connection.vendor])
    # Unsealed entries have no number, and numbers have an index; see the constraint.
    waiting = list(JejakAudit.objects.filter(nomor_segel=None).order_by("pk"))
    last = JejakAudit.objects.exclude(nomor_segel=None).order_by("-nomor_segel").first()
    number, previous = (last.nomor_segel or 0, last.segel) if last else (0, "")
    for entry in waiting:
        number, previous = number + 1, segel(previous, isi_jejak(entry))
        entry.nomor_segel, entry.segel = number, previous
    JejakAudit.objects.bulk_update(waiting, ("nomor_segel", "segel"), batch_size=200)
    return len(waiting)


def isi_jejak(entry: JejakAudit) -> dict[str, Any]:
    """What the seal of an entry covers."""
    return {
        "pd": entry.pd_id,
        "waktu": entry.waktu.isoformat(timespec="milliseconds"),
        "pelaku": entry.pelaku_id,
        "tabel": entry.tabel,
        "baris": entry.baris,
        "aksi": entry.aksi,
        "sebelum": _text(entry.sebelum),
        "sesudah": _text(entry.sesudah),
        "alasan": entry.alasan,
    }


def _text(isi: dict[str, Any] | None) -> dict[str, str] | None:
    # Numbers as text: 38, 38.0 and 38.0000 are one value on two databases.
    if isi is None:
        return None
    return {name: "" if value is None else str(value) for name, value in isi.items()}


def jejak_rusak() -> list[JejakAudit]:
    """Entries whose seal does not follow from their content and the seal before them."""
    broken, previous, number = [], "", 0
    for entry in JejakAudit.objects.exclude(nomor_segel=None).order_by("nomor_segel").iterator():
        number += 1
        if entry.nomor_segel != number or entry.segel != segel(previous, isi_jejak(entry)):
            broken.append(entry)
        previous = entry.segel
        number = entry.nomor_segel or number
    return broken


def rapikan_perubahan() -> int:
    """Put one note for all agencies in the place of every older one; returns how many went.

    Finished pages are made anew once. The lock waits until no writer holds a number that is not
    to be seen yet: the new note is above all that ever were, so that no stamp comes back. While
    somebody writes for long nothing is done; the next run does it.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_TUTUP_PERUBAHAN[connection.vendor])
            note = Perubahan.objects.create()
            gone, _ = Perubahan.objects.filter(pk__lt=note.pk).delete()
    except OperationalError:
        return 0
    return gone
