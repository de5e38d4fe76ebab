from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.bodies import actions, queries
from comity.bodies.errors import (
    AlreadyProposed,
    AlreadySeated,
    CodeNameWrong,
    ConfirmedBefore,
    FoundingOver,
    KeyChanged,
    NothingToCompare,
    ProposalAboutYou,
    ProposalOver,
    ProposalYours,
    SeatAlreadyEnded,
    TermWrong,
)
from comity.bodies.models import Seat, SeatConfirmation, SeatProposal
from comity.bodies.rules import PROPOSAL_DAYS, Standing
from comity.bodies.tasks import keep_terms
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.models import Person
from comity.people.queries import actor
from comity.record.actions import run_due
from comity.record.models import Line
from comity.vault.actions import make_key, revoke_key
from comity.vault.queries import certified_keys, fingerprint_of
from tests.factories.bodies import BodyFactory, SeatFactory
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
LATER = TODAY + timedelta(days=700)
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")


def keyed(person):
    make_key(person_id=person.id, passphrase="a lamp in the window", by=actor(person), now=NOW)
    return person


def members(body, count):
    return [SeatFactory(body=body).person for _ in range(count)]


def propose(body, person, by, **changes):
    said = {"starts_on": TODAY, "ends_on": LATER, "by": actor(by) if by else OPERATOR, "now": NOW}
    return actions.propose_seat(body_id=body.id, person_id=person.id, **(said | changes))


def confirm(proposal, by, **changes):
    said = {"by": actor(by) if by else OPERATOR, "now": NOW, "compared": proposal.fingerprint}
    return actions.confirm_proposal(proposal_id=proposal.id, **(said | changes))


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def two(body):
    return members(body, 2)


@pytest.fixture
def kit():
    return keyed(PersonFactory(username="kit"))


def test_a_seat_begins_when_a_second_member_has_compared_the_key(body, two, kit):
    amal, bo = two
    proposal = propose(body, kit, amal)
    assert not Seat.objects.filter(person=kit).exists()
    assert not certified_keys([kit.id], on=TODAY)
    confirm(proposal, bo)
    seat = Seat.objects.get(person=kit)
    assert not seat.founding
    assert certified_keys([kit.id], on=TODAY, seat_of={kit.id: seat.id})
    assert SeatProposal.objects.get().standing == Standing.CARRIED


def test_who_proposed_and_who_confirmed_is_on_record(body, two, kit):
    amal, bo = two
    confirm(propose(body, kit, amal), bo)
    lines = {line.kind: line for line in Line.objects.filter(subject=body.id)}
    assert lines["body:seat_change_proposed"].actor == f"person:{amal.id}"
    assert lines["body:seat_change_confirmed"].actor == f"person:{bo.id}"
    assert kit.id not in str(lines["body:seat_change_proposed"].shown)


def test_nobody_confirms_what_they_proposed(body, two, kit):
    proposal = propose(body, kit, two[0])
    with pytest.raises(ProposalYours):
        confirm(proposal, two[0])


def test_nobody_has_a_say_in_their_own_seat(body, two):
    kit = keyed(two[0])
    with pytest.raises(ProposalAboutYou):
        propose(BodyFactory(), kit, kit)
    seat = Seat.objects.get(person=kit)
    with pytest.raises(ProposalAboutYou):
        actions.propose_removal(seat_id=seat.id, by=actor(kit), now=NOW)
    proposal = actions.propose_removal(seat_id=seat.id, by=actor(two[1]), now=NOW)
    with pytest.raises(ProposalAboutYou):
        confirm(proposal, kit, compared="")


def test_an_outsider_proposes_nothing_and_knows_of_nothing(body, two, kit):
    outsider = PersonFactory()
    with pytest.raises(NotPermitted):
        propose(body, kit, outsider)
    proposal = propose(body, kit, two[0])
    with pytest.raises(NotFound):
        confirm(proposal, outsider)
    with pytest.raises(NotFound):
        queries.proposal(proposal.id, seen_by=actor(outsider), on=TODAY)
    assert queries.proposals_of(body.id, seen_by=actor(outsider), on=TODAY) == []
    assert [one.id for one in queries.proposals_of(body.id, seen_by=actor(kit), on=TODAY)] == [
        proposal.id
    ]


def test_a_member_whose_term_is_over_has_no_say(body, two, kit):
    former = SeatFactory(body=body, ends_on=TODAY - timedelta(days=1)).person
    with pytest.raises(NotPermitted):
        propose(body, kit, former)


def test_the_word_of_somebody_who_lost_their_seat_carries_nothing(body, two, kit):
    amal, bo = two
    proposal = propose(body, kit, amal)
    actions.end_seat(seat_id=Seat.objects.get(person=amal).id, by=actor(amal), now=NOW)
    confirm(proposal, bo)
    assert not Seat.objects.filter(person=kit).exists()
    assert SeatProposal.objects.get().standing == Standing.OPEN
    assert queries.behind(SeatProposal.objects.get(), TODAY) == [f"person:{bo.id}"]
    (dana,) = members(body, 1)
    confirm(proposal, dana)
    assert Seat.objects.filter(person=kit).exists()


def test_an_operator_and_a_member_are_two_people_and_an_operator_alone_is_one(body, two, kit):
    proposal = propose(body, kit, None)
    with pytest.raises(ProposalYours):
        confirm(proposal, None)
    confirm(proposal, two[0])
    assert Seat.objects.filter(person=kit).exists()


def test_the_body_above_helps_out_where_there_are_too_few(kit):
    movement = MovementFactory()
    small = BodyFactory(community=CommunityFactory(parent=movement))
    above = SeatFactory(body__community=movement).person
    (amal,) = members(small, 1)
    confirm(propose(small, kit, amal), above)
    assert Seat.objects.filter(person=kit, body=small).exists()
    with pytest.raises(NotPermitted):
        propose(small, keyed(PersonFactory()), above)


def test_a_person_without_keys_cannot_be_proposed(body, two):
    with pytest.raises(NothingToCompare):
        propose(body, PersonFactory(), two[0])


def test_a_member_cannot_be_proposed_again_nor_the_same_twice(body, two, kit):
    with pytest.raises(AlreadySeated):
        propose(body, keyed(two[1]), two[0])
    propose(body, kit, two[0])
    with pytest.raises(AlreadyProposed):
        propose(body, kit, two[1])


def test_a_term_that_makes_no_sense_is_refused(body, two, kit):
    with pytest.raises(TermWrong):
        propose(body, kit, two[0], ends_on=TODAY - timedelta(days=1))


def test_a_body_or_person_that_does_not_exist_is_not_found(body, two, kit):
    with pytest.raises(NotFound):
        propose(Person(id="nobody"), kit, two[0])
    with pytest.raises(NotFound):
        propose(body, Person(id="nobody"), two[0])
    with pytest.raises(NotFound):
        actions.confirm_proposal(proposal_id="none", by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        actions.propose_removal(seat_id="none", by=OPERATOR, now=NOW)


def test_a_key_that_was_changed_since_is_not_certified(body, two, kit):
    proposal = propose(body, kit, two[0])
    revoke_key(person_id=kit.id, by=actor(kit), now=NOW)
    with pytest.raises(KeyChanged):
        confirm(proposal, two[1])
    keyed(kit)
    for compared in (proposal.fingerprint, fingerprint_of(kit.id), ""):
        with pytest.raises(KeyChanged):
            confirm(proposal, two[1], compared=compared)
    assert not Seat.objects.filter(person=kit).exists()


def test_a_fingerprint_that_was_misread_is_refused(body, two, kit):
    with pytest.raises(KeyChanged):
        confirm(propose(body, kit, two[0]), two[1], compared="f" * 32)


def test_a_proposal_waits_fourteen_days_and_then_is_over(body, two, kit):
    proposal = propose(body, kit, two[0])
    last = NOW + timedelta(days=PROPOSAL_DAYS)
    keep_terms(last)
    assert SeatProposal.objects.get().standing == Standing.OPEN
    with pytest.raises(ProposalOver):
        confirm(proposal, two[1], now=last + timedelta(days=1))
    keep_terms(last + timedelta(days=1))
    keep_terms(last + timedelta(days=1))
    assert SeatProposal.objects.get().standing == Standing.EXPIRED
    assert Line.objects.filter(kind="body:seat_change_dropped").count() == 1


def test_an_expired_proposal_can_be_made_again_before_the_clock_has_closed_it(body, two, kit):
    propose(body, kit, two[0])
    late = NOW + timedelta(days=PROPOSAL_DAYS + 1)
    assert propose(body, kit, two[1], now=late).standing == Standing.OPEN


def test_whoever_proposed_it_withdraws_it_and_whoever_is_meant_declines_it(body, two, kit):
    proposal = propose(body, kit, two[0])
    with pytest.raises(NotPermitted):
        actions.withdraw_proposal(proposal_id=proposal.id, by=actor(two[1]), now=NOW)
    with pytest.raises(NotFound):
        actions.withdraw_proposal(proposal_id=proposal.id, by=actor(PersonFactory()), now=NOW)
    actions.withdraw_proposal(proposal_id=proposal.id, by=actor(two[0]), now=NOW)
    with pytest.raises(ProposalOver):
        confirm(proposal, two[1])
    again = propose(body, kit, two[1])
    actions.withdraw_proposal(proposal_id=again.id, by=actor(kit), now=NOW)
    with pytest.raises(ProposalOver):
        actions.withdraw_proposal(proposal_id=again.id, by=actor(kit), now=NOW)


def test_removing_takes_three_people_and_never_the_one_concerned(body):
    amal, bo, chidi, dana = members(body, 4)
    seat = Seat.objects.get(person=dana)
    proposal = actions.propose_removal(seat_id=seat.id, by=actor(amal), now=NOW)
    confirm(proposal, bo, compared="")
    assert queries.sitting(TODAY).filter(person=dana).exists()
    with pytest.raises(ConfirmedBefore):
        confirm(proposal, bo, compared="")
    with pytest.raises(NotPermitted):
        actions.withdraw_proposal(proposal_id=proposal.id, by=actor(dana), now=NOW)
    confirm(proposal, chidi, compared="")
    assert not queries.sitting(TODAY).filter(person=dana).exists()


def test_whoever_has_left_cannot_be_removed(body):
    amal, bo, dana = members(body, 3)
    seat = Seat.objects.get(person=dana)
    proposal = actions.propose_removal(seat_id=seat.id, by=actor(amal), now=NOW)
    actions.end_seat(seat_id=seat.id, by=actor(dana), now=NOW)
    confirm(proposal, bo, compared="")
    with pytest.raises(SeatAlreadyEnded):
        confirm(proposal, None, compared="")
    with pytest.raises(SeatAlreadyEnded):
        actions.propose_removal(seat_id=seat.id, by=actor(amal), now=NOW)


def test_one_hand_seats_and_removes_nobody_once_two_have(body, two, kit):
    confirm(propose(body, kit, two[0]), two[1])
    with pytest.raises(FoundingOver):
        actions.seat_member(
            body_id=body.id,
            person_id=PersonFactory().id,
            starts_on=TODAY,
            ends_on=LATER,
            by=OPERATOR,
            now=NOW,
        )
    with pytest.raises(FoundingOver):
        actions.end_seat(seat_id=Seat.objects.get(person=kit).id, by=OPERATOR, now=NOW)


def test_a_new_key_counts_for_a_seat_only_after_two_have_looked(body, two, kit):
    confirm(propose(body, kit, two[0]), two[1])
    seat = Seat.objects.get(person=kit)
    revoke_key(person_id=kit.id, by=actor(kit), now=NOW)
    with pytest.raises(NothingToCompare):
        actions.propose_key(seat_id=seat.id, by=actor(two[0]), now=NOW)
    keyed(kit)
    run_due(now=NOW)
    assert not certified_keys([kit.id], on=TODAY)
    proposal = actions.propose_key(seat_id=seat.id, by=actor(two[0]), now=NOW)
    confirm(proposal, two[1])
    assert certified_keys([kit.id], on=TODAY, seat_of={kit.id: seat.id})


def test_a_person_can_be_seated_under_a_code_name_from_the_first_day(body, two, kit):
    with pytest.raises(CodeNameWrong):
        propose(body, kit, two[0], code_name="<b>")
    confirm(propose(body, kit, two[0], code_name=" Grey  Heron "), two[1])
    assert "Grey Heron" in [one.display_name for one in queries.members(body.id, TODAY)]


def test_what_waits_for_a_member_is_listed_until_they_have_said_so(body, kit):
    amal, bo, chidi = members(body, 3)
    seat = Seat.objects.get(person=chidi)
    proposal = actions.propose_removal(seat_id=seat.id, by=actor(amal), now=NOW)
    assert [one.id for one in queries.mine_to_confirm(actor(bo), TODAY)] == [proposal.id]
    assert queries.mine_to_confirm(actor(amal), TODAY) == []
    assert queries.mine_to_confirm(actor(chidi), TODAY) == []
    confirm(proposal, bo, compared="")
    assert queries.mine_to_confirm(actor(bo), TODAY) == []


def test_of_two_who_confirm_the_same_the_second_is_told_that_it_is_over(body, kit):
    amal, bo, chidi = members(body, 3)
    proposal = propose(body, kit, amal)
    confirm(proposal, bo)
    with pytest.raises(ProposalOver):
        confirm(proposal, chidi)
    assert SeatConfirmation.objects.count() == 1
    assert Seat.objects.filter(person=kit).count() == 1


def test_whoever_confirms_holds_the_body_first_so_that_two_cannot_pass_at_once(body, two, kit):
    proposal = propose(body, kit, two[0])
    with CaptureQueriesContext(connection) as asked:
        confirm(proposal, two[1])
    touched = [one["sql"] for one in asked if "bodies_" in one["sql"]]
    held = [sql for sql in touched if '"bodies_body"' in sql or '"bodies_seatproposal"' in sql]
    assert 'FROM "bodies_body"' in held[1]
    if connection.features.has_select_for_update:
        assert "FOR UPDATE" in held[1]
        assert "FOR UPDATE" in held[2]
