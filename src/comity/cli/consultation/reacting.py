"""`comity consultation statement`: what somebody is asked, answers, and proposes themselves.

How somebody answers is told to nobody else, so answers come from a table, and never from the words
of a command, which others on the same machine can see.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.consultation.alike import Anyway, show_statements
from comity.cli.consultation.asking import Round
from comity.cli.consultation.statements import Statement
from comity.cli.files import Json, Language, Words, harmless, only_ours, rows, text_of
from comity.cli.printing import show_json, tell
from comity.cli.stopping import named_where_refused, stop
from comity.cli.tokens import By, person
from comity.consultation.actions import statements as actions
from comity.consultation.queries import opinions as queries
from comity.consultation.queries.opinions import StatementView
from comity.consultation.rules.statements import StatementState
from comity.kernel.actors import Actor

ANSWERED = ("statement", "answer")
TO_FILL_IN = ("statement", "number", "language", "text", "answer")

Spoken = Annotated[
    str, typer.Option("--language", help="In which, as far as there are words in it.")
]


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about statements."""
    app.command("list")(list_them)
    app.command("next")(ask_next)
    app.command()(unanswered)
    app.command()(react)
    app.command("take-back")(take_back)
    app.command()(mine)
    app.command()(propose)
    app.command()(withdraw)


def list_them(
    round_id: Round,
    *,
    standing: Annotated[
        StatementState, typer.Option(help="Those that wait are for whoever runs the round.")
    ] = StatementState.SHOWN,
    by: By = None,
    as_json: Json = False,
) -> None:
    """List the statements of a round: id, number, language, words.

    Only for those at which nobody has looked yet a token has to be shown.
    """
    me = person(by) if standing is StatementState.WAITING else None
    here = queries.round_of_statements(round_id).round
    found = queries.statements(here.id, standing, seen_by=me)
    if as_json:
        show_json([_told(one) for one in found])
        return
    for one in found:
        _show(one)


def ask_next(round_id: Round, *, language: Spoken = "", by: By = None) -> None:
    """Show the statement that you are asked next, and how far you have come."""
    me = person(by)
    asked = queries.asked_next(queries.round_of_statements(round_id).round.id, me)
    if asked.statement is not None:
        _show(asked.statement, language)
    tell(f"Answered: {asked.answered} of {asked.total}.", err=True)


def unanswered(
    round_id: Round,
    *,
    language: Spoken = "",
    out: Annotated[
        Path | None,
        typer.Option(help="Write them to a new table that only you can read, for `react`."),
    ] = None,
    by: By = None,
) -> None:
    """List the statements that you have not answered yet."""
    me = person(by)
    here = queries.round_of_statements(round_id).round
    given = queries.answers(here.id, me)
    found = [one for one in queries.statements(here.id) if one.id not in given]
    if out is None:
        for one in found:
            _show(one, language)
        tell(f"Not answered: {len(found)}.", err=True)
        return
    with only_ours(out) as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerow(TO_FILL_IN)
        for one in found:
            words, tag = one.said(language)
            table.writerow([one.id, one.number, tag, harmless(words), ""])
    tell(f"{out} is written. Not answered: {len(found)}.")


def react(
    round_id: Round,
    file: Annotated[
        Path,
        typer.Argument(
            help=f"A table in CSV or JSON with the columns {', '.join(ANSWERED)}; - for the "
            "standard input."
        ),
    ],
    *,
    by: By = None,
) -> None:
    """Answer statements from a table, all of them or none. Later answers replace earlier ones.

    A statement is named by its id or its number. Answers are agree, disagree and pass; rows without
    one are left out. Nobody else is told how you answer.
    """
    me, table = person(by), rows(file, ANSWERED)
    listed = queries.statements(queries.round_of_statements(round_id).round.id)
    known = {one.id: one.id for one in listed} | {str(one.number): one.id for one in listed}
    given: dict[str, str] = {}
    with transaction.atomic():
        for number, row in enumerate(table, start=1):
            if row["answer"]:
                _answer(f"{file}, row {number}", row, known, given, me)
    tell(f"Answered: {len(given)}.")


def take_back(statement: Statement, *, by: By = None) -> None:
    """Take back your answer to a statement, as if you had never given it."""
    actions.take_back(statement_id=statement, by=person(by), now=timezone.now())
    tell("Your answer is taken back.")


def mine(round_id: Round, *, by: By = None, as_json: Json = False) -> None:
    """List what you answered and what you proposed. Nobody else is told how you answer."""
    me = person(by)
    here = queries.round_of_statements(round_id).round
    given = queries.answers(here.id, me)
    answered = [
        (one, given[one.id].name.lower()) for one in queries.statements(here.id) if one.id in given
    ]
    proposed = queries.own_statements(here.id, me)
    if as_json:
        answers = [{"statement": one.id, "answer": answer} for one, answer in answered]
        show_json({"answers": answers, "proposed": [_told(one) for one in proposed]})
        return
    for one, answer in answered:
        tell(f"{one.id}  {one.number}  {answer}  {one.text}")
    for one in proposed:
        why = f"  {one.reason}" if one.reason else ""
        tell(f"{one.id}  {one.number}  yours, {one.state}  {one.text}{why}")


def propose(
    round_id: Round, words: Words, *, language: Language, anyway: Anyway = False, by: By = None
) -> None:
    """Propose a statement. People are asked about it once somebody has looked at it.

    Prints its id.
    """
    me, text = person(by), text_of(words)
    if not anyway:
        show_statements(round_id, language, text)
    made = actions.propose(
        round_id=round_id, language=language, text=text, by=me, now=timezone.now()
    )
    tell(made)


def withdraw(statement: Statement, *, by: By = None) -> None:
    """Take back a statement that you proposed, as long as nobody was asked about it."""
    actions.withdraw(statement_id=statement, by=person(by), now=timezone.now())
    tell("Your statement is taken back. Nobody will see it.")


def _answer(
    where: str,
    row: Mapping[str, str],
    known: Mapping[str, str],
    given: dict[str, str],
    me: Actor,
) -> None:
    """Take the answer of a row."""
    named = known.get(row["statement"])
    if named is None:
        stop(f"{where}: nobody is asked about {row['statement']} here.")
    if given.setdefault(named, row["answer"]) != row["answer"]:
        stop(f"{where}: {row['statement']} has two answers.")
    with named_where_refused(where):
        actions.react(statement_id=named, answer=row["answer"], by=me, now=timezone.now())


def _show(one: StatementView, language: str = "") -> None:
    words, tag = one.said(language)
    why = f"  {one.reason}" if one.reason else ""
    tell(f"{one.id}  {one.number}  {tag}  {words}{why}")


def _told(one: StatementView) -> dict[str, object]:
    return {
        "id": one.id,
        "number": one.number,
        "language": one.language,
        "text": one.text,
        "translations": dict(one.translations),
        "seeded": one.seeded,
        "state": one.state,
        "reason": one.reason,
    }
