"""Reports on who takes part: made, kept for a day, and shown to everybody.

They stand apart from what else is known of taking part, because they weigh answers: what decides
anything looks at ``queries.equity`` and never comes here.
"""

from collections import Counter, defaultdict
from datetime import date, datetime

from django.db.models import Count

from comity.consultation.models import (
    Consultation,
    Contribution,
    Disposition,
    EquityReport,
    Suggestion,
)
from comity.consultation.queries.equity import groups_of, targets
from comity.consultation.rules import dispositions, suggestions
from comity.consultation.rules.equity_report import Report, Taking, report
from comity.consultation.rules.kinds import RoundState
from comity.consultation.rules.targets import shares
from comity.consultation.rules.voice import words_in
from comity.kernel.spans import day_of


def latest(consultation_id: str) -> tuple[date, Report] | None:
    """Give the newest report; None where nobody has measured yet."""
    row = EquityReport.objects.filter(consultation=consultation_id).order_by("-day").first()
    return None if row is None else (row.day, Report.from_json(row.figures))


def report_now(consultation_id: str) -> Report:
    """Measure who takes part now, in all rounds together."""
    return report(shares(targets(consultation_id)), _people(consultation_id))


def to_measure(now: datetime) -> list[str]:
    """List consultations with an open round of which there is no report of today yet."""
    done = EquityReport.objects.filter(day=day_of(now)).values("consultation")
    rows = Consultation.objects.filter(rounds__state=RoundState.OPEN).exclude(id__in=done)
    return sorted(rows.values_list("id", flat=True).distinct())


def _people(consultation_id: str) -> list[Taking]:
    groups = groups_of(consultation_id, shares(targets(consultation_id)))
    words: Counter[str] = Counter()
    anchored: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    answers: dict[str, list[bool]] = defaultdict(list)
    said = Contribution.objects.filter(
        round__consultation=consultation_id, withdrawn_on__isnull=True
    )
    for participant, text in said.values_list("participant", "text").iterator():
        words[participant] += words_in(text)
    about = said.filter(anchors__isnull=False).values("participant")
    for one in about.annotate(many=Count("id", distinct=True)):
        anchored[one["participant"]] = one["many"]
    taken = Suggestion.objects.filter(
        contribution__in=said, state__in=[suggestions.State.ACCEPTED, suggestions.State.PARTLY]
    )
    for participant in taken.values_list("contribution__participant", flat=True):
        accepted[participant] += 1
    for participant, decision in _last_answers(consultation_id).values():
        answers[participant].append(dispositions.Decision(decision).heard)
    return [
        Taking(
            groups=groups[one],
            words=words[one],
            anchored=anchored[one],
            accepted=accepted[one],
            answers=tuple(answers[one]),
        )
        for one in sorted(groups)
    ]


def _last_answers(consultation_id: str) -> dict[str, tuple[str, str]]:
    """Give the answer that stands for each contribution, with its author."""
    rows = Disposition.objects.filter(
        contribution__round__consultation=consultation_id, contribution__withdrawn_on__isnull=True
    )
    ordered = rows.order_by("turn").values_list(
        "contribution", "contribution__participant", "decision"
    )
    return {contribution: (author, decision) for contribution, author, decision in ordered}
