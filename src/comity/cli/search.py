"""`comity search`: what people find when they look for something."""

import typer

from comity.search import actions

app = typer.Typer(no_args_is_help=True, help="The index of codes, bodies and communities.")


@app.callback()
def area() -> None:
    """Keep `rebuild` a command of its own, although it is the only one."""


@app.command()
def rebuild() -> None:
    """Index everything anew. Search answers from the old index until it is done."""
    typer.echo(f"Indexed: {actions.rebuild()} entries.")
