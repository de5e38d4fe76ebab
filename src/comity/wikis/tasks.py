"""What wikis need done later: to be asked what they allow."""

from datetime import datetime

from comity.kernel.actors import SYSTEM
from comity.kernel.errors import Later, NotFound
from comity.wikis import actions, queries


def check(subject: str, now: datetime) -> None:
    """Ask a wiki that was connected what it allows. The subject is a wiki."""
    trouble = actions.check_wiki(wiki_id=subject, by=SYSTEM, now=now)
    if trouble is not None and trouble.passing:
        raise Later


def check_shared(subject: str, now: datetime) -> None:
    """Ask every wiki that uses a shared login whether the renewed one serves there."""
    for wiki in queries.wikis_sharing(subject):
        actions.check_wiki(wiki_id=wiki.id, by=SYSTEM, now=now)


def check_once(subject: str, now: datetime) -> None:
    """Ask a wiki because somebody wants to see how it stands now; they may ask again."""
    try:
        actions.check_wiki(wiki_id=subject, by=SYSTEM, now=now)
    except NotFound:
        return
