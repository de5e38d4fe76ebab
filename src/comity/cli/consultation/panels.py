"""`comity consultation panel`: panels that are drawn by lot."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.consultation.asking import Consultation
from comity.cli.consultation.oneself import AboutOneself, by_dimension, show_groups
from comity.cli.files import Json, Table, Yes, description, wanted
from comity.cli.printing import show_json, tell
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
        tell(f"{one.id}  {one.state}  {one.seats} seats  {one.people} people  {one.name}")


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
    organiser, said = person(by), description(file)
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
    tell(made)


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


@app.command()
def groups(panel: Panel) -> None:
    """List what a panel needs to know of whoever comes forward: by what, and which groups."""
    show_groups(queries.choices(queries.panel(panel)))


@app.command()
def join(panel: Panel, file: AboutOneself, *, by: By = None) -> None:
    """Put yourself forward for a panel, or change what you said of yourself.

    The file answers everything that `groups` lists. It stands in the public file of the panel
    without your name, under a ticket.
    """
    me, said = person(by), description(file)
    actions.put_forward(panel_id=panel, answers=by_dimension(said, file), by=me, now=timezone.now())
    tell("You put yourself forward. You can take it back at any time.")


@app.command()
def leave(panel: Panel, *, by: By = None, yes: Yes = False) -> None:
    """Not serve on a panel, whatever you said before. A seat of yours goes to somebody else."""
    me = person(by)
    if not yes:
        typer.confirm("Not serve on this panel?", abort=True)
    actions.take_back(panel_id=panel, by=me, now=timezone.now())
    tell("You do not serve on this panel.")


@app.command()
def mine(panel: Panel, *, by: By = None, as_json: Json = False) -> None:
    """Show your own part in a panel: your ticket, where it stands, and your chance of a seat."""
    me, found = person(by), queries.panel(panel)
    own = queries.own_entry(me, found)
    if own is None:
        stop("You did not put yourself forward for this panel.")
    if as_json:
        answers = {"ticket": own.ticket, "state": own.state, "chance": own.chance}
        show_json(answers | {"answers": own.answers})
        return
    chance = "" if own.chance is None else f"  chance {own.chance:.0%}"
    tell(f"{own.ticket}  {own.state}{chance}")
    show_groups({Dimension(one): (group,) for one, group in own.answers.items()})


def _tell(panel: str) -> None:
    found = queries.panel(panel)
    tell(f"{found.name}: {found.state}")
    for ticket in found.drawing.seated if found.drawing else ():
        tell(ticket)


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
