from datetime import UTC, datetime

import pytest

from comity.access.rules import Permission
from comity.charter import queries
from comity.charter.actions import adopt_charter, mark_installation
from comity.charter.errors import (
    CharterAlreadyInForce,
    CharterSyntaxWrong,
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
