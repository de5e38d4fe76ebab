"""`comity code policy`: other policies of a community, laid beside its code."""

import csv
import io
from pathlib import Path
from typing import Annotated, Literal

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.codes.places import Community, writer
from comity.cli.files import FORMULA, Json, Words, Yes, harmless, rows, text_of
from comity.cli.movement import OPERATOR
from comity.cli.printing import beginning, show_json, tell
from comity.cli.stopping import community_called, named_where_refused, stop
from comity.cli.tokens import By
from comity.codes import actions, queries
from comity.codes.queries import Beside, LaidBeside
from comity.codes.rules.policies import Relation

COLUMNS = ("provision", "relation", "part", "note")
HEADING = ("provision", "title", "relation", "part", "note", "suggested", "suggested_part")
NOT_LOOKED = "open"
"""Stands for what nobody has looked at."""

Policy = Annotated[str, typer.Argument(help="Its id, as `list` prints it.")]

app = typer.Typer(no_args_is_help=True, help="Other policies of a community, beside its code.")


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about codes."""
    above.add_typer(app, name="policy")


@app.command("list")
def list_them(community: Community, *, as_json: Json = False) -> None:
    """List the policies beside a code: id, day, language, what was compared, title."""
    found = queries.policies(community_called(community).id)
    if as_json:
        show_json([_told(one) for one in found])
        return
    for one in found:
        compared = f"{one.parts} parts  {one.mapped} compared"
        tell(f"{one.id}  {one.added_on}  {one.language}  {compared}  {one.title}")


@app.command()
def add(
    community: Community,
    file: Words,
    *,
    title: Annotated[str, typer.Option(help="What it is called.")],
    language: Annotated[str, typer.Option(help="In which it is written, such as ar.")],
    address: Annotated[str, typer.Option(help="Where one can read it.")] = "",
    licence: Annotated[str, typer.Option(help="Of its words, as SPDX names it.")] = "",
    by: By = None,
) -> None:
    """Lay a policy beside a code: Markdown, or a code as TOML. Prints its id."""
    editor = writer(by)
    made = actions.add_policy(
        community_id=community_called(community).id,
        title=title,
        address=address,
        language=language,
        licence=licence,
        text=text_of(file),
        by=editor,
        now=timezone.now(),
    )
    typer.echo(made.id)


@app.command()
def show(policy: Policy) -> None:
    """Print how a policy stands to each provision of the code, and the parts it is made of."""
    laid = queries.laid_beside(policy, seen_by=OPERATOR)
    for one in laid.rows:
        part = f"  part {one.part.number}" if one.part else ""
        offered = one.suggestion
        suggested = f"  suggested: {offered.relation}" if offered and not one.relation else ""
        note = f"  {beginning(one.note)}" if one.note else ""
        tell(f"{one.id}  {one.relation or NOT_LOOKED}{part}{suggested}{note}")
    typer.echo("Parts:")
    for each in laid.parts:
        tell(f"  {each.number}  {beginning(each.title or each.body)}")


@app.command()
def table(
    policy: Policy,
    *,
    form: Annotated[Literal["csv", "json"], typer.Option(help="csv or json.")] = "csv",
) -> None:
    """Print the comparison as a table, to read in a spreadsheet or to fill in for `map`."""
    laid = queries.laid_beside(policy, seen_by=OPERATOR)
    if form == "json":
        show_json([dict(zip(HEADING, _line(one), strict=True)) for one in laid.rows])
        return
    told = io.StringIO()
    lines = csv.writer(told, lineterminator="\n")
    lines.writerow(HEADING)
    lines.writerows([harmless(cell) for cell in _line(one)] for one in laid.rows)
    typer.echo(told.getvalue(), nl=False)


@app.command("map")
def map_them(
    policy: Policy,
    file: Annotated[
        Path,
        typer.Argument(
            help=f"A table in CSV or JSON with the columns {', '.join(COLUMNS)}; relation is "
            f"{', '.join(Relation)}."
        ),
    ],
    *,
    by: By = None,
) -> None:
    """Say how a policy stands to provisions of the code, by a table, all of it or nothing.

    Rows without a relation are left out, and so are those that say what is noted already.
    """
    editor, now, count = writer(by), timezone.now(), 0
    known = _noted(queries.laid_beside(policy, seen_by=editor))
    with transaction.atomic():
        for number, row in enumerate(rows(file, COLUMNS), start=1):
            where = f"{file}, row {number}"
            relation, part, note = _read(row, where)
            if relation is None or known.get(row["provision"]) == (relation, part, note):
                continue
            with named_where_refused(where):
                actions.map_provision(
                    policy_id=policy,
                    provision_id=row["provision"],
                    relation=relation,
                    part=part,
                    note=note,
                    by=editor,
                    now=now,
                )
            count += 1
    typer.echo(f"Noted: {count}.")


@app.command()
def remove(policy: Policy, *, by: By = None, yes: Yes = False) -> None:
    """Take a policy away from beside the code, with what was said of it."""
    editor, found = writer(by), queries.policy(policy)
    if not yes:
        question = f"{found.title}: {found.mapped} comparisons go with it. Take it away?"
        typer.confirm(question, abort=True)
    actions.remove_policy(policy_id=policy, by=editor, now=timezone.now())
    typer.echo("The policy is taken away.")


def _noted(laid: LaidBeside) -> dict[str, tuple[str, int, str]]:
    return {
        one.id: (one.relation, one.part.number if one.part else 0, one.note) for one in laid.rows
    }


def _read(row: dict[str, str], where: str) -> tuple[Relation | None, int, str]:
    """Take relation, part and note from a row; no relation where the row says none."""
    said, note = row["relation"], row["note"]
    if said and said not in set(Relation):
        stop(f"{where}: there is no relation {said}. Relations: {', '.join(Relation)}.")
    part = row["part"] or "0"
    if not part.isdecimal():
        stop(f"{where}: a part is named by its number.")
    # What `table` kept from being run by a spreadsheet is the note without the apostrophe.
    note = note[1:] if note.startswith("'") and note[1:].startswith(FORMULA) else note
    return (Relation(said) if said else None), int(part), note


def _line(one: Beside) -> list[str]:
    offered = one.suggestion
    return [
        one.id,
        one.title,
        one.relation,
        str(one.part.number) if one.part else "",
        one.note,
        offered.relation if offered else "",
        str(offered.part) if offered and offered.part else "",
    ]


def _told(one: queries.PolicyRow) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "address": one.address,
        "language": one.language,
        "licence": one.licence,
        "added_on": one.added_on.isoformat(),
        "parts": one.parts,
        "mapped": one.mapped,
    }
