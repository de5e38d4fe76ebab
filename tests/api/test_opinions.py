"""Statements and opinion maps over the API: the same as on pages."""

import json

import pytest
from django.test import Client

from comity.consultation.actions import conversation
from comity.consultation.models import Participant, Round, Statement
from comity.consultation.queries import opinions
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.statements import Answer
from comity.people.models import Person
from comity.record.actions import run_due
from tests.factories import consultations
from tests.factories.opinions import THOUGHTS, asking, divided, shown
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return consultations.consultation()


@pytest.fixture
def round_(found):
    return asking(found=found)


@pytest.fixture
def organiser(found):
    return at_browser(Person.objects.get(id=consultations.organiser_of(found).id))


def call(client, method, address, body=None, *, status=200):
    answer = client.generic(
        method, f"/api/v1/{address}", json.dumps(body or {}), content_type="application/json"
    )
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_everybody_reads_the_statements(round_):
    found = call(Client(), "GET", f"rounds/{round_.id}/statements?limit=3")
    assert [one["text"] for one in found["items"]] == list(THOUGHTS[:3])
    rest = call(Client(), "GET", f"rounds/{round_.id}/statements?limit=3&after={found['next']}")
    assert [one["number"] for one in rest["items"]] == [4]
    asked = call(Client(), "GET", f"rounds/{round_.id}/next-statement")
    assert (asked["answered"], asked["total"]) == (0, 4)


def test_somebody_answers_and_takes_back(round_):
    ada = PersonFactory()
    client, one = at_browser(ada), shown(round_)[0]
    call(client, "PUT", f"statements/{one}/answer", {"answer": "disagree"}, status=204)
    assert opinions.answers(round_.id, as_actor(ada)) == {one: Answer.DISAGREE}
    told = call(client, "GET", f"rounds/{round_.id}/answers")
    assert told["items"] == [{"statement": one, "answer": "disagree"}]
    assert call(client, "GET", f"rounds/{round_.id}/next-statement")["answered"] == 1
    call(client, "DELETE", f"statements/{one}/answer", status=204)
    assert call(client, "GET", f"rounds/{round_.id}/answers")["items"] == []
    refused = call(client, "PUT", f"statements/{one}/answer", {"answer": "maybe"}, status=422)
    assert (refused["code"], refused["detail"]["field"]) == ("answer_unknown", "answer")
    call(Client(), "PUT", f"statements/{one}/answer", {"answer": "agree"}, status=401)


def test_somebody_without_an_account_answers_proposes_and_takes_back(found, round_):
    begun = call(Client(), "POST", f"consultations/{found.id}/part-without-account", status=201)
    client = Client(headers={"Comity-Receipt": begun["receipt"]})
    one = shown(round_)[0]
    call(client, "PUT", f"statements/{one}/answer", {"answer": "agree"}, status=204)
    told = call(client, "GET", f"rounds/{round_.id}/answers")
    assert told["items"] == [{"statement": one, "answer": "agree"}]
    assert call(client, "GET", f"rounds/{round_.id}/next-statement")["answered"] == 1
    call(client, "DELETE", f"statements/{one}/answer", status=204)
    assert call(client, "GET", f"rounds/{round_.id}/next-statement")["answered"] == 0
    said = {"text": "Meet at noon.", "language": "en"}
    mine = call(client, "POST", f"rounds/{round_.id}/statements", said, status=201)["id"]
    call(client, "DELETE", f"statements/{mine}", status=204)
    assert not Statement.objects.filter(id=mine).exists()


def test_a_receipt_of_another_consultation_is_no_use_here(round_):
    elsewhere = consultations.consultation()
    begun = call(Client(), "POST", f"consultations/{elsewhere.id}/part-without-account", status=201)
    client, one = Client(headers={"Comity-Receipt": begun["receipt"]}), shown(round_)[0]
    call(client, "PUT", f"statements/{one}/answer", {"answer": "agree"}, status=404)
    call(client, "PUT", "statements/none/answer", {"answer": "agree"}, status=404)
    call(client, "GET", f"rounds/{round_.id}/next-statement", status=404)
    nobody = Client(headers={"Comity-Receipt": "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA"})
    refused = call(nobody, "GET", f"rounds/{round_.id}/next-statement", status=422)
    assert refused["code"] == "taking_part_unknown"


def test_a_proposal_waits_and_is_shown_or_declined(round_, organiser):
    client = at_browser(PersonFactory())
    said = {"text": "Meet at noon.", "language": "en"}
    one = call(client, "POST", f"rounds/{round_.id}/statements", said, status=201)["id"]
    call(client, "GET", f"rounds/{round_.id}/waiting-statements", status=403)
    call(client, "POST", f"statements/{one}/showing", status=403)
    waiting = call(organiser, "GET", f"rounds/{round_.id}/waiting-statements")
    assert [row["id"] for row in waiting["items"]] == [one]
    call(organiser, "POST", f"statements/{one}/showing", status=204)
    words = {"text": "À midi."}
    call(organiser, "PUT", f"statements/{one}/translations/fr", words, status=204)
    why = {"reason": "It was said before."}
    call(organiser, "POST", f"statements/{one}/declining", why, status=204)
    told = call(Client(), "GET", f"rounds/{round_.id}/statements?declined=true")["items"]
    assert [(row["reason"], row["translations"]) for row in told] == [
        ("It was said before.", {"fr": "À midi."})
    ]


def test_a_proposal_is_taken_back(round_):
    client = at_browser(PersonFactory())
    said = {"text": "Meet at noon.", "language": "en"}
    one = call(client, "POST", f"rounds/{round_.id}/statements", said, status=201)["id"]
    call(at_browser(PersonFactory()), "DELETE", f"statements/{one}", status=404)
    call(client, "DELETE", f"statements/{one}", status=204)
    assert not Statement.objects.filter(id=one).exists()


def test_those_who_run_it_begin_with_statements(round_, organiser):
    said = {"text": "Meet twice.", "language": "en"}
    call(organiser, "POST", f"rounds/{round_.id}/first-statements", said, status=201)
    again = call(organiser, "POST", f"rounds/{round_.id}/first-statements", said, status=422)
    assert (again["code"], again["detail"]["number"]) == ("statement_already_there", 5)
    stranger = at_browser(PersonFactory())
    call(stranger, "POST", f"rounds/{round_.id}/first-statements", said, status=403)


def test_the_map_and_its_votes_are_public(round_, organiser):
    divided(round_, people=40)
    call(Client(), "GET", f"rounds/{round_.id}/opinion-map", status=404)
    call(organiser, "POST", f"rounds/{round_.id}/opinion-map", status=202)
    run_due(now=NOW)
    early = call(Client(), "GET", f"rounds/{round_.id}/opinion-map")
    assert (early["early"], early["input_hash"]) == (True, "")
    assert early["groups"] >= 2
    assert set(early["result"]) == {
        "algorithm",
        "state",
        "people",
        "groups",
        "statements",
        "majority",
        "shared",
        "divisive",
    }
    assert {name for row in early["result"]["statements"] for name in row} == {
        "statement",
        "together",
    }
    assert {name for group in early["result"]["groups"] for name in group} == {"representative"}
    assert all(round(one, 2) == one for one in early["stability"].values())
    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)
    call(organiser, "POST", f"rounds/{round_.id}/opinion-map", status=202)
    Round.objects.filter(id=round_.id).update(state=RoundState.OPEN)
    run_due(now=NOW)
    refused = call(Client(), "GET", f"rounds/{round_.id}/votes", status=404)
    assert refused["code"] == "opinion_votes_not_published"
    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)
    call(organiser, "POST", f"rounds/{round_.id}/opinion-map", status=202)
    run_due(now=NOW)
    found = call(Client(), "GET", f"rounds/{round_.id}/opinion-map")
    assert (found["groups"], found["early"]) == (2, False)
    assert found["stability"]["mean"] == 1.0
    assert found["result"]["input"] == found["input_hash"]
    votes = call(Client(), "GET", f"rounds/{round_.id}/votes")
    assert len(votes["people"]) == 80


def test_a_map_is_also_told_without_those_who_were_set_aside(found, round_, organiser):
    divided(round_)
    address, runs = f"rounds/{round_.id}/opinion-map", consultations.organiser_of(found)
    for who in sorted(Participant.objects.values_list("id", flat=True))[:5]:
        why = {"en": "The same answers forty times."}
        conversation.set_aside(participant_id=who, reason=why, by=runs, now=NOW)
    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)
    call(organiser, "POST", address, status=202)
    run_due(now=NOW)
    everybody, others = (call(Client(), "GET", f"{address}{one}") for one in ("", "?without=true"))
    assert everybody["result"]["people"] - others["result"]["people"] == 5
    assert (others["input_hash"], others["stability"]) == ("", None)


def test_where_nobody_was_set_aside_there_is_no_other_map(round_, organiser):
    divided(round_)
    call(organiser, "POST", f"rounds/{round_.id}/opinion-map", status=202)
    run_due(now=NOW)
    call(Client(), "GET", f"rounds/{round_.id}/opinion-map?without=true", status=404)


def test_other_rounds_have_none_of_this(found):
    other = consultations.opened(found, kind=RoundKind.LISTENING)
    for what in ("next-statement", "opinion-map", "votes"):
        call(Client(), "GET", f"rounds/{other.id}/{what}", status=404)
    call(Client(), "GET", "rounds/nothing/statements", status=404)
