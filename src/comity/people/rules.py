"""People and their accounts, as plain values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from comity.people.errors import LanguageNotReadable, TooManyLanguages

WIKI = "wiki"
"""The provider of accounts that all wikis of a movement share."""

MOST_LANGUAGES = 8
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts to which a secret may go without TLS, because it never leaves the machine."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_KEY = re.compile(r"[a-z][a-z0-9]{0,39}")


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


@dataclass(frozen=True, slots=True)
class Registration:
    """A site whose accounts can be shown, and how we are registered there.

    Attributes:
        key: as accounts name it.
        name: as people call it.
        rest_url: below which the addresses of Extension:OAuth stand.
        client_id: the public key of our registration.
        secret: its secret.
    """

    key: str
    name: str
    rest_url: str
    client_id: str
    secret: str = field(repr=False)


def tidy_name(name: str) -> str:
    """Write an account name as MediaWiki does: spaces for underscores, the first letter large."""
    plain = " ".join(name.replace("_", " ").split())
    return plain[:1].upper() + plain[1:]


def tidy_languages(tags: Iterable[str]) -> tuple[str, ...]:
    """Bring a list of languages into shape: in its order, each once.

    Args:
        tags: BCP 47.

    Raises:
        LanguageNotReadable: one of them is no tag.
        TooManyLanguages: there are more than anybody reads.
    """
    found = dict.fromkeys(tag.strip() for tag in tags if tag.strip())
    for tag in found:
        if not _TAG.fullmatch(tag):
            raise LanguageNotReadable(field="languages", language=tag[:40])
    if len(found) > MOST_LANGUAGES:
        raise TooManyLanguages(field="languages", most=MOST_LANGUAGES)
    return tuple(found)


def is_provider_key(key: str) -> bool:
    """Tell whether something can name a provider: it stands in addresses and before colons."""
    return _KEY.fullmatch(key) is not None


def is_safe_address(url: str) -> bool:
    """Tell whether a secret may be sent to an address: over TLS, or to this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.username or parts.password or parts.query or parts.fragment or not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in HERE)
