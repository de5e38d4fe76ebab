"""What the people package puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(Fact):
    """Somebody made an account here."""

    kind: ClassVar[str] = "person:registered"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordReplaced(Fact):
    """An operator gave somebody who could not get in a new password."""

    kind: ClassVar[str] = "person:password_replaced"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStepRemoved(Fact):
    """An operator removed the second factors of somebody who had lost them."""

    kind: ClassVar[str] = "person:second_step_removed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLinked(Fact):
    """A person proved that an account elsewhere is theirs."""

    kind: ClassVar[str] = "account:linked"
    personal: ClassVar[frozenset[str]] = frozenset({"provider", "account"})
    provider: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountUnlinked(Fact):
    """A person does not want an account elsewhere to be known as theirs any more."""

    kind: ClassVar[str] = "account:unlinked"
    personal: ClassVar[frozenset[str]] = frozenset({"provider", "account"})
    provider: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderAdded(Fact):
    """A site was named whose accounts people can show to be theirs."""

    kind: ClassVar[str] = "provider:added"
    personal: ClassVar[frozenset[str]] = frozenset()
    rest_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRemoved(Fact):
    """Accounts of a site cannot be shown any more; those that were linked stay."""

    kind: ClassVar[str] = "provider:removed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAsked(Fact):
    """Somebody asked to be forgotten."""

    kind: ClassVar[str] = "person:erasure_asked"
    personal: ClassVar[frozenset[str]] = frozenset()
    erase_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureStopped(Fact):
    """Somebody who had asked to be forgotten stays."""

    kind: ClassVar[str] = "person:erasure_stopped"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(Fact):
    """Somebody was forgotten, as they had asked."""

    kind: ClassVar[str] = "person:erased"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMade(Fact):
    """Somebody made a token for a program of theirs."""

    kind: ClassVar[str] = "token:made"
    personal: ClassVar[frozenset[str]] = frozenset()
    scopes: str
    ends_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Fact):
    """A token works no more, because its owner or an operator said so."""

    kind: ClassVar[str] = "token:revoked"
    personal: ClassVar[frozenset[str]] = frozenset()
