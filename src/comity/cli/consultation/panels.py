"""`comity consultation panel`: panels that are drawn by lot."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.consultation.asking import Consultation
from comity.cli.consultation.files import Table, description, wanted
from comity.cli.stopping import stop
from comity.cli.tokens import By, person
from comity.consultation.actions import panels as actions
from comity.consultation.queries import panels as queries
from comity.consultation.queries import rounds
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import Quota

Panel = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]

app = typer.Typer(no_args_is_help=True, help="Panels that are drawn by lot.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about consultations."""
    above.add_typer(app, name="panel")


@app.command("list")
def list_them(consultation: Consultation) -> None:
    """List the panels of a consultation: id, where each stands, seats, people, name."""
    found = rounds.consultation(consultation)
    for one in queries.panels(found.id):
        typer.echo(f"{one.id}  {one.state}  {one.seats} seats  {one.people} people  {one.name}")


@app.command("open")
def open_pool(
    consultation: Consultation,
    file: Annotated[
        Path,
        typer.Argument(
            help="A file in TOML or JSON: name, seats, offer, beacon, and a list of quotas with "
            "dimension, category, least, most."
        ),
    ],
    *,
    by: By = None,
) -> None:
    """Let people put themselves forward for a panel. Prints its id."""
    said, organiser = description(file), person(by)
    optional = {"offer": "", "beacon": "", "quotas": [], **said}
    made = actions.open_pool(
        consultation_id=consultation,
        name=wanted(said, "name", str, file),
        seats=wanted(said, "seats", int, file),
        quotas=[_quota(one, file) for one in wanted(optional, "quotas", list, file)],
        offer=wanted(optional, "offer", str, file),
        beacon=wanted(optional, "beacon", str, file),
        by=organiser,
        now=timezone.now(),
    )
    typer.echo(made)


@app.command("close")
def close_pool(panel: Panel, *, by: By = None) -> None:
    """Let nobody in any more. What can be drawn is worked out in the background."""
    actions.close_pool(panel_id=panel, by=person(by), now=timezone.now())
    _tell(panel)


@app.command()
def relax(panel: Panel, *, by: By = None) -> None:
    """Take the nearest quotas that can be kept, where those asked for cannot."""
    actions.relax(panel_id=panel, by=person(by), now=timezone.now())
    _tell(panel)


@app.command()
def draw(
    panel: Panel,
    *,
    number: Annotated[
        str, typer.Option(help="The public number that was promised, as it was published.")
    ] = "",
    by: By = None,
) -> None:
    """Publish the seed, and draw the panel that follows from it. Prints the tickets."""
    actions.draw_panel(panel_id=panel, beacon_value=number, by=person(by), now=timezone.now())
    _tell(panel)


@app.command("free-seat")
def free_seat(
    panel: Panel,
    ticket: Annotated[str, typer.Argument(help="Of whoever does not come.")],
    *,
    by: By = None,
) -> None:
    """Give the seat of somebody who does not come to somebody else, drawn by the same seed."""
    actions.free_seat(panel_id=panel, ticket=ticket, by=person(by), now=timezone.now())
    _tell(panel)


@app.command("cancel")
def cancel_panel(panel: Panel, *, by: By = None) -> None:
    """Not draw a panel. Its seed is thrown away."""
    actions.cancel_panel(panel_id=panel, by=person(by), now=timezone.now())
    _tell(panel)


def _tell(panel: str) -> None:
    found = queries.panel(panel)
    typer.echo(f"{found.name}: {found.state}")
    for ticket in found.drawing.seated if found.drawing else ():
        typer.echo(ticket)


def _quota(part: Table, file: Path) -> Quota:
    if not isinstance(part, dict):
        stop(f"{file}: quotas is a list of tables.")
    dimension = wanted(part, "dimension", str, file)
    if dimension not in set(Dimension):
        stop(f"{file}: there is no dimension {dimension}. Dimensions: {', '.join(Dimension)}.")
    return Quota(
        Dimension(dimension),
        wanted(part, "category", str, file),
        wanted(part, "least", int, file),
        wanted(part, "most", int, file),
    )
