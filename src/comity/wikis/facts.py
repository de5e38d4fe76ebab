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
