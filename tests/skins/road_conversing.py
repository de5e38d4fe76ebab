"""For whom operations are that bring together, set aside and sum up, and the ways to them."""

from django.test import Client

from comity.consultation.actions import conversation
from comity.people.models import Person
from tests.factories import consultations as make
from tests.factories.people import NOW
from tests.skins.audiences import AUTHORS, NOT_THEIRS, PUBLIC, Row
from tests.web.serving import at_browser

HERE = {"consultation_id": "consultation"}
ROUND = {"round_id": "round"}
ONE = {"contribution_id": "contribution"}
WHY = {"reason": {"en": "One machine wrote forty times."}}
LOOK = {"text": "By the river.", "language": "en"}
CONVERSATION_OPERATIONS = {
    "POST /consultations/{consultation_id}/similar": Row(PUBLIC, at=HERE, typed=LOOK),
    "GET /contributions/{contribution_id}/together": Row(PUBLIC, at=ONE),
    "POST /contributions/{contribution_id}/together": Row(
        AUTHORS, at=ONE, typed={"contributions": ["contribution"]}
    ),
    "DELETE /contributions/{contribution_id}/together": Row(AUTHORS, at=ONE),
    "GET /rounds/{round_id}/summary": Row(PUBLIC, at=ROUND),
    "GET /rounds/{round_id}/results": Row(PUBLIC, at=ROUND),
    "GET /rounds/{round_id}/signals": Row(AUTHORS, at=ROUND),
    "GET /consultations/{consultation_id}/set-aside": Row(PUBLIC, at=HERE),
    "POST /participants/{participant_id}/set-aside": Row(
        AUTHORS, at={"participant_id": "participant"}, typed=WHY
    ),
    "POST /set-aside/{decision_id}/take-back": Row(
        NOT_THEIRS, at={"decision_id": "none"}, typed=WHY
    ),
}


class Conversed:
    """A consultation with contributions that stand together, and somebody set aside."""

    def __init__(self, walk):
        self.found = make.consultation(walk.story.house.project)
        self.round = make.opened(self.found)
        self.runs = make.organiser_of(self.found)
        first, second, third = (make.contributed(self.round) for _ in range(3))
        conversation.merge(lead_id=first.id, contribution_ids=[second.id], by=self.runs, now=NOW)
        self.first, self.second, self.third = first, second, third
        self.decision = conversation.set_aside(
            participant_id=first.participant.id, by=self.runs, now=NOW, **WHY
        )


def _begin(walk):
    walk.conversed = Conversed(walk)


def _at(walk):
    here = walk.conversed
    return {
        "consultation_id": here.found.id,
        "round_id": here.round.id,
        "contribution_id": here.second.id,
        "participant_id": here.third.participant.id,
        "decision_id": here.decision,
    }


def _organiser(walk):
    return at_browser(Person.objects.get(id=walk.conversed.runs.id))


def _nobody(_walk):
    return Client()


def ways_to_conversation(way):
    """List the ways; ``way`` makes one from its stop, its caller, its address and what is sent."""
    found = {}
    for operation, row in CONVERSATION_OPERATIONS.items():
        who = _nobody if row.audience is PUBLIC else _organiser
        found[operation] = way(
            "received", who, _at, lambda walk, row=row: _typed(walk, row), _begin
        )
    return found


def _typed(walk, row):
    """Name a contribution that is there, where the table names any."""
    there = {"contributions": [walk.conversed.third.id]}
    return row.typed | {key: there[key] for key in row.typed if key in there}
