"""On what ground somebody is bound by a version, and what wikis make of signatures."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Any, Self

from comity.people.rules import AccountRef
from comity.signup.errors import NoSuchAccountName

LONGEST_NUMBER = 20


class Basis(StrEnum):
    """Why a signature counts."""

    EXPLICIT = auto()
    TERMS_OF_USE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAnswer:
    """What a wiki or a chat is told about an account. Who is unknown here has not signed.

    Attributes:
        version: number of the version in force.
        signed_version: number of the newest version they signed; 0: none.
        basis: on what ground, of that newest signature.
        signed_on: the day of that newest signature.
    """

    version: int
    signed_version: int = 0
    basis: str = ""
    signed_on: date | None = None

    @property
    def signed(self) -> bool:
        """Whether the version in force is signed."""
        return self.version == self.signed_version


def read_account(text: str) -> AccountRef:
    """Read an account as addresses write it: ``wiki:123``.

    Raises:
        NoSuchAccountName: it is written otherwise.
    """
    provider, colon, number = text.partition(":")
    fits = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    if not (colon and provider.isascii() and provider.isalnum() and fits):
        raise NoSuchAccountName(field="account")
    return AccountRef(provider, number)


class Place(StrEnum):
    """Where an account stands to the group of a wiki."""

    TO_ADD = auto()
    IN = auto()
    TO_REMOVE = auto()
    GONE = auto()
    REFUSED = auto()


ON_THE_WAY = frozenset({Place.TO_ADD, Place.TO_REMOVE})
"""What is still to be done on the wiki."""

AT_ONCE = 50
"""Accounts that are looked at in one minute, so that no wiki is flooded."""

MOST_GRACE = 365
LONGEST_REASON = 2000
LOOK_BACK = timedelta(days=30)
FRESH = timedelta(days=7)
"""How long what was found out about newcomers is good enough to decide on."""

FEW = 5
"""Below this many people, a number could tell who they are."""


def pause(attempts: int) -> timedelta:
    """Say how long to leave a wiki alone after so many failures in a row."""
    return timedelta(minutes=min(2 ** min(attempts, 6), 60))


def told(part: int, whole: int | None = None) -> int | None:
    """Give a number of people, unless it or what is left of the whole tells of few.

    Args:
        part: the number.
        whole: of how many, if that is told beside it.
    """
    rest = 0 if whole is None else whole - part
    return None if 0 < part < FEW or 0 < rest < FEW else part


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Who edited a wiki lately, and how many of them have signed.

    Attributes:
        looked_on: the day.
        since: the first day that was read.
        complete: whether all edits since the day that was asked for were read.
        edited: accounts that edited, without bots.
        signed: those of them that have signed.
        new: those of them that were made in the same time.
        new_signed: those of the new that have signed.
        joined: accounts that were made in this time, whether they edited or not.
        without_account: edits by people who were not signed in.
    """

    looked_on: date
    since: date
    complete: bool
    edited: int
    signed: int
    new: int
    new_signed: int
    joined: int
    without_account: int

    @property
    def shown(self) -> dict[str, int | None]:
        """Give the numbers as everybody may see them; None where they would tell of few."""
        return {
            "edited": told(self.edited),
            "signed": told(self.signed, self.edited),
            "new": told(self.new, self.edited),
            "new_signed": told(self.new_signed, self.new),
            "joined": self.joined,
            "without_account": self.without_account,
        }

    def as_json(self) -> dict[str, object]:
        """Write as plain values."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        return plain | {"looked_on": str(self.looked_on), "since": str(self.since)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote."""
        days = {name: date.fromisoformat(plain[name]) for name in ("looked_on", "since")}
        return cls(**{**plain, **days})
