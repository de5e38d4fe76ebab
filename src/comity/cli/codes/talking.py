"""`comity code talk`: questions, examples and thoughts about provisions, and answers to them."""

from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.codes.places import Community, writer
from comity.cli.files import Json, Language, Reason, Words, Yes, text_of
from comity.cli.movement import OPERATOR
from comity.cli.printing import beginning, show_json, tell
from comity.cli.stopping import community_called
from comity.cli.tokens import By
from comity.codes.actions import talking as actions
from comity.codes.queries import talk as queries
from comity.codes.queries.talk import Said
from comity.codes.rules.talk import TalkKind

One = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]

app = typer.Typer(no_args_is_help=True, help="Talk about provisions.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about codes."""
    above.add_typer(app, name="talk")


@app.command("list")
def list_them(
    community: Community,
    *,
    provision: Annotated[str, typer.Option(help="Only what is about it.")] = "",
    kind: Annotated[TalkKind | None, typer.Option(help="Only what is of this kind.")] = None,
    language: Annotated[str, typer.Option(help="Only what was said in it.")] = "",
    still_open: Annotated[
        bool, typer.Option("--open", help="Only questions that nobody has answered.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List what was said about a code, the newest first, each with its answers below it."""
    rows = queries.talk(
        community_called(community).id,
        key=provision,
        kind=kind,
        language=language,
        still_open=still_open,
        seen_by=OPERATOR,
    )
    found = queries.threads(rows, seen_by=OPERATOR)
    names = queries.names_of(said for one in found for said in (one.first, *one.answers))
    if as_json:
        show_json(
            [
                {
                    **_told(one.first, names),
                    "answers": [_told(answer, names) for answer in one.answers],
                }
                for one in found
            ]
        )
        return
    for one in found:
        tell(f"{one.first.id}  {one.first.kind}  {one.first.key}  {_line(one.first, names)}")
        for answer in one.answers:
            tell(f"  {answer.id}  {_line(answer, names)}")


@app.command()
def say(
    community: Community,
    provision: Annotated[str, typer.Argument(help="The id of what it is about.")],
    file: Words,
    *,
    kind: Annotated[TalkKind, typer.Option(help="What you want to say.")],
    language: Language,
    speaks_from: Annotated[
        str, typer.Option("--from", help="The short name of the community that you speak from.")
    ] = "",
    by: By = None,
) -> None:
    """Ask something about a provision, give an example, or say what you think. Prints its id."""
    whoever = writer(by)
    said = actions.say(
        community_id=community_called(community).id,
        provision_id=provision,
        kind=kind,
        language=language,
        text=text_of(file),
        from_community_id=community_called(speaks_from).id if speaks_from else "",
        by=whoever,
        now=timezone.now(),
    )
    typer.echo(said.id)


@app.command()
def answer(talk: One, file: Words, *, language: Language, by: By = None) -> None:
    """Answer what somebody said. Prints the id of the answer."""
    whoever = writer(by)
    said = actions.answer(
        talk_id=talk, language=language, text=text_of(file), by=whoever, now=timezone.now()
    )
    typer.echo(said.id)


@app.command("take-back")
def take_back(talk: One, *, by: By = None, yes: Yes = False) -> None:
    """Take back what you said: its words go for good, and what others answered stays."""
    whoever = writer(by)
    if not yes:
        typer.confirm("Its words go for good. Take it back?", abort=True)
    actions.take_back(talk_id=talk, by=whoever, now=timezone.now())
    typer.echo("It is taken back.")


@app.command()
def hide(talk: One, *, reason: Reason, by: By = None) -> None:
    """Hide from everybody what somebody said, with a reason that stands in its place."""
    actions.hide(talk_id=talk, reason=reason, by=writer(by), now=timezone.now())
    typer.echo("It is hidden.")


def _line(said: Said, names: dict[str, str]) -> str:
    name = names.get(said.person_id, "")
    if said.withdrawn_on:
        words = f"was taken back {said.withdrawn_on}"
    elif said.hidden_on:
        words = f"was hidden {said.hidden_on}: {beginning(said.hidden_reason)}"
    else:
        words = beginning(said.text)
    return "  ".join(part for part in (str(said.said_on), said.language, name, words) if part)


def _told(said: Said, names: dict[str, str]) -> dict[str, object]:
    return {
        "id": said.id,
        "provision": said.key,
        "kind": said.kind,
        "language": said.language,
        "text": said.text,
        "name": names.get(said.person_id, ""),
        "on": said.said_on.isoformat(),
        "taken_back_on": said.withdrawn_on.isoformat() if said.withdrawn_on else None,
        "hidden_on": said.hidden_on.isoformat() if said.hidden_on else None,
        "hidden_because": said.hidden_reason,
    }
