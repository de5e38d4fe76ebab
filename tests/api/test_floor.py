"""The floor over the API."""

import json

import pytest

from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.actions.editions import publish_edition
from comity.codes.models import CodeVersion, WordsReview
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.codes.rules.writer import write
from comity.record.actions import run_due
from tests.factories.codes import OPERATOR, answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, somebody

pytestmark = pytest.mark.django_db
SPIRIT = Written(Provision("spirit"), {"en": Text("Spirit", "Some insults are fine.")})


@pytest.fixture
def project():
    in_force(universal(), community=MovementFactory())
    return CommunityFactory(slug="harbour")


@pytest.fixture
def call(client):
    def send(method, address, body=None, *, status=200, by=None):
        if by:
            client.force_login(by)
        given = (json.dumps(body or {}), "application/json") if method != "get" else ()
        answer = getattr(client, method)(f"/api/v1/codes/{address}", *given)
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    return send


def test_a_code_is_held_against_the_floor_without_being_kept(call, project):
    asked = {"community": "harbour", "toml": write(local(answer_in(9), SPIRIT))}
    found = call("post", "check", asked, by=PersonFactory())
    (finding,) = found["findings"]
    assert (finding["dimension"], finding["floor"], finding["local"]) == (
        "parameter",
        "answer",
        "answer",
    )
    assert finding["witness"]["behaviour"] == "answering"
    assert "from days: 3 to days: 9" in finding["title"]
    assert found["contradictions"] == []
    assert not CodeVersion.objects.filter(code__community=project).exists()


def test_a_code_that_contradicts_itself_is_told_so(call, project):
    torn = universal().provisions[1]
    ban = Written(
        torn.provision.__class__("free", modality="may", behaviours=torn.provision.behaviours),
        torn.texts,
    )
    asked = {"community": "harbour", "toml": write(local(torn, ban))}
    found = call("post", "check", asked, by=PersonFactory())
    assert [one["local"] for one in found["contradictions"]] == ["free"]


def test_only_who_signs_in_checks_and_only_what_can_be_read(call, project):
    asked = {"community": "harbour", "toml": write(local())}
    call("post", "check", asked, status=401)
    call("post", "check", asked | {"toml": "code ="}, status=422, by=PersonFactory())
    call("post", "check", asked | {"community": "nowhere"}, status=404)


def test_standings_are_public_and_can_be_narrowed_to_those_below(call, project):
    in_force(local(answer_in(2)), community=project)
    unchecked = call("get", "standings")["items"]
    assert [(one["community"], one["checked_on"]) for one in unchecked] == [("harbour", None)]
    run_due(now=NOW)
    assert call("get", "standings?below=true")["items"] == []
    in_force(universal(answer_in(1)), community=MovementFactory())
    run_due(now=NOW)
    (below,) = call("get", "standings?below=true")["items"]
    assert (below["community"], below["findings"]) == ("harbour", 1)
    assert below["below_since"] == "2026-03-02"


def test_words_are_taken_on_judged_and_read(call, client, project):
    version = draft(local(SPIRIT), community=project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    name = WordsReview.objects.get().id
    (listed,) = call("get", "reviews")["items"]
    assert (listed["id"], listed["touches"], listed["state"]) == (name, ["kindness"], "wanted")
    first, second = (somebody(Permission.CODE_REVIEW, on=MovementFactory()) for _ in range(2))
    said = {"verdict": "below", "reason": "They hurt."}
    call("post", f"reviews/{name}/verdict", said, status=409, by=first)
    call("post", f"reviews/{name}/reviewer", by=first)
    call("delete", f"reviews/{name}/reviewer", status=204)
    call("post", f"reviews/{name}/reviewer", by=first)
    call("post", f"reviews/{name}/verdict", said | {"reason": " "}, status=422)
    call("post", f"reviews/{name}/verdict", said)
    call("post", f"reviews/{name}/reviewer", by=second)
    call("post", f"reviews/{name}/verdict", said)
    client.logout()
    judged = call("get", f"reviews/{name}")
    assert judged["verdict"] == "below"
    assert [one["reason"] for one in judged["verdicts"]] == ["They hurt.", "They hurt."]
    assert [one["id"] for one in call("get", "reviews?show=below")["items"]] == [name]
    call("get", "reviews?show=nonsense", status=422)
    call("get", "reviews/none", status=404)


def test_strangers_judge_nothing_over_the_api(call, project):
    version = draft(local(SPIRIT), community=project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    name = WordsReview.objects.get().id
    call("post", f"reviews/{name}/reviewer", status=401)
    call("post", f"reviews/{name}/reviewer", status=403, by=PersonFactory())


def test_an_opinion_is_asked_for_and_given(call, project):
    draft(local(SPIRIT), community=project)
    version = CodeVersion.objects.get(code__community=project)
    edition = publish_edition(version_id=version.id, by=OPERATOR, now=NOW)
    asked = {"edition": edition.id, "question": "Is it too soft?", "language": "en"}
    call("post", "opinions", asked, status=403, by=PersonFactory())
    author = somebody(Permission.CODE_EDIT, on=project)
    made = call("post", "opinions", asked, status=201, by=author)
    assert (made["community"], made["version"], made["answers"]) == ("harbour", version.number, [])
    said = {"text": "Yes, it is.", "language": "en"}
    call("post", f"opinions/{made['id']}/answers", said, status=403)
    reviewer = somebody(Permission.CODE_REVIEW, on=project.parent)
    call("post", f"opinions/{made['id']}/answers", {**said, "text": " "}, status=422, by=reviewer)
    given = call("post", f"opinions/{made['id']}/answers", said, status=201)
    assert [one["text"] for one in given["answers"]] == ["Yes, it is."]
    assert call("get", f"opinions/{made['id']}") == given
    assert [one["id"] for one in call("get", "opinions")["items"]] == [made["id"]]
    assert call("get", "opinions?unanswered=true")["items"] == []
    call("get", "opinions/none", status=404)
