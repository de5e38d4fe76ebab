"""What changed from one version of a code to another, provision by provision, word by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum, auto
from functools import lru_cache

from comity.codes.rules.direction import (
    PARAMETER,
    Leaves,
    Tendency,
    of_fields,
    of_provisions,
    together,
)
from comity.codes.rules.documents import Document, Text, Written
from comity.codes.rules.effective import structure
from comity.codes.rules.keeping import keep_ids
from comity.codes.rules.provisions import Provision, Vocabulary

# A letter of a script without spaces is a word of its own; elsewhere a word is what stands
# between spaces. Each is read with the space before it; the end counts as a word without letters.
_WORD = re.compile(
    r"(\s*)([\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\s\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+|\Z)"
)


MOST_PAIRS = 4_000_000
"""Of words to compare; beyond it the whole text counts as replaced, so that no page hangs."""

KEPT_COMPARED = 4096
"""Pairs of texts; a page asks for each of its own more than once."""


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
        was: its words before; empty where it is new.
        now: its words after; empty where it was removed.
        fields: names of the structured fields that changed, each parameter by its own name.
        tendencies: which way each of them went, as far as the floor weighs it.
        tendency: which way the provision went as a whole.
        structured: whether a machine can weigh it; otherwise its words are for people.
        language: in which the words are.
        before: what it asked before, as a machine compares it; nothing where it is new.
        after: what it asks now; nothing where it was removed.
        spread: by axis, every leaf that its names stood for and stand for now, where the names
            are the same and what they stand for is not.
    """

    provision_id: str
    kinds: tuple[ChangeKind, ...]
    was: Text
    now: Text
    fields: tuple[str, ...]
    tendencies: Mapping[str, Tendency]
    tendency: Tendency
    structured: bool
    language: str
    before: Provision | None
    after: Provision | None
    spread: Mapping[str, tuple[frozenset[str], frozenset[str]]]

    @property
    def title(self) -> tuple[Part, ...]:
        """Give the parts of its title."""
        return word_parts(self.was.title, self.now.title)

    @property
    def body(self) -> tuple[Part, ...]:
        """Give the parts of its text."""
        return word_parts(self.was.body, self.now.body)

    @property
    def example(self) -> tuple[Part, ...]:
        """Give the parts of its example."""
        return word_parts(self.was.example, self.now.example)

    @property
    def called(self) -> str:
        """Give its title, the later one where there is one; it may be empty."""
        return self.now.title or self.was.title


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole redline in a few numbers.

    Attributes:
        kinds: to how many provisions each thing happened.
        tendencies: how many provisions went each way.
        tendency: which way the code went as a whole.
    """

    kinds: Mapping[ChangeKind, int]
    tendencies: Mapping[Tendency, int]
    tendency: Tendency


def summary(changes: Sequence[Change]) -> Summary:
    """Count what happened, and tell which way it goes altogether."""
    kinds = Counter(kind for one in changes for kind in one.kinds)
    ways = Counter(one.tendency for one in changes)
    return Summary(
        {kind: kinds[kind] for kind in ChangeKind if kinds[kind]},
        {way: ways[way] for way in Tendency if ways[way]},
        together(one.tendency for one in changes),
    )


def redline(
    before: Document, after: Document, language: str, *, names: Vocabulary | None = None
) -> tuple[Change, ...]:
    """List what changed, in the order of the later version; what was removed stands last.

    Args:
        before: the earlier version.
        after: the later version.
        language: of the reader; a provision without words in it is compared in agreed words.
        names: of the codes that both build on, since a name stands for every one below it.
    """
    old = {one.provision.id: one for one in before.provisions}
    new = {one.provision.id: one for one in after.provisions}
    moved = _moved([name for name in old if name in new], [name for name in new if name in old])
    comparing = _Comparing(before, after, language, names)
    changes = [comparing.change(old.get(name), one, name in moved) for name, one in new.items()]
    changes += [comparing.removal(one) for name, one in old.items() if name not in new]
    return tuple(one for one in changes if one.kinds)


def aligned(before: Document, after: Document) -> Document:
    """Give provisions of one code the ids of those that say nearly the same in another.

    Only words in the same language can be compared; without such words nothing is renamed.
    """
    language = after.source_language
    said = {
        one.provision.id: one.texts[language] for one in before.provisions if language in one.texts
    }
    return keep_ids(after, said) if said else after


@lru_cache(maxsize=KEPT_COMPARED)
def word_parts(before: str, after: str) -> tuple[Part, ...]:
    """Compare two texts word by word; the kept and added parts add up to the later one."""
    ours, theirs = _WORD.findall(before), _WORD.findall(after)
    if len(ours) * len(theirs) > MOST_PAIRS:
        parts = [Part(Operation.REMOVED, before), Part(Operation.ADDED, after)]
        return tuple(one for one in parts if one.text)
    words, words_now = [word for _, word in ours], [word for _, word in theirs]
    matcher = SequenceMatcher(a=words, b=words_now, autojunk=False)
    collected = _Parts()
    for operation, first, first_end, second, second_end in matcher.get_opcodes():
        was, now = ours[first:first_end], theirs[second:second_end]
        if operation == "equal":
            for (space, word), (space_now, _) in zip(was, now, strict=True):
                if space == space_now:
                    collected.keep(space + word)
                else:
                    collected.change(space, space_now)
                    collected.keep(word)
        else:
            # The space before both is no part of what changed.
            if was and now and was[0][0] == now[0][0]:
                collected.keep(was[0][0])
                was[0], now[0] = ("", was[0][1]), ("", now[0][1])
            collected.change(_joined(was), _joined(now))
    return collected.all()


def _joined(words: Sequence[tuple[str, str]]) -> str:
    return "".join(space + word for space, word in words)


class _Parts:
    """Collects what happened, each stretch as long as it can be."""

    def __init__(self) -> None:
        self._done: list[Part] = []
        self._removed = self._added = self._same = ""

    def change(self, removed: str, added: str) -> None:
        if self._same:
            self._finish()
        self._removed += removed
        self._added += added

    def keep(self, text: str) -> None:
        self._same += text

    def all(self) -> tuple[Part, ...]:
        self._finish()
        return tuple(self._done)

    def _finish(self) -> None:
        for operation, text in (
            (Operation.REMOVED, self._removed),
            (Operation.ADDED, self._added),
            (Operation.SAME, self._same),
        ):
            if text:
                self._done.append(Part(operation, text))
        self._removed = self._added = self._same = ""


_NOTHING = Text("", "", "")


class _Comparing:
    """What all provisions of two versions are compared with."""

    def __init__(
        self, before: Document, after: Document, language: str, names: Vocabulary | None
    ) -> None:
        # A version can place its own names elsewhere, and say less by it with the same names.
        own = before.vocabulary, after.vocabulary
        if names is not None and names != Vocabulary():
            own = names.joined(own[0]), names.joined(own[1])
        self._leaves = Leaves(*own)
        self._language = language
        self._sources = before.source_language, after.source_language

    def change(self, before: Written | None, after: Written, moved: object) -> Change:
        tag = self._shared(before, after)
        was = self._words(before, tag, self._sources[0]) if before else _NOTHING
        now = self._words(after, tag, self._sources[1])
        rule = before.provision if before else None
        spread = self._spread(rule, after.provision)
        fields = (*spread, *_fields(rule, after.provision)) if rule else ()
        kinds = [ChangeKind.ADDED] if before is None else []
        if before is not None:
            kinds += [ChangeKind.REWORDED] * (was != now)
            kinds += [ChangeKind.RESTRUCTURED] * bool(fields)
            kinds += [ChangeKind.MOVED] * bool(moved)
        told = self._told((rule, after.provision), tuple(kinds), (was, now), fields, tag)
        return replace(told, spread=spread)

    def removal(self, before: Written) -> Change:
        tag = self._shared(before, None)
        was = self._words(before, tag, self._sources[0])
        kinds = (ChangeKind.REMOVED,)
        return self._told((before.provision, None), kinds, (was, _NOTHING), (), tag)

    def _told(
        self,
        rules: tuple[Provision | None, Provision | None],
        kinds: tuple[ChangeKind, ...],
        words: tuple[Text, Text],
        fields: tuple[str, ...],
        tag: str,
    ) -> Change:
        before, after = rules
        sides = [one for one in rules if one is not None]
        ways: Mapping[str, Tendency] = {}
        if fields and before and after and before.structured and after.structured:
            ways = of_fields(before, after, self._leaves)
            way = together(ways.values())
        else:
            way = Tendency.SAME if before == after else of_provisions(before, after, self._leaves)
        return Change(
            sides[-1].id,
            kinds,
            words[0],
            words[1],
            fields,
            ways,
            way,
            any(one.structured for one in sides),
            tag,
            before,
            after,
            {},
        )

    def _spread(
        self, before: Provision | None, after: Provision
    ) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        if before is None or not (before.structured and after.structured):
            return {}
        return self._leaves.shifted(before, after)

    def _shared(self, first: Written | None, second: Written | None) -> str:
        """Choose a language that both have words in: the reader's, or one that was agreed."""
        present = [one.texts for one in (first, second) if one]
        for tag in (self._language, *reversed(self._sources)):
            if all(tag in texts for texts in present):
                return tag
        return self._sources[1] if second else self._sources[0]

    def _words(self, written: Written, tag: str, source: str) -> Text:
        """Give the words in a language; two codes may have none in common."""
        return written.texts.get(tag) or written.texts[source]


def _fields(before: Provision, after: Provision) -> tuple[str, ...]:
    """Name the structured fields that differ, each parameter by its own name."""
    if before == after:
        return ()
    was, now = structure(before), structure(after)
    found = [name for name in now if name not in {"id", "parameters"} and now[name] != was[name]]
    names = sorted(before.parameters.keys() | after.parameters.keys())
    found += [
        PARAMETER + name
        for name in names
        if before.parameters.get(name) != after.parameters.get(name)
    ]
    return tuple(found)


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
