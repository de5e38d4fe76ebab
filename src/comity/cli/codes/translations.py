"""`comity code languages` and `translator`: how far a code is translated, and who translates it."""

from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.codes.places import Community, Number, version_of
from comity.cli.movement import OPERATOR
from comity.cli.stopping import community_called
from comity.codes.actions.translators import allow_translator, dismiss_translator
from comity.codes.queries.translations import tallies
from comity.codes.rules.documents import TextState

COLUMNS = (
    TextState.APPROVED,
    TextState.COMPLETE,
    TextState.IN_REVIEW,
    TextState.DRAFT,
    TextState.MACHINE,
    TextState.OUTDATED,
)
HEADING = ("language", "percent", "total", *COLUMNS, "missing")


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about codes."""
    app.command()(languages)
    app.command()(translator)


def languages(community: Community, *, version: Number = 0) -> None:
    """Print how far each language of a code is, one a line, by state."""
    place, chosen = community_called(community), version_of(community, version, OPERATOR)
    table = [
        [
            one.language,
            f"{one.percent}%",
            str(one.total),
            *(str(one.counts.get(state, 0)) for state in COLUMNS),
            str(one.missing),
        ]
        for one in tallies(chosen.id, seen_by=OPERATOR, languages=place.languages)
    ]
    rows = [list(HEADING), *table]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADING))]
    typer.echo(f"Version {chosen.number}, agreed in {chosen.source_language}:")
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def translator(
    community: Community,
    username: Annotated[str, typer.Argument(help="The name by which they sign in.")],
    *,
    dismiss: Annotated[bool, typer.Option(help="They translate no longer.")] = False,
) -> None:
    """Let somebody translate the code of a community, or no longer."""
    place = community_called(community)
    act = dismiss_translator if dismiss else allow_translator
    act(community_id=place.id, username=username, by=OPERATOR, now=timezone.now())
    typer.echo(
        f"{username} does not translate here any more."
        if dismiss
        else f"{username} can translate here."
    )
