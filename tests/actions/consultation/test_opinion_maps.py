"""Opinion maps: asked for, drawn by a worker, repeated, and published so that all can repeat it."""

import json

import pytest

from comity.consultation.actions import conversation, opinion_maps, statements
from comity.consultation.engine.opinion import draw
from comity.consultation.errors.opinions import RoundWithoutStatements, VotesNotPublished
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.models import OpinionRun, Participant, Round
from comity.consultation.queries import opinion_votes, opinions
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.opinion_input import canonical, read
from comity.consultation.tasks import opinions as tasks
from comity.kernel.errors import Later, NotFound, NotPermitted
from comity.record.actions import run_due
from comity.record.models import Line
from tests.factories import consultations
from tests.factories.opinions import answered, asking, divided, shown
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
    close(round_)
    assert opinions.opinion_map(round_.id) is None
    found = drawn(round_, runs)
    assert (found.number, found.k, found.telling) == (1, 2, True)
    assert [group["size"] for group in found.result["groups"]] == [12, 12]
    assert found.stability["mean"] == 1.0
    assert found.result["shared"]["agree"] == [4]


def test_its_fingerprints_stand_on_the_open_record(round_, runs):
    divided(round_)
    close(round_)
    found = drawn(round_, runs)
    line = Line.objects.get(kind="opinion_map:drawn")
    assert (line.chain, line.subject) == ("open", found.id)
    assert line.shown["input_hash"] == found.input_hash


def test_the_published_votes_give_the_same_map_again(round_, runs):
    divided(round_)
    close(round_)
    found = drawn(round_, runs)
    text = opinion_votes.published_votes(round_.id)
    assert read(text).digest() == found.input_hash
    assert canonical(draw(read(text))) == canonical(found.result)
    assert "made-" not in text


def test_votes_are_published_only_when_the_round_is_over(round_, runs):
    divided(round_)
    drawn(round_, runs)
    with pytest.raises(VotesNotPublished):
        opinion_votes.published_votes(round_.id)


def test_the_votes_of_four_people_are_published_by_nobody(round_, runs):
    for _ in range(4):
        by = as_actor(PersonFactory())
        statements.react(statement_id=shown(round_)[0], answer="agree", by=by, now=NOW)
    close(round_)
    found = drawn(round_, runs)
    assert not found.telling
    assert found.result["statements"][0]["together"] is None
    with pytest.raises(VotesNotPublished):
        opinion_votes.published_votes(round_.id)


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
    early_id = ask(round_, runs)
    for _ in range(2):
        tasks.draw_map(early_id, NOW)
        tasks.measure_stability(early_id, NOW)
    assert Line.objects.filter(kind="opinion_map:drawn_early").count() == 1
    close(round_)
    run_id = ask(round_, runs)
    for _ in range(2):
        tasks.draw_map(run_id, NOW)
        tasks.measure_stability(run_id, NOW)
    assert Line.objects.filter(kind="opinion_map:drawn").count() == 1


def test_a_map_is_drawn_again_if_the_last_answers_came_meanwhile(round_, runs, monkeypatch):
    divided(round_)
    run_id = ask(round_, runs)
    early = opinion_votes.to_draw(run_id)
    by = as_actor(PersonFactory())
    statements.react(statement_id=shown(round_)[0], answer="agree", by=by, now=NOW)
    close(round_)
    monkeypatch.setattr(opinion_votes, "to_draw", lambda _: early)
    with pytest.raises(Later):
        tasks.draw_map(run_id, NOW)
    monkeypatch.undo()
    tasks.draw_map(run_id, NOW)
    assert opinions.opinion_map(round_.id).result["people"] == 25


def test_only_the_newest_map_keeps_its_votes(round_, runs):
    divided(round_)
    first = drawn(round_, runs)
    close(round_)
    drawn(round_, runs)
    kept = {run.number: bool(run.votes) for run in OpinionRun.objects.all()}
    assert kept == {1: False, 2: True}
    assert opinions.opinion_map(round_.id, 1) == first
    assert opinion_votes.to_repeat(first.id) is None


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
    assert not drawn(round_, runs).has_other
    close(round_)
    everybody = drawn(round_, runs)
    others = opinions.opinion_map(round_.id, without=True)
    assert everybody.has_other
    assert everybody.result["people"] - others.result["people"] == 5
    assert (others.input_hash, others.stability) == ("", None)
    assert "input" not in others.result


def test_fewer_than_five_set_aside_are_left_out_of_no_map_because_it_would_tell_how_they_voted(
    round_, runs
):
    divided(round_)
    close(round_)
    people = sorted(Participant.objects.values_list("id", flat=True))
    set_aside(people[:4], runs)
    assert not drawn(round_, runs).has_other
    assert opinions.opinion_map(round_.id, without=True) is None


def more(round_, places, answer="agree"):
    """Let more people answer everything."""
    for place in places:
        for statement_id in shown(round_):
            answered(statement_id, answer, place)


def reopen(round_):
    Round.objects.filter(id=round_.id).update(state=RoundState.OPEN)


def test_a_map_of_an_open_round_tells_of_everybody_together_without_five_answers(round_, runs):
    divided(round_, people=40)
    found = drawn(round_, runs)
    assert (found.early, found.input_hash) == (True, "")
    assert [set(group) for group in found.result["groups"]] == [{"representative"}] * found.k
    assert [row["together"]["seen"] for row in found.result["statements"]] == [75] * 4
    line = Line.objects.get(kind="opinion_map:drawn_early")
    assert "input_hash" not in line.shown


def test_with_fewer_than_five_more_people_the_earlier_map_stays(round_, runs):
    divided(round_)
    first = drawn(round_, runs)
    more(round_, range(50, 54))
    assert drawn(round_, runs) == first
    assert opinions.round_of_statements(round_.id).held == NOW.date()
    assert Line.objects.filter(kind="opinion_map:held").count() == 1
    more(round_, [54])
    second = drawn(round_, runs)
    assert second.number == 3
    assert opinions.round_of_statements(round_.id).held is None
    assert [row["together"]["seen"] for row in second.result["statements"]] == [24] * 4


def test_a_number_moves_only_with_five_people_while_the_rest_of_the_map_does(round_, runs):
    divided(round_)
    drawn(round_, runs)
    more(round_, range(50, 53))
    for place in (53, 54, 55):
        answered(shown(round_)[0], "pass", place)
    found = drawn(round_, runs)
    assert [row["together"]["seen"] for row in found.result["statements"]] == [25, 19, 19, 19]


def test_the_map_at_the_end_counts_everything_however_few_came_last(round_, runs):
    divided(round_)
    drawn(round_, runs)
    more(round_, [50])
    close(round_)
    found = drawn(round_, runs)
    assert (found.early, found.result["people"]) == (False, 25)
    assert len(json.loads(opinion_votes.published_votes(round_.id))["people"]) == 25


def test_a_round_that_was_opened_once_more_has_no_map_until_it_closes_again(round_, runs):
    divided(round_)
    close(round_)
    first = drawn(round_, runs)
    reopen(round_)
    more(round_, range(50, 60))
    assert drawn(round_, runs) == first
    close(round_)
    assert drawn(round_, runs).result["people"] == 34


def test_if_fewer_than_five_came_after_it_was_opened_once_more_its_map_and_votes_stay(round_, runs):
    divided(round_)
    close(round_)
    first, votes = drawn(round_, runs), opinion_votes.published_votes(round_.id)
    reopen(round_)
    more(round_, range(50, 54))
    close(round_)
    assert drawn(round_, runs) == first
    assert opinion_votes.published_votes(round_.id) == votes


def test_a_declined_statement_leaves_the_votes_of_a_closed_round(round_, runs):
    divided(round_)
    close(round_)
    drawn(round_, runs)
    statements.decline(statement_id=shown(round_)[0], reason="Twice.", by=runs, now=NOW)
    drawn(round_, runs)
    assert json.loads(opinion_votes.published_votes(round_.id))["statements"] == [2, 3, 4]


def test_a_round_that_is_cancelled_before_its_map_is_drawn_gets_none(round_, runs):
    divided(round_)
    run_id = ask(round_, runs)
    Round.objects.filter(id=round_.id).update(state=RoundState.CANCELLED)
    tasks.draw_map(run_id, NOW)
    assert opinions.opinion_map(round_.id) is None
    assert not opinions.round_of_statements(round_.id).drawing


def test_a_map_that_was_begun_when_the_round_was_over_is_drawn_anew_if_it_opens(round_, runs):
    divided(round_)
    close(round_)
    run_id = ask(round_, runs)
    late = opinion_votes.to_draw(run_id)
    reopen(round_)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opinion_votes, "to_draw", lambda _: late)
        with pytest.raises(Later):
            tasks.draw_map(run_id, NOW)
    tasks.draw_map(run_id, NOW)
    assert opinions.opinion_map(round_.id).early


def test_a_map_without_some_is_told_once_and_not_without_one_more(round_, runs):
    divided(round_)
    people = sorted(Participant.objects.values_list("id", flat=True))
    set_aside(people[:5], runs)
    close(round_)
    first = drawn(round_, runs)
    assert first.has_other
    assert drawn(round_, runs).has_other
    set_aside(people[5:6], runs)
    assert not drawn(round_, runs).has_other


def test_what_is_asked_next_follows_an_early_map_too(round_, runs):
    divided(round_)
    drawn(round_, runs)
    told = opinions.opinion_map(round_.id).result["statements"]
    assert all("extremity" not in row for row in told)
    assert opinions.asked_next(round_.id, None).statement is not None
