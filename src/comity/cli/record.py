"""`comity record`: is the record still as it was written?"""

from pathlib import Path

import typer
from django.conf import settings
from django.utils import timezone

from comity.record import queries

app = typer.Typer(no_args_is_help=True, help="The append-only record.")


@app.command()
def verify() -> None:
    """Read both chains and name the first line that is not as it was written."""
    broken = queries.first_broken_line()
    if broken:
        typer.echo(f"The {broken.chain} chain is broken at line {broken.number}.")
        raise typer.Exit(1)
    typer.echo("Both chains are whole.")


@app.command()
def head() -> None:
    """Write today's signed end of both chains, to be kept outside."""
    folder = Path(settings.COMITY_VAR) / "heads"
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.now()
    file = folder / f"{now.date().isoformat()}.json"
    file.write_bytes(queries.signed_head(now))
    typer.echo(str(file))
