"""Two people at the same moment, each on a connection of their own, on PostgreSQL."""

import json

import pytest
from django.db import connection
from django.test import Client

from comity.bodies import actions, queries
from comity.bodies.errors import ConfirmedBefore, ProposalOver
from comity.bodies.models import Body, Seat, SeatConfirmation, SeatProposal
from comity.bodies.rules import Standing
from comity.people.actions.answers import Call
from comity.people.models import KeptAnswer
from comity.people.queries import actor
from comity.record.models import Line
from comity.reports.models import Report
from comity.vault.queries import certified_keys
from tests.actions.test_proposals import NOW, TODAY, confirm, keyed, members, propose
from tests.factories.bodies import BodyFactory
from tests.factories.people import PersonFactory
from tests.factories.reports import house
from tests.harness.at_once import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not connection.features.has_select_for_update, reason="needs rows that can be held"
    ),
]
beside_others = pytest.mark.usefixtures("own_database")
KEY = "a key that nobody else can guess at all"


@pytest.fixture
def body():
    return BodyFactory()


def held(body):
    """Hold a body, before which everybody queues who changes its seats."""
    return lambda: Body.objects.select_for_update().get(id=body.id)


def sorts(answers):
    return sorted(type(one).__name__ for one in answers)


@beside_others
def test_a_seat_that_two_confirm_at_once_is_taken_once(body):
    amal, bo, chidi = members(body, 3)
    kit = keyed(PersonFactory(username="kit"))
    proposal = propose(body, kit, amal)
    answers = at_once(
        lambda: confirm(proposal, bo), lambda: confirm(proposal, chidi), hold=held(body)
    )
    assert sorts(answers) == [ProposalOver.__name__, SeatProposal.__name__]
    seat = Seat.objects.get(person=kit)
    assert certified_keys([kit.id], on=TODAY, seat_of={kit.id: seat.id})
    assert SeatConfirmation.objects.count() == 1
    assert Line.objects.filter(kind="body:member_seated", subject=body.id).count() == 1


@beside_others
def test_a_removal_that_two_confirm_at_once_is_carried_out_once(body):
    amal, bo, chidi, dana = members(body, 4)
    seat = Seat.objects.get(person=dana)
    proposal = actions.propose_removal(seat_id=seat.id, by=actor(amal), now=NOW)
    answers = at_once(
        lambda: confirm(proposal, bo, compared=""),
        lambda: confirm(proposal, chidi, compared=""),
        hold=held(body),
    )
    assert sorts(answers) == [SeatProposal.__name__] * 2
    assert sorted(one.standing for one in answers) == [Standing.CARRIED, Standing.OPEN]
    assert not queries.sitting(TODAY).filter(person=dana).exists()
    assert Line.objects.filter(kind="body:seat_ended", subject=body.id).count() == 1


@beside_others
def test_whoever_confirms_twice_at_once_counts_once(body):
    amal, bo, _, dana = members(body, 4)
    seat = Seat.objects.get(person=dana)
    proposal = actions.propose_removal(seat_id=seat.id, by=actor(amal), now=NOW)
    answers = at_once(*[lambda: confirm(proposal, bo, compared="")] * 2, hold=held(body))
    assert sorts(answers) == [ConfirmedBefore.__name__, SeatProposal.__name__]
    assert queries.sitting(TODAY).filter(person=dana).exists()


@beside_others
def test_of_two_who_confirm_and_withdraw_at_once_only_the_first_is_heard(body):
    amal, bo = members(body, 2)
    kit = keyed(PersonFactory(username="kit"))
    proposal = propose(body, kit, amal)
    answers = at_once(
        lambda: confirm(proposal, bo),
        lambda: actions.withdraw_proposal(proposal_id=proposal.id, by=actor(amal), now=NOW),
        hold=held(body),
    )
    assert sum(isinstance(one, ProposalOver) for one in answers) == 1
    seated = Seat.objects.filter(person=kit).exists()
    assert (SeatProposal.objects.get().standing == Standing.CARRIED) is seated


@beside_others
def test_a_call_that_is_sent_twice_at_once_is_done_once():
    there = house()
    tag = Call("", KEY, "").tag

    def send():
        return Client().post(
            "/api/v1/reports",
            json.dumps({"community": there.project.id, "what": "It hurt."}),
            content_type="application/json",
            headers={"Idempotency-Key": KEY},
        )

    def hold():
        KeptAnswer.objects.create(tag=tag, asked="", day=TODAY)

    answers = at_once(send, send, hold=hold)
    assert Report.objects.count() == 1
    done = [one for one in answers if one.status_code == 201]
    for one in answers:
        assert one in done or (one.status_code, one.json()["code"]) == (409, "idempotency_key_busy")
    again = send()
    assert all(again.content == one.content for one in done)
    assert again.json()["receipt"]
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_what_was_done_beside_others_is_in_no_other_tests_database():
    assert not Body.objects.exists()
    assert not Line.objects.exists()
