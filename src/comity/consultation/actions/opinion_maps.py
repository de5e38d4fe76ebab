"""Asking for opinion maps, and keeping what was drawn."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.errors.opinions import RoundWithoutStatements
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.facts.opinions import (
    OpinionMapAsked,
    OpinionMapDrawn,
    OpinionMapDrawnEarly,
    OpinionMapHeld,
)
from comity.consultation.models import OpinionRun, Round
from comity.consultation.rules.hiding import FEW
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.opinion_early import apart, early, has_news
from comity.consultation.rules.opinion_input import Published, canonical, read
from comity.consultation.rules.statements import RunState
from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record

OVER = frozenset({RoundState.CLOSED, RoundState.ANSWERED})
DRAWABLE = OVER | {RoundState.OPEN}


@transaction.atomic
def ask_for_map(*, round_id: str, by: Actor, now: datetime) -> str:
    """Ask for an opinion map of the votes as they are when a worker gets to it.

    While the round is open it tells less, and nothing new where few have answered since the last.

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
    result: Mapping[str, Any],
    now: datetime,
    without: Mapping[str, Any] | None = None,
    weighted: Mapping[str, object] | None = None,
) -> None:
    """Keep the map of a round that is over. Keeping it twice changes nothing.

    It is held back where a round was opened once more and fewer than five people did anything:
    beside the votes that were published before, theirs would be found.

    Args:
        run_id: of the map.
        votes: from which it was drawn.
        result: what it says.
        now: the moment.
        without: what it says without those who were set aside, where that may be told.
        weighted: how the statements were answered as counted and as weighted, where that is told
            for the first time.
    """
    run = _asked(run_id)
    if run is None:
        return
    last = _last_of_all(run)
    if run.round.state not in OVER or (last and 0 < apart(read(last.votes), votes) < FEW):
        _hold(run, now)
        return
    _keep(run, votes, result)
    run.without = dict(without) if without and _once(run, without) else None
    run.weighted = dict(weighted) if weighted else None
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
def keep_early_map(
    *, run_id: str, votes: Published, result: Mapping[str, Any], now: datetime
) -> None:
    """Keep the map of a round that is open: less than it says, or nothing.

    It is held back where no number on it would be another than on the one before, which takes
    five people, and where the round was over once already, so that its votes are known.

    Args:
        run_id: of the map.
        votes: from which it was drawn; some were left out by lot.
        result: what it says.
        now: the moment.
    """
    run = _asked(run_id)
    if run is None:
        return
    drawn = OpinionRun.objects.filter(round=run.round_id, state=RunState.DRAWN, early=True)
    before = list(drawn.order_by("number").values_list("result", flat=True))
    told = early(result, votes, before)
    if (
        run.round.state != RoundState.OPEN
        or _last_of_all(run)
        or (before and not has_news(told, before[-1]))
    ):
        _hold(run, now)
        return
    run.early = True
    _keep(run, votes, told)
    run.save()
    fact = OpinionMapDrawnEarly(
        subject=run.id, round=run.round_id, number=run.number, algorithm=run.algorithm
    )
    record(fact, by=SYSTEM, now=now)


@transaction.atomic
def keep_stability(*, run_id: str, stability: Mapping[str, object]) -> None:
    """Keep how stable a map is. It is part of nothing that was decided, so it is no fact."""
    OpinionRun.objects.filter(id=run_id, state=RunState.DRAWN).update(stability=dict(stability))


def _asked(run_id: str) -> OpinionRun | None:
    """Hold a map that was asked for; none if it was drawn."""
    run = OpinionRun.objects.select_for_update(of=("self",)).select_related("round").get(id=run_id)
    return run if run.state == RunState.ASKED else None


def _last_of_all(run: OpinionRun) -> OpinionRun | None:
    """Find the last map of the same round that counts everything, and whose votes are kept."""
    before = OpinionRun.objects.filter(round=run.round_id, state=RunState.DRAWN, early=False)
    return before.exclude(votes="").order_by("-number").first()


def _keep(run: OpinionRun, votes: Published, result: Mapping[str, Any]) -> None:
    """Write down what was drawn, without saving it."""
    # The votes of earlier maps are needed no more, and could be compared with these.
    OpinionRun.objects.filter(round=run.round_id).update(votes="")
    run.state, run.votes, run.result = RunState.DRAWN, votes.text(), dict(result)
    run.algorithm, run.input_hash = str(result["algorithm"]), votes.digest()
    run.k = len(result["groups"])


def _once(run: OpinionRun, without: Mapping[str, Any]) -> bool:
    """Tell whether a map without some may be shown: it is the first one, or the same again.

    Two of them without different people would tell how those answered in whom they differ.
    """
    before = OpinionRun.objects.filter(round=run.round_id, without__isnull=False)
    told = before.order_by("number").values_list("without", flat=True).first()
    return told is None or told["input"] == without["input"]


def _hold(run: OpinionRun, now: datetime) -> None:
    run.state = RunState.HELD
    run.save(update_fields=["state"])
    fact = OpinionMapHeld(subject=run.id, round=run.round_id, number=run.number)
    record(fact, by=SYSTEM, now=now)


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
