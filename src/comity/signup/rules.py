"""On what ground somebody is bound by a version, and how an account is written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from comity.people.rules import AccountRef
from comity.signup.errors import NoSuchAccountName

LONGEST_NUMBER = 20


class Basis(StrEnum):
    """Why a signature counts."""

    EXPLICIT = auto()
    TERMS_OF_USE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAnswer:
    """What a wiki or a chat is told about an account. Who is unknown here has not signed.

    Attributes:
        version: number of the version in force.
        signed_version: number of the newest version they signed; 0: none.
        basis: on what ground, of that newest signature.
        signed_on: the day of that newest signature.
    """

    version: int
    signed_version: int = 0
    basis: str = ""
    signed_on: date | None = None

    @property
    def signed(self) -> bool:
        """Whether the version in force is signed."""
        return self.version == self.signed_version


def read_account(text: str) -> AccountRef:
    """Read an account as addresses write it: ``wiki:123``.

    Raises:
        NoSuchAccountName: it is written otherwise.
    """
    provider, colon, number = text.partition(":")
    fits = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    if not (colon and provider.isascii() and provider.isalnum() and fits):
        raise NoSuchAccountName(field="account")
    return AccountRef(provider, number)
