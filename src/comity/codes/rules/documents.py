"""A code as people write it: provisions together with their words, in several languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TypeGuard

from comity.codes.rules.provisions import Code, Provision, Vocabulary

_NUMBER = re.compile(r"[0-9]{1,9}")

LONGEST_CODE = 1_000_000
"""Characters of one file; the longest code we know has a twentieth of that."""

MOST_NAMES = 500
MOST_PROVISIONS = 1_000
"""A code with more is not for people, and comparing it would keep everybody waiting."""

MOST_UNITS = 200
"""Numbers that a translation system gave one provision."""

LONGEST_LANGUAGE = 35
LONGEST_LICENCE = 80
LONGEST_NAME = 200
LONGEST_TITLE = 300
LONGEST_TEXT = 50_000
LONGEST_ADDRESS = 1_000
"""In characters; names are ids too, texts are the words of one provision."""


class Level(StrEnum):
    """Whether a code holds for all or adds to one that does."""

    UNIVERSAL = auto()
    LOCAL = auto()


class TextState(StrEnum):
    """How far the words of a provision in one language can be trusted to say the same.

    ``COMPLETE`` was brought in whole by those who write the code, and nobody else has looked at
    it here; ``APPROVED`` was read by somebody other than its translator. ``OUTDATED`` follows from
    the words that a translation was made from; see ``rules.sources``.
    """

    SOURCE = auto()
    APPROVED = auto()
    COMPLETE = auto()
    IN_REVIEW = auto()
    DRAFT = auto()
    MACHINE = auto()
    OUTDATED = auto()


@dataclass(frozen=True, slots=True)
class Text:
    """A provision in the words of one language.

    Attributes:
        title: a few words; may be empty.
        body: Markdown; its lines end in one way, and not as a browser sends them.
        example: one sentence that shows what is meant; may be empty.
    """

    title: str
    body: str
    example: str = ""

    def __post_init__(self) -> None:
        """End lines in one way: two texts that read the same must be the same."""
        for name in ("body", "example"):
            said = getattr(self, name)
            if "\r" in said:
                object.__setattr__(self, name, said.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words of a provision were taken from.

    Attributes:
        title: of the code or policy.
        address: where it can be read; may be empty.
        section: its number or name there; may be empty.
        licence: of those words, as SPDX names it; empty where unknown.
    """

    title: str
    address: str = ""
    section: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A provision with its words by language, as BCP 47 tags.

    Attributes:
        provision: what it asks, as a machine compares it.
        texts: by language.
        source: where they were taken from; nothing where they were written for this code.
        units: the numbers that a translation system gave its title and paragraphs, in their
            order; an empty one where it gave none.
    """

    provision: Provision
    texts: Mapping[str, Text]
    source: Source | None = None
    units: tuple[str, ...] = ()


def are_unit_numbers(value: object) -> TypeGuard[list[str]]:
    """Tell whether a value is a list of numbers as translation systems give them."""
    return (
        isinstance(value, list)
        and len(value) <= MOST_UNITS
        and all(isinstance(one, str) and (not one or _NUMBER.fullmatch(one)) for one in value)
    )


Words = Mapping[str, Mapping[str, Mapping[str, str]]]
"""What names are called: by axis ("behaviours"), name and language."""


@dataclass(frozen=True, slots=True)
class Document:
    """A code as it was written or imported.

    Attributes:
        slug: its short name.
        level: universal or local.
        source_language: in which its words were agreed; others are translations.
        licence: under which its words may be used, as SPDX names it; empty where unknown.
        title: by language.
        summary: by language; may be empty.
        provisions: in their order.
        vocabulary: the names that its provisions are written with.
        words: what those names are called.
    """

    slug: str
    level: Level
    source_language: str
    licence: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    provisions: tuple[Written, ...]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    words: Words = field(default_factory=dict)

    @property
    def code(self) -> Code:
        """Its provisions without words. A local code takes over what it leaves out."""
        provisions = tuple(one.provision for one in self.provisions)
        return Code(provisions, overlay=self.level is Level.LOCAL)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that any provision has words in, the source first."""
        used = {language: None for one in self.provisions for language in one.texts}
        rest = sorted(language for language in used if language != self.source_language)
        return (self.source_language, *rest)
