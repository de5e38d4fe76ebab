"""Ending a consultation, freezing its text, and telling what caused each change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.codes import actions as codes
from comity.codes import queries as code_queries
from comity.codes.rules.effects import Effects
from comity.consultation.actions import answers, consultations
from comity.consultation.actions.own import forget
from comity.consultation.actions.wishes import Wish
from comity.consultation.errors.answers import (
    ConclusionMissing,
    ConclusionVersionWrong,
    ConclusionWordsMissing,
    ConsultationNotRunning,
    ContributionsUnanswered,
    StillConsulted,
)
from comity.consultation.errors.rounds import ConsultationHasOpenRound
from comity.consultation.queries import answers as queries
from comity.consultation.queries.causes import Credits, causes, credited
from comity.consultation.queries.suggestions import redline_of
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.suggestions import Kept, Kind, Patch, difference
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from tests.factories import consultations as make
from tests.factories.answers import SAID, SOONER, WHY, Asked
from tests.factories.codes import ANSWER, EFFECTS, KINDNESS, draft, universal
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
MISSED = "I asked about nights, not about weeks."


@pytest.fixture
def asked():
    return Asked()


def test_concluding_freezes_the_draft_and_says_what_it_means(asked):
    asked.answer(make.contributed(asked.round))
    asked.close()
    asked.conclude()
    version = code_queries.version(asked.version.id)
    assert version.state == "frozen"
    ending = queries.ending(asked.found.id)
    assert (ending.version_id, ending.newcomers) == (version.id, SAID.newcomers)
    assert version.effects == Effects(SAID.language, SAID.newcomers, SAID.silent)
    with pytest.raises(ConsultationNotRunning):
        asked.conclude()


def test_nothing_is_frozen_while_somebody_has_no_answer(asked):
    make.contributed(asked.round)
    asked.close()
    with pytest.raises(ContributionsUnanswered) as refused:
        asked.conclude()
    assert refused.value.detail["count"] == 1
    with pytest.raises(StillConsulted):
        codes.freeze(version_id=asked.version.id, by=asked.by, now=NOW)
    assert queries.ending(asked.found.id) is None


def test_nothing_is_frozen_behind_the_back_of_a_consultation(asked):
    with pytest.raises(StillConsulted):
        codes.freeze(version_id=asked.version.id, by=asked.by, now=NOW)


def test_cancelling_a_consultation_leaves_nobody_without_an_answer(asked):
    said = make.contributed(asked.round)
    consultations.cancel(
        consultation_id=asked.found.id, reason="We begin anew.", by=asked.by, now=NOW
    )
    with pytest.raises(StillConsulted):
        codes.freeze(version_id=asked.version.id, by=asked.by, now=NOW)
    asked.answer(said)
    codes.freeze(version_id=asked.version.id, effects=EFFECTS, by=asked.by, now=NOW)


def test_a_code_nobody_was_asked_about_is_frozen_as_before():
    version = draft(universal())
    by = PersonFactory()
    grant(person_id=by.id, permission=Permission.CODE_EDIT, on=version.community_id)
    codes.freeze(version_id=version.id, effects=EFFECTS, by=as_actor(by), now=NOW)


@pytest.mark.parametrize("name", ["outcome", "newcomers", "silent"])
@pytest.mark.parametrize("said", [{}, {"en": " "}, {"ar": "للجميع."}])
def test_a_conclusion_says_everything_in_the_language_it_was_written_in(asked, name, said):
    asked.answer(make.contributed(asked.round))
    asked.close()
    with pytest.raises(ConclusionWordsMissing) as refused:
        asked.conclude(said=replace(SAID, **{name: said}))
    assert refused.value.field == name


def test_a_consultation_does_not_end_by_halves(asked):
    asked.answer(make.contributed(asked.round))
    with pytest.raises(ConsultationHasOpenRound):
        asked.conclude(now=NOW)
    asked.close()
    for version_id in ("", new_id()):
        with pytest.raises(ConclusionVersionWrong):
            asked.conclude(version_id=version_id)
    with pytest.raises(NotPermitted):
        asked.conclude(by=as_actor(PersonFactory()))
    with pytest.raises(ConsultationHasOpenRound):
        consultations.conclude(consultation_id=asked.found.id, by=asked.by, now=NOW)


def test_a_consultation_on_a_decision_ends_with_words_alone():
    found = make.consultation()
    by = make.organiser_of(found)
    round_ = make.opened(found)
    said = make.contributed(round_)
    answers.answer(contribution_id=said.id, decision=Decision.NOTED, reason=WHY, by=by, now=NOW)
    asked = Asked.__new__(Asked)
    asked.found, asked.by, asked.round = found, by, round_
    asked.close()
    with pytest.raises(ConclusionVersionWrong):
        asked.conclude(version_id=new_id())
    asked.conclude(version_id="")
    assert queries.ending(found.id).version_id is None


def test_nothing_is_concluded_without_saying_what_came_of_it(asked):
    asked.answer(make.contributed(asked.round))
    asked.close()
    from_rounds = make.rounds.answer(round_id=asked.round.id, by=asked.by, now=NOW)
    assert from_rounds.state == "answered"
    with pytest.raises(ConclusionMissing):
        consultations.conclude(consultation_id=asked.found.id, by=asked.by, now=NOW)


def test_the_redline_knows_what_caused_each_change():
    first = draft(universal(ANSWER))
    by = PersonFactory()
    grant(person_id=by.id, permission=Permission.CODE_EDIT, on=first.community_id)
    codes.freeze(version_id=first.id, effects=EFFECTS, by=as_actor(by), now=NOW)
    asked = Asked(universal(ANSWER, KINDNESS))
    wish = Wish(Kind.CHANGE, "answer", difference(ANSWER, SOONER, "en"), "Nour")
    taken, refused = asked.suggested(wish), asked.suggested(Wish(Kind.REMOVE, "kindness"))
    plain = make.contributed(asked.round)
    asked.answer(taken, Decision.TAKEN_UP)
    asked.answer(refused, Decision.NOT_TAKEN_UP)
    asked.answer(plain, Decision.PARTLY, provisions=["answer", "kindness"])
    with pytest.raises(NotFound):
        causes(first.id, asked.version.id)
    asked.close()
    asked.conclude()
    found = causes(first.id, asked.version.id)
    assert {key: [one.contribution_id for one in rows] for key, rows in found.items()} == {
        "answer": [taken.id, plain.id],
        "kindness": [plain.id],
    }
    assert [(one.number, one.suggested) for one in found["answer"]] == [
        ("1.1", True),
        ("1.3", False),
    ]
    assert causes(asked.version.id, asked.version.id) == {}
    assert causes(asked.version.id, asked.version.id, from_draft=True) == found
    assert causes(first.id, asked.version.id, to_draft=True) == {}
    assert credited(asked.version.id).names == ("Nour",)


def test_what_is_answered_after_the_end_is_no_cause_of_what_was_frozen_before(asked):
    author = as_actor(PersonFactory())
    wish = Wish(Kind.CHANGE, "answer", difference(ANSWER, SOONER, "en"), "Nour")
    late, taken = asked.suggested(wish, by=author), make.contributed(asked.round, by=author)
    asked.answer(late, Decision.NOT_TAKEN_UP)
    asked.answer(taken, Decision.PARTLY, provisions=["kindness"])
    asked.close()
    asked.conclude(now=NOW)
    before = causes(asked.version.id, asked.version.id, from_draft=True)
    assert [one.contribution_id for one in before["kindness"]] == [taken.id]
    later = NOW + timedelta(days=1)
    for one in (late, taken):
        answers.object_to_answer(contribution_id=one.id, text=MISSED, by=author, now=later)
    draft(universal(), community=asked.community)
    asked.answer(late, Decision.TAKEN_UP, now=later)
    asked.answer(taken, Decision.NOTED, now=later)
    assert causes(asked.version.id, asked.version.id, from_draft=True) == before
    assert credited(asked.version.id) == Credits((), 0)


def test_authors_are_named_as_they_chose_and_forgotten_with_them(asked):
    author = PersonFactory()
    wish = Wish(Kind.CHANGE, "answer", difference(ANSWER, SOONER, "en"), "Nour")
    asked.answer(asked.suggested(wish, by=as_actor(author)), Decision.TAKEN_UP)
    asked.answer(asked.suggested(Wish(Kind.REMOVE, "kindness")), Decision.TAKEN_UP)
    asked.close()
    asked.conclude()
    assert (credited(asked.version.id).names, credited(asked.version.id).unnamed) == (("Nour",), 1)
    forget(author.id, NOW)
    assert (credited(asked.version.id).names, credited(asked.version.id).unnamed) == ((), 2)


def test_after_the_end_each_suggestion_says_what_became_of_it(asked):
    whole, refused = asked.suggested(), asked.suggested(Wish(Kind.REMOVE, "kindness"))
    asked.answer(whole, Decision.TAKEN_UP)
    asked.answer(refused, Decision.NOT_TAKEN_UP)
    assert redline_of(whole.id).became is None
    asked.close()
    asked.conclude()
    became = redline_of(whole.id).became
    assert (became.number, became.version_id) == (1, asked.version.id)
    assert (became.slug, became.kept) == (asked.community.slug, Kept.WHOLE)
    assert redline_of(refused.id).became is None


def test_what_was_changed_again_before_the_end_did_not_become_part_of_the_version(asked):
    said, gone = asked.suggested(), asked.suggested(Wish(Kind.REMOVE, "kindness"))
    asked.answer(said, Decision.TAKEN_UP)
    asked.answer(gone, Decision.TAKEN_UP)
    asked.rewrite(ANSWER, KINDNESS)
    asked.close()
    asked.conclude()
    for one in (said, gone):
        assert redline_of(one.id).became.kept is Kept.NOTHING
        assert queries.one(one.id, today=TODAY).became.kept is Kept.NOTHING


def test_what_is_taken_up_after_the_end_stands_in_the_next_draft(asked):
    author = as_actor(PersonFactory())
    said = asked.suggested(by=author)
    asked.answer(said, Decision.PARTLY, patch=Patch(words={"title": "Reply"}, language="en"))
    asked.close()
    asked.conclude(now=NOW)
    assert redline_of(said.id).became.kept is Kept.WHOLE
    answers.object_to_answer(contribution_id=said.id, text=MISSED, by=author, now=NOW)
    assert redline_of(said.id).became is None
    draft(universal(), community=asked.community)
    asked.answer(said, Decision.PARTLY, patch=Patch(words={"title": "Duty"}, language="en"))
    assert redline_of(said.id).became is None


def test_many_suggestions_are_followed_in_as_few_queries_as_one(asked, django_assert_num_queries):
    for number in range(6):
        words = {"title": f"Care {number}", "body": "Look after others."}
        wish = Wish(Kind.NEW, patch=Patch(words=words, language="en"))
        asked.answer(asked.suggested(wish), Decision.TAKEN_UP)
    asked.close()
    asked.conclude()
    rows = queries.listing(asked.found.id, queries.Wanted(), today=TODAY)
    with django_assert_num_queries(7):
        assert [one.became.kept for one in rows[:1]] == [Kept.WHOLE]
    with django_assert_num_queries(7):
        assert [one.became.kept for one in rows[:6]] == [Kept.WHOLE] * 6
