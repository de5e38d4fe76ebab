"""Who takes part, and going out to people, over the API. What pages show is public."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from comity.api.pages import USUAL, After, Limit, Page, page
from comity.consultation.actions import equity as actions
from comity.consultation.queries import equity, equity_reports, rounds
from comity.consultation.queries.equity import OutreachView
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.outreach import OutreachState
from comity.people.queries import actor

router = Router(tags=["taking part"])
LONGEST_TABLE = 200_000


class ShareOut(Schema):
    """How large a group is, in percent, and where the figure comes from."""

    dimension: str
    group: str
    share: Decimal
    source: str
    as_of: date


class TakingPartOut(Schema):
    """Who takes part, as it stood on one day; null where nobody has measured yet.

    Numbers of fewer than five people are null, and others with them where they could be worked
    out otherwise.
    """

    day: date | None
    report: dict[str, Any] | None


class SessionOut(Schema):
    """A listening session."""

    day: date
    language: str
    facilitator: str
    people: int
    notes: str
    consent: str


class OutreachOut(Schema):
    """Going out to a group: ``open``, ``done`` or ``given_up``, and what came of it."""

    id: str
    dimension: str
    group: str
    state: str
    note: str
    made_on: date
    settled_on: date | None
    sessions: list[SessionOut]


class TableIn(Schema):
    """Lines of dimension, group, share in percent, source and day, with commas between them."""

    table: Annotated[str, Field(max_length=LONGEST_TABLE)]


class AboutMe(Schema):
    """One's own group by dimension; ``*`` for another one. What is not named is deleted."""

    said: dict[Dimension, Annotated[str, Field(max_length=80)]]


class OutreachIn(Schema):
    """To which group somebody goes out."""

    dimension: Dimension
    group: Annotated[str, Field(max_length=80)]


class SettledIn(Schema):
    """What came of going out to a group: ``done`` or ``given_up``."""

    state: OutreachState
    note: Annotated[str, Field(max_length=10_000)]


class SessionIn(Schema):
    """A listening session."""

    day: date
    language: Annotated[str, Field(max_length=35)]
    facilitator: Annotated[str, Field(max_length=150)] = ""
    people: int
    notes: Annotated[str, Field(max_length=10_000)]
    consent: Annotated[str, Field(max_length=600)]


class OutreachMadeOut(Schema):
    """What was made."""

    id: str


HERE = "/consultations/{consultation_id}"


@router.get(f"{HERE}/shares", response=Page[ShareOut], auth=None)
def shares(
    request: HttpRequest, consultation_id: str, after: After = "", limit: Limit = USUAL
) -> object:
    """List how large the groups are whom a consultation concerns."""
    rounds.consultation(consultation_id)
    return page(
        request,
        equity.targets(consultation_id),
        after,
        limit,
        name=lambda one: f"{one.dimension}:{one.category}",
        show=lambda one: ShareOut(
            dimension=one.dimension,
            group=one.category,
            share=one.share,
            source=one.source,
            as_of=one.as_of,
        ),
    )


@router.put(f"{HERE}/shares", response={204: None})
def set_shares(request: HttpRequest, consultation_id: str, typed: TableIn) -> object:
    """Say how large the groups are, in place of what was said before."""
    actions.set_targets(
        consultation_id=consultation_id,
        table=typed.table,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.get(f"{HERE}/taking-part", response=TakingPartOut, auth=None)
def report(request: HttpRequest, consultation_id: str) -> object:
    """Tell who takes part, as it was last measured."""
    del request
    rounds.consultation(consultation_id)
    known = equity_reports.latest(consultation_id)
    if known is None:
        return TakingPartOut(day=None, report=None)
    return TakingPartOut(day=known[0], report=known[1].as_json())


@router.put(f"{HERE}/about-me", response={204: None})
def about_me(request: HttpRequest, consultation_id: str, typed: AboutMe) -> object:
    """Say something about oneself, or take it back; it is counted in groups only."""
    actions.say_about_oneself(
        consultation_id=consultation_id,
        said=typed.said,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.get(f"{HERE}/outreach", response=Page[OutreachOut], auth=None)
def outreach(
    request: HttpRequest,
    consultation_id: str,
    state: OutreachState | None = None,
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List to whom somebody goes or went out."""
    rounds.consultation(consultation_id)
    found = equity.outreach(consultation_id, state=state)
    return page(request, found, after, limit, name=lambda one: one.id, show=_outreach)


@router.post(f"{HERE}/outreach", response={201: OutreachMadeOut})
def begin(request: HttpRequest, consultation_id: str, typed: OutreachIn) -> object:
    """Take it on to go out to a group."""
    made = actions.begin_outreach(
        consultation_id=consultation_id,
        dimension=typed.dimension,
        category=typed.group,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, OutreachMadeOut(id=made))


@router.post("/outreach/{task_id}/over", response={204: None})
def settle(request: HttpRequest, task_id: str, typed: SettledIn) -> object:
    """Write down what came of going out to a group; it cannot be changed afterwards."""
    actions.settle_outreach(
        task_id=task_id,
        state=typed.state,
        note=typed.note,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/outreach/{task_id}/sessions", response={204: None})
def session(request: HttpRequest, task_id: str, typed: SessionIn) -> object:
    """Write down a listening session, as those who came agreed to."""
    actions.add_session(task_id=task_id, **typed.dict(), by=actor(request.user), now=timezone.now())
    return Status(204, None)


def _outreach(one: OutreachView) -> OutreachOut:
    return OutreachOut(
        id=one.id,
        dimension=one.dimension,
        group=one.category,
        state=one.state,
        note=one.note,
        made_on=one.made_on,
        settled_on=one.settled_on,
        sessions=[
            SessionOut(
                day=held.day,
                language=held.language,
                facilitator=held.facilitator,
                people=held.people,
                notes=held.notes,
                consent=held.consent,
            )
            for held in one.sessions
        ],
    )
