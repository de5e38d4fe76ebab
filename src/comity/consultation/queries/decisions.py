"""Where agreement is sought or was recorded. All of it is public but who somebody is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, SmallIntegerField, When

from comity.bodies import queries as bodies
from comity.consultation.models import Decision, Hearing, Position
from comity.consultation.queries.lists import Listing
from comity.consultation.rules import consensus as rules
from comity.consultation.rules.consensus import Choice
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What one participant says, with how they were heard.

    Attributes:
        id: drawn, so that nobody reads in which order people spoke.
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
    standings = _standings([one.id for one in found])
    named = bodies.bodies({one.body_id for one in found if one.body_id})
    return [_row(one, standings[one.id], named) for one in found]


def decision(decision_id: str) -> DecisionRow:
    """Find a decision.

    Raises:
        NotFound: there is none.
    """
    row = Decision.objects.select_related("round").filter(id=decision_id).first()
    if row is None:
        raise NotFound
    named = bodies.bodies({row.body_id} if row.body_id else ())
    return _row(row, standing(row.id), named)


def positions(decision_id: str, *, behind: str = "") -> Listing[PositionRow]:
    """List what was said to a proposal: whoever waits to be heard first.

    Args:
        decision_id: which one.
        behind: id of the position behind which the list begins; empty for all of it.
    """
    rows = _positions().filter(decision=decision_id)
    if behind:
        last = rows.filter(name=behind).values_list("rank", flat=True).first()
        later = Q(rank__gt=last) | Q(rank=last, name__gt=behind)
        rows = rows.none() if last is None else rows.filter(later)
    return Listing(rows.order_by("rank", "name"), _told)


def named(position_id: str) -> Position | None:
    """Find the row of a position, for actions of this package."""
    return Position.objects.filter(name=position_id).first()


def position(position_id: str, *, decision_id: str) -> PositionRow:
    """Find what one participant says to a proposal.

    Raises:
        NotFound: there is no such position.
    """
    found = _told(_positions().filter(name=position_id, decision=decision_id))
    if not found:
        raise NotFound
    return found[0]


def own_position(decision_id: str, by: Actor | None) -> PositionRow | None:
    """Find what somebody said themselves; nothing where they have not."""
    if by is None:
        return None
    rows = _positions().filter(decision=decision_id)
    if by.kind is ActorKind.PERSON:
        rows = rows.filter(participant__person=by.id)
    else:
        rows = rows.filter(participant__receipt=by.id).exclude(participant__receipt="")
    return next(iter(_told(rows)), None)


def standing(decision_id: str) -> rules.Standing:
    """Count how those asked stand to a proposal."""
    return _standings([decision_id])[decision_id]


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
    standings = _standings([one.id for one in found])
    named = bodies.bodies({one.body_id for one in found if one.body_id})
    return [_row(one, standings[one.id], named) for one in found]


def _positions() -> QuerySet[Any]:
    """Look at positions, with whether each waits to be heard and where it stands in a list."""
    heard = Hearing.objects.filter(position=OuterRef("pk"), turn=OuterRef("turn"))
    order = [Choice.BLOCK, Choice.CONCERN, Choice.STAND_ASIDE, Choice.SUPPORT]
    asks = [one for one in Choice if one.needs_reason]
    return Position.objects.annotate(
        waits=Q(~Exists(heard), choice__in=asks),
        rank=Case(
            *(When(waits=True, choice=one, then=place) for place, one in enumerate(order)),
            *(When(choice=one, then=place) for place, one in enumerate(order, len(order))),
            output_field=SmallIntegerField(),
        ),
    )


def _told(rows: QuerySet[Any]) -> list[PositionRow]:
    """Read positions with how they were heard, in two queries."""
    return [
        PositionRow(
            row.name,
            row.choice,
            row.reason,
            row.language,
            row.turn,
            row.given_on,
            row.waits,
            tuple(one.text for one in sorted(row.hearings.all(), key=lambda one: one.turn)),
        )
        for row in rows.prefetch_related("hearings")
    ]


def _standings(decision_ids: Sequence[str]) -> dict[str, rules.Standing]:
    """Count the positions to several proposals, in one query."""
    counted = (
        _positions()
        .filter(decision__in=decision_ids)
        .values("decision_id", "choice")
        .annotate(all=Count("id"), unheard=Count("id", filter=Q(waits=True)))
        .order_by()
    )
    said: dict[str, list[rules.Position]] = {one: [] for one in decision_ids}
    for one in counted:
        choice, unheard = Choice(one["choice"]), one["unheard"]
        said[one["decision_id"]] += [rules.Position(choice, heard=False)] * unheard
        said[one["decision_id"]] += [rules.Position(choice, heard=True)] * (one["all"] - unheard)
    return {name: rules.standing(positions) for name, positions in said.items()}


def _row(
    row: Decision, standing: rules.Standing, named: Mapping[str, bodies.BodyRow]
) -> DecisionRow:
    body = named.get(row.body_id) if row.body_id else None
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
