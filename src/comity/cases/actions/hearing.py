"""From the facts to both sides being heard: evidence, allegations, service, answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.cases.actions.moving import Making, make, make_as_member
from comity.cases.errors import (
    AnotherRespondent,
    MoveNotPossible,
    UnknownAccount,
    UnknownChoice,
    UnknownProvision,
)
from comity.cases.facts import MessageSent
from comity.cases.models import Case, Delivery
from comity.cases.queries import case_of_respondent, hold, setting_of
from comity.cases.queries.circumstances import Asker, Held
from comity.cases.queries.content import ALLEGATION, EVIDENCE, MESSAGE, NOTE, PARTICULARS
from comity.cases.queries.law import cited
from comity.cases.queries.people import panel, people_with
from comity.cases.rules.delivery import Stage
from comity.cases.rules.questions import Allegation, checked_harm, checked_text
from comity.cases.rules.seating import Seat
from comity.cases.rules.words import Move, State, Who
from comity.charter.rules import Intent
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.chain import canonical
from comity.kernel.ids import new_id
from comity.kernel.receipts import new_receipt
from comity.measures.queries import subject_tag
from comity.people.rules import AccountRef
from comity.record.actions import record
from comity.reports.errors import AnswerMissing
from comity.reports.rules import clean_files, clean_text
from comity.vault import actions as vault
from comity.vault.rules import Audience, File, Keyring, ReceiptKeys
from comity.wikis.queries import wiki_for

ACCOUNT_PURPOSE = "account to reach"
RECEIPT_PURPOSE = "receipt to release"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllegationInput:
    """What a member states.

    Attributes:
        account: whose conduct it is; the first allegation settles whom the case is about.
        provision: id of a provision of the code that the case is pinned to.
        what: what happened, in neutral words.
        where: the place, in words.
        when: the time, in words.
        harm: 1 to 5.
        intent: how far it was meant.
    """

    account: AccountRef
    provision: str
    what: str
    where: str
    when: str
    harm: int
    intent: str


@transaction.atomic
def add_evidence(
    *,
    case_id: str,
    text: str,
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
    files: Sequence[File] = (),
) -> str:
    """Put evidence into the panel's room.

    Returns:
        The id of the item.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        WrongInput: the text or the files cannot be used, or there is neither.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    text, kept = _said(text, files)
    make_as_member(held, Move.ADD_EVIDENCE, by=by, now=now)
    return vault.put(
        held.case.panel_room,
        kind=EVIDENCE,
        content={"text": text},
        files=kept,
        writer=held.keyring,
        now=now,
    )


@transaction.atomic
def state_allegation(
    *,
    case_id: str,
    allegation: AllegationInput,
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
) -> Allegation:
    """State what exactly is said against somebody, under which provision.

    Stating the same twice changes nothing.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        AnotherRespondent: the case is about somebody else.
        UnknownProvision: the pinned code has no such provision.
        WrongInput: a text says nothing, or too much; harm or intent are not on the scale.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    stated = _stated(held, allegation)
    make_as_member(held, Move.STATE_ALLEGATION, by=by, now=now)
    for known in held.file.allegations:
        if replace(known, id=stated.id) == stated:
            return known
    vault.put(
        held.case.panel_room,
        kind=ALLEGATION,
        content=stated.content(),
        writer=held.keyring,
        now=now,
    )
    return stated


@transaction.atomic
def serve(
    *,
    case_id: str,
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
    note: str = "",
) -> Case:
    """Serve the particulars: make the respondent's room and send the notice on its way.

    The respondent's receipt is made here and sealed to the service until they prove their account;
    then it is released once and erased.

    Args:
        case_id: of the case.
        keyring: unlocked keys of the member.
        by: the member.
        now: the moment.
        note: what the panel wants to say besides the allegations.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        NoWiki: no wiki is connected through which the respondent could be reached.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    note, case = clean_text(note, field="note"), held.case
    make_as_member(held, Move.SERVE, by=by, now=now)
    account = held.file.respondent_account
    if account is None:
        raise MoveNotPossible(state=case.state, move=Move.SERVE)
    if not case.respondent_room:
        _reach(case, account, by, now)
    case.served, case.answered, case.extended = True, False, False
    case.answer_due_on = case.due_on
    case.save()
    allegations = [one.content() for one in held.file.allegations]
    content: dict[str, object] = {"allegations": allegations, "note": note}
    vault.put(case.respondent_room, kind=PARTICULARS, content=content, writer=held.keyring, now=now)
    return case


@transaction.atomic
def extend(*, case_id: str, keyring: Keyring | None, by: Actor, now: datetime) -> Case:
    """Give the respondent more time to answer, once.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    make_as_member(held, Move.EXTEND, by=by, now=now)
    held.case.extended, held.case.answer_due_on = True, held.case.due_on
    held.case.save(update_fields=["extended", "answer_due_on"])
    return held.case


@transaction.atomic
def close_hearing(*, case_id: str, keyring: Keyring | None, by: Actor, now: datetime) -> Case:
    """Go on to the findings, once the respondent has answered or their time has passed.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        NotHeard: neither has happened.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    make_as_member(held, Move.CLOSE_HEARING, by=by, now=now)
    return held.case


@transaction.atomic
def answer(*, receipt: ReceiptKeys, text: str, now: datetime, files: Sequence[File] = ()) -> str:
    """Write as the respondent. During the hearing it is the answer; later it is a message.

    Returns:
        The id of the item.

    Raises:
        ReceiptUnknown: no case belongs to the receipt.
        WrongInput: the text or the files cannot be used, or there is neither.
    """
    case = case_of_respondent(receipt, locked=True)
    text, kept = _said(text, files)
    by = Actor(ActorKind.RECEIPT_HOLDER, receipt.lookup)
    if case.state == State.HEARING:
        asker, setting = Asker(frozenset({Who.RESPONDENT})), setting_of(case, now=now)
        make(Making(case, Move.ANSWER, asker, setting, by, now))
        case.answered = True
        case.save(update_fields=["answered"])
    else:
        record(MessageSent(subject=case.id), by=by, now=now)
    return vault.put(
        case.respondent_room,
        kind=MESSAGE,
        content={"text": text},
        files=kept,
        writer=receipt,
        now=now,
    )


@transaction.atomic
def send_message(
    *,
    case_id: str,
    to: str,
    text: str,
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
    files: Sequence[File] = (),
) -> str:
    """Write to a side, or a note to the panel itself.

    Args:
        case_id: of the case.
        to: ``respondent``, ``reporter`` or ``panel``.
        text: what to say.
        keyring: unlocked keys of the member.
        by: the member.
        now: the moment.
        files: what is attached.

    Returns:
        The id of the item, of the last one if there are several reporters.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        UnknownChoice: there is no such side, or it cannot be reached yet.
        WrongInput: the text or the files cannot be used, or there is neither.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    text, kept = _said(text, files)
    rooms = _rooms_of_side(held.case, to)
    if not rooms:
        raise UnknownChoice(field="to", choices="panel, reporter, respondent")
    record(MessageSent(subject=held.case.id), by=by, now=now)
    kind = NOTE if to == "panel" else MESSAGE
    sent = [
        vault.put(room, kind=kind, content={"text": text}, files=kept, writer=held.keyring, now=now)
        for room in rooms
    ]
    return sent[-1]


def _rooms_of_side(case: Case, to: str) -> list[str]:
    own = case.appeal_room if case.state == State.UNDER_APPEAL else case.panel_room
    rooms = {
        "panel": [own or case.intake_room],
        "reporter": list(case.reports.values_list("room", flat=True)),
        "respondent": [case.respondent_room],
    }
    return [room for room in rooms.get(to, ()) if room]


def _reach(case: Case, account: AccountRef, by: Actor, now: datetime) -> None:
    """Make the respondent's room and a receipt for it, and keep both until they can be reached."""
    wiki, receipt = wiki_for(case.community_id), new_receipt()
    seats = [one for one in panel(case) if one.seat in {Seat.SEATED, Seat.RECUSED_SOFT}]
    aside = [one for one in panel(case) if one.seat in {Seat.RECUSED_HARD, Seat.EXCLUDED}]
    case.respondent_room = vault.create_room(
        audience=Audience.RESPONDENT,
        holders=people_with(case, seats),
        receipt=ReceiptKeys.of(receipt),
        barred=people_with(case, aside),
        by=by,
        now=now,
    )
    kept = canonical({"subject": account.subject, "name": account.name})
    Delivery.objects.create(
        case=case,
        account_tag=subject_tag(account),
        wiki_id=wiki.id,
        account=settings.COMITY_KEYS.seal(ACCOUNT_PURPOSE, kept),
        receipt=settings.COMITY_KEYS.seal(RECEIPT_PURPOSE, receipt.text.encode()),
        stage=Stage.WAITING,
    )


def _stated(held: Held, said: AllegationInput) -> Allegation:
    settled = held.file.respondent_account
    if settled is not None and not settled.same(said.account):
        raise AnotherRespondent(field="account")
    if not said.account.subject.isdecimal():
        raise UnknownAccount(field="account")
    provision = cited(held.file, said.provision)
    if provision is None:
        raise UnknownProvision(field="provision")
    try:
        intent = Intent(said.intent)
    except ValueError:
        raise UnknownChoice(field="intent", choices=", ".join(Intent)) from None
    return Allegation(
        id=new_id(),
        account=said.account,
        cited=provision,
        what=checked_text(said.what, field="what"),
        where=checked_text(said.where, field="where"),
        when=checked_text(said.when, field="when"),
        harm=checked_harm(said.harm),
        intent=intent,
    )


def _said(text: str, files: Sequence[File]) -> tuple[str, list[File]]:
    plain = clean_text(text, field="text")
    kept = clean_files(files, most_bytes=settings.COMITY_UPLOAD_LIMIT)
    if not plain and not kept:
        raise AnswerMissing(field="text")
    return plain, kept
