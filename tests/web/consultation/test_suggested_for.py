"""Suggestions that somebody writes down for somebody else."""

import pytest
import time_machine
from django.test import Client

from comity.consultation.models import Suggestion
from comity.people.models import Person
from tests.factories.answers import SUGGESTION, Asked
from tests.factories.people import NOW, PersonFactory
from tests.web.consulting import at
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


def test_somebody_writes_down_a_suggestion_and_hands_over_its_receipt(asked, runs):
    path = at(asked, f"rounds/{asked.round.id}/for/suggest/answer/")
    form = runs.get(path)
    assert "Write down what somebody suggested" in text_of(form)
    typed = SUGGESTION | {
        "channel": "meeting",
        "consent": "He nodded.",
        "once": form.context["form"]["once"].value(),
    }
    wrong = runs.post(path, typed | {"consent": ""})
    assert wrong.status_code == 422
    assert SUGGESTION["body"] in wrong.content.decode()
    answer = runs.post(path, typed)
    assert answer.headers["Location"].endswith(f"rounds/{asked.round.id}/for/receipt/")
    row = Suggestion.objects.select_related("contribution__participant").get()
    assert row.contribution.channel == "meeting"
    assert row.contribution.participant.person_id is None
    assert row.contribution.participant.receipt
    assert runs.get(answer.headers["Location"]).status_code == 200
    assert Client().get(path).status_code == 401
    assert at_browser(PersonFactory()).get(path).status_code == 403
    assert runs.get(at(asked, f"rounds/{asked.round.id}/for/suggest/none/")).status_code == 404
    asked.close()
    assert runs.get(path).status_code == 409


def test_the_text_leads_those_who_run_it_to_writing_suggestions_down(asked, runs):
    path = at(asked, f"rounds/{asked.round.id}/text/")
    assert "for/suggest/answer/" in runs.get(path).content.decode()
    assert "for/suggest/" not in Client().get(path).content.decode()
