"""What codes need done later: checks whenever the floor moves, and reading what is brought in."""

from datetime import datetime

from comity.codes.actions.importing import forget_imports, read_import
from comity.codes.actions.reviews import give_back_idle
from comity.codes.actions.standings import recheck, tell_what_is_over
from comity.codes.actions.wanting import want_for_all_under
from comity.codes.queries.importing import waiting_imports
from comity.codes.queries.versions import community_of


def follow_floor(subject: str, now: datetime) -> None:
    """Check every local code at or below one that was put in force. The subject is a code."""
    community_id = community_of(subject)
    recheck(under=community_id, now=now)
    want_for_all_under(community_id, now=now)


def check_missed(now: datetime) -> None:
    """Check what was missed, and tell whose time is over."""
    recheck(now=now)
    tell_what_is_over(now=now)
    give_back_idle(now=now)


def read_waiting(now: datetime) -> None:
    """Read the oldest import that waits, and forget those that nobody went on with."""
    forget_imports(now=now)
    for import_id in waiting_imports()[:1]:
        read_import(import_id=import_id)
