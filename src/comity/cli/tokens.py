"""Who acts at the terminal: whoever shows a token of their own, as a program does."""

import os
import stat
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.stopping import stop
from comity.kernel.actors import Actor
from comity.people.actions import use_token
from comity.people.queries import actor
from comity.people.rules import Scope, require_scope

STANDARD_INPUT = Path("-")
LONGEST = 1000
"""Bytes that are read of a file with a token, which has far fewer."""

By = Annotated[
    Path | None,
    typer.Option(
        "--token-file",
        help="A file that only you can read, with a token you made on your page; - for the "
        "standard input. Leave it out to be asked. What you do goes on record as yours.",
        show_default=False,
    ),
]


def person(file: Path | None, scope: Scope = Scope.CONSULTATIONS_WRITE) -> Actor:
    """Find whoever acts by their token; what they may do is checked by what they do.

    Raises:
        TokenUnknown: it is none, was revoked, has ended, or its owner is not let in any more.
        TokenForSomethingElse: it was made for other things.
    """
    found, scopes = use_token(_shown(file), now=timezone.now())
    require_scope(scope, scopes)
    return actor(found)


def _shown(file: Path | None) -> str:
    """Read a token from where nobody else sees it: never from the words of the command."""
    if file is not None and file != STANDARD_INPUT:
        return _kept(file)
    if sys.stdin.isatty():
        return str(typer.prompt("Your token", hide_input=True, err=True)).strip()
    if file is None:
        stop("Show a token of yours: --token-file PATH, or --token-file - for standard input.")
    return sys.stdin.readline(LONGEST).strip()


def _kept(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            if stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
                stop(f"Other people on this machine can get at {file}. Run: chmod 600 {file}")
            return opened.read(LONGEST).decode("utf-8", "replace").strip()
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror}.")
