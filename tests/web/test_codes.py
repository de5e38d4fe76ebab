"""Pages about codes: what binds, where it comes from, what changed, and the floor."""

import gzip
from dataclasses import replace

import pytest

from comity.access.rules import Permission
from comity.cli.sandbox import load
from comity.codes import actions, queries
from comity.codes.rules.documents import Text, TextState, Written
from comity.codes.rules.provisions import Provision, Taxonomy
from comity.codes.rules.reader import read
from comity.kernel.ids import new_id
from comity.record.actions import run_due
from tests.factories.charter import CharterVersionFactory
from tests.factories.codes import (
    ANSWER,
    KINDNESS,
    OPERATOR,
    answer_in,
    draft,
    in_force,
    local,
    universal,
)
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, somebody

pytestmark = pytest.mark.django_db
HARM = frozenset({"harm"})


@pytest.fixture
def movement():
    CharterVersionFactory()
    return MovementFactory(slug="lantern", name="The Lantern")


@pytest.fixture
def project(movement):
    return CommunityFactory(parent=movement, slug="lighthouse", name="The Lighthouse")


@pytest.fixture
def get(client):
    """Fetch a page as text, and its status."""

    def fetch(address):
        page = client.get(address)
        return page.status_code, page.content.decode()

    return fetch


def test_the_code_is_shown_with_an_example_and_who_decides(get, movement):
    in_force()
    status, page = get("/en/code/")
    assert status == 200
    assert "The code" in page
    assert "Every report is <strong>answered</strong> in three days." in page
    assert 'id="p-answer"' in page
    assert f"/en/code/{movement.slug}/rule/answer/#example" in page
    assert "/en/who/?place=lantern&amp;subject=answering" in page
    assert "Version 1, in force since 2 March 2026" in page


def test_the_code_is_shown_in_the_other_direction(get, movement):
    in_force()
    _, page = get("/ar/code/")
    assert 'lang="ar" dir="rtl"' in page
    assert "لكل بلاغ جواب خلال ثلاثة أيام" in page
    # What has no Arabic words yet is shown in the agreed ones, and says so.
    assert 'lang="en" dir="ltr"><p dir="auto">Insult nobody.' in page


def test_how_far_the_translation_is_stands_above_the_code(get, movement):
    version = in_force()
    _, page = get("/ar/code/")
    assert page.count('class="banner warn"') == 1
    actions.translate(
        version_id=version.id,
        provision_id="kindness",
        language="ar",
        text=Text("اللطف", "لا تهن أحدًا."),
        state=TextState.DRAFT,
        by=OPERATOR,
        now=NOW,
    )
    _, page = get("/ar/code/")
    assert "لا تهن أحدًا." in page
    assert 'class="tag warn"' in page


def test_where_no_code_is_in_force_the_page_says_so(get, project):
    for address in ("/en/code/", "/en/code/lighthouse/", "/en/code/lighthouse/floor/"):
        status, page = get(address)
        assert (status, "No code is in force here yet." in page) == (200, True)


def test_a_community_shows_what_it_made_stricter(get, project):
    in_force()
    in_force(local(answer_in(1, "swift")), community=project)
    _, page = get("/en/code/lighthouse/")
    assert "An answer comes in 1 days." in page
    assert "Insult nobody." in page
    assert "Made stricter by" in page
    _, page = get("/en/code/lighthouse/rule/swift/")
    assert "Several codes speak of this." in page
    assert "The Lantern" in page
    assert "Every report is <strong>answered</strong>" in page
    assert "days: 1" in page


def test_a_provision_says_exactly_what_it_asks_of_whom(get, movement):
    in_force()
    _, page = get("/en/code/lantern/rule/answer/")
    for words in ("A reply comes.", "answering", "anybody", "anywhere", "answer within"):
        assert words in page
    assert "A local code may only lower it." in page
    assert "a local code may be stricter, never weaker" in page


def test_an_unstructured_provision_says_that_it_is_outside_the_floor(get, movement):
    prose = Written(Provision("spirit"), {"en": Text("Spirit", "Be good.")})
    in_force(universal(ANSWER, prose))
    _, page = get("/en/code/")
    assert "1 provision is not part of the floor yet" in page
    _, page = get("/en/code/lantern/rule/spirit/")
    assert "It is not part of the floor" in page


@pytest.mark.parametrize(
    "address",
    [
        "/en/code/nowhere/",
        "/en/code/lantern/rule/nothing/",
        "/en/code/lantern/changes/0000000000000/0000000000001/",
        "/en/code/lantern/versions/0000000000000/floor/",
    ],
)
def test_what_does_not_exist_is_not_found(get, movement, address):
    in_force()
    assert get(address)[0] == 404


def test_hostile_words_do_no_harm(get, movement):
    bad = Text("<script>alert(1)</script>", "<img src=x onerror=alert(1)> [a](javascript:x)", "<b>")
    in_force(universal(Written(ANSWER.provision, {"en": bad})))
    for address in ("/en/code/", "/en/code/lantern/rule/answer/", "/en/code/lantern/versions/"):
        _, page = get(address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page


def test_a_redline_shows_words_added_and_removed(get, movement):
    first = in_force()
    second = in_force(universal(answer_in(2)))
    _, page = get("/en/code/lantern/versions/")
    address = f"/en/code/lantern/changes/{first.id}/{second.id}/"
    assert address in page
    _, page = get(address)
    assert "Reworded" in page
    assert "Removed" in page
    assert "answer within: from <del>days: 3</del> to <ins>days: 2</ins>" in page
    assert "Protects more" in page
    assert "<ins>" in page
    assert "<del>" in page
    assert "kindness" in page


def test_a_redline_shows_that_a_name_stands_for_less_than_before(get, movement):
    def with_insults_under(parent):
        code = universal(replace(KINDNESS, provision=replace(KINDNESS.provision, behaviours=HARM)))
        parents = {"harm": "", "threat": "harm", "insult": parent}
        named = {name: {"en": f"the name {name}"} for name in parents}
        return replace(
            code,
            vocabulary=replace(code.vocabulary, behaviours=Taxonomy(parents)),
            words={**code.words, "behaviours": named},
        )

    first, second = (in_force(with_insults_under(parent)) for parent in ("harm", ""))
    _, page = get(f"/en/code/lantern/changes/{first.id}/{second.id}/")
    was, now = "the name insult and the name threat", "the name threat"
    assert f"from <del>{was}</del> to <ins>{now}</ins>" in page
    assert "Protects less" in page


def test_versions_of_one_community_are_not_shown_under_another(get, project):
    first = in_force()
    second = in_force(universal(ANSWER))
    assert get(f"/en/code/lighthouse/changes/{first.id}/{second.id}/")[0] == 404


def test_the_floor_page_shows_each_finding_with_its_witness(client, project):
    in_force()
    version = draft(local(answer_in(9)), community=project)
    address = f"/en/code/lighthouse/versions/{version.id}/floor/"
    assert client.get(address).status_code == 404
    author = somebody(Permission.CODE_EDIT, on=project)
    client.force_login(author)
    page = client.get(address).content.decode()
    assert "falls below the floor in 1 place" in page
    assert "In the local provision <bdi>Answer</bdi>" in page
    assert "It changes “answer within” from days: 3 to days: 9." in page
    assert "Example: anybody, anywhere: answering." in page
    assert "Draft" in client.get("/en/code/lighthouse/versions/").content.decode()


def test_a_local_code_above_the_floor_is_told_so(get, project):
    in_force()
    in_force(local(), community=project)
    run_due(now=NOW)
    told = "Nothing falls below the floor, as far as a machine can tell."
    assert told in get("/en/code/lighthouse/floor/")[1]
    _, page = get("/en/code/lantern/floor/")
    assert "At or above the floor" in page


def test_a_local_code_that_the_floor_has_passed_is_told_so(get, project):
    in_force()
    in_force(local(answer_in(2)), community=project)
    in_force(universal(answer_in(1), KINDNESS))
    assert "falls below the floor in 1 place" in get("/en/code/lighthouse/floor/")[1]
    run_due(now=NOW)
    assert "Its rules fall below in 1 place." in get("/en/code/lantern/floor/")[1]


def test_a_community_without_a_code_shows_the_floor_as_its_own(get, project):
    in_force()
    _, page = get("/en/code/lighthouse/")
    assert "Insult nobody." in page
    _, page = get("/en/code/lighthouse/versions/")
    assert "This community has no code of its own." in page


def test_the_code_page_is_light_and_asks_for_nothing_else(client, movement):
    in_force(read(load.text("code-universal.toml")))
    for language in ("en", "ar"):
        page = client.get(f"/{language}/code/").content
        assert len(gzip.compress(page)) <= 12_000
        assert page.count(b"<script") == 0
        assert page.count(b'rel="stylesheet"') == 1


def test_pages_are_only_read(client, movement):
    in_force()
    assert client.post("/en/code/").status_code == 405
    assert queries.version(queries.code_in_force(movement.id).id).number == 1
    assert client.get(f"/en/code/{new_id().lower()}/").status_code == 404
