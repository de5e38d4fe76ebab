from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from comity.access.rules import Permission
from comity.charter import queries
from comity.charter.actions import adopt_charter, adopt_local_charter, mark_installation
from comity.charter.errors import (
    CharterAlreadyInForce,
    CharterChangedMeanwhile,
    CharterSyntaxWrong,
    CharterTooHigh,
    NoCharter,
    WrongInstallation,
)
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.kernel.spans import Span
from comity.people.queries import actor
from comity.record.models import Line
from tests.factories.charter import SANDBOX_TEXT, InstallationFactory
from tests.factories.people import PersonFactory, somebody

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
AMENDED = SANDBOX_TEXT.replace("triage = 3 ", "triage = 2 ")


@pytest.fixture
def installation():
    return InstallationFactory()


@pytest.mark.usefixtures("installation")
def test_an_adopted_charter_is_in_force():
    version = adopt_charter(text=SANDBOX_TEXT, by=OPERATOR, now=NOW)
    charter = queries.charter_in_force()
    assert (charter.version_id, charter.hash) == (version.id, version.hash)
    line = Line.objects.get()
    assert (line.kind, line.shown["number"]) == ("charter:adopted", 1)


@pytest.mark.usefixtures("installation")
def test_a_case_keeps_the_charter_it_was_pinned_to():
    first = adopt_charter(text=SANDBOX_TEXT, by=OPERATOR, now=NOW)
    second = adopt_charter(text=AMENDED, by=OPERATOR, now=NOW)
    assert queries.charter_in_force().deadline("triage") == Span(2)
    assert queries.charter(first.id).deadline("triage") == Span(3)
    assert [one.id for one in queries.versions()] == [second.id, first.id]


@pytest.mark.usefixtures("installation")
def test_the_same_text_is_adopted_once():
    adopt_charter(text=SANDBOX_TEXT, by=OPERATOR, now=NOW)
    with pytest.raises(CharterAlreadyInForce):
        adopt_charter(text=SANDBOX_TEXT, by=OPERATOR, now=NOW)


def test_only_whoever_was_granted_it_adopts(installation):
    granted = actor(somebody(Permission.CHARTER_ADOPT, on=installation))
    assert adopt_charter(text=SANDBOX_TEXT, by=granted, now=NOW)
    with pytest.raises(NotPermitted):
        adopt_charter(text=AMENDED, by=actor(PersonFactory()), now=NOW)


@pytest.mark.usefixtures("installation")
def test_a_wrong_text_changes_nothing():
    with pytest.raises(CharterSyntaxWrong):
        adopt_charter(text="name =", by=OPERATOR, now=NOW)
    assert not Line.objects.exists()
    with pytest.raises(NoCharter):
        queries.charter_in_force()


def test_nothing_is_adopted_before_the_database_says_what_it_is_for():
    with pytest.raises(NotPermitted):
        adopt_charter(text=SANDBOX_TEXT, by=OPERATOR, now=NOW)


def test_a_charter_nobody_adopted_is_not_found():
    with pytest.raises(NotFound):
        queries.charter(new_id())


def test_a_database_is_marked_once_and_for_good():
    for _ in range(2):
        mark_installation(use="sandbox", by=OPERATOR, now=NOW)
    assert queries.is_sandbox()
    assert Line.objects.get().kind == "installation:marked"
    with pytest.raises(WrongInstallation):
        mark_installation(use="production", by=OPERATOR, now=NOW)


def test_only_an_operator_marks_a_database():
    with pytest.raises(NotPermitted):
        mark_installation(use="sandbox", by=actor(PersonFactory()), now=NOW)
    assert queries.installation() is None


MOVEMENT, PROJECT, ROOM, CLUB = (f"000000000000{number}" for number in range(1, 5))
OWN = "[deadlines]\ntriage = 2\n"
PATH = [PROJECT, MOVEMENT]


def adopt_own(text=OWN, path=PATH, below=(ROOM,), **more):
    return adopt_local_charter(path=path, below=below, text=text, by=OPERATOR, now=NOW, **more)


@pytest.fixture
def first(installation):
    del installation
    return adopt_charter(text=SANDBOX_TEXT, by=OPERATOR, now=NOW)


def triage(*path):
    return queries.effective_charter(path).deadline("triage").days


def test_a_communitys_own_charter_holds_there_and_below(first):
    version = adopt_own()
    assert (version.number, version.above_id) == (1, first.id)
    assert (triage(PROJECT, MOVEMENT), triage(ROOM, PROJECT, MOVEMENT)) == (2, 2)
    assert (triage(CLUB, MOVEMENT), triage()) == (3, 3)
    assert queries.charter_in_force().version_id == first.id
    assert queries.communities_with_charters() == {PROJECT}
    line = Line.objects.order_by("id").get(kind="charter:adopted_in_community")
    assert line.shown["community"] == PROJECT


@pytest.mark.usefixtures("first")
def test_a_weaker_charter_of_a_community_changes_nothing():
    with pytest.raises(CharterTooHigh):
        adopt_own("[deadlines]\ntriage = 9\n")
    assert queries.versions(PROJECT) == []
    assert triage(PROJECT, MOVEMENT) == 3


@pytest.mark.usefixtures("first")
def test_a_communitys_charter_is_carried_over_to_a_new_one_above_and_old_cases_keep_theirs():
    own = adopt_own("[deadlines]\ntriage = 2\nanswer = 10\n")
    below = adopt_own("[deadlines]\nstay = 2\n", [ROOM, PROJECT, MOVEMENT], ())
    stricter = SANDBOX_TEXT.replace("triage = 3 ", "triage = 1 ")
    adopt_charter(text=stricter, by=OPERATOR, now=NOW)
    assert triage(PROJECT, MOVEMENT) == 1
    here = queries.effective_charter([ROOM, PROJECT, MOVEMENT])
    spans = [here.deadline(name).days for name in ("triage", "answer", "stay")]
    assert spans == [1, 10, 2]
    assert queries.charter(own.id).deadline("triage") == Span(2)
    assert queries.charter(below.id).deadline("triage") == Span(2)
    assert [one.number for one in queries.versions(PROJECT)] == [2, 1]
    assert Line.objects.filter(kind="charter:carried_over").count() == 2


@pytest.mark.usefixtures("first")
def test_a_charter_between_two_others_takes_its_place():
    adopt_own("[deadlines]\nstay = 2\n", [ROOM, PROJECT, MOVEMENT], ())
    adopt_own("[deadlines]\nstay = 1\n", [CLUB, MOVEMENT], ())
    adopt_own()
    assert triage(ROOM, PROJECT, MOVEMENT) == 2
    assert triage(CLUB, MOVEMENT) == 3
    with pytest.raises(CharterTooHigh) as refusal:
        adopt_own("[deadlines]\ntriage = 3\n", [ROOM, PROJECT, MOVEMENT], ())
    assert refusal.value.detail["whose"] == PROJECT


@pytest.mark.usefixtures("first")
def test_only_whoever_may_adopts_for_a_community():
    granted = actor(somebody(Permission.CHARTER_ADOPT, on=SimpleNamespace(id=PROJECT)))
    elsewhere = actor(somebody(Permission.CHARTER_ADOPT, on=SimpleNamespace(id=ROOM)))
    given = {"path": PATH, "below": (), "text": OWN, "now": NOW}
    assert adopt_local_charter(by=granted, **given)
    for by in (actor(PersonFactory()), elsewhere):
        with pytest.raises(NotPermitted):
            adopt_local_charter(by=by, **given)


@pytest.mark.usefixtures("first")
def test_the_movements_charter_is_no_communitys_own():
    with pytest.raises(NotPermitted):
        adopt_own(path=[MOVEMENT])


@pytest.mark.usefixtures("first")
def test_a_community_adopts_the_same_text_once():
    adopt_own()
    with pytest.raises(CharterAlreadyInForce):
        adopt_own()


def test_a_community_needs_a_charter_above_it():
    with pytest.raises(NoCharter):
        adopt_own()


@pytest.mark.usefixtures("first")
def test_of_two_who_adopt_at_once_the_second_is_told():
    adopt_charter(text=AMENDED, by=OPERATOR, now=NOW, on_top_of=1)
    third = SANDBOX_TEXT.replace("triage = 3 ", "triage = 1 ")
    with pytest.raises(CharterChangedMeanwhile) as refusal:
        adopt_charter(text=third, by=OPERATOR, now=NOW, on_top_of=1)
    assert refusal.value.detail["number"] == 2
    assert queries.charter_in_force().deadline("triage") == Span(2)
    adopt_own("[deadlines]\nstay = 2\n", on_top_of=0)
    with pytest.raises(CharterChangedMeanwhile):
        adopt_own("[deadlines]\nstay = 1\n", on_top_of=0)


@pytest.mark.parametrize("name", queries.SHIPPED)
@pytest.mark.usefixtures("installation")
def test_the_charters_that_come_with_comity_can_be_adopted(name):
    assert adopt_charter(text=queries.shipped(name), by=OPERATOR, now=NOW).number == 1


def test_no_other_charter_comes_with_comity():
    with pytest.raises(NotFound):
        queries.shipped("../small")
