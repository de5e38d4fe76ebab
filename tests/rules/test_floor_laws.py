"""Laws that hold for every code, whatever is written in it."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from comity.codes.rules.floor import findings
from comity.codes.rules.strictest import effective, resolve
from tests.rules.codes import VOCABULARY, anything, floors, overlays, raised

SAMPLE = 400


@given(anything)
def test_every_code_is_at_its_own_height(code):
    assert findings(code, code, VOCABULARY) == ()


@given(floors, floors, floors)
def test_above_what_is_above_is_above(low, middle, high):
    # Raised copies make the premise true often, so that the law is really tried.
    for upper in (high, effective(middle, high, VOCABULARY)):
        for between in (middle, effective(low, middle, VOCABULARY)):
            if not findings(low, between, VOCABULARY) and not findings(between, upper, VOCABULARY):
                assert findings(low, upper, VOCABULARY) == ()


@given(anything, anything)
def test_what_binds_is_never_below_the_floor(floor, local):
    assert findings(floor, effective(floor, local, VOCABULARY), VOCABULARY) == ()


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


@given(floors)
def test_a_stricter_local_rule_is_never_a_finding(floor):
    assert findings(floor, raised(floor), VOCABULARY) == ()


@given(floors, overlays)
def test_what_an_overlay_adds_above_the_floor_is_heeded(floor, local):
    if not findings(floor, local, VOCABULARY):
        levels = [(floor, VOCABULARY), (local, VOCABULARY)]
        structured = {one.id for one in local.provisions if one.structured}
        origins = {name for one in resolve(levels).provisions for _, name in one.origins}
        assert structured <= origins


def test_at_least_a_fifth_of_the_pairs_have_findings():
    """Otherwise the laws above would hold of codes that never meet."""
    seen = []

    @settings(
        max_examples=SAMPLE,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(floors, overlays)
    def look(floor, local):
        seen.append(bool(findings(floor, local, VOCABULARY)))

    look()
    assert len(seen) >= SAMPLE / 2
    assert sum(seen) / len(seen) >= 0.2
