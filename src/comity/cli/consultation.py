"""`comity consultation`: drawing again what was published, to see that it is the same."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from comity.consultation.rules.opinion_input import canonical, read

app = typer.Typer(no_args_is_help=True, help="Consultations, and how to check their results.")


@app.callback()
def consultation() -> None:
    """Check the results of consultations."""


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
