"""Where a panel stands, and what can be done with it then."""

from enum import StrEnum, auto

LONGEST_NAME = 150
LONGEST_OFFER = 2_000
LONGEST_BEACON = 300
MOST_SEATS = 500


class PanelState(StrEnum):
    """Where a panel stands."""

    OPEN = auto()
    """People put themselves forward."""
    CLOSED = auto()
    """Nobody comes in any more; the panels that can be drawn are worked out."""
    READY = auto()
    """They are known, and so is how likely each is."""
    IMPOSSIBLE = auto()
    """No panel meets the quotas."""
    DRAWN = auto()
    CANCELLED = auto()


class EntryState(StrEnum):
    """Where somebody stands who put themselves forward."""

    WAITING = auto()
    SEATED = auto()
    STEPPED_DOWN = auto()
