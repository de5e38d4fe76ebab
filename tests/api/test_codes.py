import json
from datetime import timedelta

import pytest
from django.utils import timezone

from comity.access.rules import Permission
from comity.cli.sandbox import load
from comity.codes.rules.exports.jsoned import read_json
from comity.kernel.ids import new_id
from comity.people.actions import make_token
from comity.people.rules import Scope
from tests.factories.codes import KINDNESS, MEANS, answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory, as_actor, somebody
from tests.web.serving import confirm

pytestmark = pytest.mark.django_db
TOML = "application/json"


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern")


@pytest.fixture
def project(movement):
    return CommunityFactory(parent=movement, slug="lighthouse")


@pytest.fixture
def ask(client):
    def send(method, address, body=None, *, status=200, by=None):
        if by:
            client.force_login(by)
        answer = (
            getattr(client, method)(
                f"/api/v1/codes/{address}", json.dumps(body or {}), content_type=TOML
            )
            if method != "get"
            else client.get(f"/api/v1/codes/{address}")
        )
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    return send


@pytest.fixture
def author(movement):
    return somebody(Permission.CODE_EDIT, Permission.CODE_PUT_IN_FORCE, on=movement)


def test_everybody_reads_what_binds_and_where_it_comes_from(ask, project):
    in_force()
    in_force(local(answer_in(1, "swift")), community=project)
    code = ask("get", "lighthouse")
    answer = next(one for one in code["provisions"] if one["id"] == "answer")
    assert answer["structure"]["parameters"] == {"days": ["at_most", "1 days", []]}
    assert [one["provision"] for one in answer["origins"]] == ["answer", "swift"]
    assert [one["language"] for one in answer["texts"]] == ["en"]
    assert len(code["hash"]) == 64


def test_where_nothing_binds_nothing_is_found(ask, project):
    ask("get", "lighthouse", status=404)
    ask("get", "nowhere", status=404)
    ask("get", f"versions/{new_id()}", status=404)


def test_an_author_writes_freezes_and_puts_a_code_in_force(ask, client, author):
    body = {"toml": load.text("code-universal.toml")}
    version = ask("post", "lantern/versions", body, status=201, by=author)
    assert (version["state"], version["number"]) == ("draft", 1)
    assert ask("get", f"versions/{version['id']}") == version
    confirm(client)
    frozen = ask("post", f"versions/{version['id']}/freeze", MEANS)
    assert (frozen["state"], frozen["effects"]) == ("frozen", MEANS)
    assert ask("post", f"versions/{version['id']}/put-in-force")["state"] == "in_force"
    assert len(ask("get", "lantern")["provisions"]) == 24
    assert [one["id"] for one in ask("get", "lantern/versions")["items"]] == [version["id"]]


@pytest.mark.parametrize("name", ["newcomers", "silent"])
def test_nothing_is_frozen_before_it_is_said_what_it_means(ask, client, author, name):
    version = draft(universal())
    client.force_login(author)
    confirm(client)
    unsaid = MEANS | {name: {"ar": "للجميع."}}
    refused = ask("post", f"versions/{version.id}/freeze", unsaid, status=422)
    assert refused["code"] == "code_effect_missing"
    assert refused["detail"]["field"] == name
    ask("post", f"versions/{version.id}/freeze", status=422)
    ask("post", f"versions/{version.id}/freeze", MEANS | {name: {"en": "a\0b"}}, status=422)
    assert ask("get", f"versions/{version.id}")["effects"] is None


@pytest.mark.parametrize("moment", ["freeze", "put-in-force"])
def test_whoever_has_not_just_confirmed_neither_freezes_nor_lets_bind(ask, author, moment):
    version = draft(universal())
    refused = ask("post", f"versions/{version.id}/{moment}", MEANS, status=403, by=author)
    assert refused["code"] == "not_confirmed"
    assert ask("get", f"versions/{version.id}")["state"] == "draft"


def test_a_token_freezes_for_whoever_confirmed_when_making_it(client, author):
    version = draft(universal())
    now = timezone.now()
    shown = make_token(
        name="Lantern bot",
        scopes=(Scope.CODES_WRITE,),
        ends_on=now.date() + timedelta(days=1),
        by=as_actor(author),
        now=now,
    )
    sent = {"Authorization": f"Bearer {shown}"}
    address = f"/api/v1/codes/versions/{version.id}/freeze"
    answer = client.post(address, MEANS, content_type=TOML, headers=sent)
    assert (answer.status_code, answer.json()["state"]) == (200, "frozen")


def test_an_author_translates(ask, author):
    version = in_force()
    words = {"title": "Güte", "text": "Beleidigt niemanden.", "state": "draft"}
    address = f"versions/{version.id}/provisions/kindness/de"
    ask("put", address, words, status=204, by=author)
    kindness = next(one for one in ask("get", "lantern")["provisions"] if one["id"] == "kindness")
    assert kindness["texts"][1]["state"] == "draft"
    ask("put", address.replace("/de", "/en"), words, status=422)
    ask("put", address, {**words, "text": "a\0b"}, status=422)
    ask("put", address, {**words, "title": "x" * 301}, status=422)


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ("a = = 1", "code_syntax_wrong"),
        ("a = 1", "several_problems"),
        ("", "several_problems"),
        ("a\0", "code_not_text"),
        ("\ud800", "several_problems"),
    ],
)
def test_a_text_that_is_no_code_is_named(ask, author, toml, code):
    refusal = ask("post", "lantern/versions", {"toml": toml}, status=422, by=author)
    assert refusal["code"] == code


def test_a_stranger_reads_no_draft_and_changes_nothing(ask, client, movement):
    version = draft(universal())
    ask("get", f"versions/{version.id}", status=404)
    assert ask("get", "lantern/versions")["items"] == []
    ask("post", f"versions/{version.id}/freeze", MEANS, status=401)
    client.force_login(PersonFactory())
    ask("post", f"versions/{version.id}/freeze", MEANS, status=403)
    confirm(client)
    ask("post", f"versions/{version.id}/freeze", MEANS, status=404)
    ask("post", "lantern/versions", {"toml": load.text("code-universal.toml")}, status=403)


def test_findings_come_with_a_witness_and_a_sentence(ask, project):
    in_force()
    in_force(local(answer_in(2)), community=project)
    in_force(universal(answer_in(1), KINDNESS))
    version = ask("get", "lighthouse/versions")["items"][0]
    (finding,) = ask("get", f"versions/{version['id']}/findings")["items"]
    assert (finding["dimension"], finding["wanted"], finding["given"]) == (
        "parameter",
        "1 days",
        "2 days",
    )
    assert finding["witness"] == {
        "behaviour": "answering",
        "actor": "everyone",
        "space": "everywhere",
    }
    assert "Example:" in finding["title"]


def test_changes_are_told_word_by_word(ask, movement):
    first = in_force()
    second = in_force(universal(answer_in(2), KINDNESS))
    (change,) = ask("get", f"versions/{first.id}/changes/{second.id}?language=ar")["items"]
    assert (change["provision"], change["language"]) == ("answer", "en")
    assert change["kinds"] == ["reworded", "restructured"]
    assert {part["op"] for part in change["text"]} >= {"added", "removed"}


def test_whoever_may_not_write_is_told_so_before_anything_is_read(ask):
    in_force()
    ask("post", "movement/versions", {"toml": "no [ code"}, status=403, by=PersonFactory())


def test_a_redline_says_which_way_each_change_goes(ask, movement):
    first = in_force()
    second = in_force(universal(answer_in(2)))
    changes = ask("get", f"versions/{first.id}/changes/{second.id}")["items"]
    answer = next(one for one in changes if one["provision"] == "answer")
    assert answer["tendency"] == "strengthening"
    assert list(answer["tendencies"].values()) == ["strengthening"]
    summary = ask("get", f"versions/{first.id}/summary/{second.id}")
    back = ask("get", f"versions/{second.id}/summary/{first.id}")
    assert summary["tendencies"]["strengthening"] == back["tendencies"]["weakening"]
    assert summary["languages"][0] == "en"


def test_a_version_is_had_as_a_file(ask, movement):
    version = in_force()
    found = ask("get", f"versions/{version.id}/file/json")
    assert read_json(found["text"]).provisions == universal().provisions
    assert found["name"].endswith(".json")
    assert ask("get", f"versions/{version.id}/file/docx", status=422)
