"""How large the smallest chance in a lot can be at most, whoever draws it: a proof by weights.

Give every member of the pool a weight, so that all weights add up to one. The smallest chance is
then no larger than the expected weight of the panel, and that no larger than the weight of the
heaviest panel that keeps the quotas. Whatever weights are tried, this is a bound; looking for
better ones brings it down to the largest smallest chance there is. People who give the same answers
weigh the same, because exchanging them changes no quota. The panels of the engine are only where
the search for weights begins; the bound holds for whatever weights.
"""

from collections import Counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

FINE = 1e4
"""The solver is exact to a millionth; weights are told to it as so many times larger."""

ROUNDS = 2_000
"""Weights that are tried; the bound holds with however few."""


def bound(found, pool, quotas, seats, enough):
    """Give what no smallest chance exceeds, and how many weights were tried.

    Args:
        found: panels to begin with.
        pool: tickets.
        quotas: what every panel keeps.
        seats: of the panel.
        enough: a bound as low as this is not looked to be lowered.
    """
    sizes = Counter(tuple(sorted(one.answers.items())) for one in pool)
    types, size = list(sizes), np.array(list(sizes.values()))
    has = [
        [(str(quota.dimension), quota.category) in answers for answers in types] for quota in quotas
    ]
    kept = [
        LinearConstraint(
            np.array(has, float), [one.least for one in quotas], [one.most for one in quotas]
        ),
        LinearConstraint(np.ones((1, len(types))), seats, seats),
    ]
    order = [found.types.index(dict(answers)) for answers in types]
    panels = [np.array(mix.members)[order] / size for mix in found.mixes]
    lowest, tried = np.inf, 0
    while lowest > enough and tried < ROUNDS:
        weights = lightest(np.array(panels))
        heaviest = milp(
            -FINE * weights / size,
            constraints=kept,
            integrality=1,
            bounds=Bounds(0, size),
            options={"mip_rel_gap": 0},
        )
        # What the solver has proved, and not only the heaviest panel that it has found.
        lowest = min(lowest, -heaviest.mip_dual_bound / FINE)
        panels.append(np.round(heaviest.x) / size)
        tried += 1
    return lowest, tried


def lightest(panels):
    """Weigh people so that the heaviest of these panels is as light as can be."""
    count, types = panels.shape
    found = linprog(
        [*[0] * types, 1],
        A_ub=np.hstack([panels, -np.ones((count, 1))]),
        b_ub=np.zeros(count),
        A_eq=[[*[1] * types, 0]],
        b_eq=[1],
        bounds=(0, None),
    )
    weights = found.x[:types].clip(min=0)
    return weights / weights.sum()
