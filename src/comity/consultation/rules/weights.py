"""Weights that describe opinion as if every group had taken part in its true share.

They describe, and nothing else: no vote and no decision may be counted with them, because they
cannot make up for people who were not there. A test keeps them out of decisions and ballots.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST = 5.0
"""No answer counts more than so many times as much as another."""

MOST_TURNS = 1000
CLOSE_ENOUGH = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A weight for each answer, and how much can be made of them.

    Attributes:
        values: in the order of the answers; their mean is 1.
        effective: as many answers that all count alike would tell as much (Kish, 1965).
        converged: whether all shares were met before the weights were trimmed.
        turns: how often all shares were adjusted.
        trimmed: whether some weights were cut.
        off: the largest difference that is left between a share and the one aimed at.
        absent: groups without anybody, which no weight can bring in, by dimension.
    """

    values: tuple[float, ...]
    effective: float
    converged: bool
    turns: int
    trimmed: bool
    off: float
    absent: Mapping[str, tuple[str, ...]]


def rake(
    answers: Sequence[Mapping[str, str]],
    shares: Mapping[str, Mapping[str, float]],
    *,
    most: float = MOST,
) -> Weights:
    """Weigh answers until each group counts by its share (Deming and Stephan, 1940).

    Whoever did not say their group in a dimension, or named one without a share, keeps the weight
    they have as far as it goes.

    Args:
        answers: the group of each person by dimension, as far as they said it.
        shares: of the people concerned, by dimension and group.
        most: how many times as much as another an answer may count, at least 1.
    """
    goals, absent = _goals(answers, shares)
    if not answers:
        return Weights(
            values=(), effective=0.0, converged=True, turns=0, trimmed=False, off=0.0, absent=absent
        )
    values = [1.0] * len(answers)
    turns, off = 0, _off(values, answers, goals)
    while off > CLOSE_ENOUGH and turns < MOST_TURNS:
        for dimension, goal in goals.items():
            _adjust(values, answers, dimension, goal)
        turns += 1
        off = _off(values, answers, goals)
    converged = off <= CLOSE_ENOUGH
    cut, trimmed = _trimmed(values, most)
    return Weights(
        values=tuple(cut),
        effective=effective(cut),
        converged=converged,
        turns=turns,
        trimmed=trimmed,
        off=_off(cut, answers, goals),
        absent=absent,
    )


def effective(values: Sequence[float]) -> float:
    """Say how many answers of equal weight tell as much (Kish, Survey Sampling, 1965, 11.7)."""
    squares = sum(value * value for value in values)
    return sum(values) ** 2 / squares if squares else 0.0


def _goals(
    answers: Sequence[Mapping[str, str]], shares: Mapping[str, Mapping[str, float]]
) -> tuple[dict[str, dict[str, float]], dict[str, tuple[str, ...]]]:
    """Give the share that each present group should have of those who said one."""
    goals: dict[str, dict[str, float]] = {}
    absent: dict[str, tuple[str, ...]] = {}
    for dimension, wanted in shares.items():
        present = {answer.get(dimension) for answer in answers}
        met = {name: share for name, share in wanted.items() if share and name in present}
        missing = tuple(sorted(name for name, share in wanted.items() if share and name not in met))
        if missing:
            absent[dimension] = missing
        if met:
            whole = sum(met.values())
            goals[dimension] = {name: share / whole for name, share in met.items()}
    return goals, absent


def _sums(
    values: Sequence[float],
    answers: Sequence[Mapping[str, str]],
    dimension: str,
    goal: Mapping[str, float],
) -> Mapping[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for value, answer in zip(values, answers, strict=True):
        name = answer.get(dimension)
        if name is not None and name in goal:
            sums[name] += value
    return sums


def _adjust(
    values: list[float],
    answers: Sequence[Mapping[str, str]],
    dimension: str,
    goal: Mapping[str, float],
) -> None:
    """Give every group of one dimension its share of what those weigh who said theirs."""
    sums = _sums(values, answers, dimension, goal)
    whole = sum(sums.values())
    factors = {name: goal[name] * whole / weight for name, weight in sums.items()}
    for place, answer in enumerate(answers):
        values[place] *= factors.get(answer.get(dimension, ""), 1.0)


def _off(
    values: Sequence[float],
    answers: Sequence[Mapping[str, str]],
    goals: Mapping[str, Mapping[str, float]],
) -> float:
    worst = 0.0
    for dimension, goal in goals.items():
        sums = _sums(values, answers, dimension, goal)
        whole = sum(sums.values())
        worst = max(worst, *(abs(sums[name] / whole - share) for name, share in goal.items()))
    return worst


def _trimmed(values: Sequence[float], most: float) -> tuple[list[float], bool]:
    """Cut weights so that the largest is at most so many times the smallest, with mean 1."""
    mean = sum(values) / len(values)
    scaled = [value / mean for value in values]
    if max(scaled) <= most * min(scaled):
        return scaled, False
    # The mean of the cut weights grows with the lower bound, so halving finds where it is 1.
    low, high = 1 / most, 1.0
    for _turn in range(100):
        middle = (low + high) / 2
        if sum(min(max(value, middle), most * middle) for value in scaled) > len(scaled):
            high = middle
        else:
            low = middle
    return [min(max(value, low), most * low) for value in scaled], True
