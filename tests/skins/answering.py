"""For whom pages about suggestions, answers and agreement are, and what they are tried with."""

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.consultation.actions import decisions
from comity.consultation.models import Decision, Position, Round
from comity.consultation.rules.consensus import Choice
from tests.factories.people import PersonFactory, as_actor
from tests.skins.audiences import AUTHORS, PUBLIC, Row
from tests.skins.consulting import HERE, NOT_THE_AUTHOR, ONE, ROUND

PROPOSAL = HERE | {"decision_id": "proposal"}
WHY = {"reason": "Because.", "language": "English"}
SAID = {"text": "Because.", "language": "English"}
SUGGESTED = SAID | {"title": "Answer", "body": "An answer comes in a day.", "example": ""}
ENDED = {
    "language": "English",
    "outcome": "It is shorter.",
    "newcomers": "They find examples.",
    "silent": "They can answer in their language.",
    "sure": "on",
}

ANSWER_PAGES = {
    "consultation:you_said": Row(PUBLIC, at=HERE),
    "consultation:answer_queue": Row(AUTHORS, at=HERE, typed=WHY | {"decision": "noted"}),
    "consultation:answer": Row(AUTHORS, at=ONE, typed=WHY | {"decision": "noted"}),
    "consultation:missed": Row(NOT_THE_AUTHOR, at=ONE, typed=SAID),
    "consultation:conclude": Row(AUTHORS, at=HERE, typed=ENDED),
    "consultation:suggest_new": Row(PUBLIC, at=ROUND, typed=SUGGESTED),
    "consultation:suggest": Row(PUBLIC, at=ROUND | {"provision_id": "answer"}, typed=SUGGESTED),
    "consultation:proposals": Row(PUBLIC, at=HERE),
    "consultation:propose": Row(
        AUTHORS, at=ROUND, typed={"question": "We meet at noon.", "language": "English"}
    ),
    "consultation:proposal": Row(PUBLIC, at=PROPOSAL, typed=WHY | {"choice": "support"}),
    "consultation:hear": Row(
        AUTHORS, at=PROPOSAL | {"position_id": "position"}, typed=SAID | {"turn": 1}
    ),
    "consultation:record_outcome": Row(
        AUTHORS,
        at=PROPOSAL,
        typed={"outcome": "So.", "language": "English", "review_on": "2026-06-01"},
    ),
    "consultation:take_back": Row(AUTHORS, at=PROPOSAL, typed=WHY),
}


def proposed(now):
    """Seek agreement in the round on a text, and let somebody block."""
    asked = Round.objects.select_related("consultation").get(kind="text")
    person = PersonFactory()
    grant(
        person_id=person.id,
        permission=Permission.CONSULTATION_RUN,
        on=asked.consultation.community_id,
    )
    decision = decisions.ask(
        round_id=asked.id,
        question={"en": "We meet by the river."},
        language="en",
        by=as_actor(person),
        now=now,
    )
    decisions.take_position(
        decision_id=decision,
        choice=Choice.BLOCK,
        reason="It is dark there.",
        language="en",
        by=as_actor(PersonFactory()),
        now=now,
    )


def proposal():
    """Find the proposal of the situation."""
    return Decision.objects.get().id


def position():
    """Find what was said to it."""
    return Position.objects.get().id
