"""`comity code put-in-force`: letting a version bind that is frozen already."""

from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.movement import OPERATOR
from comity.cli.stopping import community_called, stop
from comity.codes import queries
from comity.codes.actions import put_in_force


def add_to(app: typer.Typer) -> None:
    """Put this command beside the others about codes."""
    app.command("put-in-force")(bind)


def bind(
    community: Annotated[str, typer.Argument(help="The short name of the community.")],
    *,
    version: Annotated[
        int, typer.Option(help="Its number; leave out for the newest that is frozen.")
    ] = 0,
) -> None:
    """Let a frozen version bind, in place of the one that does."""
    place = community_called(community)
    known = queries.versions(place.id, seen_by=OPERATOR)
    if version:
        wanted = [one for one in known if one.number == version]
        missing = f"The code of {community} has no version {version}."
    else:
        wanted = [one for one in known if one.state == queries.State.FROZEN]
        missing = f"{community} has no version that is frozen and not yet in force."
    if not wanted:
        stop(missing)
    bound = put_in_force(version_id=wanted[0].id, by=OPERATOR, now=timezone.now())
    typer.echo(f"Version {bound.number} is in force.")
