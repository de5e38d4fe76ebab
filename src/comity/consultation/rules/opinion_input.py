"""The votes behind an opinion map, as they are published: without names and in one order."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from comity.consultation.errors.opinions import VotesUnreadable

FORMAT = "comity-opinions/1"
AGREE, PASS, DISAGREE = 1, 0, -1
LETTERS: Mapping[int, str] = {AGREE: "a", DISAGREE: "d", PASS: "p"}
VALUES: Mapping[str, int] = {letter: value for value, letter in LETTERS.items()}
MOST_STATEMENTS = 2000
"""In one round: nobody reads more, and the axes of more would not fit into memory."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """All votes of a round, people being nothing but their row of votes.

    Attributes:
        statements: their numbers, ascending.
        people: one text a person who voted on any of these, like ``1a 2d 7p``; sorted as text,
            so that the order says nothing about who came when, and the same votes are always
            the same file.
    """

    statements: tuple[int, ...]
    people: tuple[str, ...]

    def votes(self) -> list[list[tuple[int, int]]]:
        """Give each person's votes as statement and value."""
        return [
            [(int(vote[:-1]), VALUES[vote[-1]]) for vote in person.split(" ")]
            for person in self.people
        ]

    def text(self) -> str:
        """Write the votes as they are published and hashed."""
        return canonical(
            {"format": FORMAT, "people": list(self.people), "statements": list(self.statements)}
        )

    def digest(self) -> str:
        """Hash what is published."""
        return hashlib.sha256(self.text().encode()).hexdigest()


def canonical(data: object) -> str:
    """Write data in the one way, so that equal data has equal bytes."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)


def publish(statements: Iterable[int], votes: Iterable[tuple[str, int, int]]) -> Published:
    """Turn votes into what is published.

    Args:
        statements: the numbers of those that are shown; votes on others count nowhere, so that
            a statement which was moderated out has no say.
        votes: who, on which statement, and how. If somebody voted twice the last one counts.
    """
    shown = frozenset(statements)
    cast: dict[str, dict[int, int]] = {}
    for who, statement, value in votes:
        if statement in shown:
            cast.setdefault(who, {})[statement] = value
    rows = (
        " ".join(f"{number}{LETTERS[value]}" for number, value in sorted(row.items()))
        for row in cast.values()
    )
    return Published(statements=tuple(sorted(shown)), people=tuple(sorted(rows)))


def read(text: str) -> Published:
    """Read votes that were published.

    Raises:
        VotesUnreadable: this is not such a file, or it was changed so that it means nothing.
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise VotesUnreadable(problem="json", row=0) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise VotesUnreadable(problem="format", row=0)
    statements, people = data.get("statements"), data.get("people")
    if not isinstance(statements, list) or not all(type(one) is int for one in statements):
        raise VotesUnreadable(problem="statements", row=0)
    if len(statements) > MOST_STATEMENTS:
        raise VotesUnreadable(problem="too_many_statements", row=0)
    if not isinstance(people, list) or not all(isinstance(one, str) for one in people):
        raise VotesUnreadable(problem="people", row=0)
    votes = []
    for row, person in enumerate(people, start=1):
        for vote in person.split(" "):
            number, letter = vote[:-1], vote[-1:]
            if not (number.isascii() and number.isdigit()) or letter not in VALUES:
                raise VotesUnreadable(problem="vote", row=row)
            if int(number) not in statements:
                raise VotesUnreadable(problem="unknown_statement", row=row)
            votes.append((str(row), int(number), VALUES[letter]))
    return publish(statements, votes)
