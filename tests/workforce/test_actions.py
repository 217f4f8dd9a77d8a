"""The chain of seals, denied attempts, and authors that a trigger could not know."""

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from lkip.triggers import install
from workforce import actions
from workforce.actions import (
    atas_nama,
    catat_penolakan,
    isi_jejak,
    jejak_rusak,
    jejak_terakhir,
    nyatakan_pelaku,
    rapikan_perubahan,
    segel_jejak,
)
from workforce.calculations import segel
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PerangkatDaerah, Perubahan
from workforce.triggers import PEMICU


def _entri(pd, baris: int, **values) -> JejakAudit:
    return JejakAudit.objects.create(
        pd=pd, waktu=timezone.now(), tabel="buku", baris=baris, aksi=AksiJejak.UBAH, **values
    )


@pytest.fixture
def rantai(contoh) -> list[JejakAudit]:
    """Three entries, sealed in their order after everything that the demo data left."""
    segel_jejak()
    rows = [_entri(contoh, n, sebelum={"nilai": n}, sesudah={"nilai": n + 1}) for n in (1, 2, 3)]
    assert segel_jejak() == 3
    return [JejakAudit.objects.get(pk=row.pk) for row in rows]


def test_seals_follow_each_other(rantai):
    first, second, third = rantai
    assert [r.nomor_segel for r in rantai] == [
        first.nomor_segel,
        first.nomor_segel + 1,
        first.nomor_segel + 2,
    ]
    assert second.segel == segel(first.segel, isi_jejak(second))
    assert third.segel == segel(second.segel, isi_jejak(third))
    assert not JejakAudit.objects.filter(segel="").exists()
    assert jejak_rusak() == []


def test_first_seal_has_nothing_before_it(contoh):
    segel_jejak()
    first = JejakAudit.objects.get(nomor_segel=1)
    assert first.segel == segel("", isi_jejak(first))


def test_sealing_twice_seals_nothing_new(rantai):
    assert segel_jejak() == 0


def test_what_a_seal_covers(contoh, akun):
    user = akun(Peran.PERENCANA, contoh)
    entry = _entri(contoh, 9, sebelum=None, sesudah={"nilai": 38, "surat": None}, pelaku=user)
    assert isi_jejak(entry) == {
        "pd": contoh.pk,
        "waktu": entry.waktu.isoformat(timespec="milliseconds"),
        "pelaku": user.pk,
        "tabel": "buku",
        "baris": 9,
        "aksi": "ubah",
        "sebelum": None,
        "sesudah": {"nilai": "38", "surat": ""},
        "alasan": "",
    }


@pytest.fixture
def tanpa_pemicu(db):
    """A database whose guard somebody took away, until the end of the test."""
    install(PEMICU).reverse_code(None, connection.schema_editor())


def test_changed_entry_breaks_its_seal(rantai, tanpa_pemicu):
    JejakAudit.objects.filter(pk=rantai[1].pk).update(sesudah={"nilai": 100})
    assert jejak_rusak() == [rantai[1]]


def test_removed_entry_breaks_the_next_seal(rantai, tanpa_pemicu):
    JejakAudit.objects.filter(pk=rantai[1].pk).delete()
    assert jejak_rusak() == [rantai[2]]


def test_forged_seal_breaks_the_next_one(rantai, tanpa_pemicu):
    first, second, _ = rantai
    second.sesudah = {"nilai": 100}
    JejakAudit.objects.filter(pk=second.pk).update(
        sesudah=second.sesudah, segel=segel(first.segel, isi_jejak(second))
    )
    assert jejak_rusak() == [rantai[2]]


def test_denied_attempt_is_kept_and_sealed(contoh, akun):
    user = akun(Peran.PEMBACA, contoh)
    entry = catat_penolakan(
        pd=contoh, tabel="indicators_realisasi", baris=5, alasan="Bukan haknya.", by=user
    )
    stored = JejakAudit.objects.get(pk=entry.pk)
    assert (stored.pd, stored.pelaku, stored.tabel, stored.baris) == (
        contoh,
        user,
        "indicators_realisasi",
        5,
    )
    assert (stored.aksi, stored.alasan) == (AksiJejak.DITOLAK, "Bukan haknya.")
    assert len(stored.segel) == 64
    assert str(stored) == "Ditolak indicators_realisasi 5"


def test_author_is_named_where_none_is_known_yet(contoh, akun):
    first, second = akun(Peran.PERENCANA, contoh), akun(Peran.ADMIN_PD, contoh)
    unknown, known, other = (
        _entri(contoh, 4),
        _entri(contoh, 4, pelaku=first),
        _entri(contoh, 5),
    )
    nyatakan_pelaku(tabel="buku", baris=4, sejak=0, by=second, alasan="sebab")
    authors = {e.pk: (e.pelaku, e.alasan) for e in JejakAudit.objects.filter(tabel="buku")}
    assert authors == {
        unknown.pk: (second, "sebab"),
        known.pk: (first, ""),
        other.pk: (None, ""),
    }


def test_change_from_outside_before_an_action_keeps_that_nobody_is_known(contoh, akun):
    user = akun(Peran.PERENCANA, contoh)
    outside = _entri(contoh, 4)
    before = jejak_terakhir()
    nyatakan_pelaku(tabel="buku", baris=4, by=user, sejak=before)
    own = _entri(contoh, 4)
    nyatakan_pelaku(tabel="buku", baris=4, by=user, sejak=before)

    authors = dict(JejakAudit.objects.filter(tabel="buku").values_list("pk", "pelaku"))
    assert before == outside.pk
    assert authors == {outside.pk: None, own.pk: user.pk}


def test_trail_without_entries_has_no_last_one(db):
    install(PEMICU).reverse_code(None, connection.schema_editor())
    JejakAudit.objects.all().delete()
    assert jejak_terakhir() == 0


def test_author_of_a_sealed_entry_stays_unknown(rantai, akun, contoh):
    nyatakan_pelaku(tabel="buku", baris=1, sejak=0, by=akun(Peran.PERENCANA, contoh))
    assert JejakAudit.objects.get(pk=rantai[0].pk).pelaku is None


def test_changes_of_an_entry_by_column(contoh):
    entry = _entri(contoh, 1, sebelum={"nilai": 1, "status": "draf"}, sesudah={"nilai": 2})
    assert entry.perubahan == (("nilai", 1, 2), ("status", "draf", None))


def _stempel() -> dict[str, str]:
    rows = PerangkatDaerah.objects.berstempel()
    return dict(rows.order_by("kode").values_list("kode", "stempel"))


def test_tidying_leaves_one_note_and_no_stamp_comes_back(bpsdm, contoh):
    """Even where a number was seen late, and as many notes go as come."""
    late, _ = (Perubahan.objects.create(pd=contoh).pk for _ in range(2))
    Perubahan.objects.filter(pk=late).delete()
    seen = [_stempel()]
    Perubahan.objects.create(pk=late, pd=contoh)
    seen.append(_stempel())
    count = Perubahan.objects.count()

    assert rapikan_perubahan() == count
    assert list(Perubahan.objects.values_list("pd", flat=True)) == [None]
    seen.append(_stempel())
    assert rapikan_perubahan() == 1
    seen.append(_stempel())

    assert len({stamps["CONTOH"] for stamps in seen}) == 4
    # What concerns all has changed for the other agency twice.
    assert len({stamps["BPSDM"] for stamps in seen}) == 3


def test_tidying_waits_for_another_day_while_somebody_writes(contoh, monkeypatch):
    Perubahan.objects.create(pd=contoh)
    before = _stempel()

    def busy() -> None:
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(actions.Perubahan.objects, "create", busy)
    assert rapikan_perubahan() == 0
    assert _stempel() == before


def test_what_is_written_in_a_name_gets_its_author(
    contoh, akun, django_capture_on_commit_callbacks
):
    user = akun(Peran.PERENCANA, contoh)
    before = _entri(contoh, 1)
    with django_capture_on_commit_callbacks() as callbacks, atas_nama(user, alasan="X") as tulisan:
        mine, own_author, other_row = _entri(contoh, 1), _entri(contoh, 2), _entri(contoh, 3)
        JejakAudit.objects.filter(pk=own_author.pk).update(pelaku=akun(Peran.ADMIN_PD, contoh))
        tulisan.tambah("buku", 1, 2)
        tulisan.tambah("lain", 3)
    rows = [before, mine, own_author, other_row]
    for row in rows:
        row.refresh_from_db()
    assert [(str(r.pelaku and r.pelaku.username), r.alasan) for r in rows] == [
        ("None", ""),
        ("perencana-contoh", "X"),
        ("admin_pd-contoh", ""),
        ("None", ""),
    ]
    assert callbacks == [segel_jejak]


def test_nothing_is_named_when_the_write_fails(contoh, akun, django_capture_on_commit_callbacks):
    user = akun(Peran.PERENCANA, contoh)

    def fail() -> None:
        with atas_nama(user) as tulisan:
            tulisan.tambah("buku", _entri(contoh, 1).baris)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(ZeroDivisionError):
        fail()
    entry = JejakAudit.objects.get(tabel="buku", baris=1)
    assert (entry.pelaku, callbacks) == (None, [])
