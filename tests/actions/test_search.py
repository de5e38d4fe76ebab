"""What can be found keeps in step with codes, bodies and communities."""

import pytest
from typer.testing import CliRunner

from comity.bodies import actions as bodies
from comity.bodies.rules import BodyKind
from comity.cli import search as command
from comity.codes import actions as codes
from comity.codes.rules.documents import Text, TextState
from comity.communities import actions as communities
from comity.communities.rules import Kind
from comity.kernel.errors import NotFound
from comity.record.actions import run_due
from comity.search import actions, tasks
from comity.search.models import Entry, Word
from comity.search.queries import PAGE, search
from comity.search.rules import Sort
from tests.factories.bodies import BodyFactory
from tests.factories.codes import KINDNESS, OPERATOR, draft, in_force, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def found(text, language="en", **options):
    return [hit.title for hit in search(text, language=language, **options).hits]


def test_a_code_is_found_from_when_it_is_in_force():
    version = draft(universal())
    codes.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    run_due(now=NOW)
    assert found("kindness") == []
    codes.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    run_due(now=NOW)
    assert found("kindness") == ["Kindness"]


def test_a_version_that_is_over_is_found_no_more():
    in_force()
    run_due(now=NOW)
    movement = MovementFactory()
    in_force(universal(KINDNESS), community=movement)
    run_due(now=NOW)
    assert found("answered") == []
    assert found("kindness") == ["Kindness"]


def test_a_translation_is_found_in_its_language():
    version = in_force()
    codes.translate(
        version_id=version.id,
        provision_id="kindness",
        language="zh",
        text=Text("友善", "不得侮辱他人。", ""),
        state=TextState.COMPLETE,
        by=OPERATOR,
        now=NOW,
    )
    run_due(now=NOW)
    assert found("侮辱") == ["友善"]


def test_a_community_and_a_body_are_found_once_they_are_there():
    movement = MovementFactory()
    community = communities.create_community(
        slug="heron",
        kind=Kind.PROJECT,
        names={"en": "Heron wiki", "ar": "ويكي البلشون"},
        languages=["en"],
        parent_id=movement.id,
        by=OPERATOR,
        now=NOW,
    )
    bodies.create_body(
        community_id=community.id,
        slug="heron-panel",
        kind=BodyKind.LOCAL_PANEL,
        names={"en": "Panel of the marsh"},
        contact="panel@lantern.example",
        response_days=3,
        by=OPERATOR,
        now=NOW,
    )
    run_due(now=NOW)
    assert found("البلشون") == ["ويكي البلشون"]
    assert found("heron") == ["Panel of the marsh", "Heron wiki"]
    [hit] = search("marsh", language="ar").hits
    assert (hit.sort, hit.place) == (Sort.BODY, "ويكي البلشون")


def test_doing_it_twice_changes_nothing():
    version = in_force()
    body = BodyFactory()
    for _ in range(2):
        tasks.index_code(version.code_id, NOW)
        tasks.index_body(body.id, NOW)
        tasks.index_community(body.community_id, NOW)
    assert found("kindness") == ["Kindness"]
    assert search("body", language="en").total == 1


def test_building_anew_finds_the_same():
    in_force()
    BodyFactory(name="Panel of the marsh")
    assert actions.rebuild() == Entry.objects.count()
    before = set(Word.objects.values_list("word", "entry__title", "in_title"))
    assert found("kindness") == ["Kindness"]
    assert found("marsh") == ["Panel of the marsh"]
    actions.rebuild()
    assert set(Word.objects.values_list("word", "entry__title", "in_title")) == before


def test_what_was_there_before_the_index_is_indexed_by_the_clock():
    tasks.begin(NOW)
    assert not Entry.objects.exists()
    CommunityFactory(name="Heron wiki")
    tasks.begin(NOW)
    assert found("heron") == ["Heron wiki"]


def test_a_full_index_is_not_built_anew_by_the_clock(django_assert_num_queries):
    CommunityFactory(name="Heron wiki")
    tasks.begin(NOW)
    with django_assert_num_queries(1):
        tasks.begin(NOW)


@pytest.mark.parametrize("task", [tasks.index_code, tasks.index_body, tasks.index_community])
def test_what_is_not_there_cannot_be_indexed(task):
    with pytest.raises(NotFound):
        task("nothing", NOW)


def test_the_command_says_how_much_it_indexed():
    CommunityFactory(name="Heron wiki")
    answer = CliRunner().invoke(command.app, ["rebuild"])
    assert answer.output == "Indexed: 2 entries.\n"


def test_the_readers_language_comes_first_and_each_thing_once():
    in_force()
    run_due(now=NOW)
    tasks.begin(NOW)
    hits = search("answer", language="en").hits
    assert [hit.language for hit in hits] == ["en"]
    [hit] = search("الجواب", language="en").hits
    assert (hit.language, hit.title) == ("ar", "الجواب")


def test_a_word_in_the_name_comes_before_one_in_the_text():
    CommunityFactory(name="Insult archive")
    in_force()
    actions.rebuild()
    assert found("insult") == ["Insult archive", "Kindness"]


def test_all_words_must_be_there():
    CommunityFactory(name="Heron wiki")
    CommunityFactory(name="Heron archive")
    actions.rebuild()
    assert found("heron wiki") == ["Heron wiki"]
    assert sorted(found("her")) == ["Heron archive", "Heron wiki"]


def test_one_sort_can_be_asked_for_and_all_are_counted():
    community = CommunityFactory(name="Heron wiki")
    BodyFactory(community=community, name="Heron panel")
    actions.rebuild()
    answer = search("heron", language="en", sort=Sort.BODY)
    assert [hit.title for hit in answer.hits] == ["Heron panel"]
    assert answer.counts == {Sort.COMMUNITY: 1, Sort.BODY: 1}
    assert answer.total == 1


def test_a_long_list_has_pages_and_a_page_that_is_not_there_is_the_last():
    for number in range(PAGE + 1):
        CommunityFactory(name=f"Heron {number}")
    actions.rebuild()
    assert len(search("heron", language="en").hits) == PAGE
    last = search("heron", language="en", page=2)
    assert (len(last.hits), last.pages, last.total) == (1, 2, PAGE + 1)
    assert search("heron", language="en", page=99).hits == last.hits


def test_too_much_is_said_and_not_counted_to_its_end(monkeypatch):
    monkeypatch.setattr("comity.search.queries.MOST_MATCHES", 3)
    for number in range(5):
        CommunityFactory(name=f"Heron {number}")
    actions.rebuild()
    answer = search("heron", language="en")
    assert answer.more
    assert answer.total == 3


@pytest.mark.parametrize("nothing", ["", "?", "\x00"])
def test_nothing_asked_asks_nothing(nothing, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search(nothing, language="en").hits == ()


def test_a_search_takes_three_look_ups_however_much_it_finds(django_assert_num_queries):
    in_force()
    for number in range(30):
        BodyFactory(name=f"Answer {number}")
    actions.rebuild()
    with django_assert_num_queries(3):
        search("answer", language="en")
