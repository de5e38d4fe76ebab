"""How sure the groups are: drawn again and again from people chosen by lot from the same ones."""

import random
from typing import Any

import numpy as np

from comity.consultation.engine.opinion import located
from comity.consultation.engine.opinion_groups import group, nearest
from comity.consultation.engine.opinion_space import DIGITS, Whole, axes, matrix, project
from comity.consultation.rules.opinion_input import Published

TIMES = 100
MOST_PLACES = 2_000_000
"""People times repetitions at most; large rounds are repeated less often, and vary less."""

FEWEST_TIMES = 10
LOW = 10
"""Percent of repetitions that agree less than the lower figure."""


def stability(published: Published, *, times: int | None = None) -> dict[str, Any]:
    """Repeat the map with people drawn with replacement, and compare the groups.

    The seed is the hash of the votes and the number of the repetition: everybody who repeats it
    gets the same figures. Agreement is the adjusted Rand index: 1 is the same groups, 0 is what
    chance would give.

    Returns: ``times``, ``mean`` and ``low`` (nine in ten repetitions agree more); the latter two
    are null where there are no groups.
    """
    votes = matrix(published)
    rows, found, _ = located(votes)
    if not len(found.centres):
        return {"times": 0, "mean": None, "low": None}
    repeated = times or max(FEWEST_TIMES, min(TIMES, MOST_PLACES // votes.people))
    seed = published.digest()
    indices = []
    for turn in range(repeated):
        weights = drawn(f"{seed}:{turn}", votes.people)
        points = project(votes, axes(votes, weights))[rows]
        chosen = np.repeat(points, weights[rows].astype(np.int64), axis=0)
        again = group(chosen)
        labels = nearest(points, again.centres) if len(again.centres) else np.zeros(len(rows), int)
        indices.append(agreement(found.labels, labels))
    return {
        "times": repeated,
        "mean": round(float(np.mean(indices)), DIGITS),
        "low": round(float(sorted(indices)[(repeated * LOW) // 100]), DIGITS),
    }


def drawn(seed: str, people: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Draw as many people as there are, with replacement, and count each.

    From Python's own generator, whose numbers are the same in every version.
    """
    chance = random.Random(seed)  # noqa: S311, everybody must be able to repeat it
    picks = [int(chance.random() * people) for _ in range(people)]
    return np.bincount(picks, minlength=people).astype(np.float64)


def agreement(one: Whole, other: Whole) -> float:
    """Give the adjusted Rand index of two groupings (Hubert and Arabie, 1985)."""
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    together = pairs(table)
    rows, columns = pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    by_chance = rows * columns / pairs(np.array([len(one)]))
    most = (rows + columns) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def pairs(counts: np.ndarray[Any, Any]) -> float:
    """Count the pairs within each of these sets."""
    return float(np.sum(counts * (counts - 1) / 2))
