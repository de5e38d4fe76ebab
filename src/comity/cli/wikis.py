"""`comity wiki`: the wikis that communities live on, and whether our login there still serves."""

import os
import sys
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.movement import OPERATOR
from comity.cli.stopping import community_called
from comity.measures.queries import running_on_wiki
from comity.messages import words
from comity.people.rules import WIKI
from comity.signup import actions as signing
from comity.signup.queries import checklist_of
from comity.wikis import actions, queries
from comity.wikis.errors import NoWiki
from comity.wikis.queries import WikiRow
from comity.wikis.rules import Line, Met, usable_now

app = typer.Typer(no_args_is_help=True, help="The wikis that communities live on.")


@app.command()
def connect(
    community: Annotated[str, typer.Argument(help="The short name of the community.")],
    api_url: Annotated[str, typer.Argument(help="The address of the wiki's api.php.")],
    *,
    login: Annotated[
        str,
        typer.Option(help="Name@app, as Special:BotPasswords gives it; leave out for a token."),
    ] = "",
    provider: Annotated[str, typer.Option(help="Whose accounts people have there.")] = WIKI,
    shared_login: Annotated[
        str, typer.Option(help="The id of a login that several wikis share, instead of its own.")
    ] = "",
    secret_fd: Annotated[
        int | None, typer.Option(help="Read the password or token from this file descriptor.")
    ] = None,
) -> None:
    """Connect a community to its wiki, or renew the login there, and ask what the login may do.

    The password of the bot, or the token, is asked for on the terminal, or read from the standard
    input. It is never an argument, which everybody on the machine could read.
    """
    place = community_called(community).id
    wiki = actions.connect_wiki(
        community_id=place,
        api_url=api_url,
        secret="" if shared_login else _secret(secret_fd),
        shared_login_id=shared_login,
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
    """Ask each wiki what our login may do there; exit with 1 where one cannot be used.

    The lines are those of the checklist on the web.
    """
    place = community_called(community).id if community else None
    wikis = [queries.wiki_for(place)] if place else queries.every_wiki()
    if not wikis:
        typer.echo("No community is connected to a wiki yet. Connect one with: comity wiki connect")
    usable = [_asked(wiki.id) for wiki in wikis]
    if not all(usable):
        raise typer.Exit(1)


@app.command()
def disconnect(
    community: Annotated[str, typer.Argument(help="The short name of the community.")],
) -> None:
    """Forget our login on a wiki. What was done there stays as it is."""
    wiki = _own(community)
    count = running_on_wiki(wiki.id)
    actions.disconnect_wiki(wiki_id=wiki.id, by=OPERATOR, now=timezone.now())
    typer.echo(f"{community}: disconnected. Measures left undone there: {count}")


@app.command()
def share(
    community: Annotated[str, typer.Argument(help="Whose keepers look after the login.")],
    name: Annotated[str, typer.Argument(help="What to call it; the same name again renews it.")],
    domain: Annotated[str, typer.Argument(help="The domain of its wikis.")],
    *,
    login: Annotated[str, typer.Option(help="Name@app; leave out for a token.")] = "",
    secret_fd: Annotated[
        int | None, typer.Option(help="Read the password or token from this file descriptor.")
    ] = None,
) -> None:
    """Keep a login that several wikis of one domain share, and print its id."""
    shared = actions.keep_shared_login(
        community_id=community_called(community).id,
        name=name,
        domain=domain,
        login=login,
        secret=_secret(secret_fd),
        by=OPERATOR,
        now=timezone.now(),
    )
    typer.echo(shared.id)


@app.command()
def group(
    community: Annotated[str, typer.Argument(help="The short name of the community.")],
    name: Annotated[str, typer.Argument(help="The group, as the wiki's settings call it.")] = (
        "signed"
    ),
    *,
    keep: Annotated[bool, typer.Option("--keep/--leave", help="Keep it, or leave it be.")] = True,
    grace_days: Annotated[
        int, typer.Option(help="For how long a signature of the version before counts.")
    ] = 30,
) -> None:
    """Put people who have signed into a group of the wiki, or stop doing so."""
    signing.choose_group(
        wiki_id=_own(community).id,
        keeps=keep,
        group=name,
        grace_days=grace_days,
        by=OPERATOR,
        now=timezone.now(),
    )
    typer.echo(f"{community}: the group {name} is {'kept' if keep else 'left as it is'}.")


@app.command(name="list")
def list_command() -> None:
    """List every connected wiki, as it was at the last check. Nobody is asked anything."""
    for wiki in queries.every_wiki():
        typer.echo(f"{wiki.community.slug}  {wiki.api_url}  {_state(wiki)}")


def _own(slug: str) -> WikiRow:
    wiki = queries.own_wiki(community_called(slug).id)
    if wiki is None:
        raise NoWiki
    return wiki


def _ask(wiki_id: str) -> None:
    if not _asked(wiki_id):
        raise typer.Exit(1)


def _asked(wiki_id: str) -> bool:
    """Ask a wiki, print its checklist, and tell whether it can be used."""
    actions.check_wiki(wiki_id=wiki_id, by=OPERATOR, now=timezone.now())
    wiki = queries.wiki(wiki_id)
    lines = checklist_of(wiki)
    typer.echo(f"{wiki.community.slug}: {_state(wiki)}", err=bool(wiki.trouble))
    for line in lines:
        _print(line)
    return usable_now(lines)


def _print(line: Line) -> None:
    """Print a line of the checklist, and how to grant what is missing."""
    state = words(f"wiki_met_{line.met}")
    found = f" ({line.found})" if line.found else ""
    typer.echo(f"  {state:<9} {words(f'wiki_need_{line.name}')}{found}")
    if line.met is not Met.MISSING:
        return
    typer.echo(f"            {words(f'wiki_without_{line.name}')}")
    for grant in line.grants:
        typer.echo(f"            Special:BotPasswords: {grant}")
    for one in line.configuration.splitlines():
        typer.echo(f"            {one}")


def _state(wiki: WikiRow) -> str:
    """Say in one sentence what was found at the last check."""
    if wiki.trouble:
        return words(wiki.trouble, text=wiki.trouble_said)
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


def _secret(descriptor: int | None) -> str:
    if descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as file:
            return file.readline().strip()
    if sys.stdin.isatty():
        return str(typer.prompt("Password of the bot, or token", hide_input=True))
    return sys.stdin.readline().strip()
