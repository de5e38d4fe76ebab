"""`comity consultation`: what waits for an answer, answers with reasons, and the end."""

from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.consultation.asking import Consultation
from comity.cli.consultation.telling import shown
from comity.cli.files import Json, Yes, by_language, description, in_languages, rows, wanted
from comity.cli.printing import beginning, show_json, tell
from comity.cli.stopping import stop
from comity.cli.tokens import By, person
from comity.codes import queries as codes
from comity.consultation.actions import answers, conclusions
from comity.consultation.actions.conclusions import Said
from comity.consultation.queries import answers as queries
from comity.consultation.queries import rounds
from comity.consultation.queries.answers import Wanted
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.kinds import Subject
from comity.kernel.actors import Actor

COLUMNS = ("contribution", "decision", "language", "reason", "provisions")


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about consultations."""
    app.command()(waiting)
    app.command()(answer)
    app.command("answer-file")(answer_file)
    app.command()(conclude)


def waiting(
    consultation: Consultation,
    *,
    language: Annotated[str, typer.Option(help="Only what was written in it.")] = "",
    provision: Annotated[str, typer.Option(help="Only what is about it.")] = "",
    as_json: Json = False,
) -> None:
    """List the contributions that lack an answer with a reason."""
    found = rounds.consultation(consultation)
    looked = Wanted(language=language, provision=provision, standing="waiting")
    listed = list(queries.listing(found.id, looked, today=timezone.now().date()))
    if as_json:
        show_json([shown(one) for one in listed])
        return
    for one in listed:
        suggests = "  suggests a change" if one.suggestion else ""
        tell(f"{one.id}  {one.number}  {one.language}{suggests}  {beginning(one.text)}")
    tell(f"Waiting: {len(listed)}.", err=True)


def answer(
    contributions: Annotated[list[str], typer.Argument(help="Ids, as `waiting` prints them.")],
    *,
    decision: Annotated[Decision, typer.Option(help="What became of it.")],
    reason: Annotated[
        list[str], typer.Option(help="By language, as in en=Because; again for each language.")
    ],
    provision: Annotated[
        list[str] | None, typer.Option(help="The id of one that changed because of it.")
    ] = None,
    by: By = None,
) -> None:
    """Answer one contribution, or several with one reason. Each keeps its own voice."""
    organiser, now, said = person(by), timezone.now(), in_languages(reason)
    if len(contributions) == 1:
        answers.answer(
            contribution_id=contributions[0],
            decision=decision,
            reason=said,
            provisions=provision or (),
            by=organiser,
            now=now,
        )
        tell("Answered: 1.")
        return
    count = answers.answer_together(
        contribution_ids=contributions,
        decision=decision,
        reason=said,
        provisions=provision or (),
        by=organiser,
        now=now,
    )
    tell(f"Answered: {count}.")


def answer_file(
    consultation: Consultation,
    file: Annotated[
        Path, typer.Argument(help=f"A table in CSV or JSON with the columns {', '.join(COLUMNS)}.")
    ],
    *,
    by: By = None,
) -> None:
    """Answer many contributions from a table, all of them or none.

    A contribution is named by its id or by its number, as in 2.14. One with reasons in several
    languages has a row for each. Rows without a decision are left out.
    """
    organiser = person(by)
    found = rounds.consultation(consultation)
    listed = list(queries.listing(found.id, Wanted(), today=timezone.now().date()))
    known = {one.id: one.id for one in listed} | {one.number: one.id for one in listed}
    given: dict[str, list[dict[str, str]]] = {}
    for number, row in enumerate(rows(file, COLUMNS), start=1):
        if not row["decision"]:
            continue
        name = known.get(row["contribution"])
        if name is None:
            stop(f"{file}, row {number}: {row['contribution']} was not said here.")
        if row["decision"] not in set(Decision):
            stop(
                f"{file}, row {number}: there is no decision {row['decision']}. "
                f"Decisions: {', '.join(Decision)}."
            )
        if name in given and given[name][0]["decision"] != row["decision"]:
            stop(f"{file}, row {number}: {row['contribution']} has two decisions.")
        given.setdefault(name, []).append(row)
    with transaction.atomic():
        for name, several in given.items():
            _answer(name, several, organiser)
    tell(f"Answered: {len(given)}.")


def conclude(
    consultation: Consultation,
    file: Annotated[Path, typer.Argument(help="What came of it, in TOML or JSON; see OPERATIONS.")],
    *,
    by: By = None,
    yes: Yes = False,
) -> None:
    """End a consultation. A draft that it was about is frozen with it and never changes again."""
    organiser, said = person(by), description(file)
    found = rounds.consultation(consultation)
    ending = Said(
        wanted(said, "language", str, file),
        *(by_language(said, name, file) for name in ("outcome", "newcomers", "silent")),
    )
    version = ""
    if found.subject is Subject.CODE:
        drafts = [
            one
            for one in codes.versions(found.community_id, seen_by=organiser)
            if one.state == "draft"
        ]
        if not drafts:
            stop("There is no draft that could be frozen, or whoever acts does not write it.")
        version = drafts[0].id
        tell(f"Version {drafts[0].number} of the code is frozen with it.")
    if not yes:
        typer.confirm("This cannot be undone. Conclude it?", abort=True)
    conclusions.conclude(
        consultation_id=found.id,
        said=ending,
        version_id=version,
        by=organiser,
        now=timezone.now(),
    )
    tell("It is concluded.")


def _answer(name: str, several: list[dict[str, str]], organiser: Actor) -> None:
    changed = [one for row in several for one in row["provisions"].replace(",", " ").split()]
    answers.answer(
        contribution_id=name,
        decision=Decision(several[0]["decision"]),
        reason={row["language"] or "en": row["reason"] for row in several},
        provisions=changed,
        by=organiser,
        now=timezone.now(),
    )
