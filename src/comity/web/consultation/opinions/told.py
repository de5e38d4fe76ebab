"""What an opinion map says, in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.consultation.queries.opinions import MapView
from comity.web.consultation.opinions.places import Said

LETTERS = "ABCDE"
"""Groups have letters and no names: a group is nothing but people who voted alike."""

STABLE, HALF_STABLE = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Votes:
    """How some people voted on a statement.

    Attributes:
        agree: in a hundred of those who saw it; likewise ``disagree`` and ``passed``.
        seen: how many saw it.
    """

    agree: int
    disagree: int
    passed: int
    seen: int


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of the table.

    Attributes:
        together: none where too few saw it to tell.
        groups: a letter and its votes each, likewise; nothing while the round is open.
        consensus: in a hundred; none without groups.
    """

    statement: Said
    together: Votes | None
    groups: Sequence[tuple[str, Votes | None]]
    consensus: int | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A statement that stands for a group, and whether the group agrees more than others do."""

    statement: Said
    agrees: bool


@dataclass(frozen=True, slots=True)
class Divide:
    """A statement that divides two groups; without votes while the round is open."""

    statement: Said
    most: str
    most_votes: Votes | None
    least: str
    least_votes: Votes | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group: its letter, how many people are in it, and what stands for it.

    Attributes:
        size: none while the round is open.
    """

    letter: str
    size: int | None
    stands: Sequence[Stand]


@dataclass(frozen=True, slots=True)
class Told:
    """A map in words.

    Attributes:
        shared: what a majority of every group agrees with, or disagrees with: the statement, and
            the share of the group that does so least; none while the round is open.
        majority: the same of everybody, where there are no groups.
        sure: ``stable``, ``partly`` or ``shaky``; ``unknown`` until it was measured.
        mean: the agreement of repetitions, in a hundred; likewise ``low``.
        rows: what all groups agree with first.
    """

    people: int
    placed: int | None
    groups: Sequence[Group]
    shared_agree: Sequence[tuple[Said, int | None]]
    shared_disagree: Sequence[tuple[Said, int | None]]
    majority_agree: Sequence[Said]
    majority_disagree: Sequence[Said]
    divides: Sequence[Divide]
    sure: str
    times: int
    mean: int
    low: int
    rows: Sequence[Row]

    @property
    def notable(self) -> list[Row]:
        """The rows that the sentences speak of, for the picture: those that divide first."""
        wanted = [one.statement.id for one in self.divides]
        wanted += [one.id for one, _ in [*self.shared_agree, *self.shared_disagree]]
        rows = {row.statement.id: row for row in self.rows}
        return [rows[one] for one in dict.fromkeys(wanted)]


def told(found: MapView, words: Mapping[int, Said]) -> Told:
    """Tell a map; statements that were declined since are left out.

    Args:
        found: the map.
        words: the statements that are shown, by number.
    """
    result = found.result
    rows = {
        one["statement"]: _row(words[one["statement"]], one)
        for one in result["statements"]
        if one["statement"] in words
    }
    sure, stability = _sure(found)
    return Told(
        people=result["people"],
        placed=result.get("placed"),
        groups=[
            Group(
                LETTERS[place],
                group.get("size"),
                [
                    Stand(words[one["statement"]], one["side"] == "agree")
                    for one in group["representative"]
                    if one["sure"] and one["statement"] in words
                ],
            )
            for place, group in enumerate(result["groups"])
        ],
        shared_agree=_shared(found, rows, "agree"),
        shared_disagree=_shared(found, rows, "disagree"),
        majority_agree=[words[one] for one in result["majority"]["agree"] if one in words],
        majority_disagree=[words[one] for one in result["majority"]["disagree"] if one in words],
        divides=_divides(found, rows),
        sure=sure,
        times=stability["times"],
        mean=_hundredths(stability["mean"]),
        low=_hundredths(stability["low"]),
        rows=sorted(rows.values(), key=_order),
    )


def _order(row: Row) -> tuple[int, int, int]:
    """Put what all groups agree with first, or what most people do where that is not told."""
    agreed = row.together.agree if row.together and row.consensus is None else 0
    return -(row.consensus or 0), -agreed, row.statement.number


def _row(statement: Said, one: Mapping[str, Any]) -> Row:
    return Row(
        statement=statement,
        together=_votes(one["together"]),
        groups=[(LETTERS[place], _votes(cell)) for place, cell in enumerate(one.get("groups", ()))],
        consensus=None if one.get("consensus") is None else _hundredths(one["consensus"]),
    )


def _votes(cell: Mapping[str, int] | None) -> Votes | None:
    if not cell:
        return None
    seen = cell["seen"]
    agree, disagree, passed = (
        round(100 * cell[one] / seen) if seen else 0 for one in ("agree", "disagree", "pass")
    )
    return Votes(agree, disagree, passed, seen)


def _shared(found: MapView, rows: Mapping[int, Row], side: str) -> list[tuple[Said, int | None]]:
    """List what every group has in common, with the share of the group that has it least."""
    common: list[tuple[Said, int | None]] = []
    for number in found.result["shared"][side]:
        votes = [cell for _, cell in rows[number].groups if cell] if number in rows else []
        if votes:
            common.append((rows[number].statement, min(getattr(one, side) for one in votes)))
        elif found.early and number in rows:
            common.append((rows[number].statement, None))
    return common


def _divides(found: MapView, rows: Mapping[int, Row]) -> list[Divide]:
    divides = []
    for one in found.result["divisive"]:
        if one["statement"] not in rows:
            continue
        row = rows[one["statement"]]
        most, least = LETTERS[one["most"]], LETTERS[one["least"]]
        votes = dict(row.groups)
        if found.early or (votes[most] and votes[least]):
            divides.append(Divide(row.statement, most, votes.get(most), least, votes.get(least)))
    return divides


def _sure(found: MapView) -> tuple[str, Mapping[str, Any]]:
    """Say in a word how stable the groups are."""
    nothing = {"times": 0, "mean": 0, "low": 0}
    if found.stability is None:
        return "unknown", nothing
    if found.stability["mean"] is None:
        return "none", nothing
    mean = found.stability["mean"]
    word = "stable" if mean >= STABLE else "partly" if mean >= HALF_STABLE else "shaky"
    return word, found.stability


def _hundredths(share: float) -> int:
    return round(100 * share)
