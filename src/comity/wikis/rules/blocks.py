"""Blocks: what is asked for, what stands, and how the two compare."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, auto

MOST_PAGES = 10
"""Pages that one partial block can name (MediaWiki 1.39, ApiBlock)."""

USER_TALK = 3
"""The namespace of people's talk pages, on every MediaWiki."""


class Difference(StrEnum):
    """In what a block that stands is not the one asked for."""

    ABSENT = auto()
    ACCOUNT = auto()
    SCOPE = auto()
    PAGES = auto()
    NAMESPACES = auto()
    ACTIONS = auto()
    EXPIRY = auto()
    ACCOUNT_CREATION = auto()
    EMAIL = auto()
    OWN_TALK_PAGE = auto()
    AUTOBLOCK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockOrder:
    """A block as it should be. Without pages and namespaces it covers the whole wiki.

    Attributes:
        account: the number of the account.
        reason: public, on the wiki.
        expires_at: with its time zone; None means until somebody lifts it. A moment and not
            a span, so that asking twice asks for the same.
        pages: numbers of pages, which stay when a page is moved; at most ``MOST_PAGES``.
        namespaces: numbers of namespaces.
        account_creation: whether they may still make accounts.
        email: whether they may still write to others through the wiki.
        own_talk_page: whether they may still edit their own talk page, where they can answer.
        autoblock: whether the wiki also blocks the addresses they use.
    """

    account: int
    reason: str
    expires_at: datetime | None
    pages: frozenset[int] = frozenset()
    namespaces: frozenset[int] = frozenset()
    account_creation: bool = True
    email: bool = True
    own_talk_page: bool = True
    autoblock: bool = False

    def __post_init__(self) -> None:
        """Refuse what no wiki could do.

        Raises:
            ValueError: the moment has no time zone, there are too many pages, or a partial
                block closes the own talk page without covering its namespace.
        """
        if self.expires_at is not None and self.expires_at.tzinfo is None:
            message = "the end of a block needs a time zone"
            raise ValueError(message)
        if len(self.pages) > MOST_PAGES:
            message = f"a partial block names at most {MOST_PAGES} pages"
            raise ValueError(message)
        if self.partial and not self.own_talk_page and USER_TALK not in self.namespaces:
            message = "a partial block leaves the own talk page open unless it covers talk pages"
            raise ValueError(message)

    @property
    def partial(self) -> bool:
        """Whether the rest of the wiki stays open to them."""
        return bool(self.pages or self.namespaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block that stands, as read back from the wiki.

    Attributes:
        id: of the block, on its wiki.
        by: the name of who placed it.
        placed_at: when it was placed or last changed.
        partial: whether the rest of the wiki stays open.
        actions: closed by name, such as ``upload``; we never ask for these.
    """

    id: int
    account: int
    by: str
    placed_at: datetime
    expires_at: datetime | None
    reason: str
    partial: bool
    pages: frozenset[int] = frozenset()
    namespaces: frozenset[int] = frozenset()
    actions: frozenset[str] = frozenset()
    account_creation: bool = True
    email: bool = True
    own_talk_page: bool = True
    autoblock: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """The proof that a block stands.

    Attributes:
        block: as read back after it was placed, equal to the order.
        log_id: of the public log line; None if the wiki does not show it to us.
        already: whether it stood before we asked, so that nothing was done.
    """

    block: Block
    log_id: int | None
    already: bool


@dataclass(frozen=True, slots=True)
class Lifted:
    """The proof that a block is gone.

    Attributes:
        log_id: of the public log line; None if nobody lifted it because it ran out.
        already: whether it was gone before we asked, so that nothing was done.
    """

    log_id: int | None
    already: bool


def compare(asked: BlockOrder, found: Block | None) -> frozenset[Difference]:
    """Tell in what a block that stands is not the one asked for. Nothing means it is.

    The reason is no difference: it changes nothing for the person.
    """
    if found is None:
        return frozenset({Difference.ABSENT})
    pairs = {
        Difference.ACCOUNT: (asked.account, found.account),
        Difference.SCOPE: (asked.partial, found.partial),
        Difference.PAGES: (asked.pages, found.pages),
        Difference.NAMESPACES: (asked.namespaces, found.namespaces),
        Difference.ACTIONS: (frozenset(), found.actions),
        Difference.EXPIRY: (_second(asked.expires_at), _second(found.expires_at)),
        Difference.ACCOUNT_CREATION: (asked.account_creation, found.account_creation),
        Difference.EMAIL: (asked.email, found.email),
        Difference.OWN_TALK_PAGE: (asked.own_talk_page, found.own_talk_page),
        Difference.AUTOBLOCK: (asked.autoblock, found.autoblock),
    }
    return frozenset(name for name, (wanted, stands) in pairs.items() if wanted != stands)


def standing(asked: BlockOrder, found: Iterable[Block]) -> Block | None:
    """Find the block asked for among those that stand: newer wikis can hold several."""
    return next((block for block in found if not compare(asked, block)), None)


def closest(asked: BlockOrder, found: Iterable[Block]) -> frozenset[Difference]:
    """Tell in what the most similar block that stands differs from the one asked for."""
    return min((compare(asked, block) for block in found), key=len, default=compare(asked, None))


def _second(moment: datetime | None) -> datetime | None:
    """Cut to whole seconds, which is all that wikis keep."""
    return None if moment is None else moment.astimezone(UTC).replace(microsecond=0)
