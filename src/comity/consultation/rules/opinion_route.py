"""Which statement somebody is asked about next.

The weight is that of Polis: (1 - share who pass) * (1 + extremity) * share who agree, lifted
while few have seen the statement, and squared; see consultation.md 1.3.
"""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass

LIFT = 8
HALVES_AFTER = 5
"""Answers after which the lift of a new statement is halved."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A statement that somebody has not answered.

    Attributes:
        extremity: how far from the middle of the last map it lies; zero before there is one.
    """

    statement: str
    agree: int
    passed: int
    seen: int
    extremity: float = 0.0


def weight(one: Waiting) -> float:
    """Tell how much a statement has to be asked."""
    passes = (one.passed + 1) / (one.seen + 2)
    agrees = (one.agree + 1) / (one.seen + 2)
    importance: float = (1 - passes) * (1 + one.extremity) * agrees
    lifted: float = importance * (1 + LIFT * 2 ** (-one.seen / HALVES_AFTER))
    return lifted**2


def chance(participant: str, statement: str) -> float:
    """Give a number above 0 and at most 1, always the same for this pair."""
    digest = hashlib.sha256(f"{participant}:{statement}".encode()).digest()
    return (int.from_bytes(digest[:7]) + 1) / (1 << 56)


def following(participant: str, waiting: Iterable[Waiting]) -> str | None:
    """Choose the next statement, or none if everything was answered.

    Each draws a number u ** (1 / weight) (Efraimidis and Spirakis, 2006), u being settled by the
    pair alone; compared as logarithms, which do not vanish for small weights. The
    same person gets the same statement again on going back, and different people get different
    ones, so that no statement is seen by nobody.
    """
    best = max(
        waiting,
        key=lambda one: (math.log(chance(participant, one.statement)) / weight(one), one.statement),
        default=None,
    )
    return best.statement if best else None
