"""What is said about a provision between versions: questions, examples and thoughts."""

from enum import StrEnum, auto

LONGEST_TALK = 5_000
LONGEST_REASON = 1_000
MOST_A_DAY = 50
"""Of one person in one code; whoever has more to say says it tomorrow."""


class TalkKind(StrEnum):
    """What somebody wants to say."""

    QUESTION = auto()
    EXAMPLE = auto()
    THOUGHT = auto()
