"""`comity check`: what stands in the way of this place doing its work, one line each."""

import json
from typing import Annotated

import typer
from django.utils import timezone

from comity.messages import words
from comity.upkeep.queries import troubles
from comity.upkeep.rules import Trouble, status

DASH = "\N{EN DASH}"


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(check)


def check(
    *,
    near: Annotated[
        bool, typer.Option("--near", help="Ask no other machine and do not read the whole file.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write it for programs.")] = False,
) -> None:
    """Say what is wrong, a line each, and how to mend it.

    Ends with 0 where nothing is, with 1 where something wants attention, and with 2 where
    something does not work.
    """
    found = troubles(timezone.now(), far=not near)
    if as_json:
        typer.echo(json.dumps([_told(one) for one in found], indent=2))
    else:
        for one in found:
            told = _told(one)
            typer.echo(f"{told['what']} {DASH} {told['mend']}")
        if not found:
            typer.echo("Every check passed.")
    raise typer.Exit(status(found))


def _told(one: Trouble) -> dict[str, str]:
    return {
        "area": one.area,
        "weight": one.weight.name.lower(),
        "code": one.code,
        "what": words(one.code, **one.detail),
        "mend": words(f"mend_{one.code}", **one.detail),
    }
