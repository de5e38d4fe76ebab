"""What stands above the form of a move, so that nobody decides blindly."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from comity.cases import actions, queries
from comity.cases.queries import CaseView
from comity.cases.rules.words import Move
from comity.kernel.actors import Actor
from comity.kernel.errors import DomainError
from comity.messages import words
from comity.vault.rules import Keyring
from comity.web.cases import questions, shown
from comity.web.cases.views import notes, reports

SERVED: Mapping[Move, Callable[..., object]] = {
    Move.CONCLUDE_FINDINGS: actions.conclude_findings,
    Move.DECIDE: actions.decide,
}
"""Moves with which a statement of reasons may be served."""


def above(
    move: Move, view: CaseView, *, by: Actor, keyring: Keyring | None, now: datetime
) -> dict[str, object]:
    """Give what the page of a move shows besides its form."""
    found: dict[str, object] = {
        "allegations": questions.allegations(view),
        "proposals": questions.proposals(view),
    }
    if move is Move.TAKE:
        found["reports"] = reports(view)
    if move in {Move.DECLINE, Move.RESUME}:
        found["notes"] = notes(view)
    if move in SERVED:
        found |= rehearsed(move, view, by=by, keyring=keyring, now=now)
    return found


def rehearsed(
    move: Move, view: CaseView, *, by: Actor, keyring: Keyring | None, now: datetime
) -> dict[str, object]:
    """Make a move, read the statement that it would serve, and take everything back.

    So what is shown before deciding is to the letter what is served after it.
    """
    case_id = view.head.id
    try:
        with transaction.atomic():
            SERVED[move](case_id=case_id, keyring=keyring, by=by, now=now)
            after = queries.case(case_id, seen_by=by, keyring=keyring, now=now)
            transaction.set_rollback(True)
    except DomainError as refusal:
        return {"missing": words(refusal.code, **refusal.detail)}
    before = {item.id for item in shown.everything(view)}
    served = [one for one in after.file.respondent if one.kind == "statement"]
    fresh = [one for one in served if one.id not in before]
    return {"statement": shown.paragraphs(fresh[-1]) if fresh else []}
