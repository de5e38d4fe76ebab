"""For whom pages about suggestions, answers and agreement are, and what they are tried with."""

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.consultation.actions import decisions
from comity.consultation.models import Decision, Position, Round
from comity.consultation.rules.consensus import Choice
from comity.people.models import Person
from tests.factories.answers import Asked
from tests.factories.codes import local
from tests.factories.consultations import contributed
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.skins.answers import Answer
from tests.skins.audiences import (
    AUTHORS,
    BY_WORD,
    NOWHERE,
    OPERATOR,
    PERSONS,
    PUBLIC,
    Row,
    _all,
)
from tests.skins.consulting import HERE, NOT_THE_AUTHOR, ONE, ROUND
from tests.skins.road_rounds import SPEAKERS
from tests.web.serving import at_browser, confirm

CONFIRMING = AUTHORS | _all((OPERATOR,), Answer.CONFIRM)
"""Whoever may is asked first to confirm that it is them."""
DECISION = {"decision_id": "proposal"}
PROPOSAL = HERE | DECISION
WHY = {"reason": "Because.", "language": "English"}
SAID = {"text": "Because.", "language": "English"}
SUGGESTED = SAID | {"title": "Answer", "body": "An answer comes in a day.", "example": ""}
ENTERED = {"channel": "paper", "consent": "She said yes."}
ENDED = {
    "language": "English",
    "outcome": "It is shorter.",
    "newcomers": "They find examples.",
    "silent": "They can answer in their language.",
    "sure": "on",
}

REASONED = {"decision": "noted", "reason": {"en": "Because."}}
WISHED = {
    "kind": "change",
    "provision": "answer",
    "patch": {"words": {"body": "An answer comes."}, "language": "en"},
    "text": "Shorter.",
    "language": "en",
}

ANSWER_PAGES = {
    "consultation:you_said": Row(PUBLIC, at=HERE),
    "consultation:answer_queue": Row(AUTHORS, at=HERE, typed=WHY | {"decision": "noted"}),
    "consultation:answer": Row(AUTHORS, at=ONE, typed=WHY | {"decision": "noted"}),
    "consultation:missed": Row(NOT_THE_AUTHOR, at=ONE, typed=SAID),
    "consultation:conclude": Row(CONFIRMING, at=HERE, typed=ENDED),
    "consultation:suggest_new": Row(PUBLIC, at=ROUND, typed=SUGGESTED),
    "consultation:suggest": Row(PUBLIC, at=ROUND | {"provision_id": "answer"}, typed=SUGGESTED),
    "consultation:suggest_new_for": Row(AUTHORS, at=ROUND, typed=SUGGESTED | ENTERED),
    "consultation:suggest_for": Row(
        AUTHORS, at=ROUND | {"provision_id": "answer"}, typed=SUGGESTED | ENTERED
    ),
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

ANSWER_OPERATIONS = {
    "GET /consultations/{consultation_id}/answers": Row(PUBLIC, at=HERE),
    "GET /consultations/{consultation_id}/conclusion": Row(NOWHERE, at=HERE),
    "POST /consultations/{consultation_id}/conclusion": Row(
        BY_WORD,
        at=HERE,
        by_token=AUTHORS,
        typed={"language": "en"}
        | {name: {"en": "So."} for name in ("outcome", "newcomers", "silent")},
    ),
    "POST /contributions/{contribution_id}/answers": Row(
        AUTHORS, at={"contribution_id": "contribution"}, typed=REASONED
    ),
    "POST /contributions/{contribution_id}/objections": Row(
        SPEAKERS | _all(PERSONS, Answer.HIDDEN),
        at={"contribution_id": "contribution"},
        typed={"text": "At night."},
    ),
    "POST /rounds/{round_id}/suggestions": Row(SPEAKERS, at={"round_id": "round"}, typed=WISHED),
    "POST /rounds/{round_id}/suggestions-for": Row(
        AUTHORS, at={"round_id": "round"}, typed=WISHED | ENTERED
    ),
    "POST /answers": Row(AUTHORS, typed=REASONED | {"contributions": ["contribution"]}),
    "GET /causes": Row(PUBLIC, asked={"before": "in_force", "later": "in_force"}),
    "GET /consultations/{consultation_id}/proposals": Row(PUBLIC, at=HERE),
    "POST /rounds/{round_id}/proposals": Row(
        AUTHORS,
        at={"round_id": "round"},
        typed={"question": {"en": "We meet at noon."}, "language": "en"},
    ),
    "GET /proposals/{decision_id}": Row(PUBLIC, at=DECISION),
    "GET /proposals/{decision_id}/positions": Row(PUBLIC, at=DECISION),
    "PUT /proposals/{decision_id}/position": Row(
        SPEAKERS, at=DECISION, typed={"choice": "support"}
    ),
    "POST /positions/{position_id}/hearing": Row(
        AUTHORS, at={"position_id": "position"}, typed={"turn": 1, "text": {"en": "We spoke."}}
    ),
    "POST /proposals/{decision_id}/outcome": Row(
        AUTHORS, at=DECISION, typed={"outcome": {"en": "So."}, "review_on": "2026-06-01"}
    ),
    "POST /proposals/{decision_id}/withdrawal": Row(
        AUTHORS, at=DECISION, typed={"reason": "Because."}
    ),
}


class Consulted:
    """A consultation on a code, who runs it, somebody who was answered, and a proposal."""

    def __init__(self, walk):
        self.asked = Asked(local(), community=walk.story.house.project)
        self.ada = PersonFactory()
        self.said = contributed(self.asked.round, by=as_actor(self.ada))
        self.decision = decisions.ask(
            round_id=self.asked.round.id,
            question={"en": "We meet by the river."},
            language="en",
            by=self.asked.by,
            now=NOW,
        )


def _begin(walk):
    walk.consulted = Consulted(walk)


def _answered(walk):
    _begin(walk)
    walk.consulted.asked.answer(walk.consulted.said)


def _supported(walk):
    _begin(walk)
    _say(walk, Choice.SUPPORT, "")


def _blocked(walk):
    _begin(walk)
    _say(walk, Choice.BLOCK, "It is dark there.")


def _say(walk, choice, reason):
    decisions.take_position(
        decision_id=walk.consulted.decision,
        choice=choice,
        reason=reason,
        language="en",
        by=as_actor(walk.consulted.ada),
        now=NOW,
    )


def _ended(walk):
    _answered(walk)
    consulted = walk.consulted
    decisions.withdraw_decision(
        decision_id=consulted.decision, reason="Later.", by=consulted.asked.by, now=NOW
    )
    consulted.asked.close()


def _over(walk):
    _ended(walk)
    walk.consulted.asked.conclude()


def _at(walk):
    asked = walk.consulted.asked
    return {
        "consultation_id": asked.found.id,
        "round_id": asked.round.id,
        "contribution_id": walk.consulted.said.id,
        "decision_id": walk.consulted.decision,
        "position_id": Position.objects.values_list("name", flat=True).first(),
    }


def _concluding(walk):
    typed = ANSWER_OPERATIONS["POST /consultations/{consultation_id}/conclusion"].typed
    return typed | {"version": walk.consulted.asked.version.id}


def ways_to_answers(way):
    """List the ways; ``way`` makes one from its stop, its caller, its address and what is sent."""
    before = {
        "POST /positions/{position_id}/hearing": _blocked,
        "POST /proposals/{decision_id}/outcome": _supported,
        "POST /contributions/{contribution_id}/objections": _answered,
        "POST /consultations/{consultation_id}/conclusion": _ended,
        "GET /consultations/{consultation_id}/conclusion": _over,
        "GET /causes": _over,
    }
    found = {}
    for operation, row in ANSWER_OPERATIONS.items():
        who = _organiser if AUTHORS in (row.audience, row.by_token) else _ada
        typed = SENT.get(operation) or _typed(row)
        found[operation] = way("received", who, _at, typed, before.get(operation, _begin))
    return found


def _together(walk):
    return REASONED | {"contributions": [walk.consulted.said.id]}


def _between(walk):
    version = walk.consulted.asked.version.id
    return {"before": version, "later": version}


SENT = {
    "POST /consultations/{consultation_id}/conclusion": _concluding,
    "POST /answers": _together,
    "GET /causes": _between,
}
"""What names things that are there only then."""


def _typed(row):
    return lambda _walk: row.typed


def _ada(walk):
    return at_browser(walk.consulted.ada)


def _organiser(walk):
    client = at_browser(Person.objects.get(id=walk.consulted.asked.by.id))
    confirm(client)
    return client


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
    return Position.objects.get().name
