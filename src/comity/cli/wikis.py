"""`comity wiki`: the wikis that communities live on, and whether our login there still serves."""

import os
import sys
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.movement import OPERATOR
from comity.communities.queries import by_slug
from comity.kernel.errors import DomainError, NotFound
from comity.messages import words
from comity.people.rules import WIKI
from comity.wikis import actions, queries

app = typer.Typer(no_args_is_help=True, help="The wikis that communities live on.")


@app.command()
def connect(
    community: Annotated[str, typer.Argument(help="The short name of the community.")],
    api_url: Annotated[str, typer.Argument(help="The address of the wiki's api.php.")],
    login: Annotated[
        str,
        typer.Option(help="Name@app, as Special:BotPasswords gives it; leave out for a token."),
    ] = "",
    provider: Annotated[str, typer.Option(help="Whose accounts people have there.")] = WIKI,
    secret_fd: Annotated[
        int | None, typer.Option(help="Read the password or token from this file descriptor.")
    ] = None,
) -> None:
    """Connect a community to its wiki, or renew the login there, and ask what the login may do.

    The password of the bot, or the token, is asked for on the terminal, or read from the standard
    input. It is never an argument, which everybody on the machine could read.
    """
    place = _community(community)
    wiki = actions.connect_wiki(
        community_id=place,
        api_url=api_url,
        secret=_secret(secret_fd),
        by=OPERATOR,
        now=timezone.now(),
        login=login,
        provider=provider,
    )
    _ask(wiki.id)


@app.command()
def check(
    community: Annotated[
        str, typer.Argument(help="The short name of one community; leave out for all.")
    ] = "",
) -> None:
    """Ask each wiki what our login may do there; exit with 1 where one cannot be used."""
    place = _community(community) if community else None
    wikis = [queries.wiki_for(place)] if place else queries.every_wiki()
    if not wikis:
        typer.echo("No community is connected to a wiki yet. Connect one with: comity wiki connect")
    troubles = [_asked(wiki.id) for wiki in wikis]
    if any(troubles):
        raise typer.Exit(1)


@app.command(name="list")
def list_command() -> None:
    """List every connected wiki, as it was at the last check. Nobody is asked anything."""
    for wiki in queries.every_wiki():
        typer.echo(f"{wiki.community.slug}  {wiki.api_url}  {_state(wiki.id)}")


def _community(slug: str) -> str:
    try:
        return by_slug(slug).id
    except NotFound:
        typer.echo(f"There is no community with the short name {slug}.", err=True)
        raise typer.Exit(1) from None


def _ask(wiki_id: str) -> None:
    if _asked(wiki_id):
        raise typer.Exit(1)


def _asked(wiki_id: str) -> DomainError | None:
    """Ask a wiki, and say in one line what came of it."""
    trouble = actions.check_wiki(wiki_id=wiki_id, by=OPERATOR, now=timezone.now())
    wiki = queries.wiki(wiki_id)
    said = words(trouble.code, **trouble.detail) if trouble else _state(wiki_id)
    typer.echo(f"{wiki.community.slug}: {said}", err=trouble is not None)
    return trouble


def _state(wiki_id: str) -> str:
    """Say in one sentence what was found at the last check."""
    wiki = queries.wiki(wiki_id)
    if wiki.trouble:
        return words("wiki_trouble") if wiki.trouble not in SIMPLE else words(wiki.trouble)
    if wiki.checked_on is None:
        return "not checked yet"
    may = queries.capabilities_of(wiki)
    does = {
        "read": True,
        "write on talk pages": may.can_edit,
        "send e-mail": may.email,
        "block": may.can_block,
        "block from single pages": may.can_block and may.page_restrictions,
    }
    able = ", ".join(name for name, can in does.items() if can)
    unable = ", ".join(name for name, can in does.items() if not can)
    return f"{wiki.name}: we can {able}" + (f"; we cannot {unable}" if unable else "")


SIMPLE = {"wiki_not_understood", "wiki_slow", "wiki_unreachable"}
"""Troubles whose words need no more than the code, which is all that is kept of a trouble."""


def _secret(descriptor: int | None) -> str:
    if descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as file:
            return file.readline().strip()
    if sys.stdin.isatty():
        return str(typer.prompt("Password of the bot, or token", hide_input=True))
    return sys.stdin.readline().strip()
