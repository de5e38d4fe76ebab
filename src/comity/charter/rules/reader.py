"""From the text of a charter to its tree."""

import hashlib
from collections.abc import Mapping
from itertools import pairwise

from comity.charter.errors import (
    CharterKeyMissing,
    CharterOriginMissing,
    GuidelineNotMonotone,
)
from comity.charter.rules.agreed import Agreed
from comity.charter.rules.guideline import (
    HARMS,
    HISTORIES,
    LEVELS,
    SEVERITIES,
    Cell,
    Guideline,
    Intent,
    Measure,
    falls,
)
from comity.charter.rules.majorities import Base, Decision, Majority
from comity.charter.rules.numbers import numbers
from comity.charter.rules.origins import origin_of
from comity.charter.rules.stated import agreed, ballots
from comity.charter.rules.toml import Path, Problems, Section, parse
from comity.charter.rules.tree import (
    Charter,
    CompetenceTerms,
    Deadline,
    Emergency,
    EmergencyStep,
    Panel,
    Subject,
)
from comity.kernel.spans import Span

FORMATS = (1, 2)
"""A text that names no format is of the first, which has no sources, routes, roles or ballots."""
LONGEST_DAYS = 3650
MOST_MEMBERS = 99
CELL_PARTS = 3


def read(text: str, *, version_id: str = "") -> Charter:
    """Read a charter.

    Args:
        text: TOML.
        version_id: under which it was adopted, if it was.

    Raises:
        CharterSyntaxWrong: it is not TOML.
        WrongInput: one thing in it is wrong; its line and key are named.
        SeveralProblems: several things are.
    """
    values, lines = parse(text)
    return build(
        values,
        lines,
        version_id=version_id,
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
    )


def build(
    values: Mapping[str, object],
    lines: Mapping[Path, int],
    *,
    version_id: str,
    fingerprint: str,
    own: Mapping[str, str] | None = None,
) -> Charter:
    """Build the tree from values that were parsed, or put together from two texts.

    Args:
        values: as TOML gives them.
        lines: where each key stands, to name mistakes by.
        version_id: under which it was adopted, if it was.
        fingerprint: what tells this charter from any other.
        own: the numbers that communities set themselves, and which community.

    Raises:
        WrongInput: one thing in it is wrong; its line and key are named.
        SeveralProblems: several things are.
    """
    problems = Problems(lines)
    top = Section(values, (), problems)
    second = top.has("format") and top.number("format", 1, max(FORMATS)) == max(FORMATS)
    majorities = top.section("majorities")
    appeals = top.section("appeals")
    charter = Charter(
        names=top.names("name"),
        handlers_minimum=top.number("handlers_minimum", 2, MOST_MEMBERS),
        deadlines=_deadlines(top.section("deadlines")),
        long_suspension_days=appeals.number("long_suspension_days", 1, LONGEST_DAYS),
        panel=_panel(top.section("panel")),
        severe_severity=majorities.number("severe_from_severity", 1, max(SEVERITIES)),
        severe_level=_level(majorities, "severe_from_level"),
        majorities={kind: _majority(majorities.section(kind)) for kind in Decision},
        competence=_competence(top.section("competence")),
        subjects=_subjects(top.section("subjects")),
        emergency=_emergency(top.section("emergency"), top),
        guideline=_guideline(top.section("guideline")),
        version_id=version_id,
        hash=fingerprint,
        agreed=agreed(top) if second else Agreed(),
        ballots=ballots(top) if second else {},
        values=values,
        own=own or {},
    )
    for section in (majorities, appeals, top):
        section.end()
    if second and not problems.found:
        _check_origins(charter, problems)
    problems.refuse()
    return charter


def _check_origins(charter: Charter, problems: Problems) -> None:
    """Every number says which text it comes from."""
    for key, number in numbers(charter.values).items():
        if key not in charter.own and origin_of(key, charter.agreed) is None:
            problems.add(CharterOriginMissing, number.path)


def _deadlines(section: Section) -> Mapping[Deadline, Span]:
    spans = {name: Span(section.number(name, 1, LONGEST_DAYS)) for name in Deadline}
    if spans[Deadline.APPEAL_WINDOW_LONG] < spans[Deadline.APPEAL_WINDOW]:
        section.wrong(Deadline.APPEAL_WINDOW_LONG, "at least as many days as appeal_window")
    section.end()
    return spans


def _panel(section: Section) -> Panel:
    panel = Panel(
        sizes={
            severity: section.number(f"S{severity}", 1, MOST_MEMBERS) for severity in SEVERITIES
        },
        appeal=section.number("appeal", 1, MOST_MEMBERS),
        decline=section.number("decline", 1, MOST_MEMBERS),
        interim=section.number("interim", 1, MOST_MEMBERS),
    )
    sizes = [panel.sizes[severity] for severity in SEVERITIES]
    for severity, (milder, graver) in enumerate(pairwise(sizes), start=2):
        if graver < milder:
            section.wrong(f"S{severity}", f"at least as many members as S{severity - 1}")
    section.end()
    return panel


def _majority(section: Section) -> Majority:
    denominator = section.number("denominator", 1, 100)
    majority = Majority(
        numerator=section.number("numerator", 1, 100),
        denominator=denominator,
        strict=section.truth("strict"),
        base=Base(section.one_of("base", list(Base))),
        quorum=section.number("quorum", 1, MOST_MEMBERS),
    )
    if majority.numerator > denominator or (majority.numerator == denominator and majority.strict):
        section.wrong("numerator", "a share of the whole that can be reached")
    section.end()
    return majority


def _competence(section: Section) -> CompetenceTerms:
    terms = CompetenceTerms(
        former_member_days=section.number("former_member_days", 0, LONGEST_DAYS),
        event_ceiling=_level(section, "event_ceiling"),
        movement_floor=_level(section, "movement_floor"),
    )
    section.end()
    return terms


def _subjects(section: Section) -> Mapping[str, Subject]:
    subjects, owner = {}, dict[str, str]()
    for key in section.given():
        part = section.section(key)
        behaviours = part.texts("behaviours")
        for behaviour in behaviours:
            if owner.setdefault(behaviour, key) != key:
                part.wrong("behaviours", f"behaviours of one subject only, not also {behaviour}")
        subjects[key] = Subject(key, part.names("name"), frozenset(behaviours))
        part.end()
    if not subjects:
        section.problems.add(CharterKeyMissing, (*section.path, "conduct"))
    return subjects


def _emergency(section: Section, top: Section) -> Emergency:
    known = top.section("subjects").given()
    subjects, steps = section.texts("subjects"), section.texts("steps")
    for subject in subjects:
        if subject not in known:
            section.wrong("subjects", "subjects of this charter, such as " + ", ".join(known[:3]))
    if not set(steps) <= set(EmergencyStep):
        section.wrong("steps", "a list of these: " + ", ".join(EmergencyStep))
    emergency = Emergency(
        contact=section.text("contact"),
        hours=section.number("hours", 1, 168),
        steps=tuple(EmergencyStep(step) for step in steps if step in set(EmergencyStep)),
        subjects=frozenset(subjects),
        severity=section.number("severity", 1, max(SEVERITIES)),
    )
    section.end()
    return emergency


def _level(section: Section, key: str) -> int:
    """Read the level of a measure, written M0 to M8."""
    return int(section.one_of(key, [f"M{level}" for level in LEVELS]).removeprefix("M"))


def _guideline(section: Section) -> Guideline:
    guideline = Guideline(
        severities=_severities(section.section("severity")),
        cells=_cells(section.section("range")),
        measures=_measures(section.section("measures")),
        repeated_history=section.number("repeated_history", 0, max(HISTORIES)),
        breach_history=section.number("breach_history", 0, max(HISTORIES)),
        adjustment_most=section.number("adjustment_most", 0, 2),
    )
    section.end()
    return guideline


def _severities(section: Section) -> Mapping[int, tuple[int, ...]]:
    rows = {
        harm: section.numbers(f"harm_{harm}", len(Intent), 1, max(SEVERITIES)) for harm in HARMS
    }
    if place := falls([rows[harm] for harm in HARMS]):
        key = f"harm_{HARMS[place[0]]}"
        section.problems.add(GuidelineNotMonotone, (*section.path, key), column=place[1] + 1)
    section.end()
    return rows


def _cells(section: Section) -> Mapping[int, tuple[Cell, ...]]:
    """Read the table of ranges and check that it never falls, in any of its three numbers."""
    before = len(section.problems.found)
    rows = {severity: _row(section, f"S{severity}") for severity in SEVERITIES}
    section.end()
    if len(section.problems.found) > before:
        return rows
    for part in ("floor", "start", "ceiling"):
        numbers = [[getattr(cell, part) for cell in rows[severity]] for severity in SEVERITIES]
        if place := falls(numbers):
            key = f"S{SEVERITIES[place[0]]}"
            section.problems.add(GuidelineNotMonotone, (*section.path, key), column=place[1] + 1)
            break
    return rows


def _row(section: Section, key: str) -> tuple[Cell, ...]:
    texts = section.texts_in_order(key)
    cells = [cell for text in texts if (cell := _cell(text))]
    if len(cells) != len(HISTORIES) or len(texts) != len(HISTORIES):
        section.wrong(key, 'five ranges such as "M1 M2 M3": floor, start, ceiling, never falling')
        return (Cell(0, 0, 0),) * len(HISTORIES)
    return tuple(cells)


def _cell(text: str) -> Cell | None:
    parts = text.split()
    if len(parts) != CELL_PARTS or any(part not in {f"M{one}" for one in LEVELS} for part in parts):
        return None
    levels = [int(part.removeprefix("M")) for part in parts]
    return Cell(*levels) if levels == sorted(levels) else None


def _measures(section: Section) -> tuple[Measure, ...]:
    measures = []
    for level in LEVELS:
        part = section.section(f"M{level}")
        measures.append(
            Measure(
                level=level,
                names=part.names("name"),
                longest_days=part.number_or_none("longest_days", 1, LONGEST_DAYS),
                review_days=part.number_or_none("review_days", 1, LONGEST_DAYS),
                valid_days=part.number("valid_days", 0, LONGEST_DAYS),
                history=part.number("history", 0, max(HISTORIES)),
                kinds=part.texts("kinds"),
            )
        )
        part.end()
    _check_ladder(section, measures)
    section.end()
    return tuple(measures)


def _check_ladder(section: Section, measures: list[Measure]) -> None:
    """A graver measure never counts as less history, nor for a shorter time."""
    for milder, graver in pairwise(measures):
        part = Section({}, (*section.path, graver.code), section.problems)
        if graver.history < milder.history:
            part.wrong("history", f"at least the history class of {milder.code}")
        if graver.valid_days < milder.valid_days:
            part.wrong("valid_days", f"at least as many days as {milder.code}")
