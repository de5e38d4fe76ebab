"""`comity record`: is the record still as it was written?"""

from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from comity.cli.progress import Progress
from comity.record import queries

app = typer.Typer(no_args_is_help=True, help="The append-only record.")


@app.command()
def verify(
    *,
    against: Annotated[
        list[Path] | None,
        typer.Option("--head", help="A signed head that was kept outside, to compare with."),
    ] = None,
) -> None:
    """Read both chains and name the first line that is not as it was written."""
    progress = Progress("Reading", 0, "lines")

    def told(read: int, total: int) -> None:
        progress.total = total
        progress.reach(read)

    broken = queries.first_broken_line(told)
    progress.end()
    if broken:
        typer.echo(f"The {broken.chain} chain is broken at line {broken.number}.")
        raise typer.Exit(1)
    for head in against or ():
        _compare(head)
    typer.echo(f"Both chains are whole: {progress.done} lines.")


@app.command()
def head() -> None:
    """Write today's signed end of both chains, to be kept outside."""
    folder = Path(settings.COMITY_VAR) / "heads"
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.now()
    file = folder / f"{now.date().isoformat()}.json"
    file.write_bytes(queries.signed_head(now))
    typer.echo(str(file))


def _compare(head: Path) -> None:
    try:
        text = head.read_bytes()
        agrees = queries.agrees_with(text)
        lost = queries.lost_since(text) if agrees else 0
    except (OSError, ValueError) as problem:
        typer.echo(f"{head} cannot be compared: {problem}")
        raise typer.Exit(1) from None
    if not agrees:
        typer.echo(f"{head} says something else than the record. One of them is not genuine.")
        raise typer.Exit(1)
    if lost:
        typer.echo(f"{lost} lines that {head} knows of are missing at the end.")
        raise typer.Exit(1)
