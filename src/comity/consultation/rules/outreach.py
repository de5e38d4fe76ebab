"""Where going out to a group stands."""

from datetime import timedelta
from enum import StrEnum, auto


class OutreachState(StrEnum):
    """Where going out to a group stands."""

    OPEN = auto()
    DONE = auto()
    GIVEN_UP = auto()
    """It was tried, and why it came to nothing is written down."""


LONGEST_NOTE = 5_000
"""Characters of what was done, or of the notes of a session."""

LONGEST_CONSENT = 300
LONGEST_FACILITATOR = 150
MOST_PEOPLE = 10_000
"""In one listening session."""

SETTLING = timedelta(days=3)
"""How long a round is open before anybody is called silent: on the first day everybody is."""
