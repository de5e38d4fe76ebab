"""The code in force as the home page tells it: its provisions in groups, in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

from comity.charter.rules import spoken
from comity.codes.queries import Version
from comity.codes.rules.effective import EffectiveCode, EffectiveProvision
from comity.codes.rules.provisions import Kind
from comity.web.codes.words import KINDS

LINES_OF_A_GROUP = 12
"""More would make the page heavy; the rest is one link away."""

_TOLD = (
    Kind.PRINCIPLE,
    Kind.EXPECTED,
    Kind.UNACCEPTABLE,
    Kind.RIGHT,
    Kind.PROCEDURE,
    Kind.MEASURE,
    Kind.TEXT,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A provision as it is told. ``language`` is that of its words."""

    id: str
    number: str
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Group:
    """Provisions of one kind. ``more`` counts those that are not shown."""

    name: Promise | str
    lines: Sequence[Line]
    more: int


@dataclass(frozen=True, slots=True)
class Told:
    """A code as it is told to one reader.

    Attributes:
        title: in the reader's language, or in the nearest there is.
        version: which one it is, and since when.
        groups: none of them empty.
        languages: that it can be read in, as BCP 47 tags.
    """

    title: str
    version: Version
    groups: Sequence[Group]
    languages: Sequence[str]


def tell(code: EffectiveCode, version: Version) -> Told:
    """Tell a code in the reader's language; what has no words in it is told in the agreed ones."""
    language = get_language() or version.source_language
    by_kind: dict[Kind, list[EffectiveProvision]] = {}
    for one in code.provisions:
        by_kind.setdefault(one.provision.kind, []).append(one)
    groups = [
        Group(
            KINDS[kind],
            [_line(one, language) for one in by_kind[kind][:LINES_OF_A_GROUP]],
            max(0, len(by_kind[kind]) - LINES_OF_A_GROUP),
        )
        for kind in _TOLD
        if kind in by_kind
    ]
    return Told(
        spoken(version.title, language),
        version,
        groups,
        code.levels[0].document.languages,
    )


def _line(one: EffectiveProvision, language: str) -> Line:
    said = one.said(language)
    return Line(one.id, one.number, said.text.title, said.text.body, said.language)
