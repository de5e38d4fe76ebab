"""Rounds and consultations: who runs them, what the clock does, and what everybody can read."""

from datetime import timedelta
from functools import partial

import pytest

from comity.access.rules import Permission
from comity.codes import actions as codes
from comity.consultation.actions import consultations, rounds
from comity.consultation.errors.rounds import (
    ConsultationCodeWrong,
    ConsultationHasOpenRound,
    ConsultationNumberWrong,
    ConsultationOver,
    ConsultationWithoutAnswers,
    ConsultationWordsMissing,
    ConsultationWordsTooLong,
    ReasonMissing,
    RoundDatesWrong,
    RoundEditionWrong,
    RoundLanguageMissing,
    RoundLanguageWrong,
    RoundNotDue,
    RoundStepNotPossible,
    RoundUnanswered,
    RoundWithoutText,
    TooManyRounds,
)
from comity.consultation.models import Consultation
from comity.consultation.queries import rounds as queries
from comity.consultation.rules.kinds import RoundKind, RoundState, Stage
from comity.consultation.tasks.rounds import keep_time
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import NotFound, NotPermitted
from comity.record.queries import public_lines
from tests.factories import codes as code_factory
from tests.factories import consultations as make
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
WHY = "A holiday."


def own(round_):
    return make.organiser_of(queries.consultation(round_.consultation_id))


def text_of(community):
    draft = code_factory.draft(code_factory.local(code_factory.KINDNESS), community=community)
    return codes.publish_edition(version_id=draft.id, by=code_factory.OPERATOR, now=NOW)


def test_the_clock_opens_and_closes_a_round_at_its_time():
    round_ = make.planned(opens=NOW + HOUR, closes=NOW + WEEK)
    keep_time(NOW)
    assert queries.round_(round_.id).state is RoundState.PLANNED
    keep_time(NOW + HOUR)
    assert queries.round_(round_.id).state is RoundState.OPEN
    assert queries.consultation(round_.consultation_id).stage is Stage.RUNNING
    keep_time(NOW + WEEK - HOUR)
    assert queries.round_(round_.id).state is RoundState.OPEN
    for _again in range(2):
        keep_time(NOW + WEEK)
    assert queries.round_(round_.id).state is RoundState.CLOSED


def test_the_clock_leaves_a_round_without_its_text_and_goes_on_with_the_others():
    waiting = make.planned(kind=RoundKind.TEXT)
    other = make.planned(opens=NOW + HOUR)
    keep_time(NOW + HOUR)
    assert queries.round_(waiting.id).state is RoundState.PLANNED
    assert queries.round_(other.id).state is RoundState.OPEN


def test_a_round_on_a_text_opens_once_there_is_one():
    community = CommunityFactory()
    edition = text_of(community)
    found = make.consultation(community, code_id=edition.code_id)
    round_ = make.planned(found, kind=RoundKind.TEXT)
    by = make.organiser_of(found)
    with pytest.raises(RoundWithoutText):
        rounds.open_now(round_id=round_.id, by=by, now=NOW)
    rounds.replan(
        round_id=round_.id,
        opens=NOW,
        closes=NOW + WEEK,
        languages=["en"],
        edition_id=edition.id,
        by=by,
        now=NOW,
    )
    assert rounds.open_now(round_id=round_.id, by=by, now=NOW).edition_id == edition.id


def test_a_text_of_another_code_is_refused():
    edition = text_of(CommunityFactory())
    with pytest.raises(RoundEditionWrong):
        make.planned(kind=RoundKind.TEXT, edition_id=edition.id)


def test_a_community_asks_about_its_own_code_only():
    edition = text_of(CommunityFactory())
    with pytest.raises(ConsultationCodeWrong):
        make.consultation(code_id=edition.code_id)


def test_a_round_is_extended_with_a_reason_that_everybody_reads():
    round_ = make.opened()
    given = {"round_id": round_.id, "closes": NOW + 2 * WEEK, "by": own(round_), "now": NOW}
    with pytest.raises(ReasonMissing):
        rounds.extend(**given, language="EN", reason=" ")
    assert rounds.extend(**given, language="EN", reason=WHY).closes == NOW + 2 * WEEK
    [change] = queries.changes(round_.consultation_id)
    assert (change.change, change.reason, change.closes_before) == ("extended", WHY, NOW + WEEK)
    [line] = public_lines(subject=round_.id, kinds=("round:extended",))
    assert line["reason"] == WHY


def test_a_closed_round_goes_on_when_it_is_extended():
    round_ = make.opened()
    rounds.close(round_id=round_.id, by=SYSTEM, now=NOW + WEEK)
    again = rounds.extend(
        round_id=round_.id,
        closes=NOW + 3 * WEEK,
        reason=WHY,
        language="en",
        by=own(round_),
        now=NOW + 2 * WEEK,
    )
    assert again.is_open


def test_opening_and_closing_early_take_a_reason():
    round_ = make.planned(opens=NOW + WEEK, closes=NOW + 2 * WEEK)
    by = own(round_)
    close = partial(rounds.close, unmeasured=make.UNMEASURED)
    for act, now in ((rounds.open_now, NOW), (close, NOW + HOUR)):
        with pytest.raises(RoundNotDue):
            act(round_id=round_.id, by=by, now=now)
        done = act(round_id=round_.id, by=by, now=now, reason=WHY)
    assert (done.state, done.opens, done.closes) == (RoundState.CLOSED, NOW, NOW + HOUR)
    assert [one.change for one in queries.changes(round_.consultation_id)] == ["closed", "opened"]


def test_nothing_is_called_answered_while_somebody_waits():
    round_ = make.opened()
    make.contributed(round_)
    rounds.close(round_id=round_.id, by=SYSTEM, now=NOW + WEEK)
    with pytest.raises(RoundUnanswered):
        rounds.answer(round_id=round_.id, by=own(round_), now=NOW + WEEK)


def test_a_round_without_participants_is_answered_at_once():
    round_ = make.opened()
    by = own(round_)
    rounds.close(round_id=round_.id, by=by, now=NOW + WEEK, unmeasured=make.UNMEASURED)
    answered = rounds.answer(round_id=round_.id, by=by, now=NOW + WEEK)
    assert answered.state is RoundState.ANSWERED


def test_what_was_said_stays_when_a_round_is_cancelled():
    round_ = make.opened()
    said = make.contributed(round_)
    cancelled = rounds.cancel(round_id=round_.id, reason=WHY, by=own(round_), now=NOW)
    assert cancelled.state is RoundState.CANCELLED
    assert said.text
    with pytest.raises(RoundStepNotPossible):
        rounds.open_now(round_id=round_.id, by=own(round_), now=NOW)


STEPS = [
    (rounds.open_now, {"reason": WHY}),
    (rounds.extend, {"closes": NOW + 2 * WEEK, "reason": WHY, "language": "en"}),
    (rounds.close, {"reason": WHY}),
    (rounds.answer, {}),
    (rounds.cancel, {"reason": WHY}),
    (rounds.replan, {"opens": NOW, "closes": NOW + WEEK, "languages": ["en"]}),
]


@pytest.mark.parametrize(("act", "given"), STEPS, ids=lambda one: getattr(one, "__name__", ""))
def test_only_those_who_run_it_take_steps_and_a_round_must_be_there(act, given):
    round_ = make.planned()
    elsewhere = as_actor(somebody(Permission.CONSULTATION_RUN, on=CommunityFactory()))
    for by in (as_actor(PersonFactory()), elsewhere):
        with pytest.raises(NotPermitted):
            act(round_id=round_.id, by=by, now=NOW, **given)
    with pytest.raises(NotFound):
        act(round_id="nothing", by=own(round_), now=NOW, **given)
    assert queries.round_(round_.id) == round_


ENDS = [
    (consultations.conclude, {}),
    (consultations.cancel, {"reason": WHY}),
    (consultations.change, {"title": {"en": "A"}, "question": {"en": "B"}}),
]


@pytest.mark.parametrize(("act", "given"), ENDS, ids=lambda one: getattr(one, "__name__", ""))
def test_only_those_who_run_it_change_or_end_a_consultation(act, given):
    found = make.consultation()
    with pytest.raises(NotPermitted):
        act(consultation_id=found.id, by=as_actor(PersonFactory()), now=NOW, **given)
    with pytest.raises(NotFound):
        act(consultation_id="nothing", by=make.organiser_of(found), now=NOW, **given)
    assert queries.consultation(found.id) == found


def test_a_consultation_is_concluded_only_when_everything_is_answered():
    found = make.consultation()
    by = make.organiser_of(found)
    end = {"consultation_id": found.id, "by": by, "now": NOW}
    with pytest.raises(ConsultationWithoutAnswers):
        consultations.conclude(**end)
    make.opened(found)
    with pytest.raises(ConsultationHasOpenRound):
        consultations.conclude(**end)


def test_what_is_over_takes_nothing_more():
    found = make.consultation()
    by = make.organiser_of(found)
    planned = make.planned(found)
    with pytest.raises(ReasonMissing):
        consultations.cancel(consultation_id=found.id, reason="", by=by, now=NOW)
    consultations.cancel(consultation_id=found.id, reason=WHY, by=by, now=NOW)
    assert queries.round_(planned.id).state is RoundState.CANCELLED
    for act in (
        lambda: make.planned(found),
        lambda: consultations.cancel(consultation_id=found.id, reason=WHY, by=by, now=NOW),
        lambda: consultations.change(
            consultation_id=found.id, title={"en": "A"}, question={"en": "B"}, by=by, now=NOW
        ),
    ):
        with pytest.raises(ConsultationOver):
            act()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": {"ar": "أين؟"}}, ConsultationWordsMissing),
        ({"question": {"en": " "}}, ConsultationWordsMissing),
        ({"title": {"en": "x" * 301}}, ConsultationWordsTooLong),
        ({"source_language": "english"}, RoundLanguageWrong),
        ({"coverage_target": 101}, ConsultationNumberWrong),
        ({"contingent": 0}, ConsultationNumberWrong),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(changes, refusal):
    with pytest.raises(refusal):
        make.consultation(**changes)
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"closes": NOW}, RoundDatesWrong),
        ({"opens": NOW - 2 * WEEK, "closes": NOW - WEEK}, RoundDatesWrong),
        ({"languages": [" "]}, RoundLanguageMissing),
        ({"languages": ["en", "nonsense!"]}, RoundLanguageWrong),
        ({"target_groups": ["x" * 150] * 31}, ConsultationWordsTooLong),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(changes, refusal):
    with pytest.raises(refusal):
        make.planned(**changes)


def test_there_is_an_end_to_rounds(monkeypatch):
    monkeypatch.setattr("comity.consultation.actions.rounds.MOST_ROUNDS", 1)
    found = make.consultation()
    make.planned(found)
    with pytest.raises(TooManyRounds):
        make.planned(found)


def test_what_is_open_is_listed_by_what_closes_soonest():
    late, soon = (make.opened(closes=NOW + weeks * WEEK) for weeks in (2, 1))
    make.planned(opens=NOW + WEEK, closes=NOW + 2 * WEEK)
    expected = [soon.consultation_id, late.consultation_id]
    assert [one.id for one in queries.open_for_comment()] == expected
    assert [one.id for one in queries.consultations()][:2] == expected
    assert queries.open_for_comment(["nothing"]) == []
