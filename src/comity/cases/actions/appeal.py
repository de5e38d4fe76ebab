"""Appeals: both sides can ask, other people decide, and everything can be undone."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from comity.cases.actions.clock import close_rooms, term_of
from comity.cases.actions.deciding import order_all, same_proposal
from comity.cases.actions.intake import tell_invited
from comity.cases.actions.moving import (
    Making,
    invite,
    keep_inboxes,
    make,
    make_as_member,
    with_keys,
)
from comity.cases.actions.opinions import serve_appeal_decision
from comity.cases.errors import NoAppealBody, NobodyLeft, UnknownChoice
from comity.cases.models import Case
from comity.cases.queries import (
    case_of_reporter,
    case_of_respondent,
    hold,
    is_respondent,
    setting_of,
)
from comity.cases.queries.circumstances import Asker, Held
from comity.cases.queries.content import APPEAL, MESSAGE, PROPOSAL, of_kind, range_of
from comity.cases.queries.people import people_with, seats
from comity.cases.queries.views import measure_ids
from comity.cases.rules.labels import GROUNDS
from comity.cases.rules.questions import (
    MeasureTerms,
    Proposal,
    check_variation,
    checked_terms,
    checked_text,
)
from comity.cases.rules.seating import Instance, Seat
from comity.cases.rules.words import AppealOutcome, Ground, Move, State, Who
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.ids import new_id
from comity.measures.actions import end_measure
from comity.measures.queries import measures
from comity.reports.queries import report_of
from comity.vault import actions as vault
from comity.vault.queries import barred
from comity.vault.rules import Audience, Keyring, ReceiptKeys


@transaction.atomic
def appeal(*, receipt: ReceiptKeys, grounds: Collection[str], text: str, now: datetime) -> Case:
    """Appeal against a decision, with either side's receipt, once.

    Args:
        receipt: of the respondent or of a reporter.
        grounds: at least one of ``Ground``.
        text: why.
        now: the moment.

    Raises:
        ReceiptUnknown: no case belongs to the receipt.
        UnknownChoice: there is no such ground, or none was named.
        WrongInput: the text says nothing, or too much.
        WindowClosed: the time to appeal has passed.
        NoAppealBody: everybody who could have heard it has left since.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    part = Who.RESPONDENT if is_respondent(receipt) else Who.REPORTER
    find = case_of_respondent if part is Who.RESPONDENT else case_of_reporter
    case = find(receipt, locked=True)
    named = _grounds(grounds)
    text = checked_text(text, field="text")
    by = Actor(ActorKind.RECEIPT_HOLDER, receipt.lookup)
    setting = setting_of(case, now=now)
    asker = Asker(frozenset({part}))
    bench = [one for one in seats(case) if one.instance == Instance.APPEAL and not one.past]
    able = with_keys(people_with(case, bench), now=now)
    if case.state == State.DECIDED and not able:
        raise NoAppealBody
    away = [one for one in seats(case) if one.instance == Instance.FIRST]
    case.appeal_room = vault.create_room(
        audience=Audience.PANEL, holders=able, barred=people_with(case, away), by=by, now=now
    )
    make(Making(case, Move.APPEAL, asker, setting, by, now))
    content: dict[str, object] = {"part": part, "grounds": list(named), "text": text}
    # The room of the appeal panel knows no receipts, so the service vouches for what it took in.
    vault.put(case.appeal_room, kind=APPEAL, content=content, writer=None, now=now)
    own = case.respondent_room if part is Who.RESPONDENT else report_of(receipt).room_id
    vault.put(own, kind=MESSAGE, content={"text": text}, writer=receipt, now=now)
    invite(case, setting.charter.panel.appeal)
    tell_invited(case)
    return case


@transaction.atomic
def propose_outcome(
    *,
    case_id: str,
    outcome: str,
    reason: str,
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
    terms: MeasureTerms | None = None,
) -> Proposal:
    """Propose how an appeal should end; a milder measure says which.

    Proposing the same twice changes nothing.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        UnknownChoice: there is no such outcome.
        AppealVariesUpwards: the measure would be stricter than before.
        NobodyLeft: nobody is left to whom the case could be sent back.
        WrongInput: the terms are not among what the charter allows, or a text cannot be used.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    make_as_member(held, Move.PROPOSE_OUTCOME, by=by, now=now)
    if outcome not in set(AppealOutcome):
        raise UnknownChoice(field="outcome", choices=", ".join(AppealOutcome))
    wanted = AppealOutcome(outcome)
    if wanted is AppealOutcome.VARY:
        imposed = [one.level for one in measures(measure_ids(held.case)) if not one.overturned]
        check_variation(terms, max(imposed, default=0))
    if wanted is AppealOutcome.REMAND:
        _check_somebody_left(held, now)
    proposal = Proposal(
        id=new_id(),
        reason=checked_text(reason, field="reason"),
        measure=checked_terms(terms, held.charter)
        if terms is not None and wanted is AppealOutcome.VARY
        else None,
        outcome=wanted,
    )
    if known := same_proposal(held.file.proposals(on_appeal=True), proposal):
        return known
    room = held.case.appeal_room
    vault.put(room, kind=PROPOSAL, content=proposal.content(), writer=held.keyring, now=now)
    return proposal


@transaction.atomic
def decide_appeal(*, case_id: str, keyring: Keyring | None, by: Actor, now: datetime) -> Case:
    """End an appeal as its panel has agreed, and make it so everywhere.

    Overturned measures count for nothing from this moment, and the wiki lets go soon after.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        AppealUndecided: the panel has agreed on nothing yet.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    case = held.case
    carried = [one.question.proposal for one in held.questions if one.carried]
    proposal = next((one for one in carried if one is not None), None)
    basis, grounds = range_of(held.file, held.setting), _grounds_of(held)
    made = make_as_member(
        held, Move.DECIDE_APPEAL, by=by, now=now, last_day=term_of(case, held.charter, now)
    )
    if proposal is None or proposal.outcome is None:
        raise UnknownChoice(field="outcome", choices=", ".join(AppealOutcome))
    outcome = proposal.outcome
    if outcome is not AppealOutcome.UPHOLD:
        for measure_id in measure_ids(case):
            end_measure(measure_id=measure_id, overturned=True, by=by, now=now)
    if outcome is AppealOutcome.VARY:
        order_all(case, held.file.respondent_account, [proposal], by=by, now=now)
        case.due_on = term_of(case, held.charter, now)
        case.save(update_fields=["due_on"])
    serve_appeal_decision(
        held, grounds=grounds, outcome=outcome, proposal=proposal, basis=basis, now=now
    )
    if outcome is AppealOutcome.REMAND:
        _send_back(held, by, now)
    else:
        case.seats.filter(instance=Instance.APPEAL).update(past=True, waiting=False)
    keep_inboxes(case)
    if made.state is State.CLOSED:
        close_rooms(case)
    return case


def _send_back(held: Held, by: Actor, now: datetime) -> None:
    """Give the case to people of the first body who have not decided it, with the whole file."""
    case = held.case
    fresh = [
        one
        for one in seats(case)
        if one.instance == Instance.FIRST and one.seat in {Seat.ALTERNATE, Seat.INVITED}
    ]
    case.seats.exclude(id__in=[one.id for one in fresh]).update(past=True, waiting=False)
    person_ids = with_keys(people_with(case, fresh), now=now)
    for room_id in (case.panel_room, case.respondent_room):
        vault.admit(room_id, opener=held.keyring, holders=person_ids, by=by, now=now)
    for room_id in filter(None, (case.former_room, case.appeal_room)):
        vault.close_room(room_id)
    case.former_room, case.panel_room, case.appeal_room = case.panel_room, "", ""
    case.served = case.answered = case.extended = False
    case.answer_due_on = case.decided_on = None
    case.save()
    invite(case, case.panel_size)
    tell_invited(case)


def _check_somebody_left(held: Held, now: datetime) -> None:
    case = held.case
    fresh = [
        one
        for one in seats(case)
        if one.instance == Instance.FIRST
        and not one.past
        and one.seat in {Seat.ALTERNATE, Seat.INVITED}
    ]
    able = with_keys(people_with(case, fresh), now=now)
    if len(set(able) - barred(case.respondent_room, able)) < case.panel_size:
        raise NobodyLeft


def _grounds(grounds: Collection[str]) -> tuple[Ground, ...]:
    if not grounds or not set(grounds) <= set(GROUNDS):
        raise UnknownChoice(field="grounds", choices=", ".join(Ground))
    return tuple(one for one in Ground if one in grounds)


def _grounds_of(held: Held) -> tuple[Ground, ...]:
    """Read on what the appeal rests."""
    said = of_kind(held.file.appeal, APPEAL)
    named = said[-1].content.get("grounds", ()) if said else ()
    return tuple(one for one in Ground if one in (named if isinstance(named, list) else ()))
