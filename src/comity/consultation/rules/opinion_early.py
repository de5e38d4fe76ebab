"""What a map tells while its round is open, so that comparing two maps shows nobody's answers.

Three things together, see ADR 54:

* Of each statement five answers are left out, chosen by lot: whatever a later map adds, at least
  these are among it.
* Only numbers of everybody together are told, and a number changes only if at least five people
  must have answered otherwise, compared with every number that was told of this statement before.
* No later map is shown on which no number is new.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import Any

from comity.consultation.rules.hiding import FEW
from comity.consultation.rules.opinion_figures import Cell
from comity.consultation.rules.opinion_input import AGREE, DISAGREE, Published

Vote = tuple[str, int, int]
"""Who, on which statement, and how."""


def left_out(votes: Iterable[Vote], lot: Callable[[str, int], Hashable]) -> list[Vote]:
    """Leave five answers to each statement out, or all where there are no more.

    Args:
        votes: each person at most once on a statement.
        lot: draws a number for a person and a statement, always the same and known to nobody.
    """
    by_statement: dict[int, list[Vote]] = {}
    for vote in votes:
        by_statement.setdefault(vote[1], []).append(vote)
    kept: list[Vote] = []
    for statement, cast in by_statement.items():
        drawn = {(lot(vote[0], statement), vote[0]): vote for vote in cast}
        out = set(nsmallest(FEW, drawn))
        kept += [vote for ticket, vote in drawn.items() if ticket not in out]
    return kept


def between(one: Cell, other: Cell) -> int:
    """Count how many people must at least have answered otherwise to get from one to the other."""
    changes = [mine - theirs for mine, theirs in zip(_three(one), _three(other), strict=True)]
    return max(
        sum(more for more in changes if more > 0), -sum(less for less in changes if less < 0)
    )


def tells_few(one: Cell, other: Cell) -> bool:
    """Tell whether subtracting one from the other would show how one to four people answered."""
    return 0 < between(one, other) < FEW


def settled(now: Cell, told: Sequence[Cell]) -> Cell | None:
    """Choose what is told of a statement: how it stands now, or as it was told last.

    Args:
        now: how everybody whose answer counts has answered.
        told: what was told of it before, the oldest first.

    Returns:
        None where fewer than five have answered and nothing was told before.
    """
    if now.seen >= FEW and not any(tells_few(now, before) for before in told):
        return now
    return told[-1] if told else None


def totals(votes: Published) -> dict[int, Cell]:
    """Count how everybody together answered each statement."""
    counts: Counter[tuple[int, int]] = Counter()
    for row in votes.votes():
        counts.update(row)
    return {
        number: Cell(
            counts[number, AGREE],
            counts[number, DISAGREE],
            sum(counts[number, value] for value in (AGREE, 0, DISAGREE)),
        )
        for number in votes.statements
    }


def apart(one: Published, other: Published) -> int:
    """Count how many people must at least have answered otherwise, by the rows of both.

    Only statements that stand in both are looked at: one that was declined meanwhile is missing
    from every row, and tells of nobody.
    """
    both = frozenset(one.statements) & frozenset(other.statements)
    mine, theirs = (_rows(votes, both) for votes in (one, other))
    return max((mine - theirs).total(), (theirs - mine).total())


def early(
    result: Mapping[str, Any], votes: Published, before: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Cut a map down to what is told of it while its round is open.

    Args:
        result: see ``engine.opinion.draw``.
        votes: from which it was drawn.
        before: what was told of this round before, the oldest first.

    Returns: data as ``engine.opinion.draw`` gives it, without the hash of the votes and every
    figure that so few votes could be worked out from; groups have statements and no numbers.
    """
    told: dict[int, list[Cell]] = {}
    for one in before:
        for row in one["statements"]:
            if row["together"] is not None:
                told.setdefault(row["statement"], []).append(_read(row["together"]))
    counted = totals(votes)
    cells = {number: settled(cell, told.get(number, [])) for number, cell in counted.items()}
    return {
        "algorithm": result["algorithm"],
        "state": result["state"],
        "people": _people(result["people"], [one["people"] for one in before]),
        "groups": [
            {
                "representative": [
                    {name: one[name] for name in ("statement", "side", "sure")}
                    for one in group["representative"]
                ]
            }
            for group in result["groups"]
        ],
        "statements": [
            {
                "statement": row["statement"],
                "together": _written(cells[row["statement"]]),
                "extremity": row["extremity"],
            }
            for row in result["statements"]
        ],
        **{name: result[name] for name in ("majority", "shared", "divisive")},
    }


def has_news(told: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Tell whether a map has a number that the one before had not."""
    known = {row["statement"]: row["together"] for row in before["statements"]}
    return any(
        row["together"] is not None and row["together"] != known.get(row["statement"])
        for row in told["statements"]
    )


def without_few(
    result: Mapping[str, Any], votes: Published, everybody: Published
) -> dict[str, Any]:
    """Hide from a map what would tell, beside that of everybody, how one to four people answered.

    Args:
        result: see ``engine.opinion.draw``; of fewer people than everybody.
        votes: from which it was drawn.
        everybody: the votes of the other map.
    """
    mine, theirs = totals(votes), totals(everybody)
    few = {number for number in mine if tells_few(mine[number], theirs[number])}
    rows = [
        row | {"together": None, "groups": [None] * len(row["groups"]), "consensus": None}
        if row["statement"] in few
        else row
        for row in result["statements"]
    ]
    return {**result, "statements": rows}


def _people(now: int, told: Sequence[int]) -> int:
    return told[-1] if any(0 < abs(now - before) < FEW for before in told) else now


def _rows(votes: Published, numbers: frozenset[int]) -> Counter[tuple[tuple[int, int], ...]]:
    rows = (tuple(vote for vote in row if vote[0] in numbers) for row in votes.votes())
    return Counter(row for row in rows if row)


def _three(cell: Cell) -> tuple[int, int, int]:
    return cell.agree, cell.disagree, cell.seen - cell.agree - cell.disagree


def _written(cell: Cell | None) -> dict[str, int] | None:
    if cell is None:
        return None
    agree, disagree, passed = _three(cell)
    return {"agree": agree, "disagree": disagree, "pass": passed, "seen": cell.seen}


def _read(cell: Mapping[str, int]) -> Cell:
    return Cell(cell["agree"], cell["disagree"], cell["seen"])
