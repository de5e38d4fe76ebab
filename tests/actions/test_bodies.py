from datetime import UTC, date, datetime, timedelta

import pytest

from comity.access.queries import reach
from comity.access.rules import Permission
from comity.bodies import actions
from comity.bodies.errors import (
    AlreadySeated,
    BodyNameMissing,
    BodySlugTaken,
    BodySlugWrong,
    ConflictWithNothing,
    MandateWrong,
    ResponseDaysWrong,
    SeatAlreadyEnded,
    SeatTaken,
    TermWrong,
)
from comity.bodies.models import Conflict
from comity.bodies.queries import bodies_of, conflicted, members
from comity.bodies.rules import BodyKind, Scope
from comity.bodies.tasks import keep_terms
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.people.queries import actor
from comity.people.rules import AccountRef
from comity.record.actions import run_due
from comity.record.models import Line
from comity.vault.actions import make_key, revoke_key
from comity.vault.queries import certified_keys
from tests.factories.bodies import BodyFactory, SeatFactory
from tests.factories.communities import CommunityFactory
from tests.factories.people import PersonFactory, somebody

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
ROWAN = AccountRef("wiki", "17", "Rowan")


def create(**changes):
    detail = {
        "slug": "panel",
        "kind": BodyKind.LOCAL_PANEL,
        "names": {"en": "The panel"},
        "contact": "panel@lantern.example",
        "response_days": 3,
        "by": OPERATOR,
        "now": NOW,
    }
    if "community_id" not in changes:
        detail["community_id"] = CommunityFactory().id
    return actions.create_body(**(detail | changes))


def seat(body, person, **changes):
    detail = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=730), "by": OPERATOR}
    return actions.seat_member(body_id=body.id, person_id=person.id, now=NOW, **(detail | changes))


def handles(person):
    return list(reach(actor(person), Permission.CASE_HANDLE))


def test_a_body_is_set_up():
    body = create()
    assert body.name == "The panel"
    assert Line.objects.get().kind == "body:created"


def test_a_stranger_may_not_set_up_a_body():
    with pytest.raises(NotPermitted):
        create(by=actor(PersonFactory()))


def test_a_body_stands_somewhere():
    with pytest.raises(NotFound):
        create(community_id=new_id())


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"slug": "The Panel"}, BodySlugWrong),
        ({"names": {}}, BodyNameMissing),
        ({"response_days": 0}, ResponseDaysWrong),
        ({"response_days": 91}, ResponseDaysWrong),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(wrong, error):
    with pytest.raises(error):
        create(**wrong)


def test_a_short_name_is_given_once():
    create()
    with pytest.raises(BodySlugTaken):
        create()


def test_a_body_is_given_a_mandate():
    body = BodyFactory()
    mandate = actions.give_mandate(
        body_id=body.id,
        scope=Scope(subjects=("harassment",), severity_to=3, spaces=(body.community_id,)),
        since=TODAY,
        by=OPERATOR,
        now=NOW,
    )
    assert (mandate.subjects, mandate.severity_to) == (["harassment"], 3)
    assert Line.objects.get().kind == "body:mandate_given"


@pytest.mark.parametrize(
    ("scope", "field"),
    [
        (Scope(severity_from=0), "severity_from"),
        (Scope(severity_from=3, severity_to=2), "severity_to"),
        (Scope(measure_to=9), "measure_to"),
    ],
)
def test_a_mandate_outside_what_makes_sense_is_refused(scope, field):
    with pytest.raises(MandateWrong) as refusal:
        actions.give_mandate(
            body_id=BodyFactory().id, scope=scope, since=TODAY, by=OPERATOR, now=NOW
        )
    assert refusal.value.detail["field"] == field


def test_a_mandate_does_not_reach_outside_the_place_of_its_body():
    with pytest.raises(MandateWrong):
        actions.give_mandate(
            body_id=BodyFactory().id,
            scope=Scope(spaces=(CommunityFactory().id,)),
            since=TODAY,
            by=OPERATOR,
            now=NOW,
        )


def test_no_member_changes_the_mandate_of_their_body():
    body = BodyFactory()
    member = actor(SeatFactory(body=body).person)
    with pytest.raises(NotPermitted):
        actions.give_mandate(body_id=body.id, scope=Scope(), since=TODAY, by=member, now=NOW)


def test_a_seated_member_may_handle_the_cases_of_their_body():
    body, person = BodyFactory(), PersonFactory()
    taken = seat(body, person)
    assert handles(person) == [body.id]
    assert [one.seat_id for one in members(body.id, TODAY)] == [taken.id]
    assert [one.id for one in bodies_of(person.id, TODAY)] == [body.id]
    assert Line.objects.get().kind == "body:member_seated"


def test_whoever_may_seat_in_one_body_may_not_in_another():
    body = BodyFactory()
    chair = actor(somebody(Permission.BODY_SEAT, on=body))
    assert seat(body, PersonFactory(), by=chair)
    with pytest.raises(NotPermitted):
        seat(BodyFactory(), PersonFactory(), by=chair)


def test_nobody_seats_themselves():
    body = BodyFactory()
    chair = somebody(Permission.BODY_SEAT, on=body)
    with pytest.raises(NotPermitted):
        seat(body, chair, by=actor(chair))


def test_one_seat_holds_one_person():
    body = BodyFactory()
    seat(body, PersonFactory(), number=1)
    with pytest.raises(SeatTaken):
        seat(body, PersonFactory(), number=1)
    assert seat(body, PersonFactory()).number == 2


def test_a_person_sits_in_a_body_once():
    body, person = BodyFactory(), PersonFactory()
    seat(body, person)
    with pytest.raises(AlreadySeated):
        seat(body, person)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(date(2026, 4, 1), date(2026, 3, 31)), (date(2020, 1, 1), date(2021, 1, 1))],
)
def test_a_term_that_makes_no_sense_is_refused(starts_on, ends_on):
    with pytest.raises(TermWrong):
        seat(BodyFactory(), PersonFactory(), starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize("missing", ["body", "person"])
def test_who_or_what_does_not_exist_is_not_found(missing):
    body_id = new_id() if missing == "body" else BodyFactory().id
    person_id = new_id() if missing == "person" else PersonFactory().id
    with pytest.raises(NotFound):
        actions.seat_member(
            body_id=body_id,
            person_id=person_id,
            starts_on=TODAY,
            ends_on=TODAY,
            by=OPERATOR,
            now=NOW,
        )


def test_a_term_in_the_future_gives_nothing_yet():
    body, person = BodyFactory(), PersonFactory()
    seat(body, person, starts_on=TODAY + timedelta(days=1))
    assert handles(person) == []
    keep_terms(NOW + timedelta(days=1))
    assert handles(person) == [body.id]


def test_a_key_made_before_is_certified_with_the_seat():
    person = PersonFactory()
    make_key(person_id=person.id, passphrase="a lamp in the window", by=actor(person), now=NOW)
    assert not certified_keys([person.id], on=TODAY)
    taken = seat(BodyFactory(), person)
    assert certified_keys([person.id], on=TODAY, seat_of={person.id: taken.id})


def test_a_key_made_later_is_certified_for_every_seat():
    person = PersonFactory()
    seats = [seat(BodyFactory(), person) for _ in range(2)]
    make_key(person_id=person.id, passphrase="a lamp in the window", by=actor(person), now=NOW)
    assert run_due(now=NOW) == 1
    for taken in seats:
        assert certified_keys([person.id], on=TODAY, seat_of={person.id: taken.id})


def test_another_key_is_not_certified_unseen_even_while_a_body_is_founded():
    person = PersonFactory()
    seat(BodyFactory(), person)
    make_key(person_id=person.id, passphrase="a lamp in the window", by=actor(person), now=NOW)
    run_due(now=NOW)
    revoke_key(person_id=person.id, by=actor(person), now=NOW)
    make_key(person_id=person.id, passphrase="a thief was here", by=actor(person), now=NOW)
    run_due(now=NOW)
    assert not certified_keys([person.id], on=TODAY)


def test_whoever_leaves_handles_nothing_from_then_on():
    person = PersonFactory()
    make_key(person_id=person.id, passphrase="a lamp in the window", by=actor(person), now=NOW)
    body = BodyFactory()
    taken = seat(body, person)
    actions.end_seat(seat_id=taken.id, by=actor(person), now=NOW)
    assert handles(person) == []
    assert members(body.id, TODAY) == []
    assert not certified_keys([person.id], on=TODAY)
    assert seat(body, PersonFactory()).number == taken.number
    with pytest.raises(SeatAlreadyEnded):
        actions.end_seat(seat_id=taken.id, by=OPERATOR, now=NOW)


def test_a_stranger_may_not_end_a_seat():
    taken = SeatFactory()
    with pytest.raises(NotPermitted):
        actions.end_seat(seat_id=taken.id, by=actor(PersonFactory()), now=NOW)
    with pytest.raises(NotFound):
        actions.end_seat(seat_id=new_id(), by=OPERATOR, now=NOW)


def test_a_seat_is_free_the_day_after_its_term():
    taken = SeatFactory(ends_on=TODAY)
    keep_terms(NOW)
    assert handles(taken.person) == [taken.body_id]
    for _ in range(2):
        keep_terms(NOW + timedelta(days=1))
    assert handles(taken.person) == []
    assert [line.kind for line in Line.objects.all()] == ["body:seat_ended"]


def test_a_member_declares_a_conflict_with_an_account_that_no_table_names():
    person = PersonFactory()
    actions.declare_conflict(person_id=person.id, account=ROWAN, by=actor(person), now=NOW)
    renamed = AccountRef("wiki", "17", "Hazel")
    assert conflicted([person.id], accounts=[renamed]) == {person.id: True}
    assert conflicted([person.id], accounts=[AccountRef("wiki", "18", "Rowan")]) == {}
    assert "17" not in Conflict.objects.get().account_tag.split()


def test_a_softer_conflict_keeps_only_from_voting_and_two_of_them_from_everything():
    person, place = PersonFactory(), CommunityFactory()
    for about in ({"account": ROWAN}, {"community_id": place.id}):
        actions.declare_conflict(
            person_id=person.id, hard=False, by=actor(person), now=NOW, **about
        )
    assert conflicted([person.id], accounts=[ROWAN]) == {person.id: False}
    both = conflicted([person.id], accounts=[ROWAN], community_ids=[place.id])
    assert both == {person.id: True}


def test_declaring_again_changes_how_hard_a_conflict_is():
    person = PersonFactory()
    for hard in (False, True):
        actions.declare_conflict(
            person_id=person.id, account=ROWAN, hard=hard, by=actor(person), now=NOW
        )
    assert Conflict.objects.get().hard


def test_nobody_declares_a_conflict_for_somebody_else():
    with pytest.raises(NotPermitted):
        actions.declare_conflict(
            person_id=PersonFactory().id, account=ROWAN, by=actor(PersonFactory()), now=NOW
        )


def test_a_conflict_is_with_one_thing():
    person = PersonFactory()
    for about in ({}, {"account": ROWAN, "community_id": CommunityFactory().id}):
        with pytest.raises(ConflictWithNothing):
            actions.declare_conflict(person_id=person.id, by=actor(person), now=NOW, **about)
