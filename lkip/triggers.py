"""Rules that the database itself keeps, on SQLite and PostgreSQL, whatever the way of writing.

A `Trigger` is declared once, in SQL that both understand but for the few words that `DIALECT`
replaces. Django rebuilds a SQLite table when a migration alters it, and its triggers go with
the old table: every migration that alters a guarded table ends with `install(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, migrations

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


def install(triggers: Iterable[Trigger]) -> migrations.RunPython:
    """The migration step that puts triggers into the database."""
    return migrations.RunPython(_run(triggers, Trigger.create), _run(triggers, Trigger.drop))


def remove(triggers: Iterable[Trigger]) -> migrations.RunPython:
    """The migration step that takes triggers out of the database.

    It goes first where SQLite rebuilds a table that triggers of other tables read.
    """
    return migrations.RunPython(_run(triggers, Trigger.drop), _run(triggers, Trigger.create))


def _run(triggers: Iterable[Trigger], statements: Callable[[Trigger, str], list[str]]) -> Any:
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
def lifted(triggers: Iterable[Trigger]) -> Iterator[None]:
    """Take triggers off while invented rows come in, and put them back; within a transaction.

    Whoever fails in between leaves them where they were, because the transaction rolls back.
    """
    triggers = tuple(triggers)
    _execute(triggers, Trigger.drop)
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # References that wait to be checked would keep the tables in use.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute(triggers, Trigger.create)


def _execute(triggers: Iterable[Trigger], statements: Callable[[Trigger, str], list[str]]) -> None:
    with connection.cursor() as cursor:
        for trigger in triggers:
            for statement in statements(trigger, connection.vendor):
                cursor.execute(statement)
