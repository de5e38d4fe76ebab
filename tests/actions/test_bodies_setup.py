"""Changing what is said about a body, ending mandates, withdrawing conflicts."""

from datetime import UTC, datetime, timedelta

import pytest

from comity.bodies import actions
from comity.bodies.errors import (
    BodyNameMissing,
    ContactMissing,
    MandateOver,
    MandateWrong,
    PlacesWrong,
    ResponseDaysWrong,
)
from comity.bodies.queries import conflicted, declared_in
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.queries import actor
from comity.people.rules import AccountRef
from comity.record.models import Line
from tests.factories.bodies import BodyFactory, MandateFactory, SeatFactory
from tests.factories.communities import CommunityFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
ROWAN = AccountRef("wiki", "17", "Rowan")


def change(body, **changes):
    said = {
        "names": {"en": "The panel"},
        "contact": "panel@lantern.example",
        "response_days": 3,
        "places": None,
        "by": OPERATOR,
        "now": NOW,
    }
    return actions.change_body(body_id=body.id, **(said | changes))


def test_what_is_said_about_a_body_changes_and_is_on_record():
    body = BodyFactory(name="The panel")
    assert change(body, names={"ar": "هيئة"}, places=5).names_by_language == {"ar": "هيئة"}
    line = Line.objects.get(kind="body:changed")
    assert line.shown["what"] == ["names", "places"]


def test_a_change_that_changes_nothing_is_no_fact():
    change(BodyFactory(name="The panel"))
    assert not Line.objects.filter(kind="body:changed").exists()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"names": {}}, BodyNameMissing),
        ({"contact": " "}, ContactMissing),
        ({"response_days": 0}, ResponseDaysWrong),
        ({"places": 0}, PlacesWrong),
        ({"places": 101}, PlacesWrong),
    ],
)
def test_a_change_that_cannot_be_is_refused(changes, problem):
    with pytest.raises(problem):
        change(BodyFactory(name="The panel"), **changes)


def test_no_member_changes_what_is_said_about_their_body():
    body = BodyFactory()
    with pytest.raises(NotPermitted):
        change(body, by=actor(SeatFactory(body=body).person))


def test_a_mandate_gets_a_last_day_and_ends_once():
    mandate = MandateFactory(since=TODAY)
    end = {"mandate_id": mandate.id, "by": OPERATOR, "now": NOW}
    with pytest.raises(MandateWrong):
        actions.end_mandate(until=TODAY - timedelta(days=1), **end)
    assert actions.end_mandate(until=TODAY, **end).until == TODAY
    with pytest.raises(MandateOver):
        actions.end_mandate(until=TODAY + timedelta(days=9), **end | {"now": NOW + DAY})
    assert Line.objects.get().kind == "body:mandate_ended"


def test_a_mandate_is_ended_by_nobody_who_may_not():
    mandate = MandateFactory(since=TODAY)
    member = actor(SeatFactory(body=mandate.body).person)
    with pytest.raises(NotPermitted):
        actions.end_mandate(mandate_id=mandate.id, until=TODAY, by=member, now=NOW)
    with pytest.raises(NotFound):
        actions.end_mandate(mandate_id="none", until=TODAY, by=OPERATOR, now=NOW)


def test_a_conflict_is_withdrawn_by_whoever_declared_it_and_by_nobody_else():
    place, person = CommunityFactory(), PersonFactory()
    conflict = actions.declare_conflict(
        person_id=person.id, community_id=place.id, by=actor(person), now=NOW
    )
    for by in (actor(PersonFactory()), OPERATOR):
        with pytest.raises(NotFound):
            actions.withdraw_conflict(conflict_id=conflict.id, by=by, now=NOW)
    assert conflicted([person.id], accounts=[], community_ids=[place.id])
    actions.withdraw_conflict(conflict_id=conflict.id, by=actor(person), now=NOW)
    assert conflicted([person.id], accounts=[], community_ids=[place.id]) == {}
    assert Line.objects.filter(kind="conflict:withdrawn").count() == 1
    with pytest.raises(NotFound):
        actions.withdraw_conflict(conflict_id=conflict.id, by=actor(person), now=NOW)


def test_how_many_conflicts_a_body_has_counts_those_of_who_sits_there_now():
    body = BodyFactory()
    sits = SeatFactory(body=body).person
    left = SeatFactory(body=body, ends_on=TODAY - timedelta(days=1)).person
    for person in (sits, left, PersonFactory()):
        actions.declare_conflict(person_id=person.id, account=ROWAN, by=actor(person), now=NOW)
    assert declared_in(body.id, TODAY) == 1
