"""`comity person`: helping somebody who cannot get in, after making sure that it is them."""

import sys
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.movement import OPERATOR
from comity.kernel.errors import NotFound
from comity.people.actions import revoke_token
from comity.people.actions.sign_in import remove_second_step, replace_password
from comity.people.queries import by_username, tokens_of

app = typer.Typer(
    no_args_is_help=True,
    help="Help somebody who cannot get in. Make sure first that it is them; it goes on record.",
)

Name = Annotated[str, typer.Argument(help="The name they sign in with.")]


@app.command("new-password")
def new_password(name: Name) -> None:
    """Give somebody a new password, from the terminal or standard input, and sign them out."""
    person_id = _id_of(name)
    if sys.stdin.isatty():
        password = str(typer.prompt("New password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\n")
    replace_password(person_id=person_id, password=password, by=OPERATOR, now=timezone.now())
    typer.echo("The password is changed. They are signed out everywhere.")
    typer.echo("Ask them to change it to one that only they know.")


@app.command("reset-second-factor")
def reset_second_factor(name: Name) -> None:
    """Remove the app, the passkeys and the recovery codes of somebody who lost them."""
    remove_second_step(person_id=_id_of(name), by=OPERATOR, now=timezone.now())
    typer.echo("Their password alone signs them in now. They are signed out everywhere.")
    typer.echo("Ask them to set up a new second step at once.")


@app.command("tokens")
def tokens(name: Name) -> None:
    """List the tokens that somebody's programs use: id, last day, last use, and what for."""
    for one in tokens_of(_id_of(name)):
        used = one.used_on or "never"
        typer.echo(f"{one.id}  until {one.ends_on}  used {used}  {' '.join(one.scopes)}")


@app.command("revoke-token")
def revoke(token_id: Annotated[str, typer.Argument(help="As `tokens` lists it.")]) -> None:
    """Let a token work no more."""
    revoke_token(token_id=token_id, by=OPERATOR, now=timezone.now())
    typer.echo("The token works no more.")


def _id_of(name: str) -> str:
    person = by_username(name)
    if person is None:
        raise NotFound
    return person.id
