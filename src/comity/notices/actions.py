"""Telling people that there is something for them, and nothing more."""

import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from comity.messages import words
from comity.notices.models import Notice
from comity.notices.rules import NoticeKind, may_send
from comity.people.queries import notice_address

log = logging.getLogger("comity.notices")


def notify(*, person_id: str, kind: NoticeKind) -> None:
    """Let somebody know, with the next letters that go out. Saying it twice changes nothing."""
    Notice.objects.get_or_create(person_id=person_id, kind=kind)


def send_waiting(*, now: datetime) -> int:
    """Send every letter that waits, if it is the hour for letters.

    A letter that cannot be sent stays and is tried again at the next call; one
    for somebody without an address is dropped, since their own page says the same.

    Returns:
        How many were sent.
    """
    if not may_send(now, settings.COMITY_NOTICE_HOURS):
        return 0
    return sum(_send(notice) for notice in Notice.objects.select_related("person"))


def _send(notice: Notice) -> bool:
    address = notice_address(notice.person_id)
    sent = False
    if address is not None:
        with translation.override(notice.person.language):
            letter = EmailMessage(
                subject=words("notice_subject"),
                body=words(f"notice_{notice.kind}", address=settings.COMITY_URL),
                to=[address],
                headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
            )
        try:
            sent = bool(letter.send())
        except (SMTPException, OSError) as problem:
            log.warning("mail was not accepted: %s", type(problem).__name__)
            return False
    notice.delete()
    return sent
