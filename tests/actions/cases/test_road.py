"""The whole road of a case, and what stands at the end of it."""

from comity.charter.rules import read
from comity.measures.models import Measure
from comity.measures.queries import history
from tests.factories.charter import SANDBOX_TEXT


def test_a_case_goes_from_the_report_to_the_block_and_back(story, paper):
    story.decided()
    assert story.state == "decided"
    assert [block["partial"] for block in paper.blocks] == [True]
    guideline = read(SANDBOX_TEXT).guideline
    assert history(story.account, guideline, story.now.date()) == 2
    story.appeal(story.respondent)
    assert story.state == "under_appeal"
    story.judge("overturn")
    assert story.state == "closed"
    assert paper.blocks == []
    assert Measure.objects.get().state == "overturned"
    assert history(story.account, guideline, story.now.date()) == 0
