"""Rounds of statements to test with."""

from comity.consultation.actions import statements
from comity.consultation.models import Attribute, Participant, Statement, StatementAnswer
from comity.consultation.queries import opinions
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.rules.statements import ANSWERS, COUNTERS
from tests.factories import consultations
from tests.factories.people import NOW

THOUGHTS = ("Meet in the evening.", "Meet online.", "Meet by the river.", "Meet monthly.")


def asking(*texts, found=None, **changes):
    """Open a round that asks about these statements, some of ours if none are given."""
    found = found or consultations.consultation()
    round_ = consultations.opened(found, kind=RoundKind.STATEMENTS, **changes)
    by = consultations.organiser_of(found)
    for text in texts or THOUGHTS:
        statements.begin_with(round_id=round_.id, language="en", text=text, by=by, now=NOW)
    return round_


def shown(round_):
    """List the ids of the statements that people are asked about."""
    return [one.id for one in opinions.statements(round_.id)]


def divided(round_, *, people=12):
    """Let two groups of people answer, who are of different minds about all but the last."""
    asked = shown(round_)
    for place in range(2 * people):
        side = "agree" if place % 2 else "disagree"
        for statement_id in asked[:-1]:
            answered(statement_id, side, place)
        answered(asked[-1], "agree", place)


def grouped(round_, **sizes):
    """Let so many people of each language answer: those of the first agree, the others do not.

    ``nobody`` did not say theirs.
    """
    parts = [
        (Participant(consultation_id=round_.consultation_id, joined_on=NOW.date()), name, place)
        for place, (name, size) in enumerate(sizes.items())
        for _ in range(size)
    ]
    Participant.objects.bulk_create(part for part, _name, _place in parts)
    Attribute.objects.bulk_create(
        Attribute(participant=part, dimension="language", category=name)
        for part, name, _place in parts
        if name != "nobody"
    )
    StatementAnswer.objects.bulk_create(
        StatementAnswer(statement_id=one, participant=part, answer=-1 if place else 1)
        for one in shown(round_)
        for part, _name, place in parts
    )


def answered(statement_id, answer, place):
    """Let the participant of this number answer; they are made when they are needed."""
    row = Statement.objects.select_related("round__consultation").get(id=statement_id)
    part, _ = row.round.consultation.participants.get_or_create(
        receipt=f"made-{row.round.consultation_id}-{place}"[:32], joined_on=NOW.date()
    )
    StatementAnswer.objects.create(statement=row, participant=part, answer=ANSWERS[answer])
    counter = COUNTERS[ANSWERS[answer]]
    setattr(row, counter, getattr(row, counter) + 1)
    row.save(update_fields=[counter])


def spoke(by):
    """Let somebody answer a statement and propose another."""
    round_ = asking()
    statements.react(statement_id=shown(round_)[0], answer="agree", by=by, now=NOW)
    statements.propose(round_id=round_.id, language="en", text="At noon.", by=by, now=NOW)
