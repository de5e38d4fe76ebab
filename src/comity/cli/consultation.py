"""`comity consultation`: taking replies by e-mail, and checking what was published."""

import hashlib
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.db import DatabaseError
from django.utils import timezone

from comity.consultation.actions import letters
from comity.consultation.rules.letters import LARGEST
from comity.consultation.rules.opinion_input import canonical, read

TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h, which mail servers know."""

app = typer.Typer(no_args_is_help=True, help="Consultations, and how to check their results.")


@app.callback()
def consultation() -> None:
    """Check the results of consultations."""


@app.command()
def receive_mail() -> None:
    """Take a reply to a letter about a round, on standard input as a mail server hands it over.

    It ends with 0 also where the letter is ignored, so that nobody is sent a bounce; with 75,
    which asks a mail server to try again, where the database cannot be reached.
    """
    raw = sys.stdin.buffer.read(LARGEST + 1)
    try:
        outcome = letters.receive(raw=raw, now=timezone.now())
    except DatabaseError:
        typer.echo("The database cannot be reached.", err=True)
        raise typer.Exit(TRY_AGAIN) from None
    typer.echo(outcome)


@app.command()
def opinion(
    votes: Annotated[Path, typer.Argument(help="The published votes of a round, as JSON.")],
    *,
    out: Annotated[Path | None, typer.Option(help="Write the whole map here, as JSON.")] = None,
    repeat: Annotated[
        bool, typer.Option(help="Draw it again and again, to see how stable it is.")
    ] = False,
) -> None:
    """Draw an opinion map from published votes, and print the fingerprints to compare."""
    # Only whoever draws a map loads numpy.
    from comity.consultation.engine.opinion import draw  # noqa: PLC0415, said above
    from comity.consultation.engine.opinion_stability import stability  # noqa: PLC0415, said above

    try:
        published = read(votes.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        typer.echo(f"{votes} cannot be read.", err=True)
        raise typer.Exit(1) from None
    result = draw(published)
    text = canonical(result)
    typer.echo(f"algorithm {result['algorithm']}")
    typer.echo(f"votes {published.digest()}")
    typer.echo(f"map {hashlib.sha256(text.encode()).hexdigest()}")
    typer.echo(f"people {result['people']}, groups {[one['size'] for one in result['groups']]}")
    if repeat:
        typer.echo(f"stability {canonical(stability(published))}")
    if out is not None:
        out.write_text(f"{text}\n", encoding="utf-8")
