"""The main job, end to end, in a real browser, on a real wiki, in each language and database.

Everybody goes the whole way in the same language, and every kind of page that somebody sees on the
way is searched for barriers in it, on one of the databases: pages know nothing of them.
"""

import pytest
from django.conf import settings

from tests.journeys.conftest import DATABASES
from tests.journeys.steps import road
from tests.journeys.steps.reporter import ReporterWithPages

pytestmark = [pytest.mark.browser, pytest.mark.real_wiki]
LANGUAGES = [tag for tag, _name in settings.LANGUAGES]


def take_the_road(story):
    """Go the whole way."""
    reporter = ReporterWithPages(story, story.doors.visit(script=False))
    road.reported(story, reporter)
    panel = road.triaged(story)
    respondent = story.doors.visit()
    panel = road.heard(story, panel, respondent)
    road.decided(story, panel)
    reporter.come_back(story.doors.visit(script=False))
    outcome = reporter.read()
    assert story.said.measure_reason in outcome
    assert story.said.answer not in outcome
    road.overturned(story, respondent)
    assert story.said.outcome_reason in reporter.read()
    respondent.page("messages/case/").expect()
    assert story.said.outcome_reason in respondent.text


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_becomes_a_block_and_an_appeal_takes_it_away(begin, browser, language, database):
    with begin(database, browser) as story:
        story.doors.language = language
        story.doors.searching = database == "sqlite"
        take_the_road(story)
        addresses = {path for visit in story.doors.visits for path, _status in visit.seen}
        elsewhere = {path for path in addresses if not path.startswith(f"/{language}/")}
        assert not elsewhere
        assert not [found for visit in story.doors.visits for found in visit.barriers]
