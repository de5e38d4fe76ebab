"""People and their accounts, as plain values."""

from dataclasses import dataclass

WIKI = "wiki"
"""The provider of accounts that all wikis of a movement share."""


@dataclass(frozen=True, slots=True, order=True)
class AccountRef:
    """An account somewhere else: the provider and the number count, the name may change.

    Attributes:
        provider: where the account lives, such as ``wiki``.
        subject: its number there, as text.
        name: what it is called now; not part of what it is.
    """

    provider: str
    subject: str
    name: str = ""

    def same(self, other: "AccountRef") -> bool:
        """Tell whether two references mean one account, whatever it was called."""
        return (self.provider, self.subject) == (other.provider, other.subject)


def tidy_name(name: str) -> str:
    """Write an account name as MediaWiki does: spaces for underscores, the first letter large."""
    plain = " ".join(name.replace("_", " ").split())
    return plain[:1].upper() + plain[1:]
