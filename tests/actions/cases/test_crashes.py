"""A worker may die between any two steps. The next one finishes, and nothing happens twice."""

import pytest

from comity.cases import actions, tasks
from comity.cases.models import Delivery
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import Later
from comity.measures import tasks as measure_tasks
from comity.measures.actions import end_measure
from comity.measures.models import Measure
from comity.wikis.mediawiki.connection import Connection
from tests.factories.cases import PARTIAL
from tests.factories.cases import story as new_story

MOST_STEPS = 40


@pytest.fixture
def dying(monkeypatch):
    """Let the worker die right after the wiki has answered for the n-th time."""

    def dying(task, subject, now, *, after):
        left = [after]
        once = Connection._once

        def counted(self, *args, **kwargs):
            answer = once(self, *args, **kwargs)
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt
            return answer

        with monkeypatch.context() as mortal:
            mortal.setattr(Connection, "_once", counted)
            try:
                task(subject, now)
            except KeyboardInterrupt:
                return True
        return False

    return dying


def finish(task, subject, now):
    """Do what a living worker does: try again until it is done."""
    for _ in range(MOST_STEPS):
        try:
            task(subject, now)
        except Later:
            continue
        return
    pytest.fail("it was never done")


@pytest.mark.parametrize("after", range(1, 10))
def test_a_block_is_placed_once_wherever_the_worker_dies(story, paper, dying, after):
    story.proposed(PARTIAL)
    story.vote("for")
    actions.decide(**story.with_(story.members[0]))
    measure = Measure.objects.get()
    died = dying(measure_tasks.execute, measure.id, story.now, after=after)
    finish(measure_tasks.execute, measure.id, story.now)
    measure.refresh_from_db()
    assert measure.state == "in_force"
    assert paper.told.count("block") == 1
    assert len(paper.blocks) == 1
    assert died or after > 8


@pytest.mark.parametrize("after", range(1, 8))
def test_a_block_is_lifted_once_wherever_the_worker_dies(story, paper, dying, after):
    story.decided()
    measure = Measure.objects.get()
    end_measure(measure_id=measure.id, overturned=True, by=SYSTEM, now=story.now)
    dying(measure_tasks.take_back, measure.id, story.now, after=after)
    finish(measure_tasks.take_back, measure.id, story.now)
    measure.refresh_from_db()
    assert measure.state == "overturned"
    assert paper.told.count("unblock") == 1
    assert paper.blocks == []


@pytest.mark.parametrize("emailable", [False, True])
@pytest.mark.parametrize("after", range(1, 7))
def test_a_notice_arrives_and_by_each_way_once(db, paper, dying, emailable, after):
    del db
    story = new_story(paper, emailable=emailable).served()
    dying(tasks.deliver_notice, story.case_id, story.now, after=after)
    finish(tasks.deliver_notice, story.case_id, story.now)
    assert Delivery.objects.get().stage == "delivered"
    assert len(paper.letters) <= 1
    assert len(paper.talk) <= 1
    assert len(paper.letters) + len(paper.talk) >= 1
