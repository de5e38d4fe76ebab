"""`comity consultation statement`: what people are asked whether they agree with."""

from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.consultation.asking import Round
from comity.cli.files import Reason, rows
from comity.cli.printing import tell
from comity.cli.stopping import named_where_refused
from comity.cli.tokens import By, person
from comity.consultation.actions import opinion_maps
from comity.consultation.actions import statements as actions
from comity.consultation.queries import opinions, weighted

COLUMNS = ("text", "language")

Statement = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]

app = typer.Typer(no_args_is_help=True, help="Statements that people agree with or not.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about consultations."""
    above.add_typer(app, name="statement")


@app.command()
def begin(
    round_id: Round,
    file: Annotated[
        Path, typer.Argument(help=f"A table in CSV or JSON with the columns {', '.join(COLUMNS)}.")
    ],
    *,
    by: By = None,
) -> None:
    """Begin a round with the statements of a table, all of them or none. Prints their ids."""
    organiser, now, made = person(by), timezone.now(), []
    with transaction.atomic():
        for number, row in enumerate(rows(file, COLUMNS), start=1):
            with named_where_refused(f"{file}, row {number}"):
                made.append(actions.begin_with(round_id=round_id, **row, by=organiser, now=now))
    for one in made:
        tell(one)


@app.command()
def show(statement: Statement, *, by: By = None) -> None:
    """Ask people about a statement from now on, also one that was declined by mistake."""
    actions.show(statement_id=statement, by=person(by), now=timezone.now())
    tell("People are asked about it.")


@app.command()
def decline(statement: Statement, *, by: By = None, reason: Reason) -> None:
    """Ask nobody about a statement, for a reason that everybody can read."""
    actions.decline(statement_id=statement, reason=reason, by=person(by), now=timezone.now())
    tell("Nobody is asked about it.")


@app.command()
def translate(
    statement: Statement,
    text: Annotated[str, typer.Argument(help="The statement in the other language.")],
    *,
    language: Annotated[str, typer.Option(help="The other language, such as ar.")],
    by: By = None,
) -> None:
    """Say a statement in another language, so that more people can answer it."""
    actions.translate(
        statement_id=statement, language=language, text=text, by=person(by), now=timezone.now()
    )
    tell("It is translated.")


@app.command("map")
def ask_for_map(round_id: Round, *, by: By = None) -> None:
    """Have the opinion map of a round drawn, in the background. Prints the id of the map."""
    tell(opinion_maps.ask_for_map(round_id=round_id, by=person(by), now=timezone.now()))


@app.command("weighted")
def as_weighted(round_id: Round) -> None:
    """Tell how statements were answered as counted, and as if groups counted by their size.

    Weights describe opinion: they cannot bring back who is absent, and they count in no vote.
    """
    opinions.round_of_statements(round_id)
    found = weighted.weighted(round_id)
    if found is None or found.told is None:
        why = "not_yet" if found is None else found.withheld
        tell(f"withheld: {why}")
        return
    told = found.told
    tell(f"map {found.number}, {found.made_on}, weighted by {told.dimension}")
    tell(f"{told.people} people, after weighing as good as {told.effective}")
    cut = ", some weights were cut" if told.trimmed else ""
    tell(f"largest weight {told.ratio} times the smallest{cut}")
    tell(f"absent: {', '.join(told.absent) or 'none'}; statements left out: {told.untold}")
    tell("statement  people  as good as  counted: agree disagree pass  weighted: the same")
    for one in told.opinions:
        counted, changed = (
            " ".join(str(part) for part in parts) for parts in (one.counted, one.weighted)
        )
        tell(f"{one.statement}  {one.people}  {one.effective}  {counted}  {changed}")
