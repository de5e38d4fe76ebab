"""Answering contributions, and objecting to answers."""

from datetime import timedelta

import pytest

from comity.consultation.actions import answers, contributions
from comity.consultation.actions.answers import MOST_AT_ONCE, answer_together, object_to_answer
from comity.consultation.actions.contributions import About
from comity.consultation.actions.wishes import Wish
from comity.consultation.errors.answers import (
    AnswerOneByOne,
    AnswerPromotesNothing,
    AnswerTwice,
    AnswerWithoutReason,
    ObjectionNotPossible,
    TooManyAtOnce,
)
from comity.consultation.errors.contributions import (
    ContributionLanguageWrong,
    ContributionTooLong,
    ContributionWithdrawn,
    ProvisionUnknown,
)
from comity.consultation.models import Disposition, Suggestion
from comity.consultation.queries import answers as queries
from comity.consultation.queries import contributions as spoken
from comity.consultation.queries.answers import Wanted
from comity.consultation.queries.own import told as own
from comity.consultation.rules.dispositions import LONGEST_REASON, OBJECTION_DAYS, Decision
from comity.consultation.rules.suggestions import Kind, State
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.notices.models import Notice
from comity.notices.rules import NoticeKind
from comity.record.models import Line
from tests.factories import consultations as make
from tests.factories.answers import WHY, Asked
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
MISSED = "I asked about nights, not about weeks."


@pytest.fixture
def asked():
    return Asked()


def told(said, today=TODAY):
    return queries.one(said.id, today=today)


def test_an_answer_has_a_reason_everybody_reads_and_its_author_is_told(asked):
    author = PersonFactory()
    said = make.contributed(asked.round, by=as_actor(author))
    asked.answer(said, Decision.ANSWERED, provisions=["answer"])
    found = told(said)
    assert (found.answered, found.may_object) == (True, True)
    assert [(one.decision, one.reason, one.provisions) for one in found.replies] == [
        ("answered", WHY, ("answer",))
    ]
    assert Notice.objects.get(person=author).kind == NoticeKind.ANSWER_WAITING
    assert Line.objects.get(kind="contribution:answered").shown["decision"] == "answered"


def test_whoever_has_no_account_is_answered_too(asked):
    by = make.receipt_holder()
    said = make.contributed(asked.round, by=by)
    asked.answer(said)
    assert [one.answered for one in queries.mine(asked.found.id, by=by, today=TODAY)] == [True]
    assert not Notice.objects.exists()


@pytest.mark.parametrize("reason", [{}, {"en": ""}, {"en": "  \n"}])
def test_nobody_is_answered_without_a_reason(asked, reason):
    said = make.contributed(asked.round)
    with pytest.raises(AnswerWithoutReason):
        asked.answer(said, reason=reason)
    assert not told(said).answered


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [
        ({"en": "x" * (LONGEST_REASON + 1)}, ContributionTooLong),
        ({"not a tag!": "Because."}, ContributionLanguageWrong),
    ],
)
def test_a_reason_is_readable(asked, reason, refusal):
    with pytest.raises(refusal):
        asked.answer(make.contributed(asked.round), reason=reason)


def test_nothing_is_answered_twice(asked):
    said = make.contributed(asked.round)
    asked.answer(said)
    with pytest.raises(AnswerTwice):
        asked.answer(said)
    assert Disposition.objects.count() == 1


def test_only_who_runs_the_consultation_answers(asked):
    said = make.contributed(asked.round)
    for by in (as_actor(PersonFactory()), make.receipt_holder()):
        with pytest.raises(NotPermitted):
            asked.answer(said, by=by)
    assert queries.may_answer(asked.found.id, asked.by)
    assert not queries.may_answer(asked.found.id, as_actor(PersonFactory()))
    assert not queries.may_answer(asked.found.id, None)
    assert not queries.may_answer(new_id(), asked.by)


def test_what_is_not_there_is_not_answered(asked):
    with pytest.raises(NotFound):
        answers.answer(
            contribution_id=new_id(), decision=Decision.NOTED, reason=WHY, by=asked.by, now=NOW
        )


def test_what_was_taken_back_needs_no_answer(asked):
    by = as_actor(PersonFactory())
    said = make.contributed(asked.round, by=by)
    contributions.withdraw(contribution_id=said.id, by=by, now=NOW)
    assert queries.unanswered(asked.found.id) == 0
    with pytest.raises(ContributionWithdrawn):
        asked.answer(said)
    with pytest.raises(NotFound):
        told(said)


def test_an_answer_names_provisions_that_there_are(asked):
    said = make.contributed(asked.round)
    with pytest.raises(ProvisionUnknown):
        asked.answer(said, provisions=["gone"])
    with pytest.raises(TooManyAtOnce):
        asked.answer(said, provisions=[f"rule-{one}" for one in range(60)])


def test_only_a_suggestion_is_promoted(asked):
    with pytest.raises(AnswerPromotesNothing):
        asked.answer(make.contributed(asked.round), Decision.PROMOTED)


def test_several_are_answered_with_one_reason_and_each_keeps_its_voice(asked):
    said = [make.contributed(asked.round, text=f"By the river, {one}.") for one in range(3)]
    count = answer_together(
        contribution_ids=[one.id for one in said] + [said[0].id],
        decision=Decision.TAKEN_UP,
        reason=WHY,
        provisions=["answer"],
        by=asked.by,
        now=NOW,
    )
    assert count == 3
    assert [told(one).text for one in said] == [one.text for one in said]
    assert all(told(one).replies[0].reason == WHY for one in said)


def test_what_cannot_be_answered_together_is_refused_whole(asked):
    plain, suggested = make.contributed(asked.round), asked.suggested()
    elsewhere = make.contributed(make.opened())
    for several, refusal in (
        ([], TooManyAtOnce),
        ([new_id() for _ in range(MOST_AT_ONCE + 1)], TooManyAtOnce),
        ([plain.id, new_id()], NotFound),
        ([plain.id, elsewhere.id], NotFound),
        ([plain.id, suggested.id], AnswerOneByOne),
    ):
        with pytest.raises(refusal):
            answer_together(
                contribution_ids=several, decision=Decision.NOTED, reason=WHY, by=asked.by, now=NOW
            )
    with pytest.raises(AnswerPromotesNothing):
        answer_together(
            contribution_ids=[plain.id],
            decision=Decision.PROMOTED,
            reason=WHY,
            by=asked.by,
            now=NOW,
        )
    with pytest.raises(NotPermitted):
        answer_together(
            contribution_ids=[plain.id],
            decision=Decision.NOTED,
            reason=WHY,
            by=as_actor(PersonFactory()),
            now=NOW,
        )
    assert not Disposition.objects.exists()


def test_an_answer_that_misses_the_point_is_given_again_once(asked):
    by = as_actor(PersonFactory())
    said = make.contributed(asked.round, by=by)
    asked.answer(said)
    object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=NOW)
    found = told(said)
    assert (found.answered, found.replies[0].objection) == (False, MISSED)
    assert queries.numbers(asked.found.id).reopened == 1
    asked.answer(said, Decision.TAKEN_UP, provisions=["answer"])
    found = told(said)
    assert [one.decision for one in found.replies] == ["noted", "taken_up"]
    assert (found.answered, found.may_object) == (True, False)
    with pytest.raises(ObjectionNotPossible):
        object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=NOW)
    with pytest.raises(AnswerTwice):
        asked.answer(said)


def test_an_objection_opens_a_suggestion_that_was_not_taken_up(asked):
    by = as_actor(PersonFactory())
    said = asked.suggested(by=by)
    asked.answer(said, Decision.NOT_TAKEN_UP)
    object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=NOW)
    assert Suggestion.objects.get(contribution=said.id).state == State.PENDING
    asked.answer(said, Decision.TAKEN_UP)
    assert Suggestion.objects.get(contribution=said.id).state == State.ACCEPTED


def test_what_stands_in_the_draft_is_only_explained_anew(asked):
    by = as_actor(PersonFactory())
    said = asked.suggested(by=by)
    asked.answer(said, Decision.TAKEN_UP)
    object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=NOW)
    asked.answer(said, Decision.ANSWERED)
    assert Suggestion.objects.get(contribution=said.id).state == State.ACCEPTED


def test_what_was_missed_goes_with_the_words_and_is_not_said_of_what_was_taken_back(asked):
    by = as_actor(PersonFactory())
    said, gone = make.contributed(asked.round, by=by), make.contributed(asked.round, by=by)
    asked.answer(said)
    asked.answer(gone)
    object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=NOW)
    for one in (said, gone):
        contributions.withdraw(contribution_id=one.id, by=by, now=NOW)
    assert not Disposition.objects.exclude(objection="").exists()
    with pytest.raises(ContributionWithdrawn):
        object_to_answer(contribution_id=gone.id, text=MISSED, by=by, now=NOW)


def test_somebody_gets_told_what_they_said_that_answers_missed(asked):
    author = PersonFactory()
    said = make.contributed(asked.round, by=as_actor(author))
    asked.answer(said)
    assert own(author.id)["consultation_disposition"] == []
    object_to_answer(contribution_id=said.id, text=MISSED, by=as_actor(author), now=NOW)
    assert own(author.id)["consultation_disposition"] == [
        {"contribution_id": said.id, "objection": MISSED, "objected_on": TODAY}
    ]


def test_only_its_author_objects_and_only_to_an_answer_and_in_time(asked):
    by = as_actor(PersonFactory())
    said = make.contributed(asked.round, by=by)
    with pytest.raises(ObjectionNotPossible):
        object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=NOW)
    asked.answer(said)
    with pytest.raises(NotFound):
        object_to_answer(contribution_id=said.id, text=MISSED, by=asked.by, now=NOW)
    late = NOW + timedelta(days=OBJECTION_DAYS + 1)
    with pytest.raises(ObjectionNotPossible):
        object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=late)
    object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=NOW)
    with pytest.raises(ObjectionNotPossible):
        object_to_answer(contribution_id=said.id, text=MISSED, by=by, now=NOW)


def test_what_was_said_is_found_by_what_became_of_it(asked):
    first = make.contributed(asked.round, text="قرب النهر.", language="ar")
    second = asked.suggested()
    third = make.contributed(asked.round)
    asked.answer(second, Decision.TAKEN_UP)
    asked.answer(third, Decision.NOTED, provisions=["kindness"])

    def found(**wanted):
        rows = queries.listing(asked.found.id, Wanted(**wanted), today=TODAY, waiting_first=True)
        assert len(rows) == len(rows[:50])
        return [one.id for one in rows[:50]]

    assert found() == [first.id, second.id, third.id]
    assert found(language="ar") == [first.id]
    assert found(standing="waiting") == [first.id]
    assert found(standing="answered") == [second.id, third.id]
    assert found(decision="taken_up") == [second.id]
    assert found(provision="answer") == [second.id]
    assert found(provision="kindness") == []
    assert found(round_id=new_id()) == []
    assert queries.listing(asked.found.id, Wanted(), today=TODAY)[1].id == second.id
    numbers = queries.numbers(asked.found.id)
    assert (numbers.all, numbers.waiting, numbers.reopened) == (3, 1, 0)
    assert numbers.by_decision == {"taken_up": 1, "noted": 1}
    assert numbers.languages == {"en": 2, "ar": 1}


def test_what_is_about_a_provision_is_found_by_place_by_change_and_by_answer(
    asked, django_assert_num_queries
):
    placed = make.contributed(asked.round, about=[About("kindness"), About("answer")])
    removed = asked.suggested(Wish(Kind.REMOVE, "kindness"))
    heard, noted, other = (make.contributed(asked.round) for _each in range(3))
    asked.answer(heard, Decision.PARTLY, provisions=["answer", "kindness"])
    asked.answer(noted, Decision.NOTED, provisions=["kindness"])
    asked.answer(other, Decision.PARTLY, provisions=["answer"])
    wanted = Wanted(provision="kindness")
    with django_assert_num_queries(3):
        found = queries.listing(asked.found.id, wanted, today=TODAY)[:10]
    assert [one.id for one in found] == [placed.id, removed.id, heard.id]
    for part in ("kind", "kind%", 'kindness"', 'answer", "kindness'):
        assert not list(queries.listing(asked.found.id, Wanted(provision=part), today=TODAY))


def test_a_page_of_the_list_takes_few_queries(asked, django_assert_max_num_queries):
    for _ in range(6):
        asked.answer(make.contributed(asked.round))
    rows = queries.listing(asked.found.id, Wanted(), today=TODAY)
    with django_assert_max_num_queries(4):
        assert len(rows) == len(rows[0:50])


def test_what_was_answered_stays_beside_its_answer_also_if_it_changes_on_the_same_day(asked):
    by = as_actor(PersonFactory())
    said = make.contributed(asked.round, by=by, text="Answer within a week.")
    asked.answer(said, Decision.TAKEN_UP)
    for text, now in (
        ("Answer never.", NOW),
        ("Or whenever.", NOW),
        ("Or not.", NOW + timedelta(days=1)),
    ):
        contributions.change(contribution_id=said.id, text=text, language="en", by=by, now=now)
    assert [one.text for one in spoken.earlier(said.id)] == ["Answer within a week."]
