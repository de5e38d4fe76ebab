"""What commands about codes take: a community, a version by its number, and whoever acts."""

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.stopping import community_called, stop
from comity.cli.tokens import person
from comity.codes import queries
from comity.kernel.actors import Actor
from comity.people.rules import Scope

Community = Annotated[str, typer.Argument(help="The short name of the community.")]
Anywhere = Annotated[
    str, typer.Argument(help="The short name of a community; leave out for the whole movement.")
]
Provision = Annotated[str, typer.Argument(help="Its id; _about for title and summary of the code.")]
Number = Annotated[int, typer.Option("--version", help="Its number; else the newest.", min=0)]


def writer(file: Path | None) -> Actor:
    """Find whoever acts on codes by their token; what they may do is checked by what they do.

    Raises:
        TokenUnknown: it is none, was revoked, has ended, or its owner is not let in any more.
        TokenForSomethingElse: it was made for other things.
    """
    return person(file, Scope.CODES_WRITE)


def version_of(community: str, number: int, seen_by: Actor) -> queries.Version:
    """Find a version of the code of a community; with 0 for its number, the newest there is.

    Raises:
        Exit: there is no such community, or no such version that ``seen_by`` may know of.
    """
    known = queries.versions(community_called(community).id, seen_by=seen_by)
    chosen = next((one for one in known if number in {0, one.number}), None)
    if chosen is None:
        stop(f"{community} has no such version of a code.")
    return chosen
