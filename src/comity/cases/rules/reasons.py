"""The statement of reasons: what is served with a decision.

It names each provision with its version, the facts, the finding, the measure with its term and
how to appeal. Here it is composed of codes and values; the words come later, in the language of
whoever reads it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from comity.cases.rules.labels import APPEAL_REASONS, GROUNDS
from comity.cases.rules.words import AppealOutcome, Ground


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One whole sentence or more: a code of ``messages`` and its values.

    Values are text, numbers and days; days are written out in the reader's language.
    """

    code: str
    detail: Mapping[str, str | int | date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One allegation and what the panel found.

    Attributes:
        provision: its id.
        text: what the provision says, in the reader's language where there is a translation.
        code: what the code is called.
        version: its number, or the first digits of its hash for an effective code.
        what: the facts, in neutral words.
        where: the place.
        when: the time.
        violated: whether the panel found that the provision was violated.
    """

    provision: str
    text: str
    code: str
    version: str
    what: str
    where: str
    when: str
    violated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposed:
    """One measure, and how it follows from the guideline.

    Attributes:
        name: of the rung, in the reader's language.
        level: ``M4``.
        kind: such as ``partial_block``.
        ends_on: its last day; None for one without an end of its own.
        scope: pages and namespaces, in words; empty for none.
        note: what else is asked.
        severity: 1 to 5.
        history: 0 to 4.
        floor: ``M4``.
        ceiling: ``M6``.
        reason: why this one.
        departure_reason: why the range was left; empty if it was not.
    """

    name: str
    level: str
    kind: str
    ends_on: date | None
    scope: str
    note: str
    severity: int
    history: int
    floor: str
    ceiling: str
    reason: str
    departure_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Everything a statement of reasons is made of.

    Attributes:
        body: who decided.
        decided_on: the day.
        answered: whether the respondent answered.
        delivered: whether the notice is proven to have reached them.
        findings: at least one.
        measures: none where nothing was violated.
        appeal_until: the last day to appeal; None where nobody can appeal any more.
        appeal_body: who would decide an appeal.
        address: where to appeal.
    """

    body: str
    decided_on: date
    answered: bool
    delivered: bool
    findings: tuple[Found, ...]
    measures: tuple[Imposed, ...]
    appeal_until: date | None
    appeal_body: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecision:
    """Everything the reasons of an appeal are made of.

    Attributes:
        body: who decided.
        decided_on: the day.
        grounds: on which the appeal rested.
        outcome: how it ended.
        reason: why.
        measures: what is in place instead, after a variation.
    """

    body: str
    decided_on: date
    grounds: tuple[Ground, ...]
    outcome: AppealOutcome
    reason: str
    measures: tuple[Imposed, ...] = ()


def compose(decision: Decision) -> tuple[Paragraph, ...]:
    """Compose the statement of reasons of a decision."""
    return tuple(_paragraphs(decision))


def compose_appeal(decision: AppealDecision) -> tuple[Paragraph, ...]:
    """Compose the reasons with which an appeal ends."""
    return (
        Paragraph("reasons_appeal_opening", {"body": decision.body, "day": decision.decided_on}),
        *(Paragraph(GROUNDS[ground]) for ground in decision.grounds),
        Paragraph(APPEAL_REASONS[decision.outcome]),
        Paragraph("reasons_why", {"reason": decision.reason}),
        *(part for measure in decision.measures for part in _measure(measure)),
        Paragraph("reasons_final"),
    )


def _paragraphs(decision: Decision) -> Iterator[Paragraph]:
    yield Paragraph("reasons_opening", {"body": decision.body, "day": decision.decided_on})
    yield Paragraph(_hearing(decision))
    for found in decision.findings:
        yield Paragraph(
            "reasons_provision",
            {
                "provision": found.provision,
                "title": found.code,
                "version": found.version,
                "text": found.text,
            },
        )
        facts: dict[str, str | int | date] = {
            "what": found.what,
            "where": found.where,
            "when": found.when,
        }
        if found.violated:
            yield Paragraph("reasons_facts", facts)
            yield Paragraph("reasons_violated", {"provision": found.provision})
        else:
            yield Paragraph("reasons_alleged", facts)
            yield Paragraph("reasons_not_violated", {"provision": found.provision})
    if not decision.measures:
        yield Paragraph("reasons_no_measure")
    for measure in decision.measures:
        yield from _measure(measure)
    if decision.appeal_until is not None:
        yield Paragraph(
            "reasons_appeal",
            {
                "body": decision.appeal_body,
                "day": decision.appeal_until,
                "address": decision.address,
            },
        )
        yield Paragraph("reasons_grounds")


def _hearing(decision: Decision) -> str:
    if decision.answered:
        return "reasons_heard"
    return "reasons_silent" if decision.delivered else "reasons_not_reached"


def _measure(measure: Imposed) -> Iterator[Paragraph]:
    yield Paragraph(
        "reasons_guideline",
        {
            "severity": measure.severity,
            "history": measure.history,
            "floor": measure.floor,
            "ceiling": measure.ceiling,
        },
    )
    named = {"name": measure.name, "level": measure.level}
    if measure.ends_on is None:
        yield Paragraph("reasons_measure", named)
    else:
        yield Paragraph("reasons_measure_until", {**named, "day": measure.ends_on})
    if measure.scope:
        yield Paragraph("reasons_scope", {"scope": measure.scope})
    if measure.note:
        yield Paragraph("reasons_note", {"note": measure.note})
    yield Paragraph("reasons_why", {"reason": measure.reason})
    if measure.departure_reason:
        yield Paragraph("reasons_departure", {"reason": measure.departure_reason})
