"""What signing puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSigned(Fact):
    """Somebody agreed to a version of a code."""

    kind: ClassVar[str] = "code:signed"
    personal: ClassVar[frozenset[str]] = frozenset({"signer"})
    signer: str
    basis: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningGroupChosen(Fact):
    """Whether a wiki has a group of people who have signed was decided. The subject is a wiki."""

    kind: ClassVar[str] = "signing:group_chosen"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    keeps: bool
    group: str
    grace_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningEffectAsked(Fact):
    """Somebody wants to know whom it would keep from editing. The subject is a wiki."""

    kind: ClassVar[str] = "signing:effect_asked"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRefusalChosen(Fact):
    """Whether only people who have signed can edit a wiki was decided. The subject is a wiki.

    Attributes:
        reason: as its deciders gave it, in public.
        edited: accounts that edited in the month before; None if they were few.
        signed: how many of them had signed; None if that would tell of few.
    """

    kind: ClassVar[str] = "signing:refusal_chosen"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    refuses: bool
    reason: str
    edited: int | None
    signed: int | None
