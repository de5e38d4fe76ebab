"""`comity consultation part`: how somebody takes part, and what they say about themselves."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.consultation.asking import Consultation
from comity.cli.files import Json, Table, description
from comity.cli.printing import show_json, tell
from comity.cli.stopping import stop
from comity.cli.tokens import By, person
from comity.consultation.actions import equity as actions
from comity.consultation.actions import taking_part
from comity.consultation.queries import equity, rounds
from comity.consultation.queries.taking_part import part_of
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.hiding import OTHER
from comity.consultation.rules.targets import shares

AboutOneself = Annotated[
    Path,
    typer.Argument(
        help='A file in TOML or JSON with your groups, as in language = "ar"; * for another group; '
        "- for the standard input."
    ),
]

app = typer.Typer(no_args_is_help=True, help="How you take part, and what you say about yourself.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about consultations."""
    above.add_typer(app, name="part")


@app.command()
def show(consultation: Consultation, *, by: By = None, as_json: Json = False) -> None:
    """Show under which name you stand, whether letters come, and what you said about yourself."""
    me, found = person(by), rounds.consultation(consultation)
    part = part_of(me, found.id)
    if part is None:
        stop("You do not take part. Whoever says or chooses anything does.")
    said = equity.own_attributes(me, found.id)
    if as_json:
        show_json(
            {
                "participant": part.participant.id,
                "code_name": part.participant.code_name,
                "name": part.participant.name,
                "shows_name": part.shows_name,
                "wants_letters": part.wants_letters,
                "about": {str(one): group for one, group in said.items()},
            }
        )
        return
    tell(f"You stand here as {part.participant.name or part.participant.code_name}.")
    tell("Letters come." if part.wants_letters else "No letters come.")
    show_groups({one: (group,) for one, group in said.items()})


@app.command()
def choose(
    consultation: Consultation,
    *,
    name: Annotated[
        bool | None, typer.Option("--name/--no-name", help="Stand under the name of your account.")
    ] = None,
    letters: Annotated[
        bool | None, typer.Option("--letters/--no-letters", help="Hear of the next rounds.")
    ] = None,
    by: By = None,
) -> None:
    """Choose how you are shown, and whether letters come; this takes part.

    What you do not name stays as it is; at first you stand under letters, and no letters come.
    """
    me, now = person(by), timezone.now()
    part = part_of(me, consultation)
    shows_name, wants_letters = (
        (part.shows_name, part.wants_letters) if part is not None else (False, False)
    )
    taking_part.take_part(consultation_id=consultation, by=me, now=now)
    taking_part.choose_shown(
        consultation_id=consultation,
        shows_name=shows_name if name is None else name,
        wants_letters=wants_letters if letters is None else letters,
        by=me,
        now=now,
    )
    tell("Saved.")


@app.command()
def groups(consultation: Consultation) -> None:
    """List the groups that you can say you belong to: by what, and which there are."""
    found = rounds.consultation(consultation)
    show_groups({one: (*known, OTHER) for one, known in shares(equity.targets(found.id)).items()})


@app.command("about-me")
def about_me(consultation: Consultation, file: AboutOneself, *, by: By = None) -> None:
    """Say to which groups you belong; it is counted in groups only.

    What the file does not name is deleted, so an empty one deletes everything.
    """
    me, said = person(by), description(file)
    actions.say_about_oneself(
        consultation_id=consultation, said=by_dimension(said, file), by=me, now=timezone.now()
    )
    tell("Saved. You can change or delete it at any time.")


def by_dimension(said: Table, file: Path) -> dict[Dimension, str]:
    """Take groups by what they are told apart by."""
    for name, group in said.items():
        if name not in set(Dimension):
            stop(f"{file}: there is no dimension {name}. Dimensions: {', '.join(Dimension)}.")
        if not isinstance(group, str):
            stop(f'{file}: {name} has the name of a group, as in {name} = "Name".')
    return {Dimension(name): group for name, group in said.items()}


def show_groups(groups_by: Mapping[Dimension, tuple[str, ...]]) -> None:
    """Print groups, each with what it is told apart by."""
    for dimension, known in groups_by.items():
        for group in known:
            tell(f"{dimension}  {group}")
