"""What the database itself refuses, whoever asks it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from comity.cases.models import Ballot, Case, CaseMeasure, CaseReport, CaseSeat, Delivery
from comity.kernel.actors import SYSTEM
from comity.kernel.ids import new_id
from comity.measures.actions import end_measure
from comity.measures.models import Measure
from comity.measures.tasks import expire
from tests.factories.cases import story as new_story
from tests.factories.measures import ordered
from tests.factories.people import NOW
from tests.factories.wikis import WikiFactory
from tests.wiki.paper import PaperUser, PaperWiki

TODAY = NOW.date()


@pytest.fixture
def paper():
    with PaperWiki() as paper:
        yield paper


@pytest.fixture
def story(db, paper):
    del db
    return new_story(paper)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"due_on": None}, "an_open_case_has_a_deadline"),
        ({"state": "deliberation"}, "nothing_is_found_before_the_particulars_are_served"),
        ({"state": "measures"}, "nothing_is_found_before_the_particulars_are_served"),
        ({"state": "decided"}, "nothing_is_found_before_the_particulars_are_served"),
        ({"answered": True}, "only_what_was_served_is_answered"),
        ({"state": "closed"}, "exactly_a_closed_case_has_a_last_day"),
        ({"closed_on": TODAY}, "exactly_a_closed_case_has_a_last_day"),
        ({"locked": True}, "exactly_a_closed_case_has_a_last_day"),
        ({"decline_proposed_by": "a" * 32, "declined_by": "a" * 32}, "nobody_declines_alone"),
    ],
)
def test_a_case_that_makes_no_sense_is_refused(story, wrong, constraint):
    with refused(constraint):
        Case.objects.filter(id=story.case_id).update(**wrong)


def test_nobody_has_two_seats_in_one_case(story):
    seat = CaseSeat.objects.first()
    with refused("(?i)unique"):
        CaseSeat.objects.create(
            case_id=story.case_id,
            member_tag=seat.member_tag,
            seat="alternate",
            instance="appeal",
            rank=1,
        )


@pytest.mark.parametrize("wrong", [{"seat": "recused_hard"}, {"past": True}, {"due_on": None}])
def test_no_inbox_shows_what_its_owner_may_not_read(story, wrong):
    seat = CaseSeat.objects.filter(case=story.case_id, waiting=True)
    with refused("an_inbox_shows_only_cases_that_one_may_read"):
        seat.update(**wrong)


def test_nobody_votes_twice_on_a_question(story):
    vote = {"case_id": story.case_id, "question_tag": "q" * 32, "voter_tag": "v" * 32}
    Ballot.objects.create(**vote)
    with refused("(?i)unique"):
        Ballot.objects.create(**vote)


def test_a_report_and_a_measure_belong_to_one_case(story):
    report = CaseReport.objects.get()
    with transaction.atomic(), refused("(?i)unique"):
        CaseReport.objects.create(case_id=story.case_id, report_id=report.report_id, room=new_id())
    CaseMeasure.objects.create(case_id=story.case_id, measure_id="M" * 13)
    with refused("(?i)unique"):
        CaseMeasure.objects.create(case_id=story.case_id, measure_id="M" * 13)


def test_a_released_receipt_is_gone(story):
    story.served()
    with refused("a_receipt_is_released_once"):
        Delivery.objects.update(released=True)


def test_what_is_delivered_says_how(story):
    story.served()
    with refused("what_is_delivered_says_how"):
        Delivery.objects.update(stage="delivered", channel="")


@pytest.fixture
def measure(db):
    """A measure that runs."""
    del db
    return Measure.objects.get(id=ordered(WikiFactory(), PaperUser(7, "Ferron")))


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"level": 9}, "a_measure_is_on_the_ladder"),
        ({"ends_on": TODAY - timedelta(days=1)}, "a_measure_ends_after_it_starts"),
        ({"state": "expired"}, "a_measure_has_a_last_day_exactly_when_it_has_ended"),
        ({"ended_on": TODAY}, "a_measure_has_a_last_day_exactly_when_it_has_ended"),
        (
            {"state": "expired", "ended_on": TODAY},
            "an_ended_measure_names_no_account",
        ),
        (
            {"state": "overturned", "ended_on": TODAY, "order": b""},
            "an_overturned_measure_says_so",
        ),
    ],
)
def test_a_measure_that_makes_no_sense_is_refused(measure, wrong, constraint):
    with refused(constraint):
        Measure.objects.filter(id=measure.id).update(**wrong)


def test_a_measure_that_ends_keeps_nothing_of_the_account(measure):
    expire(NOW + timedelta(days=9))
    end_measure(measure_id=measure.id, overturned=True, by=SYSTEM, now=NOW)
    measure.refresh_from_db()
    assert (measure.state, bytes(measure.order)) == ("overturned", b"")
