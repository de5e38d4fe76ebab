"""`comity keys`: the keys of the service, kept apart from everything they open."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum, auto
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.conf import settings
from django.utils import timezone

from comity.cli import keyfile
from comity.cli.backup import private_file
from comity.cli.backup.errors import FileThere
from comity.cli.progress import Progress
from comity.cli.serve import refuse_old_tables
from comity.kernel.keys import ServiceKeys
from comity.kernel.passphrase import SHORTEST, lock, unlock
from comity.kernel.sealing import CannotOpen
from comity.record.actions import mark_keys
from comity.vault.actions.service import renew_seals, states

FORMS_LIVE = timedelta(days=2)
"""How long somebody may hold something that the service sealed outside its database: a form half
filled in, or a cookie."""

ROOM = 100_000

app = typer.Typer(no_args_is_help=True, help="The keys of the service.")


class What(StrEnum):
    """Which keys can be changed for new ones."""

    FIELD = auto()
    SERVICE = auto()


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="The file to write. Keep it apart from backups.")],
    passphrase_fd: Annotated[
        int | None, typer.Option(help="Read the passphrase from this file descriptor.")
    ] = None,
) -> None:
    """Write the keys into a file that only a passphrase opens.

    The passphrase is asked for on the terminal, or read from the standard input.
    """
    keys = _keys()
    passphrase = _passphrase(passphrase_fd, confirm=True)
    if len(passphrase) < SHORTEST:
        _refuse(f"Take a passphrase of at least {SHORTEST} characters. Nothing was written.")
    with private_file(to, room=ROOM) as out:
        out.write(lock(keys.to_text().encode(), passphrase))
    typer.echo(f"{to}: the keys {', '.join(keys.names())}, locked.")
    typer.echo("Whoever loses the passphrase cannot open it. Keep both apart from your backups.")


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="A file that `comity keys backup` wrote.")],
    passphrase_fd: Annotated[
        int | None, typer.Option(help="Read the passphrase from this file descriptor.")
    ] = None,
) -> None:
    """Put the keys back where there are none."""
    where = keyfile.path()
    if where.exists():
        raise FileThere(file=str(where))
    try:
        locked = source.read_bytes()
    except OSError as problem:
        _refuse(f"{source} cannot be read: {problem.strerror}.")
    try:
        text = unlock(locked, _passphrase(passphrase_fd, confirm=False)).decode()
        keys = ServiceKeys.from_text(text)
    except (CannotOpen, ValueError):
        _refuse(f"This passphrase does not open {source}. Nothing was written.")
    where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keyfile.write(where, keys)
    typer.echo(f"{where}: the keys {', '.join(keys.names())}.")


@app.command()
def status() -> None:
    """Say which keys there are, and how much still needs an older one."""
    keys = _keys()
    _list("Field keys", keys.names())
    _list("Signing keys", keys.signing_names())
    if keys.changed_on:
        typer.echo(f"Changed on {keys.changed_on}.")
    if not _older(keys):
        return
    refuse_old_tables()
    found = states()
    for state in found:
        if state.left or state.damaged:
            damaged = f", {state.damaged} that no key opens" if state.damaged else ""
            typer.echo(f"  {state.name}: {state.left} of {state.rows} left{damaged}")
    left, rows = sum(state.left for state in found), sum(state.rows for state in found)
    share = 1 - left / rows if rows else 1
    typer.echo(f"{share:.0%} is under the newest keys.")
    if not left:
        typer.echo("Nothing needs the older keys. Forget them with: comity keys retire")


@app.command()
def rotate(what: Annotated[What, typer.Argument(help="Which keys.")]) -> None:
    """Make a new key. From now on it seals, or signs; the older one only opens what it made.

    ``field`` keys seal columns of the database; ``service`` keys sign certificates and the record.
    The clock brings everything under the new key, a little each minute.
    """
    with _changing() as keys:
        if _older(keys):
            _refuse(
                "An older key is still here. Wait until nothing needs it (comity keys status), "
                "and forget it (comity keys retire). Then make the next."
            )
        on = timezone.now().date()
        field = what is What.FIELD
        newer = keys.with_new_field_key(on=on) if field else keys.with_new_signing(on=on)
        refuse_old_tables()
        mark_keys()
        keyfile.replace(keyfile.path(), newer)
        mark_keys()
    typer.echo("There is a new key. Back the keys up again now, with: comity keys backup FILE")
    typer.echo("Where Comity runs on several machines, copy the key file to each of them now.")


@app.command()
def finish() -> None:
    """Bring everything under the newest keys now, instead of a little each minute."""
    keys = _keys()
    if not _older(keys):
        typer.echo("There is one key of each kind. Nothing is to be done.")
        return
    refuse_old_tables()
    progress = Progress("Renewing", sum(state.left for state in states()), "rows")

    def told() -> bool:
        progress.add(0)
        return False

    typer.echo(f"{renew_seals(enough=told)} were renewed.")
    progress.end()


@app.command()
def retire(
    *,
    now: Annotated[
        bool, typer.Option("--now", help="Do not wait for forms that somebody is filling in.")
    ] = False,
) -> None:
    """Forget the older keys, once nothing needs them."""
    with _changing() as keys:
        if not _older(keys):
            typer.echo("There is one key of each kind. Nothing is to be forgotten.")
            return
        refuse_old_tables()
        left = sum(state.left for state in states())
        if left:
            _refuse(
                f"{left} rows still need an older key. The clock renews them, a little each "
                "minute; comity keys finish does it now. Nothing was forgotten."
            )
        ready = (keys.changed_on or timezone.now().date()) + FORMS_LIVE
        if timezone.now().date() < ready and not now:
            _refuse(
                f"Somebody may still hold a form that an older key sealed. Wait until {ready}, or "
                "add --now: they begin that form again. Nothing was forgotten."
            )
        mark_keys()
        keyfile.replace(keyfile.path(), keys.retired())
    typer.echo("The older keys are forgotten here. Backups made before today need them:")
    typer.echo("keep the locked copy of the old key file as long as you keep those backups.")


def _list(words: str, names: tuple[str, ...]) -> None:
    newest, *older = names
    rest = f"; older: {', '.join(older)}" if older else ""
    typer.echo(f"{words}: {newest}{rest}")


def _older(keys: ServiceKeys) -> bool:
    return len(keys.field_keys) > 1 or bool(keys.older_signing)


def _keys() -> ServiceKeys:
    if not keyfile.path().exists():
        _refuse(f"There is no key file at {keyfile.path()}.")
    keys: ServiceKeys = settings.COMITY_KEYS
    return keys


@contextmanager
def _changing() -> Iterator[ServiceKeys]:
    """Read the keys while nobody else can change them: of two operators, one waits."""
    _keys()
    where = keyfile.path()
    handle = os.open(where.with_name(f"{where.name}.lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield ServiceKeys.from_text(where.read_text())
    finally:
        os.close(handle)


def _passphrase(descriptor: int | None, *, confirm: bool) -> str:
    if descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as file:
            return file.readline().rstrip("\n")
    if sys.stdin.isatty():
        return str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm))
    return sys.stdin.readline().rstrip("\n")


def _refuse(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)
