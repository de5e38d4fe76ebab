"""Who may do what on a wiki, as the wiki tells of its own groups."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Self

OLDEST = (1, 35)
"""The oldest MediaWiki whose answers we know; older ones are asked all the same."""

EVERYBODY = frozenset({"*", "user", "autoconfirmed"})
"""Groups that people are in without anybody's doing."""

GRAVE = frozenset(
    {
        *("checkuser", "delete", "deleterevision", "editinterface", "editsitecss", "editsitejs"),
        *("edituserjs", "importupload", "protect", "renameuser", "siteadmin"),
        *("suppressrevision", "undelete", "userrights"),
    }
)
"""Rights that we never use, and that do the most harm in the hands of a thief."""

TOO_MUCH = GRAVE | {"block", "bot"}
"""Rights that nobody gets for signing."""

GROUP = re.compile(r"[a-z][a-z0-9_-]{0,62}", re.ASCII)
"""Names of groups that fit into a line of PHP and into an address."""


class Editing(StrEnum):
    """Whether a wiki lets only one group edit."""

    ONLY_GROUP = auto()
    EVERYBODY = auto()
    NOT_EVEN_GROUP = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a wiki tells of its groups, and of the account behind our login.

    Attributes:
        version: of MediaWiki, such as ``1.39.17``; empty if the wiki does not say.
        groups: the name of every group.
        editors: names of those that may edit.
        powerful: names of those that may do what nobody should get for signing.
        can_add: groups that our login may put people into.
        can_remove: groups that our login may take people out of.
        blocked: whether our own account is blocked there.
        temporary_accounts: whether people without an account edit under a passing one.
    """

    version: str
    groups: frozenset[str]
    editors: frozenset[str]
    powerful: frozenset[str]
    can_add: frozenset[str]
    can_remove: frozenset[str]
    blocked: bool
    temporary_accounts: bool

    @property
    def old(self) -> bool:
        """Whether the wiki is older than what we know, or does not say how old it is."""
        numbers = re.match(r"(\d+)\.(\d+)", self.version)
        return numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST

    def can_keep(self, group: str) -> bool:
        """Whether a group is there and harmless, and our login may change who is in it."""
        return group in (self.groups & self.can_add & self.can_remove) - self.powerful

    def editing(self, group: str) -> Editing:
        """Tell who may edit, as far as the rights of groups say."""
        if self.editors & EVERYBODY:
            return Editing.EVERYBODY
        return Editing.ONLY_GROUP if group in self.editors else Editing.NOT_EVEN_GROUP

    def as_json(self) -> dict[str, object]:
        """Write as plain values, in a stable order."""
        return {
            "version": self.version,
            "groups": sorted(self.groups),
            "editors": sorted(self.editors),
            "powerful": sorted(self.powerful),
            "can_add": sorted(self.can_add),
            "can_remove": sorted(self.can_remove),
            "blocked": self.blocked,
            "temporary_accounts": self.temporary_accounts,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, object]) -> Self:
        """Read what ``as_json`` wrote."""
        return cls(
            version=str(plain.get("version", "")),
            groups=_names(plain.get("groups")),
            editors=_names(plain.get("editors")),
            powerful=_names(plain.get("powerful")),
            can_add=_names(plain.get("can_add")),
            can_remove=_names(plain.get("can_remove")),
            blocked=plain.get("blocked") is True,
            temporary_accounts=plain.get("temporary_accounts") is True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Editors:
    """Who has edited a wiki lately, as far as its list of recent changes was read.

    Attributes:
        accounts: numbers of the accounts that edited; no bots.
        without_account: edits by people who were not signed in.
        since: the oldest change that was read.
        complete: whether all that was asked for was read.
    """

    accounts: frozenset[int]
    without_account: int
    since: datetime
    complete: bool


def _names(plain: object) -> frozenset[str]:
    return frozenset(map(str, plain)) if isinstance(plain, list) else frozenset()
