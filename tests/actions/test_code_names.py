from datetime import UTC, datetime

import pytest

from comity.bodies import actions, queries
from comity.bodies.errors import CodeNameWrong, NoWish
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.actions import link_account
from comity.people.errors import CodeNameTaken
from comity.people.models import Person
from comity.people.queries import actor
from comity.people.rules import AccountRef
from comity.record.models import Line
from tests.factories.bodies import BodyFactory, SeatFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def kit(body):
    return SeatFactory(body=body, person__username="kit", person__display_name="Kit Real").person


@pytest.fixture
def bo(body):
    return SeatFactory(body=body).person


def ask(person, name="Grey Heron", by=None):
    actions.ask_code_name(person_id=person.id, code_name=name, by=actor(by or person), now=NOW)


def confirm(body, person, by, name="Grey Heron"):
    who = actor(by) if by else OPERATOR
    actions.confirm_code_name(body_id=body.id, person_id=person.id, code_name=name, by=who, now=NOW)


def shown(body):
    return {one.display_name for one in queries.members(body.id, TODAY)}


def test_a_member_is_called_by_a_code_name_once_another_confirms_it(body, kit, bo):
    ask(kit)
    assert "Kit Real" in shown(body)
    confirm(body, kit, bo)
    assert "Grey Heron" in shown(body)
    assert "Kit Real" not in shown(body)
    assert queries.wish_of(kit.id) == ""


def test_an_operator_can_confirm_it_too(body, kit):
    ask(kit)
    confirm(body, kit, None)
    assert shown(body) == {"Grey Heron"}


def test_nobody_confirms_their_own_and_no_outsider_learns_of_it(body, kit, bo):
    ask(kit)
    other = SeatFactory().person
    for who in (kit, other, PersonFactory()):
        assert queries.code_names_in(body.id, seen_by=actor(who), on=TODAY) == []
        with pytest.raises(NoWish):
            confirm(body, kit, who)
    with pytest.raises(NoWish):
        confirm(BodyFactory(), kit, None)


def test_what_is_confirmed_is_what_was_shown(body, kit, bo):
    ask(kit)
    ask(kit, "White Stork")
    with pytest.raises(NoWish):
        confirm(body, kit, bo, "Grey Heron")
    confirm(body, kit, bo, "White Stork")


def test_only_members_ask_and_only_for_themselves(kit, bo):
    with pytest.raises(NotPermitted):
        ask(kit, by=bo)
    with pytest.raises(NotPermitted):
        ask(PersonFactory())


@pytest.mark.parametrize("name", ["", "  ", "<script>", "-", "a" * 61, "a\x00b"])
def test_what_nobody_can_be_called_is_refused(kit, name):
    with pytest.raises(CodeNameWrong):
        ask(kit, name)


def test_a_code_name_is_nobody_elses_name_and_not_ones_own(kit, bo):
    Person.objects.filter(id=bo.id).update(code_name="White Stork", display_name="Bo Two")
    link_account(
        person_id=bo.id, account=AccountRef("wiki", "7", "Storkfan"), by=actor(bo), now=NOW
    )
    for taken in ("white stork", "BO TWO", bo.username, "Storkfan", "Kit Real", "kit"):
        with pytest.raises(CodeNameTaken):
            ask(kit, taken)


def test_a_name_taken_meanwhile_is_refused_at_the_confirmation(body, kit, bo):
    ask(kit)
    PersonFactory(display_name="Grey Heron")
    with pytest.raises(CodeNameTaken):
        confirm(body, kit, bo)


def test_a_member_gives_it_up_alone_and_nobody_else_can(body, kit, bo):
    ask(kit)
    confirm(body, kit, bo)
    with pytest.raises(NotPermitted):
        actions.drop_code_name(person_id=kit.id, by=actor(bo), now=NOW)
    actions.drop_code_name(person_id=kit.id, by=actor(kit), now=NOW)
    assert "Kit Real" in shown(body)


def test_only_members_of_the_body_know_who_it_is(body, kit, bo):
    ask(kit)
    confirm(body, kit, bo)
    assert queries.own_names(body.id, seen_by=actor(bo), on=TODAY) == {kit.id: "Kit Real"}
    with pytest.raises(NotFound):
        queries.own_names(body.id, seen_by=actor(SeatFactory().person), on=TODAY)
    assert not queries.may_see_names(OPERATOR, body_id=body.id, on=TODAY)
    assert not queries.may_see_names(None, body_id=body.id, on=TODAY)


def test_the_record_never_says_a_code_name_or_whose_it_is(body, kit, bo):
    ask(kit)
    confirm(body, kit, bo)
    line = Line.objects.get(kind="body:code_name_confirmed")
    assert "Heron" not in str([one.shown for one in Line.objects.all()])
    assert line.subject == kit.id
