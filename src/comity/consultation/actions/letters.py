"""Letters about rounds, for those who asked for them, and what comes back as a reply."""

import hashlib
import logging
from datetime import datetime
from enum import StrEnum, auto
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from comity.consultation.actions.contributions import contribute
from comity.consultation.models import Letter, Participant, ReplyAddress
from comity.consultation.queries import rounds
from comity.consultation.rules.kinds import Channel, RoundState
from comity.consultation.rules.letters import (
    MARKER,
    Kind,
    Reply,
    names_somebody,
    new_token,
    read,
    with_token,
)
from comity.consultation.rules.rounds import TAKES_WORDS
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import DomainError, NotFound
from comity.messages import words
from comity.notices.rules import try_again
from comity.people.queries import notice_address

MOST_AT_ONCE = 200
"""Letters of one minute, so that a large consultation does not fill a mail server's queue."""
MOST_ATTEMPTS = 30
"""After about five days the round is nearly over, and the news is on its page."""
OPENED = "opened"

log = logging.getLogger("comity.consultation")


class Outcome(StrEnum):
    """What became of a letter that came in."""

    CONTRIBUTED = auto()
    IGNORED = auto()
    ANSWERED = auto()
    """It could not be used, and its sender was told at the address that they gave here."""


@transaction.atomic
def write(*, round_id: str, now: datetime) -> int:
    """Note the letters that go out because a round opened. Doing it twice changes nothing.

    Returns:
        How many there are.
    """
    del now
    round_ = rounds.round_(round_id)
    wanting = Participant.objects.filter(
        consultation=round_.consultation_id, wants_letters=True, person__isnull=False
    )
    noted = Letter.objects.bulk_create(
        (Letter(round_id=round_id, participant=one, kind=OPENED) for one in wanting),
        ignore_conflicts=True,
    )
    return len(noted)


def send_waiting(*, now: datetime) -> int:
    """Send the letters that wait. For a round that is over, and without an address, none goes out.

    Returns:
        How many were sent.
    """
    over = Letter.objects.exclude(round__state=RoundState.OPEN)
    Letter.objects.filter(Q(id__in=over.values("id")) | Q(attempts__gte=MOST_ATTEMPTS)).delete()
    due = Letter.objects.filter(Q(not_before=None) | Q(not_before__lte=now))
    rows = due.select_related("round", "participant__person").order_by("id")[:MOST_AT_ONCE]
    return sum(_send(row, now) for row in rows)


def receive(*, raw: bytes, now: datetime) -> Outcome:
    """Take a reply by e-mail as a contribution of whoever holds its address.

    Only the address counts, not from whom the letter says that it comes. Whatever cannot be used
    is answered to the notice address alone, never to the sender, who may be made up.

    Args:
        raw: the letter as it came.
        now: the moment, of which the day is kept.
    """
    reply = read(raw)
    known = _known(reply.token)
    if known is None or reply.kind is Kind.AUTOMATIC:
        return Outcome.IGNORED
    person = known.participant.person
    if person is None:
        return Outcome.IGNORED
    if problem := _problem(reply, person.id):
        _answer(known, problem)
        return Outcome.ANSWERED
    try:
        contribute(
            round_id=known.round_id,
            text=reply.text,
            language=person.language,
            channel=Channel.MAIL,
            once=_once(reply),
            by=Actor(ActorKind.PERSON, person.id),
            now=now,
        )
    except NotFound:
        return Outcome.IGNORED
    except DomainError as refusal:
        _answer(known, refusal.code, **refusal.detail)
        return Outcome.ANSWERED
    return Outcome.CONTRIBUTED


def _problem(reply: Reply, person_id: str) -> str:
    """Say what keeps a reply from being published, as its answer is named; empty for nothing."""
    if reply.kind is not Kind.REPLY:
        return f"reply_{reply.kind}"
    if names_somebody(reply.text, reply.token, reply.sender, notice_address(person_id)):
        return "reply_names_somebody"
    return ""


def _send(letter: Letter, now: datetime) -> bool:
    person = letter.participant.person
    address = notice_address(person.id) if person is not None else None
    if person is None or address is None:
        letter.delete()
        return False
    # Another clock may have begun with the same letters; whoever claims one sends it.
    again = try_again(now, letter.attempts + 1)
    claimed = Letter.objects.filter(id=letter.id, not_before=letter.not_before)
    if not claimed.update(not_before=again):
        return False
    token = new_token() if _takes_replies(letter) else ""
    if token:
        ReplyAddress.objects.create(
            tag=_tag(token), round_id=letter.round_id, participant_id=letter.participant_id
        )
    with translation.override(person.language):
        out = _letter(letter, address, token)
    try:
        sent = bool(out.send())
    except (SMTPException, OSError) as problem:
        log.warning("mail was not accepted: %s", type(problem).__name__)
        letter.attempts += 1
        letter.save(update_fields=["attempts"])
        ReplyAddress.objects.filter(tag=_tag(token)).delete()
        return False
    letter.delete()
    return sent


def _takes_replies(letter: Letter) -> bool:
    return bool(settings.COMITY_REPLY_ADDRESS) and letter.round.kind in TAKES_WORDS


def _letter(letter: Letter, address: str, token: str) -> EmailMessage:
    found = rounds.consultation(letter.round.consultation_id)
    language = translation.get_language() or found.source_language
    title = found.title.get(language) or found.title[found.source_language]
    said = {
        "title": title,
        "address": f"{settings.COMITY_URL}/{language}/consultations/{found.id}/",
        "closes": f"{letter.round.closes:%Y-%m-%d %H:%M} UTC",
    }
    code = "round_letter_reply" if token else "round_letter"
    return EmailMessage(
        subject=words("round_letter_subject"),
        body=f"{MARKER}\n{words(code, **said)}",
        to=[address],
        reply_to=[with_token(settings.COMITY_REPLY_ADDRESS, token)] if token else None,
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def _answer(known: ReplyAddress, code: str, **detail: object) -> None:
    """Tell somebody at the address they gave here why their letter was not published."""
    person = known.participant.person
    address = notice_address(person.id) if person is not None else None
    if person is None or address is None:
        return
    with translation.override(person.language):
        why = words(code, **detail)
        url = f"{settings.COMITY_URL}/{person.language}/consultations/"
        out = EmailMessage(
            subject=words("round_reply_subject"),
            body=words("round_reply_refused", why=why, address=url),
            to=[address],
            headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
        )
    try:
        out.send()
    except (SMTPException, OSError) as problem:
        # The letter is not lost: it lies in their own mailbox, and the page says what they said.
        log.warning("mail was not accepted: %s", type(problem).__name__)


def _known(token: str) -> ReplyAddress | None:
    if not token:
        return None
    rows = ReplyAddress.objects.select_related("participant__person")
    return rows.filter(tag=_tag(token)).first()


def _tag(token: str) -> str:
    tag: str = settings.COMITY_KEYS.tag("consultation reply", token)
    return tag


def _once(reply: Reply) -> str:
    """Name a letter, so that one that is delivered twice contributes once."""
    content = hashlib.sha256(f"{reply.name}\n{reply.text}".encode(errors="replace")).hexdigest()
    return f"{reply.token} {content}"
