"""What follows by itself: facts lead to tasks, and the worker does them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.cases import actions
from comity.cases.errors import MoveNotYours
from comity.cases.models import Case, Delivery
from comity.kernel.errors import NotFound
from comity.measures.models import Measure
from comity.notices.models import Notice
from comity.record.actions import run_due
from comity.record.models import Reaction
from comity.reports import actions as reports
from tests.factories.cases import PARTIAL
from tests.factories.people import NOW
from tests.factories.reports import send


def work(now):
    """Do everything that is due."""
    while run_due(now=now):
        pass


def test_a_report_opens_its_case_by_itself(story):
    before = Case.objects.count()
    send(story.house.project)
    work(NOW)
    assert Case.objects.count() == before + 1


def test_withdrawing_a_report_ends_its_case_by_itself(story):
    work(NOW)
    reports.withdraw(receipt=story.receipt, reason="", now=NOW)
    work(NOW)
    assert story.state == "withdrawn"


def test_serving_tells_the_respondent_by_itself(story, paper):
    story.served()
    work(story.now)
    assert Delivery.objects.get().stage == "delivered"
    assert len(paper.talk) == 1


def test_a_decision_takes_effect_and_an_appeal_undoes_it_by_themselves(story, paper):
    story.proposed(PARTIAL)
    story.vote("for")
    actions.decide(**story.with_(story.members[0]))
    work(story.now)
    assert len(paper.blocks) == 1
    story.appeal(story.respondent)
    judge = story.judges[0]
    actions.propose_outcome(outcome="overturn", reason="weak", **story.with_(judge))
    story.vote("for", story.judges)
    actions.decide_appeal(**story.with_(judge))
    work(story.now)
    assert paper.blocks == []
    assert Measure.objects.get().state == "overturned"
    assert not Reaction.objects.exists()


def test_a_wiki_that_is_down_stops_nothing_and_loses_nothing(story, paper):
    story.proposed(PARTIAL)
    story.vote("for")
    work(story.now)
    paper.refuse("block", "query", "login")
    actions.decide(**story.with_(story.members[0]))
    now = story.now
    for _ in range(8):
        work(now)
        now += timedelta(hours=1)
    assert Measure.objects.get().state == "to_execute"
    told = {notice.person_id for notice in Notice.objects.filter(kind="measure_stuck")}
    assert told == {person.id for person in story.members}
    paper.refuse()
    work(now)
    assert Measure.objects.get().state == "in_force"
    assert len(paper.blocks) == 1


def test_a_refused_measure_is_tried_again_by_a_member(story, paper):
    paper.pages.clear()
    story.proposed(PARTIAL)
    story.vote("for")
    actions.decide(**story.with_(story.members[0]))
    work(story.now)
    measure = Measure.objects.get()
    assert measure.state == "cannot"
    paper.page("Lantern")
    actions.retry_measure(measure_id=measure.id, **story.with_(story.members[0]))
    work(story.now)
    measure.refresh_from_db()
    assert measure.state == "in_force"


def test_a_case_in_force_is_closed_when_its_last_measure_has_run_out(story):
    story.decided(replace(PARTIAL, days=60))
    story.passes(31)
    assert story.state == "in_force"
    story.passes(30)
    work(story.now)
    assert story.state == "closed"


@pytest.mark.parametrize("person", ["a member outside the panel", "an appeal member"])
def test_only_the_panel_tries_a_measure_again(story, person):
    story.decided()
    somebody = {
        "a member outside the panel": story.people("alternate")[0],
        "an appeal member": story.appeals.people[0],
    }[person]
    with pytest.raises((MoveNotYours, NotFound)):
        actions.retry_measure(measure_id=Measure.objects.get().id, **story.with_(somebody))
