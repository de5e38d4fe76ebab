"""Translations: made from a source, moved by people, outdated by hash, healed by going back."""

import pytest

from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.actions.keeping import keep_translations, stop_keeping_translations
from comity.codes.errors import CodeTooLong, LanguageUnknown, SourceTextAgreed
from comity.codes.errors.translations import (
    AlreadyKept,
    NotKept,
    OwnTranslation,
    ReasonMissing,
    SourceChanged,
    SourceNotTranslated,
    TranslationEmpty,
    TranslationMoveImpossible,
    TranslationOutdated,
    TranslationStateGiven,
)
from comity.codes.models import ProvisionText
from comity.codes.queries.translations import may_translate, tallies, units
from comity.codes.rules.documents import LONGEST_TITLE, Text, TextState
from comity.codes.rules.moves import Move
from comity.codes.rules.talk import LONGEST_REASON
from comity.kernel.errors import NotFound, NotPermitted
from comity.record.models import Line
from tests.factories.codes import ANSWER, KINDNESS, OPERATOR, draft, in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.factories.translations import CHANGED, OTHER, WORDS, look, move, put, reworded, rewrite

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


def test_a_translation_goes_from_draft_to_review_to_approved(version, amal, bo):
    put(version, amal)
    assert look(version).state is TextState.DRAFT
    move(version, amal, Move.ASK_REVIEW)
    move(version, bo, Move.APPROVE)
    found = look(version, by=amal)
    assert (found.state, found.text) == (TextState.APPROVED, WORDS)
    assert (found.own, found.before) == (True, None)
    assert [one.move for one in found.history] == [Move.APPROVE, Move.ASK_REVIEW, Move.WRITE]
    assert found.translator != found.reviewer != ""
    kinds = list(Line.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[1:] == ["code:translated", "translation:moved", "translation:moved"]


def test_nobody_approves_their_own_words(version, amal, bo):
    put(version, amal, TextState.IN_REVIEW)
    with pytest.raises(OwnTranslation):
        move(version, amal, Move.APPROVE)
    put(version, bo, TextState.IN_REVIEW, OTHER)
    with pytest.raises(OwnTranslation):
        move(version, bo, Move.APPROVE)
    move(version, amal, Move.APPROVE)
    assert look(version).state is TextState.APPROVED


def test_the_machine_that_runs_the_service_approves_nothing(version, amal):
    put(version, amal, TextState.IN_REVIEW)
    with pytest.raises(OwnTranslation):
        move(version, OPERATOR, Move.APPROVE)


def test_new_words_need_a_new_review(version, amal, bo):
    put(version, amal, TextState.IN_REVIEW)
    move(version, bo, Move.APPROVE)
    put(version, bo, TextState.DRAFT, OTHER)
    found = look(version)
    assert (found.state, found.reviewer) == (TextState.DRAFT, "")


def test_what_is_sent_back_says_why(version, amal, bo):
    put(version, amal, TextState.IN_REVIEW)
    with pytest.raises(ReasonMissing):
        move(version, bo, Move.SEND_BACK, " ")
    with pytest.raises(CodeTooLong):
        move(version, bo, Move.SEND_BACK, "x" * (LONGEST_REASON + 1))
    move(version, bo, Move.SEND_BACK, "The second sentence is missing.")
    found = look(version)
    assert found.state is TextState.DRAFT
    assert found.history[0].reason == "The second sentence is missing."


def test_a_review_is_taken_back(version, amal):
    put(version, amal, TextState.IN_REVIEW)
    move(version, amal, Move.TAKE_BACK)
    assert look(version).state is TextState.DRAFT


def test_machine_words_stay_machine_words_until_somebody_takes_them_over(version, amal, bo):
    put(version, amal, TextState.MACHINE)
    assert look(version).state is TextState.MACHINE
    for wrong in (Move.ASK_REVIEW, Move.APPROVE):
        with pytest.raises(TranslationMoveImpossible):
            move(version, bo, wrong)
    put(version, amal, TextState.IN_REVIEW)
    with pytest.raises(TranslationMoveImpossible):
        put(version, amal, TextState.MACHINE, OTHER)
    move(version, bo, Move.APPROVE)
    assert look(version).text == WORDS


def test_only_those_who_edit_bring_words_in_as_complete(version, amal):
    with pytest.raises(NotPermitted):
        put(version, amal, TextState.COMPLETE)
    put(version, OPERATOR, TextState.COMPLETE)
    assert look(version).state is TextState.COMPLETE
    move(version, amal, Move.APPROVE)
    assert look(version).state is TextState.APPROVED


@pytest.mark.parametrize("state", [TextState.SOURCE, TextState.APPROVED])
def test_what_follows_from_something_else_is_not_chosen(version, state):
    with pytest.raises(TranslationStateGiven):
        put(version, OPERATOR, state)


def test_words_of_an_unknown_source_are_outdated_from_the_start(version):
    put(version, OPERATOR, TextState.OUTDATED)
    found = look(version)
    assert (found.state, found.made_from, found.before) == (TextState.OUTDATED, "", None)


def test_somebody_who_may_not_translate_is_refused(movement):
    version = in_force(community=movement)
    reader = as_actor(PersonFactory())
    assert not may_translate(reader, movement.id)
    assert not may_translate(None, movement.id)
    with pytest.raises(NotPermitted):
        put(version, reader)
    with pytest.raises(NotPermitted):
        move(version, reader, Move.APPROVE)


def test_a_draft_shows_itself_to_its_translators_alone(version, amal):
    reader = as_actor(PersonFactory())
    assert queries.version(version.id, seen_by=amal) == version
    for who in (reader, None):
        with pytest.raises(NotFound):
            tallies(version.id, seen_by=who)
        with pytest.raises(NotFound):
            units(version.id, "de", seen_by=who)
        with pytest.raises(NotFound):
            look(version, by=who)
    with pytest.raises(NotFound):
        put(version, reader)


def test_a_translator_of_one_place_is_nobody_at_another(version):
    elsewhere = as_actor(somebody(Permission.CODE_TRANSLATE, on=PersonFactory()))
    with pytest.raises(NotFound):
        put(version, elsewhere)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"language": "en"}, SourceTextAgreed),
        ({"language": "not a tag"}, LanguageUnknown),
        ({"name": "nowhere"}, NotFound),
        ({"text": Text(" ", "\n", "")}, TranslationEmpty),
        ({"text": Text("x" * (LONGEST_TITLE + 1), "y")}, CodeTooLong),
        ({"made_from": "0" * 64}, SourceChanged),
    ],
)
def test_what_cannot_be_used_is_refused(version, amal, wrong, error):
    with pytest.raises(error):
        put(version, amal, **wrong)
    assert not ProvisionText.objects.filter(language="de").exists()


def test_words_made_from_what_the_translator_saw_are_taken(version, amal):
    put(version, amal, made_from=look(version).source_hash)
    assert look(version).state is TextState.DRAFT


def test_a_move_that_brings_words_is_no_review(version, amal):
    put(version, amal)
    with pytest.raises(TranslationMoveImpossible):
        move(version, amal, Move.WRITE)


def test_nothing_is_moved_where_there_are_no_words(version, amal):
    with pytest.raises(TranslationMoveImpossible):
        move(version, amal, Move.ASK_REVIEW)


def test_a_translation_is_outdated_by_a_change_and_heals_when_it_goes_back(version, amal, bo):
    put(version, amal, TextState.IN_REVIEW)
    move(version, bo, Move.APPROVE)
    rewrite(version, ANSWER, CHANGED)
    found = look(version)
    assert (found.state, found.stored) == (TextState.OUTDATED, TextState.APPROVED)
    assert found.before == KINDNESS.texts["en"]
    said = queries.document(version.id, seen_by=amal)
    assert said.provisions[1].texts["de"] == WORDS
    rewrite(version, ANSWER, KINDNESS)
    found = look(version)
    assert (found.state, found.before) == (TextState.APPROVED, None)


def test_outdated_words_are_mended_before_they_are_read(version, amal, bo):
    put(version, amal, TextState.IN_REVIEW)
    rewrite(version, ANSWER, CHANGED)
    with pytest.raises(TranslationOutdated):
        move(version, bo, Move.APPROVE)
    put(version, amal, TextState.IN_REVIEW, OTHER)
    move(version, bo, Move.APPROVE)
    assert look(version).state is TextState.APPROVED


def test_the_next_version_begins_with_the_translations_of_the_one_before(movement, amal, bo):
    first = in_force(community=movement)
    put(first, amal, TextState.IN_REVIEW)
    move(first, bo, Move.APPROVE)
    put(first, amal, TextState.MACHINE, name="answer")
    second = draft(universal(ANSWER, CHANGED), community=movement)
    assert look(second).state is TextState.OUTDATED
    assert look(second).history[0].number == 1
    assert look(second, "answer").state is TextState.MACHINE
    # A document that brings the same words says nothing new about them.
    rewrite(second, ANSWER, reworded(KINDNESS, de=WORDS))
    assert look(second).state is TextState.APPROVED
    rewrite(second, ANSWER, reworded(KINDNESS, de=OTHER))
    assert look(second).state is TextState.COMPLETE


def test_a_change_that_leaves_translations_right_is_let_through_with_its_reason(
    version, amal, movement
):
    put(version, amal)
    put(version, amal, language="fr", text=OTHER)
    before = look(version).source_hash
    rewrite(version, ANSWER, CHANGED)
    keep = {
        "version_id": version.id,
        "provision_id": "kindness",
        "before": before,
        "reason": " A comma. ",
        "now": NOW,
    }
    with pytest.raises(NotPermitted):
        keep_translations(**keep, by=amal)
    keep_translations(**keep, by=OPERATOR)
    assert [look(version, language=one).state for one in ("de", "fr")] == [TextState.DRAFT] * 2
    assert [one.reason for one in look(version).kept] == ["A comma."]
    with pytest.raises(AlreadyKept):
        keep_translations(**keep, by=OPERATOR)
    with pytest.raises(ReasonMissing):
        keep_translations(**keep | {"reason": "  "}, by=OPERATOR)
    for wrong in ("0" * 64, look(version).source_hash):
        with pytest.raises(SourceNotTranslated):
            keep_translations(**keep | {"before": wrong}, by=OPERATOR)
    with pytest.raises(NotFound):
        keep_translations(**keep | {"provision_id": "nowhere"}, by=OPERATOR)
    # What counts as equal does so in the next version too.
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    assert look(draft(universal(ANSWER, CHANGED), community=movement)).state is TextState.DRAFT


def test_what_leaves_translations_right_is_taken_back_with_a_reason_and_said_again(version, amal):
    put(version, amal)
    before = look(version).source_hash
    rewrite(version, ANSWER, CHANGED)
    after = look(version).source_hash
    where = {"version_id": version.id, "provision_id": "kindness", "before": before, "now": NOW}
    keep_translations(**where, reason="A comma.", by=OPERATOR)
    end = where | {"after": after, "reason": " It was more than that. "}
    with pytest.raises(NotPermitted):
        stop_keeping_translations(**end, by=amal)
    with pytest.raises(ReasonMissing):
        stop_keeping_translations(**end | {"reason": " "}, by=OPERATOR)
    with pytest.raises(CodeTooLong):
        stop_keeping_translations(**end | {"reason": "x" * (LONGEST_REASON + 1)}, by=OPERATOR)
    for wrong in ({"after": before}, {"before": "0" * 64}, {"provision_id": "answer"}):
        with pytest.raises(NotKept):
            stop_keeping_translations(**end | wrong, by=OPERATOR)
    assert look(version).state is TextState.DRAFT
    stop_keeping_translations(**end, by=OPERATOR)
    (kept,) = look(version).kept
    assert (look(version).state, kept.ended.reason) == (
        TextState.OUTDATED,
        "It was more than that.",
    )
    line = Line.objects.order_by("-number").first()
    assert (line.kind, line.shown["provision"]) == ("translation:keeping_ended", "kindness")
    with pytest.raises(NotKept):
        stop_keeping_translations(**end, by=OPERATOR)
    keep_translations(**where, reason="A comma after all.", by=OPERATOR)
    assert look(version).state is TextState.DRAFT
    assert [one.ended is None for one in look(version).kept] == [True, False]


def test_the_page_of_a_code_sees_what_was_taken_back_too(movement, amal):
    first = in_force(community=movement)
    put(first, amal, TextState.DRAFT)
    before = look(first).source_hash
    second = in_force(universal(ANSWER, CHANGED), community=movement)
    where = {"version_id": second.id, "provision_id": "kindness", "before": before, "now": NOW}
    keep_translations(**where, reason="A comma.", by=OPERATOR)
    after = look(second).source_hash
    stop_keeping_translations(**where, after=after, reason="It was more.", by=OPERATOR)
    said = queries.effective_code(movement.id).provision("kindness").said("de")
    assert said.state is TextState.OUTDATED


def test_the_page_of_a_code_sees_a_change_that_was_let_through(movement, amal):
    first = in_force(community=movement)
    put(first, amal, TextState.DRAFT)
    before = look(first).source_hash
    second = in_force(universal(ANSWER, CHANGED), community=movement)

    def state():
        return queries.effective_code(movement.id).provision("kindness").said("de").state

    assert state() is TextState.OUTDATED
    keep_translations(
        version_id=second.id,
        provision_id="kindness",
        before=before,
        reason="A comma.",
        by=OPERATOR,
        now=NOW,
    )
    assert state() is TextState.DRAFT


def test_a_comparison_is_not_made_in_outdated_words(movement, amal):
    first = in_force(community=movement)
    put(first, amal)
    second = in_force(universal(ANSWER, CHANGED), community=movement)
    (change,) = queries.redline(first.id, second.id, language="de")
    assert (change.provision_id, change.language) == ("kindness", "en")
