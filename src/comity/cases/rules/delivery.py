"""How a notice reaches somebody of whom only an account is known."""

from enum import StrEnum, auto

ATTEMPTS_BEFORE_HELP = 5
"""Failures after which the panel is told; the notice goes on being tried."""

LETTERS_A_DAY = 3
"""Codes that go to one account by e-mail on one day: nobody's mailbox is ours to fill."""


class Stage(StrEnum):
    """How far a notice has come."""

    WAITING = auto()
    DELIVERED = auto()


class Channel(StrEnum):
    """How a notice reached somebody."""

    LETTER = auto()
    TALK_PAGE = auto()
    ACCOUNT = auto()
