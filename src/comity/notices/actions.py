"""Telling people that there is something for them, and nothing more."""

import logging
from datetime import datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import translation

from comity.messages import words
from comity.notices.models import Notice
from comity.notices.rules import PERMANENT, NoticeKind, may_leave, try_again
from comity.people.queries import notice_address

MOST_ATTEMPTS = 1000
"""Counting further would say nothing more."""

log = logging.getLogger("comity.notices")


def notify(*, person_id: str, kind: NoticeKind) -> None:
    """Let somebody know, with the next letters that go out. Saying it twice changes nothing."""
    notice, new = Notice.objects.get_or_create(person_id=person_id, kind=kind)
    if not new and notice.refused:
        Notice.objects.filter(id=notice.id).update(refused=False, attempts=0, not_before=None)


def send_waiting(*, now: datetime) -> int:
    """Send every letter that waits, if it is its hour.

    What the mail server puts off stays and is tried again, later each time; what it will never
    take stays too, for the operators to see, until there is more news. A letter for somebody
    without an address is dropped, since their own page says the same.

    Returns:
        How many were sent.
    """
    kinds = may_leave(now, settings.COMITY_NOTICE_HOURS)
    due = Notice.objects.filter(Q(not_before=None) | Q(not_before__lte=now), refused=False)
    due = due.filter(kind__in=kinds)
    return sum(_send(notice, now) for notice in due.select_related("person"))


def _send(notice: Notice, now: datetime) -> bool:
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
            notice.attempts = min(notice.attempts + 1, MOST_ATTEMPTS)
            notice.not_before = try_again(now, notice.attempts)
            notice.refused = _is_final(problem)
            notice.save(update_fields=["attempts", "not_before", "refused"])
            return False
    notice.delete()
    return sent


def _is_final(problem: Exception) -> bool:
    """Tell whether the mail server will never take this letter. A wrong login can be mended."""
    if isinstance(problem, SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _ in problem.recipients.values())
    return isinstance(problem, SMTPDataError) and problem.smtp_code in PERMANENT
