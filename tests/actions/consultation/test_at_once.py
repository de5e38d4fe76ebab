"""People who consult at the same moment, each on a connection of their own, on PostgreSQL."""

import pytest
from django.db import connection

from comity.consultation.actions import (
    consultations,
    contributions,
    conversation,
    decisions,
    rounds,
    statements,
)
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.models import Contribution, Merge, Position, Round, StatementAnswer
from comity.consultation.rules.consensus import Choice
from comity.consultation.rules.kinds import Stage
from comity.kernel.actors import SYSTEM
from tests.factories import consultations as make
from tests.factories.opinions import asking, shown
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.harness.at_once import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not connection.features.has_select_for_update, reason="needs rows that can be held"
    ),
    pytest.mark.usefixtures("own_database"),
]


def held(row):
    """Hold a row, before which everybody queues who needs it."""
    return lambda: type(row).objects.select_for_update().get(pk=row.pk)


def brought(lead, other, by):
    return lambda: conversation.merge(lead_id=lead.id, contribution_ids=[other.id], by=by, now=NOW)


def closed(round_):
    return lambda: rounds.close(round_id=round_.id, by=SYSTEM, now=round_.closes)


def test_two_who_bring_the_same_together_the_other_way_round_do_not_block_each_other():
    found = make.consultation()
    by, round_ = make.organiser_of(found), make.opened(found)
    one, two = make.contributed(round_), make.contributed(round_)
    rows = Contribution.objects.select_for_update().filter(id__in=[one.id, two.id])
    answers = at_once(
        brought(one, two, by),
        brought(two, one, by),
        hold=lambda: (list(rows), held(Round.objects.get(id=round_.id).consultation)()),
    )
    assert answers == [1, 1]
    assert Merge.objects.count() == 1


def test_nobody_answers_a_statement_once_its_round_has_closed():
    found = make.consultation()
    round_ = asking(found=found)
    statement_id, by = shown(round_)[0], as_actor(PersonFactory())
    answered, _round = at_once(
        lambda: statements.react(statement_id=statement_id, answer="agree", by=by, now=NOW),
        closed(round_),
        hold=held(Round.objects.get(id=round_.id)),
    )
    assert isinstance(answered, RoundNotOpen) is not StatementAnswer.objects.exists()


def test_nobody_changes_their_words_once_the_round_has_closed():
    round_ = make.opened()
    by = as_actor(PersonFactory())
    said = make.contributed(round_, by=by)
    changed, _round = at_once(
        lambda: contributions.change(
            contribution_id=said.id, text="By the lake.", language="en", by=by, now=NOW
        ),
        closed(round_),
        hold=held(Round.objects.get(id=round_.id)),
    )
    text = Contribution.objects.get(id=said.id).text
    assert text == ("By the river." if isinstance(changed, RoundNotOpen) else "By the lake.")


def test_nobody_begins_to_take_a_position_once_the_round_has_closed():
    found = make.consultation()
    round_ = make.opened(found)
    decision_id = decisions.ask(
        round_id=round_.id,
        question={"en": "We meet by the river."},
        language="en",
        by=make.organiser_of(found),
        now=NOW,
    )
    by = as_actor(PersonFactory())
    taken, _round = at_once(
        lambda: decisions.take_position(
            decision_id=decision_id, choice=Choice.SUPPORT, language="en", by=by, now=NOW
        ),
        closed(round_),
        hold=held(Round.objects.get(id=round_.id)),
    )
    assert isinstance(taken, RoundNotOpen) is not Position.objects.exists()


def test_whoever_cancels_and_whoever_begins_to_take_part_do_not_wait_for_each_other():
    found = make.consultation()
    by, round_ = make.organiser_of(found), make.opened(found)
    said, cancelled = at_once(
        lambda: make.contributed(round_),
        lambda: consultations.cancel(
            consultation_id=found.id, reason="There is no hall.", by=by, now=NOW
        ),
        hold=held(Round.objects.get(id=round_.id)),
    )
    assert cancelled.stage is Stage.CANCELLED
    assert Contribution.objects.exists() is not isinstance(said, RoundNotOpen)
