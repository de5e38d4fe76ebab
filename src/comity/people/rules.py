"""People and their accounts, as plain values."""

import re
import secrets
import string
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from comity.people.errors import (
    LanguageNotReadable,
    TokenForSomethingElse,
    TooManyLanguages,
)

WIKI = "wiki"
"""The provider of accounts that all wikis of a movement share."""

MOST_LANGUAGES = 8
TOKEN_PREFIX = "comity_"  # noqa: S105, what every token begins with
TOKEN_LENGTH = 40
"""Drawn characters of a token."""
CHECKSUM_LENGTH = 6
LONGEST_TOKEN_DAYS = 365
MOST_TOKENS = 20
"""Of one person at a time."""
_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
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


class Scope(StrEnum):
    """What a token can be used for. None of it opens what is sealed."""

    ME_READ = "me:read"
    SIGNATURES_READ = "signatures:read"
    SIGNATURES_WRITE = "signatures:write"
    CASES_LIST = "cases:list"
    CODES_WRITE = "codes:write"
    CONSULTATIONS_WRITE = "consultations:write"
    WIKIS_READ = "wikis:read"
    WIKIS_WRITE = "wikis:write"


def new_token() -> str:
    """Make a token that nobody guesses (238 bits) and that is known for one where it lies open."""
    drawn = "".join(secrets.choice(_DIGITS) for _ in range(TOKEN_LENGTH))
    return f"{TOKEN_PREFIX}{drawn}{_checksum(drawn)}"


def looks_like_token(text: str) -> bool:
    """Tell whether a text can be a token: a slip of the hand needs no look into the database."""
    rest = text.removeprefix(TOKEN_PREFIX)
    drawn, check = rest[:TOKEN_LENGTH], rest[TOKEN_LENGTH:]
    return rest != text and len(drawn) == TOKEN_LENGTH and check == _checksum(drawn)


def require_scope(wanted: str, scopes: Iterable[str]) -> None:
    """Refuse a token that was made for other things.

    Raises:
        TokenForSomethingElse: what is wanted is none of its uses.
    """
    if wanted not in scopes:
        raise TokenForSomethingElse(scope=str(wanted))


def _checksum(drawn: str) -> str:
    number, digits = zlib.crc32(drawn.encode()), ""
    for _ in range(CHECKSUM_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
