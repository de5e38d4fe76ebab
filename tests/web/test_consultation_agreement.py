"""Pages on which people say how far they agree with a proposal."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from comity.consultation.models import (
    Hearing,
    Position,
)
from comity.consultation.rules.consensus import Choice
from comity.people.models import Person
from tests.actions.consultation.test_decisions import Proposed
from tests.factories.answers import Asked
from tests.factories.people import NOW, PersonFactory
from tests.web.consulting import at, once
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def runs(asked):
    return at_browser(Person.objects.get(id=asked.by.id))


def test_people_say_how_they_stand_and_are_heard(asked, runs):
    new = at(asked, f"rounds/{asked.round.id}/proposals/new/")
    typed = {"question": "We meet by the river.", "language": "en", "body_id": ""}
    assert "The proposal is published." in text_of(runs.post(new, typed, follow=True))
    proposal = at(asked, "proposals/")
    page = runs.get(proposal)
    assert "We meet by the river." in text_of(page)
    decision = page.context["rows"][0]["row"].id
    here = f"{proposal}{decision}/"
    client = at_browser(PersonFactory())
    refused = client.post(here, {"choice": "block", "reason": "", "language": "en"})
    assert refused.status_code == 422
    assert "without knowing the reason" in text_of(refused)
    client.post(here, {"choice": "block", "reason": "It is dark there.", "language": "en"})
    page = text_of(Client().get(here))
    assert "It is dark there." in page
    assert "1 person with a block or a concern has not been heard yet." in page
    refused = runs.post(
        f"{here}record/", {"outcome": "So.", "language": "en", "review_on": "2026-06-01"}
    )
    assert refused.status_code == 422
    position = Position.objects.get()
    heard = {"text": "We spoke. Lamps are put up.", "language": "en", "turn": "1"}
    assert runs.post(f"{here}hear/{position.name}/", heard).status_code == 302
    assert Hearing.objects.exists()
    client.post(here, {"choice": "support", "reason": "", "language": "en"})
    assert Client().get(f"{here}record/").status_code == 401
    record = {"outcome": "We meet there.", "language": "en", "review_on": "2026-06-01"}
    assert runs.post(f"{here}record/", record).status_code == 302
    page = text_of(Client().get(here))
    assert "Those asked agree: somebody supports it, and nobody blocks it." in page
    assert "We meet there." in page
    assert client.post(here, {"choice": "support", "language": "en"}).status_code == 422


def test_nobody_needs_an_account_to_say_how_they_stand(asked):
    proposed = Proposed(asked)
    here = at(asked, f"proposals/{proposed.id}/")
    client = Client()
    typed = {"choice": "support", "reason": "", "language": "en"}
    assert client.post(here, typed).status_code == 422
    answer = client.post(here, typed | {"once": once(client.get(here))})
    assert answer.status_code == 302
    assert Position.objects.get().choice == Choice.SUPPORT


def test_a_proposal_is_taken_back_for_everybody_to_see(asked, runs):
    proposed = Proposed(asked)
    here = at(asked, f"proposals/{proposed.id}/take-back/")
    assert runs.post(here, {"reason": ""}).status_code == 422
    assert runs.post(here, {"reason": "We ask anew."}).status_code == 302
    assert "We ask anew." in text_of(Client().get(at(asked, f"proposals/{proposed.id}/")))


def test_those_who_run_it_see_what_is_to_be_looked_at_again(asked, runs):
    proposed = Proposed(asked)
    proposed.say(Choice.SUPPORT)
    proposed.record()
    assert "To be looked at again" not in text_of(runs.get(at(asked, "")))
    with time_machine.travel(NOW + timedelta(days=181), tick=False):
        page = at_browser(Person.objects.get(id=asked.by.id)).get(at(asked, ""))
        assert "To be looked at again" in text_of(page)
        assert at(asked, f"proposals/{proposed.id}/") in page.content.decode()
        assert "To be looked at again" not in text_of(Client().get(at(asked, "")))
