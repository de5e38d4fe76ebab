"""The main journey from its first step to its last, told with the steps of its people."""

from tests.journeys.steps import members, people, respondent, wiki
from tests.journeys.steps.story import APPEAL, EXCLUDED, PANEL
from tests.journeys.steps.waiting import until


def reported(story, reporter):
    """From signing the code to a receipt."""
    wiki.connect(story)
    wiki.harm(story)
    reporter.report()
    reporter.follow_up()


def triaged(story):
    """Members who are not kept out find the case; the one who is finds nothing."""
    panel = {name: people.member(story, name) for name in PANEL}
    first = panel[PANEL[0]]
    members.find_case(story, first)
    members.finds_nothing(story, people.member(story, EXCLUDED))
    members.triage(story, first)
    return panel


def heard(story, panel, visit):
    """Particulars are stated and served, and the respondent answers."""
    panel = members.sit(story, panel)
    first = next(iter(panel.values()))
    members.state(story, first)
    members.move(story, first, "serve", {"note": story.said.note})
    respondent.is_told(story)
    respondent.prove(story, visit)
    respondent.read_particulars(story, visit)
    respondent.answer(story, visit)
    return panel


def decided(story, panel):
    """Findings and a measure are voted, and the wiki does what was decided."""
    first = next(iter(panel.values()))
    members.move(story, first, "close_hearing")
    members.vote_on_everything(story, panel, story.said.vote_reason)
    members.move(story, first, "conclude_findings")
    members.propose_block(story, first)
    members.vote_on_everything(story, panel, story.said.vote_reason)
    members.move(story, first, "decide")
    until(lambda: wiki.blocks(story), "the block stands on the wiki")
    wiki.is_refused(story)


def overturned(story, visit):
    """The respondent appeals, and other people overturn the decision."""
    respondent.read_decision(story, visit)
    respondent.appeal(story, visit)
    others = [people.member(story, name) for name in APPEAL]
    bench = {
        name: other
        for name, other in zip(APPEAL, others, strict=True)
        if members.is_asked_to_hear(story, other)
    }
    members.decide_appeal(story, bench)
    until(lambda: not wiki.blocks(story), "the block is gone from the wiki")
    wiki.is_accepted(story)
