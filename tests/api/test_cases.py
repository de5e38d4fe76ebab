"""The whole road of a case over the API, and who is refused on the way."""

import base64
import json

import pytest
from django.test import Client
from django.utils import timezone

from comity.cases import tasks
from comity.cases.models import Delivery
from comity.kernel.ids import new_id
from comity.kernel.receipts import new_receipt
from tests.factories.cases import story as new_story
from tests.factories.people import PersonFactory
from tests.factories.reports import send
from tests.web.serving import at, at_browser
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db

VISIT = "a visit that nobody else can guess at all"
ALLEGATION = {
    "provision": "1.1",
    "what": "called another editor names.",
    "where": "the talk page of Lantern",
    "when": "on 1 March",
    "harm": 2,
    "intent": "knowing",
}
TERMS = {"level": 4, "kind": "partial_block", "days": 7, "pages": ["Lantern"]}


@pytest.fixture
def paper():
    with PaperWiki() as paper:
        yield paper


@pytest.fixture
def story(paper):
    told = new_story(paper)
    with at(told):
        yield told


@pytest.fixture
def member(story):
    """Ask as a member with unlocked keys."""

    def ask(person, path="", body=None, *, keyring=True):
        client = at_browser(person, story.keyring(person) if keyring else None)
        address = f"/api/v1/cases/{story.case_id}{path}"
        if body is None:
            return client.get(address)
        return client.post(address, json.dumps(body), content_type="application/json")

    return ask


@pytest.fixture
def party():
    """Ask with a receipt, or with nothing at all."""

    def ask(path, body=None, *, receipt=None):
        headers = {"Comity-Receipt": receipt} if receipt else {}
        address = f"/api/v1/{path}"
        if body is None:
            return Client().get(address, headers=headers)
        text = json.dumps(body)
        return Client().post(address, text, content_type="application/json", headers=headers)

    return ask


def account(story):
    return {
        "provider": "wiki",
        "subject": str(story.user.number),
        "name": story.user.name,
    }


def done(answer):
    assert answer.status_code in {200, 201, 204}, answer.content
    return answer.json() if answer.content else None


def test_a_case_goes_its_whole_road_over_the_api(story, member, party, paper):
    people = story.house.local.people
    done(member(people[0], "/taking", {}))
    done(member(people[0], "/acceptance", {"severity": 3}))
    for person in story.people("invited"):
        done(member(person, "/conflicts", {"conflicts": []}))
    one = story.members[0]
    done(member(one, "/inquiry", {}))
    done(member(one, "/evidence", {"text": "Look."}))
    shown = done(member(one))
    assert [provision["number"] for provision in shown["provisions"]] == ["1.1"]
    done(member(one, "/allegations", {**ALLEGATION, "account": account(story)}))
    done(member(one, "/service", {"note": ""}))
    tasks.deliver_notice(story.case_id, story.now)

    asked = {"wiki": Delivery.objects.get().wiki_id, "account": "Ferron", "visit": VISIT}
    started = done(party("messages/challenges", asked))
    paper.edit(story.user, started["summary"], at=timezone.now())
    proof = {"token": started["token"], "visit": VISIT}
    (receipt,) = done(party("messages/proofs", proof))["receipts"]
    read = done(party("messages", receipt=receipt))
    assert [item["kind"] for item in read["items"]][-1] == "particulars"
    assert [move["label"] for move in read["moves"]] == ["Answer"]
    done(party("messages", {"text": "I was upset."}, receipt=receipt))

    done(member(one, "/deliberation", {}))
    for person in story.members:
        choices = {q["id"]: "for" for q in done(member(person))["questions"]}
        done(member(person, "/votes", {"choices": choices}))
    done(member(one, "/findings", {}))
    assert done(member(one))["range"] == {
        "severity": 3,
        "history": 0,
        "floor": "M2",
        "start": "M3",
        "ceiling": "M5",
    }
    done(member(one, "/proposals", {"terms": TERMS, "reason": "so that others can work."}))
    for person in story.members:
        choices = {q["id"]: "for" for q in done(member(person))["questions"]}
        done(member(person, "/votes", {"choices": choices}))
    done(member(one, "/decision", {}))
    story.run_measures()
    assert len(paper.blocks) == 1
    (measure,) = done(member(one))["measures"]
    assert (measure["level"], measure["state"]) == ("M4", "in_force")

    appeal = {"grounds": ["hearing"], "text": "Not so."}
    done(party("messages/appeal", appeal, receipt=receipt))
    for person in story.people("invited", instance="appeal"):
        done(member(person, "/conflicts", {}))
    judge = story.judges[0]
    done(member(judge, "/outcomes", {"outcome": "overturn", "reason": "The evidence was weak."}))
    for person in story.judges:
        choices = {q["id"]: "for" for q in done(member(person))["questions"]}
        done(member(person, "/votes", {"choices": choices}))
    done(member(judge, "/appeal-decision", {}))
    story.run_measures()
    assert paper.blocks == []
    assert done(party("messages", receipt=receipt))["head"]["state"] == "closed"


def test_a_respondent_asks_for_support_over_the_api(story, party, paper):
    story.delivered()
    asked = {"wiki": Delivery.objects.get().wiki_id, "account": "Ferron", "visit": VISIT}
    started = done(party("messages/challenges", asked))
    paper.edit(story.user, started["summary"], at=timezone.now())
    proof = {"token": started["token"], "visit": VISIT}
    (receipt,) = done(party("messages/proofs", proof))["receipts"]
    item = done(party("messages/support", {"text": "A friend."}, receipt=receipt))
    said = {one["id"]: one for one in done(party("messages", receipt=receipt))["items"]}
    assert said[item["id"]]["kind"] == "support"
    assert party("messages/support", {"text": " "}, receipt=receipt).status_code == 422


def test_an_inbox_says_what_comes_next(story):
    client = at_browser(story.house.local.people[0])
    page = done(client.get("/api/v1/cases"))
    (row,) = page["items"]
    assert (row["head"]["id"], row["moves"], page["next"]) == (
        story.case_id,
        ["Take this case"],
        None,
    )
    assert row["head"]["state_label"] == "Received"


def test_nobody_is_asked_to_sign_in(party, story):
    assert party("cases").status_code == 401
    assert party(f"cases/{story.case_id}").status_code == 401


def test_a_stranger_cannot_tell_a_hidden_case_from_none(story):
    client = at_browser(PersonFactory())
    answers = [client.get(f"/api/v1/cases/{one}") for one in (story.case_id, new_id())]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_locked_keys_are_asked_for(story, member):
    answer = member(story.house.local.people[0], keyring=False)
    assert (answer.status_code, answer.json()["code"]) == (403, "locked")


def test_a_move_that_is_not_possible_says_so(story, member):
    answer = member(story.house.local.people[0], "/decision", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "case_move_not_possible")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/acceptance", {"severity": 9}, "severity"),
        ("/decline-proposal", {"reason": " "}, "reason"),
    ],
)
def test_wrong_input_is_named(story, member, path, body, field):
    story.taken()
    answer = member(story.house.local.people[0], path, body)
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, field)


def test_a_conflict_is_one_of_a_list(story, member):
    story.accepted()
    answer = member(story.people("invited")[0], "/conflicts", {"conflicts": ["tired"]})
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, "conflicts")


@pytest.mark.parametrize("path", ["messages", "report/case"])
@pytest.mark.parametrize("receipt", [None, "nonsense", new_receipt().text])
def test_without_a_receipt_nothing_is_read(party, path, receipt):
    answer = party(path, receipt=receipt)
    assert answer.status_code == 422
    assert answer.json()["code"] == "receipt_unknown"


def test_a_receipt_is_never_used_with_an_account(story):
    client = at_browser(PersonFactory())
    answer = client.get("/api/v1/messages", headers={"Comity-Receipt": new_receipt().text})
    assert answer.json()["code"] == "receipt_with_account"


def test_a_proof_is_bound_to_a_secret_that_nobody_guesses(story, party):
    story.delivered()
    asked = {"wiki": Delivery.objects.get().wiki_id, "account": "Ferron", "visit": "short"}
    assert party("messages/challenges", asked).json()["code"] == "case_proof_expired"


def test_a_file_is_handed_out_and_never_shown(story, member):
    story.inquired()
    one = story.members[0]
    file = {"name": "talk.html", "content_type": "text/html", "data": _base64(b"<b>Names</b>")}
    item = done(member(one, "/evidence", {"text": "", "files": [file]}))["id"]
    answer = member(one, f"/files/{item}/0")
    assert answer.content == b"<b>Names</b>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="talk.html"'
    assert member(one, f"/files/{item}/1").status_code == 404


def _base64(data):
    return base64.b64encode(data).decode()


def test_a_file_that_is_no_base64_is_refused(story, member):
    story.inquired()
    file = {"name": "x", "data": "***"}
    answer = member(story.members[0], "/evidence", {"text": "", "files": [file]})
    assert (answer.status_code, answer.json()["code"]) == (422, "file_not_usable")


def test_the_reporter_sees_how_the_case_stands(story, party):
    story.seated()
    sent = send(story.house.project)
    tasks.open_case(sent.report.id, story.now)
    shown = done(party("report/case", receipt=sent.text))
    assert shown["head"]["state"] == "received"
    assert shown["items"] == []


def test_the_guideline_is_public(story, party):
    shown = done(party("measures/guideline"))
    assert len(shown["cells"]) == 25
    assert [rung["level"] for rung in shown["ladder"]] == [f"M{level}" for level in range(9)]
    assert {"severity": 1, "history": 0, "floor": "M0", "start": "M1", "ceiling": "M2"} in (
        shown["cells"]
    )
