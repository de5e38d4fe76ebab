import pytest

from comity.bodies.actions import end_seat
from comity.bodies.models import Seat
from comity.cases import actions
from comity.cases.errors import MoveNotPossible, MoveNotYours, PanelIncomplete
from comity.cases.models import CaseSeat
from comity.cases.queries import case, inbox
from comity.cases.rules.seating import Hard, Soft
from comity.kernel.errors import NotFound
from comity.vault.errors import Sealed
from comity.vault.queries import holding, may_open, read
from tests.factories.people import as_actor


def rooms(story):
    row = story.case
    return [row.intake_room, *row.reports.values_list("room", flat=True)]


def test_whoever_has_no_conflict_sits(story):
    story.accepted()
    person = story.people("invited")[0]
    assert actions.declare(conflicts=(), **story.with_(person)) == "seated"
    assert story.members == [person]


def test_nobody_declares_twice(story):
    story.accepted()
    person = story.people("invited")[0]
    actions.declare(conflicts=(), **story.with_(person))
    with pytest.raises(MoveNotYours):
        actions.declare(conflicts=(), **story.with_(person))


def test_whoever_was_not_asked_cannot_sit(story):
    story.accepted()
    with pytest.raises(MoveNotYours):
        actions.declare(conflicts=(), **story.with_(story.people("alternate")[0]))


def test_a_hard_conflict_bars_at_the_vault_and_asks_an_alternate(story):
    story.accepted()
    person, alternate = story.people("invited")[0], story.people("alternate")[0]
    actions.declare(conflicts=[Hard.CLOSE_TIE], **story.with_(person))
    keyring = story.keyring(person)
    for room in rooms(story):
        assert not may_open(room, keyring)
        with pytest.raises(Sealed):
            read(room, keyring)
    assert inbox(seen_by=as_actor(person), today=story.now.date()).rows == ()
    with pytest.raises(NotFound):
        case(story.case_id, seen_by=as_actor(person), keyring=keyring, now=story.now)
    assert alternate in story.people("invited")


def test_a_soft_conflict_leaves_a_voice_but_no_vote(story):
    story.accepted()
    person = story.people("invited")[0]
    assert actions.declare(conflicts=[Soft.SPOKE_IN_PUBLIC], **story.with_(person)) == (
        "recused_soft"
    )
    for other in story.people("invited"):
        actions.declare(conflicts=(), **story.with_(other))
    actions.open_inquiry(**story.with_(story.members[0]))
    shown = case(
        story.case_id, seen_by=as_actor(person), keyring=story.keyring(person), now=story.now
    )
    assert shown.choices == ()
    with pytest.raises(MoveNotYours):
        actions.add_evidence(text="Look here.", **story.with_(person))


def test_a_panel_that_cannot_vote_does_not_begin(story):
    story.accepted()
    first, second = story.people("invited")[:2]
    for person in (first, second):
        actions.declare(conflicts=(), **story.with_(person))
    with pytest.raises(PanelIncomplete):
        actions.open_inquiry(**story.with_(first))


def test_the_panel_has_a_room_that_only_the_panel_opens(story):
    story.inquired()
    everybody = [person.id for person in story.house.local.people]
    members = {person.id for person in story.members}
    assert len(members) == 3
    assert holding(story.case.panel_room, everybody) == members


def test_a_panel_that_declined_and_must_look_again_finds_its_room_as_it_left_it(story):
    story.inquired()
    one, other, third = story.members
    room = story.case.panel_room
    actions.add_evidence(text="Look here.", **story.with_(one))
    actions.propose_decline(reason="nothing in it", **story.with_(one))
    actions.decline(reason="nothing in it", **story.with_(other))
    actions.ask_review(receipt=story.receipt, reason="There is.", now=story.now)
    actions.accept(severity=3, **story.with_(third))
    actions.open_inquiry(**story.with_(third))
    assert story.case.panel_room == room
    assert len(story.members) == 3


def test_a_case_leaves_the_inbox_of_those_who_do_not_sit(story):
    story.inquired()
    for person in story.house.local.people:
        rows = inbox(seen_by=as_actor(person), today=story.now.date()).rows
        assert bool(rows) == (person in story.members)


def test_a_member_who_stands_aside_later_is_replaced_and_sees_nothing_new(story):
    story.inquired()
    leaving, *_ = story.members
    alternate = story.people("alternate")[0]
    actions.recuse(conflicts=(), **story.with_(leaving))
    assert not may_open(story.case.panel_room, story.keyring(leaving))
    actions.declare(conflicts=(), **story.with_(alternate))
    assert alternate in story.members
    assert not may_open(story.case.panel_room, story.keyring(alternate))
    staying = next(person for person in story.members if person != alternate)
    actions.add_evidence(text="Look here.", **story.with_(staying))
    assert may_open(story.case.panel_room, story.keyring(alternate))
    actions.add_evidence(text="And here.", **story.with_(alternate))


def test_a_voice_without_a_vote_is_not_taken_back_as_another_was_asked_at_once(story):
    story.accepted()
    person, alternate = story.people("invited")[0], story.people("alternate")[0]
    actions.declare(conflicts=[Soft.SPOKE_IN_PUBLIC], **story.with_(person))
    assert alternate in story.people("invited")
    for attempt in (actions.declare, actions.recuse):
        with pytest.raises(MoveNotYours):
            attempt(conflicts=(), **story.with_(person))
    assert person in story.people("recused_soft")


def test_standing_aside_takes_the_vote_along(story):
    story.deliberating()
    story.vote("for", story.members[:2])
    actions.recuse(conflicts=(), **story.with_(story.members[0]))
    person = story.members[0]
    shown = case(
        story.case_id, seen_by=as_actor(person), keyring=story.keyring(person), now=story.now
    )
    assert [view.standing.count.in_favour for view in shown.questions] == [1]


def test_others_are_asked_where_somebody_stays_silent(story):
    story.accepted()
    alternate = story.people("alternate")[0]
    story.passes(8)
    assert alternate in story.people("invited")
    assert len(story.people("invited")) == 3


def test_whoever_left_the_body_finds_nothing(story):

    story.seated()
    person = story.members[0]
    seat = Seat.objects.get(person=person, body=story.house.local.body)
    end_seat(seat_id=seat.id, by=as_actor(person), now=story.now)
    with pytest.raises(NotFound):
        case(story.case_id, seen_by=as_actor(person), keyring=story.keyring(person), now=story.now)


def test_standing_aside_is_for_those_who_sit(story):
    story.taken()
    with pytest.raises(MoveNotPossible):
        actions.recuse(conflicts=(), **story.with_(story.house.local.people[0]))


def test_what_somebody_declared_is_sealed(story):
    story.accepted()
    person = story.people("invited")[0]
    actions.declare(conflicts=[Soft.SPOKE_IN_PUBLIC], **story.with_(person))
    other = story.people("invited")[0]
    items = read(story.case.intake_room, story.keyring(other))
    assert [item.content for item in items if item.kind == "conflicts"] == [
        {"conflicts": ["spoke_in_public"]}
    ]
    assert "spoke" not in str(list(CaseSeat.objects.values()))
