"""Whoever publishes over the API is told what was said before and is like it."""

import pytest
import time_machine
from django.test import Client

from comity.consultation.actions import traces
from comity.kernel.receipts import new_receipt
from comity.people.models import Person
from tests.factories import consultations as make
from tests.factories.answers import Asked
from tests.factories.opinions import THOUGHTS, asking, shown
from tests.factories.people import NOW, PersonFactory
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db
EARLIER = "Whoever reports harm waits far too long before anybody answers them."
AGAIN = {"text": "Who reports some harm waits much too long before anybody answers."}
NEW = {"text": "The lighthouse opens at nine and closes when the last boat is in."}
ENGLISH = {"language": "en"}
OFFLINE = ENGLISH | {"channel": "paper", "consent": "She signed the paper."}
GONE = {"kind": "remove", "provision": "answer"}
CALLS = {
    "contributions": ENGLISH,
    "contributions-without-account": ENGLISH,
    "contributions-for": OFFLINE,
    "suggestions": ENGLISH | GONE,
    "suggestions-for": OFFLINE | GONE,
}


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(NOW, tick=False):
        yield


def send(client, path, typed, **headers):
    answer = client.post(f"/api/v1/{path}", typed, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.mark.parametrize(("name", "typed"), CALLS.items(), ids=CALLS)
def test_what_is_published_is_answered_with_what_was_said_before(name, typed):
    asked = Asked()
    one = make.contributed(asked.round, text=EARLIER)
    traces.leave(contribution_id=one.id)
    runs = at_browser(Person.objects.get(id=asked.by.id))
    path = f"rounds/{asked.round.id}/{name}"
    [found] = send(runs, path, typed | AGAIN)["alike"]
    assert (found["contribution"], found["language"]) == (one.id, "en")
    assert 0.45 <= found["likeness"] < 1
    assert send(runs, path, typed | NEW)["alike"] == []


def test_a_receipt_is_told_the_same():
    asked, receipt = Asked(), new_receipt()
    one = make.contributed(asked.round, text=EARLIER, by=make.receipt_holder(receipt))
    traces.leave(contribution_id=one.id)
    path, own = f"rounds/{asked.round.id}/contributions", {"Comity-Receipt": receipt.text}
    [found] = send(Client(), path, ENGLISH | AGAIN, **own)["alike"]
    assert found["contribution"] == one.id


def test_a_statement_is_answered_with_those_that_people_are_asked_about():
    round_ = asking()
    client, path = at_browser(PersonFactory()), f"rounds/{round_.id}/statements"
    near = ENGLISH | {"text": f"{THOUGHTS[0].rstrip('.')} there."}
    made = send(client, path, near)
    assert made["alike"][0] == shown(round_)[0]
    assert made["id"] not in made["alike"]
    assert send(client, path, ENGLISH | NEW)["alike"] == []
