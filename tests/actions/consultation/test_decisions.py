"""Seeking agreement on a proposal: positions, hearings and outcomes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.consultation.actions import decisions
from comity.consultation.errors.answers import (
    ConclusionWordsMissing,
    ConsultationNotRunning,
)
from comity.consultation.errors.decisions import (
    DecisionOver,
    DecisionsRunning,
    NotAsked,
    NothingToHear,
    PositionsUnheard,
    PositionWithoutReason,
    ReviewDayWrong,
)
from comity.consultation.errors.rounds import ReasonMissing, RoundNotOpen
from comity.consultation.models import Consultation, Position
from comity.consultation.queries import decisions as queries
from comity.consultation.rules.consensus import Choice, State
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.kinds import Stage
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.record.models import Line
from tests.factories import consultations as make
from tests.factories.answers import Asked
from tests.factories.bodies import BodyFactory, SeatFactory
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
PROPOSAL = {"en": "We meet by the river every Monday."}
LATER = TODAY + timedelta(days=180)
SPOKE = {"en": "We spoke on the telephone. The path is dark, so lamps are put up."}


class Proposed:
    """A proposal in an open round of its own."""

    def __init__(self, asked=None, body=None):
        self.asked = asked or Asked()
        self.by = self.asked.by
        self.id = decisions.ask(
            round_id=self.asked.round.id,
            question=PROPOSAL,
            language="en",
            body_id=body.id if body else "",
            by=self.by,
            now=NOW,
        )

    @property
    def row(self):
        return queries.decision(self.id)

    def say(self, choice, *, by=None, reason="", now=NOW):
        by = by or as_actor(PersonFactory())
        decisions.take_position(
            decision_id=self.id, choice=choice, reason=reason, language="en", by=by, now=now
        )
        return queries.own_position(self.id, by)

    def hear(self, position, *, text=None, by=None, turn=None):
        decisions.hear(
            position_id=position.id,
            turn=turn or position.turn,
            text=SPOKE if text is None else text,
            by=by or self.by,
            now=NOW,
        )

    def record(self, *, outcome=None, review_on=LATER, by=None):
        return decisions.record_outcome(
            decision_id=self.id,
            outcome={"en": "So it is."} if outcome is None else outcome,
            review_on=review_on,
            by=by or self.by,
            now=NOW,
        )


@pytest.fixture
def proposed():
    return Proposed()


def test_agreement_is_recorded_with_words_and_a_day_to_look_again(proposed):
    proposed.say(Choice.SUPPORT)
    proposed.say(Choice.STAND_ASIDE, reason="I am away then.")
    assert proposed.record() is State.REACHED
    row = proposed.row
    assert (row.state, row.review_on, row.outcome) == ("reached", LATER, {"en": "So it is."})
    assert row.standing.counts[Choice.SUPPORT] == 1
    assert queries.due_for_review(TODAY) == []
    assert [one.id for one in queries.due_for_review(LATER)] == [proposed.id]
    assert Line.objects.get(kind="decision:recorded").shown["reached"] is True


def test_nothing_passes_that_nobody_supports(proposed):
    proposed.say(Choice.STAND_ASIDE)
    assert proposed.record() is State.NOT_REACHED


def test_nothing_passes_where_nobody_said_anything(proposed):
    assert proposed.record() is State.NOT_REACHED


def test_a_block_is_heard_before_anything_is_recorded(proposed):
    proposed.say(Choice.SUPPORT)
    block = proposed.say(Choice.BLOCK, reason="The path is not safe at night.")
    assert (proposed.row.state, block.waits) == (State.HEARING, True)
    with pytest.raises(PositionsUnheard):
        proposed.record()
    proposed.hear(block)
    assert proposed.row.state == State.OPEN
    assert queries.positions(proposed.id)[0].hearings == (SPOKE,)
    assert proposed.record() is State.NOT_REACHED


def test_only_who_blocks_can_lift_the_block(proposed):
    by = as_actor(PersonFactory())
    proposed.say(Choice.SUPPORT)
    proposed.hear(proposed.say(Choice.BLOCK, by=by, reason="It is dark."))
    proposed.say(Choice.STAND_ASIDE, by=by)
    assert proposed.record() is State.REACHED
    assert Position.objects.count() == 2


def test_who_blocks_anew_is_heard_anew(proposed):
    by = as_actor(PersonFactory())
    first = proposed.say(Choice.BLOCK, by=by, reason="It is dark.")
    proposed.hear(first)
    second = proposed.say(Choice.BLOCK, by=by, reason="It is also far.")
    assert (proposed.row.state, second.turn) == (State.HEARING, 2)
    with pytest.raises(NothingToHear):
        proposed.hear(first)
    proposed.hear(second)
    assert proposed.row.state == State.OPEN


def test_who_says_the_same_again_was_heard_already(proposed):
    by = as_actor(PersonFactory())
    said = proposed.say(Choice.BLOCK, by=by, reason="It is dark.")
    proposed.hear(said)
    again = proposed.say(Choice.BLOCK, by=by, reason="  It is dark. ", now=NOW + timedelta(days=1))
    assert again == replace(said, waits=False, hearings=(SPOKE,))
    assert proposed.row.state == State.OPEN


def test_a_concern_is_answered_and_then_hinders_nobody(proposed):
    proposed.say(Choice.SUPPORT)
    concern = proposed.say(Choice.CONCERN, reason="Who brings lamps?")
    with pytest.raises(PositionsUnheard):
        proposed.record()
    proposed.hear(concern)
    assert proposed.record() is State.REACHED


@pytest.mark.parametrize("choice", [Choice.CONCERN, Choice.BLOCK])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_concern_or_a_block_says_why(proposed, choice, reason):
    with pytest.raises(PositionWithoutReason):
        proposed.say(choice, reason=reason)
    assert not Position.objects.exists()


def test_nobody_is_heard_who_does_not_wait(proposed):
    support = proposed.say(Choice.SUPPORT)
    block = proposed.say(Choice.BLOCK, reason="It is dark.")
    with pytest.raises(NothingToHear):
        proposed.hear(support)
    with pytest.raises(ConclusionWordsMissing):
        proposed.hear(block, text={"en": " "})
    with pytest.raises(NotPermitted):
        proposed.hear(block, by=as_actor(PersonFactory()))
    proposed.hear(block)
    with pytest.raises(NothingToHear):
        proposed.hear(block)
    with pytest.raises(NotFound):
        decisions.hear(position_id="none", turn=1, text=SPOKE, by=proposed.by, now=NOW)


def test_whoever_holds_a_receipt_is_asked_too(proposed):
    by = make.receipt_holder()
    assert proposed.say(Choice.SUPPORT, by=by).choice == "support"
    assert queries.is_asked(proposed.id, by, TODAY)
    assert not queries.is_asked(proposed.id, None, TODAY)
    assert queries.own_position(proposed.id, None) is None
    assert queries.own_position(proposed.id, as_actor(PersonFactory())) is None


def test_where_a_body_is_asked_only_its_members_answer():
    body = BodyFactory()
    member = SeatFactory(body=body).person
    proposed = Proposed(body=body)
    assert proposed.row.body_slug == body.slug
    assert queries.is_asked(proposed.id, as_actor(member), TODAY)
    proposed.say(Choice.SUPPORT, by=as_actor(member))
    for other in (as_actor(PersonFactory()), make.receipt_holder()):
        assert not queries.is_asked(proposed.id, other, TODAY)
        with pytest.raises(NotAsked):
            proposed.say(Choice.SUPPORT, by=other)


def test_after_the_round_only_those_who_spoke_say_something_else(proposed):
    by = as_actor(PersonFactory())
    proposed.say(Choice.SUPPORT, by=by)
    proposed.asked.close()
    with pytest.raises(RoundNotOpen):
        proposed.say(Choice.SUPPORT)
    assert proposed.say(Choice.STAND_ASIDE, by=by).turn == 2


def test_nothing_changes_after_the_outcome(proposed):
    concern = proposed.say(Choice.CONCERN, reason="Who brings lamps?")
    proposed.hear(concern)
    proposed.record()
    for act in (
        lambda: proposed.say(Choice.SUPPORT),
        lambda: proposed.hear(concern),
        proposed.record,
        lambda: decisions.withdraw_decision(
            decision_id=proposed.id, reason="Never mind.", by=proposed.by, now=NOW
        ),
    ):
        with pytest.raises(DecisionOver):
            act()


def test_an_outcome_has_words_and_a_day_ahead(proposed):
    for day in (TODAY, TODAY + timedelta(days=5000)):
        with pytest.raises(ReviewDayWrong):
            proposed.record(review_on=day)
    for words in ({}, {"ar": "ليكن."}):
        with pytest.raises(ConclusionWordsMissing):
            proposed.record(outcome=words)
    with pytest.raises(NotPermitted):
        proposed.record(by=as_actor(PersonFactory()))
    with pytest.raises(NotFound):
        decisions.record_outcome(
            decision_id=new_id(), outcome={}, review_on=LATER, by=proposed.by, now=NOW
        )


def test_a_proposal_is_taken_back_with_a_reason(proposed):
    with pytest.raises(ReasonMissing):
        decisions.withdraw_decision(decision_id=proposed.id, reason=" ", by=proposed.by, now=NOW)
    proposed.say(Choice.BLOCK, reason="It is dark.")
    decisions.withdraw_decision(
        decision_id=proposed.id, reason="We ask anew.", by=proposed.by, now=NOW
    )
    assert proposed.row.state == State.WITHDRAWN


def test_a_consultation_does_not_end_while_a_proposal_runs(proposed):
    proposed.asked.answer(make.contributed(proposed.asked.round), Decision.NOTED)
    proposed.asked.close()
    with pytest.raises(DecisionsRunning):
        proposed.asked.conclude()
    proposed.record()
    proposed.asked.conclude()


def test_a_proposal_needs_an_open_round_and_words():
    asked = Asked()

    def ask(**changes):
        wanted = {
            "round_id": asked.round.id,
            "question": PROPOSAL,
            "language": "en",
            "by": asked.by,
            "now": NOW,
        }
        return decisions.ask(**(wanted | changes))

    for changes, refusal in (
        ({"round_id": new_id()}, NotFound),
        ({"body_id": new_id()}, NotFound),
        ({"by": as_actor(PersonFactory())}, NotPermitted),
        ({"language": "ar"}, ConclusionWordsMissing),
        ({"question": {"en": " "}}, ConclusionWordsMissing),
    ):
        with pytest.raises(refusal):
            ask(**changes)
    assert [ask(), ask()] == [one.id for one in queries.decisions(asked.found.id)]
    asked.close()
    with pytest.raises(RoundNotOpen):
        ask()


def test_nothing_is_said_in_a_consultation_that_is_over(proposed):
    Consultation.objects.filter(id=proposed.asked.found.id).update(stage=Stage.CANCELLED)
    with pytest.raises(ConsultationNotRunning):
        proposed.say(Choice.SUPPORT)


def test_whoever_waits_stands_first_and_the_list_goes_on_where_a_page_ended(proposed):
    proposed.hear(proposed.say(Choice.BLOCK, reason="It is dark."))
    for choice in (Choice.SUPPORT, Choice.CONCERN, Choice.STAND_ASIDE, Choice.BLOCK):
        proposed.say(choice, reason="It is far.")
    listed = queries.positions(proposed.id)
    assert [(one.waits, one.choice) for one in listed] == [
        (True, "block"),
        (True, "concern"),
        (False, "block"),
        (False, "stand_aside"),
        (False, "support"),
    ]
    for number, one in enumerate(listed, start=1):
        behind = queries.positions(proposed.id, behind=one.id)
        assert (list(behind), len(behind)) == (listed[number:], 5 - number)
    assert list(queries.positions(proposed.id, behind=new_id())) == []


def test_many_positions_are_read_in_as_few_queries_as_one(proposed, django_assert_num_queries):
    for _each in range(6):
        last = proposed.say(
            Choice.CONCERN, by=as_actor(PersonFactory()), reason="Who brings lamps?"
        )
    by = Actor(ActorKind.PERSON, Position.objects.get(name=last.id).participant.person_id)
    for most in (1, 6):
        with django_assert_num_queries(2):
            assert len(queries.positions(proposed.id)[:most]) == most
    with django_assert_num_queries(2):
        assert queries.own_position(proposed.id, by) == last
    with django_assert_num_queries(1):
        assert queries.standing(proposed.id).unheard == 6


def test_what_somebody_says_to_two_proposals_has_nothing_in_common():
    asked = Asked()
    first, second = Proposed(asked), Proposed(asked)
    people = [as_actor(PersonFactory()) for _ in range(12)]
    for by in people:
        first.say(Choice.SUPPORT, by=by)
        second.say(Choice.SUPPORT, by=by)
    for one in (first, second):
        told = [row.id for row in queries.positions(one.id)]
        spoken = [queries.own_position(one.id, by).id for by in people]
        assert told == sorted(told)
        assert sorted(spoken) == told
        assert spoken != told
