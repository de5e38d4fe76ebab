"""What the pages of translators show, put into the reader's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from comity.codes.queries.glossary import Term
from comity.codes.queries.translations import Unit
from comity.codes.rules.documents import TextState
from comity.codes.rules.redline import Part, word_parts
from comity.codes.rules.sources import Tally
from comity.web.codes.translating.words import MISSING, MOVES, UNIT_STATES

COLUMNS = (
    TextState.APPROVED,
    TextState.COMPLETE,
    TextState.IN_REVIEW,
    TextState.DRAFT,
    TextState.MACHINE,
    TextState.OUTDATED,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A step in the life of a translation, for a timeline."""

    words: str
    day: date
    detail: str


@dataclass(frozen=True, slots=True)
class Row:
    """How far one language is: its counts in the order of the columns."""

    tally: Tally
    counts: Sequence[tuple[Promise | str, int, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in a source, part by part."""

    title: Sequence[Part]
    body: Sequence[Part]
    example: Sequence[Part]


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A term with the people behind it, by name."""

    term: Term
    writer: str
    approver: str


def rows(tallies: Iterable[Tally]) -> list[Row]:
    """Put the counts of each language under their headings, each with its state."""
    return [
        Row(
            one,
            [
                *((UNIT_STATES[state][0], one.counts.get(state, 0), state) for state in COLUMNS),
                (UNIT_STATES[MISSING][0], one.missing, MISSING),
            ],
        )
        for one in tallies
    ]


def state(of: TextState | None) -> tuple[Promise | str, str]:
    """Name the state of a unit: the word, and the tone of its tag."""
    return UNIT_STATES[of or MISSING]


def difference(unit: Unit) -> Difference | None:
    """Compare the source that a translation was made from with the present one."""
    before = unit.before
    if before is None:
        return None
    return Difference(
        word_parts(before.title, unit.source.title),
        word_parts(before.body, unit.source.body),
        word_parts(before.example, unit.source.example),
    )


def history(unit: Unit) -> list[Line]:
    """Tell what was done, the newest first."""
    lines = []
    for one in unit.history:
        named, nobody = MOVES[one.move]
        said = str(named) % {"name": one.name} if one.name else str(nobody)
        lines.append(Line(said, one.on, one.reason))
    for kept in unit.kept:
        said = _("A change of the agreed words left the translations as they are.")
        lines.append(Line(said, kept.on, kept.reason))
        if kept.ended:
            said = _("That the translations stay as they are was taken back.")
            lines.append(Line(said, kept.ended.on, kept.ended.reason))
    return sorted(lines, key=lambda line: line.day, reverse=True)


def terms(found: Iterable[Term], names: dict[str, str]) -> list[ShownTerm]:
    """Name the people behind terms."""
    return [
        ShownTerm(one, names.get(one.writer_id, ""), names.get(one.approver_id, ""))
        for one in found
    ]
