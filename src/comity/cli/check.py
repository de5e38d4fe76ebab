"""`comity check`: what stands in the way of this place doing its work, one line each."""

from collections.abc import Callable, Iterator
from datetime import datetime

import typer
from django.utils import timezone

from comity.charter.errors import NothingSetUp
from comity.charter.queries import charter_in_force, installation
from comity.competence.queries import gaps
from comity.messages import words


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(check)


def check() -> None:
    """Say what is wrong, a line each, and how to mend it; exit with 1 where anything is."""
    if installation() is None:
        raise NothingSetUp
    now = timezone.now()
    found = [line for one in CHECKS for line in one(now)]
    for line in found:
        typer.echo(line)
    if found:
        raise typer.Exit(1)
    typer.echo("Every check passed.")


def communities_without_handlers(now: datetime) -> Iterator[str]:
    """Name each community from which no chain of bodies reaches enough certified keys."""
    needed = charter_in_force().handlers_minimum
    for gap in gaps(now.date()):
        yield words(
            "check_no_handlers",
            community=gap.community,
            subject=gap.subject,
            severity=gap.severity,
            needed=needed,
        )


CHECKS: tuple[Callable[[datetime], Iterator[str]], ...] = (communities_without_handlers,)
"""Everything that is looked at, in this order."""
