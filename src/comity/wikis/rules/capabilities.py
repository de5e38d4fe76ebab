"""What a wiki and our login on it can do, as found out by asking, never by version."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from comity.wikis.rules.blocks import BlockOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What can be done on one wiki with one login.

    Attributes:
        login: the name of the account behind our login.
        rights: what the login holds, as the wiki names it.
        partial_blocks: whether a block can leave the rest of the wiki open.
        page_restrictions: whether a partial block can name pages.
        namespace_restrictions: whether a partial block can name namespaces.
        several_blocks: whether one account can carry more than one block.
        email: whether our login can write to people through the wiki.
        rename_log: whether renamed accounts can be followed.
        oauth: whether people can prove an account by OAuth.
        central_accounts: whether accounts span several wikis.
    """

    login: str
    rights: frozenset[str]
    partial_blocks: bool
    page_restrictions: bool
    namespace_restrictions: bool
    several_blocks: bool
    email: bool
    rename_log: bool
    oauth: bool
    central_accounts: bool

    @property
    def can_block(self) -> bool:
        """Whether our login may block accounts."""
        return "block" in self.rights

    @property
    def can_edit(self) -> bool:
        """Whether our login may write on talk pages."""
        return "edit" in self.rights

    def lacking(self, order: BlockOrder) -> tuple[str, ...]:
        """Name everything that keeps this block from being placed here."""
        needs = {
            "block": self.can_block,
            "blockemail": order.email or "blockemail" in self.rights,
            "partial_blocks": not order.partial or self.partial_blocks,
            "page_restrictions": not order.pages or self.page_restrictions,
            "namespace_restrictions": not order.namespaces or self.namespace_restrictions,
        }
        return tuple(name for name, met in needs.items() if not met)

    def as_json(self) -> dict[str, object]:
        """Write as plain values, in a stable order."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        return plain | {"rights": sorted(self.rights)}

    @classmethod
    def from_json(cls, plain: Mapping[str, object]) -> Self:
        """Read what ``as_json`` wrote, even before a later version knew another capability.

        Raises:
            TypeError: ``rights`` is not a list.
        """
        rights = plain.get("rights", [])
        if not isinstance(rights, list):
            message = "rights must be a list"
            raise TypeError(message)
        switches = {
            field.name: plain.get(field.name) is True
            for field in fields(cls)
            if field.name not in {"login", "rights"}
        }
        return cls(
            login=str(plain.get("login", "")), rights=frozenset(map(str, rights)), **switches
        )
