"""How the votes on one question come out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from comity.charter.rules.majorities import Count, Majority


class Choice(StrEnum):
    """What a member can say to a question."""

    FOR = auto()
    AGAINST = auto()
    ABSTAIN = auto()


class Result(StrEnum):
    """How a question stands."""

    OPEN = auto()
    CARRIED = auto()
    LOST = auto()


@dataclass(frozen=True, slots=True)
class Cast:
    """One vote as it lies in the panel's room, its signature checked.

    Attributes:
        voter: person id of whoever signed it.
        question: what they answered.
        choice: what they said.
        reason: why, if they said why.
    """

    voter: str
    question: str
    choice: Choice
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands, for the line that shows it.

    Attributes:
        count: votes, seats and recusals.
        base: of how many the share is taken.
        needed: how many votes in favour are enough.
        result: carried, lost, or still open.
    """

    count: Count
    base: int
    needed: int
    result: Result


def stand(
    question: str,
    votes: Iterable[Cast],
    voting: frozenset[str],
    recused: int,
    majority: Majority,
) -> Standing:
    """Count the votes on a question.

    Only seated members count, each once and with their first vote: a seat that somebody has
    left takes their vote along. Recusals shrink the base unless an alternate fills the seat.

    Args:
        question: which one.
        votes: all votes in the room, oldest first.
        voting: person ids of the members who may vote now.
        recused: how many seats stand empty because of a conflict.
        majority: what the charter asks for.
    """
    first: Mapping[str, Choice] = _first_of_each(question, votes, voting)
    said = list(first.values())
    count = Count(
        in_favour=said.count(Choice.FOR),
        against=said.count(Choice.AGAINST),
        abstained=said.count(Choice.ABSTAIN),
        seated=len(voting) + recused,
        recused=recused,
    )
    return Standing(
        count, majority.base_of(count), majority.needed(count), _result(count, majority)
    )


def _first_of_each(
    question: str, votes: Iterable[Cast], voting: frozenset[str]
) -> Mapping[str, Choice]:
    first: dict[str, Choice] = {}
    for vote in votes:
        if vote.question == question and vote.voter in voting:
            first.setdefault(vote.voter, vote.choice)
    return first


def _result(count: Count, majority: Majority) -> Result:
    if not majority.settled(count):
        return Result.OPEN
    return Result.CARRIED if majority.carried(count) else Result.LOST
