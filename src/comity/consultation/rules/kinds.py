"""What rounds are for, how contributions arrive, and where a consultation stands."""

from enum import StrEnum, auto


class Subject(StrEnum):
    """What a consultation is about."""

    CODE = auto()
    DECISION = auto()


class Stage(StrEnum):
    """Where a consultation stands."""

    PREPARED = auto()
    RUNNING = auto()
    CONCLUDED = auto()
    CANCELLED = auto()


class RoundKind(StrEnum):
    """What a round is for."""

    LISTENING = auto()
    QUESTIONS = auto()
    """Before there is a text."""
    TEXT = auto()
    STATEMENTS = auto()
    """Agree, disagree or pass: an opinion map is drawn from them."""
    PANEL = auto()
    """People drawn by lot."""
    FREEZE = auto()
    """The last look at a text before it is frozen."""


class RoundState(StrEnum):
    """Where a round stands."""

    PLANNED = auto()
    OPEN = auto()
    CLOSED = auto()
    ANSWERED = auto()
    CANCELLED = auto()


class Channel(StrEnum):
    """How a contribution arrived."""

    WEB = auto()
    API = auto()
    MAIL = auto()
    PAPER = auto()
    MEETING = auto()
    CALL = auto()
    PARTNER = auto()

    @property
    def offline(self) -> bool:
        """Whether somebody else entered it."""
        return self in {Channel.PAPER, Channel.MEETING, Channel.CALL, Channel.PARTNER}
