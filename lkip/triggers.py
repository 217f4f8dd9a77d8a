"""Rules that the database itself keeps, on SQLite and PostgreSQL, whatever the way of writing.

A `Trigger` is declared once, in SQL that both understand but for the few words that `DIALECT`
replaces. Django rebuilds a SQLite table when a migration alters it, and its triggers go with
the old table: every migration that alters a guarded table ends with `install(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, migrations
from django.db.models import TextChoices

DIALECT = {
    "sqlite": {
        "differs": "IS NOT",
        "json": "json_object",
        "now": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
        # Django gives the process the time zone of the place.
        "today": "date('now', 'localtime')",
    },
    "postgresql": {
        "differs": "IS DISTINCT FROM",
        "json": "jsonb_build_object",
        "now": "clock_timestamp()",
        "today": f"CAST(clock_timestamp() AT TIME ZONE '{settings.TIME_ZONE}' AS date)",
    },
}


class Pemicu(Protocol):
    """Whatever can be put into the database and taken out of it."""

    def create(self, vendor: str) -> list[str]:
        """Statements that make it, replacing an older one."""

    def drop(self, vendor: str) -> list[str]:
        """Statements that remove it."""


@dataclass(frozen=True)
class Trigger:
    """A trigger: `BEFORE UPDATE ON table`, when it acts, and what it does.

    `refuse` raises an integrity error with that sentence; else `body` is run. Placeholders in
    angle brackets (`<differs>`, `<json>`, `<now>`, `<today>`) stand for the words of the dialect.
    """

    name: str
    table: str
    event: str
    when: str = ""
    refuse: str = ""
    body: str = ""
    moment: str = "BEFORE"

    def create(self, vendor: str) -> list[str]:
        """Statements that make the trigger, replacing an older one."""
        statements = _sqlite(self) if vendor == "sqlite" else _postgresql(self)
        return [_words(statement, vendor) for statement in statements]

    def drop(self, vendor: str) -> list[str]:
        """Statements that remove it."""
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        return [
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"DROP FUNCTION IF EXISTS {self.name}()",
        ]


@dataclass(frozen=True)
class Marks:
    """Triggers that note in `column` of the table `into` whose rows of `table` were changed.

    `owner` is SQL with `{row}` where a row stands. PostgreSQL notes every owner once per
    statement, so that bulk writing stays quick. SQLite has triggers per row only; there a new
    note takes the place of the owner's older one, for its writers come one after another.
    """

    table: str
    into: str
    column: str
    owner: str

    @property
    def name(self) -> str:
        """Beginning of the names of the triggers."""
        return f"{self.table}_tanda"

    def create(self, vendor: str) -> list[str]:
        """Statements that make the triggers, replacing older ones."""
        make = self._create_sqlite if vendor == "sqlite" else self._create_postgresql
        return [*self.drop(vendor), *make()]

    def drop(self, vendor: str) -> list[str]:
        """Statements that remove them."""
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}_{event.lower()}" for event in _ROWS]
        return [
            *(
                f"DROP TRIGGER IF EXISTS {self.name}_{event.lower()} ON {self.table}"
                for event in (*_ROWS, "TRUNCATE")
            ),
            f"DROP FUNCTION IF EXISTS {self.name}()",
        ]

    def _create_sqlite(self) -> list[str]:
        return [
            f"CREATE TRIGGER {self.name}_{event.lower()} AFTER {event} ON {self.table} "
            f"FOR EACH ROW BEGIN {' '.join(map(self._note, rows))} END"
            for event, rows in _ROWS.items()
        ]

    def _note(self, row: str) -> str:
        owner = self.owner.format(row=row)
        return (
            f"DELETE FROM {self.into} WHERE {self.column} IS ({owner}); "
            f"INSERT INTO {self.into} ({self.column}) VALUES (({owner}));"
        )

    def _create_postgresql(self) -> list[str]:
        note = f"INSERT INTO {self.into} ({self.column})"
        # A name that the SQL of no owner uses for a table of its own.
        owner = self.owner.format(row="berubah")
        old, new = (f"SELECT ({owner}) FROM {table} berubah" for table in ("lama", "baru"))
        body = (
            f"IF TG_OP = 'INSERT' THEN {note} SELECT DISTINCT * FROM ({new}) p; "
            f"ELSIF TG_OP = 'DELETE' THEN {note} SELECT DISTINCT * FROM ({old}) p; "
            f"ELSIF TG_OP = 'UPDATE' THEN {note} {old} UNION {new}; "
            # Of an emptied table nobody knows any more whose rows it held.
            f"ELSE {note} VALUES (NULL); END IF; RETURN NULL;"
        )
        tables = {"INSERT": "NEW TABLE AS baru", "DELETE": "OLD TABLE AS lama", "TRUNCATE": ""}
        tables["UPDATE"] = f"{tables['DELETE']} {tables['INSERT']}"
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {body} END $$",
            *(
                f"CREATE TRIGGER {self.name}_{event.lower()} AFTER {event} ON {self.table} "
                f"{f'REFERENCING {seen} ' if seen else ''}"
                f"FOR EACH STATEMENT EXECUTE FUNCTION {self.name}()"
                for event, seen in tables.items()
            ),
        ]


# Events that change rows, and the rows that each of them knows.
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _words(sql: str, vendor: str) -> str:
    for word, meaning in DIALECT[vendor].items():
        sql = sql.replace(f"<{word}>", meaning)
    return sql


def _sqlite(trigger: Trigger) -> list[str]:
    if trigger.event == "TRUNCATE":
        return []  # SQLite has no such statement.
    body = f"SELECT RAISE(ABORT, '{trigger.refuse}');" if trigger.refuse else trigger.body
    when = f" WHEN {trigger.when}" if trigger.when else ""
    return [
        f"DROP TRIGGER IF EXISTS {trigger.name}",
        f"CREATE TRIGGER {trigger.name} {trigger.moment} {trigger.event} ON {trigger.table} "
        f"FOR EACH ROW{when} BEGIN {body} END",
    ]


def _postgresql(trigger: Trigger) -> list[str]:
    body = trigger.body
    if trigger.refuse:
        # The error class of a violated check, which Django raises as IntegrityError.
        sentence = trigger.refuse.replace("%", "%%")
        body = f"RAISE EXCEPTION '{sentence}' USING ERRCODE = '23514';"
    row = "OLD" if trigger.event == "DELETE" else "NEW"
    each = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {trigger.when or 'TRUE'} THEN {body} END IF; RETURN {row}; END $$",
        f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}",
        f"CREATE TRIGGER {trigger.name} {trigger.moment} {trigger.event} ON {trigger.table} "
        f"FOR EACH {each} EXECUTE FUNCTION {trigger.name}()",
    ]


def salah_langkah(kolom: str, peralihan: Iterable[tuple[TextChoices, TextChoices]]) -> str:
    """The condition that a column leaves its value by a way that is none of the pairs."""
    ways = " OR ".join(
        f"(OLD.{kolom} = '{before.value}' AND NEW.{kolom} = '{after.value}')"
        for before, after in peralihan
    )
    return f"OLD.{kolom} <> NEW.{kolom} AND NOT ({ways})"


def install(triggers: Iterable[Pemicu]) -> migrations.RunPython:
    """The migration step that puts triggers into the database."""
    triggers = tuple(triggers)
    return migrations.RunPython(_run(triggers, _created), _run(triggers, _dropped))


def remove(triggers: Iterable[Pemicu]) -> migrations.RunPython:
    """The migration step that takes triggers out of the database.

    It goes first where SQLite rebuilds a table that triggers of other tables read.
    """
    triggers = tuple(triggers)
    return migrations.RunPython(_run(triggers, _dropped), _run(triggers, _created))


def _created(trigger: Pemicu, vendor: str) -> list[str]:
    return trigger.create(vendor)


def _dropped(trigger: Pemicu, vendor: str) -> list[str]:
    return trigger.drop(vendor)


def _run(triggers: Iterable[Pemicu], statements: Callable[[Pemicu, str], list[str]]) -> Any:
    def run(apps: Any, schema_editor: Any) -> None:
        for trigger in triggers:
            for statement in statements(trigger, schema_editor.connection.vendor):
                # No parameters: a percent sign stands for itself.
                schema_editor.execute(statement, params=None)

    return run


def changed(columns: Iterable[str]) -> str:
    """The condition that any of the columns gets another value."""
    return "(" + " OR ".join(f"OLD.{c} <differs> NEW.{c}" for c in columns) + ")"


def append_only(table: str, sentence: str, *, unless: str = "") -> tuple[Trigger, ...]:
    """Triggers that refuse every change and deletion of a table's rows."""
    return (
        Trigger(
            f"{table}_tetap_ubah",
            table,
            "UPDATE",
            when=f"NOT ({unless})" if unless else "",
            refuse=sentence,
        ),
        Trigger(f"{table}_tetap_hapus", table, "DELETE", refuse=sentence),
        # INSERT OR REPLACE of SQLite removes the old row without asking its delete trigger.
        Trigger(
            f"{table}_tetap_timpa",
            table,
            "INSERT",
            when=f"EXISTS (SELECT 1 FROM {table} lama WHERE lama.id = NEW.id)",
            refuse=sentence,
        ),
        # TRUNCATE of PostgreSQL empties a table without asking its row triggers.
        Trigger(f"{table}_tetap_kosong", table, "TRUNCATE", refuse=sentence),
    )


@contextmanager
def lifted(triggers: Iterable[Pemicu]) -> Iterator[None]:
    """Take triggers off while invented rows come in, and put them back; within a transaction.

    Whoever fails in between leaves them where they were, because the transaction rolls back.
    """
    triggers = tuple(triggers)
    _execute(triggers, _dropped)
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # References that wait to be checked would keep the tables in use.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute(triggers, _created)


def _execute(triggers: Iterable[Pemicu], statements: Callable[[Pemicu, str], list[str]]) -> None:
    with connection.cursor() as cursor:
        for trigger in triggers:
            for statement in statements(trigger, connection.vendor):
                cursor.execute(statement)
