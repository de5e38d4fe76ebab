"""`comity code term`: how terms of a code are said in another language."""

from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.codes.places import Community, writer
from comity.cli.files import Json, rows
from comity.cli.printing import show_json, tell
from comity.cli.stopping import community_called, named_where_refused
from comity.cli.tokens import By
from comity.codes.actions import glossary as actions
from comity.codes.queries import glossary as queries

COLUMNS = ("term", "said", "note")

Language = Annotated[str, typer.Argument(help="Into which it is translated, such as ar.")]

app = typer.Typer(no_args_is_help=True, help="The glossary of a code.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about codes."""
    above.add_typer(app, name="term")


@app.command("list")
def list_them(community: Community, language: Language, *, as_json: Json = False) -> None:
    """List the terms in one language: id, whether somebody agreed, the term, how it is said."""
    found = queries.glossary(community_called(community).id, language)
    names = queries.names_of(found)
    if as_json:
        show_json([_told(one, names) for one in found])
        return
    for one in found:
        agreed = "approved" if one.approved_on else "proposed"
        note = f"  {one.note}" if one.note else ""
        tell(f"{one.id}  {agreed}  {one.term}  {one.said}{note}")


@app.command()
def write(
    community: Community,
    language: Language,
    file: Annotated[
        Path,
        typer.Argument(
            help=f"A table in CSV or JSON with the columns {', '.join(COLUMNS)}; - for the "
            "standard input."
        ),
    ],
    *,
    by: By = None,
) -> None:
    """Say how terms are translated, all of them or none, in place of what was said before."""
    translator, now = writer(by), timezone.now()
    place, written = community_called(community), rows(file, COLUMNS)
    with transaction.atomic():
        for number, row in enumerate(written, start=1):
            with named_where_refused(f"{file}, row {number}"):
                actions.write_term(
                    community_id=place.id, language=language, **row, by=translator, now=now
                )
    typer.echo(f"Terms: {len(written)}.")


@app.command()
def approve(
    terms: Annotated[list[str], typer.Argument(help="Ids, as `list` prints them.")],
    *,
    by: By = None,
) -> None:
    """Agree with how terms are translated that somebody else wrote, all of them or none."""
    translator, now = writer(by), timezone.now()
    with transaction.atomic():
        for one in terms:
            actions.approve_term(term_id=one, by=translator, now=now)
    typer.echo(f"Approved: {len(terms)}.")


@app.command()
def remove(
    term: Annotated[str, typer.Argument(help="Its id, as `list` prints it.")], *, by: By = None
) -> None:
    """Take a term out of the glossary."""
    actions.remove_term(term_id=term, by=writer(by), now=timezone.now())
    typer.echo("It is taken out.")


def _told(one: queries.Term, names: dict[str, str]) -> dict[str, object]:
    return {
        "id": one.id,
        "language": one.language,
        "term": one.term,
        "said": one.said,
        "note": one.note,
        "writer": names.get(one.writer_id, ""),
        "written_on": one.written_on.isoformat(),
        "approver": names.get(one.approver_id, ""),
        "approved_on": one.approved_on.isoformat() if one.approved_on else None,
    }
