"""Suggesting changes of a text, and what becomes of them."""

from dataclasses import replace

import pytest

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.codes.errors import CodeBelowFloor, CodeContradictsItself, CodeEmpty
from comity.codes.rules.documents import Text
from comity.consultation.actions import contributions, rounds, suggestions
from comity.consultation.actions.wishes import Wish
from comity.consultation.errors.answers import (
    NoRoundAhead,
    SuggestionClashes,
    SuggestionEmpty,
    SuggestionPatchWrong,
    SuggestionProvisionGone,
    SuggestionTakenWhole,
    SuggestionWordsElsewhere,
)
from comity.consultation.errors.rounds import RoundNotOpen, RoundWithoutText
from comity.consultation.models import Contribution, Suggestion
from comity.consultation.queries.contributions import by_provision
from comity.consultation.queries.suggestions import redline_of
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.suggestions import Kind, Patch, State, difference
from comity.consultation.tasks.answers import carry_on
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.notices.models import Notice
from tests.factories import consultations as make
from tests.factories.answers import SOONER, Asked
from tests.factories.codes import ANSWER, KINDNESS, in_force, local, universal
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
IN_A_DAY = Patch(words={"body": "Every report is **answered** in a day."}, language="en")
NEW = Wish(
    Kind.NEW, patch=Patch(words={"title": "Care", "body": "Look after others."}, language="en")
)


@pytest.fixture
def asked():
    return Asked()


def state(said):
    return Suggestion.objects.get(contribution=said.id).state


def body(asked, key="answer"):
    found = {one.provision.id: one for one in asked.document().provisions}
    return found[key].texts["en"].body


def test_a_suggestion_is_a_contribution_about_its_provision(asked):
    said = asked.suggested()
    assert [one.provision_id for one in said.anchors] == ["answer"]
    shown = redline_of(said.id)
    assert (shown.state, shown.edition_number, shown.gone) == (State.PENDING, 1, False)
    assert "week." in "".join(one.text for one in shown.body if one.op == "added")
    assert "three" in "".join(one.text for one in shown.body if one.op == "removed")


def test_a_contribution_without_a_suggestion_has_no_redline(asked):
    assert redline_of(make.contributed(asked.round).id) is None


def test_what_is_taken_up_stands_in_the_draft(asked):
    asked.answer(asked.suggested(), Decision.TAKEN_UP)
    assert body(asked) == "Every report is **answered** in a week."
    assert asked.document().provisions[0].texts["ar"] == ANSWER.texts["ar"]


def test_a_number_can_be_suggested_alone(asked):
    faster = {"parameters.days": {"direction": "at_most", "value": 1, "scale": [], "unit": "days"}}
    said = asked.suggested(Wish(Kind.CHANGE, "answer", Patch(faster)))
    assert redline_of(said.id).fields[0][0] == "parameters.days"
    asked.answer(said, Decision.TAKEN_UP)
    assert asked.document().provisions[0].provision.parameters["days"].value == 1


def test_a_new_provision_gets_an_id_and_stands_last(asked):
    asked.answer(asked.suggested(NEW), Decision.TAKEN_UP)
    assert [one.provision.id for one in asked.document().provisions][-1] == "care"


def test_a_provision_can_be_suggested_to_go(asked):
    asked.answer(asked.suggested(Wish(Kind.REMOVE, "kindness")), Decision.TAKEN_UP)
    assert [one.provision.id for one in asked.document().provisions] == ["answer"]


def test_what_is_partly_taken_up_is_what_the_organisers_wrote(asked):
    said = asked.suggested()
    asked.answer(said, Decision.PARTLY, patch=IN_A_DAY)
    assert body(asked) == IN_A_DAY.words["body"]
    assert state(said) == State.PARTLY


def test_partly_is_neither_all_nor_nothing(asked):
    said = asked.suggested()
    with pytest.raises(SuggestionEmpty):
        asked.answer(said, Decision.PARTLY)
    with pytest.raises(SuggestionTakenWhole):
        asked.answer(said, Decision.PARTLY, patch=difference(ANSWER, SOONER, "en"))
    assert state(said) == State.PENDING


@pytest.mark.parametrize("decision", [Decision.NOT_TAKEN_UP, Decision.NOTED, Decision.OUT_OF_SCOPE])
def test_what_is_not_taken_up_leaves_the_draft_alone(asked, decision):
    said = asked.suggested()
    asked.answer(said, decision)
    assert (body(asked), state(said)) == (ANSWER.texts["en"].body, State.REJECTED)


def test_what_the_draft_changed_meanwhile_is_not_overwritten(asked):
    said = asked.suggested()
    now = replace(ANSWER, texts=ANSWER.texts | {"en": Text("Answer", "In a day.", "A reply.")})
    asked.rewrite(now, KINDNESS)
    with pytest.raises(SuggestionClashes) as refused:
        asked.answer(said, Decision.TAKEN_UP)
    assert "body" in refused.value.detail["fields"]
    assert body(asked) == "In a day."


def test_the_second_of_two_that_say_the_same_is_taken_up_as_well(asked):
    first, second = asked.suggested(), asked.suggested()
    asked.answer(first, Decision.TAKEN_UP)
    with pytest.raises(SuggestionEmpty):
        asked.answer(second, Decision.TAKEN_UP)


def test_a_provision_that_has_gone_is_not_changed(asked):
    said = asked.suggested()
    asked.rewrite(KINDNESS)
    with pytest.raises(SuggestionProvisionGone):
        asked.answer(said, Decision.TAKEN_UP)
    asked.answer(said, Decision.NOT_TAKEN_UP)
    assert state(said) == State.REJECTED


def test_words_in_another_language_are_put_into_the_agreed_one_first(asked):
    patch = Patch(words={"body": "الجواب في أسبوع."}, language="ar")
    said = asked.suggested(Wish(Kind.CHANGE, "answer", patch), language="ar")
    with pytest.raises(SuggestionWordsElsewhere):
        asked.answer(said, Decision.TAKEN_UP)
    asked.answer(said, Decision.PARTLY, patch=IN_A_DAY)
    assert body(asked) == IN_A_DAY.words["body"]


def test_a_new_provision_can_be_suggested_in_any_language(asked):
    patch = Patch(words={"title": "الرعاية", "body": "اعتنوا ببعضكم."}, language="ar")
    said = asked.suggested(Wish(Kind.NEW, patch=patch), language="ar")
    shown = redline_of(said.id)
    assert (shown.provision_id, shown.language) == ("new", "ar")


def test_nothing_that_falls_below_the_floor_is_taken_up():
    in_force(universal())
    asked = Asked(local(), community=CommunityFactory())
    slower = {"parameters.days": {"direction": "at_most", "value": 9, "scale": [], "unit": "days"}}
    said = asked.suggested(Wish(Kind.CHANGE, "answer", Patch(slower)))
    with pytest.raises(CodeBelowFloor):
        asked.answer(said, Decision.TAKEN_UP)
    assert asked.document().provisions[0].provision.parameters["days"].value == 1
    assert state(said) == State.PENDING


def test_nothing_that_contradicts_the_rest_is_taken_up(asked):
    wanted = {"modality": "may", "behaviours": ["answering", "insult"]}
    said = asked.suggested(Wish(Kind.CHANGE, "answer", Patch(wanted)))
    with pytest.raises(CodeContradictsItself):
        asked.answer(said, Decision.TAKEN_UP)


def test_the_last_provision_stays():
    asked = Asked(universal(KINDNESS))
    said = asked.suggested(Wish(Kind.REMOVE, "kindness"))
    with pytest.raises(CodeEmpty):
        asked.answer(said, Decision.TAKEN_UP)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Wish(Kind.CHANGE, "gone", IN_A_DAY), SuggestionProvisionGone),
        (Wish(Kind.REMOVE, "gone"), SuggestionProvisionGone),
        (Wish(Kind.CHANGE, "answer"), SuggestionEmpty),
        (Wish(Kind.CHANGE, "answer", Patch({"modality": "shall"})), SuggestionPatchWrong),
        (Wish(Kind.CHANGE, "answer", Patch({"behaviours": ["unknown"]})), SuggestionPatchWrong),
        (Wish(Kind.CHANGE, "answer", Patch({"behaviours": []})), SuggestionPatchWrong),
        (Wish(Kind.CHANGE, "answer", Patch({"parameters.days": 3})), SuggestionPatchWrong),
        (Wish(Kind.CHANGE, "answer", Patch({"parameters.days": {}})), SuggestionPatchWrong),
        (
            Wish(Kind.CHANGE, "answer", Patch(words={"body": "x"}, language="")),
            SuggestionPatchWrong,
        ),
        (
            Wish(Kind.CHANGE, "answer", Patch(words={"body": "x" * 60_000}, language="en")),
            SuggestionPatchWrong,
        ),
        (
            Wish(Kind.CHANGE, "answer", Patch(words={"name": "x"}, language="en")),
            SuggestionPatchWrong,
        ),
        (Wish(Kind.NEW), SuggestionPatchWrong),
    ],
)
def test_what_no_provision_could_follow_is_refused_at_once(asked, wish, refusal):
    with pytest.raises(refusal):
        asked.suggested(wish)
    assert not Contribution.objects.exists()


def test_a_suggestion_needs_a_text_and_an_open_round(asked):
    wish = Wish(Kind.CHANGE, "answer", IN_A_DAY)
    by = as_actor(PersonFactory())
    listening = make.opened(asked.found)
    for round_id, refusal in ((listening.id, RoundWithoutText), (new_id(), NotFound)):
        with pytest.raises(refusal):
            suggestions.suggest(
                round_id=round_id, wish=wish, text="So.", language="en", by=by, now=NOW
            )
    asked.close()
    with pytest.raises(RoundNotOpen):
        asked.suggested()


def test_only_who_writes_the_code_takes_suggestions_up(asked):
    said = asked.suggested()
    Grant.objects.filter(person_id=asked.by.id, permission=Permission.CODE_EDIT).delete()
    with pytest.raises(NotPermitted):
        asked.answer(said, Decision.TAKEN_UP)
    asked.answer(said, Decision.NOT_TAKEN_UP)


def test_what_nobody_decided_goes_on_in_the_next_round_and_its_author_is_told(asked):
    author = PersonFactory()
    waiting, decided = asked.suggested(by=as_actor(author)), asked.suggested(NEW)
    asked.answer(decided, Decision.TAKEN_UP)
    later = asked.next_round()
    carry_on(later.id, NOW)
    one = Suggestion.objects.get(contribution=waiting.id)
    assert (one.state, one.round_id) == (State.CARRIED_OVER, later.id)
    assert (one.edition_id, one.against_id) == (asked.edition.id, later.edition_id)
    assert state(decided) == State.ACCEPTED
    assert Notice.objects.filter(person=author).exists()
    carry_on(later.id, NOW)
    assert state(waiting) == State.CARRIED_OVER


def test_a_round_counts_as_answered_when_the_rest_goes_on(asked):
    asked.suggested()
    later = asked.next_round(publish=False)
    asked.close()
    suggestions.carry_over(round_id=later.id, by=SYSTEM, now=NOW)
    assert rounds.answer(round_id=asked.round.id, by=asked.by, now=NOW).state == "answered"
    asked.close(later)
    with pytest.raises(Exception, match="round_unanswered"):
        rounds.answer(round_id=later.id, by=asked.by, now=NOW)


def test_nothing_is_carried_into_what_is_not_open_or_not_there(asked):
    asked.suggested()
    later = asked.next_round(publish=False, opens=False)
    assert suggestions.carry_over(round_id=later.id, by=asked.by, now=NOW) == 0
    carry_on(new_id(), NOW)
    with pytest.raises(NotPermitted):
        suggestions.carry_over(round_id=later.id, by=as_actor(PersonFactory()), now=NOW)


def test_what_was_carried_over_says_when_its_provision_has_gone(asked):
    said = asked.suggested()
    asked.rewrite(KINDNESS)
    carry_on(asked.next_round().id, NOW)
    assert redline_of(said.id).gone


def test_a_promoted_suggestion_is_a_contribution_of_its_own(asked):
    author = as_actor(PersonFactory())
    said = asked.suggested(by=author)
    later = asked.next_round(publish=False, opens=False)
    asked.answer(said, Decision.PROMOTED)
    grown = Contribution.objects.get(round=later.id)
    assert (grown.text, grown.participant_id) == (said.text, said.participant.id)
    assert state(said) == State.PROMOTED
    assert state(grown) == State.PENDING
    assert redline_of(said.id).grown_into == (grown.id,)


def test_what_was_promoted_is_about_the_same_place_and_is_withdrawn_with_the_first(asked):
    author = as_actor(PersonFactory())
    said = asked.suggested(by=author)
    later = asked.next_round(publish=False, opens=False)
    asked.answer(said, Decision.PROMOTED)
    assert by_provision(later.id) == {"answer": 1}
    contributions.withdraw(contribution_id=said.id, by=author, now=NOW)
    assert list(Contribution.objects.values_list("text", flat=True)) == ["", ""]
    assert not Suggestion.objects.exclude(patch={}).exists()
    assert by_provision(later.id) == {}


def test_what_was_promoted_can_be_withdrawn_alone(asked):
    author = as_actor(PersonFactory())
    said = asked.suggested(by=author)
    later = asked.next_round(publish=False, opens=False)
    asked.answer(said, Decision.PROMOTED)
    grown = Contribution.objects.get(round=later.id)
    contributions.withdraw(contribution_id=grown.id, by=author, now=NOW)
    assert Contribution.objects.get(id=said.id).text == said.text
    contributions.withdraw(contribution_id=said.id, by=author, now=NOW)
    assert not Contribution.objects.exclude(text="").exists()


def test_nothing_is_promoted_where_no_round_follows(asked):
    said = asked.suggested()
    with pytest.raises(NoRoundAhead):
        asked.answer(said, Decision.PROMOTED)


def test_a_form_sent_as_a_contribution_does_not_become_a_suggestion_later(asked):
    by = as_actor(PersonFactory())
    said = make.contributed(asked.round, by=by, once="one form")
    asked.answer(said)
    made = [asked.suggested(by=by, once="one form").id for _again in range(2)]
    assert made[0] == made[1] != said.id
    assert redline_of(said.id) is None


def test_another_change_in_a_form_that_was_sent_before_is_not_lost(asked):
    by = as_actor(PersonFactory())
    wishes = (Wish(Kind.CHANGE, "answer", IN_A_DAY), NEW, Wish(Kind.CHANGE, "answer", IN_A_DAY))
    made = [asked.suggested(wish, by=by, once="one form").id for wish in wishes]
    assert made[0] == made[2] != made[1]


def test_a_withdrawn_suggestion_says_nothing_any_more(asked):
    author = as_actor(PersonFactory())
    said = asked.suggested(Wish(Kind.CHANGE, "answer", IN_A_DAY, "Nour"), by=author)
    contributions.withdraw(contribution_id=said.id, by=author, now=NOW)
    row = Suggestion.objects.get(contribution=said.id)
    assert (row.patch, row.credit) == ({}, "")
    assert redline_of(said.id) is None
    assert suggestions.carry_over(round_id=asked.next_round(publish=False).id, now=NOW) == 0
