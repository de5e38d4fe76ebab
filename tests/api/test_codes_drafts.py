import hashlib
import json
from dataclasses import replace

import pytest

from comity.access.rules import Permission
from comity.codes.models import CodeVersion
from comity.codes.rules.documents import Source
from tests.factories.codes import ANSWER, answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory, somebody
from tests.web.serving import confirm

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern")


@pytest.fixture
def ask(client):
    def send(method, address, body=None, *, status=200, by=None):
        if by:
            client.force_login(by)
        sent = {"content_type": "application/json"} if method != "get" else {}
        data = [json.dumps(body or {})] if method != "get" else []
        answer = getattr(client, method)(f"/api/v1/codes/{address}", *data, **sent)
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    return send


@pytest.fixture
def author(movement):
    return somebody(Permission.CODE_EDIT, on=movement)


def test_a_draft_starts_from_a_template_is_published_and_read_by_everybody(ask, author, movement):
    names = [one["name"] for one in ask("get", "lantern/templates")["items"]]
    assert "shipped-event" in names
    made = ask("post", "lantern/draft", {"template": "shipped-event"}, status=201, by=author)
    edition = ask("post", f"versions/{made['id']}/editions", status=201)
    assert (edition["number"], edition["version_number"]) == (1, 1)
    ask("post", f"versions/{made['id']}/editions", status=409)
    stranger = PersonFactory()
    whole = ask("get", f"editions/{edition['id']}", by=stranger)
    assert hashlib.sha256(whole["toml"].encode()).hexdigest() == edition["hash"]
    assert whole["document"]["provisions"]["pictures"]["modality"] == "must_not"
    assert [one["id"] for one in ask("get", "lantern/editions")["items"]] == [edition["id"]]
    assert movement.code.versions.count() == 1


def test_a_draft_comes_back_as_toml_or_json_and_says_the_same(ask, author, movement):
    draft(universal(), community=movement)
    found = ask("get", "lantern/draft", by=author)
    again = ask("put", "lantern/draft", {"document": found["document"], "seen": found["hash"]})
    assert again["id"] == found["version"]["id"]
    assert ask("get", "lantern/draft")["hash"] == found["hash"]
    ask("put", "lantern/draft", {"toml": found["toml"], "seen": found["hash"]})
    assert ask("get", "lantern/draft")["toml"] == found["toml"]


def test_who_comes_second_overwrites_nothing_unless_they_mean_to(ask, author, movement):
    draft(universal(), community=movement)
    found = ask("get", "lantern/draft", by=author)
    draft(universal(answer_in(2)), community=movement)
    sent = {"toml": found["toml"], "seen": found["hash"]}
    assert ask("put", "lantern/draft", sent, status=409)["code"] == "code_draft_changed"
    ask("put", "lantern/draft", {"toml": found["toml"]})
    assert ask("get", "lantern/draft")["hash"] == found["hash"]


def test_what_cannot_be_read_is_refused_with_the_key(ask, author, movement):
    draft(universal(ANSWER), community=movement)
    found = ask("get", "lantern/draft", by=author)
    found["document"]["provisions"]["answer"]["kind"] = "nonsense"
    problem = ask("put", "lantern/draft", {"document": found["document"]}, status=422)
    assert problem["detail"]["field"] == "provisions.answer.kind"
    ask("put", "lantern/draft", {}, status=422)


def test_a_draft_is_discarded_while_nobody_was_asked(ask, client, author, movement):
    draft(universal(), community=movement)
    refused = ask("delete", "lantern/draft", status=403, by=author)
    assert refused["code"] == "not_confirmed"
    confirm(client)
    ask("delete", "lantern/draft", status=204)
    assert not CodeVersion.objects.exists()
    ask("get", "lantern/draft", status=404)


def test_others_neither_read_nor_write_a_draft(ask, client, movement):
    version = draft(universal(), community=movement)
    stranger = PersonFactory()
    ask("get", "lantern/draft", status=401)
    ask("get", "lantern/draft", status=404, by=stranger)
    ask("post", "lantern/draft", {}, status=403)
    ask("put", "lantern/draft", {"toml": "x"}, status=403)
    confirm(client)
    ask("delete", "lantern/draft", status=404)
    ask("post", f"versions/{version.id}/editions", status=404)
    ask("get", f"editions/{version.id}", status=404)


def test_a_local_draft_over_the_api_may_use_the_names_above_it(ask, movement):
    in_force(universal(), community=movement)
    place = CommunityFactory(parent=movement, slug="lighthouse")
    editor = somebody(Permission.CODE_EDIT, on=place)
    draft(local(answer_in(1)), community=place)
    found = ask("get", "lighthouse/draft", by=editor)
    del found["document"]["behaviours"]
    ask("put", "lighthouse/draft", {"document": found["document"]})


def test_where_words_come_from_is_told_with_what_binds(ask, movement):
    in_force(universal(replace(ANSWER, source=Source("A leaflet"))), community=movement)
    (provision,) = ask("get", "lantern")["provisions"]
    assert provision["source"] == {
        "title": "A leaflet",
        "address": "",
        "section": "",
        "licence": "",
    }
