"""Public pages of consultations in which much was said: still small, and with the same queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comity.communities.models import Community
from comity.consultation.actions import answers, conversation, decisions, equity, panels
from comity.consultation.rules.consensus import Choice
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.equity import Dimension
from tests.factories import consultations as make
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
LARGEST_PAGE = 30_000
FEW, MANY = 2, 22
WHY = {"en": "Because of the tide."}
TAGS = [f"q{chr(97 + place)}" for place in range(26)]


def spoken(many):
    """Let so many people do everything that a consultation offers, once each."""
    found = make.consultation()
    round_, by = make.opened(found), make.organiser_of(found)
    asked = {"round_id": round_.id, "question": {"en": "Shall we meet?"}, "language": "en"}
    first = decisions.ask(**asked, by=by, now=NOW)
    for place in range(many):
        person = as_actor(PersonFactory())
        said = make.contributed(round_, by=person, text=f"Thought {place} by the river.")
        decisions.take_position(
            decision_id=first,
            choice=Choice.CONCERN,
            reason="It floods.",
            language="en",
            by=person,
            now=NOW,
        )
        conversation.set_aside(participant_id=said.participant.id, reason=WHY, by=by, now=NOW)
        answers.answer(contribution_id=said.id, decision=Decision.NOTED, reason=WHY, by=by, now=NOW)
        panels.open_pool(
            consultation_id=found.id, name="A panel", seats=3, quotas=[], by=by, now=NOW
        )
        make.consultation(Community.objects.get(id=found.community_id))
        decisions.ask(**asked, by=by, now=NOW)
    lines = [f"language,{tag},4,A count,2025-12-31\n" for tag in TAGS[:25]]
    equity.set_targets(consultation_id=found.id, table="".join(lines), by=by, now=NOW)
    for tag in TAGS[: min(many, 25)]:
        equity.begin_outreach(
            consultation_id=found.id, dimension=Dimension.LANGUAGE, category=tag, by=by, now=NOW
        )
    return found, round_, first


def read(found, round_, proposal):
    """Read the public pages and lists: how many queries each took, and how long it is."""
    here = f"/api/v1/consultations/{found.id}"
    names = ("consultation", "you_said", "proposals", "panels", "set_aside_log", "outreach", "who")
    addresses = {name: reverse(f"consultation:{name}", args=[found.id]) for name in names} | {
        "all": reverse("consultation:consultations"),
        "feed": reverse("consultation:feed"),
        "round": reverse("consultation:round", args=[found.id, round_.id]),
        "proposal": reverse("consultation:proposal", args=[found.id, proposal]),
        "said over the API": f"/api/v1/rounds/{round_.id}/contributions",
        "panels over the API": f"{here}/panels",
        "proposals over the API": f"{here}/proposals",
        "answers over the API": f"{here}/answers",
    }
    taken = {}
    for name, address in addresses.items():
        client = Client()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, name
        taken[name] = (len(queries), len(answer.content))
    return taken


def test_public_pages_stay_small_and_ask_the_database_as_often_for_many_as_for_few():
    few, many = read(*spoken(FEW)), read(*spoken(MANY))
    assert {name: taken[0] for name, taken in many.items()} == {
        name: taken[0] for name, taken in few.items()
    }
    pages = {name: taken[1] for name, taken in many.items() if "API" not in name}
    assert max(pages.values()) <= LARGEST_PAGE, pages
