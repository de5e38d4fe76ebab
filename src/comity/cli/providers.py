"""`comity provider`: the sites whose accounts people can show to be theirs."""

import os
import sys
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.movement import OPERATOR
from comity.people import actions, queries
from comity.people.rules import Registration

app = typer.Typer(
    no_args_is_help=True, help="Sites whose accounts people can sign in with, by OAuth 2."
)


@app.command()
def add(
    key: Annotated[str, typer.Argument(help="The provider of accounts, such as wiki.")],
    rest_url: Annotated[
        str, typer.Argument(help="The address of the wiki's rest.php, without what follows it.")
    ],
    client_id: Annotated[
        str, typer.Option(help="The client application key of our registration there.")
    ],
    name: Annotated[str, typer.Option(help="What people call the site.")],
    secret_fd: Annotated[
        int | None, typer.Option(help="Read the client secret from this file descriptor.")
    ] = None,
) -> None:
    """Let people sign in with accounts of a site, or renew our registration there.

    The client secret is asked for on the terminal, or read from the standard input. It is never
    an argument, which everybody on the machine could read.
    """
    site = Registration(key, name, rest_url, client_id, _secret(secret_fd))
    actions.add_provider(site=site, by=OPERATOR, now=timezone.now())
    typer.echo(f"People can show accounts at {name}. Its registration must name this address:")
    typer.echo(queries.return_address(key))


@app.command()
def remove(key: Annotated[str, typer.Argument(help="The provider, as it was added.")]) -> None:
    """Let nobody show accounts of a site any more. Accounts that were linked stay linked."""
    actions.remove_provider(key=key, by=OPERATOR, now=timezone.now())
    typer.echo("Accounts of this site cannot be shown any more.")


@app.command(name="list")
def list_command() -> None:
    """List the sites whose accounts people can show."""
    for site in queries.providers():
        typer.echo(f"{site.key}  {site.rest_url}  {site.name}")


def _secret(descriptor: int | None) -> str:
    if descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as file:
            return file.readline().strip()
    if sys.stdin.isatty():
        return str(typer.prompt("Client secret", hide_input=True))
    return sys.stdin.readline().strip()
