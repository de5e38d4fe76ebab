from dataclasses import replace

import pytest

from comity.bodies.rules import Stage
from comity.cases import actions
from comity.cases.errors import (
    AppealUndecided,
    AppealVariesUpwards,
    MoveNotPossible,
    MoveNotYours,
    NoAppealBody,
    NobodyLeft,
    PanelIncomplete,
    UnknownChoice,
    WindowClosed,
)
from comity.cases.models import CaseSeat
from comity.cases.queries import case, inbox, respondent_view
from comity.cases.rules.seating import Hard
from comity.charter.rules import read
from comity.kernel.errors import NotFound
from comity.kernel.receipts import new_receipt
from comity.measures.models import Measure
from comity.measures.queries import history
from comity.reports.errors import AnswerMissing, ReceiptUnknown
from comity.vault.models import Certificate
from comity.vault.queries import may_open
from comity.vault.rules import ReceiptKeys
from tests.factories.cases import PARTIAL
from tests.factories.cases import story as new_story
from tests.factories.charter import SANDBOX_TEXT
from tests.factories.people import as_actor
from tests.factories.reports import panel, said

GUIDELINE = read(SANDBOX_TEXT).guideline


def seen(story, person):
    return case(
        story.case_id, seen_by=as_actor(person), keyring=story.keyring(person), now=story.now
    )


def counted(story):
    return history(story.account, GUIDELINE, story.now.date())


def test_an_appeal_goes_to_other_people_with_the_whole_file(story):
    story.appealed()
    assert story.state == "under_appeal"
    judge = story.judges[0]
    view = case(story.case_id, seen_by=as_actor(judge), keyring=story.keyring(judge), now=story.now)
    assert [item.content["text"] for item in view.file.appeal if item.kind == "appeal"] == [
        "Not so."
    ]
    assert view.file.allegations
    assert view.file.reports[0].items
    assert view.file.respondent


def test_a_measure_under_appeal_is_no_history_of_its_own_case(story):
    story.proposed()
    before = seen(story, story.members[0]).range
    story.vote("for")
    actions.decide(**story.with_(story.members[0]))
    story.run_measures()
    story.appeal(story.respondent)
    assert counted(story) == 2
    assert seen(story, story.judges[0]).range == before


def test_the_first_panel_opens_nothing_of_the_appeal_and_decides_nothing(story):
    story.appealed()
    for person in story.members:
        assert not may_open(story.case.appeal_room, story.keyring(person))
        with pytest.raises(MoveNotYours):
            actions.propose_outcome(
                outcome="uphold", reason="We were right.", **story.with_(person)
            )
        assert inbox(seen_by=as_actor(person), today=story.now.date()).rows == ()


def test_nobody_sits_twice_in_one_case(story):
    story.appealed()
    tags = list(CaseSeat.objects.values_list("member_tag", flat=True))
    assert len(tags) == len(set(tags))


@pytest.mark.parametrize("grounds", [[], ["luck"], ["hearing", "luck"]])
def test_an_appeal_rests_on_a_ground(story, grounds):
    story.decided()
    with pytest.raises(UnknownChoice):
        actions.appeal(receipt=story.respondent, grounds=grounds, text="No.", now=story.now)


def test_an_appeal_says_why(story):
    story.decided()
    with pytest.raises(AnswerMissing):
        actions.appeal(receipt=story.respondent, grounds=["conflict"], text="", now=story.now)


def test_an_appeal_is_filed_in_time(story):
    story.decided(replace(PARTIAL, days=60))
    late = story.now.replace(month=4, day=2)
    with pytest.raises(WindowClosed):
        actions.appeal(receipt=story.respondent, grounds=["conflict"], text="No.", now=late)


def test_nobody_appeals_before_a_decision(story):
    story.found()
    with pytest.raises(MoveNotPossible):
        actions.appeal(receipt=story.respondent, grounds=["conflict"], text="N", now=story.now)


def test_an_appeal_is_filed_once(story):
    story.appealed()
    with pytest.raises(MoveNotPossible):
        actions.appeal(receipt=story.respondent, grounds=["conflict"], text="N", now=story.now)


def test_the_reporter_can_appeal_too(story):
    story.appealed(receipt=story.receipt)
    assert story.state == "under_appeal"


def test_a_receipt_of_nothing_appeals_nothing(story):
    story.decided()
    with pytest.raises(ReceiptUnknown):
        actions.appeal(
            receipt=ReceiptKeys.of(new_receipt()), grounds=["conflict"], text="N", now=story.now
        )


def test_an_appeal_panel_declares_its_conflicts_too(story):
    story.decided()
    actions.appeal(receipt=story.respondent, grounds=["hearing"], text="N", now=story.now)
    person = story.people("invited", instance="appeal")[0]
    actions.declare(conflicts=[Hard.CLOSE_TIE], **story.with_(person))
    for room in (story.case.appeal_room, story.case.panel_room, story.case.respondent_room):
        assert not may_open(room, story.keyring(person))
    for other in story.people("invited", instance="appeal"):
        actions.declare(conflicts=(), **story.with_(other))
    judge = story.judges[0]
    actions.propose_outcome(outcome="uphold", reason="so", **story.with_(judge))
    story.vote("for", story.judges)
    with pytest.raises(PanelIncomplete):
        actions.decide_appeal(**story.with_(judge))


def test_an_appeal_waits_for_its_panel_to_agree(story):
    story.appealed()
    with pytest.raises(AppealUndecided):
        actions.decide_appeal(**story.with_(story.judges[0]))
    actions.propose_outcome(outcome="overturn", reason="weak", **story.with_(story.judges[0]))
    story.vote("against", story.judges)
    with pytest.raises(AppealUndecided):
        actions.decide_appeal(**story.with_(story.judges[0]))


def test_the_same_outcome_proposed_twice_is_one(story):
    story.appealed()
    for _ in range(2):
        actions.propose_outcome(outcome="uphold", reason="so", **story.with_(story.judges[0]))
    assert len(story.questions(story.judges[0])) == 1


def test_an_appeal_that_nobody_could_hear_any_more_is_refused_and_not_lost(story):
    story.decided()
    Certificate.objects.filter(key__person__in=story.appeals.people).delete()
    with pytest.raises(NoAppealBody):
        actions.appeal(receipt=story.respondent, grounds=["hearing"], text="N", now=story.now)
    assert story.state == "decided"


def test_an_upheld_decision_stands(story, paper):
    story.judged("uphold")
    assert story.state == "in_force"
    assert len(paper.blocks) == 1
    assert counted(story) == 2
    assert story.case.due_on == Measure.objects.get().ends_on


def test_an_overturned_measure_is_gone_from_the_wiki_and_counts_nothing(story, paper):
    story.judged("overturn")
    assert story.state == "closed"
    assert paper.blocks == []
    assert counted(story) == 0
    text = said(story.receipt, "statement")[-1]["text"]
    assert "The decision is overturned." in text
    assert "The evidence was weak." in text
    assert respondent_view(story.respondent, now=story.now).statements[-1].content["text"] == text


def test_a_milder_measure_takes_the_place_of_the_first(story, paper):
    milder = replace(PARTIAL, pages=("Lantern",), days=2)
    story.judged("vary", terms=milder)
    story.run_measures()
    assert story.state == "in_force"
    (block,) = paper.blocks
    assert block["expiry"].startswith("2026-03-05")
    assert sorted(Measure.objects.values_list("state", flat=True)) == ["in_force", "overturned"]
    assert "Its last day is March 4, 2026." in said(story.receipt, "statement")[-1]["text"]


def test_an_appeal_makes_nothing_stricter(story):
    story.appealed()
    with pytest.raises(AppealVariesUpwards):
        actions.propose_outcome(
            outcome="vary",
            reason="harder",
            terms=replace(PARTIAL, level=5, kind="block", pages=()),
            **story.with_(story.judges[0]),
        )


def test_a_variation_says_what_it_varies_to(story):
    story.appealed()
    with pytest.raises(AnswerMissing):
        actions.propose_outcome(outcome="vary", reason="milder", **story.with_(story.judges[0]))


def test_an_appeal_has_four_outcomes(story):
    story.appealed()
    with pytest.raises(UnknownChoice):
        actions.propose_outcome(outcome="apologise", reason="so", **story.with_(story.judges[0]))


def test_a_case_is_not_sent_back_where_nobody_is_left(story):
    story.appealed()
    with pytest.raises(NobodyLeft):
        actions.propose_outcome(outcome="remand", reason="again", **story.with_(story.judges[0]))


def test_a_case_closed_on_appeal_opens_for_nobody_but_both_sides(story):
    story.judged("overturn")
    for person in (*story.house.local.people, *story.appeals.people):
        with pytest.raises(NotFound):
            case(
                story.case_id,
                seen_by=as_actor(person),
                keyring=story.keyring(person),
                now=story.now,
            )
    assert respondent_view(story.respondent, now=story.now).statements


def test_an_appeal_that_nobody_decides_in_time_is_late_and_asks_others(story):
    story.decided(replace(PARTIAL, days=150))
    actions.appeal(receipt=story.respondent, grounds=["hearing"], text="N", now=story.now)
    story.passes(61)
    assert story.case.late
    assert story.state == "under_appeal"
    assert len(story.people("invited", instance="appeal")) == 3


def test_a_case_that_is_sent_back_is_heard_by_people_who_have_not_decided_it(db, paper):
    del db
    names = ("Amal", "Bo", "Chidi", "Dana", "Emre", "Fadi")
    story = new_story(paper, local=names).decided()
    first = story.members
    story.appeal(story.respondent)
    story.judge("remand")
    assert story.state == "seating"
    assert paper.blocks == []
    assert counted(story) == 0
    fresh = story.people("invited")
    assert len(fresh) == 3
    assert not {one.id for one in first} & {one.id for one in fresh}
    for person in fresh:
        actions.declare(conflicts=(), **story.with_(person))
    actions.open_inquiry(**story.with_(story.members[0]))
    story.allege()
    actions.serve(**story.with_(story.members[0]))
    assert story.state == "hearing"
    assert not story.case.answered
    assert len(respondent_view(story.respondent, now=story.now).items) > 4
    actions.answer(receipt=story.respondent, text="As before.", now=story.now)
    actions.close_hearing(**story.with_(story.members[0]))
    story.vote("against")
    story.appeals = panel(story.house.movement, "Kai", "Lou", "Mo", stage=Stage.APPEAL)
    actions.conclude_findings(**story.with_(story.members[0]))
    assert story.state == "decided"
    assert story.case.appeal_body_id == story.appeals.body.id
