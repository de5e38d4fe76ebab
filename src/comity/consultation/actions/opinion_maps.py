"""Asking for opinion maps, and keeping what was drawn."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.errors.opinions import RoundWithoutStatements
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.facts.opinions import OpinionMapAsked, OpinionMapDrawn
from comity.consultation.models import OpinionRun, Round
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.opinion_input import Published, canonical
from comity.consultation.rules.statements import RunState
from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record

DRAWABLE = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.ANSWERED})


@transaction.atomic
def ask_for_map(*, round_id: str, by: Actor, now: datetime) -> str:
    """Ask for an opinion map of the votes as they are when a worker gets to it.

    Returns:
        The id of the map; of the one that is being drawn, if there is one.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundWithoutStatements: the round is of another kind.
        RoundNotOpen: it has not begun, or was cancelled.
    """
    round_ = _round(round_id)
    require(by, Permission.CONSULTATION_RUN, on=round_.consultation.community_id)
    if round_.kind != RoundKind.STATEMENTS:
        raise RoundWithoutStatements
    if round_.state not in DRAWABLE:
        raise RoundNotOpen
    return _ask(round_, by, now)


@transaction.atomic
def ask_at_the_end(*, round_id: str, now: datetime) -> None:
    """Ask for the map of a round that has closed; other kinds of rounds have none."""
    round_ = _round(round_id)
    if round_.kind == RoundKind.STATEMENTS and round_.state in DRAWABLE:
        _ask(round_, SYSTEM, now)


@transaction.atomic
def keep_map(
    *,
    run_id: str,
    votes: Published,
    result: Mapping[str, object],
    now: datetime,
    without: Mapping[str, object] | None = None,
) -> None:
    """Keep a map that was drawn. Keeping it twice changes nothing.

    Args:
        run_id: of the map.
        votes: from which it was drawn.
        result: what it says.
        now: the moment.
        without: what it says without those who were set aside, where that may be told.
    """
    run = OpinionRun.objects.select_for_update().get(id=run_id)
    if run.state != RunState.ASKED:
        return
    # The votes of earlier maps are needed no more, and could be compared with these.
    OpinionRun.objects.filter(round=run.round_id).update(votes="")
    run.state, run.votes, run.result = RunState.DRAWN, votes.text(), dict(result)
    run.algorithm, run.input_hash = str(result["algorithm"]), votes.digest()
    groups = result["groups"]
    run.k = len(groups) if isinstance(groups, list) else 0
    run.without = dict(without) if without else None
    run.save()
    fact = OpinionMapDrawn(
        subject=run.id,
        round=run.round_id,
        number=run.number,
        algorithm=run.algorithm,
        input_hash=run.input_hash,
        result_hash=hashlib.sha256(canonical(run.result).encode()).hexdigest(),
    )
    record(fact, by=SYSTEM, now=now)


@transaction.atomic
def keep_stability(*, run_id: str, stability: Mapping[str, object]) -> None:
    """Keep how stable a map is. It is part of nothing that was decided, so it is no fact."""
    OpinionRun.objects.filter(id=run_id, state=RunState.DRAWN).update(stability=dict(stability))


def _round(round_id: str) -> Round:
    row = (
        Round.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .filter(id=round_id)
        .first()
    )
    if row is None:
        raise NotFound
    return row


def _ask(round_: Round, by: Actor, now: datetime) -> str:
    runs = OpinionRun.objects.filter(round=round_)
    if waiting := runs.filter(state=RunState.ASKED).first():
        return waiting.id
    number = (runs.aggregate(last=Max("number"))["last"] or 0) + 1
    run = OpinionRun.objects.create(round=round_, number=number, made_on=day_of(now))
    record(OpinionMapAsked(subject=run.id, round=round_.id, number=number), by=by, now=now)
    return run.id
