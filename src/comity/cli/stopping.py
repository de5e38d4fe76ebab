"""Ending a command that cannot go on, with a sentence for whoever typed it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from comity.communities.queries import CommunityRow, by_slug
from comity.kernel.errors import DomainError, NotFound


def stop(sentence: str) -> NoReturn:
    """Say why this goes no further, on the standard error output, and end with status 1.

    Raises:
        Exit: always.
    """
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


@contextmanager
def named_where_refused(where: str) -> Iterator[None]:
    """Say before a refusal what of many was refused, such as a row of a table.

    Raises:
        DomainError: as it was refused inside.
    """
    try:
        yield
    except DomainError:
        typer.echo(f"{where}:", err=True)
        raise


def community_called(slug: str) -> CommunityRow:
    """Find a community by its short name, or stop.

    Raises:
        Exit: there is none.
    """
    try:
        return by_slug(slug)
    except NotFound:
        stop(f"There is no community with the short name {slug}.")
