"""Triggers as SQL of both databases, and as the database of this run obeys them."""

import pytest
from django.db import IntegrityError, connection, transaction

from lkip.triggers import Marks, Trigger, append_only, changed, install, remove
from workforce.triggers import audit

REFUSING = Trigger("tolak", "buku", "UPDATE", changed(("judul", "isi")), "Tidak boleh.")
WRITING = Trigger(
    "catat", "buku", "DELETE", body="INSERT INTO catatan VALUES (<now>);", moment="AFTER"
)


def test_refusing_trigger_on_sqlite():
    assert REFUSING.create("sqlite") == [
        "DROP TRIGGER IF EXISTS tolak",
        "CREATE TRIGGER tolak BEFORE UPDATE ON buku FOR EACH ROW "
        "WHEN (OLD.judul IS NOT NEW.judul OR OLD.isi IS NOT NEW.isi) "
        "BEGIN SELECT RAISE(ABORT, 'Tidak boleh.'); END",
    ]
    assert REFUSING.drop("sqlite") == ["DROP TRIGGER IF EXISTS tolak"]


def test_refusing_trigger_on_postgresql():
    assert REFUSING.create("postgresql") == [
        "CREATE OR REPLACE FUNCTION tolak() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF (OLD.judul IS DISTINCT FROM NEW.judul OR OLD.isi IS DISTINCT FROM NEW.isi) "
        "THEN RAISE EXCEPTION 'Tidak boleh.' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$",
        "DROP TRIGGER IF EXISTS tolak ON buku",
        "CREATE TRIGGER tolak BEFORE UPDATE ON buku FOR EACH ROW EXECUTE FUNCTION tolak()",
    ]
    assert REFUSING.drop("postgresql") == [
        "DROP TRIGGER IF EXISTS tolak ON buku",
        "DROP FUNCTION IF EXISTS tolak()",
    ]


def test_writing_trigger_without_condition():
    assert WRITING.create("sqlite")[-1] == (
        "CREATE TRIGGER catat AFTER DELETE ON buku FOR EACH ROW "
        "BEGIN INSERT INTO catatan VALUES (strftime('%Y-%m-%d %H:%M:%f', 'now')); END"
    )
    assert WRITING.create("postgresql")[0] == (
        "CREATE OR REPLACE FUNCTION catat() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TRUE THEN INSERT INTO catatan VALUES (clock_timestamp()); END IF; "
        "RETURN OLD; END $$"
    )


MARKS = Marks("buku", "catatan", "rak", "{row}.rak_id")


def test_marks_on_sqlite_take_the_place_of_older_ones():
    note = (
        "DELETE FROM catatan WHERE rak IS ({row}.rak_id); "
        "INSERT INTO catatan (rak) VALUES (({row}.rak_id));"
    )
    old, new = note.format(row="OLD"), note.format(row="NEW")
    assert MARKS.create("sqlite") == [
        "DROP TRIGGER IF EXISTS buku_tanda_insert",
        "DROP TRIGGER IF EXISTS buku_tanda_update",
        "DROP TRIGGER IF EXISTS buku_tanda_delete",
        f"CREATE TRIGGER buku_tanda_insert AFTER INSERT ON buku FOR EACH ROW BEGIN {new} END",
        f"CREATE TRIGGER buku_tanda_update AFTER UPDATE ON buku FOR EACH ROW BEGIN {old} {new} END",
        f"CREATE TRIGGER buku_tanda_delete AFTER DELETE ON buku FOR EACH ROW BEGIN {old} END",
    ]


def test_marks_on_postgresql_are_made_once_per_statement():
    *dropped, function, insert, delete, truncate, update = MARKS.create("postgresql")
    assert dropped == MARKS.drop("postgresql")
    assert dropped[-1] == "DROP FUNCTION IF EXISTS buku_tanda()"
    assert "INSERT INTO catatan (rak) SELECT (berubah.rak_id) FROM lama berubah UNION" in function
    assert "ELSE INSERT INTO catatan (rak) VALUES (NULL);" in function
    assert update == (
        "CREATE TRIGGER buku_tanda_update AFTER UPDATE ON buku REFERENCING OLD TABLE AS lama "
        "NEW TABLE AS baru FOR EACH STATEMENT EXECUTE FUNCTION buku_tanda()"
    )
    assert "REFERENCING NEW TABLE AS baru FOR EACH STATEMENT" in insert
    assert "REFERENCING OLD TABLE AS lama FOR EACH STATEMENT" in delete
    assert truncate.startswith("CREATE TRIGGER buku_tanda_truncate AFTER TRUNCATE ON buku FOR")


def test_audit_names_columns_without_the_suffix_of_a_key():
    create, change, delete = audit("buku", ("rak_id", "judul"), pd="{row}.pd_id", author="NEW.oleh")
    assert (create.event, change.event, delete.event) == ("INSERT", "UPDATE", "DELETE")
    assert {t.moment for t in (create, change, delete)} == {"AFTER"}
    assert change.when == "(OLD.rak_id <differs> NEW.rak_id OR OLD.judul <differs> NEW.judul)"
    assert create.body == (
        "INSERT INTO workforce_jejakaudit (pd_id, waktu, pelaku_id, tabel, baris, aksi, sebelum, "
        "sesudah, alasan, segel) VALUES ((NEW.pd_id), <now>, NEW.oleh, 'buku', NEW.id, 'buat', "
        "NULL, <json>('rak', NEW.rak_id, 'judul', NEW.judul), '', '');"
    )
    assert "NULL, 'buku', NEW.id, 'ubah'" in change.body
    assert "NULL, 'buku', OLD.id, 'hapus', <json>('rak', OLD.rak_id" in delete.body


BUKU = (
    *append_only("buku", "Buku tetap.", unless="OLD.judul = 'draf'"),
    Trigger("buku_pendek", "buku", "INSERT", "length(NEW.judul) > 9", "Judul 100% pendek."),
)


@pytest.fixture
def buku(db):
    """A table of its own with a trigger installed by the step of a migration."""
    step = install(BUKU)
    # Within the transaction of the test, which undoes it all.
    editor = connection.schema_editor()
    editor.execute("CREATE TABLE buku (id integer PRIMARY KEY, judul varchar(50) NOT NULL)")
    step.code(None, editor)
    return step


def _run(sql: str, *params: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def _titles() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT judul FROM buku ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_installed_triggers_refuse_and_are_removed_again(buku):
    _run("INSERT INTO buku VALUES (1, %s)", "draf")
    _run("UPDATE buku SET judul = %s", "jadi")
    for sql in ("UPDATE buku SET judul = 'lain'", "DELETE FROM buku"):
        with pytest.raises(IntegrityError, match=r"Buku tetap\."):
            _run(sql)
    with pytest.raises(IntegrityError, match=r"Judul 100% pendek\."):
        _run("INSERT INTO buku VALUES (2, %s)", "terlalu panjang")
    assert _titles() == ["jadi"]
    buku.reverse_code(None, connection.schema_editor())
    _run("UPDATE buku SET judul = %s", "lain")
    assert _titles() == ["lain"]


def test_triggers_step_aside_and_come_back(buku):
    _run("INSERT INTO buku VALUES (1, %s)", "jadi")
    step, editor = remove(BUKU), connection.schema_editor()
    step.code(None, editor)
    _run("UPDATE buku SET judul = %s", "lain")
    step.reverse_code(None, editor)
    with pytest.raises(IntegrityError, match=r"Buku tetap\."):
        _run("UPDATE buku SET judul = %s", "jadi")
    assert _titles() == ["lain"]
