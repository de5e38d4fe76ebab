"""Groups of people who lie near each other, the same ones for the same votes."""

from dataclasses import dataclass

import numpy as np

from comity.consultation.engine.opinion_space import DIGITS, Floats, Whole
from comity.consultation.rules.opinion_figures import SMALLEST_GROUP

ENOUGH_VOTES = 7
FEWEST_PLACED = 15
"""If fewer people have voted enough, those who voted most are taken with them."""

MOST_GROUPS = 5
PEOPLE_A_GROUP = 12
"""One more group may be tried for every so many people."""

SAMPLE = 1000
"""People at most among whom the number of groups is chosen."""

STEPS = 100
GROUPS = 2
"""It takes two to be groups."""


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """Who belongs to which group.

    Attributes:
        labels: one a placed person, 0 being the largest group; empty if there are no groups.
        centres: one a group.
        silhouettes: how well the people lie within their groups, by the number of groups tried.
    """

    labels: Whole
    centres: Floats
    silhouettes: dict[int, float]


def placed(counts: Whole, statements: int) -> Whole:
    """Choose whose votes suffice to be placed: rows, ascending.

    Args:
        counts: votes a person.
        statements: how many there are.
    """
    enough = min(ENOUGH_VOTES, statements)
    most_first = np.argsort(-counts, kind="stable")
    many = max(FEWEST_PLACED, int(np.count_nonzero(counts >= enough)))
    return np.sort(most_first[:many])


def group(points: Floats) -> Grouping:
    """Group points: their number by silhouette on a sample, then everybody.

    A group of fewer than five is dissolved into its neighbours. If fewer than two groups are
    left for every number tried, there are none.
    """
    order = np.lexsort((points[:, 1], points[:, 0]))
    ordered = points[order]
    sample = ordered[spaced(len(ordered), SAMPLE)]
    silhouettes: dict[int, float] = {}
    best: tuple[float, Floats] | None = None
    for many in range(GROUPS, most_groups(len(points)) + 1):
        labels, centres = nearest_means(sample, many)
        if len(centres) < GROUPS:
            continue
        width = silhouette(sample, labels)
        silhouettes[many] = round(width, DIGITS)
        if best is None or silhouettes[many] > best[0]:
            best = (silhouettes[many], centres)
    if best is None:
        return nobody(silhouettes)
    labels, centres = settled(ordered, best[1])
    if len(centres) < GROUPS:
        return nobody(silhouettes)
    back = np.empty(len(points), dtype=np.int64)
    back[order] = labels
    return Grouping(labels=back, centres=np.round(centres, DIGITS) + 0.0, silhouettes=silhouettes)


def nobody(silhouettes: dict[int, float]) -> Grouping:
    """Say that there are no groups."""
    return Grouping(
        labels=np.zeros(0, dtype=np.int64), centres=np.zeros((0, 2)), silhouettes=silhouettes
    )


def most_groups(people: int) -> int:
    """Tell how many groups are tried at most; below two if there are too few people for two."""
    if people < GROUPS * SMALLEST_GROUP:
        return 0
    return min(MOST_GROUPS, GROUPS + people // PEOPLE_A_GROUP, people // SMALLEST_GROUP)


def spaced(many: int, most: int) -> Whole:
    """Choose so many places at equal distances, all of them if there are no more."""
    if many <= most:
        return np.arange(many)
    return (np.arange(most) * many) // most


def nearest_means(points: Floats, many: int) -> tuple[Whole, Floats]:
    """Group points by k-means from fixed beginnings; the closest result counts.

    Args:
        points: in lexical order.
        many: groups to begin with; fewer come out where small ones were dissolved.
    """
    results = [settled(points, beginning) for beginning in beginnings(points, many)]
    return min(results, key=lambda one: (-len(one[1]), inertia(points, *one)))


def inertia(points: Floats, labels: Whole, centres: Floats) -> float:
    """Sum the squared distances of all points from their centres."""
    return round(float(np.sum((points - centres[labels]) ** 2)), DIGITS)


def beginnings(points: Floats, many: int) -> list[Floats]:
    """Give fixed first centres: spread along either axis, and far from each other."""
    found = []
    for axis in range(points.shape[1]):
        ranked = points[np.lexsort((points[:, 1 - axis], points[:, axis]))]
        found.append(ranked[((2 * np.arange(many) + 1) * len(points)) // (2 * many)])
    middle = np.mean(points, axis=0)
    chosen = [int(np.argmax(np.sum((points - middle) ** 2, axis=1)))]
    gap = np.full(len(points), np.inf)
    while len(chosen) < many:
        gap = np.minimum(gap, np.sum((points - points[chosen[-1]]) ** 2, axis=1))
        chosen.append(int(np.argmax(gap)))
    found.append(points[chosen])
    return found


def settled(points: Floats, centres: Floats) -> tuple[Whole, Floats]:
    """Move the centres until nothing changes, dissolve small groups, and name the largest first."""
    centres = np.unique(centres, axis=0)
    while True:
        labels = nearest(points, centres)
        for _ in range(STEPS):
            moved = middles(points, labels, centres)
            again = nearest(points, moved)
            still = np.array_equal(again, labels)
            labels, centres = again, moved
            if still:
                break
        sizes = np.bincount(labels, minlength=len(centres))
        if len(centres) == 1 or sizes.min() >= SMALLEST_GROUP:
            break
        centres = np.delete(centres, int(np.argmin(sizes)), axis=0)
    order = np.lexsort((centres[:, 1], centres[:, 0], -sizes))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[labels], centres[order]


def nearest(points: Floats, centres: Floats) -> Whole:
    """Give each point the nearest centre, the first of equal ones."""
    gaps = np.stack([np.sum((points - centre) ** 2, axis=1) for centre in centres], axis=1)
    found: Whole = np.argmin(np.round(gaps, DIGITS), axis=1)
    return found


def middles(points: Floats, labels: Whole, centres: Floats) -> Floats:
    """Give the middle of each group; a centre without people stays where it is."""
    many = np.bincount(labels, minlength=len(centres))
    sums = np.stack(
        [np.bincount(labels, weights=column, minlength=len(centres)) for column in points.T],
        axis=1,
    )
    return np.where(many[:, None] > 0, sums / np.maximum(many, 1)[:, None], centres)


def silhouette(points: Floats, labels: Whole) -> float:
    """Give the mean silhouette (Rousseeuw, 1987): 1 is far apart, 0 is no groups at all."""
    gaps = np.sqrt(np.maximum(np.sum((points[:, None, :] - points[None, :, :]) ** 2, axis=2), 0.0))
    many = np.bincount(labels)
    sums = np.stack([gaps[:, labels == one].sum(axis=1) for one in range(len(many))], axis=1)
    rows = np.arange(len(points))
    own = sums[rows, labels] / np.maximum(many[labels] - 1, 1)
    others = sums / many
    others[rows, labels] = np.inf
    other = others.min(axis=1)
    larger = np.maximum(own, other)
    return float(np.mean(np.where(larger > 0, (other - own) / np.where(larger > 0, larger, 1), 0)))
