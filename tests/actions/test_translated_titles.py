"""Title and summary of a code are translated like its provisions: one unit, by the same rules."""

from dataclasses import replace

import pytest

from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.actions.keeping import keep_translations
from comity.codes.actions.own import forget
from comity.codes.errors import CodeTooLong
from comity.codes.errors.translations import (
    OwnTranslation,
    SourceChanged,
    TranslationEmpty,
    TranslationOutdated,
)
from comity.codes.models import AboutText, SourceText
from comity.codes.queries.own import told
from comity.codes.queries.translations import tallies, units
from comity.codes.rules.documents import LONGEST_TITLE, Text, TextState
from comity.codes.rules.moves import Move
from comity.codes.rules.sources import ABOUT
from tests.factories.codes import OPERATOR, draft, in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW, as_actor, somebody
from tests.factories.translations import look, move, put

pytestmark = pytest.mark.django_db
GERMAN = Text("Der Kodex", "Was hier gilt.")


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


def title(version, by, text=GERMAN, **more):
    put(version, by, name=ABOUT, text=text, **more)


def called(version, name):
    actions.describe_draft(
        version_id=version.id,
        title=name,
        summary="What holds here.",
        licence="CC0-1.0",
        by=OPERATOR,
        now=NOW,
    )


def test_the_title_stands_first_among_the_units_and_counts_as_one(version):
    first, *rest = units(version.id, "de", seen_by=OPERATOR)
    assert (first.key, first.place, first.title, first.state) == (ABOUT, 0, "The code", None)
    assert [one.place for one in rest] == [1, 2]
    found = {one.language: one for one in tallies(version.id, seen_by=OPERATOR)}
    assert (found["ar"].total, found["ar"].ready) == (3, 2)


def test_a_title_is_written_read_by_somebody_else_and_approved(version, amal, bo):
    title(version, amal, state=TextState.IN_REVIEW)
    with pytest.raises(OwnTranslation):
        move(version, amal, Move.APPROVE, name=ABOUT)
    move(version, bo, Move.APPROVE, name=ABOUT)
    found = look(version, ABOUT)
    assert (found.state, found.text) == (TextState.APPROVED, GERMAN)
    assert found.reviewer not in {"", found.translator}
    assert [one.move for one in found.history] == [Move.APPROVE, Move.ASK_REVIEW, Move.WRITE]
    said = queries.version(version.id, seen_by=amal)
    assert (said.title["de"], said.summary["de"]) == (GERMAN.title, GERMAN.body)


def test_a_frozen_version_gets_a_title_in_another_language(movement, amal):
    version = in_force(community=movement)
    hash_before = version.content_hash
    title(version, amal)
    after = queries.version(version.id)
    assert (after.title["de"], after.content_hash) == ("Der Kodex", hash_before)
    assert queries.effective_code(movement.id).levels[-1].document.title["de"] == "Der Kodex"


def test_a_title_is_outdated_by_a_change_and_heals_when_it_goes_back(version, amal, bo):
    title(version, amal, state=TextState.IN_REVIEW)
    called(version, "The new code")
    found = look(version, ABOUT)
    assert (found.state, found.before.title) == (TextState.OUTDATED, "The code")
    with pytest.raises(TranslationOutdated):
        move(version, bo, Move.APPROVE, name=ABOUT)
    called(version, "The code")
    assert look(version, ABOUT).state is TextState.IN_REVIEW


def test_a_change_of_the_title_can_leave_its_translations_right(version, amal):
    title(version, amal)
    before = look(version, ABOUT).source_hash
    called(version, "The code!")
    keep_translations(
        version_id=version.id,
        provision_id=ABOUT,
        before=before,
        reason="A mark.",
        by=OPERATOR,
        now=NOW,
    )
    assert look(version, ABOUT).state is TextState.DRAFT


def test_the_next_version_begins_with_the_titles_of_the_one_before(movement, amal):
    title(in_force(community=movement), amal)
    second = draft(universal(), community=movement)
    found = look(second, ABOUT)
    assert (found.state, found.text) == (TextState.DRAFT, GERMAN)
    assert queries.version(second.id, seen_by=OPERATOR).title["de"] == "Der Kodex"
    other = draft(universal(title={"en": "Another code"}), community=movement)
    assert look(other, ABOUT).state is TextState.OUTDATED


def test_a_title_that_is_brought_in_anew_is_complete_and_nobody_has_read_it(
    movement, version, amal, bo
):
    title(version, amal, state=TextState.IN_REVIEW)
    move(version, bo, Move.APPROVE, name=ABOUT)
    brought = universal(title={"en": "The code", "de": "Das Regelwerk"})
    draft(replace(brought, summary={"en": "What holds here."}), community=movement)
    found = look(version, ABOUT)
    assert (found.state, found.text.title, found.reviewer) == (
        TextState.COMPLETE,
        "Das Regelwerk",
        "",
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (Text("", "Was hier gilt."), TranslationEmpty),
        (Text("Der Kodex", "", "Zum Beispiel."), CodeTooLong),
        (Text("K" * (LONGEST_TITLE + 1), ""), CodeTooLong),
    ],
)
def test_what_is_no_title_is_refused(version, amal, text, error):
    with pytest.raises(error):
        title(version, amal, text=text)
    assert not AboutText.objects.filter(language="de").exists()


def test_nobody_translates_a_title_that_changed_meanwhile(version, amal):
    before = look(version, ABOUT).source_hash
    called(version, "The new code")
    with pytest.raises(SourceChanged):
        title(version, amal, made_from=before)


def test_a_very_long_title_that_was_brought_in_can_still_be_translated(movement, amal):
    version = draft(universal(title={"en": "Code " * 100}), community=movement)
    title(version, amal)
    assert look(version, ABOUT).state is TextState.DRAFT
    assert len(SourceText.objects.get(hash=look(version, ABOUT).made_from).title) == LONGEST_TITLE


def test_whoever_leaves_takes_their_name_from_the_titles_and_hears_of_them_before(version, amal):
    title(version, amal)
    told_of = told(amal.id)["codes_abouttext"]
    assert told_of == [{"version_id": version.id, "language": "de", "state": TextState.DRAFT}]
    forget(amal.id, NOW)
    assert AboutText.objects.get(language="de").translator_id is None
