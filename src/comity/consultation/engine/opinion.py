"""Draw an opinion map: the same votes always give the same map, down to the last byte."""

from typing import Any

import numpy as np

from comity.consultation.engine.opinion_groups import Grouping, group, most_groups, nobody, placed
from comity.consultation.engine.opinion_space import (
    DIGITS,
    Matrix,
    Space,
    Whole,
    axes,
    extremity,
    flat,
    matrix,
    project,
)
from comity.consultation.rules import opinion_figures as figures
from comity.consultation.rules.opinion_figures import Cell, Side, Table
from comity.consultation.rules.opinion_input import Published

ALGORITHM = "comity-opinion-map/1"
"""Changes whenever the same votes could give another map."""

SIDES: tuple[Side, Side] = ("agree", "disagree")


def draw(published: Published) -> dict[str, Any]:
    """Draw the map.

    Returns: data that can be written as JSON.

    * ``algorithm`` and ``input``, the hash of what it was drawn from;
    * ``state``: ``groups``; ``no_groups`` if people lie too close, or are too few, for two
      groups of five; ``nobody`` without a single vote;
    * ``people`` who voted, and how many of them were ``placed``;
    * ``groups`` with size, centre and representative statements, largest first;
    * ``statements`` with the counts of each group (null where protected) and of all of them
      together (of everybody where there are no groups; null of one to four people), the
      group-informed consensus, exact to a double, and how far from the middle it lies;
    * ``majority``, ``shared`` and ``divisive``: lists of statement numbers;
    * ``silhouettes``, and ``explained``, the shares of variance of the two axes.
    """
    votes = matrix(published)
    rows, grouping, space = located(votes)
    table, totals = tables(published, votes, rows, grouping)
    return {
        "algorithm": ALGORITHM,
        "input": published.digest(),
        "state": "nobody"
        if not votes.people
        else "groups"
        if len(grouping.centres)
        else "no_groups",
        "people": votes.people,
        "placed": len(rows),
        "groups": described(table, grouping),
        "statements": counted(votes.people, space, table, totals),
        "majority": {side: figures.majority(totals, side) for side in SIDES},
        "shared": {side: figures.shared(table, side) for side in SIDES},
        "divisive": [
            {"statement": number, "most": most, "least": least}
            for number, most, least in figures.divisive(table)
        ],
        "silhouettes": {str(many): width for many, width in grouping.silhouettes.items()},
        "explained": [round(share, DIGITS) for share in space.explained],
    }


def located(votes: Matrix) -> tuple[Whole, Grouping, Space]:
    """Find who can be placed, their groups, and the axes."""
    if not votes.people:
        return np.zeros(0, dtype=np.int64), nobody({}), flat(votes.statements)
    rows = placed(votes.counts(), votes.statements)
    if not most_groups(len(rows)):
        return rows, nobody({}), flat(votes.statements)
    space = axes(votes)
    return rows, group(project(votes, space)[rows]), space


def tables(
    published: Published, votes: Matrix, rows: Whole, grouping: Grouping
) -> tuple[Table, dict[int, Cell]]:
    """Count the votes on each statement by group, and of everybody."""
    sets = [rows[grouping.labels == one] for one in range(len(grouping.centres))]
    counts = [cells(votes, members) for members in sets]
    numbers = published.statements
    table = {number: [one[place] for one in counts] for place, number in enumerate(numbers)}
    everybody = cells(votes, np.arange(votes.people))
    return table, dict(zip(numbers, everybody, strict=True))


def cells(votes: Matrix, rows: Whole) -> list[Cell]:
    """Count how these people voted on each statement."""
    chosen = votes.values[rows]
    columns = [
        np.bincount(chosen.indices[mask], minlength=votes.statements)
        for mask in (chosen.data > 0, chosen.data < 0, slice(None))
    ]
    return [
        Cell(int(agree), int(against), int(seen))
        for agree, against, seen in zip(*columns, strict=True)
    ]


def described(table: Table, grouping: Grouping) -> list[dict[str, Any]]:
    """Describe each group by its size and by what stands for it."""
    return [
        {
            "size": int(np.count_nonzero(grouping.labels == place)),
            "centre": [float(one) for one in centre],
            "representative": [
                {
                    "statement": one.statement,
                    "side": one.side,
                    "ratio": round(one.ratio, DIGITS),
                    "difference": round(one.difference, DIGITS),
                    "sure": one.sure,
                }
                for one in figures.representative(table, place)
                if figures.protected(table[one.statement])[place] is not None
            ],
        }
        for place, centre in enumerate(grouping.centres)
    ]


def counted(
    people: int, space: Space, table: Table, totals: dict[int, Cell]
) -> list[dict[str, Any]]:
    """Give the counts of each statement; none at all while fewer than five people have voted.

    Nor where one to four have seen it: their votes would be told one by one.
    """
    enough = people >= figures.SMALLEST_GROUP
    whole = {
        number: sum(cells, Cell()) if cells else totals[number] for number, cells in table.items()
    }
    reach = extremity(space)
    return [
        {
            "statement": number,
            "together": written(whole[number])
            if enough and not 0 < whole[number].seen < figures.SMALLEST_GROUP
            else None,
            "groups": [cell and written(cell) for cell in figures.protected(cells)],
            "consensus": float(figures.consensus_of_groups(table[number]))
            if table[number]
            else None,
            "extremity": float(reach[place]),
        }
        for place, (number, cells) in enumerate(table.items())
    ]


def written(cell: Cell) -> dict[str, int]:
    """Write a cell as data."""
    passed = cell.seen - cell.agree - cell.disagree
    return {"agree": cell.agree, "disagree": cell.disagree, "pass": passed, "seen": cell.seen}
