"""Bringing together what says the same, setting aside in public, and summing up."""

from datetime import timedelta

import pytest

from comity.consultation.actions import (
    contributions,
    conversation,
    rounds,
    traces,
    translations,
)
from comity.consultation.actions.answers import answer
from comity.consultation.errors.conversation import (
    MergeNeedsTwo,
    NotMerged,
    NotSetAside,
    SetAsideAlready,
    SetAsideWithoutReason,
)
from comity.consultation.models import Contribution, Merge, Trace
from comity.consultation.queries import conversation as queries
from comity.consultation.queries import summaries
from comity.consultation.rules.digest import Topic, verify
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.signals import SignalKind
from comity.consultation.tasks.conversation import leave_traces, sum_up, sum_up_last
from comity.kernel.errors import NotFound, NotPermitted
from tests.factories.consultations import (
    UNMEASURED,
    consultation,
    contributed,
    opened,
    organiser_of,
)
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
WHY = {"en": "Forty letters came from one machine in an hour, all with the same words."}
BOATS = "Members who decide about a friend must stand aside and say so in public."
BOATS_TOO = "Members who decide about their friends must stand aside, and say so publicly."
ARABIC = "على الأعضاء الذين يبتّون في أمر صديق أن يتنحّوا وأن يقولوا ذلك علنًا."


@pytest.fixture
def asked():
    return consultation()


@pytest.fixture
def room(asked):
    return opened(asked)


@pytest.fixture
def organiser(asked):
    return organiser_of(asked)


def said(room, text=BOATS, **changes):
    one = contributed(room, text=text, **changes)
    traces.leave(contribution_id=one.id)
    return one


def test_what_was_said_before_is_found_in_other_words(asked, room):
    first = said(room)
    said(room, "The lighthouse opens at nine and closes when the last boat is in.")
    found = queries.similar(asked.id, {"en": BOATS_TOO})
    assert [one.id for one in found] == [first.id]


def test_what_was_said_in_another_language_is_found_through_its_translation(asked, room):
    first = said(room, ARABIC, language="ar")
    assert queries.similar(asked.id, {"en": BOATS}) == ()
    translations.translate(
        contribution_id=first.id,
        language="en",
        text=BOATS_TOO,
        machine=False,
        by=as_actor(PersonFactory()),
        now=NOW,
    )
    leave_traces(first.id, NOW)
    (found,) = queries.similar(asked.id, {"en": BOATS})
    assert (found.id, found.language) == (first.id, "en")


def test_what_was_said_elsewhere_or_taken_back_is_not_found(asked, room):
    elsewhere = opened()
    said(elsewhere)
    gone = said(room, by=(author := as_actor(PersonFactory())))
    contributions.withdraw(contribution_id=gone.id, by=author, now=NOW)
    leave_traces(gone.id, NOW)
    assert queries.similar(asked.id, {"en": BOATS}) == ()
    assert not Trace.objects.filter(contribution=gone.id).exists()


def test_nothing_is_like_no_words(asked):
    assert queries.similar(asked.id, {"en": "  "}) == ()
    with pytest.raises(NotFound):
        queries.similar_to("nobody")


def test_a_contribution_is_not_like_itself(room):
    first, second = said(room), said(room, BOATS_TOO)
    assert [one.id for one in queries.similar_to(first.id)] == [second.id]


def test_looking_for_alike_words_takes_the_same_few_queries_among_many(
    asked, room, django_assert_max_num_queries
):
    for number in range(12):
        said(room, f"{BOATS} That is my {number}th reason.")
    with django_assert_max_num_queries(3):
        assert len(queries.similar(asked.id, {"en": BOATS})) == 5


def test_brought_together_each_keeps_voice_and_answer(room, organiser):
    first, second, third = said(room), said(room, BOATS_TOO), said(room, ARABIC, language="ar")
    count = conversation.merge(
        lead_id=first.id, contribution_ids=[second.id, third.id], by=organiser, now=NOW
    )
    assert count == 2
    assert queries.standing_with([first.id]) == {first.id: [second.id, third.id]}
    assert queries.lead_of(third.id) == first.id
    assert queries.results(room.id)[0].contributions == 3


def test_those_that_stand_with_one_come_along_and_nobody_is_two_steps_from_a_lead(room, organiser):
    first, second, third = said(room), said(room, BOATS_TOO), said(room, ARABIC, language="ar")
    conversation.merge(lead_id=second.id, contribution_ids=[third.id], by=organiser, now=NOW)
    conversation.merge(lead_id=first.id, contribution_ids=[second.id], by=organiser, now=NOW)
    assert queries.standing_with([first.id, second.id]) == {first.id: [second.id, third.id]}
    conversation.merge(lead_id=third.id, contribution_ids=[first.id], by=organiser, now=NOW)
    assert queries.standing_with([third.id]) == {third.id: [first.id, second.id]}


def test_a_contribution_can_stand_for_itself_again(room, organiser):
    first, second = said(room), said(room, BOATS_TOO)
    conversation.merge(lead_id=first.id, contribution_ids=[second.id], by=organiser, now=NOW)
    conversation.part(contribution_id=second.id, by=organiser, now=NOW)
    assert not Merge.objects.exists()
    with pytest.raises(NotMerged):
        conversation.part(contribution_id=second.id, by=organiser, now=NOW)


def test_one_alone_many_strangers_or_other_places_are_not_brought_together(room, organiser):
    first, second = said(room), said(room, BOATS_TOO)
    with pytest.raises(MergeNeedsTwo):
        conversation.merge(lead_id=first.id, contribution_ids=[first.id], by=organiser, now=NOW)
    with pytest.raises(NotPermitted):
        conversation.merge(
            lead_id=first.id,
            contribution_ids=[second.id],
            by=as_actor(PersonFactory()),
            now=NOW,
        )
    elsewhere = said(opened())
    with pytest.raises(NotFound):
        conversation.merge(lead_id=first.id, contribution_ids=[elsewhere.id], by=organiser, now=NOW)


def test_the_same_words_of_several_people_are_pointed_at(room):
    for _ in range(3):
        said(room)
    (found,) = queries.signals(room.id, today=NOW.date())
    assert found.kind is SignalKind.SAME_WORDS
    assert found.count == 3


def test_a_quiet_round_has_no_signals_and_a_missing_one_none_at_all(room):
    assert queries.signals(room.id, today=NOW.date()) == ()
    assert queries.signals(room.id, today=NOW.date() - timedelta(days=9)) == ()
    with pytest.raises(NotFound):
        queries.signals("nowhere", today=NOW.date())


def test_results_stand_with_and_without_whom_somebody_set_aside(asked, room, organiser):
    first = said(room)
    said(room, BOATS_TOO)
    decision = conversation.set_aside(
        participant_id=first.participant.id,
        reason=WHY,
        signal=SignalKind.SAME_WORDS,
        by=organiser,
        now=NOW,
    )
    everybody, others = queries.results(room.id)
    assert (everybody.people, others.people) == (2, 1)
    (line,) = queries.set_aside_log(asked.id)
    assert (line.id, line.reason, line.signal) == (decision, WHY, SignalKind.SAME_WORDS)
    conversation.take_back_in(
        decision_id=decision, reason={"en": "It was a school class."}, by=organiser, now=NOW
    )
    everybody, others = queries.results(room.id)
    assert everybody == others
    assert queries.set_aside_log(asked.id)[0].lifted_reason == {"en": "It was a school class."}
    with pytest.raises(NotSetAside):
        conversation.take_back_in(decision_id=decision, reason=WHY, by=organiser, now=NOW)


def test_setting_aside_needs_a_reason_a_right_and_happens_once(room, organiser):
    person = said(room).participant.id
    with pytest.raises(SetAsideWithoutReason):
        conversation.set_aside(participant_id=person, reason={"en": " "}, by=organiser, now=NOW)
    with pytest.raises(NotPermitted):
        conversation.set_aside(
            participant_id=person, reason=WHY, by=as_actor(PersonFactory()), now=NOW
        )
    conversation.set_aside(participant_id=person, reason=WHY, by=organiser, now=NOW)
    with pytest.raises(SetAsideAlready):
        conversation.set_aside(participant_id=person, reason=WHY, by=organiser, now=NOW)
    with pytest.raises(NotFound):
        conversation.set_aside(participant_id="nobody", reason=WHY, by=organiser, now=NOW)
    with pytest.raises(NotFound):
        conversation.take_back_in(decision_id="none", reason=WHY, by=organiser, now=NOW)


def test_a_round_is_summed_up_anew_only_where_something_was_said(room):
    said(room)
    sum_up(NOW)
    first = summaries.summary(room.id)
    assert first.current
    assert list(summaries.stale()) == []
    said(room, ARABIC, language="ar")
    assert not summaries.summary(room.id).current
    sum_up(NOW)
    whole = summaries.summary(room.id).sentences[0]
    assert (whole.topic, whole.contributions, whole.languages) == (Topic.WHOLE, 2, 2)
    assert verify(whole, summaries.voices(room.id))


@pytest.mark.parametrize("cancelled", [False, True])
def test_words_that_are_taken_back_or_changed_are_quoted_no_longer(asked, room, cancelled):
    ada, sana = as_actor(PersonFactory()), as_actor(PersonFactory())
    gone = contributed(room, by=ada, text="Gone by noon.")
    said = contributed(room, by=sana, text="Cold by noon.")
    sum_up(NOW)
    contributions.change(
        contribution_id=said.id, text="Warm by noon.", language="en", by=sana, now=NOW
    )
    if cancelled:
        by = organiser_of(asked)
        rounds.cancel(round_id=room.id, reason="We moved.", by=by, now=NOW)
    contributions.withdraw(contribution_id=gone.id, by=ada, now=NOW)
    for _again in range(2):
        found = str(summaries.summary(room.id))
        assert "Gone by noon" not in found
        assert "Cold by noon" not in found
        sum_up(NOW)


def test_a_round_in_which_nobody_said_anything_has_no_summary(room):
    sum_up(NOW)
    assert summaries.summary(room.id) is None


def test_looking_for_old_summaries_takes_as_many_queries_for_one_round_as_for_many(
    asked, django_assert_num_queries
):
    first = said(opened(asked))
    with django_assert_num_queries(3):
        assert summaries.stale() == [first.round_id]
    for _ in range(5):
        said(opened())
    with django_assert_num_queries(3):
        assert len(summaries.stale()) == 6
    sum_up(NOW)
    with django_assert_num_queries(3):
        assert summaries.stale() == []


def test_where_nobody_is_asked_nothing_is_looked_at(asked, django_assert_num_queries):
    opened(asked)
    with django_assert_num_queries(1):
        assert summaries.stale() == []


def test_an_answered_round_is_summed_up_a_last_time_and_again_where_something_moves(
    asked, room, organiser, django_assert_num_queries
):
    first, second = said(room), said(room, BOATS_TOO)
    sum_up(NOW)
    contributed(room)
    for one in Contribution.objects.filter(round=room.id):
        answer(contribution_id=one.id, decision=Decision.NOTED, reason=WHY, by=organiser, now=NOW)
    done = {"reason": "All is said.", "unmeasured": UNMEASURED}
    rounds.close(round_id=room.id, **done, by=organiser, now=NOW)
    rounds.answer(round_id=room.id, by=organiser, now=NOW)
    with django_assert_num_queries(1):
        assert summaries.stale() == []
    sum_up_last(room.id, NOW)
    assert summaries.summary(room.id).sentences[0].contributions == 3
    conversation.merge(lead_id=first.id, contribution_ids=[second.id], by=organiser, now=NOW)
    assert summaries.stale() == [room.id]
    sum_up(NOW)
    conversation.part(contribution_id=second.id, by=organiser, now=NOW)
    assert summaries.stale() == [room.id]
