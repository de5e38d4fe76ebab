"""The charter over the API."""

import pytest

from comity.charter import queries
from comity.charter.actions import adopt_charter, adopt_local_charter
from comity.kernel.ids import new_id
from tests.factories.charter import InstallationFactory
from tests.factories.codes import OPERATOR
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
SMALL = queries.shipped("small")


@pytest.fixture
def first():
    InstallationFactory()
    return adopt_charter(text=SMALL, by=OPERATOR, now=NOW)


@pytest.fixture
def get(client):
    return lambda address: client.get(f"/api/v1/charter{address}").json()


def number(told, key):
    return next(one for one in told["numbers"] if one["key"] == key)


def test_every_number_says_its_direction_and_source(get, first):
    told = get("")
    assert told["version"]["id"] == first.id
    assert number(told, "deadlines.triage") == {
        "key": "deadlines.triage",
        "value": 3,
        "stricter": "at_most",
        "source": "assembly",
        "community": None,
    }
    assert told["sources"]["handbook"]["standing"] == "practice"


@pytest.mark.usefixtures("first")
def test_a_communitys_own_numbers_are_told(get):
    project = CommunityFactory(parent=MovementFactory(), slug="lighthouse")
    adopt_local_charter(
        path=[project.id, project.parent_id],
        below=(),
        text="[deadlines]\ntriage = 2\n",
        by=OPERATOR,
        now=NOW,
    )
    own = number(get("?community=lighthouse"), "deadlines.triage")
    assert (own["value"], own["community"], own["source"]) == (2, project.id, "")
    assert [one["number"] for one in get("/versions?community=lighthouse")["items"]] == [1]
    assert number(get(""), "deadlines.triage")["value"] == 3


def test_changes_are_classed(get, first):
    second = adopt_charter(text=SMALL.replace("triage = 3 ", "triage = 2 "), by=OPERATOR, now=NOW)
    assert get(f"/versions/{first.id}/changes/{second.id}")["items"] == [
        {"key": "deadlines.triage", "before": "3", "after": "2", "effect": "strengthens"}
    ]
    assert [one["number"] for one in get("/versions")["items"]] == [2, 1]
    assert number(get(f"/versions/{first.id}"), "deadlines.triage")["value"] == 3


@pytest.mark.usefixtures("first")
def test_a_version_that_is_not_there_is_not_found(get):
    assert get(f"/versions/{new_id()}")["code"] == "not_found"
    assert get("?community=nowhere")["code"] == "not_found"


def test_before_a_charter_is_adopted_there_is_none(get):
    assert get("")["code"] == "no_charter"
