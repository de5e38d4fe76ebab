"""Chances for a panel: within the quotas, and the smallest as large as can be."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from comity.consultation.engine.lot import Relaxed, lots
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import (
    PARTS,
    Quota,
    Ticket,
    chances,
    check_quotas,
    draw,
    missed,
    pool_hash,
    types_of,
)

LANGUAGES, TENURES = ("ar", "en", "sw"), ("new", "old")
tickets = st.lists(
    st.tuples(st.sampled_from(LANGUAGES), st.sampled_from(TENURES)), min_size=3, max_size=12
).map(
    lambda said: [
        Ticket(f"T{number:02d}", {"language": language, "tenure": tenure})
        for number, (language, tenure) in enumerate(said)
    ]
)
bounds = st.tuples(st.integers(0, 2), st.integers(1, 3)).map(lambda two: (two[0], sum(two)))


@st.composite
def lotteries(draw_from):
    pool = draw_from(tickets)
    seats = draw_from(st.integers(1, min(5, len(pool))))
    quotas = [
        Quota(dimension, category, *draw_from(bounds))
        for dimension, categories in ((Dimension.LANGUAGE, LANGUAGES), (Dimension.TENURE, TENURES))
        for category in categories
    ]
    return pool, tuple(sorted(quotas)), seats


def _every_panel(pool, quotas, seats):
    """Give every make-up of a panel within the quotas, by counting all there are."""
    types = types_of(pool)
    for members in product(*(range(min(len(ids), seats) + 1) for ids in types.values())):
        if sum(members) == seats:
            panel = [
                Ticket("", dict(answers))
                for answers, many in zip(types, members, strict=True)
                for _ in range(many)
            ]
            if not missed(quotas, panel):
                yield members


def _largest_smallest(panels, people):
    """Solve the lottery over every panel there is, as one program."""
    columns = np.array(panels, dtype=float).T
    counted = [place for place, row in enumerate(columns) if row.any()]
    rows = np.hstack([-columns[counted], np.array(people, dtype=float)[counted].reshape(-1, 1)])
    done = linprog(
        [0.0] * len(panels) + [-1.0],
        A_ub=rows,
        b_ub=[0.0] * len(counted),
        A_eq=[[1.0] * len(panels) + [0.0]],
        b_eq=[1.0],
    )
    return -done.fun, {place for place in range(len(people)) if place not in counted}


@given(lotteries())
@settings(max_examples=60, deadline=None)
def test_the_smallest_chance_is_the_largest_that_any_lottery_gives(lottery):
    pool, _quotas, seats = lottery
    panels = list(_every_panel(*lottery))
    found = lots(*lottery)
    if not panels:
        assert isinstance(found, Relaxed)
        return
    smallest, never = _largest_smallest(panels, [len(ids) for ids in types_of(pool).values()])
    assert set(found.never) == never
    assert {mix.members for mix in found.mixes} <= set(panels)
    assert sum(mix.parts for mix in found.mixes) == PARTS
    assert all(mix.parts >= 0 for mix in found.mixes)
    told = chances(found, pool)
    counted = [
        told[ids[0]]
        for place, ids in enumerate(types_of(pool).values())
        if place not in found.never
    ]
    assert min(counted) == pytest.approx(smallest, abs=1e-7)
    assert sum(told.values()) == pytest.approx(seats)


@given(lotteries())
@settings(max_examples=60, deadline=None)
def test_relaxed_quotas_can_be_kept_and_no_smaller_change_would_do(lottery):
    pool, quotas, seats = lottery
    found = lots(*lottery)
    if not isinstance(found, Relaxed):
        return
    assert found.changed
    assert list(_every_panel(pool, found.quotas, seats))
    cost = sum(
        (old.least - new.least) + (new.most - old.most)
        for old, new in zip(quotas, found.quotas, strict=True)
    )
    for old, new in zip(quotas, found.quotas, strict=True):
        assert 0 <= new.least <= old.least
        assert new.most >= old.most
    # A panel that misses its quotas by fewer members would be a smaller change.
    every = _every_panel(pool, (), seats)
    types = list(types_of(pool))
    smallest = min(
        missed(
            quotas,
            [Ticket("", dict(types[at])) for at, many in enumerate(one) for _ in range(many)],
        )
        for one in every
    )
    assert cost == smallest


@given(lotteries(), st.binary(min_size=32, max_size=32))
@settings(max_examples=30, deadline=None)
def test_every_draw_keeps_the_quotas_and_comes_out_the_same_twice(lottery, seed):
    pool, quotas, seats = lottery
    found = lots(*lottery)
    if isinstance(found, Relaxed):
        return
    assert lots(list(reversed(pool)), quotas, seats) == found
    fixed = pool_hash(pool, quotas, seats)
    panel = draw(found, pool, seed=seed, fixed=fixed, beacon="")
    assert draw(found, list(reversed(pool)), seed=seed, fixed=fixed, beacon="") == panel
    assert len(set(panel)) == seats
    assert missed(quotas, [one for one in pool if one.id in panel]) == 0


def test_everybody_is_as_likely_where_there_are_no_quotas():
    pool = [Ticket(f"T{number}", {"language": "en"}) for number in range(10)]
    found = lots(pool, (), 4)
    assert set(chances(found, pool).values()) == {0.4}


def test_somebody_whom_no_panel_can_have_is_named_and_the_others_are_as_likely_as_can_be():
    pool = [Ticket(f"T{number}", {"language": "en"}) for number in range(6)]
    pool.append(Ticket("T9", {"language": "sw"}))
    quotas = check_quotas(
        [Quota(Dimension.LANGUAGE, "en", 0, 9), Quota(Dimension.LANGUAGE, "sw", 0, 0)], 3
    )
    found = lots(pool, quotas, 3)
    assert [found.types[place]["language"] for place in found.never] == ["sw"]
    assert chances(found, pool)["T9"] == 0
    assert chances(found, pool)["T0"] == pytest.approx(0.5)


def test_nobody_is_as_good_as_chosen_who_does_not_have_to_be():
    # The ten have one seat, so the smallest chance is a tenth however the rest is shared.
    pool = [Ticket(f"A{number}", {"language": "ar", "tenure": "old"}) for number in range(10)]
    pool += [Ticket(f"N{number}", {"language": "en", "tenure": "new"}) for number in range(3)]
    pool += [Ticket(f"O{number}", {"language": "en", "tenure": "old"}) for number in range(3)]
    told = chances(lots(pool, check_quotas([Quota(Dimension.LANGUAGE, "ar", 0, 1)], 4), 4), pool)
    assert told["A0"] == pytest.approx(0.1, abs=1e-6)
    assert told["N0"] == pytest.approx(0.5, abs=1e-6)
    assert told["O0"] == pytest.approx(0.5, abs=1e-6)


def test_quotas_that_cross_are_answered_with_what_would_do():
    pool = [Ticket(f"T{number}", {"language": "en", "tenure": "old"}) for number in range(5)]
    pool += [Ticket("T8", {"language": "ar", "tenure": "old"})]
    quotas = check_quotas(
        [
            Quota(Dimension.LANGUAGE, "ar", 2, 3),
            Quota(Dimension.LANGUAGE, "en", 0, 3),
            Quota(Dimension.TENURE, "new", 1, 3),
        ],
        3,
    )
    found = lots(pool, quotas, 3)
    assert isinstance(found, Relaxed)
    assert found.changed == (
        Quota(Dimension.LANGUAGE, "ar", 1, 3),
        Quota(Dimension.TENURE, "new", 0, 3),
    )
