"""`comity backup`: everything in the database as one file, while Comity goes on running."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Annotated

import typer
from django.conf import settings
from django.db import connection
from django.utils import timezone

from comity import __version__
from comity.cli.backup import file, tables
from comity.cli.backup.errors import CannotWrite, DiskFull, FileThere
from comity.cli.backup.manifest import Manifest
from comity.cli.progress import Progress
from comity.record.queries import ends, key_index

MEGABYTE = 1_000_000


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(backup)


def backup(
    to: Annotated[Path, typer.Argument(help="The file to write, or a folder to write it in.")],
) -> None:
    """Write everything but the keys into one file. Comity may go on running meanwhile.

    The keys of the service are never inside. Keep them apart with: comity keys backup
    """
    target = to / f"comity-{timezone.now():%Y-%m-%d-%H%M}.backup" if to.is_dir() else to
    made = back_up(target, on=timezone.now().date())
    size = target.stat().st_size / MEGABYTE
    typer.echo(f"{target}: {sum(made.rows)} rows of {len(made.tables)} tables, {size:.1f} MB.")
    typer.echo("The keys are not inside. Keep them elsewhere, with: comity keys backup FILE")


def back_up(target: Path, *, on: date) -> Manifest:
    """Write a backup, all of it or nothing.

    Raises:
        FileThere: there is a file of this name.
        DiskFull: there is not enough room.
        CannotWrite: the folder does not exist, or we may not write there.
    """
    connection.ensure_connection()
    with private_file(target, room=tables.size()) as out:
        out.write(file.BEGIN)
        with tables.one_moment():
            stage = tables.Stage.now()
            listed = stage.tables()
            progress = Progress("Backing up", tables.size())
            written = [
                file.write_table(out, index, table, tables.read(table), progress)
                for index, table in enumerate(listed)
            ]
            manifest = Manifest(
                version=__version__,
                made_on=on,
                vendor=connection.vendor,
                migrations=sorted(stage.made),
                tables=listed,
                rows=[one.rows for one in written],
                hashes=[one.digest.hexdigest() for one in written],
                weight=progress.done,
                ends=ends(),
                index=key_index(),
                field_keys=settings.COMITY_KEYS.names(),
            )
        file.write_end(out, manifest.signed())
        progress.end()
    return manifest


@contextmanager
def private_file(target: Path, *, room: int) -> Iterator[IO[bytes]]:
    """Write a file that only we can read. It appears under its name when it is whole.

    Args:
        target: its name.
        room: bytes that it will need.

    Raises:
        FileThere: there is one of this name.
        DiskFull: there is not enough room.
        CannotWrite: the folder does not exist, or we may not write there.
    """
    if target.exists():
        raise FileThere(file=str(target))
    part = target.with_name(f"{target.name}.part")
    try:
        free = shutil.disk_usage(target.parent).free
        if free < room:
            raise DiskFull(needed=_megabytes(room), free=_megabytes(free))
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            free = shutil.disk_usage(target.parent).free
            raise DiskFull(needed=_megabytes(room), free=_megabytes(free)) from problem
        raise CannotWrite(file=str(target), reason=problem.strerror) from problem


def _megabytes(amount: int) -> int:
    return -(-amount // MEGABYTE)
