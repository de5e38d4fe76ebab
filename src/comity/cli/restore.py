"""`comity restore`: a backup into an empty place, checked before and after, all or nothing."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from comity.cli import keyfile
from comity.cli.backup import file, manifest, tables
from comity.cli.backup.errors import (
    BackupNotWhole,
    BackupTooNew,
    HeadDiffers,
    NotEmptyHere,
    RecordBroken,
)
from comity.cli.backup.manifest import Manifest
from comity.cli.progress import Progress
from comity.record import actions, queries

NEXT = """
Nothing leaves this machine yet: letters, and everything that is done on wikis, wait. Whatever
Comity did between the backup and the loss, this database does not know of. Before you let it go on:

1. Run: comity check
2. Start it, sign in, and open a case.
3. Look whether wikis show blocks that were set or lifted after the backup. Blocks that stand are
   recognised and not set twice; a letter that had left already may leave a second time.

Then run: comity restore --resume
"""


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(restore)


def restore(
    backup: Annotated[Path | None, typer.Argument(help="The file to restore.")] = None,
    *,
    resume: Annotated[
        bool, typer.Option("--resume", help="Let letters and work on wikis go on after a restore.")
    ] = False,
    give_up: Annotated[
        bool, typer.Option("--give-up", help="Take away what a restore left that was cut short.")
    ] = False,
) -> None:
    """Restore a backup into an empty database, on whichever kind of database this is.

    Needs the key file that belongs to it. Writes nothing unless the whole backup is as it was
    written, and leaves nothing behind unless the whole record is.
    """
    if resume:
        typer.echo("Work goes on." if actions.resume() else "Nothing was held.")
    elif give_up:
        clear_away()
        typer.echo("What the restore had begun is gone. The backup is where it was.")
    elif backup is None:
        typer.echo("Which backup? Run: comity restore FILE", err=True)
        raise typer.Exit(1)
    else:
        said = restore_from(backup, now=timezone.now())
        typer.echo(
            f"Restored: {sum(said.rows)} rows of {len(said.tables)} tables, "
            f"as they were on {said.made_on}. Both chains of the record are whole."
        )
        for head, lost in _lost():
            typer.echo(f"{head} knows of {lost} lines that were written after the backup.")
        typer.echo(NEXT)


def restore_from(path: Path, *, now: datetime) -> Manifest:
    """Restore a backup, all of it or nothing.

    Raises:
        BackupNotWhole: it was cut off or changed.
        BackupTooNew: a later version of Comity made it.
        WrongKeyFile: the key file does not belong to it.
        NotEmptyHere: there is something in the database.
        RecordBroken: the record in it is not as it was written.
        HeadDiffers: a signed head that was kept outside says something else.
    """
    said = manifest.read(path)
    if tables.unknown(said.migrations):
        raise BackupTooNew(version=said.version)
    if not tables.is_empty():
        raise NotEmptyHere
    progress = Progress("Checking the backup", said.weight)
    file.check(path, said.hashes, progress)
    progress.end()
    with _into_nothing():
        _load(path, said)
        call_command("migrate", verbosity=0)
        _check_record(said)
        actions.mark_keys()
        actions.hold(now=now)
    return said


def clear_away() -> None:
    """Take away what a restore left that was cut short."""
    for left in (keyfile.half_restored(), keyfile.restoring()):
        if left is not None:
            left.unlink(missing_ok=True)


def _load(path: Path, said: Manifest) -> None:
    stage = tables.Stage.of(said.migrations)
    stage.reach()
    known = {table.name: table for table in stage.tables()}
    if {name: set(table.columns) for name, table in known.items()} != {
        table.name: set(table.columns) for table in said.tables
    }:
        raise BackupNotWhole(file=path.name)
    progress = Progress("Restoring", said.weight)
    with connection.constraint_checks_disabled(), tables.off_guard(said.tables):
        for table, rows in file.pieces(path, said.tables, progress):
            tables.write(table, rows)
        tables.count_on(stage)
    progress.end()


def _check_record(said: Manifest) -> None:
    progress = Progress("Reading the record", 0, "lines")

    def told(read: int, total: int) -> None:
        progress.total = total
        progress.reach(read)

    broken = queries.first_broken_line(told)
    progress.end()
    if broken is not None:
        raise RecordBroken(chain=broken.chain, number=broken.number)
    if queries.ends() != {chain: list(end) for chain, end in said.ends.items()}:
        raise RecordBroken(chain=next(iter(said.ends)), number=0)
    for head in _heads():
        try:
            agrees = queries.agrees_with(head.read_bytes())
        except ValueError:
            agrees = False
        if not agrees:
            raise HeadDiffers(file=str(head))


def _heads() -> list[Path]:
    return sorted((Path(settings.COMITY_VAR) / "heads").glob("*.json"))


def _lost() -> list[tuple[Path, int]]:
    """Say which heads know of lines that the backup does not have, and of how many."""
    counted = [(head, queries.lost_since(head.read_bytes())) for head in _heads()]
    return [(head, lost) for head, lost in counted if lost]


@contextmanager
def _into_nothing() -> Iterator[None]:
    """Fill an empty database; what is not finished never stands where a database is looked for."""
    marker = keyfile.restoring()
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(json.dumps({"begun_on": timezone.now().date().isoformat()}))
    kind = _in_one_transaction if connection.vendor == "postgresql" else _beside
    try:
        with kind():
            yield
    except BaseException:
        clear_away()
        raise
    marker.unlink()


@contextmanager
def _in_one_transaction() -> Iterator[None]:
    """On PostgreSQL tables come and go with their transaction, as rows do."""
    with transaction.atomic():
        yield


@contextmanager
def _beside() -> Iterator[None]:
    """On SQLite a file is filled under another name, and renamed when it is whole."""
    target, part = Path(str(connection.settings_dict["NAME"])), keyfile.half_restored()
    if part is None:
        raise NotEmptyHere
    part.unlink(missing_ok=True)
    before = connection.settings_dict["NAME"], connection.settings_dict["OPTIONS"]
    connection.close()
    connection.settings_dict["NAME"] = str(part)
    # Nobody reads it yet, and what is cut short is thrown away: it need not survive anything.
    quick = "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;PRAGMA temp_store=MEMORY;"
    connection.settings_dict["OPTIONS"] = {**before[1], "init_command": quick}
    try:
        yield
        connection.close()
        part.chmod(0o600)
        with part.open("rb") as whole:
            os.fsync(whole.fileno())
        for rest in ("-wal", "-shm"):
            target.with_name(f"{target.name}{rest}").unlink(missing_ok=True)
        part.rename(target)
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.settings_dict["OPTIONS"] = before
