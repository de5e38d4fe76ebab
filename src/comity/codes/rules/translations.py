"""Matching a translation to its source by structure alone. What does not match is named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from comity.codes.rules.units import Taken, Unit

_NUMBER = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where source and translation are built differently.

    Attributes:
        source_ids: units of the source that stay without a translation.
        lines: line numbers of the translation that stay without a source.
    """

    source_ids: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """Which unit of a translation says which unit of the source.

    Attributes:
        units: of the translation, by the id of the source.
        mismatches: everything of either that found no partner.
    """

    units: dict[str, Unit]
    mismatches: tuple[Mismatch, ...]


def match(source: Taken, translation: Taken) -> Matched:
    """Match a translation to its source.

    Where a translation system numbered both, its numbers decide. Otherwise sections match in their
    order, or by their numbers where one text has more. Inside a section, a run of items or
    paragraphs matches one that is built the same; where one has an item more, nobody can tell
    which, so the whole run stays unmatched rather than wrongly matched.
    """
    if _numbered(source) and _numbered(translation):
        return _by_numbers(source, translation)
    units: dict[str, Unit] = {}
    mismatches: list[Mismatch] = []
    for ours, theirs in _pairs(_sections(source), _sections(translation)):
        for run, other in _run_pairs(ours, theirs):
            if _shapes(run) == _shapes(other):
                units.update(zip((one.id for one in run), other, strict=True))
            else:
                lines = tuple(line for one in other for line in one.lines)
                mismatches.append(Mismatch(tuple(one.id for one in run), lines))
    return Matched(units, tuple(mismatches))


def _by_numbers(source: Taken, translation: Taken) -> Matched:
    """Match units by the first number that each carries; several can share one, as items do."""
    ours, theirs = _numbered(source), _numbered(translation)
    units: dict[str, Unit] = {}
    mismatches: list[Mismatch] = []
    for number, group in ours.items():
        others = theirs.pop(number, [])
        if _shapes(group) == _shapes(others):
            units.update(zip((one.id for one in group), others, strict=True))
        else:
            lines = tuple(line for one in others for line in one.lines)
            mismatches.append(Mismatch(tuple(one.id for one in group), lines))
    left = [one for group in theirs.values() for one in group]
    left += [one for one in translation.units if not any(one.numbers)]
    bare = tuple(one.id for one in source.units if not any(one.numbers))
    if left or bare:
        lines = tuple(sorted(line for one in left for line in one.lines))
        mismatches.append(Mismatch(bare, lines))
    return Matched(units, tuple(mismatches))


def _numbered(taken: Taken) -> dict[str, list[Unit]]:
    """Sort units by the first number that each carries."""
    found: dict[str, list[Unit]] = {}
    for one in taken.units:
        if number := next((one for one in one.numbers if one), ""):
            found.setdefault(number, []).append(one)
    return found


Section = list[Unit]


def _sections(taken: Taken) -> list[Section]:
    """Part a text before each heading; the first section has none."""
    sections: list[Section] = [[]]
    for unit in taken.units:
        if unit.shape.startswith("h"):
            sections.append([])
        sections[-1].append(unit)
    return sections


def _pairs(
    source: Sequence[Section], translation: Sequence[Section]
) -> Iterator[tuple[Section, Section]]:
    """Pair sections: in their order, or by the numbers of their headings where one has more.

    A section without a partner is paired with an empty one.
    """
    if len(source) == len(translation):
        yield from zip(source, translation, strict=True)
        return
    numbered = {number: one for one in translation if (number := _number(translation, one))}
    taken = set()
    for one in source:
        number = _number(source, one)
        taken.add(number)
        yield one, numbered.get(number, [])
    for one in translation:
        if _number(translation, one) not in taken - {""}:
            yield [], one


def _run_pairs(source: Section, translation: Section) -> Iterator[tuple[Section, Section]]:
    ours, theirs = _runs(source), _runs(translation)
    if not ours and not theirs:
        return
    if [kind for kind, _ in ours] == [kind for kind, _ in theirs]:
        for (_, run), (_, other) in zip(ours, theirs, strict=True):
            yield run, other
    else:
        yield source, translation


def _runs(section: Section) -> list[tuple[str, Section]]:
    return [(kind, list(run)) for kind, run in groupby(section, key=lambda unit: unit.shape[0])]


def _shapes(run: Sequence[Unit]) -> list[str]:
    """Tell how a run is built. That a heading is larger or smaller changes nothing."""
    return ["h" if unit.shape.startswith("h") else unit.shape for unit in run]


def _number(sections: Sequence[Section], section: Section) -> str:
    """Read the number that a heading starts with, if no other heading has it."""
    number = _leading(section)
    alone = sum(_leading(one) == number for one in sections) == 1
    return number if alone else ""


def _leading(section: Section) -> str:
    found = _NUMBER.match(section[0].title) if section else None
    return found[0] if found else ""
