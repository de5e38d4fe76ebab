"""The main job, end to end, in a real browser, on a real wiki and on both databases."""

import pytest

from tests.journeys.conftest import DATABASES
from tests.journeys.steps import road
from tests.journeys.steps.reporter import ReporterWithPages

pytestmark = [pytest.mark.browser, pytest.mark.real_wiki]


def take_the_road(story, language="en"):
    """Go the whole way; the reporter's and the respondent's pages come in this language."""
    reporter = ReporterWithPages(story, story.doors.visit(language, script=False))
    road.reported(story, reporter)
    panel = road.triaged(story)
    respondent = story.doors.visit(language)
    panel = road.heard(story, panel, respondent)
    road.decided(story, panel)
    reporter.come_back(story.doors.visit(language, script=False))
    outcome = reporter.read()
    assert story.said.measure_reason in outcome
    assert story.said.answer not in outcome
    road.overturned(story, respondent)
    assert story.said.outcome_reason in reporter.read()
    respondent.page("messages/case/").expect()
    assert story.said.outcome_reason in respondent.text


@pytest.mark.parametrize("database", DATABASES)
def test_a_report_becomes_a_block_and_an_appeal_takes_it_away(begin, browser, database):
    with begin(database, browser) as story:
        take_the_road(story)
        assert not [found for visit in story.doors.visits for found in visit.barriers]


def test_reporter_and_respondent_can_go_the_same_way_in_arabic(begin, browser):
    with begin("sqlite", browser) as story:
        take_the_road(story, "ar")
        assert not [found for visit in story.doors.visits for found in visit.barriers]
