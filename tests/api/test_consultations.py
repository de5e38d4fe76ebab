"""Consultations over the API: the same people, the same rules, without pages."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from comity.consultation.actions import rounds as running
from comity.consultation.queries import contributions as queries
from comity.consultation.queries import rounds
from comity.consultation.rules.kinds import Channel
from comity.kernel.actors import SYSTEM
from comity.kernel.receipts import new_receipt
from comity.people.models import Person
from tests.factories import consultations as make
from tests.factories.people import NOW, PersonFactory

pytestmark = pytest.mark.django_db
SAID = {"text": "By the river.", "language": "en"}


def call(client, method, path, sent=None, **headers):
    answer = client.generic(
        method, f"/api/v1{path}", json.dumps(sent or {}), "application/json", headers=headers
    )
    return answer.status_code, json.loads(answer.content or "null")


def signed_in():
    client = Client()
    client.force_login(PersonFactory())
    return client


def test_somebody_without_an_account_comes_back_with_their_receipt(client):
    round_ = make.opened()
    path = f"/rounds/{round_.id}/contributions"
    status, made = call(client, "POST", f"{path}-without-account", SAID)
    assert status == 201
    receipt = {"Comity-Receipt": made["receipt"]}
    assert call(client, "POST", path, SAID | {"text": "And warm."}, **receipt)[0] == 201
    first, second = queries.contributions(round_.id)
    assert first.participant == second.participant
    assert first.channel is Channel.API
    one = f"/contributions/{first.id}"
    changed = call(client, "PUT", one, SAID | {"text": "On the hill."}, **receipt)[1]
    assert changed["text"] == "On the hill."
    assert call(client, "DELETE", one, **receipt)[0] == 204
    assert call(client, "GET", one)[1]["text"] == ""


def test_a_receipt_of_another_consultation_is_good_for_nothing_here(client):
    elsewhere, here = make.opened(), make.opened()
    _status, made = call(
        client, "POST", f"/rounds/{elsewhere.id}/contributions-without-account", SAID
    )
    receipt = {"Comity-Receipt": made["receipt"]}
    assert call(client, "POST", f"/rounds/{here.id}/contributions", SAID, **receipt)[0] == 404


def test_a_made_up_receipt_and_none_at_all_are_refused(client):
    path = f"/rounds/{make.opened().id}/contributions"
    receipt = {"Comity-Receipt": new_receipt().text}
    assert call(client, "POST", path, SAID, **receipt)[1]["code"] == "taking_part_unknown"
    assert call(client, "POST", path, SAID)[0] == 401


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (SAID | {"text": " "}, "contribution_empty"),
        (SAID | {"text": "x" * 20_001}, "contribution_too_long"),
        (SAID | {"language": "english"}, "contribution_language_wrong"),
        (SAID | {"about": [{"provision": "nothing"}]}, "provision_unknown"),
    ],
)
def test_what_cannot_be_used_is_named(sent, code):
    path = f"/rounds/{make.opened().id}/contributions"
    assert call(signed_in(), "POST", path, sent)[1]["code"] == code


def test_a_closed_round_takes_nothing():
    round_ = make.opened()
    running.close(round_id=round_.id, by=SYSTEM, now=NOW + timedelta(days=7))
    answer = call(signed_in(), "POST", f"/rounds/{round_.id}/contributions", SAID)[1]
    assert answer["code"] == "round_not_open"


def test_a_long_round_is_told_a_page_at_a_time_and_once(client):
    round_ = make.opened()
    for number in range(5):
        make.contributed(round_, text=f"Word {number}.")
    path, told = f"/rounds/{round_.id}/contributions?limit=2", []
    after = ""
    while after is not None:
        answer = call(client, "GET", f"{path}&after={after}")[1]
        told += [one["text"] for one in answer["items"]]
        after = answer["next"]
    assert told == [f"Word {number}." for number in range(5)]


def test_a_mark_of_another_list_is_refused(client):
    round_ = make.opened()
    status, answer = call(client, "GET", f"/rounds/{round_.id}/contributions?after=nowhere")
    assert (status, answer["code"]) == (422, "place_gone")


def test_what_is_there_is_listed(client):
    round_ = make.opened()
    answer = call(client, "GET", "/consultations")[1]
    [one] = answer["items"]
    assert one["rounds"][0]["id"] == round_.id
    assert call(client, "GET", f"/consultations/{one['id']}")[1] == one
    assert call(client, "GET", "/consultations?community=nothing")[1]["items"] == []


def test_a_round_at_the_end_of_all_calendars_is_refused_and_breaks_no_page():
    found = make.consultation()
    client = Client()
    client.force_login(Person.objects.get(id=make.organiser_of(found).id))
    asked = {"kind": "listening", "languages": ["en"], "opens": "9999-12-30T10:00:00Z"}
    for closes in ("9999-12-31T23:00:00Z", "9999-12-31T23:00:00-12:00"):
        path = f"/consultations/{found.id}/rounds"
        status, said = call(client, "POST", path, asked | {"closes": closes})
        assert (status, said["code"]) == (422, "round_dates_wrong")


def test_a_consultation_is_cancelled_there_and_concluded_elsewhere():
    found, runs = make.consultation(), Client()
    runs.force_login(Person.objects.get(id=make.organiser_of(found).id))
    path, why = f"/consultations/{found.id}/end", {"reason": "Nobody came."}
    for neither in (why, why | {"cancelled": False}):
        assert call(runs, "POST", path, neither)[0] == 422
    status, ended = call(runs, "POST", path, why | {"cancelled": True})
    assert (status, ended["stage"]) == (200, "cancelled")


def test_a_round_that_nobody_measures_is_closed_with_a_reason_and_told_with_it(client):
    found = make.consultation()
    first, second = make.opened(found), make.opened(found)
    runs = Client()
    runs.force_login(Person.objects.get(id=make.organiser_of(found).id))
    over = {"step": "close", "reason": "All is said."}
    path = f"/rounds/{first.id}/steps"
    assert call(runs, "POST", path, over)[1]["code"] == "round_unmeasured"
    why = {"unmeasured": make.UNMEASURED, "language": "en"}
    assert call(runs, "POST", path, over | why)[1]["unmeasured"]["reason"] == make.UNMEASURED
    running.close(round_id=second.id, by=SYSTEM, now=second.closes)
    owed = call(client, "GET", f"/consultations/{found.id}")[1]["rounds"][1]
    assert owed["unmeasured"] == {"reason": "", "language": ""}
    path = f"/rounds/{second.id}/steps"
    assert call(runs, "POST", path, {"step": "answer"})[1]["code"] == "round_unmeasured"
    explained = {"step": "explain", "reason": "Personne ne sait.", "language": "fr"}
    assert call(runs, "POST", path, explained)[0] == 200
    told = call(client, "GET", f"/consultations/{found.id}")[1]["rounds"][1]
    assert told["unmeasured"] == {"reason": "Personne ne sait.", "language": "fr"}


def test_a_receipt_of_another_consultation_is_none_here(client):
    round_, elsewhere = make.opened(), make.opened()
    status, made = call(
        client, "POST", f"/rounds/{elsewhere.id}/contributions-without-account", SAID
    )
    assert status == 201
    runs = Client()
    by = make.organiser_of(rounds.consultation(round_.consultation_id))
    runs.force_login(Person.objects.get(id=by.id))
    offline = SAID | {"channel": "paper", "consent": "She nodded.", "receipt": made["receipt"]}
    wish = offline | {"kind": "remove", "provision": "kindness"}
    for what, sent in (("contributions-for", offline), ("suggestions-for", wish)):
        status, told = call(runs, "POST", f"/rounds/{round_.id}/{what}", sent)
        assert (status, told["code"]) == (422, "taking_part_unknown")
        assert call(runs, "POST", f"/rounds/none/{what}", sent)[0] == 404
    assert queries.count(round_.id) == 0
