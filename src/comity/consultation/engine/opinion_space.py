"""Two axes along which the votes of a round differ most, and where each person lies."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse

from comity.consultation.rules.opinion_input import Published

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
AXES = 2
DIGITS = 6
"""Decimals that are kept: what lies beyond differs between machines, and must decide nothing."""


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Votes as a sparse matrix, a row a person and a column a statement.

    Attributes:
        values: the votes; a pass is stored too, as zero.
        seen: the same places, all holding one.
    """

    values: Any
    seen: Any

    @property
    def people(self) -> int:
        """How many voted."""
        return int(self.values.shape[0])

    @property
    def statements(self) -> int:
        """How many they could vote on."""
        return int(self.values.shape[1])

    def counts(self) -> Whole:
        """Count the votes of each person, passes too."""
        counts: Whole = np.diff(self.values.indptr).astype(np.int64)
        return counts


def matrix(published: Published) -> Matrix:
    """Lay the votes out as a matrix."""
    column = {number: place for place, number in enumerate(published.statements)}
    places: list[int] = []
    values: list[int] = []
    starts = [0]
    for row in published.votes():
        places.extend(column[number] for number, _ in row)
        values.extend(value for _, value in row)
        starts.append(len(places))
    shape = (len(published.people), len(published.statements))
    where = np.array(places, dtype=np.int32)
    begins = np.array(starts, dtype=np.int32)
    return Matrix(
        values=sparse.csr_array((np.array(values, dtype=np.float32), where, begins), shape=shape),
        seen=sparse.csr_array((np.ones(len(places), dtype=np.float32), where, begins), shape=shape),
    )


@dataclass(frozen=True, kw_only=True)
class Space:
    """The axes of a matrix.

    Attributes:
        means: of each statement over those who saw it; zero where nobody did.
        axes: two rows of loadings, a column a statement.
        explained: share of all variance that each axis explains.
    """

    means: Floats
    axes: Floats
    explained: tuple[float, float]


def flat(statements: int) -> Space:
    """Give the space of votes in which there is no direction."""
    return Space(
        means=np.zeros(statements), axes=np.zeros((AXES, statements)), explained=(0.0, 0.0)
    )


def extremity(space: Space) -> Floats:
    """Tell how far from the middle somebody would lie who only disagreed with one statement."""
    reach = np.hypot(*space.axes) * np.abs(space.means + 1) * np.sqrt(len(space.means))
    found: Floats = np.round(reach, DIGITS)
    return found


def centred(votes: Matrix, means: Floats) -> Any:  # noqa: ANN401, scipy has no types
    """Take the mean of its statement from each vote: a missing vote is the mean, so it is zero."""
    data = votes.values.data - means[votes.values.indices]
    return sparse.csr_array((data, votes.values.indices, votes.values.indptr), votes.values.shape)


def axes(votes: Matrix, weights: Floats | None = None) -> Space:
    """Find the two principal axes.

    Only what is there is multiplied, so that memory grows with the votes and not with people
    times statements. The sign of an axis is chosen so that its largest loading is positive.

    Args:
        votes: of everybody.
        weights: how many times each person counts; once each unless told.
    """
    people = np.ones(votes.people) if weights is None else weights
    seen = votes.seen.T @ people
    means = (votes.values.T @ people) / np.where(seen > 0, seen, 1.0)
    moved = centred(votes, means)
    weighted = moved.copy()
    weighted.data = weighted.data * np.repeat(people, votes.counts())
    spread = np.asarray((moved.T @ weighted).todense(), dtype=np.float64)
    total = float(np.trace(spread))
    size = votes.statements
    loadings = np.zeros((AXES, size))
    explained = [0.0, 0.0]
    if total > 0:
        first = max(0, size - AXES)
        strengths, columns = linalg.eigh(spread, subset_by_index=[first, size - 1])
        for axis, place in enumerate(reversed(range(len(strengths)))):
            if strengths[place] > total * 10.0**-DIGITS:
                loadings[axis] = signed(columns[:, place])
                explained[axis] = float(strengths[place]) / total
    return Space(means=means, axes=loadings, explained=(explained[0], explained[1]))


def signed(loadings: Floats) -> Floats:
    """Turn an axis so that its largest loading is positive, the first of equal ones."""
    rounded = np.round(loadings, DIGITS)
    return rounded if rounded[np.argmax(np.abs(rounded))] > 0 else -rounded + 0.0


def project(votes: Matrix, space: Space) -> Floats:
    """Place each person: whoever voted little is moved out from the middle by as much.

    Scaled by the root of (statements / votes of the person), as the reference does.
    """
    where = centred(votes, space.means) @ space.axes.T
    scale = np.sqrt(votes.statements / np.maximum(votes.counts(), 1))
    points: Floats = np.round(where * scale[:, None], DIGITS) + 0.0
    return points
