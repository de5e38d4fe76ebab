"""What keeps a local code from binding because of its words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from comity.charter.errors import NoCharter
from comity.charter.queries import effective_charter
from comity.codes.actions.wanting import judged, reviewers_of, want_for
from comity.codes.errors.floor import CodeWordsBelowFloor, CodeWordsUnjudged
from comity.codes.models import CodeVersion
from comity.codes.queries.reviews import path_of
from comity.codes.rules.documents import Level
from comity.codes.rules.review import WAITING
from comity.codes.rules.standing import REVIEW_CLOCK
from comity.kernel.spans import day_of


def refuse_words(version: CodeVersion, *, now: datetime) -> None:
    """Refuse a local version whose words people judged below the floor, or have yet to judge.

    Nothing waits for people who do not exist, nor longer than the charter says: then the words
    bind unjudged, and the pages say so.

    Raises:
        CodeWordsBelowFloor: people judged words of it below the floor.
        CodeWordsUnjudged: people have yet to judge words of it.
    """
    if version.level != Level.LOCAL:
        return
    known, matters = want_for(version, now=now)
    found = judged(known, version.code_id, matters)
    if found.below:
        raise CodeWordsBelowFloor(count=found.below)
    if not found.waiting:
        return
    path = path_of(version.code.community_id)
    rows = [known[version.code_id, one.mark] for one in matters]
    asked = max(row.asked_on for row in rows if row.state in WAITING)
    if reviewers_of(path) and not _waited_enough(asked, path, now):
        raise CodeWordsUnjudged(count=found.waiting)


def _waited_enough(asked: date, path: Sequence[str], now: datetime) -> bool:
    """Tell whether reviewers had all the time that the charter gives them."""
    try:
        clock = effective_charter(path).agreed.clocks.get(REVIEW_CLOCK)
    except NoCharter:
        clock = None
    return clock is not None and day_of(now) > asked + timedelta(days=clock.days)
