"""The languages of the interface, and how far the words of each can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """Who has read the words of a language."""

    SOURCE = auto()
    REVIEWED = auto()
    UNREVIEWED = auto()


STATES: Mapping[str, State] = {
    "en": State.SOURCE,
    "ar": State.UNREVIEWED,
    "es": State.UNREVIEWED,
    "fr": State.UNREVIEWED,
}
"""By BCP 47 tag. A language becomes reviewed when native readers have read all of it; who did
stands in the change that says so here. One that is not named counts as unreviewed."""

WORDS: Mapping[State, tuple[Promise, str]] = {
    State.SOURCE: (_("The first language: written by people"), "good"),
    State.REVIEWED: (_("Read by native readers"), "good"),
    State.UNREVIEWED: (_("Needs native review"), "warn"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface: its tag, its state, and the state as word and tone."""

    tag: str
    state: State
    word: Promise
    tone: str


def state_of(tag: str) -> State:
    """Tell how far the words of a language can be trusted."""
    return STATES.get(tag, State.UNREVIEWED)


def offered() -> list[Language]:
    """List the languages of the interface."""
    return [
        Language(tag, state_of(tag), *WORDS[state_of(tag)]) for tag, _name in settings.LANGUAGES
    ]
