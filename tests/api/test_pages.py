"""Long lists come a page at a time, all in one shape."""

import pytest

from comity.api.app import api
from tests.factories.communities import CommunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three places; the movement above them stands first."""
    return [CommunityFactory(slug=slug) for slug in ("alder", "birch", "cedar")]


@pytest.fixture
def ask(client):
    def ask(path="communities", **asked):
        return client.get(f"/api/v1/{path}", asked)

    return ask


def slugs(answer):
    return [one["slug"] for one in answer.json()["items"]]


def test_pages_follow_each_other_until_the_last(ask, three):
    first = ask(limit=3)
    assert slugs(first) == ["movement", "alder", "birch"]
    second = ask(limit=3, after=first.json()["next"])
    assert (slugs(second), second.json()["next"]) == (["cedar"], None)


def test_what_comes_meanwhile_moves_no_page(ask, three):
    mark = ask(limit=2).json()["next"]
    CommunityFactory(slug="aaron")
    assert slugs(ask(limit=1, after=mark)) == ["birch"]


def test_a_whole_last_page_leads_nowhere(ask, three):
    assert ask(limit=4).json()["next"] is None


def test_a_row_that_is_gone_is_no_place_to_go_on_from(ask, three):
    mark = ask(limit=2).json()["next"]
    three[0].delete()
    answer = ask(limit=1, after=mark)
    assert (answer.status_code, answer.json()["code"]) == (422, "place_gone")


@pytest.mark.parametrize("mark", ["x", "é", "====", "QUJD", "a" * 1001])
def test_a_mark_that_no_list_gave_is_refused(ask, three, mark):
    assert ask(after=mark).status_code == 422


def test_a_mark_of_another_list_is_refused(ask, three):
    mark = ask(limit=1).json()["next"]
    assert ask("bodies", after=mark).json()["code"] == "place_gone"


@pytest.mark.parametrize("limit", [0, 101, "many"])
def test_a_page_holds_one_to_a_hundred(ask, limit):
    assert ask(limit=limit).status_code == 422


def test_every_list_comes_in_pages():
    """No operation answers with a bare list; whatever has items has a next, and takes a limit."""
    described = api.get_openapi_schema()
    shapes, lists = described["components"]["schemas"], 0
    for path, methods in described["paths"].items():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                shape = shape_of(answer, shapes)
                assert shape.get("type") != "array", path
                if status >= 400 or "items" not in shape.get("properties", {}):
                    continue
                asked = {one["name"] for one in operation.get("parameters", [])}
                if "after" in asked:
                    lists += 1
                    assert "next" in shape["properties"], path
                    assert "limit" in asked, path
    assert lists == 35


def shape_of(answer, shapes):
    shape = answer.get("content", {}).get("application/json", {}).get("schema", {})
    name = shape.get("$ref", "").rpartition("/")[2]
    return shapes[name] if name else shape
