"""What a wiki tells about an account, and how an edit proves whose it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account as its wiki knows it now.

    Attributes:
        id: stays when the name changes.
        name: as it is today.
        registered_at: unknown for the oldest accounts.
        edits: how many, as the wiki counts them.
        groups: as the wiki names them.
        blocked: whether a block of any size stands.
        blocked_everywhere: whether that block covers the whole wiki.
        emailable: whether people can write to them through the wiki.
    """

    id: int
    name: str
    registered_at: datetime | None
    edits: int
    groups: frozenset[str]
    blocked: bool
    blocked_everywhere: bool
    emailable: bool


@dataclass(frozen=True, slots=True)
class Rename:
    """A line of the rename log."""

    log_id: int
    old: str
    new: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contribution:
    """One edit, without its text."""

    revision: int
    account: int
    page: str
    namespace: int
    at: datetime
    summary: str


def proving(contributions: Iterable[Contribution], code: str) -> Contribution | None:
    """Find the edit whose summary carries a challenge code, which proves whose account it is.

    The code must stand alone: as part of a longer word it proves nothing.
    """
    alone = re.compile(rf"(?<![\w-]){re.escape(code)}(?![\w-])")
    return next((edit for edit in contributions if alone.search(edit.summary)), None)
