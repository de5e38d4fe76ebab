"""`comity code opinion`: what people who judge words think of a draft. It binds nobody."""

from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.codes.places import Anywhere, Community, writer
from comity.cli.files import Json, Language, Words, text_of
from comity.cli.printing import beginning, show_json, tell
from comity.cli.stopping import community_called, stop
from comity.cli.tokens import By
from comity.codes import queries as codes
from comity.codes.actions.advice import ask_advice, give_advice
from comity.codes.queries import advice as queries
from comity.codes.queries.advice import AdviceRow

Question = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]

app = typer.Typer(no_args_is_help=True, help="Opinions on drafts, from those who judge words.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about codes."""
    above.add_typer(app, name="opinion")


@app.command("list")
def list_them(
    community: Anywhere = "",
    *,
    unanswered: Annotated[bool, typer.Option(help="Only what nobody has answered.")] = False,
    as_json: Json = False,
) -> None:
    """List what was asked about drafts, the newest first."""
    place = community_called(community).id if community else ""
    found = queries.advice_asked(community_id=place, open_only=unanswered)
    if as_json:
        show_json([_told(one) for one in found])
        return
    for one in found:
        asked = f"{one.asked_on}  {one.language}  answers: {one.answers.count()}"
        tell(f"{one.id}  {_about(one)}  {asked}  {beginning(one.question)}")


@app.command()
def show(question: Question, *, as_json: Json = False) -> None:
    """Print a question about a draft, with the opinions that were given."""
    found = queries.advice(question)
    if as_json:
        show_json(_told(found))
        return
    tell(f"{found.id}  {_about(found)}  {found.asked_on}  {found.language}")
    tell(found.question)
    for one in queries.opinions_on(found.id):
        tell(f"\n{one.given_on}  {one.language}\n{one.text}")


@app.command()
def ask(
    community: Community,
    file: Words,
    *,
    language: Language,
    edition: Annotated[
        str, typer.Option(help="The id of a published draft; else the newest.")
    ] = "",
    by: By = None,
) -> None:
    """Ask those who judge words what they think of a published draft. Prints the id."""
    editor = writer(by)
    published = codes.editions_of(community_called(community).id)
    chosen = next((one for one in published if edition in {"", one.id}), None)
    if chosen is None:
        stop(f"{community} has published no such draft.")
    made = ask_advice(
        edition_id=chosen.id,
        question=text_of(file),
        language=language,
        by=editor,
        now=timezone.now(),
    )
    typer.echo(made)


@app.command()
def give(question: Question, file: Words, *, language: Language, by: By = None) -> None:
    """Give an opinion on a draft. Everybody can read it."""
    judge = writer(by)
    give_advice(
        request_id=question, text=text_of(file), language=language, by=judge, now=timezone.now()
    )
    typer.echo("Your opinion stands. Everybody can read it now.")


def _about(row: AdviceRow) -> str:
    version = row.edition.version
    return f"{version.code.community.slug}  version {version.number}  edition {row.edition.number}"


def _told(row: AdviceRow) -> dict[str, object]:
    return {
        "id": row.id,
        "community": row.edition.version.code.community.slug,
        "version": row.edition.version.number,
        "edition": row.edition_id,
        "question": row.question,
        "language": row.language,
        "asked_on": row.asked_on.isoformat(),
        "answers": [
            {"text": one.text, "language": one.language, "given_on": one.given_on.isoformat()}
            for one in sorted(row.answers.all(), key=lambda one: (one.given_on, one.id))
        ],
    }
