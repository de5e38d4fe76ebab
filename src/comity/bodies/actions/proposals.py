"""Proposing that somebody takes a seat or loses it, and confirming that as another person."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from comity.bodies import queries
from comity.bodies.actions.code_names import give_code_name, readable
from comity.bodies.actions.seats import certify_seat, free_seat, lock_body, take_seat
from comity.bodies.errors import (
    AlreadyProposed,
    AlreadySeated,
    ConfirmedBefore,
    KeyChanged,
    NothingToCompare,
    ProposalAboutYou,
    ProposalOver,
    ProposalYours,
    SeatAlreadyEnded,
    TermWrong,
)
from comity.bodies.facts import SeatConfirmed, SeatProposalDropped, SeatProposed
from comity.bodies.models import Seat, SeatConfirmation, SeatProposal
from comity.bodies.rules import (
    PROPOSAL_DAYS,
    Against,
    Change,
    Standing,
    Step,
    after,
    against,
    is_carried,
)
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.errors import DomainError, NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.people.queries import persons
from comity.record.actions import record
from comity.vault.queries import fingerprint_of

REFUSALS: dict[Against, type[DomainError]] = {
    Against.OVER: ProposalOver,
    Against.ABOUT_YOU: ProposalAboutYou,
    Against.OUTSIDER: NotFound,
    Against.YOURS: ProposalYours,
    Against.CONFIRMED_BEFORE: ConfirmedBefore,
    Against.KEY_CHANGED: KeyChanged,
}


@transaction.atomic
def propose_seat(
    *,
    body_id: str,
    person_id: str,
    starts_on: date,
    ends_on: date,
    by: Actor,
    now: datetime,
    code_name: str = "",
) -> SeatProposal:
    """Propose that somebody takes a seat in a body. Nothing changes until another confirms it.

    Args:
        body_id: of the body.
        person_id: who would take a seat. They have made their keys already.
        starts_on: the first day of the term; it begins on the day of the confirmation at the
            earliest.
        ends_on: the last day of the term.
        by: a member of the body, of the body above where this one is too small, or an operator.
        now: the moment.
        code_name: that they would be seated under, where being named is dangerous.

    Raises:
        NotFound: there is no such body or person.
        NotPermitted: ``by`` is nobody who may.
        ProposalAboutYou: nobody proposes themselves.
        TermWrong: the term ends before it begins, or is over.
        AlreadySeated: the person sits in this body already.
        NothingToCompare: the person has made no keys.
        AlreadyProposed: the same waits to be confirmed.
        CodeNameWrong: nobody can be called so.
    """
    body = lock_body(body_id)
    if person_id not in persons([person_id]):
        raise NotFound
    _require_to_act(by, body_id, Change.SEAT, person_id, now)
    if ends_on < starts_on or ends_on < day_of(now):
        raise TermWrong(field="ends_on")
    if body.seats.filter(ended_on=None, person=person_id).exists():
        raise AlreadySeated
    fingerprint = fingerprint_of(person_id)
    if fingerprint is None:
        raise NothingToCompare
    proposal = SeatProposal(
        body=body,
        change=Change.SEAT,
        person_id=person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        fingerprint=fingerprint,
        code_name=readable(code_name) if code_name else "",
    )
    return _propose(proposal, by=by, now=now)


@transaction.atomic
def propose_removal(*, seat_id: str, by: Actor, now: datetime) -> SeatProposal:
    """Propose that a member loses their seat. Two others have to confirm it.

    Raises:
        NotFound: there is no such seat.
        NotPermitted: ``by`` is nobody who may.
        ProposalAboutYou: it is their own seat; they can simply give it up.
        SeatAlreadyEnded: nobody holds it any more.
        AlreadyProposed: the same waits to be confirmed.
    """
    seat = _held_seat(seat_id, Change.UNSEAT, by=by, now=now)
    proposal = SeatProposal(
        body=seat.body, change=Change.UNSEAT, person_id=seat.person_id, seat=seat
    )
    return _propose(proposal, by=by, now=now)


@transaction.atomic
def propose_key(*, seat_id: str, by: Actor, now: datetime) -> SeatProposal:
    """Propose that the new key of a member counts for their seat.

    Args:
        seat_id: of the seat whose holder made other keys than those that were compared.
        by: somebody else who may act for the body.
        now: the moment.

    Raises:
        NotFound: there is no such seat.
        NotPermitted: ``by`` is nobody who may.
        ProposalAboutYou: it is their own key.
        SeatAlreadyEnded: nobody holds the seat any more.
        NothingToCompare: the member has made no keys.
        AlreadyProposed: the same waits to be confirmed.
    """
    seat = _held_seat(seat_id, Change.KEY, by=by, now=now)
    fingerprint = fingerprint_of(seat.person_id)
    if fingerprint is None:
        raise NothingToCompare
    proposal = SeatProposal(
        body=seat.body,
        change=Change.KEY,
        person_id=seat.person_id,
        seat=seat,
        fingerprint=fingerprint,
    )
    return _propose(proposal, by=by, now=now)


@transaction.atomic
def confirm_proposal(
    *, proposal_id: str, by: Actor, now: datetime, compared: str = ""
) -> SeatProposal:
    """Confirm what another proposed; with enough confirmations it is done at once.

    Args:
        proposal_id: of the proposal.
        by: somebody who may act for the body, and neither proposed it nor is meant by it.
        now: the moment.
        compared: the fingerprint they compared over another channel with whoever takes the seat;
            empty for a removal.

    Raises:
        NotFound: there is no such proposal, or ``by`` has no say in it.
        ProposalOver: it was carried, withdrawn or waited too long.
        ProposalAboutYou: it is about ``by``.
        ProposalYours: ``by`` proposed it.
        ConfirmedBefore: ``by`` confirmed it before.
        KeyChanged: the live key is not the one that was proposed and compared.
    """
    proposal = _hold(proposal_id)
    about = proposal.person_id
    live = fingerprint_of(about) or ""
    problem = against(
        queries.as_rule(proposal),
        by=str(by),
        eligible=queries.may_act(
            by,
            body_id=proposal.body_id,
            change=Change(proposal.change),
            about=about,
            on=day_of(now),
        ),
        today=day_of(now),
        fingerprint=live,
        compared=compared,
    )
    if problem is not None:
        raise REFUSALS[problem]
    SeatConfirmation.objects.create(
        proposal=proposal, confirmed_by=str(by), confirmed_on=day_of(now)
    )
    behind = queries.behind(proposal, day_of(now))
    enough = is_carried(Change(proposal.change), behind=behind)
    fact = SeatConfirmed(subject=proposal.body_id, proposal=proposal.id, carried=enough)
    record(fact, by=by, now=now)
    _step(proposal, Step.CONFIRM, enough=enough)
    if enough:
        _carry_out(proposal, by=by, now=now)
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal_id: str, by: Actor, now: datetime) -> None:
    """Take a proposal back. Whoever would take a seat may decline it in the same way.

    Raises:
        NotFound: there is no such proposal, or none that ``by`` may know of.
        NotPermitted: somebody else made it.
        ProposalOver: it was carried, withdrawn or waited too long.
    """
    proposal = _hold(proposal_id)
    queries.proposal(proposal_id, seen_by=by, on=day_of(now))
    declines = proposal.change == Change.SEAT and str(by) == f"person:{proposal.person_id}"
    if str(by) != proposal.proposed_by and not declines:
        raise NotPermitted
    _drop(proposal, Step.WITHDRAW, by=by, now=now)


def expire_proposals(*, now: datetime) -> None:
    """Close the proposals that nobody confirmed in time. Doing it twice changes nothing."""
    overdue = SeatProposal.objects.filter(standing=Standing.OPEN, expires_on__lt=day_of(now))
    for proposal_id in list(overdue.values_list("id", flat=True)):
        with transaction.atomic():
            proposal = _hold(proposal_id)
            if proposal.standing == Standing.OPEN:
                _drop(proposal, Step.EXPIRE, by=SYSTEM, now=now)


def _require_to_act(by: Actor, body_id: str, change: Change, about: str, now: datetime) -> None:
    if by.kind is ActorKind.PERSON and by.id == about:
        raise ProposalAboutYou
    if not queries.may_act(by, body_id=body_id, change=change, about=about, on=day_of(now)):
        raise NotPermitted


def _held_seat(seat_id: str, change: Change, *, by: Actor, now: datetime) -> Seat:
    """Find a seat that somebody holds, by somebody who may propose this change of it."""
    found = Seat.objects.filter(id=seat_id).values_list("body_id", flat=True).first()
    if found is None:
        raise NotFound
    body = lock_body(found)
    seat = Seat.objects.get(id=seat_id)
    _require_to_act(by, body.id, change, seat.person_id, now)
    if seat.ended_on is not None:
        raise SeatAlreadyEnded
    return seat


def _propose(proposal: SeatProposal, *, by: Actor, now: datetime) -> SeatProposal:
    today = day_of(now)
    stale = SeatProposal.objects.filter(
        body=proposal.body,
        person=proposal.person_id,
        change=proposal.change,
        standing=Standing.OPEN,
        expires_on__lt=today,
    )
    # The minute that closes it may not have come yet.
    for row in stale:
        _drop(row, Step.EXPIRE, by=SYSTEM, now=now)
    proposal.proposed_by = str(by)
    proposal.proposed_on = today
    proposal.expires_on = today + timedelta(days=PROPOSAL_DAYS)
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError as problem:
        raise AlreadyProposed from problem
    fact = SeatProposed(
        subject=proposal.body_id,
        proposal=proposal.id,
        change=proposal.change,
        person=proposal.person_id,
    )
    record(fact, by=by, now=now)
    return proposal


def _hold(proposal_id: str) -> SeatProposal:
    """Hold a proposal and its body, in the order in which everybody holds them."""
    found = SeatProposal.objects.filter(id=proposal_id).values_list("body_id", flat=True).first()
    if found is None:
        raise NotFound
    lock_body(found)
    return SeatProposal.objects.select_for_update().get(id=proposal_id)


def _step(proposal: SeatProposal, step: Step, *, enough: bool = False) -> None:
    standing = after(Standing(proposal.standing), step, enough=enough)
    if standing is None:
        raise ProposalOver
    proposal.standing = standing
    proposal.save(update_fields=["standing"])


def _drop(proposal: SeatProposal, step: Step, *, by: Actor, now: datetime) -> None:
    _step(proposal, step)
    fact = SeatProposalDropped(
        subject=proposal.body_id, proposal=proposal.id, standing=proposal.standing
    )
    record(fact, by=by, now=now)


def _carry_out(proposal: SeatProposal, *, by: Actor, now: datetime) -> None:
    if proposal.change == Change.SEAT:
        _seat(proposal, by=by, now=now)
    else:
        seat = Seat.objects.select_for_update().get(id=proposal.seat_id)
        if proposal.change == Change.UNSEAT:
            free_seat(seat, by=by, now=now)
            return
        if seat.ended_on is not None:
            raise SeatAlreadyEnded
        certify_seat(seat=seat, by=by, now=now)
    # A key that was changed while this was written down would be certified unseen.
    if fingerprint_of(proposal.person_id) != proposal.fingerprint:
        raise KeyChanged


def _seat(proposal: SeatProposal, *, by: Actor, now: datetime) -> None:
    if proposal.code_name:
        give_code_name(person_id=proposal.person_id, code_name=proposal.code_name, by=by, now=now)
    proposal.seat = take_seat(
        body=proposal.body,
        person_id=proposal.person_id,
        starts_on=max(proposal.starts_on or day_of(now), day_of(now)),
        ends_on=proposal.ends_on or day_of(now),
        number=None,
        founding=False,
        by=by,
        now=now,
    )
    proposal.save(update_fields=["seat"])
