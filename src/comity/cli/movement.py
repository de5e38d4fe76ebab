"""`comity init`: an empty movement from a charter. And: which database may be served where."""

import ipaddress
import json
import os
import re
import sys
from typing import Annotated

import typer
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.charter import queries as charters
from comity.charter.actions import adopt_charter, mark_installation
from comity.charter.errors import (
    DatabaseInUse,
    NothingSetUp,
    SandboxInPublic,
    WrongInstallation,
)
from comity.charter.rules import read, spoken
from comity.cli.charter import text_of
from comity.communities.actions import create_community
from comity.communities.rules import LONGEST_SLUG, Kind
from comity.kernel.actors import Actor, ActorKind
from comity.people.actions import register
from comity.people.queries import anybody
from comity.people.rules import WIKI

OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
FIRST_OPERATOR_MAY = (
    Permission.BODY_CREATE,
    Permission.CODE_EDIT,
    Permission.CODE_PUT_IN_FORCE,
    Permission.COMMUNITY_CREATE,
    Permission.CONSULTATION_RUN,
    Permission.SIGNING_REQUIRE,
    Permission.WIKI_CONNECT,
)
FIRST_OPERATOR_KEEPS = (Permission.CHARTER_ADOPT, Permission.INSTALLATION_WATCH)
"""What the first operator may do to the installation as a whole."""


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(init)


def init(
    file: Annotated[
        str | None, typer.Argument(help="The charter of the movement, as TOML.", show_default=False)
    ] = None,
    *,
    charter: Annotated[
        str, typer.Option(help=f"The same: a file, or one of: {', '.join(charters.SHIPPED)}.")
    ] = "small",
    name: Annotated[
        str, typer.Option(help="The name of the movement, in place of the one in the charter.")
    ] = "",
    operator: Annotated[
        str,
        typer.Option(
            help="The name by which the first operator signs in.",
            prompt="The name by which you will sign in",
        ),
    ],
    language: Annotated[str, typer.Option(help="The main language, as in the charter.")] = "en",
    password_fd: Annotated[
        int | None,
        typer.Option(help="Read the password from this file descriptor, not from the terminal."),
    ] = None,
) -> None:
    """Make an empty movement from a charter, with its first operator."""
    text = text_of(file or charter)
    if name:
        text = renamed(text, name)
    read(text)
    call_command("migrate", verbosity=0)
    if charters.installation() is not None or anybody():
        raise DatabaseInUse
    begin(text, operator=operator, language=language, password=_password(password_fd))
    typer.echo("The movement was made. Serve it with: comity up")


def renamed(text: str, name: str) -> str:
    """Put a name in English in place of all names of a movement in its charter."""
    table = re.compile(r"^\[name\]\n(?:[^\[\n]*\n)*", re.MULTILINE)
    quoted = json.dumps(name, ensure_ascii=False)
    return table.sub(lambda _found: f"[name]\nen = {quoted}\n\n", text, count=1)


@transaction.atomic
def begin(text: str, *, operator: str, language: str, password: str) -> None:
    """Make a movement, all of it or nothing."""
    now = timezone.now()
    installation = mark_installation(use=charters.PRODUCTION, by=OPERATOR, now=now)
    adopt_charter(text=text, by=OPERATOR, now=now)
    names = charters.charter_in_force().names
    movement = create_community(
        slug=_slug(spoken(names, "en")),
        kind=Kind.MOVEMENT,
        names=names,
        languages=[language, *(tag for tag in names if tag != language)],
        provider=WIKI,
        by=OPERATOR,
        now=now,
    )
    person = register(
        username=operator,
        password=password,
        display_name="",
        language=language,
        by=OPERATOR,
        now=now,
    )
    for permission in FIRST_OPERATOR_MAY:
        grant(person_id=person.id, permission=permission, on=movement.id)
    for permission in FIRST_OPERATOR_KEEPS:
        grant(person_id=person.id, permission=permission, on=installation.id)


def refuse_wrong_use(host: str) -> None:
    """Stop unless this database may be served at this address.

    Raises:
        NothingSetUp: there is no movement yet.
        SandboxInPublic: it is the sandbox, and others could reach it.
        WrongInstallation: it is a real movement, and the sandbox was asked for.
    """
    marked = charters.installation()
    if marked is None:
        raise NothingSetUp
    if marked.use == charters.SANDBOX and not (settings.COMITY_SANDBOX and _is_loopback(host)):
        raise SandboxInPublic
    if marked.use == charters.PRODUCTION and settings.COMITY_SANDBOX:
        raise WrongInstallation(kind=marked.use)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _password(descriptor: int | None) -> str:
    """Ask for a password where nobody else can read it: never among the arguments."""
    if descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as file:
            password = file.readline().rstrip("\n")
    elif sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        typer.echo("There is no terminal to ask on. Use --password-fd.", err=True)
        raise typer.Exit(1)
    try:
        validate_password(password)
    except ValidationError as problem:
        for message in problem.messages:
            typer.echo(message, err=True)
        raise typer.Exit(1) from None
    return str(password)


def _slug(name: str) -> str:
    """Make a short name for the address; people can read the long one on the page."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    return plain[:LONGEST_SLUG].strip("-") or "movement"
