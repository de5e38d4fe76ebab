"""How unevenly people speak: words, contributions, and the few who say most."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from comity.consultation.rules.hiding import FEW

TOP = 10

# A letter of a script without spaces is a word of its own; elsewhere spaces part words.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\s\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)


def words_in(text: str) -> int:
    """Count the words of a text, in whatever script."""
    return len(_WORD.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """What one person contributed.

    Attributes:
        category: their group, as they said it.
        words: how many.
        anchored: contributions about a place in the text.
        accepted: suggestions that changed it.
    """

    category: str
    words: int
    anchored: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLine:
    """What the people of a group contributed, for each of them."""

    category: str
    words: float
    anchored: float
    accepted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dominance:
    """How much of all words the few wrote who wrote most.

    Attributes:
        authors: who wrote anything.
        gini: 0 where everybody wrote as much, near 1 where one wrote nearly all.
        top_percent: the share of the most talkative hundredth, at least one person.
        top_ten: the share of the ten most talkative.
        half: the fewest people who wrote half of all words.
    """

    authors: int
    gini: float
    top_percent: float
    top_ten: float
    half: int


def gini(amounts: Iterable[float]) -> float:
    """Say how uneven amounts are, 0 (all alike) to 1 (Gini, Variabilità e mutabilità, 1912).

    Nobody, one person, or nothing at all is 0: there is nothing to compare.
    """
    ordered = sorted(amounts)
    whole, many = sum(ordered), len(ordered)
    if not whole:
        return 0.0
    weighted = sum(place * amount for place, amount in enumerate(ordered, start=1))
    # The result is never below 0; adding many small numbers can say otherwise.
    return max(0.0, 2 * weighted / (many * whole) - (many + 1) / many)


def dominance(words: Sequence[int]) -> Dominance | None:
    """Say how much the few wrote; None where so few wrote that it would tell of persons.

    Args:
        words: how many each author wrote.
    """
    ordered = sorted((amount for amount in words if amount), reverse=True)
    if len(ordered) < FEW:
        return None
    whole = sum(ordered)
    hundredth = -(-len(ordered) // 100)
    so_far, half = 0, 0
    while 2 * so_far < whole:
        so_far += ordered[half]
        half += 1
    return Dominance(
        authors=len(ordered),
        gini=gini(ordered),
        top_percent=sum(ordered[:hundredth]) / whole,
        top_ten=sum(ordered[:TOP]) / whole,
        half=half,
    )


def voices(people: Mapping[str, int | None], authors: Iterable[Author]) -> tuple[VoiceLine, ...]:
    """Say by group what its people contributed, for each who takes part.

    Args:
        people: who takes part, by group; None where that stays hidden. Hidden and empty groups
            are left out.
        authors: everybody who contributed.
    """
    sums = {category: [0, 0, 0] for category, count in people.items() if count}
    for author in authors:
        if author.category in sums:
            line = sums[author.category]
            line[0] += author.words
            line[1] += author.anchored
            line[2] += author.accepted
    told = []
    for category, (words, anchored, accepted) in sums.items():
        many = people[category] or 1
        told.append(
            VoiceLine(
                category=category,
                words=words / many,
                anchored=anchored / many,
                accepted=accepted / many,
            )
        )
    return tuple(told)
