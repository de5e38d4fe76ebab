"""`comity consultation offline`: what people said on paper, in a meeting, in a call."""

import csv
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from comity.cli.consultation.asking import Round
from comity.cli.files import only_ours, rows
from comity.cli.printing import tell
from comity.cli.stopping import named_where_refused, stop
from comity.cli.tokens import By, person
from comity.consultation.actions import contributions as actions
from comity.consultation.actions.contributions import About
from comity.consultation.actions.suggesting_for import suggest_for
from comity.consultation.actions.wishes import Wish
from comity.consultation.errors.contributions import TakingPartUnknown
from comity.consultation.queries import rounds
from comity.consultation.queries.contributions import ContributionView
from comity.consultation.queries.rounds import RoundView
from comity.consultation.queries.taking_part import consultation_of
from comity.consultation.rules.kinds import Channel
from comity.consultation.rules.suggestions import Kind, Patch
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.receipts import Receipt, new_receipt

COLUMNS = (
    *("text", "language", "channel", "consent"),
    *("provision", "quote", "person", "receipt"),
)
WISHED = (
    *("kind", "provision", "title", "body", "example", "text", "language"),
    *("channel", "consent", "credit", "person", "receipt"),
)
KINDS = (Kind.CHANGE, Kind.REMOVE)
OFFLINE = tuple(one for one in Channel if one.offline)
RECEIPTS = ("row", "contribution", "receipt", "receipt_digits")

Receipts = Annotated[
    Path,
    typer.Option(
        help="A new file, which only you can read, for the receipts that you hand over. Whoever "
        "has a receipt can change and take back what was said with it."
    ),
]

app = typer.Typer(
    no_args_is_help=True, help="Enter what people said on paper, in a meeting or in a call."
)


def add_to(above: typer.Typer) -> None:
    """Put these commands under the others about consultations."""
    above.add_typer(app, name="offline")


@app.command()
def enter(
    round_id: Round,
    file: Annotated[
        Path, typer.Argument(help=f"A table in CSV or JSON with the columns {', '.join(COLUMNS)}.")
    ],
    *,
    receipts: Receipts,
    by: By = None,
) -> None:
    """Enter contributions from a table, all of them or none, one or a whole meeting.

    Channels: paper, meeting, call, partner. Consent says how they agreed that it is published.
    Rows of one person have the same mark in `person`, which is not kept; they share a receipt.
    Whoever has a receipt of this consultation already gets no other: write it in `receipt`.
    """
    organiser, given = person(by), rows(file, COLUMNS)
    found = rounds.round_(round_id)

    def entered(row: dict[str, str], speaker: Actor) -> ContributionView:
        about = [About(row["provision"], row["quote"])] if row["provision"] else []
        return actions.contribute_for(
            round_id=round_id,
            text=row["text"],
            language=row["language"],
            channel=Channel(row["channel"]),
            consent=row["consent"],
            speaker=speaker,
            about=about,
            by=organiser,
            now=timezone.now(),
        )

    _all(file, given, found, receipts, entered)


@app.command()
def suggest(
    round_id: Round,
    file: Annotated[
        Path, typer.Argument(help=f"A table in CSV or JSON with the columns {', '.join(WISHED)}.")
    ],
    *,
    receipts: Receipts,
    by: By = None,
) -> None:
    """Enter suggestions to change the text of a round, all of them or none.

    Kinds: change, remove. Words that are left out stay as they are; `text` says why, and
    `language` is that of all words of the row. New provisions are suggested on the page. The other
    columns are those of `enter`.
    """
    organiser, given = person(by), rows(file, WISHED)
    for number, row in enumerate(given, start=1):
        if row["kind"] not in KINDS:
            stop(
                f"{file}, row {number}: there is no kind {row['kind']}. Kinds: {', '.join(KINDS)}."
            )
    found = rounds.round_(round_id)

    def suggested(row: dict[str, str], speaker: Actor) -> ContributionView:
        said = {name: row[name] for name in ("title", "body", "example") if row[name]}
        patch = Patch(words=said, language=row["language"] if said else "")
        return suggest_for(
            round_id=round_id,
            wish=Wish(Kind(row["kind"]), row["provision"], patch, row["credit"]),
            text=row["text"],
            language=row["language"],
            channel=Channel(row["channel"]),
            consent=row["consent"],
            speaker=speaker,
            by=organiser,
            now=timezone.now(),
        )

    _all(file, given, found, receipts, suggested)


def _all(
    file: Path,
    given: Sequence[dict[str, str]],
    found: RoundView,
    receipts: Path,
    write_down: Callable[[dict[str, str], Actor], ContributionView],
) -> None:
    """Write every row down and its receipt, or nothing of either."""
    for number, row in enumerate(given, start=1):
        if row["channel"] not in OFFLINE:
            stop(
                f"{file}, row {number}: there is no channel {row['channel']}. "
                f"Channels: {', '.join(OFFLINE)}."
            )
    drawn: dict[str, Receipt] = {}
    with only_ours(receipts) as out, transaction.atomic():
        table = csv.writer(out, lineterminator="\n")
        table.writerow(RECEIPTS)
        for number, row in enumerate(given, start=1):
            with named_where_refused(f"{file}, row {number}"):
                speaker, receipt = _speaker(row, number, found, drawn)
                made = write_down(row, speaker)
            if receipt is not None:
                table.writerow([number, made.id, receipt.text, receipt.digits])
        # Before anything stands: whoever lost a receipt could take nothing back.
        out.flush()
        os.fsync(out.fileno())
    tell(f"Entered: {len(given)}. New receipts: {len(drawn)}, in {receipts}.")


def _speaker(
    row: dict[str, str], number: int, found: RoundView, drawn: dict[str, Receipt]
) -> tuple[Actor, Receipt | None]:
    """Say who speaks in a row, and which receipt is to be handed over for it."""
    if row["receipt"]:
        known, speaker = consultation_of(row["receipt"])
        if known != found.consultation_id:
            raise TakingPartUnknown(field="receipt")
        return speaker, None
    mark = f"person {row['person']}" if row["person"] else f"row {number}"
    receipt = drawn.setdefault(mark, new_receipt())
    return Actor(ActorKind.RECEIPT_HOLDER, receipt.lookup), receipt
