"""Where agreement is sought or was recorded. All of it is public but who somebody is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from comity.bodies import queries as bodies
from comity.consultation.models import Decision, Hearing, Position
from comity.consultation.rules import consensus as rules
from comity.consultation.rules.consensus import Choice
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What one participant says, with how they were heard.

    Attributes:
        id: see ``name_of``.
        choice: see ``rules.consensus.Choice``.
        reason: in their own words; may be empty.
        language: of the reason.
        turn: how often they have said something.
        given_on: the day.
        waits: whether they block or are concerned and were not heard.
        hearings: by language, those of earlier turns first.
    """

    id: str
    choice: str
    reason: str
    language: str
    turn: int
    given_on: date
    waits: bool
    hearings: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A proposal on which agreement is sought.

    Attributes:
        id: random, as in addresses.
        consultation_id: of the consultation.
        round_id: in which it was asked.
        round_state: where that round stands.
        question: by language.
        language: in which it was written first.
        body: whose members are asked, by language; nothing where everybody is who takes part.
        body_slug: as in addresses; may be empty.
        state: see ``rules.consensus.State``.
        standing: the numbers.
        outcome: by language; empty while it runs.
        review_on: the day on which somebody looks at it again.
        asked_on: the day.
        ended_on: likewise.
    """

    id: str
    consultation_id: str
    round_id: str
    round_state: str
    question: Mapping[str, str]
    language: str
    body: Mapping[str, str] | None
    body_slug: str
    state: str
    standing: rules.Standing
    outcome: Mapping[str, str]
    review_on: date | None
    asked_on: date
    ended_on: date | None


def decisions(consultation_id: str) -> list[DecisionRow]:
    """List the decisions of a consultation in the order in which they were asked."""
    rows = Decision.objects.filter(round__consultation=consultation_id).select_related("round")
    found = list(rows.order_by("round__place", "place"))
    told = _positions([one.id for one in found])
    named = bodies.bodies({one.body_id for one in found if one.body_id})
    return [_row(one, told[one.id], named) for one in found]


def decision(decision_id: str) -> DecisionRow:
    """Find a decision.

    Raises:
        NotFound: there is none.
    """
    row = Decision.objects.select_related("round").filter(id=decision_id).first()
    if row is None:
        raise NotFound
    named = bodies.bodies({row.body_id} if row.body_id else ())
    return _row(row, _positions([row.id])[row.id], named)


def name_of(row: Position) -> str:
    """Name a position so that nobody reads in which order people spoke.

    Rows are counted over all consultations: two that follow each other, on two proposals, are
    mostly those of one person.
    """
    tag: str = settings.COMITY_KEYS.tag("consultation position", str(row.id))
    return f"{row.decision_id}-{tag}"


def named(position_id: str) -> Position | None:
    """Find the row of a position, for actions of this package."""
    rows = Position.objects.filter(decision=position_id.partition("-")[0])
    return next((one for one in rows if name_of(one) == position_id), None)


def positions(decision_id: str) -> list[PositionRow]:
    """List what was said to a proposal: whoever waits to be heard first."""
    found = _positions([decision_id])[decision_id]
    order = [Choice.BLOCK, Choice.CONCERN, Choice.STAND_ASIDE, Choice.SUPPORT]
    return sorted(found, key=lambda one: (not one.waits, order.index(Choice(one.choice)), one.id))


def own_position(decision_id: str, by: Actor | None) -> PositionRow | None:
    """Find what somebody said themselves; nothing where they have not."""
    if by is None:
        return None
    rows = Position.objects.filter(decision=decision_id)
    if by.kind is ActorKind.PERSON:
        rows = rows.filter(participant__person=by.id)
    else:
        rows = rows.filter(participant__receipt=by.id).exclude(participant__receipt="")
    row = rows.first()
    if row is None:
        return None
    return next(one for one in positions(decision_id) if one.id == name_of(row))


def is_asked(decision_id: str, by: Actor | None, today: date) -> bool:
    """Tell whether somebody is among those asked: anybody, or the members of a body."""
    if by is None:
        return False
    asked = Decision.objects.filter(id=decision_id).values_list("body_id", flat=True).first()
    return asked is None or (
        by.kind is ActorKind.PERSON
        and any(one.id == asked for one in bodies.bodies_of(by.id, today))
    )


def due_for_review(today: date, *, consultation_id: str = "") -> list[DecisionRow]:
    """List recorded outcomes whose day to be looked at again has come; of one, or of all."""
    rows = Decision.objects.filter(
        state__in=[rules.State.REACHED, rules.State.NOT_REACHED], review_on__lte=today
    )
    if consultation_id:
        rows = rows.filter(round__consultation=consultation_id)
    found = list(rows.select_related("round").order_by("review_on", "id"))
    told = _positions([one.id for one in found])
    named = bodies.bodies({one.body_id for one in found if one.body_id})
    return [_row(one, told[one.id], named) for one in found]


def _positions(decision_ids: Sequence[str]) -> dict[str, list[PositionRow]]:
    """Read the positions to several proposals, in two queries."""
    heard: dict[int, list[Hearing]] = {}
    rows = Hearing.objects.filter(position__decision__in=decision_ids).order_by("turn")
    for one in rows:
        heard.setdefault(one.position_id, []).append(one)
    found: dict[str, list[PositionRow]] = {one: [] for one in decision_ids}
    for row in Position.objects.filter(decision__in=decision_ids).order_by("id"):
        several = heard.get(row.id, [])
        waits = Choice(row.choice).needs_reason and row.turn not in {one.turn for one in several}
        found[row.decision_id].append(
            PositionRow(
                name_of(row),
                row.choice,
                row.reason,
                row.language,
                row.turn,
                row.given_on,
                waits,
                tuple(one.text for one in several),
            )
        )
    return found


def _row(
    row: Decision, told: Sequence[PositionRow], named: Mapping[str, bodies.BodyRow]
) -> DecisionRow:
    body = named.get(row.body_id) if row.body_id else None
    standing = rules.standing(
        rules.Position(Choice(one.choice), heard=not one.waits) for one in told
    )
    return DecisionRow(
        row.id,
        row.round.consultation_id,
        row.round_id,
        row.round.state,
        row.question,
        row.language,
        body.names_by_language if body else None,
        body.slug if body else "",
        row.state,
        standing,
        row.outcome,
        row.review_on,
        row.asked_on,
        row.ended_on,
    )
