from datetime import timedelta

import pytest

from comity.cases import actions, tasks
from comity.cases.errors import (
    AlreadyReviewed,
    DeclineAlreadyProposed,
    DeclineNeedsAnother,
    MoveNotPossible,
    UnknownChoice,
    WindowClosed,
)
from comity.cases.models import Case, CaseReport, CaseSeat
from comity.cases.queries import case, inbox
from comity.kernel.errors import NotFound
from comity.kernel.ids import new_id
from comity.kernel.receipts import new_receipt
from comity.notices.models import Notice
from comity.record.models import Line
from comity.reports import actions as reports
from comity.reports.errors import AnswerMissing, ReceiptUnknown
from comity.vault.errors import Locked
from comity.vault.queries import rooms_open_to
from comity.vault.rules import ReceiptKeys
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.factories.reports import house, said, send


def kinds():
    return list(Line.objects.order_by("number").values_list("kind", flat=True))


def statuses(story):
    return [content["code"] for content in said(story.receipt, "status")]


def test_a_report_opens_one_case_however_often_that_is_tried(story):
    report = CaseReport.objects.get()
    tasks.open_case(report.report_id, story.now)
    tasks.open_case(report.report_id, story.now)
    assert Case.objects.count() == 1
    assert kinds().count("case:opened") == 1
    assert story.state == "received"


def test_opening_a_case_fails_whole_or_not_at_all(db, monkeypatch):
    """A worker that dies on the last step leaves nothing half done, and another begins anew."""
    del db
    sent = send(house().project)
    with monkeypatch.context() as broken:
        broken.setattr("comity.cases.actions.intake.keep_inboxes", _die)
        with pytest.raises(KeyboardInterrupt):
            tasks.open_case(sent.report.id, NOW)
    assert not Case.objects.exists()
    tasks.open_case(sent.report.id, NOW)
    assert Case.objects.count() == 1


def _die(*_):
    raise KeyboardInterrupt


def test_a_report_that_does_not_exist_opens_nothing(db):
    del db
    with pytest.raises(NotFound):
        tasks.open_case(new_id(), NOW)


def test_the_members_whom_the_reporter_saw_find_it_in_their_inbox(story):
    for person in story.house.local.people:
        page = inbox(seen_by=as_actor(person), today=story.now.date())
        assert [row.head.id for row in page.rows] == [story.case_id]
        assert page.rows[0].moves == ("case_move_take",)
    assert Notice.objects.count() == len(story.house.local.people)


@pytest.mark.parametrize("who", ["a member above", "an appeal member", "nobody in particular"])
def test_everybody_else_finds_nothing(story, who):
    person = {
        "a member above": story.house.top.people[0],
        "an appeal member": story.appeals.people[0],
        "nobody in particular": PersonFactory(),
    }[who]
    assert inbox(seen_by=as_actor(person), today=story.now.date()).rows == ()
    with pytest.raises(NotFound):
        case(story.case_id, seen_by=as_actor(person), keyring=None, now=story.now)


def test_the_member_whom_the_reporter_keeps_out_finds_nothing_and_opens_nothing(db, paper):
    del db
    built = house()
    kept_out = built.local.people[0]
    sent = send(built.project, excluded=frozenset({kept_out.id}))
    tasks.open_case(sent.report.id, NOW)
    case_id = Case.objects.get().id
    keyring = built.local.keyring(kept_out)
    assert inbox(seen_by=as_actor(kept_out), today=NOW.date()).rows == ()
    for keys in (None, keyring):
        with pytest.raises(NotFound):
            case(case_id, seen_by=as_actor(kept_out), keyring=keys, now=NOW)
        with pytest.raises(NotFound):
            actions.take(case_id=case_id, keyring=keys, by=as_actor(kept_out), now=NOW)
    assert not rooms_open_to(keyring)
    assert CaseSeat.objects.filter(seat="excluded").count() == 1


def test_a_case_opens_only_with_unlocked_keys(story):
    person = story.house.local.people[0]
    with pytest.raises(Locked):
        case(story.case_id, seen_by=as_actor(person), keyring=None, now=story.now)


def test_somebody_else_s_keys_open_nothing(story):
    one, other = story.house.local.people[:2]
    with pytest.raises(NotFound):
        case(story.case_id, seen_by=as_actor(one), keyring=story.keyring(other), now=story.now)


def test_a_case_that_does_not_exist_looks_like_one_that_is_hidden(story):
    person = story.house.local.people[0]
    with pytest.raises(NotFound):
        case(new_id(), seen_by=as_actor(person), keyring=story.keyring(person), now=story.now)


def test_the_reporter_learns_that_a_person_has_read_it(story):
    story.taken()
    assert story.state == "triage"
    assert statuses(story) == ["case_said_taken"]


def test_a_case_is_taken_once(story):
    story.taken()
    with pytest.raises(MoveNotPossible):
        story.taken()


def test_accepting_draws_as_many_members_by_lot_as_the_charter_wants(story):
    story.accepted()
    assert story.state == "seating"
    assert len(story.people("invited")) == 3
    assert len(story.people("alternate")) == 1


@pytest.mark.parametrize("severity", [0, 6])
def test_severity_has_five_degrees(story, severity):
    story.taken()
    with pytest.raises(UnknownChoice):
        actions.accept(severity=severity, **story.with_(story.house.local.people[0]))


def test_declining_takes_two(story):
    story.taken()
    one, other, *_ = story.house.local.people
    with pytest.raises(DeclineNeedsAnother):
        actions.decline(reason="not ours", **story.with_(one))
    actions.propose_decline(reason="not ours", **story.with_(one))
    with pytest.raises(DeclineAlreadyProposed):
        actions.propose_decline(reason="not ours", **story.with_(other))
    with pytest.raises(DeclineNeedsAnother):
        actions.decline(reason="not ours", **story.with_(one))
    actions.decline(reason="This belongs to the library.", **story.with_(other))
    assert story.state == "declined"
    assert said(story.receipt, "message") == [{"text": "This belongs to the library."}]
    assert statuses(story)[-1] == "case_said_declined"


@pytest.mark.parametrize("reason", ["", "  "])
def test_declining_needs_a_reason(story, reason):
    story.taken()
    with pytest.raises(AnswerMissing):
        actions.propose_decline(reason=reason, **story.with_(story.house.local.people[0]))


@pytest.fixture
def declined(story):
    story.taken()
    one, other, *_ = story.house.local.people
    actions.propose_decline(reason="not ours", **story.with_(one))
    actions.decline(reason="not ours", **story.with_(other))
    return story


def test_a_declined_report_is_looked_at_again_by_another_member(declined):
    one, other, third, _ = declined.house.local.people
    actions.ask_review(receipt=declined.receipt, reason="It is yours.", now=declined.now)
    assert declined.state == "triage"
    for before in (one, other):
        with pytest.raises(DeclineNeedsAnother):
            actions.decline(reason="again", **declined.with_(before))
    actions.decline(reason="again", **declined.with_(third))
    assert declined.state == "declined"
    with pytest.raises(AlreadyReviewed):
        actions.ask_review(receipt=declined.receipt, reason="Please.", now=declined.now)


def test_a_declined_report_can_be_accepted_after_all(declined):
    actions.ask_review(receipt=declined.receipt, reason="It is yours.", now=declined.now)
    actions.accept(severity=2, **declined.with_(declined.house.local.people[2]))
    assert declined.state == "seating"


def test_a_second_look_is_asked_for_in_time(declined):
    with pytest.raises(WindowClosed):
        actions.ask_review(
            receipt=declined.receipt, reason="Late.", now=declined.now + timedelta(days=15)
        )


def test_a_declined_report_is_closed_when_nobody_asks_again(declined):
    declined.passes(15)
    assert declined.state == "closed"
    assert not rooms_open_to(declined.house.local.keyrings[0]).filter(
        room=declined.case.intake_room
    )


def test_a_receipt_of_nothing_asks_for_nothing(story):
    with pytest.raises(ReceiptUnknown):
        actions.ask_review(
            receipt=ReceiptKeys.of(new_receipt()), reason="It is yours.", now=story.now
        )


def withdraw(story):
    reports.withdraw(receipt=story.receipt, reason="", now=story.now)
    report_id = CaseReport.objects.get(case=story.case_id).report_id
    tasks.withdraw_case(report_id, story.now)
    tasks.withdraw_case(report_id, story.now)


@pytest.mark.parametrize("step", ["taken", "accepted", "seated", "inquired", "delivered"])
def test_a_withdrawn_report_ends_its_case_before_the_panel_deliberates(story, step):
    getattr(story, step)()
    withdraw(story)
    assert story.state == "withdrawn"
    assert kinds().count("case:withdrawn") == 1


def test_a_case_that_is_being_decided_goes_on_without_the_report(story):
    story.deliberating()
    withdraw(story)
    assert story.state == "deliberation"


def test_the_body_can_go_on_by_itself_when_others_are_at_risk(story):
    story.taken()
    withdraw(story)
    actions.resume(reason="Others may be next.", **story.with_(story.house.local.people[0]))
    assert story.state == "triage"
    assert story.case.of_own_motion


def test_a_withdrawn_case_is_closed_when_the_body_does_nothing(story):
    story.taken()
    withdraw(story)
    story.passes(15)
    assert story.state == "closed"


def test_everybody_is_told_once_that_a_case_is_late(story):
    Notice.objects.all().delete()
    story.passes(4)
    story.passes(1)
    assert story.case.late
    assert kinds().count("case:late") == 1
    assert Notice.objects.count() == len(story.house.local.people)
    story.taken()
    assert not story.case.late


def test_two_cases_side_by_side_do_not_mix(story):
    sent = send(story.house.project)
    tasks.open_case(sent.report.id, story.now)
    other = CaseReport.objects.get(report_id=sent.report.id).case
    assert other.intake_room != story.case.intake_room
    page = inbox(seen_by=as_actor(story.house.local.people[0]), today=story.now.date())
    assert {row.head.id for row in page.rows} == {story.case_id, other.id}
