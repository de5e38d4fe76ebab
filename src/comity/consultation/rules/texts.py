"""What people write, brought into shape, and what is no text refused."""

import re
import unicodedata
from collections.abc import Iterable

from comity.communities.rules import LANGUAGE
from comity.consultation.errors.contributions import (
    ContributionEmpty,
    ContributionLanguageWrong,
    ContributionNotReadable,
    ContributionTooLong,
)

LONGEST_CONTRIBUTION = 20_000
"""Characters; about ten printed pages."""
LONGEST_TAG = 35
_CONTROLS = frozenset("\n\t\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
"""Controls that belong to writing: lines, and what joins and directs Arabic and Hebrew."""
_LINES = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")


def findable(titles: Iterable[str]) -> str:
    """Write titles as they are looked for: composed, in small letters, each on a line."""
    return "\n".join(unicodedata.normalize("NFC", one).casefold() for one in titles)


def clean_text(text: str, *, field: str = "text", most: int = LONGEST_CONTRIBUTION) -> str:
    """Bring what somebody wrote into shape: composed, with plain line ends, without outer blanks.

    Args:
        text: as it came.
        field: where it was typed, for the refusal.
        most: characters it may have.

    Raises:
        ContributionTooLong: there are more characters than may be.
        ContributionNotReadable: there is something in it that is no text.
        ContributionEmpty: nothing is left.
    """
    if len(text) > 2 * most:
        raise ContributionTooLong(field=field, most=most)
    if any(_no_text(symbol) for symbol in _LINES.sub("\n", text)):
        raise ContributionNotReadable(field=field)
    tidy = unicodedata.normalize("NFC", _LINES.sub("\n", text)).strip()
    if len(tidy) > most:
        raise ContributionTooLong(field=field, most=most)
    if not any(symbol.isprintable() and not symbol.isspace() for symbol in tidy):
        raise ContributionEmpty(field=field)
    return tidy


def clean_tag(language: str, *, field: str = "language") -> str:
    """Bring a language tag of BCP 47 into shape, in lower case.

    Raises:
        ContributionLanguageWrong: it is none.
    """
    tag = language.strip().lower().replace("_", "-")
    if len(tag) > LONGEST_TAG or not LANGUAGE.fullmatch(tag):
        raise ContributionLanguageWrong(field=field, language=language.strip()[:40])
    return tag


def _no_text(symbol: str) -> bool:
    return unicodedata.category(symbol) in {"Cc", "Cs"} and symbol not in _CONTROLS
