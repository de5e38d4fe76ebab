"""Terms that are translated the same everywhere, and finding them in a text."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_TERM = 100
LONGEST_NOTE = 1_000
MOST_TERMS = 500
"""Of one code in one language; a glossary with more is a dictionary."""

_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def tidy(text: str) -> str:
    """Write a term as it is kept: composed letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def occurring(terms: Iterable[str], text: str) -> list[str]:
    """List the terms that stand in a text as whole words, the longest first.

    Where a script has no spaces between words, any place will do. Capitals do not count.
    """
    said = tidy(text).casefold()
    found = {term for term in terms if term and _pattern(term).search(said)}
    return sorted(found, key=lambda term: (-len(term), term))


@lru_cache(maxsize=MOST_TERMS)
def _pattern(term: str) -> re.Pattern[str]:
    wanted = tidy(term).casefold()
    first = r"(?<!\w)" if not _NO_SPACES.match(wanted) else ""
    last = r"(?!\w)" if not _NO_SPACES.match(wanted[-1:]) else ""
    return re.compile(first + re.escape(wanted) + last)
