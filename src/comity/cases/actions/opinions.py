"""Writing the reasons, once for each reader, in the reader's language."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from comity.bodies.queries import body
from comity.cases.models import Case
from comity.cases.queries.circumstances import Held
from comity.cases.queries.content import STATEMENT
from comity.cases.rules.questions import Allegation, MeasureTerms, Proposal, Range
from comity.cases.rules.reasons import (
    AppealDecision,
    Decision,
    Found,
    Imposed,
    Paragraph,
    compose,
    compose_appeal,
)
from comity.cases.rules.words import AppealOutcome, Ground
from comity.charter.rules import spoken
from comity.kernel.spans import day_of
from comity.measures.rules import last_day
from comity.messages import words
from comity.people.queries import person_of, persons
from comity.people.rules import AccountRef
from comity.reports.queries import report
from comity.vault import actions as vault

Composer = Callable[[str], Sequence[Paragraph]]
"""Composes a statement for a reader of a language."""


def serve_decision(
    held: Held,
    *,
    violated: Sequence[Allegation],
    imposed: Sequence[Proposal],
    basis: Range | None,
    delivered: bool,
    now: datetime,
) -> None:
    """Serve the reasons of a decision on both sides."""
    case = held.case

    def composed(language: str) -> Sequence[Paragraph]:
        appeal_body = body(case.appeal_body_id) if case.appeal_body_id else case.body
        return compose(
            Decision(
                body=case.body.named(language),
                decided_on=day_of(now),
                answered=case.answered,
                delivered=delivered,
                findings=tuple(
                    _found(one, language, violated=one in violated) for one in held.file.allegations
                ),
                measures=_imposed(held, imposed, basis, language, now),
                appeal_until=case.due_on,
                appeal_body=appeal_body.named(language),
                address=settings.COMITY_URL,
            )
        )

    _serve(held, composed, now)


def serve_appeal_decision(
    held: Held,
    *,
    grounds: Sequence[Ground],
    outcome: AppealOutcome,
    proposal: Proposal,
    basis: Range | None,
    now: datetime,
) -> None:
    """Serve the reasons with which an appeal ends on both sides."""
    case = held.case

    def composed(language: str) -> Sequence[Paragraph]:
        decided_by = body(case.appeal_body_id) if case.appeal_body_id else case.body
        varied = [proposal] if outcome is AppealOutcome.VARY else []
        return compose_appeal(
            AppealDecision(
                body=decided_by.named(language),
                decided_on=day_of(now),
                grounds=tuple(grounds),
                outcome=outcome,
                reason=proposal.reason,
                measures=_imposed(held, varied, basis, language, now),
            )
        )

    _serve(held, composed, now)


def said_in(language: str, paragraphs: Sequence[Paragraph]) -> str:
    """Write paragraphs out in a language, one blank line between them."""
    with translation.override(language):
        return "\n\n".join(
            words(one.code, **{name: _shown(value) for name, value in one.detail.items()})
            for one in paragraphs
        )


def language_of(account: AccountRef | None, case: Case) -> str:
    """Say in which language somebody reads who may be known by an account only."""
    person_id = account and person_of(provider=account.provider, subject=account.subject)
    if person_id and person_id in (known := persons([person_id])):
        return str(known[person_id].language)
    return next(iter(case.community.languages), settings.LANGUAGE_CODE)


def _serve(held: Held, composed: Composer, now: datetime) -> None:
    for room_id, language in _readers(held):
        paragraphs = composed(language)
        content: dict[str, object] = {
            "language": language,
            "paragraphs": [
                {"code": one.code, "detail": {k: _plain(v) for k, v in one.detail.items()}}
                for one in paragraphs
            ],
            "text": said_in(language, paragraphs),
        }
        vault.put(room_id, kind=STATEMENT, content=content, writer=held.keyring, now=now)


def _readers(held: Held) -> Iterator[tuple[str, str]]:
    """List the rooms of both sides, each with the language that is read there."""
    case = held.case
    if case.respondent_room:
        yield case.respondent_room, language_of(held.file.respondent_account, case)
    for link in case.reports.all():
        yield link.room, report(link.report_id).language


def _found(one: Allegation, language: str, *, violated: bool) -> Found:
    return Found(
        provision=one.cited.number,
        text=spoken(one.cited.texts, language),
        code=one.cited.title,
        version=one.cited.version,
        what=one.what,
        where=one.where,
        when=one.when,
        violated=violated,
    )


def _imposed(
    held: Held,
    proposals: Sequence[Proposal],
    basis: Range | None,
    language: str,
    now: datetime,
) -> tuple[Imposed, ...]:
    guideline = held.charter.guideline
    found = []
    for one in proposals:
        if one.measure is None or basis is None:
            continue
        rung = guideline.measure(one.measure.level)
        found.append(
            Imposed(
                name=spoken(rung.names, language),
                level=rung.code,
                kind=one.measure.kind,
                ends_on=last_day(day_of(now), one.measure.days),
                scope=_scope(one.measure, language),
                note=one.measure.note,
                severity=basis.severity,
                history=basis.history,
                floor=guideline.measure(basis.cell.floor).code,
                ceiling=guideline.measure(basis.cell.ceiling).code,
                reason=one.reason,
                departure_reason=one.departure_reason,
            )
        )
    return tuple(found)


def _scope(terms: MeasureTerms, language: str) -> str:
    with translation.override(language):
        pages = [words("reasons_page", title=title) for title in terms.pages]
        spaces = [words("reasons_namespace", number=number) for number in terms.namespaces]
    return "; ".join([*pages, *spaces])


def _shown(value: str | int | date) -> str | int:
    return date_format(value) if isinstance(value, date) else value


def _plain(value: str | int | date) -> str | int:
    return value.isoformat() if isinstance(value, date) else value
