"""Seeking agreement on a proposal: positions, hearings, and what is recorded in the end."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.bodies import queries as bodies
from comity.consultation.actions.taking_part import take_part
from comity.consultation.errors.answers import ConclusionWordsMissing, ConsultationNotRunning
from comity.consultation.errors.decisions import (
    DecisionOver,
    NotAsked,
    NothingToHear,
    PositionsUnheard,
    PositionWithoutReason,
    ReviewDayWrong,
)
from comity.consultation.errors.rounds import ReasonMissing, RoundNotOpen
from comity.consultation.facts.decisions import (
    DecisionAsked,
    DecisionRecorded,
    DecisionWithdrawn,
    PositionHeard,
    PositionTaken,
)
from comity.consultation.models import Decision, Hearing, Participant, Position, Round
from comity.consultation.queries import decisions as queries
from comity.consultation.rules import consensus as rules
from comity.consultation.rules.by_language import tidy
from comity.consultation.rules.consensus import Choice, Event, State
from comity.consultation.rules.dispositions import LONGEST_REASON
from comity.consultation.rules.kinds import RoundState, Stage
from comity.consultation.rules.texts import clean_tag, clean_text
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record

LONGEST_QUESTION = 5_000


@transaction.atomic
def ask(
    *,
    round_id: str,
    question: Mapping[str, str],
    language: str,
    body_id: str = "",
    by: Actor,
    now: datetime,
) -> str:
    """Seek agreement on a proposal in a round.

    Args:
        round_id: a round that is open.
        question: what is proposed, by language.
        language: in which it was written first.
        body_id: whose members are asked; empty: everybody who takes part.
        by: somebody who may run consultations of the community.
        now: the moment, of which the day is kept.

    Returns:
        The id of the decision.

    Raises:
        NotFound: there is no such round or body.
        RoundNotOpen: the round takes nothing now.
        ConclusionWordsMissing: the proposal is not there in the language it was written in.
    """
    found = Round.objects.select_for_update(of=("self",)).select_related("consultation")
    asked_in = found.filter(id=round_id).first()
    if asked_in is None:
        raise NotFound
    consultation = asked_in.consultation
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    if asked_in.state != RoundState.OPEN:
        raise RoundNotOpen
    texts = tidy(question, field="question", most=LONGEST_QUESTION)
    if language not in texts:
        raise ConclusionWordsMissing(field="question")
    if body_id:
        bodies.body(body_id)
    last = asked_in.decisions.aggregate(last=Max("place"))["last"] or 0
    decision = Decision.objects.create(
        round=asked_in,
        place=last + 1,
        question=texts,
        language=language,
        body_id=body_id or None,
        asked_on=day_of(now),
    )
    record(DecisionAsked(subject=decision.id, consultation=consultation.id), by=by, now=now)
    return decision.id


@transaction.atomic
def take_position(
    *,
    decision_id: str,
    choice: Choice,
    reason: str = "",
    language: str,
    by: Actor,
    now: datetime,
) -> None:
    """Say how one stands to a proposal, or say something else than before.

    Saying the same twice changes nothing.

    Args:
        decision_id: which one.
        choice: support, stand aside, concern or block.
        reason: in one's own words; a concern or a block needs one.
        language: of the reason.
        by: a person or whoever holds a receipt; a member of the body, where one is asked.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such decision.
        DecisionOver: its outcome was recorded.
        RoundNotOpen: the round takes nothing new now.
        NotAsked: others are asked.
        PositionWithoutReason: nobody could hear it without knowing why.
    """
    decision = _running(decision_id)
    participant = _asked(decision, by, now)
    before = Position.objects.filter(decision=decision, participant=participant).first()
    if before is None and decision.round.state != RoundState.OPEN:
        raise RoundNotOpen
    if choice.needs_reason and not reason.strip():
        raise PositionWithoutReason(field="reason")
    said = {
        "choice": choice,
        "reason": clean_text(reason, field="reason", most=rules.LONGEST_REASON)
        if reason.strip()
        else "",
        "language": clean_tag(language),
    }
    if before is not None and all(getattr(before, name) == one for name, one in said.items()):
        # Nothing new is said, so whoever heard it has heard it.
        return
    turn = before.turn + 1 if before else 1
    Position.objects.update_or_create(
        decision=decision,
        participant=participant,
        defaults={**said, "given_on": day_of(now), "turn": turn},
    )
    _follow(decision, queries.standing(decision.id).event)
    record(PositionTaken(subject=decision.id), by=by, now=now)


@transaction.atomic
def hear(*, position_id: str, turn: int, text: Mapping[str, str], by: Actor, now: datetime) -> None:
    """Write down how somebody who blocks or is concerned was heard, and what came of it.

    Their block stands until they say something else themselves.

    Args:
        position_id: of whoever was heard.
        turn: of the position that was heard, so that nobody answers what was said anew since.
        text: who spoke with whom, and what came of it, by language.
        by: somebody who may run consultations of the community.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such position.
        DecisionOver: the outcome was recorded.
        NothingToHear: nobody waits to be heard there, or they said something else meanwhile.
        ConclusionWordsMissing: nothing is written down.
    """
    found = queries.named(position_id)
    if found is None:
        raise NotFound
    decision = _running(found.decision_id)
    # Read again now that it is held: they may have said something else meanwhile.
    position = decision.positions.get(id=found.id)
    consultation = decision.round.consultation
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    heard = position.hearings.filter(turn=position.turn).exists()
    if heard or position.turn != turn or not Choice(position.choice).needs_reason:
        raise NothingToHear
    said = tidy(text, field="text", most=LONGEST_REASON)
    if not said:
        raise ConclusionWordsMissing(field="text")
    Hearing.objects.create(
        position=position,
        turn=turn,
        text=said,
        held_on=day_of(now),
        recorded_by_id=by.id if by.kind is ActorKind.PERSON else None,
    )
    _follow(decision, queries.standing(decision.id).event)
    record(PositionHeard(subject=decision.id, consultation=consultation.id), by=by, now=now)


@transaction.atomic
def record_outcome(
    *,
    decision_id: str,
    outcome: Mapping[str, str],
    review_on: date,
    by: Actor,
    now: datetime,
) -> State:
    """Record how far those asked agree. Nothing passes without support, or against a block.

    Args:
        decision_id: which one.
        outcome: what follows, by language.
        review_on: the day on which somebody looks at it again.
        by: somebody who may run consultations of the community.
        now: the moment, of which the day is kept.

    Returns:
        Whether agreement was reached.

    Raises:
        NotFound: there is no such decision.
        DecisionOver: its outcome was recorded.
        PositionsUnheard: somebody blocks or is concerned and was not heard.
        ReviewDayWrong: the day lies in the past or out of sight.
        ConclusionWordsMissing: the outcome is not said in the language of the proposal.
    """
    decision = _running(decision_id)
    consultation = decision.round.consultation
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    now_standing = queries.standing(decision.id)
    event = now_standing.outcome
    if event is None:
        raise PositionsUnheard(count=now_standing.unheard)
    if not rules.review_fits(review_on, day_of(now)):
        raise ReviewDayWrong(field="review_on")
    texts = tidy(outcome, field="outcome", most=LONGEST_REASON)
    if decision.language not in texts:
        raise ConclusionWordsMissing(field="outcome")
    decision.outcome, decision.review_on, decision.ended_on = texts, review_on, day_of(now)
    _follow(decision, event)
    fact = DecisionRecorded(
        subject=decision.id,
        consultation=consultation.id,
        reached=event is Event.AGREED,
        review_on=review_on.isoformat(),
    )
    record(fact, by=by, now=now)
    return State(decision.state)


@transaction.atomic
def withdraw_decision(*, decision_id: str, reason: str, by: Actor, now: datetime) -> None:
    """Take a proposal back before anything is recorded, with a public reason.

    Args:
        decision_id: which one.
        reason: why.
        by: somebody who may run consultations of the community.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such decision.
        DecisionOver: its outcome was recorded.
        ReasonMissing: nobody is told why.
    """
    decision = _running(decision_id)
    consultation = decision.round.consultation
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    why = clean_text(reason, field="reason", most=LONGEST_REASON)
    decision.outcome, decision.ended_on = {decision.language: why}, day_of(now)
    _follow(decision, Event.TAKEN_BACK)
    fact = DecisionWithdrawn(subject=decision.id, consultation=consultation.id, reason=why)
    record(fact, by=by, now=now)


def _running(decision_id: str) -> Decision:
    rows = Decision.objects.select_for_update(of=("self", "round"), no_key=True)
    rows = rows.select_related("round__consultation")
    found = rows.filter(id=decision_id).first()
    if found is None:
        raise NotFound
    if found.state not in rules.RUNNING:
        raise DecisionOver
    if found.round.consultation.stage != Stage.RUNNING:
        raise ConsultationNotRunning
    return found


def _asked(decision: Decision, by: Actor, now: datetime) -> Participant:
    """Find whoever is asked, or let them begin to take part.

    Raises:
        NotAsked: they do not sit in the body that is asked.
    """
    sits = decision.body_id is None or (
        by.kind is ActorKind.PERSON
        and any(one.id == decision.body_id for one in bodies.bodies_of(by.id, day_of(now)))
    )
    if not sits:
        raise NotAsked
    return take_part(consultation_id=decision.round.consultation_id, by=by, now=now)


def _follow(decision: Decision, event: Event) -> None:
    decision.state = rules.TABLE[State(decision.state), event]
    decision.save(update_fields=["state", "outcome", "review_on", "ended_on"])
