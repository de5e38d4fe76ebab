"""Votes, findings, measures, and the decision with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.bodies.queries import mandates
from comity.bodies.rules import Stage as MandateStage
from comity.cases.actions.moving import add_seats, keep_inboxes, make_as_member
from comity.cases.actions.opinions import serve_decision
from comity.cases.actions.rewrap import find_appeal_bench, wrap_file
from comity.cases.errors import (
    BeyondMandate,
    MoveNotYours,
    NothingFound,
    UnknownChoice,
    UnknownQuestion,
)
from comity.cases.models import Ballot, Case, CaseMeasure
from comity.cases.queries import hold
from comity.cases.queries.circumstances import Held
from comity.cases.queries.content import FINDINGS, PROPOSAL, VOTE, range_of
from comity.cases.queries.views import delivery_view, measure_ids
from comity.cases.rules.delivery import Stage
from comity.cases.rules.questions import (
    Allegation,
    MeasureTerms,
    Proposal,
    Range,
    check_departure,
    checked_terms,
    checked_text,
)
from comity.cases.rules.seating import Instance, Seat
from comity.cases.rules.votes import Choice
from comity.cases.rules.words import Move, State
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.ids import new_id
from comity.kernel.spans import day_of, due_on
from comity.measures.actions import order_measure, retry
from comity.measures.rules import ON_WIKI, Order
from comity.people.rules import AccountRef
from comity.reports.rules import clean_text
from comity.vault import actions as vault
from comity.vault.queries import person_tag
from comity.vault.rules import Keyring
from comity.wikis.queries import wiki_for


@transaction.atomic
def vote(
    *,
    case_id: str,
    choices: Mapping[str, str],
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Case:
    """Vote on one question or several, once on each. What was said lies sealed in the room.

    Args:
        case_id: of the case.
        choices: question id to ``for``, ``against`` or ``abstain``.
        keyring: unlocked keys of the member; they sign the votes.
        by: the member.
        now: the moment.
        reason: why, for the other members.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        UnknownQuestion: a question is not before the panel now.
        UnknownChoice: a choice is none, or there is no choice at all.
        AlreadyVoted: the member has voted on one of them.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    case, said = held.case, _choices(held, choices)
    tags = {question: _question_tag(case, question) for question in said}
    mine = Ballot.objects.filter(
        case=case, voter_tag=held.seat.member_tag, question_tag__in=tags.values()
    )
    reason = clean_text(reason, field="reason")
    make_as_member(held, Move.VOTE, by=by, now=now, voted=mine.exists())
    room = case.appeal_room if case.state == State.UNDER_APPEAL else case.panel_room
    for question, choice in said.items():
        Ballot.objects.create(
            case=case, voter_tag=held.seat.member_tag, question_tag=tags[question]
        )
        content: dict[str, object] = {"question": question, "choice": choice, "reason": reason}
        vault.put(room, kind=VOTE, content=content, writer=held.keyring, now=now)
    return case


@transaction.atomic
def conclude_findings(*, case_id: str, keyring: Keyring | None, by: Actor, now: datetime) -> Case:
    """Settle the findings: to measures where a violation was found, else to the decision.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        VotesMissing: a question has no outcome yet.
        NoAppealBody: nothing was found, and nobody could hear an appeal against that.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    violated = [
        view.question.allegation
        for view in held.questions
        if view.carried and view.question.allegation
    ]
    until = due_on(day_of(now), held.charter.appeal_window(0)) if not violated else None
    outcome = make_as_member(held, Move.CONCLUDE_FINDINGS, by=by, now=now, last_day=until)
    content: dict[str, object] = {"violated": [one.id for one in violated]}
    room = held.case.panel_room
    vault.put(room, kind=FINDINGS, content=content, writer=held.keyring, now=now)
    if outcome.state is State.DECIDED:
        _finish(held, violated=(), imposed=(), basis=None, by=by, now=now)
    return held.case


@transaction.atomic
def propose_measure(
    *,
    case_id: str,
    terms: MeasureTerms,
    reason: str,
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
    departure_reason: str = "",
) -> Proposal:
    """Propose what should follow. The guideline gives a range; leaving it needs a reason.

    Proposing the same twice changes nothing.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        DepartureNeedsReason: it is outside the range and nobody says why.
        BeyondMandate: the body may not impose anything this grave.
        WrongInput: the terms are not among what the charter allows, or a text cannot be used.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    make_as_member(held, Move.PROPOSE_MEASURE, by=by, now=now)
    basis = range_of(held.file, held.setting)
    if basis is None:
        raise NothingFound
    checked_terms(terms, held.charter)
    _check_mandate(held.case, terms, now)
    departure_reason = clean_text(departure_reason, field="departure_reason")
    check_departure(terms, basis, departure_reason)
    proposal = Proposal(
        id=new_id(),
        reason=checked_text(reason, field="reason"),
        measure=terms,
        departure_reason=departure_reason,
    )
    if known := same_proposal(held.file.proposals(on_appeal=False), proposal):
        return known
    room = held.case.panel_room
    vault.put(room, kind=PROPOSAL, content=proposal.content(), writer=held.keyring, now=now)
    return proposal


@transaction.atomic
def decide(*, case_id: str, keyring: Keyring | None, by: Actor, now: datetime) -> Case:
    """Decide: order the measures that were carried, serve the reasons, open the file for appeal.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        NoMeasureCarried: nothing was carried; no action is a measure, too.
        NoAppealBody: nobody could hear an appeal against it.
        NoWiki: a measure needs a wiki and none is connected.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    imposed = [
        view.question.proposal for view in held.questions if view.carried and view.question.proposal
    ]
    basis, violated = range_of(held.file, held.setting), held.file.found
    until = due_on(day_of(now), held.charter.appeal_window(_suspension(imposed)))
    make_as_member(held, Move.DECIDE, by=by, now=now, last_day=until)
    order_all(held.case, held.file.respondent_account, imposed, by=by, now=now)
    _finish(held, violated=violated, imposed=imposed, basis=basis, by=by, now=now)
    return held.case


@transaction.atomic
def retry_measure(
    *, case_id: str, measure_id: str, keyring: Keyring | None, by: Actor, now: datetime
) -> None:
    """Try a measure again that the wiki refused, after somebody has looked.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of, or no such measure in it.
        MoveNotYours: ``by`` sits in none of its panels.
        MeasureStepNotPossible: it was not refused.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    if held.seat.seat != Seat.SEATED:
        raise MoveNotYours(move="retry_measure")
    if measure_id not in measure_ids(held.case):
        raise NotFound
    retry(measure_id=measure_id, by=by, now=now)


def order_all(
    case: Case,
    account: AccountRef | None,
    proposals: Sequence[Proposal],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Order every measure that was carried; no action needs no order."""
    for proposal in proposals:
        terms = proposal.measure
        if terms is None or terms.level == 0 or account is None:
            continue
        measure_id = order_measure(
            order=Order(account=account, pages=terms.pages, namespaces=terms.namespaces),
            kind=terms.kind,
            level=terms.level,
            days=terms.days,
            wiki_id=wiki_for(case.community_id).id if terms.kind in ON_WIKI else "",
            by=by,
            now=now,
        )
        CaseMeasure.objects.create(case=case, measure_id=measure_id)


def same_proposal(known: Sequence[Proposal], proposal: Proposal) -> Proposal | None:
    """Find the proposal that says the same, as when a form was sent twice."""
    return next((one for one in known if replace(one, id=proposal.id) == proposal), None)


def _finish(
    held: Held,
    *,
    violated: Sequence[Allegation],
    imposed: Sequence[Proposal],
    basis: Range | None,
    by: Actor,
    now: datetime,
) -> None:
    """Open the file to those who could hear an appeal, and serve the reasons."""
    case = held.case
    bench = find_appeal_bench(held, now=now)
    case.decided_on, case.appeal_body_id = day_of(now), bench.body_id
    case.save(update_fields=["decided_on", "appeal_body"])
    tags = [person_tag(person_id) for person_id in bench.person_ids]
    add_seats(case, tags, seat=Seat.ALTERNATE, instance=Instance.APPEAL)
    wrap_file(held, bench.person_ids, by=by, now=now)
    keep_inboxes(case)
    delivery = delivery_view(case)
    delivered = delivery is not None and delivery.stage is Stage.DELIVERED
    serve_decision(
        held, violated=violated, imposed=imposed, basis=basis, delivered=delivered, now=now
    )


def _suspension(imposed: Sequence[Proposal]) -> int | None:
    """Say for how many days the person is suspended: 0 for not at all, None for without an end."""
    days = [one.measure.days for one in imposed if one.measure and one.measure.kind == "block"]
    if None in days:
        return None
    return max((day for day in days if day is not None), default=0)


def _check_mandate(case: Case, terms: MeasureTerms, now: datetime) -> None:
    """Refuse what the body may not impose.

    Raises:
        BeyondMandate: it is graver than its mandates reach.
    """
    running = mandates([case.body_id], day_of(now)).get(case.body_id, [])
    reach = [one.scope.measure_to for one in running if one.scope.stage is MandateStage.FIRST]
    if reach and terms.level > max(reach):
        raise BeyondMandate(field="level", most=f"M{max(reach)}")


def _choices(held: Held, choices: Mapping[str, str]) -> dict[str, Choice]:
    known = {view.question.id for view in held.questions}
    said: dict[str, Choice] = {}
    for question, choice in choices.items():
        if question not in known:
            raise UnknownQuestion(field="choices")
        if choice not in set(Choice):
            raise UnknownChoice(field="choices", choices=", ".join(Choice))
        said[question] = Choice(choice)
    if not said:
        raise UnknownChoice(field="choices", choices=", ".join(Choice))
    return said


def _question_tag(case: Case, question: str) -> str:
    return settings.COMITY_KEYS.tag("question", case.id, question)
