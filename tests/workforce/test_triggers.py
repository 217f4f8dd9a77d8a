"""The audit trail in the database: rows come in, are sealed once, and stay."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, PerangkatDaerah
from workforce.querysets import hari_ini
from workforce.triggers import PENGGUNA

TETAP = r"Jejak audit tidak dapat diubah atau dihapus\."
TABEL = JejakAudit._meta.db_table
SEGEL, NOMOR = "a" * 64, 900_001


@pytest.fixture
def entri(contoh) -> JejakAudit:
    return JejakAudit.objects.create(
        pd=contoh, waktu=timezone.now(), tabel="buku", baris=7, aksi=AksiJejak.UBAH, alasan=""
    )


def _raw(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _bulk(entri: JejakAudit) -> None:
    entri.baris = 8
    JejakAudit.objects.bulk_update([entri], ["baris"])


def _save(entri: JejakAudit) -> None:
    entri.tabel = "lain"
    entri.save()


WAYS = {
    "save": _save,
    "update": lambda e: JejakAudit.objects.filter(pk=e.pk).update(aksi=AksiJejak.HAPUS),
    "update of the owner": lambda e: JejakAudit.objects.filter(pk=e.pk).update(pd=None),
    "bulk_update": _bulk,
    "raw update": lambda e: _raw(f"UPDATE {TABEL} SET sesudah = '{{}}' WHERE id = %s", e.pk),
    "delete": lambda e: e.delete(),
    "delete of a queryset": lambda e: JejakAudit.objects.filter(pk=e.pk).delete(),
    "raw delete": lambda e: _raw(f"DELETE FROM {TABEL} WHERE id = %s", e.pk),
}


@pytest.mark.parametrize("way", WAYS)
def test_entry_is_neither_changed_nor_deleted(entri, way):
    before = JejakAudit.objects.filter(pk=entri.pk).values().get()
    with pytest.raises(IntegrityError, match=TETAP), transaction.atomic():
        WAYS[way](JejakAudit.objects.get(pk=entri.pk))
    assert JejakAudit.objects.filter(pk=entri.pk).values().get() == before


def test_entry_gets_author_reason_and_seal_once(entri, akun, contoh):
    user = akun(Peran.PERENCANA, contoh)
    rows = JejakAudit.objects.filter(pk=entri.pk)
    assert rows.update(pelaku=user, alasan="sebab") == 1
    with pytest.raises(IntegrityError, match=TETAP), transaction.atomic():
        rows.update(pelaku=None)
    with pytest.raises(IntegrityError, match=TETAP), transaction.atomic():
        rows.update(alasan="sebab lain")
    assert rows.update(segel=SEGEL, nomor_segel=NOMOR) == 1
    for change in ({"segel": "b" * 64}, {"segel": "", "nomor_segel": None}, {"alasan": "lain"}):
        with pytest.raises(IntegrityError, match=TETAP), transaction.atomic():
            rows.update(**change)
    stored = rows.get()
    assert (stored.pelaku, stored.alasan, stored.segel) == (user, "sebab", SEGEL)


@pytest.mark.parametrize(
    ("segel", "nomor"), [("a" * 63, 1), ("A" * 64, 1), (SEGEL, None), ("", 1), (SEGEL, 0)]
)
def test_malformed_seal_is_refused(entri, segel, nomor):
    with pytest.raises(IntegrityError), transaction.atomic():
        JejakAudit.objects.filter(pk=entri.pk).update(segel=segel, nomor_segel=nomor)


def test_number_of_a_seal_is_unique(entri, contoh):
    JejakAudit.objects.filter(pk=entri.pk).update(segel=SEGEL, nomor_segel=NOMOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        JejakAudit.objects.create(
            waktu=timezone.now(),
            tabel="buku",
            baris=8,
            aksi="buat",
            segel=SEGEL,
            nomor_segel=NOMOR,
        )


def test_account_that_changes_is_told_where_it_works_now(akun, contoh, bpsdm):
    """Not where it once worked; the first of several, and the first of all when none holds."""
    user, today = akun(Peran.PEMBACA, contoh), hari_ini()
    here = user.penugasan.get()
    there = PenugasanPeran.objects.create(pengguna=user, peran=Peran.PEMBACA, pd=bpsdm)

    def told(first: int | None, second: int | None) -> PerangkatDaerah:
        """Where, when the roles end so many days from now; None is never."""
        for role, days in ((here, first), (there, second)):
            end = None if days is None else today + timedelta(days=days)
            PenugasanPeran.objects.filter(pk=role.pk).update(mulai="2020-01-01", selesai=end)
        user.last_name += "x"
        user.save()
        return JejakAudit.objects.filter(tabel=PENGGUNA, baris=user.pk).latest("pk").pd

    assert told(None, None) == contoh
    assert told(-1, None) == bpsdm
    assert told(-1, 0) == bpsdm
    assert told(0, None) == contoh
    assert told(-1, -1) == contoh
    PenugasanPeran.objects.filter(pk=here.pk).update(mulai=today + timedelta(days=1), selesai=None)
    PenugasanPeran.objects.filter(pk=there.pk).update(selesai=None)
    user.last_name += "x"
    user.save()
    assert JejakAudit.objects.filter(tabel=PENGGUNA, baris=user.pk).latest("pk").pd == bpsdm
