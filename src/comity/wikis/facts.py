"""What the wikis package puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiConnected(Fact):
    """A community was connected to a wiki, or its login was renewed."""

    kind: ClassVar[str] = "wiki:connected"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    api_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiChecked(Fact):
    """What a wiki allows us was looked up.

    Attributes:
        trouble: the code of what went wrong; empty if nothing did.
    """

    kind: ClassVar[str] = "wiki:checked"
    personal: ClassVar[frozenset[str]] = frozenset()
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiCheckAsked(Fact):
    """Somebody wants a wiki to be checked now."""

    kind: ClassVar[str] = "wiki:check_asked"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiDisconnected(Fact):
    """Our login on a wiki was forgotten; nothing is done there any more."""

    kind: ClassVar[str] = "wiki:disconnected"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLoginKept(Fact):
    """A login that several wikis can share was given or renewed."""

    kind: ClassVar[str] = "shared_login:kept"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLoginDropped(Fact):
    """A login that several wikis could share was forgotten."""

    kind: ClassVar[str] = "shared_login:dropped"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    name: str
