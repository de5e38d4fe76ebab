"""How alike two texts are, in every script: by the groups of letters that they share."""

import unicodedata
from functools import lru_cache
from hashlib import blake2b

GRAM = 3
LONGEST = 5_000
"""Characters that are compared; whoever says the same has said it by then, and a text made to be
slow is no slower than any other."""

BANDS = 24
HASHES_A_BAND = 2
"""Two texts that share three tenths of their groups meet in at least one band nine times of ten."""

_BITS = 64
_MASK = (1 << _BITS) - 1
_SIGNED = (1 << (_BITS - 1)) - 1


def plain(text: str) -> str:
    """Write a text without what makes no difference: case, width, and how words are parted."""
    said = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    return " ".join(said.casefold().split())


def grams(text: str) -> frozenset[str]:
    """List every group of ``GRAM`` letters of a text, with the spaces around it.

    Of a long text its beginning is looked at.
    """
    said = f" {plain(text[:LONGEST])[:LONGEST]} "
    return frozenset(said[place : place + GRAM] for place in range(len(said) - GRAM + 1))


def likeness(first: str, second: str) -> float:
    """Tell how much two texts share of their groups of letters, from 0 to 1.

    That is Dice's coefficient, which needs no words and so works in every script.
    """
    return shared(grams(first), grams(second))


def shared(first: frozenset[str], second: frozenset[str]) -> float:
    """Tell the likeness of two texts by their groups of letters."""
    both = len(first) + len(second)
    return 2 * len(first & second) / both if both else 0.0


def bands(text: str) -> tuple[int, ...]:
    """Give numbers of which alike texts have at least one in common, so that a table finds them.

    Locality-sensitive hashing with MinHash (Broder, On the resemblance and containment of
    documents, 1997): ``BANDS`` numbers that fit a signed column of 64 bits. A text without any
    letters has none.
    """
    hashes = [_number(gram) for gram in grams(text)]
    if not hashes:
        return ()
    found = []
    for band in range(BANDS):
        least = [
            min((one * factor + term) & _MASK for one in hashes)
            for factor, term in _turns()[band * HASHES_A_BAND : (band + 1) * HASHES_A_BAND]
        ]
        found.append(_number(f"{band}:{least}") & _SIGNED)
    return tuple(found)


@lru_cache(maxsize=1)
def _turns() -> tuple[tuple[int, int], ...]:
    """Give for each hash an odd factor and a term, always the same."""
    return tuple(
        (_number(f"factor {place}") | 1, _number(f"term {place}"))
        for place in range(BANDS * HASHES_A_BAND)
    )


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=_BITS // 8).digest())
