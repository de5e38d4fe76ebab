"""Translations, glossaries and talk over the API."""

import json

import pytest

from comity.access.rules import Permission
from comity.codes.queries import draft_of
from comity.codes.queries import version as version_of
from comity.codes.rules.documents import Text, Written
from tests.factories.codes import ANSWER, KINDNESS, OPERATOR, draft, in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import PersonFactory, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern")


@pytest.fixture
def version(movement):
    return in_force(community=movement)


@pytest.fixture
def amal(movement):
    return somebody(Permission.CODE_TRANSLATE, on=movement)


@pytest.fixture
def bo(movement):
    return somebody(Permission.CODE_TRANSLATE, on=movement)


@pytest.fixture
def ask(client):
    def send(method, address, body=None, *, status=200, by=None):
        if by:
            client.force_login(by)
        answer = client.generic(
            method.upper(),
            f"/api/v1/codes/{address}",
            json.dumps(body) if body else "",
            content_type="application/json",
        )
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    return send


def test_a_translation_is_sent_reviewed_and_counted(ask, version, amal, bo):
    unit = f"versions/{version.id}/languages/de/kindness"
    put = f"versions/{version.id}/provisions/kindness/de"
    source = ask("get", unit)["source_hash"]
    words = {"title": "Güte", "text": "Beleidigt niemanden.", "state": "in_review"}
    ask("put", put, words | {"made_from": "0" * 64}, status=422, by=amal)
    ask("put", put, words | {"made_from": source}, status=204)
    refused = ask("post", f"{put}/review", {"move": "approve"}, status=409)
    assert refused["code"] == "own_translation"
    ask("post", f"{put}/review", {"move": "approve"}, status=204, by=bo)
    shown = ask("get", unit)
    assert (shown["state"], shown["words"]["title"]) == ("approved", "Güte")
    assert [one["move"] for one in shown["history"]] == ["approve", "ask_review", "write"]
    rows = ask("get", f"versions/{version.id}/languages")["items"]
    german = next(one for one in rows if one["language"] == "de")
    assert (german["approved"], german["missing"], german["percent"]) == (1, 2, 33)
    missing = ask("get", f"versions/{version.id}/languages/de?state=missing")["items"]
    assert [one["provision"] for one in missing] == ["_about", "answer"]
    ask("get", f"versions/{version.id}/languages/de?state=explode", status=404)


def test_machine_words_say_so_to_everybody(ask, version, amal):
    words = {"title": "Güte", "text": "Beleidigt niemanden.", "state": "machine"}
    ask("put", f"versions/{version.id}/provisions/kindness/de", words, status=204, by=amal)
    one = next(one for one in ask("get", "lantern")["provisions"] if one["id"] == "kindness")
    assert {text["language"]: text["state"] for text in one["texts"]}["de"] == "machine"


def test_nothing_to_keep_is_refused(ask, version, movement):
    editor = somebody(Permission.CODE_EDIT, on=movement)
    body = {"made_from": "0" * 64, "reason": "A comma."}
    refused = ask("post", f"versions/{version.id}/kept/kindness", body, status=422, by=editor)
    assert refused["code"] == "source_not_translated"


def test_what_leaves_translations_right_is_said_and_taken_back(ask, version, movement, amal):
    words = {"title": "Güte", "text": "Beleidigt niemanden.", "state": "draft"}
    ask("put", f"versions/{version.id}/provisions/kindness/de", words, status=204, by=amal)
    before = ask("get", f"versions/{version.id}/languages/de/kindness")["source_hash"]
    again = Written(KINDNESS.provision, {"en": Text("Kindness", "Insult nobody here.")})
    draft(universal(ANSWER, again), community=movement)
    second = draft_of(movement.id, seen_by=OPERATOR)
    at, unit = f"versions/{second.id}/kept/kindness", f"versions/{second.id}/languages/de/kindness"
    editor = somebody(Permission.CODE_EDIT, on=movement)
    ask("post", at, {"made_from": before, "reason": "A comma."}, status=204, by=editor)
    shown = ask("get", unit)
    (kept,) = shown["kept"]
    assert (shown["state"], kept["reason"], kept["ended_on"]) == ("draft", "A comma.", None)
    end = {"made_from": before, "right_for": kept["right_for"], "reason": "It was more."}
    ask("post", f"{at}/end", end, status=403, by=amal)
    ask("post", f"{at}/end", end, status=204, by=editor)
    shown = ask("get", unit)
    (kept,) = shown["kept"]
    assert (shown["state"], kept["ended_reason"]) == ("outdated", "It was more.")
    refused = ask("post", f"{at}/end", end, status=409)
    assert refused["code"] == "translations_not_kept"


def test_the_title_is_translated_over_the_api_too(ask, version, amal):
    unit = f"versions/{version.id}/languages/de/_about"
    assert ask("get", unit)["source"]["title"] == "The code"
    words = {"title": "Der Kodex", "text": "Was hier gilt.", "state": "in_review"}
    ask("put", f"versions/{version.id}/provisions/_about/de", words, status=204, by=amal)
    assert ask("get", unit)["state"] == "in_review"
    assert version_of(version.id).title["de"] == "Der Kodex"


def test_a_glossary_is_kept_by_two(ask, version, amal, bo):
    term = {"term": "insult", "said": "Beleidigung"}
    ask("put", "lantern/glossary/de", term, status=403, by=PersonFactory())
    written = ask("put", "lantern/glossary/de", term, by=amal)
    ask("post", f"glossary/{written['id']}/approval", status=409)
    assert ask("post", f"glossary/{written['id']}/approval", by=bo)["approved_on"]
    assert [one["said"] for one in ask("get", "lantern/glossary/de")["items"]] == ["Beleidigung"]
    ask("delete", f"glossary/{written['id']}", status=204)
    assert ask("get", "lantern/glossary/de")["items"] == []


def test_talk_goes_on_over_the_api_too(ask, version, movement):
    question = {"provision": "kindness", "kind": "question", "language": "ar", "text": "لماذا؟"}
    ask("post", "lantern/talk", question, status=401)
    asker = PersonFactory(display_name="Amal")
    said = ask("post", "lantern/talk", question | {"community": "lantern"}, status=201, by=asker)
    reply = {"language": "en", "text": "Because."}
    given = ask("post", f"talk/{said['id']}/answers", reply, status=201, by=PersonFactory())
    ask("post", f"talk/{said['id']}/withdrawal", status=403)
    (thread,) = ask("get", "lantern/talk?provision=kindness&kind=question")["items"]
    assert (thread["name"], thread["answers"][0]["text"]) == ("Amal", "Because.")
    assert ask("get", "lantern/talk?still_open=true")["items"] == []
    editor = somebody(Permission.CODE_EDIT, on=movement)
    ask("post", f"talk/{given['id']}/hiding", {"reason": "Rude."}, status=204, by=editor)
    ask("post", f"talk/{said['id']}/withdrawal", status=204, by=asker)
    (thread,) = ask("get", "lantern/talk")["items"]
    assert (thread["text"], thread["answers"][0]["hidden_because"]) == ("", "Rude.")
    assert ask("get", "lantern/talk?language=fr")["items"] == []
