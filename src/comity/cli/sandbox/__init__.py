"""`comity sandbox`: an invented movement with invented people, to try everything out."""

from typing import Annotated

import typer
from django.utils import timezone

from comity.cli import serve
from comity.cli.sandbox import load


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(sandbox)


def sandbox(
    port: int = 8000,
    *,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Also serve it.")] = True,
) -> None:
    """Load the sandbox on first start, say how to sign in, and serve it on this machine alone."""
    serve.migrate()
    if load.load(now=timezone.now()):
        typer.echo("The sandbox was loaded.")
    typer.echo(guide(port))
    if serve_it:
        serve.up(port=port, host="127.0.0.1")


def guide(port: int) -> str:
    """Say where the sandbox is, and how to sign in as each kind of person."""
    said = load.movement()
    seats = {name: body["names"]["en"] for body in said.bodies for name in body["members"]}
    lines = [
        "",
        f"  http://localhost:{port}",
        "",
        f"  Everybody's password:           {said.password}",
        f"  Every member's vault passphrase: {said.passphrase}",
        "",
    ]
    for part in said.people:
        role = seats.get(part["username"]) or part["role"]
        lines.append(f"  {part['username']:<10} {role}")
    lines += ["", "  All of it is invented. Ctrl-C stops it; what you did stays.", ""]
    return "\n".join(lines)
