"""Figures say what was measured, and whether it is enough."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figure import Figure, percentile, timed


def figure(value):
    return Figure(name="main.planted", value=value, unit="ms", target=5, how="by hand")


@pytest.mark.parametrize(("value", "met"), [(4.9, True), (5, True), (5.1, False)])
def test_a_figure_is_met_up_to_its_target(value, met):
    assert json.loads(figure(value).line()) == {
        "name": "main.planted",
        "value": value,
        "unit": "ms",
        "target": 5,
        "met": met,
        "how": "by hand",
    }


def test_what_was_not_measured_is_neither_met_nor_missed():
    told = json.loads(figure(None).line())
    assert (told["value"], told["met"]) == (None, None)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_reached_by_no_less_than_its_share(values, share):
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values)


def test_time_is_measured_in_milliseconds():
    milliseconds, result = timed(lambda: sum(range(1000)))
    assert result == 499500
    assert 0 < milliseconds < 1000


def test_an_unknown_area_is_named():
    done = subprocess.run(
        [sys.executable, "-m", "bench", "planted"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "planted" in done.stderr
    assert "main" in done.stderr
