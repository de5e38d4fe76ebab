"""For whom operations about consultations and rounds are, and the ways to them."""

from django.test import Client

from comity.people.models import Person
from tests.factories import consultations as make
from tests.factories.people import PersonFactory, as_actor
from tests.skins.answers import Answer
from tests.skins.audiences import (
    AUTHORS,
    NOBODY,
    PERSONS,
    PUBLIC,
    SIGNED_IN,
    WITHOUT_ACCOUNT,
    Row,
    _all,
)
from tests.web.serving import at_browser

SAID = {"text": "By the river.", "language": "en"}
OFFLINE = SAID | {"channel": "call", "consent": "She said yes."}
ASKED = {"title": {"en": "A"}, "question": {"en": "B"}, "source_language": "en"}
WORDS = {"title": {"en": "A"}, "question": {"en": "C"}}
PLAN = {
    "kind": "listening",
    "opens": "2099-01-01T12:00:00Z",
    "closes": "2099-02-01T12:00:00Z",
    "languages": ["en"],
}
REPLAN = {name: said for name, said in PLAN.items() if name != "kind"}
WHY = {"reason": "Because."}
HERE = {"consultation_id": "consultation"}
ROUND = {"round_id": "round"}
ONE = {"contribution_id": "contribution"}

NOT_OF_HERE = {role: {Answer.REFUSED} for role in WITHOUT_ACCOUNT if role != NOBODY}
"""A receipt of a report is none of a consultation."""
SPEAKERS = SIGNED_IN | NOT_OF_HERE
AUTHOR = SPEAKERS | _all(PERSONS, Answer.FORBIDDEN)
"""Nobody here said it."""

ROUND_OPERATIONS = {
    "GET /consultations": Row(PUBLIC),
    "GET /consultations/{consultation_id}": Row(PUBLIC, at=HERE),
    "PUT /consultations/{consultation_id}": Row(AUTHORS, at=HERE, typed=WORDS),
    "POST /consultations/{consultation_id}/end": Row(
        AUTHORS, at=HERE, typed=WHY | {"cancelled": True}
    ),
    "POST /consultations/{consultation_id}/rounds": Row(AUTHORS, at=HERE, typed=PLAN),
    "PUT /consultations/{consultation_id}/part": Row(
        SIGNED_IN, at=HERE, typed={"shows_name": False, "wants_letters": False}
    ),
    "POST /consultations/{consultation_id}/part-without-account": Row(PUBLIC, at=HERE),
    "POST /communities/{community_id}/consultations": Row(
        AUTHORS, at={"community_id": "project_id"}, typed=ASKED
    ),
    "PUT /rounds/{round_id}/plan": Row(AUTHORS, at=ROUND, typed=REPLAN),
    "POST /rounds/{round_id}/steps": Row(AUTHORS, at=ROUND, typed=WHY | {"step": "cancel"}),
    "GET /rounds/{round_id}/contributions": Row(PUBLIC, at=ROUND),
    "POST /rounds/{round_id}/contributions": Row(SPEAKERS, at=ROUND, typed=SAID),
    "POST /rounds/{round_id}/contributions-without-account": Row(PUBLIC, at=ROUND, typed=SAID),
    "POST /rounds/{round_id}/contributions-for": Row(AUTHORS, at=ROUND, typed=OFFLINE),
    "GET /contributions/{contribution_id}": Row(PUBLIC, at=ONE),
    "PUT /contributions/{contribution_id}": Row(AUTHOR, at=ONE, typed=SAID),
    "DELETE /contributions/{contribution_id}": Row(AUTHOR, at=ONE),
    "PUT /contributions/{contribution_id}/translations/{language}": Row(
        SIGNED_IN, at=ONE | {"language": "fr"}, typed={"text": "Au bord du fleuve."}
    ),
}


class Asked:
    """A consultation, who runs it, and somebody who has said something."""

    def __init__(self, walk):
        self.found = make.consultation(walk.story.house.project)
        self.round = make.opened(self.found)
        self.planned = make.planned(self.found)
        self.runs = make.organiser_of(self.found)
        self.ada = PersonFactory()
        self.said = make.contributed(self.round, by=as_actor(self.ada))


def _begin(walk):
    walk.asked = Asked(walk)


def _at(walk):
    asked = walk.asked
    return {
        "consultation_id": asked.found.id,
        "round_id": asked.round.id,
        "contribution_id": asked.said.id,
        "community_id": asked.found.community_id,
        "language": "fr",
    }


def _ahead(walk):
    return {"round_id": walk.asked.planned.id}


def _ada(walk):
    return at_browser(walk.asked.ada)


def _organiser(walk):
    return at_browser(Person.objects.get(id=walk.asked.runs.id))


def _nobody(_walk):
    return Client()


def ways_to_rounds(way):
    """List the ways; ``way`` makes one from its stop, its caller, its address and what is sent."""
    found = {}
    for operation, row in ROUND_OPERATIONS.items():
        who = {id(AUTHORS): _organiser, id(PUBLIC): _nobody}.get(id(row.audience), _ada)
        at = _ahead if operation.endswith("/plan") else _at
        found[operation] = way("received", who, at, lambda _walk, row=row: row.typed, _begin)
    return found
