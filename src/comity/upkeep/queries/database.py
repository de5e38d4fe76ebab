"""The database: reachable, writable, whole, with room to grow, and with the right tables."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from comity.record.actions import probe_writing
from comity.upkeep.rules import WAL_LIMIT, Area, Trouble, Weight, disk_weight

MEGABYTE = 1024 * 1024


def out_of_reach(now: datetime) -> Iterator[Trouble]:
    """See whether the database answers at all."""
    del now
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        detail = {"problem": type(problem).__name__}
        yield Trouble(Area.DATABASE, "check_database_gone", Weight.BROKEN, detail)


def migrations(now: datetime) -> Iterator[Trouble]:
    """Compare the tables with what this version of the software expects."""
    del now
    missing = missing_migrations()
    if missing:
        detail = {"count": len(missing), "names": ", ".join(missing[:5])}
        yield Trouble(Area.MIGRATIONS, "check_migrations_missing", Weight.BROKEN, detail)
    unknown = _unknown_migrations()
    if unknown:
        detail = {"count": len(unknown), "names": ", ".join(unknown[:5])}
        yield Trouble(Area.MIGRATIONS, "check_migrations_unknown", Weight.BROKEN, detail)


def missing_migrations() -> list[str]:
    """List what ``comity migrate`` would still do."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def writable(now: datetime) -> Iterator[Trouble]:
    """Write something and take it back."""
    try:
        probe_writing(now)
    except DatabaseError as problem:
        detail = {"problem": type(problem).__name__}
        yield Trouble(Area.DATABASE, "check_not_writable", Weight.BROKEN, detail)


def free_space(now: datetime) -> Iterator[Trouble]:
    """Look at the room that is left where we write."""
    del now
    places = {Path(settings.COMITY_VAR)}
    if connection.vendor == "sqlite" and Path(str(_name())).is_file():
        places.add(Path(str(_name())).parent)
    for place in sorted(one for one in places if one.exists()):
        disk = shutil.disk_usage(place)
        weight = disk_weight(disk.free, disk.total)
        if weight is not None:
            detail = {"path": place, "free": disk.free // MEGABYTE}
            yield Trouble(Area.DATABASE, "check_disk_full", weight, detail)


def log_of_changes(now: datetime) -> Iterator[Trouble]:
    """See that changes are written ahead, reach the disk, and do not pile up there."""
    del now
    if connection.vendor == "sqlite":
        mode = str(_value("PRAGMA journal_mode"))
        if mode not in {"wal", "memory"}:
            yield Trouble(Area.DATABASE, "check_wal_off", Weight.BROKEN, {"mode": mode})
        log = Path(f"{_name()}-wal")
        size = log.stat().st_size if log.is_file() else 0
        if size > WAL_LIMIT:
            detail = {"size": size // MEGABYTE}
            yield Trouble(Area.DATABASE, "check_wal_large", detail=detail)
        return
    if _value("SHOW fsync") != "on" or _value("SHOW full_page_writes") != "on":
        yield Trouble(Area.DATABASE, "check_fsync_off", Weight.BROKEN)


def integrity(now: datetime) -> Iterator[Trouble]:
    """Let SQLite read its whole file; PostgreSQL notices by itself, with checksums."""
    del now
    if connection.vendor == "sqlite":
        if _value("PRAGMA quick_check(1)") != "ok":
            yield Trouble(Area.DATABASE, "check_database_broken", Weight.BROKEN)
    elif _value("SHOW data_checksums") != "on":
        yield Trouble(Area.DATABASE, "check_checksums_off")


def size() -> int:
    """Measure the database, in bytes."""
    if connection.vendor == "sqlite":
        return int(_value("PRAGMA page_count")) * int(_value("PRAGMA page_size"))
    return int(_value("SELECT pg_database_size(current_database())"))


def _unknown_migrations() -> list[str]:
    loader = MigrationExecutor(connection).loader
    ours = {config.label for config in apps.get_app_configs()}
    known = set(loader.disk_migrations) | {
        key for migration in loader.disk_migrations.values() for key in migration.replaces
    }
    unknown = set(loader.applied_migrations) - known
    return sorted(f"{app}.{name}" for app, name in unknown if app in ours)


def _name() -> object:
    return connection.settings_dict["NAME"]


def _value(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return str(row[0])
