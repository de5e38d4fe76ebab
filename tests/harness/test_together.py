"""Tests that begin with the same long work stay on one worker."""

from tests.harness.together import scope_of

AT_REST = "tests/journeys/test_at_rest.py::test_{}[{}]"


def test_everything_that_needs_the_served_sandbox_stays_together():
    served = "tests/harness/test_served.py::test_{}"
    assert scope_of(served.format("one")) == scope_of(served.format("other"))


def test_one_journey_is_made_for_each_database():
    kept, other = AT_REST.format("one", "sqlite"), AT_REST.format("other", "sqlite")
    assert scope_of(kept) == scope_of(other)
    assert scope_of(kept) != scope_of(AT_REST.format("one", "postgresql"))


def test_any_other_test_goes_to_whoever_is_free():
    alone = "tests/rules/test_floor.py::test_a_rule[movement]"
    assert scope_of(alone) == alone
