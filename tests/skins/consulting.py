"""For whom every page of consultations and rounds is, and the consultation they are tried with."""

from datetime import timedelta

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.codes.models import DraftEdition
from comity.consultation.actions import consultations, contributions, rounds
from comity.consultation.rules.kinds import RoundKind
from comity.kernel.actors import SYSTEM
from tests.factories.people import PersonFactory, as_actor
from tests.skins.answers import Answer
from tests.skins.audiences import (
    AUTHORS,
    EVERYBODY,
    HIDDEN,
    PERSONS,
    PUBLIC,
    SIGNED_IN,
    WITHOUT_ACCOUNT,
    Row,
    _all,
)

ELSEWHERE, FORBIDDEN, GIVEN = Answer.ELSEWHERE, Answer.FORBIDDEN, Answer.GIVEN
HERE = {"consultation_id": "consultation"}
ROUND = HERE | {"round_id": "round"}
ONE = HERE | {"contribution_id": "contribution"}
WORDS = {"text": "By the river.", "language": "English"}
CLOSED = {"reason": "Because.", "unmeasured": "Nobody knows how many there are."}
PLAN = {
    "kind": "listening",
    "opens_day": "2026-05-01",
    "opens_time": "12:00",
    "closes_day": "2026-06-01",
    "closes_time": "12:00",
    "languages": "en",
}
PART = _all(WITHOUT_ACCOUNT, ELSEWHERE) | _all(PERSONS, GIVEN)
"""Whoever has neither an account nor a receipt is asked for the receipt."""
NOT_THE_AUTHOR = _all(EVERYBODY, FORBIDDEN)
"""Nobody here said it."""
HANDED = AUTHORS | {role: {ELSEWHERE} for role, told in AUTHORS.items() if told == {GIVEN}}
"""A receipt to hand over, where none was made."""
HELD = _all(EVERYBODY, HIDDEN)
"""A receipt that was made just now, and nobody here has one."""

ROUNDS = {
    "consultation:feed": Row(PUBLIC),
    "consultation:consultations": Row(PUBLIC),
    "consultation:enter": Row(PUBLIC),
    "consultation:new": Row(
        AUTHORS,
        at={"slug": "project_slug"},
        typed={"title": "A", "question": "B", "source_language": "English"},
    ),
    "consultation:consultation": Row(PUBLIC, at=HERE),
    "consultation:words": Row(AUTHORS, at=HERE, typed={"title": "A", "language": "English"}),
    "consultation:invite": Row(PUBLIC, at=HERE),
    "consultation:end": Row(AUTHORS, at=HERE | {"step": "cancel"}, typed={"reason": "Because."}),
    "consultation:part": Row(PART, at=HERE, typed={"shows_name": "on"}),
    "consultation:saved": Row(PUBLIC, at=HERE, only_sent=True),
    "consultation:receipt_file": Row(HELD, at=HERE),
    "consultation:leave": Row(PUBLIC, at=HERE, only_sent=True),
    "consultation:new_round": Row(AUTHORS, at=HERE, typed=PLAN),
    "consultation:round": Row(PUBLIC, at=ROUND),
    "consultation:calendar": Row(PUBLIC, at=ROUND),
    "consultation:text": Row(PUBLIC, at=ROUND),
    "consultation:contribute": Row(PUBLIC, at=ROUND, typed=WORDS),
    "consultation:for": Row(AUTHORS, at=ROUND, typed=WORDS),
    "consultation:for_receipt": Row(HANDED, at=ROUND),
    "consultation:plan": Row(AUTHORS, at=ROUND, typed=PLAN),
    "consultation:step": Row(AUTHORS, at=ROUND | {"step": "close"}, typed=CLOSED),
    "consultation:contribution": Row(PUBLIC, at=ONE),
    "consultation:change": Row(NOT_THE_AUTHOR, at=ONE, typed=WORDS),
    "consultation:withdraw": Row(NOT_THE_AUTHOR, at=ONE, typed={"sure": "on"}),
    "consultation:translate": Row(SIGNED_IN, at=ONE, typed=WORDS),
}


def consulted(community, now):
    """Ask about the published draft of a community, and let somebody answer."""
    person = PersonFactory()
    grant(person_id=person.id, permission=Permission.CONSULTATION_RUN, on=community.id)
    by, edition = as_actor(person), DraftEdition.objects.get()
    asked = consultations.prepare(
        community_id=community.id,
        title={"en": "The draft"},
        question={"en": "What should change?"},
        source_language="en",
        code_id=edition.version.code_id,
        by=by,
        now=now,
    )
    planned = rounds.plan(
        consultation_id=asked.id,
        kind=RoundKind.TEXT,
        opens=now,
        closes=now + timedelta(days=14),
        languages=["en"],
        edition_id=edition.id,
        by=by,
        now=now,
    )
    rounds.open_now(round_id=planned.id, by=SYSTEM, now=now)
    contributions.contribute(
        round_id=planned.id,
        text="It is too short.",
        language="en",
        by=as_actor(PersonFactory()),
        now=now,
    )
