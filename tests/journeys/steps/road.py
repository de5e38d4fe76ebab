"""The main journey from its first step to its last, told with the steps of its people.

``story.way`` says how they go it: with pages or by programs. Both have steps of the same names.
"""

from tests.journeys.steps import wiki
from tests.journeys.steps.story import APPEAL, EXCLUDED, PANEL, SIGNER
from tests.journeys.steps.waiting import until


def reported(story, reporter):
    """From signing the code and a real edit to a receipt."""
    wiki.connect(story)
    story.way.sign(story, SIGNER)
    wiki.harm(story)
    reporter.report()
    reporter.follow_up()


def triaged(story):
    """Members who are not kept out find the case; the one who is finds nothing.

    Returns:
        The visits of the members who could sit, by name.
    """
    members = story.way.members
    panel = {name: members.come(story, name) for name in PANEL}
    first = panel[PANEL[0]]
    members.find_case(story, first)
    members.finds_nothing(story, members.come(story, EXCLUDED))
    members.triage(story, first)
    return panel


def heard(story, panel, visit):
    """Particulars are stated and served, and the respondent answers.

    Returns:
        The visits of those who sit, by name.
    """
    members, respondent = story.way.members, story.way.respondent
    panel = members.sit(story, panel)
    first = next(iter(panel.values()))
    members.state(story, first)
    members.serve(story, first)
    wiki.is_told(story)
    respondent.prove(story, visit)
    respondent.read_particulars(story, visit)
    respondent.answer(story, visit)
    return panel


def decided(story, panel):
    """Findings and a measure are voted, and the wiki does what was decided."""
    members = story.way.members
    first = next(iter(panel.values()))
    members.close_hearing(story, first)
    members.vote_on_everything(story, panel)
    members.conclude_findings(story, first)
    members.propose_block(story, first)
    members.vote_on_everything(story, panel)
    members.decide(story, first)
    until(lambda: wiki.blocks(story), "the block stands on the wiki")
    wiki.lasts_a_week(story)
    wiki.is_refused(story)


def overturned(story, visit):
    """The respondent appeals, and other people overturn the decision."""
    members, respondent = story.way.members, story.way.respondent
    respondent.read_decision(story, visit)
    respondent.appeal(story, visit)
    others = {name: members.come(story, name) for name in APPEAL}
    bench = {
        name: other for name, other in others.items() if members.is_asked_to_hear(story, other)
    }
    members.decide_appeal(story, bench)
    until(lambda: not wiki.blocks(story), "the block is gone from the wiki")
    wiki.is_accepted(story)
    wiki.history_counts_nothing(story)
