"""Proposals over the API: from asking to what is recorded."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from comity.consultation.actions import decisions
from comity.consultation.rules.consensus import Choice
from comity.people.models import Person
from tests.actions.consultation.test_decisions import Proposed
from tests.factories import consultations as make
from tests.factories.answers import Asked
from tests.factories.people import NOW, TODAY, PersonFactory
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db
JSON = "application/json"
QUESTION = {"question": {"en": "We meet at noon."}, "language": "en"}
OUTCOME = {"outcome": {"en": "So it is."}, "review_on": str(TODAY + timedelta(days=90))}


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


@pytest.fixture
def anybody():
    return at_browser(PersonFactory())


def send(client, path, typed, method="post", **headers):
    return getattr(client, method)(f"/api/v1/{path}", typed, content_type=JSON, headers=headers)


def read(path):
    return Client().get(f"/api/v1/{path}").json()


def test_a_proposal_from_asking_to_what_is_recorded(asked, runs, anybody):
    made = send(runs, f"rounds/{asked.round.id}/proposals", QUESTION)
    assert made.status_code == 201
    here = f"proposals/{made.json()['id']}"
    assert (read(here)["question"], read(here)["state"]) == (QUESTION["question"], "open")
    blocked = {"choice": "block", "reason": "I work at noon.", "language": "en"}
    assert send(anybody, f"{here}/position", blocked, "put").status_code == 204
    refused = send(runs, f"{here}/outcome", OUTCOME)
    assert (refused.status_code, refused.json()["code"]) == (409, "positions_unheard")
    (row,) = read(f"{here}/positions")["items"]
    assert (row["choice"], row["waits"], row["hearings"]) == ("block", True, [])
    heard = {"turn": row["turn"], "text": {"en": "We spoke. Evenings are as good."}}
    assert send(runs, f"positions/{row['id']}/hearing", heard).status_code == 204
    again = send(runs, f"positions/{row['id']}/hearing", heard)
    assert again.json()["code"] == "nothing_to_hear"
    (row,) = read(f"{here}/positions")["items"]
    assert (row["waits"], row["hearings"]) == (False, [heard["text"]])
    told = send(runs, f"{here}/outcome", OUTCOME).json()
    assert (told["state"], told["review_on"]) == ("not_reached", OUTCOME["review_on"])
    assert [one["id"] for one in read(f"consultations/{asked.found.id}/proposals")["items"]] == [
        told["id"]
    ]


def test_a_position_and_what_it_adds_up_to(asked, anybody):
    proposed = Proposed(asked)
    path = f"proposals/{proposed.id}/position"
    refused = send(anybody, path, {"choice": "block"}, "put")
    assert (refused.status_code, refused.json()["code"]) == (422, "position_without_reason")
    assert send(anybody, path, {"choice": "support"}, "put").status_code == 204
    (row,) = read(f"consultations/{asked.found.id}/proposals")["items"]
    assert (row["counts"]["support"], row["unheard"]) == (1, 0)


def test_somebody_without_an_account_takes_a_position(asked):
    proposed = Proposed(asked)
    begun = send(Client(), f"consultations/{asked.found.id}/part-without-account", {})
    assert begun.status_code == 201
    shown = {"Comity-Receipt": begun.json()["receipt"]}
    path, said = f"proposals/{proposed.id}/position", {"choice": "stand_aside"}
    assert send(Client(), path, said, "put", **shown).status_code == 204
    assert read(f"proposals/{proposed.id}")["counts"]["stand_aside"] == 1
    other = make.consultation()
    elsewhere = decisions.ask(
        round_id=make.opened(other).id, by=make.organiser_of(other), now=NOW, **QUESTION
    )
    path = f"proposals/{elsewhere}/position"
    assert send(Client(), path, said, "put", **shown).status_code == 404


def test_a_proposal_is_taken_back_for_a_reason(asked, runs):
    proposed = Proposed(asked)
    path = f"proposals/{proposed.id}/withdrawal"
    refused = send(runs, path, {"reason": " "})
    assert (refused.status_code, refused.json()["code"]) == (422, "consultation_reason_missing")
    assert send(runs, path, {"reason": "The room is gone."}).status_code == 204
    assert read(f"proposals/{proposed.id}")["state"] == "withdrawn"
    assert send(runs, path, {"reason": "Once more."}).json()["code"] == "decision_over"


def test_whoever_does_not_run_it_asks_hears_and_records_nothing(asked, anybody):
    proposed = Proposed(asked)
    blocked = proposed.say(Choice.BLOCK, reason="It is dark.")
    heard = {"turn": 1, "text": {"en": "We spoke."}}
    for path, typed in (
        (f"rounds/{asked.round.id}/proposals", QUESTION),
        (f"positions/{blocked.id}/hearing", heard),
        (f"proposals/{proposed.id}/outcome", OUTCOME),
        (f"proposals/{proposed.id}/withdrawal", {"reason": "Because."}),
    ):
        refused = send(anybody, path, typed)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted"), path


@pytest.mark.parametrize(
    ("method", "path", "typed"),
    [
        ("get", "proposals/none", None),
        ("get", "proposals/none/positions", None),
        ("put", "proposals/none/position", {"choice": "support"}),
        ("post", "proposals/none/outcome", OUTCOME),
        ("post", "proposals/none/withdrawal", {"reason": "Because."}),
        ("post", "positions/1/hearing", {"turn": 1, "text": {"en": "We spoke."}}),
        ("get", "consultations/none/proposals", None),
    ],
)
def test_what_is_not_there_is_not_found(anybody, method, path, typed):
    assert send(anybody, path, typed, method).status_code == 404
