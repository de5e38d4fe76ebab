"""What the vault puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Chain, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMade(Fact):
    """A person made keys; the fingerprint lets anybody compare."""

    kind: ClassVar[str] = "vault:key_made"
    personal: ClassVar[frozenset[str]] = frozenset()
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRenewed(Fact):
    """A person changed their keys for new ones while the old ones were unlocked."""

    kind: ClassVar[str] = "vault:key_renewed"
    personal: ClassVar[frozenset[str]] = frozenset()
    fingerprint: str
    former: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRevoked(Fact):
    """A person gave up keys that nobody can unlock any more, or that somebody else may have."""

    kind: ClassVar[str] = "vault:key_revoked"
    personal: ClassVar[frozenset[str]] = frozenset()
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCertified(Fact):
    """The service certified a person's key for a seat."""

    kind: ClassVar[str] = "vault:key_certified"
    personal: ClassVar[frozenset[str]] = frozenset()
    fingerprint: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomMade(Fact):
    """A room was made, and who could open it then."""

    kind: ClassVar[str] = "vault:room_made"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset({"holders"})
    audience: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted(Fact):
    """Somebody was let into a room."""

    kind: ClassVar[str] = "vault:admitted"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset({"holders"})
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodAside(Fact):
    """Somebody stands aside from a room; what follows has a new key."""

    kind: ClassVar[str] = "vault:stood_aside"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset({"holder"})
    holder: str
    epoch: int
