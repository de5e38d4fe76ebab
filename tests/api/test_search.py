"""Search over the API."""

import pytest

from comity.search import actions
from tests.factories.bodies import BodyFactory
from tests.factories.codes import in_force
from tests.factories.communities import CommunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _something():
    in_force()
    BodyFactory(community=CommunityFactory(name="Heron wiki"), name="Heron panel", slug="panel")
    actions.rebuild()


def test_anybody_finds_rules_bodies_and_communities(client):
    answer = client.get("/api/v1/search", {"q": "heron"}).json()
    assert answer["counts"] == {"body": 1, "community": 1}
    assert (answer["total"], answer["next"], answer["more"]) == (2, None, False)
    first = answer["items"][0]
    assert (first["kind"], first["slug"], first["place"]) == ("body", "panel", "Heron wiki")


def test_one_kind_can_be_asked_for(client):
    answer = client.get("/api/v1/search", {"q": "heron", "kind": "community"}).json()
    assert [one["title"] for one in answer["items"]] == ["Heron wiki"]


def test_the_callers_language_comes_first(client):
    asked = {"q": "الجواب"}
    answer = client.get("/api/v1/search", asked, headers={"accept-language": "ar"}).json()
    assert answer["items"][0]["language"] == "ar"


@pytest.mark.parametrize(
    "asked",
    [{}, {"q": ""}, {"q": "a" * 151}, {"q": "a", "kind": "person"}, {"q": "a", "limit": 0}],
)
def test_what_does_not_fit_is_refused(client, asked):
    assert client.get("/api/v1/search", asked).status_code == 422


def test_nothing_found_is_an_empty_list(client):
    assert client.get("/api/v1/search", {"q": "zebra"}).json()["items"] == []
