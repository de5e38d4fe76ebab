"""What changed from one version of a code to another, provision by provision, word by word."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum, auto

from comity.codes.rules.documents import Document, Text, Written
from comity.codes.rules.effective import structure

# A letter of a script without spaces is a word of its own; elsewhere a word is what stands
# between spaces, and the spaces are kept so that the parts add up to the text.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|\s+|[^\s\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)


MOST_PAIRS = 4_000_000
"""Of words to compare; beyond it the whole text counts as replaced, so that no page hangs."""


class Operation(StrEnum):
    """What happened to a stretch of words."""

    SAME = auto()
    ADDED = auto()
    REMOVED = auto()


class ChangeKind(StrEnum):
    """What happened to a provision."""

    ADDED = auto()
    REMOVED = auto()
    REWORDED = auto()
    RESTRUCTURED = auto()
    MOVED = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words and what happened to it."""

    op: Operation
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one provision; several things can have.

    Attributes:
        provision_id: the same in both versions.
        kinds: what happened, in the order of ``ChangeKind``.
        title: the parts of its title.
        body: the parts of its text.
        example: the parts of its example.
        fields: names of the structured fields that changed.
        language: in which the words are.
    """

    provision_id: str
    kinds: tuple[ChangeKind, ...]
    title: tuple[Part, ...]
    body: tuple[Part, ...]
    example: tuple[Part, ...]
    fields: tuple[str, ...]
    language: str


def redline(before: Document, after: Document, language: str) -> tuple[Change, ...]:
    """List what changed, in the order of the later version; what was removed stands last.

    Args:
        before: the earlier version.
        after: the later version.
        language: of the reader; a provision without words in it is compared in agreed words.
    """
    old = {one.provision.id: one for one in before.provisions}
    new = {one.provision.id: one for one in after.provisions}
    moved = _moved([name for name in old if name in new], [name for name in new if name in old])
    changes = []
    for name, one in new.items():
        earlier = old.get(name)
        change = _compared(earlier, one, _shared(earlier, one, language, after.source_language))
        if name in moved:
            change = _also(change, ChangeKind.MOVED)
        changes.append(change)
    for name, one in old.items():
        if name not in new:
            changes.append(_removed(one, _shared(one, None, language, before.source_language)))
    return tuple(one for one in changes if one.kinds)


def word_parts(before: str, after: str) -> tuple[Part, ...]:
    """Compare two texts word by word; the kept and added parts add up to the later one."""
    ours, theirs = _WORD.findall(before), _WORD.findall(after)
    if len(ours) * len(theirs) > MOST_PAIRS:
        parts = [Part(Operation.REMOVED, before), Part(Operation.ADDED, after)]
        return tuple(one for one in parts if one.text)
    parts = []
    matcher = SequenceMatcher(a=ours, b=theirs, autojunk=False)
    for operation, first, first_end, second, second_end in matcher.get_opcodes():
        if operation == "equal":
            parts.append(Part(Operation.SAME, "".join(ours[first:first_end])))
            continue
        if first < first_end:
            parts.append(Part(Operation.REMOVED, "".join(ours[first:first_end])))
        if second < second_end:
            parts.append(Part(Operation.ADDED, "".join(theirs[second:second_end])))
    return tuple(parts)


_NOTHING = Text("", "", "")


def _compared(before: Written | None, after: Written, language: str) -> Change:
    old, new = before.texts[language] if before else _NOTHING, after.texts[language]
    kinds = []
    fields: tuple[str, ...] = ()
    if before is None:
        kinds.append(ChangeKind.ADDED)
    else:
        was, now = structure(before.provision), structure(after.provision)
        fields = tuple(name for name in now if now[name] != was[name])
        if old != new:
            kinds.append(ChangeKind.REWORDED)
        if fields:
            kinds.append(ChangeKind.RESTRUCTURED)
    return Change(
        after.provision.id,
        tuple(kinds),
        word_parts(old.title, new.title),
        word_parts(old.body, new.body),
        word_parts(old.example, new.example),
        fields,
        language,
    )


def _removed(written: Written, language: str) -> Change:
    text = written.texts[language]
    title, body, example = (word_parts(one, "") for one in (text.title, text.body, text.example))
    name = written.provision.id
    return Change(name, (ChangeKind.REMOVED,), title, body, example, (), language)


def _also(change: Change, kind: ChangeKind) -> Change:
    kinds = (*change.kinds, kind)
    return Change(
        change.provision_id,
        kinds,
        change.title,
        change.body,
        change.example,
        change.fields,
        change.language,
    )


def _shared(first: Written | None, second: Written | None, language: str, source: str) -> str:
    """Choose a language that both have words in: the reader's, or the agreed one."""
    present = [one.texts for one in (first, second) if one]
    return language if all(language in texts for texts in present) else source


def _moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Name the fewest provisions that had to move to turn one order into the other."""
    places = {name: place for place, name in enumerate(before)}
    # Those that keep their order are a longest rising run of old places (patience sorting).
    ends: list[int] = []
    runs: list[tuple[str, ...]] = []
    for name in after:
        at = bisect_left(ends, places[name])
        run = (*(runs[at - 1] if at else ()), name)
        ends[at:], runs[at:] = [places[name], *ends[at + 1 :]], [run, *runs[at + 1 :]]
    return frozenset(after) - frozenset(runs[-1] if runs else ())
