"""Where in a text a contribution belongs, and where it belongs after the text was reworded.

A place is known by the persistent id of its provision and by the words quoted with a little of
what stands around them, as the TextQuoteSelector of the W3C Web Annotation data model has it.
Nothing is counted in offsets, and words are compared without regard to Markdown marks, blanks and
line breaks, so that a quote copied from a page is found in the source.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

AROUND = 32
"""Characters kept before and after a quote."""
LONGEST_QUOTE = 1_000
SHORTEST_TELLING = 8
"""Characters from which on a quote without context is searched for in other provisions: shorter
ones stand anywhere by chance."""
_MARKS = re.compile(r"[*_`\u00ad\u200b]|^[ \t]*(?:#{1,6}|>|[-+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
_LINKS = re.compile(r"!?\[([^\[\]\n]*)\]\([^)\s]{0,1000}\)")
_BLANKS = re.compile(r"\s+")

Texts = Mapping[str, Mapping[str, str]]
"""What each provision says: by id and language, in the order of the text."""


class AnchorState(StrEnum):
    """What became of a place in a text."""

    ANCHORED = auto()
    REWORDED = auto()
    """The words around it still stand in the same provision; those between them have changed."""
    MOVED = auto()
    """The same words stand in another provision now."""
    ORPHANED = auto()
    """Neither the words nor what stood around them are there any more."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a provision, with a little of what stands around them.

    Attributes:
        exact: the words; empty where the whole provision is meant.
        prefix: what stands before them.
        suffix: what stands after them.
        language: in which the text was quoted; empty where the whole provision is meant.
    """

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a quote belongs in a text.

    Attributes:
        provision_id: where it stands now; where it stood, if it is orphaned.
        found: the words that stand there now, in place of the quote; empty where it is orphaned
            or the whole provision is meant.
    """

    state: AnchorState
    provision_id: str
    found: str = ""


def plain(text: str) -> str:
    """Read a text as it looks on a page: without marks, and every stretch of blanks as one."""
    composed = unicodedata.normalize("NFC", text)
    unmarked = _MARKS.sub("", _LINKS.sub(r"\1", composed))
    return _BLANKS.sub(" ", unmarked).strip()


def quote(texts: Mapping[str, str], exact: str) -> Quote | None:
    """Quote words of a provision.

    Args:
        texts: what the provision says by language, the reader's first.
        exact: the words, as somebody copied them; empty for the whole provision.

    Returns:
        The quote; None where the words do not stand there.
    """
    wanted = plain(exact)
    if not wanted:
        return Quote()
    for language, text in texts.items():
        said = plain(text)
        at = said.find(wanted)
        if at >= 0:
            end = at + len(wanted)
            before, behind = said[max(0, at - AROUND) : at], said[end : end + AROUND]
            return Quote(wanted, before, behind, language)
    return None


def place(provision_id: str, one: Quote, texts: Texts) -> Placed:
    """Find where a quote belongs in another edition of a text.

    Args:
        provision_id: where it stood.
        one: the quote.
        texts: the other edition.
    """
    here = texts.get(provision_id)
    if not one.exact:
        state = AnchorState.ANCHORED if here is not None else AnchorState.ORPHANED
        return Placed(state, provision_id)
    if here is not None:
        for said in _spoken(here, one.language):
            if one.exact in said:
                return Placed(AnchorState.ANCHORED, provision_id, one.exact)
        for said in _spoken(here, one.language):
            if between := _between(said, one):
                return Placed(AnchorState.REWORDED, provision_id, between)
    elsewhere = _elsewhere(provision_id, one, texts)
    if elsewhere:
        return Placed(AnchorState.MOVED, elsewhere, one.exact)
    return Placed(AnchorState.ORPHANED, provision_id)


def _between(said: str, one: Quote) -> str:
    """Find what stands between the words that stood around a quote; empty for nothing."""
    if len(one.prefix) < SHORTEST_TELLING or len(one.suffix) < SHORTEST_TELLING:
        return ""
    start = said.find(one.prefix)
    if start < 0:
        return ""
    start += len(one.prefix)
    end = said.find(one.suffix, start)
    found = said[start:end] if end >= 0 else ""
    return found if 0 < len(found) <= 3 * len(one.exact) + AROUND else ""


def _elsewhere(provision_id: str, one: Quote, texts: Texts) -> str:
    """Name the other provision in which the words stand now, by what stands around them."""
    best, name = -1, ""
    for other, by_language in texts.items():
        if other == provision_id:
            continue
        for said in _spoken(by_language, one.language):
            score = max(_scores(said, one), default=-1)
            if score > best:
                best, name = score, other
    telling = len(one.exact) >= SHORTEST_TELLING or best >= SHORTEST_TELLING
    return name if telling else ""


def _scores(said: str, one: Quote) -> Iterator[int]:
    """Count for every place of the words how many characters around them are the same."""
    at = said.find(one.exact)
    while at >= 0:
        end = at + len(one.exact)
        before, behind = said[max(0, at - AROUND) : at], said[end : end + AROUND]
        yield _common(before[::-1], one.prefix[::-1]) + _common(behind, one.suffix)
        at = said.find(one.exact, at + 1)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _spoken(by_language: Mapping[str, str], language: str) -> Iterator[str]:
    """Read what a provision says, in the language that was quoted first."""
    if language in by_language:
        yield plain(by_language[language])
    yield from (plain(text) for tag, text in by_language.items() if tag != language)
