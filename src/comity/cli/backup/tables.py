"""The tables of a database at some stage of its migrations, read and written in one plain form.

The form is the same on every database, so that what was backed up on one can be restored on
another: numbers, texts and bytes; days and moments as text, in UTC; JSON as text; truth as 0 or 1.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from comity.cli.backup.errors import TablesNewer

Row = Sequence[Any]
Key = tuple[str, str]

EMPTIED = frozenset({"people_session"})
"""Tables whose rows stay behind: who was signed in then shall not be signed in again."""

AT_ONCE = 100
"""Rows that a PostgreSQL server sends at a time; each may carry files."""


class Kind(StrEnum):
    """What a column holds."""

    BYTES = auto()
    DAY = auto()
    JSON = auto()
    MOMENT = auto()
    NUMBER = auto()
    SHARE = auto()
    TEXT = auto()
    TRUTH = auto()


KINDS = {
    models.BinaryField: Kind.BYTES,
    models.DateTimeField: Kind.MOMENT,  # before days: it is one of them
    models.DateField: Kind.DAY,
    models.JSONField: Kind.JSON,
    models.BooleanField: Kind.TRUTH,
    models.IntegerField: Kind.NUMBER,
    models.FloatField: Kind.NUMBER,
    models.DecimalField: Kind.SHARE,
    models.CharField: Kind.TEXT,
    models.TextField: Kind.TEXT,
}
PLAIN = {
    "postgresql": {
        Kind.DAY: "{}::text",
        Kind.JSON: "{}::text",
        Kind.MOMENT: "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        Kind.SHARE: "{}::float8",
        Kind.TRUTH: "{}::int",
    },
    # It holds them in this form, but Python's driver makes objects of what is no expression.
    "sqlite": {
        Kind.DAY: "CAST({} AS text)",
        Kind.JSON: "CAST({} AS text)",
        Kind.MOMENT: "CAST({} AS text)",
        Kind.SHARE: "CAST({} AS real)",
        Kind.TRUTH: "CAST({} AS integer)",
    },
}
"""How each database is asked for the plain form."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what it holds."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """One table and its columns, in one order."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the migrations: which were made, and the models that stood then."""

    made: frozenset[Key]
    state: ProjectState

    @classmethod
    def now(cls) -> "Stage":
        """Read which migrations this database has seen.

        Raises:
            TablesNewer: some of them are of a later version.
        """
        made = MigrationExecutor(connection).loader.applied_migrations.keys()
        if unknown(made):
            raise TablesNewer
        return cls.of(made)

    @classmethod
    def of(cls, made: Iterable[Key]) -> "Stage":
        """Stand where exactly these were made."""
        loader = MigrationExecutor(connection).loader
        made = frozenset(made)
        return cls(made, loader.project_state(_last(made, loader.graph)))

    def models(self) -> list[type[models.Model]]:
        """List the models of that stage that have a table of their own."""
        found = self.state.apps.get_models(include_auto_created=True)
        return [model for model in found if model._meta.managed and not model._meta.proxy]  # noqa: SLF001, documented

    def tables(self) -> list[Table]:
        """List the tables of that stage, by name."""
        found = [
            Table(
                model._meta.db_table,  # noqa: SLF001, documented
                tuple(
                    Column(str(field.column), _kind(field))
                    for field in model._meta.local_concrete_fields  # noqa: SLF001, documented
                ),
            )
            for model in self.models()
        ]
        return sorted(found, key=lambda table: table.name)

    def reach(self) -> None:
        """Bring an empty database to this stage."""
        executor = MigrationExecutor(connection)
        executor.migrate(_last(self.made, executor.loader.graph))


def unknown(made: Iterable[Key]) -> list[Key]:
    """List the migrations that this version of Comity does not know."""
    return sorted(set(made) - MigrationLoader(None).disk_migrations.keys())


def _last(made: Iterable[Key], graph: Any) -> list[Key]:  # noqa: ANN401, Django's graph has no type
    """Pick those on which no other of them builds in its own package."""
    made = set(made)
    built_on = {
        (parent.key[0], parent.key[1])
        for key in made
        for parent in graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(made - built_on)


def _kind(field: Any) -> Kind:  # noqa: ANN401, a field of a historical model
    while field.is_relation:
        field = field.target_field
    return next(kind for known, kind in KINDS.items() if isinstance(field, known))


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it stood at one moment, while others go on writing."""
    if connection.in_atomic_block:  # whoever began it sees one moment already
        yield
        return
    postgres = connection.vendor == "postgresql"
    with closing(connection.cursor()) as cursor:
        # Not Django's transaction: on SQLite that one keeps every writer waiting.
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if postgres else "BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def read(table: Table) -> Iterator[Row]:
    """Give every row of a table in the plain form."""
    if table.name in EMPTIED:
        return
    plain = PLAIN[connection.vendor]
    asked = ", ".join(
        plain.get(column.kind, "{}").format(_quoted(column.name)) for column in table.columns
    )
    statement = f"SELECT {asked} FROM {_quoted(table.name)}"  # noqa: S608, names of our own tables
    if connection.vendor == "postgresql":
        with connection.connection.cursor(name="backup", binary=True) as cursor:
            cursor.itersize = AT_ONCE
            yield from cursor.execute(statement)
        return
    with closing(connection.connection.cursor()) as cursor:
        yield from cursor.execute(statement)


def size() -> int:
    """Estimate how many bytes the database takes."""
    with closing(connection.cursor()) as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_count")
        pages = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_size")
        return pages * int(cursor.fetchone()[0])


def is_empty() -> bool:
    """Tell whether there is no table at all. A file that is not there is not made by asking."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return True
    return not connection.introspection.table_names()


@contextmanager
def off_guard(tables: Sequence[Table]) -> Iterator[None]:
    """Let rows come in any order, past the triggers that guard them; check links at the end.

    Triggers refuse, for good reasons, to add to what is frozen. Whatever was in the database was
    let in by them once, and the hashes say that it is still the same.
    """
    triggers: Mapping[str, str] = {}
    with closing(connection.cursor()) as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = dict(cursor.fetchall())
            for name in triggers:
                cursor.execute(f"DROP TRIGGER {_quoted(name)}")
        else:
            # Migrations in this transaction may have asked for some to be looked at at once.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in tables:
                cursor.execute(f"ALTER TABLE {_quoted(table.name)} DISABLE TRIGGER USER")
        for table in tables:  # what migrations put there; the backup has it too
            cursor.execute(f"DELETE FROM {_quoted(table.name)}")  # noqa: S608, our own tables
        yield
        if connection.vendor == "sqlite":
            for statement in triggers.values():
                cursor.execute(statement)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {_quoted(table.name)} ENABLE TRIGGER USER")
    connection.check_constraints()


def write(table: Table, rows: Iterable[Row]) -> None:
    """Add rows to a table."""
    names = ", ".join(_quoted(column.name) for column in table.columns)
    if connection.vendor == "sqlite":
        marks = ", ".join("?" for _ in table.columns)
        statement = f"INSERT INTO {_quoted(table.name)} ({names}) VALUES ({marks})"  # noqa: S608, as above
        connection.connection.executemany(statement, rows)
        return
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {_quoted(table.name)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def count_on(stage: Stage) -> None:
    """Let numbers that the database gives out go on after the highest that came in."""
    with closing(connection.cursor()) as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), stage.models()):
            cursor.execute(statement)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
