"""Statements and maps where there is nobody, one person, nothing but passes, or far too much."""

import json

import pytest
from django.test import Client

from comity.consultation.actions import opinion_maps
from comity.consultation.models import Participant, Round, Statement
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.statements import StatementState
from comity.people.models import Person
from comity.record.actions import run_due
from tests.factories import consultations
from tests.factories.opinions import answered, asking, shown
from tests.factories.people import NOW, PersonFactory
from tests.web.consulting import round_url as url
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db
MEGABYTES = 5_000_000
STATES = (RoundState.OPEN, RoundState.CLOSED)


def read(round_, state, runs):
    """Have the map drawn in that state: the page, and what the API tells."""
    Round.objects.filter(id=round_.id).update(state=state)
    opinion_maps.ask_for_map(round_id=round_.id, by=runs, now=NOW)
    run_due(now=NOW)
    page = Client().get(url("opinion_map", round_))
    told = Client().get(f"/api/v1/rounds/{round_.id}/opinion-map")
    assert (page.status_code, told.status_code) == (200, 200)
    return text_of(page), told.json()["result"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("people", [0, 1, 4])
def test_of_fewer_than_five_people_nothing_is_told(round_, runs, people, state):
    for place in range(people):
        answered(shown(round_)[0], "agree", place)
    text, result = read(round_, state, runs)
    assert "Too few people have voted to tell anything" in text
    assert [row["together"] for row in result["statements"]] == [None] * 4
    assert result["groups"] == []
    assert Client().get(f"/api/v1/rounds/{round_.id}/votes").status_code == 404
    assert Client().get(url("opinion_votes", round_)).status_code == 404


@pytest.mark.parametrize("state", STATES)
def test_where_all_pass_there_are_no_groups_and_no_majority(round_, runs, state):
    for place in range(20):
        for one in shown(round_):
            answered(one, "pass", place)
    text, result = read(round_, state, runs)
    assert "There are no groups" in text
    assert "There is no statement on which a sure majority is on the same side." in text
    assert result["majority"] == {"agree": [], "disagree": []}
    assert {row["together"]["agree"] for row in result["statements"]} == {0}


@pytest.mark.parametrize(("state", "words"), [(STATES[0], "too few"), (STATES[1], "nobody saw it")])
def test_a_statement_that_nobody_saw_is_told_as_such(round_, runs, state, words):
    for place in range(20):
        for one in shown(round_)[1:]:
            answered(one, "agree" if place % 2 else "disagree", place)
    text, result = read(round_, state, runs)
    assert words in text.partition('id="s1"')[2].partition("</tr>")[0]
    assert (result["statements"][0]["together"] or {"seen": 0})["seen"] == 0


def test_one_person_cannot_flood_a_round_with_statements(found, round_):
    client = at_browser(PersonFactory())
    answers = [
        client.post(url("propose_statement", round_), {"text": f"Nr {one}.", "language": "en"})
        for one in range(found.contingent + 2)
    ]
    taken = [one.status_code for one in answers]
    assert taken == [302] * found.contingent + [422] * 2
    assert f"{found.contingent}" in text_of(answers[-1])
    said = json.dumps({"text": "Once more.", "language": "en"})
    over = client.post(
        f"/api/v1/rounds/{round_.id}/statements", said, content_type="application/json"
    )
    assert over.json()["code"] == "contingent_used"
    assert Statement.objects.filter(state=StatementState.WAITING).count() == found.contingent


def test_five_hundred_statements_come_in_pages(runs, found, django_assert_max_num_queries):
    round_ = asking(found=found)
    Statement.objects.bulk_create(
        Statement(
            round_id=round_.id,
            number=number,
            language="en",
            text=f"Number {number}.",
            state=StatementState.WAITING,
            proposed_on=NOW.date(),
        )
        for number in range(5, 505)
    )
    organiser = at_browser(Person.objects.get(id=runs.id))
    with django_assert_max_num_queries(20):
        page = organiser.get(url("moderate_statements", round_))
    assert len(page.context["page"]) == 50
    assert "?page=2" in text_of(page)


def test_a_statement_of_five_megabytes_is_refused_and_makes_nobody_a_participant(round_):
    client = at_browser(PersonFactory())
    huge = {"text": "x" * MEGABYTES, "language": "en"}
    assert client.post(url("propose_statement", round_), huge).status_code in {413, 422}
    sent = client.post(
        f"/api/v1/rounds/{round_.id}/statements", json.dumps(huge), content_type="application/json"
    )
    assert sent.status_code in {413, 422}
    assert not Participant.objects.exists()
    assert Statement.objects.count() == 4


def test_a_closed_round_invites_nobody_to_answer(round_, runs):
    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)
    organiser = at_browser(Person.objects.get(id=runs.id))
    for name in ("statements", "all_statements", "own_answers", "opinion_map"):
        text = text_of(Client().get(url(name, round_)))
        for invitation in ("Answer the statements", "Answer them one by one", "until the round"):
            assert invitation not in text
    text = text_of(organiser.get(url("moderate_statements", round_)))
    assert "Write a statement yourself" not in text
    assert "Draw the map now" in text


def test_before_a_round_opens_statements_are_written_and_no_map_is_offered(found, runs):
    planned = consultations.planned(found, kind=RoundKind.STATEMENTS)
    organiser = at_browser(Person.objects.get(id=runs.id))
    text = text_of(organiser.get(url("moderate_statements", planned)))
    assert "Write a statement yourself" in text
    assert "Draw the map now" not in text
