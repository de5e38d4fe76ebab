"""Which provisions of a new text are those of an earlier one, so that they keep their ids."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from comity.codes.rules.documents import Document, Text

ALIKE = 0.6
"""From this share of equal words on, a changed text is taken for the same provision."""

MOST_COMPARED = 12
"""Earlier provisions that one without a name is compared with: those with most words in common."""


def keep_ids(document: Document, previous: Mapping[str, Text]) -> Document:
    """Give provisions the ids that they had before, though others came between them.

    Args:
        document: the new version.
        previous: words of the version before in the same source language, by id.
    """
    language = document.source_language
    texts = {one.provision.id: one.texts[language] for one in document.provisions}
    renamed = _same_words(texts, previous)
    taken = set(renamed.values())
    free = {old: words for old, words in previous.items() if old not in taken}
    places = _by_word(free)
    for name, text in texts.items():
        if name in renamed:
            continue
        alike = max(
            ((likeness(text, free[old]), old == name, old) for old in _near(text, places, name)),
            default=(0.0, False, ""),
        )
        if alike[0] >= ALIKE:
            renamed[name] = alike[2]
            taken.add(alike[2])
            for word in set(_words(free.pop(alike[2]))):
                places[word].discard(alike[2])
    for name in texts:
        if name not in renamed:
            renamed[name] = _free(name, taken)
            taken.add(renamed[name])
    return replace(
        document,
        provisions=tuple(
            replace(one, provision=replace(one.provision, id=renamed[one.provision.id]))
            for one in document.provisions
        ),
    )


def _by_word(texts: Mapping[str, Text]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, text in texts.items():
        for word in set(_words(text)):
            found.setdefault(word, set()).add(name)
    return found


def _near(text: Text, places: Mapping[str, set[str]], name: str) -> list[str]:
    """Name the earlier provisions that share most words with a text; comparing all takes long."""
    shared = Counter(old for word in set(_words(text)) for old in places.get(word, ()))
    near = sorted(shared, key=lambda old: (-shared[old], old != name, old))
    return near[:MOST_COMPARED]


def likeness(first: Text, second: Text) -> float:
    """Say which share of two texts is the same words in the same order, from 0 to 1."""
    ours, theirs = _words(first), _words(second)
    return SequenceMatcher(a=ours, b=theirs, autojunk=False).ratio()


def _same_words(texts: Mapping[str, Text], previous: Mapping[str, Text]) -> dict[str, str]:
    """Find the provisions whose words have not changed."""
    before: dict[Text, list[str]] = {}
    for old, text in previous.items():
        before.setdefault(text, []).append(old)
    found = {}
    for name, text in texts.items():
        olds = before.get(text, [])
        if olds:
            old = name if name in olds else olds[0]
            olds.remove(old)
            found[name] = old
    return found


def _free(wanted: str, taken: Iterable[str]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _words(text: Text) -> list[str]:
    return f"{text.title} {text.body}".split()
