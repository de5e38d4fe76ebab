"""`comity consultation group`: whom a consultation concerns, and going out to those who miss."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.consultation.asking import Consultation
from comity.cli.files import day, description, text_of, wanted
from comity.cli.printing import tell
from comity.cli.tokens import By, person
from comity.consultation.actions import equity as actions
from comity.consultation.queries import equity, rounds
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.outreach import OutreachState

Task = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]

app = typer.Typer(
    no_args_is_help=True, help="The groups that are concerned, and going out to those who miss."
)


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about consultations."""
    above.add_typer(app, name="group")


@app.command("list")
def list_them(consultation: Consultation) -> None:
    """List the groups with their shares, and to whom somebody goes or went out."""
    found = rounds.consultation(consultation)
    for one in equity.targets(found.id):
        tell(f"{one.dimension}  {one.category}  {one.share} %  {one.source}  {one.as_of}")
    for task in equity.outreach(found.id):
        tell(f"{task.id}  {task.state}  {task.dimension}  {task.category}  {task.note}")


@app.command()
def shares(
    consultation: Consultation,
    file: Annotated[
        Path,
        typer.Argument(help="A table in CSV: dimension, group, share in percent, source, day."),
    ],
    *,
    by: By = None,
) -> None:
    """Say how large the groups are, in place of what was said before."""
    organiser, table = person(by), text_of(file)
    actions.set_targets(consultation_id=consultation, table=table, by=organiser, now=timezone.now())
    tell(f"Groups with a share: {len(equity.targets(consultation))}.")


@app.command("go-out")
def go_out(
    consultation: Consultation,
    dimension: Annotated[Dimension, typer.Argument(help="By what the group is told apart.")],
    group: Annotated[str, typer.Argument(help="As it stands in the shares.")],
    *,
    by: By = None,
) -> None:
    """Take it on to go out to a group. Prints the id of the task."""
    made = actions.begin_outreach(
        consultation_id=consultation,
        dimension=dimension,
        category=group,
        by=person(by),
        now=timezone.now(),
    )
    tell(made)


@app.command()
def session(
    task: Task,
    file: Annotated[
        Path,
        typer.Argument(
            help="A file in TOML or JSON: day, language, facilitator, people, notes, consent."
        ),
    ],
    *,
    by: By = None,
) -> None:
    """Write down a talk with people of a group, as those who came agreed to."""
    organiser, said = person(by), description(file)
    actions.add_session(
        task_id=task,
        day=day(said.get("day"), file),
        language=wanted(said, "language", str, file),
        facilitator=wanted({"facilitator": "", **said}, "facilitator", str, file),
        people=wanted(said, "people", int, file),
        notes=wanted(said, "notes", str, file),
        consent=wanted(said, "consent", str, file),
        by=organiser,
        now=timezone.now(),
    )
    tell("The session is published.")


@app.command()
def settle(
    task: Task,
    *,
    state: Annotated[OutreachState, typer.Option(help="done or given_up.")],
    note: Annotated[str, typer.Option(help="What was done, or why not. Everybody can read it.")],
    by: By = None,
) -> None:
    """Write down what came of going out to a group. It cannot be changed afterwards."""
    actions.settle_outreach(task_id=task, state=state, note=note, by=person(by), now=timezone.now())
    tell("It is written down.")
