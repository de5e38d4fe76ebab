"""`comity api`: what programs can ask this installation for."""

import json

import typer
from django.conf import settings
from django.utils.module_loading import import_string

app = typer.Typer(no_args_is_help=True, help="What programs can ask for.")


@app.callback()
def area() -> None:
    """Keep `describe` a command of its own, although it is the only one."""


@app.command()
def describe() -> None:
    """Print the description of the API (OpenAPI 3.1), the same on every installation."""
    described = import_string(settings.COMITY_API).get_openapi_schema()
    typer.echo(json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False))
