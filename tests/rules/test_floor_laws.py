"""Laws that hold for every code, whatever is written in it."""

from dataclasses import replace
from functools import reduce
from itertools import pairwise

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from comity.codes.rules.floor import contradictions, findings
from comity.codes.rules.provisions import Code, Vocabulary
from comity.codes.rules.regions import Layout
from comity.codes.rules.strictest import effective, resolve
from tests.rules.codes import (
    MADE_UP,
    VOCABULARY,
    anything,
    chains,
    floors,
    overlays,
    raised,
    tightened,
    wild_codes,
    wild_levels,
    wild_vocabularies,
)

SAMPLE = 400


def joined(levels):
    return reduce(Vocabulary.joined, (names for _, names in levels))


def protects(code):
    """Say what a code protects, however it is written: by name, what holds of which leaves."""
    layout = Layout(VOCABULARY)
    settled = effective(code, code, VOCABULARY)
    return {
        one.id: (one.modality, layout.region(one), one.exceptions, one.parameters)
        for one in settled.provisions
        if one.structured and not one.derogable
    }


def found(floor, local):
    """Name findings by what they are about; a side that was turned is one of the clashes."""
    return {
        (one.floor_id, one.local_id, "clash" if one.dimension == "side" else one.dimension)
        for one in findings(floor, local, VOCABULARY)
    }


def respelled(code):
    """Write a code otherwise: in another order, with leaves instead of what stands over them."""
    leaves = VOCABULARY.behaviours.leaves()
    return Code(
        tuple(
            replace(
                one,
                behaviours=frozenset().union(
                    *(leaves.get(name, frozenset({name})) for name in one.behaviours)
                ),
            )
            for one in reversed(code.provisions)
        )
    )


@given(anything)
def test_every_code_is_at_its_own_height(code):
    assert findings(code, code, VOCABULARY) == ()


@given(wild_levels)
def test_every_code_is_at_its_own_height_whatever_its_names(level):
    code, names = level
    assert findings(code, code, names) == ()


@given(floors, floors, floors)
def test_above_what_is_above_is_above(low, middle, high):
    # Raised copies make the premise true often, so that the law is really tried.
    for upper in (high, effective(middle, high, VOCABULARY)):
        for between in (middle, effective(low, middle, VOCABULARY)):
            if not findings(low, between, VOCABULARY) and not findings(between, upper, VOCABULARY):
                assert findings(low, upper, VOCABULARY) == ()


@given(floors, floors)
def test_two_codes_that_are_above_each_other_protect_the_same(one, other):
    for second in (other, respelled(one), effective(one, other, VOCABULARY)):
        if not findings(one, second, VOCABULARY) and not findings(second, one, VOCABULARY):
            assert protects(one) == protects(second)


@given(floors)
def test_a_code_written_otherwise_is_neither_above_nor_below(code):
    assert findings(code, respelled(code), VOCABULARY) == ()
    assert findings(respelled(code), code, VOCABULARY) == ()


@given(anything, anything)
def test_what_binds_is_never_below_the_floor(floor, local):
    assert findings(floor, effective(floor, local, VOCABULARY), VOCABULARY) == ()


@given(wild_levels, wild_levels)
def test_whatever_a_code_says_what_binds_is_never_below_the_floor(floor, local):
    names = joined([floor, local])
    resolution = resolve([floor, local])
    assert findings(floor[0], resolution.code, names) == ()
    assert findings(floor[0], effective(floor[0], local[0], names), names) == ()


@settings(max_examples=100)
@given(chains)
def test_over_any_depth_what_binds_stays_at_or_above_every_level(levels):
    names = joined(levels)
    steps = [
        resolve([(code, names) for code, _ in levels[: depth + 1]]) for depth in range(len(levels))
    ]
    for depth, above in enumerate(steps):
        for step in steps[depth:]:
            assert findings(above.code, step.code, names) == ()
    assert findings(levels[0][0], steps[-1].code, names) == ()


@settings(max_examples=100)
@given(chains)
def test_going_on_from_what_binds_above_comes_to_the_same(levels):
    assert resolve(levels, resolve(levels[:1])) == resolve(levels)
    named = [(code, joined(levels)) for code, _ in levels]
    assert resolve(named, resolve(named[:1])) == resolve(named)


@given(floors, st.lists(anything, min_size=2, max_size=4))
def test_what_binds_is_never_below_any_level_above(floor, locals_):
    levels = [(code, VOCABULARY) for code in (floor, *locals_)]
    steps = [resolve(levels[: depth + 1]).code for depth in range(len(levels))]
    for depth, above in enumerate(steps):
        for step in steps[depth:]:
            assert findings(above, step, VOCABULARY) == ()
    assert len(levels) >= 3


@given(anything, anything)
def test_resolving_twice_changes_nothing(floor, local):
    once = effective(floor, local, VOCABULARY)
    assert effective(floor, once, VOCABULARY).provisions == once.provisions


@given(wild_levels, wild_levels)
def test_resolving_twice_changes_nothing_whatever_a_code_says(floor, local):
    names = joined([floor, local])
    once = effective(floor[0], local[0], names)
    assert effective(floor[0], once, names).provisions == once.provisions


@given(floors)
def test_a_stricter_local_code_is_never_a_finding(floor):
    assert findings(floor, raised(floor), VOCABULARY) == ()


@given(floors, overlays, st.data())
def test_adding_a_stricter_local_rule_never_produces_a_finding(floor, local, data):
    kept = {one.id for one in local.provisions}
    before = found(floor, local)
    for one in floor.provisions:
        if not one.structured:
            continue
        rule = data.draw(tightened(one))
        if data.draw(st.booleans()) or rule.id in kept:
            rule = replace(rule, id=f"our-{one.id}", refines=one.id)
        more = Code((*local.provisions, rule), overlay=True)
        assert found(floor, more) <= before


@given(floors, overlays)
def test_what_an_overlay_adds_above_the_floor_is_heeded(floor, local):
    if not findings(floor, local, VOCABULARY):
        levels = [(floor, VOCABULARY), (local, VOCABULARY)]
        structured = {one.id for one in local.provisions if one.structured}
        origins = {name for one in resolve(levels).provisions for _, name in one.origins}
        assert structured <= origins


@given(wild_vocabularies(), st.sampled_from(MADE_UP))
def test_whoever_names_behaviour_names_all_below_it(names, behaviour):
    tree = names.behaviours
    for name in (*MADE_UP, "nowhere"):
        if behaviour in tree.path(name):
            assert tree.covered({name}) <= tree.covered({behaviour})
    assert tree.covered({behaviour})


@given(wild_vocabularies(), wild_vocabularies(), st.sampled_from(MADE_UP))
def test_no_community_takes_anything_out_of_a_name_of_the_floor(above, below, behaviour):
    joint = above.joined(below).behaviours
    assert above.behaviours.covered({behaviour}) <= joint.covered({behaviour})


@given(wild_codes(), wild_vocabularies())
def test_every_contradiction_comes_with_somebody_of_whom_both_speak(code, names):
    layout = Layout(names)
    regions = {one.id: layout.region(one) for one in code.provisions if one.structured}
    for one in contradictions(code, names):
        witness = one.witness
        place = (witness.behaviour, witness.actor, witness.space)
        axes = ("behaviours", "actors", "spaces")
        for axis, leaf in zip(axes, place, strict=True):
            assert leaf in getattr(regions[one.floor_id], axis)
            if one.dimension == "clash":
                assert leaf in getattr(regions[one.local_id], axis)


def look_at(seen, strategy, sample=SAMPLE):
    """Collect what a strategy makes, always the same."""

    @settings(
        max_examples=sample,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def look(made):
        seen.append(made)

    look()
    assert len(seen) >= sample / 2


def test_at_least_a_fifth_of_the_pairs_have_findings():
    """Otherwise the laws above would hold of codes that never meet."""
    seen = []
    look_at(seen, st.tuples(floors, overlays))
    with_findings = [bool(findings(floor, local, VOCABULARY)) for floor, local in seen]
    assert sum(with_findings) / len(seen) >= 0.2


def test_chains_are_three_deep_and_a_fifth_of_their_pairs_have_findings():
    seen = []
    look_at(seen, chains, SAMPLE // 4)
    assert min(len(levels) for levels in seen) >= 3
    pairs = [
        bool(findings(above[0], below[0], joined(levels)))
        for levels in seen
        for above, below in pairwise(levels)
    ]
    assert sum(pairs) / len(pairs) >= 0.2
    trees = [names.behaviours for levels in seen for _, names in levels]
    circles = [any(name in one.path(up) for name, up in one.parents.items()) for one in trees]
    nowhere = ["nowhere" in one.parents.values() for one in trees]
    assert min(sum(circles), sum(nowhere)) / len(trees) >= 0.2


def test_codes_above_each_other_are_met_often_enough():
    seen = []
    look_at(seen, st.tuples(floors, floors))
    mutual = [
        (one, second)
        for one, other in seen
        for second in (other, respelled(one), effective(one, other, VOCABULARY))
        if second != one
        and not findings(one, second, VOCABULARY)
        and not findings(second, one, VOCABULARY)
    ]
    assert len(mutual) >= SAMPLE / 5
