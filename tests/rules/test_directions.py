"""Which way a change goes, field by field and as a whole."""

from dataclasses import replace

import pytest
from hypothesis import given

from comity.codes.rules.direction import (
    Tendency,
    of_bounds,
    of_codes,
    of_fields,
    of_provisions,
    together,
)
from comity.codes.rules.floor import Dimension, findings
from comity.codes.rules.provisions import Code, Kind, Modality, Provision, Taxonomy, Vocabulary
from comity.kernel.order import Bound, Direction
from tests.rules.codes import VOCABULARY, floors, raised

UP, DOWN = Tendency.STRENGTHENING, Tendency.WEAKENING
NEITHER, SAME = Tendency.INCOMPARABLE, Tendency.SAME
SPEND = Provision(
    "answer",
    Kind.PROCEDURE,
    Modality.SHOULD,
    behaviours=frozenset({"harm"}),
    actors=frozenset({"newcomer"}),
    spaces=frozenset({"wiki"}),
    exceptions=frozenset({"quoting"}),
    parameters={"days": Bound(Direction.AT_MOST, 7, unit="days")},
)


@pytest.mark.parametrize(
    ("changes", "field", "tendency"),
    [
        ({"modality": Modality.MUST}, "modality", UP),
        ({"modality": Modality.MUST_NOT}, "modality", NEITHER),
        ({"derogable": True}, "derogable", DOWN),
        ({"behaviours": frozenset({"insult"})}, "behaviours", DOWN),
        ({"behaviours": frozenset({"harm", "care"})}, "behaviours", UP),
        ({"behaviours": frozenset({"care"})}, "behaviours", NEITHER),
        ({"actors": frozenset({"everyone"})}, "actors", UP),
        ({"spaces": frozenset({"event"})}, "spaces", NEITHER),
        ({"exceptions": frozenset()}, "exceptions", UP),
        ({"exceptions": frozenset({"art"})}, "exceptions", NEITHER),
        ({"parameters": {}}, "parameters.days", DOWN),
        (
            {"parameters": {"days": Bound(Direction.AT_MOST, 3, unit="days")}},
            "parameters.days",
            UP,
        ),
        (
            {"parameters": {"days": Bound(Direction.AT_LEAST, 7, unit="days")}},
            "parameters.days",
            NEITHER,
        ),
    ],
)
def test_each_field_tells_which_way_it_went(changes, field, tendency):
    assert of_fields(SPEND, replace(SPEND, **changes), VOCABULARY) == {field: tendency}
    back = {UP: DOWN, DOWN: UP}.get(tendency, tendency)
    assert of_fields(replace(SPEND, **changes), SPEND, VOCABULARY) == {field: back}


def test_two_ways_of_naming_the_same_leaves_are_no_change():
    spelled = replace(SPEND, behaviours=frozenset({"insult", "threat"}))
    assert of_fields(SPEND, spelled, VOCABULARY) == {}


def test_up_here_and_down_there_is_neither():
    mixed = replace(SPEND, modality=Modality.MUST, derogable=True)
    assert of_provisions(SPEND, mixed, VOCABULARY) is NEITHER
    assert together([UP, SAME, UP]) is UP
    assert together([]) is SAME


def test_what_is_added_strengthens_and_what_is_removed_weakens():
    assert of_provisions(None, SPEND, VOCABULARY) is UP
    assert of_provisions(SPEND, None, VOCABULARY) is DOWN
    assert of_provisions(None, None, VOCABULARY) is SAME


def test_words_that_nobody_structured_weigh_nothing_here():
    prose = Provision("answer")
    assert of_provisions(prose, replace(prose, kind=Kind.RIGHT), VOCABULARY) is SAME
    assert of_provisions(SPEND, prose, VOCABULARY) is DOWN
    assert of_provisions(prose, SPEND, VOCABULARY) is UP


def test_a_provision_under_a_new_id_is_compared_with_the_one_it_refines():
    renamed = replace(SPEND, id="swift", refines="answer", exceptions=frozenset())
    assert of_codes(Code((SPEND,)), Code((renamed,)), VOCABULARY) == {"answer": UP}


def test_only_what_changed_is_listed_for_a_code():
    before = Code((SPEND, replace(SPEND, id="gone"), replace(SPEND, id="kept")))
    after = Code((replace(SPEND, derogable=True), replace(SPEND, id="kept")))
    assert of_codes(before, after, VOCABULARY) == {"answer": DOWN, "gone": DOWN}


def test_a_number_of_another_unit_cannot_be_compared():
    days, hours = (Bound(Direction.AT_MOST, 7, unit=unit) for unit in ("days", "hours"))
    assert of_bounds(days, hours) is NEITHER
    assert of_bounds(None, days) is UP
    assert of_bounds(days, days) is SAME


def test_a_circle_of_names_stands_for_all_of_them():
    circle = Taxonomy({"a": "b", "b": "a", "leaf": "c", "c": "d", "d": "c", "self": "self"})
    assert circle.leaves() == {
        "a": frozenset("ab"),
        "b": frozenset("ab"),
        "c": frozenset({"leaf"}),
        "d": frozenset({"leaf"}),
        "leaf": frozenset({"leaf"}),
        "self": frozenset({"self"}),
    }
    one, other = (replace(SPEND, behaviours=frozenset(name)) for name in "ab")
    assert of_provisions(one, other, Vocabulary(behaviours=circle)) is SAME


@given(floors)
def test_a_code_made_stricter_never_weakens_anything(code):
    moved = of_codes(code, raised(code), VOCABULARY)
    assert set(moved.values()) <= {UP}
    back = of_codes(raised(code), code, VOCABULARY)
    assert back == dict.fromkeys(moved, DOWN)


@given(floors, floors)
def test_what_weakens_one_way_strengthens_the_other(before, after):
    turned = {UP: DOWN, DOWN: UP, NEITHER: NEITHER}
    there, back = of_codes(before, after, VOCABULARY), of_codes(after, before, VOCABULARY)
    assert back == {name: turned[one] for name, one in there.items()}


@given(floors, floors)
def test_only_a_provision_that_weakened_or_turned_away_falls_below(before, after):
    moved = of_codes(before, after, VOCABULARY)
    for one in findings(before, after, VOCABULARY):
        if one.dimension is not Dimension.CLASH:
            assert moved[one.floor_id] in {DOWN, NEITHER}
