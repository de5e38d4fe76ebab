"""Rounds that close although nobody can tell who is missing from them."""

import pytest

from comity.consultation.actions import equity, rounds
from comity.consultation.errors.rounds import ReasonMissing, RoundStepNotPossible, RoundUnmeasured
from comity.consultation.queries import rounds as queries
from comity.consultation.queries.rounds import Unmeasured
from comity.consultation.tasks.rounds import keep_time
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.record.queries import public_lines
from tests.factories import answers
from tests.factories import consultations as make
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db

WHY = make.UNMEASURED
SHARES = "language,en,60,Invented,2026-01-01\nlanguage,ar,40,Invented,2026-01-01"


@pytest.fixture
def round_():
    return make.opened()


@pytest.fixture
def organiser(round_):
    return make.organiser_of(queries.consultation(round_.consultation_id))


def test_an_organiser_closes_what_nobody_measured_only_for_a_public_reason(round_, organiser):
    step = {"round_id": round_.id, "by": organiser, "now": round_.closes}
    with pytest.raises(RoundUnmeasured):
        rounds.close(**step)
    with pytest.raises(RoundUnmeasured):
        rounds.close(**step, reason="All is said.", unmeasured=" ")
    assert queries.round_(round_.id).is_open
    closed = rounds.close(**step, unmeasured=WHY, language="EN")
    assert closed.unmeasured == Unmeasured(WHY, "en")
    [line] = public_lines(subject=round_.id, kinds=("round:unmeasured",))
    assert line["reason"] == WHY


def test_the_clock_closes_it_and_the_reason_is_owed_before_it_counts_as_answered(round_, organiser):
    keep_time(round_.closes)
    step = {"round_id": round_.id, "by": organiser, "now": round_.closes}
    assert queries.round_(round_.id).unmeasured == Unmeasured("", "")
    with pytest.raises(RoundUnmeasured):
        rounds.answer(**step)
    with pytest.raises(ReasonMissing):
        rounds.explain(**step, reason=" ")
    with pytest.raises(NotPermitted):
        rounds.explain(**step | {"by": as_actor(PersonFactory())}, reason=WHY)
    with pytest.raises(NotFound):
        rounds.explain(**step | {"round_id": new_id()}, reason=WHY)
    assert rounds.explain(**step, reason=WHY).unmeasured == Unmeasured(WHY, "en")
    with pytest.raises(RoundStepNotPossible):
        rounds.explain(**step, reason="Another reason.")
    assert rounds.answer(**step).unmeasured == Unmeasured(WHY, "en")


def test_a_consultation_is_not_concluded_and_its_draft_not_frozen_before_the_reason_is_there():
    asked = answers.Asked()
    rounds.close(round_id=asked.round.id, by=SYSTEM, now=asked.round.closes)
    with pytest.raises(RoundUnmeasured):
        asked.conclude()
    rounds.explain(round_id=asked.round.id, reason=WHY, by=asked.by, now=asked.round.closes)
    asked.conclude()


def test_where_sizes_are_known_nobody_is_asked_for_a_reason(round_, organiser):
    given = {"consultation_id": round_.consultation_id, "by": organiser, "now": NOW}
    equity.set_targets(**given, table=SHARES)
    for group in ("en", "ar"):
        task = equity.begin_outreach(**given, dimension="language", category=group)
        note = {"state": "given_up", "note": "Nobody answered us."}
        equity.settle_outreach(task_id=task, **note, by=organiser, now=NOW)
    step = {"round_id": round_.id, "by": organiser, "now": round_.closes}
    assert rounds.close(**step).unmeasured is None
    with pytest.raises(RoundStepNotPossible):
        rounds.explain(**step, reason=WHY)


def test_a_reason_stands_when_the_round_goes_on_and_closes_again(round_, organiser):
    step = {"round_id": round_.id, "by": organiser, "now": round_.closes}
    rounds.close(**step, unmeasured=WHY)
    later = round_.closes + make.WEEK
    rounds.extend(**step, closes=later, reason="A holiday.", language="en")
    keep_time(later)
    assert queries.round_(round_.id).unmeasured == Unmeasured(WHY, "en")
