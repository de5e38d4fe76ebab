"""Summaries made of what people said: counts and their own words, nothing else.

Every sentence names how many people it speaks of and quotes some of them. ``verify`` works both
out again from the contributions, so that anybody can check a summary.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from hashlib import sha256

QUOTES = 3
LONGEST_QUOTE = 240
"""Characters; a longer sentence is cut at a word, or at a letter where words are not parted."""

_END = re.compile(r"(?<=[.!?\u061f\u06d4\u0964\u1362\u3002\uff01\uff1f])\s*")


class Topic(StrEnum):
    """What a sentence of a summary is about."""

    WHOLE = auto()
    PROVISION = auto()
    NO_PROVISION = auto()


@dataclass(frozen=True, slots=True)
class Voice:
    """One contribution, as far as a summary needs it.

    Attributes:
        id: of the contribution.
        participant: who said it.
        language: in which.
        text: their words.
        provisions: ids of those it is about.
        lead: the id of the contribution it was merged into; its own where it was not.
    """

    id: str
    participant: str
    language: str
    text: str
    provisions: frozenset[str]
    lead: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that somebody really wrote, and where they stand in what they wrote."""

    contribution: str
    start: int
    end: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a summary says of one topic.

    Attributes:
        topic: what it is about.
        provision: the id, where it is about one.
        contributions: how many.
        people: how many said them.
        languages: in how many.
        quotes: of different people as far as there are any.
    """

    topic: Topic
    provision: str
    contributions: int
    people: int
    languages: int
    quotes: tuple[Quoted, ...]


def digest(voices: Sequence[Voice]) -> tuple[Sentence, ...]:
    """Sum up what people said: as a whole, by provision with the most people first, and the rest.

    One contribution can be about several provisions and counts for each of them.
    """
    if not voices:
        return ()
    by_provision: dict[str, list[Voice]] = {}
    for one in voices:
        for provision in one.provisions:
            by_provision.setdefault(provision, []).append(one)
    about = [_sentence(Topic.PROVISION, name, said) for name, said in by_provision.items()]
    about.sort(key=lambda one: (-one.people, -one.contributions, one.provision))
    rest = [one for one in voices if not one.provisions]
    others = [_sentence(Topic.NO_PROVISION, "", rest)] if rest else []
    return (_sentence(Topic.WHOLE, "", voices), *about, *others)


def verify(sentence: Sentence, voices: Iterable[Voice]) -> bool:
    """Tell whether every count and every quote of a sentence follows from the contributions."""
    said = [one for one in voices if _about(one, sentence)]
    known = {one.id: one for one in said}
    return _counts(said) == (
        sentence.contributions,
        sentence.people,
        sentence.languages,
    ) and all(
        quote.contribution in known
        and known[quote.contribution].text[quote.start : quote.end] == quote.text
        and known[quote.contribution].language == quote.language
        for quote in sentence.quotes
    )


def _sentence(topic: Topic, provision: str, said: Sequence[Voice]) -> Sentence:
    return Sentence(topic, provision, *_counts(said), _quotes(said))


def _counts(said: Sequence[Voice]) -> tuple[int, int, int]:
    people = {one.participant for one in said}
    return len(said), len(people), len({one.language for one in said})


def _about(voice: Voice, sentence: Sentence) -> bool:
    match sentence.topic:
        case Topic.WHOLE:
            return True
        case Topic.PROVISION:
            return sentence.provision in voice.provisions
        case Topic.NO_PROVISION:
            return not voice.provisions


def _quotes(said: Sequence[Voice]) -> tuple[Quoted, ...]:
    """Choose whose words stand for the others, whatever their language.

    Those with whom most people were merged come first. Among equals a hash decides, so that
    neither the language, nor who came first, nor who writes most makes a difference.
    """
    together: dict[str, set[str]] = {}
    for one in said:
        together.setdefault(one.lead, set()).add(one.participant)
    best: dict[str, tuple[int, str, Quoted]] = {}
    for one in said:
        if quote := _quote(one):
            rank = (-_weight(one, together), _drawn(one.id), quote)
            best[one.participant] = min(rank, best.get(one.participant, rank), key=_rank)
    ordered = sorted(best.items(), key=lambda item: (item[1][0], _drawn(item[0])))
    # Words that several people begin with stand there once: the counts say how many there are.
    different: dict[str, Quoted] = {}
    for _, (_, _, quote) in ordered:
        different.setdefault(quote.text.casefold(), quote)
    return tuple(different.values())[:QUOTES]


def _rank(one: tuple[int, str, Quoted]) -> tuple[int, str]:
    return one[0], one[1]


def _weight(voice: Voice, voices: Mapping[str, set[str]]) -> int:
    """Count the people for whom a contribution speaks; only the one merged into speaks for them."""
    return len(voices[voice.lead]) if voice.lead == voice.id else 1


def _drawn(name: str) -> str:
    return sha256(name.encode()).hexdigest()


def _quote(voice: Voice) -> Quoted | None:
    """Take the first sentence of a contribution, or its beginning."""
    start = len(voice.text) - len(voice.text.lstrip())
    end = len(voice.text.rstrip())
    if start >= end:
        return None
    first = _END.search(voice.text, start)
    if first and first.start() > start:
        end = min(end, first.start())
    if end - start > LONGEST_QUOTE:
        cut = voice.text.rfind(" ", start, start + LONGEST_QUOTE)
        end = cut if cut > start else start + LONGEST_QUOTE
    return Quoted(voice.id, start, end, voice.language, voice.text[start:end])
