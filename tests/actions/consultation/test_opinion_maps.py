"""Opinion maps: asked for, drawn by a worker, repeated, and published so that all can repeat it."""

import json

import pytest

from comity.consultation.actions import conversation, opinion_maps, statements
from comity.consultation.engine.opinion import draw
from comity.consultation.errors.opinions import RoundWithoutStatements, VotesNotPublished
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.models import OpinionRun, Participant, Round
from comity.consultation.queries import opinions
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.opinion_input import canonical, read
from comity.consultation.tasks import opinions as tasks
from comity.kernel.errors import Later, NotFound, NotPermitted
from comity.record.actions import run_due
from comity.record.models import Line
from tests.factories import consultations
from tests.factories.opinions import asking, divided, shown
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return consultations.consultation()


@pytest.fixture
def round_(found):
    return asking(found=found)


@pytest.fixture
def runs(found):
    return consultations.organiser_of(found)


def ask(round_, by):
    return opinion_maps.ask_for_map(round_id=round_.id, by=by, now=NOW)


def close(round_):
    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)


def drawn(round_, by):
    ask(round_, by)
    run_due(now=NOW)
    return opinions.opinion_map(round_.id)


def test_a_map_is_drawn_and_then_its_stability_is_measured(round_, runs):
    divided(round_)
    assert opinions.opinion_map(round_.id) is None
    found = drawn(round_, runs)
    assert (found.number, found.k, found.telling) == (1, 2, True)
    assert [group["size"] for group in found.result["groups"]] == [12, 12]
    assert found.stability["mean"] == 1.0
    assert found.result["shared"]["agree"] == [4]


def test_its_fingerprints_stand_on_the_open_record(round_, runs):
    divided(round_)
    found = drawn(round_, runs)
    line = Line.objects.get(kind="opinion_map:drawn")
    assert (line.chain, line.subject) == ("open", found.id)
    assert line.shown["input_hash"] == found.input_hash


def test_the_published_votes_give_the_same_map_again(round_, runs):
    divided(round_)
    close(round_)
    found = drawn(round_, runs)
    text = opinions.published_votes(round_.id)
    assert read(text).digest() == found.input_hash
    assert canonical(draw(read(text))) == canonical(found.result)
    assert "made-" not in text


def test_votes_are_published_only_when_the_round_is_over(round_, runs):
    divided(round_)
    drawn(round_, runs)
    with pytest.raises(VotesNotPublished):
        opinions.published_votes(round_.id)


def test_the_votes_of_four_people_are_published_by_nobody(round_, runs):
    for _ in range(4):
        by = as_actor(PersonFactory())
        statements.react(statement_id=shown(round_)[0], answer="agree", by=by, now=NOW)
    close(round_)
    found = drawn(round_, runs)
    assert not found.telling
    assert found.result["statements"][0]["together"] is None
    with pytest.raises(VotesNotPublished):
        opinions.published_votes(round_.id)


def test_a_map_of_nobody_is_an_answer(round_, runs):
    found = drawn(round_, runs)
    assert (found.result["state"], found.k) == ("nobody", 0)
    assert found.stability == {"times": 0, "mean": None, "low": None}


def test_only_those_who_run_it_ask_for_a_map(round_, runs):
    with pytest.raises(NotPermitted):
        ask(round_, as_actor(PersonFactory()))
    with pytest.raises(NotFound):
        opinion_maps.ask_for_map(round_id="nothing", by=runs, now=NOW)


def test_asking_twice_draws_one_map(round_, runs):
    assert ask(round_, runs) == ask(round_, runs)
    assert opinions.round_of_statements(round_.id).drawing
    run_due(now=NOW)
    assert ask(round_, runs)
    assert OpinionRun.objects.count() == 2


def test_other_rounds_and_rounds_to_come_have_no_map(found, runs):
    other = consultations.opened(found, kind=RoundKind.LISTENING)
    with pytest.raises(RoundWithoutStatements):
        ask(other, runs)
    opinion_maps.ask_at_the_end(round_id=other.id, now=NOW)
    planned = consultations.planned(found, kind=RoundKind.STATEMENTS)
    with pytest.raises(RoundNotOpen):
        ask(planned, runs)
    opinion_maps.ask_at_the_end(round_id=planned.id, now=NOW)
    assert not OpinionRun.objects.exists()


def test_a_round_that_closes_gets_its_map(round_):
    divided(round_)
    close(round_)
    tasks.draw_closed(round_.id, NOW)
    run_due(now=NOW)
    assert opinions.opinion_map(round_.id).k == 2


def test_both_tasks_can_run_twice(round_, runs):
    divided(round_)
    run_id = ask(round_, runs)
    for _ in range(2):
        tasks.draw_map(run_id, NOW)
        tasks.measure_stability(run_id, NOW)
    assert Line.objects.filter(kind="opinion_map:drawn").count() == 1


def test_a_map_is_drawn_again_if_the_last_answers_came_meanwhile(round_, runs, monkeypatch):
    divided(round_)
    run_id = ask(round_, runs)
    early = opinions.to_draw(run_id)
    by = as_actor(PersonFactory())
    statements.react(statement_id=shown(round_)[0], answer="agree", by=by, now=NOW)
    close(round_)
    monkeypatch.setattr(opinions, "to_draw", lambda _: early)
    with pytest.raises(Later):
        tasks.draw_map(run_id, NOW)
    monkeypatch.undo()
    tasks.draw_map(run_id, NOW)
    assert opinions.opinion_map(round_.id).result["people"] == 25


def test_only_the_newest_map_keeps_its_votes(round_, runs):
    divided(round_)
    first = drawn(round_, runs)
    drawn(round_, runs)
    kept = {run.number: bool(run.votes) for run in OpinionRun.objects.all()}
    assert kept == {1: False, 2: True}
    assert opinions.opinion_map(round_.id, 1) == first
    assert opinions.to_repeat(first.id) is None


def test_no_map_names_anybody(round_, runs):
    divided(round_)
    found = drawn(round_, runs)
    told = json.dumps(found.result)
    for part in round_participants(round_):
        assert part.id not in told


def round_participants(round_):
    """List who takes part."""
    return Round.objects.get(id=round_.id).consultation.participants.all()


def set_aside(people, by):
    for who in people:
        why = {"en": "The same answers forty times."}
        conversation.set_aside(participant_id=who, reason=why, by=by, now=NOW)


def test_a_map_stands_with_and_without_those_who_were_set_aside(round_, runs):
    divided(round_)
    people = sorted(Participant.objects.values_list("id", flat=True))
    set_aside(people[:5], runs)
    everybody = drawn(round_, runs)
    others = opinions.opinion_map(round_.id, without=True)
    assert everybody.has_other
    assert everybody.result["people"] - others.result["people"] == 5
    assert (others.input_hash, others.stability) == ("", None)


def test_fewer_than_five_set_aside_are_left_out_of_no_map_because_it_would_tell_how_they_voted(
    round_, runs
):
    divided(round_)
    people = sorted(Participant.objects.values_list("id", flat=True))
    set_aside(people[:4], runs)
    assert not drawn(round_, runs).has_other
    assert opinions.opinion_map(round_.id, without=True) is None
