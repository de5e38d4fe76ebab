"""What keeps a local code from binding because of its words."""

from datetime import datetime

from comity.codes.actions.wanting import judged, want_for
from comity.codes.errors.floor import CodeWordsBelowFloor, CodeWordsUnjudged
from comity.codes.models import CodeVersion
from comity.codes.queries.judges import bench_of
from comity.codes.rules.documents import Level
from comity.codes.rules.review import WAITING
from comity.kernel.spans import day_of


def refuse_words(version: CodeVersion, *, now: datetime) -> int:
    """Refuse a local version whose words people judged below the floor, or have yet to judge.

    Nothing waits longer than the charter says, whether or not there is anybody to judge: then the
    words bind unjudged, and the pages say so.

    Returns:
        How many texts bind although nobody has judged them.

    Raises:
        CodeWordsBelowFloor: people judged words of it below the floor.
        CodeWordsUnjudged: people have yet to judge words of it.
    """
    if version.level != Level.LOCAL:
        return 0
    known, matters = want_for(version, now=now)
    found = judged(known, version.code_id, matters)
    if found.below:
        raise CodeWordsBelowFloor(count=found.below)
    if not found.waiting:
        return 0
    rows = [known[version.code_id, one.mark] for one in matters]
    asked = max(row.asked_on for row in rows if row.state in WAITING)
    day = bench_of(version.code.community_id, on=day_of(now)).binds_from(asked)
    if day is None or day_of(now) < day:
        raise CodeWordsUnjudged(count=found.waiting)
    return found.waiting
