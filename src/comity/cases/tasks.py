"""What happens to cases later. Each can run twice, and be killed between any two steps."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from comity.cases import actions
from comity.cases.actions.delivery import Errand
from comity.cases.queries.due import due_cases, to_lock
from comity.cases.rules.delivery import Channel
from comity.communities.queries import root
from comity.kernel.errors import DomainError, Later
from comity.measures.rules import wait
from comity.messages import words
from comity.wikis.errors import (
    CannotBeEmailed,
    NoSuchAccount,
    WikiCannot,
    WikiSlow,
    WikiTrouble,
    WikiUnreachable,
)
from comity.wikis.mediawiki import MediaWiki, Patience
from comity.wikis.queries import client_for
from comity.wikis.queries import wiki as wiki_of

ONCE = Patience(tries=1)
"""The task itself is tried again, so that nobody waits inside it."""


def open_case(subject: str, now: datetime) -> None:
    """Open a case for a report that came in. The subject is the report."""
    actions.open_case(report_id=subject, now=now)


def withdraw_case(subject: str, now: datetime) -> None:
    """Note in its case that a report was withdrawn. The subject is the report."""
    actions.withdraw(report_id=subject, now=now)


def deliver_notice(subject: str, now: datetime) -> None:
    """Tell a respondent that there is a message for them: by letter, or on their talk page.

    The subject is the case. What is told is the same for everybody and says nothing of a case.

    Raises:
        Later: the wiki did not do it; it is tried again.
    """
    errand = actions.errand(subject)
    if errand is None:
        return
    try:
        with client_for(wiki_of(errand.wiki_id), patience=ONCE) as wiki:
            channel, proof = _carry(errand, wiki)
    except (WikiTrouble, NoSuchAccount) as trouble:
        attempts = actions.keep_notice_failure(
            delivery_id=errand.delivery_id, needs_help=_needs_help(trouble), now=now
        )
        raise Later(minutes=wait(attempts)) from trouble
    actions.keep_delivered(delivery_id=errand.delivery_id, channel=channel, proof=proof, now=now)


def send_proof_letter(subject: str, now: datetime) -> None:
    """Send a code by e-mail through the wiki. The subject is the letter.

    Raises:
        Later: the wiki surely has not sent it; it is tried again.
    """
    del now
    letter = actions.code_letter(subject)
    if letter is None:
        return
    text = words("case_proof_text", movement=root().name, proof=letter.code)
    try:
        with client_for(wiki_of(letter.wiki_id), patience=ONCE) as wiki:
            wiki.email(letter.account, subject=words("case_proof_subject"), text=text)
    except WikiUnreachable as trouble:
        raise Later(minutes=1) from trouble
    except (WikiTrouble, NoSuchAccount, CannotBeEmailed):
        # It may be on its way or never will be; whoever waits can ask for another.
        pass
    actions.forget_letter(letter_id=subject)


def look_at_measure(subject: str, now: datetime) -> None:
    """Tell the panel that a measure needs somebody. The subject is the measure."""
    del now
    actions.tell_of_measure(measure_id=subject)


def close_if_done(subject: str, now: datetime) -> None:
    """Close a case whose last measure has ended. The subject is the measure."""
    actions.close_if_done(measure_id=subject, now=now)


def watch(now: datetime) -> None:
    """Do what days bring: end windows, name what is late, lock what is long closed."""
    for case_id in due_cases(now.date()):
        actions.day_has_come(case_id=case_id, now=now)
    for case_id in to_lock(now.date() - actions.KEPT_FOR_BOTH_SIDES):
        actions.lock(case_id=case_id, now=now)


def _carry(errand: Errand, wiki: MediaWiki) -> tuple[Channel, dict[str, object]]:
    """Write to somebody, by letter if that was never tried, else where everybody sees it."""
    with translation.override(errand.language):
        heading = words("case_wiki_subject")
        text = words(
            "case_wiki_text", movement=root().name, address=f"{settings.COMITY_URL}/messages"
        )
    if not errand.letter_tried and _send_letter(errand, wiki, heading, text):
        return Channel.LETTER, {"accepted": True}
    posted = wiki.message(errand.account, heading=heading, text=text, marker=errand.marker)
    return Channel.TALK_PAGE, {"revision": posted.revision, "already": posted.already}


def _send_letter(errand: Errand, wiki: MediaWiki, subject: str, text: str) -> bool:
    actions.keep_letter_tried(delivery_id=errand.delivery_id, tried=True)
    try:
        wiki.email(errand.account, subject=subject, text=text)
    except (CannotBeEmailed, WikiCannot):
        return False
    except WikiSlow:
        # No wiki keeps a list of letters: the talk page will show that they were told.
        raise
    except WikiTrouble:
        actions.keep_letter_tried(delivery_id=errand.delivery_id, tried=False)
        raise
    return True


def _needs_help(trouble: DomainError) -> bool:
    return not (isinstance(trouble, WikiTrouble) and trouble.passing)
