"""How far translations are, and the people who make them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.access.rules import Permission
from comity.codes.actions.own import forget
from comity.codes.actions.translators import allow_translator, dismiss_translator
from comity.codes.errors.translations import (
    NobodySignsInSo,
)
from comity.codes.models import SourceText
from comity.codes.queries import own
from comity.codes.queries.translations import may_translate, tallies, unit, units
from comity.codes.rules.documents import Text, TextState, Written
from comity.codes.rules.moves import Move
from comity.codes.rules.provisions import Provision
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from tests.factories.codes import ANSWER, KINDNESS, draft, in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.factories.translations import CHANGED, WORDS, look, move, put, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    return MovementFactory()


@pytest.fixture
def amal(movement):
    return as_actor(somebody(Permission.CODE_TRANSLATE, on=movement))


@pytest.fixture
def bo(movement):
    return as_actor(somebody(Permission.CODE_TRANSLATE, on=movement))


@pytest.fixture
def version(movement):
    return draft(universal(), community=movement)


def test_units_are_listed_by_state(version, amal):
    put(version, amal)
    assert [(one.key, one.state) for one in units(version.id, "de", seen_by=amal)] == [
        ("_about", None),
        ("answer", None),
        ("kindness", TextState.DRAFT),
    ]
    drafts = units(version.id, "de", state=TextState.DRAFT, seen_by=amal)
    assert [one.key for one in drafts] == ["kindness"]
    assert [one.key for one in units(version.id, "de", missing=True, seen_by=amal)] == [
        "_about",
        "answer",
    ]
    with pytest.raises(NotFound):
        units(version.id, "en", seen_by=amal)


def test_a_unit_knows_its_neighbours(version):
    assert (look(version, "answer").previous, look(version, "answer").following) == (
        "_about",
        "kindness",
    )
    assert (look(version, "_about").previous, look(version, "_about").following) == ("", "answer")
    assert (look(version).previous, look(version).following) == ("answer", "")
    for wrong in (("nowhere", "de"), ("kindness", "en")):
        with pytest.raises(NotFound):
            look(version, *wrong)


def test_completeness_is_counted_by_language(version, amal):
    put(version, amal)
    rewrite(version, ANSWER, CHANGED)
    found = {one.language: one for one in tallies(version.id, seen_by=amal, languages=["en", "es"])}
    assert sorted(found) == ["ar", "de", "es"]
    assert (found["ar"].percent, found["ar"].missing) == (66, 1)
    assert found["de"].counts == {TextState.OUTDATED: 1}
    assert found["es"].missing == 3


def test_counting_three_hundred_provisions_in_ten_languages_asks_the_database_five_times(movement):
    tags = [f"x{letter}" for letter in "abcdefghij"]
    said = {tag: Text("Titel", "Worte.") for tag in tags}
    written = [
        Written(Provision(f"p{number}", KINDNESS.provision.kind), {"en": Text("T", "W."), **said})
        for number in range(300)
    ]
    version = in_force(universal(*written), community=movement)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = tallies(version.id)
    assert len(asked) <= 5
    # Only the title has no words in these languages.
    assert [(one.percent, one.missing) for one in found if one.language in tags] == [(99, 1)] * 10
    with CaptureQueriesContext(connection) as asked:
        assert len(units(version.id, "xa")) == 301
    assert len(asked) <= 5
    with CaptureQueriesContext(connection) as asked:
        unit(version.id, "xa", "p7")
    assert len(asked) <= 6


def test_sources_are_kept_once(version, amal):
    for language in ("de", "fr", "es"):
        put(version, amal, language=language)
    assert SourceText.objects.filter(title="Kindness").count() == 1


def test_editors_say_who_translates(version, movement, amal):
    editor = as_actor(somebody(Permission.CODE_EDIT, on=movement))
    person = PersonFactory(username="noor")
    asked = {"community_id": movement.id, "username": "noor", "now": NOW}
    with pytest.raises(NotPermitted):
        allow_translator(**asked, by=amal)
    allow_translator(**asked, by=editor)
    put(version, as_actor(person))
    dismiss_translator(**asked, by=editor)
    assert not may_translate(as_actor(person), movement.id)
    assert look(version).text == WORDS
    with pytest.raises(NobodySignsInSo):
        allow_translator(**asked | {"username": "nobody"}, by=editor)
    with pytest.raises(NotFound):
        allow_translator(**asked | {"community_id": new_id()}, by=editor)


def test_who_leaves_is_untied_and_their_words_stay(version, amal, bo):
    put(version, amal, TextState.IN_REVIEW)
    move(version, bo, Move.APPROVE)
    told = own.told(amal.id)
    assert [one["language"] for one in told["codes_provisiontext"]] == ["de"]
    assert len(told["codes_translationstep"]) == 2
    for who in (amal, bo):
        forget(who.id, NOW)
        assert not any(own.told(who.id).values())
    found = look(version)
    assert (found.state, found.translator, found.reviewer) == (TextState.APPROVED, "", "")
    assert {one.name for one in found.history} == {""}


def test_receipts_translate_nothing(version):
    holder = Actor(ActorKind.RECEIPT_HOLDER, "nobody-yet")
    with pytest.raises(NotFound):
        put(version, holder)
