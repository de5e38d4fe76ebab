"""How text becomes words to look for. The same for what is kept and for what is asked.

Scripts with spaces are found by words and their beginnings. Arabic and Hebrew join small words to
the next one, so they are found by any three letters in a row. Scripts without spaces are found by
any two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache
from unicodedata import category, name, normalize

LONGEST_WORD = 40
"""Bytes of a word that are kept and compared."""

LONGEST_ASKED = 150
MOST_ASKED = 12
"""Characters and words of a search that count; nobody reads what more would find."""

_TOGETHER = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "YI")
_JOINED = ("ARABIC", "HEBREW", "SYRIAC", "THAANA")
_DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d]"
)
_SAME = str.maketrans(
    {
        "\u0629": "\u0647",  # teh marbuta and heh
        "\u0649": "\u064a",  # alef maksura and yeh
        "\u06cc": "\u064a",  # Persian and Arabic yeh
        "\u06a9": "\u0643",  # Persian and Arabic kaf
        "\u0131": "i",  # without its dot
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"[*_`#>|]+|^\s*[-+]\s", re.MULTILINE)


class Sort(StrEnum):
    """What can be found."""

    PROVISION = auto()
    BODY = auto()
    COMMUNITY = auto()


class Script(StrEnum):
    """How a script parts its words."""

    SPACED = auto()
    JOINED = auto()
    TOGETHER = auto()


SIZES = {Script.JOINED: 3, Script.TOGETHER: 2}
"""How many letters in a row are kept of a script that does not part all its words."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one script in a row, and where they stand in the text."""

    text: str
    script: Script
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that must be found: a word, or the beginning of one."""

    word: bytes
    begins: bool


def fold(text: str) -> str:
    """Take away what people leave out when they type: capitals, accents, vowel marks."""
    letters = normalize("NFD", normalize("NFKC", text).casefold())
    return normalize("NFC", _DROPPED.sub("", letters).translate(_SAME))


def plain(markdown: str) -> str:
    """Take the signs of Markdown away, so that a text can be shown as one line."""
    return " ".join(_SIGNS.sub(" ", _LINK.sub(r"\1", markdown)).split())


def runs(text: str) -> Iterator[Run]:
    """Part a text into words, or where there are no spaces into stretches of one script."""
    start, script = 0, None
    for at, letter in enumerate(text):
        here = _script(letter, script)
        if here is script:
            continue
        if script is not None:
            yield Run(text[start:at], script, start, at)
        start, script = at, here
    if script is not None:
        yield Run(text[start:], script, start, len(text))


def kept(text: str) -> set[bytes]:
    """Give the words under which a text is found."""
    return {_bytes(piece) for run in runs(text) for piece in _pieces(fold(run.text), run.script)}


def asked(text: str) -> list[Asked]:
    """Give what must be found for a search; all of it, each once."""
    found: dict[Asked, None] = {}
    for run in runs(text[:LONGEST_ASKED]):
        folded = fold(run.text)
        size = SIZES.get(run.script, 0)
        if run.script is Script.SPACED or len(folded) < size:
            found[Asked(_bytes(folded), begins=True)] = None
        else:
            found |= {Asked(_bytes(one), begins=False): None for one in _grams(folded, size)}
    return list(found)[:MOST_ASKED]


def end_of(word: bytes) -> bytes:
    """Give the first word after all those that begin with this one. UTF-8 has no byte 255."""
    return word + b"\xff"


def marked(text: str, search: str) -> list[tuple[str, bool]]:
    """Part a text into what was looked for and what stands between.

    Returns:
        Each part and whether it was looked for.
    """
    wanted = [(fold(run.text), run.script) for run in runs(search[:LONGEST_ASKED])]
    parts: list[tuple[str, bool]] = []
    end = 0
    for start, stop in _hits(text, wanted):
        if start > end:
            parts.append((text[end:start], False))
        parts.append((text[start:stop], True))
        end = stop
    if end < len(text):
        parts.append((text[end:], False))
    return parts


def around(text: str, search: str, *, most: int) -> str:
    """Cut a text to the stretch around what was looked for first."""
    if len(text) <= most:
        return text
    wanted = [(fold(run.text), run.script) for run in runs(search[:LONGEST_ASKED])]
    first = next(iter(_hits(text, wanted)), (0, 0))[0]
    start = 0 if first < most // 2 else first - most // 4
    while start and text[start - 1] != " " and first - start < most // 2:
        start -= 1
    stop = min(len(text), start + most)
    while stop < len(text) and text[stop] != " " and stop > start + most * 3 // 4:
        stop -= 1
    return f"{'… ' if start else ''}{text[start:stop].strip()}{' …' if stop < len(text) else ''}"


def _hits(text: str, wanted: Sequence[tuple[str, Script]]) -> Iterator[tuple[int, int]]:
    """Find the places of what was looked for, in their order, none inside another."""
    for run in runs(text):
        folded = fold(run.text)
        same = [word for word, script in wanted if word and script is run.script]
        if run.script is Script.SPACED:
            if any(folded.startswith(word) for word in same):
                yield run.start, run.end
        elif len(folded) != len(run.text):
            # Folding moved the letters, so that only the whole word can be shown.
            if any(word in folded for word in same):
                yield run.start, run.end
        else:
            yield from _inside(run.start, folded, same)


def _inside(start: int, folded: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(folded):
        longest = max((len(word) for word in wanted if folded.startswith(word, at)), default=0)
        if longest:
            yield start + at, start + at + longest
        at += longest or 1


def _pieces(folded: str, script: Script) -> Sequence[str]:
    size = SIZES.get(script, 0)
    if script is Script.SPACED or len(folded) < size:
        return (folded,) if folded else ()
    # The end, too short for a piece of its own, is kept so that its beginning can be asked for.
    return [*_grams(folded, size), folded[1 - size :]]


def _grams(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def _bytes(word: str) -> bytes:
    return word.encode(errors="ignore")[:LONGEST_WORD]


@lru_cache(maxsize=20_000)
def _of_letter(letter: str) -> Script | None:
    kind = category(letter)[0]
    if kind not in "LNM" and letter != "\u200c":
        return None
    called = name(letter, "")
    if called.startswith(_TOGETHER):
        return Script.TOGETHER
    if called.startswith(_JOINED):
        return Script.JOINED
    return Script.SPACED


def _script(letter: str, before: Script | None) -> Script | None:
    """Tell the script of a letter; a mark belongs to the letter before it."""
    if before is not None and (category(letter)[0] == "M" or letter == "\u200d"):
        return before
    return _of_letter(letter)
