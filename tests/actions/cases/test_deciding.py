from dataclasses import replace

import pytest
from django.conf import settings

from comity.bodies.models import Mandate
from comity.cases import actions
from comity.cases.errors import (
    AlreadyVoted,
    BeyondMandate,
    DepartureNeedsReason,
    MoveNotPossible,
    MoveNotYours,
    NoAppealBody,
    NoMeasureCarried,
    UnknownChoice,
    UnknownQuestion,
    VotesMissing,
)
from comity.cases.models import Ballot, CaseMeasure, CaseSeat
from comity.cases.queries import case, respondent_view
from comity.cases.rules.questions import MeasureTerms
from comity.measures.models import Measure
from comity.reports.errors import AnswerMissing
from comity.vault.queries import holding, may_open, read
from tests.factories.cases import PARTIAL
from tests.factories.people import PersonFactory, as_actor
from tests.factories.reports import link, said

NOTHING = MeasureTerms(level=0, kind="none")


def shown(story, person):
    return case(
        story.case_id, seen_by=as_actor(person), keyring=story.keyring(person), now=story.now
    )


def test_a_vote_is_signed_by_its_voter_and_sealed_to_the_panel(story):
    story.deliberating()
    person = story.members[0]
    (question,) = story.questions(person)
    actions.vote(choices={question: "for"}, reason="I saw it.", **story.with_(person))
    items = read(story.case.panel_room, story.keyring(story.members[1]))
    (vote,) = [item for item in items if item.kind == "vote"]
    assert vote.writer == f"person:{person.id}"
    assert vote.content == {"question": question, "choice": "for", "reason": "I saw it."}
    assert "for" not in str(list(Ballot.objects.values()))


def test_everybody_votes_once(story):
    story.deliberating()
    person = story.members[0]
    (question,) = story.questions(person)
    actions.vote(choices={question: "for"}, **story.with_(person))
    with pytest.raises(AlreadyVoted):
        actions.vote(choices={question: "against"}, **story.with_(person))
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize(
    ("choices", "refusal"),
    [
        pytest.param({"nothing": "for"}, UnknownQuestion, id="no such question"),
        pytest.param({}, UnknownChoice, id="nothing chosen"),
        pytest.param({"it": "perhaps"}, UnknownChoice, id="no such choice"),
    ],
)
def test_a_vote_answers_a_question(story, choices, refusal):
    story.deliberating()
    (question,) = story.questions(story.members[0])
    asked = {question if name == "it" else name: choice for name, choice in choices.items()}
    with pytest.raises(refusal):
        actions.vote(choices=asked, **story.with_(story.members[0]))


def test_only_the_panel_votes(story):
    story.deliberating()
    (outside,) = story.people("alternate")
    (question,) = story.questions(story.members[0])
    with pytest.raises((MoveNotYours, UnknownQuestion)):
        actions.vote(choices={question: "for"}, **story.with_(outside))


def test_findings_wait_for_the_votes(story):
    story.deliberating()
    story.vote("for", story.members[:1])
    with pytest.raises(VotesMissing):
        actions.conclude_findings(**story.with_(story.members[0]))


def test_a_member_sees_how_a_question_stands(story):
    story.deliberating()
    story.vote("for", story.members[:2])
    (view,) = shown(story, story.members[0]).questions
    assert (view.standing.count.in_favour, view.standing.base, view.standing.needed) == (2, 3, 2)
    assert (view.label, view.mine) == ("case_result_open", "for")


def test_what_is_not_found_ends_in_a_decision_without_a_measure(story):
    story.deliberating()
    story.vote("against")
    actions.conclude_findings(**story.with_(story.members[0]))
    assert story.state == "decided"
    assert not Measure.objects.exists()
    text = respondent_view(story.respondent, now=story.now).statements[-1].content["text"]
    assert "did not find that this violated provision 1.1" in text
    assert "No measure follows." in text


def test_a_finding_opens_the_guideline(story):
    story.found()
    view = shown(story, story.members[0])
    assert view.head.state == "measures"
    assert (view.range.severity, view.range.history) == (3, 0)
    assert (view.range.cell.floor, view.range.cell.start, view.range.cell.ceiling) == (2, 3, 5)


def test_leaving_the_guideline_needs_a_reason_and_a_larger_majority(story):
    story.found()
    gentle = MeasureTerms(level=1, kind="advice")
    with pytest.raises(DepartureNeedsReason):
        actions.propose_measure(terms=gentle, reason="enough", **story.with_(story.members[0]))
    actions.propose_measure(
        terms=gentle,
        reason="enough",
        departure_reason="They repaired it all.",
        **story.with_(story.members[0]),
    )
    (view,) = shown(story, story.members[0]).questions
    assert (view.question.majority.numerator, view.question.majority.denominator) == (2, 3)


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        (replace(PARTIAL, kind="exile"), UnknownChoice),
        (replace(PARTIAL, days=1000), UnknownChoice),
        (replace(PARTIAL, pages=()), AnswerMissing),
        (replace(PARTIAL, level=12), UnknownChoice),
    ],
)
def test_a_measure_is_one_that_the_charter_knows(story, terms, refusal):
    story.found()
    with pytest.raises(refusal):
        actions.propose_measure(terms=terms, reason="so", **story.with_(story.members[0]))


def test_a_body_imposes_nothing_beyond_its_mandate(story):
    story.found()
    Mandate.objects.filter(body=story.house.local.body).update(measure_to=3)
    with pytest.raises(BeyondMandate):
        actions.propose_measure(terms=PARTIAL, reason="so", **story.with_(story.members[0]))


def test_the_same_measure_proposed_twice_is_one(story):
    story.found()
    for _ in range(2):
        actions.propose_measure(terms=PARTIAL, reason="so", **story.with_(story.members[0]))
    assert len(story.questions(story.members[0])) == 1


def test_nothing_is_decided_without_a_measure_that_was_carried(story):
    story.proposed()
    story.vote("against")
    with pytest.raises(NoMeasureCarried):
        actions.decide(**story.with_(story.members[0]))


def test_another_measure_can_be_proposed_when_one_was_lost(story):
    story.proposed()
    story.vote("against")
    actions.propose_measure(
        terms=NOTHING,
        reason="It is over.",
        departure_reason="They left.",
        **story.with_(story.members[0]),
    )
    for person in story.members:
        lost, new = story.questions(person)
        with pytest.raises(AlreadyVoted):
            actions.vote(choices={lost: "for", new: "for"}, **story.with_(person))
        actions.vote(choices={new: "for"}, **story.with_(person))
    actions.decide(**story.with_(story.members[0]))
    assert story.state == "decided"
    assert not CaseMeasure.objects.exists()


def test_the_reasons_reach_both_sides(story):
    story.decided()
    statement = respondent_view(story.respondent, now=story.now).statements[-1]
    assert said(story.receipt, "statement") == [statement.content]
    text = statement.content["text"]
    for part in (
        "Provision 1.1 of The Lantern code, version 3, says: Mind respect.",
        "called another editor names.",
        "This violated provision 1.1.",
        "severity 3 with history 0. For that it gives M2 to M5.",
        "Measure M4: Limits: pages, topics or spaces. Its last day is March 9, 2026.",
        "It covers only: the page Lantern.",
        "Why: so that others can work.",
        "You can appeal until April 1, 2026",
    ):
        assert part in text
    assert statement.content["language"] == "en"


def test_the_reasons_are_written_in_the_language_of_the_reader(story):
    person = PersonFactory(language="ar")
    link(person, str(story.user.number), story.user.name)
    story.decided()
    statement = respondent_view(story.respondent, now=story.now).statements[-1]
    assert statement.content["language"] == "ar"
    assert said(story.receipt, "statement")[0]["language"] == "en"


def test_a_long_suspension_can_be_appealed_for_longer(story):
    long = MeasureTerms(level=6, kind="block", days=90)
    story.decided(long, departure_reason="It went on for years.")
    assert (story.case.due_on - story.now.date()).days == 180


def test_at_the_decision_the_file_is_opened_to_the_appeal_members(story):
    story.decided()
    row, judges = story.case, [person.id for person in story.appeals.people]
    for room in (row.panel_room, row.respondent_room, row.reports.get().room):
        assert holding(room, judges) == set(judges)
    assert row.appeal_body_id == story.appeals.body.id
    assert not may_open(row.intake_room, story.appeals.keyrings[0])


def test_before_the_decision_the_appeal_members_open_nothing(story):
    story.found()
    row = story.case
    for room in (row.panel_room, row.respondent_room, row.reports.get().room):
        assert not may_open(room, story.appeals.keyrings[0])


def test_nothing_is_decided_where_nobody_could_hear_an_appeal(story):
    story.proposed()
    story.vote("for")
    Mandate.objects.filter(body=story.appeals.body).delete()
    with pytest.raises(NoAppealBody):
        actions.decide(**story.with_(story.members[0]))
    assert story.state == "measures"
    assert not Measure.objects.exists()


def test_the_respondent_is_no_judge_of_their_own_appeal(story):
    """A member of the appeal body whose account it is leaves too few, so nothing is decided."""
    person = story.appeals.people[0]
    link(person, str(story.user.number), story.user.name)
    story.proposed()
    story.vote("for")
    with pytest.raises(NoAppealBody):
        actions.decide(**story.with_(story.members[0]))


def test_the_first_measure_counts_in_the_second_case(story):
    story.decided()
    assert Measure.objects.get().subject_tag == settings.COMITY_KEYS.tag(
        "account", story.account.provider, story.account.subject
    )


def test_a_case_without_an_appeal_goes_into_force_and_is_closed_with_its_last_measure(story):
    story.decided(replace(PARTIAL, days=60))
    story.passes(30)
    assert story.state == "decided"
    story.passes(1)
    assert story.state == "in_force"
    assert story.case.due_on == Measure.objects.get().ends_on
    story.passes(30)
    actions.close_if_done(measure_id=Measure.objects.get().id, now=story.now)
    assert story.state == "closed"


def test_a_case_whose_measures_ended_before_the_window_is_closed_with_it(story):
    story.decided()
    story.passes(31)
    assert story.state == "closed"


def test_a_closed_case_opens_for_no_member(story):
    story.decided()
    story.passes(31)
    row = story.case
    for room in (row.intake_room, row.panel_room):
        assert not may_open(room, story.house.local.keyrings[0])
    assert respondent_view(story.respondent, now=story.now).statements


def test_long_after_closing_nobody_opens_anything(story):
    story.decided()
    story.passes(31)
    story.passes(90)
    assert story.case.locked
    assert respondent_view(story.respondent, now=story.now).items == ()
    assert not CaseSeat.objects.filter(waiting=True).exists()


def test_a_decided_case_is_decided(story):
    story.decided()
    with pytest.raises(MoveNotPossible):
        actions.decide(**story.with_(story.members[0]))
