"""`comity consultation`: what was said and what came of it, as a table and as text."""

import csv
import io
import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from comity.cli.consultation.asking import Consultation
from comity.cli.files import harmless
from comity.cli.printing import tell
from comity.cli.stopping import stop
from comity.consultation.queries import answers as queries
from comity.consultation.queries import rounds
from comity.consultation.queries.answers import Ending, Told, Wanted
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.rules.suggestions import Kept

HEADING = (
    "contribution",
    "number",
    "made_on",
    "written_in",
    "text",
    "about",
    "suggestion",
    "version",
    "stands",
    "answered_on",
    "decision",
    "language",
    "reason",
    "provisions",
    "objection",
)
Out = Annotated[Path | None, typer.Option(help="Write it here; leave out to print it.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others about consultations."""
    app.command()(export)
    app.command()(said)


def export(
    consultation: Consultation,
    *,
    form: Annotated[str, typer.Option(help="csv or json.")] = "csv",
    waiting: Annotated[
        bool, typer.Option(help="Only what lacks an answer, to fill in for `answer-file`.")
    ] = False,
    out: Out = None,
) -> None:
    """Write every contribution with its answers, as everybody can read them.

    In CSV an answer has a line for each language, and what lacks one has a line without.
    """
    told = _told(consultation, "waiting" if waiting else "")
    if form == "json":
        _put(f"{json.dumps([shown(one) for one in told], ensure_ascii=False, indent=2)}\n", out)
    elif form == "csv":
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(
            [harmless(cell) for cell in line]
            for one in told
            for line in _lines(one, to_fill_in=waiting)
        )
        _put(table.getvalue(), out)
    else:
        stop(f"There is no form {form}. Forms: csv, json.")


def said(
    consultation: Consultation,
    *,
    language: Annotated[str, typer.Option(help="In which, as far as there are words in it.")] = "",
    out: Out = None,
) -> None:
    """Tell what people said, what became of it and why, and how it ended, as text."""
    found = rounds.consultation(consultation)
    counted = queries.numbers(found.id)
    lines = [
        _in(found.title, language or found.source_language),
        "You said, we did",
        "",
        f"Answered: {counted.all - counted.waiting} of {counted.all}.",
        *(f"  {_plain(one)}: {count}" for one, count in counted.by_decision.items()),
    ]
    lines += _unmeasured(found)
    ending = queries.ending(found.id)
    if ending is not None:
        lines += _ended(ending, language or ending.language)
    for one in _told(found.id):
        lines += ["", *_one(one, language)]
    _put("\n".join([*lines, ""]), out)


def shown(one: Told) -> dict[str, object]:
    """Tell a contribution with its answers as plain values."""
    return {
        "contribution": one.id,
        "number": one.number,
        "made_on": one.made_on.isoformat(),
        "written_in": one.language,
        "text": one.text,
        "about": list(one.provisions),
        "suggestion": one.suggestion,
        "version": one.became.number if one.became else None,
        "stands": one.became.kept if one.became else "",
        "answers": [
            {
                "answered_on": reply.decided_on.isoformat(),
                "decision": reply.decision,
                "reason": dict(reply.reason),
                "provisions": list(reply.provisions),
                "objection": reply.objection,
            }
            for reply in one.replies
        ],
    }


def _told(consultation: str, standing: str = "") -> list[Told]:
    found, looked = rounds.consultation(consultation), Wanted(standing=standing)
    return list(queries.listing(found.id, looked, today=timezone.now().date()))


def _lines(one: Told, *, to_fill_in: bool) -> Iterator[list[str]]:
    """Write a contribution as lines of a table, one for each language of each answer.

    What is to be filled in has only the line without an answer, whatever missed its point before.
    """
    begins = [
        one.id,
        one.number,
        one.made_on.isoformat(),
        one.language,
        one.text,
        " ".join(one.provisions),
        one.suggestion,
        str(one.became.number) if one.became else "",
        one.became.kept if one.became else "",
    ]
    for reply in () if to_fill_in else one.replies:
        for tag, words in reply.reason.items():
            changed = " ".join(reply.provisions)
            day = reply.decided_on.isoformat()
            yield [*begins, day, reply.decision, tag, words, changed, reply.objection]
    if not one.answered:
        yield [*begins, *[""] * (len(HEADING) - len(begins))]


def _one(one: Told, language: str) -> Iterator[str]:
    about = f", about {', '.join(one.provisions)}" if one.provisions else ""
    yield f"{one.number} ({one.language}, {one.made_on}{about})"
    for line in one.text.splitlines():
        yield textwrap.indent(line, "  > ", lambda _line: True)
    for reply in one.replies:
        yield f"  {_plain(reply.decision)}, {reply.decided_on}: {_in(reply.reason, language)}"
        if reply.objection:
            yield f"  Whoever wrote it says that this misses the point: {reply.objection}"
    if one.became is not None:
        yield f"  {STANDS[one.became.kept]} version {one.became.number}."
    if not one.answered:
        yield "  Waits for an answer."


STANDS: Mapping[Kept, str] = {
    Kept.WHOLE: "What was taken up stands in",
    Kept.PART: "Some of what was taken up stands in",
    Kept.NOTHING: "The text was changed again, so it does not stand in",
}


def _ended(ending: Ending, language: str) -> list[str]:
    return [
        "",
        f"Concluded on {ending.concluded_on}: {_in(ending.outcome, language)}",
        f"For people who have just come: {_in(ending.newcomers, language)}",
        f"For groups that were silent or shut out: {_in(ending.silent, language)}",
    ]


def _unmeasured(found: ConsultationView) -> Iterator[str]:
    """Name every round from which nobody knows who was missing, and why."""
    for one in found.rounds:
        if one.unmeasured and one.unchecked:
            why = one.unmeasured.reason or "those who run it have not said why yet."
            yield f"Nobody measured who was missing from round {one.place}: {why}"


def _in(words: Mapping[str, str], language: str) -> str:
    """Choose the words in a language, or the first there are."""
    return words.get(language) or next(iter(words.values()), "")


def _plain(decision: str) -> str:
    return decision.replace("_", " ")


def _put(text: str, out: Path | None) -> None:
    if out is None:
        tell(text.removesuffix("\n"))
        return
    out.write_text(text, encoding="utf-8")
    tell(f"{out} is written.")
