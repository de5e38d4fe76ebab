"""`comity code reviewer`: who judges words of codes that touch the floor."""

from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.movement import OPERATOR
from comity.cli.stopping import community_called
from comity.codes.actions.reviewers import dismiss_reviewer, name_reviewer


def add_to(app: typer.Typer) -> None:
    """Put this command beside the others about codes."""
    app.command()(reviewer)


def reviewer(
    community: Annotated[
        str, typer.Argument(help="The short name of the community, or of the movement.")
    ],
    username: Annotated[str, typer.Argument(help="The name by which they sign in.")],
    *,
    dismiss: Annotated[bool, typer.Option(help="They judge words no longer.")] = False,
) -> None:
    """Let somebody judge words of codes at a community and below it, or no longer."""
    place = community_called(community)
    act = dismiss_reviewer if dismiss else name_reviewer
    act(community_id=place.id, username=username, by=OPERATOR, now=timezone.now())
    typer.echo(
        f"{username} does not judge words here any more."
        if dismiss
        else f"{username} can judge words here and below."
    )
