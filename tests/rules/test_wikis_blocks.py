from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.wikis.rules import (
    MOST_PAGES,
    Block,
    BlockOrder,
    Difference,
    closest,
    compare,
    standing,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ORDER = BlockOrder(account=7, reason="Decided", expires_at=NOW, pages=frozenset({12}))

moments = st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1))  # noqa: DTZ001 -- hypothesis adds the zone
orders = st.builds(
    BlockOrder,
    account=st.integers(1, 5),
    reason=st.text(),
    expires_at=moments,
    pages=st.frozensets(st.integers(1, 5), max_size=3),
    namespaces=st.frozensets(st.integers(0, 15), max_size=3),
    account_creation=st.booleans(),
    email=st.booleans(),
    autoblock=st.booleans(),
)


def placed(order, **changes):
    """Make the block that a wiki would make of an order."""
    facts = {
        name: getattr(order, name)
        for name in (
            *("account", "reason", "expires_at", "partial", "pages", "namespaces"),
            *("account_creation", "email", "own_talk_page", "autoblock"),
        )
    }
    return Block(**{"id": 1, "by": "Keeper", "placed_at": NOW, **facts, **changes})


@given(orders)
def test_a_block_placed_as_ordered_has_no_differences(order):
    assert compare(order, placed(order)) == frozenset()


@given(orders, orders)
def test_two_orders_are_alike_exactly_when_no_difference_is_found(one, other):
    same = replace(one, reason="") == replace(other, reason="")
    assert (compare(one, placed(other)) == frozenset()) is same


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"account": 8}, "account"),
        ({"partial": False}, "scope"),
        ({"pages": frozenset({13})}, "pages"),
        ({"namespaces": frozenset({1})}, "namespaces"),
        ({"actions": frozenset({"upload"})}, "actions"),
        ({"expires_at": None}, "expiry"),
        ({"expires_at": NOW + timedelta(seconds=1)}, "expiry"),
        ({"account_creation": False}, "account_creation"),
        ({"email": False}, "email"),
        ({"own_talk_page": False}, "own_talk_page"),
        ({"autoblock": True}, "autoblock"),
    ],
)
def test_each_difference_is_named(changes, difference):
    assert compare(ORDER, placed(ORDER, **changes)) == {Difference(difference)}


def test_a_block_that_is_not_there_is_absent():
    assert compare(ORDER, None) == {Difference.ABSENT}


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(NOW + timedelta(microseconds=999_999), id="parts of a second"),
        pytest.param(NOW.astimezone(timezone(timedelta(hours=5))), id="another time zone"),
    ],
)
def test_the_same_end_written_otherwise_is_no_difference(moment):
    assert compare(replace(ORDER, expires_at=moment), placed(ORDER)) == frozenset()


def test_another_reason_is_no_difference():
    assert compare(ORDER, placed(ORDER, reason="Something else")) == frozenset()


def test_the_block_asked_for_is_found_among_several():
    other, ours = placed(ORDER, id=1, pages=frozenset({99})), placed(ORDER, id=2)
    assert standing(ORDER, [other, ours]) == ours
    assert standing(ORDER, [other]) is None
    assert standing(ORDER, []) is None


def test_the_most_similar_block_is_compared():
    far = placed(ORDER, partial=False, pages=frozenset(), expires_at=None)
    near = placed(ORDER, expires_at=None)
    assert closest(ORDER, [far, near]) == {Difference.EXPIRY}
    assert closest(ORDER, []) == {Difference.ABSENT}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expires_at": datetime(2026, 1, 1)}, "time zone"),  # noqa: DTZ001 -- that is the mistake
        ({"pages": frozenset(range(MOST_PAGES + 1))}, "at most 10 pages"),
        ({"own_talk_page": False}, "own talk page"),
    ],
)
def test_an_order_that_no_wiki_could_carry_out_cannot_be_written(changes, words):
    with pytest.raises(ValueError, match=words):
        replace(ORDER, **changes)


def test_a_block_of_all_talk_pages_may_close_the_own_one():
    assert replace(ORDER, namespaces=frozenset({3}), own_talk_page=False).partial


def test_a_block_of_the_whole_wiki_may_close_the_own_talk_page():
    assert not replace(ORDER, pages=frozenset(), own_talk_page=False).partial


def test_every_part_of_an_order_is_compared():
    parts = {field.name for field in fields(BlockOrder)} - {"reason", "expires_at"}
    assert parts <= {difference.value for difference in Difference}
