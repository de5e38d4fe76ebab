"""A draft over the API, provision by provision; files brought in; who translates and who judges."""

import json

import pytest

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.codes.models import CodeImport, CodeVersion
from tests.factories.codes import draft, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory, somebody
from tests.web.serving import confirm

pytestmark = pytest.mark.django_db
WELCOME = {"kind": "expected", "en": {"title": "Welcome", "text": "Greet whoever comes."}}
GIVEN = {"translators": Permission.CODE_TRANSLATE, "reviewers": Permission.CODE_REVIEW}
A_PAGE = "# Ours\n\n## Welcome\n\nGreet whoever comes.\n\n## Thanks\n\nSay thank you.\n"


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern")


@pytest.fixture
def drafted(movement):
    return draft(universal(), community=movement)


@pytest.fixture
def author(movement, client):
    person = somebody(Permission.CODE_EDIT, Permission.CODE_PUT_IN_FORCE, on=movement)
    client.force_login(person)
    return person


@pytest.fixture
def ask(client):
    def send(method, address, body=None, *, status=200):
        sent = {"content_type": "application/json"} if method != "get" else {}
        data = json.dumps(body or {}) if method != "get" else body
        path = address if address.startswith("/") else f"/lantern/{address}"
        answer = getattr(client, method)(f"/api/v1/codes{path}", data, **sent)
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    return send


def listed(ask):
    return {one["id"]: one for one in ask("get", "draft/provisions")["items"]}


def test_a_provision_is_added_changed_moved_taken_out_and_brought_back(ask, author, drafted):
    made = ask("post", "draft/provisions", {"id": "welcome", "provision": WELCOME}, status=201)
    edition = ask("post", f"/versions/{drafted.id}/editions", status=201)["id"]
    shorter = WELCOME | {"en": {"title": "Welcome", "text": "Greet all."}}
    one = "draft/provisions/welcome"
    changed = ask("put", one, {"provision": shorter, "seen": made["seen"]})
    assert changed["provision"]["en"]["text"] == "Greet all."
    ask("post", f"{one}/move", {"up": True}, status=204)
    assert list(listed(ask)) == ["answer", "welcome", "kindness"]
    ask("post", f"{one}/removal", {"seen": changed["seen"]}, status=204)
    assert list(listed(ask)) == ["answer", "kindness"]
    back = ask("post", f"{one}/return", {"edition": edition}, status=201)
    assert back["provision"]["en"]["text"] == "Greet whoever comes."


def test_who_comes_second_is_told_so_and_overwrites_nothing(ask, author, drafted):
    seen = listed(ask)["answer"]["seen"]
    first = WELCOME | {"en": {"title": "Answer", "text": "Soon."}}
    ask("put", "draft/provisions/answer", {"provision": first, "seen": seen})
    problem = ask(
        "put", "draft/provisions/answer", {"provision": WELCOME, "seen": seen}, status=409
    )
    assert problem["code"] == "code_provision_changed"
    ask("post", "draft/provisions/answer/removal", {"seen": seen}, status=409)
    assert listed(ask)["answer"]["provision"]["en"]["text"] == "Soon."


def test_what_comes_out_goes_back_in_and_translations_stay_as_they_are(ask, author, drafted):
    before = listed(ask)["answer"]
    said = before["provision"] | {"ar": {"text": "غير"}}
    after = ask("put", "draft/provisions/answer", {"provision": said, "seen": before["seen"]})
    assert after == before


def test_the_list_of_provisions_goes_on_page_by_page(ask, author, drafted):
    first = ask("get", "draft/provisions", {"limit": 1})
    assert [one["id"] for one in first["items"]] == ["answer"]
    rest = ask("get", "draft/provisions", {"limit": 1, "after": first["next"]})
    assert [one["id"] for one in rest["items"]] == ["kindness"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("provision", "field"),
    [
        ({"kind": "nonsense", "en": {"text": "A"}}, "provisions.welcome.kind"),
        ({"kind": "text"}, "provisions.welcome.en"),
        ({"kind": "text", "mood": "good", "en": {"text": "A"}}, "provisions.welcome.mood"),
        (
            {"kind": "right", "modality": "may", "behaviours": ["none"], "en": {"text": "A"}},
            "behaviours",
        ),
    ],
)
def test_what_is_wrong_with_a_provision_is_named(ask, author, drafted, provision, field):
    sent = {"id": "welcome", "provision": provision}
    assert ask("post", "draft/provisions", sent, status=422)["detail"]["field"] == field


def test_names_are_explained_and_forgotten_and_the_draft_is_described(ask, author, drafted):
    guests = {"axis": "actors", "name": "guests", "called": "guests"}
    ask("post", "draft/names", guests, status=204)
    assert ask("post", "draft/names", guests, status=422)["detail"]["field"] == "name"
    ask("delete", "draft/names/actors/guests", status=204)
    ask("delete", "draft/names/actors/guests", status=404)
    ask("delete", "draft/names/behaviours/answering", status=409)
    ask("put", "draft/description", {"title": "Ours", "licence": "CC-BY-4.0"}, status=204)
    assert CodeVersion.objects.get().title["en"] == "Ours"


def test_others_find_no_draft_to_edit_and_no_files(ask, client, author, drafted):
    made = ask("post", "imports", {"files": [{"text": A_PAGE}]}, status=201)
    client.force_login(PersonFactory())
    ask("get", "draft/provisions", status=404)
    ask("post", "draft/provisions", {"id": "welcome", "provision": WELCOME}, status=404)
    ask("put", "draft/description", {"title": "Theirs"}, status=404)
    ask("post", "imports", {"files": [{"text": A_PAGE}]}, status=403)
    ask("get", f"imports/{made['id']}", status=404)
    ask("post", f"imports/{made['id']}/draft", status=404)
    ask("delete", f"imports/{made['id']}", status=404)
    client.logout()
    ask("get", "draft/provisions", status=401)


def test_files_are_brought_in_looked_at_and_written_down(ask, author, movement):
    made = ask("post", "imports", {"files": [{"text": A_PAGE}], "source": "A leaflet"}, status=201)
    assert made["state"] == "read"
    assert "A leaflet" in ask("get", f"imports/{made['id']}")["toml"]
    assert not CodeVersion.objects.exists()
    ask("post", f"imports/{made['id']}/draft", status=201)
    assert len(listed(ask)) == 2
    ask("get", f"imports/{made['id']}", status=404)


def test_files_that_say_nothing_are_refused_and_others_forgotten(ask, author, movement):
    assert ask("post", "imports", {"files": []}, status=422)["detail"]["field"] == "text"
    wrong = {"files": [{"text": A_PAGE}], "language": "english, really"}
    assert ask("post", "imports", wrong, status=422)["detail"]["field"] == "language"
    made = ask("post", "imports", {"files": [{"text": A_PAGE}]}, status=201)
    ask("delete", f"imports/{made['id']}", status=204)
    assert not CodeImport.objects.exists()


def test_files_of_another_community_are_not_there(ask, author, movement):
    other = CommunityFactory(parent=movement, slug="river")
    Grant.objects.create(person_id=author.id, permission=Permission.CODE_EDIT, on=other.id)
    made = ask("post", "/river/imports", {"files": [{"text": A_PAGE}]}, status=201)
    ask("get", f"imports/{made['id']}", status=404)


@pytest.mark.parametrize("path", ["translators", "reviewers"])
def test_who_translates_and_judges_is_said_by_whoever_has_just_confirmed(
    ask, client, author, drafted, path
):
    kit, permission = PersonFactory(), GIVEN[path]
    ask("post", path, {"username": kit.username}, status=403)
    confirm(client)
    ask("post", path, {"username": kit.username}, status=204)
    assert Grant.objects.filter(person_id=kit.id, permission=permission).exists()
    ask("post", f"{path}/dismissal", {"username": kit.username}, status=204)
    assert not Grant.objects.filter(person_id=kit.id, permission=permission).exists()
    answer = ask("post", path, {"username": "nobody at all"}, status=422)
    assert answer["detail"]["field"] == "username"
