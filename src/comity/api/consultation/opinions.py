"""Statements, answers and opinion maps over the API. What everybody sees on pages is public."""

import json
from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Schema, Status
from pydantic import Field

from comity.api.consultation.rounds import WITH_RECEIPT_TOO, speaker
from comity.api.pages import USUAL, After, Limit, Page, page
from comity.consultation.actions import opinion_maps
from comity.consultation.actions import statements as actions
from comity.consultation.queries import opinion_votes, rounds
from comity.consultation.queries import opinions as queries
from comity.consultation.queries.opinions import MapView, StatementView
from comity.consultation.queries.taking_part import consultation_of
from comity.consultation.rules.statements import StatementState
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor

router = Router(tags=["statements"])
MaybeReceipt = Annotated[
    str,
    Header(
        alias="Comity-Receipt",
        max_length=200,
        description="of whoever takes part without an account; empty for others",
    ),
]
MOST_TYPED = 5_000
"""Characters that are looked at; how long a statement may be is said by its refusal."""


class StatementOut(Schema):
    """A statement, as it was proposed, and its translations by language.

    Attributes:
        number: by which published votes name it.
        seeded: whether those who run the round began with it.
        reason: why it was declined; empty for others.
    """

    id: str
    number: int
    language: str
    text: str
    translations: dict[str, str]
    seeded: bool
    state: str
    reason: str


class NextOut(Schema):
    """What somebody is asked next: nothing once they have answered every statement."""

    statement: StatementOut | None
    answered: int
    total: int


class ReactionOut(Schema):
    """One's own answer to a statement."""

    statement: str
    answer: str


class MapOut(Schema):
    """An opinion map.

    Attributes:
        early: whether it was drawn while the round was open. It then tells numbers of everybody
            together only, and of no group; five answers to each statement are left out, by lot.
        input_hash: SHA-256 of the published votes; empty for an early map, whose votes never are.
        groups: how many there are.
        result: what it says; groups are named by their place in the list.
        stability: how much drawing it again agrees; null until that was measured.
    """

    number: int
    early: bool
    algorithm: str
    input_hash: str
    groups: int
    made_on: date
    result: dict[str, object]
    stability: dict[str, float | None] | None


class VotesOut(Schema):
    """All votes of a round, each person being one text such as ``1a 2d 7p``."""

    format: str
    people: list[str]
    statements: list[int]


class SaidIn(Schema):
    """A statement, and in which language it is."""

    text: Annotated[str, Field(max_length=MOST_TYPED)]
    language: Annotated[str, Field(max_length=35)]


class StatementWordsIn(Schema):
    """A statement in another language."""

    text: Annotated[str, Field(max_length=MOST_TYPED)]


class ReactionIn(Schema):
    """``agree``, ``disagree`` or ``pass``."""

    answer: Annotated[str, Field(max_length=20)]


class StatementReasonIn(Schema):
    """Why, for everybody to read."""

    reason: Annotated[str, Field(max_length=MOST_TYPED)]


class StatementMadeOut(Schema):
    """What was made."""

    id: str


class StatementWrittenOut(StatementMadeOut):
    """The same, and which statements that people are asked are like it, the likest first."""

    alike: list[str]


@router.get("/rounds/{round_id}/statements", response=Page[StatementOut], auth=None)
def statements(
    request: HttpRequest,
    round_id: str,
    *,
    declined: Annotated[bool, Query()] = False,
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List the statements that people are asked about, or those that were declined."""
    state = StatementState.DECLINED if declined else StatementState.SHOWN
    found = queries.statements(round_id, state)
    return page(request, found, after, limit, name=lambda one: one.id, show=_statement)


@router.get("/rounds/{round_id}/waiting-statements", response=Page[StatementOut])
def waiting(request: HttpRequest, round_id: str, after: After = "", limit: Limit = USUAL) -> object:
    """List the statements at which somebody has to look, for those who run the round."""
    found = queries.statements(round_id, StatementState.WAITING, seen_by=actor(request.user))
    return page(request, found, after, limit, name=lambda one: one.id, show=_statement)


@router.get("/rounds/{round_id}/next-statement", response=NextOut, auth=None)
def next_statement(request: HttpRequest, round_id: str, receipt: MaybeReceipt = "") -> object:
    """Tell what somebody is asked next, and how far they have come."""
    here = queries.round_of_statements(round_id).round
    asked = queries.asked_next(round_id, _asker(request, receipt, here.consultation_id))
    return NextOut(
        statement=_statement(asked.statement) if asked.statement else None,
        answered=asked.answered,
        total=asked.total,
    )


@router.get("/rounds/{round_id}/answers", response=Page[ReactionOut], auth=WITH_RECEIPT_TOO)
def answers(request: HttpRequest, round_id: str, after: After = "", limit: Limit = USUAL) -> object:
    """List one's own answers; nobody else sees them."""
    found = sorted(queries.answers(round_id, _speaker_in(request, round_id)).items())
    return page(
        request,
        found,
        after,
        limit,
        name=lambda one: one[0],
        show=lambda one: ReactionOut(statement=one[0], answer=one[1].name.lower()),
    )


@router.post(
    "/rounds/{round_id}/statements", response={201: StatementWrittenOut}, auth=WITH_RECEIPT_TOO
)
def propose(request: HttpRequest, round_id: str, said: SaidIn) -> object:
    """Propose a statement. People are asked about it once somebody has looked at it."""
    made = actions.propose(
        round_id=round_id,
        language=said.language,
        text=said.text,
        by=_speaker_in(request, round_id),
        now=timezone.now(),
    )
    return Status(201, _made(made, round_id, said))


@router.post("/rounds/{round_id}/first-statements", response={201: StatementWrittenOut})
def begin_with(request: HttpRequest, round_id: str, said: SaidIn) -> object:
    """Write a statement that a round begins with; people are asked about it at once."""
    made = actions.begin_with(
        round_id=round_id,
        language=said.language,
        text=said.text,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, _made(made, round_id, said))


@router.put("/statements/{statement_id}/answer", response={204: None}, auth=WITH_RECEIPT_TOO)
def react(request: HttpRequest, statement_id: str, given: ReactionIn) -> object:
    """Answer a statement, or answer it otherwise."""
    actions.react(
        statement_id=statement_id,
        answer=given.answer,
        by=_speaker_about(request, statement_id),
        now=timezone.now(),
    )
    return Status(204, None)


@router.delete("/statements/{statement_id}/answer", response={204: None}, auth=WITH_RECEIPT_TOO)
def take_back(request: HttpRequest, statement_id: str) -> object:
    """Take back one's answer."""
    actions.take_back(
        statement_id=statement_id, by=_speaker_about(request, statement_id), now=timezone.now()
    )
    return Status(204, None)


@router.delete("/statements/{statement_id}", response={204: None}, auth=WITH_RECEIPT_TOO)
def withdraw(request: HttpRequest, statement_id: str) -> object:
    """Take back a statement that one proposed, as long as nobody was asked about it."""
    actions.withdraw(
        statement_id=statement_id, by=_speaker_about(request, statement_id), now=timezone.now()
    )
    return Status(204, None)


@router.post("/statements/{statement_id}/showing", response={204: None})
def show(request: HttpRequest, statement_id: str) -> object:
    """Ask people about a statement."""
    actions.show(statement_id=statement_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


@router.post("/statements/{statement_id}/declining", response={204: None})
def decline(request: HttpRequest, statement_id: str, why: StatementReasonIn) -> object:
    """Ask nobody about a statement, for a public reason."""
    actions.decline(
        statement_id=statement_id,
        reason=why.reason,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.put("/statements/{statement_id}/translations/{language}", response={204: None})
def translate(
    request: HttpRequest, statement_id: str, language: str, words: StatementWordsIn
) -> object:
    """Say a statement in another language."""
    actions.translate(
        statement_id=statement_id,
        language=language,
        text=words.text,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.get("/rounds/{round_id}/opinion-map", response=MapOut, auth=None)
def opinion_map(
    request: HttpRequest, round_id: str, *, without: Annotated[bool, Query()] = False
) -> object:
    """Show the newest opinion map of a round.

    With ``without`` it is the one without those who were set aside in public, where there is one.
    """
    del request
    queries.round_of_statements(round_id)
    found = queries.opinion_map(round_id, without=without)
    if found is None:
        raise NotFound
    return _map(found)


@router.post("/rounds/{round_id}/opinion-map", response={202: StatementMadeOut})
def draw(request: HttpRequest, round_id: str) -> object:
    """Have a map drawn soon from the votes as they are then.

    It is not shown where comparing it with the one before would tell how a few people answered.
    """
    made = opinion_maps.ask_for_map(round_id=round_id, by=actor(request.user), now=timezone.now())
    return Status(202, StatementMadeOut(id=made))


@router.get("/rounds/{round_id}/votes", response=VotesOut, auth=None)
def votes(request: HttpRequest, round_id: str) -> object:
    """Hand out the votes behind the last map of a closed round, without names."""
    del request
    return json.loads(opinion_votes.published_votes(round_id))


def _asker(request: HttpRequest, receipt: str, consultation_id: str) -> Actor | None:
    """Say who asks, if they say so themselves.

    Raises:
        NotFound: the receipt is of another consultation.
    """
    if request.user.is_authenticated:
        return actor(request.user)
    if not receipt:
        return None
    known, by = consultation_of(receipt)
    if known != consultation_id:
        raise NotFound
    return by


def _speaker_in(request: HttpRequest, round_id: str) -> Actor:
    return speaker(request, rounds.round_(round_id).consultation_id)


def _speaker_about(request: HttpRequest, statement_id: str) -> Actor:
    return speaker(request, queries.consultation_of(statement_id))


def _made(statement_id: str, round_id: str, said: SaidIn) -> StatementWrittenOut:
    """Tell what was made, and what people are asked already."""
    found = queries.similar(round_id, {said.language: said.text})
    alike = [one.id for one in found if one.id != statement_id]
    return StatementWrittenOut(id=statement_id, alike=alike)


def _statement(one: StatementView) -> StatementOut:
    return StatementOut(
        id=one.id,
        number=one.number,
        language=one.language,
        text=one.text,
        translations=dict(one.translations),
        seeded=one.seeded,
        state=one.state,
        reason=one.reason,
    )


def _map(one: MapView) -> MapOut:
    return MapOut(
        number=one.number,
        early=one.early,
        algorithm=one.algorithm,
        input_hash=one.input_hash,
        groups=one.k,
        made_on=one.made_on,
        result=dict(one.result),
        stability=None if one.stability is None else dict(one.stability),
    )
