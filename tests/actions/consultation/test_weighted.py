"""Opinion as counted and as weighted: worked out when a round has closed, and told once."""

import pytest

from comity.consultation.actions import equity, opinion_maps, statements
from comity.consultation.models import Attribute, OpinionRun, Round, StatementAnswer
from comity.consultation.queries import weighted as queries
from comity.consultation.rules.kinds import RoundState
from comity.consultation.rules.weighted import Withheld
from comity.record.actions import run_due
from tests.factories import consultations
from tests.factories.opinions import asking, divided, grouped, shown
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db

SHARES = "language,en,50,Invented,2026-01-01\nlanguage,ar,50,Invented,2026-01-01"


@pytest.fixture
def found():
    return consultations.consultation()


@pytest.fixture
def runs(found):
    return consultations.organiser_of(found)


@pytest.fixture
def round_(found, runs):
    equity.set_targets(consultation_id=found.id, table=SHARES, by=runs, now=NOW)
    return asking(found=found)


def draw(round_, by, state=RoundState.CLOSED):
    """Let a round stand there, and have its map drawn."""
    Round.objects.filter(id=round_.id).update(state=state)
    opinion_maps.ask_for_map(round_id=round_.id, by=by, now=NOW)
    run_due(now=NOW)


def test_when_a_round_has_closed_its_answers_are_weighed(round_, runs, django_assert_num_queries):
    grouped(round_, en=90, ar=30)
    draw(round_, runs)
    with django_assert_num_queries(1):
        view = queries.weighted(round_.id)
    assert (view.number, view.withheld) == (1, None)
    assert (view.told.people, view.told.effective, view.told.untold) == (120, 90, 0)
    assert len(view.told.opinions) == len(shown(round_))
    assert all(one.counted == (75, 25, 0) for one in view.told.opinions)
    assert all(50 < one.weighted[0] < 75 for one in view.told.opinions)


def test_while_a_round_is_open_nothing_is_weighed(round_, runs):
    grouped(round_, en=90, ar=30)
    draw(round_, runs, RoundState.OPEN)
    assert OpinionRun.objects.get().early
    assert queries.weighted(round_.id) is None


def test_a_small_group_keeps_everything_back(round_, runs):
    grouped(round_, en=90, ar=4)
    draw(round_, runs)
    assert queries.weighted(round_.id).withheld is Withheld.FEW
    assert OpinionRun.objects.get().weighted == {"withheld": "few"}


def test_without_sizes_there_is_nothing_to_weigh_by(found, runs):
    plain = asking(found=found)
    divided(plain)
    draw(plain, runs)
    assert queries.weighted(plain.id).withheld is Withheld.UNMEASURED


def test_it_is_told_once_whatever_people_say_of_themselves_or_answer_later(round_, runs):
    grouped(round_, en=90, ar=30)
    draw(round_, runs)
    before = queries.weighted(round_.id)
    grouped(round_, ar=40)
    moved = Attribute.objects.filter(category="en").values_list("id", flat=True)[:10]
    Attribute.objects.filter(id__in=list(moved)).update(category="ar")
    draw(round_, runs)
    newest = OpinionRun.objects.order_by("-number").first()
    assert (newest.number, newest.state, newest.weighted) == (2, "drawn", None)
    assert queries.weighted(round_.id) == before


def test_what_was_kept_back_can_be_told_later(round_, runs):
    grouped(round_, en=90, ar=4)
    draw(round_, runs)
    grouped(round_, ar=30)
    draw(round_, runs)
    assert queries.weighted(round_.id).number == 2
    assert queries.weighted(round_.id).told is not None


def test_a_statement_that_is_not_asked_any_more_is_not_weighed(round_, runs):
    grouped(round_, en=90, ar=30)
    gone, *kept = shown(round_)
    statements.decline(statement_id=gone, reason="It names somebody.", by=runs, now=NOW)
    draw(round_, runs)
    assert len(queries.weighted(round_.id).told.opinions) == len(kept)


def test_the_same_people_exchange_alike_in_every_round(found, round_, runs):
    grouped(round_, en=90, ar=30)
    draw(round_, runs)
    again = asking(found=found)
    [first, *_], [other, *_] = shown(round_), shown(again)
    StatementAnswer.objects.bulk_create(
        StatementAnswer(statement_id=other, participant_id=who, answer=said)
        for who, said in StatementAnswer.objects.filter(statement=first).values_list(
            "participant", "answer"
        )
    )
    draw(again, runs)
    [told] = queries.weighted(again.id).told.opinions
    assert told == queries.weighted(round_.id).told.opinions[0]
