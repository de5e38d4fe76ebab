"""The picture beside the table: one line a group, for each statement that is worth one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

from comity.web.consultation.opinions.places import Said
from comity.web.consultation.opinions.told import Group, Row, Votes

WIDTH = 340
LABEL, START, END = 14, 48, 290
"""Where the number of a statement, the line from 0 to 100 and its end are, from the edge."""

LINE, GAP, TOP = 20, 14, 10
MOST = 8
"""Statements; more than that is no picture."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One group's share on one statement; ``letter`` says whose, so that no colour has to."""

    letter: str
    y: int
    x: int
    votes: Votes | None


@dataclass(frozen=True, slots=True)
class Lines:
    """A statement, its marks, and the paths of its lines: whole, and as far as people agree."""

    statement: Said
    y: int
    marks: Sequence[Mark]
    tracks: str
    bars: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, mirrored where people read from right to left.

    Attributes:
        number: where the number of each statement stands; likewise ``letter`` and ``value``.
    """

    width: int
    height: int
    number: int
    letter: int
    value: int
    lines: Sequence[Lines]


def drawing(rows: Sequence[Row], groups: Sequence[Group]) -> Picture | None:
    """Draw how many of each group agree; nothing where there are no groups or no such rows.

    Nothing also while the round is open, when no numbers of groups are told.
    """
    if not rows or any(group.size is None for group in groups) or not groups:
        return None
    right = get_language_bidi()
    y, lines = TOP, []
    for row in rows[:MOST]:
        marks = [
            Mark(
                letter, y + LINE * place + LINE // 2, _at(START + _part(votes), right=right), votes
            )
            for place, (letter, votes) in enumerate(row.groups)
        ]
        begin, end = _at(START, right=right), _at(END, right=right)
        tracks = "".join(f"M{begin} {mark.y}H{end}" for mark in marks)
        bars = "".join(f"M{begin} {mark.y}H{mark.x}" for mark in marks if mark.votes)
        lines.append(Lines(row.statement, y + LINE // 2, marks, tracks, bars))
        y += LINE * len(row.groups) + GAP
    return Picture(
        width=WIDTH,
        height=y,
        number=_at(LABEL, right=right),
        letter=_at(START - 14, right=right),
        value=_at(END + 26, right=right),
        lines=lines,
    )


def _part(votes: Votes | None) -> int:
    return (END - START) * votes.agree // 100 if votes else 0


def _at(x: int, *, right: bool) -> int:
    return WIDTH - x if right else x
