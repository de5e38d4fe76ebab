"""How a respondent proves an account, and gets their receipt once."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.cases.actions.hearing import RECEIPT_PURPOSE
from comity.cases.actions.moving import Making, make
from comity.cases.errors import NeverHere, ProofExpired, UnknownAccount, UnknownChoice
from comity.cases.facts import ProofMailAsked, ReceiptReleased
from comity.cases.models import Case, Delivery, ProofLetter
from comity.cases.queries import setting_of
from comity.cases.queries.circumstances import Asker
from comity.cases.rules.challenge import (
    CODE_LENGTH,
    Challenge,
    Way,
    check_typed,
    check_visit,
    find_proof,
)
from comity.cases.rules.delivery import LETTERS_A_DAY, Channel, Stage
from comity.cases.rules.words import Move, State, Who
from comity.kernel.actors import ANYONE, SYSTEM, Actor
from comity.kernel.chain import canonical
from comity.kernel.ids import ALPHABET
from comity.kernel.sealing import CannotOpen
from comity.kernel.spans import day_of
from comity.measures.queries import subject_tag
from comity.messages import words
from comity.people.queries import accounts_of
from comity.people.rules import AccountRef
from comity.record.actions import record
from comity.reports.rules import clean_line
from comity.wikis.errors import NoSuchAccount
from comity.wikis.mediawiki import Patience
from comity.wikis.queries import client_for
from comity.wikis.queries import wiki as wiki_of

CHALLENGE_PURPOSE = "challenge"
LETTER_PURPOSE = "proof letter"
IMPATIENT = Patience(tries=1, longest_answer=10)
"""Somebody waits in front of the page while the wiki is asked."""


@dataclass(frozen=True, slots=True)
class Started:
    """A challenge, as the person who asked for it sees it.

    Attributes:
        token: to be given back with the proof; nobody but the service can read or change it.
        account: the account as the wiki calls it now.
        code: to be written into the summary of an edit; empty if it is sent by e-mail.
        summary: the whole summary to write; empty if the code is sent by e-mail.
        expires_at: when it is too late.
    """

    token: str
    account: str
    code: str
    summary: str
    expires_at: datetime


def start_challenge(
    *, wiki_id: str, account_name: str, way: str, visit: str, now: datetime
) -> Started:
    """Begin to prove an account. It says nothing of whether anything waits for it.

    Args:
        wiki_id: of the wiki on which the account lives.
        account_name: what it is called there now.
        way: ``edit``, or ``mail`` for people who cannot edit anything.
        visit: the session that asks; only a keyed hash of it goes into the token.
        now: the moment.

    Raises:
        NotFound: there is no such wiki.
        UnknownAccount: the wiki knows no such account.
        WrongInput: the name cannot be one.
        UnknownChoice: there is no such way.
        WikiTrouble: the wiki cannot be asked now.
    """
    if way not in set(Way):
        raise UnknownChoice(field="way", choices=", ".join(Way))
    wiki = wiki_of(wiki_id)
    try:
        with client_for(wiki, patience=IMPATIENT) as client:
            found = client.account_named(clean_line(account_name, field="account"))
    except NoSuchAccount:
        raise UnknownAccount(field="account") from None
    challenge = Challenge(
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        provider=wiki.provider,
        subject=str(found.id),
        visit=settings.COMITY_KEYS.tag("visit", visit),
        way=Way(way),
        issued_at=now,
    )
    if challenge.way is Way.MAIL:
        _send_code(challenge, wiki_id, now)
    shown = challenge.way is Way.EDIT
    return Started(
        token=_sealed(challenge, wiki_id),
        account=found.name,
        code=challenge.code if shown else "",
        summary=words("case_proof_summary", proof=challenge.code) if shown else "",
        expires_at=challenge.expires_at,
    )


def prove(*, token: str, visit: str, now: datetime, typed: str = "") -> list[str]:
    """Take the proof, and release every receipt that waits for the account, once.

    Args:
        token: as ``start_challenge`` gave it.
        visit: the session that asks.
        now: the moment.
        typed: the code, if it was sent by e-mail.

    Returns:
        The receipts, to be shown now and never again.

    Raises:
        ProofExpired: the token is too old, belongs to another visit, or was changed.
        ProofNotFound: the wiki shows no edit with the code yet.
        CodeDiffers: what was typed is something else.
        NeverHere: nothing waits for this account.
        WikiTrouble: the wiki cannot be asked now.
    """
    challenge, wiki_id = _opened(token)
    check_visit(challenge, visit=settings.COMITY_KEYS.tag("visit", visit), now=now)
    if challenge.way is Way.MAIL:
        check_typed(challenge, typed)
    else:
        with client_for(wiki_of(wiki_id), patience=IMPATIENT) as client:
            find_proof(challenge, client.contributions(int(challenge.subject), challenge.issued_at))
    return release([AccountRef(challenge.provider, challenge.subject)], by=ANYONE, now=now)


def prove_by_sign_in(*, by: Actor, now: datetime) -> list[str]:
    """Release every receipt that waits for an account that somebody has linked and signed in with.

    Raises:
        NeverHere: nothing waits for any of them.
    """
    linked = accounts_of([by.id]).get(by.id, [])
    return release(linked, by=by, now=now)


def prove_by_account(*, account: AccountRef, now: datetime) -> list[str]:
    """Release every receipt that waits for an account whose home has just said whose it is.

    The caller has asked that home; nobody is signed in, and nothing of the account is kept.

    Raises:
        NeverHere: nothing waits for it.
    """
    return release([account], by=ANYONE, now=now)


@transaction.atomic
def release(accounts: Sequence[AccountRef], *, by: Actor, now: datetime) -> list[str]:
    """Hand out the receipts that wait for proven accounts, and erase them in the same step.

    Raises:
        NeverHere: nothing waits for any of them.
    """
    tags = [subject_tag(account) for account in accounts]
    waiting = Delivery.objects.select_for_update().filter(account_tag__in=tags, released=False)
    receipts = []
    for delivery in waiting.order_by("id"):
        sealed = bytes(delivery.receipt)
        receipts.append(settings.COMITY_KEYS.open(RECEIPT_PURPOSE, sealed).decode())
        delivered = delivery.stage == Stage.DELIVERED
        delivery.receipt = delivery.account = b""
        delivery.released = True
        if not delivered:
            delivery.stage, delivery.channel = Stage.WAITING, Channel.ACCOUNT
        delivery.save()
        record(ReceiptReleased(subject=delivery.case_id), by=by, now=now)
        if not delivered:
            keep_delivery(delivery, now=now)
    if not receipts:
        raise NeverHere
    return receipts


def keep_delivery(delivery: Delivery, *, now: datetime) -> None:
    """Keep that the notice has reached them: from today their time to answer runs."""
    case = Case.objects.select_for_update().get(id=delivery.case_id)
    if case.state == State.HEARING and not case.answered:
        asker, setting = Asker(frozenset({Who.CLOCK})), setting_of(case, now=now)
        make(Making(case, Move.RECORD_DELIVERY, asker, setting, SYSTEM, now))
        case.answer_due_on = case.due_on
        case.save(update_fields=["answer_due_on"])
    delivery.stage = Stage.DELIVERED
    delivery.save(update_fields=["stage"])


@transaction.atomic
def _send_code(challenge: Challenge, wiki_id: str, now: datetime) -> None:
    """Put a letter on its way, but only to somebody for whom a receipt waits, and not too often."""
    tag = subject_tag(AccountRef(challenge.provider, challenge.subject))
    waiting = Delivery.objects.select_for_update().filter(account_tag=tag, released=False)
    delivery = waiting.order_by("id").first()
    if delivery is None:
        return
    today = day_of(now)
    sent = delivery.letters if delivery.letters_on == today else 0
    if sent >= LETTERS_A_DAY:
        return
    delivery.letters, delivery.letters_on = sent + 1, today
    delivery.save(update_fields=["letters", "letters_on"])
    letter = canonical({"subject": challenge.subject, "code": challenge.code})
    row = ProofLetter.objects.create(
        wiki_id=wiki_id, letter=settings.COMITY_KEYS.seal(LETTER_PURPOSE, letter)
    )
    record(ProofMailAsked(subject=row.id), by=ANYONE, now=now)


def _sealed(challenge: Challenge, wiki_id: str) -> str:
    """Seal a challenge into a token that fits into a form field."""
    sealed = settings.COMITY_KEYS.seal(
        CHALLENGE_PURPOSE, wiki_id.encode() + b"\n" + challenge.to_bytes()
    )
    return base64.urlsafe_b64encode(sealed).decode()


def _opened(token: str) -> tuple[Challenge, str]:
    try:
        blob = base64.urlsafe_b64decode(token.encode())
        opened = settings.COMITY_KEYS.open(CHALLENGE_PURPOSE, blob)
    except (CannotOpen, ValueError):
        raise ProofExpired from None
    wiki_id, _, written = opened.partition(b"\n")
    return Challenge.from_bytes(written), wiki_id.decode()
