"""Nobody calls so often that others are not answered."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.api import limits
from comity.api.limits import LIMITS, Caller
from comity.kernel.receipts import new_receipt
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(monkeypatch, time_machine):
    time_machine.move_to("2026-03-02T12:00:20+00:00", tick=False)
    for caller in Caller:
        monkeypatch.setitem(LIMITS, caller, 2)


def asked(client, path="communities", times=3, **headers):
    return [client.get(f"/api/v1/{path}", headers=headers).status_code for _ in range(times)]


def test_whoever_calls_too_often_is_told_when_to_come_back():
    client = Client()
    assert asked(client) == [200, 200, 429]
    answer = client.get("/api/v1/communities")
    assert answer.json()["code"] == "too_many_calls"
    assert answer.headers["Retry-After"] == "40"
    assert "40 seconds" in answer.json()["title"]


def test_in_the_next_minute_the_count_begins_anew(time_machine):
    client = Client()
    asked(client)
    time_machine.move_to("2026-03-02T12:01:00+00:00", tick=False)
    assert asked(client, times=1) == [200]


def test_each_person_has_a_count_of_their_own():
    for person in (PersonFactory(), PersonFactory()):
        client = Client()
        client.force_login(person)
        assert asked(client, "me") == [200, 200, 429]


def test_each_receipt_has_a_count_of_its_own(monkeypatch):
    monkeypatch.setitem(LIMITS, Caller.ANYBODY, 100)
    for receipt in (new_receipt(), new_receipt()):
        assert asked(Client(), "report", **{"Comity-Receipt": receipt.text}) == [422, 422, 429]


def test_receipts_that_somebody_makes_up_are_counted_together():
    answers = [
        asked(Client(), "report", times=1, **{"Comity-Receipt": new_receipt().text})
        for _ in range(3)
    ]
    assert answers == [[422], [422], [429]]


def test_the_gate_is_not_counted():
    assert 429 not in asked(Client(), "signups/wiki:1", times=4)


def test_a_count_names_nobody():
    client = Client()
    person = PersonFactory()
    client.force_login(person)
    asked(client, "me")
    assert person.id not in repr(limits.CALLS.__dict__)
    assert "127.0.0.1" not in repr(limits.CALLS.__dict__)


@pytest.mark.parametrize("path", ["communities", "signups/wiki:1"])
def test_counting_writes_nothing(client, path):
    with CaptureQueriesContext(connection) as log:
        asked(client, path)
    assert all(query["sql"].startswith("SELECT") for query in log)
