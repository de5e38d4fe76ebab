"""The main job, end to end, over the API, on a real wiki."""

from types import SimpleNamespace

import pytest

from tests.journeys.conftest import DATABASES
from tests.journeys.steps import members_program, program, respondent_program, road
from tests.journeys.steps.program import Program
from tests.journeys.steps.reporter_program import ReporterByProgram

pytestmark = pytest.mark.real_wiki

BY_PROGRAM = SimpleNamespace(
    members=members_program, respondent=respondent_program, sign=program.sign
)


@pytest.mark.parametrize("database", DATABASES)
def test_the_same_road_leads_over_the_api(begin, database):
    with begin(database) as story:
        story.way = BY_PROGRAM
        reporter = ReporterByProgram(story)
        road.reported(story, reporter)
        panel = road.triaged(story)
        respondent = Program(story)
        panel = road.heard(story, panel, respondent)
        road.decided(story, panel)
        outcome = str(reporter.read()["items"])
        assert story.said.measure_reason in outcome
        assert story.said.answer not in outcome
        road.overturned(story, respondent)
        assert story.said.outcome_reason in str(reporter.read()["items"])
        told = respondent.ask("GET", "/messages")
        assert story.said.outcome_reason in str(told["items"])
        assert told["head"]["state"] == "closed"
