"""Suggestions, answers, agreement and conclusions over the API."""

import pytest
import time_machine
from django.test import Client

from comity.consultation.models import Suggestion
from comity.consultation.rules.dispositions import Decision
from comity.kernel.receipts import new_receipt
from comity.people.models import Person
from tests.factories import consultations as make
from tests.factories.answers import SAID, WHY, Asked
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.web.serving import at_browser, confirm

pytestmark = pytest.mark.django_db
JSON = "application/json"


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


def send(client, path, typed, method="post", **headers):
    return getattr(client, method)(f"/api/v1/{path}", typed, content_type=JSON, headers=headers)


def test_everybody_reads_answers_a_page_at_a_time(asked):
    said = [make.contributed(asked.round) for _ in range(3)]
    asked.answer(said[0], Decision.TAKEN_UP, provisions=["answer"])
    here = f"/api/v1/consultations/{asked.found.id}/answers"
    first = Client().get(f"{here}?limit=2").json()
    assert [one["number"] for one in first["items"]] == ["1.1", "1.2"]
    assert first["items"][0]["replies"][0]["reason"] == WHY
    second = Client().get(f"{here}?limit=2&after={first['next']}").json()
    assert ([one["number"] for one in second["items"]], second["next"]) == (["1.3"], None)
    waiting = Client().get(f"{here}?standing=waiting").json()["items"]
    assert [one["contribution"] for one in waiting] == [said[1].id, said[2].id]
    assert Client().get("/api/v1/consultations/nowhere/answers").status_code == 404


def test_a_suggestion_comes_with_a_receipt_too_and_is_partly_taken_up(asked, runs):
    receipt = new_receipt()
    make.contributed(asked.round, by=make.receipt_holder(receipt))
    wish = {
        "kind": "change",
        "provision": "answer",
        "patch": {"words": {"body": "In a week."}, "language": "en"},
        "text": "A week is honest.",
        "language": "en",
    }
    path = f"rounds/{asked.round.id}/suggestions"
    made = send(Client(), path, wish, **{"Comity-Receipt": receipt.text})
    assert made.status_code == 201
    one = made.json()["contribution"]
    partly = {
        "decision": "partly",
        "reason": WHY,
        "patch": {"words": {"body": "In five days."}, "language": "en"},
    }
    assert send(runs, f"contributions/{one}/answers", partly).status_code == 204
    assert Suggestion.objects.get().state == "partly"
    assert send(runs, f"contributions/{one}/answers", partly).json()["code"] == "answer_twice"
    missed = {"text": "I meant nights."}
    path = f"contributions/{one}/objections"
    assert send(Client(), path, missed, **{"Comity-Receipt": receipt.text}).status_code == 204


def test_a_suggestion_from_paper_comes_with_a_receipt_to_hand_over(asked, runs):
    typed = {
        "kind": "change",
        "provision": "answer",
        "patch": {"words": {"body": "In a week."}, "language": "en"},
        "text": "A week is honest.",
        "language": "en",
        "channel": "paper",
        "consent": "She signed the paper.",
    }
    path = f"rounds/{asked.round.id}/suggestions-for"
    assert send(at_browser(PersonFactory()), path, typed).status_code == 403
    refused = send(runs, path, typed | {"channel": "web"})
    assert refused.json()["code"] == "channel_wrong"
    made = send(runs, path, typed).json()
    row = Suggestion.objects.select_related("contribution").get()
    assert (row.contribution_id, row.contribution.channel) == (made["contribution"], "paper")
    assert row.contribution.entered_by_id == asked.by.id
    again = typed | {"receipt": made["receipt"], "provision": "answer", "kind": "remove"}
    second = send(runs, path, again).json()
    assert second["receipt"] == ""
    gone = f"contributions/{second['contribution']}"
    own = {"Comity-Receipt": made["receipt"]}
    assert send(Client(), gone, {}, "delete", **own).status_code == 204


def test_several_contributions_are_answered_together(asked, runs):
    said = [make.contributed(asked.round).id for _ in range(2)]
    typed = {"contributions": said, "decision": "taken_up", "reason": WHY}
    refused = send(at_browser(PersonFactory()), "answers", typed)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
    assert send(runs, "answers", typed | {"contributions": ["none"]}).status_code == 404
    assert send(runs, "answers", typed | {"contributions": []}).status_code == 422
    assert send(runs, "answers", typed).json() == {"count": 2}
    assert send(runs, "answers", typed).json()["code"] == "answer_twice"


def test_everybody_reads_which_contributions_changed_what(asked):
    said = make.contributed(asked.round)
    asked.answer(said, Decision.TAKEN_UP, provisions=["answer"])
    asked.close()
    asked.conclude()
    here = {"before": asked.version.id, "later": asked.version.id}
    path = "/api/v1/causes"
    assert Client().get(path, here).json() == {"items": [], "next": None}
    (row,) = Client().get(path, here | {"before_is_draft": True}).json()["items"]
    assert row["provision"] == "answer"
    assert [(one["contribution"], one["number"]) for one in row["causes"]] == [(said.id, "1.1")]
    assert Client().get(path, here | {"before": "none"}).status_code == 404


def test_a_consultation_ends_over_the_api(asked, runs):
    path = f"consultations/{asked.found.id}/conclusion"
    assert Client().get(f"/api/v1/{path}").status_code == 404
    asked.answer(make.contributed(asked.round, by=as_actor(PersonFactory())))
    asked.answer(asked.suggested(), Decision.TAKEN_UP)
    asked.close()
    typed = {
        "language": "en",
        "outcome": SAID.outcome,
        "newcomers": SAID.newcomers,
        "silent": {},
        "version": asked.version.id,
    }
    assert send(runs, path, typed).json()["code"] == "not_confirmed"
    confirm(runs)
    assert send(runs, path, typed).json()["code"] == "conclusion_words_missing"
    assert send(runs, path, typed | {"silent": SAID.silent}).status_code == 204
    assert Client().get(f"/api/v1/{path}").json()["version"] == asked.version.id
    found = Client().get(f"/api/v1/consultations/{asked.found.id}/answers").json()["items"]
    assert [(one["version"], one["stands"]) for one in found] == [(None, ""), (1, "whole")]
