"""Translations and their sources: which words each was made from, and what follows from a change.

A unit is a provision in one language, or title and summary of the whole code. Nothing marks it as
outdated: it is, as long as the source is not the one that it was made from, or one that counts as
equal. So it heals when the source goes back to what it was.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.codes.rules.documents import Text, TextState
from comity.kernel.chain import canonical

READY = frozenset({TextState.APPROVED, TextState.COMPLETE})
"""What counts as translated."""

ABOUT = "_about"
"""Names title and summary of a version among its units. No provision can be called so."""

Pair = tuple[str, str]
"""Two hashes of sources, the earlier one first: a translation of one is a translation of both."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the translation of one version into one language is, in units.

    Attributes:
        language: BCP 47.
        total: how many units there are.
        counts: by state; a state that no unit is in may be left out.
    """

    language: str
    total: int
    counts: Mapping[TextState, int]

    @property
    def missing(self) -> int:
        """Count the units without any words."""
        return self.total - sum(self.counts.values())

    @property
    def ready(self) -> int:
        """Count the units that are translated."""
        return sum(self.counts.get(state, 0) for state in READY)

    @property
    def percent(self) -> int:
        """Tell how much is translated, in whole percent: 100 only where nothing is left to do."""
        return self.ready * 100 // self.total if self.total else 100


def source_hash(language: str, text: Text) -> str:
    """Hash the words that a translation is made from: 64 hex digits of SHA-256."""
    said = {"language": language, "words": [text.title, text.body, text.example]}
    return hashlib.sha256(canonical(said)).hexdigest()


def same_source(made_from: str | None, now: str, kept: Iterable[Pair]) -> bool:
    """Tell whether a translation of one source is a translation of the present one.

    Args:
        made_from: the hash it was made from; none where nobody knows.
        now: the hash of the present source.
        kept: changes of this provision that leave its translations as they are. They count in
            both directions and one after the other.
    """
    if not made_from:
        return False
    if made_from == now:
        return True
    near: dict[str, set[str]] = {}
    for before, after in kept:
        near.setdefault(before, set()).add(after)
        near.setdefault(after, set()).add(before)
    reached, waiting = {made_from}, [made_from]
    while waiting:
        for one in near.get(waiting.pop(), set()) - reached:
            reached.add(one)
            waiting.append(one)
    return now in reached


def shown_state(
    stored: TextState, made_from: str | None, now: str, kept: Iterable[Pair]
) -> TextState:
    """Tell the state of a unit as everybody sees it."""
    if stored is TextState.SOURCE or same_source(made_from, now, kept):
        return stored
    return TextState.OUTDATED


def tallied(
    total: int, units: Iterable[tuple[str, TextState]], languages: Iterable[str] = ()
) -> tuple[Tally, ...]:
    """Count units by language, the one that is furthest first.

    Args:
        total: how many provisions there are.
        units: the language and the state of each unit that has words; no source among them.
        languages: to be named even where they have no words yet.
    """
    counts: dict[str, Counter[TextState]] = {language: Counter() for language in languages}
    for language, state in units:
        counts.setdefault(language, Counter())[state] += 1
    found = [Tally(language, total, dict(one)) for language, one in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.ready, one.missing, one.language)))
