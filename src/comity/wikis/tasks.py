"""What wikis need done later: to be asked what they allow."""

from datetime import datetime

from comity.kernel.actors import SYSTEM
from comity.kernel.errors import Later
from comity.wikis import actions


def check(subject: str, now: datetime) -> None:
    """Ask a wiki that was just connected what it allows. The subject is a wiki."""
    trouble = actions.check_wiki(wiki_id=subject, by=SYSTEM, now=now)
    if trouble is not None and trouble.passing:
        raise Later
